/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_input: targets, one after the other, from the command line and from standard input.
 *
 * Format    one target a line; blank lines and what follows a # (at the beginning or behind a blank) are left out.
 * Memory    one line; standard input is read only as fast as targets are taken.
 * Ownership the caller's; the words of the command line are borrowed.
 */
#ifndef STARLIT_APP_CHECK_INPUT_H
#define STARLIT_APP_CHECK_INPUT_H

#include "base/bytes.h"
#include "io/loop.h"

enum { CHECK_LINE_MAX = 1024 };

struct check_input;

/* words: targets; «-» stands for standard input, and so does no word at all. */
struct check_input *check_input_new(struct loop *loop, char *const *words, int count);
void check_input_free(struct check_input *input);

enum check_input_step {
	CHECK_INPUT_TARGET,
	CHECK_INPUT_WRONG, /* a line that is too long or holds a NUL: the text is its beginning */
	CHECK_INPUT_WAIT,  /* the next line has not come yet; the loop wakes up when it has */
	CHECK_INPUT_END
};

/* *ret_line is the line's number, 0 for a word of the command line; the text lives until the next call. */
enum check_input_step check_input_next(struct check_input *input, const char **ret_text, uint64_t *ret_line);
/* Standard input could not be read to its end: the system's word for it; NULL: it could. */
const char *check_input_failure(const struct check_input *input);

#endif

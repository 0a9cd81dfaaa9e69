/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz: what every fuzzer has in common.
 *
 * A fuzzer is one entry in libFuzzer's form. Built with --enable-fuzzers it is libFuzzer's; otherwise replay.c is its main
 * program, runs the seeds and a fixed number of mutations of them, and is a test of «make check».
 *
 * Scripts (proto, session) are text: what the server sends, with lines between that begin with one of these:
 *	"C: line"  a line is typed and leaves us whole
 *	"c: line"  a line is typed and has not left us yet
 *	"R: text"  the server sends the text REPEAT times
 *	"X: word"  something else happens; what, says the fuzzer
 */
#ifndef STARLIT_TESTS_FUZZ_H
#define STARLIT_TESTS_FUZZ_H

#include "base/buffer.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* How many mutations replay.c tries: what takes about a second. */
extern const unsigned fuzz_mutations;

/* A property that must hold for every input; aborts and says which one did not. */
void fuzz_require(bool holds, const char *property);

enum { REPEAT = 4096, REPEATED_MAX = 256, FLOOD_MAX = REPEAT * REPEATED_MAX };

struct turn {
	char kind; /* 'S' server bytes, or the letter of the line */
	struct bytes text;
};
/* The next turn of a script, off the front of *rest. */
bool fuzz_turn(struct bytes *rest, struct turn *ret_turn);

/* Appends what an "R" stands for, up to what the buffer takes. */
void fuzz_repeat(struct bytes text, struct buffer *flood);

/* Cuts what arrives into pieces; a limit of 0 leaves it whole. The same seed cuts alike. */
struct cutter {
	uint32_t seed;
	size_t limit;
};
uint32_t fuzz_random(uint32_t *seed);
struct bytes fuzz_cut(struct cutter *cutter, struct bytes *rest);

#endif

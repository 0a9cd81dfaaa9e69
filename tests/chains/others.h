/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * others: «openssl verify» and «certtool --verify», asked about PEM files in a temporary folder.
 *
 * Ownership others_open makes the folder, others_close removes it. The answers are the caller's buffers, born by him.
 * Failure   a folder or a file that cannot be made aborts; a program that is not there is not asked.
 */
#ifndef STARLIT_TESTS_CHAINS_OTHERS_H
#define STARLIT_TESTS_CHAINS_OTHERS_H

#include "base/buffer.h"
#include <stdint.h>

enum other { OTHER_OPENSSL, OTHER_CERTTOOL };
enum { OTHERS = OTHER_CERTTOOL + 1, OTHER_PATH_MAX = 112 };

struct others {
	char folder[OTHER_PATH_MAX - 16];
	bool present[OTHERS];
	bool as_known[OTHERS]; /* of the version for which the answers are written down */
};

/* What they are asked about. */
struct question {
	const struct bytes *sent; /* DER, the leaf first */
	size_t count;
	struct bytes trusted, lists; /* PEM; no lists: revocation is not asked about */
	const char *reference;
	int64_t now;
};

struct answer {
	bool accepted;
	struct buffer said;
};

void others_open(struct others *others);
void others_close(struct others *others);
const char *other_name(enum other other);
/* What to install, for the sentence that says that it is missing. */
const char *other_package(enum other other);

/* Writes the question's files; they stay until the next question. The path of the lists is "" when there are none. */
void others_write(const struct others *others, const struct question *question);
/* The path of one of the files: "leaf.pem", "others.pem", "chain.pem", "trusted.pem", "lists.pem". */
const char *others_path(const struct others *others, const char *name, char *ret_path);
void others_ask(const struct others *others, enum other other, const struct question *question, struct answer *answer);

#endif

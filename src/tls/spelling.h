/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spelling: one name in the spellings of IANA, OpenSSL and GnuTLS, and the names nearest to one that nobody knows. Internal
 * to tls.
 *
 * Purpose   a key is what all spellings of a name have in common: TLS_RSA_WITH_AES_128_CBC_SHA, AES128-SHA and
 *           TLS_RSA_AES_128_CBC_SHA1 have the same.
 * Ownership names that are offered as near ones are borrowed, and live as long as the program.
 */
#ifndef STARLIT_TLS_SPELLING_H
#define STARLIT_TLS_SPELLING_H

#include "base/bytes.h"
#include "base/error.h"
#include <stdint.h>

enum { SPELLING_MAX = 64, NEAR_MAX = 3 };

struct spelling {
	char key[SPELLING_MAX];
};

/* Letters and digits alone, in capitals. A name too long to be one of ours is cut. */
struct spelling spelling_of(struct bytes name);
/* The same for a cipher suite, or for a cipher alone. */
struct spelling spelling_of_suite(struct bytes name);
bool spelling_equal(const struct spelling *a, const struct spelling *b);

/* The nearest of the names that were offered to it. */
struct near {
	struct spelling wanted;
	size_t count;
	const char *names[NEAR_MAX];
	unsigned distances[NEAR_MAX];
};
void near_offer(struct near *near, const char *name, const struct spelling *key);
/*
 * «--ciphers: "foo" is not known; did you mean …?»; or, where the registry has it and GnuTLS has not, that it cannot be
 * offered. Returns false.
 */
struct registered {
	const char *option;
	const char *(*name)(uint16_t code);             /* by IANA; NULL: none */
	struct spelling (*spelling)(struct bytes name); /* that near->wanted is in */
};
bool near_refuse(const struct near *near, const struct registered *registered, struct bytes name, struct error *error);

/* Takes the next name off a list whose names are separated by commas or colons; false at its end. */
bool spelling_next(struct bytes *list, struct bytes *ret_name);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cast: the certificates that a row tells of.
 *
 * Ownership cast_done frees them; keyring_done the RSA keys, which are made once because that takes long. What is sent is in
 * the arena given. Whatever fails aborts.
 */
#ifndef STARLIT_TESTS_CHAINS_CAST_H
#define STARLIT_TESTS_CHAINS_CAST_H

#include "row.h"

enum { CAST_MAX = 64, KEYRING_MAX = 8 };

struct keyring {
	struct ca *rsa[KEYRING_MAX];
	int bits[KEYRING_MAX];
	size_t count;
};

struct cast {
	struct ca *by_letter[26];
	struct ca *tower[CAST_MAX];
	size_t tower_count;
};

struct sent {
	struct bytes der[CAST_MAX];
	size_t count;
};

void keyring_done(struct keyring *keyring);

/* Everything counts its days from now. */
void cast_init(struct cast *cast, const struct row *row, struct keyring *keyring, int64_t now);
void cast_done(struct cast *cast);
void cast_send(const struct cast *cast, const struct row *row, struct arena *arena, struct sent *ret_sent);
/* The anchors, as PEM. */
void cast_add_trusted(const struct cast *cast, const struct row *row, struct buffer *pem);
/* The row's revocation lists, as PEM. */
void cast_add_lists(const struct cast *cast, const struct row *row, int64_t now, struct buffer *pem);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hashes: a table of 64-bit hashes, each with a number, for looking up what is too large to be kept.
 *
 * Purpose   16 bytes an entry. That two texts have one hash is so rare that a reader may take it for the same text, or look
 *           at the text itself.
 * Ownership the caller's. Failure: false when the maximum is reached.
 */
#ifndef STARLIT_BASE_HASHES_H
#define STARLIT_BASE_HASHES_H

#include "base/bytes.h"
#include <stdint.h>

/* FNV-1a; never 0. */
uint64_t hash_of(struct bytes bytes);

struct hash_entry {
	uint64_t hash; /* 0: free */
	int64_t value;
};

struct hashes {
	struct hash_entry *entries;
	size_t room; /* a power of two, or 0 */
	size_t count;
	size_t max;
};

void hashes_init(struct hashes *hashes, size_t max);
void hashes_done(struct hashes *hashes);
/* The entry of that hash; NULL: there is none. It stays valid until the next hashes_add. */
struct hash_entry *hashes_find(const struct hashes *hashes, uint64_t hash);
/* For a hash that is not there yet. */
bool hashes_add(struct hashes *hashes, uint64_t hash, int64_t value);

#endif

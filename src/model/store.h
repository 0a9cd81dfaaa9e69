/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store: memory that is only ever added to, at addresses that never change, and that can leave memory for a file.
 *
 * Purpose   the journal's events and their texts. Blocks come from the system by pages; when more than resident_max
 *           would be resident, the oldest full block is written to the file and mapped back at the same address, so
 *           that the kernel may forget its pages. Internal to model.
 * Ownership the store owns its blocks; the file descriptor belongs to the journal.
 * Failure   store_add gives NULL when a block must leave memory and the file takes no more. How much is kept in all
 *           is the journal's affair.
 */
#ifndef STARLIT_MODEL_STORE_H
#define STARLIT_MODEL_STORE_H

#include "base/bytes.h"
#include <stdint.h>

enum { STORE_BLOCK = 1 << 20, STORE_ALIGN = 8 };

struct store_block {
	unsigned char *data;
	size_t size;
	size_t used;
};

/* What the stores of one journal share. */
struct store_budget {
	int fd; /* -1: memory only */
	bool file_full;
	bool insist; /* rather pass resident_max than fail: for the last words of a full journal */
	uint64_t resident;
	uint64_t resident_max;
	uint64_t file_end;
};

struct store {
	struct store_budget *budget;
	struct store_block *blocks;
	size_t count;
	size_t room;
	size_t spilled; /* blocks before this one are in the file */
};

/* The budget must outlive the store. */
void store_init(struct store *store, struct store_budget *budget);
void store_done(struct store *store);

/* What a piece of that size takes in a block. */
static inline size_t store_rounded(size_t size)
{
	return (size + STORE_ALIGN - 1) & ~(size_t)(STORE_ALIGN - 1);
}

/*
 * size zeroed bytes (1 at least), aligned to STORE_ALIGN, within one block. The caller fills them before the next call
 * for the same store; from then on they may be read-only.
 */
void *store_add(struct store *store, size_t size);

#endif

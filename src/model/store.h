/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store: memory that is only ever added to, at addresses that never change, and that can leave memory for a file.
 *
 * Purpose   the journal's events and their texts. Blocks come from the system by pages; when more than memory_max is
 *           resident, the oldest full block is written to the file and mapped back at the same address, so that the
 *           kernel may forget its pages. Internal to model.
 * Ownership the store owns its blocks; the file descriptor belongs to the journal.
 * Failure   store_add gives NULL when total_max is reached or the file takes no more.
 */
#ifndef STARLIT_MODEL_STORE_H
#define STARLIT_MODEL_STORE_H

#include "base/bytes.h"
#include <stdint.h>

struct store_block {
	unsigned char *data;
	size_t size;
	size_t used;
};

/* What the stores of one journal share. */
struct store_budget {
	int fd; /* -1: memory only */
	uint64_t resident;
	uint64_t resident_max;
	uint64_t total;
	uint64_t total_max;
	uint64_t file_end;
};

struct store {
	struct store_budget *budget;
	struct store_block *blocks;
	size_t count;
	size_t room;
	size_t spilled; /* blocks before this one are in the file */
};

void store_init(struct store *store, struct store_budget *budget);
void store_done(struct store *store);
/* size zeroed bytes, aligned to 8, within one block. The caller fills them before the next call. */
void *store_add(struct store *store, size_t size);

enum { STORE_BLOCK = 1 << 20 };

#endif

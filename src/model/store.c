/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store: blocks of pages, spilled oldest first.
 */
#include "model/store.h"

#include "base/alloc.h"
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void store_init(struct store *store, struct store_budget *budget)
{
	*store = (struct store){.budget = budget};
}

void store_done(struct store *store)
{
	for (size_t i = 0; i < store->count; i++)
		munmap(store->blocks[i].data, store->blocks[i].size);
	free(store->blocks);
	store_init(store, store->budget);
}

static size_t whole_pages(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (size + page - 1) / page * page;
}

static bool write_all(int fd, const unsigned char *data, size_t len, uint64_t offset)
{
	while (len) {
		ssize_t written = pwrite(fd, data, len, (off_t)offset);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		data += written;
		len -= (size_t)written;
		offset += (uint64_t)written;
	}
	return true;
}

/* Pages that were never written to need no place in the file. */
static void give_tail_back(struct store_budget *budget, struct store_block *block)
{
	size_t kept = whole_pages(block->used);

	if (kept == block->size)
		return;
	munmap(block->data + kept, block->size - kept);
	budget->resident -= block->size - kept;
	block->size = kept;
}

/* Writes the oldest block out and maps it back in its own place: whoever points into it notices nothing. */
static bool spill_oldest(struct store *store)
{
	struct store_budget *budget = store->budget;
	struct store_block *block = &store->blocks[store->spilled];

	give_tail_back(budget, block);
	if (!write_all(budget->fd, block->data, block->size, budget->file_end))
		return false;
	void *mapped =
		mmap(block->data, block->size, PROT_READ, MAP_SHARED | MAP_FIXED, budget->fd, (off_t)budget->file_end);
	if (mapped == MAP_FAILED)
		return false;
	madvise(block->data, block->size, MADV_DONTNEED);
	budget->file_end += block->size;
	budget->resident -= block->size;
	store->spilled++;
	return true;
}

/* Called when the last block is full, so that every block may go. */
static bool make_resident_room(struct store *store, size_t size)
{
	struct store_budget *budget = store->budget;

	if (budget->fd < 0)
		return true;
	while (budget->resident + size > budget->resident_max && store->spilled < store->count) {
		if (budget->file_full || !spill_oldest(store)) {
			budget->file_full = true;
			return budget->insist;
		}
	}
	return true;
}

static struct store_block *add_block(struct store *store, size_t size)
{
	struct store_budget *budget = store->budget;
	size_t pages = size > STORE_BLOCK ? whole_pages(size) : STORE_BLOCK;

	if (!make_resident_room(store, pages))
		return NULL;
	void *data = mmap(NULL, pages, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (data == MAP_FAILED)
		alloc_failed();
	if (store->count == store->room) {
		store->room = store->room ? 2 * store->room : 16;
		store->blocks = alloc_grow(store->blocks, store->room, sizeof(*store->blocks));
	}
	budget->resident += pages;
	store->blocks[store->count] = (struct store_block){.data = data, .size = pages};
	return &store->blocks[store->count++];
}

void *store_add(struct store *store, size_t size)
{
	struct store_block *block = store->count ? &store->blocks[store->count - 1] : NULL;
	size_t rounded = store_rounded(size);

	assert(size && rounded >= size);
	if (!block || block->size - block->used < rounded)
		block = add_block(store, rounded);
	if (!block)
		return NULL;
	void *piece = block->data + block->used;
	block->used += rounded;
	return piece;
}

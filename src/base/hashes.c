/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hashes: open addressing, linear probing, at most half full.
 */
#include "base/hashes.h"

#include "base/alloc.h"
#include <stdlib.h>

uint64_t hash_of(struct bytes bytes)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < bytes.len; i++)
		hash = (hash ^ bytes.data[i]) * 0x100000001b3;
	return hash ? hash : 1;
}

void hashes_init(struct hashes *hashes, size_t max)
{
	*hashes = (struct hashes){.max = max};
}

void hashes_done(struct hashes *hashes)
{
	free(hashes->entries);
	*hashes = (struct hashes){.max = hashes->max};
}

/* The low bits of FNV-1a alone are not well spread for texts that differ in their middle. */
static size_t home_of(const struct hashes *hashes, uint64_t hash)
{
	return (size_t)(hash ^ hash >> 32) & (hashes->room - 1);
}

static void put(struct hashes *hashes, struct hash_entry entry)
{
	size_t at = home_of(hashes, entry.hash);

	while (hashes->entries[at].hash)
		at = (at + 1) & (hashes->room - 1);
	hashes->entries[at] = entry;
}

static void grow(struct hashes *hashes)
{
	struct hash_entry *old = hashes->entries;
	size_t room = hashes->room;

	hashes->room = room ? 2 * room : 64;
	hashes->entries = alloc_zero(hashes->room, sizeof(*hashes->entries));
	for (size_t i = 0; i < room; i++)
		if (old[i].hash)
			put(hashes, old[i]);
	free(old);
}

bool hashes_add(struct hashes *hashes, uint64_t hash, int64_t value)
{
	if (hashes->count == hashes->max)
		return false;
	if (2 * hashes->count >= hashes->room)
		grow(hashes);
	put(hashes, (struct hash_entry){.hash = hash, .value = value});
	hashes->count++;
	return true;
}

struct hash_entry *hashes_find(const struct hashes *hashes, uint64_t hash)
{
	if (!hashes->room)
		return NULL;
	size_t at = home_of(hashes, hash);
	while (hashes->entries[at].hash && hashes->entries[at].hash != hash)
		at = (at + 1) & (hashes->room - 1);
	return hashes->entries[at].hash ? &hashes->entries[at] : NULL;
}

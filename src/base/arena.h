/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arena: memory handed out piece by piece, with addresses that never move, and given back all at once.
 *
 * Purpose   facts and texts that live as long as the thing that collected them.
 * Ownership the arena owns every piece; they all end with arena_done.
 * Failure   past its maximum arena_alloc returns NULL and arena_keep an empty span; the caller makes that an event.
 */
#ifndef STARLIT_BASE_ARENA_H
#define STARLIT_BASE_ARENA_H

#include "base/bytes.h"

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used;                /* bytes handed out */
	size_t max;
};

void arena_init(struct arena *arena, size_t max);
void arena_done(struct arena *arena);

/* Zeroed memory, aligned for every type. size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);
/* A copy of the bytes, with a NUL behind them that is not counted. */
struct bytes arena_keep(struct arena *arena, struct bytes bytes);
/* The same for texts; an arena that is full gives the empty string. */
const char *arena_text(struct arena *arena, const char *text);
const char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

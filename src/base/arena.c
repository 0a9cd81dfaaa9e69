/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arena: a list of blocks; a piece never moves because a block never grows.
 */
#include "base/arena.h"

#include "base/alloc.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_SIZE = 32768 };

struct arena_block {
	struct arena_block *next;
	size_t used;
	size_t size;
	max_align_t data[];
};

void arena_init(struct arena *arena, size_t max)
{
	*arena = (struct arena){.max = max};
}

void arena_done(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *block = arena->blocks;
		arena->blocks = block->next;
		free(block);
	}
	arena->used = 0;
}

static struct arena_block *block_with_room(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;

	if (block && block->size - block->used >= size)
		return block;
	size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	block = alloc_zero(1, sizeof(*block) + room);
	block->size = room;
	/* A piece with a block of its own goes behind the present one, whose room is still good. */
	if (arena->blocks && room > BLOCK_SIZE) {
		block->next = arena->blocks->next;
		arena->blocks->next = block;
	} else {
		block->next = arena->blocks;
		arena->blocks = block;
	}
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t unit = _Alignof(max_align_t);

	if (size > arena->max || arena->max - size < arena->used + unit)
		return NULL;
	size_t rounded = (size + unit) / unit * unit;
	struct arena_block *block = block_with_room(arena, rounded);
	void *piece = (unsigned char *)block->data + block->used;
	block->used += rounded;
	arena->used += rounded;
	return piece;
}

struct bytes arena_keep(struct arena *arena, struct bytes bytes)
{
	unsigned char *copy = arena_alloc(arena, bytes.len + 1);

	if (!copy)
		return (struct bytes){0};
	if (bytes.len)
		memcpy(copy, bytes.data, bytes.len);
	return bytes_of(copy, bytes.len);
}

const char *arena_text(struct arena *arena, const char *text)
{
	struct bytes copy = arena_keep(arena, bytes_str(text));

	return copy.data ? (const char *)copy.data : "";
}

const char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments, again;

	va_start(arguments, format);
	va_copy(again, arguments);
	int len = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	char *text = len < 0 ? NULL : arena_alloc(arena, (size_t)len + 1);
	if (text)
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return text ? text : "";
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * buffer: one block, consumed from the front, moved together only when room is needed.
 */
#include "base/buffer.h"

#include "base/alloc.h"
#include "base/secret.h"
#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_SIZE = 256 };

/* The block may become four times what is asked for; that must not wrap. */
#define LARGEST (SIZE_MAX / 8)

void buffer_init(struct buffer *buffer, size_t max)
{
	assert(max <= LARGEST);
	*buffer = (struct buffer){.max = max};
}

void buffer_init_secret(struct buffer *buffer, size_t max)
{
	buffer_init(buffer, max);
	buffer->secret = true;
}

static void release(struct buffer *buffer)
{
	if (buffer->secret && buffer->data)
		wipe(buffer->data, buffer->cap);
	free(buffer->data);
}

void buffer_done(struct buffer *buffer)
{
	release(buffer);
	*buffer = (struct buffer){.max = buffer->max, .secret = buffer->secret};
}

size_t buffer_room(const struct buffer *buffer)
{
	return buffer->max - buffer->len;
}

static void move_to_start(struct buffer *buffer)
{
	if (!buffer->start)
		return;
	memmove(buffer->data, buffer->data + buffer->start, buffer->len);
	if (buffer->secret)
		wipe(buffer->data + buffer->len, buffer->start);
	buffer->start = 0;
}

/*
 * The block always doubles, also when only the consumed front is in the way: a window that slides through a nearly full
 * block would be copied at every step otherwise.
 */
static size_t grown(size_t cap, size_t needed)
{
	cap = cap ? 2 * cap : FIRST_SIZE;
	while (cap < needed)
		cap *= 2;
	return cap;
}

/* A secret must not stay behind in memory that realloc gave back, hence a copy of our own. */
static void grow(struct buffer *buffer, size_t cap)
{
	unsigned char *data = alloc_bytes(cap);

	if (buffer->len)
		memcpy(data, buffer->data + buffer->start, buffer->len);
	release(buffer);
	buffer->data = data;
	buffer->start = 0;
	buffer->cap = cap;
}

unsigned char *buffer_reserve(struct buffer *buffer, size_t count)
{
	if (count > buffer_room(buffer))
		return NULL;
	size_t needed = buffer->len + count + 1; /* a NUL for buffer_text */
	if (buffer->start + needed > buffer->cap) {
		/* Moving is worth it only when at least half of the block is free, so that it stays linear. */
		if (needed <= buffer->cap / 2)
			move_to_start(buffer);
		else
			grow(buffer, grown(buffer->cap, needed));
	}
	return buffer->data + buffer->start + buffer->len;
}

void buffer_commit(struct buffer *buffer, size_t count)
{
	assert(buffer->start + buffer->len + count < buffer->cap);
	buffer->len += count;
}

bool buffer_append(struct buffer *buffer, struct bytes bytes)
{
	if (!bytes.len)
		return true;
	unsigned char *place = buffer_reserve(buffer, bytes.len);
	if (!place)
		return false;
	memcpy(place, bytes.data, bytes.len);
	buffer->len += bytes.len;
	return true;
}

bool buffer_append_text(struct buffer *buffer, const char *text)
{
	return buffer_append(buffer, bytes_str(text));
}

bool buffer_append_byte(struct buffer *buffer, unsigned char c)
{
	return buffer_append(buffer, bytes_of(&c, 1));
}

bool buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments, again;

	va_start(arguments, format);
	va_copy(again, arguments);
	int len = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	unsigned char *place = len < 0 ? NULL : buffer_reserve(buffer, (size_t)len);
	if (place) {
		vsnprintf((char *)place, (size_t)len + 1, format, again);
		buffer->len += (size_t)len;
	}
	va_end(again);
	return place != NULL;
}

struct bytes buffer_bytes(const struct buffer *buffer)
{
	return bytes_of(buffer->data ? buffer->data + buffer->start : NULL, buffer->len);
}

const char *buffer_text(struct buffer *buffer)
{
	unsigned char *end = buffer_reserve(buffer, 0);

	*end = 0;
	return (const char *)buffer->data + buffer->start;
}

void buffer_consume(struct buffer *buffer, size_t count)
{
	assert(count <= buffer->len);
	if (buffer->secret && count)
		wipe(buffer->data + buffer->start, count);
	buffer->len -= count;
	buffer->start = buffer->len ? buffer->start + count : 0;
}

void buffer_truncate(struct buffer *buffer, size_t len)
{
	assert(len <= buffer->len);
	if (buffer->secret && len < buffer->len)
		wipe(buffer->data + buffer->start + len, buffer->len - len);
	buffer->len = len;
}

void buffer_clear(struct buffer *buffer)
{
	buffer_consume(buffer, buffer->len);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * buffer: a growing queue of bytes that is born with its maximum.
 *
 * Purpose   everything that collects bytes of unknown length: what a socket delivered, what waits to be sent, a
 *           text under construction. Bytes are appended at the end and consumed from the front.
 * Ownership the buffer owns its memory. Spans returned from it live until the next call that changes it.
 * Failure   appending past the maximum returns false and changes nothing; the caller decides which event that
 *           is. No memory ends the program (alloc.h).
 */
#ifndef STARLIT_BASE_BUFFER_H
#define STARLIT_BASE_BUFFER_H

#include "base/bytes.h"

struct buffer {
	unsigned char *data;
	size_t start; /* offset of the first byte that is not consumed yet */
	size_t len;   /* how many bytes wait, from start on */
	size_t cap;
	size_t max;  /* len never exceeds it */
	bool secret; /* memory is wiped before it is given back, and on consume */
};

void buffer_init(struct buffer *buffer, size_t max);
/* The same for passwords and what carries them: no byte outlives its use. */
void buffer_init_secret(struct buffer *buffer, size_t max);
/* Gives the memory back; the buffer is empty and usable again with the same maximum. */
void buffer_done(struct buffer *buffer);

/* Each appends all of its bytes or, when the maximum would be passed, none. */
bool buffer_append(struct buffer *buffer, struct bytes bytes);
bool buffer_append_text(struct buffer *buffer, const char *text);
bool buffer_append_byte(struct buffer *buffer, unsigned char c);
bool buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* How many bytes may still be appended. */
size_t buffer_room(const struct buffer *buffer);
struct bytes buffer_bytes(const struct buffer *buffer);
/* The waiting bytes as a C string (a NUL is kept behind them; a NUL inside ends it early for its reader). */
const char *buffer_text(struct buffer *buffer);

/* Drops count bytes from the front; count is at most len. */
void buffer_consume(struct buffer *buffer, size_t count);
/* Drops bytes from the end so that len is left; len is at most the present one. */
void buffer_truncate(struct buffer *buffer, size_t len);
void buffer_clear(struct buffer *buffer);

/*
 * Room for at least count bytes at the end, to be written in place, then confirmed with buffer_commit. NULL when
 * the maximum forbids it.
 */
unsigned char *buffer_reserve(struct buffer *buffer, size_t count);
void buffer_commit(struct buffer *buffer, size_t count);

#endif

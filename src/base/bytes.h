/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bytes: a borrowed span of bytes.
 *
 * Purpose   the one way in which a run of bytes that somebody else owns is handed about. No terminator is
 *           implied, NUL is an ordinary byte, and nothing here allocates.
 * Ownership a span owns nothing; it lives as long as the memory it was taken from.
 * Failure   nothing here fails.
 *
 * Everything that looks at letters is ASCII and independent of the locale, as the mail protocols are.
 */
#ifndef STARLIT_BASE_BYTES_H
#define STARLIT_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct bytes {
	const unsigned char *data;
	size_t len;
};

/* A span over a string literal or array, without its terminator. */
#define BYTES_LITERAL(text) ((struct bytes){(const unsigned char *)(text), sizeof(text) - 1})

static inline struct bytes bytes_of(const void *data, size_t len)
{
	return (struct bytes){(const unsigned char *)data, len};
}

/* A span over a C string; NULL gives the empty span. */
static inline struct bytes bytes_str(const char *text)
{
	return bytes_of(text, text ? strlen(text) : 0);
}

/* The part of span that begins at offset; empty when offset lies past the end. */
static inline struct bytes bytes_from(struct bytes span, size_t offset)
{
	if (offset > span.len)
		offset = span.len;
	return bytes_of(span.data ? span.data + offset : NULL, span.len - offset);
}

/* The first count bytes of span, or all of it when it is shorter. */
static inline struct bytes bytes_first(struct bytes span, size_t count)
{
	return bytes_of(span.data, count < span.len ? count : span.len);
}

static inline bool ascii_is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_alpha(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static inline bool ascii_is_alnum(unsigned char c)
{
	return ascii_is_digit(c) || ascii_is_alpha(c);
}

static inline unsigned char ascii_lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + ('a' - 'A')) : c;
}

static inline unsigned char ascii_upper(unsigned char c)
{
	return c >= 'a' && c <= 'z' ? (unsigned char)(c - ('a' - 'A')) : c;
}

bool bytes_equal(struct bytes a, struct bytes b);
bool bytes_equal_nocase(struct bytes a, struct bytes b);
/* Compares with a C string, blind to ASCII case. */
bool bytes_is(struct bytes span, const char *text);
bool bytes_starts_with(struct bytes span, const char *prefix);
bool bytes_starts_with_nocase(struct bytes span, const char *prefix);

/* The index of the first c at or after from, or span.len when there is none. */
size_t bytes_index(struct bytes span, unsigned char c, size_t from);

/* The offset of needle in span, or span.len when it does not occur. An empty needle is at 0. */
size_t bytes_find(struct bytes span, struct bytes needle);
size_t bytes_find_nocase(struct bytes span, struct bytes needle);

/* Without spaces and tabs at both ends. */
struct bytes bytes_trim(struct bytes span);

/*
 * Takes the next word (a run without space and tab) off the front of *rest, with the blanks before it.
 * Returns the empty span when no word is left.
 */
struct bytes bytes_word(struct bytes *rest);

/*
 * Reads a decimal number that fills the whole span into *ret_value. False, with *ret_value untouched, when the
 * span is empty, holds anything but digits, or exceeds max.
 */
bool bytes_number(struct bytes span, unsigned long long max, unsigned long long *ret_value);

#endif

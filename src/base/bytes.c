/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bytes: comparing, finding and cutting spans.
 */
#include "base/bytes.h"

bool bytes_equal(struct bytes a, struct bytes b)
{
	return a.len == b.len && (!a.len || !memcmp(a.data, b.data, a.len));
}

static bool same_nocase(const unsigned char *a, const unsigned char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

bool bytes_equal_nocase(struct bytes a, struct bytes b)
{
	return a.len == b.len && same_nocase(a.data, b.data, a.len);
}

bool bytes_is(struct bytes span, const char *text)
{
	return bytes_equal_nocase(span, bytes_str(text));
}

bool bytes_starts_with(struct bytes span, const char *prefix)
{
	struct bytes wanted = bytes_str(prefix);

	return bytes_equal(bytes_first(span, wanted.len), wanted);
}

bool bytes_starts_with_nocase(struct bytes span, const char *prefix)
{
	struct bytes wanted = bytes_str(prefix);

	return bytes_equal_nocase(bytes_first(span, wanted.len), wanted);
}

size_t bytes_index(struct bytes span, unsigned char c, size_t from)
{
	if (from >= span.len)
		return span.len;
	const unsigned char *found = memchr(span.data + from, c, span.len - from);
	return found ? (size_t)(found - span.data) : span.len;
}

size_t bytes_find(struct bytes span, struct bytes needle)
{
	if (!needle.len)
		return 0;
	if (needle.len > span.len)
		return span.len;
	const unsigned char *found = memmem(span.data, span.len, needle.data, needle.len);
	return found ? (size_t)(found - span.data) : span.len;
}

size_t bytes_find_nocase(struct bytes span, struct bytes needle)
{
	if (!needle.len)
		return 0;
	for (size_t i = 0; i + needle.len <= span.len; i++)
		if (same_nocase(span.data + i, needle.data, needle.len))
			return i;
	return span.len;
}

static bool is_blank(unsigned char c)
{
	return c == ' ' || c == '\t';
}

struct bytes bytes_trim(struct bytes span)
{
	while (span.len && is_blank(span.data[0]))
		span = bytes_from(span, 1);
	while (span.len && is_blank(span.data[span.len - 1]))
		span.len--;
	return span;
}

struct bytes bytes_word(struct bytes *rest)
{
	size_t begin = 0, end;

	while (begin < rest->len && is_blank(rest->data[begin]))
		begin++;
	for (end = begin; end < rest->len && !is_blank(rest->data[end]);)
		end++;
	struct bytes word = bytes_first(bytes_from(*rest, begin), end - begin);
	*rest = bytes_from(*rest, end);
	return word;
}

bool bytes_number(struct bytes span, unsigned long long max, unsigned long long *ret_value)
{
	unsigned long long value = 0;

	if (!span.len)
		return false;
	for (size_t i = 0; i < span.len; i++) {
		unsigned digit = (unsigned)span.data[i] - '0';
		if (digit > 9 || value > max / 10 || digit > max - value * 10)
			return false;
		value = value * 10 + digit;
	}
	*ret_value = value;
	return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * base64: RFC 4648 §4, strict.
 */
#include "base/base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool base64_encode(struct buffer *buffer, struct bytes bytes)
{
	size_t len = (bytes.len + 2) / 3 * 4;
	unsigned char *out = buffer_reserve(buffer, len);

	if (!out)
		return false;
	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t left = bytes.len - i;
		unsigned group = (unsigned)bytes.data[i] << 16;
		if (left > 1)
			group |= (unsigned)bytes.data[i + 1] << 8;
		if (left > 2)
			group |= bytes.data[i + 2];
		*out++ = (unsigned char)alphabet[group >> 18];
		*out++ = (unsigned char)alphabet[group >> 12 & 63];
		*out++ = left > 1 ? (unsigned char)alphabet[group >> 6 & 63] : '=';
		*out++ = left > 2 ? (unsigned char)alphabet[group & 63] : '=';
	}
	buffer_commit(buffer, len);
	return true;
}

static int value_of(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (ascii_is_digit(c))
		return c - '0' + 52;
	if (c == '+')
		return 62;
	return c == '/' ? 63 : -1;
}

/* The four letters at text become group; returns how many bytes they stand for, 0 when they are not base64. */
static size_t decode_group(const unsigned char *text, bool last, unsigned *ret_group)
{
	unsigned group = 0;
	size_t pads = 0;

	for (int i = 0; i < 4; i++) {
		int value = value_of(text[i]);
		if (text[i] == '=' && last && i >= 2)
			pads++;
		else if (value < 0 || pads)
			return 0;
		group = group << 6 | (value < 0 ? 0U : (unsigned)value);
	}
	/* Bits that stand for no byte must be zero, else two texts would mean the same. */
	if ((pads == 1 && (group & 0xff)) || (pads == 2 && (group & 0xffff)))
		return 0;
	*ret_group = group;
	return 3 - pads;
}

bool base64_decode(struct buffer *buffer, struct bytes text)
{
	size_t before = buffer->len;

	if (text.len % 4)
		return false;
	for (size_t i = 0; i < text.len; i += 4) {
		unsigned group = 0;
		size_t count = decode_group(text.data + i, i + 4 == text.len, &group);
		unsigned char out[3] = {
			(unsigned char)(group >> 16), (unsigned char)(group >> 8), (unsigned char)group};
		if (!count || !buffer_append(buffer, bytes_of(out, count))) {
			buffer_truncate(buffer, before);
			return false;
		}
	}
	return true;
}

bool base64_valid(struct bytes text)
{
	unsigned group;

	if (!text.len || text.len % 4)
		return false;
	for (size_t i = 0; i < text.len; i += 4)
		if (!decode_group(text.data + i, i + 4 == text.len, &group))
			return false;
	return true;
}

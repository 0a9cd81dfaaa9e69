/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utf8: RFC 3629, strictly.
 */
#include "base/utf8.h"

#include <uniwidth.h>

size_t utf8_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2)
		return 0;
	if (first < 0xe0)
		return 2;
	if (first < 0xf0)
		return 3;
	return first < 0xf5 ? 4 : 0;
}

static bool in_range(uint32_t point, size_t len)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

	return point >= least[len] && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

size_t utf8_decode(struct bytes bytes, uint32_t *ret_point)
{
	size_t len = bytes.len ? utf8_length(bytes.data[0]) : 0;

	if (!len || len > bytes.len)
		return 0;
	if (len == 1) {
		*ret_point = bytes.data[0];
		return 1;
	}
	uint32_t point = bytes.data[0] & (0x7fU >> len);
	for (size_t i = 1; i < len; i++) {
		if ((bytes.data[i] & 0xc0) != 0x80)
			return 0;
		point = point << 6 | (bytes.data[i] & 0x3f);
	}
	if (!in_range(point, len))
		return 0;
	*ret_point = point;
	return len;
}

size_t utf8_encode(uint32_t point, char ret_text[4])
{
	unsigned char *out = (unsigned char *)ret_text;

	if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
		point = 0xfffd;
	if (point < 0x80) {
		out[0] = (unsigned char)point;
		return 1;
	}
	size_t len = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	for (size_t i = len - 1; i > 0; i--, point >>= 6)
		out[i] = (unsigned char)(0x80 | (point & 0x3f));
	out[0] = (unsigned char)((0xf00U >> len & 0xff) | point);
	return len;
}

int utf8_width(uint32_t point)
{
	int width = uc_width(point, "UTF-8");

	return width < 0 ? 1 : width;
}

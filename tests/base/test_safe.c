/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_safe: whatever goes in, what comes out can be shown.
 */
#include "../check_main.h"
#include "base/safe.h"
#include "base/utf8.h"

#include <stdint.h>

START_TEST(examples)
{
	static const struct {
		struct bytes in;
		const char *utf8, *ascii;
	} rows[] = {
		{BYTES_LITERAL("plain text"), "plain text", "plain text"},
		{BYTES_LITERAL("\t\r\n\x1b[31m\x7f"), "^I^M^J^[[31m^?", "^I^M^J^[[31m^?"},
		{BYTES_LITERAL("a\0b"), "a^@b", "a^@b"},
		{BYTES_LITERAL("h\xc3\xa4"), "h\xc3\xa4", "h<U+00E4>"},
		{BYTES_LITERAL("\xff\x9b\xc3"), "<FF><9B><C3>", "<FF><9B><C3>"},
		{BYTES_LITERAL("\xc2\x9b"), "<U+009B>", "<U+009B>"},
		{BYTES_LITERAL("\xc0\xaf\xed\xa0\x80"), "<C0><AF><ED><A0><80>", "<C0><AF><ED><A0><80>"},
		{BYTES_LITERAL("\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8b\xef\xbb\xbf"), "<U+202E><U+2066><U+200B><U+FEFF>",
			"<U+202E><U+2066><U+200B><U+FEFF>"},
		{BYTES_LITERAL("e\xcc\x81"), "e\xcc\x81", "e<U+0301>"},
		{BYTES_LITERAL("\xcc\x81"), "<U+0301>", "<U+0301>"},
		{BYTES_LITERAL("e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81"),
			"e\xcc\x81\xcc\x81\xcc\x81\xcc\x81<U+0301>", "e<U+0301><U+0301><U+0301><U+0301><U+0301>"},
		{BYTES_LITERAL("\xe3\x85\xa4\xf3\xa0\x81\x81\xee\x80\x80"), "<U+3164><U+E0041><U+E000>",
			"<U+3164><U+E0041><U+E000>"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[200];
		ck_assert_str_eq(safe_text(text, sizeof(text), rows[i].in, SAFE_UTF8), rows[i].utf8);
		ck_assert_str_eq(safe_text(text, sizeof(text), rows[i].in, SAFE_ASCII), rows[i].ascii);
	}
}
END_TEST

START_TEST(widths)
{
	ck_assert_uint_eq(safe_width(BYTES_LITERAL("ab"), SAFE_UTF8), 2);
	ck_assert_uint_eq(safe_width(BYTES_LITERAL("\xe4\xb8\xad"), SAFE_UTF8), 2);
	ck_assert_uint_eq(safe_width(BYTES_LITERAL("e\xcc\x81"), SAFE_UTF8), 1);
	ck_assert_uint_eq(safe_width(BYTES_LITERAL("\xff"), SAFE_UTF8), 4);
	ck_assert_uint_eq(safe_width(BYTES_LITERAL("\xe4\xb8\xad"), SAFE_ASCII), 8);
}
END_TEST

static bool hides(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x200b && point <= 0x200f) ||
	       (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) || point == 0xfeff ||
	       (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe000 && point <= 0xf8ff) || point >= 0xe0000;
}

static void check(struct bytes in, enum safe_charset charset)
{
	struct safe_piece piece;
	size_t used = 0;
	struct bytes rest = in;

	while (safe_next(&rest, charset, &piece)) {
		ck_assert_uint_gt(piece.source_len, 0);
		used += piece.source_len;
		struct bytes out = bytes_of(piece.text, piece.len);
		ck_assert_uint_gt(out.len, 0);
		ck_assert(piece.text[piece.len] == 0);
		while (out.len) {
			uint32_t point;
			size_t len = utf8_decode(out, &point);
			ck_assert_uint_gt(len, 0);
			ck_assert(!hides(point));
			ck_assert(charset == SAFE_UTF8 || point < 0x7f);
			out = bytes_from(out, len);
		}
	}
	ck_assert_uint_eq(used, in.len);
}

START_TEST(all_pairs_and_noise)
{
	unsigned char noise[64];
	uint32_t seed = 12345;

	for (unsigned a = 0; a < 256; a++)
		for (unsigned b = 0; b < 256; b++) {
			unsigned char pair[] = {(unsigned char)a, (unsigned char)b};
			check(bytes_of(pair, 2), SAFE_UTF8);
			check(bytes_of(pair, 2), SAFE_ASCII);
		}
	for (int run = 0; run < 20000; run++) {
		for (size_t i = 0; i < sizeof(noise); i++) {
			seed = seed * 1664525 + 1013904223;
			noise[i] = (unsigned char)(seed >> 24);
		}
		check(bytes_of(noise, sizeof(noise)), SAFE_UTF8);
	}
}
END_TEST

START_TEST(all_characters)
{
	for (uint32_t point = 0; point <= 0x10ffff; point++) {
		char text[4];
		check(bytes_of(text, utf8_encode(point, text)), SAFE_UTF8);
	}
}
END_TEST

CHECK_MAIN("safe", examples, widths, all_pairs_and_noise, all_characters)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * safe: untrusted bytes to pieces that are safe to show.
 */
#include "base/safe.h"

#include "base/utf8.h"
#include <stdio.h>
#include <unictype.h>

enum { MARKS_MAX = 4 };

/* Printable by category, and yet able to hide, join or reorder what stands around them. */
static bool is_deceptive(uint32_t point)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{0x00ad, 0x00ad},   /* soft hyphen */
		{0x034f, 0x034f},   /* combining grapheme joiner */
		{0x061c, 0x061c},   /* Arabic letter mark */
		{0x115f, 0x1160},   /* Hangul fillers */
		{0x17b4, 0x17b5},   /* Khmer inherent vowels */
		{0x180b, 0x180f},   /* Mongolian selectors */
		{0x200b, 0x200f},   /* zero width, directional marks */
		{0x2028, 0x202e},   /* separators, embeddings, overrides */
		{0x2060, 0x206f},   /* joiners, isolates, deprecated formats */
		{0x2800, 0x2800},   /* blank braille */
		{0x3164, 0x3164},   /* Hangul filler */
		{0xfe00, 0xfe0f},   /* variation selectors */
		{0xfeff, 0xfeff},   /* byte order mark */
		{0xffa0, 0xffa0},   /* half-width Hangul filler */
		{0xfff0, 0xfffc},   /* specials */
		{0x1bca0, 0x1bca3}, /* shorthand format controls */
		{0x1d173, 0x1d17a}, /* musical format controls */
		{0xe0000, 0xe0fff}, /* tags, more variation selectors */
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (point >= ranges[i].first && point <= ranges[i].last)
			return true;
	return false;
}

static bool is_showable(uint32_t point)
{
	if (point < 0x7f)
		return point >= 0x20;
	if (point < 0xa0 || is_deceptive(point))
		return false;
	return !uc_is_general_category_withtable(
		point, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Co |
			       UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp);
}

static bool is_mark(uint32_t point)
{
	return point >= 0x300 &&
	       uc_is_general_category_withtable(
		       point, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me | UC_CATEGORY_MASK_Mc) &&
	       utf8_width(point) == 0;
}

static void finish(struct safe_piece *piece, int len, size_t source_len)
{
	piece->len = (unsigned char)len;
	piece->source_len = source_len;
	if (piece->escaped)
		piece->width = (unsigned char)len;
}

static void escape_control(struct safe_piece *piece, unsigned char c)
{
	piece->escaped = true;
	finish(piece, snprintf(piece->text, sizeof(piece->text), "^%c", c == 0x7f ? '?' : c + '@'), 1);
}

static void escape_byte(struct safe_piece *piece, unsigned char c)
{
	piece->escaped = true;
	finish(piece, snprintf(piece->text, sizeof(piece->text), "<%02X>", c), 1);
}

static void escape_point(struct safe_piece *piece, uint32_t point, size_t source_len)
{
	piece->escaped = true;
	finish(piece, snprintf(piece->text, sizeof(piece->text), "<U+%04X>", (unsigned)point), source_len);
}

/* Joins the marks that follow a base character. */
static size_t take_marks(struct bytes bytes, size_t used, struct safe_piece *piece)
{
	uint32_t point;

	for (int marks = 0; marks < MARKS_MAX; marks++) {
		struct bytes rest = bytes_from(bytes, used);
		/* No mark begins below 0xcc: most text is decided by this look. */
		if (!rest.len || rest.data[0] < 0xcc)
			break;
		size_t len = utf8_decode(rest, &point);
		if (!len || !is_mark(point) || !is_showable(point))
			break;
		memcpy(piece->text + piece->len, rest.data, len);
		piece->len = (unsigned char)(piece->len + len);
		used += len;
	}
	return used;
}

static void take_glyph(
	struct bytes bytes, uint32_t point, size_t len, enum safe_charset charset, struct safe_piece *piece)
{
	memcpy(piece->text, bytes.data, len);
	piece->len = (unsigned char)len;
	piece->width = (unsigned char)(point < 0x7f ? 1 : utf8_width(point));
	piece->source_len = charset == SAFE_ASCII ? len : take_marks(bytes, len, piece);
	piece->text[piece->len] = 0;
}

bool safe_next(struct bytes *rest, enum safe_charset charset, struct safe_piece *ret_piece)
{
	struct safe_piece piece = {.escaped = false};
	uint32_t point = 0;

	if (!rest->len)
		return false;
	unsigned char first = rest->data[0];
	size_t len = utf8_decode(*rest, &point);
	if (first < 0x20 || first == 0x7f)
		escape_control(&piece, first);
	else if (!len)
		escape_byte(&piece, first);
	else if (!is_showable(point) || utf8_width(point) == 0 || (charset == SAFE_ASCII && point > 0x7e))
		escape_point(&piece, point, len);
	else
		take_glyph(*rest, point, len, charset, &piece);
	*rest = bytes_from(*rest, piece.source_len);
	*ret_piece = piece;
	return true;
}

bool safe_append(struct buffer *buffer, struct bytes bytes, enum safe_charset charset)
{
	struct safe_piece piece;

	while (safe_next(&bytes, charset, &piece))
		if (!buffer_append(buffer, bytes_of(piece.text, piece.len)))
			return false;
	return true;
}

char *safe_text(char *text, size_t size, struct bytes bytes, enum safe_charset charset)
{
	struct safe_piece piece;
	size_t used = 0;

	while (safe_next(&bytes, charset, &piece) && used + piece.len < size) {
		memcpy(text + used, piece.text, piece.len);
		used += piece.len;
	}
	if (size)
		text[used] = 0;
	return text;
}

size_t safe_width(struct bytes bytes, enum safe_charset charset)
{
	struct safe_piece piece;
	size_t width = 0;

	while (safe_next(&bytes, charset, &piece))
		width += piece.width;
	return width;
}

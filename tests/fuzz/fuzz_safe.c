/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_safe: whatever goes in, what comes out of the safe display is valid UTF-8 without a character that acts or hides, and
 * is left as it is when it goes in again.
 */
#include "base/safe.h"
#include "fuzz.h"

#include <unictype.h>
#include <unistr.h>

const unsigned fuzz_mutations = 60000;
enum { SAFE_MAX = 1 << 20 };

/* Judged by libunistring alone, so that a mistake in our own tables shows. */
static void check_shown(struct bytes text, enum safe_charset charset)
{
	ucs4_t point;

	fuzz_require(!u8_check(text.data, text.len), "what comes out is UTF-8");
	for (size_t i = 0; i < text.len; i += (size_t)u8_mbtouc(&point, text.data + i, text.len - i)) {
		u8_mbtouc(&point, text.data + i, text.len - i);
		fuzz_require(charset == SAFE_UTF8 || point < 0x7f, "ASCII is ASCII");
		fuzz_require(!uc_is_general_category_withtable(point, UC_CATEGORY_MASK_C), "no control comes out");
		fuzz_require(!uc_is_property_bidi_control(point), "nothing that reorders comes out");
		fuzz_require(!uc_is_property_default_ignorable_code_point(point), "nothing that hides comes out");
		fuzz_require(!uc_is_property_line_separator(point), "no line separator comes out");
	}
}

static void check(struct bytes in, enum safe_charset charset)
{
	struct buffer once, twice;
	struct bytes rest = in;
	struct safe_piece piece;
	size_t used = 0, width = 0;
	char text[24];

	buffer_init(&once, SAFE_MAX);
	buffer_init(&twice, SAFE_MAX);
	while (safe_next(&rest, charset, &piece)) {
		fuzz_require(piece.source_len > 0 && piece.len > 0 && !piece.text[piece.len], "a piece is a text");
		used += piece.source_len;
		width += piece.width;
		check_shown(bytes_of(piece.text, piece.len), charset);
	}
	fuzz_require(used == in.len, "every byte is in a piece");
	fuzz_require(width == safe_width(in, charset), "the width is that of the pieces");
	safe_append(&once, in, charset);
	safe_append(&twice, buffer_bytes(&once), charset);
	fuzz_require(bytes_equal(buffer_bytes(&once), buffer_bytes(&twice)), "what is safe stays as it is");
	safe_text(text, sizeof(text), in, charset);
	fuzz_require(strlen(text) < sizeof(text), "a text ends");
	check_shown(bytes_str(text), charset);
	buffer_done(&once);
	buffer_done(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > SAFE_MAX / 16)
		return 0;
	check(bytes_of(data, size), SAFE_UTF8);
	check(bytes_of(data, size), SAFE_ASCII);
	return 0;
}

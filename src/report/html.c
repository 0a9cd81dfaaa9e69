/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html: safe pieces, then five references.
 */
#include "report/html.h"

#include "base/safe.h"

static bool append_byte(struct buffer *out, unsigned char c)
{
	switch (c) {
	case '&': return buffer_append_text(out, "&amp;");
	case '<': return buffer_append_text(out, "&lt;");
	case '>': return buffer_append_text(out, "&gt;");
	case '"': return buffer_append_text(out, "&quot;");
	case '\'': return buffer_append_text(out, "&#39;");
	default: return buffer_append_byte(out, c);
	}
}

static bool append_piece(struct buffer *out, const struct safe_piece *piece)
{
	size_t before = out->len;
	bool fits = true;

	for (size_t i = 0; fits && i < piece->len; i++)
		fits = append_byte(out, (unsigned char)piece->text[i]);
	if (!fits)
		buffer_truncate(out, before);
	return fits;
}

/* A run of escapes is one element. */
bool html_append(struct buffer *out, struct bytes bytes, enum html_place place)
{
	struct safe_piece piece;
	bool marked = false, fits = true;

	while (fits && safe_next(&bytes, SAFE_UTF8, &piece)) {
		bool mark = piece.escaped && place == HTML_TEXT;
		if (mark != marked)
			fits = buffer_append_text(out, mark ? "<b class=\"x\">" : "</b>");
		if (!fits)
			break;
		marked = mark;
		fits = append_piece(out, &piece);
	}
	return fits && (!marked || buffer_append_text(out, "</b>"));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows: filling, wrapping, scrolling.
 */
#include "view/rows.h"

#include "base/alloc.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { TEXT_MAX = 8 << 20, LABEL_COLS = ROWS_LABEL_COLS, DEEPER = 2 };

void rows_init(struct rows *rows)
{
	*rows = (struct rows){.count = 0};
	buffer_init(&rows->text, TEXT_MAX);
}

void rows_done(struct rows *rows)
{
	buffer_done(&rows->text);
	free(rows->list);
}

void rows_begin(struct rows *rows, int width, enum safe_charset charset)
{
	buffer_clear(&rows->text);
	rows->count = 0;
	rows->width = width > 1 ? width : 1;
	rows->charset = charset;
}

static void add_row(struct rows *rows, enum style style, int indent, int64_t ref, struct bytes text)
{
	size_t offset = rows->text.len;

	if (!buffer_append(&rows->text, text))
		return;
	if (rows->count == rows->room) {
		rows->room = rows->room ? 2 * rows->room : 64;
		rows->list = alloc_grow(rows->list, rows->room, sizeof(*rows->list));
	}
	rows->list[rows->count++] = (struct row){
		.offset = offset, .len = text.len, .indent = indent, .style = (unsigned char)style, .ref = ref};
}

size_t rows_fitting(struct bytes text, int cols, enum safe_charset charset)
{
	struct bytes rest = text;
	struct safe_piece piece;
	size_t used = 0, blank = 0;
	int width = 0;

	while (safe_next(&rest, charset, &piece)) {
		if (width + piece.width > cols)
			return blank && width > cols / 3 ? blank : used ? used : piece.source_len;
		width += piece.width;
		used += piece.source_len;
		if (piece.text[0] == ' ' && width > cols / 3)
			blank = used;
	}
	return used;
}

void rows_add(struct rows *rows, enum style style, int indent, int64_t ref, struct bytes text)
{
	int cols = rows->width - indent;

	if (indent >= rows->width) {
		indent = 0;
		cols = rows->width;
	}
	for (bool first = true; first || text.len; first = false) {
		int deeper = first || cols <= 3 * DEEPER ? 0 : DEEPER;
		size_t len = rows_fitting(text, cols - deeper, rows->charset);
		add_row(rows, style, indent + deeper, ref, bytes_first(text, len));
		text = bytes_from(text, len);
	}
}

void rows_printf(struct rows *rows, enum style style, int indent, int64_t ref, const char *format, ...)
{
	char text[2048];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	rows_add(rows, style, indent, ref, bytes_str(text));
}

void rows_field(struct rows *rows, const char *label, struct bytes value, enum style style)
{
	struct buffer line;

	if (rows->width < 2 * LABEL_COLS + 4) {
		rows_add(rows, STYLE_FAINT, 0, ROWS_NO_REF, bytes_str(label));
		rows_add(rows, style, 1, ROWS_NO_REF, value);
		return;
	}
	/* A label that is longer than its column moves the value on. */
	int taken = (int)safe_width(bytes_str(label), rows->charset);
	int column = taken < LABEL_COLS ? LABEL_COLS : taken + 1;
	buffer_init(&line, 1 << 20);
	size_t first = rows_fitting(value, rows->width - column, rows->charset);
	buffer_printf(&line, "%s%*s", label, column - taken, "");
	buffer_append(&line, bytes_first(value, first));
	add_row(rows, style, 0, ROWS_NO_REF, buffer_bytes(&line));
	buffer_done(&line);
	for (value = bytes_from(value, first); value.len; value = bytes_from(value, first)) {
		first = rows_fitting(value, rows->width - LABEL_COLS, rows->charset);
		add_row(rows, style, LABEL_COLS, ROWS_NO_REF, bytes_first(value, first));
	}
}

void rows_field_text(struct rows *rows, const char *label, const char *value, enum style style)
{
	rows_field(rows, label, bytes_str(value), style);
}

void rows_title(struct rows *rows, const char *text)
{
	rows_add(rows, STYLE_TITLE, 0, ROWS_NO_REF, bytes_str(text));
}

void rows_blank(struct rows *rows)
{
	add_row(rows, STYLE_NORMAL, 0, ROWS_NO_REF, (struct bytes){0});
}

void rows_text(struct rows *rows, enum style style, const char *text)
{
	struct bytes rest = bytes_str(text);

	do {
		size_t end = bytes_index(rest, '\n', 0);
		rows_add(rows, style, 0, ROWS_NO_REF, bytes_first(rest, end));
		rest = bytes_from(rest, end + 1);
	} while (rest.len);
}

/* One line of prose, without its line end. */
static void add_prose_line(struct rows *rows, enum style style, int indent, int64_t ref, struct bytes line)
{
	while (line.len && line.data[0] == ' ') {
		line = bytes_from(line, 1);
		indent++;
	}
	if (indent >= rows->width / 2)
		indent = 0;
	do {
		size_t len = rows_fitting(line, rows->width - indent, rows->charset);
		add_row(rows, style, indent, ref, bytes_first(line, len));
		line = bytes_from(line, len);
	} while (line.len);
}

void rows_prose(struct rows *rows, enum style style, int indent, int64_t ref, struct bytes text)
{
	do {
		size_t end = bytes_index(text, '\n', 0);
		add_prose_line(rows, style, indent, ref, bytes_first(text, end));
		text = bytes_from(text, end + 1);
	} while (text.len);
}

void rows_item(struct rows *rows, enum style style, int64_t ref, const char *mark, struct bytes text)
{
	int indent = (int)safe_width(bytes_str(mark), rows->charset);
	struct bytes first = bytes_first(text, bytes_index(text, '\n', 0));
	struct buffer line;

	if (indent >= rows->width / 2) {
		rows_add(rows, style, 0, ref, bytes_str(mark));
		rows_prose(rows, style, 0, ref, text);
		return;
	}
	size_t len = rows_fitting(first, rows->width - indent, rows->charset);
	buffer_init(&line, 1 << 16);
	buffer_append_text(&line, mark);
	buffer_append(&line, bytes_first(first, len));
	add_row(rows, style, 0, ref, buffer_bytes(&line));
	buffer_done(&line);
	text = bytes_from(text, len < first.len ? len : len + 1);
	if (text.len)
		rows_prose(rows, style, indent, ref, text);
}

void rows_settle(const struct rows *rows, struct scroll *scroll, int height)
{
	size_t visible = height > 0 ? (size_t)height : 1;

	if (scroll->cursor >= rows->count)
		scroll->cursor = rows->count ? rows->count - 1 : 0;
	if (scroll->cursor < scroll->top)
		scroll->top = scroll->cursor;
	if (scroll->cursor >= scroll->top + visible)
		scroll->top = scroll->cursor - visible + 1;
	size_t last = rows->count > visible ? rows->count - visible : 0;
	if (scroll->top > last)
		scroll->top = last;
}

struct bytes rows_row_text(const struct rows *rows, size_t index)
{
	return bytes_first(bytes_from(buffer_bytes(&rows->text), rows->list[index].offset), rows->list[index].len);
}

void rows_paint(const struct rows *rows, const struct scroll *scroll, struct grid *grid, struct rect rect, bool cursor)
{
	for (int row = 0; row < rect.rows; row++) {
		size_t index = scroll->top + (size_t)row;
		if (index >= rows->count)
			return;
		const struct row *at = &rows->list[index];
		grid_bytes(grid, rect, row, at->indent, rows_row_text(rows, index), (enum style)at->style);
		if (cursor && index == scroll->cursor)
			grid_restyle(grid, rect, row, STYLE_SELECTED);
	}
}

void rows_move(const struct rows *rows, struct scroll *scroll, int64_t by)
{
	int64_t to = (int64_t)scroll->cursor + by;

	if (to < 0)
		to = 0;
	if (to >= (int64_t)rows->count)
		to = rows->count ? (int64_t)rows->count - 1 : 0;
	scroll->cursor = (size_t)to;
}

int64_t rows_ref(const struct rows *rows, const struct scroll *scroll)
{
	return scroll->cursor < rows->count ? rows->list[scroll->cursor].ref : ROWS_NO_REF;
}

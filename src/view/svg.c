/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * svg: runs of equal look become one rectangle, and a text for each stretch of words with one blank between them. Every text has
 * its own x, so that no font can shift it, and none holds blanks that a viewer might leave out.
 */
#include "view/svg.h"

enum { CELL_W = 9, CELL_H = 18, BASELINE = 13, MARGIN = 10 };

static const struct colours {
	const char *text;
	const char *back; /* NULL: the page's */
	bool bold;
} looks[STYLES] = {
	[STYLE_NORMAL] = {"#d8dee9", NULL, false},
	[STYLE_FAINT] = {"#8a94a6", NULL, false},
	[STYLE_TITLE] = {"#ffffff", NULL, true},
	[STYLE_CLEAR_MARK] = {"#1b1f27", "#ebcb8b", true},
	[STYLE_TLS_MARK] = {"#a3be8c", NULL, true},
	[STYLE_LOCAL_MARK] = {"#b48ead", NULL, false},
	[STYLE_CLIENT] = {"#88c0d0", NULL, false},
	[STYLE_SERVER] = {"#d8dee9", NULL, false},
	[STYLE_NOTE] = {"#b48ead", NULL, false},
	[STYLE_GOOD] = {"#a3be8c", NULL, false},
	[STYLE_WARNING] = {"#ebcb8b", NULL, true},
	[STYLE_BAD] = {"#ff7b85", NULL, true},
	[STYLE_BAR] = {"#1b1f27", "#c5cddb", false},
	[STYLE_BAR_CLEAR] = {"#1b1f27", "#ebcb8b", true},
	[STYLE_BAR_TLS] = {"#1b1f27", "#a3be8c", true},
	[STYLE_TAB] = {"#8a94a6", NULL, false},
	[STYLE_TAB_OPEN] = {"#1b1f27", "#c5cddb", true},
	[STYLE_BORDER] = {"#5e7fb1", NULL, false},
	[STYLE_FOCUS] = {"#88c0d0", NULL, true},
	[STYLE_SELECTED] = {"#1b1f27", "#d8dee9", false},
	[STYLE_FOUND] = {"#1b1f27", "#ebcb8b", false},
	[STYLE_PROMPT] = {"#ffffff", NULL, true},
	[STYLE_SECRET] = {"#ff7b85", NULL, false},
};

static bool same_look(const struct cell *a, const struct cell *b)
{
	return a->style == b->style && a->escaped == b->escaped;
}

static void append_glyph(const char *text, struct buffer *out)
{
	for (; *text; text++) {
		if (*text == '&')
			buffer_append_text(out, "&amp;");
		else if (*text == '<')
			buffer_append_text(out, "&lt;");
		else if (*text == '>')
			buffer_append_text(out, "&gt;");
		else
			buffer_append_byte(out, (unsigned char)*text);
	}
}

static bool is_blank(const struct grid *grid, int row, int col)
{
	return !strcmp(grid_cell(grid, row, col)->text, " ");
}

/* Behind the last word that stands only one blank from the one before. */
static int end_of_words(const struct grid *grid, int row, int from, int to)
{
	int end = from;

	for (int col = from; col < to && col <= end + 1; col++)
		if (!is_blank(grid, row, col))
			end = col + 1;
	return end;
}

static void write_words(const struct grid *grid, int row, int from, int to, struct colours look, struct buffer *out)
{
	buffer_printf(out, "<text x=\"%d\" y=\"%d\" fill=\"%s\"%s textLength=\"%d\">", MARGIN + from * CELL_W,
		MARGIN + row * CELL_H + BASELINE, look.text, look.bold ? " font-weight=\"bold\"" : "",
		(to - from) * CELL_W);
	for (int col = from; col < to; col++)
		append_glyph(grid_cell(grid, row, col)->text, out);
	buffer_append_text(out, "</text>\n");
}

static void write_run(const struct grid *grid, int row, int from, int to, struct buffer *out)
{
	const struct cell *cell = grid_cell(grid, row, from);
	struct colours look = looks[cell->style];

	if (cell->escaped)
		look = (struct colours){"#1b1f27", "#d8dee9", look.bold};
	if (look.back)
		buffer_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
			MARGIN + from * CELL_W, MARGIN + row * CELL_H, (to - from) * CELL_W, CELL_H, look.back);
	for (int col = from, end; col < to; col = end) {
		end = col + 1;
		if (is_blank(grid, row, col))
			continue;
		end = end_of_words(grid, row, col, to);
		write_words(grid, row, col, end, look, out);
	}
}

static void write_cursor(const struct grid *grid, struct buffer *out)
{
	if (grid->cursor_row >= 0)
		buffer_printf(out,
			"<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#d8dee9\" opacity=\"0.6\"/>\n",
			MARGIN + grid->cursor_col * CELL_W, MARGIN + grid->cursor_row * CELL_H, CELL_W, CELL_H);
}

bool svg_write(const struct grid *grid, struct buffer *out)
{
	int width = grid->cols * CELL_W + 2 * MARGIN, height = grid->rows * CELL_H + 2 * MARGIN;

	buffer_printf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
		"font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14.5\">\n"
		"<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"#1b1f27\"/>\n",
		width, height, width, height);
	for (int row = 0; row < grid->rows; row++)
		for (int from = 0, to; from < grid->cols; from = to) {
			to = from + 1;
			while (to < grid->cols && same_look(grid_cell(grid, row, from), grid_cell(grid, row, to)))
				to++;
			write_run(grid, row, from, to, out);
		}
	write_cursor(grid, out);
	return buffer_append_text(out, "</svg>\n");
}

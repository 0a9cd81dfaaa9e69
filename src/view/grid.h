/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grid: cells before any terminal.
 *
 * Purpose   views paint into a grid; one small file (ui/screen.c) puts it on the terminal, another (view/svg.c) makes a
 *           picture of it, and tests read it. So what is tested is what is seen.
 * Safety    text enters a grid through base/safe.h only: grid_text and grid_bytes do that themselves. No cell ever holds
 *           a control byte.
 * Ownership the grid owns its cells. Failure: what does not fit is cut at a whole character.
 */
#ifndef STARLIT_VIEW_GRID_H
#define STARLIT_VIEW_GRID_H

#include "base/safe.h"

/* What a piece of screen means; what it looks like is decided by a theme (ui/theme.c, view/svg.c). */
enum style {
	STYLE_NORMAL,
	STYLE_FAINT,      /* times, hints */
	STYLE_TITLE,      /* headings inside a pane */
	STYLE_CLEAR_MARK, /* the gutter of what went in the clear */
	STYLE_TLS_MARK,   /* the gutter of what went inside TLS */
	STYLE_LOCAL_MARK,
	STYLE_CLIENT,
	STYLE_SERVER,
	STYLE_NOTE,
	STYLE_GOOD,
	STYLE_WARNING,
	STYLE_BAD,
	STYLE_BAR,       /* status bar, key bar */
	STYLE_BAR_CLEAR, /* in the status bar: the connection is in the clear */
	STYLE_BAR_TLS,
	STYLE_TAB, /* a tab of the panel */
	STYLE_TAB_OPEN,
	STYLE_BORDER,
	STYLE_FOCUS,    /* the border or heading of the pane that has the keys */
	STYLE_SELECTED, /* the line under the cursor */
	STYLE_FOUND,    /* a hit of the search */
	STYLE_PROMPT,
	STYLE_SECRET
};
enum { STYLES = STYLE_SECRET + 1 };

struct cell {
	char text[23];       /* UTF-8 of one glyph with its marks; empty: the right half of a wide one */
	unsigned char width; /* 1, 2; 0 for the right half */
	unsigned char style; /* enum style */
	bool escaped;        /* part of an escape: drawn reversed */
};

struct grid {
	int rows;
	int cols;
	struct cell *cells; /* row by row */
	enum safe_charset charset;
	int cursor_row; /* -1: hidden */
	int cursor_col;
};

/* A rectangle of a grid, or of anything. */
struct rect {
	int row;
	int col;
	int rows;
	int cols;
};

void grid_init(struct grid *grid, enum safe_charset charset);
void grid_done(struct grid *grid);
/* Sets the size (0 by 0 is allowed) and fills with blanks. */
void grid_reset(struct grid *grid, int rows, int cols);
const struct cell *grid_cell(const struct grid *grid, int row, int col);

/*
 * Writes into the rectangle's row (relative to it) from col on, cut at its right edge. Positions outside of the rectangle
 * or the grid are silently clipped. Return the column behind the last cell written.
 */
int grid_bytes(struct grid *grid, struct rect rect, int row, int col, struct bytes bytes, enum style style);
int grid_text(struct grid *grid, struct rect rect, int row, int col, const char *text, enum style style);
int grid_printf(struct grid *grid, struct rect rect, int row, int col, enum style style, const char *format, ...)
	__attribute__((format(printf, 6, 7)));
/* One piece as it is. */
int grid_piece(struct grid *grid, struct rect rect, int row, int col, const struct safe_piece *piece, enum style style);
/* Fills a row, or a whole rectangle, with blanks of a style. */
void grid_fill(struct grid *grid, struct rect rect, enum style style);
/* Gives every cell of a row of the rectangle a style, keeping the text. */
void grid_restyle(struct grid *grid, struct rect rect, int row, enum style style);
/* Lines: "─" "│" "┌" ... or "-" "|" "+" when the charset is ASCII. */
void grid_vertical(struct grid *grid, struct rect rect, int col, enum style style);
void grid_horizontal(struct grid *grid, struct rect rect, int row, enum style style);
void grid_box(struct grid *grid, struct rect rect, const char *title, enum style style);

/* The grid as text: one line a row, blanks at the end of a row left out. For golden files and :dump. */
void grid_to_text(const struct grid *grid, struct buffer *out);

#endif

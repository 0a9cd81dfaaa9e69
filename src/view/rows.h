/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows: a list of styled rows that scrolls. Every panel, popup and detail view is one. Internal to view.
 *
 * Purpose   a pane fills it anew for each paint; what is wrapped, scrolled and selected is worked out here.
 * Ownership texts are copied; the list is emptied by rows_begin.
 */
#ifndef STARLIT_VIEW_ROWS_H
#define STARLIT_VIEW_ROWS_H

#include "view/grid.h"
#include <stdint.h>

enum { ROWS_NO_REF = -1, ROWS_LABEL_COLS = 11 };

struct row {
	size_t offset; /* of its text in the list's buffer */
	size_t len;
	int indent;
	unsigned char style;
	int64_t ref; /* what Enter opens; ROWS_NO_REF: nothing */
};

struct rows {
	struct buffer text;
	struct row *list;
	size_t count;
	size_t room;
	int width; /* texts are wrapped to it */
	enum safe_charset charset;
};

/* Where the person is in a list; kept over paints. */
struct scroll {
	size_t top;
	size_t cursor;
};

void rows_init(struct rows *rows);
void rows_done(struct rows *rows);
void rows_begin(struct rows *rows, int width, enum safe_charset charset);

/* How many bytes of the text fit into cols cells; breaks behind a blank where there is one not too far left. */
size_t rows_fitting(struct bytes text, int cols, enum safe_charset charset);

/* Adds a text, wrapped; further rows of it stand two columns deeper. */
void rows_add(struct rows *rows, enum style style, int indent, int64_t ref, struct bytes text);
void rows_printf(struct rows *rows, enum style style, int indent, int64_t ref, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* "label      value": the value begins at a common column, and is wrapped there. */
void rows_field(struct rows *rows, const char *label, struct bytes value, enum style style);
void rows_field_text(struct rows *rows, const char *label, const char *value, enum style style);
void rows_title(struct rows *rows, const char *text);
void rows_blank(struct rows *rows);
/* Text with line ends in it. */
void rows_text(struct rows *rows, enum style style, const char *text);

/* Sentences, with line ends in them: wrapped rows stand under the first, and blanks before a line hold for all of it. */
void rows_prose(struct rows *rows, enum style style, int indent, int64_t ref, struct bytes text);
/* A mark, and prose that stands behind it in all its rows. */
void rows_item(struct rows *rows, enum style style, int64_t ref, const char *mark, struct bytes text);

/* Keeps the cursor inside the list and in sight. */
void rows_settle(const struct rows *rows, struct scroll *scroll, int height);
void rows_paint(const struct rows *rows, const struct scroll *scroll, struct grid *grid, struct rect rect, bool cursor);
/* Moves the cursor by so many rows. */
void rows_move(const struct rows *rows, struct scroll *scroll, int64_t by);
int64_t rows_ref(const struct rows *rows, const struct scroll *scroll);
struct bytes rows_row_text(const struct rows *rows, size_t index);

#endif

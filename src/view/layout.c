/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout: rows first, then columns.
 */
#include "view/layout.h"

enum { WIDE = 100, TWO_PANES = 70, PANEL_MAX = 60, PANEL_MEDIUM = 30, PANEL_MIN = 16, CONVERSATION_MIN = 30 };
enum { SHORT_GUTTER = 40, ALL_BARS = 8, SOME_BARS = 4, PANES = 3 };

static int clamp(int value, int low, int high)
{
	if (value > high)
		value = high;
	return value < low ? low : value;
}

/* The prompt is always there; bars and panes as rows allow. Returns the rows of the panes. */
static struct rect split_rows(const struct layout_wish *wish, struct layout *layout)
{
	int rows = wish->rows, cols = wish->cols, top = 0, bottom = rows;

	if (rows <= 0 || cols <= 0)
		return (struct rect){0};
	layout->prompt = (struct rect){--bottom, 0, 1, cols};
	if (rows < PANES)
		return (struct rect){0};
	if (rows >= SOME_BARS)
		layout->status = (struct rect){top++, 0, 1, cols};
	if (rows >= ALL_BARS)
		layout->keys = (struct rect){--bottom, 0, 1, cols};
	if (rows >= ALL_BARS) {
		layout->board = (struct rect){top, 0, clamp(wish->board_rows, 0, rows / 3), cols};
		top += layout->board.rows;
	}
	int strip = clamp(wish->prompt_rows - 1, 0, (bottom - top) / 2);
	bottom -= strip;
	layout->candidates = (struct rect){bottom, 0, strip, cols};
	return (struct rect){top, 0, bottom - top, cols};
}

static int panel_cols(const struct layout_wish *wish)
{
	int wanted = wish->cols >= WIDE ? wish->cols * 2 / 5 : PANEL_MEDIUM;

	wanted = clamp(wanted, 0, PANEL_MAX) + wish->panel_change;
	return clamp(wanted, PANEL_MIN, wish->cols - CONVERSATION_MIN);
}

void layout_compute(const struct layout_wish *wish, struct layout *ret_layout)
{
	struct layout layout = {.narrow = wish->cols < TWO_PANES};
	struct rect panes = split_rows(wish, &layout);

	layout.wide_times = wish->cols >= WIDE;
	layout.short_gutter = wish->cols < SHORT_GUTTER;
	if (layout.narrow || wish->zoomed) {
		*(wish->panel_front ? &layout.panel : &layout.conversation) = panes;
	} else {
		int panel = panel_cols(wish);
		layout.conversation = (struct rect){panes.row, 0, panes.rows, panes.cols - panel - 1};
		layout.separator = (struct rect){panes.row, panes.cols - panel - 1, panes.rows, 1};
		layout.panel = (struct rect){panes.row, panes.cols - panel, panes.rows, panel};
	}
	*ret_layout = layout;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout: from rows and columns to rectangles, by arithmetic alone.
 *
 * At 100 columns or more the conversation has 60 % and the panel the rest (60 at most); from 70 to 99 the panel has 30;
 * below 70 there is one pane at a time. Below 40 columns or 8 rows the bars go one by one; below 3 rows only the
 * prompt is left. A lesson's board has a third of the rows at most. Every rectangle lies inside the screen; one that has no room has 0 rows or columns.
 */
#ifndef STARLIT_VIEW_LAYOUT_H
#define STARLIT_VIEW_LAYOUT_H

#include "view/grid.h"

struct layout_wish {
	int rows;
	int cols;
	bool zoomed;      /* the focused pane takes the whole width */
	bool panel_front; /* where only one pane fits: it is the panel */
	int panel_change; /* columns by which the user made the panel wider (or narrower) */
	int prompt_rows;  /* 1, or more for a list of completions above it */
	int board_rows;   /* 0: there is no board */
};

struct layout {
	struct rect status; /* one row at the top */
	struct rect board;  /* below it */
	struct rect conversation;
	struct rect separator;  /* the column between them */
	struct rect panel;      /* its first row is the tab bar */
	struct rect keys;       /* the bar of keys */
	struct rect candidates; /* completions above the prompt */
	struct rect prompt;     /* the last row */
	bool wide_times;        /* the full clock fits in the gutter */
	bool narrow;            /* one pane at a time */
	bool short_gutter;
};

void layout_compute(const struct layout_wish *wish, struct layout *ret_layout);

#endif

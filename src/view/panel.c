/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panel: the tabs and the one that is open.
 */
#include "view/screen.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *panel_tab_name(enum tab tab)
{
	static const char *const names[TABS] = {
		"Session", "TLS", "Certificates", "Capabilities", "Handshake", "Findings"};

	return names[tab];
}

/* How much of the tabs' names is written: the first of these that fits. */
enum tab_form { TAB_LONG, TAB_SHORT, TAB_NUMBERS };
enum { TAB_TEXT_MAX = 40 };

/* The number is the key, the open one is spelt out; behind the findings' stands how many matter. */
static void write_tab(const struct view *view, enum tab tab, enum tab_form form, char *text)
{
	static const char *const shorts[TABS] = {"Sess", "TLS", "Cert", "Caps", "Hands", "Find"};
	bool open = tab == view->tab;
	uint64_t found = tab == TAB_FINDINGS ? findings_above_note(view) : 0;
	char count[16] = "";

	if (found)
		snprintf(count, sizeof(count), form == TAB_NUMBERS && !open ? ":%u" : " %u",
			(unsigned)(found < 999 ? found : 999));
	if (open)
		snprintf(text, TAB_TEXT_MAX, "[%d %s%s]", (int)tab + 1, panel_tab_name(tab), count);
	else
		snprintf(text, TAB_TEXT_MAX, "%d%s%s", (int)tab + 1,
			form == TAB_LONG    ? panel_tab_name(tab)
			: form == TAB_SHORT ? shorts[tab]
					    : "",
			count);
}

static enum tab_form form_that_fits(const struct view *view, int cols)
{
	char text[TAB_TEXT_MAX];

	for (int form = TAB_LONG; form < TAB_NUMBERS; form++) {
		int width = -1;
		for (int i = 0; i < TABS; i++) {
			write_tab(view, (enum tab)i, (enum tab_form)form, text);
			width += (int)strlen(text) + 1;
		}
		if (width <= cols)
			return (enum tab_form)form;
	}
	return TAB_NUMBERS;
}

static void paint_tabs(const struct view *view, struct grid *grid, struct rect rect)
{
	enum tab_form form = form_that_fits(view, rect.cols);
	char text[TAB_TEXT_MAX];
	int col = 0;

	for (int i = 0; i < TABS; i++) {
		bool open = (enum tab)i == view->tab;
		enum style style = open ? view->focus == FOCUS_PANEL ? STYLE_FOCUS : STYLE_TAB_OPEN : STYLE_TAB;
		write_tab(view, (enum tab)i, form, text);
		col = grid_text(grid, rect, 0, col, text, style);
		col = grid_text(grid, rect, 0, col, " ", STYLE_NORMAL);
	}
}

static void fill(const struct view *view, struct rows *rows)
{
	switch (view->tab) {
	case TAB_SESSION: pane_session(view, rows); return;
	case TAB_TLS: pane_tls(view, rows); return;
	case TAB_CERTS: pane_certs(view, rows); return;
	case TAB_CAPS: pane_caps(view, rows); return;
	case TAB_HANDSHAKE: pane_handshake(view, rows); return;
	case TAB_FINDINGS: pane_findings(view, rows); return;
	}
}

/* In step mode the cursor goes with the messages. */
static void seek(struct view *view)
{
	for (size_t i = 0; view->panel_seek >= 0 && i < view->panel.count; i++)
		if (view->panel.list[i].ref == view->panel_seek)
			view->scrolls[view->tab].cursor = i;
	view->panel_seek = ROWS_NO_REF;
}

/* A new step comes into sight, unless somebody reads there or step mode leads. */
static void follow_ladder(struct view *view)
{
	size_t last = view->panel.count;

	while (last && view->panel.list[last - 1].ref == ROWS_NO_REF)
		last--;
	if (!last || view->panel.list[last - 1].ref == view->ladder_newest)
		return;
	view->ladder_newest = view->panel.list[last - 1].ref;
	if (view->focus != FOCUS_PANEL && !view->step.on)
		view->scrolls[TAB_HANDSHAKE].cursor = last - 1;
}

void panel_paint(struct view *view, struct grid *grid, struct rect rect)
{
	struct rect body = {rect.row + 1, rect.col, rect.rows - 1, rect.cols};

	if (rect.rows <= 0 || rect.cols <= 0)
		return;
	paint_tabs(view, grid, rect);
	if (body.rows <= 0)
		return;
	rows_begin(&view->panel, body.cols, view->charset);
	fill(view, &view->panel);
	if (view->tab == TAB_HANDSHAKE) {
		follow_ladder(view);
		seek(view);
	}
	struct scroll *scroll = &view->scrolls[view->tab];
	bool overflows = view->panel.count > (size_t)body.rows && body.rows > 3;
	body.rows -= overflows;
	rows_settle(&view->panel, scroll, body.rows);
	rows_paint(&view->panel, scroll, grid, body,
		view->focus == FOCUS_PANEL || (view->step.on && view->tab == TAB_HANDSHAKE));
	size_t below = view->panel.count - scroll->top;
	if (overflows && below > (size_t)body.rows)
		grid_printf(grid, rect, rect.rows - 1, 0, STYLE_FAINT, "-- %zu more rows below --",
			below - (size_t)body.rows);
}

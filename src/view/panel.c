/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panel: the tabs and the one that is open.
 */
#include "view/screen.h"

#include <stdio.h>

const char *panel_tab_name(enum tab tab)
{
	static const char *const names[TABS] = {"Session", "TLS", "Certificates", "Capabilities", "Handshake"};

	return names[tab];
}

/* Short where the panel is: the number is the key, the open one is spelt out. */
static void paint_tabs(const struct view *view, struct grid *grid, struct rect rect)
{
	static const char *const shorts[TABS] = {"Sess", "TLS", "Cert", "Caps", "Hands"};
	bool room = rect.cols >= 56;
	int col = 0;

	for (int i = 0; i < TABS; i++) {
		bool open = (enum tab)i == view->tab;
		const char *name = open || room ? panel_tab_name((enum tab)i) : shorts[i];
		if (!open && rect.cols < 40)
			name = "";
		enum style style = open ? view->focus == FOCUS_PANEL ? STYLE_FOCUS : STYLE_TAB_OPEN : STYLE_TAB;
		col = grid_printf(grid, rect, 0, col, style, open ? "[%d %s]" : "%d%s", i + 1, name);
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
	}
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
	struct scroll *scroll = &view->scrolls[view->tab];
	bool overflows = view->panel.count > (size_t)body.rows && body.rows > 3;
	body.rows -= overflows;
	rows_settle(&view->panel, scroll, body.rows);
	rows_paint(&view->panel, scroll, grid, body, view->focus == FOCUS_PANEL);
	size_t below = view->panel.count - scroll->top;
	if (overflows && below > (size_t)body.rows)
		grid_printf(grid, rect, rect.rows - 1, 0, STYLE_FAINT, "-- %zu more rows below --",
			below - (size_t)body.rows);
}

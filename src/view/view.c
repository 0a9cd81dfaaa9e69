/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view: the state of the screen, what actions do to it, and one paint of everything.
 */
#include "view/screen.h"

#include "base/alloc.h"
#include <stdio.h>
#include <stdlib.h>

enum { POPUP_MAX = 1 << 20, PANEL_STEP = 4 };

struct view *view_new(const struct journal *journal, enum safe_charset charset)
{
	struct view *view = alloc_zero(1, sizeof(*view));

	view->journal = journal;
	view->charset = charset;
	view->dirty = true;
	digest_init(&view->digest);
	conversation_init(&view->conversation);
	rows_init(&view->panel);
	rows_init(&view->overlay_rows);
	rows_init(&view->board_notice);
	rows_init(&view->board_text);
	view->step.last = view->panel_seek = view->ladder_newest = ROWS_NO_REF;
	message_view_init(&view->message);
	buffer_init(&view->popup_text, POPUP_MAX);
	return view;
}

void view_free(struct view *view)
{
	if (!view)
		return;
	conversation_done(&view->conversation);
	rows_done(&view->panel);
	rows_done(&view->overlay_rows);
	rows_done(&view->board_notice);
	rows_done(&view->board_text);
	free(view->findings.numbers);
	message_view_done(&view->message);
	buffer_done(&view->popup_text);
	free(view);
}

bool view_catch_up(struct view *view)
{
	if (step_catch_up(view))
		view->dirty = true;
	bool dirty = view->dirty;
	view->dirty = false;
	return dirty;
}

void view_prompt(struct view *view, const struct prompt *prompt)
{
	view->prompt = *prompt;
}

bool view_find(struct view *view, struct bytes text)
{
	view->dirty = true;
	if (!text.len) {
		buffer_clear(&view->conversation.find);
		return false;
	}
	return conversation_find(view, text, true);
}

void view_popup(struct view *view, const char *title, const char *text)
{
	view->dirty = true;
	if (!text) {
		if (view->overlay == OVERLAY_POPUP)
			overlay_close(view);
		return;
	}
	snprintf(view->popup_title, sizeof(view->popup_title), "%s", title);
	buffer_clear(&view->popup_text);
	buffer_append(&view->popup_text, bytes_first(bytes_str(text), POPUP_MAX));
	overlay_open(view, OVERLAY_POPUP, 0);
}

void view_warn(struct view *view, const char *warning)
{
	view->dirty = view->dirty || strcmp(view->warning, warning) != 0;
	snprintf(view->warning, sizeof(view->warning), "%s", warning);
}

void view_start(struct view *view, const struct start_list *list)
{
	view->start = list;
	view->dirty = true;
}

/* Actions */

static void open_event(struct view *view, uint64_t number)
{
	const struct event *event = journal_at(view->journal, number);

	switch ((int)event->kind) {
	case EVENT_TLS_MESSAGE:
		overlay_open(view, OVERLAY_MESSAGE, number);
		message_view_open(&view->message, view->journal, event);
		return;
	case EVENT_FINDING: overlay_open(view, OVERLAY_FINDING, number); return;
	default: overlay_open(view, OVERLAY_EVENT, number); return;
	}
}

/* What proves a finding is looked at where it happened; what the conversation does not show, by itself. */
static void open_proof(struct view *view)
{
	int64_t ref = rows_ref(&view->overlay_rows, &view->overlay_scroll);

	if (ref < 0)
		return;
	if (!conversation_go(view, (uint64_t)ref)) {
		open_event(view, (uint64_t)ref);
		return;
	}
	overlay_close_all(view);
	view->focus = FOCUS_CONVERSATION;
	view->panel_front = false;
}

static void open_in_panel(struct view *view)
{
	int64_t ref = rows_ref(&view->panel, &view->scrolls[view->tab]);
	const struct cert_facts *cert = view->tab == TAB_CERTS ? pane_certs_at(view, ref) : NULL;

	if ((view->tab == TAB_HANDSHAKE || view->tab == TAB_FINDINGS) && ref >= 0)
		open_event(view, (uint64_t)ref);
	if (!cert)
		return;
	overlay_open(view, OVERLAY_CERT, 0);
	view->overlay_cert = cert;
}

static void open_selected(struct view *view)
{
	if (view->overlay == OVERLAY_FINDING) {
		open_proof(view);
	} else if (view->overlay == OVERLAY_NONE && view->focus == FOCUS_CONVERSATION) {
		const struct event *event = conversation_selected(view);
		if (event)
			open_event(view, event->number);
	} else if (view->overlay == OVERLAY_NONE && view->focus == FOCUS_PANEL) {
		open_in_panel(view);
	}
}

static void go_back(struct view *view)
{
	if (view->overlay != OVERLAY_NONE) {
		overlay_close(view);
		return;
	}
	buffer_clear(&view->conversation.find);
	view->focus = FOCUS_PROMPT;
	view->panel_front = view->panel_front && view->zoomed;
}

static void change_focus(struct view *view, int by)
{
	view->focus = (enum focus)(((int)view->focus + by + 3) % 3);
	if (view->focus != FOCUS_PROMPT)
		view->panel_front = view->focus == FOCUS_PANEL;
}

static void open_tab(struct view *view, enum tab tab)
{
	/* Where only one pane fits, the key of the open tab leads back. */
	if (view->layout.narrow && view->panel_front && view->tab == tab) {
		view->panel_front = false;
		view->focus = FOCUS_PROMPT;
		return;
	}
	view->tab = tab;
	if (view->layout.narrow || view->zoomed)
		view->panel_front = true;
}

static int page(const struct view *view)
{
	int rows = view->layout.conversation.rows > 0 ? view->layout.conversation.rows : view->layout.panel.rows;

	return rows > 2 ? rows - 1 : 1;
}

static void scroll_overlay(struct view *view, int by)
{
	if (view->overlay == OVERLAY_MESSAGE) {
		message_view_move(&view->message, by);
		return;
	}
	rows_move(&view->overlay_rows, &view->overlay_scroll, by);
}

/* Rows up (negative) or down, in whatever has the keys. */
static void scroll(struct view *view, int by, bool by_page)
{
	if (view->overlay != OVERLAY_NONE)
		scroll_overlay(view, by);
	else if (view->focus == FOCUS_PANEL ||
		 (view->focus == FOCUS_PROMPT && view->layout.narrow && view->panel_front))
		rows_move(&view->panel, &view->scrolls[view->tab], by);
	else if (view->focus == FOCUS_CONVERSATION && !by_page)
		conversation_move(view, by);
	else
		conversation_scroll(view, by);
}

static void jump(struct view *view, bool end)
{
	if (view->overlay != OVERLAY_NONE || view->focus == FOCUS_PANEL)
		scroll(view, end ? INT32_MAX : INT32_MIN + 1, false);
	else if (end)
		conversation_end(view);
	else
		conversation_top(view);
}

/* The same key closes it. */
static void toggle_lesson(struct view *view)
{
	if (view->overlay == OVERLAY_BOARD)
		overlay_close(view);
	else if (view->board)
		overlay_open(view, OVERLAY_BOARD, 0);
	view->board_opened = view->overlay == OVERLAY_BOARD;
}

static bool act_look(struct view *view, enum action action)
{
	switch ((int)action) {
	case ACTION_HELP: overlay_open_help(view); return true;
	case ACTION_ZOOM:
		view->zoomed = !view->zoomed;
		view->panel_front = view->focus == FOCUS_PANEL;
		return true;
	case ACTION_WIDER: view->panel_change += PANEL_STEP; return true;
	case ACTION_NARROWER: view->panel_change -= PANEL_STEP; return true;
	case ACTION_HEX:
		/* On a message it changes between the fields and the event itself. */
		if (view->overlay == OVERLAY_MESSAGE)
			view->overlay = OVERLAY_EVENT;
		else
			view->hex = !view->hex;
		return true;
	case ACTION_TIMES: view->hide_times = !view->hide_times; return true;
	case ACTION_WRAP: view->no_wrap = !view->no_wrap; return true;
	case ACTION_LESSON: toggle_lesson(view); return true;
	case ACTION_STEP: view_next(view); return true;
	case ACTION_FIND_NEXT: return conversation_find(view, (struct bytes){0}, false);
	case ACTION_FIND_PREVIOUS: return conversation_find(view, (struct bytes){0}, true);
	default: return false;
	}
}

bool view_act(struct view *view, enum action action)
{
	view->dirty = true;
	switch ((int)action) {
	case ACTION_NEXT_PANE: change_focus(view, 1); return true;
	case ACTION_PREVIOUS_PANE: change_focus(view, -1); return true;
	case ACTION_TAB_SESSION:
	case ACTION_TAB_TLS:
	case ACTION_TAB_CERTS:
	case ACTION_TAB_CAPS:
	case ACTION_TAB_HANDSHAKE:
	case ACTION_TAB_FINDINGS: open_tab(view, (enum tab)(action - ACTION_TAB_SESSION)); return true;
	case ACTION_PAGE_UP: scroll(view, -page(view), true); return true;
	case ACTION_PAGE_DOWN: scroll(view, page(view), true); return true;
	case ACTION_LINE_UP: scroll(view, -1, false); return true;
	case ACTION_LINE_DOWN: scroll(view, 1, false); return true;
	case ACTION_TOP: jump(view, false); return true;
	case ACTION_END: jump(view, true); return true;
	case ACTION_OPEN: open_selected(view); return true;
	case ACTION_BACK: go_back(view); return true;
	default: return act_look(view, action);
	}
}

static bool inside(struct rect rect, int row, int col)
{
	return row >= rect.row && row < rect.row + rect.rows && col >= rect.col && col < rect.col + rect.cols;
}

bool view_click(struct view *view, int row, int col)
{
	view->dirty = true;
	if (inside(view->layout.panel, row, col)) {
		view->focus = FOCUS_PANEL;
		struct scroll *at = &view->scrolls[view->tab];
		if (row > view->layout.panel.row)
			at->cursor = at->top + (size_t)(row - view->layout.panel.row - 1);
		return true;
	}
	if (inside(view->layout.conversation, row, col))
		view->focus = FOCUS_CONVERSATION;
	else if (inside(view->layout.prompt, row, col))
		view->focus = FOCUS_PROMPT;
	return true;
}

bool view_wheel(struct view *view, int row, int col, int lines)
{
	view->dirty = true;
	if (view->overlay != OVERLAY_NONE)
		scroll_overlay(view, lines);
	else if (inside(view->layout.panel, row, col))
		rows_move(&view->panel, &view->scrolls[view->tab], lines);
	else
		conversation_scroll(view, lines);
	return true;
}

/* Painting */

static void paint_panes(struct view *view, struct grid *grid)
{
	if (view->start) {
		start_paint(view, grid);
		return;
	}
	conversation_paint(view, grid, view->layout.conversation);
	grid_vertical(grid, view->layout.separator, 0, view->focus == FOCUS_PROMPT ? STYLE_BORDER : STYLE_FOCUS);
	panel_paint(view, grid, view->layout.panel);
}

void view_paint(struct view *view, struct grid *grid)
{
	struct layout_wish wish = {.rows = grid->rows,
		.cols = grid->cols,
		.zoomed = view->zoomed,
		.panel_front = view->panel_front,
		.panel_change = view->panel_change,
		.prompt_rows = 1 + (int)view->prompt.candidate_count,
		.board_rows = board_rows(view, grid->cols)};

	layout_compute(&wish, &view->layout);
	paint_panes(view, grid);
	board_paint(view, grid, view->layout.board);
	bars_status(view, grid, view->layout.status);
	bars_keys(view, grid, view->layout.keys);
	bars_candidates(view, grid, view->layout.candidates);
	bars_prompt(view, grid, view->layout.prompt);
	overlay_paint(view, grid);
	/* A screen may be too small for the place where it belongs. */
	if (grid->cursor_row >= grid->rows || grid->cursor_col >= grid->cols)
		grid->cursor_row = -1;
}

/* To look at */

enum focus view_focus(const struct view *view)
{
	return view->focus;
}

bool view_modal(const struct view *view)
{
	return view->overlay != OVERLAY_NONE;
}

bool view_following(const struct view *view)
{
	return view->conversation.follow;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step: how far the journal is shown: all of it, or up to the next handshake message in step mode.
 */
#include "view/screen.h"

static bool is_held(const struct view *view, uint64_t number)
{
	return view->step.on && number >= view->step.released &&
	       journal_at(view->journal, number)->kind == EVENT_TLS_MESSAGE;
}

static void count_messages(struct view *view)
{
	uint64_t count = journal_count(view->journal);

	for (; view->step.counted < count; view->step.counted++)
		view->step.known += journal_at(view->journal, view->step.counted)->kind == EVENT_TLS_MESSAGE;
}

static void show(struct view *view, const struct event *event)
{
	conversation_take(view, event);
	findings_take(view, event);
	if (event->kind != EVENT_TLS_MESSAGE)
		return;
	view->step.shown++;
	view->step.last = (int64_t)event->number;
	view->panel_seek = view->step.on ? view->step.last : ROWS_NO_REF;
}

bool step_catch_up(struct view *view)
{
	uint64_t count = journal_count(view->journal), number = view->digest.cursor;
	bool news = view->step.counted < count;

	count_messages(view);
	for (; number < count && !is_held(view, number); number++)
		show(view, journal_at(view->journal, number));
	news = news || view->digest.cursor < number;
	digest_fold(&view->digest, view->journal, number);
	return news;
}

void view_step(struct view *view, bool on)
{
	view->dirty = true;
	view->step.on = on;
	view->step.released = view->digest.cursor;
	if (on) {
		view->tab = TAB_HANDSHAKE;
		view->panel_front = true;
	}
	step_catch_up(view);
}

bool view_waiting(const struct view *view)
{
	return view_waiting_messages(view) > 0;
}

uint64_t view_waiting_messages(const struct view *view)
{
	return view->step.on ? view->step.known - view->step.shown : 0;
}

void view_next(struct view *view)
{
	if (!view_waiting(view))
		return;
	view->dirty = true;
	view->step.released = view->digest.cursor + 1;
	step_catch_up(view);
}

void view_rewind(struct view *view)
{
	view->dirty = true;
	overlay_close_all(view);
	conversation_forget(view);
	digest_init(&view->digest);
	view->findings.count = 0;
	view->step.released = 0;
	view->step.shown = 0;
	view->step.last = ROWS_NO_REF;
	step_catch_up(view);
}

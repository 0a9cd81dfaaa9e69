/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_handshake: the ladder as a pane, and as a text to keep.
 */
#include "base/clock.h"
#include "model/ladder.h"
#include "view/screen.h"

enum { TEXT_COLS = 78 };

static enum style style_of(const struct rung *rung)
{
	switch (rung->tone) {
	case RUNG_GOOD: return STYLE_GOOD;
	case RUNG_WARNING: return STYLE_WARNING;
	case RUNG_BAD: return STYLE_BAD;
	case RUNG_PLAIN: break;
	}
	switch (rung->kind) {
	case RUNG_FLIGHT: return STYLE_TITLE;
	case RUNG_BAR: return STYLE_NORMAL;
	case RUNG_ARROW: break;
	}
	return rung->direction == DIRECTION_OUT ? STYLE_CLIENT : STYLE_SERVER;
}

static void add_rung(const struct rung *rung, struct rows *rows)
{
	struct buffer line;

	switch (rung->kind) {
	case RUNG_FLIGHT: /* Enter opens its first message. */
		rows_add(rows, style_of(rung), 0, rung->ref, bytes_str(rung->label));
		return;
	case RUNG_BAR:
		rows_add(rows, style_of(rung), 0, rung->ref,
			rung->sentence.len ? rung->sentence : bytes_str(rung->label));
		return;
	case RUNG_ARROW: break;
	}
	buffer_init(&line, 4096);
	ladder_draw(rung, rows->width, rows->charset, &line);
	rows_add(rows, style_of(rung), 0, rung->ref, buffer_bytes(&line));
	buffer_done(&line);
}

static void add_legend(struct rows *rows)
{
	rows_blank(rows);
	rows_text(rows, STYLE_FAINT,
		rows->charset == SAFE_UTF8
			? "ms (or s, h) since the step before; ── in the clear, ══ encrypted; size in bytes. Enter decodes."
			: "ms (or s, h) since the step before; -- in the clear, == encrypted; size in bytes. Enter decodes.");
}

void pane_handshake(const struct view *view, struct rows *rows)
{
	struct ladder ladder;

	ladder_build(&ladder, view->journal, view->digest.first_event, view->digest.cursor);
	for (size_t i = 0; i < ladder.count; i++)
		add_rung(&ladder.rungs[i], rows);
	if (ladder.left_out)
		rows_printf(rows, STYLE_WARNING, 0, ROWS_NO_REF, "and %zu more steps, not drawn", ladder.left_out);
	if (ladder.count)
		add_legend(rows);
	else
		rows_text(rows, STYLE_FAINT, "Nothing has happened yet.");
	ladder_done(&ladder);
}

/* Whose ladder it is, and of when. */
static void add_heading(const struct view *view, struct buffer *out)
{
	const struct event_target *target = &view->digest.target;
	char date[32];

	if (!target->name.len || view->digest.first_event >= journal_count(view->journal))
		return;
	const struct event *first = journal_at(view->journal, view->digest.first_event);
	safe_append(out, target->name, SAFE_UTF8);
	if (target->port)
		buffer_printf(out, ":%u", target->port);
	buffer_append_text(out, ", ");
	safe_append(out, target->protocol, SAFE_UTF8);
	buffer_printf(out, ", %s UTC\n\n", clock_date(date, sizeof(date), first->wall_us / 1000000));
}

void view_ladder_text(const struct view *view, struct buffer *out)
{
	struct rows rows;

	rows_init(&rows);
	rows_begin(&rows, TEXT_COLS, SAFE_UTF8);
	pane_handshake(view, &rows);
	add_heading(view, out);
	for (size_t i = 0; i < rows.count; i++) {
		buffer_printf(out, "%*s", rows.list[i].indent, "");
		safe_append(out, rows_row_text(&rows, i), SAFE_UTF8);
		buffer_append_text(out, "\n");
	}
	rows_done(&rows);
}

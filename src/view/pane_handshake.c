/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_handshake: each handshake message in order, with direction, size and time since the one before.
 */
#include "view/screen.h"

#include "model/tls_names.h"
#include <inttypes.h>
#include <stdio.h>

enum { EVENTS_SHOWN = 2000 };

static bool is_shown(const struct event *event)
{
	switch ((int)event->kind) {
	case EVENT_TLS_MESSAGE:
	case EVENT_TLS_ALERT:
	case EVENT_TLS_UP:
	case EVENT_TLS_FAILED:
	case EVENT_TLS_CLOSED: return true;
	case EVENT_TLS_RECORD: return event->tls_record.type == 20;
	default: return false;
	}
}

static const char *name_of(const struct event *event, char *text, size_t size)
{
	const char *name;

	switch ((int)event->kind) {
	case EVENT_TLS_MESSAGE:
		name = event->tls_message.retry ? "HelloRetryRequest" : tls_message_name(event->tls_message.type);
		if (name)
			return name;
		snprintf(text, size, "message %u", event->tls_message.type);
		return text;
	case EVENT_TLS_ALERT:
		snprintf(text, size, "alert %.*s", (int)event->tls_alert.name.len,
			(const char *)event->tls_alert.name.data);
		return text;
	case EVENT_TLS_RECORD: return "ChangeCipherSpec";
	default: return "";
	}
}

static uint32_t size_of(const struct event *event)
{
	if (event->kind == EVENT_TLS_MESSAGE)
		return event->tls_message.length;
	return event->kind == EVENT_TLS_RECORD ? event->tls_record.length : 2;
}

static void add_step(const struct event *event, int64_t since_us, struct rows *rows)
{
	char name[64], time[24];
	bool hidden = event->kind == EVENT_TLS_MESSAGE && event->tls_message.encrypted;
	const char *arrow = event->direction == DIRECTION_OUT ? (hidden ? "##>" : "-->") : hidden ? "<##" : "<--";

	snprintf(time, sizeof(time), "+%" PRId64 ".%" PRId64, since_us / 1000, since_us / 100 % 10);
	rows_printf(rows, event->direction == DIRECTION_OUT ? STYLE_CLIENT : STYLE_SERVER, 0, (int64_t)event->number,
		"%7s %s %s %" PRIu32, time, arrow, name_of(event, name, sizeof(name)), size_of(event));
}

static void add_end(const struct event *event, struct rows *rows)
{
	switch ((int)event->kind) {
	case EVENT_TLS_UP:
		rows_printf(rows, STYLE_GOOD, 0, (int64_t)event->number,
			"== complete in %" PRId64 ".%" PRId64 " ms ==", event->tls_up.took_us / 1000,
			event->tls_up.took_us / 100 % 10);
		return;
	case EVENT_TLS_FAILED: rows_add(rows, STYLE_BAD, 0, (int64_t)event->number, event->tls_failed.sentence); return;
	case EVENT_TLS_CLOSED:
		rows_add(rows, event->tls_closed.clean ? STYLE_NORMAL : STYLE_BAD, 0, (int64_t)event->number,
			event->tls_closed.clean ? BYTES_LITERAL("== closed with close_notify ==")
						: BYTES_LITERAL("== cut without close_notify =="));
		return;
	default: return;
	}
}

void pane_handshake(const struct view *view, struct rows *rows)
{
	uint64_t count = journal_count(view->journal);
	int64_t before = -1;
	int shown = 0;

	for (uint64_t number = view->digest.first_event; number < count && shown < EVENTS_SHOWN; number++) {
		const struct event *event = journal_at(view->journal, number);
		if (!is_shown(event))
			continue;
		shown++;
		if (event->kind == EVENT_TLS_UP || event->kind == EVENT_TLS_FAILED || event->kind == EVENT_TLS_CLOSED)
			add_end(event, rows);
		else
			add_step(event, before < 0 ? 0 : event->at_us - before, rows);
		before = event->at_us;
	}
	if (!shown) {
		rows_text(rows, STYLE_FAINT, "No handshake yet.");
		return;
	}
	rows_blank(rows);
	rows_text(rows, STYLE_FAINT,
		"ms since the one before, --> clear, ##> encrypted, size in bytes. Enter shows the bytes.");
}

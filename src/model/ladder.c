/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ladder: journal to rungs, rungs to lines.
 */
#include "model/ladder.h"

#include "base/alloc.h"
#include "wire/names.h"
#include "wire/message.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { VERSION_TLS13 = 0x0304, SECOND_US = 1000000 };

/* Rungs */

static struct rung *add(struct ladder *ladder, const struct event *event, enum rung_kind kind)
{
	if (ladder->count == LADDER_RUNGS_MAX) {
		ladder->left_out++;
		return NULL;
	}
	if (ladder->count == ladder->room) {
		ladder->room = ladder->room ? 2 * ladder->room : 32;
		ladder->rungs = alloc_grow(ladder->rungs, ladder->room, sizeof(*ladder->rungs));
	}
	struct rung *rung = &ladder->rungs[ladder->count++];
	*rung = (struct rung){
		.kind = kind, .direction = event->direction, .at_us = event->at_us, .ref = (int64_t)event->number};
	return rung;
}

static void add_connected(struct ladder *ladder, const struct event *event)
{
	struct rung *rung = add(ladder, event, RUNG_ARROW);

	if (!rung)
		return;
	rung->direction = DIRECTION_OUT;
	snprintf(rung->label, sizeof(rung->label), event->connected.port ? "TCP connect" : "connect");
}

/* What leads to TLS; whatever else was said in the clear is told in the conversation. */
static bool leads_to_tls(const struct event_reply *reply)
{
	static const char *const verbs[] = {"EHLO", "HELO", "LHLO", "CAPABILITY", "CAPA", "STARTTLS", "STLS"};

	if (!reply->verb.len)
		return reply->lines > 0;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (bytes_is(reply->verb, verbs[i]))
			return true;
	return false;
}

static void add_command(struct ladder *ladder, const struct event *event)
{
	struct rung *rung = add(ladder, event, RUNG_ARROW);

	if (!rung)
		return;
	rung->direction = DIRECTION_OUT;
	rung->at_us = event->at_us - event->reply.took_us;
	safe_text(rung->label, sizeof(rung->label), event->reply.verb, SAFE_ASCII);
}

static void add_reply(struct ladder *ladder, const struct event *event)
{
	const struct event_reply *reply = &event->reply;
	char word[24];

	if (!leads_to_tls(reply))
		return;
	if (reply->verb.len)
		add_command(ladder, event);
	struct rung *rung = add(ladder, event, RUNG_ARROW);
	if (!rung)
		return;
	safe_text(word, sizeof(word), reply->word, SAFE_ASCII);
	if (reply->lines > 1)
		snprintf(rung->label, sizeof(rung->label), "%s, %" PRIu32 " lines", word, reply->lines);
	else
		snprintf(rung->label, sizeof(rung->label), "%s%s", word, reply->verb.len ? "" : " greeting");
	if (reply->status != REPLY_POSITIVE)
		rung->tone = RUNG_WARNING;
}

static void add_message(struct ladder *ladder, const struct event *event)
{
	const struct event_tls_message *message = &event->tls_message;
	const char *name = message->retry ? "HelloRetryRequest" : wire_message_name(message->type);
	struct rung *rung = add(ladder, event, RUNG_ARROW);

	ladder->version = message->version;
	/* A ClientHello, or a request for one, inside TLS: renegotiation (RFC 5246 §7.4.1). */
	if (event->phase == PHASE_TLS && (message->type == WIRE_CLIENT_HELLO || message->type == WIRE_HELLO_REQUEST))
		ladder->anew = true;
	if (!rung)
		return;
	if (name)
		snprintf(rung->label, sizeof(rung->label), "%s", name);
	else
		snprintf(rung->label, sizeof(rung->label), "message %u", message->type);
	rung->encrypted = message->encrypted;
	rung->size = message->length;
	rung->in_handshake = event->phase != PHASE_TLS || ladder->anew;
	if (message->arrived_us)
		rung->at_us = message->arrived_us;
}

static void add_record(struct ladder *ladder, const struct event *event)
{
	const struct event_tls_record *record = &event->tls_record;

	if (record->type == WIRE_ALERT || record->inner_type == WIRE_ALERT)
		ladder->alert_record[event->direction == DIRECTION_IN] = record;
	if (record->type != WIRE_CHANGE_CIPHER_SPEC && !record->cut)
		return;
	struct rung *rung = add(ladder, event, RUNG_ARROW);
	if (!rung)
		return;
	snprintf(rung->label, sizeof(rung->label), record->cut ? "record, cut off" : "ChangeCipherSpec");
	rung->encrypted = record->keys != RECORD_CLEAR;
	rung->size = record->length;
	rung->in_handshake = event->phase != PHASE_TLS || ladder->anew;
	rung->dummy = ladder->version == VERSION_TLS13 && !record->cut;
	if (record->cut)
		rung->tone = RUNG_BAD;
	if (record->arrived_us)
		rung->at_us = record->arrived_us;
}

static void add_alert(struct ladder *ladder, const struct event *event)
{
	const struct event_tls_record *record = ladder->alert_record[event->direction == DIRECTION_IN];
	struct rung *rung = add(ladder, event, RUNG_ARROW);
	char name[40];

	ladder->anew = false;
	if (!rung)
		return;
	snprintf(rung->label, sizeof(rung->label), "alert %s",
		safe_text(name, sizeof(name), event->tls_alert.name, SAFE_ASCII));
	rung->size = 2;
	/* Its record comes before it, and handshakes have encrypted ones as well. */
	rung->encrypted = record ? record->keys != RECORD_CLEAR : event->phase == PHASE_TLS;
	if (event->tls_alert.level == 2)
		rung->tone = RUNG_BAD;
}

static void add_bar(struct ladder *ladder, const struct event *event, enum rung_tone tone, const char *text)
{
	struct rung *rung = add(ladder, event, RUNG_BAR);

	ladder->anew = false;
	if (!rung)
		return;
	rung->tone = tone;
	snprintf(rung->label, sizeof(rung->label), "%s", text);
	if (event->kind == EVENT_TLS_FAILED)
		rung->sentence = event->tls_failed.sentence;
}

static void add_up(struct ladder *ladder, const struct event *event)
{
	char text[64];
	int64_t us = event->tls_up.took_us;

	snprintf(text, sizeof(text), "%s, after %" PRId64 ".%" PRId64 " ms",
		ladder->anew ? "renegotiated" : "TLS is up", us / 1000, us / 100 % 10);
	add_bar(ladder, event, RUNG_GOOD, text);
}

static void add_event(struct ladder *ladder, const struct event *event)
{
	switch ((int)event->kind) {
	case EVENT_CONNECTED: add_connected(ladder, event); return;
	case EVENT_REPLY:
		if (event->phase == PHASE_CLEAR)
			add_reply(ladder, event);
		return;
	case EVENT_TLS_MESSAGE: add_message(ladder, event); return;
	case EVENT_TLS_RECORD: add_record(ladder, event); return;
	case EVENT_TLS_ALERT: add_alert(ladder, event); return;
	case EVENT_TLS_UP: add_up(ladder, event); return;
	case EVENT_TLS_FAILED: add_bar(ladder, event, RUNG_BAD, ""); return;
	case EVENT_TLS_CLOSED:
		if (event->tls_closed.clean)
			add_bar(ladder, event, RUNG_PLAIN, "closed with close_notify");
		else
			add_bar(ladder, event, RUNG_BAD, "cut off without close_notify");
		return;
	default: return;
	}
}

/* Flights: in front of each run of handshake messages in one direction stands a heading that sums it up. */

static bool same_flight(const struct rung *a, const struct rung *b)
{
	return b->in_handshake && b->kind == RUNG_ARROW && (a->direction == b->direction || b->dummy);
}

static struct rung sum_up(const struct ladder *ladder, size_t from, unsigned number, size_t *ret_end)
{
	const struct rung *first = &ladder->rungs[from];
	struct rung flight = *first;
	size_t end = from;
	uint64_t size = 0;

	for (; end < ladder->count && same_flight(first, &ladder->rungs[end]); end++)
		size += first->direction == ladder->rungs[end].direction ? ladder->rungs[end].size : 0;
	flight.kind = RUNG_FLIGHT;
	flight.tone = RUNG_PLAIN;
	snprintf(flight.label, sizeof(flight.label), "flight %u: %s, %" PRIu64 " bytes", number,
		first->direction == DIRECTION_OUT ? "client" : "server", size);
	*ret_end = end;
	return flight;
}

static void insert_flights(struct ladder *ladder)
{
	struct rung *all = alloc_zero(2 * ladder->count + 1, sizeof(*all));
	unsigned number = 1;
	size_t count = 0;

	for (size_t i = 0; i < ladder->count;) {
		size_t end = i + 1;
		if (ladder->rungs[i].in_handshake)
			all[count++] = sum_up(ladder, i, number++, &end);
		for (; i < end; i++)
			all[count++] = ladder->rungs[i];
	}
	free(ladder->rungs);
	ladder->rungs = all;
	ladder->room = 2 * ladder->count + 1;
	ladder->count = count;
}

static void measure(struct ladder *ladder)
{
	int64_t before = ladder->count ? ladder->rungs[0].at_us : 0;

	for (size_t i = 0; i < ladder->count; i++) {
		struct rung *rung = &ladder->rungs[i];
		rung->since_us = rung->at_us > before ? rung->at_us - before : 0;
		before = rung->at_us > before ? rung->at_us : before;
	}
}

void ladder_build(struct ladder *ladder, const struct journal *journal, uint64_t first, uint64_t end)
{
	*ladder = (struct ladder){.count = 0};
	for (uint64_t number = first; number < end; number++)
		add_event(ladder, journal_at(journal, number));
	measure(ladder);
	insert_flights(ladder);
}

void ladder_done(struct ladder *ladder)
{
	free(ladder->rungs);
	*ladder = (struct ladder){.count = 0};
}

/* Lines */

enum { TIME_COLS = 7, SIZE_COLS = 6, LANE_LEAST = 12, ROOMY = 44 };

struct strokes {
	const char *clear, *encrypted, *left, *right, *side, *cut;
};

static const struct strokes *strokes_of(enum safe_charset charset)
{
	static const struct strokes utf8 = {"─", "═", "◀", "▶", "│", "…"}, ascii = {"-", "=", "<", ">", "|", "."};

	return charset == SAFE_UTF8 ? &utf8 : &ascii;
}

static void repeat(struct buffer *out, const char *stroke, int times)
{
	for (int i = 0; i < times; i++)
		buffer_append_text(out, stroke);
}

/* The label stands in the middle of its arrow; labels are ASCII. */
static void draw_arrow(const struct rung *rung, int cols, const struct strokes *strokes, struct buffer *out)
{
	const char *line = rung->encrypted ? strokes->encrypted : strokes->clear;
	bool to_server = rung->direction == DIRECTION_OUT;
	int label = (int)strlen(rung->label), room = cols - 2;
	bool cut = label > room, spaced = label + 4 <= room;

	if (cut)
		label = room - 1;
	int fill = room - label - cut - 2 * spaced;
	buffer_append_text(out, to_server ? line : strokes->left);
	repeat(out, line, fill / 2);
	buffer_append_text(out, spaced ? " " : "");
	buffer_append(out, bytes_of(rung->label, label > 0 ? (size_t)label : 0));
	buffer_append_text(out, cut ? strokes->cut : "");
	buffer_append_text(out, spaced ? " " : "");
	repeat(out, line, fill - fill / 2);
	buffer_append_text(out, to_server ? strokes->right : line);
}

/* In ms, and as it says from ten seconds up: people type slowly, and idle sessions last for hours. */
static const char *since(int64_t us, char *text, size_t size)
{
	int64_t seconds = us / SECOND_US;

	if (seconds < 10)
		snprintf(text, size, "+%" PRId64 ".%" PRId64, us / 1000, us / 100 % 10);
	else if (seconds < 100)
		snprintf(text, size, "+%" PRId64 ".%" PRId64 " s", seconds, us / 100000 % 10);
	else if (seconds < 10000)
		snprintf(text, size, "+%" PRId64 " s", seconds);
	else
		snprintf(text, size, "+%" PRId64 " h", seconds / 3600);
	return text;
}

void ladder_draw(const struct rung *rung, int width, enum safe_charset charset, struct buffer *out)
{
	const struct strokes *strokes = strokes_of(charset);
	const char *gap = width >= ROOMY ? " " : "";
	bool sized = width >= TIME_COLS + LANE_LEAST + SIZE_COLS;
	int lane = width - TIME_COLS - (int)strlen(gap) - 2 - (sized ? SIZE_COLS : 0);
	char time[24];

	buffer_printf(out, "%*s%s%s", TIME_COLS, since(rung->since_us, time, sizeof(time)), gap, strokes->side);
	draw_arrow(rung, lane > 4 ? lane : 4, strokes, out);
	buffer_append_text(out, strokes->side);
	if (sized && rung->size)
		buffer_printf(out, "%*" PRIu64, SIZE_COLS, rung->size);
}

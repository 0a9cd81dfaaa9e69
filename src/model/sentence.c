/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sentence: every event as one plain sentence, safe to show.
 */
#include "base/safe.h"
#include "model/fields.h"
#include "model/tls_facts.h"
#include "model/tls_names.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* A growing sentence in the caller's memory. */
struct sentence {
	char *text;
	size_t size;
	size_t used;
};

static void add(struct sentence *sentence, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct sentence *sentence, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int len = vsnprintf(sentence->text + sentence->used, sentence->size - sentence->used, format, arguments);
	va_end(arguments);
	if (len > 0)
		sentence->used += (size_t)len;
	if (sentence->used >= sentence->size)
		sentence->used = sentence->size - 1;
}

static void add_safe(struct sentence *sentence, struct bytes bytes)
{
	safe_text(sentence->text + sentence->used, sentence->size - sentence->used, bytes, SAFE_UTF8);
	sentence->used += strlen(sentence->text + sentence->used);
}

static void add_took(struct sentence *sentence, const char *before, int64_t took_us)
{
	if (took_us < 1000)
		add(sentence, "%s%" PRId64 " µs", before, took_us);
	else if (took_us < 10000)
		add(sentence, "%s%" PRId64 ".%" PRId64 " ms", before, took_us / 1000, took_us / 100 % 10);
	else if (took_us < 10000000)
		add(sentence, "%s%" PRId64 " ms", before, took_us / 1000);
	else
		add(sentence, "%s%" PRId64 " s", before, took_us / 1000000);
}

static void say_target(struct sentence *s, const struct event_target *target)
{
	add(s, "connecting to ");
	add_safe(s, target->name);
	if (target->port)
		add(s, " port %u", target->port);
	add(s, ", ");
	add_safe(s, target->protocol);
	add(s, target->implicit_tls ? ", TLS from the first byte" : "");
}

static void say_lookup(struct sentence *s, const struct event_lookup *lookup)
{
	add_safe(s, lookup->name);
	if (lookup->reason.len) {
		add(s, ": ");
		add_safe(s, lookup->reason);
		return;
	}
	add(s, " has the address ");
	add_safe(s, lookup->addresses);
	add_took(s, " (looked up in ", lookup->took_us);
	add(s, ")");
}

static void say_dial(struct sentence *s, const struct event_dial *dial)
{
	if (!dial->failed)
		add(s, "trying ");
	add_safe(s, dial->address);
	add(s, " port %u", dial->port);
	if (!dial->failed)
		return;
	add(s, " cannot be reached: ");
	add_safe(s, dial->reason);
	add_took(s, " (after ", dial->took_us);
	add(s, ")");
}

static void say_connected(struct sentence *s, const struct event_connected *connected)
{
	add(s, "connected to ");
	add_safe(s, connected->address);
	if (connected->port)
		add(s, " port %u", connected->port);
	if (connected->local.len) {
		add(s, " from ");
		add_safe(s, connected->local);
	}
	if (connected->took_us)
		add_took(s, " in ", connected->took_us);
}

static void say_starttls(struct sentence *s, const struct event_starttls *starttls)
{
	switch (starttls->step) {
	case STARTTLS_ASKED: add(s, "the server is asked for TLS"); return;
	case STARTTLS_AGREED: add(s, "the server agreed: TLS begins"); return;
	case STARTTLS_REFUSED:
		add(s, "the server refused TLS: ");
		add_safe(s, starttls->text);
		add(s, "; the session stays in the clear");
		return;
	case STARTTLS_NOT_OFFERED:
		add(s, "the server does not offer STARTTLS; it was sent all the same, since you typed it");
		return;
	case STARTTLS_NOT_NOW:
		add(s, "STARTTLS is not possible now");
		add(s, starttls->text.len ? ": " : "");
		add_safe(s, starttls->text);
		return;
	}
}

static void say_injection(struct sentence *s, const struct event_injection *injection)
{
	add(s, "INJECTION: %" PRIu64 " byte%s came in the clear after the server had agreed to TLS (%s): ",
		injection->total, injection->total == 1 ? "" : "s",
		injection->from_socket ? "waiting in the socket before our ClientHello"
				       : "in the same read as its reply");
	add_safe(s, bytes_first(injection->bytes, 200));
	switch (injection->policy) {
	case INJECTION_ABORT: add(s, "; they belong to nobody: the connection is closed"); return;
	case INJECTION_DROP: add(s, "; they were dropped and TLS begins"); return;
	case INJECTION_TLS: add(s, "; they are fed to TLS, as you asked"); return;
	}
}

static void say_message(struct sentence *s, const struct event_tls_message *message)
{
	const char *name = message->retry ? "HelloRetryRequest" : tls_message_name(message->type);

	if (name)
		add(s, "%s", name);
	else
		add(s, "handshake message %u", message->type);
	add(s, ", %" PRIu32 " bytes%s", message->length, message->encrypted ? ", encrypted" : "");
}

static void say_record(struct sentence *s, const struct event_tls_record *record)
{
	const char *name = tls_record_name(record->type);

	if (name)
		add(s, "%s record", name);
	else
		add(s, "record of type %u", record->type);
	add(s, ", %" PRIu32 " bytes", record->length);
}

static void say_alert(struct sentence *s, const struct event *event)
{
	const struct event_tls_alert *alert = &event->tls_alert;

	add(s, "%s sent the alert ", event->direction == DIRECTION_OUT ? "we" : "the server");
	add_safe(s, alert->name);
	add(s, " (%u, %s)", alert->description, alert->level == 2 ? "fatal" : "warning");
}

static void say_up(struct sentence *s, const struct event_tls_up *up)
{
	const struct tls_facts *facts = up->facts;

	add(s, "%s", facts ? facts->version : "TLS");
	if (facts) {
		add(s, "  %s", facts->suite);
		if (facts->group)
			add(s, "  %s", facts->group);
		add(s, facts->resumed ? "  resumed" : "");
	}
	add_took(s, "  up in ", up->took_us);
}

static void say_verdict(struct sentence *s, const struct event_verdict *verdict)
{
	static const char *const aspects[] = {"chain", "name", "dates", "strength", "stapled revocation"};
	static const char *const results[] = {"ok", "WARNING", "BAD", "not checked"};

	add(s, "%s: %s: ", aspects[verdict->aspect], results[verdict->result]);
	add_safe(s, verdict->reason);
}

static void say_timeout(struct sentence *s, const struct event_timeout *timeout)
{
	static const char *const what[] = {[TIMEOUT_LOOKUP] = "the name servers have not answered",
		[TIMEOUT_CONNECT] = "the address did not answer",
		[TIMEOUT_GREETING] = "no greeting has come",
		[TIMEOUT_REPLY] = "no reply has come",
		[TIMEOUT_HANDSHAKE] = "the TLS handshake did not end",
		[TIMEOUT_CLOSE] = "the server did not answer the good-bye"};
	bool waits = timeout->of == TIMEOUT_GREETING || timeout->of == TIMEOUT_REPLY;

	add(s, "%s", what[timeout->of]);
	add_took(s, " within ", timeout->limit_us);
	add(s, waits ? "; still waiting (:close ends it)" : "");
}

static void say_limit(struct sentence *s, const struct event_limit *limit)
{
	switch (limit->of) {
	case LIMIT_LINE:
		add(s, "a line longer than %" PRIu64 " bytes: %" PRIu64 " bytes of it were dropped", limit->limit,
			limit->dropped);
		return;
	case LIMIT_REPLY:
		add(s, "a reply of more than %" PRIu64 " lines: what comes after is shown, not evaluated",
			limit->limit);
		return;
	case LIMIT_JOURNAL:
		add(s, "the transcript is full (%" PRIu64 " MiB): what comes from here on is not kept",
			limit->limit >> 20);
		return;
	case LIMIT_HANDSHAKE: add(s, "the handshake is larger than %" PRIu64 " bytes", limit->limit); return;
	case LIMIT_OUTPUT: add(s, "more than %" PRIu64 " bytes wait to be sent", limit->limit); return;
	}
}

static void say_closed(struct sentence *s, const struct event_closed *closed)
{
	static const char *const how[] = {[CLOSED_BY_US] = "connection closed by us",
		[CLOSED_BY_PEER] = "connection closed by the server",
		[CLOSED_RESET] = "connection broken",
		[CLOSED_TRUNCATED] = "connection cut inside TLS, without close_notify: the end may be forged",
		[CLOSED_REFUSED] = "no connection",
		[CLOSED_ABORTED] = "connection closed by us",
		[CLOSED_TIMEOUT] = "connection closed by us"};

	add(s, "%s", how[closed->how]);
	if (closed->reason.len) {
		add(s, ": ");
		add_safe(s, closed->reason);
	}
	if (closed->bytes_out || closed->bytes_in)
		add(s, " (%" PRIu64 " bytes sent, %" PRIu64 " received)", closed->bytes_out, closed->bytes_in);
}

static void say_line(struct sentence *s, const struct event *event)
{
	add(s, "%s: ", event->direction == DIRECTION_OUT ? "client" : "server");
	add_safe(s, event->line.text);
}

static void say_reply(struct sentence *s, const struct event_reply *reply)
{
	add_safe(s, reply->verb.len ? reply->verb : BYTES_LITERAL("greeting"));
	add(s, ": %s, ", reply_status_name(reply->status));
	add_safe(s, reply->word);
	add(s, " ");
	add_safe(s, reply->text);
	add_took(s, " after ", reply->took_us);
}

static void say(struct sentence *s, const struct event *event)
{
	switch (event->kind) {
	case EVENT_TARGET: say_target(s, &event->target); return;
	case EVENT_LOOKUP: say_lookup(s, &event->lookup); return;
	case EVENT_DIAL: say_dial(s, &event->dial); return;
	case EVENT_CONNECTED: say_connected(s, &event->connected); return;
	case EVENT_LINE: say_line(s, event); return;
	case EVENT_REPLY: say_reply(s, &event->reply); return;
	case EVENT_CAPS:
		add(s, event->caps.forgotten ? "what was learned in the clear is forgotten" : "capabilities");
		return;
	case EVENT_STATE:
		add(s, "state: ");
		add_safe(s, event->state.state);
		return;
	case EVENT_STARTTLS: say_starttls(s, &event->starttls); return;
	case EVENT_INJECTION: say_injection(s, &event->injection); return;
	case EVENT_TLS_RECORD: say_record(s, &event->tls_record); return;
	case EVENT_TLS_MESSAGE: say_message(s, &event->tls_message); return;
	case EVENT_TLS_ALERT: say_alert(s, event); return;
	case EVENT_TLS_UP: say_up(s, &event->tls_up); return;
	case EVENT_TLS_FAILED:
		add(s, "TLS failed: ");
		add_safe(s, event->tls_failed.sentence);
		return;
	case EVENT_TLS_CLOSED:
		add(s, "%s ended TLS %s", event->tls_closed.by_peer ? "the server" : "we",
			event->tls_closed.clean ? "with close_notify" : "without close_notify");
		return;
	case EVENT_CHAIN: {
		size_t count = event->chain.chain ? event->chain.chain->count : 0;
		add(s, "the server sent %zu certificate%s", count, count == 1 ? "" : "s");
		return;
	}
	case EVENT_VERDICT: say_verdict(s, &event->verdict); return;
	case EVENT_ODDITY: add_safe(s, event->oddity.sentence); return;
	case EVENT_TIMEOUT: say_timeout(s, &event->timeout); return;
	case EVENT_LIMIT: say_limit(s, &event->limit); return;
	case EVENT_NOTE: add_safe(s, event->note.sentence); return;
	case EVENT_CLOSED: say_closed(s, &event->closed); return;
	}
}

char *event_sentence(const struct event *event, char *text, size_t size)
{
	struct sentence sentence = {.text = text, .size = size};

	text[0] = 0;
	say(&sentence, event);
	return text;
}

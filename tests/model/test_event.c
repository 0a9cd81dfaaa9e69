/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names are whole, stable and unequal; every span of every kind is visited.
 */
#include "model/event.h"
#include "../check_main.h"
#include <string.h>

/* One function for each enum, so that one loop tests them all. */
#define NAMED(function, type)                                                                                          \
	static const char *of_##function(unsigned value)                                                               \
	{                                                                                                              \
		return function((enum type)value);                                                                     \
	}
NAMED(event_kind_name, event_kind)
NAMED(direction_name, direction)
NAMED(phase_name, phase)
NAMED(line_role_name, line_role)
NAMED(reply_status_name, reply_status)
NAMED(starttls_step_name, starttls_step)
NAMED(injection_policy_name, injection_policy)
NAMED(probe_topic_name, probe_topic)
NAMED(probe_finding_name, probe_finding)
NAMED(oddity_name, oddity)
NAMED(severity_name, severity)
NAMED(verdict_aspect_name, verdict_aspect)
NAMED(verdict_result_name, verdict_result)
NAMED(record_keys_name, record_keys)
NAMED(tls_failure_name, tls_failure)
NAMED(timeout_of_name, timeout_of)
NAMED(limit_of_name, limit_of)
NAMED(closed_how_name, closed_how)

static const struct {
	const char *(*name)(unsigned value);
	unsigned count;
	const char *first, *last;
} tables[] = {
	{of_event_kind_name, EVENT_KINDS, "target", "closed"},
	{of_direction_name, DIRECTION_IN + 1, "local", "in"},
	{of_phase_name, PHASE_TLS + 1, "clear", "tls"},
	{of_line_role_name, LINE_STRAY + 1, "command", "stray"},
	{of_reply_status_name, REPLY_MALFORMED + 1, "positive", "malformed"},
	{of_starttls_step_name, STARTTLS_NOT_NOW + 1, "asked", "not-now"},
	{of_injection_policy_name, INJECTION_TLS + 1, "abort", "tls"},
	{of_probe_topic_name, PROBE_TOPICS, "version", "ended"},
	{of_probe_finding_name, PROBE_NOT_OBSERVABLE + 1, "supported", "not-observable"},
	{of_oddity_name, ODDITIES, "tls-at-greeting", "referral"},
	{of_severity_name, SEVERITY_ERROR + 1, "info", "error"},
	{of_verdict_aspect_name, VERDICT_ASPECTS, "chain", "staple"},
	{of_verdict_result_name, VERDICT_NOT_CHECKED + 1, "good", "not-checked"},
	{of_record_keys_name, RECORD_SEALED + 1, "clear", "sealed"},
	{of_tls_failure_name, TLS_FAILURE_PROTOCOL + 1, "alert", "protocol"},
	{of_timeout_of_name, TIMEOUT_CLOSE + 1, "lookup", "close"},
	{of_limit_of_name, LIMIT_OUTPUT + 1, "line", "output"},
	{of_closed_how_name, CLOSED_TIMEOUT + 1, "by-us", "timeout"},
};

START_TEST(test_names)
{
	for (size_t t = 0; t < sizeof(tables) / sizeof(tables[0]); t++) {
		ck_assert_str_eq(tables[t].name(0), tables[t].first);
		ck_assert_str_eq(tables[t].name(tables[t].count - 1), tables[t].last);
		ck_assert_str_eq(tables[t].name(tables[t].count), "?");
		for (unsigned i = 0; i < tables[t].count; i++) {
			const char *name = tables[t].name(i);
			ck_assert_ptr_nonnull(name);
			ck_assert_uint_eq(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(name));
			ck_assert_uint_gt(strlen(name), 1);
			for (unsigned j = 0; j < i; j++)
				ck_assert_str_ne(name, tables[t].name(j));
		}
	}
}
END_TEST

static void count_lengths(struct bytes *span, void *context)
{
	*(size_t *)context += span->len;
	span->len = 0;
}

#define FULL(length)                                                                                                   \
	{                                                                                                              \
		.data = (const unsigned char *)"1234567890", .len = length                                             \
	}

/* Lengths are powers of two: their sum tells which spans were visited. */
static const struct {
	struct event event;
	size_t want;
} spans[] = {
	{{.kind = EVENT_TARGET, .target = {.name = FULL(1), .protocol = FULL(2)}}, 3},
	{{.kind = EVENT_LOOKUP, .lookup = {.name = FULL(1), .addresses = FULL(2), .reason = FULL(4)}}, 7},
	{{.kind = EVENT_DIAL, .dial = {.address = FULL(1), .reason = FULL(2)}}, 3},
	{{.kind = EVENT_CONNECTED, .connected = {.address = FULL(1), .local = FULL(2)}}, 3},
	{{.kind = EVENT_LINE, .line = {.text = FULL(1)}}, 1},
	{{.kind = EVENT_REPLY,
		 .reply = {.tag = FULL(1), .word = FULL(2), .code_text = FULL(4), .text = FULL(8), .verb = FULL(16)}},
		31},
	{{.kind = EVENT_CAPS}, 0},
	{{.kind = EVENT_STATE, .state = {.state = FULL(1), .before = FULL(2)}}, 3},
	{{.kind = EVENT_STARTTLS, .starttls = {.text = FULL(1)}}, 1},
	{{.kind = EVENT_INJECTION, .injection = {.bytes = FULL(1)}}, 1},
	{{.kind = EVENT_TLS_RECORD}, 0},
	{{.kind = EVENT_TLS_MESSAGE, .tls_message = {.body = FULL(1)}}, 1},
	{{.kind = EVENT_TLS_ALERT, .tls_alert = {.name = FULL(1)}}, 1},
	{{.kind = EVENT_TLS_UP}, 0},
	{{.kind = EVENT_TLS_FAILED, .tls_failed = {.sentence = FULL(1)}}, 1},
	{{.kind = EVENT_TLS_CLOSED}, 0},
	{{.kind = EVENT_CHAIN}, 0},
	{{.kind = EVENT_VERDICT, .verdict = {.reason = FULL(1), .anchor = FULL(2)}}, 3},
	{{.kind = EVENT_PROBE, .probe = {.name = FULL(1), .reason = FULL(2)}}, 3},
	{{.kind = EVENT_ODDITY, .oddity = {.sentence = FULL(1), .evidence = FULL(2)}}, 3},
	{{.kind = EVENT_TIMEOUT}, 0},
	{{.kind = EVENT_LIMIT}, 0},
	{{.kind = EVENT_NOTE, .note = {.sentence = FULL(1)}}, 1},
	{{.kind = EVENT_FINDING,
		 .finding = {.id = FULL(1),
			 .title = FULL(2),
			 .detail = FULL(3),
			 .explanation = FULL(4),
			 .remedy = FULL(5),
			 .reference = FULL(6)}},
		21},
	{{.kind = EVENT_CLOSED, .closed = {.reason = FULL(1)}}, 1},
};

START_TEST(test_spans)
{
	ck_assert_uint_eq(sizeof(spans) / sizeof(spans[0]), EVENT_KINDS);
	for (unsigned kind = 0; kind < EVENT_KINDS; kind++) {
		struct event event = spans[kind].event;
		size_t sum = 0;

		ck_assert_uint_eq(event.kind, kind);
		event_each_span(&event, count_lengths, &sum);
		ck_assert_msg(sum == spans[kind].want, "%s: %zu", event_kind_name(event.kind), sum);
		event_each_span(&event, count_lengths, &sum);
		ck_assert_uint_eq(sum, spans[kind].want);
	}
}
END_TEST

CHECK_MAIN("event", test_names, test_spans)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event: the names of everything, and where an event's spans lie.
 */
#include "model/event.h"

#define NAME(table, value) ((size_t)(value) < sizeof(table) / sizeof((table)[0]) ? (table)[value] : "?")

const char *event_kind_name(enum event_kind kind)
{
	static const char *const names[EVENT_KINDS] = {
		[EVENT_TARGET] = "target",
		[EVENT_LOOKUP] = "lookup",
		[EVENT_DIAL] = "dial",
		[EVENT_CONNECTED] = "connected",
		[EVENT_LINE] = "line",
		[EVENT_REPLY] = "reply",
		[EVENT_CAPS] = "caps",
		[EVENT_STATE] = "state",
		[EVENT_STARTTLS] = "starttls",
		[EVENT_INJECTION] = "injection",
		[EVENT_TLS_RECORD] = "tls-record",
		[EVENT_TLS_MESSAGE] = "tls-message",
		[EVENT_TLS_ALERT] = "tls-alert",
		[EVENT_TLS_UP] = "tls-up",
		[EVENT_TLS_FAILED] = "tls-failed",
		[EVENT_TLS_CLOSED] = "tls-closed",
		[EVENT_CHAIN] = "chain",
		[EVENT_VERDICT] = "verdict",
		[EVENT_PROBE] = "probe",
		[EVENT_ODDITY] = "oddity",
		[EVENT_TIMEOUT] = "timeout",
		[EVENT_LIMIT] = "limit",
		[EVENT_NOTE] = "note",
		[EVENT_FINDING] = "finding",
		[EVENT_CLOSED] = "closed",
	};
	return NAME(names, kind);
}

const char *direction_name(enum direction direction)
{
	static const char *const names[] = {"local", "out", "in"};
	return NAME(names, direction);
}

const char *phase_name(enum phase phase)
{
	static const char *const names[] = {"clear", "handshake", "tls"};
	return NAME(names, phase);
}

char phase_mark(enum phase phase)
{
	static const char marks[] = {[PHASE_CLEAR] = '!', [PHASE_HANDSHAKE] = '~', [PHASE_TLS] = '#'};

	return marks[phase];
}

const char *line_role_name(enum line_role role)
{
	static const char *const names[] = {[LINE_COMMAND] = "command",
		[LINE_BODY] = "body",
		[LINE_LITERAL] = "literal",
		[LINE_ANSWER] = "answer",
		[LINE_GREETING] = "greeting",
		[LINE_REPLY] = "reply",
		[LINE_UNTAGGED] = "untagged",
		[LINE_CONTINUE] = "continue",
		[LINE_PAYLOAD] = "payload",
		[LINE_STRAY] = "stray"};
	return NAME(names, role);
}

const char *reply_status_name(enum reply_status status)
{
	static const char *const names[] = {[REPLY_POSITIVE] = "positive",
		[REPLY_MORE] = "more",
		[REPLY_TRANSIENT] = "transient",
		[REPLY_REFUSED] = "refused",
		[REPLY_BAD] = "bad",
		[REPLY_BYE] = "bye",
		[REPLY_PREAUTH] = "preauth",
		[REPLY_MALFORMED] = "malformed"};
	return NAME(names, status);
}

const char *starttls_step_name(enum starttls_step step)
{
	static const char *const names[] = {[STARTTLS_ASKED] = "asked",
		[STARTTLS_AGREED] = "agreed",
		[STARTTLS_REFUSED] = "refused",
		[STARTTLS_NOT_OFFERED] = "not-offered",
		[STARTTLS_NOT_NOW] = "not-now"};
	return NAME(names, step);
}

const char *injection_policy_name(enum injection_policy policy)
{
	static const char *const names[] = {
		[INJECTION_ABORT] = "abort", [INJECTION_DROP] = "drop", [INJECTION_TLS] = "tls"};
	return NAME(names, policy);
}

const char *probe_topic_name(enum probe_topic topic)
{
	static const char *const names[PROBE_TOPICS] = {
		[PROBE_VERSION] = "version",
		[PROBE_SUITE] = "suite",
		[PROBE_SUITE_ORDER] = "suite-order",
		[PROBE_GROUP] = "group",
		[PROBE_GROUP_ORDER] = "group-order",
		[PROBE_DH_SIZE] = "dh-size",
		[PROBE_SCHEME] = "scheme",
		[PROBE_EXTENSION] = "extension",
		[PROBE_ALPN] = "alpn",
		[PROBE_HELLO_SIZE] = "hello-size",
		[PROBE_ENDED] = "ended",
	};
	return NAME(names, topic);
}

const char *probe_finding_name(enum probe_finding finding)
{
	static const char *const names[] = {"supported", "not-supported", "no-answer", "not-observable"};
	return NAME(names, finding);
}

const char *oddity_name(enum oddity oddity)
{
	static const char *const names[ODDITIES] = {
		[ODDITY_TLS_AT_GREETING] = "tls-at-greeting",
		[ODDITY_TEXT_AT_HELLO] = "text-at-hello",
		[ODDITY_OTHER_PROTOCOL] = "other-protocol",
		[ODDITY_TEXT_INSIDE_TLS] = "text-inside-tls",
		[ODDITY_AFTER_TLS] = "after-tls",
		[ODDITY_UNASKED] = "unasked",
		[ODDITY_EARLY_COMPLETION] = "early-completion",
		[ODDITY_UNKNOWN_TAG] = "unknown-tag",
		[ODDITY_SECOND_GREETING] = "second-greeting",
		[ODDITY_MALFORMED] = "malformed",
		[ODDITY_CODES_DIFFER] = "codes-differ",
		[ODDITY_LINE_ENDING] = "line-ending",
		[ODDITY_NUL] = "nul",
		[ODDITY_LITERAL] = "literal",
		[ODDITY_PREAUTH] = "preauth",
		[ODDITY_LOOKALIKE] = "lookalike",
		[ODDITY_STARTTLS_IN_TLS] = "starttls-in-tls",
		[ODDITY_AUTH_IN_CLEAR] = "auth-in-clear",
		[ODDITY_REFERRAL] = "referral",
	};
	return NAME(names, oddity);
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {"info", "good", "warning", "error"};
	return NAME(names, severity);
}

const char *verdict_aspect_name(enum verdict_aspect aspect)
{
	static const char *const names[VERDICT_ASPECTS] = {[VERDICT_CHAIN] = "chain",
		[VERDICT_NAME] = "name",
		[VERDICT_DATES] = "dates",
		[VERDICT_STRENGTH] = "strength",
		[VERDICT_STAPLE] = "staple"};
	return NAME(names, aspect);
}

const char *verdict_result_name(enum verdict_result result)
{
	static const char *const names[] = {[VERDICT_GOOD] = "good",
		[VERDICT_WARN] = "warning",
		[VERDICT_BAD] = "bad",
		[VERDICT_NOT_CHECKED] = "not-checked"};
	return NAME(names, result);
}

const char *record_keys_name(enum record_keys keys)
{
	static const char *const names[] = {[RECORD_CLEAR] = "clear",
		[RECORD_HANDSHAKE] = "handshake",
		[RECORD_APPLICATION] = "application",
		[RECORD_SEALED] = "sealed"};
	return NAME(names, keys);
}

const char *tls_failure_name(enum tls_failure failure)
{
	static const char *const names[] = {[TLS_FAILURE_ALERT] = "alert",
		[TLS_FAILURE_NOT_TLS] = "not-tls",
		[TLS_FAILURE_CLOSED] = "closed",
		[TLS_FAILURE_VERSION] = "version",
		[TLS_FAILURE_CERTIFICATE] = "certificate",
		[TLS_FAILURE_WEAK] = "weak",
		[TLS_FAILURE_TIMEOUT] = "timeout",
		[TLS_FAILURE_LIMIT] = "limit",
		[TLS_FAILURE_PROTOCOL] = "protocol"};
	return NAME(names, failure);
}

const char *timeout_of_name(enum timeout_of of)
{
	static const char *const names[] = {[TIMEOUT_LOOKUP] = "lookup",
		[TIMEOUT_CONNECT] = "connect",
		[TIMEOUT_GREETING] = "greeting",
		[TIMEOUT_REPLY] = "reply",
		[TIMEOUT_HANDSHAKE] = "handshake",
		[TIMEOUT_CLOSE] = "close"};
	return NAME(names, of);
}

const char *limit_of_name(enum limit_of of)
{
	static const char *const names[] = {[LIMIT_LINE] = "line",
		[LIMIT_REPLY] = "reply",
		[LIMIT_JOURNAL] = "journal",
		[LIMIT_HANDSHAKE] = "handshake",
		[LIMIT_OUTPUT] = "output"};
	return NAME(names, of);
}

const char *finding_rank_name(enum finding_rank rank)
{
	static const char *const names[FINDING_RANKS] = {
		[FINDING_NOTE] = "note", [FINDING_LOW] = "low", [FINDING_MEDIUM] = "medium", [FINDING_HIGH] = "high"};
	return NAME(names, rank);
}

const char *closed_how_name(enum closed_how how)
{
	static const char *const names[] = {[CLOSED_BY_US] = "by-us",
		[CLOSED_BY_PEER] = "by-peer",
		[CLOSED_RESET] = "reset",
		[CLOSED_TRUNCATED] = "truncated",
		[CLOSED_REFUSED] = "refused",
		[CLOSED_ABORTED] = "aborted",
		[CLOSED_TIMEOUT] = "timeout"};
	return NAME(names, how);
}

/* Offsets of the spans of each kind; a kind has at most six. */
#define SPAN(member) (unsigned short)offsetof(struct event, member)
static const unsigned short spans[EVENT_KINDS][6] = {
	[EVENT_TARGET] = {SPAN(target.name), SPAN(target.protocol)},
	[EVENT_LOOKUP] = {SPAN(lookup.name), SPAN(lookup.addresses), SPAN(lookup.reason)},
	[EVENT_DIAL] = {SPAN(dial.address), SPAN(dial.reason)},
	[EVENT_CONNECTED] = {SPAN(connected.address), SPAN(connected.local)},
	[EVENT_LINE] = {SPAN(line.text)},
	[EVENT_REPLY] = {SPAN(reply.tag), SPAN(reply.word), SPAN(reply.code_text), SPAN(reply.text), SPAN(reply.verb)},
	[EVENT_STATE] = {SPAN(state.state), SPAN(state.before)},
	[EVENT_STARTTLS] = {SPAN(starttls.text)},
	[EVENT_INJECTION] = {SPAN(injection.bytes)},
	[EVENT_TLS_MESSAGE] = {SPAN(tls_message.body)},
	[EVENT_TLS_ALERT] = {SPAN(tls_alert.name)},
	[EVENT_TLS_FAILED] = {SPAN(tls_failed.sentence)},
	[EVENT_VERDICT] = {SPAN(verdict.reason), SPAN(verdict.anchor)},
	[EVENT_PROBE] = {SPAN(probe.name), SPAN(probe.reason)},
	[EVENT_ODDITY] = {SPAN(oddity.sentence), SPAN(oddity.evidence)},
	[EVENT_NOTE] = {SPAN(note.sentence)},
	[EVENT_FINDING] = {SPAN(finding.id), SPAN(finding.title), SPAN(finding.detail), SPAN(finding.explanation),
		SPAN(finding.remedy), SPAN(finding.reference)},
	[EVENT_CLOSED] = {SPAN(closed.reason)},
};

void event_each_span(struct event *event, void (*visit)(struct bytes *span, void *context), void *context)
{
	for (size_t i = 0; i < 6 && spans[event->kind][i]; i++)
		visit((struct bytes *)(void *)((unsigned char *)event + spans[event->kind][i]), context);
}

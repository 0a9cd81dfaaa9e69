/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shape_event: what every event has, and the payload of each kind.
 */
#include "report/shape.h"

/* The names of an enum by number, in the form that tables take. */
#define NAMES(type)                                                                                                    \
	static const char *name_of_##type(unsigned value)                                                              \
	{                                                                                                              \
		return type##_name(value);                                                                             \
	}
NAMES(event_kind)
NAMES(direction)
NAMES(phase)
NAMES(line_role)
NAMES(reply_status)
NAMES(starttls_step)
NAMES(injection_policy)
NAMES(probe_topic)
NAMES(probe_finding)
NAMES(oddity)
NAMES(severity)
NAMES(verdict_aspect)
NAMES(verdict_result)
NAMES(record_keys)
NAMES(tls_failure)
NAMES(timeout_of)
NAMES(limit_of)
NAMES(finding_rank)
NAMES(closed_how)

/* In the order of the bits of enum line_flags. */
static const char *name_of_line_flag(unsigned bit)
{
	static const char *const names[] = {"bare-lf", "bare-cr", "nul", "8bit", "long", "piece", "follows", "unended",
		"hidden", "more", "later", "automatic", "stuffed", "tag-added", "secret"};

	_Static_assert(LINE_SECRET == 1 << (sizeof(names) / sizeof(names[0]) - 1), "each bit has a name");
	return bit < sizeof(names) / sizeof(names[0]) ? names[bit] : "?";
}

#define OWN(which, member)          SHAPE_OWN(struct event_##which, member)
#define NAMED(which, member, names) SHAPE_NAMED(struct event_##which, member, SHAPE_NAME, name_of_##names)
#define ONE(which, member, shape)                                                                                      \
	{                                                                                                              \
		.name = #member, .type = SHAPE_ONE, SHAPE_POINTER(struct event_##which, member), .of = (shape)         \
	}

static const struct shape_member target[] = {
	OWN(target, name),
	OWN(target, protocol),
	OWN(target, port),
	OWN(target, implicit_tls),
};
static const struct shape_member lookup[] = {
	OWN(lookup, name),
	OWN(lookup, addresses),
	OWN(lookup, reason),
	OWN(lookup, took_us),
};
static const struct shape_member dial[] = {
	OWN(dial, address),
	OWN(dial, port),
	OWN(dial, failed),
	OWN(dial, reason),
	OWN(dial, took_us),
};
static const struct shape_member connected[] = {
	OWN(connected, address),
	OWN(connected, port),
	OWN(connected, local),
	OWN(connected, took_us),
};
static const struct shape_member line[] = {
	OWN(line, text),
	NAMED(line, role, line_role),
	SHAPE_NAMED(struct event_line, flags, SHAPE_FLAGS, name_of_line_flag),
	OWN(line, hidden),
	OWN(line, wire_len),
};
static const struct shape_member reply[] = {
	NAMED(reply, status, reply_status),
	OWN(reply, code),
	OWN(reply, has_enhanced),
	SHAPE_AS(struct event_reply, enhanced, SHAPE_NUMBERS),
	OWN(reply, tag),
	OWN(reply, word),
	OWN(reply, code_text),
	OWN(reply, text),
	OWN(reply, verb),
	OWN(reply, lines),
	OWN(reply, first_line),
	OWN(reply, took_us),
};
static const struct shape_member caps[] = {
	ONE(caps, caps, &shape_caps),
	OWN(caps, before_tls),
	OWN(caps, forgotten),
};
static const struct shape_member state[] = {
	OWN(state, state),
	OWN(state, before),
};
static const struct shape_member starttls[] = {
	NAMED(starttls, step, starttls_step),
	OWN(starttls, text),
};
static const struct shape_member injection[] = {
	OWN(injection, bytes),
	OWN(injection, total),
	OWN(injection, from_socket),
	NAMED(injection, policy, injection_policy),
};
static const struct shape_member tls_record[] = {
	OWN(tls_record, type),
	OWN(tls_record, inner_type),
	OWN(tls_record, version),
	OWN(tls_record, length),
	OWN(tls_record, padding),
	OWN(tls_record, generation),
	NAMED(tls_record, keys, record_keys),
	OWN(tls_record, cut),
	OWN(tls_record, arrived_us),
};
static const struct shape_member tls_message[] = {
	OWN(tls_message, type),
	OWN(tls_message, retry),
	OWN(tls_message, encrypted),
	OWN(tls_message, version),
	OWN(tls_message, suite),
	OWN(tls_message, length),
	SHAPE_AS(struct event_tls_message, body, SHAPE_BASE64),
	OWN(tls_message, arrived_us),
};
static const struct shape_member tls_alert[] = {
	OWN(tls_alert, level),
	OWN(tls_alert, description),
	OWN(tls_alert, name),
};
static const struct shape_member tls_up[] = {
	ONE(tls_up, facts, &shape_tls_facts),
	OWN(tls_up, took_us),
};
static const struct shape_member tls_failed[] = {
	NAMED(tls_failed, why, tls_failure),
	OWN(tls_failed, code),
	OWN(tls_failed, sentence),
};
static const struct shape_member tls_closed[] = {
	OWN(tls_closed, clean),
	OWN(tls_closed, by_peer),
};
static const struct shape_member chain[] = {
	ONE(chain, chain, &shape_chain_facts),
};
static const struct shape_member verdict[] = {
	NAMED(verdict, aspect, verdict_aspect),
	NAMED(verdict, result, verdict_result),
	OWN(verdict, reason),
	OWN(verdict, anchor),
};
static const struct shape_member probe[] = {
	NAMED(probe, topic, probe_topic),
	OWN(probe, version),
	OWN(probe, code),
	OWN(probe, name),
	NAMED(probe, answer, probe_finding),
	OWN(probe, reason),
};
static const struct shape_member oddity[] = {
	NAMED(oddity, oddity, oddity),
	NAMED(oddity, severity, severity),
	OWN(oddity, sentence),
	OWN(oddity, evidence),
};
static const struct shape_member timeout[] = {
	NAMED(timeout, of, timeout_of),
	OWN(timeout, limit_us),
};
static const struct shape_member limit[] = {
	NAMED(limit, of, limit_of),
	OWN(limit, limit),
	OWN(limit, dropped),
};
static const struct shape_member note[] = {
	NAMED(note, severity, severity),
	OWN(note, sentence),
};
static const struct shape_member finding[] = {
	OWN(finding, id),
	NAMED(finding, rank, finding_rank),
	OWN(finding, title),
	OWN(finding, detail),
	OWN(finding, explanation),
	OWN(finding, remedy),
	OWN(finding, reference),
	SHAPE_LIST(struct event_finding, proof, SHAPE_INDICES, proof_count, NULL),
};
static const struct shape_member finding_mended[] = {
	SHAPE_OWN(struct event_finding, proof_count),
};

static const char *mend_finding(void *object, struct arena *arena)
{
	const struct event_finding *found = object;

	(void)arena;
	return found->proof_count <= FINDING_PROOFS_MAX ? NULL : "more proofs than a finding has";
}

static const struct shape_member closed[] = {
	NAMED(closed, how, closed_how),
	OWN(closed, reason),
	OWN(closed, bytes_out),
	OWN(closed, bytes_in),
};

#define KIND(type)                                                                                                     \
	{                                                                                                              \
		.name = #type, .size = sizeof(struct event_##type), SHAPE_MEMBERS(type)                                \
	}
static const struct shape shapes[EVENT_KINDS] = {
	[EVENT_TARGET] = KIND(target),
	[EVENT_LOOKUP] = KIND(lookup),
	[EVENT_DIAL] = KIND(dial),
	[EVENT_CONNECTED] = KIND(connected),
	[EVENT_LINE] = KIND(line),
	[EVENT_REPLY] = KIND(reply),
	[EVENT_CAPS] = KIND(caps),
	[EVENT_STATE] = KIND(state),
	[EVENT_STARTTLS] = KIND(starttls),
	[EVENT_INJECTION] = KIND(injection),
	[EVENT_TLS_RECORD] = KIND(tls_record),
	[EVENT_TLS_MESSAGE] = KIND(tls_message),
	[EVENT_TLS_ALERT] = KIND(tls_alert),
	[EVENT_TLS_UP] = KIND(tls_up),
	[EVENT_TLS_FAILED] = KIND(tls_failed),
	[EVENT_TLS_CLOSED] = KIND(tls_closed),
	[EVENT_CHAIN] = KIND(chain),
	[EVENT_VERDICT] = KIND(verdict),
	[EVENT_PROBE] = KIND(probe),
	[EVENT_ODDITY] = KIND(oddity),
	[EVENT_TIMEOUT] = KIND(timeout),
	[EVENT_LIMIT] = KIND(limit),
	[EVENT_NOTE] = KIND(note),
	[EVENT_FINDING] = {.name = "finding",
		.size = sizeof(struct event_finding),
		SHAPE_MEMBERS(finding),
		.mend = mend_finding,
		SHAPE_MENDED(finding_mended)},
	[EVENT_CLOSED] = KIND(closed),
};

const size_t shape_payload = offsetof(struct event, target);

const struct shape *shape_of(enum event_kind kind)
{
	return &shapes[kind];
}

static const struct shape_member event[] = {
	SHAPE_OWN(struct event, number),
	SHAPE_NAMED(struct event, kind, SHAPE_NAME, name_of_event_kind),
	{.name = "time", .type = SHAPE_TIME, SHAPE_PLACE(struct event, wall_us)},
	SHAPE_OWN(struct event, at_us),
	SHAPE_OWN(struct event, connection),
	SHAPE_NAMED(struct event, direction, SHAPE_NAME, name_of_direction),
	SHAPE_NAMED(struct event, phase, SHAPE_NAME, name_of_phase),
};
const struct shape shape_event = {.name = "event", .size = offsetof(struct event, target), SHAPE_MEMBERS(event)};

static const struct shape_member head[] = {
	SHAPE_OWN(struct record_head, starlit),
	SHAPE_OWN(struct record_head, version),
	SHAPE_OWN(struct record_head, program),
	{.name = "began", .type = SHAPE_TIME, SHAPE_PLACE(struct record_head, began_us)},
	SHAPE_OWN(struct record_head, unsafe_secrets),
};
const struct shape shape_head = {.name = "head", .size = sizeof(struct record_head), SHAPE_MEMBERS(head)};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fields: rows say which members an event of a kind has and how each is written.
 */
#include "model/fields.h"

#include "model/caps.h"
#include "model/tls_facts.h"
#include "model/tls_names.h"
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

enum type { TEXT, WORD_TEXT, U8, U16, U32, U64, I64, BOOL, INT, ENUM, ENHANCED, FLAGS, CAPS, FACTS, CHAIN };

/* A name table whose argument is any enum. */
typedef const char *name_fn(int value);

#define NAMES(function, type)                                                                                          \
	static const char *name_##function(int value)                                                                  \
	{                                                                                                              \
		return function((type)value);                                                                          \
	}
NAMES(line_role_name, enum line_role)
NAMES(reply_status_name, enum reply_status)
NAMES(starttls_step_name, enum starttls_step)
NAMES(injection_policy_name, enum injection_policy)
NAMES(oddity_name, enum oddity)
NAMES(severity_name, enum severity)
NAMES(verdict_aspect_name, enum verdict_aspect)
NAMES(verdict_result_name, enum verdict_result)
NAMES(tls_failure_name, enum tls_failure)
NAMES(timeout_of_name, enum timeout_of)
NAMES(limit_of_name, enum limit_of)
NAMES(closed_how_name, enum closed_how)

static const struct row {
	enum event_kind kind;
	const char *key;
	const char *label;
	size_t offset;
	enum type type;
	name_fn *name;
} rows[] = {
#define ROW(kind, key, label, member, type)                                                                            \
	{                                                                                                              \
		kind, key, label, offsetof(struct event, member), type, NULL                                           \
	}
#define NAMED(kind, key, label, member, function)                                                                      \
	{                                                                                                              \
		kind, key, label, offsetof(struct event, member), ENUM, name_##function                                \
	}
	ROW(EVENT_TARGET, "name", "host", target.name, TEXT),
	ROW(EVENT_TARGET, "protocol", "protocol", target.protocol, WORD_TEXT),
	ROW(EVENT_TARGET, "port", "port", target.port, U16),
	ROW(EVENT_TARGET, "implicit_tls", "implicit TLS", target.implicit_tls, BOOL),
	ROW(EVENT_LOOKUP, "name", "host", lookup.name, TEXT),
	ROW(EVENT_LOOKUP, "addresses", "addresses", lookup.addresses, TEXT),
	ROW(EVENT_LOOKUP, "reason", "reason", lookup.reason, TEXT),
	ROW(EVENT_LOOKUP, "took_us", "took (µs)", lookup.took_us, I64),
	ROW(EVENT_DIAL, "address", "address", dial.address, TEXT),
	ROW(EVENT_DIAL, "port", "port", dial.port, U16),
	ROW(EVENT_DIAL, "failed", "failed", dial.failed, BOOL),
	ROW(EVENT_DIAL, "reason", "reason", dial.reason, TEXT),
	ROW(EVENT_DIAL, "took_us", "took (µs)", dial.took_us, I64),
	ROW(EVENT_CONNECTED, "address", "address", connected.address, TEXT),
	ROW(EVENT_CONNECTED, "port", "port", connected.port, U16),
	ROW(EVENT_CONNECTED, "local", "our address", connected.local, TEXT),
	ROW(EVENT_CONNECTED, "took_us", "took (µs)", connected.took_us, I64),
	NAMED(EVENT_LINE, "role", "role", line.role, line_role_name),
	ROW(EVENT_LINE, "text", "text", line.text, TEXT),
	ROW(EVENT_LINE, "flags", "remarkable", line.flags, FLAGS),
	ROW(EVENT_LINE, "hidden", "bytes hidden", line.hidden, U32),
	ROW(EVENT_LINE, "wire_len", "bytes on the wire", line.wire_len, U64),
	NAMED(EVENT_REPLY, "status", "status", reply.status, reply_status_name),
	ROW(EVENT_REPLY, "code", "reply code", reply.code, U16),
	ROW(EVENT_REPLY, "enhanced", "enhanced status code", reply.enhanced, ENHANCED),
	ROW(EVENT_REPLY, "tag", "tag", reply.tag, TEXT),
	ROW(EVENT_REPLY, "code_text", "response code", reply.code_text, TEXT),
	ROW(EVENT_REPLY, "text", "text", reply.text, TEXT),
	ROW(EVENT_REPLY, "verb", "answers", reply.verb, TEXT),
	ROW(EVENT_REPLY, "lines", "lines", reply.lines, U32),
	ROW(EVENT_REPLY, "took_us", "took (µs)", reply.took_us, I64),
	ROW(EVENT_CAPS, "caps", "capabilities", caps.caps, CAPS),
	ROW(EVENT_CAPS, "before_tls", "before TLS", caps.before_tls, BOOL),
	ROW(EVENT_CAPS, "forgotten", "forgotten", caps.forgotten, BOOL),
	ROW(EVENT_STATE, "state", "state", state.state, WORD_TEXT),
	ROW(EVENT_STATE, "before", "before", state.before, WORD_TEXT),
	NAMED(EVENT_STARTTLS, "step", "step", starttls.step, starttls_step_name),
	ROW(EVENT_STARTTLS, "text", "text", starttls.text, TEXT),
	ROW(EVENT_INJECTION, "bytes", "bytes", injection.bytes, TEXT),
	ROW(EVENT_INJECTION, "total", "bytes in all", injection.total, U64),
	ROW(EVENT_INJECTION, "from_socket", "waiting in the socket", injection.from_socket, BOOL),
	NAMED(EVENT_INJECTION, "policy", "what we do", injection.policy, injection_policy_name),
	ROW(EVENT_TLS_RECORD, "type", "content type", tls_record.type, U8),
	ROW(EVENT_TLS_RECORD, "version", "record version", tls_record.version, U16),
	ROW(EVENT_TLS_RECORD, "length", "length", tls_record.length, U32),
	ROW(EVENT_TLS_MESSAGE, "type", "handshake type", tls_message.type, U8),
	ROW(EVENT_TLS_MESSAGE, "retry", "is a HelloRetryRequest", tls_message.retry, BOOL),
	ROW(EVENT_TLS_MESSAGE, "encrypted", "encrypted", tls_message.encrypted, BOOL),
	ROW(EVENT_TLS_MESSAGE, "length", "length", tls_message.length, U32),
	ROW(EVENT_TLS_ALERT, "level", "level", tls_alert.level, U8),
	ROW(EVENT_TLS_ALERT, "description", "number", tls_alert.description, U8),
	ROW(EVENT_TLS_ALERT, "name", "name", tls_alert.name, WORD_TEXT),
	ROW(EVENT_TLS_UP, "facts", "negotiated", tls_up.facts, FACTS),
	ROW(EVENT_TLS_UP, "took_us", "took (µs)", tls_up.took_us, I64),
	NAMED(EVENT_TLS_FAILED, "why", "why", tls_failed.why, tls_failure_name),
	ROW(EVENT_TLS_FAILED, "code", "library's result", tls_failed.code, INT),
	ROW(EVENT_TLS_FAILED, "sentence", "what happened", tls_failed.sentence, TEXT),
	ROW(EVENT_TLS_CLOSED, "clean", "with close_notify", tls_closed.clean, BOOL),
	ROW(EVENT_TLS_CLOSED, "by_peer", "by the server", tls_closed.by_peer, BOOL),
	ROW(EVENT_CHAIN, "chain", "certificates", chain.chain, CHAIN),
	NAMED(EVENT_VERDICT, "aspect", "judged", verdict.aspect, verdict_aspect_name),
	NAMED(EVENT_VERDICT, "result", "result", verdict.result, verdict_result_name),
	ROW(EVENT_VERDICT, "reason", "reason", verdict.reason, TEXT),
	ROW(EVENT_VERDICT, "anchor", "anchor", verdict.anchor, TEXT),
	NAMED(EVENT_ODDITY, "oddity", "what", oddity.oddity, oddity_name),
	NAMED(EVENT_ODDITY, "severity", "severity", oddity.severity, severity_name),
	ROW(EVENT_ODDITY, "sentence", "meaning", oddity.sentence, TEXT),
	ROW(EVENT_ODDITY, "evidence", "evidence", oddity.evidence, TEXT),
	NAMED(EVENT_TIMEOUT, "of", "waited for", timeout.of, timeout_of_name),
	ROW(EVENT_TIMEOUT, "limit_us", "limit (µs)", timeout.limit_us, I64),
	NAMED(EVENT_LIMIT, "of", "limit of", limit.of, limit_of_name),
	ROW(EVENT_LIMIT, "limit", "limit", limit.limit, U64),
	ROW(EVENT_LIMIT, "dropped", "dropped", limit.dropped, U64),
	NAMED(EVENT_NOTE, "severity", "severity", note.severity, severity_name),
	ROW(EVENT_NOTE, "sentence", "note", note.sentence, TEXT),
	NAMED(EVENT_CLOSED, "how", "how", closed.how, closed_how_name),
	ROW(EVENT_CLOSED, "reason", "reason", closed.reason, TEXT),
	ROW(EVENT_CLOSED, "bytes_out", "bytes sent", closed.bytes_out, U64),
	ROW(EVENT_CLOSED, "bytes_in", "bytes received", closed.bytes_in, U64),
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static const struct {
	uint32_t flag;
	const char *word;
} flag_words[] = {
	{LINE_BARE_LF, "bare-lf"},
	{LINE_BARE_CR, "bare-cr"},
	{LINE_NUL, "nul"},
	{LINE_8BIT, "8bit"},
	{LINE_LONG, "long"},
	{LINE_PIECE, "piece"},
	{LINE_FOLLOWS, "follows"},
	{LINE_UNENDED, "unended"},
	{LINE_HIDDEN, "hidden"},
	{LINE_MORE, "more"},
	{LINE_LATER, "later"},
	{LINE_AUTOMATIC, "automatic"},
	{LINE_STUFFED, "stuffed"},
	{LINE_TAG_ADDED, "tag-added"},
};

static size_t write_flags(uint32_t flags, char *text, size_t size)
{
	size_t used = 0;

	text[0] = 0;
	for (size_t i = 0; i < sizeof(flag_words) / sizeof(flag_words[0]); i++)
		if (flags & flag_words[i].flag)
			used += (size_t)snprintf(text + used, size - used, "%s%s", used ? " " : "", flag_words[i].word);
	return used;
}

static size_t write_number(const struct row *row, const void *at, char *text, size_t size)
{
	switch (row->type) {
	case U8: return (size_t)snprintf(text, size, "%u", *(const uint8_t *)at);
	case U16: return (size_t)snprintf(text, size, "%u", *(const uint16_t *)at);
	case U32: return (size_t)snprintf(text, size, "%" PRIu32, *(const uint32_t *)at);
	case U64: return (size_t)snprintf(text, size, "%" PRIu64, *(const uint64_t *)at);
	case I64: return (size_t)snprintf(text, size, "%" PRId64, *(const int64_t *)at);
	case INT: return (size_t)snprintf(text, size, "%d", *(const int *)at);
	case BOOL: return (size_t)snprintf(text, size, "%s", *(const bool *)at ? "yes" : "no");
	case ENUM: return (size_t)snprintf(text, size, "%s", row->name(*(const int *)at));
	case FLAGS: return write_flags(*(const uint32_t *)at, text, size);
	case ENHANCED:
	case CAPS:
	case FACTS:
	case CHAIN:
	case TEXT:
	case WORD_TEXT: break;
	}
	return 0;
}

static size_t write_facts(const struct row *row, const struct event *event, char *text, size_t size)
{
	if (row->type == CAPS)
		return (size_t)snprintf(text, size, "%zu", event->caps.caps ? event->caps.caps->count : 0);
	if (row->type == CHAIN)
		return (size_t)snprintf(text, size, "%zu", event->chain.chain ? event->chain.chain->count : 0);
	if (row->type == FACTS && event->tls_up.facts)
		return (size_t)snprintf(text, size, "%s %s", event->tls_up.facts->version, event->tls_up.facts->suite);
	if (row->type == ENHANCED && event->reply.has_enhanced)
		return (size_t)snprintf(text, size, "%u.%u.%u", event->reply.enhanced[0], event->reply.enhanced[1],
			event->reply.enhanced[2]);
	return 0;
}

void fields_begin(struct fields *fields, const struct event *event)
{
	*fields = (struct fields){.event = event};
}

/* What says nothing is left out: an empty text, a number that is zero and would only be noise. */
static bool is_absent(const struct row *row, struct bytes value)
{
	if (!value.len)
		return true;
	bool zero = value.len == 1 && value.data[0] == '0';
	return zero && (row->type == U16 || row->type == U32);
}

bool fields_next(struct fields *fields, struct field *ret_field)
{
	while (fields->next < ROWS) {
		const struct row *row = &rows[fields->next++];
		if (row->kind != fields->event->kind)
			continue;
		const void *at = (const unsigned char *)fields->event + row->offset;
		struct bytes value;
		if (row->type == TEXT || row->type == WORD_TEXT) {
			value = *(const struct bytes *)at;
		} else {
			size_t len = write_number(row, at, fields->scratch, sizeof(fields->scratch));
			if (!len)
				len = write_facts(row, fields->event, fields->scratch, sizeof(fields->scratch));
			value = bytes_of(fields->scratch, len);
		}
		if (is_absent(row, value))
			continue;
		*ret_field = (struct field){
			.key = row->key, .label = row->label, .value = value, .untrusted = row->type == TEXT};
		return true;
	}
	return false;
}

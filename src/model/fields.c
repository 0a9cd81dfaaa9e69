/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fields: rows say which members an event of a kind has and how each is written.
 */
#include "model/fields.h"

#include "model/caps.h"
#include "model/tls_facts.h"
#include "wire/names.h"
#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>

/* COUNT16 and COUNT32 are absent when they are zero; HEX16 is a code point. */
enum type { TEXT, U8, COUNT16, HEX16, U32, COUNT32, U64, I64, BOOL, INT, ENUM, FLAGS, SPECIAL };

/* Writes what takes more than one member; 0 when the event has none. */
typedef int write_fn(const struct event *event, char *text, size_t size);

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
NAMES(probe_topic_name, enum probe_topic)
NAMES(probe_finding_name, enum probe_finding)
NAMES(oddity_name, enum oddity)
NAMES(severity_name, enum severity)
NAMES(verdict_aspect_name, enum verdict_aspect)
NAMES(verdict_result_name, enum verdict_result)
NAMES(record_keys_name, enum record_keys)
NAMES(tls_failure_name, enum tls_failure)
NAMES(timeout_of_name, enum timeout_of)
NAMES(limit_of_name, enum limit_of)
NAMES(finding_rank_name, enum finding_rank)
NAMES(closed_how_name, enum closed_how)

static int write_enhanced(const struct event *event, char *text, size_t size)
{
	const uint16_t *code = event->reply.enhanced;

	return event->reply.has_enhanced ? snprintf(text, size, "%u.%u.%u", code[0], code[1], code[2]) : 0;
}

/* The beginning of an attempt has taken no time yet. */
static int write_dial_took(const struct event *event, char *text, size_t size)
{
	return event->dial.failed ? snprintf(text, size, "%" PRId64, event->dial.took_us) : 0;
}

static int write_name(const char *name, char *text, size_t size)
{
	return name ? snprintf(text, size, "%s", name) : 0;
}

static int write_record_name(const struct event *event, char *text, size_t size)
{
	return write_name(wire_content_name(event->tls_record.type), text, size);
}

static int write_message_name(const struct event *event, char *text, size_t size)
{
	const struct event_tls_message *message = &event->tls_message;

	return write_name(message->retry ? "HelloRetryRequest" : wire_message_name(message->type), text, size);
}

static int write_inner_name(const struct event *event, char *text, size_t size)
{
	return write_name(wire_content_name(event->tls_record.inner_type), text, size);
}

static int write_caps(const struct event *event, char *text, size_t size)
{
	return event->caps.caps ? snprintf(text, size, "%zu", event->caps.caps->count) : 0;
}

static int write_facts(const struct event *event, char *text, size_t size)
{
	const struct tls_facts *facts = event->tls_up.facts;

	if (!facts || !facts->version)
		return 0;
	return snprintf(text, size, "%s %s", facts->version, facts->suite ? facts->suite : "");
}

static int write_chain(const struct event *event, char *text, size_t size)
{
	return event->chain.chain ? snprintf(text, size, "%zu", event->chain.chain->count) : 0;
}

/* How many timestamps of logs, and how many of them are good and bad. */
static int write_scts(const struct event *event, char *text, size_t size)
{
	const struct chain_facts *chain = event->chain.chain;
	size_t counts[SCT_BAD + 1] = {0};

	for (size_t i = 0; chain && i < chain->sct_count; i++)
		counts[chain->scts[i].result]++;
	if (!chain || !chain->sct_count)
		return 0;
	return snprintf(text, size, "%zu: %zu good, %zu bad, %zu not checked", chain->sct_count + chain->scts_dropped,
		counts[SCT_GOOD], counts[SCT_BAD], counts[SCT_NOT_CHECKED] + chain->scts_dropped);
}

static int write_proof(const struct event *event, char *text, size_t size)
{
	const struct event_finding *finding = &event->finding;
	size_t used = 0;

	for (size_t i = 0; i < finding->proof_count && used < size; i++)
		used += (size_t)snprintf(text + used, size - used, i ? " %zu" : "%zu", finding->proof[i]);
	return (int)used;
}

static const struct row {
	enum event_kind kind;
	const char *key;
	const char *label;
	size_t offset;
	enum type type;
	name_fn *name;
	write_fn *write;
} rows[] = {
#define ROW(kind, key, label, member, type)                                                                            \
	{                                                                                                              \
		kind, key, label, offsetof(struct event, member), type, NULL, NULL                                     \
	}
#define NAMED(kind, key, label, member, function)                                                                      \
	{                                                                                                              \
		kind, key, label, offsetof(struct event, member), ENUM, name_##function, NULL                          \
	}
#define MADE(kind, key, label, function)                                                                               \
	{                                                                                                              \
		kind, key, label, 0, SPECIAL, NULL, function                                                           \
	}
	ROW(EVENT_TARGET, "name", "host", target.name, TEXT),
	ROW(EVENT_TARGET, "protocol", "protocol", target.protocol, TEXT),
	ROW(EVENT_TARGET, "port", "port", target.port, COUNT16),
	ROW(EVENT_TARGET, "implicit_tls", "implicit TLS", target.implicit_tls, BOOL),
	ROW(EVENT_LOOKUP, "name", "host", lookup.name, TEXT),
	ROW(EVENT_LOOKUP, "addresses", "addresses", lookup.addresses, TEXT),
	ROW(EVENT_LOOKUP, "reason", "reason", lookup.reason, TEXT),
	ROW(EVENT_LOOKUP, "took_us", "took (µs)", lookup.took_us, I64),
	ROW(EVENT_DIAL, "address", "address", dial.address, TEXT),
	ROW(EVENT_DIAL, "port", "port", dial.port, COUNT16),
	ROW(EVENT_DIAL, "failed", "failed", dial.failed, BOOL),
	ROW(EVENT_DIAL, "reason", "reason", dial.reason, TEXT),
	MADE(EVENT_DIAL, "took_us", "took (µs)", write_dial_took),
	ROW(EVENT_CONNECTED, "address", "address", connected.address, TEXT),
	ROW(EVENT_CONNECTED, "port", "port", connected.port, COUNT16),
	ROW(EVENT_CONNECTED, "local", "our address", connected.local, TEXT),
	ROW(EVENT_CONNECTED, "took_us", "took (µs)", connected.took_us, I64),
	NAMED(EVENT_LINE, "role", "role", line.role, line_role_name),
	ROW(EVENT_LINE, "text", "text", line.text, TEXT),
	ROW(EVENT_LINE, "flags", "remarkable", line.flags, FLAGS),
	ROW(EVENT_LINE, "hidden", "bytes hidden", line.hidden, COUNT32),
	ROW(EVENT_LINE, "wire_len", "bytes on the wire", line.wire_len, U64),
	NAMED(EVENT_REPLY, "status", "status", reply.status, reply_status_name),
	ROW(EVENT_REPLY, "code", "reply code", reply.code, COUNT16),
	MADE(EVENT_REPLY, "enhanced", "enhanced status code", write_enhanced),
	ROW(EVENT_REPLY, "tag", "tag", reply.tag, TEXT),
	ROW(EVENT_REPLY, "word", "word", reply.word, TEXT),
	ROW(EVENT_REPLY, "code_text", "response code", reply.code_text, TEXT),
	ROW(EVENT_REPLY, "text", "text", reply.text, TEXT),
	ROW(EVENT_REPLY, "verb", "answers", reply.verb, TEXT),
	ROW(EVENT_REPLY, "lines", "lines", reply.lines, COUNT32),
	ROW(EVENT_REPLY, "first_line", "begins with event", reply.first_line, U64),
	ROW(EVENT_REPLY, "took_us", "took (µs)", reply.took_us, I64),
	MADE(EVENT_CAPS, "caps", "capabilities", write_caps),
	ROW(EVENT_CAPS, "before_tls", "before TLS", caps.before_tls, BOOL),
	ROW(EVENT_CAPS, "forgotten", "forgotten", caps.forgotten, BOOL),
	ROW(EVENT_STATE, "state", "state", state.state, TEXT),
	ROW(EVENT_STATE, "before", "before", state.before, TEXT),
	NAMED(EVENT_STARTTLS, "step", "step", starttls.step, starttls_step_name),
	ROW(EVENT_STARTTLS, "text", "text", starttls.text, TEXT),
	ROW(EVENT_INJECTION, "bytes", "bytes", injection.bytes, TEXT),
	ROW(EVENT_INJECTION, "total", "bytes in all", injection.total, U64),
	ROW(EVENT_INJECTION, "from_socket", "waiting in the socket", injection.from_socket, BOOL),
	NAMED(EVENT_INJECTION, "policy", "what we do", injection.policy, injection_policy_name),
	ROW(EVENT_TLS_RECORD, "type", "content type", tls_record.type, U8),
	MADE(EVENT_TLS_RECORD, "name", "name", write_record_name),
	ROW(EVENT_TLS_RECORD, "version", "record version", tls_record.version, HEX16),
	ROW(EVENT_TLS_RECORD, "length", "length", tls_record.length, U32),
	NAMED(EVENT_TLS_RECORD, "keys", "keys", tls_record.keys, record_keys_name),
	MADE(EVENT_TLS_RECORD, "inner", "type inside", write_inner_name),
	ROW(EVENT_TLS_RECORD, "padding", "bytes of padding", tls_record.padding, COUNT32),
	ROW(EVENT_TLS_RECORD, "generation", "key generation", tls_record.generation, COUNT32),
	ROW(EVENT_TLS_RECORD, "cut", "cut", tls_record.cut, BOOL),
	ROW(EVENT_TLS_RECORD, "arrived_us", "arrived (µs)", tls_record.arrived_us, I64),
	ROW(EVENT_TLS_MESSAGE, "type", "handshake type", tls_message.type, U8),
	MADE(EVENT_TLS_MESSAGE, "name", "name", write_message_name),
	ROW(EVENT_TLS_MESSAGE, "retry", "is a HelloRetryRequest", tls_message.retry, BOOL),
	ROW(EVENT_TLS_MESSAGE, "encrypted", "encrypted", tls_message.encrypted, BOOL),
	ROW(EVENT_TLS_MESSAGE, "version", "version", tls_message.version, HEX16),
	ROW(EVENT_TLS_MESSAGE, "suite", "cipher suite", tls_message.suite, HEX16),
	ROW(EVENT_TLS_MESSAGE, "length", "length", tls_message.length, U32),
	ROW(EVENT_TLS_MESSAGE, "arrived_us", "arrived (µs)", tls_message.arrived_us, I64),
	ROW(EVENT_TLS_ALERT, "level", "level", tls_alert.level, U8),
	ROW(EVENT_TLS_ALERT, "description", "number", tls_alert.description, U8),
	ROW(EVENT_TLS_ALERT, "name", "name", tls_alert.name, TEXT),
	MADE(EVENT_TLS_UP, "facts", "negotiated", write_facts),
	ROW(EVENT_TLS_UP, "took_us", "took (µs)", tls_up.took_us, I64),
	NAMED(EVENT_TLS_FAILED, "why", "why", tls_failed.why, tls_failure_name),
	ROW(EVENT_TLS_FAILED, "code", "library's result", tls_failed.code, INT),
	ROW(EVENT_TLS_FAILED, "sentence", "what happened", tls_failed.sentence, TEXT),
	ROW(EVENT_TLS_CLOSED, "clean", "with close_notify", tls_closed.clean, BOOL),
	ROW(EVENT_TLS_CLOSED, "by_peer", "by the server", tls_closed.by_peer, BOOL),
	MADE(EVENT_CHAIN, "chain", "certificates", write_chain),
	MADE(EVENT_CHAIN, "scts", "timestamps of logs", write_scts),
	NAMED(EVENT_VERDICT, "aspect", "judged", verdict.aspect, verdict_aspect_name),
	NAMED(EVENT_VERDICT, "result", "result", verdict.result, verdict_result_name),
	ROW(EVENT_VERDICT, "reason", "reason", verdict.reason, TEXT),
	ROW(EVENT_VERDICT, "anchor", "anchor", verdict.anchor, TEXT),
	NAMED(EVENT_PROBE, "topic", "asked for", probe.topic, probe_topic_name),
	ROW(EVENT_PROBE, "version", "version", probe.version, HEX16),
	ROW(EVENT_PROBE, "code", "code", probe.code, U32),
	ROW(EVENT_PROBE, "name", "name", probe.name, TEXT),
	NAMED(EVENT_PROBE, "answer", "answer", probe.answer, probe_finding_name),
	ROW(EVENT_PROBE, "reason", "reason", probe.reason, TEXT),
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
	ROW(EVENT_FINDING, "id", "finding", finding.id, TEXT),
	NAMED(EVENT_FINDING, "rank", "rank", finding.rank, finding_rank_name),
	ROW(EVENT_FINDING, "title", "what", finding.title, TEXT),
	ROW(EVENT_FINDING, "detail", "seen here", finding.detail, TEXT),
	ROW(EVENT_FINDING, "explanation", "why it matters", finding.explanation, TEXT),
	ROW(EVENT_FINDING, "remedy", "what to do", finding.remedy, TEXT),
	ROW(EVENT_FINDING, "reference", "reference", finding.reference, TEXT),
	MADE(EVENT_FINDING, "proof", "shown by events", write_proof),
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
	{LINE_SECRET, "secret"},
};

static int write_flags(uint32_t flags, char *text, size_t size)
{
	size_t used = 0;

	text[0] = 0;
	for (size_t i = 0; i < sizeof(flag_words) / sizeof(flag_words[0]); i++) {
		if (flags & flag_words[i].flag && used < size)
			used += (size_t)snprintf(text + used, size - used, "%s%s", used ? " " : "", flag_words[i].word);
	}
	return (int)used;
}

static int write_count(uint32_t count, char *text, size_t size)
{
	return count ? snprintf(text, size, "%" PRIu32, count) : 0;
}

static int write_value(const struct row *row, const struct event *event, char *text, size_t size)
{
	const void *at = (const unsigned char *)event + row->offset;

	switch (row->type) {
	case U8: return snprintf(text, size, "%u", *(const uint8_t *)at);
	case COUNT16: return write_count(*(const uint16_t *)at, text, size);
	case HEX16: return snprintf(text, size, "0x%04x", *(const uint16_t *)at);
	case U32: return snprintf(text, size, "%" PRIu32, *(const uint32_t *)at);
	case COUNT32: return write_count(*(const uint32_t *)at, text, size);
	case U64: return snprintf(text, size, "%" PRIu64, *(const uint64_t *)at);
	case I64: return snprintf(text, size, "%" PRId64, *(const int64_t *)at);
	case INT: return snprintf(text, size, "%d", *(const int *)at);
	case BOOL: return snprintf(text, size, "%s", *(const bool *)at ? "yes" : "no");
	case ENUM: return snprintf(text, size, "%s", row->name(*(const int *)at));
	case FLAGS: return write_flags(*(const uint32_t *)at, text, size);
	case SPECIAL: return row->write(event, text, size);
	case TEXT: break;
	}
	return 0;
}

void fields_begin(struct fields *fields, const struct event *event)
{
	*fields = (struct fields){.event = event};
}

static struct bytes value_of(struct fields *fields, const struct row *row)
{
	if (row->type == TEXT)
		return *(const struct bytes *)(const void *)((const unsigned char *)fields->event + row->offset);
	int len = write_value(row, fields->event, fields->scratch, sizeof(fields->scratch));
	size_t most = sizeof(fields->scratch) - 1;
	return bytes_of(fields->scratch, len < 0 ? 0 : (size_t)len < most ? (size_t)len : most);
}

/* Facts are the library's words, but a saved journal may have been written by anybody. */
static bool is_untrusted(const struct row *row)
{
	return row->type == TEXT || row->write == write_facts;
}

bool fields_next(struct fields *fields, struct field *ret_field)
{
	while (fields->next < ROWS) {
		const struct row *row = &rows[fields->next++];
		if (row->kind != fields->event->kind)
			continue;
		struct bytes value = value_of(fields, row);
		if (!value.len)
			continue;
		*ret_field = (struct field){
			.key = row->key, .label = row->label, .value = value, .untrusted = is_untrusted(row)};
		return true;
	}
	return false;
}

/* What can stand there */

static const struct row *find_row(enum event_kind kind, struct bytes key)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].kind == kind && bytes_is(key, rows[i].key))
			return &rows[i];
	return NULL;
}

bool fields_has(enum event_kind kind, struct bytes key)
{
	return find_row(kind, key) != NULL;
}

const char *fields_word(enum event_kind kind, struct bytes key, size_t index)
{
	static const char *const answers[] = {"no", "yes"};
	const struct row *row = find_row(kind, key);
	const char *word = NULL;

	if (row && row->type == BOOL)
		word = index < 2 ? answers[index] : NULL;
	else if (row && row->type == ENUM && index <= INT_MAX)
		word = row->name((int)index);
	/* The names of enums end with a question mark. */
	return word && strcmp(word, "?") ? word : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sentence: every event as one plain sentence, safe to show.
 */
#include "model/fields.h"

#include "base/safe.h"
#include "model/caps.h"
#include "model/tls_facts.h"
#include "wire/names.h"
#include <assert.h>
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

/* Where a piece does not fit the sentence ends, so that nothing shorter follows the gap. */
static void add_safe(struct sentence *sentence, struct bytes bytes)
{
	struct safe_piece piece;

	while (sentence->used + 1 < sentence->size && safe_next(&bytes, SAFE_UTF8, &piece)) {
		if (piece.len >= sentence->size - sentence->used) {
			sentence->size = sentence->used + 1;
			break;
		}
		memcpy(sentence->text + sentence->used, piece.text, piece.len);
		sentence->used += piece.len;
	}
	sentence->text[sentence->used] = 0;
}

/* For words of ours, which are short. They pass safe.h as well, so that a cut falls between characters. */
static void add(struct sentence *sentence, const char *format, ...)
{
	char words[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);
	add_safe(sentence, bytes_str(words));
}

static void add_text(struct sentence *sentence, const char *text)
{
	add_safe(sentence, bytes_str(text));
}

/* «, text» or «: text»; nothing when there is none. */
static void add_after(struct sentence *sentence, const char *before, struct bytes text)
{
	if (!text.len)
		return;
	add_text(sentence, before);
	add_safe(sentence, text);
}

static void add_took(struct sentence *sentence, const char *before, int64_t took_us)
{
	if (took_us >= 1000000 && took_us % 1000000 == 0)
		add(sentence, "%s%" PRId64 " s", before, took_us / 1000000);
	else if (took_us < 1000)
		add(sentence, "%s%" PRId64 " µs", before, took_us);
	else if (took_us < 10000)
		add(sentence, "%s%" PRId64 ".%" PRId64 " ms", before, took_us / 1000, took_us / 100 % 10);
	else if (took_us < 10000000)
		add(sentence, "%s%" PRId64 " ms", before, took_us / 1000);
	else
		add(sentence, "%s%" PRId64 " s", before, took_us / 1000000);
}

static void add_count(struct sentence *sentence, uint64_t count, const char *noun)
{
	add(sentence, "%" PRIu64 " %s%s", count, noun, count == 1 ? "" : "s");
}

/* Whole KiB and MiB are written as such; what is not whole is written exactly. */
static void add_size(struct sentence *sentence, uint64_t size)
{
	if (size && size % (1 << 20) == 0)
		add(sentence, "%" PRIu64 " MiB", size >> 20);
	else if (size && size % (1 << 10) == 0)
		add(sentence, "%" PRIu64 " KiB", size >> 10);
	else
		add_count(sentence, size, "byte");
}

static void say_target(struct sentence *s, const struct event_target *target)
{
	add_after(s, "connecting to ", target->name);
	if (target->port)
		add(s, " port %u", target->port);
	add_after(s, ", ", target->protocol);
	add(s, target->implicit_tls ? ", TLS from the first byte" : "");
}

static void say_lookup(struct sentence *s, const struct event_lookup *lookup)
{
	bool several = bytes_index(lookup->addresses, ' ', 0) < lookup->addresses.len;

	add_safe(s, lookup->name);
	if (lookup->addresses.len)
		add_after(s, several ? " has the addresses " : " has the address ", lookup->addresses);
	else
		add(s, " has no address that could be found");
	add_after(s, ": ", lookup->reason);
	add_took(s, lookup->addresses.len ? " (looked up in " : " (after ", lookup->took_us);
	add(s, ")");
}

static void say_dial(struct sentence *s, const struct event_dial *dial)
{
	add_after(s, dial->failed ? "" : "trying ", dial->address);
	add(s, " port %u", dial->port);
	if (!dial->failed)
		return;
	add(s, " cannot be reached");
	add_after(s, ": ", dial->reason);
	add_took(s, " (after ", dial->took_us);
	add(s, ")");
}

static void say_connected(struct sentence *s, const struct event_connected *connected)
{
	add_after(s, "connected to ", connected->address);
	if (connected->port)
		add(s, " port %u", connected->port);
	add_after(s, " from ", connected->local);
	if (connected->took_us)
		add_took(s, " in ", connected->took_us);
}

static void say_caps(struct sentence *s, const struct event_caps *event)
{
	const struct caps *caps = event->caps;

	if (event->forgotten) {
		add(s, "TLS has begun: the capabilities that were learned in the clear are void");
		return;
	}
	if (!caps || !caps->count) {
		add(s, "the server names no capability");
		return;
	}
	add(s, "the server offers ");
	for (size_t i = 0; i < caps->count; i++) {
		add_after(s, i ? ", " : "", caps->list[i].keyword);
		add_after(s, " ", caps->list[i].params);
	}
	if (caps->dropped)
		add(s, ", and %zu more that are not kept", caps->dropped);
}

static void say_state(struct sentence *s, const struct event_state *state)
{
	add_after(s, "the session is now in state ", state->state);
	add_after(s, ", before in ", state->before);
}

static void say_starttls(struct sentence *s, const struct event_starttls *starttls)
{
	switch (starttls->step) {
	case STARTTLS_ASKED: add(s, "the server is asked to begin TLS"); return;
	case STARTTLS_AGREED: add(s, "the server agreed: TLS begins"); return;
	case STARTTLS_REFUSED:
		add(s, "the server refused STARTTLS");
		add_after(s, ": ", starttls->text);
		add(s, "; the session stays in the clear");
		return;
	case STARTTLS_NOT_OFFERED:
		add(s, "the server does not offer STARTTLS; ");
		if (starttls->text.len)
			add_safe(s, starttls->text);
		else
			add(s, "it is sent all the same, since you asked for it");
		return;
	case STARTTLS_NOT_NOW:
		add(s, "STARTTLS is not possible now");
		add_after(s, ": ", starttls->text);
		return;
	}
}

static void say_injection(struct sentence *s, const struct event_injection *injection)
{
	struct bytes shown = bytes_first(injection->bytes, 200);

	add_count(s, injection->total, "byte");
	add(s, " came in the clear after the server agreed to STARTTLS (%s)",
		injection->from_socket ? "after its reply, before our ClientHello" : "together with its reply");
	add_after(s, ": ", shown);
	add(s, shown.len < injection->total ? " ..." : "");
	switch (injection->policy) {
	case INJECTION_ABORT: add(s, "; nobody can tell who sent them: the connection is closed"); return;
	case INJECTION_DROP: add(s, "; they are dropped, and TLS begins without them"); return;
	case INJECTION_TLS: add(s, "; they are fed to TLS, as you asked"); return;
	}
}

static void say_message(struct sentence *s, const struct event_tls_message *message)
{
	const char *name = message->retry ? "HelloRetryRequest" : wire_message_name(message->type);

	if (name)
		add(s, "%s, ", name);
	else
		add(s, "handshake message of unknown type %u, ", message->type);
	add_count(s, message->length, "byte");
	add(s, message->encrypted ? ", encrypted" : "");
}

static void say_record(struct sentence *s, const struct event_tls_record *record)
{
	const char *name = wire_content_name(record->type);

	if (name)
		add(s, "%s record, ", name);
	else
		add(s, "record of unknown type %u, ", record->type);
	add_count(s, record->length, "byte");
	if (record->inner_type) {
		name = wire_content_name(record->inner_type);
		add(s, ", inside: %s", name ? name : "an unknown type");
	}
	if (record->padding)
		add(s, ", %" PRIu32 " of padding", record->padding);
	if (record->cut)
		add(s, ", cut off");
}

static void say_alert(struct sentence *s, const struct event *event)
{
	const struct event_tls_alert *alert = &event->tls_alert;
	const char *name = wire_alert_name(alert->description);

	add(s, "%s sent the alert ", event->direction == DIRECTION_OUT ? "we" : "the server");
	add_safe(s, alert->name.len ? alert->name : bytes_str(name ? name : "of unknown name"));
	add(s, " (%u, %s)", alert->description, alert->level == 2 ? "fatal" : "warning");
}

static void say_up(struct sentence *s, const struct event_tls_up *up)
{
	static const struct tls_facts nothing = {.version = "TLS"};
	const struct tls_facts *facts = up->facts ? up->facts : &nothing;

	add_text(s, facts->version);
	add_after(s, ", ", bytes_str(facts->suite));
	add_after(s, ", ", bytes_str(facts->group));
	add(s, facts->resumed ? ", resumed" : "");
	add_took(s, ": up in ", up->took_us);
}

static void say_failed(struct sentence *s, const struct event_tls_failed *failed)
{
	add(s, "TLS failed (%s)", tls_failure_name(failed->why));
	add_after(s, ": ", failed->sentence);
}

static void say_tls_closed(struct sentence *s, const struct event_tls_closed *closed)
{
	const char *who = closed->by_peer ? "the server" : "we";

	if (closed->clean)
		add(s, "%s ended TLS in good order, with close_notify", who);
	else if (closed->by_peer)
		add(s, "the stream ended inside TLS without close_notify: it may have been truncated on the way");
	else
		add(s, "we ended TLS without close_notify");
}

static void say_chain(struct sentence *s, const struct chain_facts *chain)
{
	add(s, "the server sent ");
	add_count(s, chain ? chain->count + chain->dropped : 0, "certificate");
	if (chain && chain->dropped)
		add(s, "; %zu of them are not kept", chain->dropped);
	if (chain && chain->from_session)
		add(s, " (in the session that is resumed)");
}

static void say_verdict(struct sentence *s, const struct event_verdict *verdict)
{
	static const char *const aspects[VERDICT_ASPECTS] = {[VERDICT_CHAIN] = "chain",
		[VERDICT_NAME] = "name",
		[VERDICT_DATES] = "dates",
		[VERDICT_STRENGTH] = "strength",
		[VERDICT_STAPLE] = "revocation"};
	static const char *const results[] = {[VERDICT_GOOD] = "good",
		[VERDICT_WARN] = "warning",
		[VERDICT_BAD] = "BAD",
		[VERDICT_NOT_CHECKED] = "not checked"};
	bool plain = verdict->result == VERDICT_GOOD && verdict->reason.len;

	add(s, "%s: %s", aspects[verdict->aspect], plain ? "" : results[verdict->result]);
	add_after(s, plain ? "" : ": ", verdict->reason);
}

static void say_probe(struct sentence *s, const struct event_probe *probe)
{
	static const char *const topics[PROBE_TOPICS] = {[PROBE_VERSION] = "version",
		[PROBE_SUITE] = "cipher suite",
		[PROBE_SUITE_ORDER] = "order of cipher suites",
		[PROBE_GROUP] = "group",
		[PROBE_GROUP_ORDER] = "order of groups",
		[PROBE_DH_SIZE] = "Diffie-Hellman prime",
		[PROBE_SCHEME] = "signature scheme",
		[PROBE_EXTENSION] = "extension",
		[PROBE_ALPN] = "application protocol",
		[PROBE_HELLO_SIZE] = "size of the ClientHello",
		[PROBE_ENDED] = "the probe ended"};
	static const char *const findings[] = {[PROBE_SUPPORTED] = "supported",
		[PROBE_NOT_SUPPORTED] = "not supported",
		[PROBE_NO_ANSWER] = "no answer",
		[PROBE_NOT_OBSERVABLE] = "not observable"};
	const char *version = wire_version_name(probe->version);
	bool plain = probe->answer == PROBE_SUPPORTED && probe->reason.len;

	add(s, "probe: ");
	if (probe->topic != PROBE_VERSION)
		add_after(s, "", bytes_str(version));
	add(s, "%s%s", probe->topic != PROBE_VERSION && version ? ", " : "", topics[probe->topic]);
	add_after(s, " ", probe->name);
	if (!plain && probe->topic != PROBE_ENDED)
		add_after(s, ": ", bytes_str(findings[probe->answer]));
	add_after(s, ": ", probe->reason);
}

static void say_timeout(struct sentence *s, const struct event_timeout *timeout)
{
	static const char *const what[] = {[TIMEOUT_LOOKUP] = "the name servers have not answered",
		[TIMEOUT_CONNECT] = "the address did not answer",
		[TIMEOUT_GREETING] = "no greeting has come",
		[TIMEOUT_REPLY] = "no reply has come",
		[TIMEOUT_HANDSHAKE] = "the TLS handshake did not end",
		[TIMEOUT_CLOSE] = "the server did not answer the good-bye"};

	add(s, "%s", what[timeout->of]);
	add_took(s, " within ", timeout->limit_us);
}

static void say_limit(struct sentence *s, const struct event_limit *limit)
{
	switch (limit->of) {
	case LIMIT_LINE: add(s, "a line is longer than "); break;
	case LIMIT_REPLY: add(s, "a reply has more than "); break;
	case LIMIT_JOURNAL: add(s, "the transcript is full at "); break;
	case LIMIT_HANDSHAKE: add(s, "the handshake is larger than "); break;
	case LIMIT_OUTPUT: add(s, "the server does not take what is sent: more than "); break;
	}
	if (limit->of == LIMIT_REPLY)
		add_count(s, limit->limit, "line");
	else
		add_size(s, limit->limit);
	switch (limit->of) {
	case LIMIT_LINE:
	case LIMIT_HANDSHAKE: break;
	case LIMIT_REPLY: add(s, "; what comes after them is shown, not evaluated"); return;
	case LIMIT_JOURNAL: add(s, "; what comes from here on is not kept: save it and start anew"); return;
	case LIMIT_OUTPUT: add(s, " wait"); break;
	}
	if (limit->dropped) {
		add(s, "; ");
		add_count(s, limit->dropped, "byte");
		add(s, limit->dropped == 1 ? " was dropped" : " were dropped");
	}
}

static void say_closed(struct sentence *s, const struct event_closed *closed, enum phase phase)
{
	static const char *const how[] = {[CLOSED_BY_US] = "we closed the connection",
		[CLOSED_BY_PEER] = "the server closed the connection",
		[CLOSED_RESET] = "the connection broke",
		[CLOSED_TRUNCATED] =
			"the connection ended inside TLS without close_notify: what came last may be missing",
		[CLOSED_REFUSED] = "there is no connection: no address could be reached",
		[CLOSED_ABORTED] = "we broke the connection off",
		[CLOSED_TIMEOUT] = "we closed the connection after a time limit"};

	if (closed->how == CLOSED_REFUSED && closed->reason.len)
		add(s, "there is no connection");
	else if (closed->how == CLOSED_TRUNCATED && phase == PHASE_HANDSHAKE)
		add(s, "the connection ended during the handshake");
	else
		add(s, "%s", how[closed->how]);
	add_after(s, ": ", closed->reason);
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
	add(s, ": %s", reply_status_name(reply->status));
	add_after(s, ", ", reply->word);
	add_after(s, " ", reply->text);
	add_took(s, ", after ", reply->took_us);
}

/* Without its detail, which the events that prove it have told already. */
static void say_finding(struct sentence *s, const struct event_finding *finding)
{
	add(s, "finding (%s) ", finding_rank_name(finding->rank));
	add_safe(s, finding->id);
	add_after(s, ": ", finding->title);
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
	case EVENT_CAPS: say_caps(s, &event->caps); return;
	case EVENT_STATE: say_state(s, &event->state); return;
	case EVENT_STARTTLS: say_starttls(s, &event->starttls); return;
	case EVENT_INJECTION: say_injection(s, &event->injection); return;
	case EVENT_TLS_RECORD: say_record(s, &event->tls_record); return;
	case EVENT_TLS_MESSAGE: say_message(s, &event->tls_message); return;
	case EVENT_TLS_ALERT: say_alert(s, event); return;
	case EVENT_TLS_UP: say_up(s, &event->tls_up); return;
	case EVENT_TLS_FAILED: say_failed(s, &event->tls_failed); return;
	case EVENT_TLS_CLOSED: say_tls_closed(s, &event->tls_closed); return;
	case EVENT_CHAIN: say_chain(s, event->chain.chain); return;
	case EVENT_VERDICT: say_verdict(s, &event->verdict); return;
	case EVENT_PROBE: say_probe(s, &event->probe); return;
	case EVENT_ODDITY: add_safe(s, event->oddity.sentence); return;
	case EVENT_TIMEOUT: say_timeout(s, &event->timeout); return;
	case EVENT_LIMIT: say_limit(s, &event->limit); return;
	case EVENT_NOTE: add_safe(s, event->note.sentence); return;
	case EVENT_FINDING: say_finding(s, &event->finding); return;
	case EVENT_CLOSED: say_closed(s, &event->closed, event->phase); return;
	}
}

char *event_sentence(const struct event *event, char *text, size_t size)
{
	struct sentence sentence = {.text = text, .size = size};

	assert(size);
	text[0] = 0;
	say(&sentence, event);
	return text;
}

bool event_line_marks(uint32_t flags, struct buffer *out)
{
	static const struct {
		uint32_t flag;
		const char *mark;
	} marks[] = {
		{LINE_BARE_LF, "bare LF"},
		{LINE_BARE_CR, "bare CR"},
		{LINE_LONG, "too long"},
		{LINE_PIECE, "goes on"},
		{LINE_UNENDED, "no line end"},
		{LINE_AUTOMATIC, "automatic"},
		{LINE_STUFFED, "dot-stuffed"},
	};

	bool fits = true;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (flags & marks[i].flag)
			fits = buffer_printf(out, "  [%s]", marks[i].mark) && fits;
	return fits;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain: what an event means, by its kind.
 */
#include "advice/explain.h"

#include "advice/explain_parts.h"
#include "model/fields.h"
#include "model/tls_facts.h"
#include "model/tls_names.h"
#include "wire/names.h"
#include <inttypes.h>
#include <stdio.h>

enum {
	LINE_PARAGRAPHS = 12,
	EVENT_PARAGRAPHS = 16,
	MESSAGE_PARAGRAPHS = 40,
	SENTENCE_MAX = 1000,
	CERTS_MAX = 8,
	REMEDY_LINES_MAX = 12
};

/* The protocol of the connection that the event belongs to: not every one has a target of its own. */
static struct bytes protocol_of(const struct journal *journal, const struct event *event)
{
	uint64_t count = journal_count(journal), number = event->number < count ? event->number + 1 : count;

	while (number--) {
		const struct event *earlier = journal_at(journal, number);
		if (earlier->kind == EVENT_TARGET && earlier->target.protocol.len)
			return earlier->target.protocol;
	}
	return (struct bytes){0};
}

static void ours(struct explainer *explainer, const char *kind, const char *name)
{
	explainer_ours(explainer, &words_events, kind, name);
}

/* What was seen, in the words of the event: of unknown origin. */
static void seen(struct explainer *explainer, const char *subject, struct bytes text)
{
	if (!text.len)
		return;
	explainer_begin(explainer, bytes_str(subject), NULL);
	explainer_add_safe(explainer, text);
	explainer_end(explainer, NULL);
}

static void sentence_of(struct explainer *explainer, const char *subject, const struct event *event)
{
	char sentence[SENTENCE_MAX];

	seen(explainer, subject, bytes_str(event_sentence(event, sentence, sizeof(sentence))));
}

static void name_of(struct explainer *explainer, const struct word_table *table, const char *name)
{
	if (name && !explainer_word(explainer, table, bytes_str(name)))
		explainer_unknown(explainer, bytes_str(name), table->name);
}

static void starttls(struct explainer *explainer, const struct event *event)
{
	ours(explainer, "starttls", NULL);
	ours(explainer, "starttls", starttls_step_name(event->starttls.step));
	seen(explainer, event->starttls.step == STARTTLS_ASKED ? "here" : "what was said", event->starttls.text);
}

static void record(struct explainer *explainer, const struct event_tls_record *record)
{
	static const char *const keys[] = {[RECORD_CLEAR] = "It travelled in the clear.",
		[RECORD_HANDSHAKE] =
			"It travelled under the handshake's keys, so that only the two sides could read it.",
		[RECORD_APPLICATION] = "It travelled under the keys of the protected session.",
		[RECORD_SEALED] = "It is encrypted, and starlit does not open it itself here; the library does."};
	const char *name = wire_content_name(record->type), *inner = wire_content_name(record->inner_type);

	ours(explainer, "tls-record", NULL);
	if (!name)
		explainer_say(explainer, BYTES_LITERAL("unknown content"),
			"No registry of ours knows this type of record: these bytes are probably no TLS.",
			"RFC 8446 §5.1");
	name_of(explainer, &words_tls_messages, name);
	if (record->inner_type && inner && record->inner_type != record->type)
		explainer_row(explainer, bytes_str(inner), "what was inside",
			words_find(&words_tls_messages, bytes_str(inner)));
	if ((size_t)record->keys < sizeof(keys) / sizeof(keys[0]))
		explainer_say(explainer, BYTES_LITERAL("keys"), keys[record->keys], "RFC 8446 §7.1");
	if (record->cut)
		explainer_say(explainer, BYTES_LITERAL("cut"),
			"The stream ended inside this record: the rest of it never came.", NULL);
}

static void alert(struct explainer *explainer, const struct event *event)
{
	const char *name = wire_alert_name(event->tls_alert.description);
	bool from_server = event->direction == DIRECTION_IN;

	ours(explainer, "tls-alert", NULL);
	explainer_say(explainer, BYTES_LITERAL("who sent it"),
		from_server ? "The server sent it: its log has the reason."
			    : "starlit's side sent it: what it did not like is in the events before.",
		NULL);
	if (name)
		name_of(explainer, &words_tls_alerts, name);
	else
		explainer_unknown(explainer, event->tls_alert.name, "a TLS alert");
}

/* The library's spelling may differ from IANA's; one that is not found is left out, since the event shows it. */
static void spelled(struct explainer *explainer, const struct word_table *table, const char *name)
{
	char text[100];

	if (name && !explainer_word(explainer, table, bytes_str(name)))
		explainer_row(explainer, bytes_str(name), NULL,
			words_find(table, explain_alias(bytes_str(name), text, sizeof(text))));
}

static void up(struct explainer *explainer, const struct tls_facts *facts)
{
	ours(explainer, "tls-up", NULL);
	if (!facts)
		return;
	name_of(explainer, &words_tls_versions, facts->version);
	spelled(explainer, &words_tls_groups, facts->group);
	spelled(explainer, &words_tls_schemes, facts->server_signature);
	if (facts->resumed)
		explainer_say(explainer, BYTES_LITERAL("resumed"),
			"The session goes on from an earlier one by a ticket: no certificates were sent or checked anew.",
			"RFC 8446 §2.2");
	if (facts->suite && !explain_suite(explainer, bytes_str(facts->suite)))
		explainer_unknown(explainer, bytes_str(facts->suite), "a cipher suite");
}

/* What did not pass, of the first certificates. */
static void checks(struct explainer *explainer, const struct cert_facts *cert)
{
	for (int check = 0; check < CERT_CHECKS; check++)
		if (cert->checks[check].result == CHECK_FAILED) {
			explainer_ours(explainer, &words_verdicts, "check", cert_check_name((enum cert_check)check));
			seen(explainer, "here", bytes_str(cert->checks[check].reason));
		}
}

static void chain(struct explainer *explainer, const struct chain_facts *chain)
{
	ours(explainer, "chain", NULL);
	if (!chain)
		return;
	if (!chain->count)
		explainer_say(explainer, BYTES_LITERAL("no certificates"),
			"The server showed none: the session was resumed, or the cipher suite needs none.", NULL);
	if (chain->missing_issuer) {
		explainer_begin(explainer, BYTES_LITERAL("missing issuer"), NULL);
		explainer_add_safe(explainer, bytes_str(chain->missing_issuer));
		explainer_add(explainer, ". The path ends short of it: install the full chain on the server, or trust "
					 "its root here.");
		explainer_end(explainer, "RFC 8446 §4.4.2");
	}
	if (chain->out_of_order || chain->unrelated || chain->duplicates)
		explainer_say(explainer, BYTES_LITERAL("order"),
			"The list is not in order, or holds certificates that do not belong there. Old clients stumble "
			"over it; clean the file up.",
			"RFC 5246 §7.4.2");
	for (size_t i = 0; i < chain->count && i < CERTS_MAX; i++)
		checks(explainer, &chain->certs[i]);
}

static void verdict(struct explainer *explainer, const struct event_verdict *verdict)
{
	explainer_ours(explainer, &words_verdicts, verdict_aspect_name(verdict->aspect), NULL);
	explainer_ours(explainer, &words_verdicts, "result", verdict_result_name(verdict->result));
	seen(explainer, "the reason here", verdict->reason);
	seen(explainer, "the anchor", verdict->anchor);
}

static void probe(struct explainer *explainer, const struct event_probe *probe)
{
	static const struct word_table *const tables[PROBE_TOPICS] = {[PROBE_VERSION] = &words_tls_versions,
		[PROBE_GROUP] = &words_tls_groups,
		[PROBE_SCHEME] = &words_tls_schemes,
		[PROBE_EXTENSION] = &words_tls_extensions};
	const struct word_table *table = (size_t)probe->topic < PROBE_TOPICS ? tables[probe->topic] : NULL;

	ours(explainer, "probe", NULL);
	ours(explainer, "probe", probe_topic_name(probe->topic));
	if (probe->topic != PROBE_ENDED)
		ours(explainer, "probe", probe_finding_name(probe->answer));
	if (table && probe->name.len)
		explainer_word(explainer, table, probe->name);
	seen(explainer, "the evidence", probe->reason);
	if (probe->topic == PROBE_SUITE)
		explain_suite(explainer, probe->name);
}

static void oddity(struct explainer *explainer, const struct event_oddity *oddity)
{
	ours(explainer, "oddity", NULL);
	explainer_ours(explainer, &words_oddities, oddity_name(oddity->oddity), NULL);
	seen(explainer, "here", oddity->sentence);
	seen(explainer, "the bytes", oddity->evidence);
}

/* Each setting has a line of its own. */
static void remedy(struct explainer *explainer, struct bytes text)
{
	explainer_begin(explainer, BYTES_LITERAL("what to do"), NULL);
	for (unsigned lines = 0; text.len && lines < REMEDY_LINES_MAX; lines++) {
		struct bytes line = bytes_first(text, bytes_index(text, '\n', 0));
		text = bytes_from(text, line.len + 1);
		if (lines)
			explainer_add(explainer, "\n");
		explainer_add_safe(explainer, line);
	}
	explainer_end(explainer, NULL);
}

static void finding(struct explainer *explainer, const struct journal *journal, const struct event_finding *finding)
{
	char subject[64];

	explainer_begin(explainer, finding->id, finding_rank_name(finding->rank));
	explainer_add_safe(explainer, finding->title);
	explainer_add(explainer, ".");
	explainer_end(explainer, NULL);
	seen(explainer, "here", finding->detail);
	seen(explainer, "why it matters", finding->explanation);
	if (finding->remedy.len)
		remedy(explainer, finding->remedy);
	seen(explainer, "reference", finding->reference);
	for (size_t i = 0; finding->proof && i < finding->proof_count && i < FINDING_PROOFS_MAX; i++) {
		if (finding->proof[i] >= journal_count(journal))
			continue;
		snprintf(subject, sizeof(subject), "proof, event %zu", finding->proof[i]);
		sentence_of(explainer, subject, journal_at(journal, finding->proof[i]));
	}
}

/* Kinds that are a word of ours, a second one for what happened, and a text of the event. */
static void plain(struct explainer *explainer, const struct event *event, const char *name, struct bytes text)
{
	const char *kind = event_kind_name(event->kind);

	ours(explainer, kind, NULL);
	if (name)
		ours(explainer, kind, name);
	seen(explainer, "here", text);
}

static void state(struct explainer *explainer, const struct event *event)
{
	char name[32];

	snprintf(name, sizeof(name), "%.*s",
		event->state.state.len < sizeof(name) ? (int)event->state.state.len : (int)sizeof(name) - 1,
		event->state.state.len ? (const char *)event->state.state.data : "");
	ours(explainer, "state", NULL);
	if (!explainer_ours(explainer, &words_events, "state", name))
		seen(explainer, "here", event->state.state);
}

static void injection(struct explainer *explainer, const struct event_injection *injection)
{
	ours(explainer, "injection", NULL);
	ours(explainer, "injection", injection_policy_name(injection->policy));
	explainer_say(explainer, BYTES_LITERAL("how it came"),
		injection->from_socket ? "The bytes waited in the socket before the handshake began."
				       : "The bytes came in the same piece as the server's agreement.",
		NULL);
	seen(explainer, "the bytes", bytes_first(injection->bytes, 256));
}

static void tls_closed(struct explainer *explainer, const struct event *event)
{
	ours(explainer, "tls-closed", NULL);
	explainer_row(explainer,
		event->tls_closed.clean ? BYTES_LITERAL("in order") : BYTES_LITERAL("without close_notify"), NULL,
		event->tls_closed.clean ? words_find(&words_tls_alerts, BYTES_LITERAL("close_notify"))
					: words_find(&words_events, BYTES_LITERAL("closed truncated")));
}

static void dispatch(struct explainer *explainer, const struct journal *journal, const struct event *event)
{
	const struct bytes none = {0};

	switch (event->kind) {
	case EVENT_TARGET: plain(explainer, event, NULL, none); return;
	case EVENT_LOOKUP: plain(explainer, event, NULL, event->lookup.reason); return;
	case EVENT_DIAL: plain(explainer, event, NULL, event->dial.reason); return;
	case EVENT_CONNECTED: plain(explainer, event, NULL, none); return;
	case EVENT_LINE: explain_line(explainer, journal, event); return;
	case EVENT_REPLY: explain_reply(explainer, &event->reply); return;
	case EVENT_CAPS: explain_caps(explainer, &event->caps); return;
	case EVENT_STATE: state(explainer, event); return;
	case EVENT_STARTTLS: starttls(explainer, event); return;
	case EVENT_INJECTION: injection(explainer, &event->injection); return;
	case EVENT_TLS_RECORD: record(explainer, &event->tls_record); return;
	case EVENT_TLS_MESSAGE: explain_message(explainer, journal, event); return;
	case EVENT_TLS_ALERT: alert(explainer, event); return;
	case EVENT_TLS_UP: up(explainer, event->tls_up.facts); return;
	case EVENT_TLS_FAILED:
		plain(explainer, event, tls_failure_name(event->tls_failed.why), event->tls_failed.sentence);
		return;
	case EVENT_TLS_CLOSED: tls_closed(explainer, event); return;
	case EVENT_CHAIN: chain(explainer, event->chain.chain); return;
	case EVENT_VERDICT: verdict(explainer, &event->verdict); return;
	case EVENT_PROBE: probe(explainer, &event->probe); return;
	case EVENT_ODDITY: oddity(explainer, &event->oddity); return;
	case EVENT_TIMEOUT: plain(explainer, event, timeout_of_name(event->timeout.of), none); return;
	case EVENT_LIMIT: plain(explainer, event, limit_of_name(event->limit.of), none); return;
	case EVENT_NOTE: plain(explainer, event, NULL, event->note.sentence); return;
	case EVENT_FINDING: finding(explainer, journal, &event->finding); return;
	case EVENT_CLOSED: plain(explainer, event, closed_how_name(event->closed.how), event->closed.reason); return;
	}
}

void explain_event(const struct journal *journal, const struct event *event, struct buffer *out)
{
	struct explainer explainer;
	size_t max = event->kind == EVENT_TLS_MESSAGE ? MESSAGE_PARAGRAPHS
		     : event->kind == EVENT_LINE      ? LINE_PARAGRAPHS
						      : EVENT_PARAGRAPHS;

	explainer_init(&explainer, protocol_of(journal, event), max, out);
	dispatch(&explainer, journal, event);
	explainer_done(&explainer);
}

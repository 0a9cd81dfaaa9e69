/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_summary: how it went in a word, the verdicts with their reasons, what was negotiated, and what stands out.
 */
#include "report/report_parts.h"

#include "model/fields.h"
#include "model/outcome.h"
#include "model/tls_facts.h"
#include <inttypes.h>
#include <stdio.h>

enum { SHARE = 1 << 20, ODDITIES_SHARE = 4 << 20, TEXT_MAX = 4096 };

static void add_target(struct page *page, const struct digest *digest)
{
	const struct event_target *target = &digest->target;
	struct buffer text;

	if (!target->name.len)
		return;
	buffer_init(&text, TEXT_MAX);
	buffer_append(&text, bytes_first(target->name, TEXT_MAX / 4));
	if (target->port)
		buffer_printf(&text, " port %u", target->port);
	buffer_append_text(&text, ", ");
	buffer_append(&text, bytes_first(target->protocol, 100));
	buffer_append_text(&text, target->implicit_tls ? ", TLS from the first byte" : ", STARTTLS");
	page_field(page, "Target", TONE_PLAIN, buffer_bytes(&text));
	buffer_done(&text);
	page_field(page, "Address", TONE_PLAIN, digest->connected.address);
}

static void add_outcome(struct page *page, const struct digest *digest)
{
	bool wanted = digest->target.implicit_tls || digest->starttls;
	enum outcome outcome = outcome_of(digest, wanted);
	uint64_t high = digest->findings[FINDING_HIGH], medium = digest->findings[FINDING_MEDIUM];

	if (outcome == OUTCOME_FINE && !digest->tls_up)
		page_field(page, "Outcome", TONE_WARNING,
			bytes_str("the session stayed in the clear: TLS was not asked for"));
	else if (outcome == OUTCOME_FINE && (high || medium))
		page_fieldf(page, "Outcome", high ? TONE_BAD : TONE_WARNING,
			"TLS is up and nothing is wrong with the certificates, but among the findings are %" PRIu64
			" high and %" PRIu64 " medium (%s, exit status %d)",
			high, medium, outcome_name(outcome), (int)outcome);
	else
		page_fieldf(page, "Outcome", outcome == OUTCOME_FINE ? TONE_GOOD : TONE_BAD, "%s (%s, exit status %d)",
			outcome_sentence(outcome), outcome_name(outcome), (int)outcome);
}

/* TLS */

static const char *word_of(enum fact fact)
{
	switch (fact) {
	case FACT_NO: return "no";
	case FACT_YES: return "yes";
	case FACT_NOT_APPLICABLE: return "does not apply";
	}
	return "";
}

static void add_text(struct page *page, const char *label, const char *text)
{
	page_field(page, label, TONE_PLAIN, bytes_str(text));
}

static void add_tls(struct page *page, const struct tls_facts *facts)
{
	add_text(page, "Version", facts->version);
	add_text(page, "Cipher suite", facts->suite);
	add_text(page, "Key exchange", facts->key_exchange);
	add_text(page, "Group", facts->group);
	add_text(page, "Signature", facts->server_signature);
	add_text(page, "ALPN", facts->alpn ? facts->alpn : "none");
	add_text(page, "SNI", facts->sni ? facts->sni : "none");
	add_text(page, "Resumed", facts->resumed ? "yes" : "no");
	add_text(page, "Master secret", facts->extended_master_secret == FACT_NO ? "not extended (RFC 7627)" : NULL);
	add_text(page, "Renegotiation", facts->safe_renegotiation == FACT_NO ? "not secured (RFC 5746)" : NULL);
	add_text(page, "Encrypt-then-MAC",
		facts->encrypt_then_mac == FACT_NOT_APPLICABLE ? NULL : word_of(facts->encrypt_then_mac));
	if (facts->client_certificate_asked)
		add_text(page, "Our certificate",
			facts->client_certificate ? facts->client_certificate : "asked for; none was sent");
	page_fieldf(page, "Handshake", TONE_PLAIN, "%u messages, %" PRIu64 " bytes from us, %" PRIu64 " to us",
		facts->messages, facts->handshake_out, facts->handshake_in);
}

static void add_steps(struct page *page, const struct digest *digest)
{
	static const char *const names[STEPS] = {"look-up", "connect", "greeting", "STARTTLS", "handshake"};
	char text[300] = "";
	size_t used = 0;

	for (int i = 0; i < STEPS; i++) {
		int64_t us = digest->took_us[i];
		if (us >= 0 && used < sizeof(text))
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s %" PRId64 ".%" PRId64 " ms",
				used ? ", " : "", names[i], us / 1000, us / 100 % 10);
	}
	page_field(page, "Took", TONE_PLAIN, bytes_str(text));
}

static void add_end(struct page *page, const struct digest *digest)
{
	char sentence[1200];

	page_fieldf(page, "Lines", TONE_PLAIN, "%" PRIu64 " sent, %" PRIu64 " received", digest->lines_out,
		digest->lines_in);
	add_text(page, "End",
		digest->closed ? event_sentence(digest->closed, sentence, sizeof(sentence))
			       : "the recording ends while the connection is open");
}

/* Verdicts */

static const char *result_word(enum verdict_result result)
{
	switch (result) {
	case VERDICT_GOOD: return "ok";
	case VERDICT_WARN: return "WARNING";
	case VERDICT_BAD: return "BAD";
	case VERDICT_NOT_CHECKED: return "not checked";
	}
	return "";
}

static enum tone result_tone(enum verdict_result result)
{
	switch (result) {
	case VERDICT_GOOD: return TONE_GOOD;
	case VERDICT_WARN: return TONE_WARNING;
	case VERDICT_BAD: return TONE_BAD;
	case VERDICT_NOT_CHECKED: return TONE_FAINT;
	}
	return TONE_PLAIN;
}

static void add_verdicts(struct page *page, const struct digest *digest)
{
	static const struct page_column columns[] = {{"What", 10}, {"Verdict", 11}, {"Why", 0}};
	static const char *const names[VERDICT_ASPECTS] = {"chain", "name", "dates", "strength", "revocation"};

	if (!digest->chain)
		return;
	page_table(page, "Verdicts on the certificates", columns, 3);
	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		const struct event *event = digest->verdicts[i];
		if (!event)
			continue;
		struct bytes cells[] = {bytes_str(names[i]), bytes_str(result_word(event->verdict.result)),
			bytes_first(event->verdict.reason, TEXT_MAX)};
		page_row(page, result_tone(event->verdict.result), cells);
	}
	page_table_end(page);
}

void report_summary(struct page *page, const struct report_part *part)
{
	const struct digest *digest = &part->digest;

	page_section(page, "summary", "Summary", SHARE);
	page_fields(page);
	add_outcome(page, digest);
	add_target(page, digest);
	if (digest->tls_up && digest->tls_up->tls_up.facts)
		add_tls(page, digest->tls_up->tls_up.facts);
	add_steps(page, digest);
	add_end(page, digest);
	page_fields_end(page);
	add_verdicts(page, digest);
	page_section_end(page);
}

/* What stands out */

static enum tone severity_tone(enum severity severity)
{
	switch (severity) {
	case SEVERITY_INFO: return TONE_PLAIN;
	case SEVERITY_GOOD: return TONE_GOOD;
	case SEVERITY_WARNING: return TONE_WARNING;
	case SEVERITY_ERROR: return TONE_BAD;
	}
	return TONE_PLAIN;
}

static bool stands_out(const struct event *event, enum tone *ret_tone)
{
	*ret_tone = TONE_BAD;
	switch ((int)event->kind) {
	case EVENT_NOTE: *ret_tone = severity_tone(event->note.severity); return true;
	case EVENT_ODDITY: *ret_tone = severity_tone(event->oddity.severity); return true;
	case EVENT_STARTTLS:
		*ret_tone = TONE_WARNING;
		return event->starttls.step != STARTTLS_ASKED && event->starttls.step != STARTTLS_AGREED;
	case EVENT_VERDICT:
		*ret_tone = result_tone(event->verdict.result);
		return event->verdict.result == VERDICT_BAD || event->verdict.result == VERDICT_WARN;
	case EVENT_DIAL: return event->dial.failed;
	case EVENT_LOOKUP: return !event->lookup.addresses.len;
	case EVENT_TLS_ALERT: return event->tls_alert.level == 2;
	case EVENT_TLS_CLOSED: return !event->tls_closed.clean;
	case EVENT_INJECTION:
	case EVENT_TLS_FAILED:
	case EVENT_TIMEOUT:
	case EVENT_LIMIT: return true;
	default: return false;
	}
}

static const char *weight_word(enum tone tone)
{
	switch (tone) {
	case TONE_PLAIN:
	case TONE_FAINT:
	case TONE_GOOD: return "note";
	case TONE_WARNING: return "WARNING";
	case TONE_BAD: return "BAD";
	}
	return "";
}

static bool add_odd(struct page *page, const struct event *event, enum tone tone)
{
	char time[32], sentence[1200];
	size_t item = page_item(page);

	event_sentence(event, sentence, sizeof(sentence));
	page_row(page, tone,
		(struct bytes[]){bytes_str(report_time(time, sizeof(time), event)), bytes_str(weight_word(tone)),
			bytes_str(sentence)});
	if (event->kind == EVENT_ODDITY && event->oddity.evidence.len)
		page_row(page, TONE_FAINT,
			(struct bytes[]){{0}, bytes_str("evidence"), bytes_first(event->oddity.evidence, 256)});
	return page_keep(page, item);
}

void report_oddities(struct page *page, const struct report_part *part)
{
	static const struct page_column columns[] = {{"Time (UTC)", 13}, {"Weight", 9}, {"What", 0}};
	size_t left_out = 0;
	bool any = false;
	enum tone tone;

	page_section(page, "oddities", "What stands out", ODDITIES_SHARE);
	for (uint64_t number = part->first; number < part->end; number++) {
		const struct event *event = journal_at(part->journal, number);
		if (!stands_out(event, &tone))
			continue;
		if (!any)
			page_table(page, "Oddities, failures, verdicts that are not good, and notes, in their order",
				columns, 3);
		any = true;
		if (left_out || !add_odd(page, event, tone))
			left_out++;
	}
	if (any)
		page_table_end(page);
	else
		page_say(page, TONE_GOOD, bytes_str("Nothing: no oddity, no failure, no note."));
	if (left_out)
		page_sayf(page, TONE_WARNING, "and %zu more, not shown here", left_out);
	page_section_end(page);
}

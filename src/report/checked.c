/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checked: digest and journal to a plain value.
 */
#include "report/checked.h"

#include "base/safe.h"
#include "model/caps.h"
#include "model/tls_facts.h"
#include <inttypes.h>
#include <stdio.h>

const char *checked_starttls_name(enum checked_starttls starttls)
{
	static const char *const names[CHECKED_STARTTLS_STEPS] = {[CHECKED_STARTTLS_IMPLICIT] = "implicit",
		[CHECKED_STARTTLS_UNKNOWN] = "unknown",
		[CHECKED_STARTTLS_NOT_OFFERED] = "not-offered",
		[CHECKED_STARTTLS_OFFERED] = "offered",
		[CHECKED_STARTTLS_REFUSED] = "refused",
		[CHECKED_STARTTLS_AGREED] = "agreed"};

	return (size_t)starttls < CHECKED_STARTTLS_STEPS ? names[starttls] : NULL;
}

#define KEEP(field, bytes) safe_text((field), sizeof(field), (bytes), SAFE_UTF8)

void checked_init(struct checked *result, const char *target, const char *name, const char *protocol)
{
	*result = (struct checked){.outcome = OUTCOME_UNREACHED, .starttls = CHECKED_STARTTLS_UNKNOWN};
	KEEP(result->target, bytes_str(target));
	KEEP(result->name, bytes_str(name));
	KEEP(result->protocol, bytes_str(protocol));
	for (int i = 0; i < STEPS; i++)
		result->took_us[i] = -1;
}

/* STARTTLS */

static enum checked_starttls starttls_of(const struct digest *digest)
{
	if (digest->target.implicit_tls)
		return CHECKED_STARTTLS_IMPLICIT;
	if (digest->starttls)
		switch (digest->starttls->starttls.step) {
		case STARTTLS_ASKED: return CHECKED_STARTTLS_OFFERED;
		case STARTTLS_AGREED: return CHECKED_STARTTLS_AGREED;
		case STARTTLS_REFUSED: return CHECKED_STARTTLS_REFUSED;
		case STARTTLS_NOT_OFFERED: return CHECKED_STARTTLS_NOT_OFFERED;
		case STARTTLS_NOT_NOW: break;
		}
	if (!digest->caps_clear)
		return CHECKED_STARTTLS_UNKNOWN;
	return caps_has(digest->caps_clear, "STARTTLS") || caps_has(digest->caps_clear, "STLS")
		       ? CHECKED_STARTTLS_OFFERED
		       : CHECKED_STARTTLS_NOT_OFFERED;
}

/* Certificate and verdicts */

static void take_certificate(struct checked *result, const struct chain_facts *chain)
{
	if (!chain->count || chain->certs[0].parse_error)
		return;
	const struct cert_facts *leaf = &chain->certs[0];
	KEEP(result->subject, bytes_str(leaf->subject));
	for (size_t i = 0; i < sizeof(leaf->sha256); i++)
		snprintf(result->sha256 + 2 * i, 3, "%02x", leaf->sha256[i]);
	result->not_before = leaf->not_before;
	result->not_after = leaf->not_after;
}

static bool is_right(const struct checked *result, enum verdict_aspect aspect)
{
	enum verdict_result verdict = result->verdicts[aspect].result;

	return verdict == VERDICT_GOOD || verdict == VERDICT_WARN;
}

static void take_verdicts(struct checked *result, const struct digest *digest)
{
	result->judged = digest->verdicts[VERDICT_CHAIN] != NULL;
	for (int i = 0; result->judged && i < VERDICT_ASPECTS; i++) {
		struct checked_verdict *verdict = &result->verdicts[i];
		const struct event *event = digest->verdicts[i];
		verdict->result = event ? event->verdict.result : VERDICT_NOT_CHECKED;
		KEEP(verdict->reason, event ? event->verdict.reason : (struct bytes){0});
	}
	result->verified = result->encrypted && result->judged && is_right(result, VERDICT_CHAIN) &&
			   is_right(result, VERDICT_NAME) && is_right(result, VERDICT_DATES) &&
			   !digest_bad_verdicts(digest);
}

static void take_tls(struct checked *result, const struct tls_facts *facts)
{
	result->encrypted = true;
	KEEP(result->version, bytes_str(facts->version));
	KEEP(result->suite, bytes_str(facts->suite));
	KEEP(result->cipher, bytes_str(facts->cipher));
	KEEP(result->group, bytes_str(facts->group));
}

/* The reason */

/* Why the server was not reached: the last failure of the look-up or of an address. */
static struct bytes unreached(const struct journal *journal)
{
	for (uint64_t number = journal_count(journal); number--;) {
		const struct event *event = journal_at(journal, number);
		if (event->kind == EVENT_LOOKUP && event->lookup.reason.len)
			return event->lookup.reason;
		if (event->kind == EVENT_DIAL && event->dial.failed)
			return event->dial.reason;
	}
	return (struct bytes){0};
}

/* «502 Unknown» or «NO not now»: the words with which the server answered. */
static void say_reply(char *text, size_t size, const struct event *reply)
{
	char word[32], words[300];

	safe_text(word, sizeof(word), reply->reply.word, SAFE_UTF8);
	safe_text(words, sizeof(words), reply->reply.text, SAFE_UTF8);
	snprintf(text, size, "it said «%s%s%s»", word, *word && *words ? " " : "", words);
}

static const char *waited_for(enum timeout_of of)
{
	switch (of) {
	case TIMEOUT_LOOKUP: return "the name servers";
	case TIMEOUT_CONNECT: return "the connection";
	case TIMEOUT_GREETING: return "the greeting";
	case TIMEOUT_REPLY: return "a reply";
	case TIMEOUT_HANDSHAKE: return "the TLS handshake";
	case TIMEOUT_CLOSE: return "the answer to our good-bye";
	}
	return "the server";
}

static void say_late(struct checked *result, const struct digest *digest)
{
	if (!digest->timeout)
		return;
	int64_t seconds = digest->timeout->timeout.limit_us / 1000000;
	snprintf(result->reason, sizeof(result->reason), "%s did not come within %" PRId64 " second%s",
		waited_for(digest->timeout->timeout.of), seconds, seconds == 1 ? "" : "s");
}

static bool is_refusal(const struct event *reply)
{
	return reply && reply->reply.status != REPLY_POSITIVE && reply->reply.status != REPLY_MORE;
}

static void say_protocol(struct checked *result, const struct digest *digest)
{
	if (digest->stranger && !digest->greeting)
		KEEP(result->reason, digest->stranger->oddity.sentence);
	else if (is_refusal(digest->last_reply))
		say_reply(result->reason, sizeof(result->reason), digest->last_reply);
	else if (digest->closed && digest->closed->closed.reason.len)
		KEEP(result->reason, digest->closed->closed.reason);
	else if (!digest->greeting)
		snprintf(result->reason, sizeof(result->reason), "the connection ended before a greeting came");
	else
		snprintf(result->reason, sizeof(result->reason), "the connection ended early");
}

static void say_injection(struct checked *result, const struct event_injection *injection)
{
	char bytes[200];

	safe_text(bytes, sizeof(bytes), injection->bytes, SAFE_UTF8);
	snprintf(result->reason, sizeof(result->reason), "%" PRIu64 " bytes: «%s»", injection->total, bytes);
}

static void say_cut(struct checked *result, const struct digest *digest)
{
	if (digest->tls_failed)
		KEEP(result->reason, digest->tls_failed->tls_failed.sentence);
}

static void say_verdict(struct checked *result, enum verdict_aspect aspect)
{
	snprintf(result->reason, sizeof(result->reason), "%s", result->verdicts[aspect].reason);
}

static void say_reason(struct checked *result, const struct journal *journal, const struct digest *digest)
{
	switch (result->outcome) {
	case OUTCOME_UNREACHED: KEEP(result->reason, unreached(journal)); return;
	case OUTCOME_PROTOCOL: say_protocol(result, digest); return;
	case OUTCOME_LATE: say_late(result, digest); return;
	case OUTCOME_REFUSED: KEEP(result->reason, digest->starttls->starttls.text); return;
	case OUTCOME_NOT_OFFERED:
		if (digest->starttls)
			KEEP(result->reason, digest->starttls->starttls.text);
		return;
	case OUTCOME_INJECTION: say_injection(result, &digest->injection->injection); return;
	case OUTCOME_HANDSHAKE:
	case OUTCOME_CUT: say_cut(result, digest); return;
	case OUTCOME_UNTRUSTED: say_verdict(result, VERDICT_CHAIN); return;
	case OUTCOME_REVOKED: say_verdict(result, VERDICT_STAPLE); return;
	case OUTCOME_DATES: say_verdict(result, VERDICT_DATES); return;
	case OUTCOME_NAME: say_verdict(result, VERDICT_NAME); return;
	case OUTCOME_WEAK: say_verdict(result, VERDICT_STRENGTH); return;
	case OUTCOME_FINE:
	case OUTCOME_FAILED:
	case OUTCOME_USAGE:
	case OUTCOME_EXPECTATION:
	case OUTCOME_INTERRUPTED: return;
	}
}

/* Findings of one rank, in the order in which they were told. */
static void take_findings(struct checked *result, const struct journal *journal, enum finding_rank rank)
{
	for (uint64_t number = 0; number < journal_count(journal); number++) {
		const struct event *event = journal_at(journal, number);
		if (event->kind != EVENT_FINDING || event->finding.rank != rank ||
			result->finding_count == CHECKED_FINDINGS_MAX)
			continue;
		struct checked_finding *finding = &result->findings[result->finding_count++];
		finding->rank = rank;
		KEEP(finding->id, event->finding.id);
		KEEP(finding->title, event->finding.title);
	}
}

/* All */

void checked_take(struct checked *result, const struct journal *journal, const struct digest *digest)
{
	result->outcome = outcome_of(digest, true);
	KEEP(result->address, digest->connected.address);
	result->port = digest->target.port;
	result->implicit_tls = digest->target.implicit_tls;
	result->starttls = starttls_of(digest);
	if (digest->tls_up)
		take_tls(result, digest->tls_up->tls_up.facts);
	if (digest->chain)
		take_certificate(result, digest->chain->chain.chain);
	take_verdicts(result, digest);
	memcpy(result->took_us, digest->took_us, sizeof(result->took_us));
	result->total_us = journal_now(journal);
	result->at = clock_wall(journal_clock(journal)) / 1000000;
	result->oddities = digest->oddities;
	for (int rank = FINDING_HIGH; rank >= FINDING_LOW; rank--)
		take_findings(result, journal, (enum finding_rank)rank);
	say_reason(result, journal, digest);
}

void checked_end(struct checked *result, enum outcome outcome, const char *reason)
{
	result->outcome = outcome;
	KEEP(result->reason, bytes_str(reason));
}

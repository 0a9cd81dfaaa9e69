/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_certs: each certificate that was sent, and the anchor: names, dates, keys, checks, PEM; timestamps of logs.
 */
#include "report/report_parts.h"

#include "base/base64.h"
#include "base/clock.h"
#include "base/safe.h"
#include "model/tls_facts.h"
#include "model/tls_names.h"
#include <inttypes.h>
#include <stdio.h>

enum { SHARE = 8 << 20, DAY = 86400, NAMES_MAX = 2000, SCTS_MAX = 100, HEX_MAX = 256, SOON_DAYS = 14 };

static const struct chain_facts *chain_of(const struct report_part *part)
{
	return part->digest.chain ? part->digest.chain->chain.chain : NULL;
}

static int64_t as_of(const struct report_part *part)
{
	const struct chain_facts *chain = chain_of(part);

	return chain->as_of ? chain->as_of : part->digest.chain->wall_us / 1000000;
}

static void add_text(struct page *page, const char *label, const char *text)
{
	page_field(page, label, TONE_PLAIN, bytes_str(text));
}

static void add_hex(struct page *page, const char *label, struct bytes bytes)
{
	char text[3 * HEX_MAX + 1] = "";

	for (size_t i = 0; i < bytes.len && i < HEX_MAX; i++)
		snprintf(text + 3 * i, 4, "%02x:", bytes.data[i]);
	size_t len = strlen(text);
	page_field(page, label, TONE_PLAIN, bytes_of(text, len ? len - 1 : 0));
}

/* Days between, without overflow whatever a certificate says. */
static int64_t days(int64_t from, int64_t to)
{
	return to / DAY - from / DAY;
}

static void add_validity(struct page *page, const struct cert_facts *cert, int64_t now)
{
	char date[32];

	page_fieldf(page, "From", now < cert->not_before ? TONE_BAD : TONE_PLAIN, "%s UTC%s",
		clock_date(date, sizeof(date), cert->not_before), now < cert->not_before ? ", NOT YET VALID" : "");
	clock_date(date, sizeof(date), cert->not_after);
	int64_t left = days(now, cert->not_after);
	if (now > cert->not_after)
		page_fieldf(page, "Until", TONE_BAD, "%s UTC, EXPIRED %" PRId64 " days before", date, -left);
	else
		page_fieldf(page, "Until", left < SOON_DAYS ? TONE_WARNING : TONE_PLAIN,
			"%s UTC, %" PRId64 " days left", date, left);
}

static const char *kind_word(enum san_kind kind)
{
	switch (kind) {
	case SAN_DNS: return "DNS ";
	case SAN_IP: return "IP ";
	case SAN_EMAIL: return "email ";
	case SAN_URI: return "URI ";
	case SAN_SRV: return "SRV ";
	case SAN_OTHER: return "other ";
	}
	return "";
}

static void add_name(struct page *page, const struct san *san)
{
	struct buffer text;

	buffer_init(&text, 4096);
	buffer_append_text(&text, kind_word(san->kind));
	buffer_append(&text, bytes_first(san->value, 2048));
	buffer_append_text(&text, san->matches ? "  (the name that was asked for)" : "");
	page_field(page, "Name", san->matches ? TONE_GOOD : TONE_PLAIN, buffer_bytes(&text));
	buffer_done(&text);
}

static void add_names(struct page *page, const struct cert_facts *cert)
{
	size_t all = cert->san_count + cert->san_dropped, shown = 0;

	if (!all)
		page_field(page, "Name", TONE_FAINT, bytes_str("no subjectAltName"));
	for (; shown < cert->san_count && shown < NAMES_MAX; shown++)
		add_name(page, &cert->sans[shown]);
	if (all > shown)
		page_fieldf(page, "Name", TONE_WARNING, "and %zu more, not shown here", all - shown);
}

static void add_key(struct page *page, const struct cert_facts *cert)
{
	if (cert->key)
		page_fieldf(page, "Key", TONE_PLAIN, "%.200s, %u bits", cert->key, cert->key_bits);
	if (cert->signature_weak)
		page_fieldf(page, "Signed with", TONE_WARNING, "%.200s, which is weak", cert->signature);
	else
		add_text(page, "Signed with", cert->signature);
	add_text(page, "Key usage", cert->key_usage ? cert->key_usage : "no extension");
	add_text(page, "Purpose", cert->extended_key_usage ? cert->extended_key_usage : "no extension");
	if (cert->is_ca && cert->path_length >= 0)
		page_fieldf(page, "Authority", TONE_PLAIN, "yes, path length %d", cert->path_length);
	else
		add_text(page, "Authority", cert->is_ca ? "yes" : "no");
	add_text(page, "Must staple", cert->must_staple ? "yes (RFC 7633)" : NULL);
}

/* The response that came with it. */
static void add_staple(struct page *page, const struct cert_facts *cert)
{
	static const enum tone tones[] = {[VERDICT_GOOD] = TONE_GOOD,
		[VERDICT_WARN] = TONE_WARNING,
		[VERDICT_BAD] = TONE_BAD,
		[VERDICT_NOT_CHECKED] = TONE_FAINT};
	const struct staple_facts *staple = cert->staple;

	if (staple)
		page_field(page, "Staple", tones[staple_result(staple->status)], bytes_str(staple->reason));
	else if (cert->place != PLACE_ANCHOR)
		page_field(page, "Staple", TONE_FAINT, bytes_str("none came"));
}

static void add_facts(struct page *page, const struct cert_facts *cert, int64_t now)
{
	page_fields(page);
	if (cert->parse_error) {
		page_field(page, "Broken", TONE_BAD, bytes_str(cert->parse_error));
		add_staple(page, cert);
	} else {
		add_text(page, "Subject", *cert->subject ? cert->subject : "(empty)");
		add_text(page, "Issuer", *cert->issuer ? cert->issuer : "(empty)");
		add_names(page, cert);
		add_validity(page, cert, now);
		add_key(page, cert);
		add_staple(page, cert);
		add_text(page, "Limits", cert->name_constraints);
		add_text(page, "Issuer at", cert->issuer_url);
		add_text(page, "OCSP at", cert->ocsp_url);
		add_text(page, "CRL at", cert->crl_url);
		add_hex(page, "Serial", cert->serial);
		add_text(page, "SPKI pin", cert->spki_pin);
	}
	add_hex(page, "SHA-256", bytes_of(cert->sha256, sizeof(cert->sha256)));
	page_fields_end(page);
}

static enum tone check_tone(enum check_result result)
{
	switch (result) {
	case CHECK_PASSED: return TONE_GOOD;
	case CHECK_FAILED: return TONE_BAD;
	case CHECK_NOT_DONE:
	case CHECK_NOT_NEEDED: return TONE_FAINT;
	}
	return TONE_PLAIN;
}

static void add_checks(struct page *page, const struct cert_facts *cert)
{
	static const struct page_column columns[] = {{"Check", 20}, {"Result", 15}, {"Why", 0}};
	bool judged = false;

	for (int i = 0; i < CERT_CHECKS; i++)
		judged = judged || cert->checks[i].result != CHECK_NOT_DONE;
	if (!judged)
		return;
	page_table(page, "Checks", columns, 3);
	for (int i = 0; i < CERT_CHECKS; i++) {
		const struct check *check = &cert->checks[i];
		page_row(page, check_tone(check->result),
			(struct bytes[]){bytes_str(cert_check_name((enum cert_check)i)),
				bytes_str(check_result_name(check->result)), bytes_str(check->reason)});
	}
	page_table_end(page);
}

static void add_pem(struct page *page, uint64_t id, const struct cert_facts *cert)
{
	if (!cert->pem)
		return;
	page_fold(page, 'p', id, TONE_FAINT, false, bytes_str("PEM"));
	page_lines(page, bytes_str(cert->pem));
	page_fold_end(page);
}

static enum tone cert_tone(const struct cert_facts *cert)
{
	enum tone tone = cert->parse_error ? TONE_BAD : TONE_PLAIN;

	for (int i = 0; i < CERT_CHECKS; i++)
		if (cert->checks[i].result == CHECK_FAILED)
			tone = TONE_BAD;
	if (cert->staple && staple_result(cert->staple->status) == VERDICT_BAD)
		tone = TONE_BAD;
	return tone;
}

/* where: what it is there for. id is unique in the page: the number of the chain's event, and of the certificate. */
static bool add_cert(struct page *page, const struct report_part *part, const struct cert_facts *cert, size_t index,
	const char *where)
{
	uint64_t id = part->digest.chain->number * 1000 + index;
	struct buffer heading;
	size_t item = page_item(page);

	buffer_init(&heading, 1024);
	buffer_printf(&heading, "%zu  ", index);
	buffer_append(&heading, bytes_first(bytes_str(cert_name(cert)), 300));
	buffer_printf(&heading, "  (%s)%s", where, cert_tone(cert) == TONE_BAD ? "  BAD" : "");
	page_fold(page, 'c', id, cert_tone(cert), false, buffer_bytes(&heading));
	add_facts(page, cert, as_of(part));
	add_checks(page, cert);
	add_pem(page, id, cert);
	page_fold_end(page);
	buffer_done(&heading);
	return page_keep(page, item);
}

static const char *place_words(const struct cert_facts *cert, size_t index)
{
	switch (cert->place) {
	case PLACE_ANCHOR: return "the anchor, which need not be sent";
	case PLACE_DUPLICATE: return "sent before";
	case PLACE_ALTERNATIVE: return "for another path";
	case PLACE_UNRELATED: return "not on the path";
	case PLACE_UNREADABLE: return "unreadable";
	case PLACE_ISSUER: return "issuer";
	case PLACE_UNKNOWN:
	case PLACE_LEAF: break;
	}
	return index ? "not looked at" : "the server's";
}

static void add_certs(struct page *page, const struct report_part *part, const struct chain_facts *chain)
{
	size_t left_out = chain->dropped;

	for (size_t i = 0; i < chain->count; i++)
		left_out += !add_cert(page, part, &chain->certs[i], i, place_words(&chain->certs[i], i));
	if (chain->anchor)
		left_out += !add_cert(page, part, chain->anchor, chain->count, "the anchor, from the trust store");
	if (left_out)
		page_sayf(page, TONE_WARNING, "and %zu more certificates, not kept or not shown here", left_out);
}

/* Timestamps (RFC 6962) */

static enum tone sct_tone(enum sct_result result)
{
	switch (result) {
	case SCT_NOT_CHECKED: return TONE_FAINT;
	case SCT_GOOD: return TONE_GOOD;
	case SCT_BAD: return TONE_BAD;
	}
	return TONE_PLAIN;
}

static void add_sct(struct page *page, const struct sct_facts *sct)
{
	char date[64] = "-";
	struct buffer log;

	buffer_init(&log, 1024);
	if (sct->readable)
		clock_date(date, sizeof(date), (int64_t)(sct->time_ms / 1000));
	if (sct->log_name)
		buffer_append(&log, bytes_first(bytes_str(sct->log_name), 300));
	else if (sct->readable)
		base64_encode(&log, bytes_of(sct->log_id, sizeof(sct->log_id)));
	page_row(page, sct_tone(sct->result),
		(struct bytes[]){bytes_str(sct_source_name(sct->source)), bytes_str(sct_result_name(sct->result)),
			bytes_str(date), buffer_bytes(&log), bytes_str(sct->reason)});
	buffer_done(&log);
}

static void add_scts(struct page *page, const struct chain_facts *chain)
{
	static const struct page_column columns[] = {
		{"From", 14}, {"Result", 12}, {"Time (UTC)", 19}, {"Log", 44}, {"Why", 0}};
	size_t shown = 0;

	if (!chain->sct_count)
		return;
	page_table(page, "Timestamps of logs (SCT, RFC 6962)", columns, 5);
	for (; shown < chain->sct_count && shown < SCTS_MAX; shown++)
		add_sct(page, &chain->scts[shown]);
	page_table_end(page);
	if (chain->sct_count + chain->scts_dropped > shown)
		page_sayf(page, TONE_WARNING, "and %zu more, not shown here",
			chain->sct_count + chain->scts_dropped - shown);
}

static void add_source(struct page *page, const struct report_part *part, const struct chain_facts *chain)
{
	char date[32];

	page_sayf(page, TONE_FAINT, "%zu sent, %s %s UTC.%s%s", chain->count + chain->dropped,
		chain->as_of_given ? "judged for" : "as of", clock_date(date, sizeof(date), as_of(part)),
		chain->from_session ? " The session was resumed: they were shown when it began, not sent again." : "",
		chain->out_of_order ? " They are out of order." : "");
	page_fields(page);
	add_text(page, "Must bear", chain->reference_name);
	add_text(page, "or", chain->mail_domain);
	add_text(page, "Anchors from", chain->trust_source);
	add_text(page, "Missing issuer", chain->missing_issuer);
	page_fields_end(page);
}

void report_certs(struct page *page, const struct report_part *part)
{
	const struct chain_facts *chain = chain_of(part);

	page_section(page, "certificates", "Certificates", SHARE);
	if (chain) {
		add_source(page, part, chain);
		add_certs(page, part, chain);
		add_scts(page, chain);
	} else {
		page_say(page, TONE_FAINT, bytes_str("The server showed none."));
	}
	page_section_end(page);
}

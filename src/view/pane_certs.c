/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_certs: the chain as a tree from the leaf to the anchor, and the verdicts, each on a line of its own.
 */
#include "view/screen.h"

#include "base/base64.h"
#include "model/tls_facts.h"
#include "model/tls_names.h"
#include <inttypes.h>
#include <stdio.h>

enum { DAY = 86400, SANS_SHOWN = 12, SOON_DAYS = 14 };

static int64_t as_of(const struct view *view)
{
	const struct event *chain = view->digest.chain;

	if (chain && chain->chain.chain && chain->chain.chain->as_of)
		return chain->chain.chain->as_of;
	return chain ? chain->wall_us / 1000000 : 0;
}

/* Verdicts */

static const char *result_word(enum verdict_result result)
{
	static const char *const words[] = {[VERDICT_GOOD] = "ok",
		[VERDICT_WARN] = "WARNING",
		[VERDICT_BAD] = "BAD",
		[VERDICT_NOT_CHECKED] = "not checked"};

	return words[result];
}

static enum style result_style(enum verdict_result result)
{
	static const enum style styles[] = {[VERDICT_GOOD] = STYLE_GOOD,
		[VERDICT_WARN] = STYLE_WARNING,
		[VERDICT_BAD] = STYLE_BAD,
		[VERDICT_NOT_CHECKED] = STYLE_FAINT};

	return styles[result];
}

void pane_verdicts(const struct view *view, struct rows *rows)
{
	static const char *const names[VERDICT_ASPECTS] = {"chain", "name", "dates", "strength", "revocation"};

	if (!view->digest.chain)
		return;
	rows_title(rows, "Verdicts");
	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		const struct event *event = view->digest.verdicts[i];
		if (!event)
			continue;
		rows_field_text(
			rows, names[i], result_word(event->verdict.result), result_style(event->verdict.result));
		rows_add(rows, STYLE_NORMAL, 2, ROWS_NO_REF, event->verdict.reason);
	}
}

/* One certificate */

static const char *kind_word(enum san_kind kind)
{
	static const char *const words[] = {[SAN_DNS] = "DNS",
		[SAN_IP] = "IP",
		[SAN_EMAIL] = "email",
		[SAN_URI] = "URI",
		[SAN_SRV] = "SRV",
		[SAN_OTHER] = "other"};

	return words[kind];
}

static void add_sans(const struct cert_facts *cert, size_t max, struct rows *rows)
{
	struct buffer line;

	buffer_init(&line, 16384);
	for (size_t i = 0; i < cert->san_count && i < max; i++) {
		buffer_clear(&line);
		buffer_printf(&line, "%s ", kind_word(cert->sans[i].kind));
		buffer_append(&line, cert->sans[i].value);
		if (cert->sans[i].matches)
			buffer_append_text(&line, "  <- matches");
		rows_add(rows, cert->sans[i].matches ? STYLE_GOOD : STYLE_NORMAL, 2, ROWS_NO_REF, buffer_bytes(&line));
	}
	buffer_done(&line);
	size_t all = cert->san_count + cert->san_dropped;
	if (all > max)
		rows_printf(rows, STYLE_FAINT, 2, ROWS_NO_REF, "and %zu more names (Enter shows them)", all - max);
}

static void add_hex(struct rows *rows, const char *label, struct bytes bytes)
{
	struct buffer line;

	buffer_init(&line, 2048);
	for (size_t i = 0; i < bytes.len && i < 256; i++)
		buffer_printf(&line, "%s%02x", i ? ":" : "", bytes.data[i]);
	rows_field(rows, label, buffer_bytes(&line), STYLE_NORMAL);
	buffer_done(&line);
}

static void add_validity(const struct cert_facts *cert, int64_t now, struct rows *rows)
{
	char text[96], date[32];
	int64_t left = (cert->not_after - now) / DAY;
	enum style style = STYLE_GOOD;

	rows_field_text(rows, "from", clock_date(date, sizeof(date), cert->not_before), STYLE_NORMAL);
	clock_date(date, sizeof(date), cert->not_after);
	if (now > cert->not_after) {
		snprintf(text, sizeof(text), "%s EXPIRED %" PRId64 " days ago", date, -left);
		style = STYLE_BAD;
	} else if (now < cert->not_before) {
		snprintf(text, sizeof(text), "%s, not valid yet", date);
		style = STYLE_BAD;
	} else {
		snprintf(text, sizeof(text), "%s, %" PRId64 " days left", date, left);
		style = left < SOON_DAYS ? STYLE_WARNING : STYLE_GOOD;
	}
	rows_field_text(rows, "until", text, style);
}

static void add_key(const struct cert_facts *cert, struct rows *rows)
{
	char text[128];

	snprintf(text, sizeof(text), "%s, %u bits", cert->key, cert->key_bits);
	rows_field_text(rows, "key", text, STYLE_NORMAL);
	rows_field_text(
		rows, "signed", cert->signature, cert->signature_weak && !cert->self_issued ? STYLE_BAD : STYLE_NORMAL);
}

static void add_usage(const struct cert_facts *cert, struct rows *rows)
{
	char text[64];

	rows_field_text(rows, "usage", cert->key_usage ? cert->key_usage : "no extension", STYLE_NORMAL);
	rows_field_text(
		rows, "purpose", cert->extended_key_usage ? cert->extended_key_usage : "no extension", STYLE_NORMAL);
	if (!cert->has_basic_constraints)
		snprintf(text, sizeof(text), "no extension");
	else if (cert->is_ca && cert->path_length >= 0)
		snprintf(text, sizeof(text), "yes, path length %d", cert->path_length);
	else
		snprintf(text, sizeof(text), "%s", cert->is_ca ? "yes" : "no");
	rows_field_text(rows, "authority", text, STYLE_NORMAL);
	if (cert->must_staple)
		rows_field_text(rows, "must", "staple (RFC 7633)", STYLE_NORMAL);
}

static void add_digests(const struct cert_facts *cert, struct rows *rows)
{
	add_hex(rows, "serial", cert->serial);
	add_hex(rows, "SHA-256", bytes_of(cert->sha256, sizeof(cert->sha256)));
	rows_field_text(rows, "SPKI pin", cert->spki_pin ? cert->spki_pin : "", STYLE_NORMAL);
}

/* Checks */

static enum style check_style(enum check_result result)
{
	static const enum style styles[] = {[CHECK_NOT_DONE] = STYLE_FAINT,
		[CHECK_PASSED] = STYLE_GOOD,
		[CHECK_FAILED] = STYLE_BAD,
		[CHECK_NOT_NEEDED] = STYLE_FAINT};

	return styles[result];
}

static bool was_judged(const struct cert_facts *cert)
{
	for (int i = 0; i < CERT_CHECKS; i++)
		if (cert->checks[i].reason)
			return true;
	return false;
}

static void add_check(const struct cert_facts *cert, enum cert_check which, struct rows *rows)
{
	const struct check *check = &cert->checks[which];

	rows_printf(rows, check_style(check->result), 2, ROWS_NO_REF, "%s: %s%s%s", cert_check_name(which),
		check_result_name(check->result), check->reason ? ": " : "", check->reason ? check->reason : "");
}

static void add_checks(const struct cert_facts *cert, struct rows *rows)
{
	if (!was_judged(cert))
		return;
	rows_title(rows, "Checks");
	for (int i = 0; i < CERT_CHECKS; i++)
		add_check(cert, (enum cert_check)i, rows);
}

/* The response that came with it. */
static void add_staple(const struct cert_facts *cert, struct rows *rows)
{
	const struct staple_facts *staple = cert->staple;

	if (!staple)
		return;
	enum verdict_result result = staple_result(staple->status);
	rows_field_text(rows, "staple", result_word(result), result_style(result));
	rows_add(rows, STYLE_NORMAL, 2, ROWS_NO_REF, bytes_str(staple->reason));
}

/* In the tree: only what failed. */
static void add_failures(const struct cert_facts *cert, struct rows *rows)
{
	for (int i = 0; i < CERT_CHECKS; i++)
		if (cert->checks[i].result == CHECK_FAILED)
			add_check(cert, (enum cert_check)i, rows);
}

static void add_more(const struct cert_facts *cert, struct rows *rows)
{
	if (cert->name_constraints)
		rows_field_text(rows, "limits", cert->name_constraints, STYLE_NORMAL);
	if (cert->issuer_url)
		rows_field_text(rows, "issuer at", cert->issuer_url, STYLE_NORMAL);
	if (cert->ocsp_url)
		rows_field_text(rows, "OCSP at", cert->ocsp_url, STYLE_NORMAL);
	if (cert->crl_url)
		rows_field_text(rows, "CRL at", cert->crl_url, STYLE_NORMAL);
}

void detail_cert(const struct cert_facts *cert, int64_t now, struct rows *rows)
{
	if (cert->parse_error) {
		rows_field_text(rows, "broken", cert->parse_error, STYLE_BAD);
		add_staple(cert, rows);
		add_hex(rows, "SHA-256", bytes_of(cert->sha256, sizeof(cert->sha256)));
	} else {
		rows_field_text(rows, "subject", *cert->subject ? cert->subject : "(empty)", STYLE_NORMAL);
		rows_field_text(rows, "issuer", *cert->issuer ? cert->issuer : "(empty)", STYLE_NORMAL);
		rows_field_text(rows, "names", cert->san_count ? "" : "no subjectAltName", STYLE_NORMAL);
		add_sans(cert, cert->san_count, rows);
		add_validity(cert, now, rows);
		add_key(cert, rows);
		add_usage(cert, rows);
		if (!cert->staple && cert->place != PLACE_ANCHOR)
			rows_field_text(rows, "staple", "none came", STYLE_FAINT);
		add_staple(cert, rows);
		add_more(cert, rows);
		add_digests(cert, rows);
		add_checks(cert, rows);
	}
	rows_blank(rows);
	rows_text(rows, STYLE_FAINT, cert->pem ? cert->pem : "");
}

/* The tree */

const struct cert_facts *pane_certs_at(const struct view *view, int64_t ref)
{
	const struct chain_facts *chain = view->digest.chain ? view->digest.chain->chain.chain : NULL;

	if (!chain || ref < 0)
		return NULL;
	if ((size_t)ref < chain->count)
		return &chain->certs[ref];
	return (size_t)ref == chain->count ? chain->anchor : NULL;
}

/* What a certificate that was sent is there for. */
static const char *place_words(const struct cert_facts *cert, size_t index)
{
	switch (cert->place) {
	case PLACE_ANCHOR: return "(the anchor, which need not be sent)";
	case PLACE_DUPLICATE: return "(sent before)";
	case PLACE_ALTERNATIVE: return "(for another path)";
	case PLACE_UNRELATED: return "(not on the path)";
	case PLACE_UNREADABLE:
	case PLACE_UNKNOWN:
	case PLACE_LEAF:
	case PLACE_ISSUER: break;
	}
	return index ? "" : "(server)";
}

/* Told when it is not simply the list from top to bottom. */
static void add_path(const struct chain_facts *chain, struct rows *rows)
{
	struct buffer line;
	bool plain = chain->path_count == chain->count;

	for (size_t i = 0; i < chain->path_count; i++)
		plain = plain && chain->path[i] == i;
	if (plain || !chain->path_count)
		return;
	buffer_init(&line, 512);
	buffer_append_text(&line, "Path as built: ");
	for (size_t i = 0; i < chain->path_count; i++)
		buffer_printf(&line, "%s%zu", i ? ", " : "", chain->path[i]);
	buffer_append_text(&line, chain->trust_anchor ? ", anchor" : ", and no further");
	rows_add(rows, STYLE_NORMAL, 0, ROWS_NO_REF, buffer_bytes(&line));
	buffer_done(&line);
}

static void add_node(
	const struct view *view, const struct cert_facts *cert, int64_t ref, const char *where, struct rows *rows)
{
	struct buffer line;

	buffer_init(&line, 4096);
	buffer_printf(&line, "%" PRId64 "  ", ref);
	buffer_append(&line, bytes_first(bytes_str(cert_name(cert)), 200));
	buffer_printf(&line, "  %s", where);
	rows_add(rows, STYLE_TITLE, 0, ref, buffer_bytes(&line));
	buffer_done(&line);
	add_staple(cert, rows);
	if (cert->parse_error)
		return;
	add_failures(cert, rows);
	if (ref == 0)
		add_sans(cert, SANS_SHOWN, rows);
	rows_field_text(rows, "issuer", *cert->issuer ? cert->issuer : "(empty)", STYLE_NORMAL);
	add_validity(cert, as_of(view), rows);
	add_key(cert, rows);
	if (ref == 0) {
		add_usage(cert, rows);
		add_digests(cert, rows);
	}
}

/* Certificate Transparency (RFC 6962) */

static enum style sct_style(enum sct_result result)
{
	static const enum style styles[] = {
		[SCT_NOT_CHECKED] = STYLE_FAINT, [SCT_GOOD] = STYLE_GOOD, [SCT_BAD] = STYLE_BAD};

	return styles[result];
}

static void add_log(const struct sct_facts *sct, struct rows *rows)
{
	struct buffer id;

	buffer_init(&id, 64);
	base64_encode(&id, bytes_of(sct->log_id, sizeof(sct->log_id)));
	if (sct->log_name)
		rows_field_text(rows, "log", sct->log_name, STYLE_NORMAL);
	rows_field(rows, "log id", buffer_bytes(&id), STYLE_NORMAL);
	buffer_done(&id);
}

static void add_sct(const struct sct_facts *sct, struct rows *rows)
{
	char text[96], date[64];

	rows_printf(rows, sct_style(sct->result), 0, ROWS_NO_REF, "%s: %s", sct_result_name(sct->result), sct->reason);
	snprintf(text, sizeof(text), "the %s", sct_source_name(sct->source));
	rows_field_text(rows, "from", text, STYLE_NORMAL);
	if (!sct->readable)
		return;
	add_log(sct, rows);
	snprintf(text, sizeof(text), "%s UTC", clock_date(date, sizeof(date), (int64_t)(sct->time_ms / 1000)));
	rows_field_text(rows, "time", text, STYLE_NORMAL);
}

/* Why there may be more of them than are seen. */
static const char *why_no_more(const struct chain_facts *chain)
{
	if (chain->from_session)
		return "Resumed: what came by TLS or with OCSP when the session began is not known any more.";
	if (!chain->scts_asked)
		return "Those that come by TLS were not asked for: GnuTLS refuses them in TLS 1.3. --tls 1.2 asks.";
	return NULL;
}

static void add_scts(const struct chain_facts *chain, struct rows *rows)
{
	size_t all = chain->sct_count + chain->scts_dropped;

	rows_blank(rows);
	rows_printf(rows, STYLE_TITLE, 0, ROWS_NO_REF, "Timestamps of logs (SCT, %zu)", all);
	if (!all)
		rows_text(rows, STYLE_FAINT, "None came (Certificate Transparency, RFC 6962).");
	for (size_t i = 0; i < chain->sct_count; i++)
		add_sct(&chain->scts[i], rows);
	if (chain->scts_dropped)
		rows_printf(rows, STYLE_WARNING, 0, ROWS_NO_REF, "and %zu more, not kept", chain->scts_dropped);
	if (why_no_more(chain))
		rows_text(rows, STYLE_FAINT, why_no_more(chain));
}

void pane_certs(const struct view *view, struct rows *rows)
{
	const struct chain_facts *chain = view->digest.chain ? view->digest.chain->chain.chain : NULL;
	char as_of_date[32];

	if (!chain) {
		rows_text(rows, STYLE_FAINT, "No certificate yet: the server shows one when TLS begins.");
		return;
	}
	pane_verdicts(view, rows);
	rows_blank(rows);
	rows_printf(rows, STYLE_TITLE, 0, ROWS_NO_REF, "Chain as sent (%zu), %s %s UTC", chain->count + chain->dropped,
		chain->as_of_given ? "judged for" : "as of", clock_date(as_of_date, sizeof(as_of_date), as_of(view)));
	if (chain->from_session)
		rows_text(rows, STYLE_NOTE, "Resumed: shown when the session began, not sent again.");
	add_path(chain, rows);
	for (size_t i = 0; i < chain->count; i++)
		add_node(view, &chain->certs[i], (int64_t)i, place_words(&chain->certs[i], i), rows);
	if (chain->dropped)
		rows_printf(rows, STYLE_WARNING, 0, ROWS_NO_REF, "and %zu more, not kept", chain->dropped);
	if (chain->anchor)
		add_node(view, chain->anchor, (int64_t)chain->count, "(anchor, from the store)", rows);
	add_scts(chain, rows);
	rows_blank(rows);
	rows_text(rows, STYLE_FAINT, "F6, then Enter on a certificate: all of it, and its PEM");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panes: what the tabs Session, TLS and Capabilities say.
 */
#include "view/screen.h"

#include "base/alloc.h"
#include "model/caps.h"
#include "model/fields.h"
#include "model/tls_facts.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Session */

static const char *duration(int64_t us, char *text, size_t size)
{
	if (us < 0)
		snprintf(text, size, "-");
	else if (us < 10000)
		snprintf(text, size, "%" PRId64 ".%" PRId64 " ms", us / 1000, us / 100 % 10);
	else
		snprintf(text, size, "%" PRId64 " ms", us / 1000);
	return text;
}

static void add_steps(const struct digest *digest, struct rows *rows)
{
	static const char *const names[STEPS] = {"look-up", "connect", "greeting", "STARTTLS", "handshake"};
	char text[32];

	rows_title(rows, "Time per step");
	for (int i = 0; i < STEPS; i++)
		if (digest->took_us[i] >= 0)
			rows_field_text(rows, names[i], duration(digest->took_us[i], text, sizeof(text)), STYLE_NORMAL);
}

static const char *link_word(enum link_state link)
{
	static const char *const words[] = {"none", "looking the name up", "dialling", "open", "closed"};

	return words[link];
}

static const char *phase_words(enum phase phase)
{
	static const char *const words[] = {"in the clear", "TLS handshake", "inside TLS"};

	return words[phase];
}

static void add_peer(const struct digest *digest, struct rows *rows)
{
	char text[32];

	rows_field(rows, "host", digest->target.name, STYLE_NORMAL);
	if (digest->target.port) {
		snprintf(text, sizeof(text), "%u", digest->target.port);
		rows_field_text(rows, "port", text, STYLE_NORMAL);
	}
	if (digest->addresses.len)
		rows_field(rows, "addresses", digest->addresses, STYLE_NORMAL);
	if (digest->connected.address.len)
		rows_field(rows, "peer", digest->connected.address, STYLE_NORMAL);
	if (digest->connected.local.len)
		rows_field(rows, "our end", digest->connected.local, STYLE_NORMAL);
}

void pane_session(const struct view *view, struct rows *rows)
{
	const struct digest *digest = &view->digest;
	char text[64];

	if (!digest->connections) {
		rows_add(rows, STYLE_FAINT, 0, ROWS_NO_REF, BYTES_LITERAL("no connection yet"));
		return;
	}
	add_peer(digest, rows);
	rows_field(rows, "protocol", digest->target.protocol, STYLE_NORMAL);
	rows_field_text(rows, "TLS", digest->target.implicit_tls ? "from the first byte" : "by STARTTLS", STYLE_NORMAL);
	rows_field_text(rows, "link", link_word(digest->link), STYLE_NORMAL);
	rows_field_text(
		rows, "phase", phase_words(digest->phase), digest->phase == PHASE_CLEAR ? STYLE_WARNING : STYLE_GOOD);
	rows_field(rows, "state", digest->state, STYLE_NORMAL);
	snprintf(text, sizeof(text), "%" PRIu64 " sent, %" PRIu64 " received", digest->lines_out, digest->lines_in);
	rows_field_text(rows, "lines", text, STYLE_NORMAL);
	if (digest->oddities) {
		snprintf(text, sizeof(text), "%" PRIu64, digest->oddities);
		rows_field_text(rows, "oddities", text, STYLE_WARNING);
	}
	if (digest->injection)
		rows_field_text(rows, "injection", "YES: clear bytes behind the agreement to TLS", STYLE_BAD);
	rows_blank(rows);
	add_steps(digest, rows);
	if (digest->closed) {
		char sentence[600];
		rows_blank(rows);
		rows_text(rows, STYLE_NORMAL, event_sentence(digest->closed, sentence, sizeof(sentence)));
	}
}

/* TLS */

static void add_no_tls(const struct digest *digest, struct rows *rows)
{
	if (digest->tls_failed) {
		rows_add(rows, STYLE_BAD, 0, ROWS_NO_REF, BYTES_LITERAL("TLS failed:"));
		rows_add(rows, STYLE_NORMAL, 1, ROWS_NO_REF, digest->tls_failed->tls_failed.sentence);
		return;
	}
	rows_add(rows, STYLE_WARNING, 0, ROWS_NO_REF,
		digest->link == LINK_OPEN ? BYTES_LITERAL("The connection is in the clear.")
					  : BYTES_LITERAL("No TLS yet."));
	if (digest->starttls && digest->starttls->starttls.step == STARTTLS_REFUSED)
		rows_field(rows, "refused", digest->starttls->starttls.text, STYLE_BAD);
	if (digest->caps_clear)
		rows_text(rows, STYLE_NORMAL,
			caps_has(digest->caps_clear, "STARTTLS") || caps_has(digest->caps_clear, "STLS")
				? "The server offers STARTTLS: type it, or :starttls."
				: "The server does not offer STARTTLS.");
	else if (digest->link == LINK_OPEN)
		rows_text(rows, STYLE_NORMAL,
			"What the server offers is not known yet: greet it (:ehlo), or type :starttls.");
}

static const char *fact_word(enum fact fact)
{
	static const char *const words[] = {"no", "yes", "n/a in TLS 1.3"};

	return words[fact];
}

static void add_text(struct rows *rows, const char *label, const char *value, const char *absent)
{
	rows_field_text(rows, label, value ? value : absent, value ? STYLE_NORMAL : STYLE_FAINT);
}

static void add_bindings(const struct tls_facts *facts, struct rows *rows)
{
	char text[128];

	snprintf(text, sizeof(text), "%s%s%s", facts->binding_exporter ? "tls-exporter " : "",
		facts->binding_end_point ? "tls-server-end-point " : "",
		!facts->binding_unique                      ? ""
		: facts->extended_master_secret == FACT_YES ? "tls-unique"
							    : "tls-unique (unsafe here)");
	add_text(rows, "bindings", *text ? text : NULL, "none");
}

static void add_client_certificate(const struct tls_facts *facts, struct rows *rows)
{
	if (facts->client_certificate) {
		rows_field_text(rows, "client crt", facts->client_certificate, STYLE_NORMAL);
		add_text(rows, "signed by", facts->client_signature, "as the version says");
		return;
	}
	rows_field_text(rows, "client crt",
		facts->client_certificate_asked ? "the server asked for one; --cert names ours" : "not asked for",
		STYLE_NORMAL);
}

static void add_handshake_figures(const struct digest *digest, struct rows *rows)
{
	const struct tls_facts *facts = digest->tls_up->tls_up.facts;
	char text[96], took[32];

	snprintf(text, sizeof(text), "%u messages, %" PRIu64 " bytes out, %" PRIu64 " in, %s", facts->messages,
		facts->handshake_out, facts->handshake_in,
		duration(digest->tls_up->tls_up.took_us, took, sizeof(took)));
	rows_field_text(rows, "handshake", text, STYLE_NORMAL);
}

void pane_tls(const struct view *view, struct rows *rows)
{
	const struct digest *digest = &view->digest;
	const struct tls_facts *facts = digest->tls_up ? digest->tls_up->tls_up.facts : NULL;

	if (!facts) {
		add_no_tls(digest, rows);
		return;
	}
	/* It was asked for, and no scrolling should lead to it. */
	pane_before(view, rows);
	if (digest->tls_failed)
		rows_field(rows, "broken", digest->tls_failed->tls_failed.sentence, STYLE_BAD);
	rows_field_text(rows, "version", facts->version, facts->version_code >= 0x0303 ? STYLE_GOOD : STYLE_BAD);
	rows_field_text(rows, "suite", facts->suite, STYLE_NORMAL);
	add_text(rows, "cipher", facts->cipher, "unknown");
	add_text(rows, "key exch.", facts->key_exchange, "unknown");
	add_text(rows, "group", facts->group, "none took part");
	add_text(rows, "signature", facts->server_signature, facts->resumed ? "none: resumed" : "none");
	add_text(rows, "SNI", facts->sni, "not sent");
	add_text(rows, "ALPN", facts->alpn, "none");
	rows_field_text(rows, "ext. m.s.", fact_word(facts->extended_master_secret), STYLE_NORMAL);
	rows_field_text(rows, "EtM", fact_word(facts->encrypt_then_mac), STYLE_NORMAL);
	rows_field_text(rows, "resumed", facts->resumed ? "yes" : "no", STYLE_NORMAL);
	add_client_certificate(facts, rows);
	rows_field_text(rows, "staple", facts->stapled ? "an OCSP response came" : "none", STYLE_NORMAL);
	add_bindings(facts, rows);
	add_handshake_figures(digest, rows);
	add_text(rows, "policy", facts->policy,
		facts->policy_ignored ? "the system's is ignored" : "the system has none");
	rows_blank(rows);
	pane_verdicts(view, rows);
}

/* Capabilities */

enum { CAPS_ROWS_MAX = 2048 };

static void append_cap(struct buffer *line, const struct cap *cap)
{
	buffer_append(line, cap->keyword);
	if (cap->params.len) {
		buffer_append_byte(line, ' ');
		buffer_append(line, cap->params);
	}
}

static void add_change(const struct caps_row *row, struct rows *rows)
{
	static const char marks[] = {[CAPS_SAME] = '=', [CAPS_CHANGED] = '~', [CAPS_GONE] = '-', [CAPS_NEW] = '+'};
	static const enum style styles[] = {[CAPS_SAME] = STYLE_NORMAL,
		[CAPS_CHANGED] = STYLE_WARNING,
		[CAPS_GONE] = STYLE_WARNING,
		[CAPS_NEW] = STYLE_GOOD};
	struct buffer line;

	buffer_init(&line, 1 << 17);
	buffer_printf(&line, "%c ", marks[row->change]);
	append_cap(&line, row->before ? row->before : row->after);
	rows_add(rows, styles[row->change], 0, ROWS_NO_REF, buffer_bytes(&line));
	if (row->change == CAPS_CHANGED) {
		buffer_clear(&line);
		buffer_append_text(&line, "now: ");
		append_cap(&line, row->after);
		rows_add(rows, STYLE_WARNING, 2, ROWS_NO_REF, buffer_bytes(&line));
	}
	buffer_done(&line);
}

static void add_comparison(const struct digest *digest, struct rows *rows)
{
	struct caps_row *changes = alloc_zero(CAPS_ROWS_MAX, sizeof(*changes));
	size_t count = caps_compare(digest->caps_clear, digest->caps_tls, changes, CAPS_ROWS_MAX);

	rows_title(rows, "in the clear -> inside TLS");
	for (size_t i = 0; i < count && i < CAPS_ROWS_MAX; i++)
		add_change(&changes[i], rows);
	free(changes);
	rows_blank(rows);
	rows_text(rows, STYLE_FAINT, "= same  ~ changed\n- only in the clear\n+ only inside TLS");
}

static void add_list(const struct caps *caps, struct rows *rows)
{
	struct buffer line;

	buffer_init(&line, 1 << 17);
	for (size_t i = 0; i < caps->count; i++) {
		buffer_clear(&line);
		append_cap(&line, &caps->list[i]);
		rows_add(rows, STYLE_NORMAL, 1, ROWS_NO_REF, buffer_bytes(&line));
	}
	buffer_done(&line);
	if (caps->dropped)
		rows_printf(rows, STYLE_WARNING, 1, ROWS_NO_REF, "and %zu more, not kept", caps->dropped);
	if (!caps->count)
		rows_add(rows, STYLE_FAINT, 1, ROWS_NO_REF, BYTES_LITERAL("none"));
}

void pane_caps(const struct view *view, struct rows *rows)
{
	const struct digest *digest = &view->digest;

	if (digest->caps_clear && digest->caps_tls) {
		add_comparison(digest, rows);
	} else if (digest->caps_tls) {
		rows_title(rows, "inside TLS");
		add_list(digest->caps_tls, rows);
	} else if (digest->caps_clear) {
		rows_title(rows, "in the clear");
		add_list(digest->caps_clear, rows);
		rows_blank(rows);
		rows_text(rows, STYLE_FAINT, "What is offered inside TLS stands beside it once TLS is up.");
	} else {
		rows_text(rows, STYLE_FAINT, "The server has not told what it can do: :ehlo asks.");
	}
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines: marks, then the line of the wire or the event's sentence.
 */
#include "report/lines.h"

#include "base/clock.h"
#include "model/fields.h"
#include "model/tls_facts.h"
#include "model/tls_names.h"
#include <stdio.h>

enum { NAMES_TOLD = 20 };

struct lines {
	struct buffer *out;
	enum safe_charset charset;
	char marks[4]; /* phase, direction, blank */
	bool fits;
};

static void add(struct lines *lines, struct bytes text)
{
	lines->fits = lines->fits && safe_append(lines->out, text, lines->charset);
}

static void add_text(struct lines *lines, const char *text)
{
	add(lines, bytes_str(text));
}

static void begin(struct lines *lines)
{
	lines->fits = lines->fits && buffer_append_text(lines->out, lines->marks);
}

static void end(struct lines *lines)
{
	lines->fits = lines->fits && buffer_append_byte(lines->out, '\n');
}

static bool is_told(const struct event *event)
{
	switch (event->kind) {
	case EVENT_STARTTLS: return event->starttls.step != STARTTLS_ASKED && event->starttls.step != STARTTLS_AGREED;
	case EVENT_TLS_ALERT: return event->tls_alert.description != 0;
	case EVENT_CAPS: return event->caps.forgotten;
	case EVENT_REPLY:
	case EVENT_STATE:
	case EVENT_TLS_RECORD:
	case EVENT_TLS_MESSAGE: return false;
	case EVENT_FINDING: return event->finding.rank >= FINDING_MEDIUM;
	case EVENT_TARGET:
	case EVENT_LOOKUP:
	case EVENT_DIAL:
	case EVENT_CONNECTED:
	case EVENT_LINE:
	case EVENT_INJECTION:
	case EVENT_TLS_UP:
	case EVENT_TLS_FAILED:
	case EVENT_TLS_CLOSED:
	case EVENT_CHAIN:
	case EVENT_VERDICT:
	case EVENT_PROBE:
	case EVENT_ODDITY:
	case EVENT_TIMEOUT:
	case EVENT_LIMIT:
	case EVENT_NOTE:
	case EVENT_CLOSED: return true;
	}
	return false;
}

/* Certificates */

static void add_names(struct lines *lines, const struct cert_facts *cert)
{
	size_t told = cert->san_count < NAMES_TOLD ? cert->san_count : NAMES_TOLD;
	char more[64];

	add_text(lines, told ? "; valid for " : "; it names no host (no subjectAltName)");
	for (size_t i = 0; i < told; i++) {
		add_text(lines, i ? ", " : "");
		add(lines, cert->sans[i].value);
	}
	if (cert->san_count + cert->san_dropped > told) {
		snprintf(more, sizeof(more), " and %zu more", cert->san_count + cert->san_dropped - told);
		add_text(lines, more);
	}
}

static void add_facts(struct lines *lines, const struct cert_facts *cert, bool leaf)
{
	char text[200], from[32], until[32];

	add_text(lines, cert_name(cert));
	add_text(lines, ", issued by ");
	add_text(lines, *cert->issuer ? cert->issuer : "an empty name");
	snprintf(text, sizeof(text), "; from %s to %s UTC; %s, %u bits",
		clock_date(from, sizeof(from), cert->not_before), clock_date(until, sizeof(until), cert->not_after),
		cert->key, cert->key_bits);
	add_text(lines, text);
	if (leaf)
		add_names(lines, cert);
}

static void add_failures(struct lines *lines, const struct cert_facts *cert, size_t number)
{
	char text[120];

	for (size_t i = 0; i < CERT_CHECKS; i++) {
		if (cert->checks[i].result != CHECK_FAILED)
			continue;
		begin(lines);
		snprintf(text, sizeof(text), "certificate %zu, %s: BAD", number, cert_check_name((enum cert_check)i));
		add_text(lines, text);
		add_text(lines, cert->checks[i].reason ? ": " : "");
		add_text(lines, cert->checks[i].reason ? cert->checks[i].reason : "");
		end(lines);
	}
}

/* What was stapled for others than the server's, whose the verdict tells; and whatever is no good. */
static void add_staple(struct lines *lines, const struct cert_facts *cert, size_t number)
{
	char text[120];

	if (!cert->staple || (number == 1 && cert->staple->status == STAPLE_GOOD))
		return;
	begin(lines);
	snprintf(text, sizeof(text), "certificate %zu, OCSP: ", number);
	add_text(lines, text);
	add_text(lines, cert->staple->reason);
	end(lines);
}

static void add_certificate(struct lines *lines, const struct chain_facts *chain, size_t index)
{
	const struct cert_facts *cert = &chain->certs[index];
	char text[60];

	begin(lines);
	snprintf(text, sizeof(text), "certificate %zu of %zu: ", index + 1, chain->count);
	add_text(lines, text);
	if (cert->parse_error)
		add_text(lines, cert->parse_error);
	else
		add_facts(lines, cert, index == 0);
	end(lines);
	if (!cert->parse_error)
		add_failures(lines, cert, index + 1);
	add_staple(lines, cert, index + 1);
}

/* All of it */

static void set_marks(struct lines *lines, const struct event *event)
{
	char direction = '*';

	if (event->kind == EVENT_LINE)
		direction = event->direction == DIRECTION_OUT ? '>' : '<';
	snprintf(lines->marks, sizeof(lines->marks), "%c%c ", phase_mark(event->phase), direction);
}

bool lines_event(struct buffer *out, const struct event *event, enum safe_charset charset)
{
	struct lines lines = {.out = out, .charset = charset, .fits = true};
	size_t before = out->len;
	char sentence[1200];

	if (!is_told(event))
		return true;
	set_marks(&lines, event);
	begin(&lines);
	if (event->kind == EVENT_LINE) {
		add(&lines, event->line.text);
		lines.fits = lines.fits && event_line_marks(event->line.flags, out);
	} else {
		add_text(&lines, event_sentence(event, sentence, sizeof(sentence)));
	}
	end(&lines);
	for (size_t i = 0; event->kind == EVENT_CHAIN && event->chain.chain && i < event->chain.chain->count; i++)
		add_certificate(&lines, event->chain.chain, i);
	if (!lines.fits)
		buffer_truncate(out, before);
	return lines.fits;
}

bool lines_text(struct buffer *out, enum phase phase, const char *text)
{
	struct lines lines = {.out = out, .fits = true};
	struct bytes rest = bytes_str(text);
	size_t before = out->len;

	snprintf(lines.marks, sizeof(lines.marks), "%c* ", phase_mark(phase));
	while (rest.len) {
		size_t len = bytes_index(rest, '\n', 0);
		begin(&lines);
		add(&lines, bytes_first(rest, len));
		end(&lines);
		rest = bytes_from(rest, len + 1);
	}
	if (!lines.fits)
		buffer_truncate(out, before);
	return lines.fits;
}

static bool ended_badly(const struct event_closed *closed)
{
	switch (closed->how) {
	case CLOSED_BY_US:
	case CLOSED_BY_PEER: return false;
	case CLOSED_RESET:
	case CLOSED_TRUNCATED:
	case CLOSED_REFUSED:
	case CLOSED_ABORTED:
	case CLOSED_TIMEOUT: return true;
	}
	return true;
}

bool lines_is_trouble(const struct event *event)
{
	switch (event->kind) {
	case EVENT_LOOKUP: return !event->lookup.addresses.len;
	case EVENT_DIAL: return event->dial.failed;
	case EVENT_STARTTLS: return event->starttls.step != STARTTLS_ASKED && event->starttls.step != STARTTLS_AGREED;
	case EVENT_TLS_ALERT: return event->tls_alert.level == 2;
	case EVENT_VERDICT: return event->verdict.result == VERDICT_BAD;
	case EVENT_ODDITY: return event->oddity.severity == SEVERITY_ERROR;
	case EVENT_NOTE: return event->note.severity == SEVERITY_ERROR || event->note.severity == SEVERITY_WARNING;
	case EVENT_FINDING: return event->finding.rank >= FINDING_MEDIUM;
	case EVENT_CLOSED: return ended_badly(&event->closed);
	case EVENT_INJECTION:
	case EVENT_TLS_FAILED:
	case EVENT_TIMEOUT:
	case EVENT_LIMIT: return true;
	case EVENT_TLS_CLOSED: return !event->tls_closed.clean;
	case EVENT_TARGET:
	case EVENT_CONNECTED:
	case EVENT_LINE:
	case EVENT_REPLY:
	case EVENT_CAPS:
	case EVENT_STATE:
	case EVENT_TLS_RECORD:
	case EVENT_TLS_MESSAGE:
	case EVENT_TLS_UP:
	case EVENT_CHAIN:
	case EVENT_PROBE: return false;
	}
	return false;
}

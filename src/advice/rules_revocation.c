/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_revocation: the stapled OCSP responses, and the timestamps of Certificate Transparency. That the server staples nothing
 * is no finding: most mail servers cannot.
 */
#include "advice/rules.h"

#include "base/safe.h"
#include "model/tls_names.h"
#include <stdio.h>
#include <string.h>

#define FETCH                                                                                                          \
	"Look at what fetches the response for the server: does it run, and does it reach the authority's responder?"
#define EXIM_STAPLE "tls_ocsp_file names the response"

static const struct finding_row rows[] = {
	{.id = "F-OCSP.revoked",
		.rank = FINDING_HIGH,
		.title = "The server's certificate has been revoked, as the server itself shows",
		.explanation =
			"The response that it staples, signed by the authority, says so. Usually the key was stolen or lost, so that "
			"somebody else may be using it; clients that look at the response refuse the connection.",
		.remedy = "Make a new key and have it certified; find out who asked for the revocation, and why",
		.postfix = "smtpd_tls_chain_files",
		.dovecot = "ssl_cert, ssl_key",
		.exim = "tls_certificate, tls_privatekey, tls_ocsp_file",
		.reference = "RFC 6960 §2.2; RFC 6066 §8"},
	{.id = "F-OCSP.issuer-revoked",
		.rank = FINDING_HIGH,
		.title = "An authority above the server's certificate has been revoked, as the server itself shows",
		.explanation =
			"The response that it staples for the authority's certificate says so, signed by the authority above that one. Clients "
			"that look at it refuse all that was issued below; your own key need not be in danger.",
		.remedy =
			"Have the certificate issued anew by another authority, or send that authority's new certificate if "
			"it has one",
		.postfix = "smtpd_tls_chain_files",
		.dovecot = "ssl_cert",
		.exim = "tls_certificate, tls_ocsp_file",
		.reference = "RFC 6960 §2.2; RFC 8446 §4.4.2.1"},
	{.id = "F-OCSP.unknown",
		.rank = FINDING_MEDIUM,
		.title = "A responder does not know the certificate that it was asked about",
		.explanation =
			"Either the certificate was issued minutes ago and the responder lags behind, or it was not issued by the authority "
			"whose name it bears. Clients may refuse it.",
		.remedy = "If it stays for an hour, ask the authority",
		.exim = EXIM_STAPLE,
		.reference = "RFC 6960 §2.2"},
	{.id = "F-OCSP.expired",
		.rank = FINDING_MEDIUM,
		.title = "The stapled OCSP response is out of date",
		.explanation =
			"It was to be replaced by a newer one. An old response could hide a revocation, so that clients refuse it, and with it "
			"the connection if the certificate demands stapling.",
		.remedy = FETCH,
		.exim = EXIM_STAPLE,
		.reference = "RFC 6960 §4.2.2.1"},
	{.id = "F-OCSP.early",
		.rank = FINDING_LOW,
		.title = "The stapled OCSP response is from the future",
		.explanation =
			"Its first moment is still to come: the clock of this machine or that of the responder is wrong.",
		.remedy = "Compare this machine's clock (date -u) with another",
		.reference = "RFC 6960 §4.2.2.1"},
	{.id = "F-OCSP.old",
		.rank = FINDING_NOTE,
		.title = "The stapled OCSP response is old, and does not say until when it holds",
		.explanation =
			"The authority left the end out, which means that newer information is to be had all the time. The server has not "
			"fetched it for more than a week.",
		.remedy = FETCH,
		.exim = EXIM_STAPLE,
		.reference = "RFC 6960 §4.2.2.1"},
	{.id = "F-OCSP.other-certificate",
		.rank = FINDING_MEDIUM,
		.title = "The stapled OCSP response is for another certificate",
		.explanation =
			"Usually the certificate was renewed, and the response is still that of the old one; or there are several, and they "
			"are not in the order of the certificates. Clients take no notice of it, or refuse the connection.",
		.remedy = "Fetch the response anew after each renewal; keep several in the order of the certificates",
		.exim = EXIM_STAPLE,
		.reference = "RFC 6066 §8; RFC 6960 §3.2"},
	{.id = "F-OCSP.malformed",
		.rank = FINDING_MEDIUM,
		.title = "What the server staples is no OCSP response",
		.explanation =
			"It cannot be read. Often an error page was saved in its place when it was fetched. Clients break off, or take no "
			"notice of it.",
		.remedy = "openssl ocsp -respin FILE -text shows whether the file is a response",
		.exim = EXIM_STAPLE,
		.reference = "RFC 6960 §4.2.1"},
	{.id = "F-OCSP.error",
		.rank = FINDING_LOW,
		.title = "The server staples an error of its authority's responder",
		.explanation =
			"The responder could not answer when it was asked, and that answer was kept. It says nothing about the certificate; "
			"some clients break off all the same.",
		.remedy = "Have the response fetched again, and only successful ones kept",
		.exim = EXIM_STAPLE,
		.reference = "RFC 6960 §4.2.1"},
	{.id = "F-OCSP.signature",
		.rank = FINDING_MEDIUM,
		.title = "The stapled OCSP response is not signed by one who may",
		.explanation =
			"Only the certificate's issuer may, or somebody whom it has certified for that, and not with an algorithm that can be "
			"forged. Anybody could have made this one.",
		.remedy = "Fetch the response from the address that stands in the certificate",
		.exim = EXIM_STAPLE,
		.reference = "RFC 6960 §4.2.2.2"},
	{.id = "F-OCSP.not-checked",
		.rank = FINDING_NOTE,
		.title = "An OCSP response is stapled, but could not be checked",
		.explanation = "This does not say that anything is bad; it must not be taken for good either.",
		.reference = "RFC 6960 §3.2"},
	{.id = "F-SCT.bad",
		.rank = FINDING_LOW,
		.title = "A timestamp of Certificate Transparency does not hold",
		.explanation =
			"It claims that a public log has recorded the certificate, and that is not so, or cannot be read. Browsers refuse "
			"certificates without good timestamps; mail clients hardly look at them. An authority that issues such is worth a "
			"question.",
		.remedy =
			"Have the certificate issued again. If many servers show this, the file of log keys (--ct-logs) may be old",
		.reference = "RFC 6962 §5.2"},
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]), NAME_SIZE = 200, REASON_SIZE = 400 };

struct state {
	const struct event *chain;
};

/* NULL: nothing is wrong. */
static const char *staple_id(const struct staple_facts *staple, bool is_leaf)
{
	switch (staple->status) {
	case STAPLE_NOT_CHECKED: return "F-OCSP.not-checked";
	case STAPLE_GOOD: return NULL;
	case STAPLE_OLD: return "F-OCSP.old";
	case STAPLE_REVOKED: return is_leaf ? "F-OCSP.revoked" : "F-OCSP.issuer-revoked";
	case STAPLE_UNKNOWN: return "F-OCSP.unknown";
	case STAPLE_EXPIRED: return "F-OCSP.expired";
	case STAPLE_EARLY: return "F-OCSP.early";
	case STAPLE_OTHER: return "F-OCSP.other-certificate";
	case STAPLE_MALFORMED: return "F-OCSP.malformed";
	case STAPLE_ERROR: return "F-OCSP.error";
	case STAPLE_SIGNATURE: return "F-OCSP.signature";
	}
	return NULL;
}

/* Of another certificate than the server's, it is told which. */
static const char *whose(const struct cert_facts *cert, size_t index, size_t count, char *text, size_t size)
{
	char shown[100];

	text[0] = 0;
	if (index)
		snprintf(text, size, "Certificate %zu of %zu (%s): ", index + 1, count,
			safe_text(shown, sizeof(shown), bytes_str(cert_name(cert)), SAFE_UTF8));
	return text;
}

/* NULL: none came, or nothing is wrong. The server's own certificate may have been sent twice. */
static const char *id_at(const struct chain_facts *chain, size_t index)
{
	const struct cert_facts *cert = &chain->certs[index];
	bool is_leaf = !memcmp(cert->sha256, chain->certs[0].sha256, sizeof(cert->sha256));

	return cert->staple ? staple_id(cert->staple, is_leaf) : NULL;
}

static size_t count_same(const struct chain_facts *chain, size_t first, const char *id)
{
	size_t count = 0;

	for (size_t i = first; i < chain->count; i++) {
		const char *other = id_at(chain, i);
		count += other && !strcmp(other, id);
	}
	return count;
}

/* A finding is told once: for the first of its certificates, and with the number of the others. */
static void take_staples(struct advice *advice, const struct event *event, const struct event *chain_event,
	const struct chain_facts *chain)
{
	char name[NAME_SIZE], reason[REASON_SIZE], more[40];

	for (size_t i = 0; i < chain->count; i++) {
		const struct cert_facts *cert = &chain->certs[i];
		const char *id = id_at(chain, i);
		size_t others = id ? count_same(chain, i + 1, id) : 0;
		snprintf(more, sizeof(more), "; and of %zu more", others);
		if (id)
			advice_tell(advice, id, event, chain_event, "%s%s%s",
				whose(cert, i, chain->count, name, sizeof(name)),
				safe_text(reason, sizeof(reason), bytes_str(cert->staple->reason), SAFE_UTF8),
				others ? more : "");
	}
}

static void take_timestamps(struct advice *advice, const struct event *event, const struct chain_facts *chain)
{
	char log[100], reason[REASON_SIZE];

	for (size_t i = 0; i < chain->sct_count; i++) {
		const struct sct_facts *sct = &chain->scts[i];
		if (sct->result != SCT_BAD)
			continue;
		safe_text(log, sizeof(log), bytes_str(sct->log_name ? sct->log_name : "a log without a name here"),
			SAFE_UTF8);
		advice_tell(advice, "F-SCT.bad", event, NULL, "Of %s: %s", log,
			safe_text(reason, sizeof(reason), bytes_str(sct->reason), SAFE_UTF8));
		return;
	}
}

static void take(struct advice *advice, const struct event *event, void *memory)
{
	struct state *state = memory;

	if (event->kind == EVENT_CHAIN && event->chain.chain) {
		state->chain = event;
		take_timestamps(advice, event, event->chain.chain);
	} else if (event->kind == EVENT_VERDICT && event->verdict.aspect == VERDICT_STAPLE && state->chain) {
		take_staples(advice, event, state->chain, state->chain->chain.chain);
	}
}

const struct advice_topic topic_revocation = {
	.rows = rows, .count = ROWS, .state_size = sizeof(struct state), .take = take};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * openssl_words: s_client's summary, block by block.
 */
#include "report/openssl_words.h"

#include "base/safe.h"
#include "report/openssl_names.h"
#include "wire/message.h"
#include <stdio.h>

static const struct tls_facts *facts_of(const struct digest *digest)
{
	return digest->tls_up ? digest->tls_up->tls_up.facts : NULL;
}

static const struct chain_facts *chain_of(const struct digest *digest)
{
	return digest->chain ? digest->chain->chain.chain : NULL;
}

static void append_line(struct buffer *out, const char *text)
{
	buffer_append_text(out, text);
	buffer_append_byte(out, '\n');
}

/* Certificates */

static void append_certificate(struct buffer *out, size_t place, const struct cert_facts *cert, bool with_pem)
{
	buffer_printf(out, "%2zu s:", place);
	openssl_subject(out, cert);
	buffer_append_text(out, "\n   i:");
	openssl_issuer(out, cert);
	buffer_append_byte(out, '\n');
	if (!cert->parse_error) {
		buffer_append_text(out, "   a:PKEY: ");
		openssl_key(out, cert);
		buffer_printf(out, ", %u (bit); sigalg: ", cert->key_bits);
		openssl_signature(out, cert);
		buffer_append_text(out, "\n   v:NotBefore: ");
		openssl_time(out, cert->not_before);
		buffer_append_text(out, "; NotAfter: ");
		openssl_time(out, cert->not_after);
		buffer_append_byte(out, '\n');
	}
	if (with_pem && cert->pem)
		buffer_append_text(out, cert->pem);
}

static void append_chain(struct buffer *out, const struct chain_facts *chain, bool show_certs)
{
	append_line(out, "---\nCertificate chain");
	for (size_t i = 0; i < chain->count; i++)
		append_certificate(out, i, &chain->certs[i], show_certs);
}

static void append_leaf(struct buffer *out, const struct chain_facts *chain, bool shown_already)
{
	const struct cert_facts *leaf = &chain->certs[0];

	append_line(out, "---\nServer certificate");
	if (!shown_already && leaf->pem)
		buffer_append_text(out, leaf->pem);
	buffer_append_text(out, "subject=");
	openssl_subject(out, leaf);
	buffer_append_text(out, "\nissuer=");
	openssl_issuer(out, leaf);
	buffer_append_byte(out, '\n');
}

/*
 * The response of the server's certificate, in the words that scripts look for; what it and the others are worth is our
 * verdict. OpenSSL tells nothing of those for the certificates above.
 */
static void append_status(struct buffer *out, const struct digest *digest)
{
	const struct chain_facts *chain = chain_of(digest);
	const struct staple_facts *staple = chain && chain->count ? chain->certs[0].staple : NULL;
	const struct event *verdict = digest->verdicts[VERDICT_STAPLE];

	if (!staple) {
		append_line(out, "OCSP response: no response sent");
		return;
	}
	append_line(out, "OCSP response: \n======================================");
	append_line(out, "OCSP Response Data:");
	if (staple->status == STAPLE_GOOD)
		append_line(out, "    OCSP Response Status: successful (0x0)\n    Cert Status: good");
	if (staple->status == STAPLE_REVOKED)
		append_line(out, "    OCSP Response Status: successful (0x0)\n    Cert Status: revoked");
	if (verdict) {
		buffer_append_text(out, "    Verdict: ");
		safe_append(out, verdict->verdict.reason, SAFE_ASCII);
		buffer_append_byte(out, '\n');
	}
	append_line(out, "======================================");
}

/* The handshake */

static void append_names_of_authorities(struct buffer *out, const struct tls_facts *facts)
{
	if (facts && facts->client_certificate_asked)
		append_line(out, "Client certificate was asked for (-trace shows which authorities it may come from)");
	else
		append_line(out, "No client certificate CA names sent");
}

static void append_signature(struct buffer *out, const struct tls_facts *facts)
{
	const char *digest = openssl_digest(facts), *type = openssl_signature_type(facts);

	if (digest)
		buffer_printf(out, "Peer signing digest: %s\n", digest);
	if (type)
		buffer_printf(out, "Peer signature type: %s\n", type);
	size_t before = out->len;
	buffer_append_text(out, "Server Temp Key: ");
	if (openssl_temp_key(out, facts))
		buffer_append_byte(out, '\n');
	else
		buffer_truncate(out, before);
}

static void append_verification(struct buffer *out, const struct openssl_verdict *verdict)
{
	if (verdict->code == OPENSSL_OK)
		append_line(out, "Verification: OK");
	else
		buffer_printf(out, "Verification error: %s\n", openssl_verify_text(verdict->code));
}

/* Without a handshake nothing was verified, and nothing is called so. */
static void append_bytes(struct buffer *out, const struct digest *digest, const struct openssl_verdict *verdict)
{
	const struct tls_facts *facts = facts_of(digest);
	uint64_t in = facts ? facts->handshake_in : 0, written = facts ? facts->handshake_out : 0;

	buffer_printf(out, "---\nSSL handshake has read %llu bytes and written %llu bytes\n", (unsigned long long)in,
		(unsigned long long)written);
	append_verification(out, verdict);
}

static void append_cipher(struct buffer *out, const struct tls_facts *facts)
{
	if (!facts) {
		append_line(out, "---\nNew, (NONE), Cipher is (NONE)");
		return;
	}
	buffer_printf(out, "---\n%s, %s, Cipher is ", facts->resumed ? "Reused" : "New",
		openssl_version(facts->version_code));
	openssl_suite(out, facts->suite ? facts->suite : "(NONE)");
	buffer_append_byte(out, '\n');
}

static void append_properties(struct buffer *out, const struct tls_facts *facts, const struct chain_facts *chain)
{
	if (chain && chain->count && !chain->certs[0].parse_error)
		buffer_printf(out, "Server public key is %u bit\n", chain->certs[0].key_bits);
	buffer_printf(out, "Secure Renegotiation IS%s supported\n",
		facts && facts->safe_renegotiation == FACT_YES ? "" : " NOT");
	append_line(out, "Compression: NONE\nExpansion: NONE");
	if (facts && facts->alpn) {
		buffer_append_text(out, "ALPN protocol: ");
		safe_append(out, bytes_str(facts->alpn), SAFE_ASCII);
		buffer_append_byte(out, '\n');
	} else {
		append_line(out, "No ALPN negotiated");
	}
}

/* The session */

/* The last message of that type from the server, on the present connection. */
static const struct event *find_message(const struct journal *journal, const struct digest *digest, uint8_t type)
{
	for (uint64_t i = journal_count(journal); i-- > digest->first_event;) {
		const struct event *event = journal_at(journal, i);
		if (event->kind == EVENT_TLS_MESSAGE && event->direction == DIRECTION_IN &&
			event->tls_message.type == type)
			return event;
	}
	return NULL;
}

/* Of a ServerHello: behind version (2) and random (32) stands the id with its length. */
static void append_session_id(struct buffer *out, const struct journal *journal, const struct digest *digest)
{
	const struct event *hello = find_message(journal, digest, WIRE_SERVER_HELLO);
	struct bytes rest = hello ? bytes_from(hello->tls_message.body, 34) : (struct bytes){0};
	struct bytes id = rest.len ? bytes_first(bytes_from(rest, 1), rest.data[0]) : (struct bytes){0};

	for (size_t i = 0; i < id.len; i++)
		buffer_printf(out, "%02X", id.data[i]);
}

/* The ticket's lifetime in seconds stands first (RFC 5077 §3.3, RFC 8446 §4.6.1). */
static void append_ticket(struct buffer *out, const struct journal *journal, const struct digest *digest)
{
	const struct event *ticket = find_message(journal, digest, WIRE_NEW_SESSION_TICKET);
	struct bytes body = ticket ? ticket->tls_message.body : (struct bytes){0};

	if (body.len >= 4)
		buffer_printf(out, "    TLS session ticket lifetime hint: %lu (seconds)\n",
			(unsigned long)body.data[0] << 24 | (unsigned long)body.data[1] << 16 |
				(unsigned long)body.data[2] << 8 | body.data[3]);
}

static void append_session(struct buffer *out, const struct digest *digest, const struct journal *journal)
{
	const struct tls_facts *facts = facts_of(digest);
	bool tls13 = facts->version_code >= 0x0304;

	buffer_printf(out, "SSL-Session:\n    Protocol  : %s\n    Cipher    : ", openssl_version(facts->version_code));
	openssl_suite(out, facts->suite ? facts->suite : "0000");
	buffer_append_text(out, "\n    Session-ID: ");
	/* In TLS 1.3 it is an echo that names no session (RFC 8446 §4.1.3). */
	if (!tls13)
		append_session_id(out, journal, digest);
	append_line(out, "\n    Session-ID-ctx: ");
	append_line(out, "    Master-Key: (not shown; -keylogfile writes what decrypts the session)");
	append_line(out, "    PSK identity: None\n    PSK identity hint: None\n    SRP username: None");
	append_ticket(out, journal, digest);
	buffer_printf(out, "    Start Time: %lld\n", (long long)(digest->tls_up->wall_us / 1000000));
	append_line(out, "    Timeout   : 7200 (sec)");
}

static void append_return_code(struct buffer *out, const char *indent, const struct openssl_verdict *verdict)
{
	buffer_printf(
		out, "%sVerify return code: %d (%s)\n", indent, verdict->code, openssl_verify_text(verdict->code));
}

static void append_end(struct buffer *out, const struct digest *digest, const struct journal *journal,
	const struct openssl_verdict *verdict)
{
	const struct tls_facts *facts = facts_of(digest);
	bool tls13 = facts && facts->version_code >= 0x0304;

	if (tls13)
		append_line(out, "Early data was not sent");
	if (facts)
		append_session(out, digest, journal);
	append_return_code(out, facts && !tls13 ? "    " : "", verdict);
	if (facts && !tls13)
		buffer_printf(out, "    Extended master secret: %s\n",
			facts->extended_master_secret == FACT_YES ? "yes" : "no");
	append_line(out, "---");
}

void openssl_summary(struct buffer *out, const struct digest *digest, const struct journal *journal,
	const struct openssl_verdict *verdict, const struct openssl_choice *choice)
{
	const struct tls_facts *facts = facts_of(digest);
	const struct chain_facts *chain = chain_of(digest);

	if (choice->status)
		append_status(out, digest);
	if (chain && chain->count) {
		append_chain(out, chain, choice->show_certs);
		append_leaf(out, chain, choice->show_certs);
	} else {
		append_line(out, "---\nno peer certificate available");
	}
	append_line(out, "---");
	append_names_of_authorities(out, facts);
	if (facts)
		append_signature(out, facts);
	append_bytes(out, digest, verdict);
	append_cipher(out, facts);
	append_properties(out, facts, chain);
	append_end(out, digest, journal, verdict);
}

void openssl_brief(struct buffer *out, const struct digest *digest, const struct openssl_verdict *verdict)
{
	const struct tls_facts *facts = facts_of(digest);
	const struct chain_facts *chain = chain_of(digest);
	const char *hash = openssl_digest(facts), *type = openssl_signature_type(facts);

	buffer_printf(out,
		"CONNECTION ESTABLISHED\nProtocol version: %s\nCiphersuite: ", openssl_version(facts->version_code));
	openssl_suite(out, facts->suite ? facts->suite : "(NONE)");
	buffer_append_text(out, "\nPeer certificate: ");
	if (chain && chain->count)
		openssl_subject(out, &chain->certs[0]);
	else
		buffer_append_text(out, "(none)");
	buffer_append_byte(out, '\n');
	if (hash)
		buffer_printf(out, "Hash used: %s\n", hash);
	if (type)
		buffer_printf(out, "Signature type: %s\n", type);
	append_verification(out, verdict);
	size_t before = out->len;
	buffer_append_text(out, "Server Temp Key: ");
	if (openssl_temp_key(out, facts))
		buffer_append_byte(out, '\n');
	else
		buffer_truncate(out, before);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tlsa: certificates as TLSA records and pins.
 */
#include "report/tlsa.h"

#include "base/safe.h"
#include <string.h>

enum { SUBJECT_SHOWN = 200 };

/* The certificates that count, from the leaf to the anchor. */
struct walk {
	const struct chain_facts *chain;
	size_t next;
	bool anchor_told;
};

static const struct cert_facts *sent(const struct chain_facts *chain, size_t index)
{
	return &chain->certs[chain->path_count ? chain->path[index] : index];
}

/* NULL at the end. *ret_sent tells whether the server sent it. */
static const struct cert_facts *next_cert(struct walk *walk, bool *ret_sent)
{
	const struct chain_facts *chain = walk->chain;
	size_t count = chain->path_count ? chain->path_count : chain->count;

	*ret_sent = walk->next < count;
	if (walk->next < count)
		return sent(chain, walk->next++);
	if (walk->anchor_told)
		return NULL;
	walk->anchor_told = true;
	return chain->anchor;
}

static bool append_subject(struct buffer *out, const struct cert_facts *cert)
{
	const char *subject = cert->subject && *cert->subject ? cert->subject : "a certificate without a subject";

	/* Zone files are ASCII (RFC 1035 §5.1). */
	return safe_append(out, bytes_first(bytes_str(subject), SUBJECT_SHOWN), SAFE_ASCII);
}

static bool append_record(
	struct buffer *out, const char *host, unsigned port, const char *kind, const unsigned char *hash)
{
	size_t len = strlen(host);
	bool rooted = len && host[len - 1] == '.';
	bool fits = buffer_printf(out, "_%u._tcp.%s%s IN TLSA %s ", port, host, rooted ? "" : ".", kind);

	for (size_t i = 0; i < 32; i++)
		fits = fits && buffer_printf(out, "%02x", hash[i]);
	return fits && buffer_append_byte(out, '\n');
}

static bool append_leaf(struct buffer *out, const struct cert_facts *leaf, const char *host, uint16_t port)
{
	bool fits = buffer_append_text(out, "; the key of ") && append_subject(out, leaf) &&
		    buffer_append_text(out, ": it stays true when the certificate is renewed with the same key\n") &&
		    append_record(out, host, port, "3 1 1", leaf->spki_sha256);

	return fits && buffer_append_text(out, "; this very certificate: it must be replaced with each renewal\n") &&
	       append_record(out, host, port, "3 0 1", leaf->sha256);
}

/* With DANE-TA the server sends the issuer, also where that is a well-known anchor (RFC 7671 §5.2.2). */
static bool append_issuer(
	struct buffer *out, const struct cert_facts *cert, bool was_sent, const char *host, uint16_t port)
{
	bool fits = buffer_append_text(out, "; everything issued below ") && append_subject(out, cert);

	fits = fits &&
	       buffer_append_text(out, was_sent ? "\n" : ", which the server must send then, and does not now\n");
	return fits && append_record(out, host, port, "2 1 1", cert->spki_sha256);
}

bool tlsa_records(struct buffer *out, const struct chain_facts *chain, const char *host, uint16_t port)
{
	struct walk walk = {.chain = chain};
	const struct cert_facts *cert;
	size_t before = out->len;
	bool was_sent, leaf = true, fits = true;

	while (fits && (cert = next_cert(&walk, &was_sent)) != NULL) {
		if (cert->parse_error)
			fits = buffer_append_text(out, "; a certificate that cannot be read is left out\n");
		else if (leaf)
			fits = append_leaf(out, cert, host, port);
		else
			fits = append_issuer(out, cert, was_sent, host, port);
		leaf = false;
	}
	if (!fits)
		buffer_truncate(out, before);
	return fits;
}

bool tlsa_pins(struct buffer *out, const struct chain_facts *chain)
{
	struct walk walk = {.chain = chain};
	const struct cert_facts *cert;
	size_t before = out->len;
	bool was_sent, fits = true;

	while (fits && (cert = next_cert(&walk, &was_sent)) != NULL)
		if (!cert->parse_error)
			fits = buffer_printf(out, "%s  ", cert->spki_pin) && append_subject(out, cert) &&
			       buffer_append_byte(out, '\n');
	if (!fits)
		buffer_truncate(out, before);
	return fits;
}

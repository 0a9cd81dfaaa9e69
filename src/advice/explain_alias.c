/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain_alias: what people and libraries call things that IANA calls otherwise: SNI, TLSv1.2, P-256, «tlsv1 alert unknown ca».
 */
#include "advice/explain_parts.h"

#include <stdio.h>

static const struct alias {
	const char *word, *registered;
} aliases[] = {
	{"ALPN", "application_layer_protocol_negotiation"},
	{"CCS", "change_cipher_spec"},
	{"common name", "CN"},
	{"intermediate certificate", "intermediate"},
	{"man in the middle", "MITM"},
	{"MTASTS", "MTA-STS"},
	{"opportunistic", "opportunistic TLS"},
	{"PFS", "forward secrecy"},
	{"PKIX", "PKI"},
	{"root certificate", "root"},
	{"STRIPTLS", "stripping"},
	{"subjectAltName", "SAN"},
	{"TLSRPT", "TLS-RPT"},
	{"trust anchor", "anchor"},
	{"ECH", "encrypted_client_hello"},
	{"EMS", "extended_master_secret"},
	{"ESNI", "encrypted_server_name"},
	{"ETM", "encrypt_then_mac"},
	{"HRR", "HelloRetryRequest"},
	{"NPN", "next_protocol_negotiation"},
	{"OCSP", "status_request"},
	{"P-256", "secp256r1"},
	{"P-384", "secp384r1"},
	{"P-521", "secp521r1"},
	{"prime256v1", "secp256r1"},
	{"SCT", "signed_certificate_timestamp"},
	{"SNI", "server_name"},
	{"stapling", "status_request"},
	{"0-RTT", "early_data"},
	{"SECP256R1-MLKEM768", "SecP256r1MLKEM768"},
	{"SECP384R1-MLKEM1024", "SecP384r1MLKEM1024"},
	{"X25519-MLKEM768", "X25519MLKEM768"},
};

static bool skip(struct bytes *rest, unsigned char c)
{
	bool there = rest->len && ascii_lower(rest->data[0]) == c;

	if (there)
		*rest = bytes_from(*rest, 1);
	return there;
}

/* "TLSv1.2", "tls1.3", "SSLv3" */
static bool version(struct bytes word, char *ret_text, size_t size)
{
	bool ssl = bytes_starts_with_nocase(word, "SSL");
	struct bytes rest = bytes_from(word, 3);

	if (!ssl && !bytes_starts_with_nocase(word, "TLS"))
		return false;
	skip(&rest, ' ');
	skip(&rest, 'v');
	if (!rest.len || !ascii_is_digit(rest.data[0]))
		return false;
	unsigned char major = rest.data[0], minor = '0';
	rest = bytes_from(rest, 1);
	if (skip(&rest, '.') && rest.len) {
		minor = rest.data[0];
		rest = bytes_from(rest, 1);
	}
	if (rest.len || !ascii_is_digit(minor))
		return false;
	snprintf(ret_text, size, "%s %c.%c", ssl ? "SSL" : "TLS", major, minor);
	return true;
}

/* "sslv3 alert handshake failure" is OpenSSL's way, "RSA-PSS-RSAE-SHA256" GnuTLS's. */
static bool underscored(struct bytes word, char *ret_text, size_t size)
{
	size_t at = bytes_find_nocase(word, BYTES_LITERAL("alert "));
	struct bytes rest = at < word.len ? bytes_from(word, at + 6) : word;

	if (!rest.len || rest.len >= size)
		return false;
	for (size_t i = 0; i < rest.len; i++)
		ret_text[i] = rest.data[i] == ' ' || rest.data[i] == '-' ? '_' : (char)rest.data[i];
	ret_text[rest.len] = 0;
	return true;
}

struct bytes explain_other_name(struct bytes word)
{
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (bytes_is(word, aliases[i].word))
			return bytes_str(aliases[i].registered);
	return (struct bytes){0};
}

struct bytes explain_alias(struct bytes word, char *text, size_t size)
{
	if (version(word, text, size) || underscored(word, text, size))
		return bytes_str(text);
	return (struct bytes){0};
}

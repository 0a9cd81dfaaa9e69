/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * openssl_names: tables from IANA's and GnuTLS's words to OpenSSL's.
 */
#include "report/openssl_names.h"

#include "base/safe.h"
#include "report/openssl_dn.h"
#include <stdio.h>
#include <time.h>

/* Cipher suites: key exchange and cipher are spelt anew, the hash stays. */

static const char *const exchanges[][2] = {
	{"RSA", ""},
	{"DHE_RSA", "DHE-RSA-"},
	{"DHE_DSS", "DHE-DSS-"},
	{"DH_anon", "ADH-"},
	{"ECDH_anon", "AECDH-"},
	{"ECDHE_RSA", "ECDHE-RSA-"},
	{"ECDHE_ECDSA", "ECDHE-ECDSA-"},
	{"ECDH_RSA", "ECDH-RSA-"},
	{"ECDH_ECDSA", "ECDH-ECDSA-"},
	{"PSK", "PSK-"},
	{"DHE_PSK", "DHE-PSK-"},
	{"PSK_DHE", "DHE-PSK-"},
	{"RSA_PSK", "RSA-PSK-"},
	{"ECDHE_PSK", "ECDHE-PSK-"},
};

/* The longest spelling comes first where one begins another. */
static const char *const ciphers[][2] = {
	{"AES_128_CCM_8", "AES128-CCM8"},
	{"AES_256_CCM_8", "AES256-CCM8"},
	{"AES_128_CCM", "AES128-CCM"},
	{"AES_256_CCM", "AES256-CCM"},
	{"AES_128_GCM", "AES128-GCM"},
	{"AES_256_GCM", "AES256-GCM"},
	{"AES_128_CBC", "AES128"},
	{"AES_256_CBC", "AES256"},
	{"CHACHA20_POLY1305_SHA256", "CHACHA20-POLY1305"},
	{"CAMELLIA_128_CBC", "CAMELLIA128"},
	{"CAMELLIA_256_CBC", "CAMELLIA256"},
	{"CAMELLIA_128_GCM", "CAMELLIA128-GCM"},
	{"CAMELLIA_256_GCM", "CAMELLIA256-GCM"},
	{"ARIA_128_GCM", "ARIA128-GCM"},
	{"ARIA_256_GCM", "ARIA256-GCM"},
	{"3DES_EDE_CBC", "DES-CBC3"},
	{"RC4_128", "RC4"},
	{"SEED_CBC", "SEED"},
	{"IDEA_CBC", "IDEA-CBC"},
	{"NULL", "NULL"},
};

enum { EXCHANGES = sizeof(exchanges) / sizeof(exchanges[0]), CIPHERS = sizeof(ciphers) / sizeof(ciphers[0]) };

/* With keys agreed on beforehand, CBC is named. */
static void append_cipher(struct buffer *out, struct bytes cipher, bool psk)
{
	for (size_t i = 0; i < CIPHERS; i++) {
		size_t len = strlen(ciphers[i][0]);
		if (!bytes_starts_with(cipher, ciphers[i][0]))
			continue;
		bool names_cbc = psk && bytes_starts_with(cipher, "AES") && !strcmp(ciphers[i][0] + len - 3, "CBC");
		buffer_printf(out, "%s%s", ciphers[i][1], names_cbc ? "-CBC" : "");
		if (cipher.len > len)
			buffer_printf(out, "-%.*s", (int)(cipher.len - len - 1), (const char *)cipher.data + len + 1);
		return;
	}
	buffer_append(out, cipher);
}

static const char *exchange_word(struct bytes exchange)
{
	for (size_t i = 0; i < EXCHANGES; i++)
		if (bytes_equal(exchange, bytes_str(exchanges[i][0])))
			return exchanges[i][1];
	return NULL;
}

void openssl_suite(struct buffer *out, const char *iana_name)
{
	struct bytes name = bytes_str(iana_name);
	size_t with = bytes_find(name, BYTES_LITERAL("_WITH_"));
	struct bytes exchange = bytes_from(bytes_first(name, with), 4), cipher = bytes_from(name, with + 6);
	const char *word = with < name.len && bytes_starts_with(name, "TLS_") ? exchange_word(exchange) : NULL;

	if (!word) {
		buffer_append(out, name);
		return;
	}
	/* OpenSSL leaves RSA out of this one name. */
	bool aria = bytes_starts_with(cipher, "ARIA") && bytes_equal(exchange, BYTES_LITERAL("ECDHE_RSA"));
	buffer_append_text(out, aria ? "ECDHE-" : word);
	append_cipher(out, cipher, bytes_find(exchange, BYTES_LITERAL("PSK")) < exchange.len);
}

const char *openssl_version(uint16_t version_code)
{
	switch (version_code) {
	case 0x0300: return "SSLv3";
	case 0x0301: return "TLSv1";
	case 0x0302: return "TLSv1.1";
	case 0x0303: return "TLSv1.2";
	case 0x0304: return "TLSv1.3";
	default: return "unknown";
	}
}

/* Certificates */

static void append_name(struct buffer *out, const struct cert_facts *cert, bool subject)
{
	struct bytes names[2];

	if (openssl_dn_find(cert->der, &names[0], &names[1]))
		openssl_dn_append(out, names[subject ? 0 : 1]);
	else
		buffer_append_text(out, "<cannot be read>");
}

void openssl_subject(struct buffer *out, const struct cert_facts *cert)
{
	append_name(out, cert, true);
}

void openssl_issuer(struct buffer *out, const struct cert_facts *cert)
{
	append_name(out, cert, false);
}

static const char *const keys[][2] = {{"RSA-PSS", "RSASSA-PSS"}, {"RSA", "rsaEncryption"}, {"EC", "id-ecPublicKey"},
	{"EdDSA (Ed25519)", "ED25519"}, {"EdDSA (Ed448)", "ED448"}, {"DSA", "dsaEncryption"}};

static const char *const signatures[][2] = {{"RSA-PSS", "RSASSA-PSS"}, {"ECDSA-SHA1", "ecdsa-with-SHA1"},
	{"ECDSA-SHA224", "ecdsa-with-SHA224"}, {"ECDSA-SHA256", "ecdsa-with-SHA256"},
	{"ECDSA-SHA384", "ecdsa-with-SHA384"}, {"ECDSA-SHA512", "ecdsa-with-SHA512"}, {"EdDSA-Ed25519", "ED25519"},
	{"EdDSA-Ed448", "ED448"}};

/* The first row whose word begins the text; else the text itself. */
static void append_word(struct buffer *out, const char *text, const char *const (*table)[2], size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		if (text && bytes_starts_with(bytes_str(text), table[i][0])) {
			buffer_append_text(out, table[i][1]);
			return;
		}
	safe_append(out, bytes_str(text ? text : "unknown"), SAFE_ASCII);
}

void openssl_key(struct buffer *out, const struct cert_facts *cert)
{
	append_word(out, cert->key, keys, sizeof(keys) / sizeof(keys[0]));
}

void openssl_signature(struct buffer *out, const struct cert_facts *cert)
{
	append_word(out, cert->signature, signatures, sizeof(signatures) / sizeof(signatures[0]));
}

void openssl_time(struct buffer *out, int64_t seconds)
{
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	time_t when = (time_t)seconds;
	struct tm date;

	if (!gmtime_r(&when, &date)) {
		buffer_append_text(out, "Bad time value");
		return;
	}
	buffer_printf(out, "%s %2d %02d:%02d:%02d %d GMT", months[date.tm_mon], date.tm_mday, date.tm_hour, date.tm_min,
		date.tm_sec, date.tm_year + 1900);
}

/* The handshake */

static const struct {
	const char *group;
	const char *words;
} groups[] = {
	{"X25519", "X25519, 253 bits"},
	{"X448", "X448, 448 bits"},
	{"SECP192R1", "ECDH, prime192v1, 192 bits"},
	{"SECP224R1", "ECDH, secp224r1, 224 bits"},
	{"SECP256R1", "ECDH, prime256v1, 256 bits"},
	{"SECP384R1", "ECDH, secp384r1, 384 bits"},
	{"SECP521R1", "ECDH, secp521r1, 521 bits"},
};

bool openssl_temp_key(struct buffer *out, const struct tls_facts *facts)
{
	if (facts->dh_bits)
		return buffer_printf(out, "DH, %u bits", facts->dh_bits);
	if (!facts->group)
		return false;
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (!strcmp(facts->group, groups[i].group))
			return buffer_append_text(out, groups[i].words);
	return safe_append(out, bytes_str(facts->group), SAFE_ASCII);
}

const char *openssl_digest(const struct tls_facts *facts)
{
	static const char *const digests[][2] = {{"SHA512", "SHA512"}, {"SHA384", "SHA384"}, {"SHA256", "SHA256"},
		{"SHA224", "SHA224"}, {"SHA1", "SHA1"}, {"MD5", "MD5"}};
	struct bytes signature = bytes_str(facts->server_signature);

	for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++)
		if (signature.len && bytes_find(signature, bytes_str(digests[i][0])) < signature.len)
			return digests[i][1];
	return NULL;
}

const char *openssl_signature_type(const struct tls_facts *facts)
{
	static const char *const types[][2] = {{"RSA-PSS", "RSA-PSS"}, {"RSA", "RSA"}, {"ECDSA", "ECDSA"},
		{"EdDSA-Ed25519", "ed25519"}, {"EdDSA-Ed448", "ed448"}, {"DSA", "DSA"}};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (facts->server_signature && bytes_starts_with(bytes_str(facts->server_signature), types[i][0]))
			return types[i][1];
	return facts->server_signature;
}

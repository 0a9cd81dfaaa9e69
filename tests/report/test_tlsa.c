/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_tlsa: records and pins, against hashes that GnuTLS works out, and against lines written by hand.
 */
#include "../check_main.h"
#include "base/arena.h"
#include "report/tlsa.h"
#include "tls/certs.h"
#include "tls/mint.h"
#include <gnutls/x509.h>
#include <stdio.h>

enum { CERTS = 2, MAX = 1 << 16 };

/* Made by hand */

static const struct cert_facts leaf = {
	.subject = "CN=mail.example.org", .sha256 = {0x01, 0xff}, .spki_sha256 = {0xab}, .spki_pin = "pin0="};
static const struct cert_facts issuer = {
	.subject = "CN=A\n_25._tcp.evil.example. IN TLSA", .spki_sha256 = {0xcd}, .spki_pin = "pin1="};
static const struct cert_facts stray = {.subject = "CN=Stray", .spki_sha256 = {0xee}, .spki_pin = "pin2="};
static const struct cert_facts root = {.subject = "", .spki_sha256 = {0x10}, .spki_pin = "pin3="};
static const struct cert_facts broken = {.subject = "CN=Broken", .parse_error = "no DER"};

#define ZEROS62 "00000000000000000000000000000000000000000000000000000000000000"
#define ZEROS60 "000000000000000000000000000000000000000000000000000000000000"
#define LEAF                                                                                                           \
	"; the key of CN=mail.example.org: it stays true when the certificate is renewed with the same key\n"          \
	"_25._tcp.mail.example.org. IN TLSA 3 1 1 ab" ZEROS62 "\n"                                                     \
	"; this very certificate: it must be replaced with each renewal\n"                                             \
	"_25._tcp.mail.example.org. IN TLSA 3 0 1 01ff" ZEROS60 "\n"
#define ISSUER                                                                                                         \
	"; everything issued below CN=A^J_25._tcp.evil.example. IN TLSA\n"                                             \
	"_25._tcp.mail.example.org. IN TLSA 2 1 1 cd" ZEROS62 "\n"
#define STRAY                                                                                                          \
	"; everything issued below CN=Stray\n"                                                                         \
	"_25._tcp.mail.example.org. IN TLSA 2 1 1 ee" ZEROS62 "\n"
#define ROOT                                                                                                             \
	"; everything issued below a certificate without a subject, which the server must send then, and does not now\n" \
	"_25._tcp.mail.example.org. IN TLSA 2 1 1 10" ZEROS62 "\n"

static const struct {
	const struct cert_facts *certs[3];
	size_t count;
	size_t path[3];
	size_t path_count;
	const struct cert_facts *anchor;
	const char *host, *records, *pins;
} rows[] = {
	{{&leaf}, 1, {0}, 1, NULL, "mail.example.org", LEAF, "pin0=  CN=mail.example.org\n"},
	{{&leaf}, 1, {0}, 1, NULL, "mail.example.org.", LEAF, "pin0=  CN=mail.example.org\n"},
	{{&leaf, &stray, &issuer}, 3, {0, 2}, 2, &root, "mail.example.org", LEAF ISSUER ROOT,
		"pin0=  CN=mail.example.org\npin1=  CN=A^J_25._tcp.evil.example. IN TLSA\npin3=  a certificate without a subject\n"},
	{{&stray, &leaf, &issuer}, 3, {1, 2}, 2, NULL, "mail.example.org", LEAF ISSUER,
		"pin0=  CN=mail.example.org\npin1=  CN=A^J_25._tcp.evil.example. IN TLSA\n"},
	{{&leaf}, 1, {0}, 1, &root, "mail.example.org", LEAF ROOT,
		"pin0=  CN=mail.example.org\npin3=  a certificate without a subject\n"},
	/* no path was built: what was sent */
	{{&leaf, &stray}, 2, {0}, 0, NULL, "mail.example.org", LEAF STRAY,
		"pin0=  CN=mail.example.org\npin2=  CN=Stray\n"},
	{{&broken, &stray}, 2, {0}, 0, NULL, "mail.example.org",
		"; a certificate that cannot be read is left out\n" STRAY, "pin2=  CN=Stray\n"},
};

START_TEST(by_hand)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct cert_facts certs[3];
		for (size_t k = 0; k < rows[i].count; k++)
			certs[k] = *rows[i].certs[k];
		struct chain_facts chain = {.certs = certs,
			.count = rows[i].count,
			.path = rows[i].path,
			.path_count = rows[i].path_count,
			.anchor = rows[i].anchor};
		struct buffer out;
		buffer_init(&out, MAX);
		ck_assert(tlsa_records(&out, &chain, rows[i].host, 25));
		ck_assert_str_eq(buffer_text(&out), rows[i].records);
		size_t len = out.len;
		buffer_clear(&out);
		ck_assert(tlsa_pins(&out, &chain));
		ck_assert_str_eq(buffer_text(&out), rows[i].pins);
		buffer_done(&out);
		/* A buffer that is too small is left as it was. */
		for (size_t max = 0; max < len; max += 13) {
			buffer_init(&out, max);
			ck_assert(!tlsa_records(&out, &chain, rows[i].host, 25) && !out.len);
			buffer_done(&out);
		}
	}
}
END_TEST

/* By GnuTLS */

static void hash_of(gnutls_x509_crt_t cert, bool key, char *hex)
{
	unsigned char hash[32];
	size_t size = sizeof(hash);
	int result = key ? gnutls_x509_crt_get_key_id(cert, GNUTLS_KEYID_USE_SHA256, hash, &size)
			 : gnutls_x509_crt_get_fingerprint(cert, GNUTLS_DIG_SHA256, hash, &size);

	ck_assert_int_eq(result, 0);
	for (size_t i = 0; i < size; i++)
		snprintf(hex + 2 * i, 3, "%02x", hash[i]);
}

static void check_line(const char *records, const char *kind, gnutls_x509_crt_t cert, bool key)
{
	char hex[65], line[200];

	hash_of(cert, key, hex);
	snprintf(line, sizeof(line), "_143._tcp.mail.example.org. IN TLSA %s %s\n", kind, hex);
	ck_assert_msg(strstr(records, line) != NULL, "%s is not in\n%s", line, records);
}

START_TEST(minted)
{
	struct tls_identity *identity =
		mint_identity(&(struct mint_recipe){.name = "mail.example.org", .now = 1700000000});
	const char *pem = mint_chain_pem(identity);
	gnutls_datum_t data = {(unsigned char *)pem, (unsigned)strlen(pem)};
	gnutls_x509_crt_t certs[CERTS];
	unsigned count = CERTS;
	struct cert_facts facts[CERTS] = {0};
	struct arena arena;
	struct buffer out;

	ck_assert_int_eq(gnutls_x509_crt_list_import(certs, &count, &data, GNUTLS_X509_FMT_PEM, 0), CERTS);
	arena_init(&arena, 1 << 20);
	for (unsigned i = 0; i < CERTS; i++) {
		gnutls_datum_t der;
		ck_assert_int_eq(gnutls_x509_crt_export2(certs[i], GNUTLS_X509_FMT_DER, &der), 0);
		certs_read(&arena, bytes_of(der.data, der.size), &facts[i]);
		gnutls_free(der.data);
	}
	buffer_init(&out, MAX);
	ck_assert(tlsa_records(&out, &(struct chain_facts){.certs = facts, .count = CERTS}, "mail.example.org", 143));
	check_line(buffer_text(&out), "3 1 1", certs[0], true);
	check_line(buffer_text(&out), "3 0 1", certs[0], false);
	check_line(buffer_text(&out), "2 1 1", certs[1], true);
	buffer_done(&out);
	for (unsigned i = 0; i < CERTS; i++)
		gnutls_x509_crt_deinit(certs[i]);
	arena_done(&arena);
	mint_free(identity);
}
END_TEST

CHECK_MAIN("tlsa", by_hand, minted)

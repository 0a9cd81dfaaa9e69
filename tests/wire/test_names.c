/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tests names: against what OpenSSL and GnuTLS call the suites, and against the registries.
 */
#include "wire/names.h"

#include "known_suites.h"
#include "../check_main.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

START_TEST(test_known_suites)
{
	ck_assert_uint_gt(COUNT(known_suites), 200);
	for (size_t i = 0; i < COUNT(known_suites); i++)
		ck_assert_pstr_eq(wire_suite_name(known_suites[i].code), known_suites[i].name);
}
END_TEST

START_TEST(test_suites_in_order)
{
	size_t last = 0;

	ck_assert_uint_gt(wire_suite_count(), 390);
	for (size_t i = 0; i < wire_suite_count(); i++) {
		uint16_t suite = wire_suite_at(i);
		ck_assert(i == 0 || suite > last);
		ck_assert_ptr_nonnull(wire_suite_name(suite));
		ck_assert(suite != 0x00ff && suite != 0x5600 && !wire_is_grease(suite));
		last = suite;
	}
}
END_TEST

START_TEST(test_each_suite_once)
{
	size_t named = 0;

	for (unsigned suite = 0; suite <= UINT16_MAX; suite++)
		named += wire_suite_name((uint16_t)suite) != NULL;
	ck_assert_uint_eq(named, wire_suite_count() + 2);
	ck_assert_pstr_eq(wire_suite_name(0x00ff), "TLS_EMPTY_RENEGOTIATION_INFO_SCSV");
	ck_assert_pstr_eq(wire_suite_name(0x5600), "TLS_FALLBACK_SCSV");
}
END_TEST

enum kind { SUITE, EXTENSION, GROUP, SCHEME, PROTOCOL, COMPRESSION };

static const char *name_of(enum kind kind, uint16_t code)
{
	switch (kind) {
	case SUITE: return wire_suite_name(code);
	case EXTENSION: return wire_extension_name(code);
	case GROUP: return wire_group_name(code);
	case SCHEME: return wire_scheme_name(code);
	case PROTOCOL: return wire_version_name(code);
	case COMPRESSION: return wire_compression_name(code);
	}
	return NULL;
}

START_TEST(test_wide_codes)
{
	static const struct {
		enum kind kind;
		uint16_t code;
		const char *name;
	} cases[] = {
		{SUITE, 0x0000, "TLS_NULL_WITH_NULL_NULL"},
		{SUITE, 0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5"},
		{SUITE, 0x0026, "TLS_KRB5_EXPORT_WITH_DES_CBC_40_SHA"},
		{SUITE, 0x0062, "TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA"},
		{SUITE, 0x00c6, "TLS_SM4_GCM_SM3"},
		{SUITE, 0x1305, "TLS_AES_128_CCM_8_SHA256"},
		{SUITE, 0x1307, "TLS_AEGIS_128L_SHA256"},
		{SUITE, 0xc022, "TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA"},
		{SUITE, 0xc0b0, "TLS_ECCPWD_WITH_AES_128_GCM_SHA256"},
		{SUITE, 0xc106, "TLS_GOSTR341112_256_WITH_MAGMA_MGM_S"},
		{SUITE, 0xd005, "TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256"},
		{SUITE, 0xffff, NULL},
		{SUITE, 0x0a0a, NULL},
		{EXTENSION, 0, "server_name"},
		{EXTENSION, 16, "application_layer_protocol_negotiation"},
		{EXTENSION, 40, "key_share_draft"},
		{EXTENSION, 51, "key_share"},
		{EXTENSION, 62, "tls_flags"},
		{EXTENSION, 0xfe0d, "encrypted_client_hello"},
		{EXTENSION, 0xff01, "renegotiation_info"},
		{EXTENSION, 63, NULL},
		{GROUP, 0x0000, NULL},
		{GROUP, 0x0001, "sect163k1"},
		{GROUP, 0x0017, "secp256r1"},
		{GROUP, 0x001d, "x25519"},
		{GROUP, 0x0028, "GC512C"},
		{GROUP, 0x0029, "curveSM2"},
		{GROUP, 0x0100, "ffdhe2048"},
		{GROUP, 0x0202, "MLKEM1024"},
		{GROUP, 0x11eb, "SecP256r1MLKEM768"},
		{GROUP, 0x11ec, "X25519MLKEM768"},
		{GROUP, 0x11ed, "SecP384r1MLKEM1024"},
		{GROUP, 0x6399, "X25519Kyber768Draft00"},
		{GROUP, 0xff02, "arbitrary_explicit_char2_curves"},
		{SCHEME, 0x0403, "ecdsa_secp256r1_sha256"},
		{SCHEME, 0x0804, "rsa_pss_rsae_sha256"},
		{SCHEME, 0x0906, "mldsa87"},
		{SCHEME, 0x091c, "slhdsa_shake_256f"},
		{SCHEME, 0x0402, NULL},
		{PROTOCOL, 0x0002, "SSL 2.0"},
		{PROTOCOL, 0x0300, "SSL 3.0"},
		{PROTOCOL, 0x0304, "TLS 1.3"},
		{PROTOCOL, 0x7f1c, "TLS 1.3 draft 28"},
		{PROTOCOL, 0x0305, NULL},
		{COMPRESSION, 2, "brotli"},
		{COMPRESSION, 0, NULL},
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		ck_assert_pstr_eq(name_of(cases[i].kind, cases[i].code), cases[i].name);
}
END_TEST

START_TEST(test_bytes)
{
	ck_assert_pstr_eq(wire_content_name(20), "change_cipher_spec");
	ck_assert_pstr_eq(wire_content_name(23), "application_data");
	ck_assert_pstr_eq(wire_content_name(19), NULL);
	ck_assert_pstr_eq(wire_message_name(0), "HelloRequest");
	ck_assert_pstr_eq(wire_message_name(5), "EndOfEarlyData");
	ck_assert_pstr_eq(wire_message_name(25), "CompressedCertificate");
	ck_assert_pstr_eq(wire_message_name(254), "message_hash");
	ck_assert_pstr_eq(wire_message_name(7), NULL);
	for (unsigned i = 0; i <= UINT8_MAX; i++) {
		uint8_t code = (uint8_t)i;
		ck_assert((wire_content_name(code) != NULL) == (i >= 20 && i <= 27));
		ck_assert(i <= 26 || i == 67 || i == 254 || !wire_message_name(code));
		ck_assert(i <= 121 || !wire_alert_name(code));
	}
	ck_assert_pstr_eq(wire_alert_name(0), "close_notify");
	ck_assert_pstr_eq(wire_alert_name(40), "handshake_failure");
	ck_assert_pstr_eq(wire_alert_name(121), "ech_required");
	ck_assert_pstr_eq(wire_alert_name(1), NULL);
	ck_assert_pstr_eq(wire_hash_name(4), "sha256");
	ck_assert_pstr_eq(wire_signature_name(3), "ecdsa");
	ck_assert_pstr_eq(wire_psk_mode_name(1), "psk_dhe_ke");
	ck_assert_pstr_eq(wire_point_format_name(0), "uncompressed");
	ck_assert_pstr_eq(wire_certificate_type_name(2), "raw public key");
	ck_assert_pstr_eq(wire_client_certificate_type_name(64), "ecdsa_sign");
	ck_assert_pstr_eq(wire_client_certificate_type_name(63), NULL);
	ck_assert_pstr_eq(wire_status_type_name(1), "ocsp");
	ck_assert_pstr_eq(wire_ssl2_suite_name(0x0700c0), "SSL_CK_DES_192_EDE3_CBC_WITH_MD5");
	ck_assert_pstr_eq(wire_ssl2_suite_name(0x000004), NULL);
}
END_TEST

/* RFC 8701 §2. */
START_TEST(test_grease)
{
	size_t wide = 0, narrow = 0;

	for (unsigned code = 0; code <= UINT16_MAX; code++)
		wide += wire_is_grease((uint16_t)code);
	for (unsigned mode = 0; mode <= UINT8_MAX; mode++)
		narrow += wire_is_grease_psk_mode((uint8_t)mode);
	ck_assert_uint_eq(wide, 16);
	ck_assert_uint_eq(narrow, 8);
	ck_assert(wire_is_grease(0x0a0a) && wire_is_grease(0xfafa) && !wire_is_grease(0x0a1a));
	ck_assert(wire_is_grease_psk_mode(0x0b) && wire_is_grease_psk_mode(0xe4) && !wire_is_grease_psk_mode(0));
}
END_TEST

CHECK_MAIN("names", test_known_suites, test_suites_in_order, test_each_suite_once, test_wide_codes, test_bytes,
	test_grease)

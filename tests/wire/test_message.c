/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tests message: the traces of RFC 8448 and an exchange with TLS 1.2 by their fields, and every way of being cut or lied to.
 */
#include "wire/message.h"

#include "../check_main.h"
#include "decoded.h"
#include "rfc8448.h"
#include "tls12.h"
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct expected {
	size_t message;
	const char *label;
	size_t index; /* the how manieth of this label, from 0 */
	const char *value;
};

static void check_field(const struct wire_tree *tree, const struct expected *expected)
{
	const struct wire_field *field = decoded_field(tree, expected->label, expected->index);

	ck_assert_msg(field, "message %zu has no %s", expected->message, expected->label);
	ck_assert_msg(bytes_equal(field->value, bytes_str(expected->value)), "message %zu: %s is «%.*s», not «%s»",
		expected->message, expected->label, (int)field->value.len, (const char *)field->value.data,
		expected->value);
}

static struct decoded decode_rfc8448(size_t index, const struct bytes *session_id)
{
	struct wire_context context = {.from_client = rfc8448_messages[index].from_client,
		.version = 0x0304,
		.suite = 0x1301,
		.client_session_id = session_id};
	struct decoded decoded = decoded_hex(rfc8448_messages[index].hex);

	wire_decode_message(decoded_bytes(&decoded), &context, &decoded.tree);
	decoded_check(&decoded.tree, decoded.len);
	return decoded;
}

/* Values as the RFC prints them. */
START_TEST(test_rfc8448)
{
	static const struct expected cases[] = {
		{0, "ClientHello", 0, "196 bytes"},
		{0, "message type", 0, "1 ClientHello"},
		{0, "length", 0, "192 bytes"},
		{0, "version", 0, "0x0303 TLS 1.2"},
		{0, "random", 0, "cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7"},
		{0, "session id", 0, "empty"},
		{0, "cipher suite", 0, "0x1301 TLS_AES_128_GCM_SHA256"},
		{0, "cipher suite", 1, "0x1303 TLS_CHACHA20_POLY1305_SHA256"},
		{0, "cipher suite", 2, "0x1302 TLS_AES_256_GCM_SHA384"},
		{0, "compression method", 0, "0 null"},
		{0, "host name", 0, "server"},
		{0, "renegotiated connection", 0, "empty"},
		{0, "supported_groups", 0, "0x000a, 20 bytes"},
		{0, "group", 0, "0x001d x25519"},
		{0, "group", 8, "0x0104 ffdhe8192"},
		{0, "session_ticket", 0, "0x0023, empty"},
		{0, "key share", 0, "x25519, 32 bytes"},
		{0, "key exchange", 0, "99381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c"},
		{0, "version", 1, "0x0304 TLS 1.3"},
		{0, "signature scheme", 0, "0x0403 ecdsa_secp256r1_sha256"},
		{0, "signature scheme", 14, "0x0202 dsa with sha1"},
		{0, "mode", 0, "1 psk_dhe_ke"},
		{0, "limit", 0, "16385 bytes"},
		{1, "ServerHello", 0, "90 bytes"},
		{1, "random", 0, "a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e26928"},
		{1, "cipher suite", 0, "0x1301 TLS_AES_128_GCM_SHA256"},
		{1, "key exchange", 0, "c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f"},
		{1, "version", 1, "0x0304 TLS 1.3"},
		{2, "EncryptedExtensions", 0, "40 bytes"},
		{2, "server_name", 0, "0x0000, empty"},
		{2, "group", 0, "0x001d x25519"},
		{3, "request context", 0, "empty"},
		{3, "certificate", 0, "432 bytes, CN=rsa, issued by CN=rsa"},
		{3, "extensions", 0, "empty"},
		{4, "signature scheme", 0, "0x0804 rsa_pss_rsae_sha256"},
		{4, "signature", 0, "128 bytes"},
		{5, "verify data", 0, "9b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718"},
		{6, "verify data", 0, "a8ec436d677634ae525ac1fcebe11a039ec17694fac6e98527b642f2edd5ce61"},
		{7, "lifetime", 0, "30 seconds"},
		{7, "age add", 0, "4208372421"},
		{7, "nonce", 0, "0000"},
		{7, "ticket", 0, "178 bytes"},
		{7, "maximum early data", 0, "1024 bytes"},
		{8, "early_data", 0, "0x002a, empty"},
		{8, "padding", 1, "87 zeros"},
		{8, "identity", 0, "178 bytes"},
		{8, "obfuscated ticket age", 0, "4208372427"},
		{8, "binder", 0, "3add4fb2d8fdf822a0ca3cf7678ef5e88dae990141c5924d57bb6fa31b9e5f9d"},
		{9, "selected identity", 0, "0"},
		{9, "key exchange", 0, "121761ee42c333e1b9e77b60dd57c2053cd94512ab47f115e86eff50942cea31"},
		{10, "early_data", 0, "0x002a, empty"},
		{12, "EndOfEarlyData", 0, "4 bytes"},
		{15, "HelloRetryRequest", 0, "176 bytes"},
		{15, "random", 0, "the value that makes it a HelloRetryRequest"},
		{15, "group", 0, "0x0017 secp256r1"},
		{15, "cookie", 1, "114 bytes"},
		{15, "version", 1, "0x0304 TLS 1.3"},
		{16, "key share", 0, "secp256r1, 65 bytes"},
		{16, "cookie", 1, "114 bytes"},
		{17, "key share", 0, "secp256r1, 65 bytes"},
		{26, "CertificateRequest", 0, "43 bytes"},
		{26, "request context", 0, "empty"},
		{26, "signature scheme", 14, "0x0202 dsa with sha1"},
		{28, "signature scheme", 0, "0x0403 ecdsa_secp256r1_sha256"},
		{28, "signature", 0, "71 bytes"},
		{30, "certificate", 0, "438 bytes, CN=client, issued by CN=client"},
		{33, "session id", 0, "a80c165581a8e0d06c0018d54d3a06dd32cfd4051eb026fad3fd0ba99269e6ef"},
		{34, "session id", 0, "a80c165581a8e0d06c0018d54d3a06dd32cfd4051eb026fad3fd0ba99269e6ef"},
		{39, "Finished", 0, "36 bytes"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct decoded decoded = decode_rfc8448(cases[i].message, NULL);
		check_field(&decoded.tree, &cases[i]);
		decoded_done(&decoded);
	}
}
END_TEST

START_TEST(test_rfc8448_is_sound)
{
	ck_assert_uint_eq(COUNT(rfc8448_messages), 40);
	for (size_t i = 0; i < COUNT(rfc8448_messages); i++) {
		struct decoded decoded = decode_rfc8448(i, NULL);
		for (size_t field = 0; field < decoded.tree.count; field++)
			ck_assert_msg(decoded.tree.fields[field].state == WIRE_KNOWN, "message %zu: %s is in state %d",
				i, decoded.tree.fields[field].label, decoded.tree.fields[field].state);
		decoded_done(&decoded);
	}
}
END_TEST

static struct decoded decode_tls12(size_t index)
{
	struct wire_context context = {.from_client = tls12_messages[index].from_client,
		.version = 0x0303,
		.suite = tls12_messages[index].suite};
	struct decoded decoded = decoded_hex(tls12_messages[index].hex);

	wire_decode_message(decoded_bytes(&decoded), &context, &decoded.tree);
	decoded_check(&decoded.tree, decoded.len);
	ck_assert(!decoded_has(&decoded.tree, WIRE_BROKEN) && !decoded_has(&decoded.tree, WIRE_UNKNOWN));
	return decoded;
}

START_TEST(test_tls12)
{
	static const struct expected cases[] = {
		{0, "cipher suite", 0, "0xc02f TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
		{0, "cipher suite", 1, "0x00ff TLS_EMPTY_RENEGOTIATION_INFO_SCSV"},
		{0, "host name", 0, "mail.example.org"},
		{0, "point format", 2, "2 ansiX962_compressed_char2"},
		{0, "status type", 0, "1 ocsp"},
		{0, "protocol", 0, "smtp"},
		{0, "encrypt_then_mac", 0, "0x0016, empty"},
		{0, "extended_master_secret", 0, "0x0017, empty"},
		{0, "signature scheme", 14, "0x0303 ecdsa with sha224"},
		{1, "version", 0, "0x0303 TLS 1.2"},
		{1, "cipher suite", 0, "0xc02f TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
		{2, "certificate", 0, "534 bytes, CN=mail.example.org, issued by CN=mail.example.org"},
		{3, "curve type", 0, "3 named_curve"},
		{3, "group", 0, "0x001d x25519"},
		{3, "signature scheme", 0, "0x0804 rsa_pss_rsae_sha256"},
		{3, "signature", 0, "128 bytes"},
		{4, "certificate type", 0, "1 rsa_sign"},
		{4, "certificate authorities", 0, "empty"},
		{5, "ServerHelloDone", 0, "4 bytes"},
		{7, "signature scheme", 0, "0x0403 ecdsa_secp256r1_sha256"},
		{8, "verify data", 0, "e6ebc33787d95555eb4b852c"},
		{12, "identity hint", 0, "hint"},
		{12, "group", 0, "0x001d x25519"},
		{14, "identity", 0, "someone"},
		{16, "lifetime", 0, "7200 seconds"},
		{16, "ticket", 0, "176 bytes"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct decoded decoded = decode_tls12(cases[i].message);
		check_field(&decoded.tree, &cases[i]);
		decoded_done(&decoded);
	}
}
END_TEST

/* Single messages that say what a field must be, in which state. */
struct single {
	const char *hex;
	uint16_t version;
	uint16_t suite;
	const char *label;
	size_t index;
	const char *value;
	enum wire_state state;
};

static void check_single(const struct single *single)
{
	struct wire_context context = {.version = single->version, .suite = single->suite};
	struct decoded decoded = decoded_hex(single->hex);

	wire_decode_message(decoded_bytes(&decoded), &context, &decoded.tree);
	decoded_check(&decoded.tree, decoded.len);
	check_field(&decoded.tree,
		&(struct expected){.label = single->label, .index = single->index, .value = single->value});
	ck_assert_int_eq(decoded_field(&decoded.tree, single->label, single->index)->state, single->state);
	ck_assert_msg(single->state == WIRE_BROKEN || !decoded_has(&decoded.tree, WIRE_BROKEN), "%s", single->hex);
	decoded_done(&decoded);
}

START_TEST(test_key_exchanges)
{
	static const struct single cases[] = {
		/* DHE_RSA */
		{"0c000014 0002 0d0d 0001 02 0003 010203 0401 0004 aabbccdd", 0x0303, 0x0033, "public key", 0, "010203",
			WIRE_KNOWN},
		{"0c000010 0002 0d0d 0001 02 0003 010203 0002 aabb", 0x0301, 0x0033, "signature", 0, "aabb",
			WIRE_KNOWN},
		/* DH_anon, ECDH_anon */
		{"0c00000c 0002 0d0d 0001 02 0003 010203", 0x0303, 0x0034, "generator", 0, "02", WIRE_KNOWN},
		{"0c000006 03 0017 02 0102", 0x0303, 0xc018, "group", 0, "0x0017 secp256r1", WIRE_KNOWN},
		/* PSK, DHE_PSK, RSA_PSK */
		{"0c000004 0002 6869", 0x0303, 0x008c, "identity hint", 0, "hi", WIRE_KNOWN},
		{"0c000010 0002 6869 0002 0d0d 0001 02 0003 010203", 0x0303, 0x0090, "prime", 0, "0d0d", WIRE_KNOWN},
		{"0c000002 0000", 0x0303, 0x0094, "identity hint", 0, "", WIRE_KNOWN},
		{"10000008 0002 6869 0002 aabb", 0x0303, 0x0094, "encrypted premaster secret", 0, "aabb", WIRE_KNOWN},
		{"10000006 0004 31323334", 0x0303, 0x008c, "identity", 0, "1234", WIRE_KNOWN},
		/* RSA, and in SSL 3.0 */
		{"10000004 0002 aabb", 0x0303, 0x002f, "encrypted premaster secret", 0, "aabb", WIRE_KNOWN},
		{"10000002 aabb", 0x0300, 0x002f, "encrypted premaster secret", 0, "aabb", WIRE_KNOWN},
		/* RSA_EXPORT */
		{"0c00000a 0002 0d0d 0001 03 0001 aa", 0x0301, 0x0003, "exponent", 0, "03", WIRE_KNOWN},
		/* SRP, with and without a signature */
		{"0c00000e 0002 0d0d 0001 02 01 aa 0003 010203", 0x0303, 0xc01d, "salt", 0, "aa", WIRE_KNOWN},
		{"10000004 0002 aabb", 0x0303, 0xc01d, "public key", 0, "aabb", WIRE_KNOWN},
		/* DHE, and a fixed key in the certificate */
		{"10000004 0002 aabb", 0x0303, 0x0033, "public key", 0, "aabb", WIRE_KNOWN},
		{"10000000", 0x0303, 0x0033, "length", 0, "0 bytes", WIRE_KNOWN},
		/* An explicit curve, an unknown suite, a suite not yet known */
		{"0c000003 01 0102", 0x0303, 0xc018, "curve", 0, "0102", WIRE_UNKNOWN},
		{"0c000002 0102", 0x0303, 0xfffe, "parameters", 0, "0102", WIRE_UNKNOWN},
		{"10000002 0102", 0, 0, "key exchange", 0, "0102", WIRE_UNKNOWN},
		{"0c000007 03 0017 02 0102 ff", 0x0303, 0xc018, "left over", 0, "ff", WIRE_BROKEN},
		{"0c000006 03 0017 05 0102", 0x0303, 0xc018, "public key", 0, "5 bytes announced, 2 left", WIRE_BROKEN},
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_single(&cases[i]);
}
END_TEST

#define SERVER_HELLO(len, end) "020000" len "0303 000102030405060708090a0b0c0d0e0f1011121314151617 " end

START_TEST(test_other_messages)
{
	static const struct single cases[] = {
		{"00000000", 0x0303, 0, "HelloRequest", 0, "4 bytes", WIRE_KNOWN},
		{"18000001 01", 0x0304, 0, "request", 0, "1 update_requested", WIRE_KNOWN},
		{"18000001 02", 0x0304, 0, "request", 0, "0x02", WIRE_UNKNOWN},
		{"fe000002 0102", 0x0304, 0, "hash", 0, "0102", WIRE_KNOWN},
		{"19000009 0002 000100 000001 aa", 0x0304, 0, "algorithm", 0, "0x0002 brotli", WIRE_KNOWN},
		{"19000009 0002 000100 000001 aa", 0x0304, 0, "uncompressed length", 0, "256 bytes", WIRE_KNOWN},
		{"16000006 01 000002 3000", 0x0303, 0, "OCSP response", 0, "3000", WIRE_KNOWN},
		{"1600000c 02 000008 000000 000002 3000", 0x0303, 0, "OCSP response", 1, "3000", WIRE_KNOWN},
		{"16000002 09 aa", 0x0303, 0, "status", 0, "aa", WIRE_UNKNOWN},
		{"07000002 0102", 0x0304, 0, "unknown message", 0, "6 bytes", WIRE_KNOWN},
		{"07000002 0102", 0x0304, 0, "message type", 0, "0x07", WIRE_UNKNOWN},
		{"07000002 0102", 0x0304, 0, "data", 0, "0102", WIRE_UNKNOWN},
		{"43000007 04 736d7470 01 00", 0x0303, 0, "protocol", 0, "smtp", WIRE_KNOWN},
		{"0400000e 00093a81 00000001 00 0001 aa 0000", 0x0304, 0, "lifetime", 0,
			"604801 seconds, more than the seven days that are allowed", WIRE_NOTABLE},
		{"0d00000c 01 40 0000 0006 0004 30023100", 0x0303, 0, "distinguished name", 0, "30023100", WIRE_KNOWN},
		{"0d000045 01 40 0000 003f 003d 303b310b3009060355040613024445"
		 "310f300d060355040a0c0645c3a920261b 311b3019060a0992268993f22c640119160b6578616d706c652e6f7267",
			0x0303, 0, "distinguished name", 0, "C=DE, O=E\xc3\xa9 &\x1b, DC=example.org", WIRE_KNOWN},
		{"0d00001b 01 40 0000 0015 0013 3011310f300d06035504030c06612c204f3d62", 0x0303, 0,
			"distinguished name", 0, "CN=a\\, O\\=b", WIRE_KNOWN},
		{"0d000017 01 40 0000 0011 000f 300d310b300906035504060c014445", 0x0303, 0, "distinguished name", 0,
			"300d310b300906035504060c014445", WIRE_KNOWN},
		{"0d00001d 01 40 0000 0017 0015 30133111300f06032a03040308aabbccddeeff0011", 0x0303, 0,
			"distinguished name", 0, "1.2.3.4=#aabbccddeeff0011", WIRE_KNOWN},
		{"0d000006 01 01 0002 0000", 0x0302, 0, "distinguished name", 0, "empty", WIRE_KNOWN},
		{"0f000003 0001 aa", 0x0302, 0, "signature", 0, "aa", WIRE_KNOWN},
		{SERVER_HELLO("26", "444f574e47524401 00 c02f 00"), 0x0303, 0, "downgrade sentinel", 0,
			"the server knows TLS 1.3 and was asked for TLS 1.2", WIRE_NOTABLE},
		{SERVER_HELLO("26", "444f574e47524400 00 c02f 00"), 0x0303, 0, "downgrade sentinel", 0,
			"the server knows TLS 1.2 and was asked for less", WIRE_NOTABLE},
		{SERVER_HELLO("26", "444f574e47524402 00 c02f 00"), 0x0303, 0, "random", 0,
			"000102030405060708090a0b0c0d0e0f1011121314151617444f574e47524402", WIRE_KNOWN},
		{"0e000001 00", 0x0303, 0, "left over", 0, "00", WIRE_BROKEN},
		{"14000000", 0x0303, 0, "verify data", 0, "1 byte needed, 0 left", WIRE_BROKEN},
		{"0e000002 00", 0x0303, 0, "length", 0, "2 announced, 1 follow", WIRE_BROKEN},
		{"0e0000", 0x0303, 0, "length", 0, "3 bytes needed, 2 left", WIRE_BROKEN},
		{"", 0x0303, 0, "message type", 0, "1 byte needed, 0 left", WIRE_BROKEN},
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_single(&cases[i]);
}
END_TEST

/* The echo of RFC 8446 §4.1.3. */
START_TEST(test_session_id)
{
	const char *const id = "a80c165581a8e0d06c0018d54d3a06dd32cfd4051eb026fad3fd0ba99269e6ef";
	struct decoded sent = decoded_hex(id);
	struct bytes same = decoded_bytes(&sent), other = bytes_first(same, 31), empty = {0};
	struct decoded echoed = decode_rfc8448(34, &same);
	struct decoded changed = decode_rfc8448(34, &other);
	struct decoded none = decode_rfc8448(1, &empty);
	char expected[100];

	snprintf(expected, sizeof(expected), "%s, the client's", id);
	check_field(&echoed.tree, &(struct expected){34, "session id", 0, expected});
	ck_assert(!decoded_has(&echoed.tree, WIRE_NOTABLE));
	snprintf(expected, sizeof(expected), "%s, not the client's", id);
	check_field(&changed.tree, &(struct expected){34, "session id", 0, expected});
	ck_assert(decoded_has(&changed.tree, WIRE_NOTABLE));
	check_field(&none.tree, &(struct expected){1, "session id", 0, "empty"});
	decoded_done(&sent);
	decoded_done(&echoed);
	decoded_done(&changed);
	decoded_done(&none);
}
END_TEST

START_TEST(test_contents)
{
	static const struct {
		uint8_t type;
		const char *hex, *label, *value;
		enum wire_state state;
	} cases[] = {
		{WIRE_ALERT, "0228", "level", "2 fatal", WIRE_KNOWN},
		{WIRE_ALERT, "0228", "description", "40 handshake_failure", WIRE_KNOWN},
		{WIRE_ALERT, "0163", "description", "0x63", WIRE_UNKNOWN},
		{WIRE_ALERT, "01", "description", "1 byte needed, 0 left", WIRE_BROKEN},
		{WIRE_ALERT, "010000", "left over", "00", WIRE_BROKEN},
		{WIRE_CHANGE_CIPHER_SPEC, "01", "type", "1", WIRE_KNOWN},
		{WIRE_CHANGE_CIPHER_SPEC, "02", "type", "2", WIRE_BROKEN},
		{WIRE_CHANGE_CIPHER_SPEC, "", "type", "1 byte needed, 0 left", WIRE_BROKEN},
		{WIRE_APPLICATION_DATA, "010203", "application_data", "3 bytes", WIRE_KNOWN},
		{99, "01", "unknown content", "1 byte", WIRE_UNKNOWN},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct decoded decoded = decoded_hex(cases[i].hex);
		wire_decode_content(cases[i].type, decoded_bytes(&decoded), &decoded.tree);
		decoded_check(&decoded.tree, decoded.len);
		check_field(&decoded.tree, &(struct expected){i, cases[i].label, 0, cases[i].value});
		ck_assert_int_eq(decoded_field(&decoded.tree, cases[i].label, 0)->state, cases[i].state);
		decoded_done(&decoded);
	}
}
END_TEST

/* Whatever is cut off is missed. */
START_TEST(test_cut_anywhere)
{
	struct wire_context context = {.version = 0x0304, .suite = 0x1301};

	for (size_t i = 0; i < COUNT(rfc8448_messages); i++) {
		struct decoded whole = decoded_hex(rfc8448_messages[i].hex);
		for (size_t len = 0; len < whole.len; len++) {
			struct decoded cut = decoded_message(bytes_first(decoded_bytes(&whole), len), &context);
			ck_assert_msg(decoded_has(&cut.tree, WIRE_BROKEN), "message %zu cut to %zu is whole", i, len);
			decoded_done(&cut);
		}
		decoded_done(&whole);
	}
}
END_TEST

/* A message that may end here: a hello without extensions, and what has no structure. */
static bool may_end(unsigned char type, size_t len)
{
	switch (type) {
	case WIRE_CLIENT_HELLO: return len == 49 || len == 81;
	case WIRE_SERVER_HELLO: return len == 42 || len == 74;
	default: return type == WIRE_FINISHED;
	}
}

/* The same with a header that announces what is there. */
START_TEST(test_cut_unannounced)
{
	struct wire_context context = {.version = 0x0304, .suite = 0x1301};

	for (size_t i = 0; i < COUNT(rfc8448_messages); i++) {
		struct decoded whole = decoded_hex(rfc8448_messages[i].hex);
		for (size_t len = 5; len < whole.len; len++) {
			whole.bytes[2] = (unsigned char)((len - 4) >> 8);
			whole.bytes[3] = (unsigned char)(len - 4);
			struct decoded cut = decoded_message(bytes_first(decoded_bytes(&whole), len), &context);
			ck_assert_msg(may_end(whole.bytes[0], len) || decoded_has(&cut.tree, WIRE_BROKEN),
				"message %zu cut to %zu is whole", i, len);
			decoded_done(&cut);
		}
		decoded_done(&whole);
	}
}
END_TEST

static void lie(struct decoded *whole, size_t at, size_t bytes, int by, const struct wire_context *context)
{
	unsigned char *last = &whole->bytes[at + bytes - 1], before = *last;

	*last = (unsigned char)(before + by);
	struct decoded lied = decoded_message(decoded_bytes(whole), context);
	ck_assert_msg(decoded_has(&lied.tree, WIRE_BROKEN), "a length at %zu that lies by %d is believed", at, by);
	decoded_done(&lied);
	*last = before;
}

/* Every length that stands before a list, one too small and one too large. */
START_TEST(test_lying_lengths)
{
	size_t lengths = 0;

	for (size_t i = 0; i < COUNT(rfc8448_messages); i++) {
		struct wire_context context = {.version = 0x0304, .suite = 0x1301};
		struct decoded whole = decode_rfc8448(i, NULL);
		for (size_t field = 1; field + 1 < whole.tree.count; field++) {
			const struct wire_field *outer = &whole.tree.fields[field], *inner = outer + 1;
			size_t before = inner->at - outer->at;
			/* Between outer and inner stands the length, and the type when it is an extension. */
			if (inner->depth != outer->depth + 1 || !before)
				continue;
			lengths++;
			lie(&whole, inner->at - (before == 4 ? 2 : before), before == 4 ? 2 : before, 1, &context);
			lie(&whole, inner->at - (before == 4 ? 2 : before), before == 4 ? 2 : before, -1, &context);
		}
		decoded_done(&whole);
	}
	ck_assert_uint_gt(lengths, 150);
}
END_TEST

/* Any byte may be anything: the tree stays one, and nothing is read beyond (for sanitizers). */
START_TEST(test_any_byte)
{
	static const unsigned char values[] = {0x00, 0x01, 0x7f, 0xff};

	for (size_t i = 0; i < COUNT(rfc8448_messages); i++) {
		struct wire_context context = {.version = 0x0304, .suite = 0x1301};
		struct decoded whole = decode_rfc8448(i, NULL);
		for (size_t at = 0; at < whole.len; at++) {
			unsigned char before = whole.bytes[at];
			for (size_t value = 0; value < COUNT(values); value++) {
				whole.bytes[at] = values[value];
				struct decoded changed = decoded_message(decoded_bytes(&whole), &context);
				decoded_done(&changed);
			}
			whole.bytes[at] = before;
		}
		decoded_done(&whole);
	}
}
END_TEST

/* A list longer than the tree: what found no room is counted. */
START_TEST(test_flood)
{
	enum { SUITES = 30000 };
	struct wire_context context = {.from_client = true};
	unsigned char *hello = calloc(1, 4 + 2 + 32 + 1 + 2 + 2 * SUITES + 2);
	size_t len = 4 + 2 + 32 + 1 + 2 + 2 * SUITES + 2;

	ck_assert_ptr_nonnull(hello);
	hello[0] = WIRE_CLIENT_HELLO;
	hello[2] = (unsigned char)((len - 4) >> 8);
	hello[3] = (unsigned char)(len - 4);
	hello[39] = (unsigned char)(2 * SUITES >> 8);
	hello[40] = (unsigned char)(2 * SUITES);
	hello[len - 2] = 1;
	struct decoded decoded = decoded_message(bytes_of(hello, len), &context);
	ck_assert_uint_eq(decoded.tree.count, TREE_FIELDS_MAX);
	ck_assert_uint_eq(decoded.tree.count + decoded.tree.dropped, 7 + SUITES + 2);
	decoded_done(&decoded);
	free(hello);
}
END_TEST

/* The longest message there is, with as many entries as fit. */
START_TEST(test_longest)
{
	enum { LEN = (1 << 24) + 3, ENTRY = 9 };
	struct wire_context context = {.version = 0x0304};
	unsigned char *message = calloc(1, LEN);

	ck_assert_ptr_nonnull(message);
	memcpy(message, ((unsigned char[]){WIRE_CERTIFICATE, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0xfb}), 8);
	for (size_t at = 8; at + ENTRY <= LEN; at += ENTRY)
		message[at + 4] = 4; /* no certificate; one extension, empty */
	struct decoded decoded = decoded_message(bytes_of(message, LEN), &context);
	ck_assert_uint_eq(decoded.tree.count, TREE_FIELDS_MAX);
	ck_assert_uint_gt(decoded.tree.dropped, 3 * (LEN - 8) / ENTRY - TREE_FIELDS_MAX);
	decoded_done(&decoded);
	free(message);
}
END_TEST

CHECK_MAIN("message", test_rfc8448, test_rfc8448_is_sound, test_tls12, test_key_exchanges, test_other_messages,
	test_session_id, test_contents, test_cut_anywhere, test_cut_unannounced, test_lying_lengths, test_any_byte,
	test_flood, test_longest)

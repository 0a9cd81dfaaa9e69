/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tests decode_extension: every extension in every message that bears it.
 */
#include "wire/message.h"

#include "../check_main.h"
#include "base/buffer.h"
#include "decoded.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { MESSAGE_MAX = 1 << 17 };

enum carrier { CLIENT, SERVER, RETRY, ENCRYPTED, CERTIFICATE, REQUEST, TICKET };

static const struct {
	uint8_t type;
	const char *before; /* the extensions, in hex */
} carriers[] = {
	[CLIENT] = {WIRE_CLIENT_HELLO,
		"0303 0000000000000000000000000000000000000000000000000000000000000000 00 0002 1301 01 00"},
	[SERVER] = {WIRE_SERVER_HELLO,
		"0303 0000000000000000000000000000000000000000000000000000000000000000 00 1301 00"},
	[RETRY] = {WIRE_SERVER_HELLO,
		"0303 cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c 00 1301 00"},
	[ENCRYPTED] = {WIRE_ENCRYPTED_EXTENSIONS, ""},
	[CERTIFICATE] = {WIRE_CERTIFICATE, "00 000000 000001 30"},
	[REQUEST] = {WIRE_CERTIFICATE_REQUEST, "00"},
	[TICKET] = {WIRE_NEW_SESSION_TICKET, "00000001 00000002 00 0001 aa"},
};

static void append_number(struct buffer *buffer, size_t value, unsigned bytes)
{
	while (bytes--)
		buffer_append_byte(buffer, (unsigned char)(value >> 8 * bytes));
}

static void append_hex(struct buffer *buffer, const char *hex)
{
	struct decoded bytes = decoded_hex(hex);

	buffer_append(buffer, decoded_bytes(&bytes));
	decoded_done(&bytes);
}

/* The message with these extensions, decoded. */
static struct decoded carry(enum carrier carrier, struct bytes extensions)
{
	struct buffer body, message;
	struct wire_context context = {.from_client = carrier == CLIENT, .version = 0x0304, .suite = 0x1301};

	buffer_init(&body, MESSAGE_MAX);
	buffer_init(&message, MESSAGE_MAX);
	append_hex(&body, carriers[carrier].before);
	append_number(&body, extensions.len, 2);
	buffer_append(&body, extensions);
	if (carrier == CERTIFICATE) /* the list's length */
		body.data[body.start + 3] = (unsigned char)(body.len - 4);
	append_number(&message, carriers[carrier].type, 1);
	append_number(&message, body.len, 3);
	buffer_append(&message, buffer_bytes(&body));
	struct decoded decoded = decoded_message(buffer_bytes(&message), &context);
	buffer_done(&body);
	buffer_done(&message);
	return decoded;
}

struct expected {
	enum carrier carrier;
	const char *hex;
	const char *label;
	size_t index;
	const char *value;
	enum wire_state state;
};

static void check_extension(const struct expected *expected)
{
	struct decoded extensions = decoded_hex(expected->hex);
	struct decoded decoded = carry(expected->carrier, decoded_bytes(&extensions));
	const struct wire_field *field = decoded_field(&decoded.tree, expected->label, expected->index);

	ck_assert_msg(field, "%s: there is no %s", expected->hex, expected->label);
	ck_assert_msg(bytes_equal(field->value, bytes_str(expected->value)), "%s: %s is «%.*s», not «%s»",
		expected->hex, expected->label, (int)field->value.len, (const char *)field->value.data,
		expected->value);
	ck_assert_msg(
		field->state == expected->state, "%s: %s is in state %d", expected->hex, expected->label, field->state);
	ck_assert_msg(expected->state == WIRE_BROKEN || !decoded_has(&decoded.tree, WIRE_BROKEN),
		"%s: something is broken", expected->hex);
	decoded_done(&extensions);
	decoded_done(&decoded);
}

static void check_all(const struct expected *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_extension(&cases[i]);
}

START_TEST(test_hello_extensions)
{
	static const struct expected cases[] = {
		{CLIENT, "0000 0009 0007 00 0004 6d782e31", "host name", 0, "mx.1", WIRE_KNOWN},
		{CLIENT, "0000 0008 0006 09 0003 010203", "name", 0, "010203", WIRE_KNOWN},
		{CLIENT, "0000 0008 0006 09 0003 010203", "name type", 0, "0x09", WIRE_UNKNOWN},
		{CLIENT, "0001 0001 04", "maximum fragment length", 0, "4 4096 bytes", WIRE_KNOWN},
		{CLIENT, "0005 000d 01 0004 0002 3000 0004 30020500", "responder", 0, "3000", WIRE_KNOWN},
		{CLIENT, "0005 000d 01 0004 0002 3000 0004 30020500", "request extensions", 0, "30020500", WIRE_KNOWN},
		{CLIENT, "0005 0003 02 aabb", "request", 0, "aabb", WIRE_UNKNOWN},
		{SERVER, "0005 0000", "status_request", 0, "0x0005, empty", WIRE_KNOWN},
		{CLIENT, "0011 0009 0007 02 0004 0000 0000", "status type", 0, "2 ocsp_multi", WIRE_KNOWN},
		{CLIENT, "0011 0008 0006 07 0003 010203", "request", 1, "010203", WIRE_UNKNOWN},
		{CLIENT, "000a 0006 0004 0a0a 11ec", "group", 0, "0x0a0a GREASE", WIRE_GREASE},
		{CLIENT, "000a 0006 0004 0a0a 11ec", "group", 1, "0x11ec X25519MLKEM768", WIRE_KNOWN},
		{CLIENT, "000a 0004 0002 7b7b", "group", 0, "0x7b7b", WIRE_UNKNOWN},
		{CLIENT, "000c 0005 04 75736572", "user name", 0, "user", WIRE_KNOWN},
		{CLIENT, "000d 0006 0004 0904 fafa", "signature scheme", 0, "0x0904 mldsa44", WIRE_KNOWN},
		{CLIENT, "000d 0006 0004 0904 fafa", "signature scheme", 1, "0xfafa GREASE", WIRE_GREASE},
		{CLIENT, "000d 0004 0002 0963", "signature scheme", 0, "0x0963", WIRE_UNKNOWN},
		{CLIENT, "000f 0001 01", "mode", 0, "1 peer_allowed_to_send", WIRE_KNOWN},
		{CLIENT, "0010 000a 0008 02 1a1a 04 736d7470", "protocol", 0, "0x1a1a GREASE", WIRE_GREASE},
		{CLIENT, "0010 000a 0008 02 1a1a 04 736d7470", "protocol", 1, "smtp", WIRE_KNOWN},
		{SERVER, "0010 0007 0005 04 696d6170", "protocol", 0, "imap", WIRE_KNOWN},
		{CLIENT, "0012 0000", "signed_certificate_timestamp", 0, "0x0012, empty", WIRE_KNOWN},
		{CLIENT, "0013 0003 02 02 00", "certificate type", 0, "2 raw public key", WIRE_KNOWN},
		{SERVER, "0014 0001 00", "certificate type", 0, "0 X.509", WIRE_KNOWN},
		{CLIENT, "0015 0003 000000", "padding", 1, "3 zeros", WIRE_KNOWN},
		{CLIENT, "001b 0005 04 0001 0003", "algorithm", 1, "0x0003 zstd", WIRE_KNOWN},
		{CLIENT, "001c 0002 4001", "limit", 0, "16385 bytes", WIRE_KNOWN},
		{CLIENT, "0022 0004 0002 0403", "signature scheme", 0, "0x0403 ecdsa_secp256r1_sha256", WIRE_KNOWN},
		{CLIENT, "0023 0002 aabb", "ticket", 0, "aabb", WIRE_KNOWN},
		{CLIENT, "0029 0011 0007 0001 aa 00000005 0006 05 0102030405", "identity", 0, "aa", WIRE_KNOWN},
		{CLIENT, "0029 0011 0007 0001 aa 00000005 0006 05 0102030405", "obfuscated ticket age", 0, "5",
			WIRE_KNOWN},
		{CLIENT, "0029 0011 0007 0001 aa 00000005 0006 05 0102030405", "binder", 0, "0102030405", WIRE_KNOWN},
		{SERVER, "0029 0002 0003", "selected identity", 0, "3", WIRE_KNOWN},
		{CLIENT, "002b 0007 06 3a3a 0304 7f1c", "version", 1, "0x3a3a GREASE", WIRE_GREASE},
		{CLIENT, "002b 0007 06 3a3a 0304 7f1c", "version", 3, "0x7f1c TLS 1.3 draft 28", WIRE_KNOWN},
		{SERVER, "002b 0002 0304", "version", 1, "0x0304 TLS 1.3", WIRE_KNOWN},
		{CLIENT, "002c 0004 0002 aabb", "cookie", 1, "aabb", WIRE_KNOWN},
		{CLIENT, "002d 0003 02 01 2a", "mode", 0, "1 psk_dhe_ke", WIRE_KNOWN},
		{CLIENT, "002d 0003 02 01 2a", "mode", 1, "0x2a GREASE", WIRE_GREASE},
		{CLIENT, "0031 0000", "post_handshake_auth", 0, "0x0031, empty", WIRE_KNOWN},
		{CLIENT, "003a 0002 02 01", "tickets for a resumed session", 0, "1", WIRE_KNOWN},
		{CLIENT, "4a4a 0001 00", "GREASE", 0, "0x4a4a, 1 byte", WIRE_GREASE},
		{CLIENT, "4a4a 0001 00", "data", 0, "00", WIRE_UNKNOWN},
		{CLIENT, "7777 0002 0102", "unknown extension", 0, "0x7777, 2 bytes", WIRE_UNKNOWN},
		{CLIENT, "7777 0002 0102", "data", 0, "0102", WIRE_UNKNOWN},
		{CLIENT, "0039 0002 0102", "quic_transport_parameters", 0, "0x0039, 2 bytes", WIRE_KNOWN},
		{CLIENT, "ff01 0003 02 aabb", "renegotiated connection", 0, "aabb", WIRE_KNOWN},
	};

	check_all(cases, COUNT(cases));
}
END_TEST

START_TEST(test_key_shares)
{
	static const struct expected cases[] = {
		{CLIENT, "0033 000b 0009 5a5a 0001 00 0017 0000", "key share", 0, "GREASE, 1 byte", WIRE_GREASE},
		{CLIENT, "0033 000b 0009 5a5a 0001 00 0017 0000", "key share", 1, "secp256r1, 0 bytes", WIRE_KNOWN},
		{CLIENT, "0033 0008 0006 7b7b 0002 0102", "key share", 0, "unknown group, 2 bytes", WIRE_UNKNOWN},
		{CLIENT, "0033 0002 0000", "key shares", 0, "empty", WIRE_KNOWN},
		{SERVER, "0033 0006 001d 0002 0102", "key exchange", 0, "0102", WIRE_KNOWN},
		{RETRY, "0033 0002 11ec", "group", 0, "0x11ec X25519MLKEM768", WIRE_KNOWN},
	};

	check_all(cases, COUNT(cases));
}
END_TEST

/* A hybrid share is of 1184 and 32 bytes (draft-ietf-tls-ecdhe-mlkem §4). */
START_TEST(test_hybrid_key_share)
{
	static const unsigned char extension[4 + 2 + 4 + 1216] = {
		0x00, 0x33, 0x04, 0xc6, 0x04, 0xc4, 0x11, 0xec, 0x04, 0xc0};
	struct decoded decoded = carry(CLIENT, bytes_of(extension, sizeof(extension)));
	const struct wire_field *share = decoded_field(&decoded.tree, "key share", 0);

	ck_assert_ptr_nonnull(share);
	ck_assert(bytes_is(share->value, "X25519MLKEM768, 1216 bytes"));
	ck_assert(bytes_is(decoded_field(&decoded.tree, "key exchange", 0)->value, "1216 bytes"));
	ck_assert(!decoded_has(&decoded.tree, WIRE_BROKEN));
	decoded_done(&decoded);
}
END_TEST

START_TEST(test_other_extensions)
{
	static const struct expected cases[] = {
		{ENCRYPTED, "003a 0001 02", "expected tickets", 0, "2", WIRE_KNOWN},
		{TICKET, "002a 0004 00004000", "maximum early data", 0, "16384 bytes", WIRE_KNOWN},
		{REQUEST, "002f 0008 0006 0004 30023100", "distinguished name", 0, "30023100", WIRE_KNOWN},
		{REQUEST, "0030 000b 0009 03 551d25 0003 300100", "object identifier", 0, "551d25", WIRE_KNOWN},
		{REQUEST, "0030 000b 0009 03 551d25 0003 300100", "values", 0, "300100", WIRE_KNOWN},
		{REQUEST, "0032 0004 0002 0807", "signature scheme", 0, "0x0807 ed25519", WIRE_KNOWN},
		{REQUEST, "0005 0005 01 0000 0000", "status type", 0, "1 ocsp", WIRE_KNOWN},
		{CERTIFICATE, "0005 0006 01 000002 3000", "OCSP response", 0, "3000", WIRE_KNOWN},
		{CERTIFICATE, "0022 0011 00093a80 0403 000002 3000 0807 0002 aabb", "valid time", 0,
			"604800 seconds after the certificate's beginning", WIRE_KNOWN},
		{CERTIFICATE, "0022 0011 00093a80 0403 000002 3000 0807 0002 aabb", "signature scheme", 0,
			"0x0807 ed25519", WIRE_KNOWN},
	};

	check_all(cases, COUNT(cases));
}
END_TEST

/* One of version 1, and one of a version that is not known. */
#define SCTS                                                                                                            \
	"0012 0040 003e 0037 00 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f 0000016068ab3f87 0000" \
	" 04 03 0008 3006020101020101 0003 05 aabb"

START_TEST(test_scts)
{
	static const struct expected cases[] = {
		{CERTIFICATE, SCTS, "version", 0, "0 v1", WIRE_KNOWN},
		{CERTIFICATE, SCTS, "log id", 0,
			"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=, "
			"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
			WIRE_KNOWN},
		{CERTIFICATE, SCTS, "time", 0, "2017-12-18 08:09:01.575 UTC", WIRE_KNOWN},
		{CERTIFICATE, SCTS, "hash", 0, "4 sha256", WIRE_KNOWN},
		{CERTIFICATE, SCTS, "signature algorithm", 0, "3 ecdsa", WIRE_KNOWN},
		{CERTIFICATE, SCTS, "signature", 0, "3006020101020101", WIRE_KNOWN},
		{SERVER, SCTS, "version", 2, "0x05", WIRE_UNKNOWN},
		{SERVER, SCTS, "data", 0, "aabb", WIRE_UNKNOWN},
	};

	check_all(cases, COUNT(cases));
}
END_TEST

START_TEST(test_ech)
{
	static const char outer[] = "fe0d 000e 00 0001 0003 07 0002 aabb 0002 ccdd";
	static const char configurations[] =
		"fe0d 002b 0029 fe0d 001f 07 0020 0002 aabb 0004 0001 0001 10 0b 6578616d706c652e6f7267 0003 010203"
		" fe0a 0002 eeff ";
	static const struct expected cases[] = {
		{CLIENT, outer, "type", 0, "0 outer", WIRE_KNOWN},
		{CLIENT, outer, "key derivation", 0, "0x0001 HKDF-SHA256", WIRE_KNOWN},
		{CLIENT, outer, "cipher", 0, "0x0003 ChaCha20Poly1305", WIRE_KNOWN},
		{CLIENT, outer, "configuration id", 0, "7", WIRE_KNOWN},
		{CLIENT, outer, "encapsulated key", 0, "aabb", WIRE_KNOWN},
		{CLIENT, outer, "payload", 0, "ccdd", WIRE_KNOWN},
		{CLIENT, "fe0d 0001 01", "type", 0, "1 inner", WIRE_KNOWN},
		{RETRY, "fe0d 0008 0102030405060708", "confirmation", 0, "0102030405060708", WIRE_KNOWN},
		{ENCRYPTED, configurations, "key encapsulation", 0, "0x0020 DHKEM(X25519, HKDF-SHA256)", WIRE_KNOWN},
		{ENCRYPTED, configurations, "public name", 0, "example.org", WIRE_KNOWN},
		{ENCRYPTED, configurations, "maximum name length", 0, "16", WIRE_KNOWN},
		{ENCRYPTED, configurations, "data", 0, "eeff", WIRE_UNKNOWN},
		{CLIENT, "ffce 0010 1301 001d 0002 aabb 0002 ccdd 0002 eeff", "encrypted name", 0, "eeff", WIRE_KNOWN},
		{ENCRYPTED, "ffce 0010 000102030405060708090a0b0c0d0e0f", "nonce", 0,
			"000102030405060708090a0b0c0d0e0f", WIRE_KNOWN},
	};

	check_all(cases, COUNT(cases));
}
END_TEST

START_TEST(test_broken_extensions)
{
	static const struct expected cases[] = {
		{CLIENT, "0000", "extension", 0, "4 bytes needed, 2 left", WIRE_BROKEN},
		{CLIENT, "0000 0009 00", "server_name", 0, "0x0000, 9 bytes announced, 1 left", WIRE_BROKEN},
		{CLIENT, "0000 0009 00", "server names", 0, "2 bytes needed, 1 left", WIRE_BROKEN},
		{CLIENT, "0000 0009 0009 00 0004 6d782e31", "server names", 0, "9 bytes announced, 7 left",
			WIRE_BROKEN},
		{CLIENT, "0000 0009 0009 00 0004 6d782e31", "host name", 0, "mx.1", WIRE_KNOWN},
		{CLIENT, "0000 0009 0007 00 0005 6d782e31", "host name", 0, "5 bytes announced, 4 left", WIRE_BROKEN},
		{CLIENT, "0017 0001 00", "left over", 0, "00", WIRE_BROKEN},
		{CLIENT, "0015 0003 000100", "padding that is not zero", 0, "000100", WIRE_BROKEN},
		{CLIENT, "000a 0005 0003 001d 00", "group", 1, "2 bytes needed, 1 left", WIRE_BROKEN},
		{CLIENT, "0017 0000 0017 0000", "extended_master_secret", 1,
			"0x0017, 0 bytes, not the first of its type", WIRE_BROKEN},
		{CLIENT, "0033 0008 0006 001d 0007 0102", "key share", 0, "x25519, 7 bytes", WIRE_BROKEN},
		{CLIENT, "0033 0008 0006 001d 0007 0102", "key exchange", 0, "7 bytes announced, 2 left", WIRE_BROKEN},
		{CLIENT, "0033 0005 0003 001d 00", "key share", 0, "4 bytes needed, 3 left", WIRE_BROKEN},
		{CERTIFICATE, "0012 0003 0001 05", "signed certificate timestamp", 0, "2 bytes needed, 1 left",
			WIRE_BROKEN},
		{CERTIFICATE, "0012 0007 0005 0003 00 aabb", "log id", 0, "32 bytes needed, 2 left", WIRE_BROKEN},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct decoded extensions = decoded_hex(cases[i].hex);
		struct decoded decoded = carry(cases[i].carrier, decoded_bytes(&extensions));
		const struct wire_field *field = decoded_field(&decoded.tree, cases[i].label, cases[i].index);
		ck_assert_msg(field, "%s: there is no %s", cases[i].hex, cases[i].label);
		ck_assert_msg(bytes_equal(field->value, bytes_str(cases[i].value)), "%s: %s is «%.*s»", cases[i].hex,
			cases[i].label, (int)field->value.len, (const char *)field->value.data);
		ck_assert_int_eq(field->state, cases[i].state);
		ck_assert(decoded_has(&decoded.tree, WIRE_BROKEN));
		decoded_done(&extensions);
		decoded_done(&decoded);
	}
}
END_TEST

/* Each code point as an extension with a little data, in each message: none is lost, none reads too far. */
START_TEST(test_every_type)
{
	for (enum carrier carrier = CLIENT; carrier <= TICKET; carrier++)
		for (unsigned type = 0; type <= UINT16_MAX; type += type < 80 ? 1 : 7) {
			unsigned char extension[9] = {
				(unsigned char)(type >> 8), (unsigned char)type, 0, 5, 0, 3, 0, 1, 2};
			struct decoded decoded = carry(carrier, bytes_of(extension, sizeof(extension)));
			decoded_done(&decoded);
		}
}
END_TEST

CHECK_MAIN("extension", test_hello_extensions, test_key_shares, test_hybrid_key_share, test_other_extensions, test_scts,
	test_ech, test_broken_extensions, test_every_type)

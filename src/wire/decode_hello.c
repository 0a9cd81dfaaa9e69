/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decode_hello: ClientHello (RFC 8446 §4.1.2), ServerHello and HelloRetryRequest (§4.1.3, §4.1.4).
 */
#include "wire/decode.h"

#include "wire/hello.h"

enum { RANDOM_BYTES = 32, SENTINEL_BYTES = 8, SESSION_ID_MAX = 32 };

/* RFC 5246 §7.4.1.2, RFC 8446 §4.1.2: opaque<0..32>. */
static void session_id(struct part *part)
{
	size_t len = part_peek(part, 0, 1);

	if (len > SESSION_ID_MAX && part_left(part) > len)
		part_field(part, "session id", 1 + len, WIRE_BROKEN, "%zu bytes, and 32 are the most", len);
	else
		part_opaque(part, "session id", 1);
}

void decode_client_hello(struct part *part)
{
	part->place = PLACE_CLIENT_HELLO;
	part_code(part, "version", 2, &registry_versions);
	part_data(part, "random", RANDOM_BYTES);
	session_id(part);
	part_codes(part, "cipher suites", 2, "cipher suite", 2, &registry_suites);
	part_codes(part, "compression methods", 1, "compression method", 1, &registry_hello_compressions);
	/* SSL 3.0 and the first clients of TLS end here (RFC 5246 §7.4.1.2). */
	if (part_left(part))
		decode_extensions(part);
}

/* What the last 8 bytes of the random value tell in a hello of TLS 1.2 or below (RFC 8446 §4.1.3); NULL: nothing. */
static const char *sentinel(struct bytes random)
{
	struct bytes end = bytes_from(random, RANDOM_BYTES - SENTINEL_BYTES);

	if (bytes_equal(end, BYTES_LITERAL("DOWNGRD\x01")))
		return "the server knows TLS 1.3 and was asked for TLS 1.2";
	if (bytes_equal(end, BYTES_LITERAL("DOWNGRD\0")))
		return "the server knows TLS 1.2 and was asked for less";
	return NULL;
}

static void server_random(struct part *part)
{
	struct bytes random = bytes_first(part_bytes(part), RANDOM_BYTES);
	const char *says = random.len == RANDOM_BYTES ? sentinel(random) : NULL;

	if (part->place == PLACE_RETRY) {
		part_field(part, "random", RANDOM_BYTES, WIRE_KNOWN, "the value that makes it a HelloRetryRequest");
	} else if (says) {
		struct part inside = part_inside(part, 0, RANDOM_BYTES);
		char text[PART_HEX_SIZE];
		part_field(part, "random", RANDOM_BYTES, WIRE_NOTABLE, "%s", part_hex(random, text, sizeof(text)));
		part_data(&inside, "random bytes", RANDOM_BYTES - SENTINEL_BYTES);
		part_field(&inside, "downgrade sentinel", SENTINEL_BYTES, WIRE_NOTABLE, "%s", says);
	} else {
		part_data(part, "random", RANDOM_BYTES);
	}
}

/* In TLS 1.3 an echo that must be exact (RFC 8446 §4.1.3); before it, the same id means that the session is resumed. */
static void session_id_echo(struct part *part, uint16_t version)
{
	const struct bytes *sent = part->context->client_session_id;
	size_t len = part_peek(part, 0, 1);
	struct bytes id = bytes_first(bytes_from(part_bytes(part), 1), len);
	bool same = sent && bytes_equal(*sent, id), whole = part_left(part) > len && len <= SESSION_ID_MAX;
	char text[PART_HEX_SIZE];

	part_hex(id, text, sizeof(text));
	if (whole && same && len)
		part_field(part, "session id", 1 + len, WIRE_KNOWN, "%s, the client's", text);
	else if (whole && sent && !same && decode_is_tls13(version))
		part_field(part, "session id", 1 + len, WIRE_NOTABLE, "%s, not the client's", text);
	else
		session_id(part);
}

void decode_server_hello(struct part *part)
{
	struct wire_server_hello hello = {0};
	bool whole = wire_read_server_hello(part_bytes(part), &hello);

	part->place = whole && hello.retry ? PLACE_RETRY : PLACE_SERVER_HELLO;
	part_code(part, "version", 2, &registry_versions);
	server_random(part);
	session_id_echo(part, hello.version);
	part_code(part, "cipher suite", 2, &registry_suites);
	part_code(part, "compression method", 1, &registry_hello_compressions);
	if (part_left(part))
		decode_extensions(part);
}

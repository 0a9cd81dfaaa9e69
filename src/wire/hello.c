/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hello: a ServerHello's decisions.
 */
#include "wire/hello.h"

#include "wire/reader.h"
#include <string.h>

enum { EXTENSION_ALPN = 16, EXTENSION_SCT = 18, EXTENSION_SUPPORTED_VERSIONS = 43, EXTENSION_KEY_SHARE = 51 };

/* SHA-256 of "HelloRetryRequest". */
const unsigned char wire_retry_random[32] = {0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02,
	0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8,
	0x33, 0x9c};

/* The server chose one protocol: a list of one name (RFC 7301 §3.1). */
static struct bytes chosen_protocol(struct reader *extension)
{
	struct reader list = reader_over(reader_vector(extension, 2));

	return reader_vector(&list, 1);
}

/* An extension that is cut leaves the legacy field in force. */
static void read_version(struct reader *extension, struct wire_server_hello *hello)
{
	uint16_t version = reader_u16(extension);

	if (!extension->failed)
		hello->version = version;
}

static void read_extension(uint16_t type, struct bytes body, struct wire_server_hello *hello)
{
	struct reader reader = reader_over(body);

	switch (type) {
	case EXTENSION_SUPPORTED_VERSIONS: read_version(&reader, hello); return;
	case EXTENSION_KEY_SHARE: hello->group = reader_u16(&reader); return;
	case EXTENSION_SCT: hello->scts = body; return;
	case EXTENSION_ALPN: hello->alpn = chosen_protocol(&reader); return;
	default: return;
	}
}

bool wire_read_server_hello(struct bytes body, struct wire_server_hello *ret_hello)
{
	struct reader reader = reader_over(body);
	struct wire_server_hello hello = {.version = reader_u16(&reader)};

	hello.random = reader_span(&reader, 32);
	hello.session_id = reader_vector(&reader, 1);
	hello.suite = reader_u16(&reader);
	hello.compression = reader_u8(&reader);
	/* legacy_session_id_echo<0..32>: RFC 8446 §4.1.3. */
	if (reader.failed || hello.session_id.len > 32)
		return false;
	hello.retry = !memcmp(hello.random.data, wire_retry_random, sizeof(wire_retry_random));
	/* Extensions may be missing altogether (RFC 5246 §7.4.1.3). */
	struct reader extensions = reader_over(reader_vector(&reader, 2));
	while (reader_left(&extensions)) {
		uint16_t type = reader_u16(&extensions);
		struct bytes extension = reader_vector(&extensions, 2);
		if (!extensions.failed)
			read_extension(type, extension, &hello);
	}
	*ret_hello = hello;
	return true;
}

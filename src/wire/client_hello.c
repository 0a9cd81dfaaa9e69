/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * client_hello: vectors are written with their length left open and filled in when they are complete.
 *
 * Extensions stand in a fixed order; padding is the last, as RFC 7685 §3 wants it where it matters.
 */
#include "wire/client_hello.h"

#include <assert.h>

enum {
	SERVER_NAME = 0,
	SUPPORTED_GROUPS = 10,
	EC_POINT_FORMATS = 11,
	SIGNATURE_ALGORITHMS = 13,
	ALPN = 16,
	PADDING = 21,
	EXTENDED_MASTER_SECRET = 23,
	SUPPORTED_VERSIONS = 43,
	PSK_KEY_EXCHANGE_MODES = 45,
	KEY_SHARE = 51,
	RENEGOTIATION_INFO = 0xff01
};

enum { MESSAGE_MAX = 65536, HANDSHAKE = 22, CLIENT_HELLO = 1, SSL3 = 0x0300, TLS1_0 = 0x0301 };

/* A message under construction. */
struct writer {
	struct buffer buffer;
	bool failed;
};

static void put(struct writer *writer, struct bytes bytes)
{
	if (!buffer_append(&writer->buffer, bytes))
		writer->failed = true;
}

static void put_number(struct writer *writer, uint32_t number, unsigned count)
{
	unsigned char digits[4];

	for (unsigned i = 0; i < count; i++)
		digits[i] = (unsigned char)(number >> 8 * (count - 1 - i));
	put(writer, bytes_of(digits, count));
}

/* Opens a vector whose length takes so many bytes; returns where they stand. */
static size_t open_vector(struct writer *writer, unsigned count)
{
	size_t at = writer->buffer.len;

	put_number(writer, 0, count);
	return at;
}

static void close_vector(struct writer *writer, size_t at, unsigned count)
{
	if (writer->failed)
		return;
	size_t len = writer->buffer.len - at - count;
	unsigned char *place = writer->buffer.data + writer->buffer.start + at;
	if (len >> 8 * count)
		writer->failed = true;
	for (unsigned i = 0; i < count; i++)
		place[i] = (unsigned char)(len >> 8 * (count - 1 - i));
}

static void put_vector(struct writer *writer, struct bytes bytes, unsigned count)
{
	size_t at = open_vector(writer, count);

	put(writer, bytes);
	close_vector(writer, at, count);
}

static void put_codes(struct writer *writer, struct wire_codes codes, unsigned count)
{
	size_t at = open_vector(writer, count);

	for (size_t i = 0; i < codes.count; i++)
		put_number(writer, codes.list[i], 2);
	close_vector(writer, at, count);
}

static size_t open_extension(struct writer *writer, uint16_t type)
{
	put_number(writer, type, 2);
	return open_vector(writer, 2);
}

static void put_extension(struct writer *writer, uint16_t type, struct bytes body)
{
	put_number(writer, type, 2);
	put_vector(writer, body, 2);
}

static void put_list(struct writer *writer, uint16_t type, struct wire_codes codes, unsigned count)
{
	if (!codes.count)
		return;
	size_t at = open_extension(writer, type);
	put_codes(writer, codes, count);
	close_vector(writer, at, 2);
}

static void put_server_name(struct writer *writer, struct bytes name)
{
	if (!name.len)
		return;
	size_t at = open_extension(writer, SERVER_NAME);
	size_t list = open_vector(writer, 2);
	put_number(writer, 0, 1); /* host_name */
	put_vector(writer, name, 2);
	close_vector(writer, list, 2);
	close_vector(writer, at, 2);
}

static void put_alpn(struct writer *writer, struct bytes names)
{
	if (!names.len)
		return;
	size_t at = open_extension(writer, ALPN);
	size_t list = open_vector(writer, 2);
	while (names.len) {
		size_t end = bytes_index(names, ',', 0);
		put_vector(writer, bytes_first(names, end), 1);
		names = bytes_from(names, end + 1);
	}
	close_vector(writer, list, 2);
	close_vector(writer, at, 2);
}

static void put_key_share(struct writer *writer, const struct wire_client_hello *hello)
{
	size_t at = open_extension(writer, KEY_SHARE);
	size_t list = open_vector(writer, 2);

	if (hello->share_group) {
		put_number(writer, hello->share_group, 2);
		put_vector(writer, hello->share, 2);
	}
	close_vector(writer, list, 2);
	close_vector(writer, at, 2);
}

/* What is missing to the wanted size; an extension takes four bytes at least. */
static void put_padding(struct writer *writer, size_t size)
{
	if (writer->failed || writer->buffer.len + 4 > size)
		return;
	size_t len = size - writer->buffer.len - 4;
	size_t at = open_extension(writer, PADDING);
	unsigned char *place = buffer_reserve(&writer->buffer, len);
	if (!place) {
		writer->failed = true;
		return;
	}
	memset(place, 0, len);
	buffer_commit(&writer->buffer, len);
	close_vector(writer, at, 2);
}

static void put_extensions(struct writer *writer, const struct wire_client_hello *hello)
{
	size_t at = open_vector(writer, 2);

	put_server_name(writer, hello->server_name);
	if (hello->extended_master_secret)
		put_extension(writer, EXTENDED_MASTER_SECRET, (struct bytes){0});
	if (hello->renegotiation_info)
		put_extension(writer, RENEGOTIATION_INFO, BYTES_LITERAL("\0"));
	put_list(writer, SUPPORTED_GROUPS, hello->groups, 2);
	if (hello->groups.count)
		put_extension(writer, EC_POINT_FORMATS, BYTES_LITERAL("\1\0"));
	put_alpn(writer, hello->alpn);
	put_list(writer, SIGNATURE_ALGORITHMS, hello->schemes, 2);
	put_list(writer, SUPPORTED_VERSIONS, hello->versions, 1);
	if (hello->key_share) {
		put_extension(writer, PSK_KEY_EXCHANGE_MODES, BYTES_LITERAL("\1\1"));
		put_key_share(writer, hello);
	}
	put_padding(writer, hello->size);
	close_vector(writer, at, 2);
}

static void put_message(struct writer *writer, const struct wire_client_hello *hello)
{
	put_number(writer, CLIENT_HELLO, 1);
	size_t at = open_vector(writer, 3);
	put_number(writer, hello->legacy_version, 2);
	put(writer, hello->random);
	put_vector(writer, hello->session_id, 1);
	put_codes(writer, hello->suites, 2);
	put_vector(writer, BYTES_LITERAL("\0"), 1); /* no compression */
	if (hello->legacy_version > SSL3)
		put_extensions(writer, hello);
	close_vector(writer, at, 3);
}

bool wire_client_hello(const struct wire_client_hello *hello, struct buffer *ret_record)
{
	struct writer writer = {.failed = false};

	assert(hello->random.len == 32 && hello->session_id.len <= 32);
	buffer_init(&writer.buffer, MESSAGE_MAX);
	put_number(&writer, HANDSHAKE, 1);
	/* Old servers fail at a record version that they do not know (RFC 8446 §5.1). */
	put_number(&writer, hello->legacy_version < TLS1_0 ? SSL3 : TLS1_0, 2);
	size_t at = open_vector(&writer, 2);
	struct writer message = {.failed = false};
	buffer_init(&message.buffer, 16384); /* the longest record (RFC 8446 §5.1) */
	put_message(&message, hello);
	put(&writer, buffer_bytes(&message.buffer));
	close_vector(&writer, at, 2);
	bool made = !message.failed && !writer.failed && buffer_append(ret_record, buffer_bytes(&writer.buffer));
	buffer_done(&message.buffer);
	buffer_done(&writer.buffer);
	return made;
}

bool wire_ssl2_client_hello(
	uint16_t version, const uint32_t *specs, size_t count, struct bytes challenge, struct buffer *ret_record)
{
	struct writer writer = {.failed = false};
	size_t len = 9 + 3 * count + challenge.len;

	if (len > 0x7fff)
		return false;
	buffer_init(&writer.buffer, MESSAGE_MAX);
	put_number(&writer, 0x8000 | (uint32_t)len, 2); /* a header of two bytes, no padding */
	put_number(&writer, CLIENT_HELLO, 1);
	put_number(&writer, version, 2);
	put_number(&writer, (uint32_t)(3 * count), 2);
	put_number(&writer, 0, 2); /* no session is resumed */
	put_number(&writer, (uint32_t)challenge.len, 2);
	for (size_t i = 0; i < count; i++)
		put_number(&writer, specs[i], 3);
	put(&writer, challenge);
	bool made = !writer.failed && buffer_append(ret_record, buffer_bytes(&writer.buffer));
	buffer_done(&writer.buffer);
	return made;
}

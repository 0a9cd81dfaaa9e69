/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message: the header of a handshake message, and which decoder takes its body.
 */
#include "wire/message.h"

#include "wire/decode.h"
#include "wire/hello.h"
#include "wire/names.h"

enum { HEADER_BYTES = 4, MESSAGE_NEXT_PROTOCOL = 67, LIFETIME_MAX = 7 * 86400 };

/* RFC 8446 §4.6.1; RFC 5077 §3.3. */
static void new_session_ticket(struct part *part)
{
	bool tls13 = decode_is_tls13(part->context->version);

	part->place = PLACE_TICKET;
	if (tls13 && part_left(part) >= 4 && part_peek(part, 0, 4) > LIFETIME_MAX)
		part_field(part, "lifetime", 4, WIRE_NOTABLE, "%u seconds, more than the seven days that are allowed",
			part_peek(part, 0, 4));
	else
		part_number(part, "lifetime", 4, "seconds");
	if (tls13) {
		part_number(part, "age add", 4, "");
		part_opaque(part, "nonce", 1);
	}
	part_opaque(part, "ticket", 2);
	if (tls13)
		decode_extensions(part);
}

static void encrypted_extensions(struct part *part)
{
	part->place = PLACE_ENCRYPTED;
	decode_extensions(part);
}

static void key_update(struct part *part)
{
	part_code(part, "request", 1, &registry_key_updates);
}

static void finished(struct part *part)
{
	if (!part_lacks(part, "verify data", 1))
		part_rest(part, "verify data", WIRE_KNOWN);
}

static void message_hash(struct part *part)
{
	if (!part_lacks(part, "hash", 1))
		part_rest(part, "hash", WIRE_KNOWN);
}

/* Of the draft of Next Protocol Negotiation. */
static void next_protocol(struct part *part)
{
	part_text(part, "protocol", 1);
	part_opaque(part, "padding", 1);
}

static void nothing(struct part *part)
{
	(void)part;
}

static const struct row {
	uint8_t type;
	void (*decode)(struct part *part);
} rows[] = {
	{WIRE_HELLO_REQUEST, nothing},
	{WIRE_CLIENT_HELLO, decode_client_hello},
	{WIRE_SERVER_HELLO, decode_server_hello},
	{WIRE_NEW_SESSION_TICKET, new_session_ticket},
	{WIRE_END_OF_EARLY_DATA, nothing},
	{WIRE_ENCRYPTED_EXTENSIONS, encrypted_extensions},
	{WIRE_CERTIFICATE, decode_certificate},
	{WIRE_SERVER_KEY_EXCHANGE, decode_server_key_exchange},
	{WIRE_CERTIFICATE_REQUEST, decode_certificate_request},
	{WIRE_SERVER_HELLO_DONE, nothing},
	{WIRE_CERTIFICATE_VERIFY, decode_certificate_verify},
	{WIRE_CLIENT_KEY_EXCHANGE, decode_client_key_exchange},
	{WIRE_FINISHED, finished},
	{WIRE_CERTIFICATE_STATUS, decode_certificate_status},
	{WIRE_KEY_UPDATE, key_update},
	{WIRE_COMPRESSED_CERTIFICATE, decode_compressed_certificate},
	{MESSAGE_NEXT_PROTOCOL, next_protocol},
	{WIRE_MESSAGE_HASH, message_hash},
};

static void body(uint8_t type, struct part *part)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].type == type) {
			rows[i].decode(part);
			part_end(part);
			return;
		}
	part_rest(part, "data", WIRE_UNKNOWN);
}

/* The length that the header announces against what came. */
static void message_length(struct part *part)
{
	if (part_lacks(part, "length", 3))
		return;
	size_t says = part_peek(part, 0, 3), follow = part_left(part) - 3;
	if (says == follow)
		part_number(part, "length", 3, says == 1 ? "byte" : "bytes");
	else
		part_field(part, "length", 3, WIRE_BROKEN, "%zu announced, %zu follow", says, follow);
}

static const char *message_label(struct bytes message)
{
	struct wire_server_hello hello;
	const char *name = message.len ? wire_message_name(message.data[0]) : NULL;

	if (message.len && message.data[0] == WIRE_SERVER_HELLO &&
		wire_read_server_hello(bytes_from(message, HEADER_BYTES), &hello) && hello.retry)
		return "HelloRetryRequest";
	return name ? name : "unknown message";
}

void wire_decode_message(struct bytes message, const struct wire_context *context, struct wire_tree *tree)
{
	struct part whole = {.tree = tree, .context = context, .reader = reader_over(message)};
	struct part inside = part_inside(&whole, 0, message.len);
	const char *label = message_label(message);

	part_field(&whole, label, message.len, WIRE_KNOWN, "%zu byte%s", message.len, message.len == 1 ? "" : "s");
	uint8_t type = (uint8_t)part_code(&inside, "message type", 1, &registry_messages);
	message_length(&inside);
	if (!inside.reader.failed)
		body(type, &inside);
}

static void alert(struct part *part)
{
	part_code(part, "level", 1, &registry_alert_levels);
	part_code(part, "description", 1, &registry_alerts);
	part_end(part);
}

/* RFC 5246 §7.1: one byte, and it is 1. */
static void change_cipher_spec(struct part *part)
{
	if (!part_lacks(part, "type", 1))
		part_field(part, "type", 1, part_peek(part, 0, 1) == 1 ? WIRE_KNOWN : WIRE_BROKEN, "%u",
			part_peek(part, 0, 1));
	part_end(part);
}

void wire_decode_content(uint8_t content_type, struct bytes content, struct wire_tree *tree)
{
	static const struct wire_context unknown;
	struct part whole = {.tree = tree, .context = &unknown, .reader = reader_over(content)};
	struct part inside = part_inside(&whole, 0, content.len);
	const char *name = wire_content_name(content_type);

	part_field(&whole, name ? name : "unknown content", content.len, name ? WIRE_KNOWN : WIRE_UNKNOWN, "%zu byte%s",
		content.len, content.len == 1 ? "" : "s");
	if (content_type == WIRE_ALERT)
		alert(&inside);
	else if (content_type == WIRE_CHANGE_CIPHER_SPEC)
		change_cipher_spec(&inside);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * s_client_show: the handshake as it went by, from the journal: in hex, decoded, or in words.
 */
#include "app/s_client.h"

#include "base/safe.h"
#include "model/fields.h"
#include "wire/message.h"
#include "wire/names.h"

static const char *arrow(const struct event *event)
{
	return event->direction == DIRECTION_OUT ? ">>>" : "<<<";
}

static void append_safe_line(struct buffer *out, struct bytes text)
{
	safe_append(out, text, SAFE_ASCII);
	buffer_append_byte(out, '\n');
}

static const char *message_name(const struct event_tls_message *message)
{
	const char *name = wire_message_name(message->type);

	return message->retry ? "HelloRetryRequest" : name ? name : "unknown message";
}

static void append_title(struct buffer *out, const struct event *event)
{
	const struct event_tls_message *message = &event->tls_message;
	const char *version = message->version ? wire_version_name(message->version) : NULL;

	buffer_printf(out, "%s %s, Handshake [length %04x], %s\n", arrow(event), version ? version : "TLS",
		message->length, message_name(message));
}

static void append_hex(struct buffer *out, struct bytes bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		buffer_printf(out, "%s%02x%s", i % 16 ? " " : "    ", bytes.data[i],
			i % 16 == 15 || i + 1 == bytes.len ? "\n" : "");
}

/* With the header, which the event does not keep (RFC 8446 §4). */
static void append_message(struct buffer *wire, const struct event_tls_message *message)
{
	buffer_append_byte(wire, message->type);
	for (int shift = 16; shift >= 0; shift -= 8)
		buffer_append_byte(wire, (unsigned char)(message->body.len >> shift));
	buffer_append(wire, message->body);
}

static void append_fields(struct buffer *out, const struct event *event, struct bytes wire)
{
	const struct event_tls_message *message = &event->tls_message;
	struct wire_context context = {
		.from_client = event->direction == DIRECTION_OUT, .version = message->version, .suite = message->suite};
	struct wire_tree tree;

	tree_init(&tree);
	wire_decode_message(wire, &context, &tree);
	for (size_t i = 0; i < tree.count; i++) {
		buffer_printf(out, "%*s%s", 2 + 2 * tree.fields[i].depth, "", tree.fields[i].label);
		buffer_append_text(out, tree.fields[i].value.len ? ": " : "");
		append_safe_line(out, tree.fields[i].value);
	}
	tree_done(&tree);
}

static bool bears_extensions(const struct event *event)
{
	uint8_t type = event->tls_message.type;

	return event->direction == DIRECTION_IN &&
	       (type == WIRE_SERVER_HELLO || type == WIRE_ENCRYPTED_EXTENSIONS || type == WIRE_CERTIFICATE_REQUEST);
}

static void show_message(const struct s_client *client, const struct event *event, struct buffer *out)
{
	bool fields = (client->show & SHOW_FIELDS) || ((client->show & SHOW_EXTENSIONS) && bears_extensions(event));
	struct buffer wire;

	if (!fields && !(client->show & SHOW_MESSAGES))
		return;
	buffer_init(&wire, 1 << 20);
	append_message(&wire, &event->tls_message);
	append_title(out, event);
	if (client->show & SHOW_MESSAGES)
		append_hex(out, buffer_bytes(&wire));
	if (fields)
		append_fields(out, event, buffer_bytes(&wire));
	buffer_done(&wire);
}

static void append_sentence(struct buffer *out, const char *mark, const struct event *event)
{
	char sentence[1000];

	event_sentence(event, sentence, sizeof(sentence));
	if (*sentence)
		buffer_printf(out, "%s %s\n", mark, sentence);
}

static bool is_step(enum event_kind kind)
{
	static const enum event_kind steps[] = {EVENT_DIAL, EVENT_CONNECTED, EVENT_STARTTLS, EVENT_TLS_ALERT,
		EVENT_TLS_UP, EVENT_TLS_FAILED, EVENT_TLS_CLOSED, EVENT_CLOSED};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (kind == steps[i])
			return true;
	return false;
}

void s_client_show(const struct s_client *client, const struct event *event, struct buffer *out)
{
	if (event->kind == EVENT_TLS_RECORD && (client->show & SHOW_RECORDS))
		append_sentence(out, arrow(event), event);
	if (event->kind == EVENT_TLS_ALERT && (client->show & (SHOW_MESSAGES | SHOW_FIELDS)))
		append_sentence(out, arrow(event), event);
	if (is_step(event->kind) && (client->show & SHOW_STATE))
		append_sentence(out, "state:", event);
	if (event->kind != EVENT_TLS_MESSAGE)
		return;
	if (client->show & SHOW_STATE)
		buffer_printf(out, "state: %s %s\n", event->direction == DIRECTION_OUT ? "sent" : "received",
			message_name(&event->tls_message));
	show_message(client, event, out);
}

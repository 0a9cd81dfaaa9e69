/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decoded: header and body together again, and the hello that a ServerHello answers.
 */
#include "model/decoded.h"

#include "wire/message.h"
#include "wire/reader.h"

/* The journal keeps the body; the header is worked out again. Returns how many bytes are missing. */
static uint32_t gather(const struct event_tls_message *event, struct buffer *ret_bytes)
{
	/* A saved journal may say anything. */
	struct bytes body = bytes_first(event->body, DECODED_BYTES_MAX - 4);
	uint32_t length = event->length > 4 ? event->length - 4 : 0;
	unsigned char header[4] = {
		event->type, (unsigned char)(length >> 16), (unsigned char)(length >> 8), (unsigned char)length};

	buffer_append(ret_bytes, bytes_of(header, sizeof(header)));
	buffer_append(ret_bytes, body);
	return length > body.len ? length - (uint32_t)body.len : 0;
}

/* The last ClientHello before the event; NULL: there is none. */
static const struct event *client_hello_before(const struct journal *journal, const struct event *event)
{
	for (uint64_t number = event->number; number--;) {
		const struct event *earlier = journal_at(journal, number);
		if (earlier->connection != event->connection)
			return NULL;
		if (earlier->kind == EVENT_TLS_MESSAGE && earlier->tls_message.type == WIRE_CLIENT_HELLO)
			return earlier;
	}
	return NULL;
}

/* What the server is to echo (RFC 8446 §4.1.3). False when it is not known. */
static bool find_session_id(const struct journal *journal, const struct event *event, struct bytes *ret_id)
{
	const struct event *hello = client_hello_before(journal, event);

	if (!hello)
		return false;
	struct reader reader = reader_over(hello->tls_message.body);
	reader_span(&reader, 2 + 32);
	*ret_id = reader_vector(&reader, 1);
	return !reader.failed;
}

uint32_t decoded_message(
	const struct journal *journal, const struct event *event, struct buffer *ret_bytes, struct wire_tree *ret_tree)
{
	struct bytes session_id;
	bool known = event->tls_message.type == WIRE_SERVER_HELLO && find_session_id(journal, event, &session_id);
	struct wire_context context = {.from_client = event->direction == DIRECTION_OUT,
		.version = event->tls_message.version,
		.suite = event->tls_message.suite,
		.client_session_id = known ? &session_id : NULL};
	uint32_t missing = gather(&event->tls_message, ret_bytes);

	wire_decode_message(buffer_bytes(ret_bytes), &context, ret_tree);
	return missing;
}

const char *decoded_mark(const struct wire_field *field)
{
	switch ((enum wire_state)field->state) {
	case WIRE_KNOWN:
	case WIRE_GREASE: return "";
	case WIRE_UNKNOWN: return "? ";
	case WIRE_NOTABLE: return "! ";
	case WIRE_BROKEN: return "BROKEN: ";
	}
	return "";
}

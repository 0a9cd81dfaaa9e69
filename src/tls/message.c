/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message: handshake messages as GnuTLS has decrypted them, and what must be read from their bytes.
 */
#include "tls/engine.h"

enum { CLIENT_HELLO = 1, SERVER_HELLO = 2, CERTIFICATE = 11, CERTIFICATE_REQUEST = 13, FINISHED = 20 };
enum { GNUTLS_RETRY = 1025 }; /* GnuTLS's own number for a HelloRetryRequest */

/* A cursor over a message's body; reading past the end fails and stays failed. */
struct reader {
	struct bytes rest;
	bool failed;
};

static unsigned long take(struct reader *reader, size_t count)
{
	unsigned long value = 0;

	if (reader->failed || reader->rest.len < count) {
		reader->failed = true;
		return 0;
	}
	for (size_t i = 0; i < count; i++)
		value = value << 8 | reader->rest.data[i];
	reader->rest = bytes_from(reader->rest, count);
	return value;
}

static struct bytes take_span(struct reader *reader, size_t len)
{
	struct bytes span = bytes_first(reader->rest, len);

	if (reader->failed || span.len < len) {
		reader->failed = true;
		return (struct bytes){0};
	}
	reader->rest = bytes_from(reader->rest, len);
	return span;
}

/* TLS 1.3 is told by the extension supported_versions alone (RFC 8446 §4.2.1). */
static bool says_tls13(struct bytes hello)
{
	struct reader reader = {.rest = hello};

	take_span(&reader, 2 + 32);
	take_span(&reader, take(&reader, 1));
	take_span(&reader, 2 + 1);
	struct reader extensions = {.rest = take_span(&reader, take(&reader, 2))};
	while (!extensions.failed && extensions.rest.len) {
		unsigned long type = take(&extensions, 2);
		struct bytes body = take_span(&extensions, take(&extensions, 2));
		if (type == 43 && body.len == 2)
			return body.data[0] == 3 && body.data[1] == 4;
	}
	return false;
}

static bool is_encrypted(const struct tls *tls, unsigned type, bool incoming)
{
	if (tls->tls13)
		return incoming ? tls->in.type == 23 : tls->server_hello;
	return incoming ? tls->in.changed : type == FINISHED;
}

static void keep_certificate(struct tls *tls, struct bytes body)
{
	buffer_clear(&tls->certificate);
	buffer_append(&tls->certificate, body);
}

static void note(struct tls *tls, unsigned type, bool incoming, struct bytes body)
{
	tls->messages++;
	tls->last_message = (int)type;
	if (!incoming)
		return;
	if (type == SERVER_HELLO)
		tls->tls13 = says_tls13(body);
	if (type == CERTIFICATE)
		keep_certificate(tls, body);
	if (type == CERTIFICATE_REQUEST)
		tls->certificate_asked = true;
}

int message_seen(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming, const gnutls_datum_t *msg)
{
	struct tls *tls = gnutls_session_get_ptr(session);
	bool retry = type == GNUTLS_RETRY;
	struct bytes body = bytes_of(msg->data, msg->size);

	(void)when;
	if (retry)
		type = SERVER_HELLO;
	note(tls, type, incoming, body);
	struct event event = {.kind = EVENT_TLS_MESSAGE,
		.direction = incoming ? DIRECTION_IN : DIRECTION_OUT,
		.tls_message = {.type = (uint8_t)type,
			.retry = retry,
			.encrypted = type != SERVER_HELLO && type != CLIENT_HELLO && is_encrypted(tls, type, incoming),
			.length = msg->size + 4,
			.body = bytes_first(body, BODY_KEPT)}};
	if (tls->journal)
		journal_append(tls->journal, &event);
	if (type == SERVER_HELLO && !retry)
		tls->server_hello = true;
	return 0;
}

bool message_certificate(const struct tls *tls, size_t index, struct bytes *ret_der)
{
	struct reader reader = {.rest = buffer_bytes(&tls->certificate)};

	if (tls->tls13)
		take_span(&reader, take(&reader, 1)); /* certificate_request_context */
	struct reader list = {.rest = take_span(&reader, take(&reader, 3))};
	for (;;) {
		struct bytes der = take_span(&list, take(&list, 3));
		if (tls->tls13)
			take_span(&list, take(&list, 2)); /* extensions of the entry */
		if (list.failed || !der.len)
			return false;
		if (index-- == 0) {
			*ret_der = der;
			return true;
		}
	}
}

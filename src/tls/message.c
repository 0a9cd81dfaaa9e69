/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message: handshake messages become events, and what must be known of them is noted.
 *
 * They come from two sides. Wherever a record can be read they are put together here, so that a message is seen even if
 * GnuTLS refuses it; inside the sealed records of TLS 1.2 and below GnuTLS's hook tells them.
 */
#include "tls/engine.h"

#include "base/alloc.h"
#include "tls/verify.h"
#include "wire/hello.h"
#include "wire/message.h"
#include "wire/reader.h"
#include <stdlib.h>
#include <string.h>

enum { GNUTLS_RETRY = 1025 }; /* GnuTLS's own number for a HelloRetryRequest */
enum { VERSION_TLS13 = 0x0304, HEADER_SIZE = 4, EXTENSION_STATUS_REQUEST = 5, EXTENSION_SCT = 18 };

bool is_tls13(const struct tls *tls)
{
	return tls->version == VERSION_TLS13;
}

static void note_server_hello(struct tls *tls, const struct wire_server_hello *hello)
{
	tls->version = hello->version;
	tls->suite = hello->suite;
	unseal_set_suite(&tls->in.unseal, hello->suite);
	unseal_set_suite(&tls->out.unseal, hello->suite);
	buffer_clear(&tls->scts);
	buffer_append(&tls->scts, hello->scts);
}

static void keep_certificate(struct tls *tls, struct bytes body)
{
	buffer_clear(&tls->certificate);
	buffer_append(&tls->certificate, body);
}

/* Returns whether it is a HelloRetryRequest. */
static bool note(struct tls *tls, uint8_t type, bool incoming, struct bytes body)
{
	struct wire_server_hello hello = {.retry = false};

	tls->messages++;
	tls->last_message = type;
	if (!incoming)
		return false;
	if (type == WIRE_SERVER_HELLO && wire_read_server_hello(body, &hello))
		note_server_hello(tls, &hello);
	if (type == WIRE_CERTIFICATE)
		keep_certificate(tls, body);
	if (type == WIRE_CERTIFICATE_REQUEST)
		tls->certificate_asked = true;
	return hello.retry;
}

/* body may be less than length says, of a message that is larger than what is kept. */
static void tell(
	struct tls *tls, enum direction direction, uint8_t type, uint32_t length, struct bytes body, bool encrypted)
{
	bool retry = note(tls, type, direction == DIRECTION_IN, body);
	struct event event = {.kind = EVENT_TLS_MESSAGE,
		.direction = direction,
		.tls_message = {.type = type,
			.retry = retry,
			.encrypted = encrypted,
			.version = tls->version,
			.suite = tls->suite,
			.length = length + HEADER_SIZE,
			.body = bytes_first(body, BODY_KEPT),
			.arrived_us = record_moment(tls, direction)}};

	journal_append(tls->journal, &event);
}

/* Messages in records that can be read: they may share records, and span them (RFC 8446 §5.1). */

static struct bytes take_header(struct message_tap *tap, struct bytes bytes)
{
	while (bytes.len && tap->have < HEADER_SIZE) {
		tap->header[tap->have++] = bytes.data[0];
		bytes = bytes_from(bytes, 1);
	}
	if (tap->have == HEADER_SIZE)
		tap->left = tap->length = (uint32_t)(tap->header[1] << 16 | tap->header[2] << 8 | tap->header[3]);
	return bytes;
}

static struct bytes take_body(struct message_tap *tap, struct bytes bytes)
{
	struct bytes part = bytes_first(bytes, tap->left);

	/* Beyond what is kept it is only counted. */
	buffer_append(&tap->body, bytes_first(part, buffer_room(&tap->body)));
	tap->left -= (uint32_t)part.len;
	return bytes_from(bytes, part.len);
}

void message_follow(
	struct tls *tls, struct record_tap *record, enum direction direction, struct bytes content, bool encrypted)
{
	struct message_tap *tap = &record->message;

	while (content.len) {
		if (tap->have < HEADER_SIZE)
			content = take_header(tap, content);
		else
			content = take_body(tap, content);
		if (tap->have < HEADER_SIZE || tap->left)
			continue;
		tell(tls, direction, tap->header[0], tap->length, buffer_bytes(&tap->body), encrypted);
		tap->have = 0;
		buffer_clear(&tap->body);
	}
}

/* Messages in sealed records */

static bool only_hook_sees(const struct tls *tls, unsigned type, bool incoming)
{
	if (incoming)
		return tls->in.sealed;
	if (is_tls13(tls))
		return type != WIRE_CLIENT_HELLO && !unseal_ready(&tls->out.unseal);
	return tls->out.changed || type == WIRE_FINISHED;
}

/*
 * GnuTLS shows the messages of a flight while it makes them, and writes their records afterwards. To be told in their
 * place they wait for the records, of which each carries (part of) one.
 */
static void enqueue(struct tls *tls, uint8_t type, struct bytes body)
{
	struct message_queue *queue = &tls->queue;

	if (queue->count == sizeof(queue->messages) / sizeof(queue->messages[0])) {
		tell(tls, DIRECTION_OUT, type, (uint32_t)body.len, body, true);
		return;
	}
	struct queued_message *message = &queue->messages[queue->count++];
	unsigned char *copy = alloc_bytes(body.len);
	if (body.len)
		memcpy(copy, body.data, body.len);
	*message =
		(struct queued_message){.type = type, .body = bytes_of(copy, body.len), .left = body.len + HEADER_SIZE};
}

static void dequeue(struct message_queue *queue)
{
	free((void *)queue->messages[0].body.data);
	queue->count--;
	memmove(queue->messages, queue->messages + 1, queue->count * sizeof(queue->messages[0]));
}

void message_sealed_out(struct tls *tls)
{
	struct queued_message *first = &tls->queue.messages[0];

	if (!tls->queue.count)
		return;
	first->left -= first->left < RECORD_PLAIN_MAX ? first->left : RECORD_PLAIN_MAX;
	if (first->left)
		return;
	tell(tls, DIRECTION_OUT, first->type, (uint32_t)first->body.len, first->body, true);
	dequeue(&tls->queue);
}

void message_forget(struct tls *tls)
{
	while (tls->queue.count)
		dequeue(&tls->queue);
}

int message_hooked(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming, const gnutls_datum_t *msg)
{
	struct tls *tls = gnutls_session_get_ptr(session);
	struct bytes body = bytes_of(msg->data, msg->size);

	(void)when;
	if (type == GNUTLS_RETRY)
		type = WIRE_SERVER_HELLO;
	if (!only_hook_sees(tls, type, incoming))
		return 0;
	if (incoming)
		tell(tls, DIRECTION_IN, (uint8_t)type, (uint32_t)body.len, body, true);
	else
		enqueue(tls, (uint8_t)type, body);
	return 0;
}

void message_tell_hello_request(struct tls *tls)
{
	if (tls->journal)
		tell(tls, DIRECTION_IN, WIRE_HELLO_REQUEST, 0, (struct bytes){0}, true);
}

/* The certificates in the one that was kept */

/* Of the index-th entry; its extensions are empty before TLS 1.3 (RFC 8446 §4.4.2). */
static bool read_entry(const struct tls *tls, size_t index, struct bytes *ret_der, struct bytes *ret_extensions)
{
	struct reader reader = reader_over(buffer_bytes(&tls->certificate));
	struct bytes extensions = {0};

	if (is_tls13(tls))
		reader_vector(&reader, 1); /* certificate_request_context */
	struct reader list = reader_over(reader_vector(&reader, 3));
	for (;;) {
		struct bytes der = reader_vector(&list, 3);
		if (is_tls13(tls))
			extensions = reader_vector(&list, 2);
		if (list.failed || !der.len)
			return false;
		if (index-- == 0) {
			*ret_der = der;
			*ret_extensions = extensions;
			return true;
		}
	}
}

static bool entry_extension(const struct tls *tls, size_t index, uint16_t wanted, struct bytes *ret_body)
{
	struct bytes der, extensions;

	if (!read_entry(tls, index, &der, &extensions))
		return false;
	struct reader reader = reader_over(extensions);
	while (reader_left(&reader)) {
		uint16_t type = reader_u16(&reader);
		struct bytes body = reader_vector(&reader, 2);
		if (type == wanted && !reader.failed) {
			*ret_body = body;
			return true;
		}
	}
	return false;
}

bool message_certificate(const struct tls *tls, size_t index, struct bytes *ret_der)
{
	struct bytes extensions;

	return read_entry(tls, index, ret_der, &extensions);
}

/* CertificateStatus: a type, which must be ocsp, and one response (RFC 6066 §8). */
void message_staple(const struct tls *tls, size_t index, struct staple *ret_staple)
{
	enum { STATUS_OCSP = 1 };
	struct staple staple = {.came = false};
	struct bytes body;

	if (entry_extension(tls, index, EXTENSION_STATUS_REQUEST, &body)) {
		struct reader reader = reader_over(body);
		uint8_t type = reader_u8(&reader);
		struct bytes response = reader_vector(&reader, 3);
		staple.came = true;
		if (type == STATUS_OCSP && !reader.failed && !reader_left(&reader))
			staple.response = response;
	}
	*ret_staple = staple;
}

struct bytes message_scts(const struct tls *tls)
{
	struct bytes body;

	if (!is_tls13(tls))
		return buffer_bytes(&tls->scts);
	return entry_extension(tls, 0, EXTENSION_SCT, &body) ? body : (struct bytes){0};
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hello_only: the taps of the engine do the work; GnuTLS is not asked.
 */
#include "tls/hello_only.h"

#include "base/alloc.h"
#include "tls/engine.h"
#include "wire/message.h"
#include <stdlib.h>
#include <string.h>

/* Message types of SSL 2.0 (its specification, appendix C). */
enum { SSL2 = 0x0002, TLS13 = 0x0304, SSL2_ERROR = 0, SSL2_SERVER_HELLO = 4, SSL2_RECORD_MAX = 0x7fff + 2 };

struct hello_only {
	struct buffer hello; /* until it is sent */
	struct buffer ssl2;  /* an answer in the format of SSL 2.0 */
	bool sent;
};

struct tls *tls_hello_only_new(struct bytes hello, struct journal *journal)
{
	struct tls *tls = alloc_zero(1, sizeof(*tls));

	tls->hello_only = alloc_zero(1, sizeof(*tls->hello_only));
	tls->journal = journal;
	tls->began_us = -1;
	tls->last_message = -1;
	buffer_init(&tls->wire_out, TLS_WIRE_MAX);
	record_init(&tls->in);
	record_init(&tls->out);
	buffer_init(&tls->certificate, CERTIFICATE_MAX);
	buffer_init(&tls->hello_only->hello, TLS_WIRE_MAX);
	buffer_init(&tls->hello_only->ssl2, SSL2_RECORD_MAX);
	buffer_append(&tls->hello_only->hello, hello);
	return tls;
}

void hello_only_free(struct hello_only *only)
{
	if (!only)
		return;
	buffer_done(&only->hello);
	buffer_done(&only->ssl2);
	free(only);
}

static void send_hello(struct tls *tls)
{
	struct hello_only *only = tls->hello_only;
	struct bytes hello = buffer_bytes(&only->hello);

	only->sent = true;
	tls->handshake_out = hello.len;
	record_follow(tls, &tls->out, DIRECTION_OUT, hello);
	/* Our own hello is no message of the server. */
	tls->last_message = -1;
	buffer_append(&tls->wire_out, hello);
	buffer_done(&only->hello);
}

static void append_ssl2(struct tls *tls, struct bytes message)
{
	struct event event = {.kind = EVENT_TLS_MESSAGE,
		.direction = DIRECTION_IN,
		.tls_message = {.type = WIRE_SERVER_HELLO,
			.version = SSL2,
			.length = (uint32_t)message.len,
			.body = bytes_from(message, 1),
			.arrived_us = tls->arrived_us}};

	journal_append(tls->journal, &event);
	tls->state = TLS_ENDED;
}

/* The answer is whole, or cannot be one. */
static void judge_ssl2(struct tls *tls, struct bytes answer)
{
	size_t len = (size_t)(answer.data[0] & 0x7f) << 8 | answer.data[1];
	struct bytes message = bytes_first(bytes_from(answer, 2), len);

	if (message.len && message.data[0] == SSL2_ERROR) {
		failure_tell_sentence(
			tls, TLS_FAILURE_VERSION, 0, "the server answered with an error in the format of SSL 2.0");
	} else if (message.len && message.data[0] == SSL2_SERVER_HELLO) {
		if (message.len == len)
			append_ssl2(tls, message);
	} else {
		tls->first_len = answer.len < FIRST_KEPT ? answer.len : FIRST_KEPT;
		memcpy(tls->first, answer.data, tls->first_len);
		tls->in.lost = true;
		failure_tell(tls, GNUTLS_E_UNEXPECTED_PACKET);
	}
}

bool hello_only_ssl2(struct tls *tls, struct bytes wire)
{
	struct buffer *ssl2 = &tls->hello_only->ssl2;

	if (tls->first_len || (!ssl2->len && (!wire.len || !(wire.data[0] & 0x80))))
		return false;
	buffer_append(ssl2, bytes_first(wire, buffer_room(ssl2)));
	if (tls->state == TLS_HANDSHAKING && ssl2->len >= 3)
		judge_ssl2(tls, buffer_bytes(ssl2));
	return true;
}

/* Whether nothing that can be read comes behind it: what follows is sealed, or waits for us. */
static bool is_last(const struct event *event)
{
	if (event->direction != DIRECTION_IN)
		return false;
	if (event->kind == EVENT_TLS_ALERT)
		return event->tls_alert.level != 1 || !event->tls_alert.description;
	return event->kind == EVENT_TLS_MESSAGE &&
	       (event->tls_message.type == WIRE_SERVER_HELLO_DONE ||
		       (event->tls_message.type == WIRE_SERVER_HELLO && event->tls_message.version == TLS13));
}

size_t hello_only_receive(struct tls *tls, struct bytes wire)
{
	if (!tls->hello_only->sent)
		send_hello(tls);
	size_t len = wire.len;
	/* Record by record: what comes behind the answer is none of it, in the same segment or in the next. */
	while (wire.len && tls->state == TLS_HANDSHAKING) {
		uint64_t number = journal_count(tls->journal);
		struct bytes rest = record_follow_one(tls, &tls->in, DIRECTION_IN, wire);
		tls->handshake_in += wire.len - rest.len;
		wire = rest;
		for (; number < journal_count(tls->journal); number++)
			if (is_last(journal_at(tls->journal, number)))
				tls->state = TLS_ENDED;
		if (tls->handshake_in > TLS_HANDSHAKE_MAX)
			tls->state = TLS_ENDED;
	}
	return len;
}

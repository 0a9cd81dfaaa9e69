/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stream: bytes through the stack, both ways. The protocol engine cannot tell whether TLS lies below it.
 */
#include "session/conductor.h"

/* The events among which a handshake that has just failed stands. */
enum { LOOK_BACK = 8 };

/* False, and told, when the server has said what it can do and this is not among it. */
static bool offers_upgrade(struct session *session)
{
	const struct caps *caps = proto_caps(session->proto);
	struct event event = {.kind = EVENT_STARTTLS,
		.starttls = {.step = STARTTLS_NOT_OFFERED, .text = BYTES_LITERAL("it was not sent")}};

	if (!caps || caps_has(caps, proto_info(proto_protocol(session->proto))->upgrade_cap))
		return true;
	journal_append(session->journal, &event);
	return false;
}

/* What was waiting for the server's answers may go on now. */
static void take_next_step(struct session *session)
{
	if (session->next != NEXT_STARTTLS || proto_outstanding(session->proto) || session->stage != STAGE_CLEAR)
		return;
	if (proto_state(session->proto) != PROTO_READY)
		return;
	/* What the server can do is asked first, once: SMTP wants its EHLO before STARTTLS (RFC 3207 §4). */
	if (!proto_caps(session->proto) && !session->greeted_by_us) {
		session->greeted_by_us = true;
		session_send_by_ourselves(session, proto_greet_line);
		return;
	}
	session->next = NEXT_NOTHING;
	if (session->config.only_if_offered && !offers_upgrade(session))
		session_close(session);
	else
		session_send_by_ourselves(session, proto_upgrade_line);
}

/* The server may have answered something. */
static void take_turn(struct session *session)
{
	trial_answered_in_clear(session);
	smuggling_turn(session);
	take_next_step(session);
}

/* The server has said good-bye: nothing more is due but the end of the stream. */
static void server_left(struct session *session)
{
	session->server_left = true;
	session->closing_us = journal_now(session->journal);
}

static void keep_heard(struct session *session, struct bytes bytes)
{
	struct event limit = {
		.kind = EVENT_LIMIT, .limit = {.of = LIMIT_JOURNAL, .limit = SESSION_HEARD_MAX, .dropped = bytes.len}};

	if (session->config.keep_heard && !buffer_append(&session->heard, bytes))
		journal_append(session->journal, &limit);
}

/* Feeds the protocol engine reply by reply; returns what was left when the server agreed to TLS. */
static bool feed_proto(struct session *session, struct bytes bytes, struct bytes *ret_left)
{
	for (;;) {
		size_t used = 0;
		enum proto_step step = proto_receive(session->proto, bytes, &used);

		keep_heard(session, bytes_first(bytes, used));
		bytes = bytes_from(bytes, used);
		switch (step) {
		case PROTO_UPGRADE: *ret_left = bytes; return true;
		case PROTO_FINISHED: server_left(session); break;
		case PROTO_MORE_HERE: take_turn(session); break;
		case PROTO_NEED_MORE: take_turn(session); return false;
		}
		if (!bytes.len)
			return false;
	}
}

void stream_feed_clear(struct session *session, struct bytes bytes)
{
	struct bytes left;

	limits_restart(session);
	if (feed_proto(session, bytes, &left))
		starttls_agreed(session, left);
}

/* Inside TLS a second agreement cannot come: proto knows that it is secured. */
void stream_drain(struct session *session)
{
	struct buffer *plain = tls_plain_in(session->tls);
	struct bytes left;

	if (!plain->len)
		return;
	limits_restart(session);
	feed_proto(session, buffer_bytes(plain), &left);
	buffer_consume(plain, plain->len);
}

static void tell_clear_bytes(struct session *session, struct bytes bytes)
{
	if (!bytes.len || session->wire_clear_told)
		return;
	session->wire_clear_told = true;
	journal_oddity(session->journal, ODDITY_AFTER_TLS, SEVERITY_ERROR, bytes_first(bytes, 256),
		"bytes came on the wire after TLS had ended; they are not part of the session and were dropped");
}

static void tell_tls_closed(struct session *session)
{
	struct event closed = {
		.kind = EVENT_TLS_CLOSED, .direction = DIRECTION_IN, .tls_closed = {.clean = true, .by_peer = true}};

	journal_append(session->journal, &closed);
}

static void both_have_closed(struct session *session)
{
	if (session->config.hello.len) {
		session_over(session, CLOSED_BY_US, "the answer to our ClientHello is complete");
		return;
	}
	stream_drain(session);
	tell_tls_closed(session);
	session_over(session, CLOSED_BY_US, NULL);
}

/* Clear text came where the handshake was to begin: what that means on this port. */
static void tell_clear_answer(struct session *session)
{
	uint64_t count = journal_count(session->journal);
	bool text = false;

	for (uint64_t number = count > LOOK_BACK ? count - LOOK_BACK : 0; number < count; number++) {
		const struct event *event = journal_at(session->journal, number);
		text = text || (event->kind == EVENT_ODDITY && event->oddity.oddity == ODDITY_TEXT_AT_HELLO);
	}
	if (!text)
		return;
	if (!session->config.implicit_tls)
		journal_note(session->journal, SEVERITY_WARNING,
			"it had agreed to TLS before: the server, or something between it and us, does not do what was agreed");
	else if (session->config.openssl_words)
		journal_note(session->journal, SEVERITY_WARNING,
			"this port begins in the clear: -starttls smtp, imap, pop3 ... goes to TLS there");
	else
		journal_note(session->journal, SEVERITY_WARNING,
			"this port begins in the clear: leave --implicit-tls, or the s of the scheme, out, and type STARTTLS");
}

/* Where the TLS engine stands after it was fed; rest is what it did not take. False when the session is over. */
static bool follow_tls(struct session *session, struct bytes rest)
{
	switch (tls_state(session->tls)) {
	case TLS_HANDSHAKING: return true;
	case TLS_UP:
		if (session->stage == STAGE_HANDSHAKE)
			starttls_done(session);
		return true;
	case TLS_PEER_CLOSED:
		stream_drain(session);
		tell_tls_closed(session);
		tell_clear_bytes(session, rest);
		tls_close(session->tls);
		stream_flush_tls(session);
		session_over(session, session->closing ? CLOSED_BY_US : CLOSED_BY_PEER, NULL);
		return false;
	case TLS_CLOSING: return true;
	case TLS_ENDED: both_have_closed(session); return false;
	case TLS_BROKEN:
		stream_drain(session);
		stream_flush_tls(session);
		if (session->stage == STAGE_HANDSHAKE)
			tell_clear_answer(session);
		session_over(session, CLOSED_ABORTED, "TLS failed; there is no going back to clear text");
		return false;
	}
	return false;
}

void stream_feed_tls(struct session *session, struct bytes bytes)
{
	do {
		size_t taken = tls_receive(session->tls, bytes);

		stream_flush_tls(session);
		bytes = bytes_from(bytes, taken);
		bool pending = tls_plain_in(session->tls)->len > 0;
		if (!follow_tls(session, bytes))
			return;
		stream_drain(session);
		if (!taken && !pending)
			return;
	} while (bytes.len);
}

void stream_flush_tls(struct session *session)
{
	struct buffer *wire = tls_wire_out(session->tls);

	if (buffer_append(&session->output, buffer_bytes(wire)))
		buffer_clear(wire);
}

bool stream_push(struct session *session)
{
	struct bytes plain = buffer_bytes(&session->plain);
	bool taken;

	if (session->stage == STAGE_SECURED) {
		taken = tls_send(session->tls, plain);
		stream_flush_tls(session);
	} else {
		taken = buffer_append(&session->output, plain);
	}
	buffer_clear(&session->plain);
	return taken;
}

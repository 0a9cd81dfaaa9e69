/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * starttls: the rules of the upgrade, in one place.
 *
 *  1. The protocol engine is given exactly one reply. What follows the agreement never reaches the next phase.
 *  2. The socket is looked at once more just before the ClientHello.
 *  3. Bytes found either way are an injection: they are kept, shown, and by default end the session.
 *  4. After TLS: a new parser, new capabilities, a new tag series; the old list is kept only to be compared.
 *  5. Only the positive reply to a STARTTLS that has left us whole is an agreement (proto sees to it).
 *  6. In the clear nothing is sent by itself but what the user asked for.
 *  7. After a failed handshake the connection is closed; there is no going back to clear text.
 *  8. Referrals and URLs are shown, never followed (proto).
 *  9. Every event bears its phase. It changes here, and in the very record that completes the handshake (tls).
 * 10. Findings are events, the same for screen, transcript and tests.
 *
 * RFC 3207 §4 and §6, RFC 9051 §6.2.1, §11.1 and §11.3, RFC 2595 §4, RFC 5804 §2.2.
 */
#include "session/conductor.h"

#include "tls/hello_only.h"

static void tell_injection(struct session *session, bool from_socket, struct bytes bytes, uint64_t total)
{
	struct event injection = {.kind = EVENT_INJECTION,
		.direction = DIRECTION_IN,
		.injection = {.bytes = bytes_first(bytes, INJECTION_KEPT),
			.total = total,
			.from_socket = from_socket,
			.policy = session->config.on_injection}};

	journal_append(session->journal, &injection);
}

/* Keeps bytes that nobody should have sent, for display and for INJECTION_TLS; a flood is only counted. */
static void keep_injected(struct session *session, struct bytes bytes)
{
	buffer_append(&session->injected, bytes_first(bytes, buffer_room(&session->injected)));
	session->injected_total += bytes.len;
}

static void abort_for_injection(struct session *session)
{
	session_over(
		session, CLOSED_ABORTED, "bytes were injected before TLS; --on-injection drop goes on without them");
}

void starttls_agreed(struct session *session, struct bytes left_over)
{
	session->stage = STAGE_PEEK;
	if (!left_over.len)
		return;
	keep_injected(session, left_over);
	tell_injection(session, false, left_over, left_over.len);
	if (session->config.on_injection == INJECTION_ABORT)
		abort_for_injection(session);
}

void starttls_collect(struct session *session, struct bytes bytes)
{
	if (!bytes.len)
		return;
	keep_injected(session, bytes);
	tell_injection(session, true, bytes, bytes.len);
	if (session->config.on_injection == INJECTION_ABORT)
		abort_for_injection(session);
}

void starttls_begin(struct session *session)
{
	struct bytes first = {0};

	if (session->config.on_injection == INJECTION_TLS)
		first = buffer_bytes(&session->injected);
	starttls_handshake(session, first);
}

void starttls_handshake(struct session *session, struct bytes first)
{
	struct error error = {.sentence = ""};

	session->tls = session->config.hello.len ? tls_hello_only_new(session->config.hello, session->journal)
						 : tls_client_new(&session->config.tls, session->journal, &error);
	if (!session->tls) {
		session_over(session, CLOSED_ABORTED, error.sentence);
		return;
	}
	session->stage = STAGE_HANDSHAKE;
	journal_set_phase(session->journal, PHASE_HANDSHAKE);
	limits_restart(session);
	stream_feed_tls(session, (struct bytes){0});
	if (first.len)
		stream_feed_tls(session, first);
}

static void forget_capabilities(struct session *session)
{
	const struct caps *caps = proto_caps(session->proto);
	struct event forgotten = {.kind = EVENT_CAPS, .caps = {.caps = caps, .before_tls = true, .forgotten = true}};

	if (caps)
		journal_append(session->journal, &forgotten);
}

void starttls_done(struct session *session)
{
	session->stage = STAGE_SECURED;
	journal_set_phase(session->journal, PHASE_TLS);
	limits_restart(session);
	if (session->config.implicit_tls) {
		proto_connected(session->proto);
		return;
	}
	forget_capabilities(session);
	proto_secured(session->proto);
	if (session->trial == TRIAL_SENT)
		trial_secured(session);
	else
		starttls_greet_again(session);
}

void starttls_greet_again(struct session *session)
{
	/* A ManageSieve server speaks first inside TLS: its capabilities are the greeting (RFC 5804 §2.2). */
	if (session->config.greet_after_tls && *proto_info(proto_protocol(session->proto))->greet_verb &&
		proto_state(session->proto) == PROTO_READY)
		session_send_by_ourselves(session, proto_greet_line);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session: the life of one connection, from the transport's first word to EVENT_CLOSED.
 */
#include "session/conductor.h"

#include "base/alloc.h"
#include <stdlib.h>

static void copy_config(struct session *session, const struct session_config *config)
{
	session->config = *config;
	session->client_name = alloc_text(config->client_name ? config->client_name : "localhost");
	session->config.client_name = session->client_name;
	tls_settings_copy(&config->tls, &session->config.tls);
	buffer_init(&session->hello, TLS_WIRE_MAX);
	buffer_append(&session->hello, config->hello);
	session->config.hello = buffer_bytes(&session->hello);
}

/* The settings are tried out before anything is dialled, so that a wrong CA file is told at once. */
static bool settings_usable(const struct session *session, struct error *error)
{
	if (session->config.hello.len)
		return true;
	struct tls *trial = tls_client_new(&session->config.tls, session->journal, error);

	tls_free(trial);
	return trial != NULL;
}

struct session *session_new(const struct session_config *config, struct journal *journal, struct error *error)
{
	struct session *session = alloc_zero(1, sizeof(*session));

	session->journal = journal;
	copy_config(session, config);
	buffer_init_secret(&session->output, SESSION_OUTPUT_MAX);
	buffer_init_secret(&session->plain, SESSION_OUTPUT_MAX / 2);
	buffer_init(&session->injected, INJECTION_KEPT);
	buffer_init_secret(&session->heard, SESSION_HEARD_MAX);
	if (!settings_usable(session, error)) {
		session_free(session);
		return NULL;
	}
	struct proto_config proto_config = {.client_name = session->client_name,
		.add_tags = config->add_tags,
		.implicit_tls = config->implicit_tls,
		.openssl_words = config->openssl_words,
		.unsafe_secrets = config->unsafe_secrets};
	session->proto = proto_new(config->protocol, &proto_config, journal);
	if (config->preamble)
		session->preamble = preamble_new(config->preamble, config->preamble_host);
	return session;
}

void session_free(struct session *session)
{
	if (!session)
		return;
	proto_free(session->proto);
	preamble_free(session->preamble);
	tls_free(session->tls);
	buffer_done(&session->hello);
	buffer_done(&session->output);
	buffer_done(&session->plain);
	buffer_done(&session->injected);
	buffer_done(&session->heard);
	free(session->client_name);
	tls_settings_done(&session->config.tls);
	free(session);
}

void session_connected(struct session *session)
{
	limits_restart(session);
	if (session->config.implicit_tls) {
		starttls_handshake(session, (struct bytes){0});
		return;
	}
	session->stage = STAGE_CLEAR;
	if (session->preamble) {
		foreign_connected(session);
		return;
	}
	if (session->config.starttls_at_once)
		session->next = NEXT_STARTTLS;
	proto_connected(session->proto);
}

void session_receive(struct session *session, struct bytes bytes)
{
	if (!bytes.len || session->stage == STAGE_OVER || session->stage == STAGE_UNCONNECTED)
		return;
	session->bytes_in += bytes.len;
	switch (session->stage) {
	case STAGE_CLEAR:
		if (session->preamble)
			foreign_feed(session, bytes);
		else
			stream_feed_clear(session, bytes);
		break;
	case STAGE_PEEK: starttls_collect(session, bytes); break;
	case STAGE_HANDSHAKE:
	case STAGE_SECURED: stream_feed_tls(session, bytes); break;
	case STAGE_UNCONNECTED:
	case STAGE_OVER: break;
	}
}

void session_over(struct session *session, enum closed_how how, const char *reason)
{
	if (session->stage == STAGE_OVER)
		return;
	trial_over(session);
	smuggling_over(session);
	proto_ended(session->proto);
	session->stage = STAGE_OVER;
	session->wants_close = true;
	struct event closed = {.kind = EVENT_CLOSED,
		.closed = {.how = how,
			.reason = bytes_str(reason),
			.bytes_out = session->bytes_out,
			.bytes_in = session->bytes_in}};
	journal_append(session->journal, &closed);
}

void session_hang_up(struct session *session)
{
	if (session->stage == STAGE_OVER)
		return;
	if (session->tls) {
		tls_close(session->tls);
		stream_flush_tls(session);
	}
	session_over(session, CLOSED_BY_US, NULL);
}

/* An end inside TLS without close_notify is a truncation: whoever cut it, the end is not the server's word. */
static enum closed_how judge_end(const struct session *session, enum closed_how how)
{
	if (how == CLOSED_BY_PEER && session->tls && tls_state(session->tls) == TLS_BROKEN)
		return CLOSED_TRUNCATED;
	return how;
}

void session_ended(struct session *session, enum closed_how how, const char *reason)
{
	if (session->stage == STAGE_OVER)
		return;
	if (session->stage == STAGE_HANDSHAKE || session->stage == STAGE_SECURED) {
		tls_wire_ended(session->tls);
		if (session->stage == STAGE_SECURED)
			stream_drain(session);
		how = judge_end(session, how);
	}
	if (session->stage == STAGE_CLEAR)
		foreign_ended(session);
	if (session->stage == STAGE_PEEK)
		starttls_collect(session, (struct bytes){0});
	session_over(session, session->closing && how == CLOSED_BY_PEER ? CLOSED_BY_US : how, reason);
}

struct bytes session_output(const struct session *session)
{
	return buffer_bytes(&session->output);
}

void session_written(struct session *session, size_t count)
{
	buffer_consume(&session->output, count);
	session->bytes_out += count;
	if (session->output.len)
		return;
	proto_sent(session->proto);
	foreign_sent(session);
}

bool session_wants_peek(const struct session *session)
{
	return session->stage == STAGE_PEEK && !session->output.len;
}

void session_peeked(struct session *session)
{
	if (session_wants_peek(session))
		starttls_begin(session);
}

bool session_wants_close(const struct session *session)
{
	return session->wants_close;
}

static bool may_send(const struct session *session, struct error *error)
{
	switch (session->stage) {
	case STAGE_CLEAR:
	case STAGE_SECURED: return true;
	case STAGE_UNCONNECTED: return error_set(error, ERROR_USAGE, 0, "not sent: the connection is not there yet");
	case STAGE_PEEK:
	case STAGE_HANDSHAKE:
		return error_set(error, ERROR_USAGE, 0, "not sent: the TLS handshake is not complete yet");
	case STAGE_OVER:
		return error_set(
			error, ERROR_USAGE, 0, "not sent: the connection is closed; :reconnect opens it again");
	}
	return false;
}

static bool finish_send(struct session *session, struct error *error)
{
	limits_restart(session);
	if (stream_push(session))
		return true;
	return error_set(error, ERROR_LIMIT, 0, "not sent: the server does not take what was sent before");
}

/* Refuses before proto notes the line as sent: from then on it must leave us. */
static bool has_room(const struct session *session, size_t len, struct error *error)
{
	if (buffer_room(&session->output) / 2 > len + 4096)
		return true;
	return error_set(error, ERROR_LIMIT, 0, "not sent: the server does not take what was sent before");
}

/* What is typed into a trial would blur its result. */
static bool may_type(const struct session *session, struct error *error)
{
	if (session_trying(session))
		return error_set(
			error, ERROR_USAGE, 0, "not sent: a trial is on its way; it ends by itself in some seconds");
	return may_send(session, error);
}

bool session_send(struct session *session, struct bytes line, struct error *error)
{
	if (!may_type(session, error) || !has_room(session, line.len, error) ||
		!proto_send(session->proto, line, false, &session->plain, error))
		return false;
	return finish_send(session, error);
}

bool session_push_raw(struct session *session, struct bytes raw, struct error *error)
{
	return may_send(session, error) && has_room(session, raw.len, error) &&
	       proto_send_raw(session->proto, raw, &session->plain, error) && finish_send(session, error);
}

bool session_send_raw(struct session *session, struct bytes raw, struct error *error)
{
	return may_type(session, error) && session_push_raw(session, raw, error);
}

static bool send_line(struct session *session, void (*line_of)(const struct proto *, struct buffer *), bool automatic,
	struct error *error)
{
	struct buffer line;
	buffer_init(&line, 4096);
	line_of(session->proto, &line);
	bool sent = may_send(session, error) && has_room(session, line.len, error) &&
		    proto_send(session->proto, buffer_bytes(&line), automatic, &session->plain, error) &&
		    finish_send(session, error);
	buffer_done(&line);
	return sent;
}

void session_send_by_ourselves(struct session *session, void (*line_of)(const struct proto *, struct buffer *))
{
	struct error error;

	if (!send_line(session, line_of, true, &error))
		journal_note(session->journal, SEVERITY_WARNING, "%s", error.sentence);
}

bool session_greet(struct session *session, struct error *error)
{
	return send_line(session, proto_greet_line, false, error);
}

bool session_starttls(struct session *session, struct error *error)
{
	if (proto_caps(session->proto) || session->stage != STAGE_CLEAR)
		return send_line(session, proto_upgrade_line, false, error);
	if (!send_line(session, proto_greet_line, true, error))
		return false;
	session->greeted_by_us = true;
	session->next = NEXT_STARTTLS;
	return true;
}

static bool can_say_goodbye(const struct session *session)
{
	enum proto_state state = proto_state(session->proto);

	return *proto_info(proto_protocol(session->proto))->quit_verb && !session->closing && !session->server_left &&
	       (session->stage == STAGE_CLEAR || session->stage == STAGE_SECURED) &&
	       (state == PROTO_READY || state == PROTO_WAITING);
}

void session_close(struct session *session)
{
	if (session->stage == STAGE_OVER) {
		session->wants_close = true;
		return;
	}
	if (!can_say_goodbye(session)) {
		session_hang_up(session);
		return;
	}
	session->closing = true;
	session->closing_us = journal_now(session->journal);
	session_send_by_ourselves(session, proto_quit_line);
}

const struct proto *session_proto(const struct session *session)
{
	return session->proto;
}

struct buffer *session_key_log(struct session *session)
{
	return session->tls ? tls_key_log(session->tls) : NULL;
}

struct buffer *session_heard(struct session *session)
{
	return &session->heard;
}

void session_set_client_name(struct session *session, const char *name)
{
	proto_set_client_name(session->proto, name);
}

enum phase session_phase(const struct session *session)
{
	return journal_phase(session->journal);
}

bool session_open(const struct session *session)
{
	return session->stage != STAGE_UNCONNECTED && session->stage != STAGE_OVER;
}

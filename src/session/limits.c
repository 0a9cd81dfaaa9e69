/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * limits: how long is waited for what. A reply that is late is told and waited for still; a handshake and a good-bye
 * that are late end the session, since nothing can be typed into them.
 */
#include "session/conductor.h"

enum { SECOND_US = 1000000 };

static int64_t or_default(int64_t limit, int64_t seconds)
{
	return limit ? limit : seconds * SECOND_US;
}

/* What is being waited for; false when nothing is. */
static bool present_wait(const struct session *session, enum timeout_of *ret_of, int64_t *ret_limit)
{
	const struct session_limits *limits = &session->config.limits;

	if (session->stage == STAGE_HANDSHAKE || session->stage == STAGE_PEEK) {
		*ret_of = TIMEOUT_HANDSHAKE;
		*ret_limit = or_default(limits->handshake_us, 15);
		return true;
	}
	if (!session_open(session))
		return false;
	if (session->closing || session->server_left) {
		*ret_of = TIMEOUT_CLOSE;
		*ret_limit = or_default(limits->close_us, 2);
		return true;
	}
	if (session->stage == STAGE_CLEAR && session->preamble) {
		*ret_of = TIMEOUT_REPLY;
		*ret_limit = or_default(limits->reply_us, 60);
		return true;
	}
	enum proto_state state = proto_state(session->proto);
	*ret_of = state == PROTO_GREETING ? TIMEOUT_GREETING : TIMEOUT_REPLY;
	*ret_limit = or_default(state == PROTO_GREETING ? limits->greeting_us : limits->reply_us, 60);
	return state == PROTO_GREETING || state == PROTO_WAITING;
}

void limits_restart(struct session *session)
{
	session->late_told = false;
	session->since_us = journal_now(session->journal);
}

static int64_t wait_began(const struct session *session, enum timeout_of of)
{
	return of == TIMEOUT_CLOSE ? session->closing_us : session->since_us;
}

int64_t session_deadline(const struct session *session)
{
	enum timeout_of of;
	int64_t limit;

	if (trial_deadline(session) >= 0)
		return trial_deadline(session);
	if (smuggling_deadline(session) >= 0)
		return smuggling_deadline(session);
	if (session->late_told || !present_wait(session, &of, &limit))
		return -1;
	return wait_began(session, of) + limit;
}

void session_tick(struct session *session)
{
	enum timeout_of of;
	int64_t limit;

	trial_tick(session);
	smuggling_tick(session);
	if (session->late_told || !present_wait(session, &of, &limit) ||
		journal_now(session->journal) < wait_began(session, of) + limit)
		return;
	session->late_told = true;
	struct event timeout = {.kind = EVENT_TIMEOUT, .timeout = {.of = of, .limit_us = limit}};
	if (!session->server_left)
		journal_append(session->journal, &timeout);
	if (of == TIMEOUT_GREETING && session->stage == STAGE_CLEAR)
		journal_note(session->journal, SEVERITY_WARNING,
			"a port that speaks TLS from the first byte waits for us as well: %s",
			session->config.openssl_words ? "leave -starttls out there"
						      : "--implicit-tls, or a scheme that ends in s");
	if ((of == TIMEOUT_GREETING || of == TIMEOUT_REPLY) && session->config.somebody)
		journal_note(session->journal, SEVERITY_INFO, "we go on waiting; :close ends it");
	if (of == TIMEOUT_HANDSHAKE) {
		if (session->tls) {
			tls_timed_out(session->tls);
			stream_flush_tls(session);
		}
		session_over(session, CLOSED_TIMEOUT, "the TLS handshake did not end in time");
	} else if (of == TIMEOUT_CLOSE) {
		session_hang_up(session);
	}
}

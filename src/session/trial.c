/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trial: does the server take what came in the clear for the protected session? (CVE-2011-0411 and its kin)
 *
 * A harmless command leaves in the same segment as STARTTLS. A server that reads on inside TLS from what it had buffered in
 * the clear answers it there, unasked: anybody on the path could have put commands into a session that looks protected.
 * RFC 3207 §4.2 and RFC 9051 §6.2.1 want such a buffer dropped.
 */
#include "session/conductor.h"

enum { LISTEN_US = 3000000 };

/* Bears no tag of ours, so that its answer is nobody's. POP3 and ManageSieve have no NOOP before the login. */
static const char *harmless(const struct session *session)
{
	switch (proto_protocol(session->proto)) {
	case PROTOCOL_SMTP:
	case PROTOCOL_LMTP: return "NOOP";
	case PROTOCOL_IMAP: return "trial NOOP";
	case PROTOCOL_POP3: return "CAPA";
	case PROTOCOL_SIEVE: return "CAPABILITY";
	}
	return "NOOP";
}

static bool is_possible(const struct session *session, struct error *error)
{
	const struct caps *caps = proto_caps(session->proto);

	if (session->stage != STAGE_CLEAR || session->preamble)
		return error_set(
			error, ERROR_USAGE, 0, "not tried: only a connection in the clear has a STARTTLS to try");
	if (proto_state(session->proto) != PROTO_READY)
		return error_set(error, ERROR_USAGE, 0, "not tried: the server has not answered everything yet");
	if (!caps || !caps_has(caps, proto_info(proto_protocol(session->proto))->upgrade_cap))
		return error_set(error, ERROR_USAGE, 0,
			"not tried: the server has not offered %s; :ehlo asks what it offers",
			proto_info(proto_protocol(session->proto))->upgrade_verb);
	return true;
}

bool session_trial(struct session *session, struct error *error)
{
	struct bytes command = bytes_str(harmless(session));
	struct event line = {.kind = EVENT_LINE,
		.direction = DIRECTION_OUT,
		.line = {.text = command, .role = LINE_COMMAND, .flags = LINE_AUTOMATIC, .wire_len = command.len + 2}};

	if (!is_possible(session, error) || !session_starttls(session, error))
		return false;
	/* Behind STARTTLS and in one piece with it; the protocol engine does not wait for an answer. */
	journal_append(session->journal, &line);
	buffer_append(&session->output, command);
	buffer_append_text(&session->output, "\r\n");
	session->trial = TRIAL_SENT;
	return true;
}

bool session_trying(const struct session *session)
{
	return session->trial != TRIAL_NONE || session->smuggling.stage != SMUGGLING_NONE;
}

void trial_secured(struct session *session)
{
	session->trial = TRIAL_LISTENING;
	session->trial_from = journal_count(session->journal);
	session->trial_us = journal_now(session->journal);
}

static void go_on(struct session *session)
{
	session->trial = TRIAL_NONE;
	limits_restart(session);
	starttls_greet_again(session);
}

/* What nobody asked for inside TLS was asked for outside of it. */
static bool was_answered(const struct session *session)
{
	for (uint64_t number = session->trial_from; number < journal_count(session->journal); number++) {
		const struct event *event = journal_at(session->journal, number);
		if (event->kind == EVENT_ODDITY && event->phase == PHASE_TLS &&
			(event->oddity.oddity == ODDITY_UNASKED || event->oddity.oddity == ODDITY_UNKNOWN_TAG))
			return true;
	}
	return false;
}

static void tell_answered(struct session *session)
{
	journal_note(session->journal, SEVERITY_ERROR,
		"the server answered inside TLS what was sent in the clear behind STARTTLS: commands can be injected into "
		"sessions with it");
}

int64_t trial_deadline(const struct session *session)
{
	return session->trial == TRIAL_LISTENING ? session->trial_us + LISTEN_US : -1;
}

/* Only now, though something may have been heard long ago: the rest of a longer answer was awaited. */
void trial_tick(struct session *session)
{
	int64_t deadline = trial_deadline(session);

	if (deadline < 0 || journal_now(session->journal) < deadline)
		return;
	if (was_answered(session))
		tell_answered(session);
	else
		journal_note(session->journal, SEVERITY_GOOD,
			"the server did not answer inside TLS what was sent in the clear behind STARTTLS: it dropped it");
	go_on(session);
}

void trial_answered_in_clear(struct session *session)
{
	if (session->trial != TRIAL_SENT || session->stage != STAGE_CLEAR || proto_outstanding(session->proto))
		return;
	session->trial = TRIAL_NONE;
	journal_note(session->journal, SEVERITY_INFO,
		"the server does not begin TLS with a command behind STARTTLS: nothing was injected; the answer that comes now is "
		"to that command");
}

void trial_over(struct session *session)
{
	enum trial trial = session->trial;

	session->trial = TRIAL_NONE;
	if (trial == TRIAL_SENT && session->stage == STAGE_PEEK)
		journal_note(session->journal, SEVERITY_WARNING,
			"what came in the clear behind the agreement is the answer to our command: the server read on after it had "
			"agreed, but not into TLS");
	else if (trial == TRIAL_SENT && session->stage == STAGE_HANDSHAKE)
		journal_note(session->journal, SEVERITY_INFO,
			"the handshake did not survive the command behind STARTTLS: nothing was injected");
	else if (trial == TRIAL_SENT)
		journal_note(session->journal, SEVERITY_INFO,
			"the session ended before TLS: with a command behind STARTTLS this server does not go on, so nothing was "
			"injected");
	else if (trial == TRIAL_LISTENING && was_answered(session))
		tell_answered(session);
	else if (trial == TRIAL_LISTENING)
		journal_note(session->journal, SEVERITY_INFO,
			"the session ended inside TLS before anything was answered: nothing can be said");
}

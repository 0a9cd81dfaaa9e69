/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * smuggling: which line ends a message, for this server? (CVE-2023-51764 and its kin)
 *
 * Only CR LF . CR LF may (RFC 5321 §4.1.1.4). Where a server takes another ending as well, and the one before it does not, the
 * rest of a message is read as commands: a whole message can be hidden in the text of another. Here a message is sent that holds
 * each doubtful ending in turn, with a NOOP behind it. A server that answers the NOOP has read it as a command.
 */
#include "session/conductor.h"

enum { LISTEN_US = 2000000 };

static const struct {
	const char *name, *bytes;
} endings[] = {{"LF . LF", "\n.\n"}, {"LF . CR LF", "\n.\r\n"}, {"CR LF . LF", "\r\n.\n"}, {"CR . CR", "\r.\r"},
	{"CR . CR LF", "\r.\r\n"}, {"CR LF . CR", "\r\n.\r"}};
enum { ENDINGS = sizeof(endings) / sizeof(endings[0]) };

static void data_line(const struct proto *proto, struct buffer *line)
{
	(void)proto;
	buffer_append_text(line, "DATA");
}

static void dot_line(const struct proto *proto, struct buffer *line)
{
	(void)proto;
	buffer_append_text(line, ".");
}

bool session_smuggle(struct session *session, struct error *error)
{
	enum protocol protocol = proto_protocol(session->proto);

	if ((protocol != PROTOCOL_SMTP && protocol != PROTOCOL_LMTP) || session->preamble)
		return error_set(error, ERROR_USAGE, 0, "not tried: only SMTP and LMTP end a message with a dot");
	if ((session->stage != STAGE_CLEAR && session->stage != STAGE_SECURED) ||
		proto_state(session->proto) != PROTO_READY)
		return error_set(error, ERROR_USAGE, 0, "not tried: the server has not answered everything yet");
	session->smuggling = (struct smuggling){.stage = SMUGGLING_ASKED};
	session_send_by_ourselves(session, data_line);
	return true;
}

/* The text that bears the next ending. What it says, whoever gets the message can read. */
static void send_ending(struct session *session)
{
	struct smuggling *smuggling = &session->smuggling;
	struct error error;
	struct buffer text;

	buffer_init(&text, 4096);
	if (!smuggling->ending)
		buffer_append_text(&text, "Subject: starlit: which line ends a message?\r\n\r\n");
	buffer_printf(&text, "%s follows, and a NOOP:%sNOOP\r\n", endings[smuggling->ending].name,
		endings[smuggling->ending].bytes);
	smuggling->stage = SMUGGLING_LISTENING;
	smuggling->from = journal_count(session->journal);
	smuggling->since_us = journal_now(session->journal);
	if (!session_push_raw(session, buffer_bytes(&text), &error)) {
		smuggling->stage = SMUGGLING_NONE;
		journal_note(session->journal, SEVERITY_WARNING, "%s", error.sentence);
	}
	buffer_done(&text);
}

void smuggling_turn(struct session *session)
{
	if (session->smuggling.stage != SMUGGLING_ASKED || proto_outstanding(session->proto))
		return;
	if (proto_state(session->proto) == PROTO_BODY) {
		send_ending(session);
		return;
	}
	session->smuggling.stage = SMUGGLING_NONE;
	journal_note(session->journal, SEVERITY_WARNING,
		"not tried: the server takes no message now; MAIL FROM:<...> and RCPT TO:<...> come first");
}

/* What was answered while the message was not over: nothing should be. */
enum answer { ANSWER_NONE, ANSWER_REFUSED, ANSWER_DONE };

static enum answer answer_of(const struct session *session)
{
	enum answer answer = ANSWER_NONE;

	for (uint64_t number = session->smuggling.from; number < journal_count(session->journal); number++) {
		const struct event *event = journal_at(session->journal, number);
		if (event->kind != EVENT_REPLY || event->reply.verb.len)
			continue;
		if (event->reply.status == REPLY_POSITIVE)
			return ANSWER_DONE;
		answer = ANSWER_REFUSED;
	}
	return answer;
}

static void tell_answer(struct session *session, enum answer answer)
{
	const char *name = endings[session->smuggling.ending].name;

	if (answer == ANSWER_DONE)
		journal_note(session->journal, SEVERITY_ERROR,
			"the server took %s for the end of the message, and what was behind it for a command: messages can be "
			"smuggled through it",
			name);
	else if (answer == ANSWER_REFUSED)
		journal_note(session->journal, SEVERITY_GOOD, "the server refuses %s: nothing was smuggled", name);
	else
		journal_note(session->journal, SEVERITY_GOOD,
			"the server takes none of %d doubtful endings for the end of the message", (int)ENDINGS);
}

int64_t smuggling_deadline(const struct session *session)
{
	return session->smuggling.stage == SMUGGLING_LISTENING ? session->smuggling.since_us + LISTEN_US : -1;
}

/* Only when the time is over: behind the answer to the message, that to the NOOP was awaited. */
void smuggling_tick(struct session *session)
{
	int64_t deadline = smuggling_deadline(session);

	if (deadline < 0 || journal_now(session->journal) < deadline)
		return;
	enum answer answer = answer_of(session);
	if (answer == ANSWER_NONE && session->smuggling.ending + 1 < ENDINGS) {
		session->smuggling.ending++;
		send_ending(session);
		return;
	}
	tell_answer(session, answer);
	session->smuggling.stage = SMUGGLING_NONE;
	/* It ends the message; a server that has ended it before refuses it as a command. */
	session_send_by_ourselves(session, dot_line);
}

void smuggling_over(struct session *session)
{
	enum smuggling_stage stage = session->smuggling.stage;
	enum answer answer = stage == SMUGGLING_LISTENING ? answer_of(session) : ANSWER_NONE;

	session->smuggling.stage = SMUGGLING_NONE;
	if (answer != ANSWER_NONE)
		tell_answer(session, answer);
	else if (stage == SMUGGLING_LISTENING)
		journal_note(session->journal, SEVERITY_INFO,
			"the session ended at %s, and nothing was answered: nothing was smuggled",
			endings[session->smuggling.ending].name);
	else if (stage == SMUGGLING_ASKED)
		journal_note(session->journal, SEVERITY_INFO, "the session ended before a message could be sent");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * foreign: the upgrade of protocols that have no engine, told with the same events as ours. The rules of starttls.c hold:
 * one answer at a time, nothing behind the agreement is passed on, and there is no session without TLS.
 */
#include "session/conductor.h"

static void tell_line(struct session *session, enum direction direction, struct bytes text)
{
	bool ends = text.len && text.data[text.len - 1] == '\n';
	bool full = text.len > 1 && ends && text.data[text.len - 2] == '\r';
	struct event line = {.kind = EVENT_LINE,
		.direction = direction,
		.line = {.text = bytes_first(text, text.len - (full          ? 2
								      : ends ? 1
									     : 0)),
			.role = direction == DIRECTION_OUT ? LINE_COMMAND : LINE_REPLY,
			.flags = (direction == DIRECTION_OUT ? (uint32_t)LINE_AUTOMATIC : 0) |
				 (ends ? 0 : (uint32_t)LINE_UNENDED) | (ends && !full ? (uint32_t)LINE_BARE_LF : 0),
			.wire_len = text.len}};

	journal_append(session->journal, &line);
}

static void tell_step(struct session *session, enum starttls_step step, struct bytes text)
{
	struct event event = {.kind = EVENT_STARTTLS, .starttls = {.step = step, .text = text}};

	journal_append(session->journal, &event);
}

static void told(struct session *session, size_t before)
{
	struct bytes said = bytes_from(buffer_bytes(&session->output), before);

	if (said.len)
		tell_line(session, DIRECTION_OUT, said);
	limits_restart(session);
}

void foreign_connected(struct session *session)
{
	size_t before = session->output.len;

	preamble_begin(session->preamble, &session->output);
	told(session, before);
}

void foreign_sent(struct session *session)
{
	if (session->preamble)
		preamble_sent(session->preamble);
}

static void refused(struct session *session, struct bytes answer)
{
	const char *problem = preamble_problem(session->preamble);

	tell_step(session, STARTTLS_REFUSED, problem ? bytes_str(problem) : preamble_text(session->preamble, answer));
	session_over(session, CLOSED_ABORTED, problem ? problem : "the server refused TLS");
}

static void broken(struct session *session, struct bytes evidence)
{
	journal_oddity(session->journal, ODDITY_MALFORMED, SEVERITY_ERROR, bytes_first(evidence, 256), "%s",
		preamble_problem(session->preamble));
	session_over(session, CLOSED_ABORTED, preamble_problem(session->preamble));
}

void foreign_ended(struct session *session)
{
	struct bytes rest = session->preamble ? preamble_rest(session->preamble) : (struct bytes){0};

	if (rest.len)
		tell_line(session, DIRECTION_IN, rest);
}

void foreign_feed(struct session *session, struct bytes bytes)
{
	struct bytes answer;
	size_t used;

	while (bytes.len && session->stage == STAGE_CLEAR) {
		size_t before = session->output.len;
		enum preamble_result result =
			preamble_receive(session->preamble, bytes, &used, &answer, &session->output);
		if (answer.len)
			tell_line(session, DIRECTION_IN, answer);
		told(session, before);
		bytes = bytes_from(bytes, used);
		switch (result) {
		case PREAMBLE_NEED_MORE:
		case PREAMBLE_MORE_HERE: break;
		case PREAMBLE_REFUSED: refused(session, answer); break;
		case PREAMBLE_BROKEN: broken(session, answer); break;
		case PREAMBLE_AGREED:
			tell_step(session, STARTTLS_AGREED, (struct bytes){0});
			starttls_agreed(session, bytes);
			break;
		}
	}
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_run: going through the steps. A step begins when the server is ready for it, and is done when what it waits for
 * has come.
 */
#include "session/steps.h"

#include "base/safe.h"
#include "model/fields.h"

#include <stdarg.h>
#include <stdio.h>

enum progress { PROGRESS_DONE, PROGRESS_WAITING, PROGRESS_FAILED };

static enum progress fail(struct script *script, const char *format, ...) __attribute__((format(printf, 2, 3)));

static enum progress fail(struct script *script, const char *format, ...)
{
	char text[1000];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	snprintf(script->failure, sizeof(script->failure), "%s:%u: %s", script->name, script_line(script), text);
	return PROGRESS_FAILED;
}

static bool is_ready(const struct session *session)
{
	return proto_takes_line(session_proto(session));
}

/* Why nothing more can come of it. */
static enum progress fail_closed(struct script *script, const struct digest *digest)
{
	char sentence[600];
	const struct event *last = digest->tls_failed ? digest->tls_failed : digest->closed;

	return fail(
		script, "%s", last ? event_sentence(last, sentence, sizeof(sentence)) : "the connection is not there");
}

/* PROGRESS_DONE: a line may be sent. */
static enum progress await_ready(struct script *script, const struct session *session, const struct digest *digest)
{
	if (digest->closed)
		return fail_closed(script, digest);
	if (is_ready(session))
		return PROGRESS_DONE;
	if (digest->timeout && digest->timeout->number >= script->cursor)
		return fail(script, "the server did not answer in time");
	return PROGRESS_WAITING;
}

/* What was answered before belongs to the steps before. */
static void begin_anew(struct script *script)
{
	script->since = script->cursor = journal_count(script->journal);
}

static enum progress say(struct script *script, struct session *session, struct bytes text)
{
	struct error error;
	struct buffer line;

	buffer_init_secret(&line, (size_t)2 * SCRIPT_LINE_MAX);
	begin_anew(script);
	bool sent = values_expand(script, text, &line, &error) && session_send(session, buffer_bytes(&line), &error);
	buffer_done(&line);
	return sent ? PROGRESS_DONE : fail(script, "%s", error.sentence);
}

static enum progress expect(
	struct script *script, struct bytes wanted, struct session *session, const struct digest *digest)
{
	char shown[400];
	uint64_t before = script->cursor;

	switch (expect_check(script, wanted, session, digest)) {
	case EXPECTATION_MET: return PROGRESS_DONE;
	case EXPECTATION_OPEN:
		if (digest->timeout && digest->timeout->number >= before)
			return fail(script, "expected %s, but the server did not answer in time",
				safe_text(shown, sizeof(shown), wanted, SAFE_UTF8));
		script->cursor = before;
		return PROGRESS_WAITING;
	case EXPECTATION_MISSED: break;
	}
	if (*script->failure)
		return PROGRESS_FAILED;
	if (digest->closed)
		return fail_closed(script, digest);
	return fail(script, "expected %s, and it is not so", safe_text(shown, sizeof(shown), wanted, SAFE_UTF8));
}

static enum progress greet(struct script *script, struct session *session)
{
	struct error error;

	begin_anew(script);
	return session_greet(session, &error) ? PROGRESS_DONE : fail(script, "%s", error.sentence);
}

/* Done when TLS is up and the greeting inside it is answered. */
static enum progress upgrade(struct script *script, struct session *session, const struct digest *digest)
{
	struct error error;

	if (!script->begun) {
		begin_anew(script);
		if (!session_starttls(session, &error))
			return fail(script, "%s", error.sentence);
		script->begun = true;
		return PROGRESS_WAITING;
	}
	if (digest->closed)
		return fail_closed(script, digest);
	if (digest->phase == PHASE_TLS)
		return is_ready(session) ? PROGRESS_DONE : PROGRESS_WAITING;
	if (digest->starttls && digest->starttls->number >= script->cursor &&
		digest->starttls->starttls.step == STARTTLS_REFUSED) {
		char text[400];
		return fail(script, "the server refused STARTTLS: %s",
			safe_text(text, sizeof(text), digest->starttls->starttls.text, SAFE_UTF8));
	}
	return PROGRESS_WAITING;
}

static enum progress wait_on(struct script *script, const struct step_of_script *step)
{
	int64_t now = journal_now(script->journal);

	if (!script->begun) {
		script->begun = true;
		script->until_us = now + (int64_t)step->target * 1000000;
	}
	return now < script->until_us ? PROGRESS_WAITING : PROGRESS_DONE;
}

/* A line of the file, without its end; the engine puts the dots in front. */
static bool send_file_line(struct script *script, struct session *session, struct bytes file, struct error *error)
{
	struct bytes rest = bytes_from(file, script->sent);
	size_t end = bytes_index(rest, '\n', 0);
	struct bytes line = bytes_first(rest, end);

	if (line.len && line.data[line.len - 1] == '\r')
		line.len--;
	if (!session_send(session, line, error))
		return false;
	script->sent += end < rest.len ? end + 1 : end;
	return true;
}

/* The whole file as a message, and the lone dot. It waits where the server takes no more at the moment. */
static enum progress include(struct script *script, struct session *session, const struct step_of_script *step)
{
	struct error error;

	if (!script->begun) {
		if (proto_state(session_proto(session)) != PROTO_BODY)
			return fail(script,
				"include: the server does not wait for a message (say DATA first, and expect 354)");
		script->begun = true;
		script->sent = 0;
		begin_anew(script);
	}
	while (script->sent < step->file.len)
		if (!send_file_line(script, session, step->file, &error))
			return error.domain == ERROR_LIMIT ? PROGRESS_WAITING
							   : fail(script, "include: %s", error.sentence);
	return session_send(session, BYTES_LITERAL("."), &error) ? PROGRESS_DONE : fail(script, "%s", error.sentence);
}

static enum progress leave(struct script *script, struct session *session, const struct digest *digest)
{
	if (digest->closed)
		return PROGRESS_DONE;
	if (!script->leaving) {
		script->leaving = true;
		session_close(session);
	}
	return PROGRESS_WAITING;
}

static enum progress fail_as_told(struct script *script, struct bytes text)
{
	char shown[900];
	struct error error;
	struct buffer sentence;

	buffer_init_secret(&sentence, SCRIPT_LINE_MAX);
	bool known = values_expand(script, text, &sentence, &error);
	safe_text(shown, sizeof(shown), buffer_bytes(&sentence), SAFE_UTF8);
	buffer_done(&sentence);
	return fail(script, "%s", known ? shown : error.sentence);
}

/* Conditions and sentences make sense behind the end of the connection, too. */
static bool waits_for_server(enum step_kind kind, const struct digest *digest)
{
	switch (kind) {
	case STEP_EXPECT: return false;
	case STEP_IF:
	case STEP_ELSE:
	case STEP_END:
	case STEP_FAIL:
	case STEP_WAIT:
	case STEP_QUIT: return !digest->closed;
	case STEP_SAY:
	case STEP_GREET:
	case STEP_UPGRADE:
	case STEP_INCLUDE: return true;
	}
	return true;
}

/* PROGRESS_DONE has gone on to the next step. */
static enum progress take_step(struct script *script, struct session *session, const struct digest *digest)
{
	const struct step_of_script *step = &script->steps[script->at];
	enum progress progress = PROGRESS_DONE;
	bool holds = false;

	if (!script->begun && waits_for_server(step->kind, digest))
		progress = await_ready(script, session, digest);
	if (progress != PROGRESS_DONE)
		return progress;
	switch (step->kind) {
	case STEP_SAY: progress = say(script, session, step->text); break;
	case STEP_EXPECT: progress = expect(script, step->text, session, digest); break;
	case STEP_GREET: progress = greet(script, session); break;
	case STEP_UPGRADE: progress = upgrade(script, session, digest); break;
	case STEP_WAIT: progress = wait_on(script, step); break;
	case STEP_INCLUDE: progress = include(script, session, step); break;
	case STEP_IF:
		if (expect_condition(step->text, script, session, digest, &holds) && !holds)
			script->at = step->target - 1;
		break;
	case STEP_ELSE: script->at = step->target - 1; break;
	case STEP_END: break;
	case STEP_FAIL: return fail_as_told(script, step->text);
	case STEP_QUIT:
		progress = leave(script, session, digest);
		/* Behind it there is nothing. */
		if (progress == PROGRESS_DONE)
			script->at = script->count - 1;
		break;
	}
	if (progress == PROGRESS_DONE) {
		script->at++;
		script->begun = false;
	}
	return progress;
}

enum script_state script_advance(struct script *script, struct session *session, const struct digest *digest)
{
	while (script->at < script->count) {
		switch (take_step(script, session, digest)) {
		case PROGRESS_DONE: break;
		case PROGRESS_WAITING: return SCRIPT_GOING;
		case PROGRESS_FAILED: return SCRIPT_FAILED;
		}
	}
	return leave(script, session, digest) == PROGRESS_DONE ? SCRIPT_DONE : SCRIPT_GOING;
}

int64_t script_deadline(const struct script *script)
{
	bool waits = script->at < script->count && script->begun && script->steps[script->at].kind == STEP_WAIT;

	return waits ? script->until_us : -1;
}

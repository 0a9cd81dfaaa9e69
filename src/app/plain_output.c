/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plain_output: the journal as lines, or the server's bytes alone, to standard output; notes of ours to standard error.
 *
 * A pipe is written to in pieces that it takes at once, each when it is ready: whoever reads slowly delays the session,
 * and an interrupt still ends it.
 */
#include "app/plain.h"

#include "app/recording.h"
#include "app/s_client.h"
#include "report/lines.h"
#include "report/record.h"
#include "ui/line_prompt.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* POSIX: a pipe that is ready takes so much without waiting. */
enum { PIECE = 4096, WRITTEN_MAX = 64 << 20, HOLD_ABOVE = 1 << 20, HOLD_BEHIND = 100000 };

/* What standard output gets. */
static bool wants_bytes(const struct plain *plain)
{
	return plain->console.options->quiet && !plain->console.options->json;
}

static void on_ready(void *context, int fd, int ready)
{
	struct plain *plain = context;

	(void)fd;
	(void)ready;
	plain->out_ready = true;
	watch_change(plain->out, 0);
}

void plain_output_start(struct plain *plain)
{
	plain->charset = plain->console.options->ascii ? SAFE_ASCII : SAFE_UTF8;
	plain->typed = UINT64_MAX;
	plain->out_ready = true;
	buffer_init_secret(&plain->written, WRITTEN_MAX);
	if (plain->console.options->json)
		record_begin(&plain->written, "starlit " PACKAGE_VERSION, recording_began(plain->console.journal),
			plain->console.options->unsafe_secrets);
	if (isatty(STDOUT_FILENO))
		return;
	plain->out = plain_watch(plain, STDOUT_FILENO, on_ready);
	if (plain->out)
		watch_change(plain->out, 0);
	plain->out_ready = !plain->out;
}

/* What is told where nothing but the server's bytes goes to standard output. */
static void tell_trouble(struct plain *plain, const struct event *event)
{
	struct buffer line;

	if (!lines_is_trouble(event))
		return;
	buffer_init(&line, LINES_EVENT_MAX);
	lines_event(&line, event, plain->charset);
	fputs(buffer_text(&line), stderr);
	buffer_done(&line);
}

/* A terminal is shown nothing that could change what it does or shows. */
static bool append_safely(struct plain *plain, struct bytes bytes)
{
	bool fits = true;

	while (bytes.len && fits) {
		size_t end = bytes_index(bytes, '\n', 0);
		struct bytes line = bytes_first(bytes, end);
		if (line.len && line.data[line.len - 1] == '\r')
			line.len--;
		fits = safe_append(&plain->written, line, plain->charset) &&
		       (end == bytes.len || buffer_append_byte(&plain->written, '\n'));
		bytes = bytes_from(bytes, end + 1);
	}
	return fits;
}

bool plain_put_bytes(struct plain *plain, struct bytes bytes)
{
	return isatty(STDOUT_FILENO) ? append_safely(plain, bytes) : buffer_append(&plain->written, bytes);
}

static void take_heard(struct plain *plain)
{
	struct connection *connection = plain->console.connection;

	if (!connection || plain->written.len > HOLD_ABOVE)
		return;
	struct buffer *heard = session_heard(connection_session(connection));
	if (plain_put_bytes(plain, buffer_bytes(heard)))
		buffer_clear(heard);
}

/* Whoever reads slowly makes the server wait. */
static void hold_back(struct plain *plain)
{
	uint64_t behind = journal_count(plain->console.journal) - plain->cursor;

	if (plain->console.connection)
		connection_hold(plain->console.connection, plain->written.len > HOLD_ABOVE || behind > HOLD_BEHIND);
}

static void take_event(struct plain *plain, const struct event *event)
{
	if (plain->console.options->json)
		record_event(&plain->written, event);
	else if (event->number == plain->typed)
		plain->typed = UINT64_MAX;
	else if (wants_bytes(plain))
		tell_trouble(plain, event);
	else
		lines_event(&plain->written, event, plain->charset);
}

static void take_up(struct plain *plain)
{
	const struct journal *journal = plain->console.journal;

	while (plain->written.len < PIECE && plain->cursor < journal_count(journal))
		take_event(plain, journal_at(journal, plain->cursor++));
}

/* Nobody reads on: nothing is left to do for them. */
static void broken(struct plain *plain, int number)
{
	plain->out_broken = true;
	buffer_clear(&plain->written);
	if (number == EPIPE)
		plain->interrupted = true;
	else
		plain_fail(plain, OUTCOME_FAILED, "standard output: %s", strerror(number));
	plain_leave(plain);
}

static void write_piece(struct plain *plain)
{
	struct bytes piece = bytes_first(buffer_bytes(&plain->written), plain->out ? PIECE : plain->written.len);
	ssize_t count = write(STDOUT_FILENO, piece.data, piece.len);

	plain->out_ready = !plain->out;
	if (count >= 0)
		buffer_consume(&plain->written, (size_t)count);
	else if (errno != EINTR && errno != EAGAIN)
		broken(plain, errno);
}

static void write_on(struct plain *plain)
{
	while (!plain->out_broken) {
		take_up(plain);
		if (!plain->written.len)
			return;
		if (!plain->out_ready) {
			watch_change(plain->out, WATCH_WRITE);
			return;
		}
		if (plain->person && isatty(STDOUT_FILENO))
			line_prompt_leave();
		write_piece(plain);
	}
}

void plain_output(struct plain *plain)
{
	console_catch_up(&plain->console);
	if (plain->console.options->s_client)
		s_client_output(plain);
	else if (wants_bytes(plain))
		take_heard(plain);
	write_on(plain);
	hold_back(plain);
}

bool plain_output_done(const struct plain *plain)
{
	return plain->out_broken || (!plain->written.len && plain->cursor == journal_count(plain->console.journal));
}

/* Notes of ours */

static void before_note(struct plain *plain)
{
	plain_output(plain);
	if (plain->person)
		line_prompt_leave();
}

void plain_say(void *context, enum severity severity, const char *sentence)
{
	struct plain *plain = context;
	char text[4000];

	(void)severity;
	before_note(plain);
	fprintf(stderr, "starlit: %s\n", safe_text(text, sizeof(text), bytes_str(sentence), plain->charset));
}

void plain_show(void *context, const char *title, const char *text)
{
	struct plain *plain = context;
	enum phase phase = journal_phase(plain->console.journal);
	struct buffer lines;

	before_note(plain);
	buffer_init(&lines, 1 << 22);
	lines_text(&lines, phase, title);
	lines_text(&lines, phase, text);
	if (wants_bytes(plain) || plain->console.options->json)
		fputs(buffer_text(&lines), stderr);
	else
		buffer_append(&plain->written, buffer_bytes(&lines));
	buffer_done(&lines);
}

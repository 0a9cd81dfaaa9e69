/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plain_input: lines from standard input, each when the server is ready for it. No line is lost in silence: what cannot be
 * sent ends the run with its number and the reason.
 */
#include "app/plain.h"

#include "app/commands.h"
#include "app/s_client.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { READ_SIZE = 16384, OUTPUT_WAITING_MAX = 256 << 10, INPUT_MAX = 2 * PROTO_LINE_MAX };

static void read_some(struct plain *plain)
{
	unsigned char bytes[READ_SIZE];
	ssize_t got = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (got > 0)
		buffer_append(&plain->input, bytes_of(bytes, (size_t)got));
	else if (!got || (errno != EINTR && errno != EAGAIN))
		plain->input_ended = true;
	wipe(bytes, sizeof(bytes));
}

static void on_readable(void *context, int fd, int ready)
{
	struct plain *plain = context;

	(void)fd;
	(void)ready;
	if (plain->person)
		plain_person_read(plain);
	else
		read_some(plain);
}

void plain_input_start(struct plain *plain)
{
	buffer_init_secret(&plain->input, INPUT_MAX);
	buffer_init_secret(&plain->asked, INPUT_MAX);
	plain->in = plain_watch(plain, STDIN_FILENO, on_readable);
}

static bool has_line(const struct plain *plain)
{
	struct bytes input = buffer_bytes(&plain->input);

	if (plain->console.options->s_client && s_client_sends_bytes(plain))
		return input.len > 0;
	return input.len && (plain->input_ended || bytes_index(input, '\n', 0) < input.len);
}

/* Takes the first line off the input into line; a CR in front of the LF belongs to the line end. */
static void take_first(struct plain *plain, struct buffer *line)
{
	struct bytes input = buffer_bytes(&plain->input);
	size_t end = bytes_index(input, '\n', 0);
	struct bytes first = bytes_first(input, end);

	if (first.len && first.data[first.len - 1] == '\r')
		first.len--;
	buffer_append(line, first);
	buffer_consume(&plain->input, end < input.len ? end + 1 : end);
	plain->line++;
}

/* Sending */

/* --starttls: TLS or nothing. */
static bool waits_for_tls(const struct plain *plain)
{
	return plain->console.options->starttls && !plain->console.config.target.implicit_tls &&
	       journal_phase(plain->console.journal) != PHASE_TLS;
}

bool plain_server_takes(const struct plain *plain)
{
	const struct console *console = &plain->console;
	const struct proto *proto = console_proto(console);

	if (!console_alive(console) || waits_for_tls(plain) ||
		session_output(connection_session(console->connection)).len > OUTPUT_WAITING_MAX)
		return false;
	if (console_server_ready(console))
		return true;
	return console->options->pipeline && !plain->holds && proto_state(proto) == PROTO_WAITING &&
	       proto_outstanding(proto) < PROTO_PENDING_MAX;
}

/* A line that stands on the terminal as it was typed need not be told again. */
static void note_typed(struct plain *plain, uint64_t first, struct bytes line)
{
	const struct journal *journal = plain->console.journal;

	if (!plain->typed_shown)
		return;
	for (uint64_t number = first; number < journal_count(journal); number++) {
		const struct event *event = journal_at(journal, number);
		if (event->kind == EVENT_LINE && event->direction == DIRECTION_OUT && !event->line.flags &&
			bytes_equal(event->line.text, line)) {
			plain->typed = number;
			return;
		}
	}
}

void plain_send_now(struct plain *plain, struct bytes line)
{
	struct console *console = &plain->console;
	uint64_t first = journal_count(console->journal);
	struct proto_plan plan;
	struct error error;

	proto_examine(console_proto(console), line, &plan);
	plain->holds = plan.waits;
	plain->leads = plan.leads;
	if (!session_send(connection_session(console->connection), line, &error)) {
		if (plain->person)
			console_say(console, SEVERITY_WARNING, "%s", error.sentence);
		else
			plain_fail(plain, OUTCOME_USAGE, "line %llu of the input: %s", (unsigned long long)plain->line,
				error.sentence);
		return;
	}
	note_typed(plain, first, line);
}

static void cannot_send(struct plain *plain)
{
	if (plain->person)
		console_say(&plain->console, SEVERITY_WARNING,
			"not sent: there is no connection; :reconnect or :connect TARGET opens one");
	else
		plain_fail(plain, OUTCOME_PROTOCOL,
			"the connection is closed: line %llu of the input and what follows it were not sent",
			(unsigned long long)plain->line);
}

void plain_send(struct plain *plain, struct bytes line)
{
	struct console *console = &plain->console;
	struct proto_plan plan;

	if (!console_alive(console)) {
		cannot_send(plain);
		return;
	}
	proto_examine(console_proto(console), line, &plan);
	if (!plan.has_secret || !console_overheard(console) || console->options->clear_secrets)
		plain_send_now(plain, line);
	else if (plain->person)
		plain_person_ask(plain, PLAIN_ASKS_SECRET_IN_CLEAR, line);
	else
		plain_fail(plain, OUTCOME_USAGE,
			"line %llu of the input was not sent: it carries a password or a token, and the connection is in the clear; "
			"--secrets-in-clear sends it all the same",
			(unsigned long long)plain->line);
}

/*
 * A pipe is a stream: the octets of a literal end where they are counted out, and what stands behind them on the line is
 * the rest of the command (RFC 9051 §4.3). A person types that as a line of its own.
 */
static bool send_end_of_literal(struct plain *plain, struct bytes line)
{
	const struct proto *proto = console_proto(&plain->console);

	if (plain->person || !proto || proto_state(proto) != PROTO_LITERAL || proto_octets_left(proto) > line.len)
		return false;
	size_t left = (size_t)proto_octets_left(proto);
	plain_send(plain, bytes_first(line, left));
	if (!plain->leaving)
		plain_send(plain, bytes_from(line, left));
	return true;
}

/* :secret WORDS in a pipe: the rest is the next line. */
static void send_secret(struct plain *plain, struct bytes secret)
{
	struct buffer line;

	buffer_init_secret(&line, INPUT_MAX);
	console_secret_line(&plain->console, secret, &line);
	plain_send(plain, buffer_bytes(&line));
	buffer_done(&line);
}

void plain_line(struct plain *plain, struct bytes line)
{
	struct console *console = &plain->console;
	bool commands = (plain->person || console->options->commands) && console_takes_commands(console);

	if (console->asking_secret)
		send_secret(plain, line);
	else if (send_end_of_literal(plain, line))
		return;
	else if (console->options->s_client)
		s_client_send(plain, line);
	else if (!commands || !bytes_starts_with(line, ":"))
		plain_send(plain, line);
	else if (bytes_starts_with(line, "::"))
		plain_send(plain, bytes_from(line, 1));
	else
		commands_run(console, bytes_from(line, 1));
}

/* Whether the first line is due: without a connection, it is a command or will be refused. */
static bool is_due(const struct plain *plain)
{
	if (plain->leaving || plain->question != PLAIN_ASKS_NOTHING || plain->console.unlocking)
		return false;
	return !console_alive(&plain->console) || plain_server_takes(plain);
}

static void take_one(struct plain *plain)
{
	struct buffer line;

	buffer_init_secret(&line, INPUT_MAX);
	if (plain->console.options->s_client && s_client_sends_bytes(plain)) {
		buffer_append(&line, buffer_bytes(&plain->input));
		buffer_clear(&plain->input);
	} else {
		take_first(plain, &line);
	}
	plain_line(plain, buffer_bytes(&line));
	buffer_done(&line);
}

static void read_on(struct plain *plain)
{
	bool wants = !plain->input_ended && !plain->leaving && !has_line(plain);

	if (plain->person)
		return;
	while (wants && !plain->in && !has_line(plain) && !plain->input_ended && buffer_room(&plain->input) > READ_SIZE)
		read_some(plain);
	if (wants && buffer_room(&plain->input) <= READ_SIZE && !has_line(plain))
		plain_fail(plain, OUTCOME_USAGE, "line %llu of the input is longer than %d bytes and was not sent",
			(unsigned long long)plain->line + 1, INPUT_MAX - READ_SIZE);
	if (plain->in)
		watch_change(plain->in, wants && !plain->leaving && !plain->input_ended ? WATCH_READ : 0);
}

static bool has_due_line(struct plain *plain)
{
	read_on(plain);
	plain_leave_when_over(plain);
	return !plain->leaving && has_line(plain) && is_due(plain);
}

/* What needs no reply in between leaves in one go. */
void plain_input_go_on(struct plain *plain)
{
	do {
		while (has_due_line(plain))
			take_one(plain);
		if (plain->console.connection)
			connection_pump(plain->console.connection);
		plain_output(plain);
	} while (has_due_line(plain));
}

bool plain_input_look(struct plain *plain)
{
	int flags = fcntl(STDIN_FILENO, F_GETFL);

	if (!plain->input.len && !plain->input_ended && flags >= 0 &&
		!fcntl(STDIN_FILENO, F_SETFL, flags | O_NONBLOCK)) {
		read_some(plain);
		fcntl(STDIN_FILENO, F_SETFL, flags);
	}
	return plain->input.len > 0;
}

bool plain_input_done(struct plain *plain)
{
	if (plain->person || has_line(plain))
		return false;
	if (!console_alive(&plain->console))
		return plain->input_ended || !plain->console.options->commands;
	return plain->input_ended && !waits_for_tls(plain) && console_server_ready(&plain->console) &&
	       (!plain->console.options->s_client || s_client_may_leave(plain));
}

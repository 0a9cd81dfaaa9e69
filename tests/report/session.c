/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session: captures two whole sessions with the teaching server, in this process (demo:smtp) or behind a port, for
 * tests/report/tshark. Usage: session TARGET FILE [KEYLOG]; the keys go into FILE when no KEYLOG is named.
 *
 * What the journal saw goes to standard output: «C 1» and «S 2» for handshake messages by type, «C: EHLO ...» for lines
 * that went inside TLS, without those in which something is hidden.
 */
#include "app/capture.h"
#include "app/connection.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECTIONS = 2 };

static const char *const smtp_lines[] = {"EHLO client.example.org", "STARTTLS", "MAIL FROM:<a@example.net>",
	"RCPT TO:<anna@example.org>", "NOOP", "QUIT", NULL};
static const char *const imap_lines[] = {
	"a1 STARTTLS", "a2 LOGIN anna secret", "a3 SELECT INBOX", "a4 FETCH 1:* BODY[]", "a5 LOGOUT", NULL};

struct script {
	struct loop *loop;
	struct connection *connection;
	const char *const *lines; /* NULL ends them */
};

/* One line whenever the server waits for one. */
static void on_round(void *context)
{
	struct script *script = context;
	struct error error;

	connection_pump(script->connection);
	while (*script->lines && proto_state(session_proto(connection_session(script->connection))) == PROTO_READY) {
		if (!session_send(connection_session(script->connection), bytes_str(*script->lines), &error)) {
			fprintf(stderr, "%s: %s\n", *script->lines, error.sentence);
			exit(EXIT_FAILURE);
		}
		script->lines++;
		connection_pump(script->connection);
	}
	if (!connection_alive(script->connection))
		loop_stop(script->loop);
}

static void tell(const struct journal *journal)
{
	for (uint64_t i = 0; i < journal_count(journal); i++) {
		const struct event *event = journal_at(journal, i);
		char who = event->direction == DIRECTION_OUT ? 'C' : 'S';

		if (event->kind == EVENT_TLS_MESSAGE)
			printf("%c %u\n", who, event->tls_message.type);
		if (event->kind == EVENT_LINE && event->phase == PHASE_TLS && !(event->line.flags & LINE_HIDDEN))
			printf("%c: %.*s\n", who, (int)event->line.text.len, (const char *)event->line.text.data);
	}
}

static void start(struct capture *capture, const char *path, const char *key_log)
{
	struct error error;

	if (!capture_start(capture, path, !key_log, &error) ||
		(key_log && !capture_start_key_log(capture, key_log, &error))) {
		fprintf(stderr, "%s\n", error.sentence);
		exit(EXIT_FAILURE);
	}
}

int main(int argc, char **argv)
{
	struct connection_config config = {
		.session = {.add_tags = true, .greet_after_tls = true, .tls = {.keep_secrets = true}},
		.client_name = "client.example.org"};
	struct error error;

	if (argc < 3 || !target_parse(argv[1], &(struct target_hints){0}, &config.target, &error))
		return 2;
	struct loop *loop = loop_new(&error);
	struct journal *journal = journal_new(&(struct journal_config){.clock = clock_system(), .spill_fd = -1});
	config.capture = capture_new(journal);
	start(config.capture, argv[2], argv[3]);
	for (int i = 0; i < CONNECTIONS; i++) {
		struct script script = {.loop = loop,
			.connection = connection_new(loop, journal, &config, &error),
			.lines = config.target.protocol == PROTOCOL_IMAP ? imap_lines : smtp_lines};
		loop_before_wait(loop, on_round, &script);
		loop_run(loop);
		connection_free(script.connection);
	}
	tell(journal);
	capture_free(config.capture);
	journal_free(journal);
	loop_free(loop);
	return EXIT_SUCCESS;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session: captures a whole session with the teaching server, both ends in memory, for tests/report/tshark.
 * Usage: session PROTOCOL FILE [KEYLOG]; the keys go into FILE when no KEYLOG is named.
 *
 * What the journal saw goes to standard output: «C 1» and «S 2» for handshake messages by type, «C: EHLO ...» for lines
 * that went inside TLS, without those in which something is hidden.
 */
#include "app/capture.h"
#include "app/connection.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const smtp_lines[] = {"EHLO client.example.org", "STARTTLS", "MAIL FROM:<a@example.net>",
	"RCPT TO:<anna@example.org>", "NOOP", "QUIT"};
static const char *const imap_lines[] = {
	"a1 STARTTLS", "a2 LOGIN anna secret", "a3 SELECT INBOX", "a4 FETCH 1:* BODY[]", "a5 LOGOUT"};

static void say(struct connection *connection, const char *line)
{
	struct error error;

	if (!session_send(connection_session(connection), bytes_str(line), &error)) {
		fprintf(stderr, "%s: %s\n", line, error.sentence);
		exit(EXIT_FAILURE);
	}
	connection_pump(connection);
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

static void dialogue(struct connection *connection, bool imap)
{
	const char *const *lines = imap ? imap_lines : smtp_lines;
	size_t count = imap ? sizeof(imap_lines) / sizeof(lines[0]) : sizeof(smtp_lines) / sizeof(lines[0]);

	for (size_t i = 0; i < count; i++)
		say(connection, lines[i]);
}

int main(int argc, char **argv)
{
	struct connection_config config = {
		.session = {.add_tags = true, .greet_after_tls = true, .tls = {.keep_secrets = true}},
		.client_name = "client.example.org",
		.target = {.host = TARGET_DEMO_HOST, .demo = true}};
	struct error error;

	if (argc < 3 || !target_protocol(argv[1], &config.target.protocol))
		return 2;
	struct loop *loop = loop_new(&error);
	struct journal *journal = journal_new(&(struct journal_config){.clock = clock_system(), .spill_fd = -1});
	config.capture = capture_new(journal);
	start(config.capture, argv[2], argv[3]);
	struct connection *connection = connection_new(loop, journal, &config, &error);
	dialogue(connection, config.target.protocol == PROTOCOL_IMAP);
	tell(journal);
	connection_free(connection);
	capture_free(config.capture);
	journal_free(journal);
	loop_free(loop);
	return EXIT_SUCCESS;
}

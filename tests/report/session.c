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
#include "app/local_server.h"
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

static int by_arrival(const void *a, const void *b)
{
	const struct event *one = *(const struct event *const *)a, *other = *(const struct event *const *)b;
	int64_t difference = one->tls_message.arrived_us - other->tls_message.arrived_us;

	if (difference)
		return difference < 0 ? -1 : 1;
	return one->number < other->number ? -1 : 1;
}

/*
 * In the order of the wire, which is that of a capture. The journal's own is the order in which they were looked at: tickets
 * that came together with the server's Finished are read only after ours has been made.
 */
static void tell_messages(const struct journal *journal)
{
	const struct event *messages[64];
	size_t count = 0;

	for (uint64_t i = 0; i < journal_count(journal) && count < 64; i++)
		if (journal_at(journal, i)->kind == EVENT_TLS_MESSAGE)
			messages[count++] = journal_at(journal, i);
	qsort(messages, count, sizeof(messages[0]), by_arrival);
	for (size_t i = 0; i < count; i++)
		printf("%c %u\n", messages[i]->direction == DIRECTION_OUT ? 'C' : 'S', messages[i]->tls_message.type);
}

static void tell(const struct journal *journal)
{
	tell_messages(journal);
	for (uint64_t i = 0; i < journal_count(journal); i++) {
		const struct event *event = journal_at(journal, i);
		char who = event->direction == DIRECTION_OUT ? 'C' : 'S';

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
	struct clock clock = clock_system();
	config.local = local_server_new(TARGET_DEMO_HOST, &clock, &(struct local_recipe){0});
	for (int i = 0; i < CONNECTIONS; i++) {
		struct script script = {.loop = loop,
			.connection = connection_new(loop, journal, &config, &error),
			.lines = config.target.protocol == PROTOCOL_IMAP ? imap_lines : smtp_lines};
		loop_before_wait(loop, on_round, &script);
		loop_run(loop);
		connection_free(script.connection);
	}
	tell(journal);
	local_server_free(config.local);
	capture_free(config.capture);
	journal_free(journal);
	loop_free(loop);
	return EXIT_SUCCESS;
}

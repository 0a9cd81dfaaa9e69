/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * s_client_session: line mode with OpenSSL's words in place of ours: the summary once TLS is up, then the server's bytes.
 */
#include "app/plain.h"
#include "app/s_client.h"

#include "model/fields.h"
#include "report/lines.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Where no protocol says whether an answer is due: how long the server may think, and be silent behind an answer. */
enum { FIRST_ANSWER_US = 5000000, SILENCE_US = 1000000, WRITTEN_ENOUGH = 1 << 20 };

static struct s_client *client_of(const struct plain *plain)
{
	return plain->console.options->s_client;
}

static void on_silence(void *context)
{
	/* The round that follows looks at the time. */
	(void)context;
}

bool s_client_start(struct plain *plain, struct error *error)
{
	struct s_client *client = client_of(plain);
	struct session_config *session = &plain->console.config.session;

	session->keep_heard = true;
	session->add_tags = false;
	session->only_if_offered = true;
	session->openssl_words = true;
	session->preamble = client->preamble;
	session->preamble_host = client->stream_host;
	client->silence = alarm_new(plain->console.loop, on_silence, plain);
	if (client->message_file && !new_file_begin(&client->messages, client->message_file, true, error))
		return false;
	client->messages_open = client->message_file != NULL;
	return true;
}

void s_client_stop(struct plain *plain)
{
	struct s_client *client = client_of(plain);
	struct error error;

	alarm_free(client->silence);
	if (client->messages_open && !new_file_commit(&client->messages, &error))
		fprintf(stderr, "s_client: -msgfile: %s\n", error.sentence);
	client->messages_open = false;
}

/* Words */

/* The summary is words for standard output, unless these are asked to be few. */
static bool has_summary(const struct s_client *client)
{
	return !client->quiet && !client->brief;
}

static void put_messages(struct s_client *client, struct buffer *written, const struct event *event)
{
	struct buffer out;

	buffer_init(&out, 16 << 20);
	s_client_show(client, event, &out);
	if (client->messages_open)
		fwrite(buffer_bytes(&out).data, 1, out.len, client->messages.stream);
	else
		buffer_append(written, buffer_bytes(&out));
	buffer_done(&out);
}

/* More authorities than -verify_depth allows. */
static void judge_depth(const struct s_client *client, const struct digest *digest, struct openssl_verdict *verdict)
{
	const struct chain_facts *chain = digest->chain ? digest->chain->chain.chain : NULL;
	size_t between = chain && chain->path_count ? chain->path_count - 1 : 0;

	if (chain && between && chain->trust_anchor && !chain->anchor)
		between--;
	if (client->depth < 0 || between <= (size_t)client->depth || verdict->count == OPENSSL_PROBLEMS_MAX)
		return;
	verdict->problems[verdict->count++] =
		(struct openssl_problem){.code = OPENSSL_TOO_LONG, .depth = (size_t)client->depth + 1};
	verdict->code = OPENSSL_TOO_LONG;
}

static void tell_errors(const struct s_client *client, const struct digest *digest)
{
	struct buffer lines;
	bool all = !client->verify_quiet && !client->brief;

	buffer_init(&lines, 1 << 20);
	openssl_verify_lines(&lines, digest, &client->verdict, all ? OPENSSL_VERIFY_ALL : OPENSSL_VERIFY_ERRORS);
	if (client->brief && digest->tls_up)
		openssl_brief(&lines, digest, &client->verdict);
	fputs(buffer_text(&lines), stderr);
	buffer_done(&lines);
}

static void tell_summary(struct plain *plain)
{
	struct s_client *client = client_of(plain);
	const struct digest *digest = console_digest(&plain->console);
	struct openssl_choice choice = {.show_certs = client->show_certs, .status = client->status};

	client->summary_told = true;
	openssl_judge(digest, &client->verdict);
	judge_depth(client, digest, &client->verdict);
	tell_errors(client, digest);
	if (has_summary(client))
		openssl_summary(&plain->written, digest, plain->console.journal, &client->verdict, &choice);
}

/* Nothing was sent inside TLS, and nothing is: not even a good-bye. */
static void stop_on_error(struct plain *plain)
{
	struct error error;

	fprintf(stderr,
		"s_client: -verify_return_error: the certificate is not good (%s); nothing was sent inside TLS\n",
		openssl_verify_text(client_of(plain)->verdict.code));
	client_of(plain)->stopped = plain->leaving = true;
	buffer_clear(&plain->input);
	if (!session_close_notify(connection_session(plain->console.connection), &error))
		connection_close(plain->console.connection);
}

static void tell_trouble(struct s_client *client, const struct event *event)
{
	char sentence[1000];

	event_sentence(event, sentence, sizeof(sentence));
	fprintf(stderr, "s_client: %s\n", sentence);
	if (client->spelling_told || !strstr(sentence, " --"))
		return;
	client->spelling_told = true;
	fputs("s_client: (options with two dashes are those of starlit without s_client)\n", stderr);
}

static void tell_end(struct plain *plain, const struct event *event)
{
	struct s_client *client = client_of(plain);
	const struct digest *digest = console_digest(&plain->console);

	if (!digest->connected.address.len)
		return;
	if (!client->summary_told)
		tell_summary(plain);
	if (!digest->tls_up)
		return;
	if (event->closed.how == CLOSED_BY_US)
		fputs("DONE\n", stderr);
	else if (has_summary(client))
		buffer_append_text(&plain->written, "closed\n");
}

/* What the server has said */

/* What came in the clear, and what answers our own good-bye, is not what was asked for. */
static void take_heard(struct plain *plain)
{
	struct s_client *client = client_of(plain);
	struct connection *connection = plain->console.connection;

	if (!connection)
		return;
	struct buffer *heard = session_heard(connection_session(connection));
	if (heard->len && client->summary_told && !plain->leaving) {
		if (plain->written.len > WRITTEN_ENOUGH || !plain_put_bytes(plain, buffer_bytes(heard)))
			return;
		client->moved_us = journal_now(plain->console.journal);
		client->answered = true;
	}
	buffer_clear(heard);
}

static void take_event(struct plain *plain, const struct event *event)
{
	struct s_client *client = client_of(plain);

	if (client->show)
		put_messages(client, &plain->written, event);
	if (event->kind == EVENT_CONNECTED && has_summary(client))
		buffer_append_text(&plain->written, "CONNECTED(00000003)\n");
	if (lines_is_trouble(event))
		tell_trouble(client, event);
	if (event->kind == EVENT_CLOSED)
		tell_end(plain, event);
}

void s_client_output(struct plain *plain)
{
	struct s_client *client = client_of(plain);
	const struct journal *journal = plain->console.journal;

	for (; plain->cursor < journal_count(journal); plain->cursor++) {
		const struct event *event = journal_at(journal, plain->cursor);
		if (event->kind == EVENT_CLOSED)
			take_heard(plain);
		take_event(plain, event);
	}
	if (!client->summary_told && console_digest(&plain->console)->tls_up)
		tell_summary(plain);
	take_heard(plain);
	if (client->summary_told && client->stops_on_error && client->verdict.code != OPENSSL_OK && !client->stopped &&
		console_alive(&plain->console))
		stop_on_error(plain);
}

/* What is sent */

bool s_client_sends_bytes(const struct plain *plain)
{
	return plain->console.config.target.protocol == PROTOCOL_RAW;
}

/* Every LF that has no CR in front gets one. */
static void append_crlf(struct buffer *out, struct bytes bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.data[i] == '\n' && (!i || bytes.data[i - 1] != '\r'))
			buffer_append_byte(out, '\r');
		buffer_append_byte(out, bytes.data[i]);
	}
}

static void send_raw(struct plain *plain, struct bytes bytes)
{
	struct error error;

	if (!session_send_raw(connection_session(plain->console.connection), bytes, &error))
		plain_fail(plain, OUTCOME_USAGE, "%s", error.sentence);
}

static void send_bytes(struct plain *plain, struct bytes bytes)
{
	struct s_client *client = client_of(plain);
	struct buffer lines;

	client->moved_us = journal_now(plain->console.journal);
	client->answered = false;
	if (!client->crlf && !(client->preamble && client->preamble->text)) {
		send_raw(plain, bytes);
		return;
	}
	buffer_init_secret(&lines, bytes.len * 2 + 1);
	append_crlf(&lines, bytes);
	send_raw(plain, buffer_bytes(&lines));
	buffer_done(&lines);
}

/* What the protocol cannot make sense of goes out as it was typed. */
static void send_as_typed(struct plain *plain, struct bytes line)
{
	struct buffer raw;

	buffer_init_secret(&raw, line.len + 3);
	buffer_append(&raw, line);
	buffer_append_text(&raw, "\r\n");
	send_raw(plain, buffer_bytes(&raw));
	buffer_done(&raw);
}

void s_client_send(struct plain *plain, struct bytes line)
{
	struct console *console = &plain->console;
	struct error error;

	if (!console_alive(console)) {
		plain_fail(plain, OUTCOME_PROTOCOL, "the connection is closed: the rest of the input was not sent");
		return;
	}
	if (s_client_sends_bytes(plain)) {
		send_bytes(plain, line);
		return;
	}
	/* Scripts for OpenSSL double the dots of a message themselves (RFC 5321 §4.5.2); we would do it once more. */
	if (proto_state(console_proto(console)) == PROTO_BODY && bytes_starts_with(line, "..")) {
		send_as_typed(plain, line);
		return;
	}
	if (!session_send(connection_session(console->connection), line, &error))
		send_as_typed(plain, line);
}

/* The end */

/* Without a protocol nothing tells whether an answer is due: silence does. */
static bool is_silent(struct plain *plain)
{
	struct s_client *client = client_of(plain);
	int64_t now = journal_now(plain->console.journal);

	if (!client->moved_us)
		return true;
	int64_t until = client->moved_us + (client->answered ? SILENCE_US : FIRST_ANSWER_US);
	if (now >= until)
		return true;
	alarm_set(client->silence, until - now);
	return false;
}

bool s_client_may_leave(struct plain *plain)
{
	if (client_of(plain)->end_of_input == END_IS_IGNORED)
		return false;
	return !s_client_sends_bytes(plain) || is_silent(plain);
}

/* Where no greeting is known as one, TLS is the welcome. */
static enum outcome without_greeting(const struct digest *digest)
{
	static const struct event welcome = {.kind = EVENT_REPLY, .reply = {.status = REPLY_POSITIVE}};
	struct digest greeted = *digest;

	greeted.greeting = &welcome;
	return outcome_of(&greeted, true);
}

/* A server that has said good-bye and leaves without close_notify cuts nothing off. */
static bool has_said_goodbye(const struct digest *digest)
{
	const struct event *last = digest->last_reply;

	return last && (last->reply.status == REPLY_BYE || bytes_is(last->reply.verb, "QUIT") ||
			       bytes_is(last->reply.verb, "LOGOUT"));
}

enum outcome s_client_outcome(struct plain *plain)
{
	const struct s_client *client = client_of(plain);
	const struct digest *digest = console_digest(&plain->console);
	enum outcome outcome =
		s_client_sends_bytes(plain) || client->stopped ? without_greeting(digest) : outcome_of(digest, true);

	if (outcome == OUTCOME_CUT && (client->forgives_cut || has_said_goodbye(digest)))
		outcome = OUTCOME_FINE;
	/* What OpenSSL's number calls bad is no success: a chain that nobody judged, a path that is too long. */
	if (outcome == OUTCOME_FINE && client->summary_told && client->verdict.code != OPENSSL_OK)
		outcome = OUTCOME_UNTRUSTED;
	return outcome;
}

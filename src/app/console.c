/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * console: connecting, leaving, and what a session is surrounded with.
 */
#include "app/console.h"

#include "app/capture.h"
#include "app/configure.h"
#include "app/files.h"
#include "app/local_server.h"
#include "app/unlock.h"
#include <stdarg.h>
#include <stdio.h>

void console_init(struct console *console, const struct options *options, struct loop *loop)
{
	struct journal_config journal = {.clock = clock_system(), .spill_fd = file_scratch()};

	console->options = console->base_options = options;
	console->loop = loop;
	console->journal = journal_new(&journal);
	digest_init(&console->digest);
	advising_init(&console->advising, console->journal, options->memory && options->run != RUN_OPEN);
	recording_init(&console->recording);
	buffer_init_secret(&console->tls_session, 1 << 16);
	secret_init(&console->before_secret);
	secret_init(&console->passphrase);
	configure_connection(options, &console->config);
	console->config.session.somebody = true;
	/* Nobody sees them unless :keylog or :capture asks. */
	console->config.session.tls.keep_secrets = true;
}

void console_done(struct console *console)
{
	console_end_connection(console);
	local_server_free(console->config.local);
	capture_free(console->capture);
	/* Nobody is there to be taught any more. */
	teacher_done(&console->teacher);
	console_catch_up(console);
	recording_stop(&console->recording, console->journal);
	secret_done(&console->before_secret);
	secret_done(&console->passphrase);
	tickets_done(&console->tickets);
	buffer_done(&console->tls_session);
	advising_done(&console->advising);
	journal_free(console->journal);
}

/* What was asked for on the command line and cannot be had ends the program; the environment's is only told. */
static bool start_captures(struct console *console, struct error *error)
{
	const struct options *options = console->options;
	const char *path = options->key_log ? options->key_log : options->environment_key_log;

	console->capture = capture_new(console->journal);
	console->config.capture = console->capture;
	if (options->capture && !capture_start(console->capture, options->capture, options->capture_secrets, error))
		return error_prefix(error, "--capture");
	if (!path || capture_start_key_log(console->capture, path, error))
		return true;
	if (options->key_log)
		return error_prefix(error, "--keylog");
	journal_note(console->journal, SEVERITY_WARNING, "SSLKEYLOGFILE: %s; no key log is written", error->sentence);
	return true;
}

static bool start_recording(struct console *console, struct error *error)
{
	const struct options *options = console->options;

	if (options->unsafe_secrets)
		journal_note(console->journal, SEVERITY_WARNING,
			"--unsafe-secrets: passwords are shown, saved and recorded as they are typed");
	return !options->record ||
	       recording_start(
		       &console->recording, console->journal, options->record, options->unsafe_secrets, error) ||
	       error_prefix(error, "--record");
}

bool console_open_tickets(struct console *console, struct error *error)
{
	struct clock clock = clock_system();

	tickets_done(&console->tickets);
	return tickets_open(&console->tickets, console->options->sessions, clock_wall(&clock) / 1000000, error);
}

static bool load(struct console *console, struct error *error)
{
	if (!opened_load(&console->opened, console->options->open, console->journal, error))
		return false;
	console->config.target = console->opened.target;
	console->capture = capture_new(console->journal);
	return true;
}

bool console_start(struct console *console, struct error *error)
{
	if (console->options->run == RUN_OPEN)
		return load(console, error);
	return console_open_tickets(console, error) && unlock_start(console, error) &&
	       start_recording(console, error) && start_captures(console, error);
}

/* Connecting */

/* SNI belongs to it: a session may be resumed only for the name that it was made for (RFC 8446 §4.6.1). */
static const char *ticket_key(const struct console *console, char *key, size_t size)
{
	const struct connection_config *config = &console->config;
	const char *sni = connection_sni(config);
	const char *name = sni ? sni : config->reference_name ? config->reference_name : "";

	snprintf(key, size, "%s:%u%s%s", config->target.host, config->target.port, *name ? "/" : "", name);
	return key;
}

static struct bytes find_ticket(const struct console *console)
{
	char key[TICKET_KEY_MAX];

	return console->config.target.demo || console->options->no_resuming
		       ? (struct bytes){0}
		       : tickets_find(&console->tickets, ticket_key(console, key, sizeof(key)));
}

/* What the server gave last is worth most, so it is asked for at the end. */
static void keep_ticket(struct console *console)
{
	char key[TICKET_KEY_MAX];
	struct error error = {.sentence = ""};
	struct buffer data;
	struct clock clock = clock_system();

	if (!console->tickets.path || console->config.target.demo || console->options->no_keeping)
		return;
	buffer_init_secret(&data, TICKET_SIZE_MAX);
	session_tls_data(connection_session(console->connection), &data, &error);
	if (data.len && !tickets_keep(&console->tickets, ticket_key(console, key, sizeof(key)), buffer_bytes(&data),
				clock_wall(&clock) / 1000000, &error))
		console_say(console, SEVERITY_WARNING, "the TLS session is not kept: %s", error.sentence);
	buffer_done(&data);
}

void console_end_connection(struct console *console)
{
	if (!console->connection)
		return;
	keep_ticket(console);
	connection_hang_up(console->connection);
	connection_free(console->connection);
	console->connection = NULL;
}

void console_connect(struct console *console, const struct target *wanted)
{
	struct target taught = *wanted;
	const struct target *target = &taught;
	struct error error;

	if (!teacher_connecting(console, &taught) || unlock_asks(console, target))
		return;
	console_end_connection(console);
	console->config.target = *target;
	if (target->demo && !console->config.local)
		console->config.local =
			local_server_new(target->host, journal_clock(console->journal), &(struct local_recipe){0});
	advising_connecting(&console->advising, target);
	console->hooks->connecting(console->context, target);
	bool resumes = console->config.session.tls.resume.len > 0;
	if (!resumes)
		console->config.session.tls.resume = find_ticket(console);
	console->connection = connection_new(console->loop, console->journal, &console->config, &error);
	if (!resumes)
		console->config.session.tls.resume = (struct bytes){0};
	if (!console->connection)
		console_say(console, SEVERITY_ERROR, "%s", error.sentence);
}

/* To look at */

bool console_recorded(const struct console *console)
{
	return console->opened.path != NULL;
}

bool console_alive(const struct console *console)
{
	return connection_alive(console->connection);
}

const struct proto *console_proto(const struct console *console)
{
	return console->connection ? session_proto(connection_session(console->connection)) : NULL;
}

const struct digest *console_digest(struct console *console)
{
	digest_catch_up(&console->digest, console->journal);
	return &console->digest;
}

bool console_overheard(const struct console *console)
{
	bool wire = !console->config.target.demo || console->teacher.lesson;

	return wire && console_alive(console) && journal_phase(console->journal) == PHASE_CLEAR;
}

bool console_offers_tls(const struct console *console)
{
	const struct proto *proto = console_proto(console);

	return proto && console_alive(console) && journal_phase(console->journal) == PHASE_CLEAR &&
	       proto_info(proto_protocol(proto))->upgrade_cap &&
	       caps_has(proto_caps(proto), proto_info(proto_protocol(proto))->upgrade_cap);
}

bool console_trying(const struct console *console)
{
	return console->connection && session_trying(connection_session(console->connection));
}

bool console_takes_commands(const struct console *console)
{
	const struct proto *proto = console_proto(console);

	/* In a trial the message is not the user's. */
	if (!proto || console_trying(console))
		return true;
	enum proto_state state = proto_state(proto);
	return state != PROTO_BODY && state != PROTO_LITERAL && state != PROTO_ANSWER;
}

bool console_server_ready(const struct console *console)
{
	const struct proto *proto = console_proto(console);

	if (!proto || !console_alive(console) || console_trying(console))
		return false;
	return proto_takes_line(proto);
}

bool console_keeps(const struct console *console, struct bytes line)
{
	const struct proto *proto = console_proto(console);
	struct proto_plan plan;

	if (!line.len || line.data[0] == ' ')
		return false;
	if (line.data[0] == ':' || !proto)
		return true;
	proto_examine(proto, line, &plan);
	return plan.role == LINE_COMMAND && !plan.has_secret;
}

void console_secret_line(struct console *console, struct bytes secret, struct buffer *ret_line)
{
	buffer_append(ret_line, secret_bytes(&console->before_secret));
	if (ret_line->len)
		buffer_append_byte(ret_line, ' ');
	buffer_append(ret_line, secret);
	console->asking_secret = false;
	secret_clear(&console->before_secret);
}

/* What must be known */

void console_catch_up(struct console *console)
{
	/* What a recording holds is as it was, findings too. */
	if (!console_recorded(console))
		advising_catch_up(&console->advising, console_digest(console));
	recording_catch_up(&console->recording, console->journal);
	teacher_catch_up(console);
}

const char *console_warning(const struct console *console, char *text, size_t size)
{
	const char *capture = capture_warning(console->capture);
	bool recorded = console_recorded(console);
	const char *recording = recorded ? "RECORDED" : console->recording.fd < 0 ? "" : "RECORDING";
	bool unmasked = recorded ? console->opened.unsafe_secrets : console->options->unsafe_secrets;
	const char *secrets = unmasked ? "PASSWORDS SHOWN" : "";

	snprintf(text, size, "%s%s%s%s%s", secrets, *secrets && (*recording || *capture) ? ", " : "", recording,
		*recording && *capture ? ", " : "", capture);
	return text;
}

/* To tell */

void console_say(struct console *console, enum severity severity, const char *format, ...)
{
	char sentence[1000];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	console->hooks->say(console->context, severity, sentence);
}

void console_show(struct console *console, const char *title, const char *text)
{
	console->hooks->show(console->context, title, text);
}

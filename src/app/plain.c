/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plain: the loop of line mode, and how it ends.
 */
#include "app/plain.h"

#include "app/recent.h"
#include "app/s_client.h"
#include "ui/line_prompt.h"
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PATIENCE_US = 800000 }; /* an interrupted session is over within a second */

struct watch *plain_watch(struct plain *plain, int fd, watch_fn *fn)
{
	int flags = fcntl(fd, F_GETFL);
	struct watch *watch = watch_new(plain->console.loop, fd, WATCH_READ, fn, plain, NULL);

	/* The loop has made it non-blocking, and the shell's other programs share it. */
	if (flags >= 0)
		fcntl(fd, F_SETFL, flags);
	return watch;
}

/* What is left undone is told, unless it was told already or the user does not care. */
static void tell_unsent(struct plain *plain)
{
	const struct proto *proto = console_proto(&plain->console);

	if (plain->interrupted || plain->failure != OUTCOME_FINE)
		return;
	if (plain->person) {
		if (plain->input.len)
			console_say(
				&plain->console, SEVERITY_WARNING, "what was typed ahead of the server was not sent");
	} else if (plain_input_look(plain)) {
		plain->failure = OUTCOME_PROTOCOL;
		console_say(&plain->console, SEVERITY_WARNING,
			"line %llu of the input and what follows it were not sent",
			(unsigned long long)plain->line + 1);
	} else if (console_alive(&plain->console) && !console_takes_commands(&plain->console)) {
		plain->failure = OUTCOME_USAGE;
		console_say(&plain->console, SEVERITY_WARNING, "the input ended inside a %s: it was not sent whole",
			proto_state_name(proto_state(proto)));
	}
}

void plain_leave(struct plain *plain)
{
	if (plain->leaving)
		return;
	plain->leaving = true;
	tell_unsent(plain);
	if (console_alive(&plain->console))
		connection_close(plain->console.connection);
}

void plain_fail(struct plain *plain, enum outcome failure, const char *format, ...)
{
	char sentence[1000];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	if (plain->failure == OUTCOME_FINE)
		plain->failure = failure;
	console_say(&plain->console, SEVERITY_ERROR, "%s", sentence);
	plain_leave(plain);
}

/* The console's hooks */

static void on_quit(void *context)
{
	struct plain *plain = context;
	const struct proto *proto = console_proto(&plain->console);
	enum proto_state state = proto ? proto_state(proto) : PROTO_CLOSED;

	if (plain->person && console_alive(&plain->console) && (state == PROTO_BODY || state == PROTO_LITERAL))
		plain_person_ask(plain, PLAIN_ASKS_QUIT, (struct bytes){0});
	else
		plain_leave(plain);
}

static bool on_ask(void *context, const char *title, const char *question, void (*yes)(struct console *console))
{
	struct plain *plain = context;

	(void)title;
	if (!plain->person)
		return false;
	plain->yes = yes;
	plain_person_ask(plain, PLAIN_ASKS_CONFIRM, bytes_str(question));
	return true;
}

static void on_connecting(void *context, const struct target *target)
{
	struct plain *plain = context;

	plain->holds = plain->leads = false;
	if (plain->person)
		plain_person_use_history(plain, target);
}

static const struct console_hooks console_hooks = {.say = plain_say,
	.show = plain_show,
	.taught = plain_show,
	.quit = on_quit,
	.ask = on_ask,
	.connecting = on_connecting};

/* One round */

static bool was_refused(const struct digest *digest)
{
	return digest->starttls && !digest->tls_up &&
	       (digest->starttls->starttls.step == STARTTLS_REFUSED ||
		       digest->starttls->starttls.step == STARTTLS_NOT_NOW);
}

/* In a pipe nobody would notice that the server never answers. */
static bool is_late(const struct digest *digest)
{
	return digest->timeout &&
	       (digest->timeout->timeout.of == TIMEOUT_GREETING || digest->timeout->timeout.of == TIMEOUT_REPLY);
}

/* It waits for its own protocol, and we for ours. */
static bool is_stranger(const struct digest *digest)
{
	return digest->stranger && !digest->greeting;
}

/* The next lines of the input are a message, octets or an answer, and the server does not want them. */
static bool leads_nowhere(const struct plain *plain, const struct digest *digest)
{
	const struct proto *proto = console_proto(&plain->console);

	return plain->leads && console_alive(&plain->console) && proto_state(proto) == PROTO_READY &&
	       digest->last_reply && digest->last_reply->reply.status != REPLY_POSITIVE;
}

static void leave_pipe_when_over(struct plain *plain, const struct digest *digest)
{
	/* What follows was written for a session inside TLS. */
	if (was_refused(digest) || is_late(digest) || is_stranger(digest) || plain_input_done(plain))
		plain_leave(plain);
	else if (leads_nowhere(plain, digest))
		plain_fail(plain, OUTCOME_PROTOCOL,
			"the server refused line %llu of the input; what follows it is no command and was not sent",
			(unsigned long long)plain->line);
}

void plain_leave_when_over(struct plain *plain)
{
	const struct digest *digest = console_digest(&plain->console);

	if (plain->leaving)
		return;
	if (!plain->person)
		leave_pipe_when_over(plain, digest);
	else if (plain->console.options->starttls && was_refused(digest))
		plain_leave(plain);
}

static void on_round(void *context)
{
	struct plain *plain = context;

	if (plain->console.connection)
		connection_pump(plain->console.connection);
	plain_output(plain);
	plain_input_go_on(plain);
	plain_leave_when_over(plain);
	plain_output(plain);
	if (!plain->leaving) {
		if (plain->person)
			plain_person_turn(plain);
	} else if (!console_alive(&plain->console) && plain_output_done(plain)) {
		loop_stop(plain->console.loop);
	}
}

/* Signals */

static void on_patience(void *context)
{
	struct plain *plain = context;

	loop_stop(plain->console.loop);
}

static void interrupt(struct plain *plain)
{
	if (plain->interrupted) {
		loop_stop(plain->console.loop);
		return;
	}
	plain->interrupted = true;
	alarm_set(plain->patience, PATIENCE_US);
	plain_leave(plain);
}

static void on_signal(void *context, int number)
{
	struct plain *plain = context;

	switch (number) {
	case SIGTSTP: line_prompt_suspend(); break;
	case SIGWINCH: line_prompt_resized(); break;
	default: interrupt(plain); break;
	}
}

static bool watch_signals(struct plain *plain, struct error *error)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH};

	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < (plain->person ? 5U : 3U); i++) {
		plain->signals[i] = signal_watch_new(plain->console.loop, numbers[i], on_signal, plain, error);
		if (!plain->signals[i])
			return false;
	}
	return true;
}

/* Beginning and end */

static void connect_first(struct plain *plain)
{
	const struct options *options = plain->console.options;
	struct error error;

	if (options->lesson && !teacher_begin(&plain->console, options->lesson, &error))
		console_say(&plain->console, SEVERITY_ERROR, "%s", error.sentence);
	if (options->lesson)
		return;
	console_connect(&plain->console, &options->target);
	if (plain->person)
		teacher_offer(&plain->console);
}

static void begin(struct plain *plain)
{
	const struct options *options = plain->console.options;

	if (options->unsafe_secrets)
		console_say(&plain->console, SEVERITY_WARNING,
			"--unsafe-secrets: passwords are shown, and stand in all that is written");
	if (options->starttls && options->target.implicit_tls)
		console_say(&plain->console, SEVERITY_INFO,
			"--starttls: this connection is TLS from the first byte, there is nothing to ask for");
	connect_first(plain);
	if (plain->console.unlocking && !plain->person)
		plain_fail(plain, OUTCOME_USAGE,
			"your key is locked, and nobody is there to ask: --passphrase-file names a file with its pass phrase or PIN");
	else if (!plain->console.unlocking && !plain->console.connection)
		plain_fail(plain, OUTCOME_FAILED, "nothing was sent");
}

/* What was left undone counts when nothing else went wrong. */
static int exit_status(struct plain *plain)
{
	const struct digest *digest = console_digest(&plain->console);
	bool wants_tls =
		plain->console.options->starttls || plain->console.config.target.implicit_tls || digest->starttls;

	if (plain->interrupted)
		return OUTCOME_INTERRUPTED;
	enum outcome outcome = plain->console.connection ? outcome_of(digest, wants_tls) : OUTCOME_FINE;
	if (plain->console.options->s_client && plain->console.connection)
		outcome = s_client_outcome(plain);
	return (int)(outcome == OUTCOME_FINE ? plain->failure : outcome);
}

static void configure(struct plain *plain)
{
	const struct options *options = plain->console.options;

	plain->console.config.session.keep_heard = options->quiet && !options->json;
	plain->console.config.session.somebody = plain->person;
	/* What is sent from a pipe is what stands in it. */
	if (!plain->person)
		plain->console.config.session.greet_after_tls = false;
}

static bool start(struct plain *plain, struct error *error)
{
	plain->patience = alarm_new(plain->console.loop, on_patience, plain);
	configure(plain);
	if (plain->console.options->s_client && !s_client_start(plain, error))
		return false;
	if (!console_start(&plain->console, error) || !watch_signals(plain, error))
		return false;
	plain_output_start(plain);
	plain_input_start(plain);
	return !plain->person || plain_person_start(plain, error);
}

static void end(struct plain *plain)
{
	struct loop *loop = plain->console.loop;

	console_end_connection(&plain->console);
	if (plain->console.options->s_client)
		s_client_stop(plain);
	if (plain->person)
		plain_person_stop(plain);
	for (size_t i = 0; i < sizeof(plain->signals) / sizeof(plain->signals[0]); i++)
		signal_watch_free(plain->signals[i]);
	watch_free(plain->in);
	watch_free(plain->out);
	alarm_free(plain->patience);
	buffer_done(&plain->input);
	buffer_done(&plain->asked);
	buffer_done(&plain->written);
	console_done(&plain->console);
	loop_free(loop);
}

int plain_run(const struct options *options, struct error *error)
{
	struct loop *loop = loop_new(error);
	/* What OpenSSL's users type is a stream, wherever it comes from. */
	struct plain plain = {.person = !options->s_client && isatty(STDIN_FILENO) == 1};
	int status = -1;

	if (!loop)
		return -1;
	if (!options->has_target && !options->lesson) {
		loop_free(loop);
		error_set(error, ERROR_USAGE, 0, "line mode: name a target: a host, imap://host, demo");
		return -1;
	}
	plain.console = (struct console){.hooks = &console_hooks, .context = &plain};
	console_init(&plain.console, options, loop);
	if (start(&plain, error)) {
		begin(&plain);
		loop_before_wait(loop, on_round, &plain);
		loop_run(loop);
		status = exit_status(&plain);
	}
	end(&plain);
	return status;
}

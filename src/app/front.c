/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front: the loop of the interactive program. Everything a person sees is painted here, once per round.
 */
#include "app/front.h"

#include "app/commands.h"
#include "app/configure.h"
#include "app/files.h"
#include "app/unlock.h"
#include "app/local_server.h"
#include "base/alloc.h"
#include "ui/prompt.h"
#include "ui/terminal.h"
#include "view/svg.h"
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct proto *front_proto(const struct front *front)
{
	return front->connection ? session_proto(connection_session(front->connection)) : NULL;
}

bool front_in_clear(const struct front *front)
{
	return front->connection && connection_alive(front->connection) && journal_phase(front->journal) == PHASE_CLEAR;
}

void front_popup(struct front *front, const char *title, const char *text)
{
	view_popup(front->view, title, text);
	front->dirty = true;
}

void front_say(struct front *front, enum severity severity, const char *format, ...)
{
	char sentence[1000];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	if (front->starting)
		front_popup(front, "starlit", sentence);
	else
		journal_note(front->journal, severity, "%s", sentence);
}

void front_quit(struct front *front)
{
	front->quitting = true;
	if (connection_alive(front->connection))
		connection_close(front->connection);
	if (!connection_alive(front->connection))
		loop_stop(front->loop);
}

/* History and recent targets */

static void use_history(struct front *front, enum protocol protocol)
{
	char name[64], path[4096];
	struct error error;

	snprintf(name, sizeof(name), "history-%s", proto_info(protocol)->scheme);
	bool keep = front->options->history && recent_state_path(name, path, sizeof(path));
	keep = keep && file_make_folder(path, &error);
	if (!prompt_history_use(keep ? path : NULL, &error))
		front_say(front, SEVERITY_WARNING, "the history is not kept: %s", error.sentence);
}

static void remember_target(struct front *front, const struct target *target)
{
	char text[400];
	struct error error;

	if (!recent_add(&front->recent, target_text(target, text, sizeof(text)), &error))
		front_say(front, SEVERITY_WARNING, "the target is not remembered: %s", error.sentence);
}

/* Connecting */

/* SNI belongs to it: a session may be resumed only for the name that it was made for (RFC 8446 §4.6.1). */
static const char *ticket_key(const struct front *front, char *key, size_t size)
{
	const struct connection_config *config = &front->config;
	const char *sni = config->session.tls.sni;
	const char *name = sni ? sni : config->reference_name ? config->reference_name : "";

	snprintf(key, size, "%s:%u%s%s", config->target.host, config->target.port, *name ? "/" : "", name);
	return key;
}

static struct bytes find_ticket(const struct front *front)
{
	char key[TICKET_KEY_MAX];

	return front->config.target.demo ? (struct bytes){0}
					 : tickets_find(&front->tickets, ticket_key(front, key, sizeof(key)));
}

/* What the server gave last is worth most, so it is asked for at the end. */
static void keep_ticket(struct front *front)
{
	char key[TICKET_KEY_MAX];
	struct error error = {.sentence = ""};
	struct buffer data;
	struct clock clock = clock_system();

	if (!front->tickets.path || front->config.target.demo)
		return;
	buffer_init_secret(&data, TICKET_SIZE_MAX);
	session_tls_data(connection_session(front->connection), &data, &error);
	if (data.len && !tickets_keep(&front->tickets, ticket_key(front, key, sizeof(key)), buffer_bytes(&data),
				clock_wall(&clock) / 1000000, &error))
		front_say(front, SEVERITY_WARNING, "the TLS session is not kept: %s", error.sentence);
	buffer_done(&data);
}

static void end_connection(struct front *front)
{
	if (!front->connection)
		return;
	keep_ticket(front);
	connection_free(front->connection);
	front->connection = NULL;
}

void front_connect(struct front *front, const struct target *target)
{
	struct error error;

	if (unlock_asks(front, target))
		return;
	end_connection(front);
	buffer_clear(&front->ahead);
	front->config.target = *target;
	if (target->demo && !front->config.local)
		front->config.local = local_server_new(target->host, journal_clock(front->journal));
	front->starting = false;
	view_start(front->view, NULL);
	use_history(front, target->protocol);
	bool resumes = front->config.session.tls.resume.len > 0;
	if (!resumes)
		front->config.session.tls.resume = find_ticket(front);
	front->connection = connection_new(front->loop, front->journal, &front->config, &error);
	if (!resumes)
		front->config.session.tls.resume = (struct bytes){0};
	if (!front->connection) {
		front_say(front, SEVERITY_ERROR, "%s", error.sentence);
		return;
	}
	remember_target(front, target);
}

static void configure(struct front *front)
{
	configure_connection(front->options, &front->config);
	/* Nobody sees them unless :keylog or :capture asks. */
	front->config.session.tls.keep_secrets = true;
}

/* What was asked for on the command line and cannot be had ends the program; the environment's is only told. */
static bool start_captures(struct front *front, struct error *error)
{
	const struct options *options = front->options;
	const char *path = options->key_log ? options->key_log : options->environment_key_log;

	front->capture = capture_new(front->journal);
	front->config.capture = front->capture;
	if (options->capture && !capture_start(front->capture, options->capture, options->capture_secrets, error))
		return false;
	if (!path || capture_start_key_log(front->capture, path, error))
		return true;
	if (options->key_log)
		return false;
	journal_note(front->journal, SEVERITY_WARNING, "SSLKEYLOGFILE: %s; no key log is written", error->sentence);
	return true;
}

/* The prompt */

static enum prompt_kind kind_of(const struct front *front)
{
	const struct proto *proto = front_proto(front);

	if (front->question != QUESTION_NONE)
		return PROMPT_QUESTION;
	if (front->finding)
		return PROMPT_FIND;
	if (front->unlocking)
		return PROMPT_SECRET;
	if (front->starting)
		return PROMPT_TARGET;
	if (front->asking_secret)
		return PROMPT_SECRET;
	if (!proto)
		return PROMPT_COMMAND;
	switch (proto_state(proto)) {
	case PROTO_BODY: return PROMPT_BODY;
	case PROTO_LITERAL: return PROMPT_LITERAL;
	case PROTO_ANSWER: return proto_answer_is_secret(proto) ? PROMPT_SECRET : PROMPT_ANSWER;
	case PROTO_UNCONNECTED:
	case PROTO_GREETING:
	case PROTO_READY:
	case PROTO_WAITING:
	case PROTO_UPGRADING:
	case PROTO_CLOSED: return PROMPT_COMMAND;
	}
	return PROMPT_COMMAND;
}

static const char *phase_word(const struct front *front)
{
	if (!connection_alive(front->connection))
		return "closed";
	switch (journal_phase(front->journal)) {
	case PHASE_CLEAR: return "clear";
	case PHASE_HANDSHAKE: return "handshake";
	case PHASE_TLS: return "TLS";
	}
	return "";
}

static void write_label(const struct front *front, enum prompt_kind kind, char *label, size_t size)
{
	const struct proto *proto = front_proto(front);
	const char *scheme = proto ? proto_info(proto_protocol(proto))->scheme : "";
	const char *phase = phase_word(front);

	if (front->unlocking) {
		snprintf(label, size, "pass phrase of your key (not shown)> ");
		return;
	}
	switch (kind) {
	case PROMPT_TARGET: snprintf(label, size, "connect to> "); return;
	case PROMPT_FIND: snprintf(label, size, "find> "); return;
	case PROMPT_QUESTION:
		snprintf(label, size, "%s",
			front->question == QUESTION_PASTE ? "send? s all, e one by one, Esc none " : "y/N ");
		return;
	case PROMPT_BODY:
		if (proto_octets_left(proto))
			snprintf(label, size, "%s message, %llu octets left> ", phase,
				(unsigned long long)proto_octets_left(proto));
		else
			snprintf(label, size, "%s message until a lone .> ", phase);
		return;
	case PROMPT_LITERAL:
		snprintf(label, size, "%s literal, %llu octets left> ", phase,
			(unsigned long long)proto_octets_left(proto));
		return;
	case PROMPT_SECRET: snprintf(label, size, "%s secret (not shown, not kept)> ", phase); return;
	case PROMPT_ANSWER: snprintf(label, size, "%s answer> ", phase); return;
	case PROMPT_COMMAND: snprintf(label, size, proto ? "%s %s> " : "%s> ", phase, scheme); return;
	}
}

void front_set_prompt(struct front *front)
{
	char label[128];
	enum prompt_kind kind = kind_of(front);

	write_label(front, kind, label, sizeof(label));
	prompt_set(kind, label);
}

/* Painting */

static void paint(struct front *front)
{
	struct prompt prompt;
	int rows, cols;

	terminal_size(&rows, &cols);
	grid_reset(&front->grid, rows, cols);
	prompt_describe(&prompt);
	view_prompt(front->view, &prompt);
	view_paint(front->view, &front->grid);
	terminal_show(&front->grid);
	front->dirty = false;
}

/* Before every wait: what arrived has been fed, what was typed has been run. */
static void on_round(void *context)
{
	struct front *front = context;

	if (front->connection)
		connection_pump(front->connection);
	prober_pump(front->prober);
	front_send_ahead(front);
	if (front->quitting && !connection_alive(front->connection))
		loop_stop(front->loop);
	front_set_prompt(front);
	view_warn(front->view, capture_warning(front->capture));
	if (view_catch_up(front->view) || front->dirty)
		paint(front);
	if (front->mark) {
		terminal_answer_mark(front->mark);
		front->mark = 0;
	}
}

/* The terminal */

static void on_tty(void *context, int fd, int ready)
{
	struct front *front = context;
	unsigned char bytes[4096];
	ssize_t got = read(fd, bytes, sizeof(bytes));

	(void)ready;
	front->dirty = true;
	if (got > 0) {
		front_keys(front, bytes_of(bytes, (size_t)got));
		alarm_set(front->escape, keys_pending_escape(front->keys) ? KEYS_ESCAPE_US : -1);
		wipe(bytes, (size_t)got);
		return;
	}
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	/* The terminal is gone: nobody is there to ask. */
	front->exit_status = EXIT_FAILURE;
	loop_stop(front->loop);
}

static void on_escape(void *context)
{
	struct front *front = context;

	front_escape(front);
	front->dirty = true;
}

static void on_signal(void *context, int number)
{
	struct front *front = context;

	front->dirty = true;
	if (number == SIGWINCH) {
		terminal_resized();
		return;
	}
	if (number == SIGTSTP) {
		terminal_suspend();
		return;
	}
	front->exit_status = 128 + number;
	if (connection_alive(front->connection))
		connection_close(front->connection);
	loop_stop(front->loop);
}

static bool watch_signals(struct front *front, struct error *error)
{
	static const int numbers[] = {SIGWINCH, SIGTERM, SIGHUP, SIGTSTP};

	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		front->signals[i] = signal_watch_new(front->loop, numbers[i], on_signal, front, error);
		if (!front->signals[i])
			return false;
	}
	return true;
}

/* The prompt's hooks */

static bool on_complete(void *context, struct bytes text, size_t index, struct buffer *ret_line, const char **ret_help)
{
	return front_complete(context, text, index, ret_line, ret_help);
}

static void on_line(void *context, struct bytes line, bool secret)
{
	front_line(context, line, secret);
}

static void on_end(void *context)
{
	front_line(context, BYTES_LITERAL(":quit"), false);
}

/* Beginning and end */

static bool open_screen(struct front *front, struct error *error)
{
	const struct options *options = front->options;
	struct terminal_options wanted = {.colour = options->colour,
		.mouse = options->mouse,
		.ascii = options->ascii,
		.sync_marks = getenv("STARLIT_SYNC_MARKS") != NULL};
	struct prompt_hooks hooks = {.complete = on_complete, .line = on_line, .end = on_end, .context = front};

	if (!terminal_open(&wanted, error))
		return false;
	prompt_start(&hooks);
	grid_init(&front->grid, terminal_charset());
	front->view = view_new(front->journal, terminal_charset());
	front->keys = keys_new();
	front->escape = alarm_new(front->loop, on_escape, front);
	front->tty = watch_new(front->loop, terminal_input(), WATCH_READ, on_tty, front, error);
	return front->tty && watch_signals(front, error);
}

void front_show_targets(struct front *front, int move)
{
	size_t count = front->recent.count;

	memcpy(front->listed, front->recent.targets, count * sizeof(front->listed[0]));
	front->listed[count++] = "demo";
	size_t selected = front->targets.selected;
	if (move < 0 && selected)
		selected--;
	if (move > 0 && selected + 1 < count)
		selected++;
	front->targets = (struct start_list){.targets = front->listed, .count = count, .selected = selected};
	view_start(front->view, &front->targets);
}

struct bytes front_selected_target(const struct front *front)
{
	return bytes_str(front->targets.targets[front->targets.selected]);
}

static void show_start(struct front *front)
{
	front->starting = true;
	front_show_targets(front, 0);
	prompt_history_use(NULL, NULL);
}

static bool is_svg(const char *path)
{
	size_t len = strlen(path);

	return len > 4 && !strcmp(path + len - 4, ".svg");
}

bool front_dump(struct front *front, const char *path, bool replace, struct error *error)
{
	struct buffer out;

	buffer_init(&out, 16 << 20);
	if (is_svg(path))
		svg_write(&front->grid, &out);
	else
		grid_to_text(&front->grid, &out);
	bool written = file_write(path, buffer_bytes(&out), replace, error);
	buffer_done(&out);
	return written;
}

static void close_screen(struct front *front)
{
	struct error error;

	if (front->view && front->options->history && !prompt_history_save(&error))
		fprintf(stderr, "starlit: the history was not written: %s\n", error.sentence);
	for (size_t i = 0; i < sizeof(front->signals) / sizeof(front->signals[0]); i++)
		signal_watch_free(front->signals[i]);
	watch_free(front->tty);
	alarm_free(front->escape);
	keys_free(front->keys);
	view_free(front->view);
	grid_done(&front->grid);
	prompt_stop();
	terminal_close();
}

static void begin(struct front *front)
{
	recent_init(&front->recent, front->options->history);
	if (front->options->has_target)
		front_connect(front, &front->options->target);
	else
		show_start(front);
	front->dirty = true;
}

static void end(struct front *front)
{
	struct error error = {.sentence = ""};
	bool dumped = !front->options->dump || !front->view || front_dump(front, front->options->dump, true, &error);

	prober_free(front->prober);
	end_connection(front);
	local_server_free(front->config.local);
	capture_free(front->capture);
	close_screen(front);
	if (!dumped)
		fprintf(stderr, "starlit: --dump: %s\n", error.sentence);
	recent_done(&front->recent);
	secret_done(&front->before_secret);
	secret_done(&front->passphrase);
	tickets_done(&front->tickets);
	buffer_done(&front->tls_session);
	buffer_done(&front->held);
	buffer_done(&front->ahead);
	buffer_done(&front->one_by_one);
	loop_free(front->loop);
	journal_free(front->journal);
}

static bool open_tickets(struct front *front, struct error *error)
{
	struct clock clock = clock_system();

	return tickets_open(&front->tickets, front->options->sessions, clock_wall(&clock) / 1000000, error);
}

int front_run(const struct options *options, struct error *error)
{
	struct front front = {.options = options, .exit_status = EXIT_SUCCESS};
	struct journal_config journal = {.clock = clock_system(), .spill_fd = file_scratch()};

	front.loop = loop_new(error);
	if (!front.loop)
		return -1;
	front.journal = journal_new(&journal);
	buffer_init_secret(&front.tls_session, 1 << 16);
	buffer_init_secret(&front.held, KEYS_PASTE_MAX);
	buffer_init_secret(&front.ahead, KEYS_PASTE_MAX);
	buffer_init_secret(&front.one_by_one, KEYS_PASTE_MAX);
	secret_init(&front.before_secret);
	secret_init(&front.passphrase);
	configure(&front);
	if (open_tickets(&front, error) && unlock_start(&front, error) && start_captures(&front, error) &&
		open_screen(&front, error)) {
		begin(&front);
		loop_before_wait(front.loop, on_round, &front);
		loop_run(front.loop);
	} else {
		front.exit_status = -1;
	}
	end(&front);
	return front.exit_status;
}

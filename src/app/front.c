/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front: the loop of the interactive program. Everything a person sees is painted here, once per round.
 */
#include "app/front.h"

#include "app/files.h"
#include "tls/credentials.h"
#include "ui/prompt.h"
#include "ui/terminal.h"
#include "view/svg.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void front_popup(struct front *front, const char *title, const char *text)
{
	view_popup(front->view, title, text);
	front->dirty = true;
}

void front_quit(struct front *front)
{
	front->quitting = true;
	if (console_alive(&front->console))
		connection_close(front->console.connection);
	if (!console_alive(&front->console))
		loop_stop(front->console.loop);
}

/* History and recent targets */

static void use_history(struct front *front, enum protocol protocol)
{
	char name[64], path[4096];
	struct error error;

	snprintf(name, sizeof(name), "history-%s", proto_info(protocol)->scheme);
	bool keep = front->console.options->history && recent_state_path(name, path, sizeof(path));
	keep = keep && file_make_folder(path, &error);
	if (!prompt_history_use(keep ? path : NULL, &error))
		console_say(&front->console, SEVERITY_WARNING, "the history is not kept: %s", error.sentence);
}

static void remember_target(struct front *front, const struct target *target)
{
	char text[400];
	struct error error;

	/* One with a name, and a lesson, stand in the list already, with their options. */
	if (front->console.options->server || front->console.teacher.lesson)
		return;
	if (!recent_add(&front->recent, target_text(target, text, sizeof(text)), &error))
		console_say(&front->console, SEVERITY_WARNING, "the target is not remembered: %s", error.sentence);
}

/* The console's hooks */

/* In the conversation, or as a popup where that is not to be seen: on the start screen, or behind a message that waits. */
static void on_say(void *context, enum severity severity, const char *sentence)
{
	struct front *front = context;

	if (front->starting || console_recorded(&front->console) || view_waiting(front->view))
		front_popup(front, "starlit", sentence);
	else
		journal_note(front->console.journal, severity, "%s", sentence);
}

static void on_show(void *context, const char *title, const char *text)
{
	front_popup(context, title, text);
}

static void on_quit(void *context)
{
	struct front *front = context;
	const struct proto *proto = console_proto(&front->console);
	enum proto_state state = proto ? proto_state(proto) : PROTO_CLOSED;

	if (!front->quitting && console_alive(&front->console) && (state == PROTO_BODY || state == PROTO_LITERAL)) {
		front->question = QUESTION_QUIT;
		front_popup(front, "Quit",
			"A message is being typed and would be lost. Quit all the same?\n\ny  quit      any other key  go on");
		return;
	}
	front_quit(front);
}

static bool on_ask(void *context, const char *title, const char *question, void (*yes)(struct console *console))
{
	struct front *front = context;
	char text[1000];

	snprintf(text, sizeof(text), "%s\n\ny  yes      any other key  no", question);
	front->question = QUESTION_CONFIRM;
	front->yes = yes;
	front_popup(front, title, text);
	return true;
}

static void on_taught(void *context, const char *title, const char *text)
{
	(void)title;
	(void)text;
	front_lesson_show(context);
}

static void on_connecting(void *context, const struct target *target)
{
	struct front *front = context;

	buffer_clear(&front->ahead);
	front->starting = false;
	view_start(front->view, NULL);
	use_history(front, target->protocol);
	remember_target(front, target);
}

static const struct console_hooks console_hooks = {.say = on_say,
	.show = on_show,
	.taught = on_taught,
	.quit = on_quit,
	.ask = on_ask,
	.connecting = on_connecting};

/* The prompt */

static enum prompt_kind kind_of(const struct front *front)
{
	const struct proto *proto = console_proto(&front->console);

	if (front->question != QUESTION_NONE)
		return PROMPT_QUESTION;
	if (front->finding)
		return PROMPT_FIND;
	if (front->console.unlocking)
		return PROMPT_SECRET;
	if (front->starting)
		return PROMPT_TARGET;
	if (front->console.asking_secret)
		return PROMPT_SECRET;
	if (!proto || console_trying(&front->console))
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
	if (!console_alive(&front->console))
		return "closed";
	switch (journal_phase(front->console.journal)) {
	case PHASE_CLEAR: return "clear";
	case PHASE_HANDSHAKE: return "handshake";
	case PHASE_TLS: return "TLS";
	}
	return "";
}

static void write_label(const struct front *front, enum prompt_kind kind, char *label, size_t size)
{
	const struct proto *proto = console_proto(&front->console);
	const char *scheme = proto ? proto_info(proto_protocol(proto))->scheme : "";
	const char *phase = phase_word(front);

	if (front->console.unlocking) {
		snprintf(label, size, "%s (not shown)> ", credentials_lock(&front->console.config.session.tls));
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
	case PROMPT_COMMAND:
		if (view_waiting(front->view)) {
			snprintf(label, size, "step (F9)> ");
			return;
		}
		if (console_recorded(&front->console)) {
			snprintf(label, size, "recorded> ");
			return;
		}
		if (console_trying(&front->console))
			scheme = "trial";
		snprintf(label, size, proto ? "%s %s> " : "%s> ", phase, scheme);
		return;
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
	char warning[80];

	if (front->console.connection)
		connection_pump(front->console.connection);
	prober_pump(front->prober);
	front_send_ahead(front);
	if (front->quitting && !console_alive(&front->console))
		loop_stop(front->console.loop);
	/* What the view holds back decides how far a lesson is, and what the prompt takes. */
	bool news = view_catch_up(front->view);
	front->console.teacher.waits = view_waiting(front->view);
	console_catch_up(&front->console);
	view_warn(front->view, console_warning(&front->console, warning, sizeof(warning)));
	news = view_catch_up(front->view) || news;
	front_set_prompt(front);
	if (news || front->dirty)
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
	loop_stop(front->console.loop);
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
	if (console_alive(&front->console))
		connection_close(front->console.connection);
	loop_stop(front->console.loop);
}

static bool watch_signals(struct front *front, struct error *error)
{
	static const int numbers[] = {SIGWINCH, SIGTERM, SIGHUP, SIGTSTP};

	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		front->signals[i] = signal_watch_new(front->console.loop, numbers[i], on_signal, front, error);
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
	const struct options *options = front->console.options;
	struct terminal_options wanted = {.colour = options->colour,
		.mouse = options->mouse,
		.ascii = options->ascii,
		.sync_marks = getenv("STARLIT_SYNC_MARKS") != NULL};
	struct prompt_hooks hooks = {.complete = on_complete, .line = on_line, .end = on_end, .context = front};

	if (!terminal_open(&wanted, error))
		return false;
	prompt_start(&hooks);
	grid_init(&front->grid, terminal_charset());
	front->view = view_new(front->console.journal, terminal_charset());
	front->keys = keys_new();
	front->escape = alarm_new(front->console.loop, on_escape, front);
	front->tty = watch_new(front->console.loop, terminal_input(), WATCH_READ, on_tty, front, error);
	return front->tty && watch_signals(front, error);
}

void front_show_targets(struct front *front, int move)
{
	size_t count = 0;
	const char *name;

	while ((name = options_server(front->console.options, count, NULL)))
		front->listed[count++] = name;
	for (size_t i = 0; i < front->recent.count; i++)
		front->listed[count++] = front->recent.texts[i];
	front->listed[count++] = "demo";
	count = front_lesson_list(front, count);
	size_t selected = front->targets.selected;
	if (move < 0 && selected)
		selected--;
	if (move > 0 && selected + 1 < count)
		selected++;
	front->targets = (struct start_list){.targets = front->listed, .count = count, .selected = selected};
	view_start(front->view, &front->targets);
}

struct bytes front_selected_target(struct front *front)
{
	size_t lessons = front->targets.count - front->lesson_count, selected = front->targets.selected;

	return bytes_str(
		selected < lessons ? front->targets.targets[selected] : front_lesson_line(front, selected - lessons));
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

	if (front->view && front->console.options->history && !prompt_history_save(&error))
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

static void show_recorded(struct front *front)
{
	char text[8192];

	prompt_history_use(NULL, NULL);
	opened_describe(&front->console.opened, text, sizeof(text));
	front_popup(front, "A recorded session", text);
}

static void connect_first(struct front *front)
{
	const struct options *options = front->console.options;
	struct error error;

	if (options->lesson && !teacher_begin(&front->console, options->lesson, &error))
		console_say(&front->console, SEVERITY_ERROR, "%s", error.sentence);
	if (options->lesson)
		return;
	console_connect(&front->console, &options->target);
	teacher_offer(&front->console);
}

static void begin(struct front *front)
{
	recent_init(&front->recent, "targets", RECENT_TARGETS,
		front->console.options->history && !console_recorded(&front->console));
	if (console_recorded(&front->console))
		show_recorded(front);
	else if (front->console.options->lesson || front->console.options->has_target)
		connect_first(front);
	else
		show_start(front);
	front->dirty = true;
}

static void end(struct front *front)
{
	const char *path = front->console.options->dump;
	struct loop *loop = front->console.loop;
	struct error error = {.sentence = ""};
	bool dumped = !path || !front->view || front_dump(front, path, true, &error);

	prober_free(front->prober);
	console_end_connection(&front->console);
	close_screen(front);
	if (!dumped)
		fprintf(stderr, "starlit: --dump: %s\n", error.sentence);
	recent_done(&front->recent);
	buffer_done(&front->held);
	buffer_done(&front->ahead);
	buffer_done(&front->one_by_one);
	console_done(&front->console);
	front_lesson_done(front);
	loop_free(loop);
}

int front_run(const struct options *options, struct error *error)
{
	struct loop *loop = loop_new(error);
	struct front front = {.exit_status = EXIT_SUCCESS};

	if (!loop)
		return -1;
	front.console = (struct console){.hooks = &console_hooks,
		.context = &front,
		.commands = front_commands,
		.command_count = front_command_count};
	console_init(&front.console, options, loop);
	front_lesson_init(&front);
	buffer_init_secret(&front.held, KEYS_PASTE_MAX);
	buffer_init_secret(&front.ahead, KEYS_PASTE_MAX);
	buffer_init_secret(&front.one_by_one, KEYS_PASTE_MAX);
	if (console_start(&front.console, error) && open_screen(&front, error)) {
		begin(&front);
		loop_before_wait(loop, on_round, &front);
		loop_run(loop);
	} else {
		front.exit_status = -1;
	}
	end(&front);
	return front.exit_status;
}

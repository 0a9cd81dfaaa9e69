/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * line_prompt: readline in callback mode, reading and drawing by itself. Its state is static, hence ours.
 */
#include "ui/line_prompt.h"

#include "base/alloc.h"
#include "base/safe.h"
#include "ui/completion.h"
#include "ui/crash.h"
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct {
	struct prompt_hooks hooks;
	FILE *out;
	char label[128];
	struct secret typed; /* so far, of a secret */
	struct termios modes;
	bool started;
	bool shown;
	bool secret;
} line_prompt;

static void draw(void)
{
	if (line_prompt.shown)
		rl_redisplay();
}

static void on_line(char *line)
{
	line_prompt.shown = false;
	if (!line) {
		fputc('\n', line_prompt.out);
		fflush(line_prompt.out);
		line_prompt.hooks.end(line_prompt.hooks.context);
		return;
	}
	line_prompt.hooks.line(line_prompt.hooks.context, bytes_str(line), false);
	wipe(line, strlen(line));
	free(line);
}

/* Completion: one line for each, below what is typed */

static void list(void *context, struct bytes line, const char *help)
{
	struct buffer *lines = context;

	safe_append(lines, line, SAFE_UTF8);
	buffer_printf(lines, "%s%s\n", help ? "   " : "", help ? help : "");
}

static int complete(int count, int key)
{
	struct bytes typed = bytes_str(rl_line_buffer);
	struct buffer common, lines;
	bool again = rl_last_func == complete;

	(void)count;
	(void)key;
	buffer_init(&common, 65536);
	buffer_init(&lines, 1 << 20);
	size_t found =
		completion_all(line_prompt.hooks.complete, line_prompt.hooks.context, typed, list, &lines, &common);
	if (common.len > typed.len) {
		rl_replace_line(buffer_text(&common), 0);
		rl_point = rl_end;
	} else if (found > 1 && again) {
		fprintf(line_prompt.out, "\n%s", buffer_text(&lines));
		rl_on_new_line();
	}
	buffer_done(&common);
	buffer_done(&lines);
	return 0;
}

/* Beginning and end */

/*
 * Key by key from the first line to the last, secrets among them: a terminal that edits by itself, be it for a moment,
 * eats a Ctrl-D that is typed then, and echoes what should not be seen. Hence readline, which would take the terminal
 * before every line and give it back behind it, is left out of this.
 */
static void take_terminal(void)
{
	struct termios modes = line_prompt.modes;

	modes.c_lflag &= ~(tcflag_t)(ECHO | ICANON);
	modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR);
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	/* Ctrl-V is readline's. */
	modes.c_cc[VLNEXT] = _POSIX_VDISABLE;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

static void give_terminal_back(void)
{
	tcsetattr(STDIN_FILENO, TCSADRAIN, &line_prompt.modes);
}

static void leave_terminal_prepared(int meta)
{
	(void)meta;
}

static void leave_terminal_kept(void)
{
}

static bool find_terminal(struct error *error)
{
	if (isatty(STDOUT_FILENO))
		line_prompt.out = stdout;
	else
		line_prompt.out = fopen("/dev/tty", "we");
	return line_prompt.out || error_set_errno(error, errno, "the terminal");
}

static void apply_policy(void)
{
	rl_variable_bind("enable-bracketed-paste", "off");
	rl_variable_bind("bell-style", "none");
	rl_variable_bind("blink-matching-paren", "off");
	rl_bind_key('\t', complete);
	/* M-# would send the line to the server as a comment. */
	rl_unbind_function_in_map(rl_insert_comment, rl_get_keymap());
	rl_unbind_function_in_map(rl_insert_comment, rl_get_keymap_by_name("emacs-meta"));
}

bool line_prompt_start(const struct prompt_hooks *hooks, struct error *error)
{
	line_prompt.hooks = *hooks;
	if (!find_terminal(error) || tcgetattr(STDIN_FILENO, &line_prompt.modes))
		return error_set_errno(error, errno, "the terminal");
	setlocale(LC_CTYPE, "");
	crash_prepare(STDIN_FILENO);
	secret_init(&line_prompt.typed);
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_redisplay_function = draw;
	rl_prep_term_function = leave_terminal_prepared;
	rl_deprep_term_function = leave_terminal_kept;
	rl_instream = stdin;
	rl_outstream = line_prompt.out;
	rl_readline_name = "starlit";
	rl_initialize();
	rl_tty_set_echoing(1);
	apply_policy();
	using_history();
	take_terminal();
	rl_callback_handler_install("", on_line);
	crash_arm(false);
	line_prompt.started = true;
	return true;
}

void line_prompt_stop(void)
{
	if (!line_prompt.started)
		return;
	line_prompt_leave();
	if (!line_prompt.secret)
		rl_callback_handler_remove();
	give_terminal_back();
	crash_disarm();
	prompt_history_forget();
	secret_done(&line_prompt.typed);
	if (line_prompt.out != stdout)
		fclose(line_prompt.out);
	line_prompt.started = false;
}

/* Secrets */

void line_prompt_secret(bool secret)
{
	if (line_prompt.secret == secret)
		return;
	line_prompt_leave();
	line_prompt.secret = secret;
	secret_clear(&line_prompt.typed);
	if (secret)
		rl_callback_handler_remove();
	else
		rl_callback_handler_install("", on_line);
}

static void submit_secret(void)
{
	struct secret done = line_prompt.typed;

	/* It is empty before the line is used: that may ask for the next one. */
	secret_init(&line_prompt.typed);
	line_prompt.shown = false;
	line_prompt.hooks.line(line_prompt.hooks.context, secret_bytes(&done), true);
	secret_done(&done);
}

enum { CTRL_D = 4, CTRL_H = 8, CTRL_U = 21, DELETE = 127 };

static void end_secret(void)
{
	if (!line_prompt.typed.len)
		line_prompt.hooks.end(line_prompt.hooks.context);
}

static void take_key(unsigned char key)
{
	switch (key) {
	case '\r':
	case '\n':
		fputc('\n', line_prompt.out);
		fflush(line_prompt.out);
		submit_secret();
		return;
	case CTRL_D: end_secret(); return;
	case CTRL_H:
	case DELETE: secret_backspace(&line_prompt.typed); return;
	case CTRL_U: secret_clear(&line_prompt.typed); return;
	default:
		if (key >= ' ' || key == '\t')
			secret_append(&line_prompt.typed, bytes_of(&key, 1));
	}
}

/* What stands behind the line's end is no secret: one at a time. */
static void read_secret(void)
{
	unsigned char key;
	ssize_t got = read(STDIN_FILENO, &key, 1);

	if (got == 1)
		take_key(key);
	else if (!got || (errno != EINTR && errno != EAGAIN))
		line_prompt.hooks.end(line_prompt.hooks.context);
}

/* In between */

void line_prompt_read(void)
{
	if (line_prompt.secret)
		read_secret();
	else
		rl_callback_read_char();
}

void line_prompt_show(const char *label)
{
	if (line_prompt.shown && !strcmp(label, line_prompt.label))
		return;
	line_prompt_leave();
	snprintf(line_prompt.label, sizeof(line_prompt.label), "%s", label);
	line_prompt.shown = true;
	if (line_prompt.secret) {
		fputs(label, line_prompt.out);
	} else {
		rl_set_prompt(label);
		rl_on_new_line();
		rl_redisplay();
	}
	fflush(line_prompt.out);
}

void line_prompt_leave(void)
{
	if (!line_prompt.shown)
		return;
	fputc('\n', line_prompt.out);
	fflush(line_prompt.out);
	line_prompt.shown = false;
}

bool line_prompt_shown(void)
{
	return line_prompt.shown;
}

void line_prompt_suspend(void)
{
	line_prompt_leave();
	give_terminal_back();
	raise(SIGSTOP);
	take_terminal();
}

void line_prompt_resized(void)
{
	if (!line_prompt.secret)
		rl_resize_terminal();
}

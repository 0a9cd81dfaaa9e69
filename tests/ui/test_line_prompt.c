/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_line_prompt: from its first line to its last the terminal never edits by itself. It would eat a Ctrl-D typed at
 * that moment and echo a secret, and no timing of a test could be trusted to find that; hence each change of the terminal
 * is looked at here.
 */
#include "../check_main.h"
#include "ui/line_prompt.h"

#include <dlfcn.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int changes, edits, echoes;

/* Stands before the C library's: the project's and readline's calls come here. */
int tcsetattr(int fd, int when, const struct termios *modes)
{
	int (*real)(int, int, const struct termios *);

	*(void **)&real = dlsym(RTLD_NEXT, "tcsetattr");
	changes++;
	edits += !!(modes->c_lflag & ICANON);
	echoes += !!(modes->c_lflag & ECHO);
	return real(fd, when, modes);
}

static char taken[256];
static int calls;

static void take(const char *kind, struct bytes line)
{
	size_t len = strlen(taken);

	calls++;
	snprintf(taken + len, sizeof(taken) - len, "%s%.*s;", kind, (int)line.len, (const char *)line.data);
}

static void on_line(void *context, struct bytes line, bool secret)
{
	(void)context;
	take(secret ? "secret " : "", line);
}

static void on_end(void *context)
{
	(void)context;
	take("end", bytes_str(""));
}

/* Reads until that many lines and ends of input were taken in all. */
static void type(int terminal, const char *text, int taken_then)
{
	struct pollfd poller = {.fd = STDIN_FILENO, .events = POLLIN};

	ck_assert_int_eq((int)write(terminal, text, strlen(text)), (int)strlen(text));
	while (calls < taken_then) {
		ck_assert_int_eq(poll(&poller, 1, 20000), 1);
		line_prompt_read();
	}
}

START_TEST(never_edited)
{
	struct prompt_hooks hooks = {.line = on_line, .end = on_end};
	struct error error;
	int terminal, program;

	ck_assert_int_eq(openpty(&terminal, &program, NULL, NULL, NULL), 0);
	ck_assert_int_eq(dup2(program, STDIN_FILENO), STDIN_FILENO);
	ck_assert_int_eq(dup2(program, STDOUT_FILENO), STDOUT_FILENO);
	setenv("TERM", "xterm", 1);
	ck_assert(line_prompt_start(&hooks, &error));
	line_prompt_show("> ");
	type(terminal, "EHLO x\r", 1);
	line_prompt_secret(true);
	line_prompt_show("secret: ");
	type(terminal, "wrong\025riht\177\177ght\r", 2);
	type(terminal, "for the program that pastes\n", 3);
	type(terminal, "\004", 4);
	line_prompt_secret(false);
	line_prompt_show("> ");
	type(terminal, "NOOP\r\004", 6);
	ck_assert_str_eq(taken, "EHLO x;secret right;secret for the program that pastes;end;NOOP;end;");
	ck_assert_int_gt(changes, 0);
	ck_assert_int_eq(edits, 0);
	ck_assert_int_eq(echoes, 0);
	line_prompt_stop();
	ck_assert_int_eq(edits, 1);
	ck_assert_int_eq(echoes, 1);
}
END_TEST

CHECK_MAIN("line_prompt", never_edited)

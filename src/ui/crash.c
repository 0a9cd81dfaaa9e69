/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crash: a handler on a stack of its own that calls nothing but write, tcsetattr and raise.
 */
#include "ui/crash.h"

#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGQUIT};
enum { SIGNALS = sizeof(signals) / sizeof(signals[0]), STACK_SIZE = 65536 };

static struct {
	int fd;
	struct termios modes;
	int have_modes;
	bool screen;
	unsigned char stack[STACK_SIZE];
} crash;

/* Mouse and paste marks off, attributes and cursor back, out of the other screen. */
static const char restore[] = "\033[?1006l\033[?1000l\033[?2004l\033[0m\033[?25h\033[?1l\033>\033[?1049l\r\n";

static void on_crash(int number)
{
	ssize_t ignored = crash.screen ? write(STDOUT_FILENO, restore, sizeof(restore) - 1) : 0;

	(void)ignored;
	if (crash.have_modes)
		tcsetattr(crash.fd, TCSANOW, &crash.modes);
	/* SA_RESETHAND has put the default action back. */
	raise(number);
}

void crash_prepare(int fd)
{
	crash.fd = fd;
	crash.have_modes = !tcgetattr(fd, &crash.modes);
}

void crash_arm(bool screen)
{
	stack_t stack = {.ss_sp = crash.stack, .ss_size = STACK_SIZE};
	struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK | (int)SA_RESETHAND};

	crash.screen = screen;
	sigaltstack(&stack, NULL);
	for (int i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &action, NULL);
}

void crash_disarm(void)
{
	for (int i = 0; i < SIGNALS; i++)
		signal(signals[i], SIG_DFL);
}

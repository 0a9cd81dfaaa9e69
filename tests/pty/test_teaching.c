/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_teaching: step mode, explanations and a lesson in the real program, at 60 columns too.
 */
#include "../check_main.h"
#include "harness.h"

#include <stdlib.h>

enum { ROWS = 24, COLS = 60 };

static void press(struct pty *pty, const char *key)
{
	pty_type(pty, key);
	pty_sync(pty);
}

static const char f2[] = "\033OQ", f6[] = "\033[17~", f8[] = "\033[19~", f9[] = "\033[20~", escape[] = "\033";

/* The next message as long as one waits; not for ever. */
static void step_to_the_end(struct pty *pty)
{
	for (int i = 0; i < 30 && pty_shows(pty, "step (F9)>"); i++)
		press(pty, f9);
	ck_assert(!pty_shows(pty, "step (F9)>"));
}

START_TEST(step_mode)
{
	static const char *const arguments[] = {"demo", "smtp", NULL};
	struct pty pty;

	pty_start(&pty, ROWS, COLS, arguments);
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, ":step on");
	pty_wait(&pty, "step mode");
	pty_line(&pty, ":starttls");
	pty_wait(&pty, "step (F9)>");
	ck_assert(!pty_shows(&pty, "ClientHello"));
	press(&pty, " ");
	ck_assert(pty_shows(&pty, "ClientHello"));
	ck_assert(!pty_shows(&pty, "ServerHello"));
	/* Not sent, and not lost. */
	pty_line(&pty, "NOOP kept");
	pty_wait(&pty, "Not sent:");
	press(&pty, escape);
	pty_wait(&pty, "step (F9)> NOOP kept");
	press(&pty, f9);
	ck_assert(pty_shows(&pty, "ServerHello"));
	step_to_the_end(&pty);
	pty_wait(&pty, "TLS smtp> NOOP kept");
	pty_line(&pty, "");
	/* The panel of the handshake is in front of the conversation. */
	press(&pty, "\0335");
	pty_wait(&pty, "250 2.0.0");
	pty_line(&pty, ":step sideways");
	pty_wait(&pty, ":step on, or :step off");
	pty_done(&pty);
}
END_TEST

START_TEST(explanations)
{
	static const char *const arguments[] = {"demo", "smtp", NULL};
	struct pty pty;

	pty_start(&pty, ROWS, COLS, arguments);
	pty_wait(&pty, "220 mail.example.org");
	press(&pty, f2);
	ck_assert(pty_shows(&pty, "Explained"));
	press(&pty, f2);
	ck_assert(!pty_shows(&pty, "Explained"));
	pty_line(&pty, ":explain PIPELINING");
	pty_wait(&pty, "RFC 2920");
	pty_wait(&pty, "Esc back");
	/* A command closes what is open. */
	pty_line(&pty, ":explain SIZE");
	pty_wait(&pty, "RFC 1870");
	press(&pty, escape);
	press(&pty, f6);
	pty_wait(&pty, "[conversation]");
	pty_line(&pty, ":explain DSN");
	pty_wait(&pty, "RFC 3461");
	press(&pty, escape);
	press(&pty, "STARTTLS");
	press(&pty, f2);
	pty_wait(&pty, "RFC 3207");
	press(&pty, escape);
	pty_wait(&pty, "clear smtp> STARTTLS");
	press(&pty, "\003");
	pty_line(&pty, ":explain no-such-word");
	pty_wait(&pty, "Nothing is known of \"no-such-word\"");
	pty_done(&pty);
}
END_TEST

/* What the learner has not seen ticks no step. */
START_TEST(lesson)
{
	static const char *const arguments[] = {"--lesson", "smtp-starttls", NULL};
	struct pty pty;

	pty_start(&pty, ROWS, COLS, arguments);
	pty_wait(&pty, "step 1 of 8");
	pty_line(&pty, "EHLO client.example.org");
	pty_wait(&pty, "step 2 of 8");
	press(&pty, f8);
	ck_assert(pty_shows(&pty, "Lesson: F8 or Esc back"));
	press(&pty, f8);
	ck_assert(!pty_shows(&pty, "Lesson: F8 or Esc back"));
	pty_line(&pty, ":step on");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "step (F9)>");
	press(&pty, f9);
	ck_assert(pty_shows(&pty, "step 2 of 8"));
	step_to_the_end(&pty);
	pty_wait(&pty, "step 3 of 8");
	pty_done(&pty);
}
END_TEST

/* Pasted lines that go into the prompt one by one: each is there when the one before was sent. */
START_TEST(one_by_one)
{
	static const char *const arguments[] = {"demo", "smtp", NULL};
	struct pty pty;

	pty_start(&pty, 30, 100, arguments);
	pty_wait(&pty, "220 mail.example.org");
	pty_type(&pty, "\033[200~EHLO first.example\nNOOP second\nNOOP third\n\033[201~");
	pty_wait(&pty, "lines were pasted");
	pty_type(&pty, "e");
	pty_wait(&pty, "clear smtp> EHLO first.example");
	pty_type(&pty, "\r");
	pty_wait(&pty, "clear smtp> NOOP second");
	pty_type(&pty, "\r");
	pty_wait(&pty, "clear smtp> NOOP third");
	pty_done(&pty);
}
END_TEST

CHECK_MAIN("teaching", step_mode, explanations, lesson, one_by_one)

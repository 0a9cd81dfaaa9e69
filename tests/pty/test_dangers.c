/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_dangers: what is asked about before it is done: a password in the clear, twice; trials of injection and of
 * smuggling.
 */
#include "../check_main.h"
#include "../plain/run.h"
#include "harness.h"

#include <string.h>

#define WARNING "everyone on the path can read it"

static struct served served;

static void serve(void)
{
	served_start(&served, "imap", (const char *const[]){"imap", NULL});
}

static void connect_to(struct pty *pty, const char *option, const char *ready)
{
	pty_start(pty, 40, 160, (const char *const[]){option, served.target, NULL});
	pty_wait(pty, "IMAP4rev1");
	pty_wait(pty, ready);
}

/* Any answer but two times yes sends nothing. */
START_TEST(on_the_screen)
{
	static const char *const answers[] = {"n", "yn", "yy"};

	serve();
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct pty pty;
		connect_to(&pty, "--no-history", "clear imap>");
		pty_line(&pty, "CAPABILITY");
		pty_wait(&pty, "a1 OK");
		pty_line(&pty, "LOGIN anna secret");
		pty_wait(&pty, WARNING);
		pty_type(&pty, (const char[]){answers[i][0], 0});
		if (answers[i][0] == 'y') {
			pty_wait(&pty, "Really in the clear?");
			pty_wait(&pty, "The server offers TLS");
			pty_type(&pty, (const char[]){answers[i][1], 0});
		}
		bool sent = !strcmp(answers[i], "yy");
		pty_wait(&pty, sent ? "LOGIN anna <6 bytes hidden>" : "nothing was sent");
		ck_assert(sent || !pty_shows(&pty, "bytes hidden>"));
		pty_done(&pty);
	}
	served_stop(&served);
}
END_TEST

START_TEST(in_lines)
{
	struct pty pty;

	serve();
	connect_to(&pty, "--plain", "!>");
	pty_line(&pty, "LOGIN anna secret");
	pty_wait(&pty, "send it all the same? y or n:");
	pty_line(&pty, "n");
	pty_wait(&pty, "nothing was sent");
	pty_line(&pty, "LOGIN anna secret");
	pty_wait(&pty, "send it all the same? y or n:");
	pty_line(&pty, "y");
	pty_wait(&pty, "really in the clear? y or n:");
	ck_assert(!pty_shows(&pty, "a1 LOGIN"));
	pty_line(&pty, "y");
	pty_wait(&pty, "a1 LOGIN anna <6 bytes hidden>");
	pty_done(&pty);
	served_stop(&served);
}
END_TEST

START_TEST(a_trial)
{
	struct pty pty;

	serve();
	connect_to(&pty, "--no-history", "clear imap>");
	pty_line(&pty, ":test injection");
	pty_wait(&pty, "Begin?");
	pty_type(&pty, "y");
	pty_wait(&pty, "the server has not offered STARTTLS");
	pty_line(&pty, "CAPABILITY");
	pty_wait(&pty, "a1 OK");
	pty_line(&pty, ":test injection");
	pty_wait(&pty, "Begin?");
	pty_type(&pty, "n");
	pty_sync(&pty);
	ck_assert(!pty_shows(&pty, "trial NOOP"));
	pty_line(&pty, ":test injection");
	pty_wait(&pty, "Begin?");
	pty_type(&pty, "y");
	pty_wait(&pty, "trial NOOP");
	pty_wait(&pty, "it dropped it");
	pty_wait(&pty, "b1 CAPABILITY");
	pty_done(&pty);
	served_stop(&served);
}
END_TEST

START_TEST(a_message_with_doubtful_ends)
{
	struct pty pty;

	served_start(&served, "smtp", (const char *const[]){"smtp", "--fault", "smuggle", NULL});
	pty_start(&pty, 40, 160, (const char *const[]){"--no-history", served.target, NULL});
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, "EHLO client.example.org");
	pty_wait(&pty, "250 CHUNKING");
	pty_line(&pty, "MAIL FROM:<a@example.org>");
	pty_wait(&pty, "Sender ok");
	pty_line(&pty, "RCPT TO:<anna@example.org>");
	pty_wait(&pty, "Recipient ok");
	pty_line(&pty, ":test smuggling");
	pty_wait(&pty, "Begin?");
	pty_type(&pty, "y");
	pty_wait(&pty, "Here I am");
	pty_wait(&pty, "the server took LF . LF");
	pty_done(&pty);
	served_stop(&served);
}
END_TEST

CHECK_MAIN("dangers", on_the_screen, in_lines, a_trial, a_message_with_doubtful_ends)

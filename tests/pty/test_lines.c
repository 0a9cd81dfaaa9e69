/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_lines: line mode with somebody at the terminal: the prompt, questions, secrets, and how it is left.
 */
#include "../check_main.h"
#include "harness.h"
#include "model/outcome.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#define ARGUMENTS(...) ((const char *const[]){"--plain", __VA_ARGS__, NULL})

static void end(struct pty *pty, enum outcome outcome)
{
	pty_wait_end(pty);
	ck_assert(WIFEXITED(pty->status));
	ck_assert_int_eq(WEXITSTATUS(pty->status), outcome);
	pty_done(pty);
}

static size_t count(const struct pty *pty, const char *text)
{
	size_t found = 0;

	for (const char *at = pty->stream; (at = strstr(at, text)); at++)
		found++;
	return found;
}

/* What was typed at «!> » stands there as it was sent; what we send is told. */
START_TEST(typed)
{
	struct pty pty;

	pty_start(&pty, 50, 100, ARGUMENTS("demo"));
	pty_wait(&pty, "!>");
	pty_line(&pty, "NOOP");
	pty_wait(&pty, "!< 250 2.0.0 Here I am");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "#> EHLO");
	pty_wait(&pty, "#< 250 CHUNKING");
	pty_line(&pty, ":quit");
	pty_wait(&pty, "#< 221 2.0.0 Bye");
	ck_assert_uint_eq(count(&pty, "NOOP"), 1);
	/* Nothing of a screen: no other screen, no cursor that is set. */
	ck_assert_uint_eq(count(&pty, "\033[?1049h") + count(&pty, "\033[H") + count(&pty, "\033[2J"), 0);
	end(&pty, OUTCOME_FINE);
}
END_TEST

/* Lines that come faster than the server answers wait for it. */
START_TEST(pasted)
{
	struct pty pty;

	pty_start(&pty, 50, 100, ARGUMENTS("demo"));
	pty_wait(&pty, "!>");
	pty_type(&pty,
		"EHLO x\rSTARTTLS\rEHLO x\rMAIL FROM:<a@example.org>\rRCPT TO:<anna@example.org>\rDATA\rSubject: "
		"x\r\r:quit\rKind regards\r.\rQUIT\r");
	pty_wait(&pty, "#< 221 2.0.0 Bye");
	pty_wait(&pty, "#< 250 2.0.0 Accepted");
	pty_wait(&pty, "closed>");
	pty_type(&pty, "\004");
	end(&pty, OUTCOME_FINE);
}
END_TEST

START_TEST(secret_unseen)
{
	struct pty pty;

	pty_start(&pty, 50, 100, ARGUMENTS("demo:imap"));
	pty_wait(&pty, "!>");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "OK Done");
	pty_line(&pty, ":secret LOGIN anna");
	pty_wait(&pty, "#> secret (not shown, not kept):");
	pty_line(&pty, "secret");
	pty_wait(&pty, "LOGIN anna <6 bytes hidden>");
	pty_wait(&pty, "OK Welcome");
	ck_assert_uint_eq(count(&pty, ": secret"), 0);
	pty_line(&pty, "AUTHENTICATE PLAIN");
	pty_line(&pty, ":close");
	pty_wait(&pty, "closed>");
	pty_line(&pty, ":quit");
	end(&pty, OUTCOME_FINE);
}
END_TEST

START_TEST(answer_unseen)
{
	struct pty pty;

	pty_start(&pty, 50, 100, ARGUMENTS("--implicit-tls", "demo"));
	pty_wait(&pty, "#>");
	pty_line(&pty, "EHLO x");
	pty_wait(&pty, "250 CHUNKING");
	pty_line(&pty, "AUTH PLAIN");
	pty_wait(&pty, "#> secret (not shown, not kept):");
	/* Backspace takes a character away, Ctrl-U all of them. */
	pty_line(&pty, "nonsense\025AGFubmEAc2VjcmV0x\177");
	pty_wait(&pty, "#> <16 bytes hidden>");
	pty_wait(&pty, "#< 235");
	ck_assert_uint_eq(count(&pty, "AGFubmEA"), 0);
	pty_type(&pty, "\004");
	end(&pty, OUTCOME_FINE);
}
END_TEST

/* What is typed ahead while the terminal changes from hidden to seen typing keeps its meaning. */
START_TEST(ahead_of_a_secret)
{
	struct pty pty;

	pty_start(&pty, 50, 100, ARGUMENTS("--implicit-tls", "demo"));
	pty_wait(&pty, "#>");
	pty_line(&pty, "EHLO x");
	pty_wait(&pty, "250 CHUNKING");
	pty_line(&pty, "AUTH PLAIN");
	pty_wait(&pty, "#> secret (not shown, not kept):");
	pty_type(&pty, "AGFubmEAc2VjcmV0\rNOOP\r\004");
	pty_wait(&pty, "#< 221");
	pty_wait(&pty, "Here I am");
	end(&pty, OUTCOME_FINE);
}
END_TEST

/* A message that would be lost is asked about. */
START_TEST(questions)
{
	struct pty pty;

	pty_start(&pty, 50, 100, ARGUMENTS("demo"));
	pty_wait(&pty, "!>");
	pty_type(&pty, "EHLO x\rMAIL FROM:<a@example.org>\rRCPT TO:<anna@example.org>\rDATA\r");
	pty_wait(&pty, "354");
	pty_line(&pty, "half");
	pty_type(&pty, "\004");
	pty_wait(&pty, "quit all the same? y or n:");
	pty_line(&pty, "n");
	pty_line(&pty, ".");
	pty_wait(&pty, "250 2.0.0 Accepted");
	pty_line(&pty, "DATA");
	pty_wait(&pty, "503");
	pty_type(&pty, "\004");
	pty_wait(&pty, "221 2.0.0 Bye");
	end(&pty, OUTCOME_FINE);
}
END_TEST

/* Between two lines the terminal is not given back: what is typed ahead keeps its meaning, a Ctrl-D, too. */
START_TEST(ctrl_d_ahead)
{
	struct pty pty;

	pty_start(&pty, 50, 100, ARGUMENTS("demo"));
	pty_wait(&pty, "!>");
	pty_type(&pty, "EHLO x\rNOOP\rNOOP\rMAIL FROM:<a@example.org>\r\004");
	pty_wait(&pty, "221 2.0.0 Bye");
	pty_wait(&pty, "250 2.1.0 Sender ok");
	end(&pty, OUTCOME_FINE);
}
END_TEST

START_TEST(completed)
{
	struct pty pty;

	pty_start(&pty, 50, 100, ARGUMENTS("demo"));
	pty_wait(&pty, "!>");
	pty_type(&pty, "NO\t");
	pty_wait(&pty, "!> NOOP");
	pty_type(&pty, "\r");
	pty_wait(&pty, "Here I am");
	pty_type(&pty, ":re\t\t");
	pty_wait(&pty, "connect to the same server again");
	pty_type(&pty, "\003");
	end(&pty, OUTCOME_INTERRUPTED);
}
END_TEST

START_TEST(interrupted)
{
	struct pty pty;

	pty_start(&pty, 50, 100, ARGUMENTS("demo"));
	pty_wait(&pty, "!>");
	pty_type(&pty, "half a li");
	pty_wait(&pty, "half a li");
	pty_type(&pty, "\003");
	pty_wait(&pty, "221 2.0.0 Bye");
	end(&pty, OUTCOME_INTERRUPTED);
}
END_TEST

CHECK_MAIN("lines", typed, pasted, secret_unseen, answer_unseen, ahead_of_a_secret, questions, ctrl_d_ahead, completed,
	interrupted)

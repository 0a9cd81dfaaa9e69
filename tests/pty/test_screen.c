/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_screen: the program as a person uses it, against the teaching server inside it, through a real pseudo-terminal.
 */
#include "../check_main.h"
#include "harness.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void start(struct pty *pty, const char *protocol, const char *option)
{
	const char *const arguments[] = {"demo", protocol, option, NULL};

	pty_start(pty, 24, 80, arguments);
}

/* Whole sessions: typed, upgraded, carried on. */

START_TEST(smtp_session)
{
	struct pty pty;

	start(&pty, "smtp", NULL);
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, "EHLO client.example.org");
	pty_wait(&pty, "250 CHUNKING");
	pty_wait(&pty, "CLEAR");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "TLS 1.3 AES-256-GCM");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_wait(&pty, "EHLO client.example.org  [automatic]");
	pty_line(&pty, "MAIL FROM:<a@example.org>");
	pty_wait(&pty, "250 2.1.0");
	pty_line(&pty, "RCPT TO:<anna@example.org>");
	pty_wait(&pty, "250 2.1.5");
	pty_line(&pty, "DATA");
	pty_wait(&pty, "message until a lone .>");
	pty_line(&pty, ".hidden");
	pty_line(&pty, ":quit");
	pty_line(&pty, "Kind regards");
	pty_line(&pty, ".");
	pty_wait(&pty, "Accepted");
	pty_line(&pty, ":quit");
	pty_wait_end(&pty);
	ck_assert(WIFEXITED(pty.status) && WEXITSTATUS(pty.status) == 0);
	pty_done(&pty);
}
END_TEST

START_TEST(imap_session)
{
	struct pty pty;

	start(&pty, "imap", NULL);
	pty_wait(&pty, "* OK mail.example.org");
	pty_line(&pty, "x1 STARTTLS");
	pty_wait(&pty, "TLS 1.3");
	pty_line(&pty, ":secret LOGIN anna");
	pty_wait(&pty, "secret (not shown, not kept)>");
	pty_line(&pty, "secret");
	pty_wait(&pty, "b2 OK Welcome");
	pty_wait(&pty, "LOGIN anna <6 bytes hidden>");
	pty_line(&pty, "SELECT INBOX");
	pty_wait(&pty, "* 3 EXISTS");
	pty_line(&pty, "FETCH 1 BODY[]");
	pty_wait(&pty, "it is gone when the program ends.");
	pty_line(&pty, "LOGOUT");
	pty_wait(&pty, "closed the connection");
	pty_done(&pty);
}
END_TEST

START_TEST(pop3_session)
{
	struct pty pty;

	start(&pty, "pop3", NULL);
	pty_wait(&pty, "+OK mail.example.org");
	pty_line(&pty, "STLS");
	pty_wait(&pty, "TLS 1.3");
	pty_line(&pty, "USER anna");
	pty_wait(&pty, "+OK Now PASS");
	pty_line(&pty, "PASS secret");
	pty_wait(&pty, "+OK 3 messages");
	pty_line(&pty, "RETR 2");
	pty_wait(&pty, ".like this  [dot-stuffed]");
	pty_done(&pty);
}
END_TEST

START_TEST(lmtp_and_sieve)
{
	struct pty pty;

	start(&pty, "lmtp", NULL);
	pty_wait(&pty, "LMTP teaching se");
	pty_line(&pty, ":starttls");
	pty_wait(&pty, "TLS 1.3");
	pty_done(&pty);
	start(&pty, "sieve", NULL);
	pty_wait(&pty, "OK \"ready\"");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "TLS 1.3");
	pty_wait(&pty, "\"SASL\" \"PLAIN\"");
	pty_line(&pty, "LOGOUT");
	pty_wait(&pty, "closed the connection");
	pty_done(&pty);
}
END_TEST

START_TEST(implicit_tls)
{
	struct pty pty;

	start(&pty, "smtp", "--implicit-tls");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_wait(&pty, "220 mail.example.org");
	pty_done(&pty);
}
END_TEST

/* Servers that misbehave. */

START_TEST(faults)
{
	static const struct {
		const char *fault, *shown;
	} rows[] = {
		{"--fault=refuse", "refused STARTTLS"},
		{"--fault=inject", "came in the clear after the server"},
		{"--fault=plain", "TLS failed"},
		{"--fault=cut", "TLS failed"},
		{"--fault=lie", "the path has spoilt"},
		{"--fault=hide", "does not offer STARTTLS"},
		{"--fault=again", "although TLS is up already"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pty pty;
		const char *const arguments[] = {"demo", "smtp", rows[i].fault, "--reply-timeout", "2", NULL};
		pty_start(&pty, 40, 120, arguments);
		pty_wait(&pty, "220 mail.example.org");
		pty_line(&pty, "EHLO client.example.org");
		pty_wait(&pty, "250 CHUNKING");
		pty_line(&pty, "STARTTLS");
		if (!strcmp(rows[i].fault, "--fault=plain")) {
			/* The server goes on in the clear and waits; what it says then is no TLS. */
			pty_done(&pty);
			continue;
		}
		pty_wait(&pty, rows[i].shown);
		pty_sync(&pty);
		pty_line(&pty, ":quit");
		pty_wait_end(&pty);
		pty_done(&pty);
	}
}
END_TEST

/* The screen. */

START_TEST(resize_to_nothing_and_back)
{
	static const int sizes[][2] = {
		{60, 200}, {10, 40}, {3, 10}, {2, 5}, {1, 4}, {1, 1}, {8, 39}, {40, 120}, {24, 69}, {24, 80}};
	struct pty pty;

	start(&pty, "smtp", NULL);
	pty_wait(&pty, "220 mail.example.org");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		pty_resize(&pty, sizes[i][0], sizes[i][1]);
		pty_sync(&pty);
	}
	pty_wait(&pty, "220 mail.example.org");
	pty_done(&pty);
}
END_TEST

START_TEST(panels_and_help)
{
	static const char *const keys[] = {"\0331", "\0332", "\0333", "\0334", "\0335"};
	static const char *const shown[] = {
		"Time per step", "version    TLS 1.3", "Verdicts", "in the clear -> inside TLS", "ClientHello"};
	struct pty pty;

	start(&pty, "smtp", NULL);
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, ":starttls");
	pty_wait(&pty, "TLS 1.3");
	pty_wait(&pty, "250 CHUNKING");
	for (size_t i = 0; i < 5; i++) {
		pty_type(&pty, keys[i]);
		pty_wait(&pty, shown[i]);
	}
	pty_type(&pty, "\033OP");
	pty_wait(&pty, "this list");
	pty_type(&pty, "q");
	pty_sync(&pty);
	ck_assert(!pty_shows(&pty, "this list"));
	pty_done(&pty);
}
END_TEST

START_TEST(completion_and_history)
{
	struct pty pty;

	start(&pty, "smtp", NULL);
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, "EHLO one.example.org");
	pty_wait(&pty, "250 CHUNKING");
	pty_type(&pty, "STA\t");
	pty_wait(&pty, "clear smtp> STARTTLS");
	pty_type(&pty, "\003");
	pty_type(&pty, "\022one.ex");
	pty_wait(&pty, "EHLO one.example.org");
	pty_type(&pty, "\007\003");
	pty_line(&pty, ":he");
	pty_wait(&pty, "Local commands");
	pty_done(&pty);
}
END_TEST

START_TEST(paste_is_asked_about)
{
	struct pty pty;

	start(&pty, "smtp", NULL);
	pty_wait(&pty, "220 mail.example.org");
	pty_type(&pty, "\033[200~EHLO paste.example.org\nNOOP\n\033[201~");
	pty_wait(&pty, "2 lines were pasted");
	pty_sync(&pty);
	ck_assert(!pty_shows(&pty, "250 CHUNKING"));
	pty_type(&pty, "s");
	pty_wait(&pty, "Here I am");
	pty_done(&pty);
}
END_TEST

START_TEST(secrets_are_kept_nowhere)
{
	struct pty pty;
	char path[128], command[256];

	start(&pty, "pop3", NULL);
	pty_wait(&pty, "+OK mail.example.org");
	pty_line(&pty, "STLS");
	pty_wait(&pty, "TLS 1.3");
	pty_line(&pty, "PASS hunter2hunter2");
	pty_wait(&pty, "PASS <14 bytes hidden>");
	pty_sync(&pty);
	ck_assert(!pty_shows(&pty, "hunter2"));
	snprintf(path, sizeof(path), "%s/transcript", pty.home);
	snprintf(command, sizeof(command), ":save %s", path);
	pty_line(&pty, command);
	pty_wait(&pty, "the transcript was written");
	pty_line(&pty, ":quit");
	pty_wait_end(&pty);
	snprintf(command, sizeof(command), "grep -rq hunter2 %s", pty.home);
	pid_t pid = fork();
	if (!pid) {
		execlp("grep", "grep", "-rq", "hunter2", pty.home, (char *)NULL);
		_exit(2);
	}
	int status;
	waitpid(pid, &status, 0);
	ck_assert_int_eq(WEXITSTATUS(status), 1);
	struct stat file;
	ck_assert_int_eq(stat(path, &file), 0);
	ck_assert_int_eq(file.st_mode & 077, 0);
	pty_done(&pty);
}
END_TEST

START_TEST(start_screen)
{
	static const char *const none[] = {NULL};
	struct pty pty;

	pty_start(&pty, 24, 80, none);
	pty_wait(&pty, "Type where to connect to");
	pty_line(&pty, "no:such:thing:at all");
	pty_wait(&pty, "target:");
	pty_type(&pty, "\033");
	pty_sync(&pty);
	pty_type(&pty, "\003");
	pty_line(&pty, "demo:imap");
	pty_wait(&pty, "* OK mail.example.org");
	pty_done(&pty);
}
END_TEST

/* Endings: the terminal is given back. */

static void expect_restored(const struct pty *pty)
{
	const char *on = strstr(pty->stream, "\033[?1049h");

	ck_assert_ptr_nonnull(on);
	ck_assert_ptr_nonnull(strstr(on, "\033[?1049l"));
	ck_assert_ptr_nonnull(strstr(on, "\033[?2004l"));
}

START_TEST(signals_restore_the_terminal)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGSEGV, SIGABRT};

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct pty pty;
		start(&pty, "smtp", NULL);
		pty_wait(&pty, "220 mail.example.org");
		pty_sync(&pty);
		kill(pty.pid, signals[i]);
		pty_wait_end(&pty);
		expect_restored(&pty);
		pty_done(&pty);
	}
}
END_TEST

START_TEST(stopped_and_continued)
{
	struct pty pty;

	pty_start_shell(&pty, 24, 80);
	pty_line(&pty, STARLIT_PROGRAM " demo smtp");
	pty_wait(&pty, "220 mail.example.org");
	pty_type(&pty, "\032");
	pty_wait(&pty, "Stopped");
	pty_line(&pty, "stty -a; echo now $((6 * 7))");
	pty_wait(&pty, "now 42");
	pty_wait(&pty, " icanon");
	pty_wait(&pty, " echo ");
	ck_assert(!pty_shows(&pty, "220 mail.example.org"));
	ck_assert(!pty_shows(&pty, "NDELAY"));
	pty_line(&pty, "fg && echo then $((6 * 8))");
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, "EHLO client.example.org");
	pty_wait(&pty, "250 CHUNKING");
	pty_line(&pty, ":quit");
	pty_wait(&pty, "then 48");
	pty_line(&pty, "exit");
	pty_wait_end(&pty);
	ck_assert_int_eq(WEXITSTATUS(pty.status), 0);
	pty_done(&pty);
}
END_TEST

/* What NO_COLOR asks for, as the option does. */
START_TEST(no_colour)
{
	struct pty pty;

	for (int by_variable = 0; by_variable < 2; by_variable++) {
		if (by_variable)
			setenv("NO_COLOR", "1", 1);
		start(&pty, "smtp", by_variable ? NULL : "--color=never");
		pty_wait(&pty, "220 mail.example.org");
		pty_sync(&pty);
		ck_assert_ptr_null(strstr(pty.stream, "\033[33"));
		ck_assert_ptr_null(strstr(pty.stream, "\033[32"));
		pty_done(&pty);
	}
	unsetenv("NO_COLOR");
	start(&pty, "smtp", NULL);
	pty_wait(&pty, "220 mail.example.org");
	pty_sync(&pty);
	ck_assert_ptr_nonnull(strstr(pty.stream, "\033[3"));
	pty_done(&pty);
}
END_TEST

/* Many connections are asked about first; the session goes on beside them. */
START_TEST(probe_beside_the_session)
{
	struct pty pty;

	start(&pty, "smtp", "--pace=0");
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, ":probe");
	pty_wait(&pty, "Begin?");
	pty_type(&pty, "n");
	pty_line(&pty, ":probe demo:imap");
	pty_wait(&pty, "Begin?");
	pty_type(&pty, "y");
	pty_wait(&pty, "What the server can speak");
	pty_wait(&pty, "TLS 1.1                  no: alert protocol_version (70)");
	pty_type(&pty, "\033");
	pty_sync(&pty);
	pty_line(&pty, "NOOP");
	pty_wait(&pty, "250 2.0.0 Here I am");
	pty_line(&pty, ":quit");
	pty_wait_end(&pty);
	pty_done(&pty);
}
END_TEST

CHECK_MAIN("screen", smtp_session, imap_session, pop3_session, lmtp_and_sieve, implicit_tls, faults,
	resize_to_nothing_and_back, panels_and_help, completion_and_history, paste_is_asked_about,
	secrets_are_kept_nowhere, probe_beside_the_session, start_screen, signals_restore_the_terminal,
	stopped_and_continued, no_colour)

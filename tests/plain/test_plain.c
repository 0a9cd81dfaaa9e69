/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_plain: line mode in a pipe: what goes out and comes back, in this order, and the exit status for each way in which a
 * session can go wrong.
 */
#include "../check_main.h"
#include "base/clock.h"
#include "model/outcome.h"
#include "run.h"
#include "tls/mint.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

#define EHLO_REPLY                                                                                                     \
	"!< 250-mail.example.org greets you\n!< 250-PIPELINING\n!< 250-SIZE 1048576\n!< 250-STARTTLS\n"                \
	"!< 250-ENHANCEDSTATUSCODES\n!< 250-8BITMIME\n!< 250 CHUNKING\n"
#define GREETING "!< 220 mail.example.org ESMTP teaching server, ready\n"

static void expect_lines(const struct run *run, const char *expected)
{
	char *lines = run_lines(run, "<>");

	ck_assert_str_eq(lines, expected);
	free(lines);
}

static void expect(const struct run *run, enum outcome outcome)
{
	ck_assert_msg(run->status == (int)outcome, "it ended with %d, not %d:\n%s\n%s", run->status, (int)outcome,
		run->said, run->noted);
}

static void expect_text(const struct run *run, const char *text)
{
	ck_assert_msg(strstr(run->said, text) || strstr(run->noted, text), "«%s» is missing in:\n%s\n%s", text,
		run->said, run->noted);
}

/* Dialogues with the demo, as they stand on standard output */

static const struct dialogue {
	const char *const arguments[8];
	const char *input;
	const char *lines; /* of the wire; NULL: not compared */
	const char *note;  /* on standard error; NULL: it stays empty */
	enum outcome outcome;
} dialogues[] = {
	{{"demo"}, "EHLO client.example\nNOOP\nQUIT",
		GREETING "!> EHLO client.example\n" EHLO_REPLY
			 "!> NOOP\n!< 250 2.0.0 Here I am\n!> QUIT\n!< 221 2.0.0 Bye\n",
		NULL, OUTCOME_FINE},
	/* Lines end with CR LF in the input as well. */
	{{"demo"}, "NOOP\r\nNOOP\r\n",
		GREETING "!> NOOP\n!< 250 2.0.0 Here I am\n!> NOOP\n!< 250 2.0.0 Here I am\n"
			 "!> QUIT  [automatic]\n!< 221 2.0.0 Bye\n",
		NULL, OUTCOME_FINE},
	{{"demo"}, "", GREETING "!> QUIT  [automatic]\n!< 221 2.0.0 Bye\n", NULL, OUTCOME_FINE},
	/* What begins with a colon is a line like any other. */
	{{"demo"}, ":quit\nQUIT\n",
		GREETING "!> :quit\n!< 500 5.5.2 That is no command here; HELP lists them\n!> QUIT\n!< 221 2.0.0 Bye\n",
		NULL, OUTCOME_FINE},
	{{"--commands", "demo"}, "::quit\n:quit\nNOOP\n",
		GREETING "!> :quit\n!< 500 5.5.2 That is no command here; HELP lists them\n"
			 "!> QUIT  [automatic]\n!< 221 2.0.0 Bye\n",
		"line 3 of the input", OUTCOME_PROTOCOL},
	/* What only a screen has. */
	{{"--commands", "demo"}, ":step on\nQUIT\n", GREETING "!> QUIT\n!< 221 2.0.0 Bye\n", ":step needs the screen",
		OUTCOME_FINE},
	/* Letters that other programs take for themselves. */
	{{"demo"},
		"EHLO client.example\nMAIL FROM:<a@example.org>\nRCPT TO:<anna@example.org>\nDATA\nSubject: Q\n\n"
		"Kind regards\nQ\nR1\n:quit\n.dot\n\n.\nQUIT\n",
		GREETING
		"!> EHLO client.example\n" EHLO_REPLY "!> MAIL FROM:<a@example.org>\n!< 250 2.1.0 Sender ok\n"
		"!> RCPT TO:<anna@example.org>\n!< 250 2.1.5 Recipient ok\n"
		"!> DATA\n!< 354 Go on, and end with a line that is a lone dot\n"
		"!> Subject: Q\n!> \n!> Kind regards\n!> Q\n!> R1\n!> :quit\n!> .dot  [dot-stuffed]\n!> \n!> .\n"
		"!< 250 2.0.0 Accepted, message 4 of the mailbox\n!> QUIT\n!< 221 2.0.0 Bye\n",
		NULL, OUTCOME_FINE},
	{{"--pipeline", "demo"},
		"EHLO x\nMAIL FROM:<a@example.org>\nRCPT TO:<anna@example.org>\nDATA\nx\n.\nNOOP\nQUIT\n",
		GREETING "!> EHLO x\n!> MAIL FROM:<a@example.org>\n!> RCPT TO:<anna@example.org>\n!> DATA\n" EHLO_REPLY
			 "!< 250 2.1.0 Sender ok\n!< 250 2.1.5 Recipient ok\n"
			 "!< 354 Go on, and end with a line that is a lone dot\n!> x\n!> .\n!> NOOP\n!> QUIT\n"
			 "!< 250 2.0.0 Accepted, message 4 of the mailbox\n!< 250 2.0.0 Here I am\n!< 221 2.0.0 Bye\n",
		NULL, OUTCOME_FINE},
	{{"demo"}, "EHLO x\nMAIL FROM:<a@example.org>\nRCPT TO:<anna@example.org>\nDATA\nhalf a message\n", NULL,
		"the input ended inside a message", OUTCOME_USAGE},
	{{"demo"}, "QUIT\nNOOP\n", GREETING "!> QUIT\n!< 221 2.0.0 Bye\n",
		"the connection is closed: line 2 of the input and what follows it were not sent", OUTCOME_PROTOCOL},
	{{"demo"}, "NOOP\na\rb\nNOOP\n",
		GREETING "!> NOOP\n!< 250 2.0.0 Here I am\n!> QUIT  [automatic]\n!< 221 2.0.0 Bye\n",
		"line 2 of the input: not sent", OUTCOME_USAGE},
	{{"demo:pop3"}, "RETR 1\nR1\nQUIT\n", NULL, NULL, OUTCOME_FINE},
	{{"demo:imap"}, "R1 NOOP\nC1 LOGOUT\n",
		"!< * OK mail.example.org IMAP4rev1 teaching server, ready\n"
		"!> R1 NOOP\n!< R1 OK Done\n!> C1 LOGOUT\n!< * BYE See you\n!< C1 OK Done\n",
		NULL, OUTCOME_FINE},
	{{"--starttls", "--fault", "refuse", "demo"}, "NOOP\n", NULL,
		"line 1 of the input and what follows it were not sent", OUTCOME_REFUSED},
	{{"--fault", "refuse", "demo"}, "EHLO client.example\nSTARTTLS\nNOOP\n",
		GREETING "!> EHLO client.example\n" EHLO_REPLY
			 "!> STARTTLS\n!< 454 4.7.0 TLS not available due to temporary reason\n"
			 "!> QUIT  [automatic]\n!< 221 2.0.0 Bye\n",
		"line 3 of the input and what follows it were not sent", OUTCOME_REFUSED},
	{{"--starttls", "--fault", "hide", "demo"}, "", NULL, NULL, OUTCOME_NOT_OFFERED},
	{{"--starttls", "--fault", "lie", "demo"}, "", NULL, NULL, OUTCOME_FINE},
	{{"--fault", "inject", "demo"}, "EHLO client.example\nSTARTTLS\nNOOP\n",
		GREETING "!> EHLO client.example\n" EHLO_REPLY "!> STARTTLS\n!< 220 2.0.0 Ready to start TLS\n",
		"line 3 of the input", OUTCOME_INJECTION},
	{{"--fault", "plain", "demo"}, "EHLO client.example\nSTARTTLS\n", NULL, NULL, OUTCOME_HANDSHAKE},
	{{"--fault", "cut", "demo"}, "EHLO client.example\nSTARTTLS\n", NULL, NULL, OUTCOME_HANDSHAKE},
	/* What was written for a message or an answer is not sent as commands. */
	{{"demo"}, "EHLO x\nDATA\nRSET\n.\nQUIT\n",
		GREETING "!> EHLO x\n" EHLO_REPLY
			 "!> DATA\n!< 503 5.5.1 A recipient first: RCPT TO:<anna@example.org>\n"
			 "!> QUIT  [automatic]\n!< 221 2.0.0 Bye\n",
		"the server refused line 2 of the input", OUTCOME_PROTOCOL},
	{{"demo"}, "EHLO x\nAUTH LOGIN\nYW5uYQ==\nc2VjcmV0\n", NULL, "the server refused line 2 of the input",
		OUTCOME_PROTOCOL},
	{{"--implicit-tls", "demo"}, "EHLO x\nAUTH PLAIN AHgAeQ==\nNOOP\n", NULL, NULL, OUTCOME_FINE},
	{{"--implicit-tls", "--starttls", "demo"}, "QUIT\n",
		"#< 220 mail.example.org ESMTP teaching server, ready\n#> QUIT\n#< 221 2.0.0 Bye\n",
		"nothing to ask for", OUTCOME_FINE},
	{{"--plain"}, "", "", "name a target", OUTCOME_USAGE},
};

START_TEST(dialogue)
{
	const struct dialogue *row = &dialogues[_i];
	struct run run;

	run_all(&run, row->input, row->arguments);
	expect(&run, row->outcome);
	if (row->lines)
		expect_lines(&run, row->lines);
	if (row->note)
		expect_text(&run, row->note);
	else
		ck_assert_str_eq(run.noted, "");
	run_done(&run);
}
END_TEST

/* The real cause is told. */
START_TEST(causes)
{
	static const struct {
		const char *const arguments[6];
		const char *cause;
	} rows[] = {
		{{"--starttls", "--fault", "refuse", "demo"},
			"!* the server refused STARTTLS: 454 4.7.0 TLS not available due to temporary reason"},
		{{"--starttls", "--fault", "hide", "demo"}, "!* the server does not offer STARTTLS"},
		{{"--starttls", "--fault", "inject", "demo"}, "24 bytes came in the clear after the server agreed"},
		{{"--starttls", "--fault", "plain", "demo"}, "in clear text: 500 5.5.2"},
		{{"--starttls", "--fault", "plain", "demo"}, "it had agreed to TLS before"},
		{{"--starttls", "--json", "--name", "other.example.org", "demo"}, "\"sni\":\"other.example.org\""},
		{{"--starttls", "--json", "--verify-hostname", "other.example.org", "demo"},
			"\"sni\":\"mail.example.org\""},
		{{"--starttls", "--verify-hostname", "other.example.org", "demo"}, "~* name: BAD: other.example.org"},
		{{"--starttls-proto", "imap", "--crlf", "demo"}, "~* TLS 1.3"},
		{{"--starttls", "--fault", "cut", "demo"}, "the connection ended after our ClientHello"},
		{{"--quiet", "--starttls", "--fault", "refuse", "demo"}, "the server refused STARTTLS: 454"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct run run;
		run_all(&run, "", rows[i].arguments);
		expect_text(&run, rows[i].cause);
		run_done(&run);
	}
}
END_TEST

START_TEST(upgraded_in_place)
{
	struct run run;

	run_all(&run, "EHLO client.example\nSTARTTLS\nNOOP\nQUIT\n", ARGUMENTS("demo"));
	expect(&run, OUTCOME_FINE);
	expect_lines(&run,
		GREETING "!> EHLO client.example\n" EHLO_REPLY "!> STARTTLS\n!< 220 2.0.0 Ready to start TLS\n"
			 "#> NOOP\n#< 250 2.0.0 Here I am\n#> QUIT\n#< 221 2.0.0 Bye\n");
	expect_text(&run, "~* certificate 1 of 2: mail.example.org, issued by");
	expect_text(&run, "~* chain: leads to starlit teaching root");
	expect_text(&run, "~* name: the certificate bears mail.example.org\n");
	expect_text(&run, "~* dates: valid for ");
	expect_text(&run, "~* revocation: not checked");
	run_done(&run);
}
END_TEST

START_TEST(starttls_first)
{
	struct run run;

	run_all(&run, "NOOP\n", ARGUMENTS("--starttls", "demo"));
	expect(&run, OUTCOME_FINE);
	const char *tls = strstr(run.said, "~* TLS 1.3");
	const char *noop = strstr(run.said, "#> NOOP\n#< 250 2.0.0 Here I am\n");
	ck_assert(tls && noop && tls < noop);
	run_done(&run);
}
END_TEST

/* A literal's octets, and the rest of its command, as they stand in the stream. */
START_TEST(literals)
{
	struct run run;

	run_all(&run, "a1 STARTTLS\na2 LOGIN {4}\nanna {6}\nsecret\na3 LOGOUT\n", ARGUMENTS("demo:imap"));
	expect(&run, OUTCOME_FINE);
	expect_text(
		&run, "#> a2 LOGIN {4}\n#< + go on\n#> anna\n#>  {6}\n#< + go on\n#> <6 bytes hidden>\n#> \n#< a2 OK");
	ck_assert_ptr_null(strstr(run.said, "secret"));
	run_done(&run);
}
END_TEST

START_TEST(quiet_is_quiet)
{
	static const char expected[] = "220 mail.example.org ESMTP teaching server, ready\r\n"
				       "250-mail.example.org greets you\r\n250-PIPELINING\r\n250-SIZE 1048576\r\n"
				       "250-STARTTLS\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250 CHUNKING\r\n"
				       "220 2.0.0 Ready to start TLS\r\n250 2.0.0 Here I am\r\n221 2.0.0 Bye\r\n";
	struct run run;

	run_all(&run, "EHLO client.example\nSTARTTLS\nNOOP\n", ARGUMENTS("-q", "demo"));
	expect(&run, OUTCOME_FINE);
	ck_assert_str_eq(run.said, expected);
	ck_assert_str_eq(run.noted, "");
	run_done(&run);
}
END_TEST

/* Every event is an object on a line of its own, the one that was typed too. */
START_TEST(objects)
{
	struct run run;

	run_all(&run, "NOOP\n", ARGUMENTS("--json", "demo"));
	expect(&run, OUTCOME_FINE);
	ck_assert_ptr_eq(strstr(run.said, "{\"starlit\":\"record\""), run.said);
	for (const char *line = run.said; *line; line = strchr(line, '\n') + 1)
		ck_assert_int_eq(*line, '{');
	expect_text(&run, "\"text\":\"NOOP\"");
	expect_text(&run, "\"kind\":\"closed\"");
	run_done(&run);
}
END_TEST

/* Over a socket */

static char ca[64];

static void make_folder(void)
{
	snprintf(ca, sizeof(ca), "/tmp/starlit-plain-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(ca));
	memcpy(ca + strlen(ca), "/ca.pem", sizeof("/ca.pem"));
}

static void drop_folder(void)
{
	unlink(ca);
	*strrchr(ca, '/') = 0;
	rmdir(ca);
}

START_TEST(certificates)
{
	static const struct {
		const char *name;
		bool trusted;
		enum outcome outcome;
		const char *cause;
	} rows[] = {
		{"mail.example.org", true, OUTCOME_FINE, "~* name: the certificate bears mail.example.org"},
		{"other.example.org", true, OUTCOME_NAME, "~* name: BAD: "},
		{"mail.example.org", false, OUTCOME_UNTRUSTED, "~* chain: BAD: "},
	};
	struct served served;

	make_folder();
	served_start(&served, "smtp", ARGUMENTS("smtp", "--save-ca", ca));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct run run;
		run_all(&run, "NOOP\nQUIT\n",
			ARGUMENTS("--starttls", rows[i].trusted ? "--ca" : "--trust", rows[i].trusted ? ca : "system",
				"--name", rows[i].name, served.target));
		expect(&run, rows[i].outcome);
		expect_text(&run, rows[i].cause);
		expect_text(&run, "#> NOOP\n#< 250 2.0.0 Here I am\n#> QUIT\n#< 221 2.0.0 Bye\n");
		run_done(&run);
	}
	served_stop(&served);
	drop_folder();
}
END_TEST

static void write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	ck_assert_int_eq(fclose(file), 0);
}

/* Signed by itself, and right in all else. */
START_TEST(self_signed)
{
	struct clock machine = clock_system();
	struct mint_recipe recipe = {
		.name = "mail.example.org", .now = clock_wall(&machine) / 1000000, .self_signed = true};
	struct tls_identity *identity = mint_identity(&recipe);
	char key[80];
	struct served served;
	struct run run;

	make_folder();
	snprintf(key, sizeof(key), "%s.key", ca);
	write_text(ca, mint_chain_pem(identity));
	write_text(key, mint_key_pem(identity));
	served_start(&served, "smtp", ARGUMENTS("smtp", "--cert", ca, "--key", key));
	run_all(&run, "NOOP\n", ARGUMENTS("--starttls", "--name", "mail.example.org", served.target));
	expect(&run, OUTCOME_UNTRUSTED);
	expect_text(&run, "~* chain: BAD: ");
	expect_text(&run, "#> NOOP\n#< 250 2.0.0 Here I am\n");
	run_done(&run);
	run_all(&run, "NOOP\n", ARGUMENTS("--starttls", "--ca", ca, "--name", "mail.example.org", served.target));
	expect(&run, OUTCOME_FINE);
	run_done(&run);
	served_stop(&served);
	unlink(key);
	drop_folder();
	mint_free(identity);
}
END_TEST

START_TEST(wrong_port)
{
	struct served served;
	struct run run;

	served_start(&served, "smtp", ARGUMENTS("smtp", "--implicit-tls"));
	run_all(&run, "NOOP\n", ARGUMENTS("--starttls", "--reply-timeout", "1", served.target));
	expect(&run, OUTCOME_LATE);
	expect_text(&run, "no greeting has come within 1");
	/* In a pipe there is nobody to wait on, or to give it up. */
	ck_assert_ptr_null(strstr(run.said, ":close"));
	expect_text(&run, "--implicit-tls");
	expect_text(&run, "line 1 of the input and what follows it were not sent");
	run_done(&run);
	served_stop(&served);

	served_start(&served, "smtp", ARGUMENTS("smtp"));
	run_all(&run, "NOOP\n", ARGUMENTS("--implicit-tls", served.target));
	expect(&run, OUTCOME_HANDSHAKE);
	expect_text(&run, "in clear text: 220 mail.example.org");
	expect_text(&run, "this port begins in the clear: leave --implicit-tls");
	run_done(&run);
	served_stop(&served);

	/* Nobody listens there any more. */
	run_all(&run, "NOOP\n", ARGUMENTS(served.target));
	expect(&run, OUTCOME_UNREACHED);
	run_done(&run);
}
END_TEST

/* A password goes out in the clear only when that was said. */
START_TEST(secrets)
{
	struct served served;
	struct run run;

	served_start(&served, "imap", ARGUMENTS("imap"));
	run_all(&run, "a1 NOOP\na2 LOGIN anna secret\na3 NOOP\n", ARGUMENTS(served.target));
	expect(&run, OUTCOME_USAGE);
	expect_text(&run, "line 2 of the input was not sent");
	ck_assert_ptr_null(strstr(run.said, "LOGIN"));
	ck_assert_ptr_null(strstr(run.said, "a3"));
	run_done(&run);

	run_all(&run, "a2 LOGIN anna secret\n", ARGUMENTS("--secrets-in-clear", served.target));
	expect_text(&run, "!> a2 LOGIN anna <6 bytes hidden>\n");
	ck_assert_ptr_null(strstr(run.said, "secret"));
	run_done(&run);
	served_stop(&served);
}
END_TEST

enum { BODY_LINES = 20000 };

/* More than any buffer on the way takes at once, to a server and from a reader that has to wait. */
START_TEST(long_message)
{
	static const char envelope[] = "EHLO x\nMAIL FROM:<a@example.org>\nRCPT TO:<anna@example.org>\nDATA\n";
	struct served served;
	struct run run;
	char line[64];
	size_t found = 0;

	served_start(&served, "smtp", ARGUMENTS("smtp"));
	run_start(&run, ARGUMENTS(served.target));
	run_feed(&run, envelope, sizeof(envelope) - 1);
	for (int i = 0; i < BODY_LINES; i++) {
		int len = snprintf(line, sizeof(line), "line %d of a long message\n", i);
		run_feed(&run, line, (size_t)len);
	}
	run_feed(&run, ".\nQUIT\n", 7);
	run_end_input(&run);
	run_finish(&run);
	expect(&run, OUTCOME_FINE);
	for (const char *at = run.said; (at = strstr(at, "!> line ")); at++)
		ck_assert_uint_eq(strtoul(at + 8, NULL, 10), found++);
	ck_assert_uint_eq(found, BODY_LINES);
	expect_text(&run, "!< 250 2.0.0 Accepted");
	run_done(&run);
	served_stop(&served);
}
END_TEST

/* Ends */

START_TEST(interrupted)
{
	struct run run;

	run_start(&run, ARGUMENTS("demo"));
	run_wait(&run, GREETING);
	kill(run.pid, SIGINT);
	run_finish(&run);
	expect(&run, OUTCOME_INTERRUPTED);
	expect_text(&run, "!> QUIT  [automatic]\n!< 221 2.0.0 Bye\n");
	run_done(&run);
}
END_TEST

/* A server that says nothing is not waited for. */
START_TEST(interrupted_while_waiting)
{
	struct served served;
	struct run run;

	served_start(&served, "smtp", ARGUMENTS("smtp", "--implicit-tls"));
	run_start(&run, ARGUMENTS(served.target));
	run_wait(&run, "!* connected to ");
	kill(run.pid, SIGTERM);
	run_finish(&run);
	expect(&run, OUTCOME_INTERRUPTED);
	run_done(&run);
	served_stop(&served);
}
END_TEST

START_TEST(nobody_reads)
{
	struct run run;

	run_start(&run, ARGUMENTS("demo"));
	run_wait(&run, GREETING);
	close(run.out);
	run.out = -1;
	run_feed(&run, "NOOP\nNOOP\n", 10);
	run_finish(&run);
	expect(&run, OUTCOME_INTERRUPTED);
	ck_assert_str_eq(run.noted, "");
	run_done(&run);
}
END_TEST

/* Lines wait in the pipe until their turn: each is answered before the next is sent. */
START_TEST(as_a_coprocess)
{
	struct run run;

	run_start(&run, ARGUMENTS("demo"));
	run_wait(&run, GREETING);
	run_feed(&run, "EHLO client.example\nNO", 22);
	run_wait(&run, "250 CHUNKING\n");
	run_feed(&run, "OP\n", 3);
	run_wait(&run, "!> NOOP\n!< 250 2.0.0 Here I am\n");
	run_end_input(&run);
	run_finish(&run);
	expect(&run, OUTCOME_FINE);
	run_done(&run);
}
END_TEST

/* The bytes of the first ClientHello among events as JSON; 0: there is none. */
static unsigned long hello_length(const char *events)
{
	const char *hello = strstr(events, "\"kind\":\"tls-message\"");
	const char *length = hello ? strstr(hello, "\"length\":") : NULL;

	return length ? strtoul(length + strlen("\"length\":"), NULL, 10) : 0;
}

START_TEST(small_hello)
{
	struct run run;

	run_all(&run, "STARTTLS\n", ARGUMENTS("--commands", "--json", "demo"));
	unsigned long usual = hello_length(run.said);
	run_done(&run);
	run_all(&run, ":reconnect small\nNOOP\n", ARGUMENTS("--commands", "--json", "demo"));
	unsigned long small = hello_length(run.said);
	run_done(&run);
	ck_assert_uint_gt(small, 0);
	ck_assert_uint_lt(small, usual);
}
END_TEST

START_TEST(page_saved)
{
	char folder[] = "/tmp/starlit-test-XXXXXX", path[64], input[200], page[4096] = "";
	struct run run;
	struct stat status;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/s.html", folder);
	snprintf(input, sizeof(input), "EHLO x\n:save %s\n:save %s\n", path, path);
	run_all(&run, input, ARGUMENTS("--commands", "demo"));
	ck_assert_ptr_nonnull(strstr(run.noted, "the page was written to"));
	ck_assert_ptr_nonnull(strstr(run.noted, "it exists already"));
	run_done(&run);
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(fstat(fileno(file), &status), 0);
	ck_assert_uint_eq(status.st_mode & 0777, 0600);
	ck_assert_uint_gt(fread(page, 1, sizeof(page) - 1, file), 100);
	fclose(file);
	ck_assert_int_eq(strncmp(page, "<!DOCTYPE html>", 15), 0);
	ck_assert_ptr_nonnull(strstr(page, "SMTP with mail.example.org"));
	unlink(path);
	rmdir(folder);
}
END_TEST

/* A server that has offered STARTTLS and does not any more is not one that never did. */
START_TEST(remembered)
{
	char state[] = "/tmp/starlit-test-XXXXXX", path[100], line[100], read[100] = "";
	struct served served;
	struct run run;
	struct stat status;

	ck_assert_ptr_nonnull(mkdtemp(state));
	setenv("XDG_STATE_HOME", state, 1);
	served_start(&served, "smtp", ARGUMENTS("smtp"));
	run_all(&run, "EHLO x\n", ARGUMENTS("--no-memory", served.target));
	run_done(&run);
	snprintf(path, sizeof(path), "%s/starlit/starttls", state);
	ck_assert_int_eq(stat(path, &status), -1);
	run_all(&run, "EHLO x\n", ARGUMENTS(served.target));
	ck_assert_ptr_null(strstr(run.said, "F-STRIPPED"));
	run_done(&run);
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(fstat(fileno(file), &status), 0);
	ck_assert_uint_eq(status.st_mode & 0777, 0600);
	snprintf(line, sizeof(line), "smtp 127.0.0.1 %u\n", served.port);
	ck_assert_ptr_nonnull(fgets(read, sizeof(read), file));
	fclose(file);
	ck_assert_str_eq(read, line);
	served_stop(&served);
	served_start_on(&served, "smtp", served.port, ARGUMENTS("smtp", "--fault", "hide"));
	run_all(&run, "EHLO x\n", ARGUMENTS(served.target));
	ck_assert_ptr_nonnull(strstr(run.said, "F-STRIPPED.expected"));
	run_done(&run);
	run_all(&run, "EHLO x\n", ARGUMENTS("--no-memory", served.target));
	ck_assert_ptr_null(strstr(run.said, "F-STRIPPED.expected"));
	run_done(&run);
	run_all(&run, "", ARGUMENTS("check", served.target));
	ck_assert_ptr_nonnull(strstr(run.said, "F-STRIPPED.expected"));
	run_done(&run);
	served_stop(&served);
	unlink(path);
	snprintf(path, sizeof(path), "%s/starlit", state);
	rmdir(path);
	rmdir(state);
	unsetenv("XDG_STATE_HOME");
}
END_TEST

int main(void)
{
	static const TTest *const *const tests[] = {&causes, &upgraded_in_place, &starttls_first, &literals,
		&quiet_is_quiet, &objects, &certificates, &self_signed, &wrong_port, &secrets, &long_message,
		&interrupted, &interrupted_while_waiting, &nobody_reads, &as_a_coprocess, &page_saved, &remembered,
		&small_hello};
	Suite *suite = suite_create("plain");
	TCase *tcase = tcase_create("plain");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, dialogue, 0, sizeof(dialogues) / sizeof(dialogues[0]));
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tcase, *tests[i]);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

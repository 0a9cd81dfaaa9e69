/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_lessons: every lesson that is shipped can be done from its first step to its closing words, as somebody would who
 * does what it says.
 */
#include "../check_main.h"
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 40 };

/*
 * What is typed for each step. "=3": step 3 is the present one now; "?y": the key answers a question; "*TEXT": the screen
 * shows it.
 */
static const struct script {
	const char *name;
	const char *lines[LINES_MAX];
} scripts[] = {
	{"smtp-starttls", {"EHLO client.example.org", "=2", "STARTTLS", "=3", ":next", "=4", ":next", "=5",
				  "MAIL FROM:<you@example.net>", "=6", "RCPT TO:<anna@example.org>", "=7", "DATA",
				  "Subject: hello", "", "hello", ".", "=8", "QUIT"}},
	{"imap-starttls",
		{"CAPABILITY", "=2", "LOGIN me wrong", "?y", "?y", "=3", "STARTTLS", "=4", "LOGIN anna secret", "=5",
			"SELECT INBOX", "=6", "FETCH 1 BODY[HEADER]", "=7", "LOGOUT"}},
	{"pop3-starttls", {"CAPA", "=2", "STLS", "=3", "USER anna", "=4", "PASS secret", "=5", "LIST", "=6", "QUIT"}},
	{"stripped", {"EHLO client.example.org", "*XXXXXXXA", "=2", "STARTTLS", "=3", ":findings",
			     "*F-STRIPPED.lookalike", ":next", "=4", ":reconnect", "EHLO client.example.org", "=5",
			     "STARTTLS", "=6", ":reconnect", ":starttls"}},
	{"refused", {"EHLO client.example.org", "=2", "STARTTLS", "=3", ":explain 454", "*Temporarily not possible",
			    ":next", "=4", "MAIL FROM:<you@example.net>", "=5", ":reconnect", ":starttls", "=6",
			    "MAIL FROM:<you@example.net>"}},
	{"response-injection", {"EHLO client.example.org", "=2", "STARTTLS", "*this line was injected", "=3",
				       ":findings", "*F-RESP-INJECT", ":next", "=4", ":reconnect", ":starttls", "=5",
				       ":reconnect", ":starttls", "=6", ":reconnect", ":starttls"}},
	{"command-injection", {"EHLO client.example.org", "=2", ":test injection", "?y", "=3", ":reconnect",
				      "EHLO client.example.org", "=4", ":test injection", "?y", "=5"}},
	{"smuggling", {"EHLO client.example.org", "=2", "MAIL FROM:<you@example.org>", "=3",
			      "RCPT TO:<anna@example.org>", "=4", ":test smuggling", "?y", "=5", ":reconnect",
			      "EHLO client.example.org", "*250 CHUNKING", "MAIL FROM:<you@example.org>", "*Sender ok",
			      "RCPT TO:<anna@example.org>", "=6", ":test smuggling", "?y", "*CR . CR follows"}},
	{"password-in-clear", {"CAPA", "=2", "USER anna", "=3", "PASS secret", "?y", "?y", "=4", ":reconnect", "STLS",
				      "=5", "USER anna", "=6", "PASS secret", "=7", "QUIT"}},
	{"preauth", {"STARTTLS", "=2", "CAPABILITY", "=3", "SELECT INBOX", "=4", ":findings", "*F-PREAUTH", ":next",
			    "=5", ":reconnect", "STARTTLS", "=6", "LOGOUT"}},
	{"expired", {":starttls", "=2", ":next", "=3", ":findings", "*F-CERT.expired", ":next", "=4", ":reconnect",
			    ":starttls", "=5", ":reconnect", ":starttls"}},
	{"self-signed", {":starttls", "=2", "*When you have, type :next", ":next", "=3",
				"*Type :pins (then type :next)", ":pins", "*SHA-256 of each key", ":next", "=4",
				":tlsa", "*IN TLSA 3 1 1", ":next", "=5", ":reconnect", ":starttls"}},
	{"wrong-name", {":starttls", "*www.example.net", "=2", ":next", "=3", ":next", "=4", ":reconnect", ":starttls",
			       "=5", ":reconnect", ":starttls"}},
	{"incomplete-chain", {":starttls", "=2", ":next", "=3", ":findings", "*F-CERT.incomplete", ":next", "=4",
				     ":reconnect", ":starttls", "=5", ":next"}},
	{"tls-versions", {":starttls", "*TLS 1.2", "=2", ":next", "=3", ":reconnect", ":starttls", "*TLS 1.3", "=4",
				 ":next", "=5", "QUIT"}},
	{"hello-retry", {":starttls", "=2", ":next", "=3", ":next", "=4", ":findings", "*F-HELLO-RETRY", ":next", "=5",
				":reconnect", ":starttls"}},
	{"client-certificate",
		{":starttls", "=2", ":next", "=3", ":reconnect", ":starttls", "*certificate_required", "=4",
			":reconnect", ":starttls", "*decode_error", "=5", ":reconnect", ":starttls"}},
	{"alerts", {":starttls", "*(40, fatal)", "=2", ":explain handshake_failure", "*found no set of parameters",
			   ":next", "=3", ":reconnect", ":starttls", "*(40, fatal)", "=4", ":reconnect", ":starttls",
			   "=5", "QUIT"}},
	{"resumption", {":starttls", "=2", ":resume", "=3", ":next", "=4", ":reconnect", ":starttls", "=5", "QUIT"}},
	{"truncation", {":starttls", "=2", "QUIT", "=3", ":reconnect", ":starttls", "=4", "QUIT", "=5", ":next"}},
	{"wrong-port-implicit", {"EHLO client.example.org", "=2", ":next", "=3", ":reconnect", "=4",
					"EHLO client.example.org", "=5", "QUIT"}},
	{"wrong-port-starttls", {":next", "=2", ":findings", "*F-WRONGPORT", ":next", "=3", ":reconnect", "=4",
					":starttls", "=5", "QUIT"}},
};
enum { SCRIPTS = sizeof(scripts) / sizeof(scripts[0]) };

static void do_line(struct pty *pty, const char *line)
{
	char text[40];

	switch (line[0]) {
	case '=':
		snprintf(text, sizeof(text), "step %s of ", line + 1);
		pty_wait(pty, text);
		return;
	case '*': pty_wait(pty, line + 1); return;
	case '?':
		pty_sync(pty);
		pty_type(pty, line + 1);
		return;
	default: pty_sync(pty); pty_line(pty, line);
	}
}

static void run(const struct script *script)
{
	struct pty pty;

	printf("%s\n", script->name);
	pty_start(&pty, 40, 100, (const char *const[]){"demo", "--lesson", script->name, NULL});
	pty_wait(&pty, "step 1 of ");
	for (const char *const *line = script->lines; *line; line++)
		do_line(&pty, *line);
	pty_wait(&pty, "The lesson is finished.");
	pty_wait(&pty, ":lesson ");
	pty_sync(&pty);
	pty_line(&pty, ":quit");
	pty_wait_end(&pty);
	pty_done(&pty);
}

START_TEST(each_has_a_script)
{
	struct pty pty;
	size_t count = 0;

	pty_start(&pty, 50, 100, (const char *const[]){"demo", "--lessons", NULL});
	pty_wait_end(&pty);
	for (const char *line = pty.stream, *end; (end = strchr(line, '\n')); line = end + 1, count++) {
		size_t len = strcspn(line, " ");
		ck_assert_msg(count < SCRIPTS, "there are more lessons than scripts here");
		ck_assert_msg(strlen(scripts[count].name) == len && !strncmp(line, scripts[count].name, len),
			"no script here for %.30s", line);
	}
	ck_assert_uint_eq(count, SCRIPTS);
	pty_done(&pty);
}
END_TEST

START_TEST(from_start_to_end)
{
	const char *only = getenv("LESSON");

	for (size_t i = 0; i < SCRIPTS; i++)
		if (!only || !strcmp(only, scripts[i].name))
			run(&scripts[i]);
}
END_TEST

/* In line mode the lesson is lines; a newcomer is told where to begin; a lesson can be begun, left and ended. */
START_TEST(in_line_mode)
{
	struct pty pty;

	pty_start(&pty, 60, 110, (const char *const[]){"--plain", "demo", NULL});
	pty_wait(&pty, "new here? :lesson smtp-starttls leads you through it");
	pty_line(&pty, ":next");
	pty_wait(&pty, ":next goes on in a lesson");
	pty_line(&pty, ":lesson nothing");
	pty_wait(&pty, "there is none of that name");
	pty_line(&pty, ":lesson");
	pty_wait(&pty, "wrong-port-starttls");
	pty_type(&pty, ":lesson refu\t");
	pty_wait(&pty, ":lesson refused");
	pty_line(&pty, "");
	pty_wait(&pty, "!* Step 1 of 6: Type EHLO");
	pty_line(&pty, ":next");
	pty_wait(&pty, "ticked off by itself");
	pty_line(&pty, "EHLO x");
	pty_wait(&pty, "!* Step 1 is done.");
	pty_wait(&pty, "!* Step 2 of 6:");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "!* Step 3 of 6:");
	pty_line(&pty, ":connect demo:imap");
	pty_wait(&pty, "!* The lesson is over.");
	pty_wait(&pty, "IMAP4rev1");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "b1 OK Done");
	/* Whoever connects too early is told, and others are not. */
	pty_line(&pty, ":lesson stripped");
	pty_wait(&pty, "Step 1 of ");
	pty_line(&pty, ":reconnect");
	pty_wait(&pty, "if step 1 meant the one before");
	pty_line(&pty, ":lesson wrong-port-starttls");
	pty_wait(&pty, "Step 1 of 5:");
	pty_line(&pty, ":reconnect");
	pty_wait(&pty, "220 mail.example.org");
	ck_assert_ptr_null(strstr(pty.stream, "if step 2"));
	pty_line(&pty, ":lesson off");
	pty_wait(&pty, "The server stays as it was");
	pty_line(&pty, ":quit");
	pty_wait_end(&pty);
	pty_done(&pty);
}
END_TEST

/* The first lesson stands below the demo. */
START_TEST(from_the_start_screen)
{
	struct pty pty;

	pty_start(&pty, 24, 80, (const char *const[]){NULL});
	pty_wait(&pty, "> demo");
	pty_type(&pty, "\033[B");
	pty_wait(&pty, "> Your first STARTTLS (SMTP)");
	pty_line(&pty, "");
	pty_wait(&pty, "step 1 of 8");
	pty_line(&pty, ":quit");
	pty_wait_end(&pty);
	pty_done(&pty);
}
END_TEST

CHECK_MAIN("lessons", from_the_start_screen, each_has_a_script, in_line_mode, from_start_to_end)

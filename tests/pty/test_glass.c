/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_glass: TLS as a person looks at it: the ladder, a message opened, new keys, a resumed session, the end.
 */
#include "../check_main.h"
#include "harness.h"

#include <stdio.h>
#include <string.h>

static void start_inside_tls(struct pty *pty, int rows, int cols)
{
	static const char *const arguments[] = {"demo", "smtp", NULL};

	pty_start(pty, rows, cols, arguments);
	pty_wait(pty, "220 mail.example.org");
	pty_line(pty, ":starttls");
	pty_wait(pty, "EHLO [127.0.0.1]  [automatic]");
	pty_wait(pty, "AUTH PLAIN LOGIN");
}

START_TEST(ladder_and_message)
{
	static const char *const rungs[] = {"connect", "220 greeting", "EHLO", "STARTTLS", "flight 1: client",
		"ClientHello", "flight 2: server", "EncryptedExtensions", "Finished", "TLS is up, after",
		"NewSessionTicket"};
	struct pty pty;

	start_inside_tls(&pty, 40, 130);
	pty_type(&pty, "\0335");
	for (size_t i = 0; i < sizeof(rungs) / sizeof(rungs[0]); i++)
		pty_wait(&pty, rungs[i]);
	/* F6 twice: the panel; Home, and seven rows down stands the ClientHello. */
	pty_type(&pty, "\033[17~\033[17~\033[H");
	for (int i = 0; i < 7; i++)
		pty_type(&pty, "\033[B");
	pty_type(&pty, "\r");
	pty_wait(&pty, "cipher suite: 0x1302 TLS_AES_256_GCM_SHA384");
	pty_wait(&pty, "0000  01 00");
	pty_type(&pty, "\033");
	pty_sync(&pty);
	ck_assert(!pty_shows(&pty, "cipher suite: 0x1302"));
	pty_done(&pty);
}
END_TEST

/* On a small screen, too, what happens comes into sight by itself. */
START_TEST(new_keys)
{
	struct pty pty;

	start_inside_tls(&pty, 24, 80);
	pty_type(&pty, "\0335");
	pty_line(&pty, ":rekey both");
	pty_wait(&pty, "what we send has new keys");
	pty_wait(&pty, "KeyUpdate");
	pty_line(&pty, "NOOP");
	pty_wait(&pty, "Here I am");
	pty_line(&pty, ":renegotiate");
	pty_wait(&pty, "TLS 1.3 has no renegotiation");
	pty_done(&pty);
}
END_TEST

START_TEST(resumed)
{
	struct pty pty;

	start_inside_tls(&pty, 40, 130);
	pty_type(&pty, "\0332");
	pty_line(&pty, ":resume");
	pty_wait(&pty, "The session before -> this one");
	pty_wait(&pty, "we closed the connection");
	pty_wait(&pty, "resumed    no -> yes");
	pty_wait(&pty, "PSK with ECDHE");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_type(&pty, "\0333");
	pty_wait(&pty, "Resumed: shown when the session began");
	pty_line(&pty, "NOOP");
	pty_wait(&pty, "Here I am");
	pty_done(&pty);
}
END_TEST

START_TEST(closed_properly)
{
	struct pty pty;

	start_inside_tls(&pty, 40, 130);
	pty_type(&pty, "\0335");
	pty_line(&pty, ":close-notify");
	pty_wait(&pty, "closed with close_notify");
	pty_line(&pty, ":rekey");
	pty_wait(&pty, "there is no connection");
	pty_done(&pty);
}
END_TEST

START_TEST(ladder_to_keep)
{
	struct pty pty;
	char path[128], command[160], text[8192] = "";

	start_inside_tls(&pty, 40, 130);
	snprintf(path, sizeof(path), "%s/ladder", pty.home);
	snprintf(command, sizeof(command), ":ladder %s", path);
	pty_line(&pty, command);
	pty_wait(&pty, "the ladder was written");
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_gt(fread(text, 1, sizeof(text) - 1, file), 100);
	fclose(file);
	ck_assert_msg(!strncmp(text, "mail.example.org, SMTP, 20", 26), "%s", text);
	ck_assert_ptr_nonnull(strstr(text, "── ClientHello ─"));
	ck_assert_ptr_nonnull(strstr(text, "══ Finished ═"));
	ck_assert_ptr_null(strchr(text, '\033'));
	pty_done(&pty);
}
END_TEST

CHECK_MAIN("glass", ladder_and_message, new_keys, resumed, closed_properly, ladder_to_keep)

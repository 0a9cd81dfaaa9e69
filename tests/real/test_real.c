/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_real: whole sessions against the distribution's Postfix and Dovecot, typed through a pseudo-terminal.
 *
 * The servers are started by tests/real/servers in a folder of their own; where that is not possible the whole program is
 * skipped with the script's word for it (exit status 77).
 */
#include "../check_main.h"
#include "harness.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64];
static char ca[96];
static char recording[128]; /* of the last session begun with start */

static int servers(const char *verb)
{
	int status = 0;
	pid_t pid = fork();

	if (!pid) {
		execl(STARLIT_SERVERS, "servers", verb, folder, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static int port(const char *name)
{
	char path[96], text[512] = "", key[32];

	snprintf(path, sizeof(path), "%s/ports", folder);
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	size_t got = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[got] = 0;
	snprintf(key, sizeof(key), "%s=", name);
	const char *at = strstr(text, key);
	ck_assert_ptr_nonnull(at);
	return (int)strtol(at + strlen(key), NULL, 10);
}

static void start(struct pty *pty, const char *scheme, const char *name)
{
	char target[64];
	const char *const arguments[] = {
		"--ca", ca, "--name", "mail.example.test", "--record", recording, target, NULL};

	snprintf(recording, sizeof(recording), "%s/%s-%d.jsonl", folder, name, (int)getpid());
	snprintf(target, sizeof(target), "%s://127.0.0.1:%d", scheme, port(name));
	pty_start(pty, 40, 120, arguments);
}

static void leave(struct pty *pty)
{
	pty_line(pty, ":quit");
	pty_wait_end(pty);
	ck_assert(WIFEXITED(pty->status) && WEXITSTATUS(pty->status) == 0);
	pty_done(pty);
}

/* With the distribution's settings and a good certificate nothing is to be found that is worth more than a note. */
static void expect_no_alarm(void)
{
	FILE *file = fopen(recording, "r");
	size_t size = 0, lines = 0;
	char *line = NULL;

	ck_assert_ptr_nonnull(file);
	for (; getline(&line, &size, file) > 0; lines++)
		if (strstr(line, "\"kind\":\"finding\""))
			ck_assert_msg(strstr(line, "\"rank\":\"note\"") != NULL, "a false alarm: %s", line);
	free(line);
	fclose(file);
	ck_assert_uint_gt(lines, 20);
}

static void quit(struct pty *pty)
{
	leave(pty);
	expect_no_alarm();
}

/* The one mail of anna's mailbox, which has arrived. */
static char *delivered(void)
{
	char path[128], file[512];
	char *text = calloc(1, 65536);

	snprintf(path, sizeof(path), "%s/mail/anna/Maildir/new", folder);
	DIR *mails = opendir(path);
	ck_assert_ptr_nonnull(mails);
	for (struct dirent *entry = readdir(mails); entry; entry = readdir(mails)) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);
		FILE *mail = fopen(file, "r");
		ck_assert_ptr_nonnull(mail);
		ck_assert_uint_gt(fread(text, 1, 65535, mail), 0);
		fclose(mail);
	}
	closedir(mails);
	return text;
}

/* Somebody who waits for mail: IDLE tells when it has come. EXAMINE leaves the mail new. */
static void wait_for_mail(struct pty *pty)
{
	start(pty, "imaps", "IMAPS");
	pty_wait(pty, "* OK");
	pty_line(pty, "LOGIN anna secret");
	pty_wait(pty, "a1 OK");
	pty_line(pty, "EXAMINE INBOX");
	pty_wait(pty, "a2 OK");
	pty_line(pty, "IDLE");
	pty_wait(pty, "+ idling");
}

START_TEST(smtp_mail_arrives_byte_for_byte)
{
	static const char *const body[] = {"Subject: by hand", "", ".", "..", ".dot", ":quit", "R", "Q",
		"RCPT TO:<x@example.test>", "Kind regards", "::double", "K"};
	static const char expected[] = "Subject: by hand\n";
	static const char tail[] = "\n\n..\n.dot\n:quit\nR\nQ\nRCPT TO:<x@example.test>\nKind regards\n::double\nK\n";
	struct pty pty, reader;

	wait_for_mail(&reader);
	start(&pty, "smtp", "SMTP");
	pty_wait(&pty, "220 mail.example.test ESMTP Postfix");
	pty_line(&pty, "EHLO client.example.test");
	pty_wait(&pty, "250 CHUNKING");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "TLS 1.3");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_wait(&pty, "client.example.test  [automatic]");
	pty_line(&pty, "MAIL FROM:<a@example.test>");
	pty_wait(&pty, "250 2.1.0 Ok");
	pty_line(&pty, "RCPT TO:<anna@example.test>");
	pty_wait(&pty, "250 2.1.5 Ok");
	pty_line(&pty, "DATA");
	pty_wait(&pty, "message until a lone .>");
	for (size_t i = 0; i < sizeof(body) / sizeof(body[0]); i++)
		if (strcmp(body[i], ".") != 0)
			pty_line(&pty, body[i]);
	pty_line(&pty, ".");
	pty_wait(&pty, "250 2.0.0 Ok: queued");
	quit(&pty);
	pty_wait(&reader, "* 1 EXISTS");
	pty_done(&reader);
	char *mail = delivered();
	ck_assert_msg(strstr(mail, expected) != NULL, "no subject in:\n%s", mail);
	ck_assert_msg(strlen(mail) > strlen(tail) && !strcmp(mail + strlen(mail) - strlen(tail), tail),
		"not byte for byte:\n%s", mail);
	free(mail);
}
END_TEST

START_TEST(submission_with_auth)
{
	struct pty pty;

	start(&pty, "smtp", "SUBMISSION");
	pty_wait(&pty, "220 mail.example.test");
	pty_line(&pty, ":starttls");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_wait(&pty, "AUTH PLAIN LOGIN");
	pty_line(&pty, "AUTH PLAIN AGFubmEAc2VjcmV0");
	pty_wait(&pty, "235 2.7.0");
	pty_sync(&pty);
	ck_assert(pty_shows(&pty, "AUTH PLAIN <16 bytes hidden>"));
	ck_assert(!pty_shows(&pty, "AGFubmEA"));
	quit(&pty);
}
END_TEST

START_TEST(submission_with_login_answers)
{
	struct pty pty;

	start(&pty, "smtps", "SMTPS");
	pty_wait(&pty, "220 mail.example.test");
	pty_line(&pty, "EHLO client.example.test");
	pty_wait(&pty, "250 CHUNKING");
	pty_line(&pty, "AUTH LOGIN");
	pty_wait(&pty, "secret (not shown, not kept)>");
	pty_line(&pty, "YW5uYQ==");
	pty_wait(&pty, "UGFzc3dvcmQ6");
	pty_line(&pty, "c2VjcmV0");
	pty_wait(&pty, "235 2.7.0");
	ck_assert(!pty_shows(&pty, "c2VjcmV0"));
	quit(&pty);
}
END_TEST

static void imap_dialogue(struct pty *pty)
{
	pty_line(pty, "z9 LOGIN anna secret");
	pty_wait(pty, "z9 OK");
	pty_line(pty, "SELECT INBOX");
	pty_wait(pty, "SELECT");
	pty_wait(pty, "UIDVALIDITY");
	pty_line(pty, "LIST \"\" *");
	pty_wait(pty, "OK List completed");
	pty_line(pty, "IDLE");
	pty_wait(pty, "+ idling");
	pty_line(pty, "DONE");
	pty_wait(pty, "OK Idle completed");
	pty_line(pty, "LOGOUT");
	pty_wait(pty, "* BYE");
}

START_TEST(imap_starttls)
{
	struct pty pty;

	start(&pty, "imap", "IMAP");
	pty_wait(&pty, "* OK");
	pty_line(&pty, "a1 STARTTLS");
	pty_wait(&pty, "verify: 4 of 5 good");
	imap_dialogue(&pty);
	quit(&pty);
}
END_TEST

START_TEST(imap_implicit)
{
	struct pty pty;

	start(&pty, "imaps", "IMAPS");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_wait(&pty, "* OK");
	imap_dialogue(&pty);
	quit(&pty);
}
END_TEST

static void pop3_dialogue(struct pty *pty)
{
	pty_line(pty, "USER anna");
	pty_wait(pty, "USER anna");
	pty_line(pty, "PASS secret");
	pty_wait(pty, "+OK Logged in.");
	pty_line(pty, "STAT");
	pty_wait(pty, "STAT");
	pty_line(pty, "QUIT");
	pty_wait(pty, "+OK Logging out");
}

START_TEST(pop3_starttls)
{
	struct pty pty;

	start(&pty, "pop3", "POP3");
	pty_wait(&pty, "+OK Dovecot");
	pty_line(&pty, "STLS");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_wait(&pty, "SASL PLAIN LOGIN");
	pop3_dialogue(&pty);
	quit(&pty);
}
END_TEST

START_TEST(pop3_implicit)
{
	struct pty pty;

	start(&pty, "pop3s", "POP3S");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_wait(&pty, "+OK Dovecot");
	pop3_dialogue(&pty);
	quit(&pty);
}
END_TEST

START_TEST(lmtp_one_reply_a_recipient)
{
	struct pty pty;

	start(&pty, "lmtp", "LMTP");
	pty_wait(&pty, "220");
	pty_line(&pty, "LHLO client.example.test");
	pty_wait(&pty, "250");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_wait(&pty, "LHLO client.example.test  [automatic]");
	pty_line(&pty, "MAIL FROM:<a@example.test>");
	pty_wait(&pty, "250 2.1.0");
	pty_line(&pty, "RCPT TO:<bert@example.test>");
	pty_wait(&pty, "250 2.1.5");
	pty_line(&pty, "RCPT TO:<cora@example.test>");
	pty_wait(&pty, "RCPT TO:<cora");
	pty_line(&pty, "DATA");
	pty_wait(&pty, "message until a lone .>");
	pty_line(&pty, "Subject: two");
	pty_line(&pty, ".");
	pty_wait(&pty, "<bert@example.test>");
	pty_wait(&pty, "250 2.0.0 <cora@example.test>");
	quit(&pty);
}
END_TEST

START_TEST(sieve_starttls)
{
	struct pty pty;

	start(&pty, "sieve", "SIEVE");
	pty_wait(&pty, "OK \"Dovecot");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_line(&pty, "AUTHENTICATE \"PLAIN\" \"AGFubmEAc2VjcmV0\"");
	pty_wait(&pty, "OK \"Logged in.\"");
	pty_line(&pty, "PUTSCRIPT \"keep\" {7+}");
	pty_wait(&pty, "literal, 7 octets left>");
	pty_line(&pty, "keep;");
	pty_wait(&pty, "TLS sieve>");
	pty_line(&pty, "");
	pty_wait(&pty, "PUTSCRIPT completed");
	pty_line(&pty, "LISTSCRIPTS");
	pty_wait(&pty, "\"keep\"");
	pty_line(&pty, "LOGOUT");
	quit(&pty);
}
END_TEST

START_TEST(wrong_name_and_wrong_port)
{
	struct pty pty;
	char target[64];
	const char *const arguments[] = {"--ca", ca, target, NULL};

	snprintf(target, sizeof(target), "imaps://127.0.0.1:%d", port("IMAPS"));
	pty_start(&pty, 40, 120, arguments);
	pty_wait(&pty, "verify: FAILED (1)");
	pty_wait(&pty, "127.0.0.1 is not among");
	leave(&pty);
	start(&pty, "imaps", "IMAP");
	pty_wait(&pty, "in clear text");
	leave(&pty);
	start(&pty, "imap", "SMTP");
	pty_wait(&pty, "this is an SMTP or LMTP");
	leave(&pty);
}
END_TEST

/* Postfix takes LF . LF for the end of a message unless it is told not to (CVE-2023-51764). */
START_TEST(smuggling)
{
	static const struct {
		const char *scheme, *port, *first, *says;
	} rows[] = {{"smtp", "SMTP", "queued as", "the server took LF . LF"},
		{"smtps", "SMTPS", "CR . CR follows", "takes none of 6 doubtful endings"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pty pty;
		start(&pty, rows[i].scheme, rows[i].port);
		pty_wait(&pty, "220 mail.example.test");
		pty_line(&pty, "EHLO client.example.test");
		pty_wait(&pty, "250 CHUNKING");
		pty_line(&pty, "MAIL FROM:<a@example.test>");
		pty_wait(&pty, "250 2.1.0 Ok");
		pty_line(&pty, "RCPT TO:<anna@example.test>");
		pty_wait(&pty, "250 2.1.5 Ok");
		pty_line(&pty, ":test smuggling");
		pty_wait(&pty, "Begin?");
		pty_type(&pty, "y");
		pty_wait(&pty, rows[i].first);
		pty_wait(&pty, rows[i].says);
		leave(&pty);
	}
}
END_TEST

static int run_all(void)
{
	const TTest *const tests[] = {smtp_mail_arrives_byte_for_byte, submission_with_auth,
		submission_with_login_answers, imap_starttls, imap_implicit, pop3_starttls, pop3_implicit,
		lmtp_one_reply_a_recipient, sieve_starttls, wrong_name_and_wrong_port, smuggling};

	return check_main("real servers", tests, sizeof(tests) / sizeof(tests[0]));
}

static void remove_folder(void)
{
	pid_t pid = fork();

	if (!pid) {
		execlp("rm", "rm", "-rf", "--", folder, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

int main(void)
{
	snprintf(folder, sizeof(folder), "/tmp/starlit-real-XXXXXX");
	if (!mkdtemp(folder))
		return EXIT_FAILURE;
	snprintf(ca, sizeof(ca), "%s/tls/root.pem", folder);
	int status = servers("start");
	if (!status) {
		status = run_all();
		servers("stop");
	}
	remove_folder();
	return status;
}

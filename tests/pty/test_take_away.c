/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_take_away: captures, key logs, certificates, records and pins as a person asks for them.
 */
#include "../check_main.h"
#include "harness.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct content {
	char data[65536];
	size_t len;
	unsigned mode;
};

static void read_home(const struct pty *pty, const char *name, struct content *content)
{
	char path[200];
	struct stat stat;

	snprintf(path, sizeof(path), "%s/%s", pty->home, name);
	FILE *stream = fopen(path, "r");
	ck_assert_msg(stream != NULL, "%s is not there", path);
	ck_assert_int_eq(fstat(fileno(stream), &stat), 0);
	content->mode = stat.st_mode & 0777;
	content->len = fread(content->data, 1, sizeof(content->data) - 1, stream);
	content->data[content->len] = 0;
	fclose(stream);
}

static size_t count(const struct content *content, const char *text)
{
	size_t found = 0;

	for (const char *at = content->data; (at = strstr(at, text)) != NULL; at++)
		found++;
	return found;
}

/* A command whose last word is a file in the program's home. */
static void line(struct pty *pty, const char *command, const char *name)
{
	char text[300];

	snprintf(text, sizeof(text), "%s %s/%s", command, pty->home, name);
	pty_line(pty, text);
}

/* A shell line that starts the program in its home. */
static void start_in_shell(struct pty *pty, const char *before, const char *arguments)
{
	char text[600];

	pty_start_shell(pty, 30, 100);
	snprintf(text, sizeof(text), "cd; %s %s %s; echo ended $?", before, STARLIT_PROGRAM, arguments);
	pty_line(pty, text);
}

/* Else the program would still be writing its history while its home is removed. */
static void end_in_shell(struct pty *pty)
{
	pty_line(pty, ":quit");
	pty_wait(pty, "ended 0");
	pty_done(pty);
}

static void start(struct pty *pty)
{
	static const char *const arguments[] = {"demo", "smtp", NULL};

	pty_start(pty, 30, 100, arguments);
	pty_wait(pty, "220 mail.example.org");
}

static void starttls(struct pty *pty)
{
	pty_line(pty, ":starttls");
	pty_wait(pty, "250 CHUNKING");
	pty_wait(pty, "verify: 4 of 5 good");
}

/* Whether the file is nothing but whole blocks, as it must be at any moment. */
static void expect_blocks(const struct content *content)
{
	static const char magic[] = {0x0a, 0x0d, 0x0d, 0x0a};
	size_t at = 0;

	ck_assert_uint_gt(content->len, 100);
	ck_assert_mem_eq(content->data, magic, 4);
	while (at < content->len) {
		const unsigned char *block = (const unsigned char *)content->data + at;
		ck_assert_uint_le(at + 12, content->len);
		at += (size_t)(block[4] | block[5] << 8 | block[6] << 16);
		ck_assert_uint_le(at, content->len);
		ck_assert_mem_eq(content->data + at - 4, block + 4, 4);
	}
}

START_TEST(key_log_by_variable)
{
	struct pty pty;
	struct content keys;

	start_in_shell(&pty, "umask 022; SSLKEYLOGFILE=$HOME/keys", "demo smtp");
	pty_wait(&pty, " KEY LOG ");
	pty_wait(&pty, "the secrets of TLS are written to");
	starttls(&pty);
	pty_wait(&pty, " KEY LOG ");
	read_home(&pty, "keys", &keys);
	ck_assert_uint_eq(keys.mode, 0600);
	/* Once: the demo's own end must not be in it too. */
	ck_assert_uint_eq(count(&keys, "CLIENT_HANDSHAKE_TRAFFIC_SECRET "), 1);
	ck_assert_uint_eq(count(&keys, "SERVER_TRAFFIC_SECRET_0 "), 1);
	pty_line(&pty, ":keylog off");
	pty_wait(&pty, "is complete");
	pty_sync(&pty);
	ck_assert(!pty_shows(&pty, " KEY LOG "));
	pty_line(&pty, ":reconnect");
	pty_wait(&pty, "220 mail.example.org");
	starttls(&pty);
	read_home(&pty, "keys", &keys);
	ck_assert_uint_eq(count(&keys, "CLIENT_HANDSHAKE_TRAFFIC_SECRET "), 1);
	end_in_shell(&pty);
}
END_TEST

START_TEST(key_log_appends)
{
	struct pty pty;
	struct content keys;

	start_in_shell(&pty, "umask 077; echo \\# kept >keys;", "--keylog keys demo smtp");
	pty_wait(&pty, "220 mail.example.org");
	starttls(&pty);
	read_home(&pty, "keys", &keys);
	ck_assert(!strncmp(keys.data, "# kept\n", 7));
	ck_assert_uint_eq(count(&keys, "CLIENT_TRAFFIC_SECRET_0 "), 1);
	end_in_shell(&pty);
}
END_TEST

/* Asked for after the handshake: the secrets are still there. */
START_TEST(key_log_late)
{
	struct pty pty;
	struct content keys;

	start(&pty);
	starttls(&pty);
	line(&pty, ":keylog", "keys");
	pty_wait(&pty, " KEY LOG ");
	read_home(&pty, "keys", &keys);
	ck_assert_uint_eq(count(&keys, "CLIENT_HANDSHAKE_TRAFFIC_SECRET "), 1);
	pty_done(&pty);
}
END_TEST

START_TEST(key_log_refused)
{
	static const struct {
		const char *before, *arguments, *shown, *then;
	} rows[] = {
		{"umask 022; >keys;", "--keylog keys demo", "keys: other users have access to it", "ended 1"},
		{"mkfifo -m 600 keys;", "--keylog keys demo", "keys: ", "ended 1"},
		{"umask 077; >real; ln -s real keys;", "--keylog keys demo", "keys: ", "ended 1"},
		{"", "--keylog none/keys demo", "none/keys: No such file", "ended 1"},
		{"umask 022; >keys; SSLKEYLOGFILE=keys", "demo smtp", "no key log is written", "220 mail.example.org"},
		{"", "--capture none/file demo", "none/file: No such file", "ended 1"},
		{">file;", "--capture file demo", "file: it exists already", "ended 1"},
		{"", "--capture-secrets demo", "it goes with --capture FILE", "ended 2"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pty pty;
		start_in_shell(&pty, rows[i].before, rows[i].arguments);
		pty_wait(&pty, rows[i].shown);
		pty_wait(&pty, rows[i].then);
		ck_assert(!pty_shows(&pty, " KEY LOG "));
		if (!strncmp(rows[i].then, "ended", 5))
			pty_done(&pty);
		else
			end_in_shell(&pty);
	}
}
END_TEST

START_TEST(captures)
{
	struct pty pty;
	struct content file;

	start(&pty);
	line(&pty, ":capture", "first");
	pty_wait(&pty, "password sent in the clear");
	pty_wait(&pty, " CAPTURE ");
	starttls(&pty);
	line(&pty, ":capture", "first");
	pty_wait(&pty, "choose another name");
	pty_wait(&pty, " CAPTURE ");
	line(&pty, ":capture secrets", "second");
	pty_wait(&pty, "handshake is not in the capture");
	pty_wait(&pty, "passwords included");
	pty_wait(&pty, " CAPTURE, KEYS ");
	read_home(&pty, "first", &file);
	ck_assert_uint_eq(file.mode, 0600);
	expect_blocks(&file);
	pty_line(&pty, ":reconnect");
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "250 CHUNKING");
	pty_sync(&pty);
	/* Cut down in the middle of a session, what it has written can be read. */
	kill(pty.pid, SIGKILL);
	pty_wait_end(&pty);
	read_home(&pty, "second", &file);
	expect_blocks(&file);
	ck_assert(memmem(file.data, file.len, "STARTTLS\r\n", 10) != NULL);
	ck_assert(memmem(file.data, file.len, "CLIENT_HANDSHAKE_TRAFFIC_SECRET ", 32) != NULL);
	pty_done(&pty);
}
END_TEST

/* No room on the disk, or as here: no larger file allowed. The session goes on, and what was written is whole. */
START_TEST(capture_without_room)
{
	struct pty pty;
	struct content file;

	start_in_shell(&pty, "trap '' XFSZ; ulimit -f 4;", "--capture file demo imap");
	pty_wait(&pty, "* OK mail.example.org");
	for (int i = 0; i < 40 && !pty_shows(&pty, "the capture is given up"); i++) {
		pty_line(&pty, "CAPABILITY");
		pty_sync(&pty);
	}
	pty_wait(&pty, "the capture is given up");
	ck_assert(!pty_shows(&pty, " CAPTURE "));
	pty_line(&pty, "STARTTLS");
	pty_wait(&pty, "TLS 1.3");
	read_home(&pty, "file", &file);
	expect_blocks(&file);
	end_in_shell(&pty);
}
END_TEST

START_TEST(capture_from_the_start_screen)
{
	struct pty pty;
	struct content file;

	start_in_shell(&pty, "", "--capture file");
	pty_wait(&pty, "Type where to connect to");
	pty_wait(&pty, " CAPTURE ");
	pty_line(&pty, "demo:imap");
	pty_wait(&pty, "from here on every byte goes to file");
	pty_wait(&pty, "* OK mail.example.org");
	pty_line(&pty, ":capture off");
	pty_wait(&pty, "the capture file is complete");
	read_home(&pty, "file", &file);
	expect_blocks(&file);
	ck_assert(memmem(file.data, file.len, "* OK mail.example.org", 21) != NULL);
	ck_assert(memmem(file.data, file.len, "starlit", 7) != NULL);
	end_in_shell(&pty);
}
END_TEST

START_TEST(certificates)
{
	struct pty pty;
	struct content file;

	start(&pty);
	pty_line(&pty, ":tlsa");
	pty_wait(&pty, "there is no certificate yet");
	starttls(&pty);
	pty_line(&pty, ":tlsa");
	pty_wait(&pty, "_25._tcp.mail.example.org. IN TLSA 3 1 1 ");
	pty_type(&pty, "q");
	pty_line(&pty, ":pins");
	pty_wait(&pty, "=  CN=");
	pty_type(&pty, "q");
	line(&pty, ":tlsa", "records");
	pty_wait(&pty, "the TLSA records were written");
	line(&pty, ":pem", "sent");
	pty_wait(&pty, "2 certificates, as sent, were written");
	line(&pty, ":pem built", "built");
	pty_wait(&pty, "3 certificates, as built, were written");
	read_home(&pty, "records", &file);
	ck_assert_uint_eq(count(&file, " IN TLSA 3 1 1 "), 1);
	ck_assert_uint_eq(count(&file, " IN TLSA 3 0 1 "), 1);
	ck_assert_uint_eq(count(&file, " IN TLSA 2 1 1 "), 2);
	read_home(&pty, "built", &file);
	ck_assert_uint_eq(count(&file, "BEGIN CERTIFICATE"), 3);
	pty_done(&pty);
}
END_TEST

CHECK_MAIN("take away", key_log_by_variable, key_log_appends, key_log_late, key_log_refused, captures,
	capture_without_room, capture_from_the_start_screen, certificates)

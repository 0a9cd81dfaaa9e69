/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_servers: named servers of the configuration file, on the start screen and by :connect, each with options of its own.
 */
#include "../check_main.h"
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char configuration[] = "ehlo = top.example.org\n"
				    "[@one]\n"
				    "target = demo:smtp\n"
				    "ehlo = one.example.org\n"
				    "[@two]\n"
				    "target = demo:smtp\n"
				    "tls = 1.2\n"
				    "[@broken]\n"
				    "target = demo:smtp\n"
				    "ciphers = nonsense\n";

static void write_config(char *path)
{
	snprintf(path, 64, "/tmp/starlit-test-config-XXXXXX");
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq((int)write(fd, configuration, sizeof(configuration) - 1), (int)sizeof(configuration) - 1);
	close(fd);
}

static void start(struct pty *pty, const char *path, const char *target)
{
	const char *const arguments[] = {"--config", path, target, NULL};

	pty_start(pty, 24, 80, arguments);
}

START_TEST(start_screen)
{
	struct pty pty;
	char path[64];

	write_config(path);
	start(&pty, path, NULL);
	pty_wait(&pty, "> @one");
	pty_wait(&pty, "  @two");
	pty_wait(&pty, "  demo");
	pty_type(&pty, "@tw\t");
	pty_wait(&pty, "connect to> @two");
	pty_type(&pty, "\r");
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, ":starttls");
	pty_wait(&pty, "EHLO top.example.org  [automatic]");
	pty_wait(&pty, "TLS 1.2");
	pty_done(&pty);
	start(&pty, path, NULL);
	pty_wait(&pty, "> @one");
	pty_type(&pty, "\r");
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, ":ehlo");
	pty_wait(&pty, "EHLO one.example.org");
	pty_done(&pty);
	unlink(path);
}
END_TEST

START_TEST(connect)
{
	struct pty pty;
	char path[64];

	write_config(path);
	start(&pty, path, "@one");
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, ":starttls");
	pty_wait(&pty, "EHLO one.example.org  [automatic]");
	pty_wait(&pty, "TLS 1.3");
	pty_line(&pty, ":connect @tow");
	pty_wait(&pty, "is @two meant?");
	pty_line(&pty, ":connect @broken");
	pty_wait(&pty, "\"nonsense\" is not known");
	pty_line(&pty, "NOOP still-there");
	pty_wait(&pty, "NOOP still-there");
	pty_line(&pty, ":connect @two");
	pty_wait(&pty, "clear smtp>");
	pty_line(&pty, ":starttls");
	pty_wait(&pty, "TLS 1.2");
	pty_line(&pty, ":connect @one");
	pty_wait(&pty, "clear smtp>");
	pty_line(&pty, ":connect demo");
	pty_wait(&pty, "clear smtp>");
	pty_line(&pty, ":starttls");
	pty_wait(&pty, "EHLO top.example.org  [automatic]");
	pty_line(&pty, ":quit");
	pty_wait_end(&pty);
	ck_assert(WIFEXITED(pty.status) && WEXITSTATUS(pty.status) == 0);
	pty_done(&pty);
	unlink(path);
}
END_TEST

CHECK_MAIN("named servers", start_screen, connect)

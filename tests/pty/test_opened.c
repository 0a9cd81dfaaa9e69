/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_opened: sessions are recorded, by option and by command, and opened again; what is no recording is refused.
 */
#include "../check_main.h"
#include "harness.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 40, COLS = 160, CONTENT_MAX = 1 << 20 };

/* A folder of our own: a recording outlives the program's home. */
struct shelf {
	char folder[64];
	char file[96];
	char other[96];
};

static void open_shelf(struct shelf *shelf)
{
	snprintf(shelf->folder, sizeof(shelf->folder), "/tmp/starlit-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(shelf->folder));
	snprintf(shelf->file, sizeof(shelf->file), "%s/session.jsonl", shelf->folder);
	snprintf(shelf->other, sizeof(shelf->other), "%s/again.json", shelf->folder);
}

static void close_shelf(struct shelf *shelf)
{
	unlink(shelf->file);
	unlink(shelf->other);
	ck_assert_int_eq(rmdir(shelf->folder), 0);
}

/* free() it. */
static char *content_of(const char *path)
{
	char *text = calloc(1, CONTENT_MAX);
	FILE *stream = fopen(path, "r");

	ck_assert_msg(stream != NULL, "%s is not there", path);
	ck_assert_uint_lt(fread(text, 1, CONTENT_MAX, stream), CONTENT_MAX);
	fclose(stream);
	return text;
}

static bool holds(const char *path, const char *text)
{
	char *content = content_of(path);
	bool found = strstr(content, text) != NULL;

	free(content);
	return found;
}

static unsigned mode_of(const char *path)
{
	struct stat stat;

	ck_assert_int_eq(lstat(path, &stat), 0);
	return stat.st_mode & 0777;
}

static void put(const char *path, const char *how, const char *text)
{
	FILE *stream = fopen(path, how);

	ck_assert_ptr_nonnull(stream);
	fputs(text, stream);
	ck_assert_int_eq(fclose(stream), 0);
}

static void start_demo(struct pty *pty, const char *option, const char *path)
{
	const char *const arguments[] = {"--record", path, option ? option : "--no-history", "demo", "smtp", NULL};

	pty_start(pty, ROWS, COLS, arguments);
	pty_wait(pty, "220 mail.example.org");
}

static void upgrade(struct pty *pty)
{
	pty_line(pty, ":starttls");
	pty_wait(pty, "verify: 4 of 5 good");
	pty_wait(pty, "250 CHUNKING");
}

static void kill_now(struct pty *pty)
{
	kill(pty->pid, SIGKILL);
	pty_wait_end(pty);
	pty_done(pty);
}

/* A whole session in the file, its program killed. */
static void record(struct shelf *shelf, const char *option)
{
	struct pty pty;

	open_shelf(shelf);
	start_demo(&pty, option, shelf->file);
	pty_wait(&pty, "RECORDING");
	upgrade(&pty);
	pty_line(&pty, "AUTH PLAIN AGFubmEAc2VjcmV0");
	pty_wait(&pty, "235 ");
	kill_now(&pty);
}

static void open_file(struct pty *pty, const char *path)
{
	const char *const arguments[] = {"open", path, NULL};

	pty_start(pty, ROWS, COLS, arguments);
	pty_wait(pty, "A recorded session");
}

static void close_popup(struct pty *pty)
{
	pty_type(pty, "\033");
	pty_sync(pty);
}

START_TEST(opened_after_a_kill)
{
	struct shelf shelf;
	struct pty pty;

	record(&shelf, NULL);
	ck_assert_uint_eq(mode_of(shelf.file), 0600);
	open_file(&pty, shelf.file);
	close_popup(&pty);
	pty_wait(&pty, " RECORDED ");
	pty_wait(&pty, "mail.example.org");
	pty_wait(&pty, "verify: 4 of 5 good");
	pty_wait(&pty, "235 ");
	pty_wait(&pty, "bytes hidden");
	pty_wait(&pty, "recorded>");
	ck_assert(!pty_shows(&pty, "PASSWORDS"));
	ck_assert(!holds(shelf.file, "AGFubmEAc2VjcmV0"));
	pty_type(&pty, "\0333");
	pty_sync(&pty);
	pty_wait(&pty, "starlit teaching intermediate");
	pty_line(&pty, ":quit");
	pty_wait_end(&pty);
	ck_assert_int_eq(WEXITSTATUS(pty.status), 0);
	pty_done(&pty);
	close_shelf(&shelf);
}
END_TEST

START_TEST(nothing_goes_out)
{
	static const struct {
		const char *line, *shown;
	} rows[] = {{"EHLO x", "nothing can be sent"}, {"::x", "nothing can be sent"},
		{":connect demo", ":connect: no command for a recorded session"},
		{":reconnect", "no command for a recorded session"}, {":starttls", "no command for a recorded session"},
		{":record x", "no command for a recorded session"},
		{":probe demo", "no command for a recorded session"}, {":help", "there is no server to type to"},
		{":tlsa", "_25._tcp.mail.example.org."}};
	struct shelf shelf;
	struct pty pty;

	record(&shelf, NULL);
	open_file(&pty, shelf.file);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		close_popup(&pty);
		ck_assert(!pty_shows(&pty, rows[i].shown));
		pty_line(&pty, rows[i].line);
		pty_wait(&pty, rows[i].shown);
	}
	pty_done(&pty);
	close_shelf(&shelf);
}
END_TEST

START_TEST(saved_again_to_the_byte)
{
	struct shelf shelf;
	struct pty pty;
	char line[200];

	record(&shelf, NULL);
	open_file(&pty, shelf.file);
	close_popup(&pty);
	snprintf(line, sizeof(line), ":save %s", shelf.other);
	pty_line(&pty, line);
	pty_wait(&pty, "the recording was written to");
	char *first = content_of(shelf.file), *second = content_of(shelf.other);
	ck_assert_str_eq(first, second);
	free(first);
	free(second);
	pty_done(&pty);
	close_shelf(&shelf);
}
END_TEST

START_TEST(secrets_on_request)
{
	struct shelf shelf;
	struct pty pty;

	record(&shelf, "--unsafe-secrets");
	ck_assert(holds(shelf.file, "\"unsafe_secrets\":true"));
	ck_assert(holds(shelf.file, "AUTH PLAIN AGFubmEAc2VjcmV0"));
	open_file(&pty, shelf.file);
	pty_wait(&pty, "recorded with its passwords");
	close_popup(&pty);
	pty_wait(&pty, " PASSWORDS SHOWN, RECORDED ");
	pty_wait(&pty, "AGFubmEAc2VjcmV0");
	pty_done(&pty);
	close_shelf(&shelf);
}
END_TEST

START_TEST(by_command)
{
	static const char *const arguments[] = {"--unsafe-secrets", "demo", "smtp", NULL};
	struct shelf shelf;
	struct pty pty;
	char line[200];

	open_shelf(&shelf);
	pty_start(&pty, ROWS, COLS, arguments);
	pty_wait(&pty, "220 mail.example.org");
	pty_wait(&pty, " PASSWORDS SHOWN ");
	snprintf(line, sizeof(line), ":record %s", shelf.file);
	pty_line(&pty, line);
	pty_wait(&pty, "PASSWORDS SHOWN, RECORDING");
	/* From the beginning. */
	ck_assert(holds(shelf.file, "220 mail.example.org"));
	pty_line(&pty, line);
	pty_wait(&pty, "it exists already");
	pty_line(&pty, "NOOP one");
	pty_wait(&pty, "250 2.0.0");
	ck_assert(holds(shelf.file, "NOOP one"));
	pty_line(&pty, ":record off");
	pty_wait(&pty, "is complete");
	pty_line(&pty, "NOOP two");
	pty_sync(&pty);
	ck_assert(!pty_shows(&pty, "RECORDING"));
	ck_assert(!holds(shelf.file, "NOOP two"));
	pty_line(&pty, ":record off");
	pty_wait(&pty, "nothing is recorded");
	pty_done(&pty);
	close_shelf(&shelf);
}
END_TEST

/* A file that may not grow any more: the session goes on, and what was written can be opened. */
START_TEST(given_up)
{
	struct shelf shelf;
	struct pty pty;
	char line[300];

	open_shelf(&shelf);
	pty_start_shell(&pty, ROWS, COLS);
	snprintf(line, sizeof(line), "ulimit -f 8; %s --record %s demo smtp; echo ended $?", STARLIT_PROGRAM,
		shelf.file);
	pty_line(&pty, line);
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, ":starttls");
	pty_wait(&pty, "the recording is given up");
	pty_wait(&pty, "verify: 4 of 5 good");
	ck_assert(!pty_shows(&pty, "RECORDING"));
	pty_line(&pty, ":quit");
	pty_wait(&pty, "ended 0");
	pty_done(&pty);
	open_file(&pty, shelf.file);
	ck_assert(!pty_shows(&pty, "cut off"));
	pty_done(&pty);
	close_shelf(&shelf);
}
END_TEST

/* What the shell shows of a program that ends at once. */
static void expect_refusal(const char *arguments, const char *shown)
{
	struct pty pty;
	char line[300];

	pty_start_shell(&pty, ROWS, 200);
	snprintf(line, sizeof(line), "%s %s; echo ended $?", STARLIT_PROGRAM, arguments);
	pty_line(&pty, line);
	pty_wait(&pty, "ended 1");
	ck_assert_msg(pty_shows(&pty, shown), "%s\n%s", arguments, pty_text(&pty));
	pty_done(&pty);
}

START_TEST(what_cannot_be_opened)
{
	struct shelf shelf;
	struct pty pty;
	char arguments[200];

	record(&shelf, NULL);
	snprintf(arguments, sizeof(arguments), "--record %s demo", shelf.file);
	expect_refusal(arguments, "it exists already");
	snprintf(arguments, sizeof(arguments), "open %s", shelf.other);
	expect_refusal(arguments, "again.json: No such file or directory");
	put(shelf.other, "w", "Return-Path: <>\n");
	expect_refusal(arguments, "again.json: line 1: ");
	char *good = content_of(shelf.file);
	put(shelf.other, "w", good);
	put(shelf.other, "a", "{\"number\":");
	open_file(&pty, shelf.other);
	pty_wait(&pty, "Its last line is cut off");
	pty_done(&pty);
	put(shelf.other, "a", "0}\n");
	expect_refusal(arguments, "\"kind\"");
	free(good);
	close_shelf(&shelf);
}
END_TEST

CHECK_MAIN("opened", opened_after_a_kill, nothing_goes_out, saved_again_to_the_byte, secrets_on_request, by_command,
	given_up, what_cannot_be_opened)

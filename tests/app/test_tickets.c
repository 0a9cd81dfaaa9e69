/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_tickets: TLS sessions in a file: kept, bounded, private, and never in a file that is something else.
 */
#include "../check_main.h"
#include "app/tickets.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOW = 1800000000 };

static char folder[64];
static char path[96];

static void begin(void)
{
	snprintf(folder, sizeof(folder), "/tmp/starlit-check-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/sessions", folder);
}

static void end(void)
{
	unlink(path);
	ck_assert_int_eq(rmdir(folder), 0);
}

static void keep(struct tickets *tickets, const char *key, const char *data, int64_t now)
{
	struct error error = {.sentence = ""};

	ck_assert_msg(tickets_keep(tickets, key, bytes_str(data), now, &error), "%s", error.sentence);
}

static void reopen(struct tickets *tickets, int64_t now)
{
	struct error error = {.sentence = ""};

	tickets_done(tickets);
	ck_assert_msg(tickets_open(tickets, path, now, &error), "%s", error.sentence);
}

static bool has(const struct tickets *tickets, const char *key, const char *data)
{
	return bytes_equal(tickets_find(tickets, key), bytes_str(data));
}

START_TEST(kept_and_found_again)
{
	struct tickets tickets = {.path = NULL};
	struct stat status;

	begin();
	reopen(&tickets, NOW);
	ck_assert_uint_eq(tickets_find(&tickets, "a:993").len, 0);
	keep(&tickets, "a:993", "first", NOW);
	keep(&tickets, "b:25/mail.example.org", "second", NOW + 1);
	keep(&tickets, "a:993", "third", NOW + 2);
	ck_assert_int_eq(stat(path, &status), 0);
	ck_assert_uint_eq(status.st_mode & 0777, 0600);
	reopen(&tickets, NOW + 3);
	ck_assert_uint_eq(tickets.count, 2);
	ck_assert(has(&tickets, "a:993", "third"));
	ck_assert(has(&tickets, "b:25/mail.example.org", "second"));
	ck_assert(has(&tickets, "b:25", ""));
	keep(&tickets, "a:993", "", NOW + 4);
	reopen(&tickets, NOW + 5);
	ck_assert_uint_eq(tickets.count, 1);
	tickets_done(&tickets);
	end();
}
END_TEST

START_TEST(old_ones_go)
{
	struct tickets tickets = {.path = NULL};

	begin();
	reopen(&tickets, NOW);
	keep(&tickets, "a:993", "old", NOW);
	keep(&tickets, "b:993", "new", NOW + 100);
	reopen(&tickets, NOW + TICKET_LIFE_S);
	ck_assert_uint_eq(tickets.count, 2);
	reopen(&tickets, NOW + TICKET_LIFE_S + 1);
	ck_assert(has(&tickets, "a:993", ""));
	ck_assert(has(&tickets, "b:993", "new"));
	/* From a clock that went backwards. */
	reopen(&tickets, NOW + 50);
	ck_assert(has(&tickets, "b:993", ""));
	tickets_done(&tickets);
	end();
}
END_TEST

START_TEST(bounded)
{
	static char large[TICKET_SIZE_MAX + 2];
	struct tickets tickets = {.path = NULL};
	char key[32];

	begin();
	reopen(&tickets, NOW);
	memset(large, 'x', TICKET_SIZE_MAX);
	for (int i = 0; i < TICKETS_MAX + 10; i++) {
		snprintf(key, sizeof(key), "host%d:993", i);
		keep(&tickets, key, large, NOW + i);
	}
	reopen(&tickets, NOW + 1000);
	ck_assert_uint_eq(tickets.count, TICKETS_MAX);
	ck_assert(has(&tickets, "host9:993", ""));
	ck_assert(has(&tickets, "host10:993", large));
	ck_assert(has(&tickets, key, large));
	large[TICKET_SIZE_MAX] = 'x';
	keep(&tickets, "too-large:993", large, NOW);
	ck_assert(has(&tickets, "too-large:993", ""));
	tickets_done(&tickets);
	end();
}
END_TEST

static void write_text(const char *text)
{
	FILE *file = fopen(path, "we");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	ck_assert_int_eq(fclose(file), 0);
}

START_TEST(other_files)
{
	static const struct {
		const char *text;
		bool opens;
		size_t count;
	} rows[] = {
		{"", true, 0},
		{"-----BEGIN PRIVATE KEY-----\n", false, 0},
		{"starlit TLS sessions, version 2: secrets\n", false, 0},
		{"starlit TLS sessions, version 1: secrets", true, 0},
		{"starlit TLS sessions, version 1: secrets\n1800000000 a:1 YQ==\n\nx a:2 YQ==\n1800000000 a:3\n"
		 "1800000000 a:4 !!!!\n1800000000 a:1 Yg==\n1800000001 a:5 YQ==\n-1 a:6 YQ==\n1799999999 a:7 Yg==",
			true, 2},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tickets tickets;
		struct error error = {.sentence = ""};
		begin();
		write_text(rows[i].text);
		ck_assert_msg(tickets_open(&tickets, path, NOW, &error) == rows[i].opens, "%zu: %s", i, error.sentence);
		ck_assert_uint_eq(tickets.count, rows[i].count);
		if (!rows[i].opens)
			ck_assert_ptr_nonnull(strstr(error.sentence, "--sessions: "));
		if (rows[i].count)
			ck_assert(has(&tickets, "a:1", "a") && has(&tickets, "a:7", "b"));
		tickets_done(&tickets);
		end();
	}
}
END_TEST

START_TEST(nowhere)
{
	struct tickets tickets;
	struct error error = {.sentence = ""};

	ck_assert(tickets_open(&tickets, NULL, NOW, &error));
	ck_assert(tickets_keep(&tickets, "a:1", BYTES_LITERAL("x"), NOW, &error));
	ck_assert_uint_eq(tickets.count, 0);
	ck_assert(!tickets_open(&tickets, "/", NOW, &error));
	/* Told before anything is begun. */
	ck_assert(!tickets_open(&tickets, "/nonexistent/folder/file", NOW, &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "--sessions: /nonexistent/folder/file"));
	tickets_done(&tickets);
	/* And later on, when the folder has gone meanwhile. */
	begin();
	ck_assert(tickets_open(&tickets, path, NOW, &error));
	end();
	ck_assert(!tickets_keep(&tickets, "a:1", BYTES_LITERAL("x"), NOW, &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "--sessions: "));
	ck_assert_ptr_nonnull(strstr(error.sentence, path));
	tickets_done(&tickets);
}
END_TEST

CHECK_MAIN("tickets", kept_and_found_again, old_ones_go, bounded, other_files, nowhere)

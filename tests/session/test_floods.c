/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_floods: servers that send too much. Each flood ends in a named event, in bounded memory, with a session that can
 * still be used.
 */
#include "../check_main.h"
#include "session/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MIB = 1 << 20, CHUNK = 65536 };

struct flood {
	struct clock_hands hands;
	struct journal *journal;
	struct session *session;
};

static long resident_bytes(void)
{
	long pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");

	if (!file || fscanf(file, "%*d %ld", &pages) != 1)
		pages = 0;
	if (file)
		fclose(file);
	return pages * sysconf(_SC_PAGESIZE);
}

static int scratch(void)
{
	char path[] = "/tmp/starlit-flood-XXXXXX";
	int fd = mkstemp(path);

	unlink(path);
	return fd;
}

static void start(struct flood *flood, enum protocol protocol)
{
	struct error error;
	struct journal_config journal = {
		.clock = clock_fixed(&flood->hands), .spill_fd = scratch(), .memory_max = 8 * MIB};
	struct session_config session = {.protocol = protocol, .client_name = "client.example.org", .add_tags = true};

	flood->hands = (struct clock_hands){0};
	flood->journal = journal_new(&journal);
	flood->session = session_new(&session, flood->journal, &error);
	ck_assert_ptr_nonnull(flood->session);
	session_connected(flood->session);
}

static void stop(struct flood *flood)
{
	session_free(flood->session);
	journal_free(flood->journal);
}

static void feed(struct flood *flood, const char *text)
{
	session_receive(flood->session, bytes_str(text));
}

static uint64_t count(const struct flood *flood, enum event_kind kind, enum limit_of of)
{
	uint64_t found = 0;

	for (uint64_t i = 0; i < journal_count(flood->journal); i++) {
		const struct event *event = journal_at(flood->journal, i);
		found += event->kind == kind && (kind != EVENT_LIMIT || event->limit.of == of);
	}
	return found;
}

static void expect_usable(struct flood *flood, const char *line)
{
	struct error error = {.sentence = ""};

	ck_assert_msg(session_send(flood->session, bytes_str(line), &error), "%s", error.sentence);
	ck_assert_uint_gt(session_output(flood->session).len, 0);
}

START_TEST(greeting_without_end)
{
	static char chunk[CHUNK];
	struct flood flood;
	long before;

	memset(chunk, 'x', sizeof(chunk));
	start(&flood, PROTOCOL_SMTP);
	before = resident_bytes();
	for (int i = 0; i < 64 * MIB / CHUNK; i++)
		session_receive(flood.session, bytes_of(chunk, sizeof(chunk)));
	ck_assert_int_lt(resident_bytes() - before, 32 * MIB);
	feed(&flood, "\r\n220 late\r\n");
	ck_assert_uint_eq(count(&flood, EVENT_LIMIT, LIMIT_LINE), 1);
	expect_usable(&flood, "QUIT");
	stop(&flood);
}
END_TEST

START_TEST(capability_lines)
{
	char line[64];
	struct flood flood;

	start(&flood, PROTOCOL_SMTP);
	feed(&flood, "220 mail.example.org\r\n");
	expect_usable(&flood, "EHLO client.example.org");
	session_written(flood.session, session_output(flood.session).len);
	for (int i = 0; i < 20000; i++) {
		snprintf(line, sizeof(line), "250-X-CAPABILITY-%d\r\n", i);
		feed(&flood, line);
	}
	feed(&flood, "250 STARTTLS\r\n");
	ck_assert_uint_eq(count(&flood, EVENT_LIMIT, LIMIT_REPLY), 1);
	const struct caps *caps = proto_caps(session_proto(flood.session));
	ck_assert_ptr_nonnull(caps);
	ck_assert_uint_eq(caps->count, CAPS_MAX);
	ck_assert_uint_gt(caps->dropped, 0);
	expect_usable(&flood, "QUIT");
	stop(&flood);
}
END_TEST

START_TEST(endless_lines)
{
	static char chunk[CHUNK];
	struct flood flood;
	long before;

	for (size_t i = 0; i + 1 < sizeof(chunk); i += 2)
		memcpy(chunk + i, "\r\n", 2);
	start(&flood, PROTOCOL_POP3);
	before = resident_bytes();
	for (int i = 0; i < 200; i++)
		session_receive(flood.session, bytes_of(chunk, sizeof(chunk)));
	ck_assert_int_lt(resident_bytes() - before, 64 * MIB);
	feed(&flood, "+OK at last\r\n");
	expect_usable(&flood, "QUIT");
	stop(&flood);
}
END_TEST

START_TEST(announced_literal)
{
	static char chunk[CHUNK];
	struct flood flood;

	memset(chunk, 'y', sizeof(chunk));
	start(&flood, PROTOCOL_IMAP);
	feed(&flood, "* OK ready\r\n* 1 FETCH (BODY[] {4294967296}\r\n");
	for (int i = 0; i < 100; i++)
		session_receive(flood.session, bytes_of(chunk, sizeof(chunk)));
	ck_assert_int_lt(resident_bytes(), 256 * MIB);
	expect_usable(&flood, "LOGOUT");
	stop(&flood);
}
END_TEST

CHECK_MAIN("floods", greeting_without_end, capability_lines, endless_lines, announced_literal)

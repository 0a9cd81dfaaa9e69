/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rules: findings about mail sessions that a document cannot show: floods, many connections, hostile texts.
 */
#include "../check_main.h"
#include "told.h"

#include <stdio.h>

static void tell_line(struct told *told, enum direction direction, enum line_role role, struct bytes text)
{
	struct event line = {.line = {.text = text, .role = role, .wire_len = text.len + 2}};

	told_append(told, EVENT_LINE, direction, &line);
}

/* Floods */

static const struct {
	enum limit_of of;
	const char *ids;
} limits[] = {
	{LIMIT_LINE, "F-FLOOD"},
	{LIMIT_REPLY, "F-FLOOD"},
	{LIMIT_JOURNAL, "F-FLOOD"},
	{LIMIT_HANDSHAKE, "F-FLOOD"},
	/* That is our own flood. */
	{LIMIT_OUTPUT, ""},
};

START_TEST(limits_are_floods)
{
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		struct event limit = {.limit = {.of = limits[i].of, .limit = 1000, .dropped = 1}};
		struct told told;
		told_init(&told, "SMTP", 25);
		told_append(&told, EVENT_LIMIT, DIRECTION_LOCAL, &limit);
		told_expect(&told, limit_of_name(limits[i].of), limits[i].ids);
		told_done(&told);
	}
}
END_TEST

/* However often it happens, it is told once. */
START_TEST(told_once)
{
	struct event odd = {.oddity = {.oddity = ODDITY_UNASKED, .evidence = BYTES_LITERAL("250 again")}};
	struct told told;
	size_t count = 0;

	told_init(&told, "SMTP", 25);
	for (int i = 0; i < 20000; i++) {
		tell_line(&told, DIRECTION_IN, LINE_STRAY, BYTES_LITERAL("250 again \x1b[2J\x07"));
		told_append(&told, EVENT_ODDITY, DIRECTION_IN, &odd);
	}
	told_expect(&told, "flood", "F-UNSOLICITED.unasked F-CTRL.escape");
	for (uint64_t i = 0; i < journal_count(told.journal); i++)
		count += journal_at(told.journal, i)->kind == EVENT_FINDING;
	ck_assert_uint_eq(count, 2);
	told_done(&told);
}
END_TEST

/* A second connection is judged anew, and what was remembered of the first one is gone. */
START_TEST(each_connection)
{
	struct event target = {
		.target = {.name = bytes_str("mail.example.org"), .protocol = bytes_str("SMTP"), .port = 25}};
	struct event odd = {.oddity = {.oddity = ODDITY_UNASKED}};
	struct event closed = {.closed = {.how = CLOSED_BY_PEER}};
	struct told told;
	size_t count = 0;

	told_init(&told, "SMTP", 25);
	told_append(&told, EVENT_ODDITY, DIRECTION_IN, &odd);
	tell_line(&told, DIRECTION_OUT, LINE_BODY, BYTES_LITERAL("Subject: x"));
	journal_begin_connection(told.journal);
	told_append(&told, EVENT_TARGET, DIRECTION_LOCAL, &target);
	told_append(&told, EVENT_ODDITY, DIRECTION_IN, &odd);
	tell_line(&told, DIRECTION_IN, LINE_STRAY, BYTES_LITERAL("250 x"));
	told_append(&told, EVENT_CLOSED, DIRECTION_LOCAL, &closed);
	told_expect(&told, "connections", "F-UNSOLICITED.unasked");
	for (uint64_t i = 0; i < journal_count(told.journal); i++)
		count += journal_at(told.journal, i)->kind == EVENT_FINDING;
	ck_assert_uint_eq(count, 2);
	told_done(&told);
}
END_TEST

/* The server inside this process is no network. */
START_TEST(inside_this_process)
{
	static const char *const ids[] = {"F-SECRET-CLEAR.local", "F-SECRET-CLEAR"};

	for (uint16_t port = 0; port < 2; port++) {
		struct event line = {.line = {.text = BYTES_LITERAL("AUTH PLAIN <16 bytes hidden>"),
					     .role = LINE_COMMAND,
					     .flags = LINE_HIDDEN,
					     .hidden = 16}};
		struct event greeting = {.reply = {.status = REPLY_POSITIVE, .code = 220}};
		struct told told;
		told_init(&told, "SMTP", port);
		told_append(&told, EVENT_REPLY, DIRECTION_IN, &greeting);
		told_append(&told, EVENT_LINE, DIRECTION_OUT, &line);
		told_expect(&told, "process", ids[port]);
		told_done(&told);
	}
}
END_TEST

/* Reasons of any length and content, and more addresses than are kept. */
START_TEST(many_addresses)
{
	static const unsigned char reason[] =
		"no \x1b]0;way\x07 \xff\xfe through here, says a very long and hostile text";
	struct event closed = {.closed = {.how = CLOSED_REFUSED}};
	struct told told;

	told_init(&told, "IMAP", 143);
	for (int i = 0; i < 100; i++) {
		struct event dial = {.dial = {.address = BYTES_LITERAL("2001:db8:1111:2222:3333:4444:5555:6666"),
					     .port = 143,
					     .failed = true,
					     .reason = bytes_of(reason, sizeof(reason) - 1)}};
		told_append(&told, EVENT_DIAL, DIRECTION_IN, &dial);
	}
	told_append(&told, EVENT_CLOSED, DIRECTION_LOCAL, &closed);
	told_expect(&told, "addresses", "F-UNREACHABLE");
	ck_assert_uint_lt(told_find(&told, "F-UNREACHABLE")->detail.len, 600);
	told_done(&told);
}
END_TEST

/* What somebody speaks behind a protocol without an engine is not judged as mail. */
START_TEST(not_mail)
{
	struct event closed = {.closed = {.how = CLOSED_BY_PEER}};
	struct told told;

	told_init(&told, "TLS", 5432);
	tell_line(&told, DIRECTION_OUT, LINE_COMMAND, BYTES_LITERAL("\x1b\x00\xff"));
	tell_line(&told, DIRECTION_IN, LINE_PAYLOAD, BYTES_LITERAL("\x1b\x00\xff"));
	told_append(&told, EVENT_CLOSED, DIRECTION_LOCAL, &closed);
	told_expect(&told, "not mail", "");
	told_done(&told);
}
END_TEST

CHECK_MAIN("findings of mail sessions", limits_are_floods, told_once, each_connection, inside_this_process,
	many_addresses, not_mail)

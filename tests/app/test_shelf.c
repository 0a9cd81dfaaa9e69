/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_shelf: every lesson of the program can be had, is short, and fits on a sheet; what a lesson may not say is refused with its line.
 */
#include "../check_main.h"
#include "app/lesson_handout.h"
#include "app/lesson_setup.h"
#include "app/shelf.h"

#include <stdio.h>

/* The longest that was seen to print on one page of A4. */
enum { SHEET_TEXT_MAX = 3300, STEPS_MAX = 9 };

static size_t width_of(struct bytes text)
{
	size_t widest = 0;

	while (text.len) {
		size_t end = bytes_index(text, '\n', 0);
		widest = end > widest ? end : widest;
		text = bytes_from(text, end + 1);
	}
	return widest;
}

START_TEST(shipped)
{
	const struct options base = {.run = RUN_SESSION};

	ck_assert_uint_gt(shelf_count, 15);
	for (size_t i = 0; i < shelf_count; i++) {
		struct error error = {.sentence = ""};
		struct lesson *lesson = shelf_open(shelf_lessons[i].name, &error);
		struct buffer text, html;
		size_t count;
		ck_assert_msg(lesson && lesson_setup_check(lesson, &base, &error), "%s", error.sentence);
		lesson_steps(lesson, &count);
		ck_assert_uint_ge(count, 3);
		ck_assert_uint_le(count, STEPS_MAX);
		lesson_questions(lesson, &count);
		ck_assert_uint_ge(count, 2);
		buffer_init(&text, PAGE_ROOM);
		buffer_init(&html, PAGE_ROOM);
		ck_assert(lesson_handout_write(&text, lesson, PAGE_TEXT));
		ck_assert(lesson_handout_write(&html, lesson, PAGE_HTML));
		ck_assert_msg(text.len <= SHEET_TEXT_MAX, "%s: %zu bytes", shelf_lessons[i].name, text.len);
		ck_assert_uint_le(width_of(buffer_bytes(&text)), 80);
		ck_assert(bytes_find(buffer_bytes(&html), BYTES_LITERAL("</html>")) < html.len);
		buffer_done(&text);
		buffer_done(&html);
		lesson_free(lesson);
	}
	ck_assert_ptr_null(shelf_next(shelf_lessons[shelf_count - 1].name));
	ck_assert_ptr_eq(shelf_next(shelf_lessons[0].name), &shelf_lessons[1]);
}
END_TEST

/* What stands on a sheet is text. */
START_TEST(sheet_is_text)
{
	struct error error = {.sentence = ""};
	struct lesson *lesson = lesson_parse(
		"x", BYTES_LITERAL("title: <b>t</b>\nstep: MAIL FROM:<a@example.org>\nwhen: by hand\n"), &error);
	struct buffer html;

	ck_assert_ptr_nonnull(lesson);
	buffer_init(&html, PAGE_ROOM);
	ck_assert(lesson_handout_write(&html, lesson, PAGE_HTML));
	struct bytes page = buffer_bytes(&html);
	ck_assert(bytes_find(page, BYTES_LITERAL("<b>")) == page.len);
	ck_assert(bytes_find(page, BYTES_LITERAL("FROM:&lt;a@example.org&gt;")) < page.len);
	buffer_done(&html);
	lesson_free(lesson);
}
END_TEST

static const struct {
	const char *setting, *why;
} bad[] = {
	{"server: colour red",
		"the server has protocol, implicit, fault, certificate, tls, groups and client-certificate"},
	{"server: protocol ftp", "protocol: there are smtp, lmtp, imap, pop3 and sieve"},
	{"server: implicit perhaps", "implicit: it is yes (TLS from the first byte) or no"},
	{"server: client-certificate yes", "client-certificate: there are no, ask and require"},
	{"client: colour red", "colour: starlit has no such option"},
	{"client: ca /etc/passwd", "ca: a lesson cannot say that of the client"},
	{"client: capture /tmp/x", "capture: a lesson cannot say that of the client"},
	{"client: record /tmp/x", "record: a lesson cannot say that of the client"},
	{"client: cert pkcs11:x", "cert: a lesson cannot say that of the client"},
	{"client: secrets-in-clear yes", "secrets-in-clear: a lesson cannot say that of the client"},
	{"client: on-injection maybe", "on-injection: there are abort, drop and tls"},
};

START_TEST(refused)
{
	const struct options base = {.run = RUN_SESSION};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char text[300], expected[400];
		struct error error = {.sentence = ""};
		snprintf(text, sizeof(text), "title: t\nstep: s\nwhen: tls-up\nconnection: 3\n%s\n", bad[i].setting);
		snprintf(expected, sizeof(expected), "lesson x, line 5: %s", bad[i].why);
		struct lesson *lesson = lesson_parse("x", bytes_str(text), &error);
		ck_assert_ptr_nonnull(lesson);
		ck_assert(!lesson_setup_check(lesson, &base, &error));
		ck_assert_str_eq(error.sentence, expected);
		lesson_free(lesson);
	}
}
END_TEST

/* From its connection on, until another one says otherwise. */
START_TEST(by_connection)
{
	const struct options base = {.run = RUN_SESSION, .tls = {.versions = "1.0"}};
	struct error error = {.sentence = ""};
	struct lesson_setup setup;
	struct lesson *lesson = lesson_parse("x",
		BYTES_LITERAL("title: t\nstep: s\nwhen: tls-up\nserver: protocol pop3\nserver: certificate expired\n"
			      "client: tls 1.2\nconnection: 2\nserver: certificate good\nserver: implicit yes\n"
			      "connection: 4\nclient: implicit-tls no\n"),
		&error);

	ck_assert(lesson_setup_make(lesson, 1, &base, &setup, &error));
	ck_assert_int_eq(setup.server.certificate, LOCAL_CERTIFICATE_EXPIRED);
	ck_assert_int_eq(setup.target.protocol, PROTOCOL_POP3);
	ck_assert(setup.target.demo && !setup.target.implicit_tls && !setup.other_door);
	ck_assert_str_eq(setup.options.tls.versions, "1.2");
	ck_assert(lesson_setup_make(lesson, 3, &base, &setup, &error));
	ck_assert_int_eq(setup.server.certificate, LOCAL_CERTIFICATE_GOOD);
	ck_assert(setup.target.implicit_tls && !setup.other_door);
	ck_assert(lesson_setup_make(lesson, 4, &base, &setup, &error));
	ck_assert(!setup.target.implicit_tls && setup.other_door);
	lesson_free(lesson);
}
END_TEST

CHECK_MAIN("shelf", shipped, sheet_is_text, refused, by_connection)

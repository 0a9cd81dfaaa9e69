/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_beside: what stands beside a session: findings and what proves them, explanations, a lesson, step mode.
 */
#include "../check_main.h"
#include "model/tls_facts.h"
#include "scene.h"

#include <string.h>

static bool shows(struct scene *scene, int rows, int cols, const char *text)
{
	struct buffer out;

	buffer_init(&out, SCENE_MAX);
	scene_paint(scene, rows, cols, SAFE_UTF8, &out);
	bool there = strstr(buffer_text(&out), text) != NULL;
	buffer_done(&out);
	return there;
}

/* Into the panel, with that tab. */
static void enter(struct scene *scene, enum action tab, int rows, int cols)
{
	scene_settle(scene, rows, cols);
	view_act(scene->view, tab);
	view_act(scene->view, ACTION_PREVIOUS_PANE);
	scene_settle(scene, rows, cols);
}

/* Findings */

START_TEST(a_finding)
{
	static const int sizes[][2] = {{24, 80}, {40, 120}, {20, 60}};

	for (size_t i = 0; i < 3; i++) {
		struct scene scene;
		scene_begin(&scene);
		enter(&scene, ACTION_TAB_FINDINGS, sizes[i][0], sizes[i][1]);
		view_act(scene.view, ACTION_OPEN);
		ck_assert(view_modal(scene.view));
		scene_compare(&scene, sizes[i][0], sizes[i][1], "finding");
		scene_end(&scene);
	}
}
END_TEST

/* A proof that is a line is shown where it stands; another one by itself, and from there it goes back to the finding. */
START_TEST(proofs)
{
	struct scene scene;

	scene_begin(&scene);
	enter(&scene, ACTION_TAB_FINDINGS, 40, 120);
	int64_t finding = view_selected_event(scene.view);
	ck_assert_int_eq(journal_at(scene.journal, (uint64_t)finding)->kind, EVENT_FINDING);
	view_act(scene.view, ACTION_OPEN);
	scene_settle(&scene, 40, 120);
	view_act(scene.view, ACTION_END);
	scene_settle(&scene, 40, 120);
	/* The last one has a number that the journal does not have. */
	ck_assert_int_eq(view_selected_event(scene.view), finding);
	view_act(scene.view, ACTION_OPEN);
	ck_assert(view_modal(scene.view));
	scene_move(&scene, -2);
	scene_settle(&scene, 40, 120);
	int64_t proof = view_selected_event(scene.view);
	ck_assert_int_eq(journal_at(scene.journal, (uint64_t)proof)->kind, EVENT_TLS_MESSAGE);
	view_act(scene.view, ACTION_OPEN);
	ck_assert(shows(&scene, 40, 120, "ClientHello: 196 bytes"));
	view_act(scene.view, ACTION_BACK);
	ck_assert(shows(&scene, 40, 120, "Why it matters"));
	scene_move(&scene, -1);
	scene_settle(&scene, 40, 120);
	proof = view_selected_event(scene.view);
	ck_assert_int_eq(journal_at(scene.journal, (uint64_t)proof)->kind, EVENT_LINE);
	view_act(scene.view, ACTION_OPEN);
	ck_assert(!view_modal(scene.view));
	ck_assert_int_eq(view_focus(scene.view), FOCUS_CONVERSATION);
	ck_assert_int_eq(view_selected_event(scene.view), proof);
	scene_end(&scene);
}
END_TEST

START_TEST(nothing_found)
{
	struct scene scene;

	scene_begin_empty(&scene);
	view_act(scene.view, ACTION_TAB_FINDINGS);
	ck_assert(shows(&scene, 24, 80, "no connection yet"));
	journal_begin_connection(scene.journal);
	scene_say(&scene, DIRECTION_IN, LINE_GREETING, 0, "220 mail.example.org", 1);
	view_catch_up(scene.view);
	ck_assert(shows(&scene, 24, 80, "Nothing found so far"));
	ck_assert(shows(&scene, 24, 80, "[6 Findings]"));
	scene_play(&scene);
	view_catch_up(scene.view);
	ck_assert(shows(&scene, 24, 80, "[6 Findings 2]"));
	ck_assert(shows(&scene, 24, 80, " 1 HIGH "));
	/* The next connection has none of its own. */
	journal_begin_connection(scene.journal);
	scene_say(&scene, DIRECTION_IN, LINE_GREETING, 0, "220 mail.example.org", 1);
	view_catch_up(scene.view);
	ck_assert(shows(&scene, 24, 80, "Nothing found so far"));
	ck_assert(!shows(&scene, 24, 80, "HIGH"));
	scene_end(&scene);
}
END_TEST

/* Explanations */

static void check_words(struct scene *scene, const char *expected)
{
	struct buffer words;

	buffer_init(&words, 4096);
	ck_assert_int_eq(view_selected_word(scene->view, &words), *expected != 0);
	ck_assert_str_eq(buffer_text(&words), expected);
	buffer_done(&words);
}

START_TEST(words_of_a_message)
{
	static const struct {
		int down;
		const char *words;
	} rows[] = {{0, "ClientHello"}, {3, "TLS 1.2\nversion\nClientHello"},
		{4, "TLS_AES_128_GCM_SHA256\ncipher suite\ncipher suites\nClientHello"},
		{9, "server\nhost name\nserver names\nserver_name\nextensions\nClientHello"}};
	struct scene scene;

	scene_begin(&scene);
	enter(&scene, ACTION_TAB_HANDSHAKE, 40, 120);
	scene_move(&scene, 7);
	view_act(scene.view, ACTION_OPEN);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		scene_settle(&scene, 40, 120);
		scene_move(&scene, rows[i].down);
		scene_settle(&scene, 40, 120);
		check_words(&scene, rows[i].words);
	}
	/* An explanation lies on the message, which is there again afterwards. */
	view_popup(scene.view, "Explained", "first\nsecond");
	ck_assert_int_eq(view_selected_event(scene.view), -1);
	ck_assert(shows(&scene, 40, 120, "second"));
	view_popup(scene.view, "Explained", "third");
	view_act(scene.view, ACTION_BACK);
	check_words(&scene, rows[3].words);
	view_act(scene.view, ACTION_BACK);
	ck_assert(!view_modal(scene.view));
	scene_end(&scene);
}
END_TEST

START_TEST(words_of_a_pane)
{
	static const struct {
		enum action tab;
		int down;
		const char *words;
	} rows[] = {{ACTION_TAB_SESSION, 0, ""}, {ACTION_TAB_TLS, 0, "TLS 1.3\nversion"},
		{ACTION_TAB_TLS, 1, "TLS_AES_256_GCM_SHA384\ncipher suite"}, {ACTION_TAB_TLS, 9, "encrypt_then_mac"},
		{ACTION_TAB_TLS, 10, "session_ticket"}, {ACTION_TAB_CAPS, 1, "PIPELINING"},
		{ACTION_TAB_CAPS, 2, "SIZE"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scene scene;
		scene_begin(&scene);
		enter(&scene, rows[i].tab, 40, 120);
		scene_move(&scene, rows[i].down);
		scene_settle(&scene, 40, 120);
		check_words(&scene, rows[i].words);
		scene_end(&scene);
	}
}
END_TEST

/* A value that does not fit into a row of a narrow panel. */
START_TEST(words_of_wrapped_rows)
{
	for (int down = 1; down <= 2; down++) {
		struct scene scene;
		scene_begin(&scene);
		enter(&scene, ACTION_TAB_TLS, 24, 80);
		scene_move(&scene, down);
		scene_settle(&scene, 24, 80);
		check_words(&scene, "TLS_AES_256_GCM_SHA384\ncipher suite");
		scene_end(&scene);
	}
}
END_TEST

START_TEST(explanation)
{
	static const char text[] =
		"server_name (RFC 6066 §3)\n\nThe client tells which host it wants, in the clear, so that a server with many "
		"certificates can choose. Mail servers often ignore it.\n\n  Postfix  smtp_tls_servername";
	struct scene scene;

	scene_begin(&scene);
	view_popup(scene.view, "Explained", text);
	scene_compare(&scene, 24, 80, "explained");
	scene_compare(&scene, 20, 60, "explained");
	scene_end(&scene);
}
END_TEST

/* A lesson */

static struct board_step steps[] = {
	{"Greet the server: type EHLO client.example.org.", "The server lists what it can do; STARTTLS is among it.",
		true},
	{"Ask for TLS: type STARTTLS.",
		"The gutter changed from ! to #: what comes now is sealed. In the panel you see every message of the handshake; the "
		"certificate is already encrypted in TLS 1.3.",
		true},
	{"Press Alt-3 and find out until when the certificate holds. Then greet the server again, since what it said before TLS "
	 "could have been changed on the way (RFC 3207 §4.2).",
		"", false},
	{"Leave: QUIT.", "", false},
};
static const struct board lesson = {.title = "From clear text to TLS",
	.text = "You upgrade a session by hand.\n\nIt takes five minutes.",
	.steps = steps,
	.count = 4,
	.present = 2,
	.closing = "Now you know what STARTTLS does, and what it does not do."};

START_TEST(board)
{
	struct board short_one = lesson, done = lesson;
	struct scene scene;

	scene_begin(&scene);
	view_board(scene.view, &lesson);
	scene_compare(&scene, 24, 80, "board");
	scene_compare(&scene, 24, 60, "board");
	scene_compare(&scene, 20, 60, "board");
	ck_assert(shows(&scene, 10, 40, "step 3 of 4"));
	view_act(scene.view, ACTION_LESSON);
	scene_compare(&scene, 24, 60, "lesson");
	view_act(scene.view, ACTION_LESSON);
	ck_assert(!view_modal(scene.view));
	/* Whoever has done nothing yet reads what it is about. */
	short_one.present = 0;
	view_board(scene.view, &short_one);
	ck_assert(shows(&scene, 24, 80, "step 1 of 4"));
	ck_assert(shows(&scene, 24, 80, " You upgrade a session by hand."));
	ck_assert(shows(&scene, 24, 80, "Greet the server"));
	done.present = 4;
	view_board(scene.view, &done);
	ck_assert(shows(&scene, 24, 80, "all 4 steps are done"));
	ck_assert(shows(&scene, 24, 80, "Now you know"));
	/* All of it opens where one is, and the rest is above. */
	view_act(scene.view, ACTION_LESSON);
	ck_assert(shows(&scene, 20, 60, "All is done"));
	view_act(scene.view, ACTION_TOP);
	ck_assert(shows(&scene, 20, 60, "You upgrade a session"));
	ck_assert(!shows(&scene, 20, 60, "All is done"));
	view_act(scene.view, ACTION_LESSON);
	view_board(scene.view, &lesson);
	view_act(scene.view, ACTION_LESSON);
	ck_assert(shows(&scene, 20, 60, "have been changed on the way"));
	view_board(scene.view, NULL);
	ck_assert(!shows(&scene, 24, 80, "steps"));
	scene_end(&scene);
}
END_TEST

/* Step mode */

static const char *const handshake[] = {"ClientHello", "ServerHello", "EncryptedExtensions", "Certificate ",
	"CertificateVerify", "Finished ══", "TLS is up"};

START_TEST(step_by_step)
{
	struct scene scene;

	scene_begin_empty(&scene);
	scene_settle(&scene, 40, 120);
	view_step(scene.view, true);
	ck_assert(!view_waiting(scene.view));
	scene_play(&scene);
	ck_assert(view_catch_up(scene.view));
	ck_assert_uint_eq(view_waiting_messages(scene.view), 7);
	ck_assert(!shows(&scene, 40, 120, "EHLO client.example.org  [automatic]"));
	ck_assert(!shows(&scene, 40, 120, "HIGH"));
	ck_assert(!shows(&scene, 40, 120, "ClientHello"));
	scene_compare(&scene, 24, 80, "step");
	view_next(scene.view);
	view_next(scene.view);
	ck_assert_uint_eq(view_waiting_messages(scene.view), 5);
	ck_assert(shows(&scene, 40, 120, "5 more messages wait, F9 shows the next"));
	ck_assert(shows(&scene, 40, 120, "ServerHello"));
	ck_assert(!shows(&scene, 40, 120, "EncryptedExtensions"));
	/* At the prompt, what is explained is the message that came last. */
	int64_t number = view_selected_event(scene.view);
	ck_assert_uint_eq(journal_at(scene.journal, (uint64_t)number)->tls_message.type, 2);
	scene_compare(&scene, 40, 120, "step");
	scene_compare(&scene, 24, 60, "step");
	while (view_waiting(scene.view))
		view_next(scene.view);
	view_next(scene.view);
	ck_assert(shows(&scene, 40, 120, "EHLO client.example.org  [automatic]"));
	ck_assert(shows(&scene, 40, 120, "step mode"));
	scene_end(&scene);
}
END_TEST

/* Turned off, everything is there; turned on, what is there stays; from the beginning, it is what it was. */
START_TEST(step_off_and_again)
{
	struct scene scene;
	struct buffer before, after;

	buffer_init(&before, SCENE_MAX);
	buffer_init(&after, SCENE_MAX);
	scene_begin(&scene);
	scene_settle(&scene, 40, 120);
	view_step(scene.view, true);
	ck_assert(!view_waiting(scene.view));
	view_step(scene.view, false);
	scene_paint(&scene, 40, 120, SAFE_UTF8, &before);
	view_step(scene.view, true);
	view_rewind(scene.view);
	ck_assert_uint_eq(view_waiting_messages(scene.view), 7);
	for (size_t i = 0; i < 7; i++) {
		ck_assert_msg(!shows(&scene, 40, 120, handshake[i]), "%s is shown too early", handshake[i]);
		view_act(scene.view, ACTION_STEP);
		ck_assert_msg(shows(&scene, 40, 120, handshake[i]), "%s is not shown", handshake[i]);
	}
	ck_assert(!view_waiting(scene.view));
	view_rewind(scene.view);
	view_step(scene.view, false);
	scene_paint(&scene, 40, 120, SAFE_UTF8, &after);
	ck_assert_str_eq(buffer_text(&before), buffer_text(&after));
	buffer_done(&before);
	buffer_done(&after);
	scene_end(&scene);
}
END_TEST

/* Lessons on the start screen */

START_TEST(start_with_lessons)
{
	static const char *const targets[] = {
		"imaps://mail.example.org", "demo", "lesson: starttls", "lesson: certificates"};
	struct start_list list = {.targets = targets, .count = 4, .selected = 2};
	struct scene scene;

	scene_begin_empty(&scene);
	view_start(scene.view, &list);
	scene_compare(&scene, 24, 80, "lessons");
	scene_compare(&scene, 20, 60, "lessons");
	for (int rows = 8; rows < 30; rows++)
		ck_assert_msg(shows(&scene, rows, 60, "> starttls"), "at %d rows", rows);
	scene_end(&scene);
}
END_TEST

/* With a board, in step mode, with everything open: no size writes outside of the grid. */
START_TEST(every_size)
{
	static const enum action opened[] = {ACTION_NONE, ACTION_LESSON, ACTION_OPEN, ACTION_HELP};

	for (size_t i = 0; i < 4; i++) {
		struct scene scene;
		scene_begin(&scene);
		view_board(scene.view, &lesson);
		enter(&scene, ACTION_TAB_FINDINGS, 24, 80);
		view_act(scene.view, opened[i]);
		for (int rows = 0; rows <= 26; rows++)
			for (int cols = 0; cols <= 125; cols += rows < 12 ? 1 : 7)
				scene_settle(&scene, rows, cols);
		scene_end(&scene);
	}
}
END_TEST

/* The ladder */

/* Every row of it that is no remark opens something, a flight its first message; long labels keep off their values. */
START_TEST(every_rung_opens)
{
	static const char *const texts[] = {
		"event      connected", "event      reply", "event      reply", "event      reply"};
	struct scene scene;

	scene_begin(&scene);
	enter(&scene, ACTION_TAB_HANDSHAKE, 40, 120);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		view_act(scene.view, ACTION_OPEN);
		ck_assert_msg(shows(&scene, 40, 120, texts[i]), "%s", texts[i]);
		if (!i)
			ck_assert(shows(&scene, 40, 120, "our address 192.0.2.99"));
		view_act(scene.view, ACTION_BACK);
		scene_move(&scene, 1);
	}
	scene_move(&scene, 2);
	ck_assert(shows(&scene, 40, 120, "flight 1: client"));
	view_act(scene.view, ACTION_OPEN);
	ck_assert(shows(&scene, 40, 120, "message type: 1 ClientHello"));
	scene_end(&scene);
}
END_TEST

/* What nobody has looked at is not called good. */
START_TEST(verdicts_in_the_bar)
{
	static const struct {
		enum verdict_result staple;
		const char *text;
	} cases[] = {
		{VERDICT_GOOD, "verify: good"},
		{VERDICT_NOT_CHECKED, "verify: 4 of 5 good"},
		{VERDICT_WARN, "verify: warnings"},
		{VERDICT_BAD, "verify: FAILED (1)"},
	};
	static const struct chain_facts chain;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scene scene;
		scene_begin_empty(&scene);
		journal_begin_connection(scene.journal);
		journal_append(
			scene.journal, &(struct event){.kind = EVENT_TARGET, .target = {.name = BYTES_LITERAL("a")}});
		journal_append(scene.journal, &(struct event){.kind = EVENT_CHAIN, .chain = {.chain = &chain}});
		for (int aspect = 0; aspect < VERDICT_ASPECTS; aspect++)
			journal_append(scene.journal,
				&(struct event){.kind = EVENT_VERDICT,
					.verdict = {.aspect = (enum verdict_aspect)aspect,
						.result = aspect == VERDICT_STAPLE ? cases[i].staple : VERDICT_GOOD}});
		view_catch_up(scene.view);
		ck_assert_msg(shows(&scene, 24, 80, cases[i].text), "%s", cases[i].text);
		scene_end(&scene);
	}
}
END_TEST

CHECK_MAIN("beside the session", a_finding, proofs, nothing_found, words_of_a_message, words_of_a_pane,
	words_of_wrapped_rows, explanation, board, step_by_step, step_off_and_again, start_with_lessons, every_size,
	every_rung_opens, verdicts_in_the_bar)

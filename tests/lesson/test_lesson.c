/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_lesson: what a lesson file may say, what is wrong with one and in which line, and how events tick its steps.
 */
#include "../check_main.h"
#include "lesson/lesson.h"

#include <stdio.h>

#define TEXT(text) bytes_str(text)

static const char good[] = "\xef\xbb\xbf# a remark\r\n"
			   "title: A title\r\n"
			   "intro: one\n"
			   "  two\n"
			   "\tthree\n"
			   "intro: four\n"
			   "server: protocol smtp\n"
			   "client: tls 1.2\n"
			   "connection: 2\n"
			   "server: fault inject\n"
			   "\n"
			   "step: first\n"
			   "  of all\n"
			   "when: clear out line text~EHLO\n"
			   "when: line direction\n"
			   "notice: look\n";

/* The second when is wrong. */
START_TEST(error_names_the_line)
{
	struct error error;

	ck_assert_ptr_null(lesson_parse("x", TEXT(good), &error));
	ck_assert_str_eq(error.sentence,
		"lesson x, line 15: when: «direction» is no phase, direction or kind of event (doc/events.md lists them)");
	ck_assert_int_eq(error.domain, ERROR_USAGE);
}
END_TEST

static struct lesson *parse(const char *text)
{
	struct error error = {.sentence = ""};
	struct lesson *lesson = lesson_parse("x", TEXT(text), &error);

	ck_assert_msg(lesson != NULL, "%s", error.sentence);
	return lesson;
}

START_TEST(read_whole)
{
	struct lesson *lesson = parse("\xef\xbb\xbf# a remark\r\n"
				      "TITLE: A title\r\n"
				      "intro: one\n"
				      "  two\n"
				      "# in between\n"
				      "\tthree\n"
				      "intro: four\n"
				      "server: protocol smtp\n"
				      "client: on-injection  drop \n"
				      "connection: 2\n"
				      "server: fault inject\n"
				      "\n"
				      "step: first\n"
				      "  of all\n"
				      "when: clear out line text~EHLO\n"
				      "notice: look\n"
				      "step: second\n"
				      "when: by hand\n"
				      "closing: the\n"
				      " end\n"
				      "question: why?\n");
	size_t count;

	ck_assert_str_eq(lesson_name(lesson), "x");
	ck_assert_str_eq(lesson_title(lesson), "A title");
	ck_assert_str_eq(lesson_intro(lesson), "one two three\n\nfour");
	ck_assert_str_eq(lesson_closing(lesson), "the end");
	const struct lesson_setting *settings = lesson_settings(lesson, &count);
	ck_assert_uint_eq(count, 3);
	ck_assert(settings[0].server && !settings[1].server && settings[2].server);
	ck_assert_str_eq(settings[1].name, "on-injection");
	ck_assert_str_eq(settings[1].value, "drop");
	ck_assert_uint_eq(settings[1].connection, 1);
	ck_assert_uint_eq(settings[2].connection, 2);
	ck_assert_uint_eq(settings[2].line, 11);
	const struct lesson_step *steps = lesson_steps(lesson, &count);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(steps[0].text, "first of all");
	ck_assert_str_eq(steps[0].notice, "look");
	ck_assert_str_eq(steps[1].notice, "");
	ck_assert(!steps[0].by_hand && steps[1].by_hand);
	const char *const *questions = lesson_questions(lesson, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(questions[0], "why?");
	lesson_free(lesson);
}
END_TEST

#define STEP "title: t\nstep: s\n"

static const struct {
	const char *text;
	const char *why; /* with the line, behind «lesson x, » */
} bad[] = {
	{"", "line 1: the file ends, and has no «title:»"},
	{"step: s\nwhen: by hand\n", "line 2: the file ends, and has no «title:»"},
	{"title: t\n", "line 1: the file ends, and has no «step:»"},
	{"title: t\ntitle: t\n", "line 2: title: there is one already"},
	{"title:\n", "line 1: title: nothing stands behind it"},
	{"titel: t\n", "line 1: titel: unknown key; there are title, intro, server, client, connection, step, when, "
		       "notice, closing and question"},
	{"title\n", "line 1: a line is «key: value», or indented to go on with the text above it"},
	{" title: t\n", "line 1: an indented line goes on with a text, and there is none above it"},
	{"server: fault\n", "line 1: a setting is a name and a value, as in «server: certificate expired»"},
	{"client: tls\n", "line 1: a setting is a name and a value, as in «client: tls 1.2»"},
	{"server: fault lie\n more\n", "line 2: an indented line goes on with a text, and there is none above it"},
	{"connection: 1\n", "line 1: connection: it takes a number from 2 to 9"},
	{"connection: 3\nconnection: 3\n", "line 2: connection: it takes a number from 4 to 9"},
	{"connection: 10\n", "line 1: connection: it takes a number from 2 to 9"},
	{STEP, "line 2: the step of line 2 has no condition: «when: EVENT», or «when: by hand»"},
	{STEP "step: s\n", "line 3: the step of line 2 has no condition: «when: EVENT», or «when: by hand»"},
	{"notice: n\n", "line 1: notice: it belongs to a step, and there is none above it"},
	{STEP "notice: n\nnotice: n\n", "line 4: notice: this step has one"},
	{"when: line\n", "line 1: when: it belongs to a step, and there is none above it"},
	{STEP "when: by hand\nwhen: line\n", "line 4: when: «by hand» stands alone: no event can tell"},
	{STEP "when: line\nwhen: by hand\n", "line 4: when: «by hand» stands alone: no event can tell"},
	{STEP "when: clear out\n",
		"line 3: when: the kind of event is missing: line, reply, starttls, tls-up, verdict ..."},
	{STEP "when: line reply\n", "line 3: when: «reply» is one too many: a condition is about one event"},
	{STEP "when: clear tls line\n", "line 3: when: «tls» is one too many: a condition is about one event"},
	{STEP "when: line txt~EHLO\n", "line 3: when: line has no field «txt» (doc/events.md lists the fields)"},
	{STEP "when: starttls step=agred\n", "line 3: when: step is never «agred» (doc/events.md lists the words)"},
	{STEP "when: tls-closed clean=maybe\n", "line 3: when: clean is never «maybe» (doc/events.md lists the words)"},
	{STEP "when: line text=\n", "line 3: when: there is nothing behind the mark: key=value or key~part"},
	{STEP "when: line text~\"two words\n", "line 3: when: a quote is not closed"},
	{STEP "when: line text~a\"b c\"\n", "line 3: when: quotes go around a whole value: text~\"two words\""},
	{"title: \xff\n", "line 1: it is not UTF-8"},
	{"title: a\x1b[31m\n", "line 1: it holds a control character"},
	{"title: a\xc2\x9b\n", "line 1: it holds a control character"},
	{"title: a\tb\n", "line 1: it holds a control character"},
	{"\x1b: \n", "line 1: it holds a control character"},
};

START_TEST(refused)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char expected[400];
		struct error error = {.sentence = ""};
		snprintf(expected, sizeof(expected), "lesson x, %s", bad[i].why);
		ck_assert_msg(!lesson_parse("x", TEXT(bad[i].text), &error), "%s", bad[i].text);
		ck_assert_str_eq(error.sentence, expected);
	}
}
END_TEST

/* Sizes at their limits, and one past them. */
START_TEST(limits)
{
	static char text[LESSON_SIZE_MAX + 2];
	struct error error;

	memset(text, '#', LESSON_SIZE_MAX + 1);
	ck_assert_ptr_null(lesson_parse("x", bytes_of(text, LESSON_SIZE_MAX + 1), &error));
	ck_assert_str_eq(error.sentence, "lesson x, line 1: the file is longer than 65536 bytes");
	ck_assert_ptr_null(lesson_parse("x", bytes_of(text, LESSON_LINE_MAX + 1), &error));
	ck_assert_str_eq(
		error.sentence, "lesson x, line 1: it is longer than 1000 bytes; texts go on in indented lines");
	ck_assert_ptr_null(lesson_parse("x", bytes_of(text, LESSON_LINE_MAX), &error));
	ck_assert_str_eq(error.sentence, "lesson x, line 1: the file ends, and has no «title:»");
	size_t used = (size_t)snprintf(text, sizeof(text), "title: t\n");
	for (int i = 0; i < LESSON_STEPS_MAX; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "step: s\nwhen: line\n");
	struct lesson *lesson = lesson_parse("x", bytes_of(text, used), &error);
	ck_assert_ptr_nonnull(lesson);
	lesson_free(lesson);
	used += (size_t)snprintf(text + used, sizeof(text) - used, "step: s\nwhen: line\n");
	ck_assert_ptr_null(lesson_parse("x", bytes_of(text, used), &error));
	ck_assert_str_eq(error.sentence, "lesson x, line 82: step: there are more than 40");
}
END_TEST

/* Progress */

static struct clock_hands hands;

static struct journal *new_journal(void)
{
	struct journal_config config = {.clock = clock_fixed(&hands), .spill_fd = -1};

	return journal_new(&config);
}

static void say(struct journal *journal, enum direction direction, const char *text, uint32_t flags)
{
	struct event line = {.kind = EVENT_LINE,
		.direction = direction,
		.line = {.text = bytes_str(text), .role = LINE_COMMAND, .flags = flags}};

	journal_append(journal, &line);
}

START_TEST(ticked_in_order)
{
	struct lesson *lesson = parse("title: t\n"
				      "step: a\nwhen: clear out line text~\"ehlo x\" role=command\n"
				      "step: b\nwhen: in line text=250\nwhen: line text=251\n"
				      "step: c\nwhen: line text=QUIT\n");
	struct journal *journal = new_journal();

	say(journal, DIRECTION_OUT, "EHLO x", 0);
	lesson_begin(lesson, journal);
	ck_assert(!lesson_catch_up(lesson, journal));
	/* Before its turn it does not count; a part of what is wanted does not, either. */
	say(journal, DIRECTION_OUT, "QUIT", 0);
	say(journal, DIRECTION_IN, "EHLO x", 0);
	say(journal, DIRECTION_OUT, "EHLO", 0);
	ck_assert(!lesson_catch_up(lesson, journal));
	ck_assert_uint_eq(lesson_present(lesson), 0);
	ck_assert(!lesson_tick(lesson));
	say(journal, DIRECTION_OUT, "Ehlo X.example", 0);
	say(journal, DIRECTION_IN, "2500", 0);
	ck_assert(lesson_catch_up(lesson, journal));
	ck_assert_uint_eq(lesson_present(lesson), 1);
	say(journal, DIRECTION_OUT, "251", 0);
	say(journal, DIRECTION_OUT, "QUIT", 0);
	ck_assert(lesson_catch_up(lesson, journal));
	ck_assert_uint_eq(lesson_present(lesson), 3);
	ck_assert(!lesson_tick(lesson));
	lesson_begin(lesson, journal);
	ck_assert_uint_eq(lesson_present(lesson), 0);
	journal_free(journal);
	lesson_free(lesson);
}
END_TEST

START_TEST(phase_counts)
{
	struct lesson *lesson = parse("title: t\nstep: a\nwhen: tls line\n");
	struct journal *journal = new_journal();

	lesson_begin(lesson, journal);
	say(journal, DIRECTION_OUT, "NOOP", 0);
	ck_assert(!lesson_catch_up(lesson, journal));
	journal_set_phase(journal, PHASE_TLS);
	say(journal, DIRECTION_OUT, "NOOP", 0);
	ck_assert(lesson_catch_up(lesson, journal));
	journal_free(journal);
	lesson_free(lesson);
}
END_TEST

/* Whoever goes on has done it; what was under way already does not show that. */
START_TEST(by_hand)
{
	struct lesson *lesson = parse("title: t\n"
				      "step: a\nwhen: line text=1\n"
				      "step: b\nwhen: by hand\n"
				      "step: c\nwhen: line text=2\n"
				      "step: d\nwhen: by hand\n");
	struct journal *journal = new_journal();

	lesson_begin(lesson, journal);
	say(journal, DIRECTION_OUT, "1", 0);
	say(journal, DIRECTION_IN, "2", 0);
	say(journal, DIRECTION_OUT, "2", LINE_AUTOMATIC);
	ck_assert(lesson_catch_up(lesson, journal));
	ck_assert_uint_eq(lesson_present(lesson), 1);
	ck_assert(lesson_tick(lesson));
	ck_assert_uint_eq(lesson_present(lesson), 2);
	lesson_begin(lesson, journal);
	say(journal, DIRECTION_OUT, "1", 0);
	say(journal, DIRECTION_OUT, "go", 0);
	say(journal, DIRECTION_IN, "2", 0);
	ck_assert(lesson_catch_up(lesson, journal));
	ck_assert_uint_eq(lesson_present(lesson), 3);
	ck_assert(!lesson_catch_up(lesson, journal));
	ck_assert(lesson_tick(lesson));
	ck_assert_uint_eq(lesson_present(lesson), 4);
	journal_free(journal);
	lesson_free(lesson);
}
END_TEST

CHECK_MAIN("lesson", error_names_the_line, read_whole, refused, limits, ticked_in_order, phase_counts, by_hand)

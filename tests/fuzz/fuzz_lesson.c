/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_lesson: a lesson file is refused with a sentence that names a line and can be shown, or it can be done from its first step to
 * its last.
 */
#include "fuzz.h"
#include "lesson/lesson.h"

#include <string.h>

const unsigned fuzz_mutations = 100000;

static struct clock_hands hands;

static void check_refusal(const struct error *error)
{
	fuzz_require(!strncmp(error->sentence, "lesson x, line ", 15), "a refusal names a line");
	fuzz_require(error->domain == ERROR_USAGE, "a refusal is about what was written");
	for (const char *c = error->sentence; *c; c++)
		fuzz_require((unsigned char)*c >= ' ' && *c != 0x7f, "a refusal can be shown");
}

static void check_text(const char *text)
{
	for (const char *c = text; *c; c++)
		fuzz_require(*c == '\n' || ((unsigned char)*c >= ' ' && *c != 0x7f), "a text can be shown");
}

static void check_settings(const struct lesson *lesson)
{
	size_t count;
	const struct lesson_setting *settings = lesson_settings(lesson, &count);
	unsigned connection = 1;

	for (size_t i = 0; i < count; i++) {
		fuzz_require(*settings[i].name && *settings[i].value, "a setting has a name and a value");
		fuzz_require(settings[i].connection >= connection, "connections are in their order");
		connection = settings[i].connection;
	}
	fuzz_require(connection <= LESSON_CONNECTIONS_MAX, "connections are counted");
}

static void append_some(struct journal *journal)
{
	struct event target = {.kind = EVENT_TARGET, .target = {.name = BYTES_LITERAL("demo")}};
	struct event line = {.kind = EVENT_LINE,
		.direction = DIRECTION_OUT,
		.line = {.text = BYTES_LITERAL("EHLO client.example.org")}};
	struct event up = {.kind = EVENT_TLS_UP, .direction = DIRECTION_IN};

	journal_append(journal, &target);
	journal_append(journal, &line);
	journal_append(journal, &up);
}

static void learn(struct lesson *lesson)
{
	struct journal_config config = {.clock = clock_fixed(&hands), .spill_fd = -1};
	struct journal *journal = journal_new(&config);
	size_t count, before = 0;
	const struct lesson_step *steps = lesson_steps(lesson, &count);

	fuzz_require(count > 0, "there is a step");
	lesson_begin(lesson, journal);
	append_some(journal);
	lesson_catch_up(lesson, journal);
	for (size_t i = 0; i < count; i++) {
		check_text(steps[i].text);
		check_text(steps[i].notice);
		lesson_tick(lesson);
		size_t present = lesson_present(lesson);
		fuzz_require(present >= before && present <= count, "a lesson never goes back");
		before = present;
	}
	journal_free(journal);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error error = {.sentence = ""};
	struct lesson *lesson = lesson_parse("x", bytes_of(data, size), &error);

	if (!lesson) {
		check_refusal(&error);
		return 0;
	}
	check_text(lesson_title(lesson));
	check_text(lesson_intro(lesson));
	check_text(lesson_closing(lesson));
	check_settings(lesson);
	learn(lesson);
	lesson_free(lesson);
	return 0;
}

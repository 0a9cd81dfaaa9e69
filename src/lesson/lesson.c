/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson: what was read, and how far the learner has come.
 */
#include "lesson/parts.h"

#include "base/alloc.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void lesson_free(struct lesson *lesson)
{
	if (!lesson)
		return;
	for (size_t i = 0; i < lesson->step_count; i++)
		free(lesson->tests[i].whens);
	arena_done(&lesson->texts);
	free(lesson);
}

bool lesson_refuse(const struct lesson *lesson, unsigned line, struct error *error, const char *format, ...)
{
	char why[300];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(why, sizeof(why), format, arguments);
	va_end(arguments);
	return error_set(error, ERROR_USAGE, 0, "lesson %s, line %u: %s", lesson->name, line, why);
}

const char *lesson_name(const struct lesson *lesson)
{
	return lesson->name;
}

const char *lesson_title(const struct lesson *lesson)
{
	return lesson->title;
}

const char *lesson_intro(const struct lesson *lesson)
{
	return lesson->intro;
}

const char *lesson_closing(const struct lesson *lesson)
{
	return lesson->closing;
}

const struct lesson_setting *lesson_settings(const struct lesson *lesson, size_t *ret_count)
{
	*ret_count = lesson->setting_count;
	return lesson->settings;
}

const struct lesson_step *lesson_steps(const struct lesson *lesson, size_t *ret_count)
{
	*ret_count = lesson->step_count;
	return lesson->steps;
}

const char *const *lesson_questions(const struct lesson *lesson, size_t *ret_count)
{
	*ret_count = lesson->question_count;
	return lesson->questions;
}

/* Progress */

void lesson_begin(struct lesson *lesson, const struct journal *journal)
{
	lesson->cursor = journal_count(journal);
	for (size_t i = 0; i < lesson->step_count; i++)
		lesson->steps[i].done = false;
}

size_t lesson_present(const struct lesson *lesson)
{
	size_t i = 0;

	while (i < lesson->step_count && lesson->steps[i].done)
		i++;
	return i;
}

static bool shows(const struct lesson_test *test, const struct event *event)
{
	for (size_t i = 0; i < test->count; i++)
		if (when_holds(&test->whens[i], event))
			return true;
	return false;
}

/* The learner did something; what comes of it is not what was under way before. */
static bool is_deed(const struct event *event)
{
	return event->kind == EVENT_TARGET || (event->kind == EVENT_LINE && event->direction == DIRECTION_OUT &&
						      !(event->line.flags & LINE_AUTOMATIC));
}

static bool take_event(struct lesson *lesson, const struct event *event)
{
	size_t present = lesson_present(lesson), step = present;

	lesson->acted |= is_deed(event);
	while (step < lesson->step_count && lesson->steps[step].by_hand)
		step++;
	if (step == lesson->step_count || (step > present && !lesson->acted) || !shows(&lesson->tests[step], event))
		return false;
	for (size_t i = present; i <= step; i++)
		lesson->steps[i].done = true;
	lesson->acted = false;
	return true;
}

bool lesson_catch_up(struct lesson *lesson, const struct journal *journal)
{
	uint64_t count = journal_count(journal);
	bool ticked = false;

	while (lesson->cursor < count)
		ticked |= take_event(lesson, journal_at(journal, lesson->cursor++));
	return ticked;
}

bool lesson_tick(struct lesson *lesson)
{
	size_t present = lesson_present(lesson);

	if (present == lesson->step_count || !lesson->steps[present].by_hand)
		return false;
	lesson->steps[present].done = true;
	lesson->acted = false;
	return true;
}

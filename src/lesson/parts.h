/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parts: what a lesson is made of. Internal to lesson.
 */
#ifndef STARLIT_LESSON_PARTS_H
#define STARLIT_LESSON_PARTS_H

#include "lesson/lesson.h"
#include "lesson/when.h"

enum { LESSON_WHENS_MAX = 16 };

/* What shows that a step was done: any of these. */
struct lesson_test {
	struct when *whens;
	size_t count;
	unsigned line; /* where the step stands */
};

struct lesson {
	char name[LESSON_NAME_MAX + 1];
	struct arena texts;
	const char *title, *intro, *closing;
	struct lesson_setting settings[LESSON_SETTINGS_MAX];
	size_t setting_count;
	struct lesson_step steps[LESSON_STEPS_MAX];
	struct lesson_test tests[LESSON_STEPS_MAX];
	size_t step_count;
	const char *questions[LESSON_QUESTIONS_MAX];
	size_t question_count;
	uint64_t cursor; /* the next event to be looked at */
	bool acted;      /* the learner has done something since the last step was ticked */
};

#endif

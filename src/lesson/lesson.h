/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson: a text that teaches by a session, and how much of it the learner has done.
 *
 * Purpose   reads a lesson file (doc/lessons.md), checks it, and ticks its steps off as the journal shows that they were
 *           done. What the server and the client are to be like are settings, which the program applies.
 * Ownership the lesson owns its texts. The journal is borrowed for a call.
 * Failure   a file that makes no sense is NULL and an error: «lesson NAME, line N: why».
 */
#ifndef STARLIT_LESSON_LESSON_H
#define STARLIT_LESSON_LESSON_H

#include "base/error.h"
#include "model/journal.h"

enum {
	LESSON_SIZE_MAX = 65536,
	LESSON_LINE_MAX = 1000,
	LESSON_NAME_MAX = 60,
	LESSON_STEPS_MAX = 40,
	LESSON_SETTINGS_MAX = 64,
	LESSON_QUESTIONS_MAX = 20,
	LESSON_CONNECTIONS_MAX = 9
};

/* For the program: who is set, what, and where it stands, so that an error can name the line. */
struct lesson_setting {
	bool server; /* false: the client: an option of starlit */
	const char *name;
	const char *value;
	unsigned connection; /* of the lesson: from this one on, 1 at least */
	unsigned line;
};

struct lesson_step {
	const char *text;   /* what to do */
	const char *notice; /* what to look at once it is done; may be empty */
	bool by_hand;       /* no event can tell: the learner says when it is done */
	bool done;
};

struct lesson;

struct lesson *lesson_parse(const char *name, struct bytes text, struct error *error);
void lesson_free(struct lesson *lesson);
/* Fills the error as lesson_parse does, for what only the program can check; false. */
bool lesson_refuse(const struct lesson *lesson, unsigned line, struct error *error, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Texts of several paragraphs have an empty line between them. */
const char *lesson_name(const struct lesson *lesson);
const char *lesson_title(const struct lesson *lesson);
const char *lesson_intro(const struct lesson *lesson);
const char *lesson_closing(const struct lesson *lesson);
const struct lesson_setting *lesson_settings(const struct lesson *lesson, size_t *ret_count);
const struct lesson_step *lesson_steps(const struct lesson *lesson, size_t *ret_count);
/* To be answered on paper, after the session. */
const char *const *lesson_questions(const struct lesson *lesson, size_t *ret_count);

/* No step is done; only what happens from now on counts. */
void lesson_begin(struct lesson *lesson, const struct journal *journal);
/*
 * Ticks what the events since the last call show, steps in their order, each by an event of its own. Whoever does the step
 * behind one that is ticked by hand has done that, too. True when something was ticked.
 */
bool lesson_catch_up(struct lesson *lesson, const struct journal *journal);
/* The learner says that he has done the present step; false when only an event can tell. */
bool lesson_tick(struct lesson *lesson);
/* The first step that is not done; the number of steps when all are. */
size_t lesson_present(const struct lesson *lesson);

#endif

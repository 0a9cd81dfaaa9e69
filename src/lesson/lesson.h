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

/* For the program: who is set, what, and where it stands, so that an error can name the line. */
struct lesson_setting {
	bool server; /* false: the client: an option of starlit */
	const char *name;
	const char *value;
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

const char *lesson_name(const struct lesson *lesson);
const char *lesson_title(const struct lesson *lesson);
const char *lesson_intro(const struct lesson *lesson);
const char *lesson_closing(const struct lesson *lesson);
const struct lesson_setting *lesson_settings(const struct lesson *lesson, size_t *ret_count);
const struct lesson_step *lesson_steps(const struct lesson *lesson, size_t *ret_count);

/* Ticks what the events since the last call show, steps in their order. True when something was ticked. */
bool lesson_catch_up(struct lesson *lesson, const struct journal *journal);
/* The learner says that he has done the present step; false when only an event can tell. */
bool lesson_tick(struct lesson *lesson);
/* The first step that is not done; the number of steps when all are. */
size_t lesson_present(const struct lesson *lesson);

#endif

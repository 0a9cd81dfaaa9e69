/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * teacher: leads through a lesson: opens its connections as it wants them, ticks its steps off, says what is next.
 *
 * Purpose   the console's part that knows lessons; commands, line mode and screen call it. What it says goes through the
 *           console's hook «taught»; a screen shows the lesson itself (lesson/lesson.h).
 * Ownership embedded in the console.
 * Failure   a lesson that cannot be had is false and an error; the one before goes on then.
 */
#ifndef STARLIT_APP_TEACHER_H
#define STARLIT_APP_TEACHER_H

#include "app/lesson_setup.h"

struct console;

struct teacher {
	struct lesson *lesson;       /* NULL: none */
	struct lesson_setup setup;   /* of its present connection */
	unsigned connection;         /* that one's number in the lesson; 0: none was opened yet */
	bool waits;                  /* step mode holds back what the learner has not seen: no step is done by that */
	struct lesson *furnished_by; /* the options in use and the local server are that one's; NULL: no lesson's */
};

/* What stands behind the text of a step: how it is ticked off, where the learner does that himself. */
const char *teacher_by_hand(const struct lesson_step *step);

/* Begins a lesson of the shelf, or in a file, on a new connection. */
bool teacher_begin(struct console *console, const char *name, struct error *error);
/* Ends it; the connection stays. */
void teacher_end(struct console *console);
void teacher_done(struct teacher *teacher);
/* «:next»: a step was done that no event can tell. Why not is said. */
void teacher_next(struct console *console);
/* Once per round: what the journal shows is ticked off. */
void teacher_catch_up(struct console *console);

/* A connection is about to be opened: it is to be as the lesson wants it. False, with a word about it, when it cannot be had. */
bool teacher_connecting(struct console *console, struct target *target);
/* Another server is about to be connected to: ends the lesson, and the connection. True when options of a lesson are in use. */
bool teacher_leave(struct console *console);
/* They no longer are. */
void teacher_left(struct teacher *teacher);
/* To somebody who has opened the demo without a lesson: that there are some. */
void teacher_offer(struct console *console);

/* What is said when it is over, and which one comes next. */
void teacher_closing(const struct lesson *lesson, struct buffer *out);

#endif

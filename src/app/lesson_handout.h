/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_handout: a lesson as a sheet for the class: steps with boxes to tick, what to look at, questions at the end.
 */
#ifndef STARLIT_APP_LESSON_HANDOUT_H
#define STARLIT_APP_LESSON_HANDOUT_H

#include "lesson/lesson.h"
#include "report/page.h"

/* Appends the whole page; out is born with PAGE_ROOM. False when it does not fit. */
bool lesson_handout_write(struct buffer *out, const struct lesson *lesson, enum page_form form);

#endif

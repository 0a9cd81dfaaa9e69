/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shelf: the lessons that are in the program, and those in files.
 *
 * Ownership texts of the shelf are constant; a lesson that was opened is the caller's.
 * Failure   a lesson that is not there, or makes no sense, is NULL or false, and an error.
 */
#ifndef STARLIT_APP_SHELF_H
#define STARLIT_APP_SHELF_H

#include "base/buffer.h"
#include "lesson/lesson.h"

struct shelf_lesson {
	const char *name;
	const unsigned char *text;
	size_t len;
};

/* In the order in which they are best taken. The build makes them of lessons/ (lessons/embed). */
extern const struct shelf_lesson shelf_lessons[];
extern const size_t shelf_count;

/* One of the shelf, or, when there is a slash in the name or it ends in .lesson, a file. */
struct lesson *shelf_open(const char *name, struct error *error);
/* Its text, for a copy of one's own. */
bool shelf_text(const char *name, struct buffer *ret_text, struct error *error);
/* The one that comes after the one of that name; NULL: none does. */
const struct shelf_lesson *shelf_next(const char *name);
/* The title of one of the shelf, cut to size. Returns text. */
const char *shelf_title(const struct shelf_lesson *lesson, char *text, size_t size);
/* A line each: name and title. */
void shelf_list(struct buffer *out);

#endif

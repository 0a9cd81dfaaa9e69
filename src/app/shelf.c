/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shelf: found by name, read, listed.
 */
#include "app/shelf.h"

#include "app/files.h"
#include "app/guess.h"
#include "base/safe.h"
#include <stdio.h>
#include <string.h>

static bool is_file(const char *name)
{
	static const char ending[] = ".lesson";
	size_t len = strlen(name);

	return strchr(name, '/') || (len >= sizeof(ending) && !strcmp(name + len - (sizeof(ending) - 1), ending));
}

static const struct shelf_lesson *find(const char *name)
{
	for (size_t i = 0; i < shelf_count; i++)
		if (bytes_is(bytes_str(name), shelf_lessons[i].name))
			return &shelf_lessons[i];
	return NULL;
}

static bool not_there(const char *name, struct error *error)
{
	struct guess guess = {.typed = bytes_str(name)};
	char shown[60], meant[GUESS_MAX + 60] = "starlit demo --lessons lists them";

	for (size_t i = 0; i < shelf_count; i++)
		guess_offer(&guess, bytes_str(shelf_lessons[i].name));
	if (guess.best[0])
		snprintf(meant, sizeof(meant), "is %s meant?", guess.best);
	return error_set(error, ERROR_USAGE, 0, "lesson %s: there is none of that name; %s (a file has a / or .lesson)",
		safe_text(shown, sizeof(shown), bytes_str(name), SAFE_UTF8), meant);
}

bool shelf_text(const char *name, struct buffer *ret_text, struct error *error)
{
	const struct shelf_lesson *lesson = find(name);

	if (is_file(name))
		return file_read(name, ret_text, error);
	return lesson ? buffer_append(ret_text, bytes_of(lesson->text, lesson->len)) : not_there(name, error);
}

/* A file is called as it is named, without its folder. */
static const char *last_part(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash && slash[1] ? slash + 1 : name;
}

struct lesson *shelf_open(const char *name, struct error *error)
{
	struct buffer text;
	struct lesson *lesson = NULL;

	/* One byte more, so that a file that is too long is told as such. */
	buffer_init(&text, LESSON_SIZE_MAX + 1);
	if (shelf_text(name, &text, error))
		lesson = lesson_parse(last_part(name), buffer_bytes(&text), error);
	buffer_done(&text);
	return lesson;
}

const struct shelf_lesson *shelf_next(const char *name)
{
	const struct shelf_lesson *lesson = find(name);

	return lesson && lesson + 1 < shelf_lessons + shelf_count ? lesson + 1 : NULL;
}

const char *shelf_title(const struct shelf_lesson *lesson, char *text, size_t size)
{
	struct lesson *opened = shelf_open(lesson->name, NULL);

	snprintf(text, size, "%s", opened ? lesson_title(opened) : "");
	lesson_free(opened);
	return text;
}

void shelf_list(struct buffer *out)
{
	char title[200];

	for (size_t i = 0; i < shelf_count; i++)
		buffer_printf(
			out, "%-20s %s\n", shelf_lessons[i].name, shelf_title(&shelf_lessons[i], title, sizeof(title)));
}

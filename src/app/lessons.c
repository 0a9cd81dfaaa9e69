/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lessons: the list, the file, the sheet.
 */
#include "app/lessons.h"

#include "app/files.h"
#include "app/lesson_handout.h"
#include "app/lesson_setup.h"
#include "app/shelf.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool lessons_only(const struct options *options)
{
	return options->lessons || options->print_lesson || options->handout;
}

static bool check_place(const struct options *options, struct error *error)
{
	bool demo = options->run == RUN_SESSION && (!options->has_target || options->target.demo);

	if (!demo)
		return error_set(error, ERROR_USAGE, 0,
			"--lesson: lessons are about the teaching server: starlit demo --lesson NAME");
	return options->lesson || options->lessons ||
	       error_set(error, ERROR_USAGE, 0, "--%s: of which lesson? --lesson NAME says it",
		       options->print_lesson ? "print" : "handout");
}

bool lessons_check(const struct options *options, struct error *error)
{
	struct lesson *lesson = check_place(options, error) ? shelf_open(options->lesson, error) : NULL;
	bool good = lesson && lesson_setup_check(lesson, options, error);

	lesson_free(lesson);
	return good;
}

static bool is_html(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && (!strcasecmp(dot, ".html") || !strcasecmp(dot, ".htm"));
}

static bool write_handout(const struct options *options, struct error *error)
{
	struct lesson *lesson = shelf_open(options->lesson, error);
	struct buffer page;

	if (!lesson)
		return false;
	buffer_init(&page, PAGE_ROOM);
	bool good = lesson_handout_write(&page, lesson, is_html(options->handout) ? PAGE_HTML : PAGE_TEXT);
	if (!good)
		error_set(error, ERROR_LIMIT, 0, "--handout: the lesson is too long for a sheet");
	good = good && file_write(options->handout, buffer_bytes(&page), false, error);
	buffer_done(&page);
	lesson_free(lesson);
	return good;
}

int lessons_run(const struct options *options, struct error *error)
{
	struct buffer out;

	if (!check_place(options, error) || (options->lesson && !lessons_check(options, error)))
		return -1;
	if (options->handout)
		return write_handout(options, error) ? EXIT_SUCCESS : -1;
	buffer_init(&out, 1 << 20);
	bool good = true;
	if (options->lessons)
		shelf_list(&out);
	else
		good = shelf_text(options->lesson, &out, error);
	fwrite(buffer_bytes(&out).data, 1, out.len, stdout);
	buffer_done(&out);
	return good ? EXIT_SUCCESS : -1;
}

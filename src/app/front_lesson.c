/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front_lesson: lessons on the start screen, and the board beside a session.
 */
#include "app/front.h"

#include "app/shelf.h"
#include <stdio.h>

void front_lesson_init(struct front *front)
{
	buffer_init(&front->board_texts, 1 << 18);
}

void front_lesson_done(struct front *front)
{
	buffer_done(&front->board_texts);
}

/* Steps as they are shown, one behind the other, each with its NUL. */
static void write_steps(struct buffer *texts, const struct lesson_step *steps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buffer_append_text(texts, steps[i].text);
		buffer_append_text(texts, teacher_by_hand(&steps[i]));
		buffer_append_byte(texts, 0);
	}
}

static void fill_board(struct front *front, const struct lesson *lesson)
{
	size_t count;
	const struct lesson_step *steps = lesson_steps(lesson, &count);
	struct buffer *texts = &front->board_texts;

	buffer_clear(texts);
	write_steps(texts, steps, count);
	teacher_closing(lesson, texts);
	const char *at = buffer_text(texts);
	for (size_t i = 0; i < count; i++) {
		front->steps[i] = (struct board_step){.text = at, .notice = steps[i].notice, .done = steps[i].done};
		at += strlen(at) + 1;
	}
	front->board = (struct board){.title = lesson_title(lesson),
		.text = lesson_intro(lesson),
		.steps = front->steps,
		.count = count,
		.present = lesson_present(lesson),
		.closing = at};
}

void front_lesson_show(struct front *front)
{
	const struct lesson *lesson = front->console.teacher.lesson;

	if (lesson)
		fill_board(front, lesson);
	view_board(front->view, lesson ? &front->board : NULL);
	front->dirty = true;
}

size_t front_lesson_list(struct front *front, size_t count)
{
	char title[80];

	for (size_t i = 0; i < shelf_count && i < LISTED_LESSONS; i++) {
		if (i == front->lesson_count) {
			snprintf(front->lessons[i], sizeof(front->lessons[i]), "lesson: %s",
				shelf_title(&shelf_lessons[i], title, sizeof(title)));
			front->lesson_count++;
		}
		front->listed[count++] = front->lessons[i];
	}
	return count;
}

const char *front_lesson_line(struct front *front, size_t index)
{
	snprintf(front->chosen, sizeof(front->chosen), ":lesson %s", shelf_lessons[index].name);
	return front->chosen;
}

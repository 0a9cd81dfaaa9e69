/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * start: the screen without a session: type a target, pick one, or open the demo or a lesson.
 */
#include "view/screen.h"

#include <stdio.h>

enum { LOW = 12, LESSON_LEN = 8 };
static const char lesson_mark[LESSON_LEN + 1] = "lesson: ";

static const char *const examples[][2] = {
	{"mx.example.org           ", "SMTP, port 25"},
	{"imap://mail.example.org  ", "a scheme: smtp submission smtps imap imaps pop3 pop3s lmtp sieve"},
	{"192.0.2.7:587            ", "a known port tells its protocol"},
	{"demo:imap                ", "a teaching server inside the program"},
};

static bool is_lesson(const char *target)
{
	return bytes_starts_with(bytes_str(target), lesson_mark);
}

static void add_words(struct rows *rows)
{
	rows_title(rows, "starlit: an interactive debugger for mail sessions that go STARTTLS");
	rows_blank(rows);
	rows_prose(rows, STYLE_NORMAL, 0, ROWS_NO_REF, BYTES_LITERAL("Type where to connect to:"));
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		char mark[64];
		snprintf(mark, sizeof(mark), "  %s", examples[i][0]);
		rows_item(rows, STYLE_NORMAL, ROWS_NO_REF, mark, bytes_str(examples[i][1]));
	}
	rows_blank(rows);
}

static void add_list(const struct start_list *start, bool lessons, struct rows *rows)
{
	for (size_t i = 0; i < start->count; i++)
		if (is_lesson(start->targets[i]) == lessons)
			rows_printf(rows, i == start->selected ? STYLE_SELECTED : STYLE_NORMAL, 0, (int64_t)i, "%s%s",
				i == start->selected ? "> " : "  ", start->targets[i] + (lessons ? LESSON_LEN : 0));
}

static bool has_lessons(const struct start_list *start)
{
	for (size_t i = 0; i < start->count; i++)
		if (is_lesson(start->targets[i]))
			return true;
	return false;
}

/* How much is explained: in a low terminal the list matters more. */
enum detail { ALL_WORDS, SOME_WORDS, FEW_WORDS };

static void add_head(enum detail detail, struct rows *rows)
{
	switch (detail) {
	case ALL_WORDS:
		add_words(rows);
		rows_prose(rows, STYLE_NORMAL, 0, ROWS_NO_REF,
			BYTES_LITERAL("or pick one with Up and Down, and press Enter:"));
		return;
	case SOME_WORDS:
		rows_title(rows, "starlit: a debugger for mail sessions that go STARTTLS");
		rows_prose(rows, STYLE_NORMAL, 0, ROWS_NO_REF,
			BYTES_LITERAL(
				"Type where to connect to (mx.example.org, imap://mail.example.org, 192.0.2.7:587, "
				"demo:imap), or pick one with Up and Down, and press Enter:"));
		return;
	case FEW_WORDS:
		rows_prose(rows, STYLE_NORMAL, 0, ROWS_NO_REF,
			BYTES_LITERAL("Type a target, or pick one with Up and Down:"));
		return;
	}
}

static void fill(struct view *view, int cols, enum detail detail)
{
	struct rows *rows = &view->panel;

	rows_begin(rows, cols, view->charset);
	add_head(detail, rows);
	add_list(view->start, false, rows);
	if (!has_lessons(view->start))
		return;
	rows_blank(rows);
	rows_title(rows, "Lessons");
	add_list(view->start, true, rows);
}

void start_paint(struct view *view, struct grid *grid)
{
	struct rect rect = {1, 2, grid->rows - 3, grid->cols - 3};
	struct scroll scroll = {0};

	if (rect.rows <= 0 || rect.cols <= 0)
		return;
	fill(view, rect.cols, ALL_WORDS);
	if (view->panel.count > (size_t)rect.rows)
		fill(view, rect.cols, rect.rows >= LOW ? SOME_WORDS : FEW_WORDS);
	for (size_t i = 0; i < view->panel.count; i++)
		if (view->panel.list[i].ref == (int64_t)view->start->selected)
			scroll.cursor = i;
	rows_settle(&view->panel, &scroll, rect.rows);
	rows_paint(&view->panel, &scroll, grid, rect, false);
}

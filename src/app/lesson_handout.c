/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_handout: one page of A4 when it is printed, if the lesson is not too long (doc/lessons.md).
 *
 * Boxes are drawn, since not every font has one.
 */
#include "app/lesson_handout.h"

#include "app/wrap.h"
#include <stdio.h>

enum { SHEET_MAX = 1 << 20, TEXT_MAX = 1 << 16 };

/* The step, its box, and what to notice below it. */
#define BOX  "<span style=\"display: inline-block; width: .85em; height: .85em; border: 1.5px solid\"></span> "
#define STEP "<p style=\"margin: .25rem 0 0 1.6rem; text-indent: -1.6rem; break-inside: avoid\">"
#define LOOK "<p class=\"faint\" style=\"margin: 0 0 .25rem 1.6rem; break-inside: avoid\">"

/* Paragraphs behind a mark of four columns; wrapped, and indented by as much. */
static void put_text(struct page *page, const char *mark, const char *text)
{
	struct buffer wrapped;

	buffer_init(&wrapped, TEXT_MAX);
	wrap_text(&wrapped, bytes_str(text));
	struct bytes rest = buffer_bytes(&wrapped);
	while (rest.len) {
		size_t end = bytes_index(rest, '\n', 0);
		page_put(page, end ? mark : "");
		page_text(page, bytes_first(rest, end));
		page_put(page, "\n");
		rest = bytes_from(rest, end + 1);
		mark = *mark ? "    " : "";
	}
	buffer_done(&wrapped);
}

static void put_html(struct page *page, const char *begin, const char *text)
{
	struct bytes rest = bytes_str(text);

	while (rest.len) {
		size_t end = bytes_find(rest, BYTES_LITERAL("\n\n"));
		page_put(page, begin);
		page_text(page, bytes_first(rest, end));
		page_put(page, "</p>\n");
		rest = bytes_from(rest, end + 2);
	}
}

static void put(struct page *page, const char *mark, const char *begin, const char *text)
{
	if (page->form == PAGE_TEXT)
		put_text(page, mark, text);
	else
		put_html(page, begin, text);
}

static void put_steps(struct page *page, const struct lesson *lesson)
{
	size_t count;
	const struct lesson_step *steps = lesson_steps(lesson, &count);

	page_section(page, "steps", "Steps", SHEET_MAX);
	for (size_t i = 0; i < count; i++) {
		put(page, "[ ] ", STEP BOX, steps[i].text);
		if (*steps[i].notice)
			put(page, "    ", LOOK, steps[i].notice);
		if (page->form == PAGE_TEXT && i + 1 < count)
			page_put(page, "\n");
	}
	page_section_end(page);
}

static void put_questions(struct page *page, const struct lesson *lesson)
{
	size_t count;
	const char *const *questions = lesson_questions(lesson, &count);

	if (!count)
		return;
	page_section(page, "questions", "Questions", SHEET_MAX);
	for (size_t i = 0; i < count; i++) {
		char mark[32], begin[120];
		snprintf(mark, sizeof(mark), "%2zu. ", i + 1);
		snprintf(begin, sizeof(begin),
			"<p style=\"margin: .25rem 0 .25rem 1.6rem; text-indent: -1.6rem\">%zu. ", i + 1);
		put(page, mark, begin, questions[i]);
	}
	page_section_end(page);
}

bool lesson_handout_write(struct buffer *out, const struct lesson *lesson, enum page_form form)
{
	struct page page = {.out = out, .form = form};
	char last[200];

	page_begin(&page, bytes_str(lesson_title(lesson)));
	if (form == PAGE_TEXT)
		page_put(&page, "\n");
	put(&page, "", "<p>", lesson_intro(lesson));
	put_steps(&page, lesson);
	put_questions(&page, lesson);
	if (*lesson_closing(lesson)) {
		page_section(&page, "closing", "What it was about", SHEET_MAX);
		put(&page, "", "<p>", lesson_closing(lesson));
		page_section_end(&page);
	}
	snprintf(last, sizeof(last), "starlit demo --lesson %s begins this lesson.", lesson_name(lesson));
	page_end(&page, last);
	return !page.full;
}

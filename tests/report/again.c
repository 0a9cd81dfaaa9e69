/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * again: what is lost on the way through a file differs in the second JSON, or in a cell.
 */
#include "again.h"

#include "model/tls_facts.h"
#include "report/record.h"
#include "report/record_reader.h"
#include "view/view.h"
#include <check.h>
#include <stdlib.h>

void again_write(const struct journal *journal, struct buffer *ret_json)
{
	ck_assert(record_begin(ret_json, "starlit, a test", 1795233906123456, false));
	for (uint64_t number = 0; number < journal_count(journal); number++)
		ck_assert(record_event(ret_json, journal_at(journal, number)));
}

struct journal *again_read(struct bytes json, const char *name)
{
	struct journal_config config = {.clock = clock_system(), .spill_fd = -1};
	struct journal *journal = journal_new(&config);
	struct record_reader reader;
	struct error error = {.sentence = ""};
	bool cut = true;

	record_reader_init(&reader, name, journal);
	ck_assert_msg(record_reader_feed(&reader, json, &error), "%s", error.sentence);
	ck_assert_msg(record_reader_end(&reader, &cut, &error), "%s", error.sentence);
	ck_assert(!cut);
	record_reader_done(&reader);
	return journal;
}

/* Screens */

static const int sizes[][2] = {{24, 80}, {40, 120}, {10, 40}};
static const struct prompt prompt = {.kind = PROMPT_COMMAND, .label = {(const unsigned char *)"> ", 2}};

static void compare(const struct grid *a, const struct grid *b, const char *name, const char *what, int step)
{
	ck_assert_int_eq(a->rows, b->rows);
	for (int row = 0; row < a->rows; row++)
		for (int col = 0; col < a->cols; col++) {
			const struct cell *one = grid_cell(a, row, col), *other = grid_cell(b, row, col);
			if (strcmp(one->text, other->text) || one->width != other->width ||
				one->style != other->style || one->escaped != other->escaped)
				ck_abort_msg("%s: %s %d: row %d, column %d of %d: «%s» became «%s»", name, what, step,
					row, col, a->cols, one->text, other->text);
		}
}

struct screens {
	struct view *views[2];
	struct grid grids[2];
	const char *name;
};

static void paint(struct screens *screens, const int *size, const char *what, int step)
{
	for (int i = 0; i < 2; i++) {
		grid_reset(&screens->grids[i], size[0], size[1]);
		view_prompt(screens->views[i], &prompt);
		view_paint(screens->views[i], &screens->grids[i]);
	}
	compare(&screens->grids[0], &screens->grids[1], screens->name, what, step);
}

static void act(struct screens *screens, enum action action)
{
	view_act(screens->views[0], action);
	view_act(screens->views[1], action);
}

/* Every line of the pane that has the keys, with what it opens. */
static void open_all(struct screens *screens, const char *what)
{
	enum { LINES = 40 };

	act(screens, ACTION_TOP);
	for (int i = 0; i < LINES; i++) {
		act(screens, ACTION_OPEN);
		paint(screens, sizes[1], what, i);
		act(screens, ACTION_BACK);
		if (view_focus(screens->views[0]) == FOCUS_PROMPT)
			act(screens, ACTION_NEXT_PANE);
		act(screens, ACTION_LINE_DOWN);
	}
}

static void look(struct screens *screens)
{
	static const char *const tabs[TABS] = {
		"session", "TLS", "certificates", "capabilities", "handshake", "findings"};

	for (int tab = 0; tab < TABS; tab++) {
		act(screens, (enum action)(ACTION_TAB_SESSION + tab));
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
			paint(screens, sizes[i], tabs[tab], -1);
		act(screens, ACTION_NEXT_PANE);
		if (!tab)
			open_all(screens, "conversation");
		act(screens, ACTION_NEXT_PANE);
		open_all(screens, tabs[tab]);
		act(screens, ACTION_BACK);
	}
}

static void looks_the_same(const struct journal *journal, const struct journal *again, const char *name)
{
	struct screens screens = {.name = name};
	const struct journal *journals[] = {journal, again};
	struct buffer ladders[2];

	for (int i = 0; i < 2; i++) {
		screens.views[i] = view_new(journals[i], SAFE_UTF8);
		grid_init(&screens.grids[i], SAFE_UTF8);
		view_catch_up(screens.views[i]);
		buffer_init(&ladders[i], AGAIN_MAX);
		view_ladder_text(screens.views[i], &ladders[i]);
	}
	look(&screens);
	ck_assert_str_eq(buffer_text(&ladders[0]), buffer_text(&ladders[1]));
	for (int i = 0; i < 2; i++) {
		view_free(screens.views[i]);
		grid_done(&screens.grids[i]);
		buffer_done(&ladders[i]);
	}
}

/* Written by nobody, since the rest tells them. */
static void mended_the_same(const struct event *event, const struct event *again)
{
	if (event->kind != EVENT_CHAIN)
		return;
	ck_assert_uint_eq(event->chain.chain->count, again->chain.chain->count);
	for (size_t i = 0; i < event->chain.chain->count; i++)
		ck_assert_str_eq(event->chain.chain->certs[i].pem, again->chain.chain->certs[i].pem);
}

void again_same(const struct journal *journal, const char *name)
{
	struct buffer first, second;

	buffer_init(&first, AGAIN_MAX);
	buffer_init(&second, AGAIN_MAX);
	again_write(journal, &first);
	struct journal *again = again_read(buffer_bytes(&first), name);
	again_write(again, &second);
	ck_assert_str_eq(buffer_text(&first), buffer_text(&second));
	ck_assert_uint_eq(journal_count(journal), journal_count(again));
	for (uint64_t number = 0; number < journal_count(journal); number++)
		mended_the_same(journal_at(journal, number), journal_at(again, number));
	/* Under valgrind screens would take minutes; tests/tools/memory says that it is there. */
	if (!getenv("STARLIT_SPLITS"))
		looks_the_same(journal, again, name);
	journal_free(again);
	buffer_done(&first);
	buffer_done(&second);
}

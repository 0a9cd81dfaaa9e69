/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board: a lesson beside the session: a strip above the panes with the present step, and the whole of it as an overlay.
 */
#include "view/screen.h"

#include <stdio.h>
#include <string.h>

/* The right margin has room for the mark of what is cut. */
enum { HEAD_ROWS = 1, RULE_ROWS = 1, RULE_FROM = 5, MARGINS = 4 };

static const char *tick(const struct rows *rows)
{
	return rows->charset == SAFE_UTF8 ? "✓ " : "[x] ";
}

static const char *arrow(const struct rows *rows)
{
	return rows->charset == SAFE_UTF8 ? "→ " : "--> ";
}

static bool is_done(const struct board *board)
{
	return board->present >= board->count;
}

/* The strip */

/* What to look at now that a step is done. */
static const char *notice(const struct board *board)
{
	size_t present = is_done(board) ? board->count : board->present;

	return present ? board->steps[present - 1].notice : "";
}

static void fill_strip(struct view *view, int cols)
{
	const struct board *board = view->board;
	struct rows *text = &view->board_text, *done = &view->board_notice;

	rows_begin(text, cols - MARGINS, view->charset);
	rows_begin(done, cols - MARGINS, view->charset);
	if (!board->present)
		rows_prose(done, STYLE_NORMAL, 0, ROWS_NO_REF, bytes_str(board->text));
	else if (*notice(board))
		rows_item(done, STYLE_GOOD, ROWS_NO_REF, tick(done), bytes_str(notice(board)));
	if (!is_done(board))
		rows_item(text, STYLE_NORMAL, ROWS_NO_REF, arrow(text), bytes_str(board->steps[board->present].text));
	else if (*board->closing)
		rows_prose(text, STYLE_NORMAL, 0, ROWS_NO_REF, bytes_str(board->closing));
}

int board_rows(struct view *view, int cols)
{
	if (!view->board || view->start)
		return 0;
	fill_strip(view, cols);
	return HEAD_ROWS + (int)(view->board_notice.count + view->board_text.count) + RULE_ROWS;
}

/* The longest hint that leaves room for the title and for where one is. */
static const char *hint_for(bool cut, int room)
{
	static const char *const hints[2][3] = {
		{"F8 the whole lesson", "F8 all", "F8"}, {"F8 shows the rest", "F8 more", "F8"}};
	int i = 0;

	while (i < 2 && (int)strlen(hints[cut][i]) > room)
		i++;
	return hints[cut][i];
}

static void paint_head(const struct view *view, struct grid *grid, struct rect rect, bool cut)
{
	const struct board *board = view->board;
	char place[64];

	if (is_done(board))
		snprintf(place, sizeof(place), "%sall %zu steps are done", tick(&view->board_text), board->count);
	else
		snprintf(place, sizeof(place), "step %zu of %zu", board->present + 1, board->count);
	int place_cols = (int)safe_width(bytes_str(place), view->charset);
	int title_cols = (int)safe_width(bytes_str(board->title), view->charset);
	const char *hint = hint_for(cut, rect.cols - title_cols - place_cols - 6);
	/* Where one is matters more than the end of a long title. */
	int hint_at = rect.cols - (int)strlen(hint) - 1;
	struct rect title = {rect.row, rect.col, 1, hint_at - place_cols - 4};
	int col = grid_text(grid, title, 0, 1, board->title, STYLE_TITLE);
	grid_text(grid, rect, 0, col + 2, place, STYLE_FOCUS);
	grid_text(grid, rect, 0, hint_at, hint, STYLE_FAINT);
}

static void paint_rows(const struct rows *rows, struct grid *grid, struct rect rect)
{
	struct scroll scroll = {0};

	rows_paint(rows, &scroll, grid, rect, false);
	if (rect.rows > 0 && (size_t)rect.rows < rows->count)
		grid_text(
			grid, rect, rect.rows - 1, rect.cols - 1, rows->charset == SAFE_UTF8 ? "…" : ">", STYLE_FOCUS);
}

/* The present step comes first when there is not enough room; of the notice then at least a row is left. */
void board_paint(struct view *view, struct grid *grid, struct rect rect)
{
	if (!view->board || rect.rows <= 0)
		return;
	bool rule = rect.rows >= RULE_FROM;
	int room = rect.rows - HEAD_ROWS - rule;
	int done = (int)view->board_notice.count, text = (int)view->board_text.count;
	bool cut = done + text > room;
	if (cut) {
		int left = room - text;
		int least = room >= 3 && done ? 1 : 0;
		done = left < least ? least : left < done ? left : done;
		text = room - done;
	}
	paint_head(view, grid, rect, cut);
	paint_rows(&view->board_notice, grid, (struct rect){rect.row + HEAD_ROWS, 1, done, rect.cols - 2});
	paint_rows(&view->board_text, grid, (struct rect){rect.row + HEAD_ROWS + done, 1, text, rect.cols - 2});
	if (rule)
		grid_horizontal(grid, rect, rect.rows - 1, STYLE_BORDER);
}

/* The whole lesson */

static const char *mark_of(const struct board *board, size_t index, const struct rows *rows)
{
	bool ascii = rows->charset != SAFE_UTF8;

	if (board->steps[index].done)
		return tick(rows);
	if (index == board->present)
		return arrow(rows);
	return ascii ? "[ ] " : "· ";
}

static void add_step(const struct board *board, size_t index, struct rows *rows)
{
	const struct board_step *step = &board->steps[index];
	char mark[32];

	snprintf(mark, sizeof(mark), "%s%zu. ", mark_of(board, index, rows), index + 1);
	rows_item(rows, index == board->present ? STYLE_TITLE : STYLE_NORMAL, ROWS_NO_REF, mark, bytes_str(step->text));
	if (step->done && *step->notice)
		rows_prose(rows, STYLE_GOOD, (int)safe_width(bytes_str(mark), rows->charset), ROWS_NO_REF,
			bytes_str(step->notice));
}

size_t board_fill(const struct view *view, struct rows *rows)
{
	const struct board *board = view->board;
	size_t end = 0;

	if (!board)
		return 0;
	rows_title(rows, board->title);
	rows_prose(rows, STYLE_NORMAL, 0, ROWS_NO_REF, bytes_str(board->text));
	for (size_t i = 0; i < board->count; i++) {
		rows_blank(rows);
		add_step(board, i, rows);
		if (i <= board->present)
			end = rows->count;
	}
	if (!*board->closing)
		return end;
	rows_blank(rows);
	rows_title(rows, is_done(board) ? "All is done" : "When all is done");
	rows_prose(rows, STYLE_NORMAL, 0, ROWS_NO_REF, bytes_str(board->closing));
	return is_done(board) ? rows->count : end;
}

void view_board(struct view *view, const struct board *board)
{
	view->board = board;
	view->dirty = true;
}

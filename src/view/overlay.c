/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * overlay: what lies over the panes: a popup, an event in detail, a certificate in detail.
 */
#include "view/screen.h"

#include "model/journal.h"
#include <stdio.h>
#include <string.h>

enum { POPUP_COLS = 84, MARGIN = 2, TABLE_COLS = 40 };

void overlay_open_help(struct view *view)
{
	size_t count;
	const struct key_row *keys = view_keys(&count);
	const char *group = "";

	buffer_clear(&view->popup_text);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(group, keys[i].group) != 0)
			buffer_printf(&view->popup_text, "%s%s\n", i ? "\n" : "", keys[i].group);
		group = keys[i].group;
		buffer_printf(&view->popup_text, "  %-11s %s\n", keys[i].key, keys[i].help);
	}
	buffer_append_text(&view->popup_text,
		"\nWhat you type goes to the server as it is. Lines that begin with : are for the program (:help lists "
		"them); ::x sends :x. While a message, a literal or an answer is typed, every line goes out as it is.\n"
		"\nIn front of each row: ! in the clear, # inside TLS, ~ handshake; > client, < server, * the program; | "
		"and } belong to what stands above.\n");
	snprintf(view->popup_title, sizeof(view->popup_title), "Keys");
	overlay_open(view, OVERLAY_POPUP, 0);
}

/* One on the other */

void overlay_open(struct view *view, enum overlay kind, uint64_t event)
{
	/* There is one popup, whose text has been replaced. */
	if (view->overlay != OVERLAY_NONE && view->overlay != kind && view->below_count < LAYERS_MAX)
		view->below[view->below_count++] = (struct layer){
			.kind = view->overlay, .event = view->overlay_event, .scroll = view->overlay_scroll};
	view->overlay = kind;
	view->overlay_event = event;
	view->overlay_scroll = (struct scroll){0};
}

void overlay_close(struct view *view)
{
	struct layer layer = {.kind = OVERLAY_NONE};

	if (view->below_count)
		layer = view->below[--view->below_count];
	view->overlay = layer.kind;
	view->overlay_event = layer.event;
	view->overlay_scroll = layer.scroll;
}

void overlay_close_all(struct view *view)
{
	view->below_count = 0;
	overlay_close(view);
}

bool overlay_is_list(const struct view *view)
{
	return view->overlay == OVERLAY_FINDING;
}

/* Painting */

/* "  KEY   what it does": what follows two blanks is wrapped behind the column where it begins. */
static void add_table_row(struct rows *rows, struct bytes line)
{
	char mark[TABLE_COLS];
	size_t indent = 0;

	while (indent < line.len && line.data[indent] == ' ')
		indent++;
	size_t gap = indent + bytes_find(bytes_from(line, indent), BYTES_LITERAL("  "));
	while (gap < line.len && line.data[gap] == ' ')
		gap++;
	if (gap == line.len || gap >= sizeof(mark)) {
		rows_add(rows, STYLE_NORMAL, 0, ROWS_NO_REF, line);
		return;
	}
	memcpy(mark, line.data, gap);
	mark[gap] = 0;
	rows_item(rows, STYLE_NORMAL, ROWS_NO_REF, mark, bytes_from(line, gap));
}

static void fill_popup(struct view *view)
{
	struct bytes rest = buffer_bytes(&view->popup_text);

	do {
		size_t end = bytes_index(rest, '\n', 0);
		struct bytes line = bytes_first(rest, end);
		if (line.len && line.data[0] == ' ')
			add_table_row(&view->overlay_rows, line);
		else
			rows_prose(&view->overlay_rows, STYLE_NORMAL, 0, ROWS_NO_REF, line);
		rest = bytes_from(rest, end + 1);
	} while (rest.len);
}

/* Returns behind which row what matters now ends; 0: it is at the beginning. */
static size_t fill(struct view *view)
{
	switch (view->overlay) {
	case OVERLAY_NONE:
	case OVERLAY_MESSAGE: break;
	case OVERLAY_POPUP: fill_popup(view); break;
	case OVERLAY_BOARD: return board_fill(view, &view->overlay_rows);
	case OVERLAY_FINDING:
		detail_finding(view, journal_at(view->journal, view->overlay_event), &view->overlay_rows);
		break;
	case OVERLAY_EVENT:
		detail_event(journal_at(view->journal, view->overlay_event), view->hex, &view->overlay_rows);
		break;
	case OVERLAY_CERT:
		detail_cert(view->overlay_cert, view->digest.chain ? view->digest.chain->wall_us / 1000000 : 0,
			&view->overlay_rows);
		break;
	}
	return 0;
}

static const char *title(const struct view *view)
{
	switch (view->overlay) {
	case OVERLAY_NONE:
	case OVERLAY_POPUP: return view->popup_title;
	case OVERLAY_EVENT: return "Detail: F5 bytes, Esc back";
	case OVERLAY_CERT: return "Certificate: Esc back";
	case OVERLAY_MESSAGE: return "Message: arrows choose a field, F2 explains it, Esc back";
	case OVERLAY_FINDING: return "Finding: Esc back";
	case OVERLAY_BOARD: return "Lesson: F8 or Esc back";
	}
	return "";
}

/* A message takes all the room there is: a tree and its bytes. */
static void paint_message(struct view *view, struct grid *grid)
{
	struct rect box = {0, 0, grid->rows - 1, grid->cols};
	struct rect body = {1, 2, box.rows - 2, box.cols - 4};

	grid_fill(grid, box, STYLE_NORMAL);
	grid_box(grid, box, title(view), STYLE_FOCUS);
	message_view_paint(&view->message, grid, body, view->charset);
}

/* What is read, not chosen from, has its cursor in its first row. */
static void settle(struct view *view, int height, size_t last)
{
	struct scroll *scroll = &view->overlay_scroll;

	if (overlay_is_list(view)) {
		rows_settle(&view->overlay_rows, scroll, height);
		return;
	}
	if (scroll->cursor > last)
		scroll->cursor = last;
	scroll->top = scroll->cursor;
}

void overlay_paint(struct view *view, struct grid *grid)
{
	bool small = grid->cols < 50 || grid->rows < 12;
	int cols = small ? grid->cols : grid->cols - 2 * MARGIN;
	int rows = grid->rows - 1;

	if (view->overlay == OVERLAY_NONE || rows < 3 || cols < 8)
		return;
	if (view->overlay == OVERLAY_MESSAGE) {
		paint_message(view, grid);
		return;
	}
	if (cols > POPUP_COLS)
		cols = POPUP_COLS;
	rows_begin(&view->overlay_rows, cols - 4, view->charset);
	size_t present_end = fill(view);
	if (!small && (int)view->overlay_rows.count + 2 < rows - 2)
		rows = (int)view->overlay_rows.count + 2;
	struct rect box = {(grid->rows - 1 - rows) / 2, (grid->cols - cols) / 2, rows, cols};
	struct rect body = {box.row + 1, box.col + 2, rows - 2, cols - 4};
	grid_fill(grid, box, STYLE_NORMAL);
	grid_box(grid, box, title(view), STYLE_FOCUS);
	struct scroll *scroll = &view->overlay_scroll;
	size_t last = view->overlay_rows.count > (size_t)body.rows ? view->overlay_rows.count - (size_t)body.rows : 0;
	if (view->board_opened && present_end > (size_t)body.rows)
		scroll->cursor = present_end - (size_t)body.rows;
	view->board_opened = false;
	settle(view, body.rows, last);
	rows_paint(&view->overlay_rows, scroll, grid, body, overlay_is_list(view));
	if (scroll->top < last)
		grid_text(grid, box, box.rows - 1, 3, " more below: PgDn ", STYLE_FOCUS);
	/* The other titles say it; a question has keys of its own. */
	if (view->overlay == OVERLAY_POPUP && view->prompt.kind != PROMPT_QUESTION)
		grid_text(grid, box, box.rows - 1, cols - 12, " Esc back ", STYLE_FOCUS);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * conversation: what went over the wire and what we say to it, one event after the other.
 *
 * Only visible events are looked at: the place is an anchor (event, row in it), and rows are never counted in all. Every
 * row bears the gutter: "!" in the clear, "#" inside TLS, "~" during the handshake; then ">" client, "<" server, "*" us,
 * "|" where a line belongs to what stands above it.
 */
#include "view/screen.h"

#include "base/alloc.h"
#include "model/fields.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { TEXT_MAX = 256 << 10, SENTENCE_MAX = 1200, DELTA_COLS = 9, DELTA_MIN_COLS = 44 };

void conversation_init(struct conversation *conversation)
{
	*conversation = (struct conversation){.follow = true};
	buffer_init(&conversation->find, 1024);
	buffer_init(&conversation->scratch, TEXT_MAX);
}

void conversation_done(struct conversation *conversation)
{
	free(conversation->shown);
	buffer_done(&conversation->find);
	buffer_done(&conversation->scratch);
}

static bool is_shown(const struct event *event)
{
	switch (event->kind) {
	case EVENT_STARTTLS: return event->starttls.step != STARTTLS_ASKED && event->starttls.step != STARTTLS_AGREED;
	case EVENT_VERDICT: return event->verdict.result == VERDICT_BAD || event->verdict.result == VERDICT_WARN;
	case EVENT_TLS_ALERT: return event->tls_alert.description != 0;
	case EVENT_CAPS: return event->caps.forgotten;
	case EVENT_REPLY:
	case EVENT_STATE:
	case EVENT_TLS_RECORD:
	case EVENT_TLS_MESSAGE:
	case EVENT_FINDING:
	case EVENT_CHAIN: return false;
	case EVENT_TARGET:
	case EVENT_LOOKUP:
	case EVENT_DIAL:
	case EVENT_CONNECTED:
	case EVENT_LINE:
	case EVENT_INJECTION:
	case EVENT_TLS_UP:
	case EVENT_TLS_FAILED:
	case EVENT_TLS_CLOSED:
	case EVENT_PROBE:
	case EVENT_ODDITY:
	case EVENT_TIMEOUT:
	case EVENT_LIMIT:
	case EVENT_NOTE:
	case EVENT_CLOSED: return true;
	}
	return false;
}

void conversation_take(struct view *view, const struct event *event)
{
	struct conversation *c = &view->conversation;

	if (!is_shown(event))
		return;
	if (c->count == c->room) {
		c->room = c->room ? 2 * c->room : 256;
		c->shown = alloc_grow(c->shown, c->room, sizeof(*c->shown));
	}
	c->shown[c->count++] = event->number;
	if (c->follow) {
		c->cursor = c->count - 1;
		c->seen = c->count;
	}
	view->dirty = true;
}

static const struct event *item(const struct view *view, size_t index)
{
	return journal_at(view->journal, view->conversation.shown[index]);
}

/* Text */

/* What the event looks like, as text. */
static void conversation_text(const struct view *view, const struct event *event, struct buffer *out)
{
	char sentence[SENTENCE_MAX];

	(void)view;
	if (event->kind == EVENT_LINE) {
		buffer_append(out, event->line.text);
		event_line_marks(event->line.flags, out);
		return;
	}
	buffer_append_text(out, event_sentence(event, sentence, sizeof(sentence)));
	if (event->kind == EVENT_CAPS)
		buffer_append_text(out, " (RFC 3207 §4.2)");
}

static struct bytes text_of(struct view *view, const struct event *event)
{
	buffer_clear(&view->conversation.scratch);
	conversation_text(view, event, &view->conversation.scratch);
	return buffer_bytes(&view->conversation.scratch);
}

/* Looks */

static enum style severity_style(enum severity severity)
{
	switch (severity) {
	case SEVERITY_INFO: return STYLE_NOTE;
	case SEVERITY_GOOD: return STYLE_GOOD;
	case SEVERITY_WARNING: return STYLE_WARNING;
	case SEVERITY_ERROR: return STYLE_BAD;
	}
	return STYLE_NOTE;
}

static enum style style_of(const struct event *event)
{
	switch ((int)event->kind) {
	case EVENT_LINE: return event->direction == DIRECTION_OUT ? STYLE_CLIENT : STYLE_SERVER;
	case EVENT_NOTE: return severity_style(event->note.severity);
	case EVENT_ODDITY: return severity_style(event->oddity.severity);
	case EVENT_VERDICT: return event->verdict.result == VERDICT_BAD ? STYLE_BAD : STYLE_WARNING;
	case EVENT_INJECTION:
	case EVENT_TLS_FAILED: return STYLE_BAD;
	case EVENT_STARTTLS:
	case EVENT_TIMEOUT:
	case EVENT_LIMIT:
	case EVENT_TLS_ALERT: return STYLE_WARNING;
	case EVENT_TLS_UP: return STYLE_BAR_TLS;
	case EVENT_DIAL: return event->dial.failed ? STYLE_WARNING : STYLE_NOTE;
	case EVENT_CLOSED:
		return event->closed.how == CLOSED_BY_US || event->closed.how == CLOSED_BY_PEER ? STYLE_NOTE
												: STYLE_BAD;
	default: return STYLE_NOTE;
	}
}

static enum style mark_style(const struct event *event)
{
	if (event->kind != EVENT_LINE)
		return STYLE_LOCAL_MARK;
	return event->phase == PHASE_CLEAR ? STYLE_CLEAR_MARK : STYLE_TLS_MARK;
}

static bool belongs_above(const struct event *event)
{
	if (event->line.flags & (LINE_LATER | LINE_FOLLOWS))
		return true;
	return event->line.role == LINE_PAYLOAD || event->line.role == LINE_BODY || event->line.role == LINE_LITERAL;
}

static char direction_mark(const struct event *event)
{
	if (event->kind != EVENT_LINE)
		return '*';
	if (belongs_above(event))
		return event->direction == DIRECTION_OUT ? '}' : '|';
	return event->direction == DIRECTION_OUT ? '>' : '<';
}

/* Geometry */

struct columns {
	int gutter; /* cells before the text */
	int text;   /* cells of the text */
	bool clock; /* the full time in the gutter */
	bool delta; /* the time since the item before, at the right edge */
};

static struct columns columns_of(const struct view *view, int cols)
{
	struct columns columns = {.gutter = view->layout.short_gutter ? 2 : 3};

	if (view->layout.wide_times && !view->hide_times && cols >= 50) {
		columns.clock = true;
		columns.gutter = 17;
	} else if (!view->hide_times && cols >= DELTA_MIN_COLS) {
		columns.delta = true;
	}
	columns.text = cols - columns.gutter - (columns.delta ? DELTA_COLS : 0);
	if (columns.text < 1)
		columns.text = 1;
	return columns;
}

/* How many bytes of text make the next row: our sentences break between words, the wire's lines anywhere. */
static size_t row_bytes(const struct view *view, const struct event *event, struct bytes text, int cols)
{
	if (event->kind != EVENT_LINE)
		return rows_fitting(text, cols, view->charset);
	struct safe_piece piece;
	size_t used = 0;
	int width = 0;

	while (safe_next(&text, view->charset, &piece)) {
		if (width + piece.width > cols)
			return used ? used : piece.source_len;
		width += piece.width;
		used += piece.source_len;
	}
	return used;
}

static size_t count_rows(struct view *view, size_t index, int cols)
{
	struct bytes text = text_of(view, item(view, index));
	size_t rows = 0;

	if (view->no_wrap)
		return 1;
	do {
		text = bytes_from(text, row_bytes(view, item(view, index), text, cols));
		rows++;
	} while (text.len);
	return rows;
}

/* Moves the anchor up by rows; false when the top was reached. */
static bool anchor_up(struct view *view, size_t rows, int cols)
{
	struct conversation *c = &view->conversation;

	while (rows) {
		if (c->top_row) {
			size_t step = c->top_row < rows ? c->top_row : rows;
			c->top_row -= step;
			rows -= step;
		} else if (!c->top) {
			return false;
		} else {
			c->top--;
			c->top_row = count_rows(view, c->top, cols);
		}
	}
	return true;
}

static void anchor_down(struct view *view, size_t rows, int cols)
{
	struct conversation *c = &view->conversation;

	while (rows && c->top < c->count) {
		size_t left = count_rows(view, c->top, cols) - c->top_row;
		if (left > rows) {
			c->top_row += rows;
			return;
		}
		rows -= left;
		c->top++;
		c->top_row = 0;
	}
}

/* So that the last row of the last item is the last row of the pane. */
static void anchor_at_end(struct view *view, int rows, int cols)
{
	struct conversation *c = &view->conversation;

	c->top = c->count;
	c->top_row = 0;
	anchor_up(view, rows > 0 ? (size_t)rows : 1, cols);
}

/* Painting */

static void paint_time(const struct event *event, struct grid *grid, struct rect rect, int row)
{
	int64_t ms = event->wall_us / 1000;

	grid_printf(grid, rect, row, 0, STYLE_FAINT, "%02d:%02d:%02d.%03d", (int)(ms / 3600000 % 24),
		(int)(ms / 60000 % 60), (int)(ms / 1000 % 60), (int)(ms % 1000));
}

static void paint_delta(const struct view *view, size_t index, struct grid *grid, struct rect rect, int row)
{
	const struct event *event = item(view, index);
	char text[16];

	if (!index || event->kind != EVENT_LINE || belongs_above(event))
		return;
	int64_t ms = (event->at_us - item(view, index - 1)->at_us) / 1000;
	if (ms < 1)
		return;
	if (ms < 100000)
		snprintf(text, sizeof(text), "+%" PRId64 ".%03" PRId64, ms / 1000, ms % 1000);
	else
		snprintf(text, sizeof(text), "+%" PRId64 "s", ms / 1000 < 999999 ? ms / 1000 : 999999);
	grid_text(grid, rect, row, rect.cols - (int)strlen(text), text, STYLE_FAINT);
}

static void paint_gutter(
	const struct view *view, const struct event *event, struct grid *grid, struct rect rect, int row, bool first)
{
	struct columns columns = columns_of(view, rect.cols);
	int at = columns.gutter - (view->layout.short_gutter ? 2 : 3);
	char marks[4] = {phase_mark(event->phase), first ? direction_mark(event) : ' ', 0};

	if (columns.clock && first)
		paint_time(event, grid, rect, row);
	if (columns.clock)
		grid_printf(grid, rect, row, 13, mark_style(event), "%c", marks[0]),
			grid_printf(grid, rect, row, 15, mark_style(event), "%c", marks[1]);
	else
		grid_text(grid, rect, row, at, marks, mark_style(event));
}

static void mark_found(
	const struct view *view, struct bytes text, struct grid *grid, struct rect rect, int row, int gutter)
{
	struct bytes needle = buffer_bytes(&view->conversation.find);
	size_t at = needle.len ? bytes_find_nocase(text, needle) : text.len;

	if (!needle.len || at == text.len)
		return;
	int col = gutter + (int)safe_width(bytes_first(text, at), view->charset);
	grid_bytes(grid, rect, row, col, bytes_first(bytes_from(text, at), needle.len), STYLE_FOUND);
}

static void paint_bar(struct view *view, const struct event *event, struct grid *grid, struct rect rect, int row)
{
	struct rect line = {rect.row + row, rect.col, 1, rect.cols};

	grid_fill(grid, line, STYLE_BAR_TLS);
	int col = grid_text(grid, line, 0, 0, "== ", STYLE_BAR_TLS);
	col = grid_bytes(grid, line, 0, col, text_of(view, event), STYLE_BAR_TLS);
	for (col = grid_text(grid, line, 0, col, " ", STYLE_BAR_TLS); col < rect.cols;)
		col = grid_text(grid, line, 0, col, "=", STYLE_BAR_TLS);
}

/* Paints one item from its row `skip` on; returns the pane's row behind it. */
static int paint_item(struct view *view, size_t index, size_t skip, struct grid *grid, struct rect rect, int row)
{
	const struct event *event = item(view, index);
	struct columns columns = columns_of(view, rect.cols);
	struct bytes text = text_of(view, event);
	bool selected = view->focus == FOCUS_CONVERSATION && index == view->conversation.cursor;

	if (event->kind == EVENT_TLS_UP) {
		paint_bar(view, event, grid, rect, row);
		return row + 1;
	}
	for (size_t i = 0; (i == 0 || text.len) && row < rect.rows; i++) {
		size_t len = view->no_wrap ? text.len : row_bytes(view, event, text, columns.text);
		struct bytes part = bytes_first(text, len);
		text = bytes_from(text, len);
		if (i < skip)
			continue;
		paint_gutter(view, event, grid, rect, row, i == 0);
		struct rect body = {rect.row, rect.col, rect.rows, columns.gutter + columns.text};
		grid_bytes(grid, body, row, columns.gutter, part, style_of(event));
		mark_found(view, part, grid, body, row, columns.gutter);
		if (i == 0 && columns.delta)
			paint_delta(view, index, grid, rect, row);
		if (selected)
			grid_restyle(grid, rect, row, STYLE_SELECTED);
		row++;
	}
	return row;
}

void conversation_paint(struct view *view, struct grid *grid, struct rect rect)
{
	struct conversation *c = &view->conversation;
	int cols = columns_of(view, rect.cols).text;

	if (rect.rows <= 0 || rect.cols <= 0)
		return;
	if (c->follow)
		anchor_at_end(view, rect.rows, cols);
	size_t skip = c->top_row;
	int row = 0;
	for (size_t index = c->top; index < c->count && row < rect.rows; index++) {
		row = paint_item(view, index, skip, grid, rect, row);
		skip = 0;
	}
}

/* Moving about */

static int pane_cols(const struct view *view)
{
	return columns_of(view, view->layout.conversation.cols).text;
}

static bool end_is_visible(struct view *view)
{
	struct conversation *c = &view->conversation;
	int cols = pane_cols(view), height = view->layout.conversation.rows;
	size_t rows = 0;

	for (size_t index = c->top; index < c->count; index++) {
		rows += count_rows(view, index, cols) - (index == c->top ? c->top_row : 0);
		if (rows > (size_t)(height > 0 ? height : 0))
			return false;
	}
	return true;
}

void conversation_scroll(struct view *view, int rows)
{
	struct conversation *c = &view->conversation;

	if (c->follow && rows < 0)
		c->seen = c->count;
	if (rows < 0) {
		c->follow = false;
		anchor_up(view, (size_t)-rows, pane_cols(view));
	} else if (!c->follow) {
		anchor_down(view, (size_t)rows, pane_cols(view));
		if (end_is_visible(view))
			conversation_end(view);
	}
	if (!c->follow)
		c->cursor = c->top < c->count ? c->top : c->count ? c->count - 1 : 0;
}

static void show_cursor(struct view *view)
{
	struct conversation *c = &view->conversation;
	int height = view->layout.conversation.rows, cols = pane_cols(view);
	size_t rows = 0;

	if (c->cursor < c->top || (c->cursor == c->top && c->top_row)) {
		c->top = c->cursor;
		c->top_row = 0;
		return;
	}
	for (size_t index = c->top; index <= c->cursor && index < c->count; index++) {
		rows += count_rows(view, index, cols) - (index == c->top ? c->top_row : 0);
		/* Far below: the cursor becomes the last item of the pane. */
		if (rows > (size_t)(height > 0 ? height : 1)) {
			c->top = c->cursor + 1;
			c->top_row = 0;
			anchor_up(view, (size_t)(height > 0 ? height : 1), cols);
			return;
		}
	}
}

void conversation_move(struct view *view, int items)
{
	struct conversation *c = &view->conversation;
	int64_t to = (int64_t)c->cursor + items;

	if (!c->count)
		return;
	if (c->follow)
		c->seen = c->count;
	c->follow = false;
	c->cursor = to < 0 ? 0 : to >= (int64_t)c->count ? c->count - 1 : (size_t)to;
	show_cursor(view);
}

void conversation_top(struct view *view)
{
	struct conversation *c = &view->conversation;

	c->follow = false;
	c->seen = c->count;
	c->top = c->top_row = c->cursor = 0;
}

void conversation_end(struct view *view)
{
	struct conversation *c = &view->conversation;

	c->follow = true;
	c->cursor = c->count ? c->count - 1 : 0;
	c->seen = c->count;
}

bool conversation_find(struct view *view, struct bytes text, bool backwards)
{
	struct conversation *c = &view->conversation;

	if (text.len) {
		buffer_clear(&c->find);
		buffer_append(&c->find, bytes_first(text, c->find.max));
	}
	struct bytes needle = buffer_bytes(&c->find);
	for (size_t i = 1; needle.len && i <= c->count; i++) {
		size_t index = backwards ? (c->cursor + c->count - i) % c->count : (c->cursor + i) % c->count;
		if (bytes_find_nocase(text_of(view, item(view, index)), needle) == c->scratch.len)
			continue;
		c->follow = false;
		c->cursor = index;
		show_cursor(view);
		return true;
	}
	return false;
}

const struct event *conversation_selected(const struct view *view)
{
	const struct conversation *c = &view->conversation;

	return c->cursor < c->count ? item(view, c->cursor) : NULL;
}

bool conversation_go(struct view *view, uint64_t number)
{
	struct conversation *c = &view->conversation;
	size_t low = 0, high = c->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->shown[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == c->count || c->shown[low] != number)
		return false;
	if (c->follow)
		c->seen = c->count;
	c->follow = false;
	c->cursor = low;
	show_cursor(view);
	return true;
}

void conversation_forget(struct view *view)
{
	struct conversation *c = &view->conversation;

	c->count = c->top = c->top_row = c->cursor = c->seen = 0;
	c->follow = true;
}

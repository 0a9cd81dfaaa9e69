/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message: the tree on the left and the bytes on the right; one above the other where the screen is narrow.
 */
#include "view/message.h"

#include "model/decoded.h"
#include <stdio.h>

enum { SIDE_BY_SIDE = 84, WIDE = 150 };

void message_view_init(struct message_view *message)
{
	*message = (struct message_view){.missing = 0};
	tree_init(&message->tree);
	buffer_init(&message->bytes, DECODED_BYTES_MAX);
	rows_init(&message->rows);
}

void message_view_done(struct message_view *message)
{
	tree_done(&message->tree);
	buffer_done(&message->bytes);
	rows_done(&message->rows);
}

void message_view_open(struct message_view *message, const struct journal *journal, const struct event *event)
{
	buffer_clear(&message->bytes);
	tree_done(&message->tree);
	tree_init(&message->tree);
	message->missing = decoded_message(journal, event, &message->bytes, &message->tree);
	message->scroll = (struct scroll){0};
}

void message_view_move(struct message_view *message, int64_t by)
{
	rows_move(&message->rows, &message->scroll, by);
}

/* The tree */

static enum style style_of(const struct wire_field *field)
{
	switch ((enum wire_state)field->state) {
	case WIRE_KNOWN: return field->depth ? STYLE_NORMAL : STYLE_TITLE;
	case WIRE_UNKNOWN:
	case WIRE_GREASE: return STYLE_FAINT;
	case WIRE_NOTABLE: return STYLE_WARNING;
	case WIRE_BROKEN: return STYLE_BAD;
	}
	return STYLE_NORMAL;
}

static void add_field(struct message_view *message, size_t index)
{
	const struct wire_field *field = &message->tree.fields[index];
	struct buffer line;

	buffer_init(&line, 1 << 16);
	buffer_printf(&line, "%s%s", decoded_mark(field), field->label);
	if (field->value.len) {
		buffer_append_text(&line, ": ");
		buffer_append(&line, bytes_first(field->value, 4096));
	}
	rows_add(&message->rows, style_of(field), 2 * field->depth, (int64_t)index, buffer_bytes(&line));
	buffer_done(&line);
}

static void fill(struct message_view *message, int width, enum safe_charset charset)
{
	rows_begin(&message->rows, width, charset);
	for (size_t i = 0; i < message->tree.count; i++)
		add_field(message, i);
	if (message->tree.dropped)
		rows_printf(&message->rows, STYLE_WARNING, 0, ROWS_NO_REF, "and %zu more fields, not decoded",
			message->tree.dropped);
	if (message->missing)
		rows_printf(&message->rows, STYLE_WARNING, 0, ROWS_NO_REF, "%u bytes of the message were not kept",
			(unsigned)message->missing);
}

/* The bytes: offset, eight or sixteen of them, and the same as text. */

static int hex_width(int per_row)
{
	return 6 + per_row * 3 + 1 + per_row;
}

static bool is_marked(const struct wire_field *field, size_t offset)
{
	return field && offset >= field->at && offset - field->at < field->len;
}

static void paint_hex_row(struct bytes bytes, size_t offset, const struct wire_field *field, struct grid *grid,
	struct rect rect, int row, int per_row)
{
	size_t end = offset + (size_t)per_row;
	int col = grid_printf(grid, rect, row, 0, STYLE_FAINT, "%04zx  ", offset);

	for (size_t i = offset; i < end && i < bytes.len; i++) {
		enum style style = is_marked(field, i) ? STYLE_SELECTED : STYLE_NORMAL;
		grid_printf(grid, rect, row, col + (int)(i - offset) * 3, style, "%02x", bytes.data[i]);
		/* The blank between two marked bytes is marked as well. */
		if (is_marked(field, i) && is_marked(field, i + 1) && i + 1 < end)
			grid_text(grid, rect, row, col + (int)(i - offset) * 3 + 2, " ", STYLE_SELECTED);
		char shown[2] = {bytes.data[i] >= 0x20 && bytes.data[i] < 0x7f ? (char)bytes.data[i] : '.', 0};
		grid_text(grid, rect, row, col + per_row * 3 + 1 + (int)(i - offset), shown, style);
	}
}

/* The beginning of the field stays in sight. */
static void paint_hex(
	const struct message_view *message, const struct wire_field *field, struct grid *grid, struct rect rect)
{
	struct bytes bytes = buffer_bytes(&message->bytes);
	size_t per_row = rect.cols >= hex_width(16) ? 16 : 8;
	size_t rows = (bytes.len + per_row - 1) / per_row, height = rect.rows > 0 ? (size_t)rect.rows : 0;
	size_t wanted = field ? field->at / per_row : 0;
	size_t top = wanted > height / 3 ? wanted - height / 3 : 0;

	if (top + height > rows)
		top = rows > height ? rows - height : 0;
	for (size_t row = 0; row < height && top + row < rows; row++)
		paint_hex_row(bytes, (top + row) * per_row, field, grid, rect, (int)row, (int)per_row);
}

/* Both */

static const struct wire_field *under_cursor(const struct message_view *message)
{
	int64_t ref = rows_ref(&message->rows, &message->scroll);

	return ref >= 0 ? &message->tree.fields[ref] : NULL;
}

static void divide(struct rect rect, struct rect *ret_tree, struct rect *ret_hex)
{
	*ret_tree = *ret_hex = rect;
	if (rect.cols >= SIDE_BY_SIDE) {
		ret_hex->cols = hex_width(rect.cols >= WIDE ? 16 : 8);
		ret_tree->cols = rect.cols - ret_hex->cols - 2;
		ret_hex->col += ret_tree->cols + 2;
		return;
	}
	ret_hex->rows = rect.rows >= 9 ? rect.rows / 3 : 0;
	ret_tree->rows = rect.rows - ret_hex->rows - (ret_hex->rows > 0);
	ret_hex->row = rect.row + rect.rows - ret_hex->rows;
}

void message_view_paint(struct message_view *message, struct grid *grid, struct rect rect, enum safe_charset charset)
{
	struct rect tree, hex;

	divide(rect, &tree, &hex);
	fill(message, tree.cols, charset);
	rows_settle(&message->rows, &message->scroll, tree.rows);
	rows_paint(&message->rows, &message->scroll, grid, tree, true);
	paint_hex(message, under_cursor(message), grid, hex);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grid: an array of cells, and the clipping that keeps everything inside it.
 */
#include "view/grid.h"

#include "base/alloc.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void grid_init(struct grid *grid, enum safe_charset charset)
{
	*grid = (struct grid){.charset = charset, .cursor_row = -1};
}

void grid_done(struct grid *grid)
{
	free(grid->cells);
	grid->cells = NULL;
	grid->rows = grid->cols = 0;
}

static void blank(struct cell *cell, enum style style)
{
	*cell = (struct cell){.text = " ", .width = 1, .style = (unsigned char)style};
}

void grid_reset(struct grid *grid, int rows, int cols)
{
	size_t count;

	rows = rows < 0 ? 0 : rows;
	cols = cols < 0 ? 0 : cols;
	count = (size_t)rows * (size_t)cols;
	if (rows != grid->rows || cols != grid->cols || !grid->cells)
		grid->cells = alloc_grow(grid->cells, count + 1, sizeof(*grid->cells));
	grid->rows = rows;
	grid->cols = cols;
	grid->cursor_row = -1;
	for (size_t i = 0; i < count; i++)
		blank(&grid->cells[i], STYLE_NORMAL);
}

static struct cell *cell_at(const struct grid *grid, int row, int col)
{
	return &grid->cells[(size_t)row * (size_t)grid->cols + (size_t)col];
}

const struct cell *grid_cell(const struct grid *grid, int row, int col)
{
	return cell_at(grid, row, col);
}

/* The part of a rectangle that lies in the grid. */
static struct rect clip(const struct grid *grid, struct rect rect)
{
	if (rect.row + rect.rows > grid->rows)
		rect.rows = grid->rows - rect.row;
	if (rect.col + rect.cols > grid->cols)
		rect.cols = grid->cols - rect.col;
	if (rect.row < 0 || rect.col < 0 || rect.rows < 0 || rect.cols < 0)
		return (struct rect){0};
	return rect;
}

/* Half of a wide character must not stay when its other half is written over. */
static void part_wide(struct grid *grid, int row, int col)
{
	if (cell_at(grid, row, col)->width == 0 && col > 0)
		blank(cell_at(grid, row, col - 1), STYLE_NORMAL);
	if (cell_at(grid, row, col)->width == 2 && col + 1 < grid->cols)
		blank(cell_at(grid, row, col + 1), STYLE_NORMAL);
}

static void put(
	struct grid *grid, int row, int col, const char *text, size_t len, int width, enum style style, bool escaped)
{
	part_wide(grid, row, col);
	if (width == 2)
		part_wide(grid, row, col + 1);
	struct cell *cell = cell_at(grid, row, col);
	if (len >= sizeof(cell->text))
		len = sizeof(cell->text) - 1;
	*cell = (struct cell){.width = (unsigned char)width, .style = (unsigned char)style, .escaped = escaped};
	memcpy(cell->text, text, len);
	if (width == 2)
		*cell_at(grid, row, col + 1) = (struct cell){.style = (unsigned char)style};
}

int grid_piece(struct grid *grid, struct rect rect, int row, int col, const struct safe_piece *piece, enum style style)
{
	rect = clip(grid, rect);
	int end = col + piece->width;
	if (row < 0 || row >= rect.rows || col < 0 || end > rect.cols)
		return col;
	if (!piece->escaped) {
		put(grid, rect.row + row, rect.col + col, piece->text, piece->len, piece->width, style, false);
		return end;
	}
	for (int i = 0; i < piece->len; i++)
		put(grid, rect.row + row, rect.col + col + i, piece->text + i, 1, 1, style, true);
	return end;
}

int grid_bytes(struct grid *grid, struct rect rect, int row, int col, struct bytes bytes, enum style style)
{
	struct safe_piece piece;

	while (safe_next(&bytes, grid->charset, &piece)) {
		int end = grid_piece(grid, rect, row, col, &piece, style);
		if (end == col && piece.width)
			break;
		col = end;
	}
	return col;
}

int grid_text(struct grid *grid, struct rect rect, int row, int col, const char *text, enum style style)
{
	return grid_bytes(grid, rect, row, col, bytes_str(text), style);
}

int grid_printf(struct grid *grid, struct rect rect, int row, int col, enum style style, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return grid_text(grid, rect, row, col, text, style);
}

void grid_fill(struct grid *grid, struct rect rect, enum style style)
{
	rect = clip(grid, rect);
	for (int row = 0; row < rect.rows; row++)
		for (int col = 0; col < rect.cols; col++)
			put(grid, rect.row + row, rect.col + col, " ", 1, 1, style, false);
}

void grid_restyle(struct grid *grid, struct rect rect, int row, enum style style)
{
	rect = clip(grid, rect);
	for (int col = 0; row >= 0 && row < rect.rows && col < rect.cols; col++)
		cell_at(grid, rect.row + row, rect.col + col)->style = (unsigned char)style;
}

static void put_line(
	struct grid *grid, struct rect rect, int row, int col, const char *utf8, const char *ascii, enum style style)
{
	const char *text = grid->charset == SAFE_UTF8 ? utf8 : ascii;

	rect = clip(grid, rect);
	if (row >= 0 && row < rect.rows && col >= 0 && col < rect.cols)
		put(grid, rect.row + row, rect.col + col, text, strlen(text), 1, style, false);
}

void grid_vertical(struct grid *grid, struct rect rect, int col, enum style style)
{
	for (int row = 0; row < rect.rows; row++)
		put_line(grid, rect, row, col, "│", "|", style);
}

void grid_horizontal(struct grid *grid, struct rect rect, int row, enum style style)
{
	for (int col = 0; col < rect.cols; col++)
		put_line(grid, rect, row, col, "─", "-", style);
}

void grid_box(struct grid *grid, struct rect rect, const char *title, enum style style)
{
	grid_horizontal(grid, rect, 0, style);
	grid_horizontal(grid, rect, rect.rows - 1, style);
	grid_vertical(grid, rect, 0, style);
	grid_vertical(grid, rect, rect.cols - 1, style);
	put_line(grid, rect, 0, 0, "┌", "+", style);
	put_line(grid, rect, 0, rect.cols - 1, "┐", "+", style);
	put_line(grid, rect, rect.rows - 1, 0, "└", "+", style);
	put_line(grid, rect, rect.rows - 1, rect.cols - 1, "┘", "+", style);
	struct rect inner = {rect.row, rect.col, 1, rect.cols - 2};
	grid_printf(grid, inner, 0, 2, style, " %s ", title);
}

void grid_to_text(const struct grid *grid, struct buffer *out)
{
	for (int row = 0; row < grid->rows; row++) {
		size_t kept = out->len;
		for (int col = 0; col < grid->cols; col++) {
			const struct cell *cell = cell_at(grid, row, col);
			buffer_append_text(out, cell->text);
			if (strcmp(cell->text, " ") != 0)
				kept = out->len;
		}
		buffer_truncate(out, kept);
		buffer_append_byte(out, '\n');
	}
}

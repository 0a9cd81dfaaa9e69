/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_view: what a hostile server's session looks like (play.h), on screens of any size, whatever is pressed, and in a
 * transcript: every cell holds one glyph that can be shown. The script's bytes are the actions as well.
 */
#include "play.h"
#include "report/transcript.h"
#include "view/view.h"

#include <unistr.h>

const unsigned fuzz_mutations = 200;
enum { ACTIONS = ACTION_LEAVE + 1, PRESSED_MAX = 40, TRANSCRIPT_MAX = 16 << 20 };

static void check_text(struct bytes text)
{
	fuzz_require(!u8_check(text.data, text.len), "what is shown is UTF-8");
	for (size_t i = 0; i < text.len; i++)
		fuzz_require(text.data[i] >= ' ' && text.data[i] != 0x7f, "what is shown holds no control");
}

static void check_transcript(const struct journal *journal)
{
	struct buffer out;

	buffer_init(&out, TRANSCRIPT_MAX);
	transcript_head(&out, "starlit", 0);
	buffer_clear(&out);
	for (uint64_t i = 0; i < journal_count(journal); i++) {
		transcript_event(&out, journal_at(journal, i));
		for (struct bytes rest = buffer_bytes(&out), line; rest.len; rest = bytes_from(rest, line.len + 1)) {
			line = bytes_first(rest, bytes_index(rest, '\n', 0));
			check_text(line);
		}
		buffer_clear(&out);
	}
	buffer_done(&out);
}

static void check_cell(const struct grid *grid, int row, int col)
{
	const struct cell *cell = grid_cell(grid, row, col);
	struct bytes text = bytes_str(cell->text);

	fuzz_require(cell->style < STYLES, "a cell has a style");
	fuzz_require(cell->width <= 2 && (cell->width > 0) == (text.len > 0), "a cell has a glyph, or is half of one");
	check_text(text);
	if (cell->width == 2)
		fuzz_require(
			col + 1 < grid->cols && !grid_cell(grid, row, col + 1)->width, "a wide glyph has two cells");
	if (!cell->width)
		fuzz_require(col > 0 && grid_cell(grid, row, col - 1)->width == 2, "a half has its other half");
}

static void paint(struct view *view, struct grid *grid, int rows, int cols)
{
	grid_reset(grid, rows, cols);
	view_paint(view, grid);
	for (int row = 0; row < rows; row++)
		for (int col = 0; col < cols; col++)
			check_cell(grid, row, col);
	fuzz_require(
		grid->cursor_row < rows && (grid->cursor_row < 0 || (grid->cursor_col >= 0 && grid->cursor_col < cols)),
		"the cursor is on the screen or hidden");
}

/* A lesson and step mode, and what is selected. */
static void change(struct view *view, const struct journal *journal, unsigned char how)
{
	static const struct board_step steps[] = {{"one", "noticed", true}, {"two", "", false}};
	static const struct board board = {"title", "text", steps, 2, 1, "closing"};
	struct buffer words;

	switch (how % 16) {
	case 5: view_step(view, how & 16); break;
	case 6: view_rewind(view); break;
	case 7: view_board(view, how & 16 ? &board : NULL); break;
	default: break;
	}
	buffer_init(&words, 1 << 16);
	fuzz_require(view_selected_event(view) < (int64_t)journal_count(journal), "an event is selected");
	fuzz_require(view_selected_word(view, &words) == (words.len > 0), "words are selected");
	buffer_done(&words);
}

static void press(struct view *view, const struct journal *journal, struct bytes keys)
{
	static const int sizes[][2] = {{24, 80}, {40, 120}, {10, 40}, {1, 1}, {0, 0}, {3, 200}, {60, 20}, {2, 9}};
	struct bytes label = BYTES_LITERAL("smtp> ");
	struct grid grid;

	grid_init(&grid, SAFE_UTF8);
	for (size_t i = 0; i < keys.len && i < PRESSED_MAX; i++) {
		struct prompt prompt = {.label = label, .text = bytes_first(keys, i), .point = i / 2};
		const int *size = sizes[keys.data[i] / ACTIONS % 8];
		view_act(view, (enum action)(keys.data[i] % ACTIONS));
		change(view, journal, keys.data[i]);
		view_prompt(view, &prompt);
		if (keys.data[i] % 16 == 3)
			view_find(view, bytes_first(bytes_from(keys, i), 3));
		view_click(view, keys.data[i] % 50, (int)i);
		view_wheel(view, (int)i, keys.data[i], keys.data[i] % 7 - 3);
		paint(view, &grid, size[0], size[1]);
	}
	grid_done(&grid);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct play play = {.fed = 0};

	if (size < 2)
		return 0;
	play_script(&play, data, size, false);
	struct view *view = view_new(play.journal, SAFE_UTF8);
	view_catch_up(view);
	press(view, play.journal, bytes_of(data + 2, size - 2));
	view_free(view);
	check_transcript(play.journal);
	play_done(&play);
	return 0;
}

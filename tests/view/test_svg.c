/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_svg: the picture of a screen: every stretch of words stands in its own column, blanks that a viewer may leave out are
 * in none, and nothing of the text can end its element.
 */
#include "../check_main.h"
#include "view/svg.h"

#include <string.h>

enum { ROWS = 1, COLS = 40 };

/* What the texts and rectangles of one row are, but for what is the same in all. */
static const struct {
	const char *row;
	const char *expected[4]; /* beginnings and texts, in their order */
} rows[] = {
	{"one two", {"x=\"10\" y=\"23\" fill=\"#d8dee9\" textLength=\"63\">one two<"}},
	{"  far   apart", {"x=\"28\" y=\"23\" fill=\"#d8dee9\" textLength=\"27\">far<",
				  "x=\"82\" y=\"23\" fill=\"#d8dee9\" textLength=\"45\">apart<"}},
	{"a <b> & c", {">a &lt;b&gt; &amp; c<"}},
	{"\xe4\xb8\xad\xe6\x96\x87 x", {"textLength=\"54\">\xe4\xb8\xad\xe6\x96\x87 x<"}},
};

START_TEST(words)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct grid grid;
		struct buffer out;
		grid_init(&grid, SAFE_UTF8);
		grid_reset(&grid, ROWS, COLS);
		buffer_init(&out, 65536);
		grid_text(&grid, (struct rect){0, 0, ROWS, COLS}, 0, 0, rows[i].row, STYLE_NORMAL);
		ck_assert(svg_write(&grid, &out));
		const char *at = buffer_text(&out);
		size_t texts = 0;
		for (; texts < 4 && rows[i].expected[texts]; texts++) {
			at = strstr(at, rows[i].expected[texts]);
			ck_assert_msg(
				at != NULL, "%s: %s in %s", rows[i].row, rows[i].expected[texts], buffer_text(&out));
		}
		ck_assert_ptr_null(strstr(at + 1, "<text"));
		ck_assert_ptr_null(strstr(buffer_text(&out), "> "));
		buffer_done(&out);
		grid_done(&grid);
	}
}
END_TEST

/* A look with a background is a rectangle as wide as it is on the screen, blanks included. */
START_TEST(background)
{
	struct grid grid;
	struct buffer out;

	grid_init(&grid, SAFE_UTF8);
	grid_reset(&grid, ROWS, COLS);
	buffer_init(&out, 65536);
	grid_text(&grid, (struct rect){0, 0, ROWS, COLS}, 0, 2, " TLS ", STYLE_BAR_TLS);
	ck_assert(svg_write(&grid, &out));
	ck_assert_ptr_nonnull(
		strstr(buffer_text(&out), "<rect x=\"28\" y=\"10\" width=\"45\" height=\"18\" fill=\"#a3be8c\"/>"));
	ck_assert_ptr_nonnull(
		strstr(buffer_text(&out), "<text x=\"37\" y=\"23\" fill=\"#1b1f27\" font-weight=\"bold\""));
	buffer_done(&out);
	grid_done(&grid);
}
END_TEST

CHECK_MAIN("svg", words, background)

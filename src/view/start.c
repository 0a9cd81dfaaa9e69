/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * start: the screen without a session: type a target, pick one, or open the demo.
 */
#include "view/screen.h"

static const char *const lines[] = {
	"starlit: an interactive debugger for mail sessions that go STARTTLS",
	"",
	"Type where to connect to:",
	"  mx.example.org              SMTP, port 25",
	"  imap://mail.example.org     a scheme: smtp submission smtps imap imaps pop3 pop3s lmtp sieve",
	"  192.0.2.7:587               a known port tells its protocol",
	"  demo:imap                   a teaching server inside the program",
	"",
	"or pick one with Up and Down, and press Enter:",
};

void start_paint(const struct view *view, struct grid *grid)
{
	struct rect rect = {1, 2, grid->rows - 3, grid->cols - 3};
	int row = 0;

	if (rect.rows <= 0 || rect.cols <= 0)
		return;
	/* In a low terminal the list matters more than the explanation. */
	size_t count = sizeof(lines) / sizeof(lines[0]);
	for (size_t i = rect.rows < 16 ? count - 1 : 0; i < count; i++)
		grid_text(grid, rect, row++, 0, lines[i], i ? STYLE_NORMAL : STYLE_TITLE);
	const struct start_list *start = view->start;
	size_t first =
		start->selected >= (size_t)(rect.rows - row) ? start->selected - (size_t)(rect.rows - row) + 1 : 0;
	for (size_t i = first; i < start->count && row < rect.rows; i++, row++) {
		enum style style = i == start->selected ? STYLE_SELECTED : STYLE_NORMAL;
		grid_text(grid, rect, row, 0, i == start->selected ? "> " : "  ", style);
		grid_text(grid, rect, row, 2, start->targets[i], style);
	}
}

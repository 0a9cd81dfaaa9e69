/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme: a table of styles.
 */
#include "ui/theme.h"

#include <curses.h>

static bool with_colour;

static const struct {
	short foreground; /* -1: the terminal's own */
	unsigned colour_attributes;
	unsigned plain_attributes;
} looks[STYLES] = {
	[STYLE_NORMAL] = {-1, A_NORMAL, A_NORMAL},
	[STYLE_FAINT] = {-1, A_DIM, A_NORMAL},
	[STYLE_TITLE] = {-1, A_BOLD, A_BOLD},
	[STYLE_CLEAR_MARK] = {COLOR_YELLOW, A_REVERSE | A_BOLD, A_REVERSE},
	[STYLE_TLS_MARK] = {COLOR_GREEN, A_BOLD, A_BOLD},
	[STYLE_LOCAL_MARK] = {COLOR_MAGENTA, A_NORMAL, A_NORMAL},
	[STYLE_CLIENT] = {COLOR_CYAN, A_NORMAL, A_BOLD},
	[STYLE_SERVER] = {-1, A_NORMAL, A_NORMAL},
	[STYLE_NOTE] = {COLOR_MAGENTA, A_NORMAL, A_NORMAL},
	[STYLE_GOOD] = {COLOR_GREEN, A_NORMAL, A_NORMAL},
	[STYLE_WARNING] = {COLOR_YELLOW, A_BOLD, A_BOLD},
	[STYLE_BAD] = {COLOR_RED, A_BOLD, A_BOLD | A_UNDERLINE},
	[STYLE_BAR] = {-1, A_REVERSE, A_REVERSE},
	[STYLE_BAR_CLEAR] = {COLOR_YELLOW, A_REVERSE | A_BOLD, A_REVERSE | A_BOLD},
	[STYLE_BAR_TLS] = {COLOR_GREEN, A_REVERSE, A_REVERSE},
	[STYLE_TAB] = {-1, A_NORMAL, A_NORMAL},
	[STYLE_TAB_OPEN] = {-1, A_REVERSE, A_REVERSE},
	[STYLE_BORDER] = {COLOR_BLUE, A_NORMAL, A_NORMAL},
	[STYLE_FOCUS] = {COLOR_CYAN, A_BOLD, A_BOLD},
	[STYLE_SELECTED] = {-1, A_REVERSE, A_REVERSE},
	[STYLE_FOUND] = {COLOR_YELLOW, A_REVERSE, A_REVERSE | A_UNDERLINE},
	[STYLE_PROMPT] = {-1, A_BOLD, A_BOLD},
	[STYLE_SECRET] = {COLOR_RED, A_NORMAL, A_NORMAL},
};

void theme_start(bool colour)
{
	with_colour = colour && has_colors() && start_color() != ERR && use_default_colors() != ERR;
	for (short i = 0; with_colour && i < STYLES; i++)
		if (looks[i].foreground >= 0)
			init_pair((short)(i + 1), looks[i].foreground, -1);
}

struct look theme_look(enum style style, bool escaped)
{
	struct look look = {.attributes = with_colour ? looks[style].colour_attributes : looks[style].plain_attributes};

	if (with_colour && looks[style].foreground >= 0)
		look.pair = (short)(style + 1);
	if (escaped)
		look.attributes ^= A_REVERSE;
	return look;
}

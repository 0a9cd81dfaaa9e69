/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme: what a style looks like on a terminal: the eight colours on the default background, bold, reverse, underline.
 * Without colour every distinction stays. Internal to ui.
 */
#ifndef STARLIT_UI_THEME_H
#define STARLIT_UI_THEME_H

#include "view/grid.h"
#include <stdbool.h>

struct look {
	short pair;          /* colour pair, 0: the terminal's own */
	unsigned attributes; /* A_BOLD, A_REVERSE ... as curses has them */
};

void theme_start(bool colour);
struct look theme_look(enum style style, bool escaped);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * terminal: curses, its modes, and giving the terminal back whatever happens.
 *
 * Purpose   opens the screen on /dev/tty's descriptors, puts grids on it, follows its size, suspends and resumes, and
 *           restores everything at the end, on a crash (a handler of its own) and on an abort.
 * Ownership one per process (curses is).
 * Failure   a terminal that cannot do it is false and an error that says what to do (set TERM, run it in a terminal).
 */
#ifndef STARLIT_UI_TERMINAL_H
#define STARLIT_UI_TERMINAL_H

#include "base/error.h"
#include "view/grid.h"
#include <stdint.h>

struct terminal_options {
	bool colour; /* false: NO_COLOR or --color=never */
	bool mouse;
	bool ascii;      /* no line drawing, escapes above 0x7e */
	bool sync_marks; /* answer the tests' marks */
};

bool terminal_open(const struct terminal_options *options, struct error *error);
void terminal_close(void);
/* The characters that the terminal and its locale can show. */
enum safe_charset terminal_charset(void);
void terminal_size(int *ret_rows, int *ret_cols);
/* Puts the grid on the screen: only what changed is sent. */
void terminal_show(const struct grid *grid);
/* Forgets what is on the screen, so that the next show sends everything. */
void terminal_redraw(void);
/* After SIGWINCH: asks for the new size. */
void terminal_resized(void);
/* Stops the process (Ctrl-Z) with the terminal given back; returns when it goes on. */
void terminal_suspend(void);
/* Answers a test's mark after the frame was written. */
void terminal_answer_mark(uint32_t number);
int terminal_input(void); /* the descriptor to read keys from */

#endif

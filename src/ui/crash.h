/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crash: gives the terminal back when the program dies by a fault of its own. Internal to ui.
 */
#ifndef STARLIT_UI_CRASH_H
#define STARLIT_UI_CRASH_H

#include <stdbool.h>

/* Remembers the modes of the terminal behind fd, before anything changes them. */
void crash_prepare(int fd);
/* From here on SEGV, BUS, ABRT, FPE, ILL and QUIT restore the terminal first: its modes, and a screen that was painted. */
void crash_arm(bool screen);
void crash_disarm(void);

#endif

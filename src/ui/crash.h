/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crash: gives the terminal back when the program dies by a fault of its own. Internal to ui.
 */
#ifndef STARLIT_UI_CRASH_H
#define STARLIT_UI_CRASH_H

/* Remembers the modes of the terminal behind fd, before anything changes them. */
void crash_prepare(int fd);
/* From here on SEGV, BUS, ABRT, FPE, ILL and QUIT restore the terminal first. */
void crash_arm(void);
void crash_disarm(void);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explaining: the local command :explain, on the screen and in line mode; what it knows is advice/explain.h's.
 */
#ifndef STARLIT_APP_EXPLAINING_H
#define STARLIT_APP_EXPLAINING_H

#include "app/console.h"

/* :explain [WORD...]; without words the last reply. */
void explaining_command(struct console *console, struct bytes arguments);
/* Appends what the words mean: all of them together, else the first alone. False: nobody knows. */
bool explaining_words(struct console *console, struct bytes words, struct buffer *out);
/* The index-th completion of the last word of ":explain WORD"; the whole line is appended. */
bool explaining_complete(struct bytes word, size_t index, struct buffer *ret_line, const char **ret_help);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * commands: the local commands, which begin with ":". One row each; running, help and completion read the same table.
 */
#ifndef STARLIT_APP_COMMANDS_H
#define STARLIT_APP_COMMANDS_H

#include "app/front.h"

typedef void run_fn(struct front *front, struct bytes arguments);

/* An argument as a C string; false, with a word about it, when there is none or it cannot be one. */
bool commands_take_text(struct front *front, struct bytes arguments, const char *what, char *text, size_t size);
void commands_say_error(struct front *front, const struct error *error);
/* Runs a line without its ":". What is wrong with it is said. */
void commands_run(struct front *front, struct bytes line);
/* The index-th completion of what stands behind the ":"; the whole line is appended. */
bool commands_complete(struct bytes typed, size_t index, struct buffer *ret_line, const char **ret_help);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * commands: the local commands, which begin with ":". One row each; running, help and completion read the same table.
 */
#ifndef STARLIT_APP_COMMANDS_H
#define STARLIT_APP_COMMANDS_H

#include "app/front.h"

/* Runs a line without its ":". What is wrong with it is said. */
void commands_run(struct front *front, struct bytes line);
/* The index-th completion of what stands behind the ":"; the whole line is appended. */
bool commands_complete(struct bytes typed, size_t index, struct buffer *ret_line, const char **ret_help);

#endif

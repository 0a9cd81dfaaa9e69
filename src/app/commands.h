/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * commands: the local commands, which begin with ":". One row each; running, help and completion read the same table,
 * and behind it the one of the console's owner: what only a screen has.
 */
#ifndef STARLIT_APP_COMMANDS_H
#define STARLIT_APP_COMMANDS_H

#include "app/console.h"

typedef void run_fn(struct console *console, struct bytes arguments);

struct command {
	const char *name;
	const char *arguments; /* NULL: it takes none */
	const char *help;
	run_fn *run;
};

/* An argument as a C string; false, with a word about it, when there is none or it cannot be one. */
bool commands_take_text(struct console *console, struct bytes arguments, const char *what, char *text, size_t size);
void commands_say_error(struct console *console, const struct error *error);
/* Runs a line without its ":". What is wrong with it is said. */
void commands_run(struct console *console, struct bytes line);
/* The index-th completion of what stands behind the ":"; the whole line is appended. */
bool commands_complete(const struct console *console, struct bytes typed, size_t index, struct buffer *ret_line,
	const char **ret_help);

#endif

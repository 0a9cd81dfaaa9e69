/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * servers: targets as they are typed while the program runs: a host, or @NAME of the configuration file with the options of
 * its section.
 *
 * The options of a section that concern a connection hold from then on, and end with the next target that is none of that section.
 * Those that concern the screen, or files that the program writes, count at its start alone.
 */
#ifndef STARLIT_APP_SERVERS_H
#define STARLIT_APP_SERVERS_H

#include "app/console.h"

/* Connects to what was typed. False, with nothing changed, and an error when that makes no sense. */
bool servers_connect(struct console *console, const char *text, struct error *error);
/* These options from now on; the connection ends. False, with the old ones in use, when they cannot be. */
bool servers_use(struct console *console, const struct options *options, struct error *error);
/* What was typed as a target, for whoever does not connect to it. */
bool servers_target(const struct console *console, const char *text, struct target *ret_target, struct error *error);
/*
 * The index-th completion of a line whose last word begins with @: a target alone, or the argument of a local command. The whole line is
 * appended; *ret_help is the server's target.
 */
bool servers_complete(
	const struct console *console, struct bytes line, size_t index, struct buffer *ret_line, const char **ret_help);

#endif

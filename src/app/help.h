/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help: what --help and «starlit help» print, all of it from the tables (option_table.h).
 *
 * Everything fits into 80 columns, and what is printed without a subject into 24 lines, the next prompt included.
 */
#ifndef STARLIT_APP_HELP_H
#define STARLIT_APP_HELP_H

#include "base/buffer.h"
#include "base/error.h"

/*
 * Appends the help on a subject: NULL for the short one; "all" or "options", the word of a group, a subcommand, or an option. False and
 * an error when there is no such subject.
 */
bool help_write(struct buffer *out, const char *subject, struct error *error);

#endif

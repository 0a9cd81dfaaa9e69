/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * completion: scripts by which shells complete the command line, made from the tables (option_table.h).
 *
 * Words of closed lists are completed as such, files as files, servers of the configuration file behind @; an option is offered where
 * it belongs.
 */
#ifndef STARLIT_APP_COMPLETION_H
#define STARLIT_APP_COMPLETION_H

#include "base/buffer.h"

/* Appends the script for "bash", "zsh" or "fish"; false for any other shell. */
bool completion_write(struct buffer *out, const char *shell);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reporting: starlit report: a recorded session (report/record.h) as a text, a page, a recording of a terminal, or itself.
 *
 * Purpose   the file is read as starlit open reads it; what comes out goes to standard output, or into a file that is
 *           this user's alone, whole or not at all, and never takes the place of another.
 */
#ifndef STARLIT_APP_REPORTING_H
#define STARLIT_APP_REPORTING_H

#include "app/options.h"

/* The exit status; -1: error is filled in. */
int reporting_run(const struct options *options, struct error *error);

#endif

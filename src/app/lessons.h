/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lessons: what «starlit demo» does about lessons before, or instead of, a session.
 */
#ifndef STARLIT_APP_LESSONS_H
#define STARLIT_APP_LESSONS_H

#include "app/options.h"

/* The options ask for a list, a file or a sheet, and not for a session. */
bool lessons_only(const struct options *options);
/* Makes it. Returns the exit status; -1: error is filled in. */
int lessons_run(const struct options *options, struct error *error);
/* The lesson that a session is to begin with can be had. */
bool lessons_check(const struct options *options, struct error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check: «starlit check»: many targets at once on one loop, one short report each, and the metrics of the run.
 *
 * Output    standard output, in the order in which targets are done; progress on standard error, if that is a terminal.
 * Memory    that of the sessions at work: a target's journal is dropped when the target is done.
 * Failure   what keeps the run from beginning or from writing is -1 and an error. A target that fails does not stop the rest.
 * Result    the exit status (metrics_outcome): 0 only where everything about all targets is fine.
 */
#ifndef STARLIT_APP_CHECK_H
#define STARLIT_APP_CHECK_H

#include "app/options.h"

enum { CHECK_JOBS = 32, CHECK_JOBS_MAX = 400 };

int check_run(const struct options *options, struct error *error);

#endif

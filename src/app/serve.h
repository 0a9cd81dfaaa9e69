/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * serve: the teaching server behind a loopback port, until a signal ends it.
 */
#ifndef STARLIT_APP_SERVE_H
#define STARLIT_APP_SERVE_H

#include "app/options.h"

/* Returns the exit status; what could not be done is in error and the status is -1. */
int serve_run(const struct options *options, struct error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probing: «starlit probe TARGET»: the report on standard output, progress on standard error where that is a terminal.
 */
#ifndef STARLIT_APP_PROBING_H
#define STARLIT_APP_PROBING_H

#include "app/options.h"

/* 0: the server answered; 1: it could not be reached, or did not agree to TLS; -1 and an error: it could not begin. */
int probing_run(const struct options *options, struct error *error);

#endif

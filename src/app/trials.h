/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trials: local commands that try something on a server which it may not like: asked about first, each time.
 */
#ifndef STARLIT_APP_TRIALS_H
#define STARLIT_APP_TRIALS_H

#include "app/console.h"

/* :test injection [yes] */
void trials_test(struct console *console, struct bytes arguments);

#endif

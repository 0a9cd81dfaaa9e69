/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scripting: «starlit run FILE TARGET»: a script (session/script.h) against a server, without the screen.
 *
 * Output    nothing where everything was as expected; else one line on standard error that says what was not. With
 *           --verbose the session goes to standard output while it happens.
 * Failure   the exit status is that of model/outcome.h; -1 and an error when the script or the target makes no sense.
 */
#ifndef STARLIT_APP_SCRIPTING_H
#define STARLIT_APP_SCRIPTING_H

#include "app/options.h"

int scripting_run(const struct options *options, struct error *error);

#endif

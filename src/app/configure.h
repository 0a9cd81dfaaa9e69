/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * configure: the command line's choices, as a connection takes them.
 *
 * Everything is borrowed from the options. The target is left to the caller, as are captures and resumed sessions.
 */
#ifndef STARLIT_APP_CONFIGURE_H
#define STARLIT_APP_CONFIGURE_H

#include "app/connection.h"
#include "app/options.h"

void configure_connection(const struct options *options, struct connection_config *ret_config);

#endif

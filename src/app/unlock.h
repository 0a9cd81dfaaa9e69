/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unlock: the pass phrase of the user's own key: read from a file, or asked for on the screen before the first connection.
 *
 * It is never on the command line, where every user of the machine could read it, and never in a history.
 */
#ifndef STARLIT_APP_UNLOCK_H
#define STARLIT_APP_UNLOCK_H

#include "app/console.h"

/*
 * Without anybody to ask: reads the pass phrase from the file of that path (NULL: there is none), and is true when the settings
 * can be used. They borrow the pass phrase.
 */
bool unlock_settings(struct tls_settings *settings, const char *path, struct secret *passphrase, struct error *error);
/* Before the screen: what was chosen must make sense, and a pass phrase from a file must fit. */
bool unlock_start(struct console *console, struct error *error);
/* True: the pass phrase is asked for first, and target is connected to afterwards. */
bool unlock_asks(struct console *console, const struct target *target);
/* What was typed. One that does not fit is asked for again. */
void unlock_take(struct console *console, struct bytes passphrase);
void unlock_give_up(struct console *console);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hostname: the name to greet with (RFC 5321 §4.1.1.1): this machine's FQDN, else the address literal of our end.
 *
 * No name server is asked for it: the machine's own name and /etc/hosts must do.
 */
#ifndef STARLIT_APP_HOSTNAME_H
#define STARLIT_APP_HOSTNAME_H

#include <stddef.h>

/* local is our end's address ("192.0.2.1"), or NULL when there is none yet. Returns text. */
char *hostname_for_greeting(char *text, size_t size, const char *local);

#endif

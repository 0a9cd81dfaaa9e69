/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * debug_log: what gnutls-serv tells of a session with -d 5, read as accounts.
 *
 * It tells less than OpenSSL: types and lengths of messages and records, alerts, types and lengths of extensions.
 */
#ifndef STARLIT_TESTS_PEERS_DEBUG_LOG_H
#define STARLIT_TESTS_PEERS_DEBUG_LOG_H

#include "account.h"

struct debug_log {
	struct account messages;   /* and alerts */
	struct account records;    /* "record 22 of 69", by the type inside */
	struct account extensions; /* "extension 43 9", in the order in which GnuTLS looks at them */
};

void debug_log_init(struct debug_log *log);
void debug_log_done(struct debug_log *log);
/* The log of a server. */
void debug_log_read(struct bytes text, struct debug_log *log);

#endif

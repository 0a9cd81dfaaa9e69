/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trace: what OpenSSL tells of a session with -trace (ssl/t1_trace.c of OpenSSL 3), read as an account.
 *
 * A line that it does not know becomes "? line", so that nothing is passed over in silence.
 */
#ifndef STARLIT_TESTS_PEERS_TRACE_H
#define STARLIT_TESTS_PEERS_TRACE_H

#include "account.h"

/* The trace of a server: what it received is what the client sent. */
void trace_read(struct bytes trace, struct account *account);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * advising: advice beside a connection, and the memory of which servers have offered STARTTLS.
 *
 * Purpose   what a session shows is judged as it happens; a server that stops offering STARTTLS is told from one that
 *           never did, since an attacker on the path can take the offer away (RFC 3207 §6).
 * Memory    a file of the program's state, a server a line. The demo is never in it; --no-memory neither reads nor writes
 *           it.
 * Ownership embedded in whoever has the journal, which outlives it. Failure: a file that cannot be written is told once.
 */
#ifndef STARLIT_APP_ADVISING_H
#define STARLIT_APP_ADVISING_H

#include "advice/advice.h"
#include "app/recent.h"
#include "app/target.h"
#include "model/digest.h"

enum { ADVISING_SERVER_MAX = 400 };

struct advising {
	struct advice *advice;
	struct journal *journal;
	struct recent servers;
	bool remembers;
	char server[ADVISING_SERVER_MAX]; /* of the present connection; empty: not to be remembered */
	const char *offer;                /* the keyword that offers TLS there */
	uint32_t remembered;              /* the connection for which it was */
};

/* How the memory calls the server; false: it is none to be remembered. */
bool advising_server(const struct target *target, char text[ADVISING_SERVER_MAX]);
/* Opens the memory to look at it. */
void advising_open_memory(struct recent *ret_servers, bool read);

void advising_init(struct advising *advising, struct journal *journal, bool remembers);
void advising_done(struct advising *advising);
/* To be called before the connection begins. */
void advising_connecting(struct advising *advising, const struct target *target);
/* Once per round. */
void advising_catch_up(struct advising *advising, const struct digest *digest);

#endif

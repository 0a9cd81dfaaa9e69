/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prober: asks a server what it can speak, one connection after the other.
 *
 * Purpose   carries the questions of tls/probe.h to a server by the same conductor that carries a session, with all its rules:
 *           the banner is awaited, the server is greeted, STARTTLS is sent where it is offered, and QUIT where it is not.
 *           Connections come one at a time, with a pause between them, and at most so many. A server that says 421, or
 *           that no longer accepts connections, is left alone.
 * Journal   each connection has one of its own, which nobody sees; what is found out comes as drafts of EVENT_PROBE.
 * Ownership the caller owns the prober; the loop outlives it. Drafts live for the call.
 * Failure   a target that cannot be dialled at all is NULL and an error; everything later is told by the hooks.
 */
#ifndef STARLIT_APP_PROBER_H
#define STARLIT_APP_PROBER_H

#include "app/connection.h"

enum { PROBER_PACE_US = 100000, PROBER_CONNECTIONS = 300, PROBER_ANSWER_US = 10000000, PROBER_REPLY_US = 30000000 };

struct prober_config {
	struct connection_config connection;
	int64_t pace_us;      /* between two connections */
	unsigned connections; /* at most; 0: the default */
};

struct prober_hooks {
	/* A connection begins: which one, and what is asked for. */
	void (*asking)(void *context, unsigned connection, const char *question);
	void (*found)(void *context, const struct event *draft);
	/*
	 * The end. answered: the server was reached and agreed to TLS, so that there are results. The prober may be freed
	 * from here on, but not inside the call.
	 */
	void (*ended)(void *context, bool answered, unsigned connections, const char *reason);
	void *context;
};

struct prober;

struct prober *prober_new(
	struct loop *loop, const struct prober_config *config, const struct prober_hooks *hooks, struct error *error);
void prober_free(struct prober *prober);

/* Called once per round of the loop, as connection_pump is. */
void prober_pump(struct prober *prober);
/* Breaks it off; what is known is told, and the end. */
void prober_stop(struct prober *prober);
bool prober_running(const struct prober *prober);

#endif

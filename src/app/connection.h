/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * connection: a session and what carries it: a socket, or the teaching server inside this process.
 *
 * Purpose   dials, tells each attempt to the journal, moves bytes between transport and session, looks at the socket
 *           before a ClientHello, keeps the session's time limits, closes.
 * Ownership the caller owns the connection, which owns session and transport. Journal and loop outlive it.
 * Failure   a target that cannot be dialled at all is NULL and an error; everything later is an event.
 */
#ifndef STARLIT_APP_CONNECTION_H
#define STARLIT_APP_CONNECTION_H

#include "app/capture.h"
#include "app/target.h"
#include "io/dial.h"
#include "session/session.h"

struct local_server;

struct connection_config {
	struct target target;
	struct session_config session; /* protocol, implicit_tls and names are filled in from the target */
	const char *client_name;       /* NULL: hostname_for_greeting, once our address is known */
	const char *reference_name;    /* NULL: the target's host */
	bool sni_of_host; /* where the settings name no SNI, it is the target's host, whatever the reference name is */
	enum dial_family family;
	int64_t connect_us;         /* 0: the default of dial.h */
	struct local_server *local; /* the demo, for a target that is it; borrowed. NULL: the connection's own */
	unsigned demo_faults;       /* enum demo_fault */
	bool demo_other_door;       /* the demo begins with TLS where the target does not, and the reverse */
	struct capture *capture;    /* what goes over the wire is handed to it as well; NULL: nowhere */
};

struct connection;

/* The server name to ask for, as tls_settings have it. */
const char *connection_sni(const struct connection_config *config);

/* Begins a new connection in the journal. */
struct connection *connection_new(
	struct loop *loop, struct journal *journal, const struct connection_config *config, struct error *error);
void connection_free(struct connection *connection);

/* Moves everything that can move; called once per round, after anything was typed or received. */
void connection_pump(struct connection *connection);

/* Ends dialling or the session; see session_close. */
void connection_close(struct connection *connection);
/* The same at once, without a good-bye of the protocol: TLS ends properly, and the end is told. */
void connection_hang_up(struct connection *connection);
/* Stops and resumes reading from the server, for back-pressure. */
void connection_hold(struct connection *connection, bool hold);
bool connection_alive(const struct connection *connection);
struct session *connection_session(struct connection *connection);

#endif

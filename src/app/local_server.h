/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * local_server: the teaching server inside this process, as one end of a connection without a socket.
 *
 * Purpose   certificates, mails and the key of its TLS tickets outlive a connection, so that a session can be resumed on
 *           the next one. It has one connection at a time.
 * Ownership the caller owns it; connections borrow it. Failure: none.
 */
#ifndef STARLIT_APP_LOCAL_SERVER_H
#define STARLIT_APP_LOCAL_SERVER_H

#include "app/target.h"
#include "base/clock.h"

struct local_server;

/* The name is its own, and in its certificate. */
struct local_server *local_server_new(const char *name, const struct clock *clock);
void local_server_free(struct local_server *server);

/* The root certificate to trust, as PEM. */
const char *local_server_root(const struct local_server *server);
/* A connection begins (the one before ends with it); faults are those of enum demo_fault. */
void local_server_open(struct local_server *server, const struct target *target, unsigned faults);
void local_server_close(struct local_server *server);
/* The client is there. */
void local_server_greet(struct local_server *server);
/* Hands it what the client sent; returns how much was taken (all). */
size_t local_server_take(struct local_server *server, struct bytes bytes);
/* What it has said and nobody has heard yet; heard bytes are dropped with local_server_heard. */
struct bytes local_server_said(struct local_server *server);
void local_server_heard(struct local_server *server, size_t count);
/* It has closed its side and everything it said was heard. */
bool local_server_ended(struct local_server *server);

#endif

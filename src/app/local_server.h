/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * local_server: the teaching server inside this process, and links to it: connections without a socket.
 *
 * Purpose   certificates, mails and the key of its TLS tickets outlive a link, so that a session can be resumed on the
 *           next one. Any number of links at once.
 * Ownership the caller owns both; the server outlives its links. Failure: none.
 */
#ifndef STARLIT_APP_LOCAL_SERVER_H
#define STARLIT_APP_LOCAL_SERVER_H

#include "app/target.h"
#include "base/clock.h"

struct local_server;
struct local_link;

/* The name is its own, and in its certificate. */
struct local_server *local_server_new(const char *name, const struct clock *clock);
void local_server_free(struct local_server *server);
/* The root certificate to trust, as PEM. */
const char *local_server_root(const struct local_server *server);

/* A connection begins; faults are those of enum demo_fault. */
struct local_link *local_link_new(struct local_server *server, const struct target *target, unsigned faults);
void local_link_free(struct local_link *link);
/* The client is there. */
void local_link_greet(struct local_link *link);
/* Hands it what the client sent; returns how much was taken (all). */
size_t local_link_take(struct local_link *link, struct bytes bytes);
/* What it has said and nobody has heard yet; heard bytes are dropped with local_link_heard. */
struct bytes local_link_said(struct local_link *link);
void local_link_heard(struct local_link *link, size_t count);
/* It has closed its side and everything it said was heard. */
bool local_link_ended(struct local_link *link);

#endif

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
#include "tls/mint.h"

struct local_server;
struct local_link;

/* What is wrong with its certificate; with the others nothing is but that. */
enum local_certificate {
	LOCAL_CERTIFICATE_GOOD,
	LOCAL_CERTIFICATE_EXPIRED,
	LOCAL_CERTIFICATE_NOT_YET_VALID,
	LOCAL_CERTIFICATE_SELF_SIGNED,
	LOCAL_CERTIFICATE_WRONG_NAME,
	LOCAL_CERTIFICATE_INCOMPLETE, /* the intermediate is not sent */
	LOCAL_CERTIFICATE_WEAK
};

/* How the server is to be; all zero is as it should be. Texts are copied. */
struct local_recipe {
	enum local_certificate certificate;
	const char *versions, *groups; /* as in struct tls_settings, and checked; NULL: the default */
	enum mint_client client;
};

/* The name is its own, and in its certificate. */
struct local_server *local_server_new(const char *name, const struct clock *clock, const struct local_recipe *recipe);
void local_server_free(struct local_server *server);
/* The root certificate to trust, as PEM: the server's own chain leads to it, if it leads anywhere. */
const char *local_server_root(const struct local_server *server);

/*
 * A connection begins; faults are those of enum demo_fault. other_door: where the client begins with TLS the server does
 * not, and the reverse.
 */
struct local_link *local_link_new(
	struct local_server *server, const struct target *target, unsigned faults, bool other_door);
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

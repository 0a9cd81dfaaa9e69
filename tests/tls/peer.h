/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * peer: a GnuTLS server over memory with every choice open, and our client joined to it.
 *
 * The demo's own server offers what a good server does; a test of the taps needs each version, suite and extension.
 */
#ifndef STARLIT_TESTS_TLS_PEER_H
#define STARLIT_TESTS_TLS_PEER_H

#include "base/buffer.h"
#include "tls/mint.h"
#include "tls/tls.h"
#include <gnutls/gnutls.h>

struct peer {
	/* the server */
	gnutls_session_t session;
	gnutls_certificate_credentials_t credentials;
	gnutls_datum_t ticket_key;
	struct buffer in; /* bytes from the client */
	struct buffer out;
	struct buffer heard; /* what the client said inside TLS */
	bool up;
	int failed; /* GnuTLS's result when the server failed; else 0 */
	/* our client */
	struct clock_hands hands;
	struct journal *journal;
	struct tls_identity *identity;
	struct tls *client;
};

struct peer_recipe {
	const char *priority;       /* of the server; NULL: NORMAL */
	const char *client;         /* of our client; NULL: our default */
	struct tls_settings offers; /* the rest of the client's settings; name and anchors are filled in */
	unsigned flags;             /* for gnutls_init of the server, beside GNUTLS_SERVER and GNUTLS_NONBLOCK */
	struct mint_recipe mint;    /* name and date are filled in */
	void (*prepare)(struct peer *peer, const void *context); /* does more to the server; NULL: nothing */
	const void *context;
};

void peer_open(struct peer *peer, const struct peer_recipe *recipe);
void peer_close(struct peer *peer);
/* A recipe's prepare: the server wants a certificate from us, or does not go on. */
void peer_demand_certificate(struct peer *peer, const void *context);
/* Until neither has anything more to say. */
void peer_converse(struct peer *peer);
/* Says something inside TLS. */
void peer_say(struct peer *peer, const char *text);
/* The first event of that kind and direction from that number on; NULL: there is none. */
const struct event *peer_find(const struct peer *peer, enum event_kind kind, enum direction direction, uint64_t from);
/* What happened, a line an event: "> ClientHello", "< [handshake] Finished", "< record 23 application handshake +40". */
void peer_story(const struct peer *peer, struct buffer *ret_text, bool records);

#endif

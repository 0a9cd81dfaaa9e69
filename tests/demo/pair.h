/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pair: the teaching server and a session, joined by their buffers.
 */
#ifndef STARLIT_TESTS_PAIR_H
#define STARLIT_TESTS_PAIR_H

#include "demo/demo.h"
#include "session/session.h"

struct pair {
	struct clock_hands hands;
	struct journal *journal;
	struct tls_identity *identity;
	struct demo_store *store;
	struct demo *demo;
	struct session *session;
	size_t piece; /* how many bytes move at once */
	bool ended;   /* the server's end was told */
};

/* Both are connected; nothing has been said yet. piece: how many bytes move at once. */
void pair_open(struct pair *pair, enum protocol protocol, unsigned faults, bool implicit_tls, size_t piece);
void pair_close(struct pair *pair);
/* Until neither has anything more to say. */
void pair_converse(struct pair *pair);

#endif

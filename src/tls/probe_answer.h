/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_answer: what a server answered to one ClientHello made by hand, read from the events of its connection.
 *
 * Purpose   the events of one connection (tls/hello_only.h) folded into the facts that a probe needs.
 * Ownership a plain value. Failure: none; an answer that cannot be read is told as what it is.
 */
#ifndef STARLIT_TLS_PROBE_ANSWER_H
#define STARLIT_TLS_PROBE_ANSWER_H

#include "model/event.h"

enum probe_answer_kind {
	PROBE_ANSWER_NONE,   /* nothing has come yet */
	PROBE_ANSWER_HELLO,  /* a ServerHello or a HelloRetryRequest */
	PROBE_ANSWER_SSL2,   /* a SERVER-HELLO of SSL 2.0 */
	PROBE_ANSWER_ALERT,  /* a fatal alert, or an error of SSL 2.0 */
	PROBE_ANSWER_CLOSED, /* the stream ended in good order, without a word */
	PROBE_ANSWER_CUT,    /* it broke, or ended inside a record */
	PROBE_ANSWER_SILENT, /* nothing came within the time limit */
	PROBE_ANSWER_TEXT    /* what came is no TLS */
};

enum { PROBE_SSL2_SPECS_MAX = 16, PROBE_ALPN_MAX = 32 };

struct probe_answer {
	enum probe_answer_kind kind;
	uint16_t version;
	uint16_t suite;
	uint16_t group;     /* of a HelloRetryRequest, a key share, or a ServerKeyExchange; 0: none seen */
	uint16_t scheme;    /* of a ServerKeyExchange of TLS 1.2; 0: none seen */
	uint32_t dh_bits;   /* of the prime in a ServerKeyExchange; 0: none seen */
	bool key_exchange;  /* a ServerKeyExchange came */
	bool renegotiation; /* RFC 5746 */
	bool extended_master_secret;
	uint8_t alert;
	char alpn[PROBE_ALPN_MAX]; /* the protocol chosen, as text (not safe to show as it is); "": none */
	uint32_t ssl2[PROBE_SSL2_SPECS_MAX];
	size_t ssl2_count;
	bool cut; /* a record was cut */
};

/* Takes the next event of the connection. */
void probe_answer_see(struct probe_answer *answer, const struct event *event);

/* An alert that says what it means, such as handshake_failure; others may have a cause that passes. */
bool probe_answer_is_firm(const struct probe_answer *answer);

/* The answer as a few words: «alert protocol_version (70)». Returns text. */
char *probe_answer_text(const struct probe_answer *answer, char *text, size_t size);

#endif

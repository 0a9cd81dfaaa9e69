/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ladder: the way into TLS as one picture: the client on the left, the server on the right, one arrow for each step.
 *
 * Purpose   connect, greeting, EHLO and STARTTLS are the first rungs, handshake messages the next, and what happens to the
 *           protected session afterwards the last ones. Pane, text export and reports draw from the same list.
 * Ownership the ladder owns its rungs; references are event numbers.
 */
#ifndef STARLIT_MODEL_LADDER_H
#define STARLIT_MODEL_LADDER_H

#include "base/safe.h"
#include "model/journal.h"

enum { LADDER_RUNGS_MAX = 4000 };

enum rung_kind {
	RUNG_ARROW,
	RUNG_FLIGHT, /* a heading: messages that one side sent without waiting (RFC 5246 §7.3) */
	RUNG_BAR     /* a sentence across */
};

enum rung_tone { RUNG_PLAIN, RUNG_GOOD, RUNG_WARNING, RUNG_BAD };

struct rung {
	enum rung_kind kind;
	enum direction direction;
	enum rung_tone tone;
	bool encrypted;
	bool in_handshake;
	bool dummy; /* a change_cipher_spec of TLS 1.3, which changes nothing (RFC 8446 §D.4) */
	char label[64];
	struct bytes sentence; /* RUNG_BAR: borrowed from the journal, or empty: label */
	uint64_t size;         /* bytes; 0: not told */
	int64_t at_us;
	int64_t since_us; /* since the rung before */
	int64_t ref;      /* event number */
};

struct ladder {
	struct rung *rungs;
	size_t count;
	size_t room;
	uint16_t version;                               /* negotiated, as the last message told */
	bool anew;                                      /* a renegotiation is on its way */
	const struct event_tls_record *alert_record[2]; /* the last one that holds an alert: out, in; borrowed */
	size_t left_out;                                /* steps beyond the maximum */
};

/* The connection whose events are the numbers from first up to end, without end. */
void ladder_build(struct ladder *ladder, const struct journal *journal, uint64_t first, uint64_t end);
void ladder_done(struct ladder *ladder);

/* One arrow as a line of that width: time since the rung before (in ms, else with its unit), lane, size. */
void ladder_draw(const struct rung *rung, int width, enum safe_charset charset, struct buffer *out);

#endif

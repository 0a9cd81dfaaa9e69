/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dialogue: a session with a protocol engine, written down as a script, and its trace.
 *
 * A script is a list of steps:
 *	"S: bytes"   the server sends exactly these bytes; line ends are written out
 *	"C: line"    a line is typed and leaves us whole
 *	"c: line"    a line is typed and has not left us yet
 *	"s"          what was typed has left us
 *	"R: line"    a line is typed, and must be refused
 *	"T"          TLS is up
 *	"E"          the stream ends
 * The trace has a line for each event and for each state at the end of a step.
 */
#ifndef STARLIT_TESTS_DIALOGUE_H
#define STARLIT_TESTS_DIALOGUE_H

#include "base/clock.h"
#include "proto/engine.h"

enum { DIALOGUE_STEPS = 24 };

struct dialogue_case {
	const char *name;
	const char *script[DIALOGUE_STEPS]; /* up to the first NULL */
	const char *want;                   /* the trace */
	const char *secret;                 /* reaches the wire, and is kept and shown nowhere; NULL: none */
	const char *wire;                   /* all that was sent; NULL: not compared */
	bool as_typed;                      /* without config.add_tags */
	bool implicit_tls;
};

struct dialogue {
	struct proto *proto;
	struct journal *journal;
	struct clock_hands hands;
	struct buffer out;
	struct buffer trace;
	uint64_t seen; /* events that are in the trace */
};

void dialogue_begin(struct dialogue *dialogue, enum protocol protocol, const struct dialogue_case *test);
void dialogue_end(struct dialogue *dialogue);
/* Plays the script; each of the server's steps comes in chunks of chunk bytes, the first one being of first bytes. */
void dialogue_play(struct dialogue *dialogue, const struct dialogue_case *test, size_t first, size_t chunk);
/* Feeds bytes that need not be text. */
void dialogue_feed(struct dialogue *dialogue, struct bytes bytes, size_t first, size_t chunk);
/* Feeds begin, count times x, and end, in chunks. */
void dialogue_feed_long(struct dialogue *dialogue, const char *begin, size_t count, const char *end, size_t chunk);
/* Whether the trace ends like that. */
bool dialogue_ends(struct dialogue *dialogue, const char *end);
/* Every field of every event, but for times. */
void dialogue_full_trace(const struct dialogue *dialogue, struct buffer *ret_trace);

/* The trace is the wanted one; the events are the same byte by byte and at every split; the secret is nowhere. */
void dialogue_check(enum protocol protocol, const struct dialogue_case *tests, size_t count);

#endif

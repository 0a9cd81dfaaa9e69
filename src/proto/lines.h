/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines: cuts a stream into lines and says what is remarkable about each.
 *
 * Purpose   the one splitter under every protocol. A line ends with LF; CR LF is the lawful end. Bare LF, bare CR, NUL,
 *           8-bit bytes and over-long lines are reported by flags, never repaired in silence. It can be told to take a
 *           number of octets as they are (literals), which are given on in runs.
 * Ownership a line's text points into the splitter or the input and lives until the next call.
 * Memory    at most PROTO_PIECE bytes are kept. A line longer than that comes in pieces (LINE_PIECE, LINE_FOLLOWS);
 *           past PROTO_LINE_MAX its bytes are counted and dropped until the line ends.
 */
#ifndef STARLIT_PROTO_LINES_H
#define STARLIT_PROTO_LINES_H

#include "base/buffer.h"
#include <stdint.h>

struct line {
	struct bytes text; /* without line end */
	uint32_t flags;    /* enum line_flags of model/event.h */
	uint64_t wire_len; /* with line end */
	uint64_t dropped;  /* bytes of this line that were not kept; told with its last piece */
	bool octets;       /* a run of octets as asked for with lines_take_octets, not a line */
};

struct lines {
	struct buffer kept;
	uint64_t line_len; /* bytes of the present line so far */
	uint64_t dropped;
	uint64_t octets_left; /* > 0: not lines but octets */
	bool follows;         /* a piece of this line was given on already */
	bool handed;          /* what is kept was given on and is dropped at the next call */
	bool carry;           /* a CR at the end of a piece: it may belong to the line end and stays */
	bool last_cr;         /* the last byte that was dropped was a CR */
};

enum lines_step {
	LINES_NEED_MORE, /* all input is consumed, no line is complete */
	LINES_HAVE       /* *ret_line is filled */
};

void lines_init(struct lines *lines);
void lines_done(struct lines *lines);
/* Forgets a half line and pending octets. */
void lines_reset(struct lines *lines);
/* Feeds input; *ret_used says how much was consumed. Linear in all input, whatever the chunks. */
enum lines_step lines_next(struct lines *lines, struct bytes input, size_t *ret_used, struct line *ret_line);
/* The next count octets are content, not lines. They come as runs, split for memory and additionally after each LF. */
void lines_take_octets(struct lines *lines, uint64_t count);
/* At the end of the stream: the half line that is left, if any (LINE_UNENDED). */
bool lines_rest(struct lines *lines, struct line *ret_line);
/* How many bytes of a half line wait. */
size_t lines_waiting(const struct lines *lines);
/* A view of the waiting half line, at most PROTO_PIECE bytes. */
struct bytes lines_peek(const struct lines *lines);

#endif

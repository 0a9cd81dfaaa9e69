/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * literal: announcements of literals and the strings around them, alike in IMAP and ManageSieve. Pure functions.
 * Internal to proto.
 *
 *   literal  = ["~"] "{" number ["+"] "}" CRLF *OCTET       RFC 9051 §4.3, RFC 3516 §7, RFC 7888 §3, RFC 5804 §4
 *   quoted   = <"> *( any byte but <"> and "\" / "\" byte ) <">
 *
 * Only braces that end a line announce anything, and only where a string may stand: not inside a quoted string, and not
 * glued to a word. A size is a counter up to 2^63-1; nothing is ever allocated for it.
 */
#ifndef STARLIT_PROTO_LITERAL_H
#define STARLIT_PROTO_LITERAL_H

#include "model/redact.h"
#include <stdint.h>

enum literal {
	LITERAL_NONE,
	LITERAL_SYNC, /* {n}: a client waits for "+" before the octets */
	LITERAL_NOW,  /* {n+}: the octets follow at once */
	LITERAL_BAD   /* braces at the end that announce nothing sensible */
};

/* One line on its way through, in as many pieces as it has. All zero at its beginning. */
struct literal_scan {
	bool quoted;     /* inside a quoted string */
	bool escaped;    /* behind a backslash in it */
	bool braces;     /* an announcement has begun */
	bool closed;     /* ... and its last byte was "}" */
	bool bad;        /* ... and it is none */
	bool now;        /* ... with a plus */
	unsigned digits; /* ... so many, at most 20 are counted */
	uint64_t size;
	size_t len;         /* bytes of the announcement so far */
	unsigned char last; /* the byte before */
};

/* Goes on with the next piece of the line. */
void literal_scan(struct literal_scan *scan, struct bytes piece);
/* What the line announces, once all of it was scanned; the size is written for LITERAL_SYNC and LITERAL_NOW. */
enum literal literal_at_end(const struct literal_scan *scan, uint64_t *ret_size);

/* Both at once, for a line that is whole. */
enum literal literal_of(struct bytes line, uint64_t *ret_size);
/* Whether the span is an announcement and nothing else. */
bool literal_is_announcement(struct bytes span);

/*
 * Takes the string at the front of *rest (atom, quoted string or announcement) with what encloses it; empty at the end.
 * A quoted string without an end is not a string: *rest stays where it begins, and the empty span is returned.
 */
struct bytes literal_argument(struct bytes *rest);

/*
 * Marks rest, a part of line, as secret, without the blanks around it. An announcement is none (its octets are), nor is
 * "=", which stands for an empty answer (RFC 4959 §3).
 */
void literal_mark_secret(struct redaction *secrets, struct bytes line, struct bytes rest);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * caps: what a server says it can do, and how that changed when TLS began.
 *
 * Purpose   an ordered set of capability lines, the same for every protocol: a keyword and its parameters.
 *           SMTP "SIZE 52428800", "AUTH PLAIN LOGIN"; IMAP "IDLE", "AUTH=PLAIN" (keyword AUTH=PLAIN, no parameters);
 *           POP3 "SASL PLAIN"; ManageSieve "SIEVE" "fileinto ...".
 * Ownership a set lives in the arena it was made in and is immutable once its event is appended.
 * Limits    CAPS_MAX entries; what comes after is counted, not kept.
 */
#ifndef STARLIT_MODEL_CAPS_H
#define STARLIT_MODEL_CAPS_H

#include "base/arena.h"

enum { CAPS_MAX = 1024 };

struct cap {
	struct bytes keyword; /* as received */
	struct bytes params;  /* as received, blanks trimmed; empty when there are none */
};

struct caps {
	struct cap *list;
	size_t count;
	size_t room;
	size_t dropped;
	struct arena *arena;
};

/* NULL when the arena is full; every function here takes that as the empty set. */
struct caps *caps_new(struct arena *arena);
/* Adds one; keyword and params are copied. Counts it as dropped beyond CAPS_MAX and when the arena is full. */
void caps_add(struct caps *caps, struct bytes keyword, struct bytes params);
/* The entry of that keyword, blind to case, exact in length; NULL when absent or caps is NULL. */
const struct cap *caps_find(const struct caps *caps, const char *keyword);
bool caps_has(const struct caps *caps, const char *keyword);
/* True when the entry exists and word is one of its blank-separated parameters, blind to case. */
bool caps_has_param(const struct caps *caps, const char *keyword, const char *word);

enum caps_change {
	CAPS_SAME,
	CAPS_CHANGED, /* the same keyword with other parameters */
	CAPS_GONE,    /* only before */
	CAPS_NEW      /* only after */
};

struct caps_row {
	enum caps_change change;
	const struct cap *before; /* NULL when new */
	const struct cap *after;  /* NULL when gone */
};

/*
 * Compares two sets (either may be NULL: empty) into at most max rows: first those of before in their order, then the
 * new ones. Returns how many rows there are in all.
 */
size_t caps_compare(const struct caps *before, const struct caps *after, struct caps_row *ret_rows, size_t max);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guess: which of the names that there are was meant by one that there is not.
 *
 * Purpose   messages about a name that was mistyped. A name is near when a third of it, at most, would have to be changed
 *           (a letter replaced, left out, put in, or two swapped), or when it only goes on where the typed one ends.
 * Ownership a plain value, begun with the typed name; the best name is copied.
 * Failure   none: best stays empty when nothing is near.
 */
#ifndef STARLIT_APP_GUESS_H
#define STARLIT_APP_GUESS_H

#include "base/bytes.h"

enum { GUESS_MAX = 40 };

struct guess {
	struct bytes typed;
	char best[GUESS_MAX];
	size_t distance; /* of best; 0 when there is none */
};

void guess_offer(struct guess *guess, struct bytes name);

#endif

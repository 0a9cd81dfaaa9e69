/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * advice: what is wrong with a session, why it matters, and what to do.
 *
 * Purpose   reads the journal as a view does and appends what it makes of it: one EVENT_FINDING for each id and
 *           connection, with the numbers of the events that prove it. Knowledge stands in rows (rules.h), one file a
 *           topic; nothing is asked of the server and no bytes are seen that the journal does not hold.
 * Ownership the advice borrows the journal, which outlives it. The finding's texts and proof are the journal's.
 * Failure   none. A full journal takes no findings.
 */
#ifndef STARLIT_ADVICE_ADVICE_H
#define STARLIT_ADVICE_ADVICE_H

#include "model/journal.h"

struct advice;

struct advice *advice_new(struct journal *journal);
void advice_free(struct advice *advice);

/*
 * What is known of the server that will be connected to next, from earlier sessions: it has offered STARTTLS, so it is
 * remarkable when it does not do so any more. Holds until it is called again.
 */
void advice_expect_starttls(struct advice *advice, bool offered_before);

/* Looks at all events since the last call. To be called once per round, and after the last event. */
void advice_catch_up(struct advice *advice);

#endif

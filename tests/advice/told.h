/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * told: a journal with events made by hand, and what advice says about them.
 */
#ifndef STARLIT_TESTS_ADVICE_TOLD_H
#define STARLIT_TESTS_ADVICE_TOLD_H

#include "advice/rules.h"

struct told {
	struct clock_hands hands;
	struct journal *journal;
};

/* A connection to that port. */
void told_init(struct told *told, const char *protocol, uint16_t port);
void told_done(struct told *told);
void told_append(struct told *told, enum event_kind kind, enum direction direction, const struct event *event);
/* Fails the test unless these are all the findings; ids are separated by blanks, in any order. Texts must be safe to show. */
void told_expect(struct told *told, const char *what, const char *ids);
/* The finding of that id; NULL: it was not told. After told_expect. */
const struct event_finding *told_find(const struct told *told, const char *id);

#endif

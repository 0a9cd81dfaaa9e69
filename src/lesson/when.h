/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * when: a condition on one event: «clear out line text~EHLO». Internal to lesson.
 *
 * Words stand in any order: a phase, a direction, a kind of event (which must be there), and the fields of model/fields.h
 * as key=value or key~part, where quotes hold blanks together. All must hold of the same event; case does not count.
 */
#ifndef STARLIT_LESSON_WHEN_H
#define STARLIT_LESSON_WHEN_H

#include "base/arena.h"
#include "model/event.h"

enum { WHEN_FIELDS_MAX = 8, WHEN_WHY_MAX = 200 };

struct when_field {
	struct bytes key;
	struct bytes value;
	bool part; /* it is enough that the value stands in the field's */
};

struct when {
	bool has_kind, has_phase, has_direction;
	enum event_kind kind;
	enum phase phase;
	enum direction direction;
	struct when_field fields[WHEN_FIELDS_MAX];
	size_t field_count;
};

/* Spans are kept in the arena. False and why when it makes no sense. */
bool when_parse(struct arena *arena, struct bytes text, struct when *ret_when, char why[WHEN_WHY_MAX]);
bool when_holds(const struct when *when, const struct event *event);

#endif

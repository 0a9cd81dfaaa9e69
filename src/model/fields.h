/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fields: one walk over an event as (key, label, value), for every writer and panel.
 *
 * Purpose   text, tests' traces, detail views and exports list the same fields in the same order because they all walk
 *           here. Keys are stable and meant for machines; labels are for people.
 * Ownership values live as long as the event; numbers are lent in a scratch buffer that lives until the next field.
 */
#ifndef STARLIT_MODEL_FIELDS_H
#define STARLIT_MODEL_FIELDS_H

#include "model/event.h"

struct field {
	const char *key;    /* "role", "code", "took_us" */
	const char *label;  /* "role", "reply code", "took" */
	struct bytes value; /* untrusted unless number or word */
	bool untrusted;     /* came from the peer: shown through base/safe.h */
};

struct fields {
	const struct event *event;
	unsigned next;
	char scratch[256];
};

void fields_begin(struct fields *fields, const struct event *event);
/* The next field that the event has; false at the end. Absent fields are left out. */
bool fields_next(struct fields *fields, struct field *ret_field);

/* One sentence for the event, as the transcript prints it («TLS 1.3 is up in 48 ms»); without direction and time. */
char *event_sentence(const struct event *event, char *text, size_t size);

#endif

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

#include "base/buffer.h"
#include "model/event.h"

struct field {
	const char *key;    /* "role", "code", "took_us" */
	const char *label;  /* "role", "reply code", "took" */
	struct bytes value; /* a number, "yes" or "no", a word of a closed list, or a text */
	bool untrusted;     /* a text: shown through base/safe.h, since the peer or a saved journal made it */
};

struct fields {
	const struct event *event;
	unsigned next;
	char scratch[256];
};

void fields_begin(struct fields *fields, const struct event *event);
/* The next field that the event has; false at the end. Absent fields are left out. */
bool fields_next(struct fields *fields, struct field *ret_field);

/* Events of that kind may have a field of that key, in any case. */
bool fields_has(enum event_kind kind, struct bytes key);
/* The index-th word that it can be, where it is one of a closed list; NULL behind the last, and for all others. */
const char *fields_word(enum event_kind kind, struct bytes key, size_t index);

/*
 * One sentence for the event, as the transcript prints it («TLS 1.3, TLS_AES_256_GCM_SHA384, X25519: up in 48 ms»);
 * without time. It is safe to show, and cut at a whole character where text (size bytes, 1 at least) ends. Returns text.
 */
char *event_sentence(const struct event *event, char *text, size_t size);

/* Appends what is remarkable about a line (enum line_flags), to stand behind its text: "  [bare LF]". */
bool event_line_marks(uint32_t flags, struct buffer *out);

#endif

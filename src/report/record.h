/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record: the journal as JSON Lines, one object a line, with everything in it.
 *
 * Purpose   for programs, and for starlit itself: record_reader.h makes the same journal of it again. The first line is
 *           the head, every other one an event. doc/events.md tells the members, doc/events.schema.json their types.
 * Form      a text is a JSON string when it is UTF-8; control characters and those that safe.h would not show are
 *           written \uXXXX. Bytes that are no UTF-8 stand in a second member, NAME_base64, and the first holds the form
 *           that safe.h shows.
 * Ownership the caller's buffer, which should take RECORD_LINE_MAX.
 * Failure   false when the buffer is full; it is unchanged then.
 */
#ifndef STARLIT_REPORT_RECORD_H
#define STARLIT_REPORT_RECORD_H

#include "base/buffer.h"
#include "model/journal.h"

enum { RECORD_VERSION = 1, RECORD_LINE_MAX = 16 << 20 };

/* began_us: the wall clock's time at which the journal's own scale is 0. unsafe_secrets: passwords stand in it. */
bool record_begin(struct buffer *out, const char *program, int64_t began_us, bool unsafe_secrets);
bool record_event(struct buffer *out, const struct event *event);

#endif

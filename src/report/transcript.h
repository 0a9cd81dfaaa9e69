/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * transcript: the journal as plain text, one line an event, to keep or to send to a colleague.
 *
 *   2026-11-21 04:05:06.123  clear  S: 220 mail.example.org ESMTP
 *
 * Purpose   evidence: time in UTC, phase, direction, and the bytes in safe form. Secrets were never in the journal.
 * Ownership the caller's buffer. Failure: false when the buffer is full.
 */
#ifndef STARLIT_REPORT_TRANSCRIPT_H
#define STARLIT_REPORT_TRANSCRIPT_H

#include "base/buffer.h"
#include "model/journal.h"

/* What a transcript begins with: program, date, how to read it. */
bool transcript_head(struct buffer *out, const char *program, int64_t wall_us);
/* One event; events that say nothing to a person (records, states) append nothing. */
bool transcript_event(struct buffer *out, const struct event *event);

#endif

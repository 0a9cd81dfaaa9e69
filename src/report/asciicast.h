/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asciicast: a session as a recording of a terminal, which asciinema plays at the pace of the session.
 *
 * Purpose   asciicast v2: a head, then [seconds, "o", text] for every event that line mode prints (lines.h), with its marks
 *           coloured. The colours are ours; of the session no control byte passes, since all of it is in safe form.
 * Ownership the caller's buffer. Failure: false when it is full; it is unchanged then.
 */
#ifndef STARLIT_REPORT_ASCIICAST_H
#define STARLIT_REPORT_ASCIICAST_H

#include "base/buffer.h"
#include "model/event.h"

enum { ASCIICAST_EVENT_MAX = 32 << 20, ASCIICAST_COLS = 100, ASCIICAST_ROWS = 30 };

/* title: anything. unsafe_secrets: passwords stand in it, which the title and the first frame say. */
bool asciicast_begin(struct buffer *out, struct bytes title, int64_t began_us, bool unsafe_secrets);
/* Nothing for an event that says nothing to a person. began_us: at_us of the first event. */
bool asciicast_event(struct buffer *out, const struct event *event, int64_t began_us);

#endif

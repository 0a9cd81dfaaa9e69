/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_report: what a probe has found out, as plain text for a terminal, a file or a popup.
 *
 * Ownership the caller's buffer. Failure: false when the buffer is full.
 */
#ifndef STARLIT_REPORT_PROBE_REPORT_H
#define STARLIT_REPORT_PROBE_REPORT_H

#include "base/buffer.h"
#include "model/journal.h"

/* All EVENT_PROBE from the event of that number on, under headings, and what was made of them (EVENT_FINDING). */
bool probe_report(struct buffer *out, const struct journal *journal, uint64_t from);

#endif

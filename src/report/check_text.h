/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_text: checked targets and the metrics of a run, for people.
 *
 * Ownership the caller's buffer. Failure: false when the buffer is full.
 */
#ifndef STARLIT_REPORT_CHECK_TEXT_H
#define STARLIT_REPORT_CHECK_TEXT_H

#include "base/buffer.h"
#include "report/metrics.h"

/* The outcome; where there is TLS, what was negotiated; and every verdict that is not good. */
bool check_text_target(struct buffer *out, const struct checked *checked);
bool check_text_run(struct buffer *out, const struct metrics *metrics);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_json: checked targets and the metrics of a run as JSON Lines: one object, one line.
 *
 * Format    doc/check.schema.json. Every field is always there; one that has no value is null. Fields are only ever added.
 * Ownership the caller's buffer.
 * Failure   writing is false when the buffer is full; reading is false for a line that was not written here.
 */
#ifndef STARLIT_REPORT_CHECK_JSON_H
#define STARLIT_REPORT_CHECK_JSON_H

#include "base/buffer.h"
#include "report/metrics.h"

enum { CHECK_JSON_LINE_MAX = 16384 };

bool check_json_target(struct buffer *out, const struct checked *checked);
bool check_json_run(struct buffer *out, const struct metrics *metrics);

/* The line of a target without its line end. *ret_checked is marked as resumed. */
bool check_json_read(struct bytes line, struct checked *ret_checked);

#endif

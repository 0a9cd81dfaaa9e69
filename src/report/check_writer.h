/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_writer: checked targets in one of three forms, one after the other, and the run's metrics at the end.
 *
 * Ownership the caller's. What was written so far waits in a buffer that the caller empties.
 * Failure   false when the buffer is full.
 */
#ifndef STARLIT_REPORT_CHECK_WRITER_H
#define STARLIT_REPORT_CHECK_WRITER_H

#include "base/buffer.h"
#include "report/metrics.h"

enum check_format {
	CHECK_FORMAT_TEXT,
	CHECK_FORMAT_JSON,      /* check_json.h */
	CHECK_FORMAT_PROMETHEUS /* check_prometheus.h: nothing comes before the end */
};
enum { CHECK_FORMATS = CHECK_FORMAT_PROMETHEUS + 1 };

/* The format of that name ("text", "json", "prometheus"); false when there is none. */
bool check_format_named(const char *name, enum check_format *ret_format);

struct check_writer;

struct check_writer *check_writer_new(enum check_format format);
void check_writer_free(struct check_writer *writer);

bool check_writer_target(struct check_writer *writer, const struct checked *checked);
/* at: seconds since 1970, now. */
bool check_writer_end(struct check_writer *writer, const struct metrics *metrics, int64_t at);
/* What waits to be put out; to be consumed by the caller. */
struct buffer *check_writer_output(struct check_writer *writer);

#endif

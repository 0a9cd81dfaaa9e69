/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_prometheus: checked targets and the metrics of a run in Prometheus' text format, for its textfile collector.
 *
 * Format    exposition format 0.0.4: all lines of a metric stand together, behind its HELP and TYPE, so the lines of the
 *           targets are kept until the end. A target that is checked twice has one set of lines: its first.
 * Memory    at most CHECK_PROMETHEUS_TARGETS targets, and a maximum for each metric; starlit_check_dropped_targets tells
 *           how many found no room.
 * Ownership the caller's.
 */
#ifndef STARLIT_REPORT_CHECK_PROMETHEUS_H
#define STARLIT_REPORT_CHECK_PROMETHEUS_H

#include "base/buffer.h"
#include "report/metrics.h"

enum { CHECK_PROMETHEUS_TARGETS = 20000 };

struct check_prometheus;

struct check_prometheus *check_prometheus_new(void);
void check_prometheus_free(struct check_prometheus *prometheus);

void check_prometheus_target(struct check_prometheus *prometheus, const struct checked *checked);
/* Everything. at: seconds since 1970, now. False when the buffer is full. */
bool check_prometheus_write(
	struct check_prometheus *prometheus, const struct metrics *metrics, int64_t at, struct buffer *out);

#endif

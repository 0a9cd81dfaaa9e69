/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * metrics: what many checked targets came to together.
 *
 * Purpose   counts, shares and percentiles of a run, in memory that does not grow with it.
 * Accuracy  handshake times are kept in a histogram: a percentile is at most 1 % above the true one.
 * Failure   none: past METRICS_NAMES different versions or ciphers, the rest is counted together.
 */
#ifndef STARLIT_REPORT_METRICS_H
#define STARLIT_REPORT_METRICS_H

#include "report/checked.h"

enum { METRICS_NAMES = 24, METRICS_BUCKETS = 128 * 34 };

struct metrics_names {
	struct {
		char name[32];
		uint64_t count;
	} rows[METRICS_NAMES]; /* in the order of first appearance */
	size_t used;
	uint64_t others;
};

struct metrics_times {
	uint64_t count;
	int64_t max_us;
	uint32_t buckets[METRICS_BUCKETS];
};

struct metrics {
	uint64_t targets;            /* results, with lines that are no target */
	uint64_t resumed;            /* of them, from an earlier run */
	uint64_t outcomes[OUTCOMES]; /* of them */
	uint64_t reached;            /* of them: a connection came about */
	uint64_t clear;              /* of the reached ones: they begin in the clear */
	uint64_t offered;            /* of those: STARTTLS is offered, */
	uint64_t refused;            /* refused when asked for, */
	uint64_t negotiated;         /* agreed to, and the handshake was completed */
	uint64_t encrypted;          /* of the reached ones */
	uint64_t verified;           /* of the encrypted ones */
	struct metrics_names versions;
	struct metrics_names ciphers;
	struct metrics_times handshake;
	int64_t took_us; /* of the whole run; the caller fills it in */
	bool interrupted;
};

void metrics_add(struct metrics *metrics, const struct checked *result);

/* The time that per cent of all handshakes did not exceed, in microseconds; -1 when there was none. */
int64_t metrics_percentile(const struct metrics_times *times, unsigned percent);

/* The exit status: OUTCOME_INTERRUPTED when the run was, else the smallest outcome that is not fine. */
enum outcome metrics_outcome(const struct metrics *metrics);

#endif

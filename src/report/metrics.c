/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * metrics: counting.
 */
#include "report/metrics.h"

#include <stdio.h>

/* The histogram: each power of two is cut into 128 equal parts; below 128 each microsecond has its own. */

enum { PARTS = 128, WHOLE = 2 * PARTS };

static size_t bucket_of(int64_t us)
{
	uint64_t value = us > 0 ? (uint64_t)us : 0;
	unsigned shift = 0;

	while (value >> shift >= WHOLE)
		shift++;
	size_t bucket = (size_t)shift * PARTS + (size_t)(value >> shift);
	return bucket < METRICS_BUCKETS ? bucket : METRICS_BUCKETS - 1;
}

/* The largest time that falls into it. */
static int64_t bucket_end(size_t bucket)
{
	if (bucket < WHOLE)
		return (int64_t)bucket;
	unsigned shift = (unsigned)(bucket / PARTS) - 1;

	return (int64_t)(((uint64_t)(bucket % PARTS + PARTS + 1) << shift) - 1);
}

static void add_time(struct metrics_times *times, int64_t us)
{
	if (us < 0)
		return;
	times->count++;
	times->buckets[bucket_of(us)]++;
	if (us > times->max_us)
		times->max_us = us;
}

int64_t metrics_percentile(const struct metrics_times *times, unsigned percent)
{
	uint64_t rank = (times->count * percent + 99) / 100, seen = 0;

	if (!times->count)
		return -1;
	for (size_t i = 0; i < METRICS_BUCKETS; i++) {
		seen += times->buckets[i];
		if (seen >= rank && seen)
			return bucket_end(i) < times->max_us ? bucket_end(i) : times->max_us;
	}
	return times->max_us;
}

static void add_name(struct metrics_names *names, const char *name)
{
	size_t at = 0;

	while (at < names->used && strcmp(names->rows[at].name, name))
		at++;
	if (at == METRICS_NAMES) {
		names->others++;
		return;
	}
	if (at == names->used) {
		names->used++;
		snprintf(names->rows[at].name, sizeof(names->rows[at].name), "%s", name);
	}
	names->rows[at].count++;
}

static void add_starttls(struct metrics *metrics, const struct checked *result)
{
	if (result->starttls == CHECKED_STARTTLS_IMPLICIT)
		return;
	metrics->clear++;
	metrics->offered += result->starttls >= CHECKED_STARTTLS_OFFERED;
	metrics->refused += result->starttls == CHECKED_STARTTLS_REFUSED;
	metrics->negotiated += result->starttls == CHECKED_STARTTLS_AGREED && result->encrypted;
}

void metrics_add(struct metrics *metrics, const struct checked *result)
{
	metrics->targets++;
	metrics->resumed += result->resumed;
	metrics->outcomes[result->outcome]++;
	if (!*result->address)
		return;
	metrics->reached++;
	add_starttls(metrics, result);
	if (!result->encrypted)
		return;
	metrics->encrypted++;
	metrics->verified += result->verified;
	add_name(&metrics->versions, result->version);
	add_name(&metrics->ciphers, result->cipher);
	add_time(&metrics->handshake, result->took_us[STEP_HANDSHAKE]);
}

enum outcome metrics_outcome(const struct metrics *metrics)
{
	if (metrics->interrupted)
		return OUTCOME_INTERRUPTED;
	for (int i = OUTCOME_FINE + 1; i < OUTCOMES; i++)
		if (metrics->outcomes[i])
			return (enum outcome)i;
	return OUTCOME_FINE;
}

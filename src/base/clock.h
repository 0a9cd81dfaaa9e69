/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock: time as a thing that is passed in, so that a session can be replayed to the byte.
 *
 * Both readings are in microseconds. monotonic never goes back and says nothing about the date; wall counts from
 * 1970-01-01 00:00:00 UTC.
 */
#ifndef STARLIT_BASE_CLOCK_H
#define STARLIT_BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

struct clock {
	int64_t (*monotonic)(void *context);
	int64_t (*wall)(void *context);
	void *context;
};

static inline int64_t clock_monotonic(const struct clock *clock)
{
	return clock->monotonic(clock->context);
}

static inline int64_t clock_wall(const struct clock *clock)
{
	return clock->wall(clock->context);
}

/* The machine's own clocks. */
struct clock clock_system(void);

/* A clock for tests and replays that stands still until somebody moves it; it lives in *hands. */
struct clock_hands {
	int64_t monotonic;
	int64_t wall;
};
struct clock clock_fixed(struct clock_hands *hands);

/* «2026-11-21 04:05:06» in UTC. size of at least 20; years beyond 9999 are written as they are. Returns text. */
char *clock_date(char *text, size_t size, int64_t wall_seconds);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock: the machine's clocks, one for tests, and dates in UTC.
 */
#include "base/clock.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t which)
{
	struct timespec now;

	clock_gettime(which, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t system_monotonic(void *context)
{
	(void)context;
	return read_clock(CLOCK_MONOTONIC);
}

static int64_t system_wall(void *context)
{
	(void)context;
	return read_clock(CLOCK_REALTIME);
}

struct clock clock_system(void)
{
	return (struct clock){.monotonic = system_monotonic, .wall = system_wall};
}

static int64_t hands_monotonic(void *context)
{
	const struct clock_hands *hands = context;

	return hands->monotonic;
}

static int64_t hands_wall(void *context)
{
	const struct clock_hands *hands = context;

	return hands->wall;
}

struct clock clock_fixed(struct clock_hands *hands)
{
	return (struct clock){.monotonic = hands_monotonic, .wall = hands_wall, .context = hands};
}

/* Days since 1970 to a date of the Gregorian calendar, in eras of 400 years that begin on 1 March. */
static void civil_from_days(int64_t days, int64_t *ret_year, int *ret_month, int *ret_day)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t of_era = days - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;

	*ret_day = (int)(of_year - (153 * month + 2) / 5 + 1);
	*ret_month = (int)(month < 10 ? month + 3 : month - 9);
	*ret_year = year + era * 400 + (*ret_month <= 2);
}

char *clock_date(char *text, size_t size, int64_t wall_seconds)
{
	int64_t days = wall_seconds / 86400, rest = wall_seconds % 86400, year;
	int month, day;

	if (rest < 0) {
		rest += 86400;
		days--;
	}
	civil_from_days(days, &year, &month, &day);
	snprintf(text, size, "%04" PRId64 "-%02d-%02d %02d:%02d:%02d", year, month, day, (int)(rest / 3600),
		(int)(rest / 60 % 60), (int)(rest % 60));
	return text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guess: the optimal string alignment distance, over three rows.
 */
#include "app/guess.h"

#include <stdio.h>

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Both are shorter than GUESS_MAX. */
static size_t distance(struct bytes a, struct bytes b)
{
	size_t before[GUESS_MAX] = {0}, last[GUESS_MAX], row[GUESS_MAX];

	for (size_t j = 0; j <= b.len; j++)
		last[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t replaced = last[j - 1] + (ascii_lower(a.data[i - 1]) != ascii_lower(b.data[j - 1]));
			row[j] = least(replaced, least(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		memcpy(before, last, sizeof(before));
		memcpy(last, row, sizeof(last));
	}
	return last[b.len];
}

void guess_offer(struct guess *guess, struct bytes name)
{
	if (!guess->typed.len || guess->typed.len >= GUESS_MAX || name.len >= GUESS_MAX)
		return;
	size_t changes = distance(guess->typed, name);
	bool goes_on = guess->typed.len >= 3 && bytes_equal_nocase(bytes_first(name, guess->typed.len), guess->typed);
	if (goes_on)
		changes = least(changes, 2);
	if (!goes_on && changes * 3 > guess->typed.len + 1)
		return;
	if (guess->best[0] && changes >= guess->distance)
		return;
	guess->distance = changes;
	snprintf(guess->best, sizeof(guess->best), "%.*s", (int)name.len, (const char *)name.data);
}

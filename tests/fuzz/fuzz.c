/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz: scripts, cuts, and the end of a run in which a property did not hold.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

void fuzz_require(bool holds, const char *property)
{
	if (holds)
		return;
	fprintf(stderr, "property does not hold: %s\n", property);
	abort();
}

/* xorshift: quick, and the same everywhere. */
uint32_t fuzz_random(uint32_t *seed)
{
	uint32_t x = *seed ? *seed : 2463534242U;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	*seed = x;
	return x;
}

struct bytes fuzz_cut(struct cutter *cutter, struct bytes *rest)
{
	size_t size = cutter->limit ? 1 + fuzz_random(&cutter->seed) % cutter->limit : rest->len;
	/* A flood in single bytes would only take time. */
	if (size < rest->len / REPEAT)
		size = rest->len / REPEAT;
	struct bytes piece = bytes_first(*rest, size);

	*rest = bytes_from(*rest, piece.len);
	return piece;
}

static bool is_marked(struct bytes line)
{
	return line.len > 2 && strchr("CcRX", line.data[0]) && line.data[0] && line.data[1] == ':' &&
	       line.data[2] == ' ';
}

static struct bytes first_line(struct bytes text)
{
	return bytes_first(text, bytes_index(text, '\n', 0));
}

bool fuzz_turn(struct bytes *rest, struct turn *ret_turn)
{
	struct bytes line = first_line(*rest);
	size_t len = 0;

	if (!rest->len)
		return false;
	if (is_marked(line)) {
		*ret_turn = (struct turn){.kind = (char)line.data[0], .text = bytes_from(line, 3)};
		*rest = bytes_from(*rest, line.len + 1);
		return true;
	}
	while (len < rest->len && !is_marked(first_line(bytes_from(*rest, len))))
		len += first_line(bytes_from(*rest, len)).len + 1;
	*ret_turn = (struct turn){.kind = 'S', .text = bytes_first(*rest, len)};
	*rest = bytes_from(*rest, len);
	return true;
}

void fuzz_repeat(struct bytes text, struct buffer *flood)
{
	for (int i = 0; i < REPEAT; i++)
		buffer_append(flood, bytes_first(text, REPEATED_MAX));
}

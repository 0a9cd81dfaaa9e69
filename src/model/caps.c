/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * caps: an array in an arena, and its comparison.
 */
#include "model/caps.h"

struct caps *caps_new(struct arena *arena)
{
	struct caps *caps = arena_alloc(arena, sizeof(*caps));

	if (caps)
		caps->arena = arena;
	return caps;
}

static bool grow(struct caps *caps)
{
	size_t room = caps->room ? 2 * caps->room : 16;
	struct cap *list = arena_alloc(caps->arena, room * sizeof(*list));

	if (!list)
		return false;
	if (caps->count)
		memcpy(list, caps->list, caps->count * sizeof(*list));
	caps->list = list;
	caps->room = room;
	return true;
}

void caps_add(struct caps *caps, struct bytes keyword, struct bytes params)
{
	if (!caps)
		return;
	params = bytes_trim(params);
	if (caps->count < CAPS_MAX && (caps->count < caps->room || grow(caps))) {
		struct cap cap = {
			.keyword = arena_keep(caps->arena, keyword), .params = arena_keep(caps->arena, params)};
		if (cap.keyword.len == keyword.len && cap.params.len == params.len) {
			caps->list[caps->count++] = cap;
			return;
		}
	}
	caps->dropped++;
}

static const struct cap *find(const struct caps *caps, struct bytes keyword)
{
	for (size_t i = 0; caps && i < caps->count; i++)
		if (bytes_equal_nocase(caps->list[i].keyword, keyword))
			return &caps->list[i];
	return NULL;
}

const struct cap *caps_find(const struct caps *caps, const char *keyword)
{
	return find(caps, bytes_str(keyword));
}

bool caps_has(const struct caps *caps, const char *keyword)
{
	return caps_find(caps, keyword) != NULL;
}

bool caps_has_param(const struct caps *caps, const char *keyword, const char *word)
{
	const struct cap *cap = caps_find(caps, keyword);

	if (!cap)
		return false;
	struct bytes rest = cap->params;
	for (struct bytes param = bytes_word(&rest); param.len; param = bytes_word(&rest))
		if (bytes_is(param, word))
			return true;
	return false;
}

/* A server may name a keyword twice: the entry that is the same counts before one that differs. */
static const struct cap *counterpart(const struct caps *caps, const struct cap *cap)
{
	for (size_t i = 0; caps && i < caps->count; i++)
		if (bytes_equal_nocase(caps->list[i].keyword, cap->keyword) &&
			bytes_equal_nocase(caps->list[i].params, cap->params))
			return &caps->list[i];
	return find(caps, cap->keyword);
}

size_t caps_compare(const struct caps *before, const struct caps *after, struct caps_row *ret_rows, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; before && i < before->count; i++, count++) {
		const struct cap *old = &before->list[i];
		const struct cap *now = counterpart(after, old);
		enum caps_change change = !now                                           ? CAPS_GONE
					  : bytes_equal_nocase(old->params, now->params) ? CAPS_SAME
											 : CAPS_CHANGED;
		if (count < max)
			ret_rows[count] = (struct caps_row){.change = change, .before = old, .after = now};
	}
	for (size_t i = 0; after && i < after->count; i++) {
		if (find(before, after->list[i].keyword))
			continue;
		if (count < max)
			ret_rows[count] = (struct caps_row){.change = CAPS_NEW, .after = &after->list[i]};
		count++;
	}
	return count;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree: a growing list of fields with a maximum, and an arena for their values.
 */
#include "wire/tree.h"

#include "base/alloc.h"
#include <stdlib.h>

void tree_init(struct wire_tree *tree)
{
	*tree = (struct wire_tree){.count = 0};
	arena_init(&tree->arena, TREE_VALUES_MAX);
}

void tree_done(struct wire_tree *tree)
{
	arena_done(&tree->arena);
	free(tree->fields);
	*tree = (struct wire_tree){.count = 0};
}

static bool has_room(struct wire_tree *tree)
{
	if (tree->count == TREE_FIELDS_MAX)
		return false;
	if (tree->count == tree->room) {
		tree->room = tree->room ? 2 * tree->room : 64;
		tree->fields = alloc_grow(tree->fields, tree->room, sizeof(*tree->fields));
	}
	return true;
}

size_t tree_add(struct wire_tree *tree, unsigned depth, const char *label, size_t at, size_t len, struct bytes value,
	enum wire_state state)
{
	if (!has_room(tree)) {
		tree->dropped++;
		return tree->count - 1;
	}
	tree->fields[tree->count] = (struct wire_field){.label = label,
		.value = arena_keep(&tree->arena, value),
		.at = (uint32_t)at,
		.len = (uint32_t)len,
		.depth = (uint8_t)depth,
		.state = (uint8_t)state};
	return tree->count++;
}

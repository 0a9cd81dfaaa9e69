/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decoded: what tests of the decoders have in common: hex to bytes, fields by their labels, and what holds for every tree.
 */
#ifndef STARLIT_TESTS_DECODED_H
#define STARLIT_TESTS_DECODED_H

#include "wire/message.h"
#include <check.h>
#include <stdlib.h>

struct decoded {
	unsigned char *bytes; /* of its own size, so that a sanitizer sees what is read beyond */
	size_t len;
	struct wire_tree tree;
};

static inline struct bytes decoded_bytes(const struct decoded *decoded)
{
	return bytes_of(decoded->bytes, decoded->len);
}

/* Blanks may stand between the digits. */
static inline struct decoded decoded_hex(const char *hex)
{
	struct decoded decoded = {.bytes = malloc(strlen(hex) / 2 + 1)};

	ck_assert_ptr_nonnull(decoded.bytes);
	for (;; hex += 2) {
		hex += strspn(hex, " ");
		if (!*hex)
			break;
		char digits[3] = {hex[0], hex[1], 0}, *end;
		decoded.bytes[decoded.len++] = (unsigned char)strtoul(digits, &end, 16);
		ck_assert_msg(end == digits + 2, "no hex: «%s»", hex);
	}
	tree_init(&decoded.tree);
	return decoded;
}

static inline void decoded_done(struct decoded *decoded)
{
	tree_done(&decoded->tree);
	free(decoded->bytes);
}

/* The value of the field number index (from 0) with this label; NULL: there is none. */
static inline const struct wire_field *decoded_field(const struct wire_tree *tree, const char *label, size_t index)
{
	for (size_t i = 0; i < tree->count; i++)
		if (!strcmp(tree->fields[i].label, label) && !index--)
			return &tree->fields[i];
	return NULL;
}

static inline bool decoded_has(const struct wire_tree *tree, enum wire_state state)
{
	for (size_t i = 0; i < tree->count; i++)
		if (tree->fields[i].state == state)
			return true;
	return false;
}

/* The index behind the last field that stands below the one at parent. */
static inline size_t decoded_end(const struct wire_tree *tree, size_t parent)
{
	size_t i = parent + 1;

	while (i < tree->count && tree->fields[i].depth > tree->fields[parent].depth)
		i++;
	return i;
}

/* Children follow each other without a gap up to the parent's end; before the first one only lengths and types may stand. */
static inline void decoded_check_children(const struct wire_tree *tree, size_t parent)
{
	const struct wire_field *outer = &tree->fields[parent];
	size_t end = decoded_end(tree, parent), next = outer->at;

	for (size_t i = parent + 1; i < end; i = decoded_end(tree, i)) {
		const struct wire_field *field = &tree->fields[i];
		ck_assert_uint_eq(field->depth, outer->depth + 1U);
		ck_assert_msg(i == parent + 1 ? field->at - outer->at <= 4 : field->at == next,
			"%s: a gap before %s at %u", outer->label, field->label, field->at);
		next = field->at + field->len;
		ck_assert_msg(next <= outer->at + outer->len, "%s lies outside of %s", field->label, outer->label);
	}
	ck_assert_msg(end == parent + 1 || next == outer->at + outer->len, "%s: a gap at its end", outer->label);
}

/* What holds for the tree of any bytes. */
static inline void decoded_check(const struct wire_tree *tree, size_t len)
{
	ck_assert_uint_gt(tree->count, 0);
	ck_assert(tree->fields[0].depth == 0 && tree->fields[0].at == 0 && tree->fields[0].len == len);
	for (size_t i = 0; i < tree->count; i++) {
		ck_assert_ptr_nonnull(tree->fields[i].label);
		ck_assert_uint_le(tree->fields[i].at + (size_t)tree->fields[i].len, len);
		ck_assert(i == 0 || tree->fields[i].depth > 0);
		if (!tree->dropped)
			decoded_check_children(tree, i);
	}
}

/* Decodes bytes in memory of their own size, and looks at the tree. */
static inline struct decoded decoded_message(struct bytes message, const struct wire_context *context)
{
	struct decoded decoded = {.bytes = malloc(message.len ? message.len : 1), .len = message.len};

	ck_assert_ptr_nonnull(decoded.bytes);
	if (message.len)
		memcpy(decoded.bytes, message.data, message.len);
	tree_init(&decoded.tree);
	wire_decode_message(decoded_bytes(&decoded), context, &decoded.tree);
	decoded_check(&decoded.tree, message.len);
	return decoded;
}

#endif

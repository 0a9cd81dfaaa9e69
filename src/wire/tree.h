/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree: a decoded message as a tree of fields, each with the bytes that it stands for.
 *
 * Purpose   one form for whatever is decoded, so that a view can show fields and bytes side by side, a report can print
 *           them, and a test can compare them with what a peer says of itself. The tree is a list in reading order with a
 *           depth for every field.
 * Ownership the caller owns the tree and calls tree_done; values live in the tree's own arena. Labels are constants.
 * Failure   none: what does not parse becomes a field of its own (WIRE_BROKEN) over the bytes in question, and what is
 *           behind it stays visible as bytes. A tree that is full says so; it never grows past its limits.
 */
#ifndef STARLIT_WIRE_TREE_H
#define STARLIT_WIRE_TREE_H

#include "base/arena.h"
#include "base/bytes.h"
#include <stdint.h>

enum { TREE_FIELDS_MAX = 4096, TREE_VALUES_MAX = 1 << 20 };

enum wire_state {
	WIRE_KNOWN,
	WIRE_UNKNOWN, /* a code point that no registry lists (shown in hex), or bytes that are not decoded further */
	WIRE_GREASE,  /* a reserved value that stands for nothing (RFC 8701) */
	WIRE_NOTABLE, /* well-formed, and worth a look: a downgrade sentinel, an echoed session id that differs */
	WIRE_BROKEN   /* breaks the grammar: lengths that do not fit, bytes left over */
};

struct wire_field {
	const char *label; /* "cipher suite", "server_name" */
	struct bytes
		value; /* as text: "0x1301 TLS_AES_128_GCM_SHA256"; untrusted: shown through base/safe.h; may be empty */
	uint32_t at;   /* offset in the message, which begins with its header */
	uint32_t len;
	uint8_t depth; /* 0 for the message itself */
	uint8_t state; /* enum wire_state */
};

struct wire_tree {
	struct arena arena;
	struct wire_field *fields;
	size_t count;
	size_t room;
	size_t dropped; /* fields that found no room any more */
};

void tree_init(struct wire_tree *tree);
void tree_done(struct wire_tree *tree);
/* Adds a field; value is copied. Returns its index, or the last one when the tree is full. */
size_t tree_add(struct wire_tree *tree, unsigned depth, const char *label, size_t at, size_t len, struct bytes value,
	enum wire_state state);

#endif

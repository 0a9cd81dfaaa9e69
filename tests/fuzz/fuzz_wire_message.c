/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_wire_message: any bytes become a tree of fields, in which no byte is lost and none is told that is not there.
 *
 * Four bytes go before the message: the version's second one (255: the rest is the content of a record, whose type is next), the
 * suite, and how long a session id the client is taken to have sent.
 */
#include "fuzz.h"
#include "wire/message.h"

const unsigned fuzz_mutations = 40000;
enum { CONTENT = 255, BEFORE = 4 };

static void check_field(const struct wire_tree *tree, size_t index, size_t len)
{
	const struct wire_field *field = &tree->fields[index];

	fuzz_require(field->label && *field->label, "a field has a label");
	fuzz_require(field->at <= len && field->len <= len - field->at, "a field lies in the message");
	fuzz_require(!index == !field->depth, "one field is the message");
	fuzz_require(field->state <= WIRE_BROKEN, "a field is in a state");
	fuzz_require(!index || field->depth <= field[-1].depth + 1, "a field has a parent");
}

/* A field whose children are being looked at: where the next one is due. */
struct open {
	size_t at, end, next;
	bool has_child;
};

static void check_child(struct open *parent, const struct wire_field *child)
{
	/* Before the first there is at most a type and a length. */
	fuzz_require(
		parent->has_child ? child->at == parent->next : child->at >= parent->at && child->at - parent->at <= 4,
		"children leave no gap");
	parent->next = child->at + child->len;
	parent->has_child = true;
	fuzz_require(parent->next <= parent->end, "a child lies in its parent");
}

static void check_closed(const struct open *field)
{
	fuzz_require(!field->has_child || field->next == field->end, "children reach the end of their parent");
}

static void check_nesting(const struct wire_tree *tree)
{
	struct open open[UINT8_MAX + 1];
	size_t depth = 0;

	for (size_t i = 0; i < tree->count; i++) {
		const struct wire_field *field = &tree->fields[i];
		while (depth > field->depth)
			check_closed(&open[--depth]);
		if (depth)
			check_child(&open[depth - 1], field);
		open[depth++] = (struct open){.at = field->at, .end = field->at + field->len};
	}
	while (depth)
		check_closed(&open[--depth]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wire_tree tree;

	if (size < BEFORE)
		return 0;
	struct bytes message = bytes_of(data + BEFORE, size - BEFORE), id = bytes_first(message, data[3]);
	struct wire_context context = {.version = data[0] ? (uint16_t)(0x0300 + data[0]) : 0,
		.suite = (uint16_t)(data[1] << 8 | data[2]),
		.client_session_id = data[3] ? &id : NULL};
	tree_init(&tree);
	if (data[0] == CONTENT)
		wire_decode_content(data[1], message, &tree);
	else
		wire_decode_message(message, &context, &tree);
	fuzz_require(tree.count > 0 && tree.fields[0].len == message.len, "the first field is the whole message");
	for (size_t i = 0; i < tree.count; i++)
		check_field(&tree, i, message.len);
	if (!tree.dropped)
		check_nesting(&tree);
	tree_done(&tree);
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain_message: what a handshake message is for, and each remarkable field in it.
 */
#include "advice/explain_parts.h"

#include "model/decoded.h"
#include "wire/message.h"
#include "wire/names.h"

enum { TOLD_MAX = 64, DEPTH_MAX = 16, VALUE_MAX = 200 };

static bool is_any(const char *label, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(label, *list))
			return true;
	return false;
}

static const struct explanation *row_of(const struct wire_field *field)
{
	const struct explanation *row = words_find(&words_tls_extensions, bytes_str(field->label));

	return row ? row : words_find(&words_tls_fields, bytes_str(field->label));
}

/* What was explained already: lists have thousands of items. */
struct told {
	const struct wire_field *fields[TOLD_MAX];
	size_t count;
};

/* Once for each label and depth, and each broken one. False as well when there is no room. */
static bool is_new(struct told *told, const struct wire_field *field)
{
	if (told->count == TOLD_MAX)
		return false;
	for (size_t i = 0; i < told->count && field->state != WIRE_BROKEN; i++)
		if (told->fields[i]->depth == field->depth && !strcmp(told->fields[i]->label, field->label))
			return false;
	told->fields[told->count++] = field;
	return true;
}

/* Of the items of a list none is more than the others; the list is what is explained. */
static bool is_listed(const char *parent)
{
	static const char *const lists[] = {"groups", "signature schemes", "versions", "cipher suites",
		"compression methods", "point formats", "modes", "certificate types", "algorithms", NULL};

	return is_any(parent, lists);
}

/* What a client lists is explained as a list; of its items the name that it wants is the one to look at. */
static bool is_worth_it(const struct wire_field *field, const char *parent, bool from_client)
{
	static const char *const frame[] = {"message type", "length", "extensions", NULL};
	static const char *const named[] = {"host name", NULL};

	if (!field->depth || is_any(field->label, frame))
		return false;
	if (field->state == WIRE_BROKEN || field->state == WIRE_NOTABLE)
		return true;
	if (!from_client)
		return !is_listed(parent);
	return field->depth == 1 || words_find(&words_tls_extensions, bytes_str(field->label)) ||
	       is_any(field->label, named);
}

/* The name behind the code of a value: "0x1301 TLS_AES_128_GCM_SHA256". */
static struct bytes name_in(struct bytes value)
{
	struct bytes rest = value;

	bytes_word(&rest);
	return bytes_trim(rest);
}

/* What was chosen: after its field, or in its place. */
static void chosen(struct explainer *explainer, const struct wire_field *field)
{
	struct bytes name = name_in(field->value);

	if (!strcmp(field->label, "cipher suite"))
		explain_suite(explainer, name);
	else if (!strcmp(field->label, "group"))
		explainer_word(explainer, &words_tls_groups, name);
	else if (!strcmp(field->label, "signature scheme"))
		explainer_word(explainer, &words_tls_schemes, name);
}

static void broken(struct explainer *explainer, const struct wire_field *field)
{
	explainer_add_safe(explainer, bytes_first(field->value, VALUE_MAX));
	explainer_add(
		explainer, ". It is broken: it does not follow the grammar, and a strict peer refuses the message. ");
}

/* In a hello there is so much that a sentence for each must do. */
static void one_field(struct explainer *explainer, const struct wire_field *field, bool hello)
{
	static const char *const values[] = {"host name", "protocol", "lifetime", "cipher suite", "group", "version",
		"signature scheme", "downgrade sentinel", "selected identity", NULL};
	const struct explanation *row = row_of(field);

	if (!strcmp(field->label, "version") && field->depth > 1)
		row = words_find(&words_tls_versions, name_in(field->value));
	explainer_begin(explainer, bytes_str(field->label), NULL);
	if (field->state == WIRE_BROKEN) {
		broken(explainer, field);
	} else if (field->value.len && is_any(field->label, values)) {
		explainer_add_safe(explainer, bytes_first(field->value, VALUE_MAX));
		explainer_add(explainer, ". ");
	}
	if (row && hello)
		explainer_add_sentence(explainer, row->text);
	else if (row)
		explainer_add(explainer, row->text);
	explainer_end(explainer, row ? row->reference : NULL);
}

/* The labels of the fields around the present one, by depth. */
struct path {
	const char *labels[DEPTH_MAX];
};

static const char *parent_of(struct path *path, const struct wire_field *field)
{
	size_t depth = field->depth < DEPTH_MAX ? field->depth : DEPTH_MAX - 1;

	path->labels[depth] = field->label;
	return depth && path->labels[depth - 1] ? path->labels[depth - 1] : "";
}

static void fields(struct explainer *explainer, const struct wire_tree *tree, uint8_t type)
{
	bool from_client = type == WIRE_CLIENT_HELLO, hello = from_client || type == WIRE_SERVER_HELLO;
	struct path path = {{NULL}};
	struct told told = {.count = 0};

	for (size_t i = 0; i < tree->count; i++) {
		const struct wire_field *field = &tree->fields[i];
		const char *parent = parent_of(&path, field);
		if (!is_worth_it(field, parent, from_client) || !is_new(&told, field))
			continue;
		one_field(explainer, field, hello);
		if (!from_client && field->state != WIRE_BROKEN)
			chosen(explainer, field);
	}
}

void explain_message(struct explainer *explainer, const struct journal *journal, const struct event *event)
{
	const struct event_tls_message *message = &event->tls_message;
	const char *name = message->retry ? "HelloRetryRequest" : wire_message_name(message->type);
	struct buffer bytes;
	struct wire_tree tree;

	if (!name || !explainer_word(explainer, &words_tls_messages, bytes_str(name)))
		explainer_say(explainer, BYTES_LITERAL("unknown message"),
			"No registry of ours knows this type of message: it may be of a draft, or these bytes are no "
			"handshake at all.",
			"RFC 8446 §4");
	buffer_init(&bytes, DECODED_BYTES_MAX);
	tree_init(&tree);
	decoded_message(journal, event, &bytes, &tree);
	fields(explainer, &tree, message->type);
	tree_done(&tree);
	buffer_done(&bytes);
}

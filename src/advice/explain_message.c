/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain_message: what a handshake message is for, and each remarkable field in it.
 */
#include "advice/explain_parts.h"

#include "model/decoded.h"
#include "wire/message.h"
#include "wire/names.h"

enum { TOLD_MAX = 64 };

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

/* What a client lists is explained as a list; of its items the name that it wants is the one to look at. */
static bool is_worth_it(const struct wire_field *field, bool from_client)
{
	static const char *const frame[] = {"message type", "length", "extensions", NULL};
	static const char *const named[] = {"host name", NULL};

	if (!field->depth || is_any(field->label, frame))
		return false;
	if (field->state == WIRE_BROKEN || field->state == WIRE_NOTABLE)
		return true;
	return !from_client || field->depth == 1 || words_find(&words_tls_extensions, bytes_str(field->label)) ||
	       is_any(field->label, named);
}

/* The name behind the code of a value: "0x1301 TLS_AES_128_GCM_SHA256". */
static struct bytes name_in(struct bytes value)
{
	struct bytes rest = value;

	bytes_word(&rest);
	return bytes_trim(rest);
}

/* What was chosen. */
static void chosen(struct explainer *explainer, const struct wire_field *field)
{
	struct bytes name = name_in(field->value);

	if (!strcmp(field->label, "cipher suite"))
		explain_suite(explainer, name);
	else if (!strcmp(field->label, "group"))
		explainer_word(explainer, &words_tls_groups, name);
	else if (!strcmp(field->label, "signature scheme"))
		explainer_word(explainer, &words_tls_schemes, name);
	else if (!strcmp(field->label, "version") && field->depth > 1)
		explainer_word(explainer, &words_tls_versions, name);
}

static void field(struct explainer *explainer, const struct wire_field *field, bool from_client)
{
	static const char *const values[] = {"host name", "protocol", "lifetime", "cipher suite", "group", "version",
		"signature scheme", "downgrade sentinel", "selected identity", NULL};
	struct bytes value = is_any(field->label, values) ? field->value : (struct bytes){0};
	const struct explanation *row = row_of(field);
	bool broken = field->state == WIRE_BROKEN;

	explainer_begin(explainer, bytes_str(field->label), NULL);
	if (value.len || broken) {
		explainer_add_safe(explainer, bytes_first(field->value, 200));
		explainer_add(explainer, broken ? ". It is broken: it does not follow the grammar, and a strict peer "
						  "refuses the message. "
						: ". ");
	}
	if (row)
		explainer_add_sentence(explainer, row->text);
	explainer_end(explainer, row ? row->reference : NULL);
	if (!from_client && !broken)
		chosen(explainer, field);
}

static void fields(struct explainer *explainer, const struct wire_tree *tree, bool from_client)
{
	struct told told = {.count = 0};

	for (size_t i = 0; i < tree->count; i++)
		if (is_worth_it(&tree->fields[i], from_client) && is_new(&told, &tree->fields[i]))
			field(explainer, &tree->fields[i], from_client);
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
	fields(explainer, &tree, message->type == WIRE_CLIENT_HELLO);
	tree_done(&tree);
	buffer_done(&bytes);
}

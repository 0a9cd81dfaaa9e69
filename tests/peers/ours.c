/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ours: events and decoded fields to lines.
 */
#include "ours.h"

#include "wire/message.h"
#include "wire/names.h"
#include <stdlib.h>

enum { HEADER = 4, EXTENSION_TICKET = 35, MESSAGE_MAX = 1 << 20 };

/* How a field is told. */
enum how {
	HOW_NOT,      /* a heading, or what the peer does not tell */
	HOW_CODE,     /* its number: "group 0x001d" */
	HOW_NAMED,    /* number and name, in our own text */
	HOW_NUMBER,   /* "lifetime 7200" */
	HOW_BYTES,    /* all its bytes */
	HOW_OPAQUE_1, /* those behind a length of one byte */
	HOW_OPAQUE_2,
	HOW_OPAQUE_3,
	HOW_OPAQUE, /* one byte or two: whichever fits */
	HOW_TEXT,
	HOW_LENGTH, /* "extensions 269" */
	HOW_CERTIFICATE,
	HOW_NAME
};

static const struct row {
	const char *label;
	enum how how;
} rows[] = {
	{"message type", HOW_NOT},
	{"length", HOW_NOT},
	{"version", HOW_CODE},
	{"random", HOW_BYTES},
	{"random bytes", HOW_NOT},
	{"downgrade sentinel", HOW_NOT},
	{"session id", HOW_OPAQUE_1},
	{"cipher suites", HOW_NOT},
	{"cipher suite", HOW_NAMED},
	{"compression methods", HOW_NOT},
	{"compression method", HOW_NUMBER},
	{"extensions", HOW_LENGTH},
	{"groups", HOW_NOT},
	{"group", HOW_NAMED},
	{"key shares", HOW_NOT},
	{"key share", HOW_NOT},
	{"key exchange", HOW_OPAQUE_2},
	{"point formats", HOW_NOT},
	{"point format", HOW_CODE},
	{"signature schemes", HOW_NOT},
	{"signature scheme", HOW_NAMED},
	{"protocols", HOW_NOT},
	{"protocol", HOW_TEXT},
	{"versions", HOW_NOT},
	{"modes", HOW_NOT},
	{"mode", HOW_NAMED},
	{"renegotiated connection", HOW_OPAQUE_1},
	{"request context", HOW_OPAQUE_1},
	{"certificates", HOW_LENGTH},
	{"certificate", HOW_CERTIFICATE},
	{"certificate types", HOW_NOT},
	{"certificate type", HOW_CODE},
	{"certificate authorities", HOW_NOT},
	{"distinguished name", HOW_NAME},
	{"signature", HOW_OPAQUE_2},
	{"verify data", HOW_BYTES},
	{"lifetime", HOW_NUMBER},
	{"age add", HOW_NUMBER},
	{"maximum early data", HOW_NUMBER},
	{"nonce", HOW_OPAQUE_1},
	{"ticket", HOW_OPAQUE_2},
	{"curve type", HOW_NOT},
	{"public key", HOW_OPAQUE},
	{"prime", HOW_OPAQUE_2},
	{"generator", HOW_OPAQUE_2},
	{"encrypted premaster secret", HOW_OPAQUE_2},
	{"status type", HOW_NUMBER},
	{"OCSP response", HOW_OPAQUE_3},
	{"request", HOW_NUMBER},
};

/* A message that is being told. */
struct telling {
	struct bytes bytes; /* with its header */
	const struct wire_tree *tree;
	struct buffer *text;
};

static struct bytes span(const struct telling *telling, const struct wire_field *field, size_t skip)
{
	return bytes_from(bytes_first(bytes_from(telling->bytes, field->at), field->len), skip);
}

static unsigned long code_of(const struct wire_field *field)
{
	char digits[24] = "";

	memcpy(digits, field->value.data, field->value.len < 23 ? field->value.len : 23);
	return strtoul(digits, NULL, 0);
}

/* Two fields have this label: one with its length in one byte, one in two. */
static size_t length_bytes(struct bytes whole)
{
	return whole.len && whole.data[0] == whole.len - 1 ? 1 : 2;
}

/* "0x1301 TLS_AES_128_GCM_SHA256". A pair of hash and signature has a name that only we give it. */
static void tell_named(struct buffer *text, const struct wire_field *field)
{
	struct bytes value = field->value;

	if (bytes_find(value, BYTES_LITERAL(" with ")) < value.len)
		value = bytes_first(value, bytes_index(value, ' ', 0));
	buffer_printf(text, "%s %.*s\n", field->label, (int)value.len, (const char *)value.data);
}

static void tell_certificate(const struct telling *telling, const struct wire_field *field)
{
	buffer_printf(telling->text, "certificate of %u\n", (unsigned)field->len - 3);
	account_hex(telling->text, field->label, span(telling, field, 3));
}

static void tell_as(const struct telling *telling, const struct wire_field *field, enum how how)
{
	struct buffer *text = telling->text;

	switch (how) {
	case HOW_NOT: return;
	case HOW_CODE: buffer_printf(text, "%s 0x%04lx\n", field->label, code_of(field)); return;
	case HOW_NAMED: tell_named(text, field); return;
	case HOW_NUMBER: buffer_printf(text, "%s %lu\n", field->label, code_of(field)); return;
	case HOW_BYTES: account_hex(text, field->label, span(telling, field, 0)); return;
	case HOW_OPAQUE_1: account_hex(text, field->label, span(telling, field, 1)); return;
	case HOW_OPAQUE_2: account_hex(text, field->label, span(telling, field, 2)); return;
	case HOW_OPAQUE_3: account_hex(text, field->label, span(telling, field, 3)); return;
	case HOW_OPAQUE:
		account_hex(text, field->label, span(telling, field, length_bytes(span(telling, field, 0))));
		return;
	case HOW_TEXT:
		buffer_printf(text, "%s %.*s\n", field->label, (int)field->value.len, (const char *)field->value.data);
		return;
	case HOW_LENGTH:
		if (code_of(field) || !strcmp(field->label, "certificates"))
			buffer_printf(text, "%s %lu\n", field->label, code_of(field));
		return;
	case HOW_CERTIFICATE: tell_certificate(telling, field); return;
	case HOW_NAME: buffer_printf(text, "%s of %u\n", field->label, (unsigned)field->len - 2); return;
	}
}

static void tell_field(const struct telling *telling, const struct wire_field *field)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].label, field->label)) {
			tell_as(telling, field, rows[i].how);
			return;
		}
	buffer_printf(
		telling->text, "? %s %.*s\n", field->label, (int)field->value.len, (const char *)field->value.data);
}

/* What we read out of those that are told by their bytes. */
static void tell_inside_raw(const struct telling *telling, const struct wire_field *field)
{
	static const struct row inside[] = {
		{"host name", HOW_TEXT},
		{"limit", HOW_NUMBER},
		{"selected identity", HOW_NUMBER},
		{"identity", HOW_OPAQUE_2},
		{"obfuscated ticket age", HOW_NUMBER},
		{"binder", HOW_OPAQUE_1},
	};

	for (size_t i = 0; i < sizeof(inside) / sizeof(inside[0]); i++)
		if (!strcmp(inside[i].label, field->label))
			tell_as(telling, field, inside[i].how);
}

/* Returns the index behind the extension and its fields. */
static size_t tell_extension(const struct telling *telling, size_t at)
{
	const struct wire_field *field = &telling->tree->fields[at];
	unsigned type = (unsigned)code_of(field);
	struct bytes inside = span(telling, field, HEADER);

	buffer_printf(telling->text, "extension %u %zu\n", type, inside.len);
	if (account_is_raw(type) && inside.len)
		account_hex(telling->text, "data", inside);
	if (type == EXTENSION_TICKET && inside.len)
		account_hex(telling->text, "ticket", inside);
	for (at++; at < telling->tree->count && telling->tree->fields[at].depth > field->depth; at++) {
		const struct wire_field *child = &telling->tree->fields[at];
		if (account_is_raw(type))
			tell_inside_raw(telling, child);
		else if (type != EXTENSION_TICKET &&
			 (strcmp(child->label, "renegotiated connection") != 0 || child->len > 1))
			tell_field(telling, child);
	}
	return at;
}

static void tell_fields(const struct telling *telling)
{
	const struct wire_tree *tree = telling->tree;
	unsigned extension_depth = 0; /* 0: in no list of them */

	for (size_t i = 1; i < tree->count;) {
		const struct wire_field *field = &tree->fields[i];
		if (field->depth < extension_depth)
			extension_depth = 0;
		if (field->depth == extension_depth) {
			i = tell_extension(telling, i);
			continue;
		}
		if (!strcmp(field->label, "extensions"))
			extension_depth = field->depth + 1u;
		tell_field(telling, field);
		i++;
	}
}

static void tell_broken(const struct telling *telling)
{
	for (size_t i = 0; i < telling->tree->count; i++) {
		const struct wire_field *field = &telling->tree->fields[i];
		if (field->state == WIRE_BROKEN)
			buffer_printf(telling->text, "broken: %s %.*s\n", field->label, (int)field->value.len,
				(const char *)field->value.data);
	}
}

static void tell_message(const struct event *event, unsigned parts, struct buffer *text)
{
	const struct event_tls_message *message = &event->tls_message;
	struct wire_context context = {
		.from_client = event->direction == DIRECTION_OUT, .version = message->version, .suite = message->suite};
	size_t length = message->length - HEADER;
	unsigned char header[HEADER] = {
		message->type, (unsigned char)(length >> 16), (unsigned char)(length >> 8), (unsigned char)length};
	struct buffer bytes;
	struct wire_tree tree;

	account_message(text, message->type, length);
	buffer_init(&bytes, MESSAGE_MAX);
	buffer_append(&bytes, bytes_of(header, sizeof(header)));
	buffer_append(&bytes, message->body);
	tree_init(&tree);
	wire_decode_message(buffer_bytes(&bytes), &context, &tree);
	struct telling telling = {.bytes = buffer_bytes(&bytes), .tree = &tree, .text = text};
	if (parts & OURS_FIELDS)
		tell_fields(&telling);
	tell_broken(&telling);
	tree_done(&tree);
	buffer_done(&bytes);
}

static void tell_record(const struct event *event, struct buffer *text)
{
	const struct event_tls_record *record = &event->tls_record;

	buffer_printf(text, "record %u %04x %u\n", record->type, record->version, (unsigned)record->length);
	if (record->inner_type)
		buffer_printf(text, "inner %u\n", record->inner_type);
}

static void tell_length(const struct event *event, struct buffer *text)
{
	const struct event_tls_record *record = &event->tls_record;

	buffer_printf(text, "record %u of %u\n", record->inner_type ? record->inner_type : record->type,
		(unsigned)record->length);
}

void ours_tell(const struct journal *journal, unsigned parts, struct account *account)
{
	for (uint64_t i = 0; i < journal_count(journal); i++) {
		const struct event *event = journal_at(journal, i);
		struct buffer *text = account_side(account, event->direction);
		if (event->kind == EVENT_TLS_RECORD && parts & OURS_RECORDS)
			tell_record(event, text);
		else if (event->kind == EVENT_TLS_RECORD && parts & OURS_LENGTHS)
			tell_length(event, text);
		else if (event->kind == EVENT_TLS_MESSAGE && parts & OURS_MESSAGES)
			tell_message(event, parts, text);
		else if (event->kind == EVENT_TLS_ALERT && parts & OURS_MESSAGES)
			buffer_printf(text, "alert %u %u\n", event->tls_alert.level, event->tls_alert.description);
	}
}

void ours_story(const struct journal *journal, struct buffer *ret_text)
{
	for (uint64_t i = 0; i < journal_count(journal); i++) {
		const struct event *event = journal_at(journal, i);
		const struct event_tls_message *message = &event->tls_message;
		const char *arrow = event->direction == DIRECTION_OUT ? ">" : "<";
		if (event->kind == EVENT_TLS_MESSAGE) {
			const char *name = message->retry ? "HelloRetryRequest" : wire_message_name(message->type);
			buffer_printf(ret_text, "%s %s%s\n", arrow, message->encrypted ? "# " : "", name ? name : "?");
		} else if (event->kind == EVENT_TLS_ALERT) {
			buffer_printf(ret_text, "%s alert %u\n", arrow, event->tls_alert.description);
		} else if (event->kind == EVENT_TLS_UP) {
			buffer_append_text(ret_text, "up\n");
		} else if (event->kind == EVENT_TLS_FAILED) {
			buffer_append_text(ret_text, "failed\n");
		}
	}
}

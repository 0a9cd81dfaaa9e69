/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * part: bytes to fields, and what is said when they do not fit.
 */
#include "wire/part.h"

#include "wire/names.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

size_t part_left(const struct part *part)
{
	return reader_left(&part->reader);
}

struct bytes part_bytes(const struct part *part)
{
	return part_left(part) ? bytes_from(part->reader.bytes, part->reader.at) : (struct bytes){0};
}

uint32_t part_peek(const struct part *part, size_t skip, unsigned bytes)
{
	struct bytes digits = bytes_first(bytes_from(part_bytes(part), skip), bytes);
	uint32_t value = 0;

	for (size_t i = 0; i < digits.len; i++)
		value = value << 8 | digits.data[i];
	return digits.len == bytes ? value : 0;
}

struct part part_inside(const struct part *part, size_t skip, size_t len)
{
	struct part inside = *part;

	inside.reader = reader_over(bytes_first(bytes_from(part_bytes(part), skip), len));
	inside.base = part->base + part->reader.at + skip;
	inside.depth = part->depth + 1;
	return inside;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

void part_field(struct part *part, const char *label, size_t len, enum wire_state state, const char *format, ...)
{
	size_t at = part->base + part->reader.at;
	char text[512];
	va_list arguments;

	reader_span(&part->reader, len);
	assert(!part->reader.failed);
	va_start(arguments, format);
	int length = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	size_t kept = length < 0 ? 0 : (size_t)length < sizeof(text) ? (size_t)length : sizeof(text) - 1;
	tree_add(part->tree, part->depth, label, at, len, bytes_of(text, kept), state);
}

bool part_lacks(struct part *part, const char *label, size_t need)
{
	size_t left = part_left(part);

	if (part->reader.failed)
		return true;
	if (left >= need)
		return false;
	part_field(part, label, left, WIRE_BROKEN, "%zu byte%s needed, %zu left", need, plural(need), left);
	part->reader.failed = true;
	return true;
}

uint32_t part_number(struct part *part, const char *label, unsigned bytes, const char *unit)
{
	if (part_lacks(part, label, bytes))
		return 0;
	uint32_t value = part_peek(part, 0, bytes);
	part_field(part, label, bytes, WIRE_KNOWN, "%u%s%s", value, *unit ? " " : "", unit);
	return value;
}

/* IANA writes codes of one byte in digits and longer ones in hex; what is not listed is hex always. */
uint32_t part_code(struct part *part, const char *label, unsigned bytes, const struct registry *registry)
{
	if (part_lacks(part, label, bytes))
		return 0;
	uint32_t code = part_peek(part, 0, bytes);
	const char *name = registry_name(registry, code);
	int width = 2 * (int)bytes;
	if (name && bytes == 1)
		part_field(part, label, bytes, WIRE_KNOWN, "%u %s", code, name);
	else if (name)
		part_field(part, label, bytes, WIRE_KNOWN, "0x%0*x %s", width, code, name);
	else if (registry_is_grease(registry, code))
		part_field(part, label, bytes, WIRE_GREASE, "0x%0*x GREASE", width, code);
	else
		part_field(part, label, bytes, WIRE_UNKNOWN, "0x%0*x", width, code);
	return code;
}

const char *part_hex(struct bytes bytes, char *text, size_t size)
{
	assert(size >= PART_HEX_SIZE);
	if (!bytes.len)
		snprintf(text, size, "empty");
	else if (bytes.len > PART_HEX_MAX)
		snprintf(text, size, "%zu bytes", bytes.len);
	for (size_t i = 0; i < bytes.len && bytes.len <= PART_HEX_MAX; i++)
		snprintf(text + 2 * i, size - 2 * i, "%02x", bytes.data[i]);
	return text;
}

struct bytes part_data(struct part *part, const char *label, size_t len)
{
	char text[PART_HEX_SIZE];

	if (part_lacks(part, label, len))
		return (struct bytes){0};
	struct bytes data = bytes_first(part_bytes(part), len);
	part_field(part, label, len, WIRE_KNOWN, "%s", part_hex(data, text, sizeof(text)));
	return data;
}

void part_rest(struct part *part, const char *label, enum wire_state state)
{
	struct bytes rest = part_bytes(part);
	char text[PART_HEX_SIZE];

	if (rest.len)
		part_field(part, label, rest.len, state, "%s", part_hex(rest, text, sizeof(text)));
}

/* True when the vector is there as a whole; else its broken field is added. */
static bool is_whole(struct part *part, const char *label, unsigned length_bytes)
{
	if (part_lacks(part, label, length_bytes))
		return false;
	size_t says = part_peek(part, 0, length_bytes), left = part_left(part) - length_bytes;
	if (says <= left)
		return true;
	part_field(part, label, length_bytes + left, WIRE_BROKEN, "%zu byte%s announced, %zu left", says, plural(says),
		left);
	part->reader.failed = true;
	return false;
}

struct bytes part_opaque(struct part *part, const char *label, unsigned length_bytes)
{
	char text[PART_HEX_SIZE];

	if (!is_whole(part, label, length_bytes))
		return (struct bytes){0};
	struct bytes data = bytes_first(bytes_from(part_bytes(part), length_bytes), part_peek(part, 0, length_bytes));
	part_field(part, label, length_bytes + data.len, WIRE_KNOWN, "%s", part_hex(data, text, sizeof(text)));
	return data;
}

struct bytes part_text(struct part *part, const char *label, unsigned length_bytes)
{
	if (!is_whole(part, label, length_bytes))
		return (struct bytes){0};
	size_t at = part->base + part->reader.at;
	struct bytes text = reader_vector(&part->reader, length_bytes);
	tree_add(part->tree, part->depth, label, at, length_bytes + text.len, text, WIRE_KNOWN);
	return text;
}

void part_words(struct part *part, const char *label, unsigned length_bytes, part_words_fn *make)
{
	size_t says = part_peek(part, 0, length_bytes), at = part->base + part->reader.at;
	struct bytes data = bytes_first(bytes_from(part_bytes(part), length_bytes), says);
	struct buffer text;

	buffer_init(&text, PART_WORDS_MAX);
	if (data.len && data.len == says && make(&text, data)) {
		reader_vector(&part->reader, length_bytes);
		tree_add(part->tree, part->depth, label, at, length_bytes + data.len, buffer_bytes(&text), WIRE_KNOWN);
	} else {
		part_opaque(part, label, length_bytes);
	}
	buffer_done(&text);
}

/* One that announces too much is decoded as far as it goes. */
struct part part_vector(struct part *part, const char *label, unsigned length_bytes)
{
	size_t says = part_peek(part, 0, length_bytes);
	bool counted = part_left(part) >= length_bytes;
	struct part inside = part_inside(part, counted ? length_bytes : 0, counted ? says : 0);

	/* Without a length it is told once that there is no vector, and nothing of what it would hold. */
	inside.reader.failed = !counted;
	if (!is_whole(part, label, length_bytes))
		return inside;
	if (says)
		part_field(part, label, length_bytes + says, WIRE_KNOWN, "%zu byte%s", says, plural(says));
	else
		part_field(part, label, length_bytes, WIRE_KNOWN, "empty");
	return inside;
}

void part_codes(struct part *part, const char *label, unsigned length_bytes, const char *item, unsigned item_bytes,
	const struct registry *registry)
{
	struct part list = part_vector(part, label, length_bytes);

	while (part_left(&list))
		part_code(&list, item, item_bytes, registry);
}

void part_scheme(struct part *part, const char *label)
{
	uint32_t code = part_peek(part, 0, 2);
	const char *hash = wire_hash_name((uint8_t)(code >> 8)), *signature = wire_signature_name((uint8_t)code);

	if (part_left(part) < 2 || registry_name(&registry_schemes, code) || !hash || !signature)
		part_code(part, label, 2, &registry_schemes);
	else
		part_field(part, label, 2, WIRE_KNOWN, "0x%04x %s with %s", code, signature, hash);
}

void part_schemes(struct part *part, const char *label)
{
	struct part list = part_vector(part, label, 2);

	while (part_left(&list))
		part_scheme(&list, "signature scheme");
}

void part_end(struct part *part)
{
	char text[PART_HEX_SIZE];
	struct bytes rest = part_bytes(part);

	if (rest.len)
		part_field(part, "left over", rest.len, WIRE_BROKEN, "%s", part_hex(rest, text, sizeof(text)));
}

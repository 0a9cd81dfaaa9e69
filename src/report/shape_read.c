/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shape_read: each type of shape.h from JSON, and nothing that record.h would not write.
 */
#include "report/shape_read.h"

#include "base/alloc.h"
#include "base/base64.h"
#include "base/clock.h"
#include "base/safe.h"
#include "base/utf8.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { SUFFIXED_MAX = 64 };

static bool refuse(struct shape_reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool refuse(struct shape_reading *reading, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(reading->why, sizeof(reading->why), format, arguments);
	va_end(arguments);
	return false;
}

static bool refuse_member(struct shape_reading *reading, const struct shape_member *member, const char *why)
{
	return refuse(reading, "\"%s\": %s", member->name, why);
}

static bool refuse_full(struct shape_reading *reading)
{
	return refuse(reading, "more facts than are kept of a session");
}

/* Numbers */

static void store_number(void *place, size_t size, uint64_t value)
{
	uint8_t u8 = (uint8_t)value;
	uint16_t u16 = (uint16_t)value;
	uint32_t u32 = (uint32_t)value;

	switch (size) {
	case 1: memcpy(place, &u8, size); return;
	case 2: memcpy(place, &u16, size); return;
	case 4: memcpy(place, &u32, size); return;
	default: memcpy(place, &value, sizeof(value)); return;
	}
}

static bool unsigned_of(const json_t *json, size_t size, uint64_t *ret_value)
{
	unsigned long long digits;
	uint64_t max = size < 8 ? ((uint64_t)1 << 8 * size) - 1 : SHAPE_NUMBER_MAX;

	if (size == 8 && json_is_string(json)) {
		struct bytes text = bytes_of(json_string_value(json), json_string_length(json));
		if (!text.len || text.data[0] == '0' || !bytes_number(text, UINT64_MAX, &digits) ||
			digits <= SHAPE_NUMBER_MAX)
			return false;
		*ret_value = digits;
		return true;
	}
	if (!json_is_integer(json) || json_integer_value(json) < 0 || (uint64_t)json_integer_value(json) > max)
		return false;
	*ret_value = (uint64_t)json_integer_value(json);
	return true;
}

static bool take_unsigned(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, void *place)
{
	uint64_t value;

	if (!unsigned_of(json, member->size, &value))
		return refuse_member(reading, member, "it must be a number that is not too large");
	store_number(place, member->size, value);
	return true;
}

static bool take_signed(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, void *place)
{
	int64_t max = member->size == 4 ? INT32_MAX : (int64_t)SHAPE_NUMBER_MAX;

	if (!json_is_integer(json) || json_integer_value(json) > max ||
		json_integer_value(json) < -max - (max == INT32_MAX))
		return refuse_member(reading, member, "it must be a number that is not too large");
	store_number(place, member->size, (uint64_t)json_integer_value(json));
	return true;
}

static bool take_numbers(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, void *place)
{
	size_t count = member->size / sizeof(uint16_t);

	if (!json_is_array(json) || json_array_size(json) != count)
		return refuse_member(reading, member, "it must be a list of so many numbers");
	for (size_t i = 0; i < count; i++) {
		uint64_t value;
		if (!unsigned_of(json_array_get(json, i), sizeof(uint16_t), &value))
			return refuse_member(reading, member, "it must be a list of numbers");
		store_number((unsigned char *)place + i * sizeof(uint16_t), sizeof(uint16_t), value);
	}
	return true;
}

/* Times: as they are written, so that a day that does not exist is refused, too. */

static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
	year -= month <= 2;
	int64_t era = year / 400, of_era = year % 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool take_time(struct shape_reading *reading, const struct shape_member *member, const json_t *json, void *place)
{
	static const char form[] = "dddd-dd-ddTdd:dd:dd.ddddddZ";
	const char *text = json_string_value(json);
	int64_t parts[7] = {0};
	char again[32];
	int part = 0;

	if (!text || json_string_length(json) != sizeof(form) - 1)
		return refuse_member(reading, member, "it must be a time as 2026-11-21T04:05:06.123456Z");
	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		if (form[i] == 'd' ? !ascii_is_digit((unsigned char)text[i]) : text[i] != form[i])
			return refuse_member(reading, member, "it must be a time as 2026-11-21T04:05:06.123456Z");
		if (form[i] == 'd')
			parts[part] = parts[part] * 10 + (text[i] - '0');
		else
			part++;
	}
	if (!parts[0] || !parts[1] || parts[1] > 12)
		return refuse_member(reading, member, "there is no such day");
	int64_t seconds =
		days_from_civil(parts[0], parts[1], parts[2]) * 86400 + parts[3] * 3600 + parts[4] * 60 + parts[5];
	clock_date(again, sizeof(again), seconds);
	if (strncmp(again, text, 10) || strncmp(again + 11, text + 11, 8))
		return refuse_member(reading, member, "there is no such time");
	store_number(place, sizeof(int64_t), (uint64_t)(seconds * 1000000 + parts[6]));
	return true;
}

/* Names */

static bool number_of(const char *(*named)(unsigned value), const char *name, unsigned *ret_value)
{
	for (unsigned value = 0; name && strcmp(named(value), "?"); value++)
		if (!strcmp(named(value), name)) {
			*ret_value = value;
			return true;
		}
	return false;
}

static bool take_name(struct shape_reading *reading, const struct shape_member *member, const json_t *json, void *place)
{
	unsigned value;

	if (!number_of(member->named, json_string_value(json), &value))
		return refuse_member(reading, member, "there is no such word here");
	store_number(place, member->size, value);
	return true;
}

/* In the order of their bits, each once. */
static bool take_flags(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, void *place)
{
	uint32_t flags = 0;

	if (!json_is_array(json))
		return refuse_member(reading, member, "it must be a list of words");
	for (size_t i = 0; i < json_array_size(json); i++) {
		unsigned bit;
		if (!number_of(member->named, json_string_value(json_array_get(json, i)), &bit) || flags >> bit)
			return refuse_member(reading, member, "it must be a list of known words, in their order");
		flags |= (uint32_t)1 << bit;
	}
	store_number(place, sizeof(flags), flags);
	return true;
}

/* Bytes */

static bool is_utf8(struct bytes bytes)
{
	uint32_t point;
	size_t length;

	for (; bytes.len; bytes = bytes_from(bytes, length)) {
		length = utf8_decode(bytes, &point);
		if (!length)
			return false;
	}
	return true;
}

static bool keep(struct shape_reading *reading, struct bytes bytes, struct bytes *ret_kept)
{
	struct bytes kept = arena_keep(reading->texts, bytes);

	if (!kept.data)
		return refuse_full(reading);
	*ret_kept = kept;
	return true;
}

static bool decode(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, struct bytes *ret_bytes)
{
	struct buffer bytes;

	if (!json_is_string(json))
		return refuse_member(reading, member, "it must be base64");
	struct bytes text = bytes_of(json_string_value(json), json_string_length(json));
	buffer_init_secret(&bytes, text.len);
	bool good = !text.len || base64_decode(&bytes, text);
	if (!good)
		refuse_member(reading, member, "it must be base64");
	good = good && keep(reading, buffer_bytes(&bytes), ret_bytes);
	buffer_done(&bytes);
	return good;
}

/* The readable form beside base64 must be the one that belongs to it, and base64 must be needed. */
static bool agrees(struct bytes bytes, const json_t *json)
{
	struct buffer safe;

	buffer_init_secret(&safe, bytes.len * 8 + 1);
	bool good = !is_utf8(bytes) && safe_append(&safe, bytes, SAFE_UTF8) &&
		    bytes_equal(buffer_bytes(&safe), bytes_of(json_string_value(json), json_string_length(json)));
	buffer_done(&safe);
	return good;
}

static const json_t *base64_of(const json_t *object, const struct shape_member *member)
{
	char name[SUFFIXED_MAX];

	snprintf(name, sizeof(name), "%s_base64", member->name);
	return json_object_get(object, name);
}

static bool take_bytes(struct shape_reading *reading, const struct shape_member *member, const json_t *object,
	const json_t *json, struct bytes *ret_bytes)
{
	const json_t *base64 = base64_of(object, member);

	if (!json_is_string(json))
		return refuse_member(reading, member, "it must be a text");
	if (!base64)
		return keep(reading, bytes_of(json_string_value(json), json_string_length(json)), ret_bytes);
	return decode(reading, member, base64, ret_bytes) &&
	       (agrees(*ret_bytes, json) || refuse_member(reading, member, "text and base64 do not say the same"));
}

static bool take_span(struct shape_reading *reading, const struct shape_member *member, const json_t *object,
	const json_t *json, void *place)
{
	struct bytes span = {0};

	if (!take_bytes(reading, member, object, json, &span))
		return false;
	memcpy(place, &span, sizeof(span));
	return true;
}

static bool take_text(struct shape_reading *reading, const struct shape_member *member, const json_t *object,
	const json_t *json, void *place)
{
	struct bytes text = {0};

	if (json_is_null(json))
		return !base64_of(object, member) ||
		       refuse_member(reading, member, "it is null, and its base64 is not");
	if (!take_bytes(reading, member, object, json, &text))
		return false;
	if (bytes_index(text, '\0', 0) < text.len)
		return refuse_member(reading, member, "there can be no NUL in it");
	memcpy(place, &text.data, sizeof(text.data));
	return true;
}

static bool take_base64(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, void *place)
{
	struct bytes bytes = {0};

	if (!decode(reading, member, json, &bytes))
		return false;
	memcpy(place, &bytes, sizeof(bytes));
	return true;
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

static bool take_hex(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, unsigned char *place)
{
	const char *text = json_string_value(json);

	if (!text || json_string_length(json) != (size_t)2 * member->size)
		return refuse_member(reading, member, "it must be so many bytes in hexadecimal");
	for (size_t i = 0; i < member->size; i++) {
		int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
		if (high < 0 || low < 0)
			return refuse_member(reading, member, "it must be hexadecimal, in small letters");
		place[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

/* Structs and lists */

static bool take_members(
	struct shape_reading *reading, const json_t *json, const struct shape *shape, unsigned char *object);

static bool take_struct(
	struct shape_reading *reading, const json_t *json, const struct shape *shape, unsigned char *object)
{
	struct shape_reading inner = {.texts = reading->facts, .facts = reading->facts};

	if (shape_read(&inner, json, shape, NULL, object))
		return true;
	memcpy(reading->why, inner.why, sizeof(reading->why));
	return false;
}

static bool take_one(struct shape_reading *reading, const struct shape_member *member, const json_t *json, void *place)
{
	if (json_is_null(json))
		return true;
	unsigned char *object = arena_alloc(reading->facts, member->of->size);
	if (!object)
		return refuse_full(reading);
	memcpy(place, &object, sizeof(object));
	return take_struct(reading, json, member->of, object);
}

static void *list_of(struct shape_reading *reading, const struct shape_member *member, const json_t *json, size_t size,
	unsigned char *object)
{
	size_t count = json_array_size(json);

	if (!json_is_array(json)) {
		refuse_member(reading, member, "it must be a list");
		return NULL;
	}
	/* count is bounded by the length of the line: no product of it overflows */
	unsigned char *list = arena_alloc(reading->facts, count * size);
	if (!list) {
		refuse_full(reading);
		return NULL;
	}
	memcpy(object + member->offset, &list, sizeof(list));
	memcpy(object + member->count, &count, sizeof(count));
	return list;
}

static bool take_many(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, unsigned char *object)
{
	unsigned char *list = list_of(reading, member, json, member->of->size, object);

	for (size_t i = 0; list && i < json_array_size(json); i++)
		if (!take_struct(reading, json_array_get(json, i), member->of, list + i * member->of->size))
			return false;
	return list != NULL;
}

static bool take_indices(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, unsigned char *object)
{
	unsigned char *list = list_of(reading, member, json, sizeof(size_t), object);

	for (size_t i = 0; list && i < json_array_size(json); i++) {
		uint64_t value;
		if (!unsigned_of(json_array_get(json, i), sizeof(uint32_t), &value))
			return refuse_member(reading, member, "it must be a list of numbers");
		store_number(list + i * sizeof(size_t), sizeof(size_t), value);
	}
	return list != NULL;
}

static bool take_each(
	struct shape_reading *reading, const struct shape_member *member, const json_t *json, unsigned char *place)
{
	size_t count = member->size / member->of->size;

	if (!json_is_object(json) || json_object_size(json) != count)
		return refuse_member(reading, member, "it must have a member for each of them");
	for (unsigned i = 0; i < count; i++)
		if (!take_struct(
			    reading, json_object_get(json, member->named(i)), member->of, place + i * member->of->size))
			return false;
	return true;
}

static bool take_bool(struct shape_reading *reading, const struct shape_member *member, const json_t *json, void *place)
{
	bool value = json_is_true(json);

	if (!json_is_boolean(json))
		return refuse_member(reading, member, "it must be true or false");
	memcpy(place, &value, sizeof(value));
	return true;
}

static bool take_value(struct shape_reading *reading, const struct shape_member *member, const json_t *object,
	const json_t *json, unsigned char *into)
{
	unsigned char *place = into + member->offset;

	switch (member->type) {
	case SHAPE_BOOL: return take_bool(reading, member, json, place);
	case SHAPE_UNSIGNED: return take_unsigned(reading, member, json, place);
	case SHAPE_SIGNED: return take_signed(reading, member, json, place);
	case SHAPE_TEXT: return take_text(reading, member, object, json, place);
	case SHAPE_SPAN: return take_span(reading, member, object, json, place);
	case SHAPE_BASE64: return take_base64(reading, member, json, place);
	case SHAPE_HEX: return take_hex(reading, member, json, place);
	case SHAPE_NUMBERS: return take_numbers(reading, member, json, place);
	case SHAPE_TIME: return take_time(reading, member, json, place);
	case SHAPE_NAME: return take_name(reading, member, json, place);
	case SHAPE_FLAGS: return take_flags(reading, member, json, place);
	case SHAPE_ONE: return take_one(reading, member, json, place);
	case SHAPE_MANY: return take_many(reading, member, json, into);
	case SHAPE_INDICES: return take_indices(reading, member, json, into);
	case SHAPE_EACH: return take_each(reading, member, json, place);
	}
	return false;
}

static bool take_members(
	struct shape_reading *reading, const json_t *json, const struct shape *shape, unsigned char *object)
{
	for (size_t i = 0; i < shape->count; i++) {
		const json_t *value = json_object_get(json, shape->members[i].name);
		if (!value)
			return refuse_member(reading, &shape->members[i], "it is missing");
		if (!take_value(reading, &shape->members[i], json, value, object))
			return false;
	}
	const char *wrong = shape->mend ? shape->mend(object, reading->facts) : NULL;
	return !wrong || refuse(reading, "%s", wrong);
}

/* Whole objects */

/* Its own name, or that name with "_base64" behind, of a text. */
static bool has_member(const struct shape *shape, const char *name)
{
	for (size_t i = 0; shape && i < shape->count; i++) {
		size_t len = strlen(shape->members[i].name);
		bool text = shape->members[i].type == SHAPE_TEXT || shape->members[i].type == SHAPE_SPAN;
		if (!strncmp(shape->members[i].name, name, len) &&
			(!name[len] || (text && !strcmp(name + len, "_base64"))))
			return true;
	}
	return false;
}

static bool knows_all(
	struct shape_reading *reading, const json_t *json, const struct shape *shape, const struct shape *payload)
{
	char shown[60];

	for (void *at = json_object_iter((json_t *)json); at; at = json_object_iter_next((json_t *)json, at)) {
		const char *name = json_object_iter_key(at);
		if (!has_member(shape, name) && !has_member(payload, name))
			return refuse(reading, "\"%s\": this is not known here; a newer starlit may have written it",
				safe_text(shown, sizeof(shown), bytes_str(name), SAFE_UTF8));
	}
	return true;
}

bool shape_read(struct shape_reading *reading, const json_t *json, const struct shape *shape,
	const struct shape *payload, void *ret_object)
{
	unsigned char *object = ret_object;

	if (!json_is_object(json))
		return refuse(reading, "it must be an object");
	return take_members(reading, json, shape, object) &&
	       (!payload || take_members(reading, json, payload, object + shape_payload)) &&
	       knows_all(reading, json, shape, payload);
}

bool shape_read_kind(struct shape_reading *reading, const json_t *json, enum event_kind *ret_kind)
{
	const char *name = json_string_value(json_object_get(json, "kind"));

	for (unsigned kind = 0; name && kind < EVENT_KINDS; kind++)
		if (!strcmp(event_kind_name((enum event_kind)kind), name)) {
			*ret_kind = (enum event_kind)kind;
			return true;
		}
	return refuse(reading, "\"kind\": there is no event of that kind here; a newer starlit may have written it");
}

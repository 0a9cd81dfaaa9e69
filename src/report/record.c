/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record: one walk over the tables of shape.h, and JSON's strings (RFC 8259 §7).
 */
#include "report/record.h"

#include "base/base64.h"
#include "base/clock.h"
#include "base/safe.h"
#include "base/utf8.h"
#include "report/shape.h"
#include <inttypes.h>
#include <stdlib.h>

struct writing {
	struct buffer *out;
	bool fits;
};

static void put(struct writing *w, const char *text)
{
	w->fits = w->fits && buffer_append_text(w->out, text);
}

/* Strings */

static bool is_utf8(struct bytes bytes)
{
	uint32_t point;

	while (bytes.len) {
		size_t length = utf8_decode(bytes, &point);
		if (!length)
			return false;
		bytes = bytes_from(bytes, length);
	}
	return true;
}

static void put_escape(struct writing *w, uint32_t point)
{
	if (point > 0xffff)
		w->fits = w->fits && buffer_printf(w->out, "\\u%04" PRIx32 "\\u%04" PRIx32,
					     0xd800 + ((point - 0x10000) >> 10), 0xdc00 + (point & 0x3ff));
	else
		w->fits = w->fits && buffer_printf(w->out, "\\u%04" PRIx32, point);
}

static void put_glyph(struct writing *w, struct bytes glyph)
{
	for (size_t i = 0; i < glyph.len; i++) {
		if (glyph.data[i] == '"' || glyph.data[i] == '\\')
			put(w, "\\");
		w->fits = w->fits && buffer_append_byte(w->out, glyph.data[i]);
	}
}

/* UTF-8 only. */
static void put_string(struct writing *w, struct bytes text)
{
	struct safe_piece piece;
	uint32_t point = 0;

	put(w, "\"");
	for (struct bytes rest = text; w->fits && safe_next(&rest, SAFE_UTF8, &piece);) {
		struct bytes source = bytes_first(text, piece.source_len);
		text = rest;
		if (!piece.escaped) {
			put_glyph(w, source);
			continue;
		}
		for (size_t length; source.len; source = bytes_from(source, length)) {
			length = utf8_decode(source, &point);
			put_escape(w, point);
		}
	}
	put(w, "\"");
}

static void put_base64(struct writing *w, struct bytes bytes)
{
	put(w, "\"");
	w->fits = w->fits && base64_encode(w->out, bytes);
	put(w, "\"");
}

static void put_name(struct writing *w, const char *name)
{
	w->fits = w->fits && buffer_printf(w->out, "\"%s\":", name);
}

static void put_bytes(struct writing *w, const char *name, struct bytes bytes)
{
	struct buffer safe;

	if (is_utf8(bytes)) {
		put_string(w, bytes);
		return;
	}
	buffer_init(&safe, RECORD_LINE_MAX);
	w->fits = w->fits && safe_append(&safe, bytes, SAFE_UTF8);
	put_string(w, buffer_bytes(&safe));
	buffer_done(&safe);
	w->fits = w->fits && buffer_printf(w->out, ",\"%s_base64\":", name);
	put_base64(w, bytes);
}

/* Values */

static uint64_t unsigned_at(const void *place, size_t size)
{
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;

	switch (size) {
	case 1: memcpy(&u8, place, size); return u8;
	case 2: memcpy(&u16, place, size); return u16;
	case 4: memcpy(&u32, place, size); return u32;
	default: memcpy(&u64, place, sizeof(u64)); return u64;
	}
}

static int64_t signed_at(const void *place, size_t size)
{
	return size == 4 ? (int32_t)unsigned_at(place, 4) : (int64_t)unsigned_at(place, 8);
}

/* Beyond it readers of JSON may round (RFC 8259 §6): then the digits are a string. */
static void put_unsigned(struct writing *w, uint64_t value)
{
	const char *quote = value > SHAPE_NUMBER_MAX ? "\"" : "";

	w->fits = w->fits && buffer_printf(w->out, "%s%" PRIu64 "%s", quote, value, quote);
}

static void put_time(struct writing *w, int64_t wall_us)
{
	char date[40];
	int64_t seconds = wall_us / 1000000, rest = wall_us % 1000000;

	if (rest < 0) {
		rest += 1000000;
		seconds--;
	}
	clock_date(date, sizeof(date), seconds);
	date[strcspn(date, " ")] = 'T';
	w->fits = w->fits && buffer_printf(w->out, "\"%s.%06" PRId64 "Z\"", date, rest);
}

static void put_flags(struct writing *w, uint64_t flags, const char *(*named)(unsigned value))
{
	const char *between = "";

	put(w, "[");
	for (unsigned bit = 0; flags >> bit; bit++)
		if (flags >> bit & 1) {
			w->fits = w->fits && buffer_printf(w->out, "%s\"%s\"", between, named(bit));
			between = ",";
		}
	put(w, "]");
}

static void put_hex(struct writing *w, const unsigned char *bytes, size_t count)
{
	put(w, "\"");
	for (size_t i = 0; i < count; i++)
		w->fits = w->fits && buffer_printf(w->out, "%02x", bytes[i]);
	put(w, "\"");
}

static void put_numbers(struct writing *w, const void *place, size_t count, size_t size)
{
	put(w, "[");
	for (size_t i = 0; i < count; i++)
		w->fits = w->fits && buffer_printf(w->out, "%s%" PRIu64, i ? "," : "",
					     unsigned_at((const unsigned char *)place + i * size, size));
	put(w, "]");
}

static void put_members(struct writing *w, const struct shape *shape, const void *object);

static void put_object(struct writing *w, const struct shape *shape, const void *object)
{
	if (!object) {
		put(w, "null");
		return;
	}
	put(w, "{");
	put_members(w, shape, object);
	put(w, "}");
}

static void put_many(struct writing *w, const struct shape *shape, const unsigned char *list, size_t count)
{
	put(w, "[");
	for (size_t i = 0; i < count; i++) {
		put(w, i ? "," : "");
		put_object(w, shape, list + i * shape->size);
	}
	put(w, "]");
}

static void put_each(struct writing *w, const struct shape_member *member, const unsigned char *list)
{
	put(w, "{");
	for (unsigned i = 0; i < member->size / member->of->size; i++) {
		put(w, i ? "," : "");
		put_name(w, member->named(i));
		put_object(w, member->of, list + i * member->of->size);
	}
	put(w, "}");
}

static const void *pointer_at(const void *place)
{
	const void *pointer;

	memcpy(&pointer, place, sizeof(pointer));
	return pointer;
}

static void put_text(struct writing *w, const struct shape_member *member, const char *text)
{
	if (text)
		put_bytes(w, member->name, bytes_str(text));
	else
		put(w, "null");
}

static void put_value(struct writing *w, const struct shape_member *member, const unsigned char *object)
{
	const unsigned char *place = object + member->offset;
	struct bytes span;
	size_t count = 0;

	switch (member->type) {
	case SHAPE_BOOL: put(w, *place ? "true" : "false"); return;
	case SHAPE_UNSIGNED: put_unsigned(w, unsigned_at(place, member->size)); return;
	case SHAPE_SIGNED:
		w->fits = w->fits && buffer_printf(w->out, "%" PRId64, signed_at(place, member->size));
		return;
	case SHAPE_TEXT: put_text(w, member, pointer_at(place)); return;
	case SHAPE_SPAN:
		memcpy(&span, place, sizeof(span));
		put_bytes(w, member->name, span);
		return;
	case SHAPE_BASE64:
		memcpy(&span, place, sizeof(span));
		put_base64(w, span);
		return;
	case SHAPE_HEX: put_hex(w, place, member->size); return;
	case SHAPE_NUMBERS: put_numbers(w, place, member->size / sizeof(uint16_t), sizeof(uint16_t)); return;
	case SHAPE_TIME: put_time(w, signed_at(place, member->size)); return;
	case SHAPE_NAME:
		w->fits = w->fits &&
			  buffer_printf(w->out, "\"%s\"", member->named((unsigned)unsigned_at(place, member->size)));
		return;
	case SHAPE_FLAGS: put_flags(w, unsigned_at(place, member->size), member->named); return;
	case SHAPE_ONE: put_object(w, member->of, pointer_at(place)); return;
	case SHAPE_MANY:
		memcpy(&count, object + member->count, sizeof(count));
		put_many(w, member->of, pointer_at(place), count);
		return;
	case SHAPE_INDICES:
		memcpy(&count, object + member->count, sizeof(count));
		put_numbers(w, pointer_at(place), count, sizeof(size_t));
		return;
	case SHAPE_EACH: put_each(w, member, place); return;
	}
}

static void put_members(struct writing *w, const struct shape *shape, const void *object)
{
	for (size_t i = 0; i < shape->count; i++) {
		put(w, i ? "," : "");
		put_name(w, shape->members[i].name);
		put_value(w, &shape->members[i], object);
	}
}

/* Lines */

static bool end_line(struct writing *w, size_t before)
{
	put(w, "}\n");
	if (!w->fits)
		buffer_truncate(w->out, before);
	return w->fits;
}

bool record_begin(struct buffer *out, const char *program, int64_t began_us, bool unsafe_secrets)
{
	struct record_head head = {.starlit = "record",
		.version = RECORD_VERSION,
		.program = program,
		.began_us = began_us,
		.unsafe_secrets = unsafe_secrets};
	struct writing w = {.out = out, .fits = true};
	size_t before = out->len;

	put(&w, "{");
	put_members(&w, &shape_head, &head);
	return end_line(&w, before);
}

bool record_event(struct buffer *out, const struct event *event)
{
	struct writing w = {.out = out, .fits = true};
	size_t before = out->len;

	put(&w, "{");
	put_members(&w, &shape_event, event);
	put(&w, ",");
	put_members(&w, shape_of(event->kind), (const unsigned char *)event + shape_payload);
	return end_line(&w, before);
}

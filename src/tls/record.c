/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record: follows the records in the bytes as GnuTLS pulls and pushes them, so that records and what is in them become
 * events in their true order. A record is looked at when it is whole, before GnuTLS sees its last byte.
 */
#include "tls/engine.h"

#include "wire/message.h"

enum { HEADER_SIZE = 5, LONGEST_FRAGMENT = 65535 };

void record_init(struct record_tap *tap)
{
	*tap = (struct record_tap){.have = 0};
	buffer_init(&tap->fragment, LONGEST_FRAGMENT);
	buffer_init(&tap->message.body, MESSAGE_KEPT);
	unseal_init(&tap->unseal);
}

void record_done(struct record_tap *tap)
{
	buffer_done(&tap->fragment);
	buffer_done(&tap->message.body);
	unseal_done(&tap->unseal);
}

int64_t record_moment(const struct tls *tls, enum direction direction)
{
	return direction == DIRECTION_IN ? tls->arrived_us : journal_now(tls->journal);
}

/* An alert that can be read is told here; GnuTLS will speak of it as well. */
static void alert_seen(struct tls *tls, struct record_tap *tap, enum direction direction, struct bytes content)
{
	if (content.len != 2)
		return;
	failure_append_alert(tls, direction, content.data[0], content.data[1]);
	tap->alert_told = true;
}

static void look_inside(struct tls *tls, struct record_tap *tap, enum direction direction,
	const struct unsealed *inside, bool encrypted)
{
	if (inside->type == WIRE_HANDSHAKE)
		message_follow(tls, tap, direction, inside->content, encrypted);
	else if (inside->type == WIRE_ALERT)
		alert_seen(tls, tap, direction, inside->content);
}

/*
 * In TLS 1.3 protected records call themselves application data (RFC 8446 §5.2); before, all are behind the change, with
 * the next change of a renegotiation.
 */
static bool is_protected(const struct tls *tls, const struct record_tap *tap)
{
	return is_tls13(tls) ? tap->type == WIRE_APPLICATION_DATA : tap->changed;
}

static void append(struct tls *tls, struct record_tap *tap, enum direction direction, const struct unsealed *inside,
	enum record_keys keys)
{
	bool opened = keys == RECORD_HANDSHAKE || keys == RECORD_APPLICATION;
	struct event event = {.kind = EVENT_TLS_RECORD,
		.direction = direction,
		.tls_record = {.type = tap->type,
			.inner_type = opened ? inside->type : 0,
			.version = (uint16_t)(tap->header[1] << 8 | tap->header[2]),
			.length = tap->length,
			.padding = opened ? inside->padding : 0,
			.generation = opened ? tap->unseal.generation : 0,
			.keys = keys,
			.cut = tap->fragment.len < tap->length,
			.arrived_us = record_moment(tls, direction)}};

	journal_append(tls->journal, &event);
}

static void record_complete(struct tls *tls, struct record_tap *tap, enum direction direction)
{
	struct bytes fragment = buffer_bytes(&tap->fragment);
	struct unsealed inside = {.content = fragment, .type = tap->type};
	enum record_keys keys = RECORD_CLEAR;

	if (is_protected(tls, tap)) {
		keys = RECORD_SEALED;
		if (is_tls13(tls) && unseal_record(&tap->unseal, bytes_of(tap->header, HEADER_SIZE), fragment, &inside))
			keys = tap->unseal.keys;
	}
	tap->sealed = keys == RECORD_SEALED;
	append(tls, tap, direction, &inside, keys);
	tap->hollow = tap->hollow || (!tap->sealed && !inside.content.len && inside.type != WIRE_APPLICATION_DATA);
	if (!tap->sealed)
		look_inside(tls, tap, direction, &inside, keys != RECORD_CLEAR);
	else if (direction == DIRECTION_OUT && tap->type == WIRE_HANDSHAKE)
		message_sealed_out(tls);
	tap->changed = tap->changed || tap->type == WIRE_CHANGE_CIPHER_SPEC;
	tap->have = 0;
	buffer_clear(&tap->fragment);
}

static void header_complete(struct record_tap *tap)
{
	tap->type = tap->header[0];
	tap->lost = tap->type < WIRE_CHANGE_CIPHER_SPEC || tap->type > WIRE_HEARTBEAT || tap->header[1] != 3;
	tap->length = (uint32_t)(tap->header[3] << 8 | tap->header[4]);
}

static struct bytes take_header(struct record_tap *tap, struct bytes bytes)
{
	while (bytes.len && tap->have < HEADER_SIZE) {
		tap->header[tap->have++] = bytes.data[0];
		bytes = bytes_from(bytes, 1);
	}
	if (tap->have == HEADER_SIZE)
		header_complete(tap);
	return bytes;
}

static struct bytes take_fragment(struct record_tap *tap, struct bytes bytes)
{
	struct bytes part = bytes_first(bytes, tap->length - tap->fragment.len);

	buffer_append(&tap->fragment, part);
	return bytes_from(bytes, part.len);
}

struct bytes record_follow_one(struct tls *tls, struct record_tap *tap, enum direction direction, struct bytes bytes)
{
	while (bytes.len && !tap->lost) {
		if (tap->have < HEADER_SIZE)
			bytes = take_header(tap, bytes);
		else
			bytes = take_fragment(tap, bytes);
		if (tap->have == HEADER_SIZE && !tap->lost && tap->fragment.len == tap->length) {
			record_complete(tls, tap, direction);
			return bytes;
		}
	}
	return (struct bytes){0};
}

void record_follow(struct tls *tls, struct record_tap *tap, enum direction direction, struct bytes bytes)
{
	while (bytes.len)
		bytes = record_follow_one(tls, tap, direction, bytes);
}

void record_cut(struct tls *tls, struct record_tap *tap, enum direction direction)
{
	struct unsealed nothing = {.type = 0};

	if (tap->have != HEADER_SIZE || tap->lost)
		return;
	append(tls, tap, direction, &nothing, is_protected(tls, tap) ? RECORD_SEALED : RECORD_CLEAR);
	tap->have = 0;
}

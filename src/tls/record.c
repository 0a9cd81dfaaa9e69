/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record: follows record headers in the bytes as GnuTLS pulls and pushes them, so that records and messages become events
 * in their true order.
 */
#include "tls/engine.h"

static void tell(struct tls *tls, const struct record_tap *tap, enum direction direction)
{
	struct event event = {.kind = EVENT_TLS_RECORD,
		.direction = direction,
		.tls_record = {.type = tap->header[0],
			.version = (uint16_t)(tap->header[1] << 8 | tap->header[2]),
			.length = tap->body_left}};

	if (tls->journal)
		journal_append(tls->journal, &event);
}

static void header_complete(struct tls *tls, struct record_tap *tap, enum direction direction)
{
	tap->type = tap->header[0];
	tap->lost = tap->type < 20 || tap->type > 24 || tap->header[1] != 3;
	if (tap->lost)
		return;
	tap->body_left = (uint32_t)(tap->header[3] << 8 | tap->header[4]);
	tap->changed = tap->changed || tap->type == 20;
	tell(tls, tap, direction);
}

void record_follow(struct tls *tls, struct record_tap *tap, enum direction direction, struct bytes bytes)
{
	while (bytes.len && !tap->lost) {
		if (tap->body_left) {
			size_t skip = tap->body_left < bytes.len ? tap->body_left : bytes.len;
			tap->body_left -= (uint32_t)skip;
			bytes = bytes_from(bytes, skip);
			continue;
		}
		tap->header[tap->have++] = bytes.data[0];
		bytes = bytes_from(bytes, 1);
		if (tap->have < sizeof(tap->header))
			continue;
		tap->have = 0;
		header_complete(tls, tap, direction);
	}
}

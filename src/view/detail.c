/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * detail: one event with all its fields, its text, and its bytes.
 */
#include "view/screen.h"

#include "model/fields.h"
#include <inttypes.h>
#include <stdio.h>

enum { HEX_MAX = 65536, HEX_COLS = 16 };

/* offset, sixteen bytes, and the same as text. */
static void add_hex_row(struct rows *rows, struct bytes bytes, size_t offset)
{
	struct bytes part = bytes_first(bytes_from(bytes, offset), HEX_COLS);
	char line[128], ascii[HEX_COLS + 1];
	int used = snprintf(line, sizeof(line), "%04zx  ", offset);

	for (size_t i = 0; i < HEX_COLS; i++) {
		if (i < part.len)
			used += snprintf(line + used, sizeof(line) - (size_t)used, "%02x ", part.data[i]);
		else
			used += snprintf(line + used, sizeof(line) - (size_t)used, "   ");
		ascii[i] = i < part.len && part.data[i] >= 0x20 && part.data[i] < 0x7f ? (char)part.data[i] : '.';
	}
	ascii[part.len] = 0;
	rows_printf(rows, STYLE_NORMAL, 0, ROWS_NO_REF, "%s %s", line, ascii);
}

static void add_hex(struct rows *rows, struct bytes bytes)
{
	for (size_t offset = 0; offset < bytes.len && offset < HEX_MAX; offset += HEX_COLS)
		add_hex_row(rows, bytes, offset);
	if (bytes.len > HEX_MAX)
		rows_printf(rows, STYLE_FAINT, 0, ROWS_NO_REF, "and %zu more bytes", bytes.len - HEX_MAX);
}

/* The bytes that the event is about; empty when it is about none. */
static struct bytes bytes_of_event(const struct event *event)
{
	switch ((int)event->kind) {
	case EVENT_LINE: return event->line.text;
	case EVENT_INJECTION: return event->injection.bytes;
	case EVENT_TLS_MESSAGE: return event->tls_message.body;
	case EVENT_ODDITY: return event->oddity.evidence;
	default: return (struct bytes){0};
	}
}

static void add_head(const struct event *event, struct rows *rows)
{
	char date[32], text[64];
	int64_t us = event->wall_us;

	clock_date(date, sizeof(date), us / 1000000);
	snprintf(text, sizeof(text), "%s.%06" PRId64 " UTC", date, us % 1000000);
	rows_field_text(rows, "event", event_kind_name(event->kind), STYLE_NORMAL);
	rows_field_text(rows, "time", text, STYLE_NORMAL);
	rows_field_text(rows, "phase", phase_name(event->phase), STYLE_NORMAL);
	rows_field_text(rows, "direction", direction_name(event->direction), STYLE_NORMAL);
}

void detail_event(const struct event *event, bool hex, struct rows *rows)
{
	struct fields fields;
	struct field field;
	struct bytes bytes = bytes_of_event(event);

	if (!hex) {
		add_head(event, rows);
		fields_begin(&fields, event);
		while (fields_next(&fields, &field))
			rows_field(rows, field.label, field.value, STYLE_NORMAL);
		rows_blank(rows);
	}
	if (bytes.len) {
		rows_title(rows, "Bytes");
		add_hex(rows, bytes);
	}
}

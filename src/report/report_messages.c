/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_messages: every handshake message as a tree of fields, and its bytes.
 */
#include "report/report_parts.h"

#include "model/decoded.h"
#include "wire/names.h"
#include <inttypes.h>
#include <stdio.h>

enum { SHARE = 12 << 20, VALUE_MAX = 4096, HEX_MAX = 2048, PER_ROW = 16, DEEPEST = 7 };

static enum tone tone_of(const struct wire_field *field)
{
	switch ((enum wire_state)field->state) {
	case WIRE_KNOWN: return TONE_PLAIN;
	case WIRE_UNKNOWN:
	case WIRE_GREASE: return TONE_FAINT;
	case WIRE_NOTABLE: return TONE_WARNING;
	case WIRE_BROKEN: return TONE_BAD;
	}
	return TONE_PLAIN;
}

static void put_html(struct page *page, const struct wire_field *field)
{
	page_putf(page, "<tr class=\"d%d\"><th scope=\"row\">", field->depth < DEEPEST ? field->depth : DEEPEST);
	page_text(page, bytes_str(decoded_mark(field)));
	page_text(page, bytes_str(field->label));
	page_putf(page, "</th><td class=\"%s\">", page_tone_class(tone_of(field)));
	page_text(page, bytes_first(field->value, VALUE_MAX));
	page_putf(page, "</td><td class=\"num\">%" PRIu32 "+%" PRIu32 "</td></tr>\n", field->at, field->len);
}

static void put_text(struct page *page, const struct wire_field *field)
{
	page_putf(page, "  %*s%s%s", 2 * field->depth, "", decoded_mark(field), field->label);
	if (field->value.len)
		page_put(page, ": ");
	page_text(page, bytes_first(field->value, VALUE_MAX));
	page_put(page, "\n");
}

static void add_tree(struct page *page, const struct wire_tree *tree)
{
	if (page->form == PAGE_HTML)
		page_put(page, "<div class=\"scroll\"><table class=\"tree\">\n<thead><tr><th scope=\"col\">Field</th>"
			       "<th scope=\"col\">Value</th><th scope=\"col\">Bytes</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < tree->count; i++) {
		if (page->form == PAGE_HTML)
			put_html(page, &tree->fields[i]);
		else
			put_text(page, &tree->fields[i]);
	}
	page_table_end(page);
	if (tree->dropped)
		page_sayf(page, TONE_WARNING, "and %zu more fields, not decoded", tree->dropped);
}

static void put_hex_row(struct buffer *out, struct bytes bytes, size_t from)
{
	struct bytes row = bytes_first(bytes_from(bytes, from), PER_ROW);

	buffer_printf(out, "%04zx ", from);
	for (size_t i = 0; i < PER_ROW; i++) {
		if (i < row.len)
			buffer_printf(out, " %02x", row.data[i]);
		else
			buffer_append_text(out, "   ");
	}
	buffer_append_text(out, "  ");
	for (size_t i = 0; i < row.len; i++)
		buffer_append_byte(out, row.data[i] >= 0x20 && row.data[i] < 0x7f ? row.data[i] : '.');
	buffer_append_text(out, "\n");
}

/* HTML only: who wants them as text has the recording. */
static void add_bytes(struct page *page, const struct event *event, struct bytes bytes)
{
	struct buffer hex;

	if (page->form == PAGE_TEXT)
		return;
	buffer_init(&hex, HEX_MAX / PER_ROW * 100 + 200);
	for (size_t at = 0; at < bytes.len && at < HEX_MAX; at += PER_ROW)
		put_hex_row(&hex, bytes, at);
	if (bytes.len > HEX_MAX)
		buffer_printf(&hex, "and %zu more bytes, not shown here\n", bytes.len - HEX_MAX);
	page_fold(page, 'h', event->number, TONE_FAINT, false, bytes_str("its bytes"));
	page_lines(page, buffer_bytes(&hex));
	page_fold_end(page);
	buffer_done(&hex);
}

static void add_heading(struct page *page, const struct event *event)
{
	const struct event_tls_message *message = &event->tls_message;
	const char *name = message->retry ? "HelloRetryRequest" : wire_message_name(message->type);
	char text[200], time[32];

	snprintf(text, sizeof(text), "%s  %s  %s, %" PRIu32 " bytes, %s", report_time(time, sizeof(time), event),
		event->direction == DIRECTION_OUT ? "client to server:" : "server to client:",
		name ? name : "a message of a type that no registry lists", message->length,
		message->encrypted ? "encrypted" : "in the clear");
	page_fold(page, 'm', event->number, TONE_PLAIN, false, bytes_str(text));
}

static bool add_message(
	struct page *page, const struct report_part *part, const struct event *event, struct report_room *room)
{
	struct wire_tree tree;
	struct buffer bytes;
	size_t item = page_item(page);

	if (!room->messages)
		return false;
	room->messages--;
	buffer_init(&bytes, DECODED_BYTES_MAX);
	tree_init(&tree);
	uint32_t missing = decoded_message(part->journal, event, &bytes, &tree);
	add_heading(page, event);
	add_tree(page, &tree);
	if (missing)
		page_sayf(page, TONE_WARNING, "%" PRIu32 " bytes of the message were not kept", missing);
	add_bytes(page, event, buffer_bytes(&bytes));
	page_fold_end(page);
	tree_done(&tree);
	buffer_done(&bytes);
	return page_keep(page, item);
}

void report_messages(struct page *page, const struct report_part *part, struct report_room *room)
{
	size_t all = 0, left_out = 0;

	page_section(page, "messages", "TLS messages", SHARE);
	for (uint64_t number = part->first; number < part->end; number++) {
		const struct event *event = journal_at(part->journal, number);
		if (event->kind != EVENT_TLS_MESSAGE)
			continue;
		all++;
		left_out += left_out || !add_message(page, part, event, room);
	}
	if (!all)
		page_say(page, TONE_FAINT, bytes_str("None: no handshake was begun, or nothing of it could be read."));
	if (left_out)
		page_sayf(page, TONE_WARNING, "and %zu more messages, not shown here", left_out);
	page_section_end(page);
}

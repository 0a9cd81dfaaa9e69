/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * selected: what the person points at, to be copied, saved or explained.
 */
#include "view/screen.h"

#include "model/tls_facts.h"
#include <string.h>

enum { FIELD_MAX = 8192 };

static int64_t panel_ref(const struct view *view)
{
	return rows_ref(&view->panel, &view->scrolls[view->tab]);
}

/* An event, or -1. */
static int64_t panel_event(const struct view *view)
{
	bool events = view->tab == TAB_HANDSHAKE || view->tab == TAB_FINDINGS;
	int64_t ref = panel_ref(view);

	if (events)
		return ref;
	if (view->tab == TAB_CERTS && ref >= 0 && view->digest.chain)
		return (int64_t)view->digest.chain->number;
	return ROWS_NO_REF;
}

/* At the prompt: in step mode what came last is a message. */
static int64_t last_event(const struct view *view)
{
	const struct conversation *c = &view->conversation;
	int64_t last = c->count ? (int64_t)c->shown[c->count - 1] : ROWS_NO_REF;

	return view->step.on && view->step.last > last ? view->step.last : last;
}

int64_t view_selected_event(const struct view *view)
{
	int64_t ref;

	switch (view->overlay) {
	case OVERLAY_POPUP:
	case OVERLAY_BOARD: return ROWS_NO_REF;
	case OVERLAY_EVENT:
	case OVERLAY_MESSAGE: return (int64_t)view->overlay_event;
	case OVERLAY_CERT: return view->digest.chain ? (int64_t)view->digest.chain->number : ROWS_NO_REF;
	case OVERLAY_FINDING:
		ref = rows_ref(&view->overlay_rows, &view->overlay_scroll);
		return ref >= 0 ? ref : (int64_t)view->overlay_event;
	case OVERLAY_NONE: break;
	}
	if (view->focus == FOCUS_PANEL)
		return panel_event(view);
	if (view->focus == FOCUS_PROMPT)
		return last_event(view);
	const struct event *event = conversation_selected(view);
	return event ? (int64_t)event->number : ROWS_NO_REF;
}

/* Words */

static bool add_word(struct buffer *out, struct bytes word)
{
	word = bytes_trim(word);
	if (!word.len)
		return false;
	if (out->len)
		buffer_append_byte(out, '\n');
	return buffer_append(out, word);
}

/* "0x1301 TLS_AES_128_GCM_SHA256", "0 host_name", "x25519, 32 bytes": the name alone; "11 bytes" and "empty" have none. */
static struct bytes name_in(struct bytes value)
{
	struct bytes rest = value;
	struct bytes word = bytes_word(&rest);

	if (word.len && ascii_is_digit(word.data[0]))
		word = bytes_starts_with(bytes_trim(rest), "byte") ? (struct bytes){0} : bytes_trim(rest);
	word = bytes_first(word, bytes_index(word, ',', 0));
	return bytes_is(word, "empty") ? (struct bytes){0} : word;
}

/* What the labels of the TLS tab are called elsewhere. */
static struct bytes word_of_label(struct bytes label)
{
	static const char *const words[][2] = {{"ext. m.s.", "extended_master_secret"}, {"EtM", "encrypt_then_mac"},
		{"SNI", "server_name"}, {"ALPN", "application_layer_protocol_negotiation"},
		{"staple", "status_request"}, {"suite", "cipher suite"}, {"cipher", "cipher suite"},
		{"key exch.", "key exchange"}, {"resumed", "session_ticket"}, {"client crt", "CertificateRequest"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (bytes_is(label, words[i][0]))
			return bytes_str(words[i][1]);
	return label;
}

/* "no" is a word of IMAP as well. */
static bool says_nothing(struct bytes value)
{
	return bytes_is(value, "yes") || bytes_is(value, "no") || bytes_is(value, "none") ||
	       bytes_starts_with(value, "n/a");
}

/* The whole of a field, of whose rows the cursor is on any. */
static void join_field(const struct rows *rows, size_t index, struct buffer *out)
{
	while (index && rows->list[index].indent == ROWS_LABEL_COLS)
		index--;
	do
		buffer_append(out, rows_row_text(rows, index));
	while (++index < rows->count && rows->list[index].indent == ROWS_LABEL_COLS);
}

static bool tls_words(const struct rows *rows, size_t index, struct buffer *out)
{
	struct buffer field;

	buffer_init(&field, FIELD_MAX);
	join_field(rows, index, &field);
	struct bytes all = buffer_bytes(&field);
	struct bytes value = bytes_trim(bytes_from(all, ROWS_LABEL_COLS));
	bool added = !says_nothing(value) && add_word(out, value);
	added = add_word(out, word_of_label(bytes_trim(bytes_first(all, ROWS_LABEL_COLS)))) || added;
	buffer_done(&field);
	return added;
}

/* A capability may have a mark before it, and parameters behind. */
static bool caps_words(struct bytes row, struct buffer *out)
{
	bool marked = row.len > 2 && row.data[1] == ' ' && bytes_index(BYTES_LITERAL("=~-+"), row.data[0], 0) < 4;
	struct bytes rest = marked ? bytes_from(row, 2) : row;

	return add_word(out, bytes_word(&rest));
}

static bool panel_words(const struct view *view, struct buffer *out)
{
	size_t cursor = view->scrolls[view->tab].cursor;

	if (cursor >= view->panel.count)
		return false;
	if (view->tab == TAB_TLS)
		return tls_words(&view->panel, cursor, out);
	return view->tab == TAB_CAPS && caps_words(rows_row_text(&view->panel, cursor), out);
}

/* The field, and what it is part of: a name in server_name is explained as server_name. */
static bool message_words(const struct message_view *message, struct buffer *out)
{
	int64_t index = rows_ref(&message->rows, &message->scroll);
	size_t before = out->len;

	if (index < 0)
		return false;
	add_word(out, name_in(message->tree.fields[index].value));
	for (int depth = message->tree.fields[index].depth; index >= 0; index--) {
		const struct wire_field *field = &message->tree.fields[index];
		if (field->depth > depth)
			continue;
		add_word(out, bytes_str(field->label));
		depth = field->depth - 1;
	}
	return out->len > before;
}

bool view_selected_word(const struct view *view, struct buffer *out)
{
	if (view->overlay == OVERLAY_MESSAGE)
		return message_words(&view->message, out);
	if (view->overlay == OVERLAY_NONE && view->focus == FOCUS_PANEL)
		return panel_words(view, out);
	return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keys: a decoder over a queue of bytes. A key is taken only when all of it is there; a lone ESC waits for time to pass.
 *
 *   ESC [ parameters final      CSI            ESC O final     SS3
 *   ESC [ [ letter              Linux console  ESC character   Alt
 *   ESC [ 200 ~ text ESC [ 201 ~  paste        ESC [ < b ; c ; r M|m   mouse
 *   ESC [ 7777 ; n ~            a test's mark
 */
#include "ui/keys.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include <stdlib.h>

enum { ESC = 0x1b, SEQUENCE_MAX = 64, QUEUE_MAX = 4 << 20, PARAMETERS = 4 };

struct keys {
	struct buffer queue; /* secret: passwords pass here */
	size_t taken;        /* bytes of the key handed out last, dropped at the next call */
	struct buffer paste;
	bool pasting;
	bool paste_cut;
	bool escape_due; /* time has passed: a lone ESC is a key */
};

struct keys *keys_new(void)
{
	struct keys *keys = alloc_zero(1, sizeof(*keys));

	buffer_init_secret(&keys->queue, QUEUE_MAX);
	buffer_init_secret(&keys->paste, KEYS_PASTE_MAX);
	return keys;
}

void keys_free(struct keys *keys)
{
	if (!keys)
		return;
	buffer_done(&keys->queue);
	buffer_done(&keys->paste);
	free(keys);
}

void keys_feed(struct keys *keys, struct bytes bytes)
{
	if (bytes.len)
		keys->escape_due = false;
	buffer_append(&keys->queue, bytes);
}

/* A finished sequence */

struct csi {
	unsigned parameters[PARAMETERS];
	size_t count;
	unsigned char prefix; /* '<', '?', or 0 */
	unsigned char final;
};

static unsigned modifiers_of(unsigned parameter)
{
	unsigned bits = parameter > 1 ? parameter - 1 : 0;

	return (bits & 1 ? KEY_SHIFT : 0U) | (bits & 2 ? KEY_ALT : 0U) | (bits & 4 ? KEY_CTRL : 0U);
}

static enum key_kind letter_kind(unsigned char final)
{
	switch (final) {
	case 'A': return KEY_UP;
	case 'B': return KEY_DOWN;
	case 'C': return KEY_RIGHT;
	case 'D': return KEY_LEFT;
	case 'H': return KEY_HOME;
	case 'F': return KEY_END;
	case 'Z': return KEY_TAB_BACK;
	case 'I':
	case 'O': return KEY_FOCUS;
	default: return KEY_UNKNOWN;
	}
}

/* ESC [ n ~ */
static void tilde_key(unsigned number, struct key *key)
{
	static const unsigned char functions[] = {[11] = 1,
		[12] = 2,
		[13] = 3,
		[14] = 4,
		[15] = 5,
		[17] = 6,
		[18] = 7,
		[19] = 8,
		[20] = 9,
		[21] = 10,
		[23] = 11,
		[24] = 12};

	switch (number) {
	case 1:
	case 7: key->kind = KEY_HOME; return;
	case 4:
	case 8: key->kind = KEY_END; return;
	case 2: key->kind = KEY_INSERT; return;
	case 3: key->kind = KEY_DELETE; return;
	case 5: key->kind = KEY_PAGE_UP; return;
	case 6: key->kind = KEY_PAGE_DOWN; return;
	default: break;
	}
	if (number < sizeof(functions) && functions[number]) {
		key->kind = KEY_FUNCTION;
		key->point = functions[number];
	}
}

static void mouse_key(const struct csi *csi, struct key *key)
{
	bool inside = csi->parameters[1] && csi->parameters[2]; /* they count from 1 */

	key->kind = csi->final == 'M' && inside ? KEY_MOUSE : KEY_FOCUS; /* a release is ignored */
	key->button = (int)csi->parameters[0];
	key->col = (int)csi->parameters[1] - 1;
	key->row = (int)csi->parameters[2] - 1;
}

static void csi_key(const struct csi *csi, struct key *key)
{
	key->kind = KEY_UNKNOWN;
	if (csi->prefix == '<') {
		mouse_key(csi, key);
		return;
	}
	if (csi->count > 1)
		key->modifiers = modifiers_of(csi->parameters[1]);
	if (csi->final == '~' && csi->parameters[0] == 7777) {
		key->kind = KEY_SYNC;
		key->point = csi->parameters[1];
	} else if (csi->final == '~') {
		tilde_key(csi->parameters[0], key);
	} else if (csi->final >= 'P' && csi->final <= 'S') {
		key->kind = KEY_FUNCTION;
		key->point = csi->final - 'P' + 1U;
	} else {
		key->kind = letter_kind(csi->final);
		if (key->kind == KEY_TAB_BACK)
			key->modifiers |= KEY_SHIFT;
	}
}

/* Reading one from the queue: how many bytes it takes, 0 when more are needed */

static size_t read_csi(struct bytes bytes, struct csi *csi)
{
	*csi = (struct csi){.count = 0};
	for (size_t i = 2; i < bytes.len && i < SEQUENCE_MAX; i++) {
		unsigned char c = bytes.data[i];
		if (i == 2 && (c == '<' || c == '?' || c == '>')) {
			csi->prefix = c;
		} else if (ascii_is_digit(c)) {
			if (!csi->count)
				csi->count = 1;
			unsigned *parameter = &csi->parameters[csi->count - 1];
			if (*parameter < 1000000)
				*parameter = *parameter * 10 + (c - '0');
		} else if (c == ';') {
			csi->count = csi->count ? csi->count : 1;
			if (csi->count < PARAMETERS)
				csi->count++;
		} else if (c >= 0x40 && c <= 0x7e) {
			csi->final = c;
			return i + 1;
		} else if (c < 0x20) {
			return i; /* broken off: what follows is a key of its own */
		}
	}
	return bytes.len >= SEQUENCE_MAX ? SEQUENCE_MAX : 0;
}

/* ESC [ [ A to E: F1 to F5 of the Linux console; nothing else begins so. */
static size_t read_linux(struct bytes bytes, struct key *key)
{
	if (bytes.len < 4)
		return 0;
	unsigned char letter = bytes.data[3];
	if (letter < 'A' || letter > 'E')
		return 3;
	key->kind = KEY_FUNCTION;
	key->point = letter - 'A' + 1U;
	return 4;
}

static size_t read_ss3(struct bytes bytes, struct key *key)
{
	struct csi csi = {.count = 0};

	if (bytes.len < 3)
		return 0;
	csi.final = bytes.data[2];
	csi_key(&csi, key);
	return 3;
}

static size_t read_character(struct bytes bytes, struct key *key)
{
	size_t len = utf8_length(bytes.data[0]);

	key->kind = KEY_CHARACTER;
	if (!len || (len <= bytes.len && utf8_decode(bytes, &key->point) != len)) {
		key->kind = KEY_UNKNOWN;
		return 1;
	}
	if (len > bytes.len)
		return 0;
	return len;
}

static size_t read_escape(struct keys *keys, struct bytes bytes, struct key *key)
{
	struct csi csi;
	size_t len;

	if (bytes.len == 1) {
		if (!keys->escape_due)
			return 0;
		keys->escape_due = false;
		key->kind = KEY_ESCAPE;
		return 1;
	}
	switch (bytes.data[1]) {
	case '[':
		if (bytes.len > 2 && bytes.data[2] == '[')
			return read_linux(bytes, key);
		len = read_csi(bytes, &csi);
		if (len)
			csi_key(&csi, key);
		keys->pasting = len && csi.final == '~' && csi.parameters[0] == 200;
		return len;
	case 'O': return read_ss3(bytes, key);
	case ESC: key->kind = KEY_ESCAPE; return 1;
	default:
		len = read_character(bytes_from(bytes, 1), key);
		key->modifiers = KEY_ALT;
		return len ? len + 1 : 0;
	}
}

/* Pastes */

static void keep_pasted(struct keys *keys, struct bytes text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = text.data[i];
		bool second_half = c == '\n' && keys->paste.len && i && text.data[i - 1] == '\r';
		if (second_half || c == 0x7f || (c < 0x20 && c != '\r' && c != '\n' && c != '\t'))
			continue;
		if (!buffer_append_byte(&keys->paste, c == '\r' ? '\n' : c))
			keys->paste_cut = true;
	}
}

/* False when the end of the paste has not come; what is certain to belong to it is kept already. */
static bool read_paste(struct keys *keys, struct key *key)
{
	static const struct bytes end = BYTES_LITERAL("\x1b[201~");
	struct bytes bytes = buffer_bytes(&keys->queue);
	size_t at = bytes_find(bytes, end);

	if (at == bytes.len) {
		size_t safe = bytes.len > end.len ? bytes.len - end.len : 0;
		/* A CR stays with what follows it, or CR LF would become two line ends. */
		if (safe && bytes.data[safe - 1] == '\r')
			safe--;
		keep_pasted(keys, bytes_first(bytes, safe));
		buffer_consume(&keys->queue, safe);
		return false;
	}
	keep_pasted(keys, bytes_first(bytes, at));
	keys->taken = at + end.len;
	keys->pasting = false;
	*key = (struct key){.kind = KEY_PASTE, .text = buffer_bytes(&keys->paste), .cut = keys->paste_cut};
	return true;
}

bool keys_next(struct keys *keys, struct key *ret_key)
{
	struct key key = {.kind = KEY_UNKNOWN};

	buffer_consume(&keys->queue, keys->taken);
	keys->taken = 0;
	while (keys->queue.len || keys->pasting) {
		if (keys->pasting)
			return read_paste(keys, ret_key);
		struct bytes bytes = buffer_bytes(&keys->queue);
		size_t len = bytes.data[0] == ESC ? read_escape(keys, bytes, &key) : read_character(bytes, &key);
		if (!len)
			return false;
		if (keys->pasting) {
			buffer_clear(&keys->paste);
			keys->paste_cut = false;
			buffer_consume(&keys->queue, len);
			continue;
		}
		key.raw = bytes_first(bytes, len);
		keys->taken = len;
		*ret_key = key;
		return true;
	}
	return false;
}

bool keys_pending_escape(const struct keys *keys)
{
	struct bytes bytes = buffer_bytes(&keys->queue);

	return !keys->pasting && bytes.len == keys->taken + 1 && bytes.data[keys->taken] == ESC;
}

void keys_escape(struct keys *keys)
{
	keys->escape_due = true;
}

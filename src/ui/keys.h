/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keys: bytes of the terminal become whole keys.
 *
 * Purpose   the only reader of the keyboard. It assembles UTF-8 characters and escape sequences (CSI, SS3, the Linux
 *           console's, modified keys, bracketed paste, SGR mouse); a lone Escape is one after KEYS_ESCAPE_US of silence.
 *           What the screen does not use is handed on to readline as the raw bytes, unchanged, in whole units.
 * Ownership a key is a value; its raw bytes and a paste's text live until the next keys_next.
 * Limits    a sequence longer than 64 bytes is dropped; a paste is cut at KEYS_PASTE_MAX and says so.
 */
#ifndef STARLIT_UI_KEYS_H
#define STARLIT_UI_KEYS_H

#include "base/buffer.h"
#include <stdint.h>

enum { KEYS_ESCAPE_US = 25000, KEYS_PASTE_MAX = 1 << 20 };

enum key_kind {
	KEY_CHARACTER, /* point is the character; controls too (Ctrl-A is 1) */
	KEY_ESCAPE,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_INSERT,
	KEY_DELETE,
	KEY_TAB_BACK,
	KEY_FUNCTION, /* point is 1 to 24 */
	KEY_PASTE,    /* text */
	KEY_MOUSE,    /* row, col, button */
	KEY_FOCUS,    /* the terminal's window got or lost it: ignored */
	KEY_SYNC,     /* a test's mark: point is its number */
	KEY_UNKNOWN
};
enum { KEY_SHIFT = 1, KEY_ALT = 2, KEY_CTRL = 4 };

struct key {
	enum key_kind kind;
	unsigned modifiers;
	uint32_t point;
	int row, col, button; /* mouse: button 0 left press, 64 wheel up, 65 wheel down */
	struct bytes raw;
	struct bytes text; /* paste, controls stripped but for line ends */
	bool cut;          /* the paste was longer than what is kept */
};

struct keys;

struct keys *keys_new(void);
void keys_free(struct keys *keys);
void keys_feed(struct keys *keys, struct bytes bytes);
/* The next whole key; false when more bytes are needed. */
bool keys_next(struct keys *keys, struct key *ret_key);
/* A lone Escape waits: after KEYS_ESCAPE_US without input, call keys_escape. */
bool keys_pending_escape(const struct keys *keys);
void keys_escape(struct keys *keys);

#endif

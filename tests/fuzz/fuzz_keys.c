/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_keys: bytes of a terminal become the same keys whole and in pieces; every key is one, and no byte is lost or told
 * twice. The first byte says how the bytes are cut.
 */
#include "fuzz.h"
#include "ui/keys.h"

const unsigned fuzz_mutations = 30000;
enum { TRACE_MAX = 4 << 20 };

static void check_key(const struct key *key)
{
	fuzz_require(key->kind <= KEY_UNKNOWN, "a key is of a kind");
	fuzz_require(key->kind != KEY_FUNCTION || (key->point >= 1 && key->point <= 24), "function keys are F1 to F24");
	fuzz_require(key->kind != KEY_CHARACTER || key->point <= 0x10ffff, "a character is one of Unicode's");
	fuzz_require(key->kind == KEY_PASTE || key->raw.len, "a key has bytes");
	fuzz_require(key->kind != KEY_MOUSE || (key->row >= 0 && key->col >= 0), "the mouse is on the screen");
	for (size_t i = 0; i < key->text.len; i++)
		fuzz_require(key->text.data[i] >= ' ' || key->text.data[i] == '\n' || key->text.data[i] == '\t',
			"a paste holds no control");
}

static void take(struct keys *keys, struct buffer *trace)
{
	struct key key;

	while (keys_next(keys, &key)) {
		check_key(&key);
		buffer_printf(trace, "%d/%u/%x/%d,%d,%d ", (int)key.kind, key.modifiers, key.point, key.row, key.col,
			key.button);
		buffer_append(trace, key.raw);
		buffer_append(trace, key.text);
	}
}

static void play(struct bytes input, struct cutter cutter, struct buffer *ret_trace)
{
	struct keys *keys = keys_new();

	buffer_init(ret_trace, TRACE_MAX);
	while (input.len) {
		keys_feed(keys, fuzz_cut(&cutter, &input));
		take(keys, ret_trace);
	}
	buffer_append_text(ret_trace, keys_pending_escape(keys) ? "escape" : "");
	keys_escape(keys);
	take(keys, ret_trace);
	keys_free(keys);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer whole, cut;

	if (!size || size > TRACE_MAX / 64)
		return 0;
	struct bytes input = bytes_of(data + 1, size - 1);
	play(input, (struct cutter){0}, &whole);
	play(input, (struct cutter){.seed = data[0], .limit = (size_t)1 << data[0] % 8}, &cut);
	fuzz_require(bytes_equal(buffer_bytes(&whole), buffer_bytes(&cut)), "the cuts do not change the keys");
	buffer_done(&whole);
	buffer_done(&cut);
	return 0;
}

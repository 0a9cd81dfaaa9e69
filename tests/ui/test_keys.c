/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_keys: a long stream of keys, cut at every place, gives the same keys; and every key that people read about in the
 * help does what the help says.
 */
#include "../check_main.h"
#include "ui/bindings.h"

#include <stdio.h>
#include <string.h>

static const char stream[] =
	"a\xc3\xa4\xe4\xb8\xad\x01\r\033OP\033[15~\033[1;5C\033[A\033[3~\033[5;2~\033x\033[[B\033[<64;10;5M"
	"\033[200~two\r\nlines\x07\033[201~\033[I\033[7777;42~z\033[Z\033[17;2~\xff!";

static void trace(struct keys *keys, struct buffer *out)
{
	struct key key;

	while (keys_next(keys, &key)) {
		buffer_printf(out, "%d/%u/%x/%d,%d,%d ", (int)key.kind, key.modifiers, key.point, key.row, key.col,
			key.button);
		buffer_append(out, key.text);
	}
}

START_TEST(every_split_point)
{
	struct buffer whole, cut;

	buffer_init(&whole, 65536);
	buffer_init(&cut, 65536);
	struct keys *keys = keys_new();
	keys_feed(keys, BYTES_LITERAL(stream));
	trace(keys, &whole);
	keys_free(keys);
	ck_assert_ptr_nonnull(strstr(buffer_text(&whole), "two\nlines"));
	for (size_t at = 1; at < sizeof(stream) - 1; at++) {
		buffer_clear(&cut);
		keys = keys_new();
		keys_feed(keys, bytes_of(stream, at));
		trace(keys, &cut);
		keys_feed(keys, bytes_of(stream + at, sizeof(stream) - 1 - at));
		trace(keys, &cut);
		keys_free(keys);
		ck_assert_msg(bytes_equal(buffer_bytes(&whole), buffer_bytes(&cut)), "cut at %zu: %s\nwhole: %s", at,
			buffer_text(&cut), buffer_text(&whole));
	}
	buffer_done(&whole);
	buffer_done(&cut);
}
END_TEST

START_TEST(lone_escape)
{
	struct keys *keys = keys_new();
	struct key key;

	keys_feed(keys, BYTES_LITERAL("\033"));
	ck_assert(!keys_next(keys, &key));
	ck_assert(keys_pending_escape(keys));
	keys_escape(keys);
	ck_assert(keys_next(keys, &key));
	ck_assert_int_eq(key.kind, KEY_ESCAPE);
	ck_assert(!keys_next(keys, &key));
	keys_free(keys);
}
END_TEST

/* What looks like a key of the console or the mouse, and is none. */
START_TEST(nonsense)
{
	static const struct {
		const char *bytes;
		enum key_kind kind;
	} rows[] = {{"\033[[2", KEY_UNKNOWN}, {"\033[[F", KEY_UNKNOWN}, {"\033[<0;0;5M", KEY_FOCUS},
		{"\033[<0;5;0M", KEY_FOCUS}, {"\033[<0M", KEY_FOCUS}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct keys *keys = keys_new();
		struct key key;
		keys_feed(keys, bytes_str(rows[i].bytes));
		ck_assert(keys_next(keys, &key));
		ck_assert_int_eq(key.kind, rows[i].kind);
		keys_free(keys);
	}
}
END_TEST

/* What the help calls a key, as a terminal sends it. */
static const struct {
	const char *name, *bytes;
} sent[] = {{"F1", "\033OP"}, {"F2", "\033OQ"}, {"F8", "\033[19~"}, {"F9", "\033[20~"}, {"F3", "\033OR"},
	{"F4", "\033OS"}, {"F5", "\033[15~"}, {"F6", "\033[17~"}, {"F7", "\033[18~"}, {"Shift-F6", "\033[17;2~"},
	{"PgUp", "\033[5~"}, {"PgDn", "\033[6~"}, {"Shift-Up", "\033[1;2A"}, {"Shift-Down", "\033[1;2B"},
	{"Ctrl-Home", "\033[1;5H"}, {"Ctrl-End", "\033[1;5F"}, {"Alt-1", "\0331"}, {"Alt-2", "\0332"},
	{"Alt-3", "\0333"}, {"Alt-4", "\0334"}, {"Alt-5", "\0335"}, {"Alt-6", "\0336"}, {"Alt-z", "\033z"},
	{"Ctrl-L", "\x0c"}, {"Ctrl-Z", "\x1a"}, {"Ctrl-\\", "\x1c"}, {"Enter", "\r"}, {"q", "q"}, {":", ":"},
	{"n", "n"}, {"N", "N"}, {"<", "<"}, {">", ">"}};

static const char *bytes_of_key(const char *name)
{
	for (size_t i = 0; i < sizeof(sent) / sizeof(sent[0]); i++)
		if (!strcmp(sent[i].name, name))
			return sent[i].bytes;
	ck_abort_msg("the help names the key %s, which this test does not know", name);
	return "";
}

START_TEST(the_help_is_true)
{
	size_t count;
	const struct key_row *rows = view_keys(&count);

	for (size_t i = 0; i < count; i++) {
		if (rows[i].action == ACTION_NONE)
			continue;
		struct keys *keys = keys_new();
		struct key key;
		struct binding_place place = {
			.focus = strcmp(rows[i].group, "In a pane") ? FOCUS_PROMPT : FOCUS_CONVERSATION,
			.wants_line = true};
		keys_feed(keys, bytes_str(bytes_of_key(rows[i].key)));
		ck_assert_msg(keys_next(keys, &key), "%s is no key", rows[i].key);
		ck_assert_msg(bindings_action(&key, &place) == rows[i].action, "%s does something else", rows[i].key);
		keys_free(keys);
	}
}
END_TEST

/* At an empty prompt a blank and a question mark are keys, but only where they can be. */
START_TEST(at_an_empty_prompt)
{
	static const struct {
		const char *typed;
		struct binding_place place;
		enum action action;
	} rows[] = {
		{"?", {.prompt_empty = true, .wants_line = true}, ACTION_HELP},
		{"?", {.prompt_empty = true}, ACTION_NONE},
		{"?", {.wants_line = true}, ACTION_NONE},
		{" ", {.prompt_empty = true, .wants_line = true}, ACTION_NONE},
		{" ", {.prompt_empty = true, .waits = true}, ACTION_STEP},
		{" ", {.waits = true}, ACTION_NONE},
		{" ", {.waits = true, .prompt_empty = true, .focus = FOCUS_PANEL}, ACTION_PAGE_DOWN},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct keys *keys = keys_new();
		struct key key;
		keys_feed(keys, bytes_str(rows[i].typed));
		ck_assert(keys_next(keys, &key));
		ck_assert_int_eq(bindings_action(&key, &rows[i].place), rows[i].action);
		keys_free(keys);
	}
}
END_TEST

CHECK_MAIN("keys", every_split_point, lone_escape, nonsense, the_help_is_true, at_an_empty_prompt)

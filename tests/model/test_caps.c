/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Capability sets: look-ups, limits, and what TLS changed.
 */
#include "model/caps.h"
#include "../check_main.h"
#include <stdio.h>

static struct arena arena;

/* One line for each: keyword, then the rest. */
static struct caps *make(const char *const *lines)
{
	struct caps *caps = caps_new(&arena);

	for (; *lines; lines++) {
		struct bytes rest = bytes_str(*lines);
		struct bytes keyword = bytes_word(&rest);
		caps_add(caps, keyword, rest);
	}
	return caps;
}

START_TEST(test_find)
{
	arena_init(&arena, 1 << 20);
	const struct caps *caps = make((const char *const[]){"SIZE 1000", "AUTH  PLAIN\tlogin ", "STARTTLS", NULL});
	static const struct {
		const char *keyword, *word;
		bool has, has_word;
	} cases[] = {
		{.keyword = "starttls", .word = "x", .has = true},
		{.keyword = "STARTTL", .word = "x"},
		{.keyword = "STARTTLSX", .word = "x"},
		{.keyword = "", .word = ""},
		{.keyword = "AUTH", .word = "LOGIN", .has = true, .has_word = true},
		{.keyword = "auth", .word = "plain", .has = true, .has_word = true},
		{.keyword = "AUTH", .word = "PLAI", .has = true},
		{.keyword = "AUTH", .word = "", .has = true},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_assert_msg(caps_has(caps, cases[i].keyword) == cases[i].has, "%s", cases[i].keyword);
		ck_assert_msg(caps_has_param(caps, cases[i].keyword, cases[i].word) == cases[i].has_word, "%s %s",
			cases[i].keyword, cases[i].word);
	}
	ck_assert(bytes_is(caps_find(caps, "AUTH")->params, "PLAIN\tlogin"));
	ck_assert(!caps_has(NULL, "SIZE"));
	arena_done(&arena);
}
END_TEST

START_TEST(test_limits)
{
	arena_init(&arena, 1 << 20);
	struct caps *caps = caps_new(&arena);
	for (int i = 0; i < CAPS_MAX + 3; i++) {
		char name[16];
		snprintf(name, sizeof(name), "X%d", i);
		caps_add(caps, bytes_str(name), (struct bytes){0});
	}
	ck_assert_uint_eq(caps->count, CAPS_MAX);
	ck_assert_uint_eq(caps->dropped, 3);
	ck_assert(caps_has(caps, "X1023"));
	ck_assert(!caps_has(caps, "X1024"));
	arena_done(&arena);

	static char big[2000];
	arena_init(&arena, 4096);
	caps = caps_new(&arena);
	for (int i = 0; i < 4; i++)
		caps_add(caps, BYTES_LITERAL("BIG"), bytes_of(memset(big, 'b', sizeof(big)), sizeof(big)));
	ck_assert_uint_ge(caps->count, 1);
	ck_assert_uint_eq(caps->count + caps->dropped, 4);
	ck_assert_uint_eq(caps->list[caps->count - 1].params.len, sizeof(big));
	arena_done(&arena);

	arena_init(&arena, 8);
	caps = caps_new(&arena);
	ck_assert_ptr_null(caps);
	caps_add(caps, BYTES_LITERAL("X"), (struct bytes){0});
	arena_done(&arena);
}
END_TEST

static const struct {
	const char *before[6], *after[6], *want;
} comparisons[] = {
	{.before = {NULL}, .after = {NULL}, .want = ""},
	{.before = {"A", "B"}, .after = {"b", "a"}, .want = "= A;= B;"},
	{.before = {"STARTTLS", "SIZE 1"}, .after = {"SIZE 2", "AUTH PLAIN"}, .want = "- STARTTLS;~ SIZE;+ AUTH;"},
	{.before = {"AUTH PLAIN", "AUTH LOGIN"}, .after = {"AUTH PLAIN", "AUTH LOGIN"}, .want = "= AUTH;= AUTH;"},
	{.before = {"AUTH PLAIN"}, .after = {"AUTH"}, .want = "~ AUTH;"},
	{.before = {"XA"}, .after = {"XAB"}, .want = "- XA;+ XAB;"},
};

static void write_rows(char *text, size_t size, const struct caps_row *rows, size_t count)
{
	size_t used = 0;

	text[0] = 0;
	for (size_t i = 0; i < count; i++) {
		const struct cap *cap = rows[i].before ? rows[i].before : rows[i].after;
		ck_assert_ptr_nonnull(cap);
		ck_assert((rows[i].change == CAPS_NEW) == !rows[i].before);
		ck_assert((rows[i].change == CAPS_GONE) == !rows[i].after);
		used += (size_t)snprintf(text + used, size - used, "%c %.*s;", "=~-+"[rows[i].change],
			(int)cap -> keyword.len, (const char *)cap->keyword.data);
	}
}

START_TEST(test_compare)
{
	for (size_t i = 0; i < sizeof(comparisons) / sizeof(comparisons[0]); i++) {
		struct caps_row rows[16];
		char text[200];

		arena_init(&arena, 1 << 20);
		size_t count = caps_compare(make(comparisons[i].before), make(comparisons[i].after), rows, 16);
		write_rows(text, sizeof(text), rows, count);
		ck_assert_str_eq(text, comparisons[i].want);
		arena_done(&arena);
	}
}
END_TEST

START_TEST(test_compare_edges)
{
	struct caps_row rows[2] = {{.change = CAPS_NEW}, {.change = CAPS_NEW}};

	arena_init(&arena, 1 << 20);
	const struct caps *caps = make((const char *const[]){"A", "B", "C", NULL});
	ck_assert_uint_eq(caps_compare(NULL, NULL, rows, 2), 0);
	ck_assert_uint_eq(caps_compare(caps, NULL, rows, 1), 3);
	ck_assert_int_eq(rows[0].change, CAPS_GONE);
	ck_assert_int_eq(rows[1].change, CAPS_NEW);
	ck_assert_uint_eq(caps_compare(NULL, caps, rows, 2), 3);
	ck_assert_int_eq(rows[0].change, CAPS_NEW);
	arena_done(&arena);
}
END_TEST

CHECK_MAIN("caps", test_find, test_limits, test_compare, test_compare_edges)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_bytes: spans, buffers at their maximum, base64, dates, secrets.
 */
#include "../check_main.h"
#include "base/arena.h"
#include "base/base64.h"
#include "base/clock.h"
#include "base/secret.h"

#include <stdint.h>

START_TEST(words_and_numbers)
{
	struct bytes rest = BYTES_LITERAL("  one\ttwo ");
	unsigned long long value = 7;

	ck_assert(bytes_is(bytes_word(&rest), "ONE"));
	ck_assert(bytes_is(bytes_word(&rest), "two"));
	ck_assert_uint_eq(bytes_word(&rest).len, 0);
	ck_assert(bytes_number(BYTES_LITERAL("18446744073709551615"), UINT64_MAX, &value) && value == UINT64_MAX);
	value = 7;
	ck_assert(!bytes_number(BYTES_LITERAL("18446744073709551616"), UINT64_MAX, &value));
	ck_assert(!bytes_number(BYTES_LITERAL("99999999999999999999999"), UINT64_MAX, &value));
	ck_assert(!bytes_number(BYTES_LITERAL("-1"), 100, &value));
	ck_assert(!bytes_number(BYTES_LITERAL(""), 100, &value));
	ck_assert(!bytes_number(BYTES_LITERAL("101"), 100, &value));
	ck_assert_uint_eq(value, 7);
}
END_TEST

START_TEST(finding)
{
	struct bytes text = BYTES_LITERAL("The STARTTLS line");

	ck_assert_uint_eq(bytes_find(text, BYTES_LITERAL("START")), 4);
	ck_assert_uint_eq(bytes_find(text, BYTES_LITERAL("start")), text.len);
	ck_assert_uint_eq(bytes_find_nocase(text, BYTES_LITERAL("start")), 4);
	ck_assert_uint_eq(bytes_find_nocase(text, BYTES_LITERAL("the starttls line, and more")), text.len);
	ck_assert_uint_eq(bytes_index((struct bytes){0}, 'x', 0), 0);
}
END_TEST

START_TEST(buffer_at_its_maximum)
{
	struct buffer buffer;

	buffer_init(&buffer, 10);
	ck_assert(buffer_append_text(&buffer, "12345678"));
	ck_assert(!buffer_append_text(&buffer, "abc"));
	ck_assert(!buffer_printf(&buffer, "%s", "abc"));
	ck_assert_uint_eq(buffer.len, 8);
	ck_assert(buffer_append_text(&buffer, "90"));
	buffer_consume(&buffer, 9);
	ck_assert(buffer_append_text(&buffer, "abcdefghi"));
	ck_assert_str_eq(buffer_text(&buffer), "0abcdefghi");
	buffer_truncate(&buffer, 1);
	ck_assert_str_eq(buffer_text(&buffer), "0");
	buffer_done(&buffer);
}
END_TEST

/* A nearly full block is the worst place for a window: it must not be copied at each step, nor grow for ever. */
START_TEST(window_slides_without_copies)
{
	struct buffer buffer;
	size_t copies = 0;

	buffer_init(&buffer, 1000000);
	for (int i = 0; i < 254; i++)
		ck_assert(buffer_append_byte(&buffer, (unsigned char)i));
	for (int i = 254; i < 100000; i++) {
		ck_assert_int_eq(buffer_bytes(&buffer).data[0], (i - 254) & 255);
		buffer_consume(&buffer, 1);
		ck_assert(buffer_append_byte(&buffer, (unsigned char)i));
		copies += buffer.start == 0;
	}
	ck_assert_uint_eq(buffer.len, 254);
	ck_assert_uint_lt(copies, 100000 / 200);
	ck_assert_uint_le(buffer.cap, 2048);
	buffer_done(&buffer);
}
END_TEST

START_TEST(secret_buffer_is_wiped)
{
	struct buffer buffer;

	buffer_init_secret(&buffer, 100);
	buffer_append_text(&buffer, "hunter2");
	const unsigned char *place = buffer.data;
	buffer_consume(&buffer, 7);
	for (int i = 0; i < 7; i++)
		ck_assert_uint_eq(place[i], 0);
	buffer_done(&buffer);
}
END_TEST

START_TEST(base64)
{
	static const char *const rows[][2] = {
		{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}};
	static const char *const bad[] = {"Zg=", "Zg", "Zh==", "Zm9=", "Z===", "====", "Zm9v!", "Zg==Zg=="};
	struct buffer out;

	buffer_init(&out, 100);
	for (size_t i = 0; i < 5; i++) {
		buffer_clear(&out);
		ck_assert(base64_encode(&out, bytes_str(rows[i][0])));
		ck_assert_str_eq(buffer_text(&out), rows[i][1]);
		buffer_clear(&out);
		ck_assert(base64_decode(&out, bytes_str(rows[i][1])));
		ck_assert_str_eq(buffer_text(&out), rows[i][0]);
	}
	buffer_clear(&out);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_msg(!base64_decode(&out, bytes_str(bad[i])), "%s", bad[i]);
		ck_assert_uint_eq(out.len, 0);
	}
	buffer_done(&out);
}
END_TEST

START_TEST(dates)
{
	char text[32];

	ck_assert_str_eq(clock_date(text, sizeof(text), 0), "1970-01-01 00:00:00");
	ck_assert_str_eq(clock_date(text, sizeof(text), -1), "1969-12-31 23:59:59");
	ck_assert_str_eq(clock_date(text, sizeof(text), 951782400), "2000-02-29 00:00:00");
	ck_assert_str_eq(clock_date(text, sizeof(text), 2147483648), "2038-01-19 03:14:08");
	ck_assert_str_eq(clock_date(text, sizeof(text), INT64_C(253402300799)), "9999-12-31 23:59:59");
}
END_TEST

START_TEST(secret_field)
{
	struct secret secret;

	secret_init(&secret);
	ck_assert(secret_append(&secret, BYTES_LITERAL("a\xc3\xa4\xff")));
	ck_assert_uint_eq(secret_glyphs(&secret), 4);
	secret_backspace(&secret);
	ck_assert_uint_eq(secret_glyphs(&secret), 2);
	secret_backspace(&secret);
	ck_assert_uint_eq(secret.len, 1);
	secret_backspace(&secret);
	secret_backspace(&secret);
	ck_assert_uint_eq(secret.len, 0);
	secret_done(&secret);
}
END_TEST

START_TEST(arena_at_its_maximum)
{
	struct arena arena;

	arena_init(&arena, 100000);
	const char *first = arena_text(&arena, "first");
	ck_assert_ptr_nonnull(arena_alloc(&arena, 60000));
	ck_assert_ptr_null(arena_alloc(&arena, 60000));
	ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX));
	ck_assert_str_eq(first, "first");
	arena_done(&arena);
}
END_TEST

CHECK_MAIN("bytes", words_and_numbers, finding, buffer_at_its_maximum, window_slides_without_copies,
	secret_buffer_is_wiped, base64, dates, secret_field, arena_at_its_maximum)

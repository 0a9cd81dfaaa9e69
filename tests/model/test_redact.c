/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Redaction: what is marked never reaches the result.
 */
#include "model/redact.h"
#include "../check_main.h"

static const struct {
	const char *line, *want;
	struct {
		size_t offset, len;
	} parts[REDACT_MAX + 2]; /* up to the first with both zero */
	size_t hidden;
} cases[] = {
	{.line = "", .want = ""},
	{.line = "EHLO x", .want = "EHLO x"},
	{.line = "PASS secret", .parts = {{5, 6}}, .want = "PASS <6 bytes hidden>", .hidden = 6},
	{.line = "PASS s", .parts = {{5, 1}}, .want = "PASS <1 byte hidden>", .hidden = 1},
	{.line = "PASS s", .parts = {{5, 0}, {2, 0}}, .want = "PASS s"},
	{.line = "a LOGIN u p x",
		.parts = {{8, 1}, {10, 1}},
		.want = "a LOGIN <1 byte hidden> <1 byte hidden> x",
		.hidden = 2},
	{.line = "secret", .parts = {{0, 6}}, .want = "<6 bytes hidden>", .hidden = 6},
	{.line = "aXbXcXdXeXf",
		.parts = {{1, 1}, {3, 1}, {5, 1}, {7, 1}, {9, 1}},
		.want = "a<1 byte hidden>b<1 byte hidden>c<1 byte hidden>d<3 bytes hidden>f",
		.hidden = 6},
	{.line = "aXbXcXdXeXfX",
		.parts = {{1, 1}, {3, 1}, {5, 1}, {7, 1}, {9, 1}, {11, 1}},
		.want = "a<1 byte hidden>b<1 byte hidden>c<1 byte hidden>d<5 bytes hidden>",
		.hidden = 8},
};

START_TEST(test_redact)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct redaction redaction = {.count = 0};
		struct buffer out;

		buffer_init(&out, 1000);
		for (size_t j = 0; j < REDACT_MAX + 2 && (cases[i].parts[j].offset || cases[i].parts[j].len); j++)
			redaction_add(&redaction, cases[i].parts[j].offset, cases[i].parts[j].len);
		ck_assert_uint_eq(redaction_bytes(&redaction), cases[i].hidden);
		ck_assert_uint_eq(redact(&out, bytes_str(cases[i].line), &redaction), cases[i].hidden);
		ck_assert_str_eq(buffer_text(&out), cases[i].want);
		buffer_done(&out);
	}
}
END_TEST

/* However small the buffer is, no secret byte slips into it. */
START_TEST(test_full_buffer)
{
	for (size_t max = 0; max < 40; max++) {
		struct redaction redaction = {.count = 0};
		struct buffer out;

		buffer_init(&out, max);
		redaction_add(&redaction, 5, 6);
		redact(&out, BYTES_LITERAL("PASS SECRET end"), &redaction);
		ck_assert_uint_eq(bytes_find(buffer_bytes(&out), BYTES_LITERAL("SEC")), out.len);
		buffer_done(&out);
	}
}
END_TEST

CHECK_MAIN("redact", test_redact, test_full_buffer)

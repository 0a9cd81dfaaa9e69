/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ManageSieve's statuses and strings.
 */
#include "../check_main.h"
#include "proto/sieve_parse.h"

static const struct {
	const char *line;
	bool status;
	const char *word, *code, *text; /* NULL: empty */
} responses[] = {
	{.line = "OK", .status = true, .word = "OK"},
	{.line = "ok \"done\"", .status = true, .word = "ok", .text = "done"},
	{.line = "NO (QUOTA/MAXSIZE) \"too big\"",
		.status = true,
		.word = "NO",
		.code = "QUOTA/MAXSIZE",
		.text = "too big"},
	{.line = "BYE (REFERRAL \"sieve://x)\")", .status = true, .word = "BYE", .code = "REFERRAL \"sieve://x)\""},
	{.line = "OK (A (B (C)) \"\\\")\") \"x\"",
		.status = true,
		.word = "OK",
		.code = "A (B (C)) \"\\\")\"",
		.text = "x"},
	{.line = "NO (A", .status = true, .word = "NO", .text = "(A"},
	{.line = "NO (((((((", .status = true, .word = "NO", .text = "((((((("},
	{.line = "NO text", .status = true, .word = "NO", .text = "text"},
	{.line = "NO \"text", .status = true, .word = "NO", .text = "\"text"},
	{.line = "OK \"a \\\" b\"", .status = true, .word = "OK", .text = "a \\\" b"},
	{.line = "OK {5}", .status = true, .word = "OK", .text = "{5}"},
	{.line = "\"OK\""},
	{.line = "OKAY"},
	{.line = "OK\t\"x\""},
	{.line = " OK"},
	{.line = "BAD"},
	{.line = ""},
};

static bool same(struct bytes bytes, const char *text)
{
	return bytes_equal(bytes, bytes_str(text));
}

START_TEST(test_responses)
{
	for (size_t i = 0; i < sizeof(responses) / sizeof(responses[0]); i++) {
		struct sieve_response response = {.word = BYTES_LITERAL("untouched")};
		bool status = sieve_parse_response(bytes_str(responses[i].line), &response);

		ck_assert_msg(status == responses[i].status, "%s", responses[i].line);
		ck_assert_msg(same(response.word, status ? responses[i].word : "untouched"), "%s", responses[i].line);
		ck_assert_msg(same(response.code, responses[i].code), "%s", responses[i].line);
		ck_assert_msg(same(response.text, responses[i].text), "%s", responses[i].line);
	}
}
END_TEST

static const struct {
	const char *rest;
	bool found;
	const char *string, *left;
} strings[] = {
	{.rest = "\"a\"", .found = true, .string = "a", .left = ""},
	{.rest = " \"a\" \"b\"", .found = true, .string = "a", .left = " \"b\""},
	{.rest = "\"\"", .found = true, .string = "", .left = ""},
	{.rest = "\"a\\\"b\\\\\"x", .found = true, .string = "a\\\"b\\\\", .left = "x"},
	{.rest = "\"a", .left = "\"a"},
	{.rest = "\"a\\", .left = "\"a\\"},
	{.rest = "\"a\\\"", .left = "\"a\\\""},
	{.rest = "a\"b\"", .left = "a\"b\""},
	{.rest = "", .left = ""},
};

START_TEST(test_strings)
{
	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
		struct bytes rest = bytes_str(strings[i].rest), string = BYTES_LITERAL("untouched");

		ck_assert_msg(sieve_parse_string(&rest, &string) == strings[i].found, "%s", strings[i].rest);
		ck_assert_msg(same(string, strings[i].found ? strings[i].string : "untouched"), "%s", strings[i].rest);
		ck_assert_msg(same(rest, strings[i].left), "%s", strings[i].rest);
	}
}
END_TEST

CHECK_MAIN("sieve_parse", test_responses, test_strings)

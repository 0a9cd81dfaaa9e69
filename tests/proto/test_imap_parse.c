/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The grammar of IMAP's lines, and of literals' announcements, which ManageSieve shares.
 */
#include "../check_main.h"
#include "proto/imap_parse.h"
#include "proto/literal.h"

static const struct {
	const char *line;
	enum imap_kind kind;
	bool status;
	const char *tag, *word, *code, *text; /* NULL: empty */
} responses[] = {
	{.line = "* OK ready", .kind = IMAP_UNTAGGED, .status = true, .word = "OK", .text = "ready"},
	{.line = "* ok [ALERT] x", .kind = IMAP_UNTAGGED, .status = true, .word = "ok", .code = "ALERT", .text = "x"},
	{.line = "* OK [A", .kind = IMAP_UNTAGGED, .status = true, .word = "OK", .text = "[A"},
	{.line = "* OK []", .kind = IMAP_UNTAGGED, .status = true, .word = "OK"},
	{.line = "* NO [BADCHARSET (\"a]\\\"\")] x",
		.kind = IMAP_UNTAGGED,
		.status = true,
		.word = "NO",
		.code = "BADCHARSET (\"a]\\\"\")",
		.text = "x"},
	{.line = "* NO [X \"] y", .kind = IMAP_UNTAGGED, .status = true, .word = "NO", .code = "X \"", .text = "y"},
	{.line = "* PREAUTH", .kind = IMAP_UNTAGGED, .status = true, .word = "PREAUTH"},
	{.line = "* BYE x", .kind = IMAP_UNTAGGED, .status = true, .word = "BYE", .text = "x"},
	{.line = "* 3 EXISTS", .kind = IMAP_UNTAGGED, .word = "3", .text = "EXISTS"},
	{.line = "* CAPABILITY A [B]", .kind = IMAP_UNTAGGED, .word = "CAPABILITY", .text = "A [B]"},
	{.line = "*  OK", .kind = IMAP_UNTAGGED, .text = "OK"},
	{.line = "*", .kind = IMAP_NONSENSE, .text = "*"},
	{.line = "* ", .kind = IMAP_NONSENSE, .text = "* "},
	{.line = "+", .kind = IMAP_CONTINUE},
	{.line = "+ ", .kind = IMAP_CONTINUE},
	{.line = "+ go on", .kind = IMAP_CONTINUE, .text = "go on"},
	{.line = "+OK", .kind = IMAP_NONSENSE, .text = "+OK"},
	{.line = "a1 OK", .kind = IMAP_TAGGED, .status = true, .tag = "a1", .word = "OK"},
	{.line = "a1 OK done", .kind = IMAP_TAGGED, .status = true, .tag = "a1", .word = "OK", .text = "done"},
	{.line = "A.] no [X y]z",
		.kind = IMAP_TAGGED,
		.status = true,
		.tag = "A.]",
		.word = "no",
		.code = "X y",
		.text = "z"},
	{.line = "a1 BAD x", .kind = IMAP_TAGGED, .status = true, .tag = "a1", .word = "BAD", .text = "x"},
	{.line = "a1 BYE x", .kind = IMAP_NONSENSE, .text = "a1 BYE x"},
	{.line = "a1 PREAUTH", .kind = IMAP_NONSENSE, .text = "a1 PREAUTH"},
	{.line = "a1 OKAY", .kind = IMAP_NONSENSE, .text = "a1 OKAY"},
	{.line = "a1  OK", .kind = IMAP_NONSENSE, .text = "a1  OK"},
	{.line = "a1\tOK", .kind = IMAP_NONSENSE, .text = "a1\tOK"},
	{.line = "a1 OK\tx", .kind = IMAP_NONSENSE, .text = "a1 OK\tx"},
	{.line = " a1 OK", .kind = IMAP_NONSENSE, .text = " a1 OK"},
	{.line = "a\"1 OK", .kind = IMAP_NONSENSE, .text = "a\"1 OK"},
	{.line = "a1", .kind = IMAP_NONSENSE, .text = "a1"},
	{.line = "", .kind = IMAP_NONSENSE},
};

static bool same(struct bytes bytes, const char *text)
{
	return bytes_equal(bytes, bytes_str(text));
}

START_TEST(test_responses)
{
	for (size_t i = 0; i < sizeof(responses) / sizeof(responses[0]); i++) {
		struct imap_response response;

		imap_parse_response(bytes_str(responses[i].line), &response);
		ck_assert_msg(response.kind == responses[i].kind, "%s", responses[i].line);
		ck_assert_msg(response.status == responses[i].status, "%s", responses[i].line);
		ck_assert_msg(same(response.tag, responses[i].tag), "%s", responses[i].line);
		ck_assert_msg(same(response.word, responses[i].word), "%s", responses[i].line);
		ck_assert_msg(same(response.code, responses[i].code), "%s", responses[i].line);
		ck_assert_msg(same(response.text, responses[i].text), "%s", responses[i].line);
	}
}
END_TEST

START_TEST(test_nul)
{
	struct imap_response response;

	imap_parse_response(BYTES_LITERAL("a1 OK\0"), &response);
	ck_assert_int_eq(response.kind, IMAP_NONSENSE);
	imap_parse_response(BYTES_LITERAL("a\0 OK"), &response);
	ck_assert_int_eq(response.kind, IMAP_NONSENSE);
}
END_TEST

static const struct {
	const char *line;
	enum literal literal;
	uint64_t size;
} literals[] = {
	{.line = "", .literal = LITERAL_NONE},
	{.line = "x", .literal = LITERAL_NONE},
	{.line = "}", .literal = LITERAL_NONE},
	{.line = "{", .literal = LITERAL_NONE},
	{.line = "{5}", .literal = LITERAL_SYNC, .size = 5},
	{.line = "* X {0}", .literal = LITERAL_SYNC, .size = 0},
	{.line = "* X {007}", .literal = LITERAL_SYNC, .size = 7},
	{.line = "* X ~{12}", .literal = LITERAL_SYNC, .size = 12},
	{.line = "* X ({12+}", .literal = LITERAL_NOW, .size = 12},
	{.line = "* X BODY[]{12}", .literal = LITERAL_SYNC, .size = 12},
	{.line = "* X {3} {4}", .literal = LITERAL_SYNC, .size = 4},
	{.line = "* X \"y\" {4}", .literal = LITERAL_SYNC, .size = 4},
	{.line = "* X \"\\\"\" {4}", .literal = LITERAL_SYNC, .size = 4},
	{.line = "* X {9223372036854775807}", .literal = LITERAL_SYNC, .size = INT64_MAX},
	{.line = "* X {5} ", .literal = LITERAL_NONE},
	{.line = "* X {5}x", .literal = LITERAL_NONE},
	{.line = "* X \"{5}", .literal = LITERAL_NONE},
	{.line = "* X \"a {5}", .literal = LITERAL_NONE},
	{.line = "* X \"\\\" {5}", .literal = LITERAL_NONE},
	{.line = "* X \"a {5}\"", .literal = LITERAL_NONE},
	{.line = "* X {5", .literal = LITERAL_NONE},
	{.line = "* X 5}", .literal = LITERAL_NONE},
	{.line = "* X {9223372036854775808}", .literal = LITERAL_BAD},
	{.line = "* X {18446744073709551617}", .literal = LITERAL_BAD},
	{.line = "* X {100000000000000000000000}", .literal = LITERAL_BAD},
	{.line = "* X {}", .literal = LITERAL_BAD},
	{.line = "* X {+}", .literal = LITERAL_BAD},
	{.line = "* X {-1}", .literal = LITERAL_BAD},
	{.line = "* X {+5}", .literal = LITERAL_BAD},
	{.line = "* X {5++}", .literal = LITERAL_BAD},
	{.line = "* X {5+5}", .literal = LITERAL_BAD},
	{.line = "* X { 5}", .literal = LITERAL_BAD},
	{.line = "* X {5~}", .literal = LITERAL_BAD},
	{.line = "* X {{5}", .literal = LITERAL_BAD},
	{.line = "* X{5}", .literal = LITERAL_BAD},
	{.line = "* X {0x5}", .literal = LITERAL_BAD},
};

START_TEST(test_literals)
{
	for (size_t i = 0; i < sizeof(literals) / sizeof(literals[0]); i++) {
		struct bytes line = bytes_str(literals[i].line);

		for (size_t split = 0; split <= line.len; split++) {
			struct literal_scan scan = {.last = 0};
			uint64_t size = 4711;

			literal_scan(&scan, bytes_first(line, split));
			literal_scan(&scan, bytes_from(line, split));
			ck_assert_msg(literal_at_end(&scan, &size) == literals[i].literal, "%s", literals[i].line);
			bool announced = literals[i].literal == LITERAL_SYNC || literals[i].literal == LITERAL_NOW;
			ck_assert_msg(size == (announced ? literals[i].size : 4711), "%s", literals[i].line);
		}
	}
}
END_TEST

START_TEST(test_announcements)
{
	static const char *const pure[] = {"{5}", "{5+}", "~{5}", "{0}"};
	static const char *const other[] = {
		"", "x{5}", " {5}", "x {5}", "{5} ", "{x}", "{5", "\"{5}\"", "{5} {5}", "{}", "~~{5}"};

	for (size_t i = 0; i < sizeof(pure) / sizeof(pure[0]); i++)
		ck_assert_msg(literal_is_announcement(bytes_str(pure[i])), "%s", pure[i]);
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		ck_assert_msg(!literal_is_announcement(bytes_str(other[i])), "%s", other[i]);
}
END_TEST

static const struct {
	const char *rest, *argument, *left;
} arguments[] = {
	{"", "", ""},
	{"  ", "", ""},
	{"a", "a", ""},
	{" a b", "a", " b"},
	{"\"a b\" c", "\"a b\"", " c"},
	{" \"a \\\" b\"c", "\"a \\\" b\"", "c"},
	{"{5}", "{5}", ""},
	{"\"a b", "", "\"a b"},
	{" \"a\\\"", "", "\"a\\\""},
	{"\"a\\", "", "\"a\\"},
};

START_TEST(test_arguments)
{
	for (size_t i = 0; i < sizeof(arguments) / sizeof(arguments[0]); i++) {
		struct bytes rest = bytes_str(arguments[i].rest);

		ck_assert_msg(same(literal_argument(&rest), arguments[i].argument), "%s", arguments[i].rest);
		ck_assert_msg(same(rest, arguments[i].left), "%s", arguments[i].rest);
	}
}
END_TEST

START_TEST(test_tags)
{
	static const char *const tags[] = {"a", "A1", ".", "]", "a-b/c=d", "0123456789012345678901234567890"};
	static const char *const others[] = {"", "*", "+", "a+", "a b", "(a", "a)", "a{", "%", "\"", "\\", "\x7f", "\t",
		"\xc3\xa4", "01234567890123456789012345678901"};

	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		ck_assert_msg(imap_is_tag(bytes_str(tags[i])), "%s", tags[i]);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		ck_assert_msg(!imap_is_tag(bytes_str(others[i])), "%s", others[i]);
	ck_assert(!imap_is_tag(BYTES_LITERAL("a\0b")));
}
END_TEST

CHECK_MAIN("imap_parse", test_responses, test_nul, test_literals, test_announcements, test_arguments, test_tags)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explained: what tests of explanations have in common: the form that holds for all, and words that must and must not be there.
 */
#ifndef STARLIT_TESTS_EXPLAINED_H
#define STARLIT_TESTS_EXPLAINED_H

#include "advice/explain.h"
#include "base/safe.h"
#include <check.h>
#include <string.h>

#define TEXT(literal)                                                                                                  \
	{                                                                                                              \
		.data = (const unsigned char *)(literal), .len = sizeof(literal) - 1                                   \
	}
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* Paragraphs apart by an empty line, each with a word and a colon in front; nothing that a terminal would obey. */
static inline void check_form(struct bytes text, const char *what)
{
	struct bytes rest = text;

	ck_assert_msg(text.len > 0, "%s: nothing is explained", what);
	ck_assert_msg(text.len <= EXPLAIN_MAX, "%s: too much", what);
	while (rest.len) {
		struct bytes line = bytes_first(rest, bytes_index(rest, '\n', 0));
		struct buffer safe;
		buffer_init(&safe, EXPLAIN_MAX);
		safe_append(&safe, line, SAFE_UTF8);
		ck_assert_msg(bytes_equal(buffer_bytes(&safe), line), "%s: «%.*s» is not safe", what, (int)line.len,
			(const char *)line.data);
		buffer_done(&safe);
		rest = bytes_from(rest, line.len + 1);
	}
	ck_assert_msg(text.data[0] != '\n' && text.data[text.len - 1] != '\n', "%s: an empty line at an end", what);
	ck_assert_msg(bytes_find(text, BYTES_LITERAL("\n\n\n")) == text.len, "%s: two empty lines", what);
	ck_assert_msg(bytes_find(text, BYTES_LITERAL("()")) == text.len, "%s: an empty reference", what);
}

/* Each word, apart by "|", is in the text. */
static inline void check_words(const char *text, const char *list, bool wanted, const char *what)
{
	struct bytes span = bytes_str(text);

	for (struct bytes rest = bytes_str(list); rest.len;) {
		struct bytes word = bytes_first(rest, bytes_index(rest, '|', 0));
		rest = bytes_from(rest, word.len + 1);
		ck_assert_msg((bytes_find(span, word) < span.len) == wanted, "%s: «%.*s» is %sin «%s»", what,
			(int)word.len, (const char *)word.data, wanted ? "not " : "", text);
	}
}

#endif

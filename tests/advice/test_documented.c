/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_documented: every finding has a document (tests/findings) that it is told in, and one that comes near to it; or a unit
 * test beside this one names it.
 */
#include "../check_main.h"
#include "../read_file.h"
#include "advice/rules.h"
#include "base/buffer.h"

#include <glob.h>
#include <stdio.h>

enum { TEXT_MAX = 4 << 20 };

/* All documents of the folder, or all unit tests of findings. */
static void read_all(const char *pattern, struct buffer *text)
{
	char path[1000];
	glob_t found;

	snprintf(path, sizeof(path), "%s/%s", STARLIT_TESTS, pattern);
	ck_assert_int_eq(glob(path, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		if (!strstr(found.gl_pathv[i], "README.md"))
			read_file(found.gl_pathv[i], "cannot be read", text);
	globfree(&found);
}

static bool holds(const struct buffer *text, const char *before, struct bytes id, const char *after)
{
	char wanted[100];

	snprintf(wanted, sizeof(wanted), "%s%.*s%s", before, (int)id.len, (const char *)id.data, after);
	return bytes_find(buffer_bytes(text), bytes_str(wanted)) < text->len;
}

/* By its own id, or by a format for its family: "F-TLS-ALERT.%s". */
static bool is_in_unit_test(const struct buffer *tests, struct bytes id)
{
	struct bytes family = bytes_first(id, bytes_index(id, '.', 0));

	return holds(tests, "\"", id, "\"") || holds(tests, "\"", id, " ") || holds(tests, " ", id, "\"") ||
	       holds(tests, " ", id, " ") || holds(tests, "\"", family, ".%s");
}

static void check_topic(const struct advice_topic *topic, const struct buffer *documents, const struct buffer *tests)
{
	for (size_t i = 0; i < topic->count; i++) {
		struct bytes id = bytes_str(topic->rows[i].id);
		bool told = holds(documents, "\n", id, "\n"), spared = holds(documents, "\nnot ", id, "\n");
		ck_assert_msg((told && spared) || is_in_unit_test(tests, id),
			"%s: there is no document that it is told in, or none with «not %s»", topic->rows[i].id,
			topic->rows[i].id);
	}
}

START_TEST(findings_have_documents)
{
	struct buffer documents, tests;

	buffer_init(&documents, TEXT_MAX);
	buffer_init(&tests, TEXT_MAX);
	read_all("findings/*.md", &documents);
	read_all("advice/test_rules*.c", &tests);
	for (size_t i = 0; i < advice_topic_count; i++)
		check_topic(advice_topics[i], &documents, &tests);
	buffer_done(&documents);
	buffer_done(&tests);
}
END_TEST

CHECK_MAIN("findings and their documents", findings_have_documents)

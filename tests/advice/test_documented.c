/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_documented: every finding has a document (tests/findings) that it is told in, and one that comes near to it.
 */
#include "../check_main.h"
#include "../read_file.h"
#include "advice/rules.h"
#include "base/buffer.h"

#include <glob.h>
#include <stdio.h>

enum { TEXT_MAX = 4 << 20 };

/* All documents of the folder. */
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

/* In a line of its own. */
static bool holds(const struct buffer *text, const char *before, struct bytes id)
{
	char wanted[100];

	snprintf(wanted, sizeof(wanted), "%s%.*s\n", before, (int)id.len, (const char *)id.data);
	return bytes_find(buffer_bytes(text), bytes_str(wanted)) < text->len;
}

static void check_topic(const struct advice_topic *topic, const struct buffer *documents)
{
	for (size_t i = 0; i < topic->count; i++) {
		struct bytes id = bytes_str(topic->rows[i].id);
		ck_assert_msg(
			holds(documents, "\n", id), "%s: there is no document that it is told in", topic->rows[i].id);
		ck_assert_msg(holds(documents, "\nnot ", id), "%s: there is no document with «not %s»",
			topic->rows[i].id, topic->rows[i].id);
	}
}

START_TEST(findings_have_documents)
{
	struct buffer documents;

	buffer_init(&documents, TEXT_MAX);
	read_all("findings/*.md", &documents);
	for (size_t i = 0; i < advice_topic_count; i++)
		check_topic(advice_topics[i], &documents);
	buffer_done(&documents);
}
END_TEST

CHECK_MAIN("findings and their documents", findings_have_documents)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * read: a lesson file, line by line: «key: value», texts that go on in indented lines, and remarks behind a #.
 */
#include "lesson/parts.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/safe.h"
#include "base/utf8.h"
#include <stdio.h>

struct reader {
	struct lesson *lesson;
	struct error *error;
	unsigned line;
	unsigned connection;          /* that settings are for */
	struct buffer intro, closing; /* as far as they were read */
	struct buffer text;           /* any other, which goes to slot once it is whole */
	const char **slot;
	struct buffer *goes_on; /* what an indented line adds to; NULL: nothing */
};

#define REFUSE(reader, ...) lesson_refuse((reader)->lesson, (reader)->line, (reader)->error, __VA_ARGS__)

/* Texts */

static const char *keep(struct reader *reader, const struct buffer *text)
{
	return (const char *)arena_keep(&reader->lesson->texts, buffer_bytes(text)).data;
}

static void end_text(struct reader *reader)
{
	if (reader->slot)
		*reader->slot = keep(reader, &reader->text);
	reader->slot = NULL;
	reader->goes_on = NULL;
}

static bool begin_text(struct reader *reader, const char **slot, struct bytes first)
{
	buffer_clear(&reader->text);
	buffer_append(&reader->text, first);
	reader->slot = slot;
	reader->goes_on = &reader->text;
	return true;
}

static bool add_paragraph(struct reader *reader, struct buffer *text, struct bytes first)
{
	if (text->len)
		buffer_append_text(text, "\n\n");
	buffer_append(text, first);
	reader->goes_on = text;
	return true;
}

static bool take_title(struct reader *reader, struct bytes value)
{
	if (reader->lesson->title)
		return REFUSE(reader, "title: there is one already");
	return begin_text(reader, &reader->lesson->title, value);
}

static bool take_intro(struct reader *reader, struct bytes value)
{
	return add_paragraph(reader, &reader->intro, value);
}

static bool take_closing(struct reader *reader, struct bytes value)
{
	return add_paragraph(reader, &reader->closing, value);
}

static bool take_question(struct reader *reader, struct bytes value)
{
	struct lesson *lesson = reader->lesson;

	if (lesson->question_count == LESSON_QUESTIONS_MAX)
		return REFUSE(reader, "question: there are more than %d", LESSON_QUESTIONS_MAX);
	return begin_text(reader, &lesson->questions[lesson->question_count++], value);
}

/* Settings */

static bool add_setting(struct reader *reader, bool server, const char *example, struct bytes value)
{
	struct lesson *lesson = reader->lesson;
	struct bytes name = bytes_word(&value);

	value = bytes_trim(value);
	if (!value.len)
		return REFUSE(reader, "a setting is a name and a value, as in «%s»", example);
	if (lesson->setting_count == LESSON_SETTINGS_MAX)
		return REFUSE(reader, "there are more than %d settings", LESSON_SETTINGS_MAX);
	lesson->settings[lesson->setting_count++] = (struct lesson_setting){.server = server,
		.name = (const char *)arena_keep(&lesson->texts, name).data,
		.value = (const char *)arena_keep(&lesson->texts, value).data,
		.connection = reader->connection,
		.line = reader->line};
	return true;
}

static bool take_server(struct reader *reader, struct bytes value)
{
	return add_setting(reader, true, "server: certificate expired", value);
}

static bool take_client(struct reader *reader, struct bytes value)
{
	return add_setting(reader, false, "client: tls 1.2", value);
}

static bool take_connection(struct reader *reader, struct bytes value)
{
	unsigned long long number;

	if (!bytes_number(value, LESSON_CONNECTIONS_MAX, &number) || number <= reader->connection)
		return REFUSE(reader, "connection: it takes a number from %u to %d", reader->connection + 1,
			LESSON_CONNECTIONS_MAX);
	reader->connection = (unsigned)number;
	return true;
}

/* Steps */

static bool end_step(struct reader *reader)
{
	const struct lesson *lesson = reader->lesson;
	size_t last = lesson->step_count - 1;

	if (!lesson->step_count || lesson->tests[last].count || lesson->steps[last].by_hand)
		return true;
	return REFUSE(reader, "the step of line %u has no condition: «when: EVENT», or «when: by hand»",
		lesson->tests[last].line);
}

static bool take_step(struct reader *reader, struct bytes value)
{
	struct lesson *lesson = reader->lesson;
	size_t index = lesson->step_count;

	if (!end_step(reader))
		return false;
	if (index == LESSON_STEPS_MAX)
		return REFUSE(reader, "step: there are more than %d", LESSON_STEPS_MAX);
	lesson->steps[index].notice = "";
	lesson->tests[index].line = reader->line;
	lesson->step_count++;
	return begin_text(reader, &lesson->steps[index].text, value);
}

static bool take_notice(struct reader *reader, struct bytes value)
{
	struct lesson *lesson = reader->lesson;

	if (!lesson->step_count)
		return REFUSE(reader, "notice: it belongs to a step, and there is none above it");
	const char **notice = &lesson->steps[lesson->step_count - 1].notice;
	if (**notice)
		return REFUSE(reader, "notice: this step has one");
	return begin_text(reader, notice, value);
}

static bool add_when(struct reader *reader, struct lesson_test *test, struct bytes value)
{
	char why[WHEN_WHY_MAX];
	struct when when;

	if (test->count == LESSON_WHENS_MAX)
		return REFUSE(reader, "when: this step has more than %d", LESSON_WHENS_MAX);
	if (!when_parse(&reader->lesson->texts, value, &when, why))
		return REFUSE(reader, "%s", why);
	test->whens = alloc_grow(test->whens, test->count + 1, sizeof(*test->whens));
	test->whens[test->count++] = when;
	return true;
}

static bool take_when(struct reader *reader, struct bytes value)
{
	struct lesson *lesson = reader->lesson;

	if (!lesson->step_count)
		return REFUSE(reader, "when: it belongs to a step, and there is none above it");
	struct lesson_step *step = &lesson->steps[lesson->step_count - 1];
	struct lesson_test *test = &lesson->tests[lesson->step_count - 1];
	bool by_hand = bytes_is(value, "by hand");
	if (step->by_hand || (by_hand && test->count))
		return REFUSE(reader, "when: «by hand» stands alone: no event can tell");
	if (!by_hand)
		return add_when(reader, test, value);
	step->by_hand = true;
	return true;
}

/* Lines */

static const struct {
	const char *key;
	bool (*take)(struct reader *reader, struct bytes value);
} keys[] = {
	{"title", take_title},
	{"intro", take_intro},
	{"server", take_server},
	{"client", take_client},
	{"connection", take_connection},
	{"step", take_step},
	{"when", take_when},
	{"notice", take_notice},
	{"closing", take_closing},
	{"question", take_question},
};

static bool take_key(struct reader *reader, struct bytes line)
{
	size_t colon = bytes_index(line, ':', 0);
	struct bytes key = bytes_trim(bytes_first(line, colon)), value = bytes_trim(bytes_from(line, colon + 1));
	char shown[60];

	safe_text(shown, sizeof(shown), key, SAFE_UTF8);
	end_text(reader);
	for (size_t i = 0; colon < line.len && i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (!bytes_is(key, keys[i].key))
			continue;
		return value.len ? keys[i].take(reader, value) : REFUSE(reader, "%s: nothing stands behind it", shown);
	}
	if (colon == line.len)
		return REFUSE(reader, "a line is «key: value», or indented to go on with the text above it");
	return REFUSE(reader,
		"%s: unknown key; there are title, intro, server, client, connection, step, when, notice, closing and "
		"question",
		shown);
}

static bool is_blank(unsigned char c)
{
	return c == ' ' || c == '\t';
}

/* UTF-8 without control characters; a tab may indent. */
static bool check_line(struct reader *reader, struct bytes line)
{
	uint32_t point;

	if (line.len > LESSON_LINE_MAX)
		return REFUSE(reader, "it is longer than %d bytes; texts go on in indented lines", LESSON_LINE_MAX);
	while (line.len && is_blank(line.data[0]))
		line = bytes_from(line, 1);
	while (line.len) {
		size_t len = utf8_decode(line, &point);
		if (!len)
			return REFUSE(reader, "it is not UTF-8");
		if (point < ' ' || (point >= 0x7f && point < 0xa0))
			return REFUSE(reader, "it holds a control character");
		line = bytes_from(line, len);
	}
	return true;
}

static bool take_line(struct reader *reader, struct bytes line)
{
	if (!check_line(reader, line))
		return false;
	bool indented = line.len && is_blank(line.data[0]);
	struct bytes text = bytes_trim(line);
	if (!text.len || line.data[0] == '#')
		return true;
	if (!indented)
		return take_key(reader, line);
	if (!reader->goes_on)
		return REFUSE(reader, "an indented line goes on with a text, and there is none above it");
	buffer_append_byte(reader->goes_on, ' ');
	buffer_append(reader->goes_on, text);
	return true;
}

static bool take_lines(struct reader *reader, struct bytes text)
{
	if (bytes_starts_with(text, "\xef\xbb\xbf"))
		text = bytes_from(text, 3);
	while (text.len) {
		size_t end = bytes_index(text, '\n', 0);
		struct bytes line = bytes_first(text, end);
		if (line.len && line.data[line.len - 1] == '\r')
			line.len--;
		reader->line++;
		if (!take_line(reader, line))
			return false;
		text = bytes_from(text, end + 1);
	}
	return true;
}

static bool check_whole(struct reader *reader)
{
	const struct lesson *lesson = reader->lesson;

	if (!reader->line)
		reader->line = 1;
	if (!end_step(reader))
		return false;
	if (!lesson->title)
		return REFUSE(reader, "the file ends, and has no «title:»");
	if (!lesson->step_count)
		return REFUSE(reader, "the file ends, and has no «step:»");
	return true;
}

static bool read_whole(struct reader *reader, struct bytes text)
{
	struct lesson *lesson = reader->lesson;

	if (text.len > LESSON_SIZE_MAX) {
		reader->line = 1;
		return REFUSE(reader, "the file is longer than %d bytes", LESSON_SIZE_MAX);
	}
	if (!take_lines(reader, text))
		return false;
	end_text(reader);
	lesson->intro = keep(reader, &reader->intro);
	lesson->closing = keep(reader, &reader->closing);
	return check_whole(reader);
}

struct lesson *lesson_parse(const char *name, struct bytes text, struct error *error)
{
	struct lesson *lesson = alloc_zero(1, sizeof(*lesson));
	struct reader reader = {.lesson = lesson, .error = error, .connection = 1};

	safe_text(lesson->name, sizeof(lesson->name), bytes_str(name), SAFE_UTF8);
	arena_init(&lesson->texts, (size_t)16 * LESSON_SIZE_MAX);
	buffer_init(&reader.intro, LESSON_SIZE_MAX);
	buffer_init(&reader.closing, LESSON_SIZE_MAX);
	buffer_init(&reader.text, LESSON_SIZE_MAX);
	bool good = read_whole(&reader, text);
	buffer_done(&reader.intro);
	buffer_done(&reader.closing);
	buffer_done(&reader.text);
	if (good)
		return lesson;
	lesson_free(lesson);
	return NULL;
}

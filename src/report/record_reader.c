/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record_reader: lines to JSON by jansson, JSON to structs by the tables of shape.h.
 */
#include "report/record_reader.h"

#include "base/base64.h"
#include "base/safe.h"
#include "report/record.h"
#include "report/shape.h"
#include "report/shape_read.h"
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>

/* Of one line: a chain of many names has some ten thousand. Each costs jansson some hundred bytes. */
enum { VALUES_MAX = 200000, TEXTS_MAX = 2 * RECORD_LINE_MAX };

void record_reader_init(struct record_reader *reader, const char *name, struct journal *journal)
{
	*reader = (struct record_reader){.name = name, .journal = journal};
	buffer_init_secret(&reader->line, RECORD_LINE_MAX);
	arena_init(&reader->texts, TEXTS_MAX);
}

void record_reader_done(struct record_reader *reader)
{
	buffer_done(&reader->line);
	arena_done(&reader->texts);
}

static bool refuse(const struct record_reader *reader, struct error *error, const char *why)
{
	return error_set(error, ERROR_SYSTEM, EBADMSG, "%s: line %" PRIu64 ": %s", reader->name, reader->number, why);
}

/* Not more values than VALUES_MAX, judged before anything is allocated for them. */
static bool is_modest(struct bytes line)
{
	bool string = false;
	size_t values = 0;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = line.data[i];
		if (string && c == '\\')
			i++;
		else if (c == '"')
			string = !string;
		else if (!string && (c == ',' || c == '[' || c == '{'))
			values++;
	}
	return values <= VALUES_MAX;
}

static json_t *parse(const struct record_reader *reader, struct bytes line, struct error *error)
{
	json_error_t trouble;
	char shown[300];

	if (!is_modest(line)) {
		refuse(reader, error, "more values than any event has");
		return NULL;
	}
	json_t *json = json_loadb((const char *)line.data, line.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &trouble);
	if (!json)
		refuse(reader, error, safe_text(shown, sizeof(shown), bytes_str(trouble.text), SAFE_UTF8));
	return json;
}

/* The head */

static bool read_head(struct record_reader *reader, const json_t *json, struct error *error)
{
	struct record_head head = {.version = 0};
	struct arena *arena = journal_arena(reader->journal);
	struct shape_reading reading = {.texts = arena, .facts = arena};
	const char *what = json_string_value(json_object_get(json, "starlit"));
	const json_t *version = json_object_get(json, "version");

	if (!what || strcmp(what, "record"))
		return refuse(reader, error, "no recording of starlit begins so");
	if (json_is_integer(version) && json_integer_value(version) > RECORD_VERSION)
		return refuse(reader, error, "a newer starlit wrote this; this one does not know that version");
	if (!shape_read(&reading, json, &shape_head, NULL, &head))
		return refuse(reader, error, reading.why);
	if (head.version != RECORD_VERSION || !head.program)
		return refuse(reader, error, "the head makes no sense");
	reader->program = head.program;
	reader->began_us = head.began_us;
	reader->unsafe_secrets = head.unsafe_secrets;
	return true;
}

/* Events */

/* What every reader of a journal takes for granted. */
static const char *what_is_wrong(const struct journal *journal, const struct event *event)
{
	uint64_t count = journal_count(journal);
	const struct event *before = count ? journal_at(journal, count - 1) : NULL;

	if (event->number != count)
		return "the numbers of events must go up by one";
	if (event->at_us < (before ? before->at_us : 0))
		return "the time goes back";
	if (event->connection < (before ? before->connection : 0))
		return "the number of the connection goes back";
	if (event->kind == EVENT_REPLY && event->reply.first_line > count)
		return "a reply cannot begin behind itself";
	if ((event->kind == EVENT_TLS_UP && !event->tls_up.facts) ||
		(event->kind == EVENT_CHAIN && !event->chain.chain))
		return "its facts are missing";
	return NULL;
}

static bool read_event(struct record_reader *reader, const json_t *json, struct error *error)
{
	struct event event;
	struct shape_reading reading = {.texts = &reader->texts, .facts = journal_arena(reader->journal)};

	memset(&event, 0, sizeof(event));
	if (!shape_read_kind(&reading, json, &event.kind) ||
		!shape_read(&reading, json, &shape_event, shape_of(event.kind), &event))
		return refuse(reader, error, reading.why);
	const char *wrong = what_is_wrong(reader->journal, &event);
	if (wrong)
		return refuse(reader, error, wrong);
	return journal_restore(reader->journal, &event) || refuse(reader, error, "more than is kept of a session");
}

/* Lines */

static bool take_line(struct record_reader *reader, struct bytes line, struct error *error)
{
	reader->number++;
	json_t *json = parse(reader, line, error);
	if (!json)
		return false;
	bool good = reader->program ? read_event(reader, json, error) : read_head(reader, json, error);
	json_decref(json);
	arena_done(&reader->texts);
	return good;
}

bool record_reader_feed(struct record_reader *reader, struct bytes bytes, struct error *error)
{
	while (bytes.len) {
		size_t end = bytes_index(bytes, '\n', 0);
		if (!buffer_append(&reader->line, bytes_first(bytes, end))) {
			reader->number++;
			return refuse(reader, error, "it is longer than any event");
		}
		if (end == bytes.len)
			return true;
		if (!take_line(reader, buffer_bytes(&reader->line), error))
			return false;
		buffer_clear(&reader->line);
		bytes = bytes_from(bytes, end + 1);
	}
	return true;
}

bool record_reader_end(struct record_reader *reader, bool *ret_cut, struct error *error)
{
	if (!reader->program) {
		reader->number = 1;
		return refuse(reader, error, "no recording of starlit begins so");
	}
	*ret_cut = reader->line.len > 0;
	return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * opened: a file by pieces into the reader.
 */
#include "app/opened.h"

#include "app/files.h"
#include "base/safe.h"
#include "report/lines.h"
#include "report/record.h"
#include "report/record_reader.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Reading */

static bool read_all(struct record_reader *reader, FILE *stream, struct error *error)
{
	unsigned char chunk[65536];
	size_t got;

	while ((got = fread(chunk, 1, sizeof(chunk), stream)) > 0)
		if (!record_reader_feed(reader, bytes_of(chunk, got), error))
			return false;
	return !ferror(stream) || error_set_errno(error, errno, "%s", reader->name);
}

static void take_head(struct opened *opened, const struct record_reader *reader)
{
	safe_text(opened->program, sizeof(opened->program), bytes_str(reader->program), SAFE_UTF8);
	opened->began_us = reader->began_us;
	opened->unsafe_secrets = reader->unsafe_secrets;
}

static void take_target(struct opened *opened, const struct event_target *recorded)
{
	struct target target = {.port = recorded->port, .implicit_tls = recorded->implicit_tls};

	if (recorded->name.len >= sizeof(target.host) || bytes_index(recorded->name, '\0', 0) < recorded->name.len)
		return;
	memcpy(target.host, recorded->name.data, recorded->name.len);
	for (int protocol = 0; protocol < PROTOCOLS; protocol++)
		if (bytes_is(recorded->protocol, proto_info((enum protocol)protocol)->name))
			target.protocol = (enum protocol)protocol;
	target.demo = !target.port;
	opened->target = target;
}

/* The last one, which the panel shows. */
static void find_target(struct opened *opened, const struct journal *journal)
{
	for (uint64_t number = 0; number < journal_count(journal); number++)
		if (journal_at(journal, number)->kind == EVENT_TARGET)
			take_target(opened, &journal_at(journal, number)->target);
}

bool opened_load(struct opened *opened, const char *path, struct journal *journal, struct error *error)
{
	FILE *stream = fopen(path, "re");
	struct record_reader reader;

	if (!stream)
		return error_set_errno(error, errno, "%s", path);
	*opened = (struct opened){.path = path};
	record_reader_init(&reader, path, journal);
	bool good = read_all(&reader, stream, error) && record_reader_end(&reader, &opened->cut, error);
	fclose(stream);
	if (good) {
		take_head(opened, &reader);
		find_target(opened, journal);
	}
	record_reader_done(&reader);
	return good;
}

/* To show */

bool opened_allows(const char *command)
{
	static const char *const names[] = {"dump", "explain", "find", "findings", "help", "keys", "ladder", "pem",
		"pins", "quit", "save", "step", "tlsa"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(command, names[i]))
			return true;
	return false;
}

void opened_describe(const struct opened *opened, char *text, size_t size)
{
	char date[32];

	snprintf(text, size,
		"%s\nrecorded by %s, beginning %s UTC.\n\n"
		"Everything can be looked at as in a live session; nothing can be sent.\n"
		":help lists the commands that are left.%s%s",
		opened->path, opened->program, clock_date(date, sizeof(date), opened->began_us / 1000000),
		opened->unsafe_secrets ? "\n\nIt was recorded with its passwords: they are shown." : "",
		opened->cut ? "\n\nIts last line is cut off, as when the program that wrote it is killed. What stands\n"
			      "before it is shown."
			    : "");
}

static bool put(struct buffer *out, struct error *error)
{
	bool written = file_put(STDOUT_FILENO, "standard output", buffer_bytes(out), error);

	buffer_clear(out);
	return written;
}

static bool print(
	const struct options *options, const struct opened *opened, struct journal *journal, struct error *error)
{
	struct buffer out;
	bool written = true;

	buffer_init_secret(&out, RECORD_LINE_MAX);
	if (options->json)
		record_begin(&out, opened->program, opened->began_us, opened->unsafe_secrets);
	for (uint64_t number = 0; written && number < journal_count(journal); number++) {
		const struct event *event = journal_at(journal, number);
		if (options->json)
			record_event(&out, event);
		else
			lines_event(&out, event, options->ascii ? SAFE_ASCII : SAFE_UTF8);
		written = put(&out, error);
	}
	written = written && put(&out, error);
	buffer_done(&out);
	return written;
}

int opened_print(const struct options *options, struct error *error)
{
	struct journal_config config = {.clock = clock_system(), .spill_fd = file_scratch()};
	struct journal *journal = journal_new(&config);
	struct opened opened;
	bool good = opened_load(&opened, options->open, journal, error);

	good = good && print(options, &opened, journal, error);
	if (good && opened.cut)
		fprintf(stderr, "starlit: %s: its last line is cut off and was left out\n", opened.path);
	journal_free(journal);
	return good ? EXIT_SUCCESS : -1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recording: a line an event, a write a line.
 */
#include "app/recording.h"

#include "app/files.h"
#include "base/alloc.h"
#include "report/record.h"
#include <stdlib.h>
#include <unistd.h>

static const char program[] = "starlit " PACKAGE_VERSION;

static const char *name_of(const struct recording *recording)
{
	return recording->path ? recording->path : "standard output";
}

static void forget(struct recording *recording)
{
	free(recording->path);
	recording_init(recording);
}

void recording_init(struct recording *recording)
{
	*recording = (struct recording){.fd = -1};
}

int64_t recording_began(const struct journal *journal)
{
	if (journal_count(journal))
		return journal_at(journal, 0)->wall_us - journal_at(journal, 0)->at_us;
	return clock_wall(journal_clock(journal)) - journal_now(journal);
}

bool recording_is_json(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && (!strcmp(dot, ".json") || !strcmp(dot, ".jsonl"));
}

/* Writing */

static bool put(struct recording *recording, struct bytes line, struct error *error)
{
	if (!file_put(recording->fd, name_of(recording), line, error))
		return false;
	recording->whole += (off_t)line.len;
	return true;
}

static bool put_event(struct recording *recording, struct buffer *line, const struct event *event, struct error *error)
{
	buffer_clear(line);
	return record_event(line, event)
		       ? put(recording, buffer_bytes(line), error)
		       : error_set(error, ERROR_LIMIT, 0, "%s: an event is too large for it", name_of(recording));
}

/* A line that is cut off would not be JSON. */
static void give_up(struct recording *recording, struct journal *journal, const struct error *error)
{
	const char *rest = "what stands in it until here can be read";
	struct error ignored;

	if (recording->path && ftruncate(recording->fd, recording->whole))
		rest = "its last line is not whole";
	journal_note(journal, SEVERITY_ERROR, "the recording is given up: %s; %s", error->sentence, rest);
	if (recording->path)
		file_end(recording->fd, recording->path, &ignored);
	forget(recording);
}

bool recording_catch_up(struct recording *recording, struct journal *journal)
{
	struct buffer line;
	struct error error;
	bool written = true;

	if (recording->fd < 0 || recording->cursor == journal_count(journal))
		return true;
	buffer_init_secret(&line, RECORD_LINE_MAX);
	while (written && recording->cursor < journal_count(journal))
		written = put_event(recording, &line, journal_at(journal, recording->cursor++), &error);
	buffer_done(&line);
	if (!written)
		give_up(recording, journal, &error);
	return written;
}

/* Beginning and end */

static bool begin(struct recording *recording, const struct journal *journal, bool unsafe_secrets, struct error *error)
{
	struct buffer line;

	buffer_init(&line, RECORD_LINE_MAX);
	record_begin(&line, program, recording_began(journal), unsafe_secrets);
	bool written = put(recording, buffer_bytes(&line), error);
	buffer_done(&line);
	return written;
}

bool recording_start(struct recording *recording, struct journal *journal, const char *path, bool unsafe_secrets,
	struct error *error)
{
	struct recording fresh = {.fd = file_create(path, error)};
	struct error ignored;

	if (fresh.fd < 0)
		return false;
	fresh.path = alloc_text(path);
	if (!begin(&fresh, journal, unsafe_secrets, error)) {
		file_end(fresh.fd, fresh.path, &ignored);
		forget(&fresh);
		return false;
	}
	recording_stop(recording, journal);
	*recording = fresh;
	journal_note(journal, unsafe_secrets ? SEVERITY_WARNING : SEVERITY_INFO,
		"this session is recorded in %s, from its beginning%s; starlit open shows it again", path,
		unsafe_secrets ? ", with its passwords" : "");
	return recording_catch_up(recording, journal) || error_set(error, ERROR_SYSTEM, 0, "%s: not written", path);
}

bool recording_start_on(
	struct recording *recording, struct journal *journal, int fd, bool unsafe_secrets, struct error *error)
{
	recording_stop(recording, journal);
	*recording = (struct recording){.fd = fd};
	if (begin(recording, journal, unsafe_secrets, error))
		return recording_catch_up(recording, journal);
	forget(recording);
	return false;
}

void recording_stop(struct recording *recording, struct journal *journal)
{
	struct error error;

	if (!recording_catch_up(recording, journal) || recording->fd < 0)
		return;
	if (recording->path && file_end(recording->fd, recording->path, &error))
		journal_note(journal, SEVERITY_INFO, "the recording %s is complete", recording->path);
	else if (recording->path)
		journal_note(journal, SEVERITY_ERROR, "the recording: %s", error.sentence);
	forget(recording);
}

/* All at once */

bool recording_save(const struct journal *journal, const char *path, const char *made_by, int64_t began_us,
	bool unsafe_secrets, struct error *error)
{
	struct new_file file;
	struct buffer line;
	uint64_t count = journal_count(journal);

	if (!new_file_begin(&file, path, false, error))
		return false;
	buffer_init_secret(&line, RECORD_LINE_MAX);
	bool fits = record_begin(&line, made_by ? made_by : program, began_us, unsafe_secrets);
	for (uint64_t number = 0; fits && number < count; number++) {
		fwrite(buffer_bytes(&line).data, 1, line.len, file.stream);
		buffer_clear(&line);
		fits = record_event(&line, journal_at(journal, number));
	}
	fwrite(buffer_bytes(&line).data, 1, line.len, file.stream);
	buffer_done(&line);
	if (fits)
		return new_file_commit(&file, error);
	new_file_abandon(&file);
	return error_set(error, ERROR_LIMIT, 0, "%s: an event is too large for it", path);
}

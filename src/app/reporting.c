/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reporting: journal in, one of four forms out.
 */
#include "app/reporting.h"

#include "app/files.h"
#include "app/opened.h"
#include "report/asciicast.h"
#include "report/record.h"
#include "report/report.h"
#include <stdlib.h>
#include <unistd.h>

static const char writer[] = "starlit " PACKAGE_VERSION;

/* Where it goes. */
struct output {
	const char *path; /* NULL: standard output */
	struct new_file file;
};

static bool output_begin(struct output *output, const char *path, struct error *error)
{
	output->path = path;
	return !path || new_file_begin(&output->file, path, false, error);
}

/* What is in the buffer, which is empty then. */
static bool output_put(struct output *output, struct buffer *bytes, struct error *error)
{
	bool written = true;

	if (output->path)
		fwrite(buffer_bytes(bytes).data, 1, bytes->len, output->file.stream);
	else
		written = file_put(STDOUT_FILENO, "standard output", buffer_bytes(bytes), error);
	buffer_clear(bytes);
	return written;
}

static bool output_end(struct output *output, bool good, struct error *error)
{
	if (!output->path)
		return good;
	if (good)
		return new_file_commit(&output->file, error);
	new_file_abandon(&output->file);
	return false;
}

/* What goes */

struct work {
	const struct opened *opened;
	const struct journal *journal;
	struct output *output;
	struct buffer bytes;
};

static bool too_large(struct error *error)
{
	return error_set(error, ERROR_LIMIT, 0, "the report: an event is too large for it; --to json takes it");
}

static bool put_json(struct work *work, struct error *error)
{
	uint64_t count = journal_count(work->journal);
	bool good =
		record_begin(&work->bytes, work->opened->program, work->opened->began_us, work->opened->unsafe_secrets);

	good = good ? output_put(work->output, &work->bytes, error) : too_large(error);
	for (uint64_t number = 0; good && number < count; number++)
		good = record_event(&work->bytes, journal_at(work->journal, number))
			       ? output_put(work->output, &work->bytes, error)
			       : too_large(error);
	return good;
}

static bool put_asciicast(struct work *work, struct error *error)
{
	uint64_t count = journal_count(work->journal);
	int64_t began_us = count ? journal_at(work->journal, 0)->at_us : 0;
	bool good = asciicast_begin(&work->bytes, bytes_str(work->opened->target.host), work->opened->began_us,
		work->opened->unsafe_secrets);

	good = good ? output_put(work->output, &work->bytes, error) : too_large(error);
	for (uint64_t number = 0; good && number < count; number++)
		good = asciicast_event(&work->bytes, journal_at(work->journal, number), began_us)
			       ? output_put(work->output, &work->bytes, error)
			       : too_large(error);
	return good;
}

static bool put_page(struct work *work, enum page_form form, struct error *error)
{
	struct report report = {.journal = work->journal,
		.writer = writer,
		.program = work->opened->program,
		.began_us = work->opened->began_us,
		.unsafe_secrets = work->opened->unsafe_secrets,
		.cut = work->opened->cut};

	return report_write(&work->bytes, &report, form) ? output_put(work->output, &work->bytes, error)
							 : too_large(error);
}

static bool put(struct work *work, enum report_form form, struct error *error)
{
	switch (form) {
	case REPORT_TEXT: return put_page(work, PAGE_TEXT, error);
	case REPORT_HTML: return put_page(work, PAGE_HTML, error);
	case REPORT_JSON: return put_json(work, error);
	case REPORT_ASCIICAST: return put_asciicast(work, error);
	}
	return false;
}

static bool convert(
	const struct options *options, const struct opened *opened, const struct journal *journal, struct error *error)
{
	struct output output;
	struct work work = {.opened = opened, .journal = journal, .output = &output};

	if (!output_begin(&output, options->report_output, error))
		return false;
	buffer_init_secret(&work.bytes, PAGE_ROOM);
	bool good = put(&work, options->report_form, error);
	buffer_done(&work.bytes);
	return output_end(&output, good, error);
}

int reporting_run(const struct options *options, struct error *error)
{
	struct journal_config config = {.clock = clock_system(), .spill_fd = file_scratch()};
	struct journal *journal = journal_new(&config);
	struct opened opened;
	bool good = opened_load(&opened, options->open, journal, error) && convert(options, &opened, journal, error);

	if (good && opened.cut)
		fprintf(stderr, "starlit: %s: its last line is cut off and was left out\n", opened.path);
	if (good && opened.unsafe_secrets)
		fprintf(stderr, "starlit: %s: passwords stand in it, and in this report\n", opened.path);
	journal_free(journal);
	return good ? EXIT_SUCCESS : -1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_record: a hostile file as a recorded session. It is refused with a sentence, or taken: then it is written to the same
 * JSON twice, and screens, lines, transcripts and reports of it can be made; a page of it is made of our markup alone. What stands before a refused line is looked at, too.
 */
#include "../report/markup.h"
#include "fuzz.h"
#include "journals.h"
#include "report/asciicast.h"
#include "report/lines.h"
#include "report/record.h"
#include "report/record_reader.h"
#include "report/report.h"
#include "report/transcript.h"
#include "view/view.h"

const unsigned fuzz_mutations = 1500;

static struct journal *new_journal(void)
{
	struct journal_config config = {.clock = clock_system(), .spill_fd = -1};

	return journal_new(&config);
}

static bool read_all(struct record_reader *reader, struct bytes file, size_t piece, bool *ret_cut)
{
	struct error error = {.sentence = ""};

	for (struct bytes rest = file; rest.len; rest = bytes_from(rest, piece))
		if (!record_reader_feed(reader, bytes_first(rest, piece), &error)) {
			fuzz_require(error.sentence[0], "a refusal has a sentence");
			return false;
		}
	return record_reader_end(reader, ret_cut, &error);
}

static void write_all(const struct record_reader *reader, struct buffer *json)
{
	fuzz_require(record_begin(json, reader->program, reader->began_us, reader->unsafe_secrets), "a head fits");
	for (uint64_t i = 0; i < journal_count(reader->journal); i++)
		fuzz_require(record_event(json, journal_at(reader->journal, i)), "what was read can be written");
}

static void check_written(const struct record_reader *reader)
{
	struct record_reader again;
	struct buffer first, second;
	bool cut = true;

	if (!reader->program)
		return;
	buffer_init(&first, 2 * RECORD_LINE_MAX);
	buffer_init(&second, 2 * RECORD_LINE_MAX);
	write_all(reader, &first);
	record_reader_init(&again, "again", new_journal());
	fuzz_require(read_all(&again, buffer_bytes(&first), 1000, &cut) && !cut, "what is written can be read");
	write_all(&again, &second);
	fuzz_require(bytes_equal(buffer_bytes(&first), buffer_bytes(&second)), "it is the same");
	journal_free(again.journal);
	record_reader_done(&again);
	buffer_done(&first);
	buffer_done(&second);
}

static void check_texts(const struct journal *journal)
{
	struct buffer out;

	buffer_init(&out, LINES_EVENT_MAX);
	for (uint64_t i = 0; i < journal_count(journal); i++) {
		transcript_event(&out, journal_at(journal, i));
		lines_event(&out, journal_at(journal, i), SAFE_UTF8);
		lines_is_trouble(journal_at(journal, i));
		buffer_clear(&out);
	}
	buffer_done(&out);
}

static void check_screens(const struct journal *journal, bool details)
{
	static const struct prompt prompt = {.kind = PROMPT_COMMAND};
	struct view *view = view_new(journal, SAFE_UTF8);
	struct grid grid;
	struct buffer ladder;

	grid_init(&grid, SAFE_UTF8);
	buffer_init(&ladder, 1 << 20);
	view_catch_up(view);
	view_prompt(view, &prompt);
	view_ladder_text(view, &ladder);
	for (int tab = 0; tab < TABS; tab++) {
		view_act(view, (enum action)(ACTION_TAB_SESSION + tab));
		grid_reset(&grid, 40, 120);
		view_paint(view, &grid);
	}
	view_act(view, ACTION_NEXT_PANE);
	view_act(view, ACTION_TOP);
	for (uint64_t i = 0; details && i < journal_count(journal) && i < 40; i++) {
		view_act(view, ACTION_OPEN);
		grid_reset(&grid, 24, 80);
		view_paint(view, &grid);
		view_act(view, ACTION_BACK);
		view_act(view, ACTION_LINE_DOWN);
	}
	grid_done(&grid);
	buffer_done(&ladder);
	view_free(view);
}

static void check_reports(const struct record_reader *reader)
{
	struct report report = {.journal = reader->journal,
		.writer = "fuzz",
		.program = reader->program ? reader->program : "",
		.began_us = reader->began_us,
		.unsafe_secrets = reader->unsafe_secrets};
	struct buffer out;
	size_t at;

	buffer_init(&out, PAGE_ROOM);
	fuzz_require(report_write(&out, &report, PAGE_HTML), "a page has room");
	fuzz_require(!markup_is_wrong(buffer_bytes(&out), &at), "a page is made of our markup");
	buffer_clear(&out);
	fuzz_require(report_write(&out, &report, PAGE_TEXT), "a text has room");
	for (uint64_t i = 0; i < journal_count(reader->journal); i++) {
		buffer_clear(&out);
		asciicast_event(&out, journal_at(reader->journal, i), 0);
	}
	buffer_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct record_reader reader;
	bool cut;

	if (!size)
		return 0;
	record_reader_init(&reader, "fuzz", new_journal());
	/* The last byte is mostly a line's end: its piece is as good as any other. */
	read_all(&reader, bytes_of(data, size), (size_t)data[size - 1] * 8 + 1, &cut);
	journal_is_sound(reader.journal);
	check_written(&reader);
	check_texts(reader.journal);
	if (size % 4 == 1)
		check_reports(&reader);
	check_screens(reader.journal, size % 4 == 0);
	journal_free(reader.journal);
	record_reader_done(&reader);
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record_reader: a recording (record.h) becomes the journal again that it was made of.
 *
 * Purpose   starlit open; tests. Fed by pieces of any size, it restores an event for every line.
 * Strict    each line must be exactly what record.h writes for some event: every member there, none besides, of its type.
 *           Numbers go up by one, times and connections never go back. So what is read can be written again to the
 *           byte, and what views rely on holds, whoever made the file.
 * Bounded   a line by RECORD_LINE_MAX and by the values in it, the whole by the journal's own limits.
 * Ownership the caller owns the reader; the journal, empty at the beginning, is borrowed and outlives it.
 * Failure   false and an error: «NAME: line N: why». Nothing is to be fed then; the journal holds what stood before.
 */
#ifndef STARLIT_REPORT_RECORD_READER_H
#define STARLIT_REPORT_RECORD_READER_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/journal.h"

struct record_reader {
	const char *name; /* of the file, for errors; borrowed */
	struct journal *journal;
	struct buffer line; /* what came of the present line */
	uint64_t number;    /* of lines that were read */
	struct arena texts; /* of the present line */
	/* of the head, in the journal's arena; program is NULL before it was read */
	const char *program;
	int64_t began_us;
	bool unsafe_secrets;
};

void record_reader_init(struct record_reader *reader, const char *name, struct journal *journal);
void record_reader_done(struct record_reader *reader);

bool record_reader_feed(struct record_reader *reader, struct bytes bytes, struct error *error);
/*
 * The file has ended. A last line without its end was cut off when the program that wrote it died: it is dropped, and
 * *ret_cut says so. False when there was no head.
 */
bool record_reader_end(struct record_reader *reader, bool *ret_cut, struct error *error);

#endif

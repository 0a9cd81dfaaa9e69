/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recording: the journal as JSON Lines (report/record.h), written while it grows.
 *
 * Purpose   --record and :record (a file of this user's alone, 0600, that never takes the place of another), --json
 *           (standard output), and :save of what was recorded so far. Every event is there as soon as
 *           recording_catch_up returns, whole, so that a program that was killed leaves a file that can be read.
 * Ownership the caller's struct; recording_stop ends it. The journal is borrowed at each call.
 * Failure   a file that cannot be made is false and an error. One that can no longer be written is told in the journal
 *           once and given up; the session goes on.
 */
#ifndef STARLIT_APP_RECORDING_H
#define STARLIT_APP_RECORDING_H

#include "base/error.h"
#include "model/journal.h"
#include <sys/types.h>

struct recording {
	int fd;          /* -1: nothing is recorded */
	char *path;      /* NULL: the descriptor is somebody else's, and stays open */
	uint64_t cursor; /* the next event to write */
	off_t whole;     /* bytes of whole lines in the file */
};

void recording_init(struct recording *recording);
/* A new file, which begins with all that the journal holds already. unsafe_secrets: the journal keeps passwords. */
bool recording_start(struct recording *recording, struct journal *journal, const char *path, bool unsafe_secrets,
	struct error *error);
/* The same to a descriptor that is open: standard output. */
bool recording_start_on(
	struct recording *recording, struct journal *journal, int fd, bool unsafe_secrets, struct error *error);
/* Writes what is new. False once, when it is given up for good; the journal says why. */
bool recording_catch_up(struct recording *recording, struct journal *journal);
/* Writes what is new and closes, which is told. Nothing when nothing is recorded. */
void recording_stop(struct recording *recording, struct journal *journal);

/* The whole journal into a new file at once; program (NULL: this one) and began_us stand in its head. */
bool recording_save(const struct journal *journal, const char *path, const char *program, int64_t began_us,
	bool unsafe_secrets, struct error *error);
/* Whether a file of that name is to hold JSON Lines: it ends in .json or .jsonl. */
bool recording_is_json(const char *path);
/* The wall clock's time at which the journal began. */
int64_t recording_began(const struct journal *journal);

#endif

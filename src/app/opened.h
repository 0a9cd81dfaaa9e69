/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * opened: a recorded session in place of a live one: the same journal, hence the same screen, and no network.
 *
 * Purpose   starlit open FILE. The console's journal is filled from the file before anything is shown; nothing is
 *           appended to it afterwards, and of the local commands only those are left that look and save.
 * Ownership embedded in the console; the path is borrowed.
 * Failure   a file that cannot be read, or is no recording, is false and an error that names the line.
 */
#ifndef STARLIT_APP_OPENED_H
#define STARLIT_APP_OPENED_H

#include "app/options.h"
#include "model/journal.h"

struct opened {
	const char *path; /* NULL: the session is live */
	char program[100];
	int64_t began_us;
	bool unsafe_secrets;
	bool cut; /* the program that wrote it died in the middle of a line */
	struct target target;
};

bool opened_load(struct opened *opened, const char *path, struct journal *journal, struct error *error);
/* Whether a local command of that name makes sense without a connection. */
bool opened_allows(const char *command);
/* What is said once the screen is there. */
void opened_describe(const struct opened *opened, char *text, size_t size);

/* Without a screen: to standard output, as lines, or as JSON Lines again. The exit status; -1: error is filled in. */
int opened_print(const struct options *options, struct error *error);

#endif

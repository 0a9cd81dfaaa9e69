/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recent: short texts that were used before, newest first, in a file of the program's state ($XDG_STATE_HOME/starlit, else
 * ~/.local/state/starlit; folder 0700, files 0600): targets, and servers known to have offered STARTTLS.
 *
 * Ownership the list owns its texts. Failure: without a home there is no state; everything else works.
 */
#ifndef STARLIT_APP_RECENT_H
#define STARLIT_APP_RECENT_H

#include "base/error.h"
#include <stddef.h>

enum { RECENT_TARGETS = 50, RECENT_SERVERS = 2000 };

struct recent {
	char **texts; /* newest first */
	size_t count;
	size_t max;
	const char *name; /* of the file */
	bool keep;        /* read from and written to the file */
};

/* Writes the path of a state file into path; false when there is no home. */
bool recent_state_path(const char *name, char *path, size_t size);

/* At most max texts, from the file of that constant name. */
void recent_init(struct recent *recent, const char *name, size_t max, bool keep);
void recent_done(struct recent *recent);
bool recent_has(const struct recent *recent, const char *text);
/* Moves the text to the front and, when kept, writes the file. */
bool recent_add(struct recent *recent, const char *text, struct error *error);

#endif

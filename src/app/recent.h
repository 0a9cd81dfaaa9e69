/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recent: targets used before, and where the program keeps its state ($XDG_STATE_HOME/starlit, else
 * ~/.local/state/starlit; folder 0700, files 0600).
 *
 * Ownership the list owns its texts. Failure: without a home there is no state; everything else works.
 */
#ifndef STARLIT_APP_RECENT_H
#define STARLIT_APP_RECENT_H

#include "base/error.h"
#include <stddef.h>

enum { RECENT_MAX = 50 };

struct recent {
	char *targets[RECENT_MAX]; /* newest first */
	size_t count;
	bool keep; /* read from and written to the file */
};

/* Writes the path of a state file into path; false when there is no home. */
bool recent_state_path(const char *name, char *path, size_t size);

void recent_init(struct recent *recent, bool keep);
void recent_done(struct recent *recent);
/* Moves the target to the front and, when kept, writes the file. */
bool recent_add(struct recent *recent, const char *target, struct error *error);

#endif

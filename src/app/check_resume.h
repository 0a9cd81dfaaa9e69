/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_resume: results in a file, so that a run that was broken off can go on.
 *
 * Format    JSON Lines as report/check_json.h writes them, one for each target that is done. What a kill left of a last line is cut
 *           off when the file is opened again; anything else that is no result is an error, and the file stays as it is.
 * Use       each line answers one target of that name: one that is listed twice needs two lines.
 * Memory    32 bytes a line, CHECK_RESUME_LINES at most. The file is locked while it is used.
 * Ownership the caller's. Failure: false or NULL, and an error.
 */
#ifndef STARLIT_APP_CHECK_RESUME_H
#define STARLIT_APP_CHECK_RESUME_H

#include "base/error.h"
#include "report/checked.h"

enum { CHECK_RESUME_LINES = 1000000 };

struct check_resume;

struct check_resume *check_resume_open(const char *path, struct error *error);
/* To the disk, and closed. NULL is fine. */
bool check_resume_close(struct check_resume *resume, struct error *error);

/* Takes the answer for the target and the name that its certificate must bear out of the file, if there is one. */
bool check_resume_take(struct check_resume *resume, const char *target, const char *name, struct checked *ret_checked);
bool check_resume_add(struct check_resume *resume, const struct checked *checked, struct error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_setup: what a lesson wants of the server and of the client, as the program has it.
 *
 * Purpose   settings by their names. A lesson is a file that anybody may have written: it says how the handshake is to go,
 *           and names none of the user's files.
 * Ownership texts point into the lesson, which outlives what was made of it.
 * Failure   a setting that is not known or makes no sense is false, and an error that names its line.
 */
#ifndef STARLIT_APP_LESSON_SETUP_H
#define STARLIT_APP_LESSON_SETUP_H

#include "app/local_server.h"
#include "app/options.h"
#include "lesson/lesson.h"

struct lesson_setup {
	struct options options;
	struct target target;
	struct local_recipe server;
	bool other_door; /* the server begins with TLS where the client does not, and the reverse */
};

/* How the connection of that number is to be; what it leaves open is as in base, but for trust and handshake. */
bool lesson_setup_make(const struct lesson *lesson, unsigned connection, const struct options *base,
	struct lesson_setup *ret_setup, struct error *error);
/* Every connection of it can be had. */
bool lesson_setup_check(const struct lesson *lesson, const struct options *base, struct error *error);
bool lesson_setup_same_server(const struct local_recipe *a, const struct local_recipe *b);

#endif

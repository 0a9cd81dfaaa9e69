/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script: a dialogue written down: what to say, what to expect, when to go STARTTLS.
 *
 *	greet
 *	starttls
 *	expect verified
 *	secret PASSWORD env MAIL_PASSWORD
 *	say AUTH PLAIN ${plain:USER:PASSWORD}
 *	expect 235
 *
 * Purpose   parsed from text (doc/scripts.md has the language), it then drives a session step by step: whoever has the
 *           loop calls script_advance once per round. A server's own test suite can be written in it.
 * Sans-I/O  files and the environment are asked for through struct script_world.
 * Ownership the caller owns script and session; the journal outlives both. Values of secrets are masked in the journal
 *           (journal_hide) before the first line is said, and wiped at the end.
 * Failure   a script that makes no sense is NULL and an error, «NAME:LINE: why». A server that does something else than is
 *           expected ends the script in SCRIPT_FAILED, with a sentence.
 */
#ifndef STARLIT_SESSION_SCRIPT_H
#define STARLIT_SESSION_SCRIPT_H

#include "model/digest.h"
#include "session/session.h"

enum { SCRIPT_STEPS_MAX = 10000, SCRIPT_VALUES_MAX = 200, SCRIPT_DEPTH_MAX = 16, SCRIPT_LINE_MAX = 65536 };

/* What a script may ask of the world around it. */
struct script_world {
	/* Appends a file's bytes. */
	bool (*read)(void *context, const char *name, struct buffer *ret_bytes, struct error *error);
	/* NULL: not set. */
	const char *(*environment)(void *context, const char *name);
	void *context;
};

struct script;

/* name is what errors call it. World is used here, and not kept. */
struct script *script_new(const char *name, struct bytes text, const struct script_world *world,
	struct journal *journal, struct error *error);
void script_free(struct script *script);
/* A value from outside (starlit run --set NAME=VALUE), before the first step. It wins over the script's own. */
bool script_set(struct script *script, struct bytes name, struct bytes value, struct error *error);

enum script_state {
	SCRIPT_GOING,  /* waits for the server, or for the time of script_deadline */
	SCRIPT_DONE,   /* the last step is done; the session is said good-bye to and over */
	SCRIPT_FAILED, /* script_failure says why */
};

/* Goes on as far as it can. The digest is up to date with the journal. */
enum script_state script_advance(struct script *script, struct session *session, const struct digest *digest);
/* «NAME:12: expected 250, but the server said: 550 5.1.1 no such user»; safe to show. */
const char *script_failure(const struct script *script);
/* The line that it is at, from 1. */
unsigned script_line(const struct script *script);
/* The time on the journal's scale at which script_advance is to be called at the latest; -1: none. */
int64_t script_deadline(const struct script *script);
/* It goes STARTTLS: a session that stays in the clear has failed. */
bool script_wants_tls(const struct script *script);

#endif

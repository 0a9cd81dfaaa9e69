/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * steps: the script's inside, shared by script.c (reading), script_values.c and script_run.c (going). Internal to session.
 */
#ifndef STARLIT_SESSION_STEPS_H
#define STARLIT_SESSION_STEPS_H

#include "base/secret.h"
#include "session/script.h"

enum step_kind {
	STEP_SAY,
	STEP_EXPECT,
	STEP_GREET,
	STEP_UPGRADE,
	STEP_WAIT,
	STEP_INCLUDE,
	STEP_IF,   /* target: the step behind its else, or behind its end, for when it does not hold */
	STEP_ELSE, /* target: the step behind its end */
	STEP_END,
	STEP_FAIL,
	STEP_QUIT /* the end of the script, wherever it stands */
};

struct step_of_script {
	enum step_kind kind;
	unsigned line;
	struct bytes text; /* what stands behind the word; into script->text */
	size_t target;
	struct bytes file; /* STEP_INCLUDE: its bytes; allocated */
};

struct value_of_script {
	struct bytes name; /* allocated */
	struct secret value;
	bool given; /* from outside: the script does not change it */
};

struct script {
	char *name;
	struct journal *journal;
	char *text;
	struct step_of_script *steps;
	size_t count;
	size_t room;
	struct value_of_script *values;
	size_t value_count;
	bool wants_tls;
	/* where it is */
	size_t at;
	bool begun;      /* the present step has begun, and waits */
	uint64_t since;  /* where the last thing was said */
	uint64_t cursor; /* replies up to here were taken by earlier steps */
	int64_t until_us;
	size_t sent; /* bytes of the included file */
	bool leaving;
	char failure[1200];
};

/* script_values.c */
/* Replaces ${NAME}, ${base64:NAME} and ${plain:USER:PASSWORD}. False with the name of what is not known. */
bool values_expand(const struct script *script, struct bytes text, struct buffer *out, struct error *error);
bool values_set(struct script *script, struct bytes name, struct bytes value, bool given, struct error *error);
const struct value_of_script *values_find(const struct script *script, struct bytes name);
void values_done(struct script *script);

/* script_expect.c: whether what has happened is what is expected. */
enum expectation { EXPECTATION_MET, EXPECTATION_OPEN, EXPECTATION_MISSED };
enum expectation expect_check(
	struct script *script, struct bytes wanted, const struct session *session, const struct digest *digest);
/* The condition of an if, and those expectations that need no reply. False when it is none. */
bool expect_condition(struct bytes wanted, const struct script *script, const struct session *session,
	const struct digest *digest, bool *ret_holds);
/* Whether the words make sense at all; where not, why. */
bool expect_valid(struct bytes wanted, bool condition, struct error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt: the line being typed, edited by readline, painted by nobody but the view.
 *
 * Purpose   readline in callback mode, fed with whole keys, drawing nothing; histories per protocol; completion by a
 *           function of the program; a separate field for secrets that readline never sees.
 * Ownership one per process (readline's own state is static, hence ours). Spans of prompt_describe live until the next call.
 * Failure   a history file that cannot be read or written is told once by an error; the prompt works without it.
 */
#ifndef STARLIT_UI_PROMPT_H
#define STARLIT_UI_PROMPT_H

#include "base/error.h"
#include "base/secret.h"
#include "ui/keys.h"
#include "view/view.h"

/* The index-th completion of the text; false when there are no more. See proto_complete. */
typedef bool prompt_complete_fn(
	void *context, struct bytes text, size_t index, struct buffer *ret_line, const char **ret_help);
/* A finished line. It may be changed by nobody and lives for the call. secret: it came from the secret field. */
typedef void prompt_line_fn(void *context, struct bytes line, bool secret);
/* End of input at an empty line (Ctrl-D). */
typedef void prompt_end_fn(void *context);

struct prompt_hooks {
	prompt_complete_fn *complete;
	prompt_line_fn *line;
	prompt_end_fn *end;
	void *context;
};

void prompt_start(const struct prompt_hooks *hooks);
void prompt_stop(void);

/* What is typed now is of this kind, with this label; changing it between secret and not switches the field. */
void prompt_set(enum prompt_kind kind, const char *label);
/* A key that the screen did not use. */
void prompt_key(const struct key *key);
/* Puts text into the line, as if typed. */
void prompt_insert(struct bytes text);
/* The present text; empty in secret kind. */
struct bytes prompt_text(void);
bool prompt_empty(void);
void prompt_clear(void);
/* What the view needs to paint. */
void prompt_describe(struct prompt *ret_prompt);

/* Changes to the history of that file (0600, in a folder that exists). NULL: keep in memory only. */
bool prompt_history_use(const char *path, struct error *error);
bool prompt_history_save(struct error *error);
/* Adds a line; callers leave out secrets and bodies. Lines that begin with a blank are not kept. */
void prompt_history_add(struct bytes line);
/* From memory; the file stays as it is. */
void prompt_history_forget(void);

#endif

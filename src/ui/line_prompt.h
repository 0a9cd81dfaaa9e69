/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * line_prompt: readline as it is, on one line of a terminal, for line mode.
 *
 * Purpose   editing, history (prompt.h) and completion without a screen. Nothing is rewritten but the line being typed:
 *           whoever writes in between leaves the line first, and it is shown again below, with what was typed so far.
 *           Secrets are typed unseen, and never into readline. From start to stop the terminal hands over key by key.
 * Ownership one per process, and not beside prompt.h's; standard input is the terminal and is read here only.
 * Failure   a terminal that cannot be written to is false and an error.
 */
#ifndef STARLIT_UI_LINE_PROMPT_H
#define STARLIT_UI_LINE_PROMPT_H

#include "ui/prompt.h"

/* Draws on standard output where that is a terminal, else on the controlling one. */
bool line_prompt_start(const struct prompt_hooks *hooks, struct error *error);
void line_prompt_stop(void);

/* Standard input has something: hooks are called from inside. */
void line_prompt_read(void);
/* Shows label and what is typed so far, unless that stands there already. */
void line_prompt_show(const char *label);
/* Ends the line that stands there, so that something else can be written below it. */
void line_prompt_leave(void);
bool line_prompt_shown(void);
/* From now on a secret is typed, or no longer. What was typed before is dropped. */
void line_prompt_secret(bool secret);
/* Gives the terminal back and stops the process; goes on when that is continued. */
void line_prompt_suspend(void);
void line_prompt_resized(void);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * completion: all completions of a text, one after the other, and what they have in common. Internal to ui.
 */
#ifndef STARLIT_UI_COMPLETION_H
#define STARLIT_UI_COMPLETION_H

#include "ui/prompt.h"

typedef void completion_each_fn(void *context, struct bytes line, const char *help);

/* Hands each one to each, and appends to ret_common as far as all agree. Returns how many there are. */
size_t completion_all(prompt_complete_fn *complete, void *complete_context, struct bytes typed,
	completion_each_fn *each, void *each_context, struct buffer *ret_common);

#endif

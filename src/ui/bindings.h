/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bindings: which key means which action where. The rows people read are view_keys; a test holds the two together.
 *
 * Purpose   a key that means nothing to the screen gives ACTION_NONE and belongs to the prompt.
 */
#ifndef STARLIT_UI_BINDINGS_H
#define STARLIT_UI_BINDINGS_H

#include "ui/keys.h"
#include "view/view.h"

struct binding_place {
	enum focus focus;
	bool modal;        /* a popup or detail view is open */
	bool prompt_empty; /* "?" helps only then, */
	bool waits;        /* and Space steps: step mode holds something back */
	bool wants_line;   /* command prompt; false while a body, a literal or a secret is typed */
};

enum action bindings_action(const struct key *key, const struct binding_place *place);

#endif

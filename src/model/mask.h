/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mask: secrets that are known beforehand, hidden wherever they turn up.
 *
 * Purpose   protocol engines know where passwords stand in a line (redact.h); a script knows its secrets themselves. Those
 *           are taken out of every text of every event before it is stored, also where the server repeats them.
 * Ownership embedded in the journal; the secrets are copied and wiped at the end.
 * Failure   past MASK_SECRETS_MAX secrets mask_add is false, and nothing is added.
 */
#ifndef STARLIT_MODEL_MASK_H
#define STARLIT_MODEL_MASK_H

#include "base/arena.h"
#include "base/secret.h"
#include "model/event.h"

enum { MASK_SECRETS_MAX = 16 };

struct mask {
	struct secret secrets[MASK_SECRETS_MAX];
	size_t count;
};

void mask_init(struct mask *mask);
void mask_done(struct mask *mask);
/* An empty secret is taken and hides nothing. */
bool mask_add(struct mask *mask, struct bytes secret);
/* Replaces the secrets in the draft's spans; what is made new lives in scratch. */
void mask_apply(const struct mask *mask, struct event *draft, struct arena *scratch);

#endif

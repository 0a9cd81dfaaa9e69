/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * redact: takes secrets out of a line before anything stores it.
 *
 * Purpose   the protocol engine knows which bytes of a line are secret; here they are replaced by a placeholder that
 *           tells their number, «<28 bytes hidden>». Journal, screen, history and files only ever see the result.
 * Ownership the result is appended to the caller's buffer.
 */
#ifndef STARLIT_MODEL_REDACT_H
#define STARLIT_MODEL_REDACT_H

#include "base/buffer.h"

enum { REDACT_MAX = 4 };

/* Parts of a line that are secret: in order, not overlapping. */
struct redaction {
	struct {
		size_t offset;
		size_t len;
	} parts[REDACT_MAX];
	size_t count;
};

/* Marks a part as secret; an empty part is ignored, and past REDACT_MAX the last part grows to the end of the new one. */
void redaction_add(struct redaction *redaction, size_t offset, size_t len);
/* How many bytes are secret. */
size_t redaction_bytes(const struct redaction *redaction);
/* Appends line with its secret parts replaced. Returns how many bytes were hidden. */
size_t redact(struct buffer *buffer, struct bytes line, const struct redaction *redaction);

#endif

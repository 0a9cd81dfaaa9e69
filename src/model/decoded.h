/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decoded: a handshake message of the journal, decoded (wire/message.h) with what is known from the events before it.
 *
 * Purpose   the screen and reports show the same tree, of a live session and of a saved one.
 * Ownership the caller's buffer and tree, both initialised and empty; the event belongs to the journal.
 * Failure   none; see wire/tree.h.
 */
#ifndef STARLIT_MODEL_DECODED_H
#define STARLIT_MODEL_DECODED_H

#include "base/buffer.h"
#include "model/journal.h"
#include "wire/tree.h"

/* Most that a message takes: what an event keeps of its body, and the header. */
enum { DECODED_BYTES_MAX = 1 << 17 };

/*
 * event is an EVENT_TLS_MESSAGE of that journal. ret_bytes gets the message with its header, as far as it was kept. Returns
 * how many of its bytes were not.
 */
uint32_t decoded_message(
	const struct journal *journal, const struct event *event, struct buffer *ret_bytes, struct wire_tree *ret_tree);

/* What is remarkable about a field, told in a character or a word, since colour may be missing: "", "? ", "! ", "BROKEN: ". */
const char *decoded_mark(const struct wire_field *field);

#endif

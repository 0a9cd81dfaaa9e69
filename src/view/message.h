/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message: a TLS message as a tree of fields with its bytes beside it; the field under the cursor is marked in the bytes.
 * Internal to view.
 *
 * Purpose   what Enter opens on a rung of the ladder. It is decoded when it is opened, from the bytes in the event, so
 *           that a saved journal shows the same.
 * Ownership embedded in the view; the event belongs to the journal.
 */
#ifndef STARLIT_VIEW_MESSAGE_H
#define STARLIT_VIEW_MESSAGE_H

#include "model/journal.h"
#include "view/grid.h"
#include "view/rows.h"
#include "wire/tree.h"

struct message_view {
	struct wire_tree tree;
	struct buffer bytes; /* of the whole message, with its header */
	struct rows rows;
	struct scroll scroll;
	uint32_t missing; /* bytes of the message that the journal did not keep */
};

void message_view_init(struct message_view *message);
void message_view_done(struct message_view *message);
/* An EVENT_TLS_MESSAGE of that journal. */
void message_view_open(struct message_view *message, const struct journal *journal, const struct event *event);
void message_view_move(struct message_view *message, int64_t by);
void message_view_paint(struct message_view *message, struct grid *grid, struct rect rect, enum safe_charset charset);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen: the view's inside, shared by its panes. Internal to view.
 */
#ifndef STARLIT_VIEW_SCREEN_H
#define STARLIT_VIEW_SCREEN_H

#include "view/layout.h"
#include "view/message.h"
#include "view/rows.h"
#include "view/view.h"

/* What lies over the panes. */
enum overlay { OVERLAY_NONE, OVERLAY_POPUP, OVERLAY_EVENT, OVERLAY_CERT, OVERLAY_MESSAGE };

/* The conversation: which events it shows, and where in it the person is. */
struct conversation {
	uint64_t *shown; /* event numbers */
	size_t count;
	size_t room;
	size_t top; /* first item on the screen, and how many of its rows are above it */
	size_t top_row;
	size_t cursor; /* the selected item */
	bool follow;
	size_t seen; /* items that were there when following ended */
	struct buffer find;
	struct buffer scratch;
};

struct view {
	const struct journal *journal;
	enum safe_charset charset;
	struct digest digest;
	struct conversation conversation;
	enum focus focus;
	enum tab tab;
	struct scroll scrolls[TABS];
	struct rows panel; /* of the open tab, as painted last */
	bool zoomed;
	bool panel_front;
	int panel_change;
	bool hide_times;
	bool no_wrap;
	bool hex;
	enum overlay overlay;
	struct rows overlay_rows;
	struct scroll overlay_scroll;
	uint64_t overlay_event; /* OVERLAY_EVENT: its number */
	const struct cert_facts *overlay_cert;
	struct message_view message; /* OVERLAY_MESSAGE */
	char popup_title[80];
	struct buffer popup_text;
	char warning[80];
	const struct start_list *start;
	struct prompt prompt;
	struct layout layout; /* as painted last */
	bool dirty;
};

/* conversation.c */
void conversation_init(struct conversation *conversation);
void conversation_done(struct conversation *conversation);
/* Takes an event into the list when it is one that people see. */
void conversation_take(struct view *view, const struct event *event);
void conversation_paint(struct view *view, struct grid *grid, struct rect rect);
void conversation_scroll(struct view *view, int rows);
void conversation_move(struct view *view, int items);
void conversation_top(struct view *view);
void conversation_end(struct view *view);
bool conversation_find(struct view *view, struct bytes text, bool backwards);
const struct event *conversation_selected(const struct view *view);
/* What the event looks like in the conversation, as text. */
void conversation_text(const struct view *view, const struct event *event, struct buffer *out);

/* The panes fill rows from the digest. */
void pane_session(const struct view *view, struct rows *rows);
void pane_tls(const struct view *view, struct rows *rows);
/* Nothing when there was no TLS session before. */
void pane_before(const struct view *view, struct rows *rows);
void pane_certs(const struct view *view, struct rows *rows);
void pane_caps(const struct view *view, struct rows *rows);
void pane_handshake(const struct view *view, struct rows *rows);
/* The certificate that a row of pane_certs stands for: the leaf is 0, the anchor comes last. */
const struct cert_facts *pane_certs_at(const struct view *view, int64_t ref);
void pane_verdicts(const struct view *view, struct rows *rows);

/* panel.c */
void panel_paint(struct view *view, struct grid *grid, struct rect rect);
const char *panel_tab_name(enum tab tab);

/* detail.c */
void detail_event(const struct event *event, bool hex, struct rows *rows);
void detail_cert(const struct cert_facts *cert, int64_t now, struct rows *rows);

/* bars.c */
void bars_status(const struct view *view, struct grid *grid, struct rect rect);
void bars_keys(const struct view *view, struct grid *grid, struct rect rect);
void bars_prompt(const struct view *view, struct grid *grid, struct rect rect);
void bars_candidates(const struct view *view, struct grid *grid, struct rect rect);

/* overlay.c */
void overlay_paint(struct view *view, struct grid *grid);
void overlay_open_help(struct view *view);

/* start.c */
void start_paint(const struct view *view, struct grid *grid);

#endif

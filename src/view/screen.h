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
enum overlay {
	OVERLAY_NONE,
	OVERLAY_POPUP,
	OVERLAY_EVENT,
	OVERLAY_CERT,
	OVERLAY_MESSAGE,
	OVERLAY_FINDING,
	OVERLAY_BOARD
};
enum { LAYERS_MAX = 4 };

/* An overlay that another one lies on: an explanation on a message, an event on a finding. */
struct layer {
	enum overlay kind;
	uint64_t event;
	struct scroll scroll;
};

/* Step mode. */
struct stepping {
	bool on;
	uint64_t released; /* messages from this number on are held back */
	uint64_t known;    /* messages in the journal */
	uint64_t shown;    /* and of these on the screen */
	uint64_t counted;  /* events that known has seen */
	int64_t last;      /* the message shown last; -1: none */
};

/* The findings that were seen, of all connections. */
struct findings {
	uint64_t *numbers;
	size_t count;
	size_t room;
};

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
	struct rows panel;     /* of the open tab, as painted last */
	int64_t ladder_newest; /* the last step that was painted; -1: none */
	int64_t panel_seek;    /* the row of this event gets the cursor with the next paint; -1: none */
	bool zoomed;
	bool panel_front;
	int panel_change;
	bool hide_times;
	bool no_wrap;
	bool hex;
	enum overlay overlay;
	struct rows overlay_rows;
	struct scroll overlay_scroll;
	uint64_t overlay_event; /* OVERLAY_EVENT, OVERLAY_FINDING: its number */
	struct layer below[LAYERS_MAX];
	size_t below_count;
	const struct cert_facts *overlay_cert;
	struct message_view message; /* OVERLAY_MESSAGE */
	char popup_title[80];
	struct buffer popup_text;
	char warning[80];
	const struct start_list *start;
	const struct board *board;
	struct rows board_notice, board_text;
	bool board_opened; /* the whole lesson has not been painted since: it begins where one is */
	struct stepping step;
	struct findings findings;
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
/* Selects the event of that number; false when the conversation does not show it. */
bool conversation_go(struct view *view, uint64_t number);
void conversation_forget(struct view *view);

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

/* pane_findings.c */
void findings_take(struct view *view, const struct event *event);
void pane_findings(const struct view *view, struct rows *rows);
/* Rows of the events that prove it have their numbers. */
void detail_finding(const struct view *view, const struct event *event, struct rows *rows);
/* How many of the present connection are more than notes. */
uint64_t findings_above_note(const struct view *view);

/* step.c */
/* Sees what is new, as far as it may be shown; true when something was, or more waits. */
bool step_catch_up(struct view *view);

/* board.c */
/* How many rows the strip would like to have. */
int board_rows(struct view *view, int cols);
void board_paint(struct view *view, struct grid *grid, struct rect rect);
/* The whole lesson; returns behind which row the present step, or the closing, ends. */
size_t board_fill(const struct view *view, struct rows *rows);

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
/* Lays it over whatever is open. event: of those kinds that have one. */
void overlay_open(struct view *view, enum overlay kind, uint64_t event);
/* Back to what lay below. */
void overlay_close(struct view *view);
void overlay_close_all(struct view *view);
/* It has a cursor, and Enter opens what is under it. */
bool overlay_is_list(const struct view *view);
void overlay_open_help(struct view *view);

/* start.c */
void start_paint(struct view *view, struct grid *grid);

#endif

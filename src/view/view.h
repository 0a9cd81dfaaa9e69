/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view: the whole screen as one object: journal in, actions in, grid out.
 *
 * Purpose   holds what a person has done to the screen (focus, tab, scroll, search, popup) and paints everything from the
 *           journal. It knows no terminal, no keyboard codes, no session: ui turns keys into actions, app hands in
 *           the prompt.
 * Ownership the view borrows the journal; the prompt's spans must live until the next view_paint.
 * Cost      a paint looks only at what is visible; catching up is linear in new events.
 */
#ifndef STARLIT_VIEW_VIEW_H
#define STARLIT_VIEW_VIEW_H

#include "model/digest.h"
#include "view/grid.h"

enum tab { TAB_SESSION, TAB_TLS, TAB_CERTS, TAB_CAPS, TAB_HANDSHAKE, TAB_FINDINGS };
enum { TABS = TAB_FINDINGS + 1 };

enum focus { FOCUS_PROMPT, FOCUS_CONVERSATION, FOCUS_PANEL };

/* What a key (or a local command) asks of the screen. One table (view/keys.c) names them for help and bars. */
enum action {
	ACTION_NONE,
	ACTION_HELP,
	ACTION_NEXT_PANE,
	ACTION_PREVIOUS_PANE,
	ACTION_TAB_SESSION, /* six in the order of enum tab */
	ACTION_TAB_TLS,
	ACTION_TAB_CERTS,
	ACTION_TAB_CAPS,
	ACTION_TAB_HANDSHAKE,
	ACTION_TAB_FINDINGS,
	ACTION_ZOOM,
	ACTION_WIDER,
	ACTION_NARROWER,
	ACTION_PAGE_UP, /* of the focused pane; from the prompt: of the conversation */
	ACTION_PAGE_DOWN,
	ACTION_LINE_UP,
	ACTION_LINE_DOWN,
	ACTION_TOP,
	ACTION_END,  /* and follow */
	ACTION_OPEN, /* detail of what is selected */
	ACTION_BACK, /* closes popup, detail, search, leaves the pane */
	ACTION_FIND, /* the prompt's text becomes a search */
	ACTION_FIND_NEXT,
	ACTION_FIND_PREVIOUS,
	ACTION_HEX,
	ACTION_TIMES,
	ACTION_WRAP,
	ACTION_LESSON, /* the whole lesson, and back */
	ACTION_STEP,   /* in step mode: the next message */
	ACTION_REDRAW,
	/* not for the view: the program's own */
	ACTION_EXPLAIN, /* what is selected */
	ACTION_COMMAND, /* whatever is open is left, and the prompt has the key */
	ACTION_SUSPEND,
	ACTION_LEAVE /* at once, whatever is going on */
};

enum prompt_kind {
	PROMPT_COMMAND,
	PROMPT_BODY,    /* message text until a lone dot */
	PROMPT_LITERAL, /* octets */
	PROMPT_ANSWER,  /* an answer that is not secret */
	PROMPT_SECRET,
	PROMPT_FIND,
	PROMPT_QUESTION, /* one key answers */
	PROMPT_TARGET    /* the start screen */
};

/* What ui's line editor shows at the moment. */
struct prompt {
	enum prompt_kind kind;
	struct bytes label; /* "TLS smtp> " */
	struct bytes text;
	size_t point;                   /* byte offset of the cursor in text */
	size_t secret_glyphs;           /* PROMPT_SECRET: text is empty, so many marks are drawn */
	struct bytes ghost;             /* a hint drawn faintly behind the text; empty: none */
	const struct bytes *candidates; /* completions, to be listed above */
	size_t candidate_count;
};

/* The start screen: targets used before, and lessons ("lesson: NAME"), which stand under a heading of their own. */
struct start_list {
	const char *const *targets; /* newest first */
	size_t count;
	size_t selected;
};

struct view;

struct view *view_new(const struct journal *journal, enum safe_charset charset);
void view_free(struct view *view);

/* Sees what is new in the journal. True when something visible changed. */
bool view_catch_up(struct view *view);
/* Does what the action says; false when it is not the view's or has nothing to act on. */
bool view_act(struct view *view, enum action action);
void view_prompt(struct view *view, const struct prompt *prompt);
/* A search in the conversation and its direction; an empty text ends it. False when nothing was found. */
bool view_find(struct view *view, struct bytes text);
/* Text for a popup (help of a command, a question); the view copies it. NULL closes it. */
void view_popup(struct view *view, const char *title, const char *text);
/* What the status bar warns of for as long as it is so ("KEYS LOGGED"); "": nothing. Copied. */
void view_warn(struct view *view, const char *warning);
/* The start screen instead of panes; NULL: the session. The list is borrowed. */
void view_start(struct view *view, const struct start_list *list);

/* A lesson beside the session. All of it is borrowed. */
struct board_step {
	const char *text;
	const char *notice; /* what to look at once it is done; may be empty */
	bool done;
};

struct board {
	const char *title;
	const char *text; /* what it is about */
	const struct board_step *steps;
	size_t count;
	size_t present;      /* the first that is not done; count: all are, */
	const char *closing; /* and this is said */
};

/* Shows the board; to be called again when it changed. NULL: none. */
void view_board(struct view *view, const struct board *board);

/*
 * Step mode: of what the journal holds, each handshake message and what follows it is shown only when view_next was
 * called, so that a class can talk about it. The session itself goes on: a server would not wait. Turning it on opens the
 * handshake tab; turning it off shows everything.
 */
void view_step(struct view *view, bool on);
/* Something waits to be shown. */
bool view_waiting(const struct view *view);
/* How many handshake messages wait, as of the last view_catch_up. */
uint64_t view_waiting_messages(const struct view *view);
void view_next(struct view *view);
/* Shows the journal from its beginning again, up to the first message in step mode: for a session that is over. */
void view_rewind(struct view *view);

/* What is selected, to be explained: the number of an event, or -1. At the prompt it is the last one that is shown. */
int64_t view_selected_event(const struct view *view);
/*
 * The words under the cursor of a message or a pane, most telling first, one a line: a field's value without its code
 * ("TLS_AES_128_GCM_SHA256"), its label ("server_name"), those of the fields that it is part of; a capability. False, and
 * nothing appended: none.
 */
bool view_selected_word(const struct view *view, struct buffer *out);

/* Paints everything into the grid, whose size is the screen's. */
void view_paint(struct view *view, struct grid *grid);

/* The mouse wheel or a click, in cells; false when nothing is there. */
bool view_click(struct view *view, int row, int col);
bool view_wheel(struct view *view, int row, int col, int lines);

enum focus view_focus(const struct view *view);
bool view_modal(const struct view *view); /* a popup or a detail view is open */
bool view_following(const struct view *view);

/* The ladder of the handshake pane as text, 78 columns wide. */
void view_ladder_text(const struct view *view, struct buffer *out);

/* The key table: key as people write it ("F6", "PgUp", "Alt-1"), what it does, where it counts. */
struct key_row {
	const char *key;
	const char *group; /* "Scroll", "Panes", "Prompt", "In a pane" */
	const char *help;
	enum action action;
	const char *bar; /* short form for the bottom line; NULL: not there */
};
const struct key_row *view_keys(size_t *ret_count);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keys: what people read about keys. ui/bindings.c says the same to the program; a test holds the two together.
 */
#include "view/view.h"

static const struct key_row keys[] = {
	{"F1", "Help", "this list (also ? at an empty prompt)", ACTION_HELP, "F1 keys"},
	{"F2", "Help", "explain what is selected, or typed, or came last", ACTION_EXPLAIN, "F2 explain"},
	{"F8", "Help", "the whole lesson, and back", ACTION_LESSON, "F8 lesson"},
	{"F9", "Help", "step mode: the next message (Space at an empty prompt)", ACTION_STEP, "F9 next"},
	{"PgUp", "Scroll", "scroll back; what is new waits below", ACTION_PAGE_UP, "PgUp/Dn"},
	{"PgDn", "Scroll", "scroll on", ACTION_PAGE_DOWN, NULL},
	{"Shift-Up", "Scroll", "one row back", ACTION_LINE_UP, NULL},
	{"Shift-Down", "Scroll", "one row on", ACTION_LINE_DOWN, NULL},
	{"Ctrl-Home", "Scroll", "to the beginning", ACTION_TOP, NULL},
	{"Ctrl-End", "Scroll", "to the end, and follow", ACTION_END, NULL},
	{"F6", "Panes", "next pane (Alt-o)", ACTION_NEXT_PANE, "F6 pane"},
	{"Shift-F6", "Panes", "previous pane (Shift-Tab)", ACTION_PREVIOUS_PANE, NULL},
	{"Alt-1", "Panes", "Session", ACTION_TAB_SESSION, "Alt-1..6 tab"},
	{"Alt-2", "Panes", "TLS", ACTION_TAB_TLS, NULL},
	{"Alt-3", "Panes", "Certificates", ACTION_TAB_CERTS, NULL},
	{"Alt-4", "Panes", "Capabilities", ACTION_TAB_CAPS, NULL},
	{"Alt-5", "Panes", "Handshake", ACTION_TAB_HANDSHAKE, NULL},
	{"Alt-6", "Panes", "Findings", ACTION_TAB_FINDINGS, NULL},
	{"Alt-z", "Panes", "the pane alone on the screen, and back", ACTION_ZOOM, "Alt-z zoom"},
	{"F3", "Look", "find in the conversation (Alt-s)", ACTION_FIND, "F3 find"},
	{"F4", "Look", "times on and off", ACTION_TIMES, NULL},
	{"F5", "Look", "bytes instead of fields, in a detail (Alt-x)", ACTION_HEX, NULL},
	{"F7", "Look", "wrap long lines or cut them (Alt-w)", ACTION_WRAP, NULL},
	{"Ctrl-L", "Look", "paint everything again", ACTION_REDRAW, NULL},
	{"Ctrl-Z", "Look", "stop the program; fg goes on", ACTION_SUSPEND, NULL},
	{"Ctrl-\\", "Look", "leave at once, whatever is going on", ACTION_LEAVE, NULL},
	{"Enter", "In a pane", "open what is selected", ACTION_OPEN, NULL},
	{"q", "In a pane", "back (also Esc)", ACTION_BACK, NULL},
	{":", "In a pane", "back to the prompt, for a command like :next", ACTION_COMMAND, NULL},
	{"n", "In a pane", "next hit", ACTION_FIND_NEXT, NULL},
	{"N", "In a pane", "previous hit", ACTION_FIND_PREVIOUS, NULL},
	{"<", "In a pane", "wider panel", ACTION_WIDER, NULL},
	{">", "In a pane", "narrower panel", ACTION_NARROWER, NULL},
	{"Tab", "Prompt", "complete; twice: list", ACTION_NONE, NULL},
	{"Ctrl-R", "Prompt", "search the history", ACTION_NONE, NULL},
	{"Ctrl-C", "Prompt", "drop the line", ACTION_NONE, NULL},
	{"Ctrl-D", "Prompt", "quit, on an empty line", ACTION_NONE, NULL},
};

const struct key_row *view_keys(size_t *ret_count)
{
	*ret_count = sizeof(keys) / sizeof(keys[0]);
	return keys;
}

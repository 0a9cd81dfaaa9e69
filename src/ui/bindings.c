/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bindings: rows of key, place and action.
 */
#include "ui/bindings.h"

enum place { EVERYWHERE, IN_PANE };

static const struct row {
	enum key_kind kind;
	unsigned modifiers;
	uint32_t point; /* 0: any */
	enum place place;
	enum action action;
} rows[] = {
	{KEY_FUNCTION, 0, 1, EVERYWHERE, ACTION_HELP},
	{KEY_FUNCTION, 0, 3, EVERYWHERE, ACTION_FIND},
	{KEY_FUNCTION, 0, 4, EVERYWHERE, ACTION_TIMES},
	{KEY_FUNCTION, 0, 5, EVERYWHERE, ACTION_HEX},
	{KEY_FUNCTION, 0, 6, EVERYWHERE, ACTION_NEXT_PANE},
	{KEY_FUNCTION, KEY_SHIFT, 6, EVERYWHERE, ACTION_PREVIOUS_PANE},
	{KEY_FUNCTION, 0, 7, EVERYWHERE, ACTION_WRAP},
	{KEY_TAB_BACK, KEY_SHIFT, 0, EVERYWHERE, ACTION_PREVIOUS_PANE},
	{KEY_CHARACTER, KEY_ALT, '1', EVERYWHERE, ACTION_TAB_SESSION},
	{KEY_CHARACTER, KEY_ALT, '2', EVERYWHERE, ACTION_TAB_TLS},
	{KEY_CHARACTER, KEY_ALT, '3', EVERYWHERE, ACTION_TAB_CERTS},
	{KEY_CHARACTER, KEY_ALT, '4', EVERYWHERE, ACTION_TAB_CAPS},
	{KEY_CHARACTER, KEY_ALT, '5', EVERYWHERE, ACTION_TAB_HANDSHAKE},
	{KEY_CHARACTER, KEY_ALT, 'z', EVERYWHERE, ACTION_ZOOM},
	{KEY_CHARACTER, KEY_ALT, 'h', EVERYWHERE, ACTION_HELP},
	{KEY_CHARACTER, KEY_ALT, 'o', EVERYWHERE, ACTION_NEXT_PANE},
	{KEY_CHARACTER, KEY_ALT, 's', EVERYWHERE, ACTION_FIND},
	{KEY_CHARACTER, KEY_ALT, 'x', EVERYWHERE, ACTION_HEX},
	{KEY_CHARACTER, KEY_ALT, 'w', EVERYWHERE, ACTION_WRAP},
	{KEY_PAGE_UP, 0, 0, EVERYWHERE, ACTION_PAGE_UP},
	{KEY_PAGE_DOWN, 0, 0, EVERYWHERE, ACTION_PAGE_DOWN},
	{KEY_UP, KEY_SHIFT, 0, EVERYWHERE, ACTION_LINE_UP},
	{KEY_DOWN, KEY_SHIFT, 0, EVERYWHERE, ACTION_LINE_DOWN},
	{KEY_HOME, KEY_CTRL, 0, EVERYWHERE, ACTION_TOP},
	{KEY_END, KEY_CTRL, 0, EVERYWHERE, ACTION_END},
	{KEY_CHARACTER, 0, 12, EVERYWHERE, ACTION_REDRAW},
	{KEY_CHARACTER, 0, 26, EVERYWHERE, ACTION_SUSPEND},
	{KEY_UP, 0, 0, IN_PANE, ACTION_LINE_UP},
	{KEY_DOWN, 0, 0, IN_PANE, ACTION_LINE_DOWN},
	{KEY_HOME, 0, 0, IN_PANE, ACTION_TOP},
	{KEY_END, 0, 0, IN_PANE, ACTION_END},
	{KEY_CHARACTER, 0, 'k', IN_PANE, ACTION_LINE_UP},
	{KEY_CHARACTER, 0, 'j', IN_PANE, ACTION_LINE_DOWN},
	{KEY_CHARACTER, 0, 'g', IN_PANE, ACTION_TOP},
	{KEY_CHARACTER, 0, 'G', IN_PANE, ACTION_END},
	{KEY_CHARACTER, 0, ' ', IN_PANE, ACTION_PAGE_DOWN},
	{KEY_CHARACTER, 0, 4, IN_PANE, ACTION_PAGE_DOWN},
	{KEY_CHARACTER, 0, 21, IN_PANE, ACTION_PAGE_UP},
	{KEY_CHARACTER, 0, '\r', IN_PANE, ACTION_OPEN},
	{KEY_CHARACTER, 0, 'q', IN_PANE, ACTION_BACK},
	{KEY_CHARACTER, 0, '/', IN_PANE, ACTION_FIND},
	{KEY_CHARACTER, 0, 'n', IN_PANE, ACTION_FIND_NEXT},
	{KEY_CHARACTER, 0, 'N', IN_PANE, ACTION_FIND_PREVIOUS},
	{KEY_CHARACTER, 0, 'x', IN_PANE, ACTION_HEX},
	{KEY_CHARACTER, 0, '<', IN_PANE, ACTION_WIDER},
	{KEY_CHARACTER, 0, '>', IN_PANE, ACTION_NARROWER},
	{KEY_CHARACTER, 0, '?', IN_PANE, ACTION_HELP},
	{KEY_ESCAPE, 0, 0, IN_PANE, ACTION_BACK},
	{KEY_CHARACTER, 0, 3, IN_PANE, ACTION_BACK},
};

static bool matches(const struct row *row, const struct key *key)
{
	return row->kind == key->kind && row->modifiers == key->modifiers && (!row->point || row->point == key->point);
}

enum action bindings_action(const struct key *key, const struct binding_place *place)
{
	bool in_pane = place->modal || place->focus != FOCUS_PROMPT;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (matches(&rows[i], key) && (rows[i].place == EVERYWHERE || (rows[i].place == IN_PANE && in_pane)))
			return rows[i].action;
	if (key->kind == KEY_CHARACTER && key->point == '?' && !key->modifiers && place->prompt_empty &&
		place->wants_line)
		return ACTION_HELP;
	return ACTION_NONE;
}

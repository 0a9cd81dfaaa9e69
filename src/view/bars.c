/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bars: the status bar on top, the bar of keys, the prompt and the strip of completions at the bottom.
 */
#include "view/screen.h"

#include "model/tls_facts.h"
#include <inttypes.h>
#include <stdio.h>

/* Status */

static const char *verdict_summary(const struct digest *digest, char *text, size_t size)
{
	if (!digest->chain)
		return "";
	switch (digest_worst(digest)) {
	case VERDICT_GOOD: return "verify: good";
	case VERDICT_WARN: return "verify: warnings";
	case VERDICT_NOT_CHECKED: return "verify: not all checked";
	case VERDICT_BAD: snprintf(text, size, "verify: FAILED (%u)", digest_bad_verdicts(digest)); return text;
	}
	return "";
}

static const char *phase_word(const struct digest *digest, char *text, size_t size)
{
	if (digest->link == LINK_CLOSED)
		return "CLOSED";
	if (digest->link != LINK_OPEN)
		return digest->link == LINK_NONE ? "NOT CONNECTED" : "CONNECTING";
	if (digest->phase == PHASE_HANDSHAKE)
		return "HANDSHAKE";
	if (digest->phase == PHASE_CLEAR || !digest->tls_up || !digest->tls_up->tls_up.facts)
		return "CLEAR";
	const struct tls_facts *facts = digest->tls_up->tls_up.facts;
	snprintf(text, size, "%s %s", facts->version, facts->cipher ? facts->cipher : "");
	return text;
}

static enum style phase_style(const struct digest *digest)
{
	if (digest->link != LINK_OPEN)
		return STYLE_BAR;
	return digest->phase == PHASE_TLS ? STYLE_BAR_TLS : STYLE_BAR_CLEAR;
}

static int put_target(const struct digest *digest, struct grid *grid, struct rect rect, int col)
{
	col = grid_text(grid, rect, 0, col, " ", STYLE_BAR);
	col = grid_bytes(grid, rect, 0, col, digest->target.name, STYLE_BAR);
	if (digest->target.port)
		col = grid_printf(grid, rect, 0, col, STYLE_BAR, ":%u", digest->target.port);
	col = grid_text(grid, rect, 0, col, "  ", STYLE_BAR);
	col = grid_bytes(grid, rect, 0, col, digest->target.protocol, STYLE_BAR);
	return grid_text(grid, rect, 0, col, "  ", STYLE_BAR);
}

static void put_new(const struct view *view, struct grid *grid, struct rect rect)
{
	const struct conversation *c = &view->conversation;
	char text[40];

	if (c->follow)
		snprintf(text, sizeof(text), " ");
	else if (c->count > c->seen)
		snprintf(text, sizeof(text), " +%zu new ", c->count - c->seen);
	else
		snprintf(text, sizeof(text), " reading ");
	grid_text(grid, rect, 0, rect.cols - (int)strlen(text), text, c->follow ? STYLE_BAR : STYLE_FOUND);
}

void bars_status(const struct view *view, struct grid *grid, struct rect rect)
{
	const struct digest *digest = &view->digest;
	char text[80];

	grid_fill(grid, rect, STYLE_BAR);
	int col = *view->warning ? grid_printf(grid, rect, 0, 0, STYLE_BAR_CLEAR, " %s ", view->warning) : 0;
	col = digest->connections ? put_target(digest, grid, rect, col)
				  : grid_text(grid, rect, 0, col, " starlit  ", STYLE_BAR);
	col = grid_printf(grid, rect, 0, col, phase_style(digest), " %s ", phase_word(digest, text, sizeof(text)));
	const char *verdict = verdict_summary(digest, text, sizeof(text));
	if (*verdict)
		col = grid_printf(grid, rect, 0, col, digest_worst(digest) == VERDICT_BAD ? STYLE_BAR_CLEAR : STYLE_BAR,
			"  %s", verdict);
	if (digest->state.len && digest->link == LINK_OPEN) {
		col = grid_text(grid, rect, 0, col, "  state: ", STYLE_BAR);
		col = grid_bytes(grid, rect, 0, col, digest->state, STYLE_BAR);
	}
	if (digest->last_reply && rect.cols - col > 24) {
		col = grid_text(grid, rect, 0, col, "  last: ", STYLE_BAR);
		col = grid_bytes(grid, rect, 0, col, digest->last_reply->reply.word, STYLE_BAR);
		col = grid_text(grid, rect, 0, col, " ", STYLE_BAR);
		struct rect shortened = {rect.row, rect.col, 1, rect.cols - 12};
		grid_bytes(grid, shortened, 0, col, digest->last_reply->reply.text, STYLE_BAR);
	}
	put_new(view, grid, rect);
}

/* Keys */

void bars_keys(const struct view *view, struct grid *grid, struct rect rect)
{
	static const char *const focus[] = {"prompt", "conversation", "panel"};
	size_t count;
	const struct key_row *keys = view_keys(&count);
	int col = 0;

	if (view->layout.narrow)
		col = grid_printf(
			grid, rect, 0, col, STYLE_FOCUS, "[%s]", view->panel_front ? "panel" : "conversation");
	else if (view->focus != FOCUS_PROMPT)
		col = grid_printf(grid, rect, 0, col, STYLE_FOCUS, "[%s] Enter open  Esc back", focus[view->focus]);
	for (size_t i = 0; i < count; i++)
		if (keys[i].bar && col + (int)strlen(keys[i].bar) + 2 <= rect.cols)
			col = grid_printf(grid, rect, 0, col, STYLE_FAINT, "%s%s", col ? "  " : "", keys[i].bar);
}

/* Prompt */

static enum style label_style(const struct view *view)
{
	if (view->prompt.kind == PROMPT_QUESTION)
		return STYLE_WARNING;
	if (view->digest.link != LINK_OPEN)
		return STYLE_PROMPT;
	return view->digest.phase == PHASE_TLS ? STYLE_TLS_MARK : STYLE_CLEAR_MARK;
}

/* The first byte of the text to show, so that the cursor is on the row; a "<" tells that something is left out. */
static size_t first_shown(const struct view *view, struct bytes text, size_t point, int cols)
{
	struct bytes before = bytes_first(text, point);
	struct safe_piece piece;
	size_t offset = 0;
	int width = (int)safe_width(before, view->charset);

	while (width >= cols && safe_next(&before, view->charset, &piece)) {
		offset += piece.source_len;
		width -= piece.width;
	}
	return offset;
}

static void put_text(const struct view *view, struct grid *grid, struct rect rect, int col)
{
	const struct prompt *prompt = &view->prompt;
	int cols = rect.cols - col;
	size_t first = first_shown(view, prompt->text, prompt->point, cols);

	/* Room for the mark: one more character is left out. */
	if (first)
		first = first_shown(view, prompt->text, prompt->point, cols - 1);
	int at = first ? grid_text(grid, rect, 0, col, "<", STYLE_FAINT) : col;
	grid_bytes(grid, rect, 0, at, bytes_from(prompt->text, first), STYLE_NORMAL);
	struct bytes before = bytes_first(bytes_from(prompt->text, first), prompt->point - first);
	grid->cursor_row = rect.row;
	grid->cursor_col = rect.col + at + (int)safe_width(before, view->charset);
	if (prompt->ghost.len && prompt->point == prompt->text.len)
		grid_bytes(grid, rect, 0, grid->cursor_col - rect.col + 1, prompt->ghost, STYLE_FAINT);
}

static void put_secret(const struct view *view, struct grid *grid, struct rect rect, int col)
{
	for (size_t i = 0; i < view->prompt.secret_glyphs && col < rect.cols - 1; i++)
		col = grid_text(grid, rect, 0, col, "*", STYLE_SECRET);
	grid->cursor_row = rect.row;
	grid->cursor_col = rect.col + col;
}

void bars_prompt(const struct view *view, struct grid *grid, struct rect rect)
{
	struct bytes label = view->prompt.label;
	int col = 0;

	if (rect.rows <= 0)
		return;
	/* In a narrow terminal the line matters more than its label. */
	if ((int)safe_width(label, view->charset) + 10 <= rect.cols)
		col = grid_bytes(grid, rect, 0, 0, label, label_style(view));
	if (view->prompt.kind == PROMPT_SECRET)
		put_secret(view, grid, rect, col);
	else
		put_text(view, grid, rect, col);
	if (view->focus != FOCUS_PROMPT || view->overlay != OVERLAY_NONE)
		grid->cursor_row = view->prompt.kind == PROMPT_FIND ? grid->cursor_row : -1;
}

void bars_candidates(const struct view *view, struct grid *grid, struct rect rect)
{
	grid_fill(grid, rect, STYLE_NORMAL);
	for (int row = 0; row < rect.rows && (size_t)row < view->prompt.candidate_count; row++) {
		bool more = row == rect.rows - 1 && (size_t)row + 1 < view->prompt.candidate_count;
		if (more)
			grid_printf(grid, rect, row, 1, STYLE_FAINT, "and %zu more",
				view->prompt.candidate_count - (size_t)row);
		else
			grid_bytes(grid, rect, row, 1, view->prompt.candidates[row], STYLE_NOTE);
	}
}

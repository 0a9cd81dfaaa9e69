/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bars: the status bar on top, the bar of keys, the prompt and the strip of completions at the bottom.
 */
#include "view/screen.h"

#include "model/tls_facts.h"
#include <inttypes.h>
#include <stdio.h>

enum { NARROW = 70, ROOMY = 100 };

/* Status */

static const char *verdict_summary(const struct digest *digest, bool narrow, char *text, size_t size)
{
	if (!digest->chain)
		return "";
	switch (digest_worst(digest)) {
	case VERDICT_GOOD:
		/* What was not looked at, such as a revocation that nobody stapled, is not called good. */
		if (digest_good_verdicts(digest) == VERDICT_ASPECTS)
			return "verify: good";
		snprintf(text, size, "verify: %u of %d good", digest_good_verdicts(digest), VERDICT_ASPECTS);
		return text;
	case VERDICT_WARN: return narrow ? "verify: warns" : "verify: warnings";
	case VERDICT_NOT_CHECKED: return narrow ? "verify: in part" : "verify: not all checked";
	case VERDICT_BAD:
		snprintf(text, size, narrow ? "verify: FAILED" : "verify: FAILED (%u)", digest_bad_verdicts(digest));
		return text;
	}
	return "";
}

static const char *phase_word(const struct digest *digest, bool narrow, char *text, size_t size)
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
	bool cipher = facts->cipher && !narrow;
	snprintf(text, size, "%s%s%s", facts->version, cipher ? " " : "", cipher ? facts->cipher : "");
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

/* Returns the columns that it takes. */
static int put_new(const struct view *view, struct grid *grid, struct rect rect)
{
	const struct conversation *c = &view->conversation;
	char text[40];

	if (c->follow)
		return 0;
	if (c->count > c->seen)
		snprintf(text, sizeof(text), " +%zu new ", c->count - c->seen);
	else
		snprintf(text, sizeof(text), " reading ");
	grid_text(grid, rect, 0, rect.cols - (int)strlen(text), text, STYLE_FOUND);
	return (int)strlen(text);
}

/* A text that is either there or not: half a word is worse than none. */
static int put_whole(struct grid *grid, struct rect rect, int col, const char *text, enum style style)
{
	int width = (int)safe_width(bytes_str(text), grid->charset);

	return col + width <= rect.cols ? grid_text(grid, rect, 0, col, text, style) : col;
}

/* The longest form that fits. */
static int put_waiting(const struct view *view, struct grid *grid, struct rect rect, int col)
{
	uint64_t count = view_waiting_messages(view);
	const char *plural = count == 1 ? "" : "s", *verb = count == 1 ? "s" : "";
	char forms[4][80];

	snprintf(forms[0], sizeof(forms[0]), " step: %" PRIu64 " more message%s wait%s, F9 shows the next", count,
		plural, verb);
	snprintf(forms[1], sizeof(forms[1]), " step: %" PRIu64 " message%s wait%s, F9 next", count, plural, verb);
	snprintf(forms[2], sizeof(forms[2]), " step: %" PRIu64 " wait%s, F9", count, verb);
	snprintf(forms[3], sizeof(forms[3]), " F9: %" PRIu64 " more", count);
	for (int i = 0; i < 4; i++)
		if (col + (int)strlen(forms[i]) <= rect.cols || i == 3)
			return grid_text(grid, rect, 0, col, forms[i], STYLE_FOUND);
	return col;
}

/* The worst rank alone; what it is stands in its tab. */
static int put_findings(const struct view *view, struct grid *grid, struct rect rect, int col)
{
	const uint64_t *counts = view->digest.findings;
	enum finding_rank rank = counts[FINDING_HIGH] ? FINDING_HIGH : FINDING_MEDIUM;
	const char *word = rank == FINDING_HIGH ? "HIGH" : "MEDIUM";
	char text[48];

	if (!counts[rank])
		return col;
	bool roomy = rect.cols >= ROOMY;
	snprintf(
		text, sizeof(text), roomy ? " found: %" PRIu64 " %s (Alt-6) " : " %" PRIu64 " %s ", counts[rank], word);
	return put_whole(grid, rect, col + roomy, text, STYLE_BAR_CLEAR);
}

static int put_state(const struct digest *digest, struct grid *grid, struct rect rect, int col)
{
	char shown[40], state[64];

	if (digest->state.len && digest->link == LINK_OPEN) {
		snprintf(state, sizeof(state), "  state: %s",
			safe_text(shown, sizeof(shown), digest->state, grid->charset));
		col = put_whole(grid, rect, col, state, STYLE_BAR);
	}
	if (!digest->last_reply || rect.cols - col <= 14)
		return col;
	col = grid_text(grid, rect, 0, col, "  last: ", STYLE_BAR);
	col = grid_bytes(grid, rect, 0, col, digest->last_reply->reply.word, STYLE_BAR);
	col = grid_text(grid, rect, 0, col, " ", STYLE_BAR);
	return grid_bytes(grid, rect, 0, col, digest->last_reply->reply.text, STYLE_BAR);
}

void bars_status(const struct view *view, struct grid *grid, struct rect rect)
{
	const struct digest *digest = &view->digest;
	bool narrow = rect.cols < NARROW;
	char text[80];

	grid_fill(grid, rect, STYLE_BAR);
	struct rect left = {rect.row, rect.col, rect.rows, rect.cols - put_new(view, grid, rect)};
	int col = *view->warning ? grid_printf(grid, left, 0, 0, STYLE_BAR_CLEAR, " %s ", view->warning) : 0;
	col = digest->connections ? put_target(digest, grid, left, col)
				  : grid_text(grid, left, 0, col, " starlit  ", STYLE_BAR);
	col = grid_printf(
		grid, left, 0, col, phase_style(digest), " %s ", phase_word(digest, narrow, text, sizeof(text)));
	if (view_waiting(view)) {
		put_waiting(view, grid, left, col);
		return;
	}
	if (view->step.on)
		col = put_whole(grid, left, col, " step mode ", STYLE_FOUND);
	col = put_findings(view, grid, left, col);
	const char *verdict = verdict_summary(digest, narrow, text, sizeof(text));
	if (*verdict) {
		col = put_whole(grid, left, col, narrow ? " " : "  ", STYLE_BAR);
		col = put_whole(
			grid, left, col, verdict, digest_worst(digest) == VERDICT_BAD ? STYLE_BAR_CLEAR : STYLE_BAR);
	}
	put_state(digest, grid, left, col);
}

/* Keys */

/* Some keys do something in a lesson, or in step mode, alone. */
static bool is_offered(const struct view *view, enum action action)
{
	switch ((int)action) {
	case ACTION_LESSON: return view->board;
	case ACTION_STEP: return view->step.on;
	default: return true;
	}
}

void bars_keys(const struct view *view, struct grid *grid, struct rect rect)
{
	static const char *const focus[] = {"prompt", "conversation", "panel"};
	size_t count;
	const struct key_row *keys = view_keys(&count);
	int col = 0;

	if (view->layout.narrow && (view->panel_front || view->focus != FOCUS_PROMPT))
		col = grid_printf(
			grid, rect, 0, col, STYLE_FOCUS, "[%s]", view->panel_front ? "panel" : "conversation");
	else if (view->focus != FOCUS_PROMPT)
		col = grid_printf(grid, rect, 0, col, STYLE_FOCUS, "[%s] Enter open  Esc back", focus[view->focus]);
	for (size_t i = 0; i < count; i++)
		if (keys[i].bar && is_offered(view, keys[i].action) && col + (int)strlen(keys[i].bar) + 2 <= rect.cols)
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

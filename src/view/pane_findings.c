/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_findings: what is wrong with the session, the worst first; and one finding with everything about it.
 */
#include "view/screen.h"

#include "base/alloc.h"
#include "model/fields.h"
#include <inttypes.h>
#include <stdio.h>

enum { SHOWN_MAX = 500, SENTENCE_MAX = 600 };

/* Told in words, since colour may be missing. */
static const char *const rank_words[FINDING_RANKS] = {
	[FINDING_NOTE] = "note", [FINDING_LOW] = "LOW", [FINDING_MEDIUM] = "MEDIUM", [FINDING_HIGH] = "HIGH"};

static enum style rank_style(enum finding_rank rank)
{
	switch (rank) {
	case FINDING_NOTE: return STYLE_NORMAL;
	case FINDING_LOW:
	case FINDING_MEDIUM: return STYLE_WARNING;
	case FINDING_HIGH: return STYLE_BAD;
	}
	return STYLE_NORMAL;
}

void findings_take(struct view *view, const struct event *event)
{
	struct findings *findings = &view->findings;

	if (event->kind != EVENT_FINDING)
		return;
	if (findings->count == findings->room) {
		findings->room = findings->room ? 2 * findings->room : 32;
		findings->numbers = alloc_grow(findings->numbers, findings->room, sizeof(*findings->numbers));
	}
	findings->numbers[findings->count++] = event->number;
}

uint64_t findings_above_note(const struct view *view)
{
	const uint64_t *counts = view->digest.findings;

	return counts[FINDING_LOW] + counts[FINDING_MEDIUM] + counts[FINDING_HIGH];
}

/* The list */

static void add_finding(const struct event *event, struct rows *rows)
{
	const struct event_finding *finding = &event->finding;
	int64_t ref = (int64_t)event->number;
	bool wide = rows->width >= 40;
	char mark[16];

	snprintf(mark, sizeof(mark), wide ? "%-7s" : "%s: ", rank_words[finding->rank]);
	if (wide)
		rows_item(rows, rank_style(finding->rank), ref, mark, finding->title);
	else
		rows_printf(rows, rank_style(finding->rank), 0, ref, "%s%.*s", mark, (int)finding->title.len,
			(const char *)finding->title.data);
	if (finding->detail.len)
		rows_prose(rows, STYLE_NORMAL, wide ? 7 : 2, ref, finding->detail);
}

static size_t add_rank(const struct view *view, enum finding_rank rank, size_t room, struct rows *rows)
{
	size_t added = 0;

	for (size_t i = 0; i < view->findings.count && added < room; i++) {
		uint64_t number = view->findings.numbers[i];
		const struct event *event = journal_at(view->journal, number);
		if (number < view->digest.first_event || event->finding.rank != rank)
			continue;
		add_finding(event, rows);
		added++;
	}
	return added;
}

static void add_nothing(const struct view *view, struct rows *rows)
{
	if (!view->digest.connections) {
		rows_prose(rows, STYLE_FAINT, 0, ROWS_NO_REF, BYTES_LITERAL("no connection yet"));
		return;
	}
	rows_prose(rows, STYLE_NORMAL, 0, ROWS_NO_REF, BYTES_LITERAL("Nothing found so far; the rules look on."));
	rows_blank(rows);
	rows_prose(rows, STYLE_FAINT, 0, ROWS_NO_REF,
		BYTES_LITERAL(
			"They know what often goes wrong, and see only what has happened in this session: that they "
			"are silent does not mean that all is well."));
}

void pane_findings(const struct view *view, struct rows *rows)
{
	uint64_t all = findings_above_note(view) + view->digest.findings[FINDING_NOTE];
	size_t added = 0;

	if (!all) {
		add_nothing(view, rows);
		return;
	}
	for (int rank = FINDING_HIGH; rank >= FINDING_NOTE; rank--)
		added += add_rank(view, (enum finding_rank)rank, SHOWN_MAX - added, rows);
	if (added < all)
		rows_printf(rows, STYLE_WARNING, 0, ROWS_NO_REF, "and %" PRIu64 " more, not shown", all - added);
	rows_blank(rows);
	rows_prose(rows, STYLE_FAINT, 0, ROWS_NO_REF, BYTES_LITERAL("Enter tells why, and what to do."));
}

/* One of them */

static void add_part(struct rows *rows, const char *title, struct bytes text)
{
	if (!text.len)
		return;
	rows_blank(rows);
	rows_title(rows, title);
	rows_prose(rows, STYLE_NORMAL, 0, ROWS_NO_REF, text);
}

/* The numbers may come from a file. */
static void add_proof(const struct view *view, const struct event_finding *finding, struct rows *rows)
{
	char sentence[SENTENCE_MAX];

	if (finding->proof_count) {
		rows_blank(rows);
		rows_title(rows, "Shown by (Enter goes there)");
	}
	for (size_t i = 0; i < finding->proof_count && i < FINDING_PROOFS_MAX; i++) {
		uint64_t number = finding->proof[i];
		if (number >= view->digest.cursor) {
			rows_item(rows, STYLE_FAINT, ROWS_NO_REF, "  ", BYTES_LITERAL("an event that is not kept"));
			continue;
		}
		const struct event *event = journal_at(view->journal, number);
		char mark[3] = {phase_mark(event->phase), ' ', 0};
		rows_item(rows, STYLE_CLIENT, (int64_t)number, mark,
			bytes_str(event_sentence(event, sentence, sizeof(sentence))));
	}
}

void detail_finding(const struct view *view, const struct event *event, struct rows *rows)
{
	const struct event_finding *finding = &event->finding;
	char id[80];

	rows_prose(rows, STYLE_TITLE, 0, ROWS_NO_REF, finding->title);
	rows_printf(rows, rank_style(finding->rank), 0, ROWS_NO_REF, "%s  %s", rank_words[finding->rank],
		safe_text(id, sizeof(id), finding->id, rows->charset));
	add_part(rows, "Seen here", finding->detail);
	add_part(rows, "Why it matters", finding->explanation);
	add_part(rows, "What to do", finding->remedy);
	add_part(rows, "Reference", finding->reference);
	add_proof(view, finding, rows);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_findings: what is wrong, why it matters, what to do; the worst first.
 */
#include "report/report_parts.h"

#include "model/fields.h"
#include <inttypes.h>
#include <stdio.h>

enum { FINDINGS_SHARE = 2 << 20 };

static enum tone rank_tone(enum finding_rank rank)
{
	switch (rank) {
	case FINDING_NOTE: return TONE_FAINT;
	case FINDING_LOW: return TONE_PLAIN;
	case FINDING_MEDIUM: return TONE_WARNING;
	case FINDING_HIGH: return TONE_BAD;
	}
	return TONE_PLAIN;
}

/* One row a line: the settings of mail servers stand below each other. */
static void add_lines(struct page *page, const char *label, struct bytes text)
{
	while (text.len) {
		size_t end = bytes_index(text, '\n', 0);
		page_field(page, label, TONE_PLAIN, bytes_first(text, end));
		label = "";
		text = bytes_from(text, end + 1);
	}
}

/* The numbers may come from a file that somebody has edited. */
static void add_proof(struct page *page, const struct report_part *part, const struct event_finding *finding)
{
	char sentence[400], time[32];
	const char *label = "Shown by";

	for (size_t i = 0; i < finding->proof_count; i++) {
		if (finding->proof[i] >= journal_count(part->journal))
			continue;
		const struct event *proof = journal_at(part->journal, finding->proof[i]);
		page_fieldf(page, label, TONE_PLAIN, "%s  %s", report_time(time, sizeof(time), proof),
			event_sentence(proof, sentence, sizeof(sentence)));
		label = "";
	}
}

static bool add_finding(struct page *page, const struct report_part *part, const struct event *event)
{
	const struct event_finding *finding = &event->finding;
	struct buffer heading;
	size_t item = page_item(page);

	buffer_init(&heading, 4096);
	buffer_printf(&heading, "%s: ", finding_rank_name(finding->rank));
	buffer_append(&heading, bytes_first(finding->title, 1000));
	buffer_append_text(&heading, " (");
	buffer_append(&heading, bytes_first(finding->id, 100));
	buffer_append_text(&heading, ")");
	page_fold(page, 'f', event->number, rank_tone(finding->rank), finding->rank >= FINDING_MEDIUM,
		buffer_bytes(&heading));
	page_fields(page);
	page_field(page, "Seen here", TONE_PLAIN, finding->detail);
	page_field(page, "Why it matters", TONE_PLAIN, finding->explanation);
	add_lines(page, "What to do", finding->remedy);
	page_field(page, "Reference", TONE_PLAIN, finding->reference);
	add_proof(page, part, finding);
	page_fields_end(page);
	page_fold_end(page);
	buffer_done(&heading);
	return page_keep(page, item);
}

static size_t add_rank(struct page *page, const struct report_part *part, enum finding_rank rank)
{
	size_t left_out = 0;

	for (uint64_t number = part->first; number < part->end; number++) {
		const struct event *event = journal_at(part->journal, number);
		if (event->kind == EVENT_FINDING && event->finding.rank == rank)
			left_out += left_out || !add_finding(page, part, event);
	}
	return left_out;
}

void report_findings(struct page *page, const struct report_part *part)
{
	size_t left_out = 0;
	uint64_t count = 0;

	page_section(page, "findings", "Findings", FINDINGS_SHARE);
	for (int rank = FINDING_HIGH; rank >= FINDING_NOTE; rank--) {
		left_out += add_rank(page, part, (enum finding_rank)rank);
		count += part->digest.findings[rank];
	}
	if (!count)
		page_say(page, TONE_PLAIN, bytes_str("Nothing was found in what this session has shown."));
	if (left_out)
		page_sayf(page, TONE_WARNING, "and %zu more, not shown here", left_out);
	page_section_end(page);
}

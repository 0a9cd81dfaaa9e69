/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_ladder: the way into TLS, in text drawn by model/ladder.h, in HTML as a table whose cells are the arrows.
 */
#include "report/report_parts.h"

#include "model/ladder.h"
#include <inttypes.h>

enum { SHARE = 4 << 20, TEXT_COLS = 78 };

static enum tone tone_of(const struct rung *rung)
{
	switch (rung->tone) {
	case RUNG_PLAIN: return TONE_PLAIN;
	case RUNG_GOOD: return TONE_GOOD;
	case RUNG_WARNING: return TONE_WARNING;
	case RUNG_BAD: return TONE_BAD;
	}
	return TONE_PLAIN;
}

static struct bytes words_of(const struct rung *rung)
{
	return rung->sentence.len ? rung->sentence : bytes_str(rung->label);
}

/* A message of TLS leads to where it is decoded. */
static void put_label(struct page *page, const struct rung *rung, const struct journal *journal)
{
	bool message = journal_at(journal, (uint64_t)rung->ref)->kind == EVENT_TLS_MESSAGE;

	if (message)
		page_putf(page, "<a href=\"#m%" PRId64 "\">", rung->ref);
	page_text(page, bytes_str(rung->label));
	page_put(page, message ? "</a>" : "");
}

static void put_arrow(struct page *page, const struct rung *rung, const struct journal *journal)
{
	bool out = rung->direction == DIRECTION_OUT;

	page_putf(page, "<tr><td class=\"num\">+%" PRId64 ".%" PRId64 "</td><td class=\"lane\">", rung->since_us / 1000,
		rung->since_us / 100 % 10);
	page_putf(page, "<span class=\"arrow %s %s %s\"><i>%s</i><span>", out ? "out" : "in",
		rung->encrypted ? "sealed" : "open", page_tone_class(tone_of(rung)), out ? "▶" : "◀");
	put_label(page, rung, journal);
	page_putf(page, "</span></span></td><td>%s</td><td>%s</td><td class=\"num\">",
		out ? "client to server" : "server to client", rung->encrypted ? "encrypted" : "clear");
	if (rung->size)
		page_putf(page, "%" PRIu64, rung->size);
	page_put(page, "</td></tr>\n");
}

static void put_html(struct page *page, const struct rung *rung, const struct journal *journal)
{
	switch (rung->kind) {
	case RUNG_ARROW: put_arrow(page, rung, journal); return;
	case RUNG_FLIGHT:
	case RUNG_BAR: break;
	}
	page_putf(page, "<tr><th colspan=\"5\" scope=\"rowgroup\" class=\"%s\">", page_tone_class(tone_of(rung)));
	page_text(page, words_of(rung));
	page_put(page, "</th></tr>\n");
}

static void put_text(struct page *page, const struct rung *rung)
{
	if (rung->kind == RUNG_ARROW)
		ladder_draw(rung, TEXT_COLS, SAFE_UTF8, page->out);
	else
		page_text(page, words_of(rung));
	page_put(page, "\n");
}

static void begin(struct page *page)
{
	if (page->form == PAGE_TEXT)
		page_put(page,
			"ms (or s, h) since the step before; client on the left, server on the right; ── in the clear, ══ "
			"encrypted; bytes\n");
	else
		page_put(page, "<div class=\"scroll\"><table class=\"ladder\">\n<caption>Client on the left, server on "
			       "the right; one line: in the clear, two: encrypted</caption>\n<thead><tr>"
			       "<th scope=\"col\">ms</th><th scope=\"col\">Step</th><th scope=\"col\">Direction</th>"
			       "<th scope=\"col\">Protection</th><th scope=\"col\">Bytes</th></tr></thead>\n<tbody>\n");
}

void report_ladder(struct page *page, const struct report_part *part)
{
	struct ladder ladder;

	page_section(page, "ladder", "The way into TLS", SHARE);
	ladder_build(&ladder, part->journal, part->first, part->end);
	begin(page);
	for (size_t i = 0; i < ladder.count; i++) {
		size_t item = page_item(page);
		if (page->form == PAGE_HTML)
			put_html(page, &ladder.rungs[i], part->journal);
		else
			put_text(page, &ladder.rungs[i]);
		ladder.left_out += !page_keep(page, item);
	}
	page_table_end(page);
	if (ladder.left_out)
		page_sayf(page, TONE_WARNING, "and %zu more steps, not shown here", ladder.left_out);
	ladder_done(&ladder);
	page_section_end(page);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_caps: what the server said it can do, before TLS and inside it.
 */
#include "report/report_parts.h"

#include "base/alloc.h"
#include "model/caps.h"
#include <stdio.h>
#include <stdlib.h>

enum { SHARE = 4 << 20, TEXT_MAX = 1024 };

static const char *change_word(enum caps_change change)
{
	switch (change) {
	case CAPS_SAME: return "the same";
	case CAPS_CHANGED: return "CHANGED";
	case CAPS_GONE: return "only before TLS";
	case CAPS_NEW: return "only inside TLS";
	}
	return "";
}

static enum tone change_tone(enum caps_change change)
{
	switch (change) {
	case CAPS_SAME: return TONE_FAINT;
	case CAPS_CHANGED: return TONE_WARNING;
	case CAPS_GONE:
	case CAPS_NEW: return TONE_PLAIN;
	}
	return TONE_PLAIN;
}

static struct bytes line_of(const struct cap *cap, struct buffer *text)
{
	buffer_clear(text);
	if (!cap)
		return bytes_str("-");
	buffer_append(text, bytes_first(cap->keyword, TEXT_MAX));
	if (cap->params.len)
		buffer_append_text(text, " ");
	buffer_append(text, bytes_first(cap->params, TEXT_MAX));
	return buffer_bytes(text);
}

static bool add_row(struct page *page, const struct caps_row *row, bool compared, struct buffer *texts)
{
	const char *change = compared ? change_word(row->change) : "";
	size_t item = page_item(page);

	page_row(page, compared ? change_tone(row->change) : TONE_PLAIN,
		(struct bytes[]){line_of(row->before, &texts[0]), line_of(row->after, &texts[1]), bytes_str(change)});
	return page_keep(page, item);
}

/* Where the protocol says that a client forgets them. */
static const char *rule_of(struct bytes protocol)
{
	static const struct {
		const char *protocol, *rule;
	} rows[] = {{"SMTP", "RFC 3207 §4.2"}, {"LMTP", "RFC 3207 §4.2"}, {"IMAP", "RFC 9051 §6.2.1"},
		{"POP3", "RFC 2595 §4"}, {"ManageSieve", "RFC 5804 §2.2"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (bytes_is(protocol, rows[i].protocol))
			return rows[i].rule;
	return NULL;
}

static void begin_table(struct page *page, struct bytes protocol)
{
	static const struct page_column columns[] = {{"Before TLS", 34}, {"Inside TLS", 34}, {"Comparison", 0}};
	const char *rule = rule_of(protocol);
	char caption[120];

	snprintf(caption, sizeof(caption), "What was advertised in the clear counts for nothing inside TLS%s%s%s",
		rule ? " (" : "", rule ? rule : "", rule ? ")" : "");
	page_table(page, caption, columns, 3);
}

static void add_rows(struct page *page, struct bytes protocol, const struct caps *before, const struct caps *after)
{
	struct caps_row *rows = alloc_zero((size_t)2 * CAPS_MAX, sizeof(*rows));
	size_t count = caps_compare(before, after, rows, (size_t)2 * CAPS_MAX), left_out = 0;
	struct buffer texts[2];

	buffer_init(&texts[0], (size_t)4 * TEXT_MAX);
	buffer_init(&texts[1], (size_t)4 * TEXT_MAX);
	begin_table(page, protocol);
	for (size_t i = 0; i < count; i++)
		left_out += i >= (size_t)2 * CAPS_MAX || !add_row(page, &rows[i], before && after, texts);
	page_table_end(page);
	if (left_out)
		page_sayf(page, TONE_WARNING, "and %zu more, not shown here", left_out);
	buffer_done(&texts[0]);
	buffer_done(&texts[1]);
	free(rows);
}

void report_caps(struct page *page, const struct report_part *part)
{
	const struct caps *before = part->digest.caps_clear, *after = part->digest.caps_tls;

	page_section(page, "capabilities", "Capabilities", SHARE);
	if (!before && !after)
		page_say(page, TONE_FAINT, bytes_str("The server was not asked for any."));
	else
		add_rows(page, part->digest.target.protocol, before, after);
	if (!before && after && !part->digest.target.implicit_tls)
		page_say(page, TONE_FAINT,
			bytes_str("Before TLS the server was not asked, so there is nothing to compare."));
	if (before && !after && part->digest.tls_up)
		page_say(page, TONE_FAINT,
			bytes_str("Inside TLS the server was not asked, so there is nothing to compare."));
	if (before && before->dropped)
		page_sayf(page, TONE_WARNING, "%zu more came before TLS and were not kept", before->dropped);
	if (after && after->dropped)
		page_sayf(page, TONE_WARNING, "%zu more came inside TLS and were not kept", after->dropped);
	page_section_end(page);
}

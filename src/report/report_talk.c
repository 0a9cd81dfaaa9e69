/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_talk: the conversation, a line an event: time, phase, direction, bytes. In text it is the transcript.
 */
#include "report/report_parts.h"

#include "base/safe.h"
#include "model/fields.h"
#include "report/lines.h"
#include "report/transcript.h"
#include <inttypes.h>

enum { SHARE = 24 << 20, TEXT_MAX = 8192 };

static bool is_told(const struct event *event)
{
	switch (event->kind) {
	case EVENT_STARTTLS: return event->starttls.step != STARTTLS_ASKED && event->starttls.step != STARTTLS_AGREED;
	case EVENT_CAPS: return event->caps.forgotten;
	case EVENT_REPLY:
	case EVENT_STATE:
	case EVENT_FINDING:
	case EVENT_TLS_RECORD: return false;
	case EVENT_TARGET:
	case EVENT_LOOKUP:
	case EVENT_DIAL:
	case EVENT_CONNECTED:
	case EVENT_LINE:
	case EVENT_INJECTION:
	case EVENT_TLS_MESSAGE:
	case EVENT_TLS_ALERT:
	case EVENT_TLS_UP:
	case EVENT_TLS_FAILED:
	case EVENT_TLS_CLOSED:
	case EVENT_CHAIN:
	case EVENT_VERDICT:
	case EVENT_PROBE:
	case EVENT_ODDITY:
	case EVENT_TIMEOUT:
	case EVENT_LIMIT:
	case EVENT_NOTE:
	case EVENT_CLOSED: return true;
	}
	return false;
}

static const char *class_of(const struct event *event)
{
	if (event->kind == EVENT_LINE)
		return event->direction == DIRECTION_OUT ? "out" : "in";
	if (lines_is_trouble(event))
		return "bad";
	return event->kind == EVENT_TLS_UP ? "good" : "note";
}

/* As in the transcript. */
static const char *who(const struct event *event)
{
	if (event->kind == EVENT_LINE)
		return event->direction == DIRECTION_OUT ? "C:" : "S:";
	if (event->kind == EVENT_TLS_MESSAGE)
		return event->direction == DIRECTION_OUT ? "C&gt;" : "S&gt;";
	return "*:";
}

static void put_line(struct page *page, const struct event *event)
{
	struct bytes text = event->line.text;
	struct buffer marks;

	page_text(page, bytes_first(text, TEXT_MAX));
	if (text.len > TEXT_MAX)
		page_putf(page, " <i>and %zu more bytes, not shown here</i>", text.len - TEXT_MAX);
	buffer_init(&marks, 1024);
	event_line_marks(event->line.flags, &marks);
	if (marks.len) {
		page_put(page, "<i>");
		page_text(page, buffer_bytes(&marks));
		page_put(page, "</i>");
	}
	buffer_done(&marks);
}

static void put_html(struct page *page, const struct event *event)
{
	char time[32], sentence[1200];

	page_putf(page, "<tr class=\"p-%s %s\"><td>%s</td><td><span class=\"p\">%c %s</span></td><td>%s</td><td>",
		phase_name(event->phase), class_of(event), report_time(time, sizeof(time), event),
		phase_mark(event->phase), phase_name(event->phase), who(event));
	if (event->kind == EVENT_LINE)
		put_line(page, event);
	else
		page_text(page, bytes_str(event_sentence(event, sentence, sizeof(sentence))));
	page_put(page, "</td></tr>\n");
}

static bool add_event(struct page *page, const struct event *event, struct report_room *room)
{
	size_t item = page_item(page);

	if (!room->lines)
		return false;
	if (page->form == PAGE_HTML)
		put_html(page, event);
	else
		page->full = !transcript_event(page->out, event);
	room->lines--;
	return page_keep(page, item);
}

static void begin(struct page *page)
{
	if (page->form == PAGE_HTML)
		page_put(page,
			"<div class=\"scroll\"><table class=\"wire\">\n<caption>C: client, S: server, C&gt; S&gt; "
			"TLS messages, *: a note of starlit. ! in the clear, ~ handshake, # inside TLS. "
			"Escaped bytes look <b class=\"x\">so</b>.</caption>\n<thead><tr><th scope=\"col\">Time "
			"(UTC)</th><th scope=\"col\">Phase</th><th scope=\"col\">From</th><th scope=\"col\">Text"
			"</th></tr></thead>\n<tbody>\n");
	else
		page_put(page, "time (UTC), clear, handshake or tls, C: client S: server *: note; control bytes as ^X, "
			       "other bytes as <XX>\n");
}

void report_talk(struct page *page, const struct report_part *part, struct report_room *room)
{
	size_t left_out = 0;

	page_section(page, "conversation", "Conversation", SHARE);
	begin(page);
	for (uint64_t number = part->first; number < part->end; number++) {
		const struct event *event = journal_at(part->journal, number);
		if (is_told(event) && (left_out || !add_event(page, event, room)))
			left_out++;
	}
	page_table_end(page);
	if (left_out)
		page_sayf(page, TONE_WARNING,
			"and %zu more events, not shown here: the page would be too large. starlit report --to json has all "
			"of them.",
			left_out);
	page_section_end(page);
}

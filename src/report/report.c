/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report: title, alarms, then connection after connection.
 */
#include "report/report.h"

#include "base/safe.h"
#include "report/report_parts.h"
#include <inttypes.h>
#include <stdio.h>

enum { CONNECTIONS_MAX = 50, LINES_MAX = 20000, MESSAGES_MAX = 400, TITLE_MAX = 300 };

static const char *const contents[] = {"summary", "Summary", "findings", "Findings", "oddities", "What stands out",
	"ladder", "The way into TLS", "conversation", "Conversation", "messages", "TLS messages", "certificates",
	"Certificates", "capabilities", "Capabilities", NULL};

char *report_time(char *text, size_t size, const struct event *event)
{
	char date[32];
	const char *day = strchr(clock_date(date, sizeof(date), event->wall_us / 1000000), ' ');

	snprintf(text, size, "%.8s.%03d", day ? day + 1 : "", (int)(event->wall_us / 1000 % 1000));
	return text;
}

/* Where the next connection begins: what stands before the first one belongs to it. */
static uint64_t part_end(const struct journal *journal, uint64_t first)
{
	uint64_t count = journal_count(journal), number = first;
	uint32_t connection = 0;

	for (; number < count; number++) {
		uint32_t now = journal_at(journal, number)->connection;
		if (connection && now != connection)
			break;
		connection = now;
	}
	return number;
}

static unsigned count_parts(const struct journal *journal)
{
	unsigned count = 0;

	for (uint64_t at = 0; at < journal_count(journal); at = part_end(journal, at))
		count++;
	return count;
}

/* The first target names the page. */
static void begin(struct page *page, const struct report *report)
{
	struct digest digest;
	struct buffer title;

	digest_init(&digest);
	digest_fold(&digest, report->journal, part_end(report->journal, 0));
	buffer_init(&title, (size_t)4 * TITLE_MAX);
	if (digest.target.name.len) {
		buffer_append(&title, bytes_first(digest.target.protocol, TITLE_MAX));
		buffer_append_text(&title, " with ");
		buffer_append(&title, bytes_first(digest.target.name, TITLE_MAX));
	} else {
		buffer_append_text(&title, "A session without a target");
	}
	page_begin(page, buffer_bytes(&title));
	buffer_done(&title);
}

static void add_alarms(struct page *page, const struct report *report)
{
	if (report->unsafe_secrets && page->form == PAGE_HTML)
		page_put(page, "<div class=\"alarm\" role=\"note\">\n");
	if (report->unsafe_secrets)
		page_say(page, TONE_BAD,
			bytes_str("PASSWORDS STAND IN HERE: the session was recorded with --unsafe-secrets. Treat this "
				  "report as a password, and change the passwords once it has been read."));
	if (report->unsafe_secrets && page->form == PAGE_HTML)
		page_put(page, "</div>\n");
	if (report->cut)
		page_say(page, TONE_WARNING,
			bytes_str("The recording ends inside a line, as when the program that wrote it is killed: the "
				  "session may have gone on."));
}

static void add_origin(struct page *page, const struct report *report, unsigned parts)
{
	char date[32], program[100];

	page_sayf(page, TONE_FAINT, "Recorded by %s, beginning %s UTC; %" PRIu64 " events, %u connection%s.",
		safe_text(program, sizeof(program), bytes_str(report->program), SAFE_UTF8),
		clock_date(date, sizeof(date), report->began_us / 1000000), journal_count(report->journal), parts,
		parts == 1 ? "" : "s");
	if (journal_dropped(report->journal))
		page_sayf(page, TONE_WARNING, "%" PRIu64 " bytes of events are not in it: the journal was full.",
			journal_dropped(report->journal));
}

static void add_part(struct page *page, const struct report_part *part, struct report_room *room)
{
	page_contents(page, contents);
	report_summary(page, part);
	report_findings(page, part);
	report_oddities(page, part);
	report_ladder(page, part);
	report_talk(page, part, room);
	report_messages(page, part, room);
	report_certs(page, part);
	report_caps(page, part);
}

static void add_parts(struct page *page, const struct report *report, unsigned parts)
{
	struct report_part part = {.journal = report->journal};
	struct report_room room = {.lines = page->form == PAGE_HTML ? LINES_MAX : SIZE_MAX, .messages = MESSAGES_MAX};
	char heading[80];

	digest_init(&part.digest);
	for (page->part = 1; page->part <= parts && page->part <= CONNECTIONS_MAX; page->part++) {
		part.first = part.end;
		part.end = part_end(report->journal, part.first);
		digest_fold(&part.digest, report->journal, part.end);
		snprintf(heading, sizeof(heading), "Connection %u of %u", page->part, parts);
		page->depth = 0;
		if (parts > 1)
			page_section(page, "connection", heading, PAGE_MAX);
		page->depth = parts > 1;
		add_part(page, &part, &room);
		if (parts > 1)
			page_section_end(page);
	}
	if (parts > CONNECTIONS_MAX)
		page_sayf(page, TONE_WARNING,
			"%u more connections are not shown here; starlit report --to json has all of them.",
			parts - CONNECTIONS_MAX);
}

bool report_write(struct buffer *out, const struct report *report, enum page_form form)
{
	struct page page = {.out = out, .form = form};
	unsigned parts = count_parts(report->journal);
	char last[200];

	begin(&page, report);
	add_alarms(&page, report);
	add_origin(&page, report, parts);
	add_parts(&page, report, parts);
	page_item(&page);
	snprintf(last, sizeof(last), "Written by %s. Verdicts are those of the session; nothing was checked again.%s",
		report->writer, report->unsafe_secrets ? " PASSWORDS STAND IN HERE." : "");
	page_end(&page, last);
	return !page.full;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_parts: the sections of a report, one connection after the other. Internal to report.
 */
#ifndef STARLIT_REPORT_REPORT_PARTS_H
#define STARLIT_REPORT_REPORT_PARTS_H

#include "model/digest.h"
#include "report/page.h"

/* One connection. */
struct report_part {
	const struct journal *journal;
	uint64_t first, end;  /* its events, without end */
	struct digest digest; /* as it was at the end */
};

/* What a page may hold of things that are small in a recording and large on a page. */
struct report_room {
	size_t lines;    /* of conversations */
	size_t messages; /* decoded */
};

void report_summary(struct page *page, const struct report_part *part);
void report_findings(struct page *page, const struct report_part *part);
void report_oddities(struct page *page, const struct report_part *part);
void report_ladder(struct page *page, const struct report_part *part);
void report_talk(struct page *page, const struct report_part *part, struct report_room *room);
void report_messages(struct page *page, const struct report_part *part, struct report_room *room);
void report_certs(struct page *page, const struct report_part *part);
void report_caps(struct page *page, const struct report_part *part);

/* Time of day of an event, in UTC: «04:05:06.123». size of at least 16. Returns text. */
char *report_time(char *text, size_t size, const struct event *event);

#endif

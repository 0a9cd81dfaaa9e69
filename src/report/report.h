/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report: a whole session for somebody who was not there, as text or as one HTML page.
 *
 * Purpose   for each connection of the journal: how it went and why, what was odd, the way into TLS step by step, the
 *           conversation, every handshake message decoded, the certificates, the capabilities before and after TLS.
 *           Nothing is checked again: verdicts are those of the session.
 * Bounded   PAGE_MAX (page.h) in all; what is left out is told with its number.
 * Ownership everything is borrowed. Failure: false when the buffer takes less than PAGE_ROOM and it did not suffice.
 */
#ifndef STARLIT_REPORT_REPORT_H
#define STARLIT_REPORT_REPORT_H

#include "model/journal.h"
#include "report/page.h"

struct report {
	const struct journal *journal;
	const char *writer;  /* the program that writes the report */
	const char *program; /* the one that recorded the session; may be anything */
	int64_t began_us;    /* wall clock */
	bool unsafe_secrets; /* passwords stand in it: said first and last */
	bool cut;            /* the recording ended inside a line */
};

bool report_write(struct buffer *out, const struct report *report, enum page_form form);

#endif

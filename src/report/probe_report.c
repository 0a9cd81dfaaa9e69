/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_report: one line a finding; a heading wherever topic or version changes.
 */
#include "report/probe_report.h"

#include "base/safe.h"
#include "wire/names.h"
#include <stdio.h>

static const char *heading_of(enum probe_topic topic)
{
	switch (topic) {
	case PROBE_VERSION: return "Versions";
	case PROBE_SUITE:
	case PROBE_SUITE_ORDER: return "Cipher suites";
	case PROBE_GROUP:
	case PROBE_GROUP_ORDER: return "Groups";
	case PROBE_DH_SIZE: return "Diffie-Hellman prime of the server";
	case PROBE_SCHEME: return "Signature schemes";
	case PROBE_EXTENSION: return "Extensions";
	case PROBE_ALPN: return "Application protocols";
	case PROBE_HELLO_SIZE: return "Size of the ClientHello";
	case PROBE_ENDED: return "Incomplete";
	}
	return "";
}

static bool append_heading(struct buffer *out, const struct event_probe *probe)
{
	const char *version = probe->topic == PROBE_VERSION ? NULL : wire_version_name(probe->version);

	return buffer_printf(out, "%s%s%s%s\n", out->len ? "\n" : "", heading_of(probe->topic), version ? ", " : "",
		version ? version : "");
}

/* Only what has a registry has a code worth to be shown. */
static bool append_code(struct buffer *out, const struct event_probe *probe)
{
	switch (probe->topic) {
	case PROBE_SUITE:
	case PROBE_GROUP:
	case PROBE_SCHEME:
	case PROBE_EXTENSION:
		return probe->code ? buffer_printf(out, "0x%04x  ", probe->code) : buffer_printf(out, "%8s", "");
	case PROBE_VERSION:
	case PROBE_SUITE_ORDER:
	case PROBE_GROUP_ORDER:
	case PROBE_DH_SIZE:
	case PROBE_ALPN:
	case PROBE_HELLO_SIZE:
	case PROBE_ENDED: return true;
	}
	return true;
}

static const char *finding_text(const struct event_probe *probe)
{
	static const char *const words[] = {[PROBE_SUPPORTED] = "yes",
		[PROBE_NOT_SUPPORTED] = "no",
		[PROBE_NO_ANSWER] = "no answer",
		[PROBE_NOT_OBSERVABLE] = "not observable"};

	return probe->topic == PROBE_ENDED || probe->topic == PROBE_SUITE_ORDER || probe->topic == PROBE_GROUP_ORDER
		       ? ""
		       : words[probe->answer];
}

static bool append_finding(struct buffer *out, const struct event_probe *probe)
{
	char name[128];
	const char *finding = finding_text(probe);
	int width = probe->topic == PROBE_SUITE ? 46 : 24;

	safe_text(name, sizeof(name), probe->name, SAFE_UTF8);
	bool fits = buffer_append_text(out, "  ") && append_code(out, probe);
	if (*name)
		fits = fits && buffer_printf(out, "%-*s ", width, name);
	if (*finding)
		fits = fits && buffer_printf(out, "%s: ", finding);
	return fits && safe_append(out, probe->reason, SAFE_UTF8) && buffer_append_byte(out, '\n');
}

static bool append_part(struct buffer *out, const struct journal *journal, uint64_t from, bool versions)
{
	const struct event_probe *before = NULL;

	for (uint64_t number = from; number < journal_count(journal); number++) {
		const struct event *event = journal_at(journal, number);
		const struct event_probe *probe = &event->probe;
		if (event->kind != EVENT_PROBE || (probe->topic == PROBE_VERSION) != versions)
			continue;
		bool same = before && heading_of(before->topic) == heading_of(probe->topic) &&
			    (versions || before->version == probe->version);
		if ((!same && !append_heading(out, probe)) || !append_finding(out, probe))
			return false;
		before = probe;
	}
	return true;
}

/* What advice made of it; the worst first. */
static bool append_advice(struct buffer *out, const struct journal *journal, uint64_t from)
{
	const char *heading = "\nFindings (:explain ID, or starlit help ID, tells more)\n";

	for (int rank = FINDING_HIGH; rank >= FINDING_NOTE; rank--)
		for (uint64_t number = from; number < journal_count(journal); number++) {
			const struct event *event = journal_at(journal, number);
			const struct event_finding *finding = &event->finding;
			if (event->kind != EVENT_FINDING || (int)finding->rank != rank)
				continue;
			bool fits = buffer_printf(out, "%s  %s: ", heading, finding_rank_name(finding->rank)) &&
				    safe_append(out, finding->title, SAFE_UTF8) && buffer_append_text(out, " (") &&
				    safe_append(out, finding->id, SAFE_UTF8) && buffer_append_text(out, ")\n");
			if (!fits)
				return false;
			heading = "";
		}
	return true;
}

/* What each version can follows the versions, as it was found out. */
bool probe_report(struct buffer *out, const struct journal *journal, uint64_t from)
{
	return append_part(out, journal, from, true) && append_part(out, journal, from, false) &&
	       append_advice(out, journal, from);
}

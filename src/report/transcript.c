/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * transcript: events as lines of text.
 */
#include "report/transcript.h"

#include "model/fields.h"
#include "base/safe.h"
#include <inttypes.h>

bool transcript_head(struct buffer *out, const char *program, int64_t wall_us)
{
	char date[32];

	return buffer_printf(out,
		"# %s, %s UTC\n"
		"# time (UTC), clear or tls, C: client S: server *: note; control bytes as ^X, other bytes as <XX>\n",
		program, clock_date(date, sizeof(date), wall_us / 1000000));
}

static bool is_told(enum event_kind kind)
{
	switch (kind) {
	case EVENT_REPLY:
	case EVENT_STATE:
	case EVENT_CAPS:
	case EVENT_TLS_RECORD: return false;
	case EVENT_TARGET:
	case EVENT_LOOKUP:
	case EVENT_DIAL:
	case EVENT_CONNECTED:
	case EVENT_LINE:
	case EVENT_STARTTLS:
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
	case EVENT_FINDING:
	case EVENT_CLOSED: return true;
	}
	return false;
}

static const char *who(const struct event *event)
{
	if (event->kind != EVENT_LINE)
		return event->kind == EVENT_TLS_MESSAGE ? (event->direction == DIRECTION_OUT ? "C>" : "S>") : "*:";
	return event->direction == DIRECTION_OUT ? "C:" : "S:";
}

static bool append_front(struct buffer *out, const struct event *event)
{
	char date[32];
	int64_t seconds = event->wall_us / 1000000;

	return buffer_printf(out, "%s.%03" PRId64 "  %-9s  %s ", clock_date(date, sizeof(date), seconds),
		event->wall_us / 1000 % 1000, phase_name(event->phase), who(event));
}

bool transcript_event(struct buffer *out, const struct event *event)
{
	char sentence[1200];
	size_t before = out->len;

	if (!is_told(event->kind))
		return true;
	bool fits = append_front(out, event);
	if (event->kind == EVENT_LINE)
		fits = fits && safe_append(out, event->line.text, SAFE_UTF8);
	else
		fits = fits && buffer_append_text(out, event_sentence(event, sentence, sizeof(sentence)));
	fits = fits && buffer_append_byte(out, '\n');
	if (!fits)
		buffer_truncate(out, before);
	return fits;
}

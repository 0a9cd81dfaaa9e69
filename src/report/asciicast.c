/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asciicast: lines of line mode, coloured by their marks, as JSON strings (RFC 8259 §7).
 */
#include "report/asciicast.h"

#include "base/safe.h"
#include "report/lines.h"
#include <inttypes.h>

/* Seconds that a player waits at most where nothing happened. */
enum { IDLE_MAX = 2 };

static const char alarm_words[] = "PASSWORDS STAND IN HERE: recorded with --unsafe-secrets";

/* Safe text, and escapes of ours. */
static bool append_string(struct buffer *out, struct bytes text)
{
	bool fits = true;

	for (size_t i = 0; fits && i < text.len; i++) {
		unsigned char c = text.data[i];
		if (c == '"' || c == '\\')
			fits = buffer_append_byte(out, '\\') && buffer_append_byte(out, c);
		else if (c < 0x20)
			fits = buffer_printf(out, "\\u%04x", c);
		else
			fits = buffer_append_byte(out, c);
	}
	return fits;
}

static bool append_frame(struct buffer *out, int64_t at_us, struct bytes text)
{
	return buffer_printf(out, "[%" PRId64 ".%06" PRId64 ", \"o\", \"", at_us / 1000000, at_us % 1000000) &&
	       append_string(out, text) && buffer_append_text(out, "\"]\n");
}

static bool append_alarm(struct buffer *out)
{
	return append_frame(out, 0, BYTES_LITERAL("\033[1;41;37mPASSWORDS STAND IN HERE\033[0m\r\n"));
}

bool asciicast_begin(struct buffer *out, struct bytes title, int64_t began_us, bool unsafe_secrets)
{
	struct buffer safe;
	size_t before = out->len;

	buffer_init(&safe, 4096);
	safe_append(&safe, bytes_first(title, 400), SAFE_UTF8);
	bool fits = buffer_printf(out,
			    "{\"version\": 2, \"width\": %d, \"height\": %d, \"timestamp\": %" PRId64 ", "
			    "\"idle_time_limit\": %d, \"title\": \"",
			    ASCIICAST_COLS, ASCIICAST_ROWS, began_us / 1000000, IDLE_MAX) &&
		    append_string(out, buffer_bytes(&safe)) &&
		    (!unsafe_secrets || (buffer_append_text(out, " - ") && buffer_append_text(out, alarm_words))) &&
		    buffer_append_text(out, "\"}\n") && (!unsafe_secrets || append_alarm(out));
	buffer_done(&safe);
	if (!fits)
		buffer_truncate(out, before);
	return fits;
}

/* By direction what is said, by phase how it went. */
static const char *colour_of(const struct event *event)
{
	if (event->kind != EVENT_LINE)
		return lines_is_trouble(event) ? "\033[1;31m" : "\033[35m";
	return event->direction == DIRECTION_OUT ? "\033[36m" : "";
}

static const char *mark_colour(const struct event *event)
{
	switch (event->phase) {
	case PHASE_CLEAR: return "\033[33m";
	case PHASE_HANDSHAKE: return "\033[34m";
	case PHASE_TLS: return "\033[32m";
	}
	return "";
}

enum { MARKS = 2 };

/* A line begins with its two marks, which have a colour of their own. */
static bool append_line(struct buffer *out, const struct event *event, struct bytes line)
{
	return buffer_append_text(out, mark_colour(event)) && buffer_append(out, bytes_first(line, MARKS)) &&
	       buffer_append_text(out, "\033[0m") && buffer_append_text(out, colour_of(event)) &&
	       buffer_append(out, bytes_from(line, MARKS)) && buffer_append_text(out, "\033[0m\r\n");
}

static bool colour(struct buffer *out, const struct event *event, struct bytes lines)
{
	bool fits = true;

	while (fits && lines.len) {
		size_t len = bytes_index(lines, '\n', 0);
		fits = append_line(out, event, bytes_first(lines, len));
		lines = bytes_from(lines, len + 1);
	}
	return fits;
}

bool asciicast_event(struct buffer *out, const struct event *event, int64_t began_us)
{
	int64_t at = event->at_us > began_us ? event->at_us - began_us : 0;
	struct buffer lines, coloured;
	size_t before = out->len;

	buffer_init(&lines, LINES_EVENT_MAX);
	buffer_init(&coloured, (size_t)2 * LINES_EVENT_MAX);
	bool fits = lines_event(&lines, event, SAFE_UTF8) && colour(&coloured, event, buffer_bytes(&lines)) &&
		    (!coloured.len || append_frame(out, at, buffer_bytes(&coloured)));
	buffer_done(&lines);
	buffer_done(&coloured);
	if (!fits)
		buffer_truncate(out, before);
	return fits;
}

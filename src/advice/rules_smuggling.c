/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_smuggling: a message that ended, for the server, before it was ended.
 */
#include "advice/rules_common.h"

static const struct finding_row rows[] = {
	{.id = "F-SMUGGLE",
		.rank = FINDING_HIGH,
		.title = "The server takes something else than CR LF . CR LF for the end of a message",
		.explanation =
			"It answered while the message was not over: what stands behind such an ending is taken for commands. Where another "
			"server passes such a message on as it is, a second one can be hidden in its text, which arrives with that "
			"server's good name: forged senders then pass SPF and DMARC.",
		.remedy = "Update the server, or have it refuse or rewrite lines that do not end in CR LF",
		.postfix = "smtpd_forbid_bare_newline = normalize (3.5.24, 3.6.14, 3.7.10, 3.8.5 and later)",
		.exim = "4.97.1 and later",
		.reference = "CVE-2023-51764; CVE-2023-51765; CVE-2023-51766; RFC 5321 §2.3.8, §4.1.1.4"},
	{.id = "F-SMUGGLE.refused",
		.rank = FINDING_NOTE,
		.title = "The server refuses a message with wrong line ends",
		.explanation =
			"It answered while the message was not over, and refused it. Nothing can be smuggled through it that way. Old "
			"programs of one's own that end their lines with LF alone are refused as well.",
		.remedy = "Nothing, unless senders of your own are refused: let them end their lines with CR LF",
		.postfix = "smtpd_forbid_bare_newline_exclusions = $mynetworks",
		.reference = "RFC 5321 §2.3.8"},
};

static const char true_ending[] = "CR LF . CR LF";

struct smuggling {
	bool in_message;
	const struct event *sent; /* the last bytes of it with a doubtful ending in them; NULL: none */
	const char *ending;
};

static bool is_break(struct bytes text, size_t at)
{
	return at < text.len && (text.data[at] == '\r' || text.data[at] == '\n');
}

static bool is_crlf(struct bytes text, size_t at)
{
	return at + 1 < text.len && text.data[at] == '\r' && text.data[at + 1] == '\n';
}

/* The name of the ending around the dot; NULL: it is none. */
static const char *ending_at(struct bytes text, size_t dot)
{
	static const char *const names[3][3] = {{true_ending, "CR LF . CR", "CR LF . LF"},
		{"CR . CR LF", "CR . CR", "CR . LF"}, {"LF . CR LF", "LF . CR", "LF . LF"}};
	enum { CRLF, CR, LF };

	if (!dot || text.data[dot] != '.' || !is_break(text, dot - 1) || !is_break(text, dot + 1))
		return NULL;
	int before = dot > 1 && is_crlf(text, dot - 2) ? CRLF : text.data[dot - 1] == '\r' ? CR : LF;
	int after = is_crlf(text, dot + 1) ? CRLF : text.data[dot + 1] == '\r' ? CR : LF;
	return names[before][after];
}

static void take_ending(const struct event *event, const char *ending, struct smuggling *smuggling)
{
	if (ending == true_ending) {
		smuggling->in_message = false;
		return;
	}
	smuggling->sent = event;
	smuggling->ending = ending;
}

/* A line that was typed, or any bytes (:raw). */
static void take_sent(const struct event *event, struct smuggling *smuggling)
{
	struct bytes text = event->line.text;

	if (event->line.role != LINE_BODY)
		return;
	if (!(event->line.flags & LINE_UNENDED) && bytes_is(text, "."))
		smuggling->in_message = false;
	for (size_t i = 0; i < text.len && smuggling->in_message; i++) {
		const char *ending = ending_at(text, i);
		if (ending)
			take_ending(event, ending, smuggling);
	}
}

/* It answers what we had not finished: it took an ending for one, or does not want such. */
static void take_unasked(struct advice *advice, const struct event *event, const struct smuggling *smuggling)
{
	bool done = event->reply.status == REPLY_POSITIVE;

	advice_tell(advice, done ? "F-SMUGGLE" : "F-SMUGGLE.refused", smuggling->sent, event,
		"It was %s; the server said: %s", smuggling->ending, rules_show(event->reply.text).text);
}

static void take_reply(struct advice *advice, const struct event *event, struct smuggling *smuggling)
{
	const struct event_reply *reply = &event->reply;

	if (bytes_is(reply->verb, "DATA") && reply->status == REPLY_MORE)
		*smuggling = (struct smuggling){.in_message = true};
	else if (smuggling->in_message && smuggling->sent && !reply->verb.len)
		take_unasked(advice, event, smuggling);
}

static void take(struct advice *advice, const struct event *event, void *state)
{
	struct smuggling *smuggling = state;

	if (event->kind == EVENT_LINE && event->direction == DIRECTION_OUT && smuggling->in_message)
		take_sent(event, smuggling);
	else if (event->kind == EVENT_REPLY)
		take_reply(advice, event, smuggling);
}

const struct advice_topic topic_smuggling = {
	.rows = rows, .count = sizeof(rows) / sizeof(rows[0]), .state_size = sizeof(struct smuggling), .take = take};

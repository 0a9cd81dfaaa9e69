/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_manners: lines, lengths and extensions that are used against their rules, by the server or by us.
 */
#include "advice/rules_common.h"

#include <stdint.h>

static const struct finding_row rows[] = {
	{.id = "F-EOL",
		.rank = FINDING_LOW,
		.title = "The server does not end its lines with CR LF",
		.explanation =
			"A line ends with CR LF and nothing else. Programs differ in what they make of a lone CR or LF, and such "
			"differences have been used to smuggle messages and replies.",
		.remedy =
			"Update the server, or the proxy or filter in front of it that writes such lines. Where it is a script "
			"of your own, write \\r\\n.",
		.reference = "RFC 5321 §2.3.8; RFC 9051 §2.2; RFC 1939 §3; CVE-2023-51764"},
	{.id = "F-LONGLINE",
		.rank = FINDING_LOW,
		.title = "A line of the server is longer than the protocol allows",
		.explanation =
			"Replies of SMTP and POP3 have 512 octets at most, with their line end. Clients with a fixed room cut what is "
			"longer, and take the rest for another line.",
		.remedy =
			"Shorten the text that the server is configured to send: a banner, a refusal with a long link. SMTP "
			"can break it into several lines.",
		.postfix = "smtpd_banner, smtpd_reject_footer, the texts in access tables",
		.exim = "smtp_banner, the message modifiers of the ACLs",
		.reference = "RFC 5321 §4.5.3.1.5; RFC 2449 §4"},
	{.id = "F-8BIT",
		.rank = FINDING_LOW,
		.title = "The server's reply has bytes outside ASCII",
		.explanation =
			"Replies are ASCII, unless the client has said SMTPUTF8 (in POP3: UTF8). A client that does not expect more "
			"shows something wrong, or stops.",
		.remedy = "Write the texts that the server sends in plain ASCII: banner, refusals, full names.",
		.postfix = "smtpd_banner, smtpd_reject_footer, the texts in access tables",
		.exim = "smtp_banner, the message modifiers of the ACLs",
		.reference = "RFC 5321 §4.2; RFC 6531 §3.7.4; RFC 6856 §2"},
	{.id = "F-8BIT.body",
		.rank = FINDING_LOW,
		.title = "The message has bytes outside ASCII and was not announced so",
		.explanation =
			"A message with such bytes needs BODY=8BITMIME (or SMTPUTF8) behind MAIL FROM. Without it a server may cut the "
			"eighth bit off or refuse the message, and signatures break.",
		.remedy =
			"Type MAIL FROM:<...> BODY=8BITMIME where the server offers 8BITMIME; else encode the message as "
			"quoted-printable or base64.",
		.reference = "RFC 6152 §2, §3"},
	{.id = "F-SIZE",
		.rank = FINDING_LOW,
		.title = "The message is larger than the server takes",
		.explanation =
			"Among its capabilities the server has named the size of the largest message that it takes. A larger one is "
			"refused, after all of it was sent at the latest (552).",
		.remedy = "Send less, or let the server take more.",
		.postfix = "message_size_limit = 52428800",
		.dovecot = "submission_max_mail_size = 50M",
		.exim = "message_size_limit = 50M",
		.reference = "RFC 1870 §3, §4"},
	{.id = "F-REQUIRETLS",
		.rank = FINDING_LOW,
		.title = "REQUIRETLS is offered in the clear",
		.explanation =
			"The extension promises that a message travels by TLS only, and it may only be asked for once TLS is up. A "
			"client that believes it here would send in the clear what should never travel so.",
		.remedy = "Update the server, or let it offer REQUIRETLS only inside TLS.",
		.reference = "RFC 8689 §2"},
	{.id = "F-CHUNKING",
		.rank = FINDING_LOW,
		.title = "BDAT was sent to a server that does not offer CHUNKING",
		.explanation =
			"Such a server does not know BDAT: it refuses it and then takes the octets of the chunk for commands, one line "
			"after the other.",
		.remedy = "Use DATA here. If the server should offer CHUNKING, look whether it is switched off.",
		.postfix = "smtpd_discard_ehlo_keywords without chunking in it",
		.exim = "chunking_advertise_hosts = *",
		.reference = "RFC 3030 §2"},
	{.id = "F-CHUNKING.data",
		.rank = FINDING_LOW,
		.title = "DATA was sent in a transaction that BDAT had begun",
		.explanation =
			"A message is sent by DATA or by BDAT, never by both. The server must answer 503, and what was sent by BDAT "
			"still waits for its last chunk.",
		.remedy = "Type BDAT 0 LAST to end the message, or RSET to drop it.",
		.reference = "RFC 3030 §2"},
	{.id = "F-PIPELINE",
		.rank = FINDING_LOW,
		.title = "Commands were sent ahead, and the server does not offer PIPELINING",
		.explanation =
			"Without PIPELINING a client waits for each reply. Servers that do not expect more throw it away, or count the "
			"client among the spammers.",
		.remedy =
			"Wait for each reply before the next line. A firewall that takes PIPELINING out of the list is another "
			"cause.",
		.postfix = "smtpd_data_restrictions = reject_unauth_pipelining is what refuses it",
		.exim = "pipelining_advertise_hosts = *",
		.reference = "RFC 2920 §3.1; RFC 2449 §6.6"},
	{.id = "F-PIPELINE.greeting",
		.rank = FINDING_LOW,
		.title = "A command was sent before the server had greeted",
		.explanation =
			"The server speaks first. Many take a client that does not wait for a spammer's program, and turn it away or "
			"delay it.",
		.remedy = "Wait for the greeting.",
		.postfix = "postscreen_greet_action = ignore lets such clients pass the test",
		.exim = "smtp_enforce_sync = true (the default) is what refuses them",
		.reference = "RFC 5321 §3.1, §4.3.1"},
	{.id = "F-PIPELINE.order",
		.rank = FINDING_MEDIUM,
		.title = "Replies do not fit the commands that were sent ahead",
		.explanation =
			"A reply came whose code cannot answer the command whose turn it was: one is missing, one is too many, or they "
			"came in another order. From here on nobody knows which message or recipient was accepted.",
		.remedy =
			"Close the connection and send one command at a time. Report it to whoever runs the server or the "
			"filter in front of it.",
		.reference = "RFC 2920 §3.2"},
	{.id = "F-SYNTAX",
		.rank = FINDING_LOW,
		.title = "The server sent something that is not this protocol",
		.explanation =
			"A line does not follow the grammar: it is neither a reply nor data that may come here. It is shown and means "
			"nothing; another client may take it for something.",
		.remedy = "Look at the line: debugging output of a filter and messages of a failing script are usual.",
		.reference = "RFC 5321 §4.2; RFC 9051 §9; RFC 1939 §3; RFC 5804 §4"},
	{.id = "F-SYNTAX.codes",
		.rank = FINDING_LOW,
		.title = "The lines of one reply bear different codes",
		.explanation =
			"All lines of a reply bear the same code. Where they differ some clients believe the first and others the last, "
			"so that the same answer is a yes for one and a no for the other.",
		.remedy = "Update the server, or correct the text in its tables that spans several lines.",
		.reference = "RFC 5321 §4.2.1"},
	{.id = "F-LITERAL",
		.rank = FINDING_LOW,
		.title = "The server announced a literal wrongly",
		.explanation =
			"The size in braces makes no sense, or bears a plus, which only a client may write. A client that trusts it "
			"reads replies as content, or content as replies.",
		.remedy = "Update the server, or the proxy in front of it.",
		.reference = "RFC 9051 §4.3; RFC 7888 §3; RFC 5804 §4"},
	{.id = "F-CTRL",
		.rank = FINDING_LOW,
		.title = "The server's reply has control characters",
		.explanation =
			"Texts of replies are printable. What else comes can hide part of a line from who looks at it or into a log.",
		.remedy =
			"Find the text in the server's configuration, or what it repeats there (a client's name, an address).",
		.reference = "RFC 5321 §4.2; RFC 9051 §9"},
	{.id = "F-CTRL.escape",
		.rank = FINDING_MEDIUM,
		.title = "The server's reply has escape sequences for a terminal",
		.explanation =
			"Shown as they are they change colours and titles, hide or forge lines, and in some terminals type commands. Here "
			"they are shown as text and do nothing; in a log file they still work.",
		.remedy =
			"Do not print this session or the server's log raw to a terminal (use less or cat -v). Ask why the "
			"server sends them.",
		.reference = "RFC 5321 §4.2; CVE-2003-0063; CVE-2024-52005"},
	{.id = "F-FLOOD",
		.rank = FINDING_MEDIUM,
		.title = "The server sent more than is sensible",
		.explanation =
			"A line or a reply without end, or a handshake that is far too large: a limit was reached, and what came beyond "
			"it was counted and not kept. A client without limits runs out of memory.",
		.remedy = "Close the connection. What is shown up to the limit mostly tells what the server is at.",
		.reference = "RFC 5321 §4.5.3.1; RFC 8446 §4"},
};

enum { REPLY_MAX = 512 };

struct manners {
	bool long_told, eight_told, control_told, escape_told;
	bool wrong;    /* another protocol speaks: its lines are not judged by the grammar of ours */
	bool utf8;     /* SMTPUTF8, or POP3's UTF8: replies may have more than ASCII */
	bool body8;    /* MAIL announced a message with bytes outside ASCII */
	bool chunked;  /* BDAT has begun the message */
	bool ahead;    /* commands were sent before the reply to another one */
	unsigned owed; /* commands that wait for their replies, as far as it can be seen */
	uint64_t body; /* octets of the message so far */
	enum phase phase;
};

static const struct caps *present_caps(const struct advice *advice)
{
	const struct digest *digest = advice_digest(advice);

	return digest->phase == PHASE_TLS ? digest->caps_tls : digest->caps_clear;
}

/* The server's lines */

static bool has_reply_text(const struct event_line *line)
{
	return line->role == LINE_GREETING || line->role == LINE_REPLY || line->role == LINE_CONTINUE;
}

enum { PLAIN_TEXT = 0, CONTROL = 1, ESCAPE = 2 };

/* ESC, and CSI and its like, which are one character in U+0080 to U+009F. */
static int worst_character(struct bytes text)
{
	int worst = PLAIN_TEXT;

	for (size_t i = 0; i < text.len && worst != ESCAPE; i++) {
		unsigned char c = text.data[i];
		bool c1 = c == 0xc2 && i + 1 < text.len && text.data[i + 1] >= 0x80 && text.data[i + 1] <= 0x9f;
		if (c == 0x1b || c1)
			worst = ESCAPE;
		else if ((c < 0x20 && c != '\t' && c != '\r') || c == 0x7f)
			worst = CONTROL;
	}
	return worst;
}

static void judge_characters(struct advice *advice, const struct event *event, struct manners *manners)
{
	int worst = manners->escape_told && manners->control_told ? PLAIN_TEXT : worst_character(event->line.text);

	if (worst == ESCAPE && !manners->escape_told) {
		manners->escape_told = true;
		advice_tell(advice, "F-CTRL.escape", event, NULL, "The line is: %s", rules_show(event->line.text).text);
	} else if (worst == CONTROL && !manners->control_told) {
		manners->control_told = true;
		advice_tell(advice, "F-CTRL", event, NULL, "The line is: %s", rules_show(event->line.text).text);
	}
}

static void judge_length(struct advice *advice, const struct event *event, struct manners *manners)
{
	bool limited = rules_is_smtp(advice) || rules_is(advice, "POP3");

	if (manners->long_told || !limited || (event->line.wire_len <= REPLY_MAX && !(event->line.flags & LINE_PIECE)))
		return;
	manners->long_told = true;
	advice_tell(advice, "F-LONGLINE", event, NULL, "It has %s%llu octets",
		event->line.flags & LINE_PIECE ? "more than " : "", (unsigned long long)event->line.wire_len);
}

static void judge_eight_bits(struct advice *advice, const struct event *event, struct manners *manners)
{
	bool ascii = rules_is_smtp(advice) || rules_is(advice, "POP3");

	if (manners->eight_told || !ascii || manners->utf8 || !(event->line.flags & LINE_8BIT))
		return;
	manners->eight_told = true;
	advice_tell(advice, "F-8BIT", event, NULL, "The line is: %s", rules_show(event->line.text).text);
}

static void take_received(struct advice *advice, const struct event *event, struct manners *manners)
{
	if (manners->wrong || !rules_is_mail(advice))
		return;
	if (has_reply_text(&event->line)) {
		judge_length(advice, event, manners);
		judge_eight_bits(advice, event, manners);
	}
	if (event->line.role != LINE_PAYLOAD)
		judge_characters(advice, event, manners);
}

/* What we send */

static void judge_size(struct advice *advice, const struct event *event, uint64_t octets)
{
	const struct cap *size = caps_find(present_caps(advice), "SIZE");
	struct bytes params = size ? size->params : (struct bytes){0};
	unsigned long long most = 0;

	/* 0 stands for no limit (RFC 1870 §3). */
	if (bytes_number(bytes_word(&params), UINT64_MAX, &most) && most && octets > most)
		advice_tell(advice, "F-SIZE", event, NULL, "The message has %llu octets, and the server takes %llu",
			(unsigned long long)octets, most);
}

static void take_mail(struct advice *advice, const struct event *event, struct manners *manners)
{
	struct bytes rest = event->line.text;
	unsigned long long size = 0;

	manners->body8 = manners->chunked = false;
	manners->body = 0;
	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest)) {
		if (bytes_is(word, "BODY=8BITMIME") || bytes_is(word, "BODY=BINARYMIME"))
			manners->body8 = true;
		else if (bytes_is(word, "SMTPUTF8"))
			manners->body8 = manners->utf8 = true;
		else if (bytes_starts_with_nocase(word, "SIZE=") &&
			 bytes_number(bytes_from(word, 5), UINT64_MAX, &size))
			judge_size(advice, event, size);
	}
}

static bool has_eight_bits(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] & 0x80)
			return true;
	return false;
}

static void take_body(struct advice *advice, const struct event *event, struct manners *manners)
{
	manners->body += event->line.wire_len;
	judge_size(advice, event, manners->body);
	if (!manners->body8 && has_eight_bits(event->line.text)) {
		manners->body8 = true;
		advice_tell(advice, "F-8BIT.body", event, NULL, NULL);
	}
}

static void judge_pipelining(struct advice *advice, const struct event *event, struct manners *manners)
{
	const struct caps *caps = present_caps(advice);

	if (!advice_digest(advice)->greeting)
		advice_tell(advice, "F-PIPELINE.greeting", event, NULL, NULL);
	else if (manners->owed && caps && !caps_has(caps, "PIPELINING"))
		advice_tell(advice, "F-PIPELINE", event, NULL, NULL);
	manners->ahead = manners->ahead || manners->owed;
	manners->owed++;
}

static void take_command(struct advice *advice, const struct event *event, struct manners *manners)
{
	const struct caps *caps = present_caps(advice);
	struct bytes rest, verb = rules_verb(advice, event->line.text, &rest);

	/* Raw bytes are an experiment, and :test is one of ours. */
	if ((rules_is_smtp(advice) || rules_is(advice, "POP3")) &&
		!(event->line.flags & (LINE_UNENDED | LINE_AUTOMATIC)))
		judge_pipelining(advice, event, manners);
	if (bytes_is(verb, "UTF8"))
		manners->utf8 = true;
	if (!rules_is_smtp(advice))
		return;
	if (bytes_is(verb, "MAIL"))
		take_mail(advice, event, manners);
	else if (bytes_is(verb, "DATA") && manners->chunked)
		advice_tell(advice, "F-CHUNKING.data", event, NULL, NULL);
	else if (bytes_is(verb, "RSET"))
		manners->chunked = false;
	else if (bytes_is(verb, "BDAT")) {
		manners->chunked = true;
		if (caps && !caps_has(caps, "CHUNKING"))
			advice_tell(advice, "F-CHUNKING", event, NULL, NULL);
	}
}

static void take_sent(struct advice *advice, const struct event *event, struct manners *manners)
{
	switch (event->line.role) {
	case LINE_COMMAND: take_command(advice, event, manners); return;
	case LINE_ANSWER: manners->owed++; return;
	case LINE_BODY: take_body(advice, event, manners); return;
	case LINE_LITERAL:
	case LINE_GREETING:
	case LINE_REPLY:
	case LINE_UNTAGGED:
	case LINE_CONTINUE:
	case LINE_PAYLOAD:
	case LINE_STRAY: return;
	}
}

/* Replies to what was sent ahead */

/* Codes that answer one command only (RFC 5321 §4.3.2, RFC 4954 §4, RFC 3207 §4). */
static bool fits(const struct event_reply *reply)
{
	static const struct {
		uint16_t code;
		const char *verb;
	} only[] = {{354, "DATA"}, {334, "AUTH"}, {235, "AUTH"}, {221, "QUIT"}, {220, "STARTTLS"}};

	for (size_t i = 0; i < sizeof(only) / sizeof(only[0]); i++)
		if (reply->code == only[i].code)
			return bytes_is(reply->verb, only[i].verb);
	return !(bytes_is(reply->verb, "DATA") && reply->code / 100 == 2);
}

static void take_reply(struct advice *advice, const struct event *event, struct manners *manners)
{
	if (!event->reply.verb.len)
		return;
	if (manners->ahead && rules_is_smtp(advice) && !fits(&event->reply))
		advice_tell(advice, "F-PIPELINE.order", event, NULL, "%s was answered with %u",
			rules_show(event->reply.verb).text, (unsigned)event->reply.code);
	manners->owed -= manners->owed > 0;
	manners->ahead = manners->ahead && manners->owed;
}

/* The rest */

static void take_oddity(struct advice *advice, const struct event *event, struct manners *manners)
{
	enum oddity oddity = event->oddity.oddity;
	struct rules_shown shown = rules_show(event->oddity.evidence);

	if (oddity == ODDITY_OTHER_PROTOCOL || oddity == ODDITY_TLS_AT_GREETING)
		manners->wrong = true;
	if (manners->wrong)
		return;
	if (oddity == ODDITY_LINE_ENDING)
		advice_tell(advice, "F-EOL", event, NULL, "The line is: %s", shown.text);
	else if (oddity == ODDITY_MALFORMED && rules_is_mail(advice))
		advice_tell(advice, "F-SYNTAX", event, NULL, "The line is: %s", shown.text);
	else if (oddity == ODDITY_CODES_DIFFER)
		advice_tell(advice, "F-SYNTAX.codes", event, NULL, "The line is: %s", shown.text);
	else if (oddity == ODDITY_LITERAL)
		advice_tell(advice, "F-LITERAL", event, NULL, "The line is: %s", shown.text);
}

static void take_limit(struct advice *advice, const struct event *event)
{
	switch (event->limit.of) {
	case LIMIT_LINE:
	case LIMIT_REPLY:
	case LIMIT_JOURNAL:
	case LIMIT_HANDSHAKE:
		advice_tell(
			advice, "F-FLOOD", event, NULL, "The limit is %llu", (unsigned long long)event->limit.limit);
		return;
	case LIMIT_OUTPUT: return;
	}
}

/* Inside TLS everything begins anew. */
static void follow_phase(const struct event *event, struct manners *manners)
{
	if (event->phase == manners->phase)
		return;
	manners->phase = event->phase;
	manners->owed = 0;
	manners->ahead = manners->utf8 = manners->chunked = false;
}

static void take(struct advice *advice, const struct event *event, void *state)
{
	struct manners *manners = state;

	follow_phase(event, manners);
	if (event->kind == EVENT_LINE && event->direction == DIRECTION_IN)
		take_received(advice, event, manners);
	else if (event->kind == EVENT_LINE && rules_is_mail(advice))
		take_sent(advice, event, manners);
	else if (event->kind == EVENT_REPLY)
		take_reply(advice, event, manners);
	else if (event->kind == EVENT_ODDITY)
		take_oddity(advice, event, manners);
	else if (event->kind == EVENT_LIMIT)
		take_limit(advice, event);
	else if (event->kind == EVENT_CAPS && event->caps.before_tls && caps_has(event->caps.caps, "REQUIRETLS"))
		advice_tell(advice, "F-REQUIRETLS", event, NULL, NULL);
}

const struct advice_topic topic_manners = {
	.rows = rows, .count = sizeof(rows) / sizeof(rows[0]), .state_size = sizeof(struct manners), .take = take};

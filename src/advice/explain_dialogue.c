/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain_dialogue: lines, replies and capabilities, word by word.
 */
#include "advice/explain_parts.h"

#include "model/caps.h"
#include <stdio.h>

/* How far back the command is looked for that a line answers. */
enum { BACK_MAX = 4096, ENHANCED_DIGITS = 3 };

static bool speaks(const struct explainer *explainer, const char *protocol)
{
	return bytes_is(explainer->protocol, protocol);
}

static bool speaks_smtp(const struct explainer *explainer)
{
	return speaks(explainer, "SMTP") || speaks(explainer, "LMTP");
}

/* What a protocol's words are in. */
struct tables {
	const char *protocol;
	const struct word_table *commands;
	const struct word_table *codes;    /* in brackets */
	const struct word_table *statuses; /* in front */
	const struct word_table *capabilities;
};

static const struct tables *tables_of(const struct explainer *explainer)
{
	static const struct tables all[] = {
		{"SMTP", &words_smtp_commands, &words_smtp_replies, &words_smtp_replies, &words_smtp_extensions},
		{"LMTP", &words_smtp_commands, &words_smtp_replies, &words_smtp_replies, &words_smtp_extensions},
		{"IMAP", &words_imap_commands, &words_imap_codes, &words_imap_responses, &words_imap_capabilities},
		{"POP3", &words_pop3_commands, &words_pop3_codes, &words_pop3_statuses, &words_pop3_capabilities},
		{"ManageSieve", &words_sieve_commands, &words_sieve_codes, &words_sieve_statuses,
			&words_sieve_capabilities},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (speaks(explainer, all[i].protocol))
			return &all[i];
	return NULL;
}

static struct bytes unquoted(struct bytes word)
{
	if (word.len && word.data[0] == '"')
		word = bytes_from(word, 1);
	if (word.len && word.data[word.len - 1] == '"')
		word.len--;
	return word;
}

static struct bytes until(struct bytes span, unsigned char c)
{
	return bytes_first(span, bytes_index(span, c, 0));
}

/* Codes */

/* With success the code tells what it is about, and there is nothing to mend: the first sentence is all that holds. */
static void enhanced_meaning(struct explainer *explainer, struct bytes code, const struct explanation *row)
{
	if (!row) {
		explainer_unknown(explainer, code, "an enhanced status code");
		return;
	}
	explainer_begin(explainer, code, NULL);
	if (code.data[0] == '2')
		explainer_add_sentence(explainer, row->text);
	else
		explainer_add(explainer, row->text);
	explainer_end(explainer, row->reference);
}

bool explain_enhanced(struct explainer *explainer, struct bytes code)
{
	struct bytes rest = code;
	unsigned long long number;
	char word[32];

	for (int i = 0; i < ENHANCED_DIGITS; i++) {
		struct bytes digits = i == ENHANCED_DIGITS - 1 ? rest : until(rest, '.');
		if (digits.len > 3 || !bytes_number(digits, 999, &number))
			return false;
		rest = bytes_from(rest, digits.len + 1);
	}
	if (code.data[1] != '.')
		return false;
	const struct explanation *class = words_find(&words_smtp_classes, bytes_first(code, 1));
	snprintf(word, sizeof(word), "X%.*s", (int)code.len - 1, (const char *)code.data + 1);
	enhanced_meaning(explainer, code, words_find(&words_enhanced_codes, bytes_str(word)));
	explainer_row(explainer, bytes_first(code, 1), "the class of the enhanced code", class);
	return true;
}

bool explain_code(struct explainer *explainer, struct bytes code)
{
	unsigned long long number;

	if (code.len != 3 || !bytes_number(code, 999, &number))
		return false;
	if (!explainer_row(explainer, code, NULL, words_find(&words_smtp_replies, code)))
		explainer_unknown(explainer, code, "a reply code of SMTP");
	explainer_row(explainer, bytes_first(code, 1), "the class of the reply",
		words_find(&words_smtp_classes, bytes_first(code, 1)));
	return true;
}

/* Capabilities */

static void mechanisms(struct explainer *explainer, struct bytes list)
{
	for (struct bytes word = unquoted(bytes_word(&list)); word.len; word = unquoted(bytes_word(&list)))
		if (!explainer_pass(explainer) &&
			!explainer_row(explainer, word, "a SASL mechanism", words_find(&words_sasl, word)))
			explainer_unknown(explainer, word, "a SASL mechanism");
}

static void sieve_extensions(struct explainer *explainer, struct bytes list)
{
	for (struct bytes word = bytes_word(&list); word.len; word = bytes_word(&list))
		if (!explainer_pass(explainer) && !explainer_row(explainer, word, "a Sieve extension",
							  words_find(&words_sieve_capabilities, word)))
			explainer_unknown(explainer, word, "a Sieve extension");
}

/* AUTH of SMTP, SASL of POP3 and ManageSieve list mechanisms; so does AUTH=PLAIN, one at a time. */
static bool lists_mechanisms(struct bytes keyword)
{
	return bytes_is(keyword, "AUTH") || bytes_is(keyword, "SASL");
}

static void capability(struct explainer *explainer, struct bytes keyword, struct bytes params)
{
	const struct tables *tables = tables_of(explainer);
	struct bytes word = unquoted(keyword);

	if (!word.len)
		return;
	if (!tables || !explainer_word(explainer, tables->capabilities, word))
		explainer_unknown(explainer, word, "a capability");
	if (lists_mechanisms(word))
		mechanisms(explainer, unquoted(params));
	else if (speaks(explainer, "ManageSieve") && bytes_is(word, "SIEVE"))
		sieve_extensions(explainer, unquoted(params));
	else if (bytes_starts_with_nocase(word, "AUTH="))
		mechanisms(explainer, bytes_from(word, 5));
}

static void capabilities(struct explainer *explainer, struct bytes list)
{
	for (struct bytes word = bytes_word(&list); word.len; word = bytes_word(&list))
		if (!explainer_pass(explainer))
			capability(explainer, word, (struct bytes){0});
}

static void capability_line(struct explainer *explainer, struct bytes line)
{
	struct bytes rest = line, keyword = bytes_word(&rest);

	capability(explainer, keyword, bytes_trim(rest));
}

void explain_caps(struct explainer *explainer, const struct event_caps *event)
{
	const struct caps *caps = event->caps;

	explainer_ours(explainer, &words_events, "caps", NULL);
	if (event->forgotten)
		explainer_say(explainer, BYTES_LITERAL("forgotten"),
			"TLS has begun, so that what the server told in the clear does not count any more and must be "
			"asked again.",
			"RFC 3207 §4.2");
	for (size_t i = 0; caps && i < caps->count; i++)
		capability(explainer, caps->list[i].keyword, caps->list[i].params);
}

/* Sent */

/* MAIL's and RCPT's parameters belong to extensions, most of them under another name. */
static const char *extension_of(struct bytes parameter)
{
	static const struct {
		const char *parameter, *extension;
	} known[] = {
		{"BODY", "8BITMIME"},
		{"BY", "DELIVERBY"},
		{"ENVID", "DSN"},
		{"HOLDFOR", "FUTURERELEASE"},
		{"HOLDUNTIL", "FUTURERELEASE"},
		{"MTRK", "MTRK"},
		{"NOTIFY", "DSN"},
		{"ORCPT", "DSN"},
		{"RET", "DSN"},
		{"SOLICIT", "NO-SOLICITING"},
		{"TRANSID", "CHECKPOINT"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (bytes_is(parameter, known[i].parameter))
			return known[i].extension;
	return NULL;
}

static void mail_parameter(struct explainer *explainer, struct bytes word)
{
	struct bytes name = until(word, '=');
	const char *extension = extension_of(name);
	char role[64] = "a parameter; its extension has the same name";

	if (extension)
		snprintf(role, sizeof(role), "a parameter of the extension %s", extension);
	if (!explainer_row(
		    explainer, word, role, words_find(&words_smtp_extensions, extension ? bytes_str(extension) : name)))
		explainer_unknown(explainer, word, "a parameter of MAIL or RCPT");
}

static void mail_parameters(struct explainer *explainer, struct bytes rest)
{
	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		if (!explainer_pass(explainer))
			mail_parameter(explainer, word);
}

/* "UID FETCH" before "UID"; "MAIL FROM:<...>" is MAIL. */
static bool verb(struct explainer *explainer, const struct word_table *table, struct bytes line)
{
	struct bytes rest = line, first = bytes_word(&rest), second = bytes_word(&rest);
	size_t both = second.len ? (size_t)(second.data + second.len - line.data) : 0;

	for (size_t i = 0; both && i < table->count; i++)
		if (bytes_is(bytes_first(line, both), table->rows[i].word))
			return explainer_row(explainer, bytes_first(line, both), NULL, &table->rows[i]);
	return explainer_row(explainer, first, NULL, words_find(table, until(first, ':')));
}

static void arguments(struct explainer *explainer, struct bytes line)
{
	struct bytes rest = line, first = bytes_word(&rest);

	if (bytes_is(first, "AUTH") || bytes_is(first, "AUTHENTICATE"))
		mechanisms(explainer, bytes_word(&rest));
	else if (speaks_smtp(explainer) && (bytes_is(first, "MAIL") || bytes_is(first, "RCPT")))
		mail_parameters(explainer, bytes_from(rest, bytes_index(rest, '>', 0) + 1));
	else if (speaks(explainer, "IMAP") && bytes_is(first, "ENABLE"))
		capabilities(explainer, rest);
	else if (speaks(explainer, "IMAP") && bytes_is(first, "UID"))
		explainer_word(explainer, &words_imap_commands, bytes_word(&rest));
}

static void tag(struct explainer *explainer, struct bytes word)
{
	explainer_row(explainer, word, "tag", words_find(&words_events, BYTES_LITERAL("tag")));
}

static void command(struct explainer *explainer, struct bytes line)
{
	const struct tables *tables = tables_of(explainer);
	struct bytes rest = line;

	if (!tables) {
		explainer_ours(explainer, &words_events, "line command", NULL);
		return;
	}
	if (speaks(explainer, "IMAP")) {
		struct bytes first = bytes_word(&rest);
		if (bytes_trim(rest).len)
			tag(explainer, first);
		else
			rest = first;
	}
	rest = bytes_trim(rest);
	if (!rest.len)
		explainer_say(explainer, BYTES_LITERAL("an empty line"),
			"It is no command; servers answer it with an error, or not at all.", NULL);
	else if (!verb(explainer, tables->commands, rest))
		explainer_unknown(explainer, until(rest, ' '), "a command of this protocol");
	arguments(explainer, rest);
}

/* Received */

/* The command that was sent last before the event; empty: none is near. */
static struct bytes command_before(const struct journal *journal, const struct event *event)
{
	uint64_t number = event->number < journal_count(journal) ? event->number : journal_count(journal);

	for (unsigned steps = 0; number && steps < BACK_MAX; steps++) {
		const struct event *earlier = journal_at(journal, --number);
		if (earlier->connection != event->connection)
			break;
		if (earlier->kind == EVENT_LINE && earlier->direction == DIRECTION_OUT &&
			earlier->line.role == LINE_COMMAND)
			return bytes_trim(earlier->line.text);
	}
	return (struct bytes){0};
}

static bool answers(const struct journal *journal, const struct event *event, const char *verb)
{
	struct bytes line = command_before(journal, event);

	return bytes_is(bytes_word(&line), verb);
}

static void role_of(struct explainer *explainer, enum line_role role)
{
	explainer_ours(explainer, &words_events, "line", line_role_name(role));
}

static void smtp_line(struct explainer *explainer, const struct journal *journal, const struct event *event)
{
	struct bytes code = bytes_first(event->line.text, 3), rest = bytes_from(event->line.text, 4);
	bool later = event->line.flags & LINE_LATER;
	bool keyword = later && (answers(journal, event, "EHLO") || answers(journal, event, "LHLO"));

	if (keyword)
		capability_line(explainer, rest);
	if (!explain_code(explainer, code))
		explainer_ours(explainer, &words_events, "reply malformed", NULL);
	else if (!keyword)
		explain_enhanced(explainer, bytes_word(&rest));
	if (event->line.role == LINE_GREETING)
		role_of(explainer, LINE_GREETING);
}

/* What stands in brackets: "CAPABILITY IMAP4rev1 ...", "UIDNEXT 7", "QUOTA/MAXSIZE". */
static void bracketed(struct explainer *explainer, const struct word_table *table, struct bytes code)
{
	struct bytes rest = code, word = bytes_word(&rest), whole = word;

	if (!word.len)
		return;
	const struct explanation *row = words_find(table, word);
	while (!row && bytes_index(word, '/', 0) < word.len) {
		do
			word.len--;
		while (word.len && word.data[word.len] != '/');
		row = words_find(table, word);
	}
	if (!explainer_row(explainer, whole, "response code", row))
		explainer_unknown(explainer, whole, "a response code");
	if (bytes_is(whole, "CAPABILITY"))
		capabilities(explainer, rest);
}

/* Takes "[...]" off the front of *rest; empty: there is none. */
static struct bytes take_bracket(struct bytes *rest, unsigned char open, unsigned char close)
{
	struct bytes text = bytes_trim(*rest);

	if (!text.len || text.data[0] != open)
		return (struct bytes){0};
	size_t end = bytes_index(text, close, 1);
	*rest = bytes_from(text, end + 1);
	return bytes_first(bytes_from(text, 1), end - 1);
}

/* A status, or the name of data: "OK", "EXISTS" behind its number. */
static void imap_response(struct explainer *explainer, struct bytes rest)
{
	struct bytes word = bytes_word(&rest);
	unsigned long long number;

	if (bytes_number(word, UINT32_MAX, &number))
		word = bytes_word(&rest);
	if (!explainer_word(explainer, &words_imap_responses, word) && word.len)
		explainer_unknown(explainer, word, "an IMAP response");
	if (bytes_is(word, "CAPABILITY") || bytes_is(word, "ENABLED"))
		capabilities(explainer, rest);
	else
		bracketed(explainer, &words_imap_codes, take_bracket(&rest, '[', ']'));
}

static void imap_line(struct explainer *explainer, struct bytes line)
{
	struct bytes rest = line, first = bytes_word(&rest);

	if (bytes_is(first, "+")) {
		if (!explainer_word(explainer, &words_imap_responses, first))
			role_of(explainer, LINE_CONTINUE);
		return;
	}
	if (bytes_is(first, "*"))
		explainer_row(explainer, first, "untagged", words_find(&words_events, BYTES_LITERAL("line untagged")));
	else
		tag(explainer, first);
	imap_response(explainer, rest);
}

/* A word, and a code in brackets of their own. */
static void status_line(
	struct explainer *explainer, const struct tables *tables, struct bytes line, const char *brackets)
{
	struct bytes rest = line, word = bytes_word(&rest);

	explainer_word(explainer, tables->statuses, word);
	bracketed(
		explainer, tables->codes, take_bracket(&rest, (unsigned char)brackets[0], (unsigned char)brackets[1]));
}

/* A greeting with a time stamp offers APOP. */
static void pop3_greeting(struct explainer *explainer, struct bytes line)
{
	size_t at = bytes_index(line, '<', 0);

	role_of(explainer, LINE_GREETING);
	if (at < line.len)
		explainer_say(explainer, bytes_from(line, at),
			"A time stamp for APOP, a login by MD5 that is too weak today. Use TLS and SASL in its place.",
			"RFC 1939 §7; RFC 6151");
}

static void pop3_line(struct explainer *explainer, const struct journal *journal, const struct event *event)
{
	bool payload = event->line.role == LINE_PAYLOAD && !bytes_is(event->line.text, ".");

	if (payload && answers(journal, event, "CAPA"))
		capability_line(explainer, event->line.text);
	else if (event->line.role == LINE_PAYLOAD)
		role_of(explainer, LINE_PAYLOAD);
	else
		status_line(explainer, tables_of(explainer), event->line.text, "[]");
	if (event->line.role == LINE_GREETING)
		pop3_greeting(explainer, event->line.text);
}

static void sieve_line(struct explainer *explainer, const struct event *event)
{
	struct bytes line = event->line.text;

	bool quoted = line.len && line.data[0] == '"';

	if (quoted && (event->line.role == LINE_UNTAGGED || event->line.role == LINE_GREETING))
		capability_line(explainer, line);
	else if (event->line.role == LINE_PAYLOAD || event->line.role == LINE_UNTAGGED)
		role_of(explainer, event->line.role);
	else
		status_line(explainer, tables_of(explainer), line, "()");
}

static void received(struct explainer *explainer, const struct journal *journal, const struct event *event)
{
	size_t before = explainer->written;

	if (event->line.role == LINE_STRAY)
		role_of(explainer, LINE_STRAY);
	if (speaks_smtp(explainer))
		smtp_line(explainer, journal, event);
	else if (speaks(explainer, "IMAP") && event->line.role != LINE_PAYLOAD)
		imap_line(explainer, event->line.text);
	else if (speaks(explainer, "POP3"))
		pop3_line(explainer, journal, event);
	else if (speaks(explainer, "ManageSieve"))
		sieve_line(explainer, event);
	if (explainer->written == before)
		role_of(explainer, event->line.role);
}

static void line_flags(struct explainer *explainer, uint32_t flags)
{
	static const struct {
		uint32_t flag;
		const char *word;
	} words[] = {
		{LINE_BARE_LF, "bare LF"},
		{LINE_BARE_CR, "bare CR"},
		{LINE_NUL, "NUL"},
		{LINE_8BIT, "8-bit"},
		{LINE_LONG, "too long"},
		{LINE_PIECE, "goes on"},
		{LINE_UNENDED, "no line end"},
		{LINE_HIDDEN, "hidden"},
		{LINE_AUTOMATIC, "automatic"},
		{LINE_STUFFED, "dot-stuffed"},
		{LINE_TAG_ADDED, "tag added"},
		{LINE_SECRET, "secret"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (flags & words[i].flag)
			explainer_ours(explainer, &words_events, words[i].word, NULL);
}

void explain_line(struct explainer *explainer, const struct journal *journal, const struct event *event)
{
	if (event->line.flags & LINE_FOLLOWS)
		explainer_say(explainer, BYTES_LITERAL("a further piece"),
			"This goes on with the line before it, which is too long to be shown at once.", NULL);
	else if (event->direction == DIRECTION_OUT && event->line.role == LINE_COMMAND)
		command(explainer, event->line.text);
	else if (event->direction == DIRECTION_IN)
		received(explainer, journal, event);
	else
		role_of(explainer, event->line.role);
	line_flags(explainer, event->line.flags);
}

/* Replies */

static void reply_codes(struct explainer *explainer, const struct event_reply *reply)
{
	const struct tables *tables = tables_of(explainer);
	char text[32];

	if (reply->code) {
		snprintf(text, sizeof(text), "%03u", reply->code);
		explain_code(explainer, bytes_str(text));
	}
	if (reply->has_enhanced) {
		snprintf(text, sizeof(text), "%u.%u.%u", reply->enhanced[0], reply->enhanced[1], reply->enhanced[2]);
		explain_enhanced(explainer, bytes_str(text));
	}
	if (tables && !speaks_smtp(explainer))
		bracketed(explainer, tables->codes, reply->code_text);
}

void explain_reply(struct explainer *explainer, const struct event_reply *reply)
{
	const struct tables *tables = tables_of(explainer);

	explainer_ours(explainer, &words_events, "reply", reply_status_name(reply->status));
	reply_codes(explainer, reply);
	if (tables && reply->verb.len && verb(explainer, tables->commands, reply->verb))
		return;
	if (!reply->verb.len)
		explainer_say(explainer, BYTES_LITERAL("no command"),
			"It answers no command: it is the greeting, or the server sent it by itself.", NULL);
}

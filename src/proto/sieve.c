/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sieve: ManageSieve (RFC 5804). The grammar stands in sieve_parse.h.
 *
 * The greeting is the list of capabilities, ended by OK; the server sends it again, unasked, once TLS is up (§2.2).
 */
#include "proto/engine.h"

#include "proto/imap_parse.h"
#include "proto/sieve_parse.h"

enum sieve_phase { CONNECTED, NOT_AUTHENTICATED, AUTHENTICATED, LOGOUT };

struct sieve {
	struct proto proto;
	enum sieve_phase phase;
	bool greeting_due;  /* capabilities that nobody asked for are lawful now */
	bool line_goes_on;  /* behind a literal of the server */
	bool status_broken; /* that line was a status: it completes the reply */
	bool command_open;  /* a command of ours ends with a literal that is being typed */
	bool authenticating;
	char word[8]; /* of a status whose text is a literal */
};

static struct sieve *sieve_of(struct proto *proto)
{
	return (struct sieve *)proto;
}

/* Receiving */

static enum reply_status status_of(struct bytes word)
{
	if (bytes_is(word, "OK"))
		return REPLY_POSITIVE;
	return bytes_is(word, "BYE") ? REPLY_BYE : REPLY_REFUSED;
}

static void collect(struct proto *proto, struct bytes line)
{
	struct bytes keyword, value = {0};
	struct bytes rest = line;

	if (!sieve_parse_string(&rest, &keyword) || !engine_collect(proto))
		return;
	sieve_parse_string(&rest, &value);
	caps_add(proto->collecting, keyword, value);
}

static enum proto_step greeted(struct sieve *sieve, bool ok)
{
	struct proto *proto = &sieve->proto;

	sieve->greeting_due = false;
	if (ok) {
		sieve->phase = NOT_AUTHENTICATED;
		engine_collect(proto);
		engine_tell_caps(proto);
		const struct cap *sasl = caps_find(proto->caps, "SASL");
		if (!proto->secured && sasl && sasl->params.len && caps_has(proto->caps, "STARTTLS"))
			engine_odd_once(proto, ODDITY_AUTH_IN_CLEAR, SEVERITY_WARNING, sasl->params,
				"the server takes passwords in the clear (SASL mechanisms are offered before TLS)");
	}
	engine_settle(proto);
	return PROTO_MORE_HERE;
}

static enum proto_step answered(struct sieve *sieve, struct pending *pending, bool ok, struct bytes line)
{
	struct proto *proto = &sieve->proto;
	enum proto_step step = PROTO_MORE_HERE;

	if (pending->upgrade)
		step = engine_upgrade_reply(proto, pending, ok, line);
	else if (ok && !strcmp(pending->verb, "CAPABILITY"))
		engine_tell_caps(proto);
	else if (ok && !strcmp(pending->verb, "AUTHENTICATE"))
		sieve->phase = AUTHENTICATED;
	else if (ok && !strcmp(pending->verb, "UNAUTHENTICATE"))
		sieve->phase = NOT_AUTHENTICATED;
	else if (ok && !strcmp(pending->verb, "LOGOUT")) {
		sieve->phase = LOGOUT;
		step = PROTO_FINISHED;
	}
	sieve->authenticating = sieve->command_open = false;
	proto->octets_left = 0;
	proto->collecting = NULL;
	engine_answered(proto, pending);
	engine_settle(proto);
	return step;
}

static enum proto_step status(struct sieve *sieve, const struct sieve_response *response, struct bytes line)
{
	struct proto *proto = &sieve->proto;
	bool greeting = proto->state == PROTO_GREETING || sieve->greeting_due;
	struct pending *pending = greeting ? NULL : engine_oldest(proto);
	struct event_reply reply = {.status = status_of(response->word),
		.word = response->word,
		.code_text = response->code,
		.text = response->text};

	engine_tell_reply(proto, &reply, pending);
	if (bytes_is(response->word, "BYE")) {
		sieve->phase = LOGOUT;
		return PROTO_FINISHED;
	}
	if (greeting)
		return greeted(sieve, bytes_is(response->word, "OK"));
	if (!pending) {
		journal_oddity(proto->journal, ODDITY_UNASKED, SEVERITY_WARNING, line,
			"a reply came that nothing had asked for");
		return PROTO_MORE_HERE;
	}
	return answered(sieve, pending, bytes_is(response->word, "OK"), line);
}

/* A literal at the end of the server's line. True when one begins. */
static bool follow_literal(struct sieve *sieve, struct bytes line)
{
	struct proto *proto = &sieve->proto;
	uint64_t size = 0;

	switch (imap_parse_literal(line, &size)) {
	case IMAP_NO_LITERAL: return false;
	case IMAP_LITERAL_BAD:
		journal_oddity(proto->journal, ODDITY_LITERAL, SEVERITY_WARNING, line,
			"this literal's size makes no sense; the next line is taken as a line");
		return false;
	case IMAP_LITERAL:
	case IMAP_LITERAL_NOW: break;
	}
	sieve->line_goes_on = true;
	lines_take_octets(&proto->lines, size);
	return true;
}

static enum proto_step behind_literal(struct sieve *sieve, const struct line *line)
{
	struct proto *proto = &sieve->proto;

	sieve->line_goes_on = false;
	engine_tell_line(proto, line, sieve->status_broken ? LINE_REPLY : LINE_UNTAGGED, LINE_LATER);
	if (follow_literal(sieve, line->text) || !sieve->status_broken)
		return PROTO_NEED_MORE;
	sieve->status_broken = false;
	struct sieve_response response = {.word = bytes_str(sieve->word)};
	return status(sieve, &response, line->text);
}

/* While we authenticate, a line that is a string is a challenge (§2.1). */
static bool is_challenge(const struct sieve *sieve, struct bytes line)
{
	return sieve->authenticating && line.len && (line.data[0] == '"' || line.data[0] == '{');
}

static enum proto_step challenge(struct sieve *sieve, const struct line *line)
{
	struct proto *proto = &sieve->proto;

	engine_tell_line(proto, line, LINE_CONTINUE, 0);
	follow_literal(sieve, line->text);
	proto->state = PROTO_ANSWER;
	proto->answer_secret = true;
	return PROTO_MORE_HERE;
}

static enum proto_step data(struct sieve *sieve, const struct line *line)
{
	struct proto *proto = &sieve->proto;
	bool greeting = proto->state == PROTO_GREETING || sieve->greeting_due;
	struct pending *pending = engine_oldest(proto);

	if (!greeting && !pending) {
		engine_tell_line(proto, line, LINE_STRAY, 0);
		journal_oddity(proto->journal, ODDITY_UNASKED, SEVERITY_WARNING, line->text,
			"a line came that nothing had asked for");
		return PROTO_NEED_MORE;
	}
	/* Capabilities are the lines of the greeting's reply; a listing precedes its status. */
	if (greeting)
		engine_tell_reply_line(proto, line, LINE_GREETING, true);
	else
		engine_tell_line(proto, line, LINE_UNTAGGED, 0);
	if (greeting || !strcmp(pending->verb, "CAPABILITY"))
		collect(proto, line->text);
	if (greeting && line->text.len && line->text.data[0] != '"' && line->text.data[0] != '{')
		engine_odd_once(proto, ODDITY_MALFORMED, SEVERITY_WARNING, line->text,
			"this is no ManageSieve greeting: one is a list of quoted capabilities, ended by OK (RFC 5804 §1.7)");
	follow_literal(sieve, line->text);
	return PROTO_NEED_MORE;
}

static enum proto_step sieve_line(struct proto *proto, const struct line *line)
{
	struct sieve *sieve = sieve_of(proto);
	struct sieve_response response;

	if (line->octets) {
		engine_tell_line(proto, line, LINE_PAYLOAD, LINE_MORE);
		return PROTO_NEED_MORE;
	}
	if (sieve->line_goes_on)
		return behind_literal(sieve, line);
	if (is_challenge(sieve, line->text))
		return challenge(sieve, line);
	if ((line->flags & LINE_PIECE) || !sieve_parse_response(line->text, &response))
		return data(sieve, line);
	bool greeting = proto->state == PROTO_GREETING || sieve->greeting_due;
	engine_tell_reply_line(proto, line,
		greeting               ? LINE_GREETING
		: proto->pending_count ? LINE_REPLY
				       : LINE_STRAY,
		false);
	if (follow_literal(sieve, line->text)) {
		sieve->status_broken = true;
		memset(sieve->word, 0, sizeof(sieve->word));
		memcpy(sieve->word, response.word.data, response.word.len);
		return PROTO_NEED_MORE;
	}
	return status(sieve, &response, line->text);
}

/* Sending */

static struct bytes sieve_verb_of(const struct proto *proto, struct bytes line)
{
	(void)proto;
	return bytes_word(&line);
}

/* AUTHENTICATE "mechanism" "initial response": the second string is the secret. */
static void sieve_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	const struct sieve *sieve = (const struct sieve *)proto;
	struct bytes rest = line;

	if (sieve->command_open) {
		plan->legal = true;
		plan->hint = NULL;
		return;
	}
	if (!bytes_is(bytes_word(&rest), "AUTHENTICATE"))
		return;
	imap_argument(&rest);
	rest = bytes_trim(rest);
	if (rest.len && rest.data[0] != '{')
		redaction_add(&plan->secrets, (size_t)(rest.data - line.data), rest.len);
}

/* A client's literal goes on at once: {n+} (RFC 5804 §4). */
static void note_literal(struct sieve *sieve, struct bytes line, bool secret)
{
	struct proto *proto = &sieve->proto;
	uint64_t size = 0;

	sieve->command_open = imap_parse_literal(line, &size) == IMAP_LITERAL_NOW;
	proto->octets_left = sieve->command_open ? size : 0;
	proto->literal_secret = secret;
	if (proto->octets_left)
		proto->state = PROTO_LITERAL;
	else if (sieve->command_open)
		proto->state = PROTO_READY;
	else
		proto->state = PROTO_WAITING;
}

static bool send_command(struct sieve *sieve, struct bytes line, struct buffer *out, struct error *error)
{
	struct proto *proto = &sieve->proto;
	bool greeting = proto->state == PROTO_GREETING;

	if (!engine_append(out, line, error))
		return false;
	if (!sieve->command_open) {
		struct bytes rest = line;
		struct bytes verb = bytes_word(&rest);
		engine_expect(proto, verb);
		sieve->authenticating = bytes_is(verb, "AUTHENTICATE");
	}
	note_literal(sieve, line, sieve->authenticating);
	if (greeting && !sieve->command_open)
		proto->state = PROTO_GREETING;
	return true;
}

static bool sieve_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	struct sieve *sieve = sieve_of(proto);

	(void)form;
	if (plan->role == LINE_LITERAL) {
		if (!engine_send_octets(proto, line, out, error))
			return false;
		if (!proto->octets_left)
			proto->state = PROTO_READY;
		return true;
	}
	if (plan->role == LINE_ANSWER) {
		if (!engine_append(out, line, error))
			return false;
		note_literal(sieve, line, true);
		return true;
	}
	return send_command(sieve, line, out, error);
}

/* State */

static void sieve_reset(struct proto *proto, bool secured)
{
	struct sieve *sieve = sieve_of(proto);

	sieve->phase = CONNECTED;
	sieve->greeting_due = secured;
	sieve->line_goes_on = sieve->status_broken = sieve->command_open = sieve->authenticating = false;
	if (secured)
		proto->state = PROTO_GREETING;
}

static const char *sieve_phase_name(const struct proto *proto)
{
	static const char *const names[] = {"connected", "not authenticated", "authenticated", "logout"};

	return names[((const struct sieve *)proto)->phase];
}

static unsigned sieve_where(const struct proto *proto)
{
	static const unsigned where[] = {WHERE_NONE, WHERE_GREETED, WHERE_AUTHENTICATED, WHERE_NONE};

	return where[((const struct sieve *)proto)->phase];
}

static bool sieve_complete(const struct proto *proto, struct bytes typed, size_t index, struct buffer *line)
{
	const struct cap *sasl = caps_find(proto->caps, "SASL");
	struct bytes rest = sasl ? sasl->params : (struct bytes){0};

	if (!bytes_starts_with_nocase(typed, "AUTHENTICATE "))
		return false;
	typed = bytes_trim(bytes_from(typed, 13));
	if (typed.len && typed.data[0] == '"')
		typed = bytes_from(typed, 1);
	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		if (bytes_equal_nocase(bytes_first(word, typed.len), typed) && !index--)
			return buffer_append_text(line, "AUTHENTICATE \"") && buffer_append(line, word) &&
			       buffer_append_text(line, "\" ");
	return false;
}

enum { ALWAYS = WHERE_GREETED | WHERE_AUTHENTICATED };

static const struct proto_verb sieve_verbs[] = {
	{"CAPABILITY", NULL, "ask what the server can do", "RFC 5804 §2.4", NULL, ALWAYS},
	{"STARTTLS", NULL, "begin TLS on this connection", "RFC 5804 §2.2", "STARTTLS", WHERE_GREETED | WHERE_CLEAR},
	{"AUTHENTICATE", "\"mechanism\" [\"initial-response\"]", "authenticate", "RFC 5804 §2.1", NULL, WHERE_GREETED},
	{"HAVESPACE", "\"name\" octets", "would a script of that size fit?", "RFC 5804 §2.5", NULL,
		WHERE_AUTHENTICATED},
	{"PUTSCRIPT", "\"name\" {octets+}", "store a script", "RFC 5804 §2.6", NULL, WHERE_AUTHENTICATED},
	{"LISTSCRIPTS", NULL, "which scripts are there?", "RFC 5804 §2.7", NULL, WHERE_AUTHENTICATED},
	{"SETACTIVE", "\"name\"", "make a script the active one", "RFC 5804 §2.8", NULL, WHERE_AUTHENTICATED},
	{"GETSCRIPT", "\"name\"", "read a script", "RFC 5804 §2.9", NULL, WHERE_AUTHENTICATED},
	{"DELETESCRIPT", "\"name\"", "remove a script", "RFC 5804 §2.10", NULL, WHERE_AUTHENTICATED},
	{"RENAMESCRIPT", "\"old\" \"new\"", "rename a script", "RFC 5804 §2.11", NULL, WHERE_AUTHENTICATED},
	{"CHECKSCRIPT", "{octets+}", "is a script valid?", "RFC 5804 §2.12", NULL, WHERE_AUTHENTICATED},
	{"NOOP", "[\"tag\"]", "do nothing; is the server there?", "RFC 5804 §2.13", NULL, ALWAYS},
	{"UNAUTHENTICATE", NULL, "log out, keep the connection", "RFC 5804 §2.14", "UNAUTHENTICATE",
		WHERE_AUTHENTICATED},
	{"LOGOUT", NULL, "end the session", "RFC 5804 §2.3", NULL, ALWAYS},
};

static const struct proto_info sieve_info = {.protocol = PROTOCOL_SIEVE,
	.name = "ManageSieve",
	.scheme = "sieve",
	.greet_verb = "CAPABILITY",
	.upgrade_verb = "STARTTLS",
	.upgrade_cap = "STARTTLS",
	.quit_verb = "LOGOUT",
	.port = 4190,
	.tls_port = 0,
	.srv_service = "_sieve"};

const struct proto_ops sieve_ops = {.info = &sieve_info,
	.verbs = sieve_verbs,
	.verb_count = sizeof(sieve_verbs) / sizeof(sieve_verbs[0]),
	.size = sizeof(struct sieve),
	.line = sieve_line,
	.examine = sieve_examine,
	.send = sieve_send,
	.reset = sieve_reset,
	.phase_name = sieve_phase_name,
	.where = sieve_where,
	.verb_of = sieve_verb_of,
	.complete = sieve_complete};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pop3: POP3 (RFC 1939, capabilities RFC 2449, STLS RFC 2595, AUTH RFC 5034).
 *
 *   status      = ( "+OK" / "-ERR" ) [ SP [ "[" code "]" SP ] text ] CRLF
 *   multi-line  = "+OK" ... CRLF *( line CRLF ) "." CRLF      a line that begins with "." bears another in front
 *   continue    = "+" SP base64 CRLF                           while AUTH is going on
 *
 * Whether an answer has more lines is told by the command alone, not by the answer.
 */
#include "proto/engine.h"

enum pop3_phase { CONNECTED, AUTHORIZATION, TRANSACTION, UPDATE };

struct pop3 {
	struct proto proto;
	enum pop3_phase phase;
	bool in_lines; /* the lines of a multi-line answer are coming */
};

static struct pop3 *pop3_of(struct proto *proto)
{
	return (struct pop3 *)proto;
}

/* Receiving */

static bool is_ok(struct bytes line)
{
	return bytes_starts_with_nocase(line, "+OK") && (line.len == 3 || line.data[3] == ' ');
}

static bool is_err(struct bytes line)
{
	return bytes_starts_with_nocase(line, "-ERR") && (line.len == 4 || line.data[4] == ' ');
}

static void end_lines(struct pop3 *pop3)
{
	struct proto *proto = &pop3->proto;
	struct pending *pending = engine_oldest(proto);

	pop3->in_lines = false;
	if (pending && !strcmp(pending->verb, "CAPA"))
		engine_tell_caps(proto);
	if (pending)
		engine_answered(proto, pending);
	engine_settle(proto);
}

/* A line of a multi-line answer; the lone dot ends it. */
static enum proto_step take_payload(struct pop3 *pop3, const struct line *line)
{
	struct proto *proto = &pop3->proto;
	struct pending *pending = engine_oldest(proto);
	struct line shown = *line;
	/* RFC 1939 §3: the end is CRLF "." CRLF; a bare LF does not count. */
	bool ends = line->text.len == 1 && line->text.data[0] == '.' && !(line->flags & (LINE_BARE_LF | LINE_PIECE));

	if (!ends && shown.text.len && shown.text.data[0] == '.') {
		shown.text = bytes_from(shown.text, 1);
		shown.flags |= LINE_STUFFED;
	}
	engine_tell_line(proto, &shown, LINE_PAYLOAD, ends ? 0 : (uint32_t)LINE_MORE);
	if (ends) {
		end_lines(pop3);
		return PROTO_MORE_HERE;
	}
	if (pending && !strcmp(pending->verb, "CAPA") && engine_collect(proto)) {
		struct bytes rest = shown.text;
		struct bytes word = bytes_word(&rest);
		caps_add(proto->collecting, word, rest);
	}
	return PROTO_NEED_MORE;
}

static enum proto_step answered(struct pop3 *pop3, struct pending *pending, bool ok, struct bytes line)
{
	struct proto *proto = &pop3->proto;
	enum proto_step step = PROTO_MORE_HERE;
	bool login = !strcmp(pending->verb, "PASS") || !strcmp(pending->verb, "APOP") || !strcmp(pending->verb, "AUTH");

	if (pending->upgrade)
		step = engine_upgrade_reply(proto, pending, ok, line);
	else if (ok && login)
		pop3->phase = TRANSACTION;
	else if (ok && !strcmp(pending->verb, "QUIT")) {
		pop3->phase = UPDATE;
		step = PROTO_FINISHED;
	}
	if (ok && pending->detail) {
		pop3->in_lines = true;
		proto->state = PROTO_WAITING;
		return PROTO_NEED_MORE;
	}
	engine_answered(proto, pending);
	engine_settle(proto);
	return step;
}

/* The code in brackets (RFC 2449 §8), as in "-ERR [AUTH] ...". */
static struct bytes code_text(struct bytes *text)
{
	struct bytes code = {0};

	if (text->len && text->data[0] == '[') {
		size_t end = bytes_index(*text, ']', 0);
		if (end < text->len) {
			code = bytes_of(text->data + 1, end - 1);
			*text = bytes_trim(bytes_from(*text, end + 1));
		}
	}
	return code;
}

static enum proto_step greeting(struct pop3 *pop3, bool ok, struct bytes line)
{
	struct proto *proto = &pop3->proto;

	if (ok) {
		pop3->phase = AUTHORIZATION;
		size_t open = bytes_index(line, '<', 0), close = bytes_index(line, '>', open);
		if (close < line.len)
			journal_note(proto->journal, SEVERITY_INFO,
				"the greeting bears a time stamp: APOP may be possible (RFC 1939 §7)");
	}
	engine_settle(proto);
	return PROTO_MORE_HERE;
}

static enum proto_step take_status(struct pop3 *pop3, const struct line *line, bool ok)
{
	struct proto *proto = &pop3->proto;
	struct pending *pending = engine_oldest(proto);
	bool at_greeting = proto->state == PROTO_GREETING;
	struct bytes text = bytes_trim(bytes_from(line->text, ok ? 3 : 4));
	struct event_reply reply = {
		.status = ok ? REPLY_POSITIVE : REPLY_REFUSED, .word = bytes_first(line->text, ok ? 3 : 4)};
	enum line_role role = at_greeting ? LINE_GREETING : pending ? LINE_REPLY : LINE_STRAY;

	reply.code_text = code_text(&text);
	reply.text = text;
	engine_tell_reply_line(proto, line, role, ok && pending && pending->detail && !at_greeting);
	engine_tell_reply(proto, &reply, at_greeting ? NULL : pending);
	if (at_greeting)
		return greeting(pop3, ok, line->text);
	if (!pending) {
		journal_oddity(proto->journal, ODDITY_UNASKED, SEVERITY_WARNING, line->text,
			"a reply came that nothing had asked for");
		return PROTO_MORE_HERE;
	}
	return answered(pop3, pending, ok, line->text);
}

static bool is_challenge(const struct proto *proto, struct bytes line)
{
	return line.len && line.data[0] == '+' && (line.len == 1 || line.data[1] == ' ') && proto->pending_count &&
	       !strcmp(proto->pending[0].verb, "AUTH");
}

static enum proto_step take_challenge(struct proto *proto, const struct line *line)
{
	struct event_reply reply = {
		.status = REPLY_MORE, .word = bytes_first(line->text, 1), .text = bytes_from(line->text, 2)};

	engine_tell_reply_line(proto, line, LINE_CONTINUE, false);
	engine_tell_reply(proto, &reply, engine_oldest(proto));
	proto->state = PROTO_ANSWER;
	proto->answer_secret = true;
	return PROTO_MORE_HERE;
}

static enum proto_step pop3_line(struct proto *proto, const struct line *line)
{
	struct pop3 *pop3 = pop3_of(proto);

	if (pop3->in_lines)
		return take_payload(pop3, line);
	if (is_challenge(proto, line->text))
		return take_challenge(proto, line);
	if (!(line->flags & LINE_PIECE) && (is_ok(line->text) || is_err(line->text)))
		return take_status(pop3, line, is_ok(line->text));
	engine_tell_line(proto, line, proto->state == PROTO_GREETING ? LINE_GREETING : LINE_STRAY, 0);
	engine_odd_once(proto, ODDITY_MALFORMED, SEVERITY_WARNING, line->text,
		"this is no reply: one begins with +OK or -ERR (RFC 1939 §3)");
	return PROTO_NEED_MORE;
}

/* Sending */

static struct bytes pop3_verb_of(const struct proto *proto, struct bytes line)
{
	(void)proto;
	return bytes_word(&line);
}

static void pop3_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	(void)proto;
	/* APOP name digest, AUTH mechanism initial-response: the first argument is public. */
	if (bytes_is(verb, "APOP") || bytes_is(verb, "AUTH"))
		bytes_word(&rest);
	else if (!bytes_is(verb, "PASS"))
		return;
	/* A password may hold blanks: everything behind the first one is part of it (RFC 1939 §7). */
	rest = bytes_from(rest, rest.len && rest.data[0] == ' ' ? 1 : 0);
	if (rest.len)
		redaction_add(&plan->secrets, (size_t)(rest.data - line.data), rest.len);
}

static bool is_multi_line(struct bytes verb, bool has_argument)
{
	if (bytes_is(verb, "LIST") || bytes_is(verb, "UIDL") || bytes_is(verb, "AUTH"))
		return !has_argument;
	return bytes_is(verb, "CAPA") || bytes_is(verb, "RETR") || bytes_is(verb, "TOP");
}

static bool pop3_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	(void)form;
	if (!engine_append(out, line, error))
		return false;
	if (plan->role != LINE_ANSWER) {
		struct pending *pending = engine_expect(proto, verb);
		pending->detail = is_multi_line(verb, bytes_trim(rest).len > 0);
		pending->upgrade = plan->asks_upgrade;
	}
	if (proto->state != PROTO_GREETING)
		engine_settle(proto);
	return true;
}

/* State */

static void pop3_reset(struct proto *proto, bool secured)
{
	struct pop3 *pop3 = pop3_of(proto);

	pop3->phase = secured ? AUTHORIZATION : CONNECTED;
	pop3->in_lines = false;
}

static const char *pop3_phase_name(const struct proto *proto)
{
	static const char *const names[] = {"connected", "authorization", "transaction", "update"};

	return names[((const struct pop3 *)proto)->phase];
}

static unsigned pop3_where(const struct proto *proto)
{
	static const unsigned where[] = {WHERE_NONE, WHERE_GREETED, WHERE_AUTHENTICATED, WHERE_NONE};

	return where[((const struct pop3 *)proto)->phase];
}

static bool pop3_complete(const struct proto *proto, struct bytes typed, size_t index, struct buffer *line)
{
	const struct cap *sasl = caps_find(proto->caps, "SASL");
	struct bytes rest = sasl ? sasl->params : (struct bytes){0};

	if (!bytes_starts_with_nocase(typed, "AUTH "))
		return false;
	typed = bytes_trim(bytes_from(typed, 5));
	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		if (bytes_equal_nocase(bytes_first(word, typed.len), typed) && !index--)
			return buffer_append_text(line, "AUTH ") && buffer_append(line, word) &&
			       buffer_append_byte(line, ' ');
	return false;
}

enum { ALWAYS = WHERE_GREETED | WHERE_AUTHENTICATED };

static const struct proto_verb pop3_verbs[] = {
	{"CAPA", NULL, "ask what the server can do", "RFC 2449 §5", NULL, ALWAYS},
	{"STLS", NULL, "begin TLS on this connection", "RFC 2595 §4", "STLS", WHERE_GREETED | WHERE_CLEAR},
	{"USER", "name", "log in: the name", "RFC 1939 §7", NULL, WHERE_GREETED},
	{"PASS", "password", "log in: the password", "RFC 1939 §7", NULL, WHERE_GREETED},
	{"APOP", "name digest", "log in with a digest of the greeting's time stamp", "RFC 1939 §7", NULL,
		WHERE_GREETED},
	{"AUTH", "[mechanism [initial-response]]", "authenticate", "RFC 5034 §4", NULL, WHERE_GREETED},
	{"STAT", NULL, "how many messages, how many octets", "RFC 1939 §5", NULL, WHERE_AUTHENTICATED},
	{"LIST", "[number]", "sizes of the messages", "RFC 1939 §5", NULL, WHERE_AUTHENTICATED},
	{"UIDL", "[number]", "lasting names of the messages", "RFC 1939 §7", NULL, WHERE_AUTHENTICATED},
	{"RETR", "number", "read a message", "RFC 1939 §5", NULL, WHERE_AUTHENTICATED},
	{"TOP", "number lines", "read a message's header and some lines", "RFC 1939 §7", NULL, WHERE_AUTHENTICATED},
	{"DELE", "number", "mark a message to be deleted at QUIT", "RFC 1939 §5", NULL, WHERE_AUTHENTICATED},
	{"RSET", NULL, "take back what was marked", "RFC 1939 §5", NULL, WHERE_AUTHENTICATED},
	{"NOOP", NULL, "do nothing; is the server there?", "RFC 1939 §5", NULL, WHERE_AUTHENTICATED},
	{"UTF8", NULL, "allow UTF-8", "RFC 6856 §2", "UTF8", WHERE_GREETED},
	{"LANG", "[tag]", "language of the texts", "RFC 6856 §3", "LANG", ALWAYS},
	{"QUIT", NULL, "end the session; deletions become real", "RFC 1939 §6", NULL, ALWAYS},
};

static const struct proto_info pop3_info = {.protocol = PROTOCOL_POP3,
	.name = "POP3",
	.scheme = "pop3",
	.greet_verb = "CAPA",
	.upgrade_verb = "STLS",
	.upgrade_cap = "STLS",
	.quit_verb = "QUIT",
	.port = 110,
	.tls_port = 995,
	.srv_service = "_pop3"};

const struct proto_ops pop3_ops = {.info = &pop3_info,
	.verbs = pop3_verbs,
	.verb_count = sizeof(pop3_verbs) / sizeof(pop3_verbs[0]),
	.size = sizeof(struct pop3),
	.line = pop3_line,
	.examine = pop3_examine,
	.send = pop3_send,
	.reset = pop3_reset,
	.phase_name = pop3_phase_name,
	.where = pop3_where,
	.verb_of = pop3_verb_of,
	.complete = pop3_complete};

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

enum { HELD_MAX = 512 }; /* the longest status line of RFC 2449 §4 */

struct pop3 {
	struct proto proto;
	enum pop3_phase phase;
	bool in_lines;          /* the lines of a multi-line answer are coming */
	bool challenged;        /* the server waits for an answer of AUTH */
	unsigned answers_ahead; /* answers that were typed before AUTH asked for them */
	/* a line that comes in pieces: what it is, and how it began */
	enum line_role role;
	bool holds;
	unsigned char held[HELD_MAX];
	size_t held_len;
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

static void take_caps(struct proto *proto)
{
	engine_tell_caps(proto);
	/* SASL without a mechanism offers none. */
	const struct cap *sasl = caps_find(proto->caps, "SASL");
	if (!proto->secured && (caps_has(proto->caps, "USER") || (sasl && sasl->params.len)))
		engine_odd_once(proto, ODDITY_AUTH_IN_CLEAR, SEVERITY_WARNING, (struct bytes){0},
			"the server takes passwords in the clear (USER or SASL is offered without TLS)");
}

static void end_lines(struct pop3 *pop3)
{
	struct proto *proto = &pop3->proto;
	struct pending *pending = engine_oldest(proto);

	pop3->in_lines = false;
	if (pending && !strcmp(pending->verb, "CAPA"))
		take_caps(proto);
	if (pending)
		engine_answered(proto, pending);
	engine_settle(proto);
}

/* A keyword and its parameters (RFC 2449 §5); of a line that was not kept whole nobody knows what it announces. */
static void collect_keyword(struct proto *proto, const struct line *line)
{
	const struct pending *pending = engine_oldest(proto);
	struct bytes rest = line->text;
	struct bytes word = bytes_word(&rest);

	if (!pending || strcmp(pending->verb, "CAPA") != 0 || !word.len || (line->flags & LINE_PIECE))
		return;
	if (engine_collect(proto))
		caps_add(proto->collecting, word, rest);
}

/* A line of a multi-line answer; the lone dot ends it. */
static enum proto_step take_payload(struct pop3 *pop3, const struct line *line)
{
	struct proto *proto = &pop3->proto;
	struct line shown = *line;
	/* RFC 1939 §3: the end is CRLF "." CRLF; a bare LF does not count. */
	bool ends = line->text.len == 1 && line->text.data[0] == '.' && !(line->flags & (LINE_BARE_LF | LINE_PIECE));

	if (!ends && shown.text.len && shown.text.data[0] == '.') {
		shown.text = bytes_from(shown.text, 1);
		shown.flags |= LINE_STUFFED;
	}
	pop3->role = LINE_PAYLOAD;
	engine_tell_line(proto, &shown, LINE_PAYLOAD, ends ? 0 : (uint32_t)LINE_MORE);
	if (ends) {
		end_lines(pop3);
		return PROTO_MORE_HERE;
	}
	collect_keyword(proto, &shown);
	return PROTO_NEED_MORE;
}

/* AUTH without a mechanism only asks which there are. */
static bool logs_in(const struct pending *pending)
{
	return !strcmp(pending->verb, "PASS") || !strcmp(pending->verb, "APOP") ||
	       (!strcmp(pending->verb, "AUTH") && !pending->detail);
}

/* Replies bear the words in upper case (RFC 1939 §3); what TLS hangs on is taken by the letter. */
static enum proto_step upgrade_answered(struct pop3 *pop3, struct pending *pending, bool ok, struct bytes line)
{
	struct proto *proto = &pop3->proto;
	bool positive = ok && bytes_starts_with(line, "+OK");
	enum proto_step step = engine_upgrade_reply(proto, pending, positive, line);

	/* An agreement before the command was sent whole answers nothing: the answer is still due. */
	if (!positive || pending->whole || proto->secured)
		engine_answered(proto, pending);
	engine_settle(proto);
	return step;
}

static enum proto_step answered(struct pop3 *pop3, struct pending *pending, bool ok, struct bytes line)
{
	struct proto *proto = &pop3->proto;
	enum proto_step step = PROTO_MORE_HERE;

	if (pending->upgrade)
		return upgrade_answered(pop3, pending, ok, line);
	if (!strcmp(pending->verb, "AUTH")) {
		pop3->challenged = false;
		pop3->answers_ahead = 0;
	}
	if (ok && logs_in(pending)) {
		pop3->phase = TRANSACTION;
	} else if (ok && !strcmp(pending->verb, "QUIT")) {
		/* Only from the transaction state is there anything to update (RFC 1939 §6). */
		pop3->phase = pop3->phase == TRANSACTION ? UPDATE : pop3->phase;
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
		if (bytes_index(bytes_first(line, close), '@', open) < close && close < line.len)
			journal_note(proto->journal, SEVERITY_INFO,
				"the greeting bears a time stamp: APOP may be possible (RFC 1939 §7)");
	}
	engine_settle(proto);
	return PROTO_MORE_HERE;
}

static void tell_status(struct proto *proto, struct bytes line, bool ok, const struct pending *pending)
{
	struct bytes text = bytes_trim(bytes_from(line, ok ? 3 : 4));
	struct event_reply reply = {
		.status = ok ? REPLY_POSITIVE : REPLY_REFUSED, .word = bytes_first(line, ok ? 3 : 4)};

	reply.code_text = code_text(&text);
	reply.text = text;
	engine_tell_reply(proto, &reply, pending);
	if (!bytes_starts_with(reply.word, ok ? "+OK" : "-ERR"))
		engine_odd_once(proto, ODDITY_MALFORMED, SEVERITY_WARNING, line,
			"a reply begins with +OK or -ERR in upper case (RFC 1939 §3); this one is taken all the same");
}

static enum proto_step take_status(struct pop3 *pop3, struct bytes line, bool ok)
{
	struct proto *proto = &pop3->proto;
	struct pending *pending = engine_oldest(proto);
	bool at_greeting = pop3->role == LINE_GREETING;

	tell_status(proto, line, ok, at_greeting ? NULL : pending);
	if (at_greeting)
		return greeting(pop3, ok, line);
	if (!pending) {
		journal_oddity(proto->journal, ODDITY_UNASKED, SEVERITY_WARNING, line,
			"a reply came that nothing had asked for");
		return PROTO_MORE_HERE;
	}
	return answered(pop3, pending, ok, line);
}

static bool is_challenge(const struct proto *proto, struct bytes line)
{
	return line.len && line.data[0] == '+' && (line.len == 1 || line.data[1] == ' ') && proto->pending_count &&
	       !strcmp(proto->pending[0].verb, "AUTH");
}

static enum proto_step take_challenge(struct pop3 *pop3, struct bytes line)
{
	struct proto *proto = &pop3->proto;
	struct event_reply reply = {.status = REPLY_MORE, .word = bytes_first(line, 1), .text = bytes_from(line, 2)};

	engine_tell_reply(proto, &reply, engine_oldest(proto));
	if (pop3->answers_ahead) {
		pop3->answers_ahead--;
		return PROTO_MORE_HERE;
	}
	pop3->challenged = true;
	proto->state = PROTO_ANSWER;
	proto->answer_secret = true;
	return PROTO_MORE_HERE;
}

static bool is_status(struct bytes line)
{
	return is_ok(line) || is_err(line);
}

static enum line_role role_of(const struct proto *proto, struct bytes line)
{
	if (proto->state == PROTO_GREETING)
		return LINE_GREETING;
	if (is_challenge(proto, line))
		return LINE_CONTINUE;
	return is_status(line) && proto->pending_count ? LINE_REPLY : LINE_STRAY;
}

static enum proto_step act(struct pop3 *pop3, struct bytes line)
{
	if (pop3->role == LINE_CONTINUE)
		return take_challenge(pop3, line);
	return take_status(pop3, line, is_ok(line));
}

static enum proto_step next_piece(struct pop3 *pop3, const struct line *line)
{
	bool payload = pop3->role == LINE_PAYLOAD;

	engine_tell_line(&pop3->proto, line, pop3->role, payload ? (uint32_t)LINE_MORE : 0);
	if ((line->flags & LINE_PIECE) || !pop3->holds)
		return PROTO_NEED_MORE;
	return act(pop3, bytes_of(pop3->held, pop3->held_len));
}

/* How the line began says what it is; it means something once its end has come. */
static void hold(struct pop3 *pop3, struct bytes text)
{
	text = bytes_first(text, HELD_MAX);
	memcpy(pop3->held, text.data, text.len);
	pop3->held_len = text.len;
	pop3->holds = true;
}

static enum proto_step pop3_line(struct proto *proto, const struct line *line)
{
	struct pop3 *pop3 = pop3_of(proto);
	const struct pending *pending = engine_oldest(proto);

	if (line->flags & LINE_FOLLOWS)
		return next_piece(pop3, line);
	pop3->holds = false;
	if (pop3->in_lines)
		return take_payload(pop3, line);
	pop3->role = role_of(proto, line->text);
	if (!is_status(line->text) && pop3->role != LINE_CONTINUE) {
		engine_tell_line(proto, line, pop3->role, 0);
		engine_odd_once(proto, ODDITY_MALFORMED, SEVERITY_WARNING, line->text,
			"this is no reply: one begins with +OK or -ERR (RFC 1939 §3)");
		return PROTO_NEED_MORE;
	}
	engine_tell_reply_line(
		proto, line, pop3->role, pop3->role == LINE_REPLY && pending && pending->detail && is_ok(line->text));
	if (line->flags & LINE_PIECE) {
		hold(pop3, line->text);
		return PROTO_NEED_MORE;
	}
	return act(pop3, line->text);
}

/* Sending */

static struct bytes pop3_verb_of(const struct proto *proto, struct bytes line)
{
	(void)proto;
	return bytes_word(&line);
}

static bool auth_outstanding(const struct proto *proto)
{
	for (size_t i = 0; i < proto->pending_count; i++)
		if (!strcmp(proto->pending[i].verb, "AUTH") && !proto->pending[i].detail)
			return true;
	return false;
}

/* Behind AUTH, what is no command is an answer that was typed before it was asked for, and as secret as any. */
static bool is_ahead(const struct proto *proto, struct bytes verb)
{
	if (!verb.len || !auth_outstanding(proto))
		return false;
	for (size_t i = 0; i < proto->ops->verb_count; i++)
		if (bytes_is(verb, proto->ops->verbs[i].name))
			return false;
	return true;
}

static void hide_from(struct proto_plan *plan, struct bytes line, struct bytes secret)
{
	redaction_add(&plan->secrets, (size_t)(secret.data - line.data), secret.len);
}

static void pop3_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	if (is_ahead(proto, verb)) {
		engine_plan_answer_ahead(line, plan);
	} else if (bytes_is(verb, "PASS")) {
		/* A password may hold blanks: everything behind the first one is part of it (RFC 1939 §7). */
		hide_from(plan, line, bytes_from(rest, 1));
	} else if (bytes_is(verb, "APOP") || bytes_is(verb, "AUTH")) {
		/* APOP name digest, AUTH mechanism initial-response: the first argument is public. */
		bytes_word(&rest);
		rest = bytes_trim(rest);
		if (!bytes_is(rest, "="))
			hide_from(plan, line, rest);
	}
}

/* LANG alone lists the languages (RFC 6856 §3.2), AUTH alone the mechanisms. */
static bool is_multi_line(struct bytes verb, bool has_argument)
{
	if (bytes_is(verb, "LIST") || bytes_is(verb, "UIDL") || bytes_is(verb, "AUTH") || bytes_is(verb, "LANG"))
		return !has_argument;
	return bytes_is(verb, "CAPA") || bytes_is(verb, "RETR") || bytes_is(verb, "TOP");
}

static void note_answer(struct pop3 *pop3)
{
	if (!pop3->challenged)
		pop3->answers_ahead++;
	pop3->challenged = false;
}

static bool pop3_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	(void)form;
	if (!engine_append(out, line, error))
		return false;
	if (plan->role == LINE_ANSWER) {
		note_answer(pop3_of(proto));
	} else {
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
	pop3->in_lines = pop3->challenged = pop3->holds = false;
	pop3->answers_ahead = 0;
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
	.takes_pieces = true,
	.line = pop3_line,
	.examine = pop3_examine,
	.send = pop3_send,
	.reset = pop3_reset,
	.phase_name = pop3_phase_name,
	.where = pop3_where,
	.verb_of = pop3_verb_of,
	.complete = pop3_complete};

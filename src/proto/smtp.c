/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * smtp: SMTP (RFC 5321) and LMTP (RFC 2033).
 *
 *   reply-line  = code ( "-" / SP / nothing ) [ text ] CRLF      the last line of a reply has no "-"
 *   code        = %x32-35 %x30-35 %x30-39
 *   enhanced    = class "." subject "." detail SP                at the start of the text (RFC 2034 §4)
 *
 * LMTP differs in three things: LHLO, no HELO, and one reply for each accepted recipient after the message.
 */
#include "proto/engine.h"
#include "proto/smtp_verbs.h"

enum smtp_phase { CONNECTED, GREETED, HELLO, MAIL, RCPT, DATA };
enum { ENDS_MESSAGE = 1 }; /* pending.detail: the lone dot, the last chunk */
enum { HELD_MAX = 512 };   /* the longest reply line of RFC 5321 §4.5.3.1.5 */

struct smtp {
	struct proto proto;
	enum smtp_phase phase;
	bool authenticated;
	bool in_message;        /* message text is being typed, until a lone dot */
	bool challenged;        /* the server waits for an answer of AUTH */
	unsigned answers_ahead; /* answers that were typed before AUTH asked for them */
	unsigned recipients;    /* accepted in this transaction */
	/* the reply that is being received */
	unsigned code;
	bool codes_differ;
	/* the line of it that comes in pieces: what it is, and how it began */
	enum line_role role;
	bool holds;
	unsigned char held[HELD_MAX];
	size_t held_len;
};

static struct smtp *smtp_of(struct proto *proto)
{
	return (struct smtp *)proto;
}

static bool is_lmtp(const struct proto *proto)
{
	return proto->ops->info->protocol == PROTOCOL_LMTP;
}

/* Parsing */

struct reply_line {
	unsigned code;
	bool more;
	struct bytes text;
};

static bool parse_line(struct bytes line, struct reply_line *ret_line)
{
	if (line.len < 3 || line.data[0] < '2' || line.data[0] > '5' || !ascii_is_digit(line.data[1]) ||
		!ascii_is_digit(line.data[2]))
		return false;
	if (line.len > 3 && line.data[3] != ' ' && line.data[3] != '-')
		return false;
	*ret_line = (struct reply_line){.code = (unsigned)(line.data[0] - '0') * 100 +
						(unsigned)(line.data[1] - '0') * 10 + (unsigned)(line.data[2] - '0'),
		.more = line.len > 3 && line.data[3] == '-',
		.text = bytes_from(line, 4)};
	return true;
}

static bool parse_part(struct bytes *rest, unsigned max, uint16_t *ret_part)
{
	unsigned long long value;
	size_t len = 0;

	while (len < rest->len && ascii_is_digit(rest->data[len]))
		len++;
	if (!bytes_number(bytes_first(*rest, len), max, &value))
		return false;
	*ret_part = (uint16_t)value;
	*rest = bytes_from(*rest, len);
	return true;
}

static bool parse_dot(struct bytes *rest)
{
	if (!rest->len || rest->data[0] != '.')
		return false;
	*rest = bytes_from(*rest, 1);
	return true;
}

static void parse_enhanced(struct bytes text, struct event_reply *reply)
{
	uint16_t parts[3];

	/* Classes are success, and failure for now or for good (RFC 3463 §3.1); 1.x.y is a version, not a status. */
	if (!parse_part(&text, 5, &parts[0]) || parts[0] < 2 || parts[0] == 3 || !parse_dot(&text) ||
		!parse_part(&text, 999, &parts[1]) || !parse_dot(&text) || !parse_part(&text, 999, &parts[2]) ||
		(text.len && text.data[0] != ' '))
		return;
	reply->has_enhanced = true;
	memcpy(reply->enhanced, parts, sizeof(parts));
}

static enum reply_status status_of(unsigned code)
{
	if (code == 421 || code == 221)
		return code == 221 ? REPLY_POSITIVE : REPLY_BYE;
	switch (code / 100) {
	case 2: return REPLY_POSITIVE;
	case 3: return REPLY_MORE;
	case 4: return REPLY_TRANSIENT;
	default: return REPLY_REFUSED;
	}
}

/* Capabilities: every line of EHLO's reply but the first (RFC 5321 §4.1.1.1); "AUTH=" is an old spelling. */
static void collect_keyword(struct proto *proto, struct bytes text)
{
	struct bytes rest = text;
	struct bytes word = bytes_word(&rest);

	if (!word.len || proto->reply_lines > PROTO_REPLY_LINES_MAX)
		return;
	struct caps *caps = engine_collect(proto);
	if (!caps)
		return;
	if (bytes_starts_with_nocase(word, "AUTH="))
		caps_add(caps, BYTES_LITERAL("AUTH="), bytes_from(text, 5));
	else
		caps_add(caps, word, rest);
}

static bool is_hello(const struct pending *pending)
{
	return pending && (!strcmp(pending->verb, "EHLO") || !strcmp(pending->verb, "LHLO"));
}

static bool is_verb(const struct pending *pending, const char *verb)
{
	return !strcmp(pending->verb, verb);
}

/* What can be typed next follows from what is owed, in this order. */
static void settle(struct smtp *smtp)
{
	struct proto *proto = &smtp->proto;

	if (smtp->in_message || proto->octets_left)
		proto->state = PROTO_BODY;
	else if (smtp->challenged)
		proto->state = PROTO_ANSWER;
	else if (smtp->phase == CONNECTED)
		proto->state = PROTO_GREETING;
	else
		engine_settle(proto);
}

/* What a complete reply means for the state */

static void hello_answered(struct smtp *smtp, const struct pending *pending, unsigned code)
{
	struct proto *proto = &smtp->proto;

	if (code == 250) {
		smtp->phase = HELLO;
		smtp->recipients = 0;
		engine_collect(proto);
		engine_tell_caps(proto);
		if (!proto->secured && (caps_has(proto->caps, "AUTH") || caps_has(proto->caps, "AUTH=")))
			engine_odd_once(proto, ODDITY_AUTH_IN_CLEAR, SEVERITY_WARNING, (struct bytes){0},
				"the server takes passwords in the clear (AUTH is offered without TLS)");
		return;
	}
	proto->collecting = NULL;
	if (code >= 500 && is_verb(pending, "EHLO"))
		journal_note(proto->journal, SEVERITY_WARNING,
			"the server does not take EHLO; HELO may work, but such a session has no extensions and no STARTTLS");
}

static void data_answered(struct smtp *smtp, unsigned code)
{
	if (code == 354) {
		smtp->phase = DATA;
		smtp->in_message = true;
	}
}

/*
 * LMTP: one reply for each recipient that was accepted (RFC 2033 §4.2). They are counted now, since the replies to RCPT
 * may have come after the end of the message was sent.
 */
static void message_answered(struct smtp *smtp, struct pending *pending)
{
	if (!pending->answers)
		pending->answers = is_lmtp(&smtp->proto) && smtp->recipients ? smtp->recipients : 1;
	if (--pending->answers)
		return;
	if (smtp->phase > HELLO)
		smtp->phase = HELLO;
	smtp->recipients = 0;
	engine_answered(&smtp->proto, pending);
}

/* AUTH stays outstanding over its challenges. */
static void auth_answered(struct smtp *smtp, struct pending *pending, unsigned code)
{
	struct proto *proto = &smtp->proto;

	if (code == 334 && smtp->answers_ahead) {
		smtp->answers_ahead--;
		return;
	}
	smtp->challenged = proto->answer_secret = code == 334;
	if (smtp->challenged)
		return;
	smtp->answers_ahead = 0;
	smtp->authenticated = smtp->authenticated || code == 235;
	engine_answered(proto, pending);
}

static enum proto_step upgrade_answered(struct smtp *smtp, struct pending *pending, unsigned code, struct bytes line)
{
	struct proto *proto = &smtp->proto;
	bool positive = code == 220 && !smtp->codes_differ;
	enum proto_step step = engine_upgrade_reply(proto, pending, positive, line);

	/* An agreement before the command was sent whole answers nothing: the answer is still due. */
	if (!positive || pending->whole || proto->secured)
		engine_answered(proto, pending);
	return step;
}

static void simple_answered(struct smtp *smtp, const struct pending *pending, unsigned code)
{
	bool positive = code / 100 == 2;

	if (!positive)
		return;
	if (is_verb(pending, "HELO")) {
		smtp->phase = HELLO;
		smtp->recipients = 0;
		/* HELO offers nothing: that is knowledge, too. */
		engine_collect(&smtp->proto);
		engine_tell_caps(&smtp->proto);
	} else if (is_verb(pending, "MAIL")) {
		smtp->phase = MAIL;
	} else if (is_verb(pending, "RCPT")) {
		smtp->phase = RCPT;
		smtp->recipients++;
	} else if (is_verb(pending, "RSET") && smtp->phase > HELLO) {
		smtp->phase = HELLO;
		smtp->recipients = 0;
	}
}

static enum proto_step reply_to(struct smtp *smtp, struct pending *pending, unsigned code, struct bytes line)
{
	struct proto *proto = &smtp->proto;
	enum proto_step step = PROTO_MORE_HERE;

	if (is_verb(pending, "AUTH")) {
		auth_answered(smtp, pending, code);
	} else if (pending->detail == ENDS_MESSAGE) {
		message_answered(smtp, pending);
	} else if (pending->upgrade) {
		step = upgrade_answered(smtp, pending, code, line);
	} else {
		if (is_hello(pending))
			hello_answered(smtp, pending, code);
		else if (is_verb(pending, "DATA"))
			data_answered(smtp, code);
		else if (is_verb(pending, "QUIT") && code == 221)
			step = PROTO_FINISHED;
		else
			simple_answered(smtp, pending, code);
		engine_answered(proto, pending);
	}
	settle(smtp);
	return step;
}

static enum proto_step reply_complete(struct smtp *smtp, const struct reply_line *last, struct bytes line)
{
	struct proto *proto = &smtp->proto;
	struct pending *pending = engine_oldest(proto);
	bool greeting = smtp->phase == CONNECTED;
	struct event_reply reply = {.status = status_of(last->code),
		.code = (uint16_t)last->code,
		.word = bytes_first(line, 3),
		.text = last->text};

	parse_enhanced(last->text, &reply);
	engine_tell_reply(proto, &reply, greeting ? NULL : pending);
	if (greeting) {
		smtp->phase = GREETED;
		settle(smtp);
		return last->code == 421 ? PROTO_FINISHED : PROTO_MORE_HERE;
	}
	enum proto_step step = PROTO_MORE_HERE;
	if (pending)
		step = reply_to(smtp, pending, last->code, line);
	else if (last->code != 421)
		journal_oddity(proto->journal, ODDITY_UNASKED, SEVERITY_WARNING, line,
			"a reply came that nothing had asked for");
	/* 421 may answer any command, and none (RFC 5321 §3.8). */
	return last->code == 421 ? PROTO_FINISHED : step;
}

static enum line_role role_of(const struct smtp *smtp, unsigned code)
{
	if (smtp->phase == CONNECTED)
		return LINE_GREETING;
	if (!smtp->proto.pending_count && code != 421)
		return LINE_STRAY;
	return code / 100 == 3 ? LINE_CONTINUE : LINE_REPLY;
}

static enum proto_step nonsense(struct smtp *smtp, const struct line *line)
{
	struct proto *proto = &smtp->proto;

	smtp->role = smtp->phase == CONNECTED ? LINE_GREETING : LINE_STRAY;
	engine_tell_line(proto, line, smtp->role, 0);
	engine_odd_once(proto, ODDITY_MALFORMED, SEVERITY_WARNING, line->text,
		"this is no reply: one begins with a code of three digits from 2 to 5 (RFC 5321 §4.2)");
	return PROTO_NEED_MORE;
}

static void compare_codes(struct smtp *smtp, unsigned code, bool first, struct bytes line)
{
	if (first) {
		smtp->code = code;
		smtp->codes_differ = false;
	} else if (code != smtp->code && !smtp->codes_differ) {
		smtp->codes_differ = true;
		journal_oddity(smtp->proto.journal, ODDITY_CODES_DIFFER, SEVERITY_WARNING, line,
			"the lines of one reply bear different codes; the last one counts (RFC 5321 §4.2.1)");
	}
}

/* How the line began says what it is; it means something once its end has come. */
static void hold(struct smtp *smtp, struct bytes text)
{
	text = bytes_first(text, HELD_MAX);
	memcpy(smtp->held, text.data, text.len);
	smtp->held_len = text.len;
	smtp->holds = true;
}

static enum proto_step next_piece(struct smtp *smtp, const struct line *line)
{
	struct bytes held = bytes_of(smtp->held, smtp->held_len);
	struct reply_line parsed;

	engine_tell_line(&smtp->proto, line, smtp->role, 0);
	if ((line->flags & LINE_PIECE) || !smtp->holds || !parse_line(held, &parsed) || parsed.more)
		return PROTO_NEED_MORE;
	return reply_complete(smtp, &parsed, held);
}

static enum proto_step smtp_line(struct proto *proto, const struct line *line)
{
	struct smtp *smtp = smtp_of(proto);
	bool first = proto->reply_lines == 0;
	struct reply_line parsed;

	if (line->flags & LINE_FOLLOWS)
		return next_piece(smtp, line);
	smtp->holds = false;
	if (!parse_line(line->text, &parsed))
		return nonsense(smtp, line);
	smtp->role = role_of(smtp, parsed.code);
	engine_tell_reply_line(proto, line, smtp->role, parsed.more);
	compare_codes(smtp, parsed.code, first, line->text);
	if (line->flags & LINE_PIECE) {
		hold(smtp, line->text);
		return PROTO_NEED_MORE;
	}
	if (!first && parsed.code == 250 && is_hello(engine_oldest(proto)))
		collect_keyword(proto, parsed.text);
	return parsed.more ? PROTO_NEED_MORE : reply_complete(smtp, &parsed, line->text);
}

/* Sending */

static struct bytes smtp_verb_of(const struct proto *proto, struct bytes line)
{
	(void)proto;
	return bytes_word(&line);
}

static bool auth_outstanding(const struct proto *proto)
{
	for (size_t i = 0; i < proto->pending_count; i++)
		if (is_verb(&proto->pending[i], "AUTH"))
			return true;
	return false;
}

/* Behind AUTH, what is no command is an answer that was typed before it was asked for, and as secret as any. */
static bool is_ahead(const struct proto *proto, struct bytes verb)
{
	const struct proto_ops *ops = proto->ops;

	if (!verb.len || !auth_outstanding(proto))
		return false;
	for (size_t i = 0; i < ops->verb_count; i++) {
		struct bytes name = bytes_str(ops->verbs[i].name);
		if (bytes_equal_nocase(bytes_word(&name), verb))
			return false;
	}
	return true;
}

/* AUTH MECHANISM initial-response: what follows the mechanism is the secret (RFC 4954 §4). */
static void smtp_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	if (is_ahead(proto, verb)) {
		engine_plan_answer_ahead(line, plan);
		return;
	}
	if (!bytes_is(verb, "AUTH"))
		return;
	bytes_word(&rest);
	rest = bytes_trim(rest);
	if (rest.len && !bytes_is(rest, "="))
		redaction_add(&plan->secrets, (size_t)(rest.data - line.data), rest.len);
}

static void expect(struct proto *proto, struct bytes verb, unsigned detail)
{
	struct pending *pending = engine_expect(proto, verb);

	if (pending)
		pending->detail = detail;
}

static bool send_body_line(
	struct smtp *smtp, struct bytes line, struct buffer *out, struct sent_form *form, struct error *error)
{
	struct proto *proto = &smtp->proto;

	if (proto->octets_left)
		return engine_send_octets(proto, line, out, error);
	bool ends = line.len == 1 && line.data[0] == '.';
	if (!ends && line.len && line.data[0] == '.') {
		form->flags |= LINE_STUFFED;
		if (!buffer_append_byte(out, '.'))
			return error_set(error, ERROR_LIMIT, 0, "not sent: too much waits to be sent");
	}
	if (!engine_append(out, line, error))
		return false;
	if (ends) {
		expect(proto, line, ENDS_MESSAGE);
		smtp->in_message = false;
	}
	return true;
}

/* BDAT octets [LAST]: so many octets follow at once, without waiting for a reply (RFC 3030 §2). BURL has none. */
static void begin_chunk(struct smtp *smtp, struct bytes verb, struct bytes arguments)
{
	struct proto *proto = &smtp->proto;
	struct bytes size = bytes_word(&arguments);
	bool last = bytes_is(bytes_word(&arguments), "LAST");
	unsigned long long octets = 0;

	expect(proto, verb, last ? ENDS_MESSAGE : 0);
	if (bytes_is(verb, "BDAT") && bytes_number(size, UINT64_MAX, &octets))
		proto->octets_left = octets;
}

/* The name that was typed is the one to greet with again inside TLS. */
static void remember_name(struct proto *proto, struct bytes name)
{
	char text[256];

	if (!name.len || name.len >= sizeof(text))
		return;
	memcpy(text, name.data, name.len);
	text[name.len] = 0;
	proto_set_client_name(proto, text);
}

static bool send_command(struct smtp *smtp, struct bytes line, struct buffer *out, struct error *error)
{
	struct proto *proto = &smtp->proto;
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	if (!engine_append(out, line, error))
		return false;
	if (bytes_is(verb, "BDAT") || bytes_is(verb, "BURL")) {
		begin_chunk(smtp, verb, rest);
		return true;
	}
	if (bytes_is(verb, "EHLO") || bytes_is(verb, "LHLO") || bytes_is(verb, "HELO"))
		remember_name(proto, bytes_trim(rest));
	expect(proto, bytes_first(verb, bytes_index(verb, ':', 0)), 0);
	return true;
}

static bool send_answer(struct smtp *smtp, struct bytes line, struct buffer *out, struct error *error)
{
	if (!engine_append(out, line, error))
		return false;
	if (!smtp->challenged)
		smtp->answers_ahead++;
	smtp->challenged = false;
	return true;
}

static bool send_by_role(struct smtp *smtp, struct bytes line, enum line_role role, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	if (role == LINE_BODY)
		return send_body_line(smtp, line, out, form, error);
	if (role == LINE_ANSWER)
		return send_answer(smtp, line, out, error);
	return send_command(smtp, line, out, error);
}

static bool smtp_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	if (!send_by_role(smtp_of(proto), line, plan->role, out, form, error))
		return false;
	settle(smtp_of(proto));
	return true;
}

/* State */

static void smtp_reset(struct proto *proto, bool secured)
{
	struct smtp *smtp = smtp_of(proto);

	smtp->phase = secured ? GREETED : CONNECTED;
	smtp->authenticated = smtp->in_message = smtp->challenged = smtp->holds = false;
	smtp->answers_ahead = smtp->recipients = 0;
}

static const char *smtp_phase_name(const struct proto *proto)
{
	static const char *const names[] = {[CONNECTED] = "connected",
		[GREETED] = "greeted",
		[HELLO] = "hello",
		[MAIL] = "mail",
		[RCPT] = "rcpt",
		[DATA] = "data"};
	const struct smtp *smtp = (const struct smtp *)proto;

	if (smtp->phase == HELLO && smtp->authenticated)
		return "authenticated";
	return names[smtp->phase];
}

static unsigned smtp_where(const struct proto *proto)
{
	static const unsigned where[] = {[CONNECTED] = WHERE_NONE,
		[GREETED] = WHERE_GREETED,
		[HELLO] = WHERE_HELLO,
		[MAIL] = WHERE_MAIL,
		[RCPT] = WHERE_RCPT,
		[DATA] = WHERE_NONE};

	return where[((const struct smtp *)proto)->phase];
}

/* The index-th mechanism that begins with what was typed. */
static bool complete_mechanism(const struct proto *proto, struct bytes typed, size_t index, struct buffer *line)
{
	const struct cap *auth = caps_find(proto->caps, caps_has(proto->caps, "AUTH") ? "AUTH" : "AUTH=");
	struct bytes rest = auth ? auth->params : (struct bytes){0};

	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		if (bytes_equal_nocase(bytes_first(word, typed.len), typed) && !index--)
			return buffer_append_text(line, "AUTH ") && buffer_append(line, word) &&
			       buffer_append_byte(line, ' ');
	return false;
}

/* MAIL's parameters, once the address is closed. */
static bool complete_parameter(const struct proto *proto, struct bytes typed, size_t index, struct buffer *line)
{
	static const struct {
		const char *cap, *parameter;
	} parameters[] = {{"SIZE", "SIZE="}, {"8BITMIME", "BODY=8BITMIME"}, {"SMTPUTF8", "SMTPUTF8"},
		{"REQUIRETLS", "REQUIRETLS"}, {"DSN", "RET="}};
	size_t begin = typed.len;

	while (begin && typed.data[begin - 1] != ' ')
		begin--;
	struct bytes word = bytes_from(typed, begin);
	if (!begin || bytes_index(typed, '>', 0) >= begin)
		return false;
	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++)
		if (caps_has(proto->caps, parameters[i].cap) && word.len < strlen(parameters[i].parameter) &&
			bytes_equal_nocase(bytes_first(bytes_str(parameters[i].parameter), word.len), word) && !index--)
			return buffer_append(line, bytes_first(typed, begin)) &&
			       buffer_append_text(line, parameters[i].parameter);
	return false;
}

static bool smtp_complete(const struct proto *proto, struct bytes typed, size_t index, struct buffer *line)
{
	if (bytes_starts_with_nocase(typed, "AUTH "))
		return complete_mechanism(proto, bytes_trim(bytes_from(typed, 5)), index, line);
	if (bytes_starts_with_nocase(typed, "MAIL FROM:"))
		return complete_parameter(proto, typed, index, line);
	return false;
}

static const struct proto_info smtp_info = {.protocol = PROTOCOL_SMTP,
	.name = "SMTP",
	.scheme = "smtp",
	.greet_verb = "EHLO",
	.upgrade_verb = "STARTTLS",
	.upgrade_cap = "STARTTLS",
	.quit_verb = "QUIT",
	.port = 25,
	.tls_port = 465,
	.srv_service = NULL};

static const struct proto_info lmtp_info = {.protocol = PROTOCOL_LMTP,
	.name = "LMTP",
	.scheme = "lmtp",
	.greet_verb = "LHLO",
	.upgrade_verb = "STARTTLS",
	.upgrade_cap = "STARTTLS",
	.quit_verb = "QUIT",
	.port = 24,
	.tls_port = 0,
	.srv_service = NULL};

#define SMTP_OPERATIONS                                                                                                \
	.size = sizeof(struct smtp), .takes_pieces = true, .line = smtp_line, .examine = smtp_examine,                 \
	.send = smtp_send, .reset = smtp_reset, .phase_name = smtp_phase_name, .where = smtp_where,                    \
	.verb_of = smtp_verb_of, .complete = smtp_complete

const struct proto_ops smtp_ops = {.info = &smtp_info, .verbs = smtp_verbs, .verb_count = SMTP_VERBS, SMTP_OPERATIONS};
const struct proto_ops lmtp_ops = {.info = &lmtp_info, .verbs = lmtp_verbs, .verb_count = LMTP_VERBS, SMTP_OPERATIONS};

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

struct smtp {
	struct proto proto;
	enum smtp_phase phase;
	bool authenticated;
	unsigned recipients; /* accepted in this transaction */
	/* the reply that is being received */
	unsigned code;
	bool codes_differ;
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

	if (!parse_part(&text, 5, &parts[0]) || !parse_dot(&text) || !parse_part(&text, 999, &parts[1]) ||
		!parse_dot(&text) || !parse_part(&text, 999, &parts[2]) || (text.len && text.data[0] != ' '))
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

/* What a complete reply means for the state */

static void hello_answered(struct smtp *smtp, const struct pending *pending, unsigned code)
{
	struct proto *proto = &smtp->proto;

	if (code == 250) {
		smtp->phase = HELLO;
		smtp->recipients = 0;
		engine_collect(proto);
		engine_tell_caps(proto);
		if (!proto->secured && caps_has(proto->caps, "AUTH"))
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
		smtp->proto.state = PROTO_BODY;
	}
}

static void message_answered(struct smtp *smtp, struct pending *pending)
{
	if (pending->answers > 1) {
		pending->answers--;
		return;
	}
	smtp->phase = HELLO;
	smtp->recipients = 0;
	engine_answered(&smtp->proto, pending);
}

/* AUTH stays outstanding over its challenges. */
static void auth_answered(struct smtp *smtp, struct pending *pending, unsigned code)
{
	struct proto *proto = &smtp->proto;

	if (code == 334) {
		proto->state = PROTO_ANSWER;
		proto->answer_secret = true;
		return;
	}
	smtp->authenticated = smtp->authenticated || code == 235;
	engine_answered(proto, pending);
}

static void simple_answered(struct smtp *smtp, const struct pending *pending, unsigned code)
{
	bool positive = code / 100 == 2;

	if (!positive)
		return;
	if (is_verb(pending, "HELO")) {
		smtp->phase = HELLO;
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
	} else if (is_verb(pending, ".") || is_verb(pending, "BDAT")) {
		if (is_verb(pending, ".") || pending->detail)
			message_answered(smtp, pending);
		else
			engine_answered(proto, pending);
	} else {
		if (is_hello(pending))
			hello_answered(smtp, pending, code);
		else if (is_verb(pending, "DATA"))
			data_answered(smtp, code);
		else if (pending->upgrade)
			step = engine_upgrade_reply(proto, pending, code == 220 && !smtp->codes_differ, line);
		else if (is_verb(pending, "QUIT") && code == 221)
			step = PROTO_FINISHED;
		else
			simple_answered(smtp, pending, code);
		engine_answered(proto, pending);
	}
	if (proto->state != PROTO_BODY && proto->state != PROTO_ANSWER && proto->state != PROTO_LITERAL)
		engine_settle(proto);
	return step;
}

static enum proto_step reply_complete(struct smtp *smtp, const struct reply_line *last, struct bytes line)
{
	struct proto *proto = &smtp->proto;
	struct pending *pending = engine_oldest(proto);
	bool greeting = proto->state == PROTO_GREETING;
	struct event_reply reply = {.status = status_of(last->code),
		.code = (uint16_t)last->code,
		.word = bytes_first(line, 3),
		.text = last->text};

	parse_enhanced(last->text, &reply);
	engine_tell_reply(proto, &reply, pending);
	if (greeting) {
		smtp->phase = GREETED;
		engine_settle(proto);
		return last->code == 421 ? PROTO_FINISHED : PROTO_MORE_HERE;
	}
	if (last->code == 421)
		return PROTO_FINISHED;
	if (!pending) {
		journal_oddity(proto->journal, ODDITY_UNASKED, SEVERITY_WARNING, line,
			"a reply came that nothing had asked for");
		return PROTO_MORE_HERE;
	}
	return reply_to(smtp, pending, last->code, line);
}

static enum line_role role_of(const struct proto *proto, unsigned code)
{
	if (proto->state == PROTO_GREETING)
		return LINE_GREETING;
	if (!proto->pending_count && code != 421)
		return LINE_STRAY;
	return code / 100 == 3 ? LINE_CONTINUE : LINE_REPLY;
}

static enum proto_step smtp_line(struct proto *proto, const struct line *line)
{
	struct smtp *smtp = smtp_of(proto);
	struct reply_line parsed;

	if ((line->flags & LINE_PIECE) || !parse_line(line->text, &parsed)) {
		engine_tell_line(proto, line, proto->state == PROTO_GREETING ? LINE_GREETING : LINE_STRAY, 0);
		engine_odd_once(proto, ODDITY_MALFORMED, SEVERITY_WARNING, line->text,
			"this is no reply: one begins with a code of three digits from 2 to 5 (RFC 5321 §4.2)");
		return PROTO_NEED_MORE;
	}
	bool first = proto->reply_lines == 0;
	engine_tell_reply_line(proto, line, role_of(proto, parsed.code), parsed.more);
	if (first) {
		smtp->code = parsed.code;
		smtp->codes_differ = false;
	} else if (parsed.code != smtp->code && !smtp->codes_differ) {
		smtp->codes_differ = true;
		journal_oddity(proto->journal, ODDITY_CODES_DIFFER, SEVERITY_WARNING, line->text,
			"the lines of one reply bear different codes; the last one counts (RFC 5321 §4.2.1)");
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

/* AUTH MECHANISM initial-response: what follows the mechanism is the secret (RFC 4954 §4). */
static void smtp_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	(void)proto;
	if (!bytes_is(verb, "AUTH"))
		return;
	bytes_word(&rest);
	rest = bytes_trim(rest);
	if (rest.len && !bytes_is(rest, "="))
		redaction_add(&plan->secrets, (size_t)(rest.data - line.data), rest.len);
}

static bool expect(struct proto *proto, struct bytes verb, unsigned answers, unsigned detail)
{
	struct pending *pending = engine_expect(proto, verb);

	if (!pending)
		return false;
	pending->answers = answers;
	pending->detail = detail;
	return true;
}

static unsigned message_answers(const struct smtp *smtp)
{
	return is_lmtp(&smtp->proto) && smtp->recipients ? smtp->recipients : 1;
}

static bool send_body_line(
	struct smtp *smtp, struct bytes line, struct buffer *out, struct sent_form *form, struct error *error)
{
	struct proto *proto = &smtp->proto;

	if (proto->octets_left) {
		if (!engine_send_octets(proto, line, out, error))
			return false;
		if (!proto->octets_left)
			engine_settle(proto);
		return true;
	}
	bool ends = line.len == 1 && line.data[0] == '.';
	if (!ends && line.len && line.data[0] == '.') {
		form->flags |= LINE_STUFFED;
		if (!buffer_append_byte(out, '.'))
			return error_set(error, ERROR_LIMIT, 0, "not sent: too much waits to be sent");
	}
	if (!engine_append(out, line, error))
		return false;
	if (ends) {
		expect(proto, line, message_answers(smtp), 0);
		engine_settle(proto);
	}
	return true;
}

/* BDAT octets [LAST]: so many octets follow at once, without waiting for a reply (RFC 3030 §2). */
static void begin_chunk(struct smtp *smtp, struct bytes arguments)
{
	struct proto *proto = &smtp->proto;
	struct bytes size = bytes_word(&arguments);
	bool last = bytes_is(bytes_word(&arguments), "LAST");
	unsigned long long octets = 0;

	expect(proto, BYTES_LITERAL("BDAT"), last ? message_answers(smtp) : 1, last);
	engine_settle(proto);
	if (bytes_number(size, UINT64_MAX, &octets) && octets) {
		proto->octets_left = octets;
		proto->state = PROTO_BODY;
	}
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
	if (bytes_is(verb, "BDAT")) {
		begin_chunk(smtp, rest);
		return true;
	}
	if (bytes_is(verb, "EHLO") || bytes_is(verb, "LHLO") || bytes_is(verb, "HELO"))
		remember_name(proto, bytes_trim(rest));
	expect(proto, bytes_first(verb, bytes_index(verb, ':', 0)), 1, 0);
	if (proto->state != PROTO_GREETING)
		engine_settle(proto);
	return true;
}

static bool smtp_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	switch ((int)plan->role) {
	case LINE_BODY: return send_body_line(smtp_of(proto), line, out, form, error);
	case LINE_ANSWER:
		if (!engine_append(out, line, error))
			return false;
		engine_settle(proto);
		return true;
	default: return send_command(smtp_of(proto), line, out, error);
	}
}

/* State */

static void smtp_reset(struct proto *proto, bool secured)
{
	struct smtp *smtp = smtp_of(proto);

	smtp->phase = secured ? GREETED : CONNECTED;
	smtp->authenticated = false;
	smtp->recipients = 0;
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
	const struct cap *auth = caps_find(proto->caps, "AUTH");
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
	.size = sizeof(struct smtp), .line = smtp_line, .examine = smtp_examine, .send = smtp_send,                    \
	.reset = smtp_reset, .phase_name = smtp_phase_name, .where = smtp_where, .verb_of = smtp_verb_of,              \
	.complete = smtp_complete

const struct proto_ops smtp_ops = {.info = &smtp_info, .verbs = smtp_verbs, .verb_count = SMTP_VERBS, SMTP_OPERATIONS};
const struct proto_ops lmtp_ops = {.info = &lmtp_info, .verbs = lmtp_verbs, .verb_count = LMTP_VERBS, SMTP_OPERATIONS};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap: IMAP4rev1 (RFC 3501) and IMAP4rev2 (RFC 9051): what the server says. The grammar stands in imap_parse.h.
 *
 * A tagged line completes a command only when its tag is that of a command which had been sent whole. The octets of a
 * server's literal are content: whatever they look like, they are never parsed.
 */
#include "proto/imap.h"

#include "proto/imap_parse.h"

static struct imap *imap_of(struct proto *proto)
{
	return (struct imap *)proto;
}

/* Capabilities: in the greeting, in a tagged OK, or as untagged data; each is the whole list. */
static void take_caps(struct proto *proto, struct bytes list)
{
	proto->collecting = NULL;
	struct caps *caps = engine_collect(proto);

	if (!caps)
		return;
	for (struct bytes word = bytes_word(&list); word.len; word = bytes_word(&list))
		caps_add(caps, word, (struct bytes){0});
	engine_tell_caps(proto);
	if (!proto->secured && caps_has(proto->caps, "STARTTLS") && !caps_has(proto->caps, "LOGINDISABLED"))
		engine_odd_once(proto, ODDITY_AUTH_IN_CLEAR, SEVERITY_WARNING, (struct bytes){0},
			"the server takes passwords in the clear (LOGINDISABLED is not advertised before TLS)");
}

static void take_code(struct proto *proto, struct bytes code, struct bytes line)
{
	struct bytes rest = code;
	struct bytes word = bytes_word(&rest);

	if (bytes_is(word, "CAPABILITY"))
		take_caps(proto, rest);
	else if ((bytes_is(word, "REFERRAL") || bytes_is(word, "LOGIN-REFERRAL")) && !proto->secured)
		engine_odd_once(proto, ODDITY_REFERRAL, SEVERITY_ERROR, line,
			"the server refers to another host in the clear; anybody on the path could have written that, and it is never "
			"followed");
}

static enum reply_status status_of(struct bytes word)
{
	if (bytes_is(word, "OK"))
		return REPLY_POSITIVE;
	if (bytes_is(word, "NO"))
		return REPLY_REFUSED;
	if (bytes_is(word, "BAD"))
		return REPLY_BAD;
	if (bytes_is(word, "BYE"))
		return REPLY_BYE;
	return bytes_is(word, "PREAUTH") ? REPLY_PREAUTH : REPLY_MALFORMED;
}

static void tell_reply(struct proto *proto, const struct imap_response *response, const struct pending *pending)
{
	struct event_reply reply = {.status = status_of(response->word),
		.tag = response->tag,
		.word = response->word,
		.code_text = response->code,
		.text = response->text};

	engine_tell_reply(proto, &reply, pending);
}

/* The greeting */

static enum proto_step greeted(struct imap *imap, const struct imap_response *response, struct bytes line)
{
	struct proto *proto = &imap->proto;

	tell_reply(proto, response, NULL);
	imap->phase = IMAP_NOT_AUTHENTICATED;
	engine_settle(proto);
	take_code(proto, response->code, line);
	if (bytes_is(response->word, "PREAUTH")) {
		imap->phase = IMAP_AUTHENTICATED;
		if (!proto->secured)
			journal_oddity(proto->journal, ODDITY_PREAUTH, SEVERITY_ERROR, line,
				"PREAUTH in the clear: the session is authenticated already, so STARTTLS is no longer possible; somebody on "
				"the path can forge this to keep a session from TLS (RFC 9051 §11.1)");
	}
	return bytes_is(response->word, "BYE") ? PROTO_FINISHED : PROTO_MORE_HERE;
}

/* Untagged data */

static enum proto_step untagged(struct imap *imap, const struct imap_response *response, struct bytes line)
{
	struct proto *proto = &imap->proto;

	if (bytes_is(response->word, "CAPABILITY"))
		take_caps(proto, response->text);
	take_code(proto, response->code, line);
	if (!bytes_is(response->word, "BYE"))
		return PROTO_NEED_MORE;
	struct pending *pending = engine_oldest(proto);
	tell_reply(proto, response, NULL);
	imap->phase = IMAP_LOGOUT;
	/* After our LOGOUT the tagged OK is still due. */
	return pending && !strcmp(pending->verb, "LOGOUT") ? PROTO_NEED_MORE : PROTO_FINISHED;
}

/* "+": go on */

static enum proto_step go_on(struct imap *imap, const struct line *line, const struct imap_response *response)
{
	struct proto *proto = &imap->proto;
	struct pending *pending = proto->pending_count ? &proto->pending[proto->pending_count - 1] : NULL;
	struct event_reply reply = {.status = REPLY_MORE, .word = BYTES_LITERAL("+"), .text = response->text};

	engine_tell_reply_line(proto, line, pending ? LINE_CONTINUE : LINE_STRAY, false);
	engine_tell_reply(proto, &reply, pending);
	if (!pending) {
		journal_oddity(proto->journal, ODDITY_UNASKED, SEVERITY_WARNING, line->text,
			"the server asks us to go on, and nothing was begun");
		return PROTO_MORE_HERE;
	}
	if (imap->command_open && !imap->now) {
		imap_begin_literal(imap);
		return PROTO_MORE_HERE;
	}
	if (pending->upgrade)
		return engine_upgrade_reply(proto, pending, false, line->text);
	imap->idling = !strcmp(pending->verb, "IDLE");
	proto->state = PROTO_ANSWER;
	proto->answer_secret = !imap->idling;
	return PROTO_MORE_HERE;
}

/* Tagged completions */

static struct pending *pending_of_tag(struct proto *proto, struct bytes tag)
{
	for (size_t i = 0; i < proto->pending_count; i++)
		if (bytes_equal(bytes_str(proto->pending[i].tag), tag))
			return &proto->pending[i];
	return NULL;
}

static void follow_success(struct imap *imap, const struct pending *pending)
{
	static const struct {
		const char *verb;
		enum imap_phase phase;
	} moves[] = {
		{"LOGIN", IMAP_AUTHENTICATED},
		{"AUTHENTICATE", IMAP_AUTHENTICATED},
		{"SELECT", IMAP_SELECTED},
		{"EXAMINE", IMAP_SELECTED},
		{"CLOSE", IMAP_AUTHENTICATED},
		{"UNSELECT", IMAP_AUTHENTICATED},
		{"UNAUTHENTICATE", IMAP_NOT_AUTHENTICATED},
		{"LOGOUT", IMAP_LOGOUT},
	};

	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		if (!strcmp(pending->verb, moves[i].verb))
			imap->phase = moves[i].phase;
}

static enum proto_step completed(
	struct imap *imap, struct pending *pending, const struct imap_response *response, struct bytes line)
{
	struct proto *proto = &imap->proto;
	bool ok = bytes_is(response->word, "OK");
	enum proto_step step = PROTO_MORE_HERE;

	if (pending->upgrade)
		step = engine_upgrade_reply(proto, pending, ok, line);
	else if (ok)
		follow_success(imap, pending);
	else if (!strcmp(pending->verb, "SELECT") || !strcmp(pending->verb, "EXAMINE"))
		imap->phase = imap->phase == IMAP_SELECTED ? IMAP_AUTHENTICATED : imap->phase;
	if (ok && !strcmp(pending->verb, "LOGOUT"))
		step = PROTO_FINISHED;
	/* The answer to a command that was being broken by literals ends it. */
	if (pending == &proto->pending[proto->pending_count - 1]) {
		imap->command_open = false;
		imap->announced = 0;
		proto->octets_left = 0;
		imap->idling = false;
	}
	engine_answered(proto, pending);
	engine_settle(proto);
	/* A capability list that came with the agreement belongs to the clear phase: TLS will forget it. */
	take_code(proto, response->code, line);
	return step;
}

static enum proto_step tagged(struct imap *imap, const struct line *line, const struct imap_response *response)
{
	struct proto *proto = &imap->proto;
	struct pending *pending = pending_of_tag(proto, response->tag);

	if (!pending || !pending->whole) {
		engine_tell_line(proto, line, LINE_STRAY, 0);
		journal_oddity(proto->journal, pending ? ODDITY_EARLY_COMPLETION : ODDITY_UNKNOWN_TAG, SEVERITY_ERROR,
			line->text,
			pending ? "this completes a command that had not been sent whole: it cannot be an answer to it"
				: "this completes a command that was never sent under that tag");
		return PROTO_NEED_MORE;
	}
	engine_tell_reply_line(proto, line, LINE_REPLY, false);
	tell_reply(proto, response, pending);
	return completed(imap, pending, response, line->text);
}

/* Lines */

/* A literal at the end of the line: its octets are content, and the line goes on behind them. */
static void follow_literal(struct imap *imap, const struct line *line)
{
	struct proto *proto = &imap->proto;
	uint64_t size = 0;

	switch (imap_parse_literal(line->text, &size)) {
	case IMAP_NO_LITERAL: return;
	case IMAP_LITERAL:
	case IMAP_LITERAL_NOW:
		imap->line_goes_on = true;
		lines_take_octets(&proto->lines, size);
		return;
	case IMAP_LITERAL_BAD:
		journal_oddity(proto->journal, ODDITY_LITERAL, SEVERITY_WARNING, line->text,
			"this literal's size makes no sense; the next line is taken as a line");
		return;
	}
}

static enum proto_step nonsense(struct proto *proto, const struct line *line)
{
	engine_tell_line(proto, line, proto->state == PROTO_GREETING ? LINE_GREETING : LINE_STRAY, 0);
	engine_odd_once(proto, ODDITY_MALFORMED, SEVERITY_WARNING, line->text,
		"this is no response: one begins with *, + or the tag of a command (RFC 9051 §7)");
	return PROTO_NEED_MORE;
}

static bool is_greeting(const struct imap_response *response)
{
	return response->kind == IMAP_UNTAGGED &&
	       (bytes_is(response->word, "OK") || bytes_is(response->word, "PREAUTH") ||
		       bytes_is(response->word, "BYE"));
}

static enum proto_step imap_line(struct proto *proto, const struct line *line)
{
	struct imap *imap = imap_of(proto);
	struct imap_response response;

	if (line->octets) {
		engine_tell_line(proto, line, LINE_PAYLOAD, LINE_MORE);
		return PROTO_NEED_MORE;
	}
	if (imap->line_goes_on) {
		imap->line_goes_on = false;
		engine_tell_line(proto, line, LINE_UNTAGGED, LINE_LATER);
		follow_literal(imap, line);
		return PROTO_NEED_MORE;
	}
	imap_parse_response(line->text, &response);
	if ((line->flags & LINE_PIECE) || response.kind == IMAP_NONSENSE)
		return nonsense(proto, line);
	if (proto->state == PROTO_GREETING) {
		if (!is_greeting(&response))
			return nonsense(proto, line);
		engine_tell_reply_line(proto, line, LINE_GREETING, false);
		return greeted(imap, &response, line->text);
	}
	if (response.kind == IMAP_CONTINUE)
		return go_on(imap, line, &response);
	if (response.kind == IMAP_TAGGED)
		return tagged(imap, line, &response);
	engine_tell_line(proto, line, LINE_UNTAGGED, 0);
	enum proto_step step = untagged(imap, &response, line->text);
	follow_literal(imap, line);
	return step;
}

/* State */

static void imap_reset(struct proto *proto, bool secured)
{
	struct imap *imap = imap_of(proto);

	imap->phase = secured ? IMAP_NOT_AUTHENTICATED : IMAP_CONNECTED;
	imap->series = secured ? 'b' : 'a';
	imap->next_tag = 1;
	imap->line_goes_on = imap->idling = imap->command_open = imap->now = imap->login = false;
	imap->announced = 0;
	imap->arguments = 0;
}

static const char *imap_phase_name(const struct proto *proto)
{
	static const char *const names[] = {"connected", "not authenticated", "authenticated", "selected", "logout"};

	return names[((const struct imap *)proto)->phase];
}

static unsigned imap_where(const struct proto *proto)
{
	static const unsigned where[] = {WHERE_NONE, WHERE_GREETED, WHERE_AUTHENTICATED, WHERE_SELECTED, WHERE_NONE};

	return where[((const struct imap *)proto)->phase];
}

/* AUTHENTICATE: the mechanisms that are advertised as AUTH=... */
static bool imap_complete(const struct proto *proto, struct bytes typed, size_t index, struct buffer *line)
{
	if (!bytes_starts_with_nocase(typed, "AUTHENTICATE "))
		return false;
	typed = bytes_trim(bytes_from(typed, 13));
	for (size_t i = 0; proto->caps && i < proto->caps->count; i++) {
		struct bytes keyword = proto->caps->list[i].keyword;
		struct bytes mechanism = bytes_from(keyword, 5);
		if (bytes_starts_with_nocase(keyword, "AUTH=") &&
			bytes_equal_nocase(bytes_first(mechanism, typed.len), typed) && !index--)
			return buffer_append_text(line, "AUTHENTICATE ") && buffer_append(line, mechanism);
	}
	return false;
}

static const struct proto_info imap_info = {.protocol = PROTOCOL_IMAP,
	.name = "IMAP",
	.scheme = "imap",
	.greet_verb = "CAPABILITY",
	.upgrade_verb = "STARTTLS",
	.upgrade_cap = "STARTTLS",
	.quit_verb = "LOGOUT",
	.port = 143,
	.tls_port = 993,
	.srv_service = "_imap"};

const struct proto_ops imap_ops = {.info = &imap_info,
	.verbs = imap_verbs,
	.verb_count = IMAP_VERBS,
	.size = sizeof(struct imap),
	.line = imap_line,
	.examine = imap_examine,
	.send = imap_send,
	.reset = imap_reset,
	.phase_name = imap_phase_name,
	.where = imap_where,
	.verb_of = imap_verb_of,
	.complete = imap_complete};

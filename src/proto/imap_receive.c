/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap_receive: what the server says. The grammar stands in imap_parse.h and literal.h.
 *
 * A tagged line completes a command only when its tag is that of a command which had been sent whole. The octets of a
 * server's literal are content: whatever they look like, they are never parsed. A line may be longer than one piece; it
 * means something once its end has come.
 */
#include "proto/imap.h"

/* Capabilities: in the greeting, in a tagged OK, or as untagged data; each is the whole list (RFC 9051 §7.2.2). */
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
			"the server refers to another host in the clear; anybody on the path could have written that, and it is "
			"never followed");
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
	bool bye = bytes_is(response->word, "BYE"), preauth = bytes_is(response->word, "PREAUTH");

	tell_reply(proto, response, NULL);
	imap->phase = bye ? IMAP_LOGOUT : preauth ? IMAP_AUTHENTICATED : IMAP_NOT_AUTHENTICATED;
	imap_settle(imap);
	take_code(proto, response->code, line);
	if (preauth && !proto->secured)
		journal_oddity(proto->journal, ODDITY_PREAUTH, SEVERITY_ERROR, line,
			"PREAUTH in the clear: the session is authenticated already, so STARTTLS is no longer possible; somebody on "
			"the path can forge this to keep a session from TLS (RFC 9051 §7.1.4)");
	return bye ? PROTO_FINISHED : PROTO_MORE_HERE;
}

/* Untagged data */

static bool logging_out(const struct proto *proto)
{
	for (size_t i = 0; i < proto->pending_count; i++)
		if (!strcmp(proto->pending[i].verb, "LOGOUT"))
			return true;
	return false;
}

static enum proto_step untagged(struct imap *imap, const struct imap_response *response, struct bytes line)
{
	struct proto *proto = &imap->proto;

	if (bytes_is(response->word, "CAPABILITY"))
		take_caps(proto, response->text);
	if (response->status)
		take_code(proto, response->code, line);
	if (bytes_is(response->word, "PREAUTH"))
		engine_odd_once(proto, ODDITY_SECOND_GREETING, SEVERITY_ERROR, line,
			"PREAUTH is a greeting, and the session was greeted before: it changes nothing (RFC 9051 §7.1.4)");
	if (!bytes_is(response->word, "BYE"))
		return PROTO_NEED_MORE;
	tell_reply(proto, response, NULL);
	imap->phase = IMAP_LOGOUT;
	/* After our LOGOUT the tagged OK is still due. */
	return logging_out(proto) ? PROTO_NEED_MORE : PROTO_FINISHED;
}

/* "+": go on */

/* Whom a "+" is for: the oldest command that can take one. */
static struct pending *pending_for_more(struct imap *imap)
{
	struct proto *proto = &imap->proto;
	const struct pending *open = imap->open == IMAP_HELD ? imap_open_pending(imap) : NULL;

	for (size_t i = 0; i < proto->pending_count; i++)
		if (&proto->pending[i] == open || proto->pending[i].detail != IMAP_ASKS_NOTHING ||
			proto->pending[i].upgrade)
			return &proto->pending[i];
	return NULL;
}

static enum proto_step obey_more(struct imap *imap, struct pending *pending, struct bytes line)
{
	struct proto *proto = &imap->proto;

	if (pending->upgrade) {
		/* That was no agreement, and a later OK is none any more. */
		pending->upgrade = false;
		return engine_upgrade_reply(proto, pending, false, line);
	}
	if (imap->open == IMAP_HELD && pending == imap_open_pending(imap)) {
		imap_begin_literal(imap);
	} else if (pending->detail == IMAP_ASKS_IDLE) {
		imap->idling = true;
		pending->detail = IMAP_ASKS_NOTHING;
	} else {
		imap->challenged = true;
	}
	imap_settle(imap);
	return PROTO_MORE_HERE;
}

static enum proto_step go_on(struct imap *imap, const struct imap_response *response, struct bytes line)
{
	struct proto *proto = &imap->proto;
	struct pending *pending = pending_for_more(imap);
	struct event_reply reply = {.status = REPLY_MORE, .word = BYTES_LITERAL("+"), .text = response->text};

	if (!pending) {
		journal_oddity(proto->journal, ODDITY_UNASKED, SEVERITY_WARNING, line,
			"the server asks us to go on, and nothing waits to go on");
		return PROTO_NEED_MORE;
	}
	if (imap->role == LINE_STRAY) {
		journal_oddity(proto->journal, ODDITY_EARLY_COMPLETION, SEVERITY_ERROR, line,
			"the server asks us to go on with a command that had not been sent: it cannot be an answer to it");
		return PROTO_NEED_MORE;
	}
	engine_tell_reply(proto, &reply, pending);
	return obey_more(imap, pending, line);
}

/* Tagged completions */

static struct pending *pending_of_tag(struct proto *proto, struct bytes tag)
{
	for (size_t i = 0; i < proto->pending_count; i++)
		if (bytes_equal(bytes_str(proto->pending[i].tag), tag))
			return &proto->pending[i];
	return NULL;
}

/* A server may refuse a literal before it has come (RFC 9051 §4.3); it cannot agree to what it has not seen. */
static bool is_early(struct imap *imap, const struct pending *pending, const struct imap_response *response)
{
	if (pending == imap_open_pending(imap))
		return bytes_is(response->word, "OK");
	return !pending->whole;
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
	if (!strcmp(pending->verb, "COMPRESS"))
		journal_note(imap->proto.journal, SEVERITY_WARNING,
			"the server compresses from here on, and starlit cannot read that: close the connection");
}

/* A SELECT that fails leaves no mailbox selected (RFC 9051 §6.3.2). */
static void follow_refusal(struct imap *imap, const struct pending *pending)
{
	if (imap->phase == IMAP_SELECTED && (!strcmp(pending->verb, "SELECT") || !strcmp(pending->verb, "EXAMINE")))
		imap->phase = IMAP_AUTHENTICATED;
}

/* What the server asked for on behalf of that command is asked for no more. */
static void withdraw(struct imap *imap, struct pending *pending)
{
	if (pending->detail == IMAP_ASKS_SECRET)
		imap->challenged = false;
	if (!strcmp(pending->verb, "IDLE"))
		imap->idling = false;
	if (pending != imap_open_pending(imap))
		return;
	/* Octets that the server was told of, or asked for, are owed all the same: it would take commands for them. */
	imap->answered = imap->open != IMAP_HELD;
	if (imap->open == IMAP_HELD)
		imap->open = IMAP_CLOSED;
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
	else if (bytes_is(response->word, "NO"))
		follow_refusal(imap, pending);
	if (ok && !strcmp(pending->verb, "LOGOUT"))
		step = PROTO_FINISHED;
	withdraw(imap, pending);
	engine_answered(proto, pending);
	imap_settle(imap);
	/* A capability list that came with the agreement belongs to the clear phase: TLS will forget it. */
	take_code(proto, response->code, line);
	return step;
}

static enum proto_step tagged(struct imap *imap, const struct imap_response *response, struct bytes line)
{
	struct proto *proto = &imap->proto;
	struct pending *pending = pending_of_tag(proto, response->tag);

	if (imap->role == LINE_STRAY) {
		journal_oddity(proto->journal, pending ? ODDITY_EARLY_COMPLETION : ODDITY_UNKNOWN_TAG, SEVERITY_ERROR,
			line,
			pending ? "this completes a command that had not been sent whole: it cannot be an answer to it"
				: "this completes a command that was never sent under that tag");
		return PROTO_NEED_MORE;
	}
	tell_reply(proto, response, pending);
	return completed(imap, pending, response, line);
}

/* Lines */

static bool is_greeting(const struct imap_response *response)
{
	return response->kind == IMAP_UNTAGGED && response->status && !bytes_is(response->word, "NO") &&
	       !bytes_is(response->word, "BAD");
}

static enum line_role role_of(struct imap *imap, const struct imap_response *response)
{
	struct pending *pending;

	if (imap->phase == IMAP_CONNECTED)
		return LINE_GREETING;
	switch (response->kind) {
	case IMAP_UNTAGGED: return LINE_UNTAGGED;
	case IMAP_CONTINUE:
		pending = pending_for_more(imap);
		return pending && pending->whole ? LINE_CONTINUE : LINE_STRAY;
	case IMAP_TAGGED:
		pending = pending_of_tag(&imap->proto, response->tag);
		return pending && !is_early(imap, pending, response) ? LINE_REPLY : LINE_STRAY;
	case IMAP_NONSENSE: break;
	}
	return LINE_STRAY;
}

/* Whether an event of a reply will follow, which counts this line. */
static bool is_reply(const struct imap *imap, const struct imap_response *response)
{
	if (imap->role == LINE_GREETING)
		return is_greeting(response);
	return imap->role == LINE_REPLY || imap->role == LINE_CONTINUE ||
	       (imap->role == LINE_UNTAGGED && bytes_is(response->word, "BYE"));
}

/* Keeps the whole words of an over-long line's first piece until its end comes. */
static void hold(struct imap *imap, struct bytes text)
{
	while (text.len && text.data[text.len - 1] != ' ')
		text.len--;
	buffer_append(&imap->held, text);
}

static void begin_line(struct imap *imap, const struct line *line)
{
	struct proto *proto = &imap->proto;
	struct imap_response response;

	imap->scan = (struct literal_scan){0};
	if (imap->goes_on) {
		engine_tell_line(proto, line, imap->role, LINE_LATER);
		return;
	}
	imap_parse_response(line->text, &response);
	imap->role = role_of(imap, &response);
	imap->may_break = imap->role == LINE_UNTAGGED && !response.status;
	if (is_reply(imap, &response))
		engine_tell_reply_line(proto, line, imap->role, false);
	else
		engine_tell_line(proto, line, imap->role, 0);
	imap->holds = line->flags & LINE_PIECE;
	if (imap->holds)
		hold(imap, line->text);
}

static enum proto_step nonsense(struct proto *proto, struct bytes line, const char *sentence)
{
	engine_odd_once(proto, ODDITY_MALFORMED, SEVERITY_WARNING, line, sentence);
	return PROTO_NEED_MORE;
}

static enum proto_step act(struct imap *imap, struct bytes line)
{
	struct imap_response response;

	imap_parse_response(line, &response);
	if (imap->phase == IMAP_CONNECTED)
		return is_greeting(&response)
			       ? greeted(imap, &response, line)
			       : nonsense(&imap->proto, line,
					 "this is no greeting: one begins with * OK, * PREAUTH or * BYE (RFC 9051 §7.1)");
	switch (response.kind) {
	case IMAP_UNTAGGED: return untagged(imap, &response, line);
	case IMAP_CONTINUE: return go_on(imap, &response, line);
	case IMAP_TAGGED: return tagged(imap, &response, line);
	case IMAP_NONSENSE: break;
	}
	return nonsense(
		&imap->proto, line, "this is no response: one begins with *, + or the tag of a command (RFC 9051 §7)");
}

/* A literal at the end of the line: its octets are content, and the line goes on behind them. */
static void follow_literal(struct imap *imap, struct bytes line)
{
	struct proto *proto = &imap->proto;
	uint64_t size = 0;

	imap->goes_on = false;
	switch (imap->may_break ? literal_at_end(&imap->scan, &size) : LITERAL_NONE) {
	case LITERAL_NONE: return;
	case LITERAL_NOW:
		engine_odd_once(proto, ODDITY_LITERAL, SEVERITY_WARNING, line,
			"a server's literal has no plus (RFC 9051 §4.3); its octets are taken as announced");
		break;
	case LITERAL_SYNC: break;
	case LITERAL_BAD:
		engine_odd_once(proto, ODDITY_LITERAL, SEVERITY_WARNING, line,
			"this announces a literal and its size makes no sense; the next line is taken as a line");
		return;
	}
	imap->goes_on = true;
	lines_take_octets(&proto->lines, size);
}

enum proto_step imap_line(struct proto *proto, const struct line *line)
{
	struct imap *imap = (struct imap *)proto;
	enum proto_step step = PROTO_NEED_MORE;

	if (line->octets) {
		engine_tell_line(proto, line, LINE_PAYLOAD, LINE_MORE);
		return PROTO_NEED_MORE;
	}
	if (line->flags & LINE_FOLLOWS)
		engine_tell_line(proto, line, imap->role, 0);
	else
		begin_line(imap, line);
	if (imap->may_break)
		literal_scan(&imap->scan, line->text);
	if (line->flags & LINE_PIECE)
		return PROTO_NEED_MORE;
	/* Of a line that was not kept whole nobody knows how it ended. */
	imap->may_break = imap->may_break && !line->dropped;
	if (!imap->goes_on)
		step = act(imap, imap->holds ? buffer_bytes(&imap->held) : line->text);
	follow_literal(imap, line->text);
	buffer_clear(&imap->held);
	return step;
}

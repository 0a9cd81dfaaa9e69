/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sieve_receive: what a ManageSieve server says. The grammar stands in sieve_parse.h and literal.h.
 *
 * Any string may be a literal, even a capability or the text of a status. Such a line is put together again, with its
 * literals as quoted strings, and means something once its end has come. Replies bear no tag: they come in the order of
 * their commands.
 */
#include "proto/sieve.h"

static enum reply_status status_of(struct bytes word)
{
	if (bytes_is(word, "OK"))
		return REPLY_POSITIVE;
	return bytes_is(word, "BYE") ? REPLY_BYE : REPLY_REFUSED;
}

static bool greeting_due(const struct sieve *sieve)
{
	return sieve->phase == SIEVE_CONNECTED;
}

/* Capabilities */

static void collect(struct proto *proto, struct bytes line)
{
	struct bytes keyword, value = {0};

	if (!sieve_parse_string(&line, &keyword) || !engine_collect(proto))
		return;
	sieve_parse_string(&line, &value);
	caps_add(proto->collecting, keyword, value);
}

static void take_caps(struct proto *proto)
{
	engine_collect(proto);
	engine_tell_caps(proto);
	const struct cap *sasl = caps_find(proto->caps, "SASL");
	if (!proto->secured && sasl && sasl->params.len && caps_has(proto->caps, "STARTTLS"))
		engine_odd_once(proto, ODDITY_AUTH_IN_CLEAR, SEVERITY_WARNING, sasl->params,
			"the server takes passwords in the clear (SASL mechanisms are offered before TLS)");
}

/* Statuses */

static enum proto_step greeted(struct sieve *sieve, bool ok)
{
	struct proto *proto = &sieve->proto;

	if (ok) {
		sieve->phase = SIEVE_NOT_AUTHENTICATED;
		take_caps(proto);
	}
	sieve_settle(sieve);
	return PROTO_MORE_HERE;
}

static void follow_success(struct sieve *sieve, const struct pending *pending)
{
	if (!strcmp(pending->verb, "CAPABILITY"))
		take_caps(&sieve->proto);
	else if (!strcmp(pending->verb, "AUTHENTICATE"))
		sieve->phase = SIEVE_AUTHENTICATED;
	else if (!strcmp(pending->verb, "UNAUTHENTICATE"))
		sieve->phase = SIEVE_NOT_AUTHENTICATED;
	else if (!strcmp(pending->verb, "LOGOUT"))
		sieve->phase = SIEVE_LOGOUT;
}

static enum proto_step completed(struct sieve *sieve, struct pending *pending, bool ok, struct bytes line)
{
	struct proto *proto = &sieve->proto;
	enum proto_step step = PROTO_MORE_HERE;

	if (pending->upgrade)
		step = engine_upgrade_reply(proto, pending, ok, line);
	else if (ok)
		follow_success(sieve, pending);
	if (ok && !strcmp(pending->verb, "LOGOUT"))
		step = PROTO_FINISHED;
	sieve->challenged = sieve->challenged && strcmp(pending->verb, "AUTHENTICATE") != 0;
	/* Octets that the server was told of are owed all the same: it would take commands for them. */
	if (pending == sieve_open_pending(sieve))
		sieve->answered = true;
	proto->collecting = NULL;
	engine_answered(proto, pending);
	sieve_settle(sieve);
	return step;
}

/* A server may refuse a literal before it has come; it cannot agree to what it has not seen. */
static bool is_early(struct sieve *sieve, const struct pending *pending, struct bytes word)
{
	if (pending == sieve_open_pending(sieve))
		return bytes_is(word, "OK");
	return !pending->whole;
}

static enum proto_step stray_status(struct sieve *sieve, struct bytes line)
{
	bool early = sieve->proto.pending_count > 0;

	journal_oddity(sieve->proto.journal, early ? ODDITY_EARLY_COMPLETION : ODDITY_UNASKED,
		early ? SEVERITY_ERROR : SEVERITY_WARNING, line,
		early ? "this completes a command that had not been sent whole: it cannot be an answer to it"
		      : "a reply came that nothing had asked for");
	return PROTO_MORE_HERE;
}

static void tell_status(struct sieve *sieve, const struct sieve_response *response, struct bytes line)
{
	struct proto *proto = &sieve->proto;
	struct event_reply reply = {.status = status_of(response->word),
		.word = response->word,
		.code_text = response->code,
		.text = response->text};

	engine_tell_reply(proto, &reply, sieve->role == LINE_REPLY ? engine_oldest(proto) : NULL);
	if (!proto->secured && bytes_starts_with_nocase(response->code, "REFERRAL"))
		engine_odd_once(proto, ODDITY_REFERRAL, SEVERITY_ERROR, line,
			"the server refers to another host in the clear; anybody on the path could have written that, and it is "
			"never followed");
}

static enum proto_step act_on_status(struct sieve *sieve, const struct sieve_response *response, struct bytes line)
{
	bool ok = bytes_is(response->word, "OK");

	tell_status(sieve, response, line);
	if (bytes_is(response->word, "BYE")) {
		const struct pending *pending = engine_oldest(&sieve->proto);
		if (pending && pending->upgrade)
			engine_upgrade_reply(&sieve->proto, pending, false, line);
		sieve->phase = SIEVE_LOGOUT;
		sieve_settle(sieve);
		return PROTO_FINISHED;
	}
	if (sieve->role == LINE_STRAY)
		return stray_status(sieve, line);
	if (greeting_due(sieve))
		return greeted(sieve, ok);
	return completed(sieve, engine_oldest(&sieve->proto), ok, line);
}

/* Other lines */

static enum proto_step act_on_challenge(struct sieve *sieve, struct bytes line)
{
	struct proto *proto = &sieve->proto;
	struct bytes text = line, rest = line;
	struct event_reply reply = {.status = REPLY_MORE};

	sieve_parse_string(&rest, &text);
	reply.text = text;
	engine_tell_reply(proto, &reply, engine_oldest(proto));
	sieve->challenged = true;
	sieve_settle(sieve);
	return PROTO_MORE_HERE;
}

static bool is_string(struct bytes line)
{
	return line.len && (line.data[0] == '"' || line.data[0] == '{');
}

static enum proto_step act_on_data(struct sieve *sieve, struct bytes line)
{
	struct proto *proto = &sieve->proto;

	if (sieve->role == LINE_STRAY)
		journal_oddity(proto->journal, ODDITY_UNASKED, SEVERITY_WARNING, line,
			"a line came that nothing had asked for");
	else if (sieve->keeps)
		collect(proto, line);
	if (sieve->role == LINE_GREETING && !is_string(line))
		engine_odd_once(proto, ODDITY_MALFORMED, SEVERITY_WARNING, line,
			"this is no ManageSieve greeting: one is a list of quoted capabilities, ended by OK (RFC 5804 §1.7)");
	return PROTO_NEED_MORE;
}

/* Lines */

static enum line_role role_of_status(struct sieve *sieve, struct bytes word)
{
	const struct pending *pending = engine_oldest(&sieve->proto);

	if (greeting_due(sieve))
		return LINE_GREETING;
	/* BYE may come at any time (§1.2). */
	if (bytes_is(word, "BYE"))
		return pending ? LINE_REPLY : LINE_UNTAGGED;
	return pending && !is_early(sieve, pending, word) ? LINE_REPLY : LINE_STRAY;
}

/* While we authenticate, a line that is a string is a challenge (§2.1). */
static enum line_role role_of_data(struct sieve *sieve, struct bytes line)
{
	const struct pending *pending = engine_oldest(&sieve->proto);

	if (greeting_due(sieve))
		return LINE_GREETING;
	if (!pending || !pending->whole)
		return LINE_STRAY;
	return is_string(line) && !strcmp(pending->verb, "AUTHENTICATE") ? LINE_CONTINUE : LINE_UNTAGGED;
}

/* Scripts and listings are not put together: they are shown as they come and mean nothing to us. */
static bool is_kept(struct sieve *sieve, bool status)
{
	const struct pending *pending = engine_oldest(&sieve->proto);

	return status || sieve->role == LINE_GREETING || sieve->role == LINE_CONTINUE ||
	       (sieve->role == LINE_UNTAGGED && !strcmp(pending->verb, "CAPABILITY"));
}

static void begin_line(struct sieve *sieve, const struct line *line)
{
	struct proto *proto = &sieve->proto;
	struct sieve_response response;

	sieve->scan = (struct literal_scan){0};
	if (sieve->goes_on) {
		engine_tell_line(proto, line, sieve->role, LINE_LATER);
		return;
	}
	bool status = sieve_parse_response(line->text, &response);
	sieve->status = status;
	sieve->role = status ? role_of_status(sieve, response.word) : role_of_data(sieve, line->text);
	sieve->keeps = is_kept(sieve, status);
	buffer_clear(&sieve->whole);
	if (status || sieve->role == LINE_GREETING || sieve->role == LINE_CONTINUE)
		engine_tell_reply_line(proto, line, sieve->role, !status && sieve->role == LINE_GREETING);
	else
		engine_tell_line(proto, line, sieve->role, 0);
}

/* Beyond the buffer's maximum a line is cut: no capability and no text of any use is that long. */
static void keep(struct sieve *sieve, struct bytes text)
{
	if (sieve->keeps)
		buffer_append(&sieve->whole, bytes_first(text, buffer_room(&sieve->whole)));
}

/* A literal's octets as they stand between quotation marks; its line ends become blanks. */
static void keep_octets(struct sieve *sieve, const struct line *line)
{
	for (size_t i = 0; i < line->text.len && sieve->keeps && buffer_room(&sieve->whole); i++) {
		if (line->text.data[i] == '"' || line->text.data[i] == '\\')
			keep(sieve, BYTES_LITERAL("\\"));
		keep(sieve, bytes_of(line->text.data + i, 1));
	}
	if (!(line->flags & LINE_PIECE))
		keep(sieve, BYTES_LITERAL(" "));
}

static enum proto_step act(struct sieve *sieve, struct bytes line)
{
	struct sieve_response response;

	if (sieve->role == LINE_CONTINUE)
		return act_on_challenge(sieve, line);
	if (sieve->status && sieve_parse_response(line, &response))
		return act_on_status(sieve, &response, line);
	return act_on_data(sieve, line);
}

/* A literal at the end of the line. True when one begins. */
static bool follow_literal(struct sieve *sieve, const struct line *line)
{
	struct proto *proto = &sieve->proto;
	uint64_t size = 0;

	/* Of a line that was not kept whole nobody knows how it ended. */
	switch (line->dropped ? LITERAL_NONE : literal_at_end(&sieve->scan, &size)) {
	case LITERAL_NONE: return false;
	case LITERAL_BAD:
		engine_odd_once(proto, ODDITY_LITERAL, SEVERITY_WARNING, line->text,
			"this announces a literal and its size makes no sense; the next line is taken as a line");
		return false;
	case LITERAL_NOW:
		engine_odd_once(proto, ODDITY_LITERAL, SEVERITY_WARNING, line->text,
			"a server's literal has no plus (RFC 5804 §4); its octets are taken as announced");
		break;
	case LITERAL_SYNC: break;
	}
	if (sieve->keeps && buffer_room(&sieve->whole))
		buffer_truncate(&sieve->whole, sieve->whole.len - sieve->scan.len);
	keep(sieve, BYTES_LITERAL("\""));
	lines_take_octets(&proto->lines, size);
	return true;
}

enum proto_step sieve_line(struct proto *proto, const struct line *line)
{
	struct sieve *sieve = (struct sieve *)proto;

	if (line->octets) {
		engine_tell_line(proto, line, LINE_PAYLOAD, LINE_MORE);
		keep_octets(sieve, line);
		return PROTO_NEED_MORE;
	}
	if (line->flags & LINE_FOLLOWS) {
		engine_tell_line(proto, line, sieve->role, 0);
	} else {
		begin_line(sieve, line);
		if (sieve->goes_on)
			keep(sieve, BYTES_LITERAL("\""));
	}
	literal_scan(&sieve->scan, line->text);
	keep(sieve, line->text);
	if (line->flags & LINE_PIECE)
		return PROTO_NEED_MORE;
	bool kept = sieve->keeps;
	sieve->goes_on = follow_literal(sieve, line);
	if (sieve->goes_on)
		return PROTO_NEED_MORE;
	return act(sieve, kept ? buffer_bytes(&sieve->whole) : line->text);
}

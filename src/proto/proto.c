/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proto: the contract's common half: feeding lines to a protocol, typed lines to the wire, both to the journal.
 */
#include "proto/engine.h"

#include "base/alloc.h"
#include "proto/literal.h"
#include <stdio.h>
#include <stdlib.h>

static const struct proto_ops *const all[PROTOCOLS + 1] = {[PROTOCOL_SMTP] = &smtp_ops,
	[PROTOCOL_LMTP] = &lmtp_ops,
	[PROTOCOL_IMAP] = &imap_ops,
	[PROTOCOL_POP3] = &pop3_ops,
	[PROTOCOL_SIEVE] = &sieve_ops,
	[PROTOCOLS] = &raw_ops};

const struct proto_info *proto_info(enum protocol protocol)
{
	return all[protocol]->info;
}

const struct proto_verb *proto_verbs(enum protocol protocol, size_t *ret_count)
{
	*ret_count = all[protocol]->verb_count;
	return all[protocol]->verbs;
}

const char *proto_state_name(enum proto_state state)
{
	static const char *const names[] = {[PROTO_UNCONNECTED] = "not connected",
		[PROTO_GREETING] = "waiting for the greeting",
		[PROTO_READY] = "ready",
		[PROTO_WAITING] = "waiting for a reply",
		[PROTO_BODY] = "message text",
		[PROTO_LITERAL] = "literal",
		[PROTO_ANSWER] = "the server waits for an answer",
		[PROTO_UPGRADING] = "upgrading to TLS",
		[PROTO_CLOSED] = "closed"};

	return names[state];
}

struct proto *proto_new(enum protocol protocol, const struct proto_config *config, struct journal *journal)
{
	struct proto *proto = alloc_zero(1, all[protocol]->size);

	proto->ops = all[protocol];
	proto->journal = journal;
	proto->config = *config;
	proto->secured = config->implicit_tls;
	proto_set_client_name(proto, config->client_name ? config->client_name : "localhost");
	lines_init(&proto->lines);
	return proto;
}

void proto_free(struct proto *proto)
{
	if (!proto)
		return;
	if (proto->ops->done)
		proto->ops->done(proto);
	lines_done(&proto->lines);
	free(proto->client_name);
	free(proto);
}

void proto_set_client_name(struct proto *proto, const char *name)
{
	char *copy = alloc_text(name);

	free(proto->client_name);
	proto->client_name = copy;
	proto->config.client_name = copy;
}

/* Everything that was learned or expected is void: a new connection, or the same one inside TLS. */
static void forget(struct proto *proto, bool secured)
{
	lines_reset(&proto->lines);
	proto->pending_count = 0;
	proto->caps = proto->collecting = NULL;
	proto->octets_left = 0;
	proto->reply_lines = 0;
	proto->told = 0;
	proto->first_len = 0;
	proto->connected_us = journal_now(proto->journal);
	proto->ops->reset(proto, secured);
}

static void tell_phase(struct proto *proto)
{
	const char *now = proto->ops->phase_name(proto);
	struct event event = {
		.kind = EVENT_STATE, .state = {.state = bytes_str(now), .before = bytes_str(proto->phase_told)}};

	if (proto->phase_told && !strcmp(now, proto->phase_told))
		return;
	proto->phase_told = now;
	journal_append(proto->journal, &event);
}

void proto_connected(struct proto *proto)
{
	proto->state = PROTO_GREETING;
	proto->finished = false;
	forget(proto, false);
	tell_phase(proto);
}

void proto_secured(struct proto *proto)
{
	proto->secured = true;
	proto->state = PROTO_READY;
	forget(proto, true);
	tell_phase(proto);
}

/* Receiving */

static void tell_line_oddities(struct proto *proto, const struct line *line)
{
	if (line->octets)
		return;
	if (line->flags & LINE_BARE_LF)
		engine_odd_once(proto, ODDITY_LINE_ENDING, SEVERITY_WARNING, line->text,
			"the server ended a line with LF alone; the protocol asks for CR LF");
	else if (line->flags & LINE_BARE_CR)
		engine_odd_once(proto, ODDITY_LINE_ENDING, SEVERITY_WARNING, line->text,
			"the server sent a CR in the middle of a line");
	if (line->flags & LINE_NUL)
		engine_odd_once(proto, ODDITY_NUL, SEVERITY_WARNING, line->text, "the server sent a NUL byte");
	if (line->dropped) {
		struct event limit = {.kind = EVENT_LIMIT,
			.limit = {.of = LIMIT_LINE, .limit = PROTO_LINE_MAX, .dropped = line->dropped}};
		journal_append(proto->journal, &limit);
	}
}

/* Keeps the first bytes of the stream; TLS where a greeting was due has no line end to wait for. */
static void look_at_first(struct proto *proto, struct bytes input)
{
	if (proto->state != PROTO_GREETING || proto->first_len == PEEK_MAX)
		return;
	struct bytes more = bytes_first(input, PEEK_MAX - proto->first_len);
	memcpy(proto->first + proto->first_len, more.data, more.len);
	proto->first_len += more.len;
	if (wrong_port_tls(bytes_of(proto->first, proto->first_len)))
		engine_odd_once(proto, ODDITY_TLS_AT_GREETING, SEVERITY_ERROR, bytes_of(proto->first, 3),
			proto->config.openssl_words
				? "the server sent TLS where a greeting was due: this port wants TLS from the first byte; leave "
				  "-starttls out"
				: "the server sent TLS where a greeting was due: this port wants TLS from the first byte; connect "
				  "with --implicit-tls, or the scheme that ends in s");
}

static void judge_greeting(struct proto *proto, const struct line *line)
{
	const char *name = wrong_port_name(line->text, proto->ops->info->protocol);
	char sentence[200];

	if (proto->state != PROTO_GREETING || !name)
		return;
	snprintf(sentence, sizeof(sentence), "this is %s, not %s: check the port, or name the protocol with %s", name,
		proto->ops->info->name, proto->config.openssl_words ? "-starttls" : "--protocol");
	engine_odd_once(proto, ODDITY_OTHER_PROTOCOL, SEVERITY_ERROR, line->text, sentence);
}

static enum proto_step take_line(struct proto *proto, const struct line *line)
{
	/* After the first piece of a line nothing in it has a meaning, unless the protocol says so. */
	if ((line->flags & LINE_FOLLOWS) && !proto->ops->takes_pieces) {
		engine_tell_line(proto, line, LINE_STRAY, 0);
		tell_line_oddities(proto, line);
		return PROTO_NEED_MORE;
	}
	if (!(line->flags & LINE_FOLLOWS))
		judge_greeting(proto, line);
	enum proto_step step = proto->ops->line(proto, line);
	tell_line_oddities(proto, line);
	return step;
}

enum proto_step proto_receive(struct proto *proto, struct bytes input, size_t *ret_used)
{
	struct line line;
	size_t used;

	*ret_used = 0;
	if (proto->state == PROTO_UPGRADING)
		return PROTO_UPGRADE;
	look_at_first(proto, input);
	if (proto->ops->at_once)
		lines_take_octets(&proto->lines, input.len);
	while (input.len) {
		enum lines_step have = lines_next(&proto->lines, input, &used, &line);
		*ret_used += used;
		input = bytes_from(input, used);
		if (have == LINES_NEED_MORE)
			break;
		enum proto_step step = take_line(proto, &line);
		if (step == PROTO_UPGRADE) {
			proto->state = PROTO_UPGRADING;
			return step;
		}
		tell_phase(proto);
		if (step != PROTO_NEED_MORE)
			return step;
	}
	return PROTO_NEED_MORE;
}

void proto_ended(struct proto *proto)
{
	struct line line;

	if (proto->state == PROTO_CLOSED)
		return;
	if (lines_rest(&proto->lines, &line)) {
		engine_tell_line(proto, &line, proto->state == PROTO_GREETING ? LINE_GREETING : LINE_STRAY, 0);
		tell_line_oddities(proto, &line);
	}
	proto->state = PROTO_CLOSED;
}

/* Sending */

static const struct proto_verb *verb_named(const struct proto *proto, struct bytes verb)
{
	for (size_t i = 0; i < proto->ops->verb_count; i++) {
		struct bytes name = bytes_str(proto->ops->verbs[i].name);
		if (bytes_equal_nocase(bytes_first(name, bytes_index(name, ' ', 0)), verb))
			return &proto->ops->verbs[i];
	}
	return NULL;
}

bool proto_verb_legal(const struct proto *proto, const struct proto_verb *verb)
{
	if ((verb->where & WHERE_CLEAR) && proto->secured)
		return false;
	return (verb->where & proto->ops->where(proto)) != 0;
}

static const char *judge_verb(const struct proto *proto, const struct proto_verb *verb)
{
	if (!verb)
		return "this verb is not known here; it is sent as typed";
	if ((verb->where & WHERE_CLEAR) && proto->secured)
		return "TLS is up already; this verb belongs before it";
	if (!proto_verb_legal(proto, verb))
		return "this verb does not fit the present state; it is sent as typed";
	if (!engine_offers(proto, verb))
		return "the server has not advertised this; it is sent as typed";
	return NULL;
}

static enum line_role role_now(const struct proto *proto)
{
	switch (proto->state) {
	case PROTO_BODY: return LINE_BODY;
	case PROTO_LITERAL: return LINE_LITERAL;
	case PROTO_ANSWER: return LINE_ANSWER;
	case PROTO_UNCONNECTED:
	case PROTO_GREETING:
	case PROTO_READY:
	case PROTO_WAITING:
	case PROTO_UPGRADING:
	case PROTO_CLOSED: return LINE_COMMAND;
	}
	return LINE_COMMAND;
}

static bool is_among(struct bytes verb, const char *const *verbs)
{
	for (; *verbs; verbs++)
		if (bytes_is(verb, *verbs))
			return true;
	return false;
}

/* After these a client may not go on before the reply (RFC 2920 §3.1, RFC 4954 §4, RFC 9051 §6.3.13). */
static void judge_what_follows(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	static const char *const waits[] = {"STARTTLS", "STLS", "DATA", "AUTH", "AUTHENTICATE", "IDLE", NULL};
	static const char *const authenticates[] = {"AUTH", "AUTHENTICATE", NULL};
	struct bytes verb = proto->ops->verb_of(proto, line);
	bool announces = literal_of(line, &(uint64_t){0}) == LITERAL_SYNC;

	plan->waits = announces || is_among(verb, waits);
	/* With an initial response AUTH is often all there is to be said. */
	plan->leads = announces || bytes_is(verb, "DATA") || (is_among(verb, authenticates) && !plan->has_secret);
}

void proto_examine(const struct proto *proto, struct bytes line, struct proto_plan *ret_plan)
{
	struct proto_plan plan = {.role = role_now(proto), .legal = true};

	if (plan.role == LINE_COMMAND) {
		struct bytes verb = proto->ops->verb_of(proto, line);
		plan.hint = judge_verb(proto, verb_named(proto, verb));
		plan.legal = !plan.hint;
		plan.asks_upgrade = bytes_is(verb, proto->ops->info->upgrade_verb);
		if (proto->ops->examine)
			proto->ops->examine(proto, line, &plan);
	} else if (plan.role == LINE_ANSWER && !proto->answer_secret) {
		if (proto->ops->examine)
			proto->ops->examine(proto, line, &plan);
	} else if (plan.role == LINE_ANSWER && !bytes_is(bytes_trim(line), "*")) {
		redaction_add(&plan.secrets, 0, line.len);
	} else if (plan.role == LINE_LITERAL && proto->literal_secret) {
		redaction_add(&plan.secrets, 0, line.len);
	}
	if (plan.role == LINE_COMMAND && !plan.secrets.count) {
		misplaced_find(proto, line, &plan.secrets);
		plan.misplaced = plan.secrets.count > 0;
	}
	plan.has_secret = plan.secrets.count > 0;
	if (plan.role == LINE_COMMAND)
		judge_what_follows(proto, line, &plan);
	*ret_plan = plan;
}

bool proto_takes_line(const struct proto *proto)
{
	switch (proto->state) {
	case PROTO_READY:
	case PROTO_BODY:
	case PROTO_LITERAL:
	case PROTO_ANSWER: return true;
	case PROTO_UNCONNECTED:
	case PROTO_GREETING:
	case PROTO_WAITING:
	case PROTO_UPGRADING:
	case PROTO_CLOSED: return false;
	}
	return false;
}

static bool may_send(const struct proto *proto, struct bytes line, struct error *error)
{
	switch (proto->state) {
	case PROTO_UNCONNECTED:
	case PROTO_CLOSED: return error_set(error, ERROR_USAGE, 0, "not sent: there is no connection");
	case PROTO_UPGRADING: return error_set(error, ERROR_USAGE, 0, "not sent: TLS is beginning");
	case PROTO_GREETING:
	case PROTO_READY:
	case PROTO_WAITING:
	case PROTO_BODY:
	case PROTO_LITERAL:
	case PROTO_ANSWER: break;
	}
	if (!proto->secured && engine_upgrade_outstanding(proto))
		return error_set(error, ERROR_USAGE, 0,
			"not sent: the answer to STARTTLS has not come, and nothing may be sent before it (RFC 3207 §4)");
	if (proto->pending_count == PROTO_PENDING_MAX)
		return error_set(
			error, ERROR_USAGE, 0, "not sent: %d commands wait for their replies", PROTO_PENDING_MAX);
	if (line.len > PROTO_LINE_MAX)
		return error_set(error, ERROR_USAGE, 0, "not sent: the line is longer than %d bytes", PROTO_LINE_MAX);
	for (size_t i = 0; i < line.len; i++)
		if (line.data[i] == '\r' || line.data[i] == '\n' || !line.data[i])
			return error_set(error, ERROR_USAGE, 0,
				"not sent: a line cannot hold CR, LF or NUL; :raw sends any byte");
	return true;
}

static void tell_sent(struct proto *proto, struct bytes line, const struct proto_plan *plan,
	const struct sent_form *form, bool automatic, uint64_t wire_len)
{
	static const struct redaction nothing;
	bool hides = plan->has_secret && !proto->config.unsafe_secrets;
	enum line_flags secret = hides ? LINE_HIDDEN : LINE_SECRET;
	struct buffer text;
	struct event event = {.kind = EVENT_LINE,
		.direction = DIRECTION_OUT,
		.line = {.role = plan->role,
			.flags = form->flags | (automatic ? (uint32_t)LINE_AUTOMATIC : 0) |
				 (plan->has_secret ? (uint32_t)secret : 0),
			.wire_len = wire_len}};

	buffer_init_secret(&text, (size_t)2 * PROTO_LINE_MAX);
	buffer_append_text(&text, form->prefix);
	event.line.hidden = (uint32_t)redact(&text, line, hides ? &plan->secrets : &nothing);
	event.line.text = buffer_bytes(&text);
	journal_append(proto->journal, &event);
	buffer_done(&text);
}

static void tell_asked(struct proto *proto)
{
	if (proto->secured) {
		engine_tell_starttls(proto, STARTTLS_NOT_NOW, BYTES_LITERAL("TLS is up already"));
		return;
	}
	if (proto->caps && !caps_has(proto->caps, proto->ops->info->upgrade_cap))
		engine_tell_starttls(proto, STARTTLS_NOT_OFFERED, (struct bytes){0});
	engine_tell_starttls(proto, STARTTLS_ASKED, (struct bytes){0});
}

static bool send_line(struct proto *proto, struct bytes line, bool automatic, struct buffer *out, struct error *error)
{
	struct proto_plan plan;
	struct sent_form form = {.flags = 0};
	size_t before = out->len, waiting = proto->pending_count;

	if (!may_send(proto, line, error))
		return false;
	proto_examine(proto, line, &plan);
	if (!proto->ops->send(proto, line, &plan, out, &form, error)) {
		buffer_truncate(out, before);
		return false;
	}
	if (plan.misplaced && !proto->config.unsafe_secrets)
		misplaced_sent(proto, line, &plan.secrets, proto->pending_count > waiting);
	tell_sent(proto, line, &plan, &form, automatic, out->len - before);
	if (plan.asks_upgrade && plan.role == LINE_COMMAND) {
		if (proto->pending_count)
			proto->pending[proto->pending_count - 1].upgrade = true;
		tell_asked(proto);
	}
	tell_phase(proto);
	return true;
}

bool proto_send(struct proto *proto, struct bytes line, bool automatic, struct buffer *out, struct error *error)
{
	bool add_tags = proto->config.add_tags;

	/* Who puts tags in front himself does so with what he types. */
	proto->config.add_tags = add_tags || automatic;
	bool sent = send_line(proto, line, automatic, out, error);
	proto->config.add_tags = add_tags;
	return sent;
}

void proto_sent(struct proto *proto)
{
	for (size_t i = 0; i < proto->pending_count; i++)
		proto->pending[i].whole = true;
}

bool proto_send_raw(struct proto *proto, struct bytes raw, struct buffer *out, struct error *error)
{
	struct proto_plan plan = {.role = role_now(proto)};
	struct sent_form form = {.flags = LINE_UNENDED};

	if (proto->state == PROTO_UNCONNECTED || proto->state == PROTO_CLOSED || proto->state == PROTO_UPGRADING)
		return error_set(error, ERROR_USAGE, 0, "not sent: there is no connection");
	if (!buffer_append(out, raw))
		return error_set(error, ERROR_LIMIT, 0, "not sent: too much waits to be sent");
	tell_sent(proto, raw, &plan, &form, false, raw.len);
	return true;
}

/* Lines that the user would type */

void proto_greet_line(const struct proto *proto, struct buffer *line)
{
	enum protocol protocol = proto->ops->info->protocol;
	bool named = protocol == PROTOCOL_SMTP || protocol == PROTOCOL_LMTP;

	buffer_printf(line, "%s%s%s", proto->ops->info->greet_verb, named ? " " : "", named ? proto->client_name : "");
}

void proto_upgrade_line(const struct proto *proto, struct buffer *line)
{
	buffer_append_text(line, proto->ops->info->upgrade_verb);
}

void proto_quit_line(const struct proto *proto, struct buffer *line)
{
	buffer_append_text(line, proto->ops->info->quit_verb);
}

/* To look at */

enum proto_state proto_state(const struct proto *proto)
{
	return proto->state;
}

const char *proto_phase_name(const struct proto *proto)
{
	return proto->ops->phase_name(proto);
}

enum protocol proto_protocol(const struct proto *proto)
{
	return proto->ops->info->protocol;
}

const struct caps *proto_caps(const struct proto *proto)
{
	return proto->caps;
}

size_t proto_outstanding(const struct proto *proto)
{
	return proto->pending_count;
}

uint64_t proto_octets_left(const struct proto *proto)
{
	return proto->octets_left;
}

bool proto_answer_is_secret(const struct proto *proto)
{
	return proto->state == PROTO_ANSWER && proto->answer_secret;
}

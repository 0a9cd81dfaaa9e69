/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * engine: what the protocols share below the contract: telling lines, replies and capabilities, commands that wait for
 * their replies, the judgement on a reply to STARTTLS, sending.
 */
#include "proto/engine.h"

#include "model/caps.h"
#include <stdio.h>
#include <string.h>

/* What the bytes of a line tell, whatever the protocol */

uint64_t engine_tell_line(struct proto *proto, const struct line *line, enum line_role role, uint32_t flags)
{
	struct event event = {.kind = EVENT_LINE,
		.direction = DIRECTION_IN,
		.line = {.text = line->text, .role = role, .flags = line->flags | flags, .wire_len = line->wire_len}};
	uint64_t number = journal_count(proto->journal);

	journal_append(proto->journal, &event);
	return number;
}

void engine_tell_reply_line(struct proto *proto, const struct line *line, enum line_role role, bool more)
{
	uint32_t flags = (more ? (uint32_t)LINE_MORE : 0) | (proto->reply_lines ? (uint32_t)LINE_LATER : 0);
	uint64_t number = engine_tell_line(proto, line, role, flags);

	if (!proto->reply_lines)
		proto->reply_first = number;
	proto->reply_lines++;
	if (proto->reply_lines == PROTO_REPLY_LINES_MAX) {
		struct event limit = {
			.kind = EVENT_LIMIT, .limit = {.of = LIMIT_REPLY, .limit = PROTO_REPLY_LINES_MAX}};
		journal_append(proto->journal, &limit);
	}
}

void engine_tell_reply(struct proto *proto, struct event_reply *reply, const struct pending *answered)
{
	struct event event = {.kind = EVENT_REPLY, .direction = DIRECTION_IN};
	int64_t since = answered ? answered->sent_us : proto->connected_us;

	reply->lines = proto->reply_lines;
	reply->first_line = proto->reply_first;
	reply->took_us = journal_now(proto->journal) - since;
	if (answered)
		reply->verb = bytes_str(answered->verb);
	proto->reply_lines = 0;
	event.reply = *reply;
	journal_append(proto->journal, &event);
}

void engine_odd_once(
	struct proto *proto, enum oddity oddity, enum severity severity, struct bytes evidence, const char *sentence)
{
	if (proto->told & 1U << oddity)
		return;
	proto->told |= 1U << oddity;
	journal_oddity(proto->journal, oddity, severity, evidence, "%s", sentence);
}

struct caps *engine_collect(struct proto *proto)
{
	if (!proto->collecting)
		proto->collecting = caps_new(journal_arena(proto->journal));
	return proto->collecting;
}

/* An offer of STARTTLS that somebody on the path has spoilt keeps its length (XXXXXXXA) or its look. */
static bool is_lookalike(struct bytes keyword, const char *upgrade)
{
	size_t len = strlen(upgrade), xs = 0;

	while (xs < keyword.len && (keyword.data[xs] == 'X' || keyword.data[xs] == 'x'))
		xs++;
	if (keyword.len >= 4 && xs + 1 >= keyword.len)
		return true;
	return keyword.len != len && bytes_find_nocase(keyword, bytes_str(upgrade)) < keyword.len;
}

static void judge_caps(struct proto *proto)
{
	const struct proto_info *info = proto->ops->info;

	for (size_t i = 0; i < proto->caps->count; i++)
		if (!proto->secured && is_lookalike(proto->caps->list[i].keyword, info->upgrade_cap))
			engine_odd_once(proto, ODDITY_LOOKALIKE, SEVERITY_ERROR, proto->caps->list[i].keyword,
				"this looks like an offer of STARTTLS that somebody on the path has spoilt; a firewall that rewrites mail "
				"sessions does that");
	if (proto->secured && caps_has(proto->caps, info->upgrade_cap))
		engine_odd_once(proto, ODDITY_STARTTLS_IN_TLS, SEVERITY_WARNING, (struct bytes){0},
			"the server offers STARTTLS although TLS is up already (RFC 3207 §4.2)");
}

void engine_tell_caps(struct proto *proto)
{
	proto->caps = engine_collect(proto);
	proto->collecting = NULL;
	if (!proto->caps)
		return;
	struct event event = {.kind = EVENT_CAPS,
		.direction = DIRECTION_IN,
		.caps = {.caps = proto->caps, .before_tls = !proto->secured}};
	journal_append(proto->journal, &event);
	judge_caps(proto);
}

/* Commands that wait for their replies, oldest first */

struct pending *engine_expect(struct proto *proto, struct bytes verb)
{
	if (proto->pending_count == PROTO_PENDING_MAX)
		return NULL;
	struct pending *pending = &proto->pending[proto->pending_count++];
	*pending = (struct pending){.sent_us = journal_now(proto->journal)};
	for (size_t i = 0; i < verb.len && i + 1 < sizeof(pending->verb); i++)
		pending->verb[i] = (char)ascii_upper(verb.data[i]);
	return pending;
}

struct pending *engine_oldest(struct proto *proto)
{
	return proto->pending_count ? &proto->pending[0] : NULL;
}

void engine_answered(struct proto *proto, struct pending *pending)
{
	size_t behind = (size_t)(proto->pending + proto->pending_count - pending) - 1;

	memmove(pending, pending + 1, behind * sizeof(*pending));
	proto->pending_count--;
}

void engine_settle(struct proto *proto)
{
	proto->state = proto->pending_count ? PROTO_WAITING : PROTO_READY;
}

bool engine_upgrade_outstanding(const struct proto *proto)
{
	for (size_t i = 0; i < proto->pending_count; i++)
		if (proto->pending[i].upgrade)
			return true;
	return false;
}

void engine_tell_starttls(struct proto *proto, enum starttls_step step, struct bytes text)
{
	struct event event = {.kind = EVENT_STARTTLS, .starttls = {.step = step, .text = text}};

	journal_append(proto->journal, &event);
}

enum proto_step engine_upgrade_reply(
	struct proto *proto, const struct pending *pending, bool positive, struct bytes text)
{
	if (proto->secured) {
		if (positive)
			journal_note(proto->journal, SEVERITY_WARNING,
				"the server agreed to TLS inside TLS; nothing is begun, since the session is protected already");
		return PROTO_MORE_HERE;
	}
	if (!positive) {
		engine_tell_starttls(proto, STARTTLS_REFUSED, text);
		return PROTO_MORE_HERE;
	}
	if (!pending->whole) {
		journal_oddity(proto->journal, ODDITY_EARLY_COMPLETION, SEVERITY_ERROR, text,
			"the server agreed before the command had been sent: that is no answer to it");
		return PROTO_MORE_HERE;
	}
	engine_tell_starttls(proto, STARTTLS_AGREED, text);
	return PROTO_UPGRADE;
}

/* Sending */

bool engine_offers(const struct proto *proto, const struct proto_verb *verb)
{
	if (!verb->needs_cap || !proto->caps)
		return true;
	return proto->ops->offers ? proto->ops->offers(proto, verb->needs_cap) : caps_has(proto->caps, verb->needs_cap);
}

void engine_plan_answer_ahead(struct bytes line, struct proto_plan *plan)
{
	plan->role = LINE_ANSWER;
	plan->legal = true;
	plan->hint = "AUTH has not asked yet: this is taken for its answer, and hidden";
	if (!bytes_is(bytes_trim(line), "*"))
		redaction_add(&plan->secrets, 0, line.len);
}

bool engine_append(struct buffer *out, struct bytes line, struct error *error)
{
	if (buffer_room(out) >= line.len + 2 && buffer_append(out, line) && buffer_append_text(out, "\r\n"))
		return true;
	return error_set(error, ERROR_LIMIT, 0, "not sent: too much waits to be sent");
}

bool engine_send_octets(struct proto *proto, struct bytes line, struct buffer *out, struct error *error)
{
	uint64_t left = proto->octets_left;

	/* The last line of a literal may end without a line end of its own. */
	if (line.len == left) {
		proto->octets_left = 0;
		return buffer_append(out, line) ||
		       error_set(error, ERROR_LIMIT, 0, "not sent: too much waits to be sent");
	}
	if (line.len + 2 > left)
		return error_set(error, ERROR_USAGE, 0,
			"not sent: %llu octets are left, and this line has %zu with its line end; make it %llu, or %llu for the last",
			(unsigned long long)left, line.len + 2, (unsigned long long)(left > 1 ? left - 2 : 0),
			(unsigned long long)left);
	if (!engine_append(out, line, error))
		return false;
	proto->octets_left -= line.len + 2;
	return true;
}

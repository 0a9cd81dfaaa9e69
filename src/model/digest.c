/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * digest: a fold over events.
 */
#include "model/digest.h"

void digest_init(struct digest *digest)
{
	*digest = (struct digest){.link = LINK_NONE};
	for (int i = 0; i < STEPS; i++)
		digest->took_us[i] = -1;
}

/* The target stays: a reconnect goes to the same one until another is named. */
static void begin_connection(struct digest *digest, const struct event *event)
{
	struct event_target target = digest->target;
	const struct event *before = digest->tls_up ? digest->tls_up : digest->tls_up_before;
	uint64_t connections = digest->connections + 1;

	digest_init(digest);
	digest->target = target;
	digest->tls_up_before = before;
	digest->connections = connections;
	digest->connection = event->connection;
	digest->first_event = event->number;
}

static void fold_target(struct digest *digest, const struct event *event)
{
	digest->target = event->target;
	digest->link = LINK_LOOKUP;
}

static void fold_reply(struct digest *digest, const struct event *event)
{
	digest->last_reply = event;
	if (!digest->greeting && !event->reply.verb.len) {
		digest->greeting = event;
		digest->took_us[STEP_GREETING] = event->reply.took_us;
	}
}

static void fold_starttls(struct digest *digest, const struct event *event)
{
	const struct event *asked = digest->starttls;

	if (event->starttls.step == STARTTLS_AGREED && asked && asked->starttls.step == STARTTLS_ASKED)
		digest->took_us[STEP_STARTTLS] = event->at_us - asked->at_us;
	digest->starttls = event;
}

static void fold_caps(struct digest *digest, const struct event *event)
{
	if (event->caps.forgotten)
		return;
	if (event->caps.before_tls)
		digest->caps_clear = event->caps.caps;
	else
		digest->caps_tls = event->caps.caps;
}

static void fold_line(struct digest *digest, const struct event *event)
{
	if (event->line.flags & LINE_FOLLOWS)
		return;
	if (event->direction == DIRECTION_OUT)
		digest->lines_out++;
	else
		digest->lines_in++;
}

static void fold_oddity(struct digest *digest, const struct event *event)
{
	digest->oddities++;
	if (event->oddity.oddity == ODDITY_TLS_AT_GREETING || event->oddity.oddity == ODDITY_OTHER_PROTOCOL)
		digest->stranger = event;
}

/* Not every connection has an EVENT_TARGET of its own, and not every journal numbers its connections. */
static bool begins_connection(const struct digest *digest, const struct event *event)
{
	if (event->connection != digest->connection)
		return true;
	return event->kind == EVENT_TARGET && (digest->link != LINK_NONE || !digest->connections);
}

static void fold(struct digest *digest, const struct event *event)
{
	if (begins_connection(digest, event))
		begin_connection(digest, event);
	digest->phase = event->phase;
	switch (event->kind) {
	case EVENT_TARGET: fold_target(digest, event); return;
	case EVENT_LOOKUP:
		digest->addresses = event->lookup.addresses;
		digest->took_us[STEP_LOOKUP] = event->lookup.took_us;
		return;
	case EVENT_DIAL: digest->link = LINK_DIALLING; return;
	case EVENT_CONNECTED:
		digest->link = LINK_OPEN;
		digest->connected = event->connected;
		digest->took_us[STEP_CONNECT] = event->connected.took_us;
		return;
	case EVENT_LINE: fold_line(digest, event); return;
	case EVENT_REPLY: fold_reply(digest, event); return;
	case EVENT_CAPS: fold_caps(digest, event); return;
	case EVENT_STATE: digest->state = event->state.state; return;
	case EVENT_STARTTLS: fold_starttls(digest, event); return;
	case EVENT_INJECTION: digest->injection = event; return;
	case EVENT_TLS_UP:
		if (digest->tls_up)
			digest->tls_up_before = digest->tls_up;
		digest->tls_up = event;
		digest->took_us[STEP_HANDSHAKE] = event->tls_up.took_us;
		return;
	case EVENT_TLS_FAILED: digest->tls_failed = event; return;
	case EVENT_TLS_CLOSED: digest->tls_closed = event; return;
	case EVENT_CHAIN: digest->chain = event; return;
	case EVENT_VERDICT: digest->verdicts[event->verdict.aspect] = event; return;
	case EVENT_ODDITY: fold_oddity(digest, event); return;
	case EVENT_CLOSED:
		digest->link = LINK_CLOSED;
		digest->closed = event;
		return;
	case EVENT_FINDING: digest->findings[event->finding.rank]++; return;
	case EVENT_TIMEOUT: digest->timeout = event; return;
	case EVENT_TLS_RECORD:
	case EVENT_TLS_MESSAGE:
	case EVENT_TLS_ALERT:
	case EVENT_PROBE:
	case EVENT_LIMIT:
	case EVENT_NOTE: return;
	}
}

void digest_catch_up(struct digest *digest, const struct journal *journal)
{
	digest_fold(digest, journal, journal_count(journal));
}

void digest_fold(struct digest *digest, const struct journal *journal, uint64_t end)
{
	/* A new connection resets the digest, its cursor too. */
	for (uint64_t number = digest->cursor; number < end; number++)
		fold(digest, journal_at(journal, number));
	digest->cursor = end;
}

enum verdict_result digest_worst(const struct digest *digest)
{
	/* Not checked is worse than good and better than a warning. */
	static const int weight[] = {
		[VERDICT_GOOD] = 0, [VERDICT_NOT_CHECKED] = 1, [VERDICT_WARN] = 2, [VERDICT_BAD] = 3};
	enum verdict_result worst = VERDICT_GOOD;
	bool any = false;

	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		if (!digest->verdicts[i])
			continue;
		enum verdict_result result = digest->verdicts[i]->verdict.result;
		/* A server that staples nothing is usual: that aspect counts only when it was judged. */
		if (i == VERDICT_STAPLE && result == VERDICT_NOT_CHECKED)
			continue;
		any = true;
		if (weight[result] > weight[worst])
			worst = result;
	}
	return any ? worst : VERDICT_NOT_CHECKED;
}

static unsigned count_verdicts(const struct digest *digest, enum verdict_result result)
{
	unsigned count = 0;

	for (int i = 0; i < VERDICT_ASPECTS; i++)
		count += digest->verdicts[i] && digest->verdicts[i]->verdict.result == result;
	return count;
}

unsigned digest_bad_verdicts(const struct digest *digest)
{
	return count_verdicts(digest, VERDICT_BAD);
}

unsigned digest_good_verdicts(const struct digest *digest)
{
	return count_verdicts(digest, VERDICT_GOOD);
}

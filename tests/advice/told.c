/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * told: compares sets of ids.
 */
#include "told.h"

#include "../check_main.h"
#include "base/safe.h"

void told_init(struct told *told, const char *protocol, uint16_t port)
{
	struct journal_config config = {.spill_fd = -1};
	struct event target = {
		.target = {.name = bytes_str("mail.example.org"), .protocol = bytes_str(protocol), .port = port}};

	told->hands = (struct clock_hands){.wall = 1800000000000000};
	config.clock = clock_fixed(&told->hands);
	told->journal = journal_new(&config);
	journal_begin_connection(told->journal);
	told_append(told, EVENT_TARGET, DIRECTION_LOCAL, &target);
}

void told_done(struct told *told)
{
	journal_free(told->journal);
}

void told_append(struct told *told, enum event_kind kind, enum direction direction, const struct event *event)
{
	struct event copy = *event;

	copy.kind = kind;
	copy.direction = direction;
	journal_append(told->journal, &copy);
}

const struct event_finding *told_find(const struct told *told, const char *id)
{
	for (uint64_t i = 0; i < journal_count(told->journal); i++) {
		const struct event *event = journal_at(told->journal, i);
		if (event->kind == EVENT_FINDING && bytes_is(event->finding.id, id))
			return &event->finding;
	}
	return NULL;
}

/* Nothing in it needs an escape. */
static bool is_safe(struct bytes text)
{
	struct safe_piece piece;

	while (safe_next(&text, SAFE_UTF8, &piece))
		if (piece.escaped)
			return false;
	return true;
}

static void append_ids(struct told *told, const char *what, struct buffer *ids)
{
	for (uint64_t i = 0; i < journal_count(told->journal); i++) {
		const struct event *event = journal_at(told->journal, i);
		if (event->kind != EVENT_FINDING)
			continue;
		ck_assert_msg(is_safe(event->finding.detail), "%s: %.*s is not safe to show", what,
			(int)event->finding.detail.len, (const char *)event->finding.detail.data);
		ck_assert_msg(event->finding.proof_count > 0, "%s: no proof", what);
		buffer_append(ids, event->finding.id);
		buffer_append_text(ids, " ");
	}
}

/* Whether each word of one is in the other. */
static bool all_in(struct bytes words, struct bytes other)
{
	for (struct bytes word = bytes_word(&words); word.len; word = bytes_word(&words)) {
		struct bytes rest = other, candidate = bytes_word(&rest);
		while (candidate.len && !bytes_equal(candidate, word))
			candidate = bytes_word(&rest);
		if (!candidate.len)
			return false;
	}
	return true;
}

void told_expect(struct told *told, const char *what, const char *ids)
{
	struct advice *advice = advice_new(told->journal);
	struct buffer told_ids;

	advice_catch_up(advice);
	advice_free(advice);
	buffer_init(&told_ids, 1 << 20);
	append_ids(told, what, &told_ids);
	struct bytes have = buffer_bytes(&told_ids), want = bytes_str(ids);
	if (!all_in(have, want) || !all_in(want, have))
		ck_abort_msg("%s: told is «%s», not «%s»", what, buffer_text(&told_ids), ids);
	buffer_done(&told_ids);
}

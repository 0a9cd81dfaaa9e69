/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal: fixed-size records in one store, found by number; texts in another.
 */
#include "model/journal.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/mask.h"
#include "model/store.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	RECORDS_A_BLOCK = STORE_BLOCK / sizeof(struct event),
	MEMORY_MAX = 64 << 20,
	TOTAL_MIN = 256 << 10,
	FACTS_MAX = 64 << 20,
	EVIDENCE_MAX = 256,
	SENTENCE_MAX = 1000,
	/* Kept free so that the end of a flooded session can still be told; half of it is for EVENT_CLOSED alone. */
	RESERVE = 64 << 10
};

struct journal {
	struct clock clock;
	struct store_budget budget;
	struct store records; /* of one size, RECORDS_A_BLOCK in each block, so that a number tells the place */
	struct store texts;
	struct arena facts;
	struct mask mask;
	uint64_t count;
	uint64_t total;
	uint64_t total_max;
	int64_t began_us;
	enum phase phase;
	uint32_t connection;
	uint64_t dropped;
	bool full;
};

static uint64_t total_max_of(const struct journal_config *config, uint64_t memory_max)
{
	uint64_t total_max = config->total_max;

	if (!total_max)
		total_max = config->spill_fd >= 0 ? (uint64_t)2 << 30 : memory_max;
	return total_max < TOTAL_MIN ? TOTAL_MIN : total_max;
}

struct journal *journal_new(const struct journal_config *config)
{
	struct journal *journal = alloc_zero(1, sizeof(*journal));
	uint64_t memory_max = config->memory_max ? config->memory_max : MEMORY_MAX;

	journal->clock = config->clock;
	journal->budget = (struct store_budget){.fd = config->spill_fd, .resident_max = memory_max};
	journal->total_max = total_max_of(config, memory_max);
	store_init(&journal->records, &journal->budget);
	store_init(&journal->texts, &journal->budget);
	arena_init(&journal->facts, FACTS_MAX);
	mask_init(&journal->mask);
	journal->began_us = clock_monotonic(&journal->clock);
	return journal;
}

void journal_free(struct journal *journal)
{
	if (!journal)
		return;
	store_done(&journal->records);
	store_done(&journal->texts);
	arena_done(&journal->facts);
	mask_done(&journal->mask);
	if (journal->budget.fd >= 0)
		close(journal->budget.fd);
	free(journal);
}

static void count_span(struct bytes *span, void *context)
{
	*(size_t *)context += store_rounded(span->len);
}

static size_t size_of_spans(const struct event *draft)
{
	struct event copy = *draft;
	size_t size = 0;

	event_each_span(&copy, count_span, &size);
	return size;
}

/* Copies the span to where the context points, and moves that on. */
static void keep_span(struct bytes *span, void *context)
{
	unsigned char **place = context;

	if (!span->len) {
		*span = (struct bytes){0};
		return;
	}
	memcpy(*place, span->data, span->len);
	*span = bytes_of(*place, span->len);
	*place += store_rounded(span->len);
}

/* All or nothing: NULL, with no event stored, when a block must be spilled and the file takes no more. */
static const struct event *store_event(struct journal *journal, const struct event *draft)
{
	size_t size = size_of_spans(draft);
	unsigned char *place = size ? store_add(&journal->texts, size) : NULL;

	if (size && !place)
		return NULL;
	struct event *event = store_add(&journal->records, sizeof(*event));
	if (!event)
		return NULL;
	*event = *draft;
	journal->count++;
	event_each_span(event, keep_span, &place);
	journal->total += sizeof(*event) + size;
	return event;
}

static void stamp(const struct journal *journal, struct event *event)
{
	event->number = journal->count;
	event->at_us = journal_now(journal);
	event->wall_us = clock_wall(&journal->clock);
	event->connection = journal->connection;
	event->phase = journal->phase;
}

static bool may_use_reserve(enum event_kind kind)
{
	return kind == EVENT_CLOSED || kind == EVENT_LIMIT;
}

/* Once something was dropped nothing follows but the end: a transcript with holes would mislead. */
static bool has_room(const struct journal *journal, enum event_kind kind, uint64_t size)
{
	uint64_t kept_free = RESERVE;

	if (journal->full && !may_use_reserve(kind))
		return false;
	if (kind == EVENT_CLOSED)
		kept_free = 0;
	else if (journal->full)
		kept_free = RESERVE / 2;
	uint64_t max = journal->total_max - kept_free;
	return size <= max && journal->total <= max - size;
}

static void tell_full(struct journal *journal, uint64_t dropped)
{
	struct event limit = {
		.kind = EVENT_LIMIT, .limit = {.of = LIMIT_JOURNAL, .limit = journal->total_max, .dropped = dropped}};

	journal->full = true;
	journal->budget.insist = true;
	stamp(journal, &limit);
	store_event(journal, &limit);
}

static const struct event *append(struct journal *journal, const struct event *draft)
{
	uint64_t size = sizeof(*draft) + size_of_spans(draft);
	struct event stamped = *draft;

	stamp(journal, &stamped);
	const struct event *event = has_room(journal, draft->kind, size) ? store_event(journal, &stamped) : NULL;
	if (event)
		return event;
	if (!journal->full) {
		bool again = may_use_reserve(draft->kind);
		tell_full(journal, again ? 0 : size);
		if (again)
			return append(journal, draft);
	}
	journal->dropped += size;
	return NULL;
}

const struct event *journal_append(struct journal *journal, const struct event *draft)
{
	struct event masked = *draft;
	struct arena scratch;

	if (!journal->mask.count)
		return append(journal, draft);
	arena_init(&scratch, FACTS_MAX);
	mask_apply(&journal->mask, &masked, &scratch);
	const struct event *event = append(journal, &masked);
	arena_done(&scratch);
	return event;
}

bool journal_hide(struct journal *journal, struct bytes secret)
{
	return mask_add(&journal->mask, secret);
}

const struct event *journal_restore(struct journal *journal, const struct event *event)
{
	uint64_t size = sizeof(*event) + size_of_spans(event);

	assert(event->number == journal->count);
	if (journal->total > journal->total_max || size > journal->total_max - journal->total)
		return NULL;
	const struct event *stored = store_event(journal, event);
	if (!stored)
		return NULL;
	journal->phase = event->phase;
	journal->connection = event->connection;
	int64_t ahead_us = event->at_us - journal_now(journal);
	if (ahead_us > 0)
		journal->began_us -= ahead_us;
	return stored;
}

/* A sentence that was cut may end inside a character; that piece is taken off. */
static struct bytes whole_characters(const char *text)
{
	struct bytes span = bytes_str(text);

	if (span.len < SENTENCE_MAX)
		return span;
	for (size_t back = 1; back < 4; back++) {
		unsigned char c = span.data[span.len - back];
		if ((c & 0xc0) != 0x80)
			return utf8_length(c) > back ? bytes_first(span, span.len - back) : span;
	}
	return span;
}

void journal_note(struct journal *journal, enum severity severity, const char *format, ...)
{
	char sentence[SENTENCE_MAX + 1];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	struct event note = {
		.kind = EVENT_NOTE, .note = {.severity = severity, .sentence = whole_characters(sentence)}};
	journal_append(journal, &note);
}

void journal_oddity(struct journal *journal, enum oddity oddity, enum severity severity, struct bytes evidence,
	const char *format, ...)
{
	char sentence[SENTENCE_MAX + 1];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	struct event event = {.kind = EVENT_ODDITY,
		.direction = DIRECTION_IN,
		.oddity = {.oddity = oddity,
			.severity = severity,
			.sentence = whole_characters(sentence),
			.evidence = bytes_first(evidence, EVIDENCE_MAX)}};
	journal_append(journal, &event);
}

uint64_t journal_count(const struct journal *journal)
{
	return journal->count;
}

const struct event *journal_at(const struct journal *journal, uint64_t number)
{
	assert(number < journal->count);
	const struct store_block *block = &journal->records.blocks[number / RECORDS_A_BLOCK];

	return (const struct event *)(const void *)block->data + number % RECORDS_A_BLOCK;
}

void journal_set_phase(struct journal *journal, enum phase phase)
{
	journal->phase = phase;
}

enum phase journal_phase(const struct journal *journal)
{
	return journal->phase;
}

void journal_begin_connection(struct journal *journal)
{
	journal->connection++;
	journal->phase = PHASE_CLEAR;
}

struct arena *journal_arena(struct journal *journal)
{
	return &journal->facts;
}

int64_t journal_now(const struct journal *journal)
{
	return clock_monotonic(&journal->clock) - journal->began_us;
}

const struct clock *journal_clock(const struct journal *journal)
{
	return &journal->clock;
}

uint64_t journal_dropped(const struct journal *journal)
{
	return journal->dropped;
}

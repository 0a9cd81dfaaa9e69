/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal: fixed-size records in one store, found by number; texts in another.
 */
#include "model/journal.h"

#include "base/alloc.h"
#include "model/store.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	RECORDS_A_BLOCK = STORE_BLOCK / sizeof(struct event),
	FACTS_MAX = 64 << 20,
	EVIDENCE_MAX = 256,
	SENTENCE_MAX = 1000,
	/* Kept free so that the end of a flooded session can still be told. */
	RESERVE = 4 << 20
};

struct journal {
	struct clock clock;
	struct store_budget budget;
	struct store records;
	struct store texts;
	struct arena facts;
	uint64_t count;
	int64_t began_us;
	enum phase phase;
	uint32_t connection;
	uint64_t dropped;
	bool full;
};

struct journal *journal_new(const struct journal_config *config)
{
	struct journal *journal = alloc_zero(1, sizeof(*journal));
	uint64_t memory = config->memory_max ? config->memory_max : 64 << 20;
	uint64_t total = config->total_max ? config->total_max : config->spill_fd >= 0 ? (uint64_t)2 << 30 : memory;

	journal->clock = config->clock;
	journal->budget = (struct store_budget){.fd = config->spill_fd, .resident_max = memory, .total_max = total};
	store_init(&journal->records, &journal->budget);
	store_init(&journal->texts, &journal->budget);
	arena_init(&journal->facts, FACTS_MAX);
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
	if (journal->budget.fd >= 0)
		close(journal->budget.fd);
	free(journal);
}

static void keep_span(struct bytes *span, void *context)
{
	struct journal *journal = context;
	unsigned char *copy = span->len ? store_add(&journal->texts, span->len) : NULL;

	if (copy)
		memcpy(copy, span->data, span->len);
	*span = bytes_of(copy, copy ? span->len : 0);
}

static void count_span(struct bytes *span, void *context)
{
	*(uint64_t *)context += span->len;
}

static uint64_t size_of(const struct event *draft)
{
	struct event copy = *draft;
	uint64_t size = sizeof(copy);

	event_each_span(&copy, count_span, &size);
	return size;
}

static const struct event *store_event(struct journal *journal, const struct event *draft)
{
	/* Records fill whole blocks, so that a number tells the place. */
	if (journal->count % RECORDS_A_BLOCK == 0 && journal->records.count) {
		struct store_block *last = &journal->records.blocks[journal->records.count - 1];
		last->used = last->size;
	}
	struct event *event = store_add(&journal->records, sizeof(*event));
	if (!event)
		return NULL;
	*event = *draft;
	event->number = journal->count++;
	event->at_us = journal_now(journal);
	event->wall_us = clock_wall(&journal->clock);
	event->connection = journal->connection;
	event->phase = journal->phase;
	event_each_span(event, keep_span, journal);
	return event;
}

/* An end must be told even when the transcript is full. */
static bool uses_reserve(enum event_kind kind)
{
	return kind == EVENT_CLOSED || kind == EVENT_LIMIT;
}

static void tell_full(struct journal *journal, uint64_t dropped)
{
	struct event limit = {.kind = EVENT_LIMIT,
		.limit = {.of = LIMIT_JOURNAL, .limit = journal->budget.total_max, .dropped = dropped}};

	journal->full = true;
	store_event(journal, &limit);
}

const struct event *journal_append(struct journal *journal, const struct event *draft)
{
	uint64_t size = size_of(draft);
	uint64_t reserve = journal->budget.total_max > 4 * (uint64_t)RESERVE ? RESERVE : 0;
	bool fits = journal->budget.total + size + 2 * STORE_BLOCK + reserve <= journal->budget.total_max;

	if (!journal->full && (fits || uses_reserve(draft->kind))) {
		const struct event *event = store_event(journal, draft);
		if (event)
			return event;
	}
	if (journal->full && uses_reserve(draft->kind)) {
		const struct event *event = store_event(journal, draft);
		if (event)
			return event;
	}
	if (!journal->full)
		tell_full(journal, size);
	journal->dropped += size;
	return NULL;
}

void journal_note(struct journal *journal, enum severity severity, const char *format, ...)
{
	char sentence[SENTENCE_MAX + 1];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	struct event note = {.kind = EVENT_NOTE, .note = {.severity = severity, .sentence = bytes_str(sentence)}};
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
			.sentence = bytes_str(sentence),
			.evidence = bytes_first(evidence, EVIDENCE_MAX)}};
	journal_append(journal, &event);
}

uint64_t journal_count(const struct journal *journal)
{
	return journal->count;
}

const struct event *journal_at(const struct journal *journal, uint64_t number)
{
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

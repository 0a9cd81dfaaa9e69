/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journals: one walk that checks, one that compares.
 */
#include "journals.h"

#include "fuzz.h"
#include "model/caps.h"
#include "model/digest.h"
#include "model/fields.h"
#include <stdio.h>
#include <unistr.h>

static bool can_be_shown(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] < 0x20 || text.data[i] == 0x7f)
			return false;
	return !u8_check(text.data, text.len);
}

static void check_event(const struct event *event)
{
	struct fields fields;
	struct field field;
	char sentence[512];

	fields_begin(&fields, event);
	while (fields_next(&fields, &field))
		fuzz_require(field.untrusted || can_be_shown(field.value), "a trusted field can be shown");
	event_sentence(event, sentence, sizeof(sentence));
	fuzz_require(can_be_shown(bytes_str(sentence)), "a sentence can be shown");
}

void journal_is_sound(const struct journal *journal)
{
	struct digest digest;
	int64_t before = 0;

	for (uint64_t i = 0; i < journal_count(journal); i++) {
		const struct event *event = journal_at(journal, i);
		fuzz_require(event->number == i, "events are numbered without gaps");
		fuzz_require(event->at_us >= before, "time does not go back");
		before = event->at_us;
		check_event(event);
	}
	digest_init(&digest);
	digest_catch_up(&digest, journal);
	fuzz_require(digest.cursor == journal_count(journal), "the digest folds every event");
}

void journal_tells_failure(const struct journal *journal, bool broken)
{
	unsigned failures = 0;

	for (uint64_t i = 0; i < journal_count(journal); i++)
		failures += journal_at(journal, i)->kind == EVENT_TLS_FAILED;
	fuzz_require(failures == broken, "a failure is told once");
}

uint64_t journal_wire_in(const struct journal *journal)
{
	uint64_t sum = 0;

	for (uint64_t i = 0; i < journal_count(journal); i++) {
		const struct event *event = journal_at(journal, i);
		if (event->kind == EVENT_LINE && event->direction == DIRECTION_IN)
			sum += event->line.wire_len;
	}
	return sum;
}

/* Comparing */

static bool is_steady(const struct event *event)
{
	return event->kind != EVENT_TLS_RECORD && event->kind != EVENT_TLS_MESSAGE && event->kind != EVENT_CHAIN &&
	       event->kind != EVENT_TLS_UP && event->kind != EVENT_VERDICT;
}

/* The next event that counts; several injections in a row are one. */
static const struct event *next_event(const struct journal *journal, uint64_t *at, bool steady)
{
	while (*at < journal_count(journal)) {
		const struct event *event = journal_at(journal, (*at)++);
		bool again = *at > 1 && event->kind == EVENT_INJECTION &&
			     journal_at(journal, *at - 2)->kind == EVENT_INJECTION;
		if (!steady || (is_steady(event) && !again))
			return event;
	}
	return NULL;
}

static bool is_compared(const struct event *event, const char *key)
{
	return strncmp(key, "bytes_", 6) != 0 && strcmp(key, "first_line") != 0 &&
	       (event->kind != EVENT_INJECTION || !strcmp(key, "policy"));
}

static bool same_caps(const struct caps *a, const struct caps *b)
{
	size_t count = a ? a->count : 0;

	for (size_t i = 0; i < count && b && i < b->count; i++)
		if (!bytes_equal(a->list[i].keyword, b->list[i].keyword) ||
			!bytes_equal(a->list[i].params, b->list[i].params))
			return false;
	return count == (b ? b->count : 0);
}

static bool same_event(const struct event *a, const struct event *b, bool steady)
{
	struct fields of_a, of_b;
	struct field field, other;

	if (a->kind != b->kind || a->direction != b->direction || a->phase != b->phase)
		return false;
	fields_begin(&of_a, a);
	fields_begin(&of_b, b);
	while (fields_next(&of_a, &field)) {
		if (!fields_next(&of_b, &other) || strcmp(field.key, other.key) != 0)
			return false;
		if ((!steady || is_compared(a, field.key)) && !bytes_equal(field.value, other.value))
			return false;
	}
	return !fields_next(&of_b, &other) && (a->kind != EVENT_CAPS || same_caps(a->caps.caps, b->caps.caps));
}

static void print_event(const char *which, const struct event *event)
{
	char sentence[512] = "no event";

	if (event)
		event_sentence(event, sentence, sizeof(sentence));
	fprintf(stderr, "%s: %s %s\n", which, event ? event_kind_name(event->kind) : "", sentence);
}

void journals_agree(const struct journal *whole, const struct journal *cut, bool steady)
{
	const struct event *a, *b;
	uint64_t at_a = 0, at_b = 0;

	do {
		a = next_event(whole, &at_a, steady);
		b = next_event(cut, &at_b, steady);
		if (a && b && same_event(a, b, steady))
			continue;
		if (a || b) {
			print_event("whole", a);
			print_event("cut", b);
		}
		fuzz_require(!a && !b, "the cuts do not change the events");
	} while (a && b);
}

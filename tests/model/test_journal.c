/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal: stamps, copies, addresses that stay, a file that takes what memory does not, and the end of room.
 */
#include "base/alloc.h"
#include "base/buffer.h"
#include "model/caps.h"
#include "model/journal.h"
#include "../check_main.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MIB = 1 << 20 };

static struct clock_hands hands;

static struct journal *new_journal(int fd, uint64_t memory_max, uint64_t total_max)
{
	hands = (struct clock_hands){.monotonic = 5000, .wall = 1700000000000000};
	return journal_new(&(struct journal_config){
		.clock = clock_fixed(&hands), .spill_fd = fd, .memory_max = memory_max, .total_max = total_max});
}

/* A file without a name, as the journal wants it. */
static int spill_file(void)
{
	FILE *file = tmpfile();

	ck_assert_ptr_nonnull(file);
	int fd = dup(fileno(file));
	fclose(file);
	ck_assert_int_ge(fd, 0);
	return fd;
}

static const struct event *append_line(struct journal *journal, struct bytes text)
{
	struct event line = {
		.kind = EVENT_LINE, .direction = DIRECTION_IN, .line = {.text = text, .wire_len = text.len + 2}};

	return journal_append(journal, &line);
}

static void assert_bytes(struct bytes got, struct bytes want)
{
	ck_assert_uint_eq(got.len, want.len);
	ck_assert(bytes_equal(got, want));
}

START_TEST(test_stamps)
{
	struct journal *journal = new_journal(-1, 0, 0);
	const struct event *first = append_line(journal, BYTES_LITERAL("220 ready"));

	hands.monotonic += 1234;
	hands.wall += 1234;
	journal_begin_connection(journal);
	journal_set_phase(journal, PHASE_TLS);
	const struct event *second = append_line(journal, BYTES_LITERAL("250 ok"));
	journal_begin_connection(journal);
	const struct event *third = append_line(journal, (struct bytes){0});

	ck_assert_uint_eq(journal_count(journal), 3);
	ck_assert_uint_eq(first->number, 0);
	ck_assert_int_eq(first->at_us, 0);
	ck_assert_uint_eq(first->connection, 0);
	ck_assert_uint_eq(second->number, 1);
	ck_assert_int_eq(second->at_us, 1234);
	ck_assert_int_eq(second->wall_us, 1700000000001234);
	ck_assert_uint_eq(second->connection, 1);
	ck_assert_int_eq(second->phase, PHASE_TLS);
	ck_assert_uint_eq(third->connection, 2);
	ck_assert_int_eq(third->phase, PHASE_CLEAR);
	for (uint64_t i = 0; i < 3; i++)
		ck_assert_uint_eq(journal_at(journal, i)->number, i);
	journal_free(journal);
	journal_free(NULL);
}
END_TEST

START_TEST(test_copies)
{
	struct journal *journal = new_journal(-1, 0, 0);
	char text[] = "abc", tag[] = "a1";
	struct event reply = {.kind = EVENT_REPLY,
		.reply = {.tag = bytes_of(tag, 2), .text = bytes_of(text, 3), .word = bytes_of(text, 0)}};
	const struct event *stored = journal_append(journal, &reply);

	memset(text, 'x', sizeof(text));
	memset(tag, 'x', sizeof(tag));
	assert_bytes(stored->reply.tag, BYTES_LITERAL("a1"));
	assert_bytes(stored->reply.text, BYTES_LITERAL("abc"));
	ck_assert_uint_eq(stored->reply.word.len, 0);
	ck_assert_uint_eq(stored->reply.verb.len, 0);
	ck_assert_ptr_eq(stored, journal_at(journal, 0));
	journal_free(journal);
}
END_TEST

START_TEST(test_big_span)
{
	struct journal *journal = new_journal(spill_file(), MIB, 0);
	size_t len = 5 * MIB + 7;
	unsigned char *big = alloc_bytes(len);

	for (size_t i = 0; i < len; i++)
		big[i] = (unsigned char)(i * 7);
	append_line(journal, BYTES_LITERAL("before"));
	const struct event *event = append_line(journal, bytes_of(big, len));
	const struct event *again = append_line(journal, bytes_of(big, len));
	append_line(journal, BYTES_LITERAL("after"));
	assert_bytes(event->line.text, bytes_of(big, len));
	assert_bytes(again->line.text, bytes_of(big, len));
	assert_bytes(journal_at(journal, 0)->line.text, BYTES_LITERAL("before"));
	assert_bytes(journal_at(journal, 3)->line.text, BYTES_LITERAL("after"));
	free(big);
	journal_free(journal);
}
END_TEST

START_TEST(test_note_and_oddity)
{
	struct journal *journal = new_journal(-1, 0, 0);
	char evidence[300];
	char wide[1200];

	memset(evidence, 'e', sizeof(evidence));
	for (size_t i = 0; i + 2 < sizeof(wide); i += 2)
		memcpy(wide + i, "\xc3\xa4", 3);
	journal_note(journal, SEVERITY_WARNING, "%d of %s", 7, "them");
	journal_note(journal, SEVERITY_INFO, "x%s", wide);
	journal_oddity(journal, ODDITY_NUL, SEVERITY_ERROR, bytes_of(evidence, sizeof(evidence)), "a NUL: %s", "odd");
	const struct event *note = journal_at(journal, 0), *cut = journal_at(journal, 1), *odd = journal_at(journal, 2);
	ck_assert_int_eq(note->note.severity, SEVERITY_WARNING);
	assert_bytes(note->note.sentence, BYTES_LITERAL("7 of them"));
	/* 1 + 2 n bytes: the thousandth would be half a character. */
	ck_assert_uint_eq(cut->note.sentence.len, 999);
	ck_assert_int_eq(odd->oddity.oddity, ODDITY_NUL);
	ck_assert_int_eq(odd->direction, DIRECTION_IN);
	ck_assert_uint_eq(odd->oddity.evidence.len, 256);
	assert_bytes(odd->oddity.sentence, BYTES_LITERAL("a NUL: odd"));
	journal_free(journal);
}
END_TEST

/* Pages of this process that are in memory and shared with nothing; 0 where the system does not tell. */
static size_t private_bytes(void)
{
	unsigned long long size = 0, resident = 0, shared = 0;
	char text[128] = "";
	FILE *file = fopen("/proc/self/statm", "r");

	if (!file)
		return 0;
	size_t len = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	struct bytes rest = bytes_of(text, len);
	ck_assert(bytes_number(bytes_word(&rest), ~0ULL, &size));
	ck_assert(bytes_number(bytes_word(&rest), ~0ULL, &resident));
	ck_assert(bytes_number(bytes_word(&rest), ~0ULL, &shared));
	return (size_t)(resident - shared) * (size_t)sysconf(_SC_PAGESIZE);
}

/* PRIVATE_MAX leaves room for what valgrind and the sanitizers need for themselves. */
enum { PRIVATE_MAX = 96 * MIB, FLOOD_LINE = 2000, FLOOD_LINES = 200 * MIB / FLOOD_LINE };

static struct bytes flood_line(char *line, uint64_t number)
{
	int head = snprintf(line, FLOOD_LINE + 1, "%llu ", (unsigned long long)number);

	memset(line + head, (int)('a' + number % 26), FLOOD_LINE - (size_t)head);
	return bytes_of(line, FLOOD_LINE);
}

START_TEST(test_spill)
{
	struct journal *journal = new_journal(spill_file(), 4 * MIB, 0);
	char line[FLOOD_LINE + 1];
	const unsigned char *early[16];
	size_t before = private_bytes();

	for (uint64_t i = 0; i < FLOOD_LINES; i++) {
		const struct event *event = append_line(journal, flood_line(line, i));
		ck_assert_ptr_nonnull(event);
		if (i < 16)
			early[i] = event->line.text.data;
	}
	ck_assert_uint_lt(private_bytes(), before + PRIVATE_MAX);
	ck_assert_uint_eq(journal_count(journal), FLOOD_LINES);
	ck_assert_uint_eq(journal_dropped(journal), 0);
	for (uint64_t i = 0; i < FLOOD_LINES; i++) {
		const struct event *event = journal_at(journal, i);
		ck_assert_uint_eq(event->number, i);
		assert_bytes(event->line.text, flood_line(line, i));
		if (i < 16)
			ck_assert_ptr_eq(event->line.text.data, early[i]);
	}
	ck_assert_uint_lt(private_bytes(), before + PRIVATE_MAX);
	journal_free(journal);
}
END_TEST

START_TEST(test_many_events)
{
	struct journal *journal = new_journal(spill_file(), 8 * MIB, 0);
	struct event record = {.kind = EVENT_TLS_RECORD, .tls_record = {.type = 23}};

	for (uint32_t i = 0; i < 1000000; i++) {
		record.tls_record.length = i;
		ck_assert_ptr_nonnull(journal_append(journal, &record));
	}
	for (uint32_t i = 0; i < 1000000; i++) {
		ck_assert_uint_eq(journal_at(journal, i)->number, i);
		ck_assert_uint_eq(journal_at(journal, i)->tls_record.length, i);
	}
	journal_free(journal);
}
END_TEST

static unsigned count_kind(const struct journal *journal, enum event_kind kind)
{
	unsigned count = 0;

	for (uint64_t i = 0; i < journal_count(journal); i++)
		count += journal_at(journal, i)->kind == kind;
	return count;
}

static const struct event *append_closed(struct journal *journal)
{
	return journal_append(
		journal, &(struct event){.kind = EVENT_CLOSED,
				 .closed = {.how = CLOSED_BY_PEER, .reason = BYTES_LITERAL("the flood is over")}});
}

/* Appends until nothing is taken; returns how many lines were kept. */
static uint64_t flood(struct journal *journal, struct bytes text)
{
	for (uint64_t kept = 0;; kept++)
		if (!append_line(journal, text))
			return kept;
}

static void assert_told_once(const struct journal *journal, uint64_t lines)
{
	const struct event *limit = journal_at(journal, lines);

	ck_assert_uint_eq(count_kind(journal, EVENT_LINE), lines);
	ck_assert_uint_eq(count_kind(journal, EVENT_LIMIT), 1);
	ck_assert_int_eq(limit->kind, EVENT_LIMIT);
	ck_assert_int_eq(limit->limit.of, LIMIT_JOURNAL);
}

static const struct {
	uint64_t memory_max, total_max;
	uint64_t lines_min, lines_max; /* lines of 1,000 bytes and their records */
} totals[] = {
	{.memory_max = MIB, .total_max = 1, .lines_min = 140, .lines_max = 262},
	{.memory_max = MIB, .total_max = 300 << 10, .lines_min = 180, .lines_max = 308},
	{.memory_max = MIB, .total_max = 0, .lines_min = 700, .lines_max = 1048},
	{.memory_max = MIB, .total_max = 3 * MIB, .lines_min = 2300, .lines_max = 3145},
	{.memory_max = 0, .total_max = 8 * MIB, .lines_min = 6200, .lines_max = 8388},
};

START_TEST(test_total_max)
{
	char text[1000];

	memset(text, 't', sizeof(text));
	for (size_t i = 0; i < sizeof(totals) / sizeof(totals[0]); i++) {
		struct journal *journal = new_journal(-1, totals[i].memory_max, totals[i].total_max);
		uint64_t lines = flood(journal, bytes_of(text, sizeof(text)));

		ck_assert_uint_ge(lines, totals[i].lines_min);
		ck_assert_uint_le(lines, totals[i].lines_max);
		uint64_t dropped = journal_dropped(journal);
		ck_assert_uint_ge(dropped, sizeof(text));
		ck_assert_ptr_null(append_line(journal, BYTES_LITERAL("small, and yet not kept")));
		ck_assert_uint_gt(journal_dropped(journal), dropped);
		assert_told_once(journal, lines);
		const struct event *closed = append_closed(journal);
		ck_assert_ptr_nonnull(closed);
		assert_bytes(closed->closed.reason, BYTES_LITERAL("the flood is over"));
		journal_free(journal);
	}
}
END_TEST

START_TEST(test_flood_of_limits)
{
	struct journal *journal = new_journal(-1, MIB, MIB);
	struct event limit = {.kind = EVENT_LIMIT, .limit = {.of = LIMIT_LINE, .limit = 1, .dropped = 1}};

	for (unsigned i = 0; i < 20000; i++)
		journal_append(journal, &limit);
	ck_assert_uint_lt(journal_count(journal) * sizeof(struct event), MIB);
	ck_assert_uint_gt(journal_dropped(journal), 0);
	unsigned told = 0;
	for (uint64_t i = 0; i < journal_count(journal); i++)
		told += journal_at(journal, i)->limit.of == LIMIT_JOURNAL;
	ck_assert_uint_eq(told, 1);
	ck_assert_ptr_nonnull(append_closed(journal));
	journal_free(journal);
}
END_TEST

/* A descriptor that cannot be written to stands for a disk that is full. */
START_TEST(test_full_disk)
{
	struct journal *journal = new_journal(open("/dev/null", O_RDONLY), 2 * MIB, 0);
	char text[1000];

	memset(text, 'd', sizeof(text));
	uint64_t lines = flood(journal, bytes_of(text, sizeof(text)));
	ck_assert_uint_ge(lines, 900);
	ck_assert_uint_le(lines, 5 * 1048);
	assert_told_once(journal, lines);
	for (uint64_t i = 0; i < lines; i++)
		assert_bytes(journal_at(journal, i)->line.text, bytes_of(text, sizeof(text)));
	ck_assert_ptr_nonnull(append_closed(journal));
	ck_assert_uint_gt(journal_dropped(journal), 0);
	journal_free(journal);
}
END_TEST

START_TEST(test_facts_stay)
{
	struct journal *journal = new_journal(-1, 0, 0);
	struct caps *caps = caps_new(journal_arena(journal));

	caps_add(caps, BYTES_LITERAL("SIZE"), BYTES_LITERAL("1000"));
	const struct event *event =
		journal_append(journal, &(struct event){.kind = EVENT_CAPS, .caps = {.caps = caps}});
	ck_assert_ptr_eq(event->caps.caps, caps);
	ck_assert(caps_has(event->caps.caps, "size"));
	journal_free(journal);
}
END_TEST

CHECK_MAIN("journal", test_stamps, test_copies, test_big_span, test_note_and_oddity, test_spill, test_many_events,
	test_total_max, test_flood_of_limits, test_full_disk, test_facts_stay)

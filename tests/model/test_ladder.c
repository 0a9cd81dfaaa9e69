/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ladder of scripted journals: what is a rung, which rungs are one flight, and whether a line keeps its columns.
 */
#include "model/ladder.h"
#include "../check_main.h"
#include "wire/message.h"

#include <string.h>

static struct clock_hands hands;
static struct journal *journal;
static struct ladder ladder;

static void set_up(void)
{
	hands = (struct clock_hands){0};
	journal = journal_new(&(struct journal_config){.clock = clock_fixed(&hands), .spill_fd = -1});
	journal_begin_connection(journal);
}

static void build(void)
{
	ladder_build(&ladder, journal, 0, journal_count(journal));
}

static void tear_down(void)
{
	ladder_done(&ladder);
	journal_free(journal);
}

static void tell_message(enum direction direction, uint8_t type, uint32_t length)
{
	struct event event = {.kind = EVENT_TLS_MESSAGE,
		.direction = direction,
		.tls_message = {.type = type, .length = length, .version = 0x0303}};

	hands.monotonic += 1000;
	journal_append(journal, &event);
}

static void tell_alert(enum direction direction, enum record_keys keys)
{
	struct event record = {.kind = EVENT_TLS_RECORD,
		.direction = direction,
		.tls_record = {.type = keys == RECORD_CLEAR ? WIRE_ALERT : WIRE_APPLICATION_DATA,
			.inner_type = keys == RECORD_CLEAR ? 0 : WIRE_ALERT,
			.keys = keys}};
	struct event alert = {
		.kind = EVENT_TLS_ALERT, .direction = direction, .tls_alert = {.level = 2, .description = 42}};

	journal_append(journal, &record);
	journal_append(journal, &alert);
}

static void tell_handshake(void)
{
	tell_message(DIRECTION_OUT, WIRE_CLIENT_HELLO, 100);
	tell_message(DIRECTION_IN, WIRE_SERVER_HELLO, 80);
	tell_message(DIRECTION_IN, WIRE_CERTIFICATE, 900);
	tell_message(DIRECTION_OUT, WIRE_FINISHED, 16);
	hands.monotonic += 1000;
	journal_append(journal, &(struct event){.kind = EVENT_TLS_UP, .tls_up = {.took_us = 4000}});
}

/* One letter a rung: F a flight, b a bar, > and < arrows. */
static const char *shape(void)
{
	static char text[64];
	size_t used = 0;

	for (size_t i = 0; i < ladder.count && used + 1 < sizeof(text); i++)
		text[used++] = ladder.rungs[i].kind == RUNG_FLIGHT          ? 'F'
			       : ladder.rungs[i].kind == RUNG_BAR           ? 'b'
			       : ladder.rungs[i].direction == DIRECTION_OUT ? '>'
									    : '<';
	text[used] = 0;
	return text;
}

START_TEST(flights)
{
	set_up();
	journal_set_phase(journal, PHASE_HANDSHAKE);
	tell_handshake();
	build();
	ck_assert_str_eq(shape(), "F>F<<F>b");
	ck_assert_str_eq(ladder.rungs[2].label, "flight 2: server, 980 bytes");
	ck_assert_int_eq(ladder.rungs[2].ref, ladder.rungs[3].ref);
	tear_down();
}
END_TEST

/* Tickets and key updates are no flights; a renegotiation has some, whoever asked for it. */
START_TEST(after_the_handshake)
{
	set_up();
	journal_set_phase(journal, PHASE_TLS);
	tell_message(DIRECTION_IN, WIRE_NEW_SESSION_TICKET, 200);
	tell_message(DIRECTION_OUT, WIRE_KEY_UPDATE, 5);
	tell_handshake();
	tell_message(DIRECTION_IN, WIRE_NEW_SESSION_TICKET, 200);
	tell_message(DIRECTION_IN, WIRE_HELLO_REQUEST, 4);
	tell_alert(DIRECTION_OUT, RECORD_SEALED);
	tell_message(DIRECTION_IN, WIRE_NEW_SESSION_TICKET, 200);
	build();
	ck_assert_str_eq(shape(), "<>F>F<<F>b<F<><");
	ck_assert_str_eq(ladder.rungs[9].label, "renegotiated, after 4.0 ms");
	tear_down();
}
END_TEST

/* An alert is as protected as its record; handshakes have both. */
START_TEST(alerts)
{
	static const struct {
		enum phase phase;
		enum record_keys keys;
		bool encrypted;
	} cases[] = {
		{PHASE_HANDSHAKE, RECORD_CLEAR, false},
		{PHASE_HANDSHAKE, RECORD_HANDSHAKE, true},
		{PHASE_HANDSHAKE, RECORD_SEALED, true},
		{PHASE_TLS, RECORD_APPLICATION, true},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		set_up();
		journal_set_phase(journal, cases[i].phase);
		tell_alert(DIRECTION_IN, RECORD_CLEAR);
		tell_alert(DIRECTION_OUT, cases[i].keys);
		build();
		ck_assert_uint_eq(ladder.count, 2);
		ck_assert(!ladder.rungs[0].encrypted);
		ck_assert(ladder.rungs[1].encrypted == cases[i].encrypted);
		tear_down();
	}
}
END_TEST

/* However long nothing happened, the lane begins in the same column and the line is as wide as it was. */
START_TEST(columns)
{
	static const struct {
		int64_t us;
		const char *time;
	} cases[] = {
		{0, "   +0.0"},
		{1250, "   +1.2"},
		{9999900, "+9999.9"},
		{10000000, "+10.0 s"},
		{99960000, "+99.9 s"},
		{100000000, " +100 s"},
		{9999000000, "+9999 s"},
		{10000000000, "   +2 h"},
		{3600000000000, "+1000 h"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (int width = 30; width <= 60; width += 30) {
			struct rung rung = {.label = "ClientHello", .since_us = cases[i].us, .size = 389};
			struct buffer line;
			buffer_init(&line, 4096);
			ladder_draw(&rung, width, SAFE_ASCII, &line);
			ck_assert_uint_eq(line.len, (size_t)width);
			ck_assert_msg(!strncmp(buffer_text(&line), cases[i].time, strlen(cases[i].time)), "%s",
				buffer_text(&line));
			buffer_done(&line);
		}
}
END_TEST

CHECK_MAIN("ladder", flights, after_the_handshake, alerts, columns)

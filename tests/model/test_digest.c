/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The digest of scripted journals.
 */
#include "model/caps.h"
#include "model/digest.h"
#include "../check_main.h"

#define TEXT(literal)                                                                                                  \
	{                                                                                                              \
		.data = (const unsigned char *)(literal), .len = sizeof(literal) - 1                                   \
	}

static struct clock_hands hands;
static struct journal *journal;
static struct digest digest;
static const struct caps clear_caps, tls_caps;

static void set_up(void)
{
	hands = (struct clock_hands){0};
	journal = journal_new(&(struct journal_config){.clock = clock_fixed(&hands), .spill_fd = -1});
	digest_init(&digest);
}

/* Appends a millisecond after the one before. */
static const struct event *tell(struct event draft)
{
	hands.monotonic += 1000;
	return journal_append(journal, &draft);
}

static void tell_dial(void)
{
	journal_begin_connection(journal);
	tell((struct event){.kind = EVENT_TARGET, .target = {.name = TEXT("mail.example.org"), .port = 25}});
	tell((struct event){.kind = EVENT_LOOKUP, .lookup = {.addresses = TEXT("192.0.2.7 192.0.2.8"), .took_us = 11}});
	tell((struct event){.kind = EVENT_DIAL, .dial = {.address = TEXT("192.0.2.7")}});
	tell((struct event){.kind = EVENT_CONNECTED, .connected = {.address = TEXT("192.0.2.7"), .took_us = 22}});
}

static void tell_line(enum direction direction, uint32_t flags)
{
	tell((struct event){.kind = EVENT_LINE, .direction = direction, .line = {.flags = flags}});
}

static void tell_clear_dialogue(void)
{
	tell_line(DIRECTION_IN, 0);
	tell((struct event){.kind = EVENT_REPLY, .reply = {.code = 220, .took_us = 33}});
	tell_line(DIRECTION_OUT, 0);
	tell_line(DIRECTION_IN, LINE_PIECE);
	tell_line(DIRECTION_IN, LINE_FOLLOWS);
	tell((struct event){.kind = EVENT_REPLY, .reply = {.code = 250, .verb = TEXT("EHLO"), .took_us = 44}});
	tell((struct event){.kind = EVENT_CAPS, .caps = {.caps = &clear_caps, .before_tls = true}});
	tell((struct event){.kind = EVENT_STATE, .state = {.state = TEXT("greeted")}});
	tell((struct event){.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_ASKED}});
	tell((struct event){.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_AGREED}});
}

static void tell_tls(void)
{
	journal_set_phase(journal, PHASE_HANDSHAKE);
	tell((struct event){.kind = EVENT_TLS_UP, .tls_up = {.took_us = 55}});
	tell((struct event){.kind = EVENT_CHAIN});
	tell((struct event){.kind = EVENT_VERDICT, .verdict = {.aspect = VERDICT_CHAIN, .result = VERDICT_BAD}});
	tell((struct event){.kind = EVENT_VERDICT, .verdict = {.aspect = VERDICT_NAME, .result = VERDICT_GOOD}});
	journal_set_phase(journal, PHASE_TLS);
	tell((struct event){.kind = EVENT_CAPS, .caps = {.caps = &clear_caps, .before_tls = true, .forgotten = true}});
	tell((struct event){.kind = EVENT_CAPS, .caps = {.caps = &tls_caps}});
	tell((struct event){.kind = EVENT_ODDITY});
	tell((struct event){.kind = EVENT_NOTE});
}

START_TEST(test_way_there)
{
	set_up();
	digest_catch_up(&digest, journal);
	ck_assert_int_eq(digest.link, LINK_NONE);
	ck_assert_uint_eq(digest.target.name.len, 0);
	for (int i = 0; i < STEPS; i++)
		ck_assert_int_eq(digest.took_us[i], -1);
	journal_begin_connection(journal);
	tell((struct event){.kind = EVENT_TARGET, .target = {.name = TEXT("demo")}});
	digest_catch_up(&digest, journal);
	ck_assert_int_eq(digest.link, LINK_LOOKUP);
	ck_assert_uint_eq(digest.connections, 1);
	tell((struct event){.kind = EVENT_DIAL});
	digest_catch_up(&digest, journal);
	ck_assert_int_eq(digest.link, LINK_DIALLING);
	tell((struct event){.kind = EVENT_DIAL, .dial = {.failed = true}});
	tell((struct event){.kind = EVENT_CLOSED, .closed = {.how = CLOSED_REFUSED}});
	digest_catch_up(&digest, journal);
	ck_assert_int_eq(digest.link, LINK_CLOSED);
	ck_assert_int_eq(digest.closed->closed.how, CLOSED_REFUSED);
	ck_assert_uint_eq(digest.connected.address.len, 0);
	journal_free(journal);
}
END_TEST

static void assert_secured(void)
{
	static const int64_t took[STEPS] = {11, 22, 33, 1000, 55};

	ck_assert_int_eq(digest.link, LINK_OPEN);
	ck_assert_int_eq(digest.phase, PHASE_TLS);
	ck_assert(bytes_is(digest.target.name, "mail.example.org"));
	ck_assert(bytes_is(digest.connected.address, "192.0.2.7"));
	ck_assert(bytes_is(digest.addresses, "192.0.2.7 192.0.2.8"));
	ck_assert(bytes_is(digest.state, "greeted"));
	for (int i = 0; i < STEPS; i++)
		ck_assert_int_eq(digest.took_us[i], took[i]);
	ck_assert_uint_eq(digest.greeting->reply.code, 220);
	ck_assert_uint_eq(digest.last_reply->reply.code, 250);
	ck_assert_int_eq(digest.starttls->starttls.step, STARTTLS_AGREED);
	ck_assert_int_eq(digest.tls_up->kind, EVENT_TLS_UP);
	ck_assert_int_eq(digest.chain->kind, EVENT_CHAIN);
	ck_assert_ptr_eq(digest.caps_clear, &clear_caps);
	ck_assert_ptr_eq(digest.caps_tls, &tls_caps);
	ck_assert_uint_eq(digest.lines_out, 1);
	ck_assert_uint_eq(digest.lines_in, 2);
	ck_assert_uint_eq(digest.oddities, 1);
	ck_assert_int_eq(digest_worst(&digest), VERDICT_BAD);
	ck_assert_uint_eq(digest_bad_verdicts(&digest), 1);
	ck_assert_ptr_null(digest.closed);
	ck_assert_ptr_null(digest.tls_failed);
	ck_assert_ptr_null(digest.injection);
}

START_TEST(test_session)
{
	struct digest late;

	set_up();
	tell_dial();
	digest_catch_up(&digest, journal);
	tell_clear_dialogue();
	digest_catch_up(&digest, journal);
	ck_assert_int_eq(digest.phase, PHASE_CLEAR);
	ck_assert_ptr_null(digest.caps_tls);
	tell_tls();
	digest_catch_up(&digest, journal);
	digest_catch_up(&digest, journal);
	assert_secured();
	ck_assert_uint_eq(digest.cursor, journal_count(journal));
	/* Whoever comes late sees the same. */
	late = digest;
	digest_init(&digest);
	digest_catch_up(&digest, journal);
	assert_secured();
	ck_assert_ptr_eq(late.tls_up, digest.tls_up);
	journal_free(journal);
}
END_TEST

static void assert_fresh(uint64_t first_event, uint64_t connections)
{
	ck_assert_uint_eq(digest.first_event, first_event);
	ck_assert_uint_eq(digest.connections, connections);
	ck_assert_int_eq(digest.phase, PHASE_CLEAR);
	ck_assert(bytes_is(digest.target.name, "mail.example.org"));
	ck_assert_uint_eq(digest.connected.address.len, 0);
	ck_assert_uint_eq(digest.state.len, 0);
	ck_assert_ptr_null(digest.greeting);
	ck_assert_ptr_null(digest.last_reply);
	ck_assert_ptr_null(digest.starttls);
	ck_assert_ptr_null(digest.tls_up);
	ck_assert_ptr_null(digest.chain);
	ck_assert_ptr_null(digest.closed);
	ck_assert_ptr_null(digest.caps_clear);
	ck_assert_ptr_null(digest.caps_tls);
	ck_assert_uint_eq(digest.lines_out + digest.lines_in + digest.oddities, 0);
	ck_assert_int_eq(digest_worst(&digest), VERDICT_NOT_CHECKED);
	ck_assert_uint_eq(digest_bad_verdicts(&digest), 0);
	for (int i = 0; i < STEPS; i++)
		ck_assert_int_eq(digest.took_us[i], -1);
}

START_TEST(test_reconnect)
{
	set_up();
	tell_dial();
	tell_clear_dialogue();
	tell_tls();
	tell((struct event){.kind = EVENT_CLOSED});
	digest_catch_up(&digest, journal);
	ck_assert_int_eq(digest.link, LINK_CLOSED);
	uint64_t second = journal_count(journal);
	journal_begin_connection(journal);
	tell((struct event){.kind = EVENT_TARGET, .target = {.name = TEXT("mail.example.org")}});
	digest_catch_up(&digest, journal);
	ck_assert_int_eq(digest.link, LINK_LOOKUP);
	assert_fresh(second, 2);
	/* One that names no target goes to the same. */
	tell_clear_dialogue();
	uint64_t third = journal_count(journal);
	journal_begin_connection(journal);
	tell((struct event){.kind = EVENT_NOTE});
	digest_catch_up(&digest, journal);
	ck_assert_int_eq(digest.link, LINK_NONE);
	assert_fresh(third, 3);
	journal_free(journal);
}
END_TEST

static const struct {
	int results[VERDICT_ASPECTS]; /* -1: none */
	enum verdict_result worst;
	unsigned bad;
} verdicts[] = {
	{.results = {-1, -1, -1, -1, -1}, .worst = VERDICT_NOT_CHECKED},
	{.results = {VERDICT_GOOD, -1, -1, -1, -1}, .worst = VERDICT_GOOD},
	{.results = {VERDICT_GOOD, VERDICT_NOT_CHECKED, -1, -1, -1}, .worst = VERDICT_NOT_CHECKED},
	{.results = {VERDICT_GOOD, VERDICT_NOT_CHECKED, VERDICT_WARN, -1, -1}, .worst = VERDICT_WARN},
	{.results = {VERDICT_BAD, VERDICT_WARN, VERDICT_BAD, VERDICT_GOOD, -1}, .worst = VERDICT_BAD, .bad = 2},
	{.results = {VERDICT_GOOD, VERDICT_GOOD, -1, -1, VERDICT_NOT_CHECKED}, .worst = VERDICT_GOOD},
	{.results = {-1, -1, -1, -1, VERDICT_NOT_CHECKED}, .worst = VERDICT_NOT_CHECKED},
	{.results = {VERDICT_GOOD, -1, -1, -1, VERDICT_BAD}, .worst = VERDICT_BAD, .bad = 1},
};

START_TEST(test_worst)
{
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
		set_up();
		for (unsigned j = 0; j < VERDICT_ASPECTS; j++) {
			if (verdicts[i].results[j] < 0)
				continue;
			tell((struct event){.kind = EVENT_VERDICT,
				.verdict = {.aspect = (enum verdict_aspect)j,
					.result = (enum verdict_result)verdicts[i].results[j]}});
		}
		digest_catch_up(&digest, journal);
		ck_assert_int_eq(digest_worst(&digest), verdicts[i].worst);
		ck_assert_uint_eq(digest_bad_verdicts(&digest), verdicts[i].bad);
		journal_free(journal);
	}
}
END_TEST

START_TEST(test_what_went_wrong)
{
	set_up();
	tell_dial();
	tell((struct event){.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_AGREED}});
	tell((struct event){.kind = EVENT_INJECTION, .injection = {.total = 4}});
	tell((struct event){.kind = EVENT_TLS_FAILED, .tls_failed = {.why = TLS_FAILURE_WEAK}});
	tell((struct event){.kind = EVENT_TLS_CLOSED});
	digest_catch_up(&digest, journal);
	/* An agreement that nobody asked for has no duration. */
	ck_assert_int_eq(digest.took_us[STEP_STARTTLS], -1);
	ck_assert_uint_eq(digest.injection->injection.total, 4);
	ck_assert_int_eq(digest.tls_failed->tls_failed.why, TLS_FAILURE_WEAK);
	ck_assert_int_eq(digest.tls_closed->kind, EVENT_TLS_CLOSED);
	journal_free(journal);
}
END_TEST

CHECK_MAIN("digest", test_way_there, test_session, test_reconnect, test_worst, test_what_went_wrong)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plays: steps, and what must have come of them.
 */
#include "plays.h"

#include "ours.h"
#include <check.h>

/* A sentence each way; tickets have come by then. */
static void talk(struct link *link)
{
	link_until_handshake(link);
	link_expect_up(link);
	link_say(link, "EHLO client.example.org\r\n");
	link_until_told(link, "EHLO client.example.org");
	link_command(link, "220 mail.example.org\n");
	link_until_heard(link, "220 mail.example.org");
}

static void end(struct link *link)
{
	tls_close(link->tls);
	link_until_end(link);
}

void play_converse(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	end(link);
}

void play_fail_to_shake(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	link_until_handshake(link);
	ck_assert_msg(tls_state(link->tls) == TLS_BROKEN, "%s: the handshake should fail", link->what);
}

/* TLS 1.3: our handshake is complete before the server has looked at our certificate. */
void play_refused_after(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	link_until_handshake(link);
	ck_assert_msg(tls_facts(link->tls) != NULL, "%s: the handshake should be complete", link->what);
	link_until_end(link);
	ck_assert_int_eq(tls_state(link->tls), TLS_BROKEN);
}

void play_expect_imap(struct link *link, struct tls_settings *settings)
{
	play_converse(link, settings);
	const char *alpn = tls_facts(link->tls)->alpn;
	ck_assert_msg(alpn && !strcmp(alpn, "imap"), "%s: ALPN is %s", link->what, alpn ? alpn : "none");
}

static const struct event *verdict(const struct link *link, enum verdict_aspect aspect)
{
	const struct event *found = NULL;

	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind == EVENT_VERDICT && event->verdict.aspect == aspect)
			found = event;
	}
	ck_assert_ptr_nonnull(found);
	return found;
}

void play_expect_staple(struct link *link, struct tls_settings *settings)
{
	play_converse(link, settings);
	ck_assert_msg(tls_facts(link->tls)->stapled, "%s: no staple", link->what);
	const struct event *staple = verdict(link, VERDICT_STAPLE);
	ck_assert_msg(staple->verdict.result == VERDICT_GOOD, "%s: %.*s", link->what, (int)staple->verdict.reason.len,
		staple->verdict.reason.data);
}

/* Blocks of 512 bytes, of which the inner type takes one; the ticket's records are as large as the sentence's. */
void play_expect_padding(struct link *link, struct tls_settings *settings)
{
	unsigned padded = 0;

	play_converse(link, settings);
	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		const struct event_tls_record *record = &event->tls_record;
		if (event->kind != EVENT_TLS_RECORD || event->direction != DIRECTION_IN || record->type != 23)
			continue;
		ck_assert_msg((record->length - 16) % 512 == 0, "%s: %u bytes", link->what, (unsigned)record->length);
		padded += record->padding > 0;
		if (record->inner_type == 23)
			ck_assert_uint_eq(record->padding, 512 - 1 - strlen("220 mail.example.org\n"));
	}
	ck_assert_uint_gt(padded, 2);
}

void play_expect_hello_700(struct link *link, struct tls_settings *settings)
{
	play_converse(link, settings);
	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind == EVENT_TLS_MESSAGE && event->tls_message.type == 1)
			ck_assert_uint_eq(event->tls_message.length, 700);
	}
}

void play_authenticate_late(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "c\n");
	link_until_message(link, DIRECTION_IN, 13, 1);
	link_until_message(link, DIRECTION_OUT, 20, 2);
	link_until_message(link, DIRECTION_IN, 4, 4);
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	end(link);
}

/* New keys: the generation of the last record that carried a sentence. */
static void expect_generation(const struct link *link, enum direction direction, uint32_t want)
{
	uint32_t generation = UINT32_MAX;

	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind == EVENT_TLS_RECORD && event->direction == direction &&
			event->tls_record.inner_type == 23)
			generation = event->tls_record.generation;
	}
	ck_assert_msg(generation == want, "%s: keys of generation %u, not %u", link->what, (unsigned)generation,
		(unsigned)want);
}

/* A second sentence each way, after new keys. */
static void talk_again(struct link *link, uint32_t out, uint32_t in)
{
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	link_command(link, "250 ok\n");
	link_until_heard(link, "250 ok");
	expect_generation(link, DIRECTION_OUT, out);
	expect_generation(link, DIRECTION_IN, in);
	end(link);
}

void play_server_rekeys(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "k\n");
	link_until_message(link, DIRECTION_IN, 24, 1);
	talk_again(link, 0, 1);
}

/* Ours is due with what we say next. */
void play_server_rekeys_both(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "K\n");
	link_until_message(link, DIRECTION_IN, 24, 1);
	talk_again(link, 1, 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_OUT, 24), 1);
}

static void rekey(struct link *link, bool both)
{
	struct error error = {.sentence = ""};

	talk(link);
	ck_assert_msg(tls_rekey(link->tls, both, &error), "%s: %s", link->what, error.sentence);
	talk_again(link, 1, both);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_IN, 24), both);
}

void play_we_rekey(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	rekey(link, false);
}

void play_we_rekey_both(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	rekey(link, true);
}

static void renegotiated(struct link *link)
{
	link_until_message(link, DIRECTION_IN, 20, 2);
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_OUT, 1), 2);
	end(link);
}

void play_server_renegotiates(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "r\n");
	renegotiated(link);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_IN, 0), 1);
}

void play_server_wants_certificate(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "R\n");
	renegotiated(link);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_IN, 13), 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_OUT, 15), 1);
}

static void ask_for_renegotiation(struct link *link)
{
	struct error error = {.sentence = ""};

	talk(link);
	ck_assert_msg(tls_renegotiate(link->tls, &error), "%s: %s", link->what, error.sentence);
}

void play_we_renegotiate(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	ask_for_renegotiation(link);
	renegotiated(link);
}

/* The session goes on. */
void play_renegotiation_refused(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	ask_for_renegotiation(link);
	link_command(link, "250 still here\n");
	link_until_heard(link, "250 still here");
	link_until_alert(link, DIRECTION_IN, 100);
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	end(link);
}

void play_resume(struct link *link, struct tls_settings *settings)
{
	struct error error = {.sentence = ""};
	struct buffer data;

	buffer_init(&data, 1 << 20);
	talk(link);
	ck_assert(!tls_facts(link->tls)->resumed);
	ck_assert_msg(tls_session_data(link->tls, &data, &error), "%s: %s", link->what, error.sentence);
	end(link);
	settings->resume = buffer_bytes(&data);
	link_connect(link, settings);
	link_until_handshake(link);
	ck_assert_msg(tls_facts(link->tls) && tls_facts(link->tls)->resumed, "%s: not resumed", link->what);
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	end(link);
	buffer_done(&data);
}

/* A server that turns lines round, and closes when it is told to. */
void play_server_closes(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	link_until_handshake(link);
	link_say(link, "OLHE\n");
	link_until_heard(link, "EHLO");
	link_say(link, "CLOSE\n");
	link_until_closed(link);
	end(link);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_ALERT, DIRECTION_IN, 0), 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_FAILED, DIRECTION_IN, 0), 0);
}

void play_server_writes_clear(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "P\n");
	link_until_end(link);
	link_until_hung_up(link);
	ck_assert_int_eq(tls_state(link->tls), TLS_BROKEN);
	ck_assert_uint_eq(link_count(link, EVENT_ODDITY, DIRECTION_IN, 0), 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_FAILED, DIRECTION_IN, 0), 1);
}

/* It closes its socket without a word. */
void play_server_cuts(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "q\n");
	link_until_end(link);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_ALERT, DIRECTION_IN, 0), 0);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_FAILED, DIRECTION_IN, 0), 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_CLOSED, DIRECTION_IN, 0), 1);
}

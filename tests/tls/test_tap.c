/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_tap: what the taps see of a session: records and messages in their order, opened in TLS 1.3 with every cipher, and
 * what happens after the handshake.
 */
#include "../check_main.h"
#include "peer.h"

#include <stdio.h>

#define NORMAL_WITH(version) "NORMAL:-VERS-ALL:+VERS-" version

static void expect_story(const struct peer *peer, bool records, const char *want)
{
	struct buffer text;

	buffer_init(&text, 1 << 20);
	peer_story(peer, &text, records);
	ck_assert_str_eq(buffer_text(&text), want);
	buffer_done(&text);
}

START_TEST(stories)
{
	static const struct {
		const char *what;
		struct peer_recipe recipe;
		bool records;
		const char *want;
	} rows[] = {
		{"TLS 1.3", {.flags = GNUTLS_NO_TICKETS}, true,
			"> record 22 clear\n> ClientHello\n< record 22 clear\n< ServerHello\n"
			"> record 20 clear\n< record 20 clear\n"
			"< record 23 handshake 22\n< # EncryptedExtensions\n"
			"< record 23 handshake 22\n< # Certificate\n"
			"< record 23 handshake 22\n< # CertificateVerify\n"
			"< record 23 handshake 22\n< # Finished\n"
			"> record 23 handshake 22\n> # Finished\nup\n"},
		{"TLS 1.3 with a retry", {.priority = "NORMAL:-GROUP-ALL:+GROUP-SECP521R1", .flags = GNUTLS_NO_TICKETS},
			false,
			"> ClientHello\n< HelloRetryRequest\n> ClientHello\n< ServerHello\n< # EncryptedExtensions\n"
			"< # Certificate\n< # CertificateVerify\n< # Finished\n> # Finished\nup\n"},
		{"TLS 1.3 with tickets", {.priority = NULL}, false,
			"> ClientHello\n< ServerHello\n< # EncryptedExtensions\n"
			"< # Certificate\n< # CertificateVerify\n< # Finished\n> # Finished\nup\n"
			"< # NewSessionTicket\n< # NewSessionTicket\n"},
		{"TLS 1.2", {.priority = NORMAL_WITH("TLS1.2"), .flags = GNUTLS_NO_TICKETS}, true,
			"> record 22 clear\n> ClientHello\n< record 22 clear\n< ServerHello\n"
			"< record 22 clear\n< Certificate\n< record 22 clear\n< ServerKeyExchange\n"
			"< record 22 clear\n< ServerHelloDone\n"
			"> record 22 clear\n> ClientKeyExchange\n> record 20 clear\n> record 22 sealed\n> # Finished\n"
			"< record 20 clear\n< record 22 sealed\n< # Finished\nup\n"},
		{"TLS 1.0",
			{.priority = NORMAL_WITH("TLS1.0"),
				.client = "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.0",
				.flags = GNUTLS_NO_TICKETS},
			false,
			"> ClientHello\n< ServerHello\n< Certificate\n< ServerKeyExchange\n< ServerHelloDone\n"
			"> ClientKeyExchange\n> # Finished\n< # Finished\nup\n"},
		{"nothing in common",
			{.priority = NORMAL_WITH("TLS1.2") ":-CIPHER-ALL:+AES-128-GCM",
				.client = NORMAL_WITH("TLS1.2") ":-CIPHER-ALL:+AES-256-GCM"},
			false, "> ClientHello\n< alert 40\nfailed\n"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer peer;
		peer_open(&peer, &rows[i].recipe);
		peer_converse(&peer);
		expect_story(&peer, rows[i].records, rows[i].want);
		peer_close(&peer);
	}
}
END_TEST

/* Every cipher of TLS 1.3: all that either side protects can be read. */
START_TEST(every_cipher_opens)
{
	static const char *const ciphers[] = {
		"AES-128-GCM", "AES-256-GCM", "CHACHA20-POLY1305", "AES-128-CCM", "AES-128-CCM-8"};

	for (size_t i = 0; i < sizeof(ciphers) / sizeof(ciphers[0]); i++) {
		char priority[128];
		struct peer peer;
		snprintf(priority, sizeof(priority), NORMAL_WITH("TLS1.3") ":-CIPHER-ALL:+%s", ciphers[i]);
		peer_open(&peer, &(struct peer_recipe){.priority = priority, .client = priority});
		peer_converse(&peer);
		ck_assert_msg(tls_state(peer.client) == TLS_UP, "%s", ciphers[i]);
		peer_say(&peer, "220 hello\r\n");
		ck_assert(tls_send(peer.client, BYTES_LITERAL("EHLO x\r\n")));
		peer_converse(&peer);
		size_t opened = 0;
		for (uint64_t number = 0; number < journal_count(peer.journal); number++) {
			const struct event *event = journal_at(peer.journal, number);
			if (event->kind != EVENT_TLS_RECORD)
				continue;
			ck_assert_msg(event->tls_record.keys != RECORD_SEALED, "%s", ciphers[i]);
			opened += event->tls_record.inner_type == 23;
		}
		ck_assert_msg(opened == 2, "%s: %zu", ciphers[i], opened);
		peer_close(&peer);
	}
}
END_TEST

START_TEST(key_updates_both_ways)
{
	struct error error = {.sentence = ""};
	struct peer peer;

	peer_open(&peer, &(struct peer_recipe){.flags = GNUTLS_NO_TICKETS});
	peer_converse(&peer);
	uint64_t before = journal_count(peer.journal);
	ck_assert_msg(tls_rekey(peer.client, true, &error), "%s", error.sentence);
	peer_converse(&peer);
	ck_assert_int_ge(gnutls_session_key_update(peer.session, 0), 0);
	peer_say(&peer, "250 ok\r\n");
	peer_converse(&peer);
	ck_assert(tls_send(peer.client, BYTES_LITERAL("NOOP\r\n")));
	peer_converse(&peer);
	static const struct {
		enum direction direction;
		uint8_t inner;
		uint32_t generation;
	} want[] = {
		{DIRECTION_OUT, 22, 0},
		{DIRECTION_IN, 22, 0}, /* what we asked for */
		{DIRECTION_IN, 22, 1}, /* its own */
		{DIRECTION_IN, 23, 2},
		{DIRECTION_OUT, 23, 1},
	};
	size_t at = 0;
	for (uint64_t number = before; number < journal_count(peer.journal); number++) {
		const struct event *event = journal_at(peer.journal, number);
		if (event->kind != EVENT_TLS_RECORD)
			continue;
		ck_assert_uint_lt(at, sizeof(want) / sizeof(want[0]));
		ck_assert_int_eq(event->direction, want[at].direction);
		ck_assert_uint_eq(event->tls_record.inner_type, want[at].inner);
		ck_assert_uint_eq(event->tls_record.generation, want[at].generation);
		at++;
	}
	ck_assert_uint_eq(at, sizeof(want) / sizeof(want[0]));
	ck_assert_uint_eq(peer.heard.len, 6);
	peer_close(&peer);
}
END_TEST

/* A new handshake inside the session: by us, by the server, and refused. */
START_TEST(renegotiation)
{
	static const char story[] =
		"> ClientHello\n< ServerHello\n< Certificate\n< ServerKeyExchange\n< ServerHelloDone\n"
		"> ClientKeyExchange\n> # Finished\n< # Finished\nup\n";
	static const char again[] = "> # ClientHello\n< # ServerHello\n< # Certificate\n< # ServerKeyExchange\n"
				    "< # ServerHelloDone\n> # ClientKeyExchange\n> # Finished\n< # Finished\nup\n";

	for (int by_server = 0; by_server < 2; by_server++) {
		struct error error = {.sentence = ""};
		struct peer peer;
		char want[1024];
		peer_open(&peer, &(struct peer_recipe){.priority = NORMAL_WITH("TLS1.2") ":%SAFE_RENEGOTIATION",
					 .flags = GNUTLS_NO_TICKETS});
		peer_converse(&peer);
		if (by_server) {
			ck_assert_int_ge(gnutls_rehandshake(peer.session), 0);
			peer.up = false;
		} else {
			ck_assert_msg(tls_renegotiate(peer.client, &error), "%s", error.sentence);
		}
		peer_converse(&peer);
		peer_say(&peer, "250 still here\r\n");
		peer_converse(&peer);
		ck_assert_uint_eq(tls_plain_in(peer.client)->len, 16);
		snprintf(want, sizeof(want), "%s%s%s", story, by_server ? "< # HelloRequest\n" : "", again);
		expect_story(&peer, false, want);
		peer_close(&peer);
	}
}
END_TEST

/* What is told of it is its own: the change under the old keys, how long it took, what it needed. */
START_TEST(renegotiation_by_itself)
{
	for (int by_server = 0; by_server < 2; by_server++) {
		struct error error = {.sentence = ""};
		struct peer peer;
		peer_open(&peer, &(struct peer_recipe){.priority = NORMAL_WITH("TLS1.2") ":%SAFE_RENEGOTIATION",
					 .flags = GNUTLS_NO_TICKETS});
		peer_converse(&peer);
		const struct event *first = peer_find(&peer, EVENT_TLS_UP, DIRECTION_IN, 0);
		uint64_t from = journal_count(peer.journal);
		peer.hands.monotonic += 60000000;
		if (by_server)
			ck_assert_int_ge(gnutls_rehandshake(peer.session), 0);
		else
			ck_assert_msg(tls_renegotiate(peer.client, &error), "%s", error.sentence);
		peer.up = !by_server;
		peer_converse(&peer);
		const struct event *second = peer_find(&peer, EVENT_TLS_UP, DIRECTION_IN, from);
		ck_assert_ptr_nonnull(second);
		ck_assert_int_lt(second->tls_up.took_us, 60000000);
		ck_assert_uint_eq(first->tls_up.facts->messages, 8);
		ck_assert_uint_eq(second->tls_up.facts->messages, by_server ? 9 : 8);
		ck_assert_uint_gt(second->tls_up.facts->handshake_out, first->tls_up.facts->handshake_out);
		ck_assert_uint_gt(second->tls_up.facts->handshake_in, first->tls_up.facts->handshake_in);
		ck_assert_uint_lt(second->tls_up.facts->handshake_in, 2 * first->tls_up.facts->handshake_in);
		for (uint64_t i = 0; i < journal_count(peer.journal); i++) {
			const struct event *event = journal_at(peer.journal, i);
			if (event->kind == EVENT_TLS_RECORD && event->tls_record.type == 20)
				ck_assert_int_eq(event->tls_record.keys, i < from ? RECORD_CLEAR : RECORD_SEALED);
		}
		peer_close(&peer);
	}
}
END_TEST

/* GnuTLS would say a second ClientHello where data come between ours and the answer. */
START_TEST(renegotiation_among_data)
{
	for (int row = 0; row < 4; row++) {
		bool by_server = row & 1, single = row & 2;
		struct error error = {.sentence = ""};
		struct peer peer;
		unsigned hellos = 0;
		peer_open(&peer, &(struct peer_recipe){.priority = NORMAL_WITH("TLS1.2") ":%SAFE_RENEGOTIATION",
					 .flags = GNUTLS_NO_TICKETS});
		peer_converse(&peer);
		if (by_server)
			ck_assert_int_ge(gnutls_rehandshake(peer.session), 0);
		else
			ck_assert_msg(tls_renegotiate(peer.client, &error), "%s", error.sentence);
		peer_say(&peer, "250 one thing\r\n");
		peer_say(&peer, "250 another\r\n");
		for (; single && peer.out.len; buffer_consume(&peer.out, 1))
			ck_assert_uint_eq(tls_receive(peer.client, bytes_first(buffer_bytes(&peer.out), 1)), 1);
		peer.up = !by_server;
		peer_converse(&peer);
		ck_assert_int_eq(tls_state(peer.client), TLS_UP);
		ck_assert_int_eq(peer.failed, 0);
		ck_assert_str_eq(buffer_text(tls_plain_in(peer.client)), "250 one thing\r\n250 another\r\n");
		for (uint64_t i = 0; i < journal_count(peer.journal); i++) {
			const struct event *event = journal_at(peer.journal, i);
			hellos += event->kind == EVENT_TLS_MESSAGE && event->tls_message.type == 1;
		}
		ck_assert_uint_eq(hellos, 2);
		peer_close(&peer);
	}
}
END_TEST

/* What is asked for behind our close_notify gets no answer. */
START_TEST(nothing_behind_close_notify)
{
	struct peer peer;

	peer_open(&peer, &(struct peer_recipe){
				 .priority = NORMAL_WITH("TLS1.2") ":%SAFE_RENEGOTIATION", .flags = GNUTLS_NO_TICKETS});
	peer_converse(&peer);
	tls_close(peer.client);
	buffer_clear(tls_wire_out(peer.client));
	ck_assert_int_ge(gnutls_rehandshake(peer.session), 0);
	ck_assert_uint_eq(tls_receive(peer.client, buffer_bytes(&peer.out)), peer.out.len);
	ck_assert_uint_eq(tls_wire_out(peer.client)->len, 0);
	ck_assert_int_eq(tls_state(peer.client), TLS_CLOSING);
	peer_close(&peer);
}
END_TEST

START_TEST(not_everywhere)
{
	struct error error = {.sentence = ""};
	struct peer peer;

	peer_open(&peer, &(struct peer_recipe){.priority = NORMAL_WITH("TLS1.2")});
	ck_assert(!tls_rekey(peer.client, false, &error));
	peer_converse(&peer);
	ck_assert(!tls_rekey(peer.client, false, &error));
	peer_close(&peer);
	peer_open(&peer, &(struct peer_recipe){.priority = NORMAL_WITH("TLS1.3")});
	peer_converse(&peer);
	ck_assert(!tls_renegotiate(peer.client, &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, ":rekey"));
	peer_close(&peer);
	peer_open(&peer, &(struct peer_recipe){.priority = NORMAL_WITH("TLS1.2") ":%DISABLE_SAFE_RENEGOTIATION"});
	peer_converse(&peer);
	ck_assert(!tls_renegotiate(peer.client, &error));
	peer_close(&peer);
}
END_TEST

/* What the library would hide: a fatal alert inside a protected record, and who sent it. */
START_TEST(alert_inside_tls13)
{
	struct peer peer;

	peer_open(&peer, &(struct peer_recipe){.flags = GNUTLS_NO_TICKETS});
	peer_converse(&peer);
	uint64_t before = journal_count(peer.journal);
	gnutls_alert_send(peer.session, GNUTLS_AL_FATAL, GNUTLS_A_CERTIFICATE_REQUIRED);
	peer_converse(&peer);
	const struct event *record = peer_find(&peer, EVENT_TLS_RECORD, DIRECTION_IN, before);
	ck_assert_uint_eq(record->tls_record.inner_type, 21);
	const struct event *alert = peer_find(&peer, EVENT_TLS_ALERT, DIRECTION_IN, before);
	ck_assert_uint_eq(alert->tls_alert.description, 116);
	ck_assert_ptr_null(peer_find(&peer, EVENT_TLS_ALERT, DIRECTION_IN, alert->number + 1));
	ck_assert_int_eq(tls_state(peer.client), TLS_BROKEN);
	peer_close(&peer);
}
END_TEST

/* The end of the stream inside a record is told with the record's size. */
START_TEST(cut_record)
{
	struct peer peer;

	peer_open(&peer, &(struct peer_recipe){.flags = GNUTLS_NO_TICKETS});
	peer_converse(&peer);
	uint64_t before = journal_count(peer.journal);
	peer_say(&peer, "250 a reply that will not come whole\r\n");
	tls_receive(peer.client, bytes_first(buffer_bytes(&peer.out), 20));
	tls_wire_ended(peer.client);
	const struct event *record = peer_find(&peer, EVENT_TLS_RECORD, DIRECTION_IN, before);
	ck_assert(record->tls_record.cut);
	ck_assert_uint_eq(record->tls_record.length, 38 + 1 + 16);
	peer_close(&peer);
}
END_TEST

/* After our close_notify the server may finish its sentence, and answers with its own. */
START_TEST(closing_from_our_side)
{
	struct peer peer;

	peer_open(&peer, &(struct peer_recipe){.flags = GNUTLS_NO_TICKETS});
	peer_converse(&peer);
	tls_close(peer.client);
	ck_assert_int_eq(tls_state(peer.client), TLS_CLOSING);
	ck_assert(!tls_send(peer.client, BYTES_LITERAL("more")));
	peer_say(&peer, "221 bye\r\n");
	peer_converse(&peer);
	ck_assert_uint_eq(tls_plain_in(peer.client)->len, 9);
	ck_assert_int_ge(gnutls_bye(peer.session, GNUTLS_SHUT_WR), 0);
	peer_converse(&peer);
	ck_assert_int_eq(tls_state(peer.client), TLS_ENDED);
	ck_assert_ptr_nonnull(peer_find(&peer, EVENT_TLS_ALERT, DIRECTION_OUT, 0));
	ck_assert_ptr_nonnull(peer_find(&peer, EVENT_TLS_ALERT, DIRECTION_IN, 0));
	ck_assert_ptr_null(peer_find(&peer, EVENT_TLS_FAILED, DIRECTION_IN, 0));
	peer_close(&peer);
}
END_TEST

/* The same story whatever pieces the bytes come in. */
START_TEST(byte_by_byte)
{
	struct buffer whole, pieces;

	buffer_init(&whole, 1 << 20);
	buffer_init(&pieces, 1 << 20);
	for (int single = 0; single < 2; single++) {
		struct peer peer;
		peer_open(&peer, &(struct peer_recipe){.flags = 0});
		if (single) {
			tls_receive(peer.client, (struct bytes){0});
			for (int round = 0; round < 6; round++) {
				buffer_append(&peer.in, buffer_bytes(tls_wire_out(peer.client)));
				buffer_clear(tls_wire_out(peer.client));
				for (int i = 0; i < 4; i++)
					if (!peer.up)
						peer.up = gnutls_handshake(peer.session) >= 0;
				for (; peer.out.len; buffer_consume(&peer.out, 1))
					ck_assert_uint_eq(
						tls_receive(peer.client, bytes_first(buffer_bytes(&peer.out), 1)), 1);
			}
		}
		peer_converse(&peer);
		peer_story(&peer, single ? &pieces : &whole, true);
		peer_close(&peer);
	}
	ck_assert_str_eq(buffer_text(&whole), buffer_text(&pieces));
	buffer_done(&whole);
	buffer_done(&pieces);
}
END_TEST

START_TEST(key_log)
{
	for (int keep = 0; keep < 2; keep++) {
		struct peer peer;
		peer_open(&peer, &(struct peer_recipe){.offers = {.keep_secrets = keep}});
		peer_converse(&peer);
		const char *text = buffer_text(tls_key_log(peer.client));
		ck_assert_int_eq(strncmp(text, "CLIENT_HANDSHAKE_TRAFFIC_SECRET ", keep ? 32 : 0), 0);
		ck_assert_int_eq(strstr(text, "\nSERVER_TRAFFIC_SECRET_0 ") != NULL, keep);
		ck_assert_int_eq(*text != 0, keep);
		peer_close(&peer);
	}
}
END_TEST

CHECK_MAIN("tap", stories, every_cipher_opens, key_updates_both_ways, renegotiation, renegotiation_by_itself,
	renegotiation_among_data, nothing_behind_close_notify, not_everywhere, alert_inside_tls13, cut_record,
	closing_from_our_side, byte_by_byte, key_log)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_engine: client and server joined by their buffers: verdicts on minted certificates, chunks of every size, truncation,
 * garbage, and much data.
 */
#include "../check_main.h"
#include "tls/mint.h"
#include "tls/tls.h"

#include <string.h>

struct pair {
	struct clock_hands hands;
	struct journal *journal;
	struct tls_identity *identity;
	struct tls *client, *server;
};

static void open_pair(struct pair *pair, struct mint_recipe recipe, const char *reference, bool trusted)
{
	struct clock machine = clock_system();
	struct error error;
	struct mint_recipe other = {.name = "other.example.org", .now = clock_wall(&machine) / 1000000};

	recipe.now = other.now;
	pair->hands = (struct clock_hands){.wall = recipe.now * 1000000};
	struct journal_config config = {.clock = clock_fixed(&pair->hands), .spill_fd = -1};
	pair->journal = journal_new(&config);
	pair->identity = mint_identity(&recipe);
	struct tls_identity *stranger = mint_identity(&other);
	struct tls_settings settings = {
		.reference_name = reference, .ca_pem = mint_root_pem(trusted ? pair->identity : stranger)};
	pair->client = tls_client_new(&settings, pair->journal, &error);
	ck_assert_ptr_nonnull(pair->client);
	pair->server = tls_server_new(pair->identity);
	mint_free(stranger);
}

static void close_pair(struct pair *pair)
{
	tls_free(pair->client);
	tls_free(pair->server);
	mint_free(pair->identity);
	journal_free(pair->journal);
}

static void move(struct tls *from, struct tls *to, size_t chunk)
{
	struct buffer *wire = tls_wire_out(from);

	while (wire->len) {
		struct bytes bytes = bytes_first(buffer_bytes(wire), chunk);
		size_t taken = tls_receive(to, bytes);
		if (!taken)
			return;
		buffer_consume(wire, taken);
	}
}

static void shake(struct pair *pair, size_t chunk)
{
	tls_receive(pair->client, (struct bytes){0});
	for (int i = 0; i < 10; i++) {
		move(pair->client, pair->server, chunk);
		move(pair->server, pair->client, chunk);
	}
}

static enum verdict_result verdict(const struct pair *pair, enum verdict_aspect aspect)
{
	for (uint64_t i = 0; i < journal_count(pair->journal); i++) {
		const struct event *event = journal_at(pair->journal, i);
		if (event->kind == EVENT_VERDICT && event->verdict.aspect == aspect)
			return event->verdict.result;
	}
	ck_abort_msg("there is no such verdict");
	return VERDICT_BAD;
}

START_TEST(verdicts)
{
	static const struct {
		const char *what;
		struct mint_recipe recipe;
		const char *reference;
		bool trusted;
		enum verdict_result results[4]; /* chain, name, dates, strength */
	} rows[] = {
		{"good", {.name = "mail.example.org"}, "mail.example.org", true, {0, 0, 0, 0}},
		{"dot", {.name = "mail.example.org"}, "mail.example.org.", true, {0, 0, 0, 0}},
		{"address", {.name = "192.0.2.7"}, "192.0.2.7", true, {0, 0, 0, 0}},
		{"unknown root", {.name = "mail.example.org"}, "mail.example.org", false, {VERDICT_BAD, 0, 0, 0}},
		{"wrong name", {.name = "mail.example.org"}, "mail.example.net", true, {0, VERDICT_BAD, 0, 0}},
		{"wildcard", {.name = "*.example.org"}, "mail.example.org", true, {0, 0, 0, 0}},
		{"common name", {.name = "mail.example.org", .common_name_only = true}, "mail.example.org", true,
			{0, VERDICT_BAD, 0, 0}},
		{"expired", {.name = "mail.example.org", .not_before_days = -20, .not_after_days = -3},
			"mail.example.org", true, {0, 0, VERDICT_BAD, 0}},
		{"not yet", {.name = "mail.example.org", .not_before_days = 3, .not_after_days = 20},
			"mail.example.org", true, {0, 0, VERDICT_BAD, 0}},
		{"soon", {.name = "mail.example.org", .not_after_days = 5}, "mail.example.org", true,
			{0, 0, VERDICT_WARN, 0}},
		{"incomplete", {.name = "mail.example.org", .leave_out_intermediate = true}, "mail.example.org", true,
			{VERDICT_BAD, 0, 0, 0}},
		{"self-signed", {.name = "mail.example.org", .self_signed = true}, "mail.example.org", false,
			{VERDICT_BAD, 0, 0, 0}},
		{"everything", {.name = "a.example.org", .not_before_days = -20, .not_after_days = -3},
			"mail.example.org", false, {VERDICT_BAD, VERDICT_BAD, VERDICT_BAD, 0}},
		{"tls 1.2", {.name = "mail.example.org", .tls12_only = true}, "mail.example.org", true, {0, 0, 0, 0}},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pair pair;
		open_pair(&pair, rows[i].recipe, rows[i].reference, rows[i].trusted);
		shake(&pair, SIZE_MAX);
		ck_assert_msg(tls_state(pair.client) == TLS_UP, "%s: no handshake", rows[i].what);
		for (int aspect = 0; aspect < 4; aspect++)
			ck_assert_msg(verdict(&pair, (enum verdict_aspect)aspect) == rows[i].results[aspect], "%s: %s",
				rows[i].what, verdict_aspect_name((enum verdict_aspect)aspect));
		ck_assert_int_eq(verdict(&pair, VERDICT_STAPLE), VERDICT_NOT_CHECKED);
		close_pair(&pair);
	}
}
END_TEST

START_TEST(chunks)
{
	for (size_t chunk = 1; chunk < 40; chunk += 3) {
		struct pair pair;
		open_pair(&pair, (struct mint_recipe){.name = "mail.example.org"}, "mail.example.org", true);
		shake(&pair, chunk);
		ck_assert_int_eq(tls_state(pair.client), TLS_UP);
		ck_assert(tls_send(pair.server, BYTES_LITERAL("250 hello\r\n")));
		move(pair.server, pair.client, chunk);
		ck_assert(bytes_equal(buffer_bytes(tls_plain_in(pair.client)), BYTES_LITERAL("250 hello\r\n")));
		close_pair(&pair);
	}
}
END_TEST

/* The server's first flight, cut after every byte: always a failure with a sentence, never a hang. */
START_TEST(truncation_everywhere)
{
	size_t length = SIZE_MAX;

	for (size_t cut = 0; cut < length; cut += 7) {
		struct pair pair;
		open_pair(&pair, (struct mint_recipe){.name = "mail.example.org"}, "mail.example.org", true);
		tls_receive(pair.client, (struct bytes){0});
		move(pair.client, pair.server, SIZE_MAX);
		length = tls_wire_out(pair.server)->len;
		tls_receive(pair.client, bytes_first(buffer_bytes(tls_wire_out(pair.server)), cut));
		tls_wire_ended(pair.client);
		if (cut < length)
			ck_assert_int_eq(tls_state(pair.client), TLS_BROKEN);
		close_pair(&pair);
	}
}
END_TEST

START_TEST(garbage_everywhere)
{
	for (size_t at = 0; at < 1200; at += 13) {
		struct pair pair;
		open_pair(&pair, (struct mint_recipe){.name = "mail.example.org"}, "mail.example.org", true);
		tls_receive(pair.client, (struct bytes){0});
		move(pair.client, pair.server, SIZE_MAX);
		struct buffer *wire = tls_wire_out(pair.server);
		if (at < wire->len)
			wire->data[wire->start + at] ^= 0x55;
		tls_receive(pair.client, buffer_bytes(wire));
		tls_wire_ended(pair.client);
		ck_assert_int_ne(tls_state(pair.client), TLS_UP);
		close_pair(&pair);
	}
}
END_TEST

START_TEST(endless_handshake)
{
	/* A handshake message that announces 16 MiB. */
	static unsigned char flood[65536] = {22, 3, 3, 0x40, 0, 2, 0xff, 0xff, 0xff};
	struct pair pair;

	for (size_t i = 16389; i + 5 < sizeof(flood); i += 16389)
		memcpy(flood + i, "\x16\x03\x03\x40\x00", 5);
	open_pair(&pair, (struct mint_recipe){.name = "mail.example.org"}, "mail.example.org", true);
	tls_receive(pair.client, (struct bytes){0});
	for (int i = 0; i < 100 && tls_state(pair.client) == TLS_HANDSHAKING; i++)
		tls_receive(pair.client, bytes_of(flood, 3 * 16389));
	ck_assert_int_eq(tls_state(pair.client), TLS_BROKEN);
	close_pair(&pair);
}
END_TEST

START_TEST(much_data_with_back_pressure)
{
	static char block[65536];
	struct pair pair;
	size_t received = 0;

	open_pair(&pair, (struct mint_recipe){.name = "mail.example.org"}, "mail.example.org", true);
	shake(&pair, SIZE_MAX);
	for (int i = 0; i < 160; i++) {
		ck_assert(tls_send(pair.server, bytes_of(block, sizeof(block))));
		struct buffer *plain = tls_plain_in(pair.client);
		while (tls_wire_out(pair.server)->len) {
			move(pair.server, pair.client, SIZE_MAX);
			ck_assert_uint_le(plain->len, TLS_PLAIN_MAX);
			received += plain->len;
			buffer_clear(plain);
		}
	}
	ck_assert_uint_eq(received, 160 * sizeof(block));
	close_pair(&pair);
}
END_TEST

START_TEST(orderly_end)
{
	struct pair pair;

	open_pair(&pair, (struct mint_recipe){.name = "mail.example.org"}, "mail.example.org", true);
	shake(&pair, SIZE_MAX);
	tls_close(pair.server);
	move(pair.server, pair.client, SIZE_MAX);
	ck_assert_int_eq(tls_state(pair.client), TLS_PEER_CLOSED);
	close_pair(&pair);
}
END_TEST

CHECK_MAIN("tls engine", verdicts, chunks, truncation_everywhere, garbage_everywhere, endless_handshake,
	much_data_with_back_pressure, orderly_end)

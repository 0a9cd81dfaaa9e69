/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pair: bytes from one buffer to the other, in pieces.
 */
#include "pair.h"

#include <check.h>

void pair_open(struct pair *pair, enum protocol protocol, unsigned faults, bool implicit_tls, size_t piece)
{
	struct clock machine = clock_system();
	struct mint_recipe recipe = {.name = "mail.example.org", .now = clock_wall(&machine) / 1000000};
	struct error error = {.sentence = ""};

	*pair = (struct pair){.hands = {.wall = recipe.now * 1000000}, .piece = piece};
	struct journal_config config = {.clock = clock_fixed(&pair->hands), .spill_fd = -1};
	struct demo_options options = {.protocol = protocol,
		.host = "mail.example.org",
		.implicit_tls = implicit_tls,
		.faults = faults,
		.clock = config.clock};
	pair->journal = journal_new(&config);
	pair->identity = mint_identity(&recipe);
	pair->store = demo_store_new();
	pair->demo = demo_new(&options, pair->identity, pair->store);
	struct session_config session = {.protocol = protocol,
		.implicit_tls = implicit_tls,
		.add_tags = true,
		.greet_after_tls = true,
		.client_name = "client.example.org",
		.tls = {.reference_name = "mail.example.org", .ca_pem = mint_root_pem(pair->identity)}};
	pair->session = session_new(&session, pair->journal, &error);
	ck_assert_msg(pair->session != NULL, "%s", error.sentence);
	journal_begin_connection(pair->journal);
	demo_connected(pair->demo);
	session_connected(pair->session);
}

void pair_close(struct pair *pair)
{
	session_free(pair->session);
	demo_free(pair->demo);
	demo_store_free(pair->store);
	mint_free(pair->identity);
	journal_free(pair->journal);
}

static bool client_to_server(struct pair *pair)
{
	struct bytes bytes = bytes_first(session_output(pair->session), pair->piece);

	if (!bytes.len)
		return false;
	demo_receive(pair->demo, bytes);
	session_written(pair->session, bytes.len);
	return true;
}

static bool server_to_client(struct pair *pair)
{
	struct buffer *output = demo_output(pair->demo);
	struct bytes bytes = bytes_first(buffer_bytes(output), pair->piece);

	if (bytes.len) {
		session_receive(pair->session, bytes);
		buffer_consume(output, bytes.len);
		return true;
	}
	if (!demo_wants_close(pair->demo) || pair->ended)
		return false;
	pair->ended = true;
	session_ended(pair->session, CLOSED_BY_PEER, NULL);
	return true;
}

static bool look_before_hello(struct pair *pair)
{
	if (!session_wants_peek(pair->session))
		return false;
	if (!server_to_client(pair))
		session_peeked(pair->session);
	return true;
}

void pair_converse(struct pair *pair)
{
	while (client_to_server(pair) || look_before_hello(pair) || server_to_client(pair))
		pair->hands.monotonic++;
}

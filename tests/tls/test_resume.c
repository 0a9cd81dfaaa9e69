/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_resume: a session of one connection is offered on the next: by ticket and by id in TLS 1.2, by PSK in TLS 1.3, with
 * what else was chosen; and data that are no session, or not whole.
 */
#include "../check_main.h"
#include "peer.h"

#include <string.h>

/* What two connections to the same server have in common: the key of its tickets, and its memory of sessions. */
struct server {
	gnutls_datum_t ticket_key;
	unsigned char id[64], session[8192];
	size_t id_len, session_len;
};

static int store(void *context, gnutls_datum_t key, gnutls_datum_t data)
{
	struct server *server = context;

	ck_assert_uint_le(key.size, sizeof(server->id));
	ck_assert_uint_le(data.size, sizeof(server->session));
	memcpy(server->id, key.data, key.size);
	memcpy(server->session, data.data, data.size);
	server->id_len = key.size;
	server->session_len = data.size;
	return 0;
}

static gnutls_datum_t retrieve(void *context, gnutls_datum_t key)
{
	const struct server *server = context;
	gnutls_datum_t data = {NULL, 0};

	if (key.size != server->id_len || memcmp(key.data, server->id, key.size) != 0)
		return data;
	data.data = gnutls_malloc(server->session_len);
	data.size = (unsigned)server->session_len;
	memcpy(data.data, server->session, data.size);
	return data;
}

static int forget(void *context, gnutls_datum_t key)
{
	(void)context;
	(void)key;
	return 0;
}

static void by_ticket(struct peer *peer, const void *context)
{
	const struct server *server = context;

	ck_assert_int_ge(gnutls_session_ticket_enable_server(peer->session, &server->ticket_key), 0);
}

static void by_id(struct peer *peer, const void *context)
{
	gnutls_db_set_ptr(peer->session, (void *)(uintptr_t)context);
	gnutls_db_set_store_function(peer->session, store);
	gnutls_db_set_retrieve_function(peer->session, retrieve);
	gnutls_db_set_remove_function(peer->session, forget);
}

static const struct row {
	const char *what;
	struct tls_settings offers;
	unsigned flags;
	void (*prepare)(struct peer *peer, const void *context);
	uint16_t version;
	const char *key_exchange;
} rows[] = {
	{"PSK", {.versions = NULL}, 0, by_ticket, 0x0304, "PSK with ECDHE"},
	{"PSK, padded", {.hello_size = 3000}, 0, by_ticket, 0x0304, "PSK with ECDHE"},
	{"ticket", {.versions = "1.2"}, 0, by_ticket, 0x0303, "resumed"},
	{"ticket, both versions", {.versions = "1.2-1.3", .ciphers = "ECDHE"}, 0, by_ticket, 0x0303, "resumed"},
	{"ticket, padded", {.versions = "1.2", .hello_size = 3000}, 0, by_ticket, 0x0303, "resumed"},
	{"id", {.versions = "1.2"}, GNUTLS_NO_TICKETS, by_id, 0x0303, "resumed"},
};

/* One connection; what can be resumed of it is appended to ret_data. */
static void connect_once(
	const struct row *row, const struct server *server, struct bytes resume, bool resumes, struct buffer *ret_data)
{
	struct peer peer;
	struct peer_recipe recipe = {
		.offers = row->offers, .flags = row->flags, .prepare = row->prepare, .context = server};
	struct error error = {.sentence = ""};

	recipe.offers.resume = resume;
	peer_open(&peer, &recipe);
	peer_converse(&peer);
	ck_assert_msg(tls_state(peer.client) == TLS_UP, "%s", row->what);
	const struct tls_facts *facts = tls_facts(peer.client);
	ck_assert_msg(facts->version_code == row->version, "%s: %s", row->what, facts->version);
	ck_assert_msg(facts->resumed == resumes, "%s: %d", row->what, facts->resumed);
	ck_assert_int_eq(gnutls_session_is_resumed(peer.session), resumes);
	if (resumes)
		ck_assert_str_eq(facts->key_exchange, row->key_exchange);
	const struct event *hello = peer_find(&peer, EVENT_TLS_MESSAGE, DIRECTION_OUT, 0);
	if (row->offers.hello_size)
		ck_assert_uint_eq(hello->tls_message.length, row->offers.hello_size);
	ck_assert_msg(tls_session_data(peer.client, ret_data, &error), "%s: %s", row->what, error.sentence);
	peer_close(&peer);
}

START_TEST(twice)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct server server = {.id_len = 0};
		struct buffer first, second;
		ck_assert_int_ge(gnutls_session_ticket_key_generate(&server.ticket_key), 0);
		buffer_init_secret(&first, 16384);
		buffer_init_secret(&second, 16384);
		connect_once(&rows[i], &server, (struct bytes){0}, false, &first);
		connect_once(&rows[i], &server, buffer_bytes(&first), true, &second);
		buffer_clear(&first);
		connect_once(&rows[i], &server, buffer_bytes(&second), true, &first);
		buffer_done(&first);
		buffer_done(&second);
		gnutls_free(server.ticket_key.data);
	}
}
END_TEST

/* A server that has forgotten the session makes a new one. */
START_TEST(forgotten)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct server server = {.id_len = 0}, other = {.id_len = 0};
		struct buffer data;
		ck_assert_int_ge(gnutls_session_ticket_key_generate(&server.ticket_key), 0);
		ck_assert_int_ge(gnutls_session_ticket_key_generate(&other.ticket_key), 0);
		buffer_init_secret(&data, 32768);
		connect_once(&rows[i], &server, (struct bytes){0}, false, &data);
		connect_once(&rows[i], &other, buffer_bytes(&data), false, &data);
		buffer_done(&data);
		gnutls_free(server.ticket_key.data);
		gnutls_free(other.ticket_key.data);
	}
}
END_TEST

/* A file of sessions may have been cut: then the handshake is a full one. */
START_TEST(damaged_data)
{
	struct server server = {.id_len = 0};
	struct buffer data, ignored;

	ck_assert_int_ge(gnutls_session_ticket_key_generate(&server.ticket_key), 0);
	buffer_init_secret(&data, 16384);
	connect_once(&rows[0], &server, (struct bytes){0}, false, &data);
	for (size_t len = 1; len < data.len; len += 97) {
		buffer_init_secret(&ignored, 16384);
		connect_once(&rows[0], &server, bytes_first(buffer_bytes(&data), len), false, &ignored);
		buffer_done(&ignored);
	}
	for (size_t at = 0; at < data.len; at += 131) {
		buffer_init_secret(&ignored, 16384);
		data.data[data.start + at] ^= 0x10;
		connect_once(&rows[0], &server, buffer_bytes(&data), false, &ignored);
		data.data[data.start + at] ^= 0x10;
		buffer_done(&ignored);
	}
	buffer_done(&data);
	gnutls_free(server.ticket_key.data);
}
END_TEST

CHECK_MAIN("tls resumption", twice, forgotten, damaged_data)

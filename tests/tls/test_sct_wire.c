/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_sct_wire: the file of log keys, and timestamps that come by TLS.
 */
#include "../check_main.h"
#include "log.h"
#include "peer.h"
#include "tls/ct_logs.h"
#include "tls/engine.h"

#include <stdio.h>
#include <unistd.h>

enum { ROOM = 1 << 18 };

/* Log keys */

START_TEST(keys)
{
	struct log small, large;
	struct error error;
	struct buffer pem, named;
	log_init(&small, 1024);
	log_init(&large, 0);
	buffer_init(&pem, ROOM);
	buffer_init(&named, ROOM);
	log_add_pem(&small, NULL, &pem);
	log_add_pem(&large, NULL, &named);
	const struct {
		struct bytes text;
		const char *words;
	} rows[] = {
		{BYTES_LITERAL(""), "no public key"},
		{BYTES_LITERAL("# a name\n"), "no public key"},
		{BYTES_LITERAL("# a name\n\n-----BEGIN PUBLIC KEY-----\nAAAA"), "the key at line 3 has no end"},
		{BYTES_LITERAL("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
			"line 1 cannot be read"},
		{BYTES_LITERAL("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), "cannot be read"},
		{buffer_bytes(&pem), "is no log's"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		error.sentence[0] = 0;
		ck_assert_ptr_null(ct_logs_from_text(rows[i].text, "logs\x1b.pem", &error));
		ck_assert_msg(strstr(error.sentence, rows[i].words) && strstr(error.sentence, "logs^[.pem"), "%s",
			error.sentence);
	}
	ck_assert_ptr_null(ct_logs_new("/nonexistent/logs.pem", &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "/nonexistent/logs.pem"));
	/* A name stands on the line before, also where lines end as on other systems. */
	buffer_clear(&pem);
	buffer_append_text(&pem, "# heading\r\n\r\n#  name of it \r\n");
	buffer_append(&pem, buffer_bytes(&named));
	struct ct_logs *logs = ct_logs_from_text(buffer_bytes(&pem), "logs.pem", &error);
	ck_assert_ptr_nonnull(logs);
	ck_assert_str_eq(ct_log_name(ct_logs_find(logs, bytes_of(large.id, 32))), "name of it");
	ck_assert_ptr_null(ct_logs_find(logs, bytes_of(small.id, 32)));
	ck_assert_ptr_null(ct_logs_find(NULL, bytes_of(large.id, 32)));
	ct_logs_free(logs);
	buffer_done(&pem);
	buffer_done(&named);
	log_done(&small);
	log_done(&large);
}
END_TEST

/* Over the wire */

struct offer {
	struct log log;
	struct bytes list;
	struct arena arena;
};

static int hear_offer(gnutls_session_t session, const unsigned char *data, size_t size)
{
	(void)session;
	(void)data;
	ck_assert_uint_eq(size, 0);
	return 0;
}

static int send_list(gnutls_session_t session, gnutls_buffer_t body)
{
	gnutls_ext_priv_data_t data;

	if (gnutls_ext_get_data(session, 18, &data) < 0)
		return 0;
	const struct bytes *list = data;
	return gnutls_buffer_append_data(body, list->data, list->len);
}

static void keep_list(gnutls_ext_priv_data_t data)
{
	(void)data;
}

/* The server has a timestamp for its certificate. */
static void prepare(struct peer *peer, const void *context)
{
	struct offer *offer = (struct offer *)(uintptr_t)context;
	struct bytes rest = bytes_str(mint_chain_pem(peer->identity));
	gnutls_datum_t pem = {(unsigned char *)rest.data, (unsigned)rest.len}, der;

	ck_assert_int_ge(gnutls_pem_base64_decode2("CERTIFICATE", &pem, &der), 0);
	struct sct_recipe recipe = {.log = &offer->log,
		.time_ms = (uint64_t)peer->hands.wall / 1000 - 5000,
		.certificate = bytes_of(der.data, der.size)};
	offer->list = log_make_list(&offer->arena, &recipe, 1);
	gnutls_free(der.data);
	ck_assert_int_ge(
		gnutls_session_ext_register(peer->session, "timestamps", 18, GNUTLS_EXT_TLS, hear_offer, send_list,
			keep_list, NULL, NULL, GNUTLS_EXT_FLAG_CLIENT_HELLO | GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO),
		0);
	gnutls_ext_set_data(peer->session, 18, &offer->list);
}

static void write_keys(const struct log *log, char *path)
{
	struct buffer pem;
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	buffer_init(&pem, ROOM);
	log_add_pem(log, "The Log", &pem);
	ck_assert_int_eq(write(fd, pem.data + pem.start, pem.len), (ssize_t)pem.len);
	buffer_done(&pem);
	close(fd);
}

static const struct chain_facts *converse(struct peer *peer, const struct peer_recipe *recipe)
{
	peer_open(peer, recipe);
	peer_converse(peer);
	const struct event *event = peer_find(peer, EVENT_CHAIN, DIRECTION_IN, 0);
	ck_assert_ptr_nonnull(event);
	ck_assert_ptr_nonnull(peer_find(peer, EVENT_TLS_UP, DIRECTION_IN, 0));
	return event->chain.chain;
}

START_TEST(handshakes)
{
	char path[] = "/tmp/starlit-logs-XXXXXX";
	struct offer offer;
	struct peer peer;
	log_init(&offer.log, 0);
	arena_init(&offer.arena, 1 << 20);
	write_keys(&offer.log, path);
	struct peer_recipe recipe = {
		.offers = {.versions = "1.2", .ct_logs_file = path}, .prepare = prepare, .context = &offer};

	const struct chain_facts *chain = converse(&peer, &recipe);
	ck_assert(chain->scts_asked);
	ck_assert_uint_eq(chain->sct_count, 1);
	ck_assert_msg(chain->scts[0].result == SCT_GOOD, "%s", chain->scts[0].reason);
	ck_assert_int_eq(chain->scts[0].source, SCT_FROM_TLS);
	ck_assert_str_eq(chain->scts[0].log_name, "The Log");
	peer_close(&peer);

	recipe.offers.ct_logs_file = NULL;
	chain = converse(&peer, &recipe);
	ck_assert_uint_eq(chain->sct_count, 1);
	ck_assert_int_eq(chain->scts[0].result, SCT_NOT_CHECKED);
	peer_close(&peer);

	/* Nobody asks where no extension may be sent. */
	recipe.offers.priority = "NORMAL:%NO_EXTENSIONS";
	chain = converse(&peer, &recipe);
	ck_assert(!chain->scts_asked);
	ck_assert_uint_eq(chain->sct_count, 0);
	peer_close(&peer);
	recipe.offers.priority = NULL;

	/* Beside TLS 1.3 it is not asked for, and the server may not send it. */
	recipe.offers.versions = NULL;
	chain = converse(&peer, &recipe);
	ck_assert(!chain->scts_asked);
	ck_assert_uint_eq(chain->sct_count, 0);
	peer_close(&peer);
	unlink(path);
	arena_done(&offer.arena);
	log_done(&offer.log);
}
END_TEST

/* In TLS 1.3 the list stands beside the first certificate (RFC 8446 §4.4.2). */
START_TEST(certificate_entry)
{
	static const struct {
		struct bytes body, list;
	} rows[] = {
		{BYTES_LITERAL("\x00\x00\x00\x10\x00\x00\x01\x30\x00\x0a\x00\x05\x00\x00\x00\x12\x00\x02\xaa\xbb"),
			BYTES_LITERAL("\xaa\xbb")},
		{BYTES_LITERAL("\x00\x00\x00\x0c\x00\x00\x01\x30\x00\x06\x00\x12\x00\x03\xaa\xbb"), BYTES_LITERAL("")},
		{BYTES_LITERAL("\x00\x00\x00\x06\x00\x00\x01\x30\x00\x00"), BYTES_LITERAL("")},
		{BYTES_LITERAL(
			 "\x00\x00\x00\x12\x00\x00\x01\x30\x00\x00\x00\x00\x01\x31\x00\x06\x00\x12\x00\x02\xaa\xbb"),
			BYTES_LITERAL("")},
		{BYTES_LITERAL(""), BYTES_LITERAL("")},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tls tls = {.version = 0x0304};
		buffer_init(&tls.certificate, ROOM);
		buffer_append(&tls.certificate, rows[i].body);
		ck_assert_msg(bytes_equal(message_scts(&tls), rows[i].list), "row %zu", i);
		buffer_done(&tls.certificate);
	}
}
END_TEST

CHECK_MAIN("sct_wire", keys, handshakes, certificate_entry)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * peer: both ends in one process.
 */
#include "peer.h"

#include "wire/names.h"
#include <check.h>
#include <errno.h>
#include <inttypes.h>

static ssize_t pull(gnutls_transport_ptr_t pointer, void *data, size_t size)
{
	struct peer *peer = pointer;
	struct bytes bytes = bytes_first(buffer_bytes(&peer->in), size);

	if (!bytes.len) {
		gnutls_transport_set_errno(peer->session, EAGAIN);
		return -1;
	}
	memcpy(data, bytes.data, bytes.len);
	buffer_consume(&peer->in, bytes.len);
	return (ssize_t)bytes.len;
}

static ssize_t push(gnutls_transport_ptr_t pointer, const void *data, size_t size)
{
	struct peer *peer = pointer;

	ck_assert(buffer_append(&peer->out, bytes_of(data, size)));
	return (ssize_t)size;
}

static int pull_timeout(gnutls_transport_ptr_t pointer, unsigned ms)
{
	(void)ms;
	return ((struct peer *)pointer)->in.len > 0;
}

static void load(struct peer *peer)
{
	const char *chain = mint_chain_pem(peer->identity), *key = mint_key_pem(peer->identity);
	gnutls_datum_t chain_pem = {(unsigned char *)chain, (unsigned)strlen(chain)};
	gnutls_datum_t key_pem = {(unsigned char *)key, (unsigned)strlen(key)};

	ck_assert_int_ge(gnutls_certificate_allocate_credentials(&peer->credentials), 0);
	ck_assert_int_ge(
		gnutls_certificate_set_x509_key_mem(peer->credentials, &chain_pem, &key_pem, GNUTLS_X509_FMT_PEM), 0);
}

static void open_server(struct peer *peer, const struct peer_recipe *recipe)
{
	const char *bad = NULL;

	load(peer);
	ck_assert_int_ge(gnutls_init(&peer->session, GNUTLS_SERVER | GNUTLS_NONBLOCK | recipe->flags), 0);
	ck_assert_msg(gnutls_priority_set_direct(
			      peer->session, recipe->priority ? recipe->priority : "NORMAL:-VERS-DTLS-ALL", &bad) >= 0,
		"the server's priority at %s", bad);
	gnutls_credentials_set(peer->session, GNUTLS_CRD_CERTIFICATE, peer->credentials);
	if (!(recipe->flags & GNUTLS_NO_TICKETS)) {
		ck_assert_int_ge(gnutls_session_ticket_key_generate(&peer->ticket_key), 0);
		ck_assert_int_ge(gnutls_session_ticket_enable_server(peer->session, &peer->ticket_key), 0);
	}
	gnutls_transport_set_ptr(peer->session, peer);
	gnutls_transport_set_pull_function(peer->session, pull);
	gnutls_transport_set_push_function(peer->session, push);
	gnutls_transport_set_pull_timeout_function(peer->session, pull_timeout);
}

static void open_client(struct peer *peer, const struct peer_recipe *recipe)
{
	struct journal_config config = {.clock = clock_fixed(&peer->hands), .spill_fd = -1};
	struct tls_settings settings = recipe->offers;
	struct error error = {.sentence = ""};

	settings.reference_name = "mail.example.org";
	settings.ca_pem = mint_root_pem(peer->identity);
	if (recipe->client)
		settings.priority = recipe->client;
	peer->journal = journal_new(&config);
	peer->client = tls_client_new(&settings, peer->journal, &error);
	ck_assert_msg(peer->client != NULL, "%s", error.sentence);
}

void peer_demand_certificate(struct peer *peer, const void *context)
{
	(void)context;
	gnutls_certificate_server_set_request(peer->session, GNUTLS_CERT_REQUIRE);
}

void peer_open(struct peer *peer, const struct peer_recipe *recipe)
{
	struct clock machine = clock_system();
	struct mint_recipe mint = recipe->mint;

	*peer = (struct peer){.up = false};
	buffer_init(&peer->in, 4 << 20);
	buffer_init(&peer->out, 4 << 20);
	buffer_init(&peer->heard, 1 << 20);
	mint.name = mint.name ? mint.name : "mail.example.org";
	mint.now = clock_wall(&machine) / 1000000;
	peer->hands = (struct clock_hands){.wall = mint.now * 1000000};
	peer->identity = mint_identity(&mint);
	open_server(peer, recipe);
	if (recipe->prepare)
		recipe->prepare(peer, recipe->context);
	open_client(peer, recipe);
}

void peer_close(struct peer *peer)
{
	tls_free(peer->client);
	gnutls_deinit(peer->session);
	gnutls_certificate_free_credentials(peer->credentials);
	gnutls_free(peer->ticket_key.data);
	journal_free(peer->journal);
	mint_free(peer->identity);
	buffer_done(&peer->in);
	buffer_done(&peer->out);
	buffer_done(&peer->heard);
}

static void server_hears(struct peer *peer)
{
	unsigned char text[4096];
	ssize_t got;

	do {
		got = gnutls_record_recv(peer->session, text, sizeof(text));
		if (got > 0)
			buffer_append(&peer->heard, bytes_of(text, (size_t)got));
		if (got == GNUTLS_E_REHANDSHAKE)
			peer->up = false;
	} while (got > 0);
	if (got < 0 && gnutls_error_is_fatal((int)got))
		peer->failed = (int)got;
}

static void server_step(struct peer *peer)
{
	if (peer->failed)
		return;
	if (peer->up) {
		server_hears(peer);
		return;
	}
	int result = gnutls_handshake(peer->session);
	peer->up = result >= 0;
	if (result == GNUTLS_E_GOT_APPLICATION_DATA)
		server_hears(peer);
	else if (result < 0 && gnutls_error_is_fatal(result)) {
		gnutls_alert_send_appropriate(peer->session, result);
		peer->failed = result;
	}
}

static bool client_speaks(struct peer *peer)
{
	struct buffer *wire = tls_wire_out(peer->client);
	bool any = wire->len > 0;

	buffer_append(&peer->in, buffer_bytes(wire));
	buffer_clear(wire);
	return any;
}

static bool client_hears(struct peer *peer)
{
	struct bytes bytes = buffer_bytes(&peer->out);
	size_t taken = bytes.len ? tls_receive(peer->client, bytes) : 0;

	buffer_consume(&peer->out, taken);
	return taken > 0;
}

void peer_converse(struct peer *peer)
{
	bool any;

	tls_receive(peer->client, (struct bytes){0});
	do {
		any = client_speaks(peer);
		/* A message in several fragments takes several calls. */
		for (int i = 0; i < 4; i++)
			server_step(peer);
		any = client_hears(peer) || any;
		peer->hands.monotonic += 1000;
	} while (any);
}

void peer_say(struct peer *peer, const char *text)
{
	ck_assert_int_eq(gnutls_record_send(peer->session, text, strlen(text)), (ssize_t)strlen(text));
}

const struct event *peer_find(const struct peer *peer, enum event_kind kind, enum direction direction, uint64_t from)
{
	for (uint64_t i = from; i < journal_count(peer->journal); i++) {
		const struct event *event = journal_at(peer->journal, i);
		if (event->kind == kind && event->direction == direction)
			return event;
	}
	return NULL;
}

static void tell_message(const struct event *event, struct buffer *text)
{
	const struct event_tls_message *message = &event->tls_message;
	const char *name = message->retry ? "HelloRetryRequest" : wire_message_name(message->type);

	buffer_printf(text, "%s%s\n", message->encrypted ? "# " : "", name ? name : "?");
}

static void tell_record(const struct event *event, struct buffer *text)
{
	const struct event_tls_record *record = &event->tls_record;

	buffer_printf(text, "record %u %s", record->type, record_keys_name(record->keys));
	if (record->inner_type)
		buffer_printf(text, " %u", record->inner_type);
	if (record->generation)
		buffer_printf(text, " generation %" PRIu32, record->generation);
	buffer_append_text(text, "\n");
}

void peer_story(const struct peer *peer, struct buffer *ret_text, bool records)
{
	for (uint64_t i = 0; i < journal_count(peer->journal); i++) {
		const struct event *event = journal_at(peer->journal, i);
		const char *arrow = event->direction == DIRECTION_OUT ? "> " : "< ";
		if (event->kind == EVENT_TLS_MESSAGE) {
			buffer_append_text(ret_text, arrow);
			tell_message(event, ret_text);
		} else if (event->kind == EVENT_TLS_RECORD && records) {
			buffer_append_text(ret_text, arrow);
			tell_record(event, ret_text);
		} else if (event->kind == EVENT_TLS_ALERT) {
			buffer_printf(ret_text, "%salert %u\n", arrow, event->tls_alert.description);
		} else if (event->kind == EVENT_TLS_UP) {
			buffer_append_text(ret_text, "up\n");
		} else if (event->kind == EVENT_TLS_FAILED) {
			buffer_append_text(ret_text, "failed\n");
		}
	}
}

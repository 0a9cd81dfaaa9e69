/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tls: GnuTLS over memory.
 *
 * GNUTLS_E_AGAIN does not mean that the input is empty: GnuTLS returns it after every fragment of a message and after
 * every session ticket. Only the pull function knows, hence the starved flag: unless it is set, the call is made again.
 */
#include "tls/engine.h"

#include "base/alloc.h"
#include "tls/anchors.h"
#include "tls/identity.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_LOG_MAX = 65536, RECORD_MAX = 5 + 16384 };

const char *tls_library_version(void)
{
	return gnutls_check_version(NULL);
}

/* The transport that GnuTLS sees */

/*
 * What GnuTLS is not to see. A handshake record without content has it look for the rest of a message for ever, when the one
 * before held the beginning (3.7.9).
 */
static bool is_refused(const struct tls *tls)
{
	return tls->too_large || tls->in.hollow;
}

static ssize_t pull(gnutls_transport_ptr_t pointer, void *data, size_t size)
{
	struct tls *tls = pointer;
	struct bytes bytes = bytes_first(bytes_from(tls->input, tls->taken), size);

	if (!bytes.len && tls->ended)
		return 0;
	if (!bytes.len || is_refused(tls)) {
		tls->starved = true;
		gnutls_transport_set_errno(tls->session, is_refused(tls) ? EIO : EAGAIN);
		return -1;
	}
	memcpy(data, bytes.data, bytes.len);
	tls->taken += bytes.len;
	if (tls->state == TLS_HANDSHAKING || tls->renegotiating)
		tls->handshake_in += bytes.len;
	if (tls->state == TLS_HANDSHAKING)
		tls->too_large = tls->handshake_in > TLS_HANDSHAKE_MAX;
	if (tls->journal)
		record_follow(tls, &tls->in, DIRECTION_IN, bytes);
	if (!tls->in.hollow)
		return (ssize_t)bytes.len;
	gnutls_transport_set_errno(tls->session, EIO);
	return -1;
}

static ssize_t push(gnutls_transport_ptr_t pointer, const void *data, size_t size)
{
	struct tls *tls = pointer;
	struct bytes bytes = bytes_of(data, size);

	if (!buffer_append(&tls->wire_out, bytes)) {
		gnutls_transport_set_errno(tls->session, EAGAIN);
		return -1;
	}
	if (tls->state == TLS_HANDSHAKING || tls->renegotiating)
		tls->handshake_out += size;
	if (tls->journal)
		record_follow(tls, &tls->out, DIRECTION_OUT, bytes);
	return (ssize_t)size;
}

static int pull_timeout(gnutls_transport_ptr_t pointer, unsigned ms)
{
	const struct tls *tls = pointer;

	(void)ms;
	return tls->taken < tls->input.len || tls->ended;
}

/* Beginning and end */

static struct tls *engine_new(unsigned role, struct error *error)
{
	struct tls *tls = alloc_zero(1, sizeof(*tls));

	buffer_init(&tls->wire_out, TLS_WIRE_MAX);
	buffer_init_secret(&tls->plain_in, TLS_PLAIN_MAX);
	buffer_init(&tls->certificate, CERTIFICATE_MAX);
	buffer_init(&tls->scts, SCTS_MAX);
	buffer_init_secret(&tls->key_log, KEY_LOG_MAX);
	record_init(&tls->in);
	record_init(&tls->out);
	tls->began_us = -1;
	tls->last_message = -1;
	int result = gnutls_init(&tls->session, role | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
	if (result < 0) {
		error_set(error, ERROR_TLS, result, "TLS cannot be set up: %s", gnutls_strerror(result));
		tls_free(tls);
		return NULL;
	}
	gnutls_session_set_ptr(tls->session, tls);
	gnutls_transport_set_ptr(tls->session, tls);
	gnutls_transport_set_pull_function(tls->session, pull);
	gnutls_transport_set_push_function(tls->session, push);
	gnutls_transport_set_pull_timeout_function(tls->session, pull_timeout);
	return tls;
}

static bool load_anchors(struct tls *tls, const struct tls_settings *settings, struct error *error)
{
	tls->anchors = settings->anchors ? tls_anchors_share(settings->anchors) : tls_anchors_new(settings, error);
	return tls->anchors != NULL;
}

static struct tls *client_new(
	const struct tls_settings *settings, const struct hello_fit *fit, struct journal *journal, struct error *error)
{
	struct setup setup;
	struct tls *tls;

	if (!setup_prepare(settings, fit, &setup, error))
		return NULL;
	tls = engine_new(GNUTLS_CLIENT | setup.flags, error);
	if (!tls) {
		setup_done(&setup);
		return NULL;
	}
	tls->setup = setup;
	if (!setup_apply(&tls->setup, settings, tls->session, error) || !load_anchors(tls, settings, error)) {
		tls_free(tls);
		return NULL;
	}
	tls->journal = journal;
	tls->reference_name = alloc_text(settings->reference_name ? settings->reference_name : "");
	tls->mail_domain = settings->mail_domain ? alloc_text(settings->mail_domain) : NULL;
	tls->srv_service = settings->srv_service ? alloc_text(settings->srv_service) : NULL;
	tls->as_of = settings->as_of;
	tls->keeps_secrets = settings->keep_secrets;
	gnutls_handshake_set_hook_function(tls->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_PRE, message_hooked);
	gnutls_session_set_keylog_function(tls->session, secrets_logged);
	return tls;
}

/* The ClientHello that a client would send, without the headers of its records; 0: it cannot be had. */
static size_t measure_hello(const struct tls_settings *settings, const struct hello_fit *fit)
{
	struct tls_settings bare = *settings;
	struct hello_fit alike = *fit;
	struct clock_hands hands = {.wall = 0};
	struct journal_config config = {.clock = clock_fixed(&hands), .spill_fd = -1};
	struct error error;
	size_t size = 0;

	bare.ca_file = bare.ca_pem = bare.crl_file = bare.ct_logs_file = bare.cert_file = bare.key_file = NULL;
	bare.trust_none = true;
	bare.anchors = NULL;
	alike.late_certificate = settings->cert_file;
	bare.keep_secrets = false;
	struct journal *journal = journal_new(&config);
	struct tls *tls = client_new(&bare, &alike, journal, &error);
	if (tls) {
		tls_receive(tls, (struct bytes){0});
		size_t wire = tls->wire_out.len;
		size_t records = (wire + RECORD_MAX - 1) / RECORD_MAX;
		size = wire - 5 * records;
	}
	tls_free(tls);
	journal_free(journal);
	return size;
}

struct tls *tls_client_new(const struct tls_settings *settings, struct journal *journal, struct error *error)
{
	struct hello_fit fit = {.step = 0};

	if (settings->hello_size)
		fit = hello_fit(settings, measure_hello);
	return client_new(settings, &fit, journal, error);
}

struct tls *tls_server_new(const struct tls_identity *identity)
{
	struct tls *tls = engine_new(GNUTLS_SERVER, NULL);

	if (!tls)
		return NULL;
	if (gnutls_priority_set_direct(tls->session, identity->priority, NULL) < 0) {
		tls_free(tls);
		return NULL;
	}
	gnutls_credentials_set(tls->session, GNUTLS_CRD_CERTIFICATE, identity->credentials);
	if (!identity->no_tickets)
		gnutls_session_ticket_enable_server(tls->session, &identity->ticket_key);
	if (identity->client != MINT_CLIENT_UNASKED)
		gnutls_certificate_server_set_request(tls->session,
			identity->client == MINT_CLIENT_REQUIRED ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_REQUEST);
	return tls;
}

void tls_free(struct tls *tls)
{
	if (!tls)
		return;
	if (tls->session)
		gnutls_deinit(tls->session);
	setup_done(&tls->setup);
	tls_anchors_free(tls->anchors);
	buffer_done(&tls->wire_out);
	buffer_done(&tls->plain_in);
	buffer_done(&tls->certificate);
	buffer_done(&tls->scts);
	buffer_done(&tls->key_log);
	record_done(&tls->in);
	record_done(&tls->out);
	message_forget(tls);
	hello_only_free(tls->hello_only);
	free(tls->reference_name);
	free(tls->mail_domain);
	free(tls->srv_service);
	free(tls);
}

/* Going on */

static void handshake_complete(struct tls *tls)
{
	tls->state = TLS_UP;
	if (!tls->journal)
		return;
	info_tell(tls);
	/* What follows in the same bytes travelled under TLS already. */
	journal_set_phase(tls->journal, PHASE_TLS);
}

static void handshake_failed(struct tls *tls, int result)
{
	/* Certificates that led to the failure are shown all the same. */
	if (tls->journal && tls->certificate.len)
		info_tell_chain(tls);
	failure_tell(tls, result);
}

static void tell_warning(struct tls *tls)
{
	failure_tell_alert(tls, DIRECTION_IN, 1, (unsigned)gnutls_alert_get(tls->session));
}

static void advance_handshake(struct tls *tls)
{
	int result;

	do {
		tls->starved = false;
		result = gnutls_handshake(tls->session);
		if (result == GNUTLS_E_WARNING_ALERT_RECEIVED)
			tell_warning(tls);
	} while (result < 0 && !gnutls_error_is_fatal(result) && !tls->starved);
	if (result >= 0)
		handshake_complete(tls);
	else if (gnutls_error_is_fatal(result))
		handshake_failed(tls, result);
}

static bool survives(struct tls *tls, ssize_t result)
{
	switch (result) {
	case GNUTLS_E_AGAIN:
	case GNUTLS_E_INTERRUPTED: return true;
	case GNUTLS_E_WARNING_ALERT_RECEIVED: tell_warning(tls); return true;
	case GNUTLS_E_REHANDSHAKE: after_hello_request(tls); return true;
	case GNUTLS_E_REAUTH_REQUEST: after_reauthentication_request(tls); return true;
	default: return !gnutls_error_is_fatal((int)result);
	}
}

static bool is_reading(const struct tls *tls)
{
	return tls->state == TLS_UP || tls->state == TLS_CLOSING;
}

static void peer_closed(struct tls *tls)
{
	failure_tell_alert(tls, DIRECTION_IN, 1, GNUTLS_A_CLOSE_NOTIFY);
	tls->state = tls->state == TLS_CLOSING ? TLS_ENDED : TLS_PEER_CLOSED;
}

/* A client stops behind a record that holds data when there is more. */
static void advance_records(struct tls *tls)
{
	while (is_reading(tls) && after_advance(tls)) {
		unsigned char *place = buffer_reserve(&tls->plain_in, RECORD_PLAIN_MAX);
		if (!place)
			return;
		tls->starved = false;
		ssize_t got = gnutls_record_recv(tls->session, place, RECORD_PLAIN_MAX);
		if (got > 0) {
			buffer_commit(&tls->plain_in, (size_t)got);
			/* What is told of the next record comes behind what this one says. */
			if (tls->journal && tls->taken < tls->input.len)
				return;
		} else if (got == 0)
			peer_closed(tls);
		else if (!survives(tls, got))
			failure_tell(tls, (int)got);
		else if (tls->starved)
			return;
	}
}

static void keep_first(struct tls *tls, struct bytes wire)
{
	struct bytes more = bytes_first(wire, FIRST_KEPT - tls->first_len);

	if (tls->state != TLS_HANDSHAKING || !more.len)
		return;
	memcpy(tls->first + tls->first_len, more.data, more.len);
	tls->first_len += more.len;
}

/*
 * Bytes that begin no record: GnuTLS would fail at the first five, and what the server wanted to say would be cut. Its
 * line is awaited, so that it can be shown. True: the bytes are taken, GnuTLS is not asked.
 */
static bool is_no_record(struct tls *tls)
{
	struct bytes first = bytes_of(tls->first, tls->first_len);

	if (tls->state != TLS_HANDSHAKING || !first.len || (first.data[0] >= 20 && first.data[0] <= 24))
		return false;
	size_t end = bytes_index(first, '\n', 0);
	if (end == first.len && first.len < FIRST_KEPT && !tls->ended)
		return true;
	/* That line alone is shown, however much came with it. */
	if (end < first.len)
		tls->first_len = end + 1;
	tls->in.lost = true;
	failure_tell(tls, GNUTLS_E_UNEXPECTED_PACKET);
	return true;
}

size_t tls_receive(struct tls *tls, struct bytes wire)
{
	if (tls->journal)
		tls->arrived_us = journal_now(tls->journal);
	if (tls->began_us < 0) {
		tls->began_us = tls->arrived_us;
		if (tls->journal)
			setup_tell(&tls->setup, tls->journal);
	}
	if (tls->hello_only && hello_only_ssl2(tls, wire))
		return wire.len;
	keep_first(tls, wire);
	if (tls->journal && is_no_record(tls))
		return wire.len;
	if (tls->hello_only)
		return hello_only_receive(tls, wire);
	tls->input = wire;
	tls->taken = 0;
	if (tls->state == TLS_HANDSHAKING)
		advance_handshake(tls);
	if (is_reading(tls))
		advance_records(tls);
	size_t taken = tls->taken;
	tls->input = (struct bytes){0};
	tls->taken = 0;
	return taken;
}

static void tell_cut(struct tls *tls)
{
	struct event event = {.kind = EVENT_TLS_CLOSED, .direction = DIRECTION_IN, .tls_closed = {.by_peer = true}};

	if (tls->journal)
		journal_append(tls->journal, &event);
}

static void end_of_handshake_or_session(struct tls *tls)
{
	bool was_up = tls->state == TLS_UP;

	tls->ended = true;
	tls_receive(tls, (struct bytes){0});
	/* A record that was cut in its middle, or nothing at all: both are a truncation. */
	if (tls->state == TLS_HANDSHAKING || (tls->state == TLS_UP && !tls->plain_in.len))
		failure_tell(tls, GNUTLS_E_PREMATURE_TERMINATION);
	if (was_up && tls->state == TLS_BROKEN)
		tell_cut(tls);
}

void tls_wire_ended(struct tls *tls)
{
	if (tls->journal)
		record_cut(tls, &tls->in, DIRECTION_IN);
	switch (tls->state) {
	case TLS_HANDSHAKING:
	case TLS_UP: end_of_handshake_or_session(tls); return;
	case TLS_CLOSING:
		/* Many servers close the connection for an answer. Nothing is lost by it: we had said that we were done. */
		tell_cut(tls);
		tls->state = TLS_ENDED;
		return;
	case TLS_PEER_CLOSED: tls->state = TLS_ENDED; return;
	case TLS_ENDED:
	case TLS_BROKEN: return;
	}
}

bool tls_send(struct tls *tls, struct bytes plain)
{
	/* Records add at most some 40 bytes to every 16 KiB. */
	if (tls->state != TLS_UP || buffer_room(&tls->wire_out) < plain.len + plain.len / 128 + 1024)
		return false;
	while (plain.len) {
		ssize_t sent = gnutls_record_send(tls->session, plain.data, plain.len);
		if (sent == GNUTLS_E_AGAIN || sent == GNUTLS_E_INTERRUPTED)
			continue;
		if (sent < 0) {
			failure_tell(tls, (int)sent);
			return false;
		}
		plain = bytes_from(plain, (size_t)sent);
	}
	return true;
}

void tls_close(struct tls *tls)
{
	if (tls->state != TLS_UP && tls->state != TLS_PEER_CLOSED)
		return;
	gnutls_bye(tls->session, GNUTLS_SHUT_WR);
	failure_tell_alert(tls, DIRECTION_OUT, 1, GNUTLS_A_CLOSE_NOTIFY);
	tls->state = tls->state == TLS_PEER_CLOSED ? TLS_ENDED : TLS_CLOSING;
}

void tls_timed_out(struct tls *tls)
{
	if (tls->state == TLS_HANDSHAKING)
		failure_tell_sentence(tls, TLS_FAILURE_TIMEOUT, GNUTLS_E_TIMEDOUT,
			tls->last_message > 1
				? "the handshake did not end in time"
				: "the server did not answer our ClientHello; some servers stall on a large one (--hello-size 250 "
				  "sends a small one), and some ports do not speak TLS");
}

/* To look at */

enum tls_state tls_state(const struct tls *tls)
{
	return tls->state;
}

struct buffer *tls_wire_out(struct tls *tls)
{
	return &tls->wire_out;
}

struct buffer *tls_plain_in(struct tls *tls)
{
	return &tls->plain_in;
}

const struct tls_facts *tls_facts(const struct tls *tls)
{
	return tls->facts;
}

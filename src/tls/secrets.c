/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * secrets: the traffic secrets that GnuTLS logs: they open the records for the tap, and become lines of a key log in
 * NSS's format where the user asked for one.
 */
#include "tls/engine.h"

#include <string.h>

static void append_hex(struct buffer *out, const unsigned char *data, size_t len)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		buffer_append_byte(out, (unsigned char)digits[data[i] >> 4]);
		buffer_append_byte(out, (unsigned char)digits[data[i] & 15]);
	}
}

static void log_line(struct tls *tls, const char *label, const gnutls_datum_t *secret)
{
	gnutls_datum_t client = {NULL, 0}, server = {NULL, 0};

	/* A line is written whole or not at all. */
	if (buffer_room(&tls->key_log) < 256)
		return;
	gnutls_session_get_random(tls->session, &client, &server);
	buffer_append_text(&tls->key_log, label);
	buffer_append_byte(&tls->key_log, ' ');
	append_hex(&tls->key_log, client.data, client.size);
	buffer_append_byte(&tls->key_log, ' ');
	append_hex(&tls->key_log, secret->data, secret->size);
	buffer_append_byte(&tls->key_log, '\n');
}

static void hand_to_tap(struct tls *tls, const char *label, struct bytes secret)
{
	if (!strcmp(label, "SERVER_HANDSHAKE_TRAFFIC_SECRET"))
		unseal_set_secret(&tls->in.unseal, RECORD_HANDSHAKE, secret);
	else if (!strcmp(label, "CLIENT_HANDSHAKE_TRAFFIC_SECRET"))
		unseal_set_secret(&tls->out.unseal, RECORD_HANDSHAKE, secret);
	else if (!strcmp(label, "SERVER_TRAFFIC_SECRET_0"))
		unseal_set_secret(&tls->in.unseal, RECORD_APPLICATION, secret);
	else if (!strcmp(label, "CLIENT_TRAFFIC_SECRET_0"))
		unseal_set_secret(&tls->out.unseal, RECORD_APPLICATION, secret);
}

int secrets_logged(gnutls_session_t session, const char *label, const gnutls_datum_t *secret)
{
	struct tls *tls = gnutls_session_get_ptr(session);

	hand_to_tap(tls, label, bytes_of(secret->data, secret->size));
	if (tls->keeps_secrets)
		log_line(tls, label, secret);
	return 0;
}

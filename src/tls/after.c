/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * after: what can happen to a session once it is up: new keys, a new handshake, authentication asked for late.
 */
#include "tls/engine.h"

#include "wire/message.h"

static bool is_up(const struct tls *tls, struct error *error)
{
	return tls->state == TLS_UP || error_set(error, ERROR_USAGE, 0, "TLS is not up");
}

static bool told(int result, const char *what, struct error *error)
{
	return result >= 0 || error_set(error, ERROR_TLS, result, "%s: %s", what, gnutls_strerror(result));
}

/* The figures of a renegotiation are its own. */
static void begin_figures(struct tls *tls)
{
	tls->began_us = tls->journal ? journal_now(tls->journal) : 0;
	tls->messages_before = tls->messages;
	tls->in_before = tls->handshake_in;
	tls->out_before = tls->handshake_out;
}

/* What we ask for */

bool tls_rekey(struct tls *tls, bool both, struct error *error)
{
	if (!is_up(tls, error))
		return false;
	if (!is_tls13(tls))
		return error_set(error, ERROR_USAGE, 0,
			"key updates came with TLS 1.3 (RFC 8446 §4.6.3); before that only :renegotiate makes new keys");
	return told(gnutls_session_key_update(tls->session, both ? GNUTLS_KU_PEER : 0), "the key update", error);
}

bool tls_renegotiate(struct tls *tls, struct error *error)
{
	if (!is_up(tls, error))
		return false;
	if (is_tls13(tls))
		return error_set(error, ERROR_USAGE, 0,
			"TLS 1.3 has no renegotiation (RFC 8446 §4.1.2); :rekey makes new keys, :resume a new handshake");
	if (!gnutls_safe_renegotiation_status(tls->session))
		return error_set(error, ERROR_USAGE, 0,
			"the server has no secure renegotiation (RFC 5746): it cannot be told from an attack");
	begin_figures(tls);
	tls->renegotiating = true;
	tls_receive(tls, (struct bytes){0});
	return true;
}

bool tls_session_data(struct tls *tls, struct buffer *ret_data, struct error *error)
{
	gnutls_datum_t data = {NULL, 0};

	if (tls->state == TLS_HANDSHAKING)
		return error_set(error, ERROR_USAGE, 0, "there is no TLS session yet");
	if (is_tls13(tls) && !(gnutls_session_get_flags(tls->session) & GNUTLS_SFLAGS_SESSION_TICKET))
		return error_set(
			error, ERROR_USAGE, 0, "the server has sent no ticket: this session cannot be resumed");
	if (!told(gnutls_session_get_data2(tls->session, &data), "the session", error))
		return false;
	bool kept = resume_seal(bytes_of(data.data, data.size), ret_data);
	gnutls_memset(data.data, 0, data.size);
	gnutls_free(data.data);
	return kept || error_set(error, ERROR_LIMIT, 0, "the session is larger than what is kept");
}

struct buffer *tls_key_log(struct tls *tls)
{
	return &tls->key_log;
}

/* What the server asks for */

static void refuse_renegotiation(struct tls *tls)
{
	if (gnutls_alert_send(tls->session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION) >= 0)
		failure_tell_alert(tls, DIRECTION_OUT, 1, GNUTLS_A_NO_RENEGOTIATION);
}

/* Without RFC 5746 nobody can tell who began the session: such a request is refused in peace (RFC 5246 §7.2.2). */
void after_hello_request(struct tls *tls)
{
	begin_figures(tls);
	message_tell_hello_request(tls);
	/* Behind our close_notify nothing may be sent any more (RFC 8446 §6.1). */
	if (tls->state != TLS_UP)
		return;
	if (gnutls_safe_renegotiation_status(tls->session))
		tls->renegotiating = true;
	else
		refuse_renegotiation(tls);
}

void after_reauthentication_request(struct tls *tls)
{
	tls->reauthenticating = tls->state == TLS_UP;
}

/* Going on */

static int take_step(struct tls *tls)
{
	return tls->reauthenticating ? gnutls_reauth(tls->session, 0) : gnutls_handshake(tls->session);
}

static void complete(struct tls *tls)
{
	bool anew = tls->renegotiating;

	tls->renegotiating = tls->reauthenticating = false;
	/* Another suite and other certificates may have come of it. */
	if (anew && tls->journal)
		info_tell(tls);
}

static void warned(struct tls *tls)
{
	unsigned alert = (unsigned)gnutls_alert_get(tls->session);

	failure_tell_alert(tls, DIRECTION_IN, 1, alert);
	if (alert == GNUTLS_A_NO_RENEGOTIATION)
		tls->renegotiating = false;
}

/*
 * The server may go on to speak until it has our ClientHello. Data that GnuTLS meets in a handshake make it begin anew, with
 * a second ClientHello that no server takes: so they are read as data, before the handshake goes on. Before TLS 1.3 the
 * record's first byte tells.
 */
static bool data_are_next(const struct tls *tls)
{
	const struct record_tap *tap = &tls->in;
	struct bytes rest = bytes_from(tls->input, tls->taken);

	if (!tls->renegotiating)
		return false;
	return tap->have ? tap->header[0] == WIRE_APPLICATION_DATA : rest.len && rest.data[0] == WIRE_APPLICATION_DATA;
}

bool after_advance(struct tls *tls)
{
	while ((tls->renegotiating || tls->reauthenticating) && !data_are_next(tls)) {
		tls->starved = false;
		int result = take_step(tls);
		if (result >= 0)
			complete(tls);
		else if (result == GNUTLS_E_GOT_APPLICATION_DATA)
			return true;
		else if (result == GNUTLS_E_WARNING_ALERT_RECEIVED)
			warned(tls);
		else if (gnutls_error_is_fatal(result))
			failure_tell(tls, result);
		if (tls->state != TLS_UP || (result < 0 && tls->starved))
			return false;
	}
	return true;
}

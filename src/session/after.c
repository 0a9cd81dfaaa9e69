/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * after: what the user may ask of TLS once it is up.
 */
#include "session/conductor.h"

/* What the engine has written must leave, whatever came of it. */
static bool done(struct session *session, bool result)
{
	if (session->tls)
		stream_flush_tls(session);
	return result;
}

static bool has_tls(const struct session *session, struct error *error)
{
	return session->stage == STAGE_SECURED || error_set(error, ERROR_USAGE, 0, "TLS is not up");
}

bool session_rekey(struct session *session, bool both, struct error *error)
{
	return has_tls(session, error) && done(session, tls_rekey(session->tls, both, error));
}

bool session_renegotiate(struct session *session, struct error *error)
{
	return has_tls(session, error) && done(session, tls_renegotiate(session->tls, error));
}

bool session_close_notify(struct session *session, struct error *error)
{
	if (!has_tls(session, error))
		return false;
	session->closing = true;
	session->closing_us = journal_now(session->journal);
	tls_close(session->tls);
	return done(session, true);
}

bool session_tls_data(struct session *session, struct buffer *ret_data, struct error *error)
{
	if (!session->tls)
		return error_set(error, ERROR_USAGE, 0, "there was no TLS session yet");
	return tls_session_data(session->tls, ret_data, error);
}

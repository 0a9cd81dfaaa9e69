/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * after_tls: new keys, a new handshake, the same session on a new connection.
 */
#include "app/after_tls.h"

static struct session *live_session(struct front *front)
{
	if (connection_alive(front->connection))
		return connection_session(front->connection);
	front_say(front, SEVERITY_WARNING, "there is no connection; :reconnect or :connect TARGET opens one");
	return NULL;
}

void after_tls_rekey(struct front *front, struct bytes arguments)
{
	struct session *session = live_session(front);
	struct bytes word = bytes_trim(arguments);
	struct error error;

	if (!session)
		return;
	if (word.len && !bytes_is(word, "both"))
		front_say(front, SEVERITY_WARNING,
			":rekey changes our keys, :rekey both asks the server to change its own");
	else if (!session_rekey(session, word.len > 0, &error))
		commands_say_error(front, &error);
}

void after_tls_renegotiate(struct front *front, struct bytes arguments)
{
	struct session *session = live_session(front);
	struct error error;

	(void)arguments;
	if (session && !session_renegotiate(session, &error))
		commands_say_error(front, &error);
}

void after_tls_close_notify(struct front *front, struct bytes arguments)
{
	struct session *session = live_session(front);
	struct error error;

	(void)arguments;
	if (session && !session_close_notify(session, &error))
		commands_say_error(front, &error);
}

/* The session outlives its connection: it may be resumed after that was closed, too. */
void after_tls_resume(struct front *front, struct bytes arguments)
{
	struct session *session = front->connection ? connection_session(front->connection) : NULL;
	struct target target = front->config.target;
	struct error error;

	(void)arguments;
	if (!session) {
		front_say(front, SEVERITY_WARNING, "there was no connection yet");
		return;
	}
	buffer_clear(&front->tls_session);
	if (!session_tls_data(session, &front->tls_session, &error)) {
		commands_say_error(front, &error);
		return;
	}
	front->config.session.tls.resume = buffer_bytes(&front->tls_session);
	front->config.session.starttls_at_once = true;
	front_connect(front, &target);
	front->config.session.tls.resume = (struct bytes){0};
	front->config.session.starttls_at_once = false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * after_tls: new keys, a new handshake, the same session on a new connection.
 */
#include "app/after_tls.h"

static struct session *live_session(struct console *console)
{
	if (console_alive(console))
		return connection_session(console->connection);
	console_say(console, SEVERITY_WARNING, "there is no connection; :reconnect or :connect TARGET opens one");
	return NULL;
}

void after_tls_rekey(struct console *console, struct bytes arguments)
{
	struct session *session = live_session(console);
	struct bytes word = bytes_trim(arguments);
	struct error error;

	if (!session)
		return;
	if (word.len && !bytes_is(word, "both"))
		console_say(console, SEVERITY_WARNING,
			":rekey changes our keys, :rekey both asks the server to change its own");
	else if (!session_rekey(session, word.len > 0, &error))
		commands_say_error(console, &error);
	else
		console_say(console, SEVERITY_INFO, "what we send has new keys from here on%s",
			word.len ? "; the server is to change its own before it says anything more (RFC 8446 §4.6.3)"
				 : "");
}

void after_tls_renegotiate(struct console *console, struct bytes arguments)
{
	struct session *session = live_session(console);
	struct error error;

	(void)arguments;
	if (session && !session_renegotiate(session, &error))
		commands_say_error(console, &error);
}

void after_tls_close_notify(struct console *console, struct bytes arguments)
{
	struct session *session = live_session(console);
	struct error error;

	(void)arguments;
	if (session && !session_close_notify(session, &error))
		commands_say_error(console, &error);
}

/* The session outlives its connection: it may be resumed after that was closed, too. */
void after_tls_resume(struct console *console, struct bytes arguments)
{
	struct session *session = console->connection ? connection_session(console->connection) : NULL;
	struct target target = console->config.target;
	bool at_once = console->config.session.starttls_at_once;
	struct error error;

	(void)arguments;
	if (!session) {
		console_say(console, SEVERITY_WARNING, "there was no connection yet");
		return;
	}
	buffer_clear(&console->tls_session);
	if (!session_tls_data(session, &console->tls_session, &error)) {
		commands_say_error(console, &error);
		return;
	}
	console->config.session.tls.resume = buffer_bytes(&console->tls_session);
	console->config.session.starttls_at_once = true;
	console_connect(console, &target);
	console->config.session.tls.resume = (struct bytes){0};
	console->config.session.starttls_at_once = at_once;
}

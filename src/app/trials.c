/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trials: :test.
 */
#include "app/trials.h"

#include "app/commands.h"

static void try_injection(struct console *console)
{
	struct error error;

	if (!console_alive(console))
		console_say(
			console, SEVERITY_WARNING, "there is no connection; :reconnect or :connect TARGET opens one");
	else if (!session_trial(connection_session(console->connection), &error))
		commands_say_error(console, &error);
}

void trials_test(struct console *console, struct bytes arguments)
{
	static const char question[] =
		"A STARTTLS and a harmless command behind it will leave in one piece. A server that answers the command inside TLS "
		"takes what came in the clear for the protected session (CVE-2011-0411). Its log may show an attack: try it on "
		"servers of your own only. Begin?";
	struct bytes rest = arguments;
	struct bytes what = bytes_word(&rest), answer = bytes_word(&rest);

	if (!bytes_is(what, "injection"))
		console_say(console, SEVERITY_WARNING,
			":test injection tells whether a server can be given commands in the clear that it runs inside TLS");
	else if (bytes_is(answer, "yes"))
		try_injection(console);
	else if (!console->hooks->ask(console->context, "Injection", question, try_injection))
		console_say(console, SEVERITY_WARNING,
			"nothing was tried: nobody can be asked here; :test injection yes does it unasked");
}

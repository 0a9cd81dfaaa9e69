/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trials: :test.
 */
#include "app/trials.h"

#include "app/commands.h"

static void try_it(struct console *console, bool (*begin)(struct session *session, struct error *error))
{
	struct error error;

	if (!console_alive(console))
		console_say(
			console, SEVERITY_WARNING, "there is no connection; :reconnect or :connect TARGET opens one");
	else if (!begin(connection_session(console->connection), &error))
		commands_say_error(console, &error);
}

static void try_injection(struct console *console)
{
	try_it(console, session_trial);
}

static void try_smuggling(struct console *console)
{
	try_it(console, session_smuggle);
}

static const struct trial {
	const char *name, *title, *question;
	void (*begin)(struct console *console);
} trials[] = {
	{"injection", "Injection",
		"A STARTTLS and a harmless command behind it will leave in one piece. A server that answers the command inside TLS "
		"takes what came in the clear for the protected session (CVE-2011-0411). Its log may show an attack: try it on "
		"servers of your own only. Begin?",
		try_injection},
	{"smuggling", "Smuggling",
		"A message will be sent to the recipients that the server has accepted, with line ends in it that are wrong and a NOOP "
		"behind each. A server that answers a NOOP takes a part of a message for commands (CVE-2023-51764). Its log may "
		"show an attack: try it on servers of your own only. Begin?",
		try_smuggling},
};

static const struct trial *find(struct bytes name)
{
	for (size_t i = 0; i < sizeof(trials) / sizeof(trials[0]); i++)
		if (bytes_is(name, trials[i].name))
			return &trials[i];
	return NULL;
}

void trials_test(struct console *console, struct bytes arguments)
{
	struct bytes rest = arguments;
	const struct trial *trial = find(bytes_word(&rest));
	struct bytes answer = bytes_word(&rest);

	if (!trial) {
		console_say(console, SEVERITY_WARNING,
			":test injection tells whether a server can be given commands in the clear that it runs inside TLS");
		console_say(console, SEVERITY_WARNING,
			":test smuggling tells whether a server takes wrong line ends for the end of a message");
	} else if (bytes_is(answer, "yes")) {
		trial->begin(console);
	} else if (!console->hooks->ask(console->context, trial->title, trial->question, trial->begin)) {
		console_say(console, SEVERITY_WARNING,
			"nothing was tried: nobody can be asked here; :test %s yes does it unasked", trial->name);
	}
}

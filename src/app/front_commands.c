/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front_commands: the local commands that only a screen has.
 */
#include "app/front.h"

#include "app/commands.h"
#include "app/files.h"

static struct front *front_of(struct console *console)
{
	return console->context;
}

static void run_dump(struct console *console, struct bytes arguments)
{
	char path[4096];
	struct error error;

	if (!commands_take_text(console, arguments, "the file's name", path, sizeof(path)))
		return;
	if (front_dump(front_of(console), path, false, &error))
		console_say(console, SEVERITY_INFO, "the screen was written to %s", path);
	else
		commands_say_error(console, &error);
}

static void run_ladder(struct console *console, struct bytes arguments)
{
	char path[4096];
	struct error error;
	struct buffer text;

	if (!commands_take_text(console, arguments, "the file's name", path, sizeof(path)))
		return;
	buffer_init(&text, 1 << 20);
	view_ladder_text(front_of(console)->view, &text);
	if (file_write(path, buffer_bytes(&text), false, &error))
		console_say(console, SEVERITY_INFO, "the ladder was written to %s", path);
	else
		commands_say_error(console, &error);
	buffer_done(&text);
}

static void run_find(struct console *console, struct bytes arguments)
{
	if (!view_find(front_of(console)->view, bytes_trim(arguments)) && bytes_trim(arguments).len)
		console_say(console, SEVERITY_INFO, "not found");
}

static void run_keys(struct console *console, struct bytes arguments)
{
	(void)arguments;
	view_act(front_of(console)->view, ACTION_HELP);
}

static void run_probe(struct console *console, struct bytes arguments)
{
	front_probe_command(front_of(console), arguments);
}

static void run_step(struct console *console, struct bytes arguments)
{
	struct front *front = front_of(console);
	struct bytes wanted = bytes_trim(arguments);
	bool off = bytes_is(wanted, "off");

	if (!off && wanted.len && !bytes_is(wanted, "on")) {
		console_say(console, SEVERITY_WARNING, ":step on, or :step off");
		return;
	}
	/* What was recorded is over: it begins again. */
	view_step(front->view, !off);
	if (!off && console_recorded(console))
		view_rewind(front->view);
	if (view_waiting(front->view) || (off && console_recorded(console)))
		return;
	console_say(console, SEVERITY_INFO,
		off ? "step mode is off: everything is shown as it comes"
		: console_recorded(console)
			? "this session has no handshake to go through"
			: "step mode is on: handshake messages are shown one by one; F9 shows the next");
}

const struct command front_commands[] = {
	{"dump", "FILE", "write the screen as it is to FILE (.svg: a picture, else text)", run_dump},
	{"find", "TEXT", "find in the conversation; n and N in the pane go on", run_find},
	{"keys", NULL, "what the keys do (F1)", run_keys},
	{"ladder", "FILE", "write the ladder of the handshake tab to FILE", run_ladder},
	{"probe", "[TARGET]", "find out what the server can speak: versions, ciphers, groups; again: break it off",
		run_probe},
	{"step", "[on|off]", "show handshake messages one by one: F9, or Space at an empty prompt, shows the next",
		run_step},
};
const size_t front_command_count = sizeof(front_commands) / sizeof(front_commands[0]);

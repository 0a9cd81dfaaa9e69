/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plain_person: a terminal with somebody at it: prompt, history, questions, secrets typed unseen.
 *
 * The prompt bears the marks of the line that will be sent («!> », «#> »), so what was typed stands there as it was sent.
 * It is shown when the server is ready, or as soon as somebody types; it is left, never erased, when something arrives.
 */
#include "app/plain.h"

#include "app/commands.h"
#include "app/files.h"
#include "app/recent.h"
#include "app/unlock.h"
#include "tls/credentials.h"
#include "ui/line_prompt.h"
#include <stdio.h>
#include <unistd.h>

static bool on_complete(void *context, struct bytes text, size_t index, struct buffer *ret_line, const char **ret_help)
{
	struct plain *plain = context;
	const struct proto *proto = console_proto(&plain->console);

	if (plain->question != PLAIN_ASKS_NOTHING || !console_takes_commands(&plain->console))
		return false;
	if (bytes_starts_with(text, ":") && !bytes_starts_with(text, "::"))
		return commands_complete(&plain->console, bytes_from(text, 1), index, ret_line, ret_help);
	return proto && proto_complete(proto, text, index, ret_line, ret_help);
}

static void ask_once_more(struct plain *plain)
{
	plain->question = PLAIN_ASKS_SECRET_SURELY;
	console_say(&plain->console, SEVERITY_WARNING,
		"once it has left, it is no secret any more: change it afterwards%s",
		console_offers_tls(&plain->console) ? "; the server offers TLS: :starttls asks for it" : "");
}

static void answer(struct plain *plain, struct bytes line)
{
	bool yes = bytes_is(bytes_trim(line), "y") || bytes_is(bytes_trim(line), "yes");
	enum plain_question question = plain->question;

	plain->question = PLAIN_ASKS_NOTHING;
	switch (question) {
	case PLAIN_ASKS_NOTHING: return;
	case PLAIN_ASKS_QUIT:
		if (yes)
			plain_leave(plain);
		break;
	case PLAIN_ASKS_CONFIRM:
		if (yes)
			plain->yes(&plain->console);
		break;
	case PLAIN_ASKS_SECRET_IN_CLEAR:
		/* Fingers answer the first question by themselves. */
		if (yes) {
			ask_once_more(plain);
			return;
		}
		console_say(&plain->console, SEVERITY_INFO, "nothing was sent");
		break;
	case PLAIN_ASKS_SECRET_SURELY:
		if (yes && console_alive(&plain->console))
			plain_send_now(plain, buffer_bytes(&plain->asked));
		else
			console_say(&plain->console, SEVERITY_INFO, "nothing was sent");
		break;
	}
	buffer_clear(&plain->asked);
}

static void queue(struct plain *plain, struct bytes line)
{
	if (!buffer_append(&plain->input, line) || !buffer_append_byte(&plain->input, '\n'))
		console_say(&plain->console, SEVERITY_WARNING,
			"not sent: too many lines wait for the server's answers; this one is dropped");
}

static void take_typed(struct plain *plain, struct bytes line)
{
	struct console *console = &plain->console;
	bool command = bytes_starts_with(line, ":") && console_takes_commands(console);

	if (console_keeps(console, line))
		prompt_history_add(line);
	if (plain->input.len || (!command && console_alive(console) && !plain_server_takes(plain))) {
		queue(plain, line);
		return;
	}
	plain->typed_shown = isatty(STDOUT_FILENO);
	plain_line(plain, line);
	plain->typed_shown = false;
}

static void on_line(void *context, struct bytes line, bool secret)
{
	struct plain *plain = context;

	if (plain->question != PLAIN_ASKS_NOTHING)
		answer(plain, line);
	else if (secret && plain->console.unlocking)
		unlock_take(&plain->console, line);
	else if (secret)
		plain_line(plain, line);
	else
		take_typed(plain, line);
}

static void on_end(void *context)
{
	struct plain *plain = context;

	if (plain->input.len && !plain->quits_later) {
		plain->quits_later = true;
		return;
	}
	plain->console.hooks->quit(plain);
}

/* A Ctrl-D that was typed ahead of the server comes after the lines before it; a second one does not wait. */
static void quit_when_due(struct plain *plain)
{
	if (!plain->quits_later || plain->input.len || plain->question != PLAIN_ASKS_NOTHING)
		return;
	plain->quits_later = false;
	plain->console.hooks->quit(plain);
}

bool plain_person_start(struct plain *plain, struct error *error)
{
	struct prompt_hooks hooks = {.complete = on_complete, .line = on_line, .end = on_end, .context = plain};

	return line_prompt_start(&hooks, error);
}

void plain_person_use_history(struct plain *plain, const struct target *target)
{
	char name[64], path[4096];
	struct error error;

	snprintf(name, sizeof(name), "history-%s", proto_info(target->protocol)->scheme);
	bool keep = plain->console.options->history && recent_state_path(name, path, sizeof(path));
	keep = keep && file_make_folder(path, &error);
	if (!prompt_history_use(keep ? path : NULL, &error))
		console_say(&plain->console, SEVERITY_WARNING, "the history is not kept: %s", error.sentence);
}

void plain_person_stop(struct plain *plain)
{
	struct error error;

	if (plain->console.options->history && !prompt_history_save(&error))
		console_say(&plain->console, SEVERITY_WARNING, "the history was not written: %s", error.sentence);
	line_prompt_stop();
}

void plain_person_ask(struct plain *plain, enum plain_question question, struct bytes about)
{
	plain->question = question;
	buffer_clear(&plain->asked);
	buffer_append(&plain->asked, about);
	switch (question) {
	case PLAIN_ASKS_SECRET_IN_CLEAR:
		console_say(&plain->console, SEVERITY_WARNING,
			"this line carries a password or a token, and the connection is in the clear: everyone on the path can "
			"read it");
		return;
	case PLAIN_ASKS_CONFIRM:
		console_say(&plain->console, SEVERITY_WARNING, "%s", buffer_text(&plain->asked));
		return;
	case PLAIN_ASKS_QUIT:
		console_say(&plain->console, SEVERITY_WARNING, "a message is being typed and would be lost");
		return;
	case PLAIN_ASKS_SECRET_SURELY:
	case PLAIN_ASKS_NOTHING: return;
	}
}

static bool wants_secret(const struct plain *plain)
{
	const struct proto *proto = console_proto(&plain->console);

	if (plain->console.unlocking || plain->console.asking_secret)
		return true;
	return proto && console_alive(&plain->console) && proto_state(proto) == PROTO_ANSWER &&
	       proto_answer_is_secret(proto) && !plain->input.len;
}

static void write_label(const struct plain *plain, bool secret, char *label, size_t size)
{
	if (plain->question == PLAIN_ASKS_SECRET_IN_CLEAR)
		snprintf(label, size, "send it all the same? y or n: ");
	else if (plain->question == PLAIN_ASKS_SECRET_SURELY)
		snprintf(label, size, "really in the clear? y or n: ");
	else if (plain->question == PLAIN_ASKS_CONFIRM)
		snprintf(label, size, "y or n: ");
	else if (plain->question == PLAIN_ASKS_QUIT)
		snprintf(label, size, "quit all the same? y or n: ");
	else if (plain->console.unlocking)
		snprintf(label, size, "%s (not shown): ", credentials_lock(&plain->console.config.session.tls));
	else if (!console_alive(&plain->console))
		snprintf(label, size, "closed> ");
	else
		snprintf(label, size, secret ? "%c> secret (not shown, not kept): " : "%c> ",
			phase_mark(journal_phase(plain->console.journal)));
}

static void show(struct plain *plain)
{
	char label[128];
	bool secret = plain->question == PLAIN_ASKS_NOTHING && wants_secret(plain);

	line_prompt_secret(secret);
	write_label(plain, secret, label, sizeof(label));
	line_prompt_show(label);
}

static void tell_closed(struct plain *plain)
{
	bool closed = plain->console.connection && !console_alive(&plain->console);

	if (closed && !plain->closed_told)
		console_say(&plain->console, SEVERITY_INFO,
			"the connection is closed; :reconnect opens it again, :quit or Ctrl-D leaves");
	plain->closed_told = closed;
}

void plain_person_turn(struct plain *plain)
{
	if (!plain_output_done(plain))
		return;
	tell_closed(plain);
	quit_when_due(plain);
	if (plain->question != PLAIN_ASKS_NOTHING || plain->console.unlocking || !console_alive(&plain->console) ||
		plain_server_takes(plain))
		show(plain);
}

/* Somebody types ahead of the server: what is typed must be seen. */
void plain_person_read(struct plain *plain)
{
	if (!line_prompt_shown())
		show(plain);
	line_prompt_read();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front_lines: what a typed line does: a local command, a question first, or straight to the server.
 *
 * No typed line is ever eaten: only a line that begins with ":" is ours, "::x" sends ":x", and while a message, a
 * literal or an answer is typed nothing is.
 */
#include "app/front.h"

#include "app/servers.h"
#include "app/unlock.h"
#include "ui/prompt.h"
#include <stdio.h>

/* History */

static void remember(struct front *front, struct bytes line)
{
	if (console_keeps(&front->console, line))
		prompt_history_add(line);
}

/* Sending */

static void ask(struct front *front, enum question question, const char *title, const char *text)
{
	front->question = question;
	front_popup(front, title, text);
}

static void forget_question(struct front *front)
{
	front->question = QUESTION_NONE;
	buffer_clear(&front->held);
	view_popup(front->view, NULL, NULL);
}

static void send_now(struct front *front, struct bytes line)
{
	struct error error;

	if (!session_send(connection_session(front->console.connection), line, &error))
		console_say(&front->console, SEVERITY_WARNING, "%s", error.sentence);
}

/* Nobody types into a handshake that he has not seen the end of. The line is kept, but for a secret. */
static void refuse_to_send(struct front *front, struct bytes line, bool secret)
{
	front_popup(front, "Step mode",
		"Not sent: messages of the handshake wait to be shown. F9 shows the next one, :step off all of them.");
	if (!secret)
		prompt_insert(line);
}

void front_send(struct front *front, struct bytes line)
{
	struct proto_plan plan;

	if (console_recorded(&front->console)) {
		console_say(&front->console, SEVERITY_WARNING,
			"this session is recorded: nothing can be sent; :help lists what can be done");
		return;
	}
	if (!console_alive(&front->console)) {
		console_say(&front->console, SEVERITY_WARNING,
			"not sent: there is no connection; :reconnect or :connect TARGET opens one");
		return;
	}
	proto_examine(console_proto(&front->console), line, &plan);
	if (!plan.has_secret || !console_overheard(&front->console)) {
		send_now(front, line);
		return;
	}
	buffer_clear(&front->held);
	buffer_append(&front->held, line);
	ask(front, QUESTION_SECRET_IN_CLEAR, "A secret in the clear",
		"This line carries a password or a token, and the connection is in the clear:\n"
		"everyone on the path can read it. Send it all the same?\n"
		"\n"
		"y  send it      any other key  do not");
}

/* :secret WORDS: the line is WORDS, a blank, and what was typed unseen. */
static void send_with_secret(struct front *front, struct bytes secret)
{
	struct buffer line;

	buffer_init_secret(&line, (size_t)3 * SECRET_MAX);
	console_secret_line(&front->console, secret, &line);
	front_send(front, buffer_bytes(&line));
	buffer_done(&line);
}

static void start_line(struct front *front, struct bytes line)
{
	struct error error;
	char text[400];

	if (!line.len)
		line = front_selected_target(front);
	if (line.len && line.data[0] == ':') {
		commands_run(&front->console, bytes_from(line, 1));
		return;
	}
	if (line.len >= sizeof(text)) {
		console_say(&front->console, SEVERITY_ERROR, "target: it is too long");
		return;
	}
	memcpy(text, line.data, line.len);
	text[line.len] = 0;
	if (!servers_connect(&front->console, text, &error))
		console_say(&front->console, SEVERITY_ERROR, "%s", error.sentence);
}

static bool is_command(const struct front *front, struct bytes line)
{
	return console_takes_commands(&front->console) && bytes_starts_with(line, ":") &&
	       !bytes_starts_with(line, "::");
}

static void take_line(struct front *front, struct bytes line, bool secret)
{
	if (view_waiting(front->view) && !front->finding && !front->console.unlocking && !is_command(front, line)) {
		refuse_to_send(front, line, secret);
	} else if (secret && front->console.unlocking) {
		unlock_take(&front->console, line);
	} else if (secret && front->console.asking_secret) {
		send_with_secret(front, line);
	} else if (front->finding) {
		front->finding = false;
		if (!view_find(front->view, line) && line.len)
			console_say(&front->console, SEVERITY_INFO, "not found");
	} else if (front->starting) {
		start_line(front, line);
	} else if (secret || !console_takes_commands(&front->console)) {
		front_send(front, line);
	} else if (bytes_starts_with(line, "::")) {
		remember(front, line);
		front_send(front, bytes_from(line, 1));
	} else if (bytes_starts_with(line, ":")) {
		remember(front, line);
		commands_run(&front->console, bytes_from(line, 1));
	} else {
		remember(front, line);
		front_send(front, line);
	}
}

/* After a line that came from a paste, the next one goes into the prompt. */
static void paste_one(struct front *front);

void front_line(struct front *front, struct bytes line, bool secret)
{
	take_line(front, line, secret);
	if (front->one_by_one.len && front->question == QUESTION_NONE)
		paste_one(front);
}

/* Pasting */

static size_t count_lines(struct bytes text)
{
	size_t count = 0;

	while (text.len) {
		size_t end = bytes_index(text, '\n', 0);
		count++;
		text = bytes_from(text, end + 1);
	}
	return count;
}

static void ask_about_paste(struct front *front, struct bytes text, bool cut)
{
	struct buffer shown;

	buffer_clear(&front->held);
	buffer_append(&front->held, text);
	buffer_init(&shown, 8192);
	buffer_printf(&shown, "%zu lines were pasted%s. They were not sent yet.\n\n", count_lines(text),
		cut ? " (cut at 1 MiB)" : "");
	for (int i = 0; i < 8 && text.len; i++) {
		size_t end = bytes_index(text, '\n', 0);
		safe_append(&shown, bytes_first(bytes_first(text, end), 200), SAFE_UTF8);
		buffer_append_byte(&shown, '\n');
		text = bytes_from(text, end + 1);
	}
	buffer_append_text(&shown, text.len ? "...\n" : "");
	buffer_append_text(&shown, "\ns  send them, each when the server is ready for it\n"
				   "e  one by one into the prompt      Esc  none");
	ask(front, QUESTION_PASTE, "Paste", buffer_text(&shown));
	buffer_done(&shown);
}

void front_paste(struct front *front, struct bytes text, bool cut)
{
	while (text.len && text.data[text.len - 1] == '\n' && bytes_index(text, '\n', 0) == text.len - 1)
		text.len--;
	if (bytes_index(text, '\n', 0) == text.len)
		prompt_insert(text);
	else
		ask_about_paste(front, text, cut);
}

/* Takes the first line off the buffer into line. */
static void take_first(struct buffer *from, struct buffer *line)
{
	struct bytes all = buffer_bytes(from);
	size_t end = bytes_index(all, '\n', 0);

	buffer_append(line, bytes_first(all, end));
	buffer_consume(from, end < all.len ? end + 1 : end);
}

void front_send_ahead(struct front *front)
{
	if (front->ahead.len && !console_alive(&front->console)) {
		buffer_clear(&front->ahead);
		console_say(&front->console, SEVERITY_WARNING,
			"the rest of the pasted lines was not sent: the connection is closed");
	}
	while (front->ahead.len && front->question == QUESTION_NONE && !view_waiting(front->view) &&
		console_server_ready(&front->console)) {
		struct buffer line;
		buffer_init_secret(&line, KEYS_PASTE_MAX);
		take_first(&front->ahead, &line);
		front_line(front, buffer_bytes(&line), false);
		buffer_done(&line);
		if (front->console.connection)
			connection_pump(front->console.connection);
	}
}

static void paste_one(struct front *front)
{
	struct buffer line;

	buffer_init_secret(&line, KEYS_PASTE_MAX);
	take_first(&front->one_by_one, &line);
	prompt_clear();
	prompt_insert(buffer_bytes(&line));
	buffer_done(&line);
}

static void answer_paste(struct front *front, uint32_t key)
{
	if (key == 's') {
		buffer_append(&front->ahead, buffer_bytes(&front->held));
	} else if (key == 'e') {
		buffer_append(&front->one_by_one, buffer_bytes(&front->held));
		paste_one(front);
	}
	forget_question(front);
}

static void send_held(struct front *front, bool yes)
{
	if (yes && console_alive(&front->console))
		send_now(front, buffer_bytes(&front->held));
	else
		console_say(&front->console, SEVERITY_INFO, "nothing was sent");
	forget_question(front);
}

/* Fingers answer the first question by themselves. */
static void ask_once_more(struct front *front)
{
	char text[400];

	snprintf(text, sizeof(text),
		"Once it has left, it is no secret any more: change it afterwards.%s\n\n"
		"y  send it now      any other key  do not",
		console_offers_tls(&front->console) ? "\nThe server offers TLS: :starttls asks for it." : "");
	ask(front, QUESTION_SECRET_SURELY, "Really in the clear?", text);
}

void front_answer(struct front *front, uint32_t key)
{
	bool yes = key == 'y' || key == 'Y';

	switch (front->question) {
	case QUESTION_NONE: return;
	case QUESTION_PASTE: answer_paste(front, key); return;
	case QUESTION_SECRET_IN_CLEAR:
		if (yes)
			ask_once_more(front);
		else
			send_held(front, false);
		return;
	case QUESTION_SECRET_SURELY: send_held(front, yes); return;
	case QUESTION_CONFIRM:
		forget_question(front);
		if (yes)
			front->yes(&front->console);
		return;
	case QUESTION_PROBE:
		forget_question(front);
		if (yes)
			front_probe(front);
		return;
	case QUESTION_QUIT:
		forget_question(front);
		if (yes)
			front_quit(front);
		return;
	}
}

/* Completion */

bool front_complete(
	struct front *front, struct bytes text, size_t index, struct buffer *ret_line, const char **ret_help)
{
	const struct proto *proto = console_proto(&front->console);

	if (front->starting && !bytes_starts_with(text, ":"))
		return servers_complete(&front->console, text, index, ret_line, ret_help);
	if (!console_takes_commands(&front->console))
		return false;
	if (bytes_starts_with(text, ":") && !bytes_starts_with(text, "::"))
		return commands_complete(&front->console, bytes_from(text, 1), index, ret_line, ret_help);
	return proto && proto_complete(proto, text, index, ret_line, ret_help);
}

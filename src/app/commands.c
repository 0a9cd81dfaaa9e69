/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * commands: a table of rows and the functions behind them.
 */
#include "app/commands.h"

#include "app/after_tls.h"
#include "app/explaining.h"
#include "app/files.h"
#include "app/front.h"
#include "app/servers.h"
#include "app/shelf.h"
#include "app/take_away.h"
#include "app/trials.h"
#include "base/safe.h"
#include <stdio.h>
#include <stdlib.h>

/* Bytes: less than a ClientHello can do with. */
enum { HELLO_SMALL = 250 };

static run_fn run_help;

bool commands_take_text(struct console *console, struct bytes arguments, const char *what, char *text, size_t size)
{
	arguments = bytes_trim(arguments);
	if (!arguments.len || arguments.len >= size || bytes_index(arguments, '\0', 0) < arguments.len) {
		console_say(
			console, SEVERITY_WARNING, arguments.len ? "%s: it is too long" : "%s: it is missing", what);
		return false;
	}
	memcpy(text, arguments.data, arguments.len);
	text[arguments.len] = 0;
	return true;
}

static bool need_connection(struct console *console)
{
	if (console_alive(console))
		return true;
	console_say(console, SEVERITY_WARNING, "there is no connection; :reconnect or :connect TARGET opens one");
	return false;
}

void commands_say_error(struct console *console, const struct error *error)
{
	console_say(console, SEVERITY_WARNING, "%s", error->sentence);
}

/* The connection */

static void run_connect(struct console *console, struct bytes arguments)
{
	char text[400];
	struct error error;

	if (commands_take_text(console, arguments, "the target", text, sizeof(text)) &&
		!servers_connect(console, text, &error))
		commands_say_error(console, &error);
}

/* Some servers, and devices before them, do not like a ClientHello that is large: the smallest that can be had, at once. */
static void reconnect_small(struct console *console, const struct target *target)
{
	struct session_config *session = &console->config.session;
	bool at_once = session->starttls_at_once;
	size_t size = session->tls.hello_size;

	session->starttls_at_once = !target->implicit_tls;
	session->tls.hello_size = HELLO_SMALL;
	console_connect(console, target);
	session->starttls_at_once = at_once;
	session->tls.hello_size = size;
}

static void run_reconnect(struct console *console, struct bytes arguments)
{
	struct target target = console->config.target;
	struct bytes word = bytes_trim(arguments);

	if (!target.host[0])
		console_say(console, SEVERITY_WARNING, "there was no connection yet; :connect TARGET opens one");
	else if (bytes_is(word, "small"))
		reconnect_small(console, &target);
	else if (word.len)
		console_say(console, SEVERITY_WARNING,
			":reconnect connects again as before, :reconnect small with a smaller ClientHello");
	else
		console_connect(console, &target);
}

static void run_close(struct console *console, struct bytes arguments)
{
	(void)arguments;
	if (need_connection(console))
		connection_close(console->connection);
}

static void run_quit(struct console *console, struct bytes arguments)
{
	(void)arguments;
	console->hooks->quit(console->context);
}

/* The dialogue */

static void run_starttls(struct console *console, struct bytes arguments)
{
	struct error error;

	(void)arguments;
	if (need_connection(console) && !session_starttls(connection_session(console->connection), &error))
		commands_say_error(console, &error);
}

static void run_ehlo(struct console *console, struct bytes arguments)
{
	struct error error;

	if (!need_connection(console))
		return;
	if (bytes_trim(arguments).len) {
		if (!commands_take_text(
			    console, arguments, "the name", console->client_name, sizeof(console->client_name)))
			return;
		console->config.client_name = console->client_name;
		session_set_client_name(connection_session(console->connection), console->client_name);
	}
	if (!session_greet(connection_session(console->connection), &error))
		commands_say_error(console, &error);
}

static int hex_digit(unsigned char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \r \n \t \0 \\ and \xNN; anything else stands for itself. False when an escape is not one of them. */
static bool unescape(struct bytes text, struct buffer *out)
{
	static const char letters[] = "rnt0\\", values[] = "\r\n\t\0\\";

	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] != '\\') {
			buffer_append_byte(out, text.data[i]);
			continue;
		}
		if (++i == text.len)
			return false;
		const char *letter = memchr(letters, text.data[i], sizeof(letters) - 1);
		if (letter) {
			buffer_append_byte(out, (unsigned char)values[letter - letters]);
		} else if (text.data[i] == 'x' && i + 2 < text.len && hex_digit(text.data[i + 1]) >= 0 &&
			   hex_digit(text.data[i + 2]) >= 0) {
			buffer_append_byte(
				out, (unsigned char)(hex_digit(text.data[i + 1]) * 16 + hex_digit(text.data[i + 2])));
			i += 2;
		} else {
			return false;
		}
	}
	return true;
}

static void run_raw(struct console *console, struct bytes arguments)
{
	struct buffer raw;
	struct error error;

	if (!need_connection(console))
		return;
	buffer_init_secret(&raw, 1 << 20);
	if (!unescape(arguments, &raw) || !raw.len)
		console_say(console, SEVERITY_WARNING, ":raw takes text with \\r \\n \\t \\0 \\\\ and \\xNN in it");
	else if (!session_send_raw(connection_session(console->connection), buffer_bytes(&raw), &error))
		commands_say_error(console, &error);
	buffer_done(&raw);
}

static void run_secret(struct console *console, struct bytes arguments)
{
	if (!need_connection(console))
		return;
	secret_clear(&console->before_secret);
	secret_append(&console->before_secret, bytes_trim(arguments));
	console->asking_secret = true;
}

/* Lessons */

static void list_lessons(struct console *console)
{
	struct buffer text;

	buffer_init(&text, 1 << 16);
	shelf_list(&text);
	buffer_append_text(&text, "\n:lesson NAME begins one, on a new connection to the demo; :lesson off ends it.");
	console_show(console, "Lessons", buffer_text(&text));
	buffer_done(&text);
}

static void run_lesson(struct console *console, struct bytes arguments)
{
	char name[4096];
	struct error error;

	arguments = bytes_trim(arguments);
	if (!arguments.len)
		list_lessons(console);
	else if (bytes_is(arguments, "off"))
		teacher_end(console);
	else if (commands_take_text(console, arguments, "the lesson's name", name, sizeof(name)) &&
		 !teacher_begin(console, name, &error))
		commands_say_error(console, &error);
}

static void run_next(struct console *console, struct bytes arguments)
{
	(void)arguments;
	teacher_next(console);
}

/* To look at */

static void run_verbs(struct console *console, struct bytes arguments)
{
	const struct proto *proto = console_proto(console);
	struct buffer text;
	size_t count;

	(void)arguments;
	if (!proto) {
		console_say(console, SEVERITY_WARNING, "there is no connection, hence no protocol");
		return;
	}
	const struct proto_verb *verbs = proto_verbs(proto_protocol(proto), &count);
	buffer_init(&text, 1 << 16);
	buffer_append_text(&text, "* fits the present state\n\n");
	for (size_t i = 0; i < count; i++)
		buffer_printf(&text, "%c %s %s\n    %s (%s)\n", proto_verb_legal(proto, &verbs[i]) ? '*' : ' ',
			verbs[i].name, verbs[i].arguments ? verbs[i].arguments : "", verbs[i].help, verbs[i].rfc);
	console_show(console, proto_info(proto_protocol(proto))->name, buffer_text(&text));
	buffer_done(&text);
}

static void write_finding(struct buffer *text, const struct event_finding *finding)
{
	const struct bytes parts[] = {finding->detail, finding->explanation, finding->remedy, finding->reference};

	buffer_printf(text, "%s%s  ", text->len ? "\n" : "", finding_rank_name(finding->rank));
	safe_append(text, finding->id, SAFE_UTF8);
	buffer_append_text(text, "  ");
	safe_append(text, finding->title, SAFE_UTF8);
	buffer_append_byte(text, '\n');
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct bytes rest = parts[i];
		while (rest.len) {
			size_t end = bytes_index(rest, '\n', 0);
			buffer_append_text(text, "    ");
			safe_append(text, bytes_first(rest, end), SAFE_UTF8);
			buffer_append_byte(text, '\n');
			rest = bytes_from(rest, end + 1);
		}
	}
}

/* Of the present connection, the worst first. */
static void run_findings(struct console *console, struct bytes arguments)
{
	uint64_t first = console_digest(console)->first_event;
	struct buffer text;

	(void)arguments;
	buffer_init(&text, 1 << 18);
	for (int rank = FINDING_HIGH; rank >= FINDING_NOTE; rank--)
		for (uint64_t number = first; number < journal_count(console->journal); number++) {
			const struct event *event = journal_at(console->journal, number);
			if (event->kind == EVENT_FINDING && (int)event->finding.rank == rank)
				write_finding(&text, &event->finding);
		}
	if (!text.len)
		buffer_append_text(&text, "nothing was found so far in what this connection has shown");
	console_show(console, "Findings", buffer_text(&text));
	buffer_done(&text);
}

static const struct command commands[] = {
	{"capture", "[secrets] FILE", "write all bytes from now on to FILE (pcapng), with the TLS secrets; off ends it",
		take_away_capture},
	{"close", NULL, "say good-bye and close; a second time: at once", run_close},
	{"close-notify", NULL, "end TLS properly, without a good-bye before", after_tls_close_notify},
	{"connect", "TARGET", "connect to another server: smtp://host, host:port, demo:imap", run_connect},
	{"ehlo", "[NAME]", "greet the server (EHLO, LHLO, CAPABILITY, CAPA), with that name", run_ehlo},
	{"findings", NULL, "what is wrong with this session, why it matters, what to do", run_findings},
	{"explain", "[WORD]",
		"what a reply code, a capability, a TLS name or a finding means; without a word: the last reply",
		explaining_command},
	{"help", "[COMMAND]", "what the local commands do", run_help},
	{"keylog", "FILE", "append the TLS secrets to FILE (NSS key log); off ends it", take_away_key_log},
	{"lesson", "[NAME]", "the lessons; begin one on a new connection to the demo; off ends it", run_lesson},
	{"next", NULL, "in a lesson: what only you can tell is done", run_next},
	{"pem", "[built] FILE", "write the certificates that the server sent, or the path as built, to FILE",
		take_away_pem},
	{"pins", NULL, "the pins of the keys: SHA-256 in base64", take_away_pins},
	{"quit", NULL, "say good-bye and leave", run_quit},
	{"raw", "TEXT", "send exactly these bytes: \\r \\n \\t \\0 \\\\ \\xNN", run_raw},
	{"record", "FILE", "record all events in FILE from the beginning, as they happen (JSON Lines); off ends it",
		take_away_record},
	{"reconnect", "[small]", "connect to the same server again; small: STARTTLS with a small ClientHello",
		run_reconnect},
	{"rekey", "[both]", "change our keys (TLS 1.3); both: ask the server to change its own as well",
		after_tls_rekey},
	{"renegotiate", NULL, "a new handshake inside this session (TLS 1.2 and below)", after_tls_renegotiate},
	{"resume", NULL, "connect again and resume this TLS session; the TLS tab compares both", after_tls_resume},
	{"save", "FILE", "write the transcript to FILE; .html: a page; .jsonl: all events, for starlit open",
		take_away_save},
	{"secret", "[WORDS]", "type the rest of a line unseen: :secret PASS sends PASS and what you type", run_secret},
	{"starttls", NULL, "ask for TLS (STARTTLS, STLS), greeting first where needed", run_starttls},
	{"test", "injection|smuggling",
		"whether the server runs inside TLS what it was sent in the clear; whether it ends a message too early; asks first",
		trials_test},
	{"tlsa", "[FILE]", "TLSA records of these certificates, for the DNS; to FILE", take_away_tlsa},
	{"verbs", NULL, "what can be said in this protocol", run_verbs},
};
enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

/* The index-th of all commands, by name: the table's and those of the console's owner, as far as they make sense. */
static const struct command *at(const struct console *console, size_t index)
{
	size_t common = 0, own = 0;

	for (;;) {
		const struct command *a = common < COMMANDS ? &commands[common] : NULL;
		const struct command *b = own < console->command_count ? &console->commands[own] : NULL;
		if (!a && !b)
			return NULL;
		bool first = !b || (a && strcmp(a->name, b->name) < 0);
		const struct command *next = first ? a : b;
		if ((!console_recorded(console) || opened_allows(next->name)) && !index--)
			return next;
		*(first ? &common : &own) += 1;
	}
}

static void run_help(struct console *console, struct bytes arguments)
{
	struct bytes wanted = bytes_trim(arguments);
	const struct command *command;
	struct buffer text;

	if (wanted.len && wanted.data[0] == ':')
		wanted = bytes_from(wanted, 1);
	buffer_init(&text, 1 << 16);
	for (size_t i = 0; (command = at(console, i)); i++)
		if (!wanted.len || bytes_is(wanted, command->name))
			buffer_printf(&text, ":%s %s\n    %s\n", command->name,
				command->arguments ? command->arguments : "", command->help);
	if (!text.len)
		buffer_append_text(&text, "there is no such command; :help lists them");
	else if (!wanted.len)
		buffer_append_text(
			&text, console_recorded(console)
				       ? "\nThe session is recorded: there is no server to type to."
				       : "\nEverything else goes to the server as you typed it; ::x sends :x.");
	console_show(console, "Local commands", buffer_text(&text));
	buffer_done(&text);
}

static bool starts(const struct command *command, struct bytes typed)
{
	return typed.len && typed.len <= strlen(command->name) &&
	       bytes_equal_nocase(bytes_first(bytes_str(command->name), typed.len), typed);
}

/* The command of that name, or the only one that begins so. */
static const struct command *find(const struct console *console, struct bytes typed)
{
	const struct command *found = NULL, *command;
	size_t count = 0;

	for (size_t i = 0; (command = at(console, i)); i++) {
		if (bytes_is(typed, command->name))
			return command;
		if (starts(command, typed)) {
			found = command;
			count++;
		}
	}
	return count == 1 ? found : NULL;
}

/* Of the commands that only a screen has. */
static bool needs_screen(struct bytes name)
{
	for (size_t i = 0; i < front_command_count; i++)
		if (bytes_is(name, front_commands[i].name))
			return true;
	return false;
}

void commands_run(struct console *console, struct bytes line)
{
	char shown[80];
	struct bytes rest = line;
	struct bytes word = bytes_word(&rest);
	const struct command *command = find(console, word);

	if (command)
		command->run(console, bytes_from(rest, rest.len && rest.data[0] == ' ' ? 1 : 0));
	else if (!console->command_count && needs_screen(word))
		console_say(console, SEVERITY_WARNING,
			":%s needs the screen: start starlit on a terminal, without --plain",
			safe_text(shown, sizeof(shown), word, SAFE_UTF8));
	else if (console_recorded(console))
		console_say(console, SEVERITY_WARNING, ":%s: no command for a recorded session; :help lists them",
			safe_text(shown, sizeof(shown), bytes_first(word, 20), SAFE_UTF8));
	else
		console_say(console, SEVERITY_WARNING,
			":%s: no such command; :help lists them, and ::%s would send it to the server",
			safe_text(shown, sizeof(shown), bytes_first(word, 20), SAFE_UTF8), shown);
}

static bool complete_lesson(struct bytes part, size_t index, struct buffer *ret_line, const char **ret_help)
{
	for (size_t i = 0; i < shelf_count; i++) {
		struct bytes name = bytes_str(shelf_lessons[i].name);
		if (part.len > name.len || !bytes_equal_nocase(bytes_first(name, part.len), part) || index--)
			continue;
		*ret_help = "";
		return buffer_printf(ret_line, ":lesson %s", shelf_lessons[i].name);
	}
	return false;
}

bool commands_complete(
	const struct console *console, struct bytes typed, size_t index, struct buffer *ret_line, const char **ret_help)
{
	struct bytes after = typed;
	struct bytes name = bytes_word(&after);
	const struct command *command = find(console, name);

	if (after.len && command && command->run == explaining_command)
		return explaining_complete(bytes_trim(after), index, ret_line, ret_help);
	if (after.len && command && command->run == run_lesson)
		return complete_lesson(bytes_trim(after), index, ret_line, ret_help);
	if (after.len) {
		buffer_append_byte(ret_line, ':');
		if (servers_complete(console, typed, index, ret_line, ret_help))
			return true;
		buffer_truncate(ret_line, ret_line->len - 1);
		return false;
	}
	for (size_t i = 0; (command = at(console, i)); i++) {
		if ((typed.len && !starts(command, typed)) || index--)
			continue;
		*ret_help = command->help;
		return buffer_printf(ret_line, ":%s%s", command->name, command->arguments ? " " : "");
	}
	return false;
}

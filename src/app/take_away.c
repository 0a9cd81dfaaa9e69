/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * take_away: files and texts for elsewhere.
 */
#include "app/take_away.h"

#include "app/files.h"
#include "base/idn.h"
#include "report/report.h"
#include "report/tlsa.h"
#include "report/transcript.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 1 << 20, PEM_MAX = 8 << 20, TRANSCRIPT_LINE_MAX = 1 << 20 };

/* Whether the first word is that one, which is taken then. */
static bool take_word(struct bytes *arguments, const char *word)
{
	struct bytes rest = *arguments;

	if (!bytes_is(bytes_word(&rest), word))
		return false;
	*arguments = bytes_trim(rest);
	return true;
}

static bool is_off(struct bytes arguments)
{
	return take_word(&arguments, "off") && !arguments.len;
}

/* Wire bytes and keys */

void take_away_capture(struct console *console, struct bytes arguments)
{
	char path[4096];
	struct error error;

	if (is_off(arguments)) {
		if (!capture_path(console->capture))
			console_say(console, SEVERITY_INFO, "nothing is captured");
		capture_stop(console->capture);
		return;
	}
	bool secrets = take_word(&arguments, "secrets");
	if (commands_take_text(console, arguments, "the file's name", path, sizeof(path)) &&
		!capture_start(console->capture, path, secrets, &error))
		commands_say_error(console, &error);
}

void take_away_key_log(struct console *console, struct bytes arguments)
{
	char path[4096];
	struct error error;

	if (is_off(arguments)) {
		if (!capture_key_log_path(console->capture))
			console_say(console, SEVERITY_INFO, "no key log is written");
		capture_stop_key_log(console->capture);
		return;
	}
	if (!commands_take_text(console, arguments, "the file's name", path, sizeof(path)))
		return;
	if (!capture_start_key_log(console->capture, path, &error))
		commands_say_error(console, &error);
	else if (console_alive(console))
		capture_secrets(console->capture, session_key_log(connection_session(console->connection)));
}

/* The session */

static bool has_secrets(const struct console *console)
{
	return console_recorded(console) ? console->opened.unsafe_secrets : console->options->unsafe_secrets;
}

static bool write_transcript(const struct console *console, const char *path, struct error *error)
{
	struct new_file file;
	struct buffer text;
	uint64_t count = journal_count(console->journal);

	if (!new_file_begin(&file, path, false, error))
		return false;
	buffer_init_secret(&text, TRANSCRIPT_LINE_MAX);
	transcript_head(&text, "starlit " PACKAGE_VERSION, clock_wall(journal_clock(console->journal)));
	for (uint64_t number = 0; number < count; number++) {
		transcript_event(&text, journal_at(console->journal, number));
		fwrite(buffer_bytes(&text).data, 1, text.len, file.stream);
		buffer_clear(&text);
	}
	buffer_done(&text);
	return new_file_commit(&file, error);
}

static bool write_page(const struct console *console, const char *path, struct error *error)
{
	const struct opened *opened = &console->opened;
	bool recorded = console_recorded(console);
	struct report report = {.journal = console->journal,
		.writer = "starlit " PACKAGE_VERSION,
		.program = recorded ? opened->program : "starlit " PACKAGE_VERSION,
		.began_us = recorded ? opened->began_us : recording_began(console->journal),
		.unsafe_secrets = has_secrets(console),
		.cut = recorded && opened->cut};
	struct buffer page;

	buffer_init_secret(&page, PAGE_ROOM);
	bool written = report_write(&page, &report, PAGE_HTML) ||
		       error_set(error, ERROR_LIMIT, 0, "%s: the session is too large for a page", path);
	written = written && file_write(path, buffer_bytes(&page), false, error);
	buffer_done(&page);
	return written;
}

static bool write_recording(const struct console *console, const char *path, struct error *error)
{
	const struct opened *opened = &console->opened;
	bool recorded = console_recorded(console);

	return recording_save(console->journal, path, recorded ? opened->program : NULL,
		recorded ? opened->began_us : recording_began(console->journal), has_secrets(console), error);
}

static bool is_page(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && (!strcmp(dot, ".html") || !strcmp(dot, ".htm"));
}

void take_away_save(struct console *console, struct bytes arguments)
{
	char path[4096];
	struct error error;

	if (!commands_take_text(console, arguments, "the file's name", path, sizeof(path)))
		return;
	bool json = recording_is_json(path), page = is_page(path);
	bool written = json   ? write_recording(console, path, &error)
		       : page ? write_page(console, path, &error)
			      : write_transcript(console, path, &error);
	if (written)
		console_say(console, SEVERITY_INFO, "the %s was written to %s%s",
			json   ? "recording"
			: page ? "page"
			       : "transcript",
			path, has_secrets(console) ? ", with its passwords" : "");
	else
		commands_say_error(console, &error);
}

void take_away_record(struct console *console, struct bytes arguments)
{
	char path[4096];
	struct error error;

	if (is_off(arguments)) {
		if (console->recording.fd < 0)
			console_say(console, SEVERITY_INFO, "nothing is recorded");
		recording_stop(&console->recording, console->journal);
		return;
	}
	if (commands_take_text(console, arguments, "the file's name", path, sizeof(path)) &&
		!recording_start(&console->recording, console->journal, path, console->options->unsafe_secrets, &error))
		commands_say_error(console, &error);
}

/* Certificates */

static const struct chain_facts *need_chain(struct console *console)
{
	const struct event *event = console_digest(console)->chain;

	if (event && event->chain.chain->count)
		return event->chain.chain;
	console_say(console, SEVERITY_WARNING, "there is no certificate yet");
	return NULL;
}

static void write_file(struct console *console, const char *path, struct bytes bytes, const char *what)
{
	struct error error;

	if (file_write(path, bytes, false, &error))
		console_say(console, SEVERITY_INFO, "%s written to %s", what, path);
	else
		commands_say_error(console, &error);
}

static size_t append_sent(struct buffer *pem, const struct chain_facts *chain)
{
	for (size_t i = 0; i < chain->count; i++)
		buffer_append_text(pem, chain->certs[i].pem);
	return chain->count;
}

/* The anchor belongs to it, sent or not; the path may end in it already. */
static size_t append_built(struct buffer *pem, const struct chain_facts *chain)
{
	const struct cert_facts *anchor = chain->trust_anchor;

	for (size_t i = 0; i < chain->path_count; i++) {
		const struct cert_facts *cert = &chain->certs[chain->path[i]];
		buffer_append_text(pem, cert->pem);
		if (anchor && !strcmp(anchor->pem, cert->pem))
			anchor = NULL;
	}
	if (anchor)
		buffer_append_text(pem, anchor->pem);
	return chain->path_count + (anchor ? 1 : 0);
}

void take_away_pem(struct console *console, struct bytes arguments)
{
	char path[4096], what[80];
	struct buffer pem;
	const struct chain_facts *chain = need_chain(console);
	bool built = take_word(&arguments, "built");

	if (!chain || !commands_take_text(console, arguments, "the file's name", path, sizeof(path)))
		return;
	buffer_init(&pem, PEM_MAX);
	size_t count = built ? append_built(&pem, chain) : append_sent(&pem, chain);
	snprintf(what, sizeof(what), "%zu certificate%s, %s, %s", count, count == 1 ? "" : "s",
		built ? "as built" : "as sent", count == 1 ? "was" : "were");
	if (count)
		write_file(console, path, buffer_bytes(&pem), what);
	else
		console_say(console, SEVERITY_WARNING, "no path was built; :pem FILE writes what was sent");
	buffer_done(&pem);
}

void take_away_pins(struct console *console, struct bytes arguments)
{
	struct buffer text;
	const struct chain_facts *chain = need_chain(console);

	(void)arguments;
	if (!chain)
		return;
	buffer_init(&text, TEXT_MAX);
	buffer_append_text(&text, "SHA-256 of each key (SubjectPublicKeyInfo), in base64\n\n");
	tlsa_pins(&text, chain);
	console_show(console, "Pins", buffer_text(&text));
	buffer_done(&text);
}

static bool is_address(const char *name)
{
	unsigned char address[16];

	return inet_pton(AF_INET, name, address) == 1 || inet_pton(AF_INET6, name, address) == 1;
}

/* Where the records stand: the name that the certificate had to bear, as DNS writes it. */
static bool owner_name(struct console *console, const struct chain_facts *chain, char *name, size_t size)
{
	const char *wanted =
		chain->reference_name && *chain->reference_name ? chain->reference_name : console->config.target.host;

	if (!is_address(wanted) && idn_to_ascii(wanted, name, size, NULL) && !strpbrk(name, " \t;\"()\\@"))
		return true;
	console_say(console, SEVERITY_WARNING,
		"TLSA records stand at the name of a host, and here is none; --name gives one");
	return false;
}

static uint16_t port_of(const struct console *console)
{
	const struct target *target = &console->config.target;
	const struct proto_info *info = proto_info(target->protocol);

	if (!target->demo)
		return target->port;
	return target->implicit_tls && info->tls_port ? info->tls_port : info->port;
}

void take_away_tlsa(struct console *console, struct bytes arguments)
{
	char path[4096];
	char host[300];
	struct buffer text;
	const struct chain_facts *chain = need_chain(console);
	bool to_file = bytes_trim(arguments).len > 0;

	if (!chain || (to_file && !commands_take_text(console, arguments, "the file's name", path, sizeof(path))))
		return;
	if (!owner_name(console, chain, host, sizeof(host)))
		return;
	buffer_init(&text, TEXT_MAX);
	tlsa_records(&text, chain, host, port_of(console));
	if (to_file)
		write_file(console, path, buffer_bytes(&text), "the TLSA records were");
	else
		console_show(console, "TLSA records (:tlsa FILE writes them)", buffer_text(&text));
	buffer_done(&text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * take_away: files and texts for elsewhere.
 */
#include "app/take_away.h"

#include "app/files.h"
#include "base/idn.h"
#include "report/tlsa.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 1 << 20, PEM_MAX = 8 << 20 };

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

void take_away_capture(struct front *front, struct bytes arguments)
{
	char path[4096];
	struct error error;

	if (is_off(arguments)) {
		if (!capture_path(front->capture))
			front_say(front, SEVERITY_INFO, "nothing is captured");
		capture_stop(front->capture);
		return;
	}
	bool secrets = take_word(&arguments, "secrets");
	if (commands_take_text(front, arguments, "the file's name", path, sizeof(path)) &&
		!capture_start(front->capture, path, secrets, &error))
		commands_say_error(front, &error);
}

void take_away_key_log(struct front *front, struct bytes arguments)
{
	char path[4096];
	struct error error;

	if (is_off(arguments)) {
		if (!capture_key_log_path(front->capture))
			front_say(front, SEVERITY_INFO, "no key log is written");
		capture_stop_key_log(front->capture);
		return;
	}
	if (!commands_take_text(front, arguments, "the file's name", path, sizeof(path)))
		return;
	if (!capture_start_key_log(front->capture, path, &error))
		commands_say_error(front, &error);
	else if (connection_alive(front->connection))
		capture_secrets(front->capture, session_key_log(connection_session(front->connection)));
}

/* Certificates */

static const struct chain_facts *need_chain(struct front *front)
{
	const struct event *event = view_digest(front->view)->chain;

	if (event && event->chain.chain->count)
		return event->chain.chain;
	front_say(front, SEVERITY_WARNING, "there is no certificate yet");
	return NULL;
}

static void write_file(struct front *front, const char *path, struct bytes bytes, const char *what)
{
	struct error error;

	if (file_write(path, bytes, false, &error))
		front_say(front, SEVERITY_INFO, "%s written to %s", what, path);
	else
		commands_say_error(front, &error);
}

static size_t append_sent(struct buffer *pem, const struct chain_facts *chain)
{
	for (size_t i = 0; i < chain->count; i++)
		buffer_append_text(pem, chain->certs[i].pem);
	return chain->count;
}

static size_t append_built(struct buffer *pem, const struct chain_facts *chain)
{
	for (size_t i = 0; i < chain->path_count; i++)
		buffer_append_text(pem, chain->certs[chain->path[i]].pem);
	if (chain->anchor)
		buffer_append_text(pem, chain->anchor->pem);
	return chain->path_count + (chain->anchor ? 1 : 0);
}

void take_away_pem(struct front *front, struct bytes arguments)
{
	char path[4096], what[80];
	struct buffer pem;
	const struct chain_facts *chain = need_chain(front);
	bool built = take_word(&arguments, "built");

	if (!chain || !commands_take_text(front, arguments, "the file's name", path, sizeof(path)))
		return;
	buffer_init(&pem, PEM_MAX);
	size_t count = built ? append_built(&pem, chain) : append_sent(&pem, chain);
	snprintf(what, sizeof(what), "%zu certificates, %s, were", count, built ? "as built" : "as sent");
	if (count)
		write_file(front, path, buffer_bytes(&pem), what);
	else
		front_say(front, SEVERITY_WARNING, "no path was built; :pem FILE writes what was sent");
	buffer_done(&pem);
}

void take_away_pins(struct front *front, struct bytes arguments)
{
	struct buffer text;
	const struct chain_facts *chain = need_chain(front);

	(void)arguments;
	if (!chain)
		return;
	buffer_init(&text, TEXT_MAX);
	buffer_append_text(&text, "SHA-256 of each key (SubjectPublicKeyInfo), in base64\n\n");
	tlsa_pins(&text, chain);
	front_popup(front, "Pins", buffer_text(&text));
	buffer_done(&text);
}

static bool is_address(const char *name)
{
	unsigned char address[16];

	return inet_pton(AF_INET, name, address) == 1 || inet_pton(AF_INET6, name, address) == 1;
}

/* Where the records stand: the name that the certificate had to bear, as DNS writes it. */
static bool owner_name(struct front *front, const struct chain_facts *chain, char *name, size_t size)
{
	const char *wanted =
		chain->reference_name && *chain->reference_name ? chain->reference_name : front->config.target.host;

	if (!is_address(wanted) && idn_to_ascii(wanted, name, size, NULL) && !strpbrk(name, " \t;\"()\\@"))
		return true;
	front_say(front, SEVERITY_WARNING,
		"TLSA records stand at the name of a host, and here is none; --name gives one");
	return false;
}

static uint16_t port_of(const struct front *front)
{
	const struct target *target = &front->config.target;
	const struct proto_info *info = proto_info(target->protocol);

	if (!target->demo)
		return target->port;
	return target->implicit_tls && info->tls_port ? info->tls_port : info->port;
}

void take_away_tlsa(struct front *front, struct bytes arguments)
{
	char path[4096];
	char host[300];
	struct buffer text;
	const struct chain_facts *chain = need_chain(front);
	bool to_file = bytes_trim(arguments).len > 0;

	if (!chain || (to_file && !commands_take_text(front, arguments, "the file's name", path, sizeof(path))))
		return;
	if (!owner_name(front, chain, host, sizeof(host)))
		return;
	buffer_init(&text, TEXT_MAX);
	tlsa_records(&text, chain, host, port_of(front));
	if (to_file)
		write_file(front, path, buffer_bytes(&text), "the TLSA records were");
	else
		front_popup(front, "TLSA records (:tlsa FILE writes them)", buffer_text(&text));
	buffer_done(&text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * s_client_options: argv, row by row, then what the rows together mean as options of ours.
 */
#include "app/s_client_table.h"

#include "app/prober.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

/* Reading */

static bool take_option(struct s_client_parsing *parsing, int count, char **words, int *ret_used)
{
	const char *name = words[0] + (words[0][1] == '-' ? 2 : 1);
	const struct s_client_row *row = s_client_row_named(name);

	if (!row)
		return error_set(parsing->error, ERROR_USAGE, 0,
			"%.80s: neither OpenSSL nor starlit has such an option; starlit s_client -help lists them",
			words[0]);
	if (row->argument && count < 2)
		return error_set(parsing->error, ERROR_USAGE, 0, "-%s: it needs a value (%s)", name, row->argument);
	*ret_used = row->argument ? 2 : 1;
	parsing->argument = row->argument ? words[1] : NULL;
	switch (row->kind) {
	case S_CLIENT_TAKEN: return row->take(parsing, parsing->argument);
	case S_CLIENT_NOTED: s_client_note(name, row->words); return true;
	case S_CLIENT_SO: return true;
	case S_CLIENT_REFUSED: return error_set(parsing->error, ERROR_USAGE, 0, "-%s: %s", name, row->words);
	}
	return false;
}

/* The target may stand anywhere, as a word of its own. */
static bool take_words(struct s_client_parsing *parsing, int count, char **words)
{
	int used;

	for (int i = 0; i < count; i += used) {
		used = 1;
		if (words[i][0] == '-' && words[i][1]) {
			if (!take_option(parsing, count - i, words + i, &used))
				return false;
		} else if (parsing->client->connect) {
			return error_set(parsing->error, ERROR_USAGE, 0,
				"%.80s: there is one place to connect to, and it was named before", words[i]);
		} else {
			parsing->client->connect = words[i];
		}
	}
	return true;
}

/* Where to */

static const struct {
	const char *name;
	uint16_t port;
} services[] = {{"smtp", 25}, {"submission", 587}, {"smtps", 465}, {"submissions", 465}, {"imap", 143}, {"imap2", 143},
	{"imaps", 993}, {"pop3", 110}, {"pop3s", 995}, {"sieve", 4190}, {"lmtp", 24}, {"https", 443}, {"ldap", 389},
	{"ldaps", 636}, {"ftp", 21}, {"ftps", 990}, {"nntp", 119}, {"nntps", 563}, {"xmpp-client", 5222},
	{"xmpp-server", 5269}, {"postgresql", 5432}, {"mysql", 3306}, {"ircd", 6667}, {"ircs-u", 6697}};

static uint16_t port_of(struct bytes text)
{
	unsigned long long port;

	if (bytes_number(text, 65535, &port))
		return (uint16_t)port;
	for (size_t i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (bytes_is(text, services[i].name))
			return services[i].port;
	return 0;
}

/* Behind the last colon, unless that belongs to an address without brackets. */
static void split(const char *typed, struct bytes *ret_host, struct bytes *ret_port)
{
	struct bytes text = bytes_str(typed);
	const char *colon = strrchr(typed, ':');
	size_t at = colon ? (size_t)(colon - typed) : text.len;
	unsigned char address[16];

	if (inet_pton(AF_INET6, typed, address) == 1 || (text.len && text.data[text.len - 1] == ']'))
		at = text.len;
	*ret_host = bytes_first(text, at);
	*ret_port = bytes_from(text, at + 1);
	if (ret_host->len > 1 && ret_host->data[0] == '[' && ret_host->data[ret_host->len - 1] == ']')
		*ret_host = bytes_of(ret_host->data + 1, ret_host->len - 2);
}

static uint16_t default_port(const struct s_client *client, enum protocol protocol)
{
	if (client->preamble)
		return client->preamble->port;
	return client->starttls ? proto_info(protocol)->port : 0;
}

/* Without STARTTLS the port tells what is spoken inside, where it is one of mail's. */
static enum protocol protocol_inside(uint16_t port)
{
	switch (port) {
	case 465: return PROTOCOL_SMTP;
	case 993: return PROTOCOL_IMAP;
	case 995: return PROTOCOL_POP3;
	default: return PROTOCOL_RAW;
	}
}

static void note_odd_port(const struct s_client *client, uint16_t port)
{
	if (client->starttls && !client->preamble && protocol_inside(port) != PROTOCOL_RAW)
		s_client_note(
			"starttls", "this port is for TLS from the first byte: if nothing comes, leave -starttls out");
	if (!client->starttls &&
		(port == 25 || port == 587 || port == 143 || port == 110 || port == 4190 || port == 24))
		s_client_note(
			"connect", "this port begins in the clear: -starttls smtp, imap, pop3 ... goes to TLS there");
}

static bool read_target(struct s_client *client, struct error *error)
{
	struct bytes host = bytes_str(client->host), port = bytes_str(client->port);
	struct target_hints hints = {.has_protocol = true, .protocol = PROTOCOL_SMTP, .implicit_tls = true};
	char text[400];
	struct target *target = &client->options.target;

	if (client->connect)
		split(client->connect, &host, &port);
	if (client->starttls && !client->preamble)
		target_protocol(client->starttls, &hints.protocol);
	if (!host.len)
		host = BYTES_LITERAL("localhost");
	if (!client->connect && !client->host && !client->port)
		return error_set(error, ERROR_USAGE, 0, "s_client: name a place to connect to: -connect HOST:PORT");
	uint16_t number = port.len ? port_of(port) : default_port(client, hints.protocol);
	if (!number)
		return error_set(error, ERROR_USAGE, 0,
			port.len ? "-connect: the port is a number from 1 to 65535, or the name of a mail service"
				 : "-connect: without -starttls nothing tells the port; write HOST:PORT");
	bool v6 = bytes_index(host, ':', 0) < host.len;
	snprintf(text, sizeof(text), "%s%.*s%s:%u", v6 ? "[" : "", (int)host.len, (const char *)host.data,
		v6 ? "]" : "", number);
	if (!target_parse(text, &hints, target, error))
		return false;
	note_odd_port(client, number);
	target->implicit_tls = !client->starttls;
	if (client->preamble)
		target->protocol = PROTOCOL_RAW;
	else if (!client->starttls)
		target->protocol = protocol_inside(number);
	client->options.has_target = true;
	return true;
}

/* Names: what is asked for (SNI) and what the certificate must bear */

static void choose_names(struct s_client *client)
{
	struct options *options = &client->options;
	const char *host = options->target.host;

	options->name = client->server_name;
	if (client->verify_address)
		options->name = client->verify_address;
	if (client->verify_host)
		options->name = client->verify_host;
	options->tls.sni = client->server_name;
	if (client->no_server_name || (!client->server_name && options->target.is_address))
		options->tls.sni = "none";
	else if (!client->server_name)
		options->tls.sni = host;
	options->ehlo = client->client_name;
	if (!client->stream_host)
		client->stream_host = client->client_name ? client->client_name : options->name ? options->name : host;
}

static bool choose_anchors(struct s_client *client, struct error *error)
{
	struct tls_settings *tls = &client->options.tls;

	if (client->checks_crl && !tls->crl_file)
		return error_set(
			error, ERROR_USAGE, 0, "-crl_check: -CRL names the list to look into; none is fetched");
	if (tls->ca_file)
		return true;
	if (client->no_ca_file && client->no_ca_path)
		tls->trust_none = true;
	else if (client->no_ca_file || client->no_ca_path || client->no_ca_store)
		s_client_note("no-CAfile",
			"the system's certificates are one store here: both -no-CAfile and -no-CApath leave it out");
	return true;
}

/* Versions */

static bool version_bit(const char *option, const char *name, unsigned *ret_bit, struct error *error)
{
	static const char *const names[] = {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};

	for (unsigned i = 0; i < 4; i++)
		if (!strcmp(name, names[i])) {
			*ret_bit = 1U << i;
			return true;
		}
	return error_set(error, ERROR_USAGE, 0, "-%s: there are TLSv1, TLSv1.1, TLSv1.2 and TLSv1.3", option);
}

static bool choose_range(struct s_client *client, struct error *error)
{
	unsigned bit = 0;

	if (client->min_version && strcmp(client->min_version, "None") != 0) {
		if (!version_bit("min_protocol", client->min_version, &bit, error))
			return false;
		/* Asked for, versions below our default are offered too. */
		client->versions |= (VERSION_TLS10 | VERSION_TLS11) & ~(bit - 1);
		client->versions &= ~(bit - 1);
	}
	if (client->max_version && strcmp(client->max_version, "None") != 0) {
		if (!version_bit("max_protocol", client->max_version, &bit, error))
			return false;
		if (bit < VERSION_TLS12)
			client->versions |= bit;
		client->versions &= (bit << 1) - 1;
	}
	return true;
}

static bool choose_versions(struct s_client *client, struct error *error)
{
	static const char *const names[] = {"1.0", "1.1", "1.2", "1.3"};
	char list[32] = "";
	size_t used = 0;

	if (!choose_range(client, error))
		return false;
	for (unsigned i = 0; i < 4; i++)
		if (client->versions & 1U << i)
			used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%s", used ? "," : "", names[i]);
	if (!used)
		return error_set(error, ERROR_USAGE, 0, "s_client: the options leave no version of TLS to offer");
	client->options.tls.versions = arena_text(&client->texts, list);
	return true;
}

/* Cipher suites: names are offered; words for sets of them, and about their order, are OpenSSL's own */

static bool is_set_word(struct bytes word)
{
	static const char *const sets[] = {"ALL", "DEFAULT", "HIGH", "MEDIUM", "LOW", "COMPLEMENTOFALL",
		"COMPLEMENTOFDEFAULT", "EXPORT", "kRSA", "aRSA", "kECDHE", "aECDSA", "kDHE", "SUITEB128", "SUITEB192",
		"TLSv1.2", "TLSv1", "SSLv3", "AES", "AESGCM", "AES128", "AES256", "SHA", "SHA1", "SHA256", "SHA384"};

	if (strchr("!-+@", word.data[0]) || bytes_index(word, '+', 0) < word.len)
		return true;
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		if (bytes_equal(word, bytes_str(sets[i])))
			return true;
	return false;
}

static void note_set_word(struct bytes word)
{
	char words[300];

	snprintf(words, sizeof(words),
		"\"%.*s\" is a word of OpenSSL's for a set, an order or a level, which GnuTLS does not have: it is left out",
		(int)(word.len > 40 ? 40 : word.len), (const char *)word.data);
	s_client_note("cipher", words);
}

/* The names of the list, without the words; "" when there is none. */
static void take_names(struct bytes list, struct buffer *names)
{
	while (list.len) {
		size_t end = 0;
		while (end < list.len && !strchr(":, ", list.data[end]))
			end++;
		struct bytes word = bytes_first(list, end);
		size_t level = bytes_index(word, '@', 1);
		if (word.len && level < word.len) {
			note_set_word(bytes_from(word, level));
			word = bytes_first(word, level);
		}
		if (word.len && is_set_word(word))
			note_set_word(word);
		else if (word.len)
			buffer_printf(names, "%s%.*s", names->len ? ":" : "", (int)word.len, (const char *)word.data);
		list = bytes_from(list, end + 1);
	}
}

/* GnuTLS chooses ciphers for all versions at once: what is named is offered, and nothing else. */
static void choose_ciphers(struct s_client *client)
{
	struct buffer names;

	buffer_init(&names, 16384);
	take_names(bytes_str(client->ciphers), &names);
	if (client->suites)
		buffer_printf(&names, "%s%s", names.len ? ":" : "", client->suites);
	if (names.len)
		client->options.tls.ciphers = arena_text(&client->texts, buffer_text(&names));
	buffer_done(&names);
}

static void choose_priority(struct s_client *client)
{
	if (client->priority.len)
		client->options.tls.priority =
			arena_printf(&client->texts, "%s%s", TLS_PRIORITY, buffer_text(&client->priority));
}

/* Files of sessions */

static bool choose_sessions(struct s_client *client, struct error *error)
{
	struct options *options = &client->options;

	if (client->session_in && client->session_out && strcmp(client->session_in, client->session_out) != 0)
		return error_set(error, ERROR_USAGE, 0,
			"-sess_in, -sess_out: name the same file: it is read before and written after");
	options->sessions = client->session_out ? client->session_out : client->session_in;
	options->no_resuming = !client->session_in;
	options->no_keeping = !client->session_out;
	return true;
}

/* -quiet stays to the end, as -ign_eof does. */
static void choose_manners(struct s_client *client)
{
	if (client->end_of_input == END_AS_USUAL && client->quiet)
		client->end_of_input = END_IS_IGNORED;
	client->prints = client->prints || client->show || client->message_file ||
			 client->options.target.protocol == PROTOCOL_RAW;
}

static bool finish(struct s_client *client, struct error *error)
{
	if (client->help)
		return true;
	if (!read_target(client, error) || !choose_anchors(client, error) || !choose_versions(client, error) ||
		!choose_sessions(client, error))
		return false;
	choose_names(client);
	choose_ciphers(client);
	choose_priority(client);
	choose_manners(client);
	client->options.starttls = client->starttls && !client->preamble;
	return true;
}

bool s_client_parse(int argc, char **argv, struct s_client *ret_client, struct error *error)
{
	struct s_client_parsing parsing = {.client = ret_client, .error = error};

	*ret_client = (struct s_client){.options = {.run = RUN_SESSION,
						.greet_after_tls = true,
						.add_tags = true,
						.s_client = ret_client,
						.history = true,
						.colour = true},
		.versions = VERSION_TLS12 | VERSION_TLS13,
		.depth = -1};
	buffer_init(&ret_client->priority, 1024);
	arena_init(&ret_client->texts, 1 << 20);
	secret_init(&ret_client->passphrase);
	return take_words(&parsing, argc - 1, argv + 1) && finish(ret_client, error);
}

void s_client_done(struct s_client *client)
{
	buffer_done(&client->priority);
	arena_done(&client->texts);
	secret_done(&client->passphrase);
}

/* Errors */

static const char *const our_names[][2] = {{"--ciphers", "-cipher, -ciphersuites"}, {"--groups", "-groups"},
	{"--sigalgs", "-sigalgs"}, {"--alpn", "-alpn"}, {"--tls", "-tls1_2, -tls1_3 ..."}, {"--ca", "-CAfile, -CApath"},
	{"--crl", "-CRL"}, {"--cert", "-cert"}, {"--key", "-key"}, {"--passphrase-file", "-pass"},
	{"--sessions", "-sess_in, -sess_out"}, {"--keylog", "-keylogfile"}, {"--ct-logs", "-ctlogfile"}};

void s_client_rename(struct error *error)
{
	struct bytes sentence = bytes_str(error->sentence);
	size_t end = bytes_index(sentence, ':', 0);
	struct error renamed = *error;

	for (size_t i = 0; i < sizeof(our_names) / sizeof(our_names[0]); i++)
		if (end < sentence.len && bytes_equal(bytes_first(sentence, end), bytes_str(our_names[i][0]))) {
			snprintf(renamed.sentence, sizeof(renamed.sentence), "%s%.*s", our_names[i][1],
				(int)sizeof(renamed.sentence) - 40, error->sentence + end);
			*error = renamed;
			return;
		}
}

/* Help */

static const char *kind_word(enum s_client_kind kind)
{
	switch (kind) {
	case S_CLIENT_TAKEN: return "";
	case S_CLIENT_SO: return "(so in any case) ";
	case S_CLIENT_NOTED: return "(no meaning here) ";
	case S_CLIENT_REFUSED: return "(refused) ";
	}
	return "";
}

void s_client_help(struct buffer *out)
{
	buffer_append_text(out,
		"starlit s_client [OPTIONS] [HOST:PORT]: takes the options of \"openssl s_client\"\n"
		"\n"
		"The name is judged by default, a refused STARTTLS ends the session, the end of the input waits for replies,\n"
		"no line that is typed is a command, and the exit status tells the verdict: see starlit-s_client(1).\n"
		"\n");
	for (size_t i = 0; i < s_client_row_count; i++) {
		const struct s_client_row *row = &s_client_rows[i];
		char left[64];

		snprintf(left, sizeof(left), "-%s%s%s", row->name, row->argument ? " " : "",
			row->argument ? row->argument : "");
		buffer_printf(out, "  %-26s %s%s\n", left, kind_word(row->kind), row->words);
	}
}

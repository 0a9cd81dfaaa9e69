/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * s_client_takes: what becomes of the options that are mapped, one small function each.
 */
#include "app/s_client_table.h"

#include "base/secret.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void s_client_note(const char *option, const char *words)
{
	fprintf(stderr, "s_client: -%s: %s\n", option, words);
}

#define TAKES(function, statement)                                                                                     \
	bool function(struct s_client_parsing *parsing, const char *value)                                             \
	{                                                                                                              \
		struct s_client *client = parsing->client;                                                             \
		(void)value;                                                                                           \
		statement;                                                                                             \
		return true;                                                                                           \
	}

TAKES(s_client_take_help, client->help = true)
TAKES(s_client_take_host, client->host = value)
TAKES(s_client_take_port, client->port = value)
TAKES(s_client_take_connect, client->connect = value)
TAKES(s_client_take_ipv4, client->options.family = DIAL_IPV4)
TAKES(s_client_take_ipv6, client->options.family = DIAL_IPV6)
TAKES(s_client_take_cert, client->options.tls.cert_file = value)
TAKES(s_client_take_key, client->options.tls.key_file = value)
TAKES(s_client_take_no_ca_file, client->no_ca_file = true)
TAKES(s_client_take_no_ca_path, client->no_ca_path = true)
TAKES(s_client_take_no_ca_store, client->no_ca_store = true)
TAKES(s_client_take_stream_host, client->stream_host = value)
TAKES(s_client_take_session_in, client->session_in = value)
TAKES(s_client_take_session_out, client->session_out = value)
TAKES(s_client_take_crlf, client->crlf = true)
TAKES(s_client_take_quiet, client->quiet = client->prints = true)
TAKES(s_client_take_ign_eof, client->end_of_input = END_IS_IGNORED)
TAKES(s_client_take_no_ign_eof, client->end_of_input = END_IS_NOT_IGNORED)
TAKES(s_client_take_brief, client->brief = client->prints = true)
TAKES(s_client_take_show_certs, client->show_certs = client->prints = true)
TAKES(s_client_take_debug, client->show |= SHOW_RECORDS | SHOW_MESSAGES)
TAKES(s_client_take_msg, client->show |= SHOW_MESSAGES)
TAKES(s_client_take_message_file, client->message_file = value)
TAKES(s_client_take_state, client->show |= SHOW_STATE)
TAKES(s_client_take_trace, client->show |= SHOW_FIELDS)
TAKES(s_client_take_tlsext, client->show |= SHOW_EXTENSIONS)
TAKES(s_client_take_key_log, client->options.key_log = value)
TAKES(s_client_take_server_name, client->server_name = value)
TAKES(s_client_take_no_server_name, client->no_server_name = true)
TAKES(s_client_take_forgive_cut, client->forgives_cut = true)
TAKES(s_client_take_status, client->status = client->prints = true)
TAKES(s_client_take_prexit, client->prints = true)
TAKES(s_client_take_alpn, client->options.tls.alpn = value)
TAKES(s_client_take_only_tls10, client->versions = VERSION_TLS10)
TAKES(s_client_take_only_tls11, client->versions = VERSION_TLS11)
TAKES(s_client_take_only_tls12, client->versions = VERSION_TLS12)
TAKES(s_client_take_only_tls13, client->versions = VERSION_TLS13)
TAKES(s_client_take_no_tls10, client->versions &= ~(unsigned)VERSION_TLS10)
TAKES(s_client_take_no_tls11, client->versions &= ~(unsigned)VERSION_TLS11)
TAKES(s_client_take_no_tls12, client->versions &= ~(unsigned)VERSION_TLS12)
TAKES(s_client_take_no_tls13, client->versions &= ~(unsigned)VERSION_TLS13)
TAKES(s_client_take_min, client->min_version = value)
TAKES(s_client_take_max, client->max_version = value)
TAKES(s_client_take_fallback, buffer_append_text(&client->priority, ":%FALLBACK_SCSV"))
TAKES(s_client_take_no_ticket, buffer_append_text(&client->priority, ":%NO_TICKETS"))
TAKES(s_client_take_strict_renegotiation, buffer_append_text(&client->priority, ":%SAFE_RENEGOTIATION"))
TAKES(s_client_take_legacy_renegotiation, buffer_append_text(&client->priority, ":%UNSAFE_RENEGOTIATION"))
TAKES(s_client_take_no_middlebox, buffer_append_text(&client->priority, ":%DISABLE_TLS13_COMPAT_MODE"))
TAKES(s_client_take_no_etm, buffer_append_text(&client->priority, ":%NO_ETM"))
TAKES(s_client_take_schemes, client->options.tls.schemes = value)
TAKES(s_client_take_groups, client->options.tls.groups = value)
TAKES(s_client_take_ciphers, client->ciphers = value)
TAKES(s_client_take_suites, client->suites = value)
TAKES(s_client_take_verify_host, client->verify_host = value)
TAKES(s_client_take_verify_address, client->verify_address = value)
TAKES(s_client_take_crl_check, client->checks_crl = true)
TAKES(s_client_take_crl, client->options.tls.crl_file = value)
TAKES(s_client_take_stop, client->stops_on_error = true)
TAKES(s_client_take_verify_quiet, client->verify_quiet = true)
TAKES(s_client_take_ct_logs, client->options.tls.ct_logs_file = value)

/* It is said to the server as it stands. */
bool s_client_take_name(struct s_client_parsing *parsing, const char *value)
{
	for (const char *c = value; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f)
			return error_set(parsing->error, ERROR_USAGE, 0,
				"-name: a name holds no blanks and no control characters");
	parsing->client->client_name = value;
	return true;
}

bool s_client_take_starttls(struct s_client_parsing *parsing, const char *value)
{
	enum protocol protocol;

	parsing->client->preamble = preamble_named(value);
	parsing->client->starttls = value;
	if (parsing->client->preamble || target_protocol(value, &protocol))
		return true;
	return error_set(parsing->error, ERROR_USAGE, 0,
		"-starttls: there are smtp, lmtp, imap, pop3, sieve, ftp, nntp, xmpp, xmpp-server, irc, postgres, mysql and ldap");
}

bool s_client_take_form(struct s_client_parsing *parsing, const char *value)
{
	if (!strcmp(value, "PEM") || !strcmp(value, "P12") || !strcmp(value, "pem") || !strcmp(value, "p12"))
		return true;
	return error_set(parsing->error, ERROR_USAGE, 0,
		"-certform, -keyform: files in PEM and PKCS#12 are told apart by themselves; others are not read");
}

/* Sources of a pass phrase, as openssl-passphrase-options(1) has them. */
bool s_client_take_pass(struct s_client_parsing *parsing, const char *value)
{
	struct s_client *client = parsing->client;
	struct options *options = &client->options;
	unsigned long long fd;

	if (!strncmp(value, "pass:", 5)) {
		/* Who looks at the list of processes has seen it already: to refuse would protect nothing. */
		s_client_note("pass",
			"every user of this machine can read a pass phrase on a command line; file:, env: or fd: keep it to you");
		secret_clear(&client->passphrase);
		secret_append(&client->passphrase, bytes_of(value + 5, strlen(value + 5) + 1));
		options->tls.passphrase = (const char *)secret_bytes(&client->passphrase).data;
		wipe(parsing->argument, strlen(parsing->argument));
		return true;
	}
	if (!strncmp(value, "env:", 4)) {
		options->tls.passphrase = getenv(value + 4);
		return options->tls.passphrase ||
		       error_set(parsing->error, ERROR_USAGE, 0, "-pass: the variable %s is not set", value + 4);
	}
	if (!strncmp(value, "file:", 5)) {
		options->passphrase_file = value + 5;
		return true;
	}
	if (!strncmp(value, "fd:", 3) && bytes_number(bytes_str(value + 3), 1023, &fd)) {
		options->passphrase_file = arena_printf(&client->texts, "/dev/fd/%llu", fd);
		return true;
	}
	return error_set(parsing->error, ERROR_USAGE, 0,
		"-pass: it takes file:NAME, env:NAME, fd:NUMBER or pass:WORDS; standard input carries what is sent to the server");
}

static bool take_number(struct s_client_parsing *parsing, const char *option, const char *value, long *ret_number)
{
	unsigned long long number;

	if (!bytes_number(bytes_str(value), 1000000, &number))
		return error_set(parsing->error, ERROR_USAGE, 0, "-%s: it takes a number", option);
	*ret_number = (long)number;
	return true;
}

/* Like theirs it limits nothing, and is told. */
bool s_client_take_verify(struct s_client_parsing *parsing, const char *value)
{
	long depth;

	if (!take_number(parsing, "verify", value, &depth))
		return false;
	fprintf(stderr, "verify depth is %ld\n", depth);
	return true;
}

bool s_client_take_depth(struct s_client_parsing *parsing, const char *value)
{
	return take_number(parsing, "verify_depth", value, &parsing->client->depth);
}

bool s_client_take_ca(struct s_client_parsing *parsing, const char *value)
{
	if (parsing->client->options.tls.ca_file)
		return error_set(parsing->error, ERROR_USAGE, 0,
			"-CAfile, -CApath: one file or one folder of trusted certificates can be named, not both");
	parsing->client->options.tls.ca_file = value;
	return true;
}

bool s_client_take_purpose(struct s_client_parsing *parsing, const char *value)
{
	if (!strcmp(value, "sslserver") || !strcmp(value, "any"))
		return true;
	return error_set(parsing->error, ERROR_USAGE, 0,
		"-purpose: a server's certificate is judged as one (sslserver), and as nothing else");
}

bool s_client_take_date(struct s_client_parsing *parsing, const char *value)
{
	unsigned long long seconds;

	if (!bytes_number(bytes_str(value), 253402300799ULL, &seconds) || !seconds)
		return error_set(parsing->error, ERROR_USAGE, 0, "-attime: it takes seconds since 1970");
	parsing->client->options.tls.as_of = (int64_t)seconds;
	return true;
}

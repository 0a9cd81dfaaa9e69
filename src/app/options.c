/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options: a table of rows, each with the function that takes its value.
 */
#include "app/options.h"

#include "app/prober.h"
#include "demo/demo.h"
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct parsing {
	struct options *options;
	struct target_hints hints;
	struct error *error;
};

enum { HELLO_SIZE_MAX = 65000 };

typedef bool take_fn(struct parsing *parsing, const char *value);

static bool take_ehlo(struct parsing *parsing, const char *value)
{
	for (const char *c = value; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f)
			return error_set(parsing->error, ERROR_USAGE, 0,
				"--ehlo: a name holds no blanks and no control characters");
	parsing->options->ehlo = value;
	return true;
}

static bool take_name(struct parsing *parsing, const char *value)
{
	if (!*value)
		return error_set(parsing->error, ERROR_USAGE, 0, "--name: it is empty");
	parsing->options->name = value;
	return true;
}

/* «2026-11-21» or «2026-11-21 07:30», in UTC. */
static bool take_as_of(struct parsing *parsing, const char *value)
{
	struct tm date = {.tm_sec = 0};
	const char *end = strptime(value, "%Y-%m-%d", &date);

	if (end && *end)
		end = strptime(end, "%H:%M", &date);
	if (!end || *end)
		return error_set(parsing->error, ERROR_USAGE, 0,
			"--as-of: it takes a date as 2026-11-21, or with a time in UTC, as \"2026-11-21 07:30\"");
	parsing->options->tls.as_of = timegm(&date);
	return true;
}

static bool take_trust(struct parsing *parsing, const char *value)
{
	if (strcmp(value, "none") && strcmp(value, "system"))
		return error_set(
			parsing->error, ERROR_USAGE, 0, "--trust: there are system and none; --ca names files");
	parsing->options->tls.trust_none = !strcmp(value, "none");
	return true;
}

static bool take_injection(struct parsing *parsing, const char *value)
{
	static const enum injection_policy policies[] = {INJECTION_ABORT, INJECTION_DROP, INJECTION_TLS};

	for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++)
		if (!strcmp(value, injection_policy_name(policies[i]))) {
			parsing->options->on_injection = policies[i];
			return true;
		}
	return error_set(parsing->error, ERROR_USAGE, 0, "--on-injection: there are abort, drop and tls");
}

static bool take_seconds(struct parsing *parsing, const char *option, const char *value, int64_t *seconds_us)
{
	unsigned long long seconds;

	if (!bytes_number(bytes_str(value), 86400, &seconds) || !seconds)
		return error_set(parsing->error, ERROR_USAGE, 0, "%s: it takes whole seconds, from 1 to 86400", option);
	*seconds_us = (int64_t)seconds * 1000000;
	return true;
}

static bool take_connect_timeout(struct parsing *parsing, const char *value)
{
	return take_seconds(parsing, "--connect-timeout", value, &parsing->options->connect_us);
}

static bool take_reply_timeout(struct parsing *parsing, const char *value)
{
	return take_seconds(parsing, "--reply-timeout", value, &parsing->options->reply_us);
}

static bool take_protocol(struct parsing *parsing, const char *value)
{
	parsing->hints.has_protocol = true;
	return target_protocol(value, &parsing->hints.protocol) ||
	       error_set(parsing->error, ERROR_USAGE, 0, "--protocol: there are smtp, lmtp, imap, pop3 and sieve");
}

static bool take_implicit(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->hints.implicit_tls = true;
	return true;
}

static bool take_ipv4(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->family = DIAL_IPV4;
	return true;
}

static bool take_ipv6(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->family = DIAL_IPV6;
	return true;
}

static bool take_no_greet(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->greet_after_tls = false;
	return true;
}

static bool take_no_tags(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->add_tags = false;
	return true;
}

static bool take_no_history(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->history = false;
	return true;
}

static bool take_colour(struct parsing *parsing, const char *value)
{
	if (strcmp(value, "never") && strcmp(value, "auto"))
		return error_set(parsing->error, ERROR_USAGE, 0, "--color: there are auto and never");
	if (!strcmp(value, "never"))
		parsing->options->colour = false;
	return true;
}

static bool take_mouse(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->mouse = true;
	return true;
}

static bool take_ascii(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->ascii = true;
	return true;
}

static bool take_capture_secrets(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->capture_secrets = true;
	return true;
}

static bool take_json(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->json = true;
	return true;
}

static bool take_unsafe_secrets(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->unsafe_secrets = true;
	return true;
}

static bool take_port(struct parsing *parsing, const char *value)
{
	unsigned long long port;

	if (!bytes_number(bytes_str(value), 65535, &port))
		return error_set(
			parsing->error, ERROR_USAGE, 0, "--port: it takes a number up to 65535 (0: any free one)");
	parsing->options->serve_port = (uint16_t)port;
	parsing->options->serve_port_given = true;
	return true;
}

static bool take_fault(struct parsing *parsing, const char *value)
{
	unsigned fault = demo_fault_named(value);

	if (!fault)
		return error_set(parsing->error, ERROR_USAGE, 0,
			"--fault: there are refuse, hide, inject, plain, cut, lie, again, truncate and preauth");
	parsing->options->demo_faults |= fault;
	return true;
}

static bool take_hello_size(struct parsing *parsing, const char *value)
{
	unsigned long long size;

	if (!bytes_number(bytes_str(value), HELLO_SIZE_MAX, &size) || !size)
		return error_set(parsing->error, ERROR_USAGE, 0, "--hello-size: it takes a number of bytes up to %d",
			HELLO_SIZE_MAX);
	parsing->options->tls.hello_size = (size_t)size;
	return true;
}

static bool take_policy(struct parsing *parsing, const char *value)
{
	parsing->options->ignore_policy = !strcmp(value, "ignore");
	return parsing->options->ignore_policy || !strcmp(value, "respect") ||
	       error_set(parsing->error, ERROR_USAGE, 0, "--system-policy: there are respect and ignore");
}

static bool take_pace(struct parsing *parsing, const char *value)
{
	unsigned long long milliseconds;

	if (!bytes_number(bytes_str(value), 600000, &milliseconds))
		return error_set(parsing->error, ERROR_USAGE, 0, "--pace: it takes milliseconds, from 0 to 600000");
	parsing->options->pace_us = (int64_t)milliseconds * 1000;
	return true;
}

static bool take_connections(struct parsing *parsing, const char *value)
{
	unsigned long long count;

	if (!bytes_number(bytes_str(value), 10000, &count) || !count)
		return error_set(parsing->error, ERROR_USAGE, 0, "--connections: it takes a number from 1 to 10000");
	parsing->options->connections = (unsigned)count;
	return true;
}

static bool take_help(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->run = RUN_HELP;
	return true;
}

static bool take_version(struct parsing *parsing, const char *value)
{
	(void)value;
	parsing->options->run = RUN_VERSION;
	return true;
}

enum { NO_LETTER = 256 };
#define TAKE(function) (function), 0
#define KEPT(field)    NULL, offsetof(struct options, field) /* the value, or that the option is there */

static const struct row {
	const char *name;
	char letter;          /* 0: none */
	const char *argument; /* NULL: takes none */
	take_fn *take;        /* NULL: the value is kept as it is, */
	size_t kept;          /* there in struct options */
	const char *help;
} rows[] = {
	{"name", 0, "NAME", TAKE(take_name), "the name that the certificate must bear, and SNI, when it is not HOST"},
	{"ca", 0, "FILE|DIR", KEPT(tls.ca_file), "trust these certificates (PEM) instead of the system's"},
	{"trust", 0, "WHAT", TAKE(take_trust), "system (default) or none: then no chain is judged"},
	{"crl", 0, "FILE", KEPT(tls.crl_file), "certificate revocation lists (PEM or DER)"},
	{"as-of", 0, "DATE", TAKE(take_as_of), "judge certificates for that date (UTC) instead of now"},
	{"mail-domain", 0, "DOMAIN", KEPT(tls.mail_domain),
		"a certificate for the mail domain will do as well (RFC 7817)"},
	{"ct-logs", 0, "FILE", KEPT(tls.ct_logs_file), "check certificate timestamps by the log keys in FILE (PEM)"},
	{"ehlo", 0, "NAME", TAKE(take_ehlo), "the name to greet with (default: this machine's, else its address)"},
	{"protocol", 'p', "NAME", TAKE(take_protocol),
		"smtp, lmtp, imap, pop3 or sieve, when scheme and port do not tell"},
	{"implicit-tls", 0, NULL, TAKE(take_implicit), "TLS from the first byte, on any port"},
	{"tls", 0, "VERSIONS", KEPT(tls.versions), "1.3, a list (1.0,1.2) or a range (1.0-1.2); default 1.2-1.3"},
	{"ciphers", 0, "NAMES", KEPT(tls.ciphers),
		"suites or ciphers to offer, by any of their names: RC4, AES128-SHA ..."},
	{"groups", 0, "NAMES", KEPT(tls.groups), "groups to offer: x25519, P-256, ffdhe2048, dh1024 ..."},
	{"sigalgs", 0, "NAMES", KEPT(tls.schemes),
		"signature schemes to accept: ed25519, rsa_pss_rsae_sha256, RSA+SHA1 ..."},
	{"priority", 0, "STRING", KEPT(tls.priority), "a GnuTLS priority string, to which the rest is added"},
	{"alpn", 0, "NAMES", KEPT(tls.alpn), "application protocols to offer (ALPN)"},
	{"sni", 0, "NAME", KEPT(tls.sni), "the server name to ask for (SNI), or none"},
	{"cert", 0, "FILE", KEPT(tls.cert_file),
		"our certificate, for a server that asks: PEM, PKCS#12, PKCS#11 URI; serve: its own"},
	{"key", 0, "FILE", KEPT(tls.key_file), "its key, where it is in a file of its own"},
	{"passphrase-file", 0, "FILE", KEPT(passphrase_file),
		"the pass phrase of --key: FILE's first line (/dev/fd/N: a descriptor)"},
	{"sessions", 0, "FILE", KEPT(sessions), "keep TLS sessions in FILE, and resume them"},
	{"hello-size", 0, "BYTES", TAKE(take_hello_size), "pad or shrink the ClientHello to that size"},
	{"system-policy", 0, "HOW", TAKE(take_policy), "respect (default) or ignore what the system forbids GnuTLS"},
	{"on-injection", 0, "HOW", TAKE(take_injection),
		"clear bytes behind the STARTTLS reply: abort (default), drop, tls"},
	{"starttls", 0, NULL, KEPT(starttls),
		"ask for TLS as soon as the server has greeted; line mode: TLS or nothing"},
	{"plain", 0, NULL, KEPT(plain), "line mode, as without a terminal: the session as lines, without a screen"},
	{"quiet", 'q', NULL, KEPT(quiet), "line mode: only the server's bytes on standard output"},
	{"pipeline", 0, NULL, KEPT(pipeline), "line mode: lines do not wait for the reply to the one before"},
	{"commands", 0, NULL, KEPT(commands), "line mode, from a pipe: lines that begin with : are local commands"},
	{"secrets-in-clear", 0, NULL, KEPT(clear_secrets), "line mode: send passwords without TLS, unasked"},
	{"no-greet", 0, NULL, TAKE(take_no_greet), "do not send EHLO, CAPABILITY or CAPA again once TLS is up"},
	{"no-tags", 0, NULL, TAKE(take_no_tags), "IMAP: do not add a tag to lines that have none"},
	{"ipv4", '4', NULL, TAKE(take_ipv4), "use IPv4 addresses only"},
	{"ipv6", '6', NULL, TAKE(take_ipv6), "use IPv6 addresses only"},
	{"connect-timeout", 0, "SECONDS", TAKE(take_connect_timeout), "for each address (default 15)"},
	{"reply-timeout", 0, "SECONDS", TAKE(take_reply_timeout),
		"then it is told that the server is late (default 60)"},
	{"color", 0, "WHEN", TAKE(take_colour), "auto or never; NO_COLOR is honoured"},
	{"ascii", 0, NULL, TAKE(take_ascii), "plain ASCII for lines and for everything above it"},
	{"mouse", 0, NULL, TAKE(take_mouse), "the wheel scrolls, a click selects (Shift selects text)"},
	{"no-history", 0, NULL, TAKE(take_no_history), "neither read nor write the history files"},
	{"dump", 0, "FILE", KEPT(dump), "write the last screen to FILE (.svg or text) at the end"},
	{"capture", 0, "FILE", KEPT(capture), "write all bytes to FILE (pcapng), for Wireshark; see :capture"},
	{"capture-secrets", 0, NULL, TAKE(take_capture_secrets),
		"... with the TLS secrets, so that it can be decrypted"},
	{"keylog", 0, "FILE", KEPT(key_log), "append the TLS secrets to FILE (also: SSLKEYLOGFILE)"},
	{"record", 0, "FILE", KEPT(record),
		"record the session in FILE (JSON Lines); starlit open FILE shows it again"},
	{"json", 0, NULL, TAKE(take_json), "without a screen: events on standard output, one JSON object a line"},
	{"unsafe-secrets", 0, NULL, TAKE(take_unsafe_secrets), "show, save and record passwords as they are typed"},
	{"fault", 0, "NAME", TAKE(take_fault),
		"demo, serve: misbehave (refuse hide inject plain cut lie again truncate preauth)"},
	{"pace", 0, "MS", TAKE(take_pace), "probe: milliseconds between two connections (default 100)"},
	{"connections", 0, "N", TAKE(take_connections), "probe: how many at most (default 300)"},
	{"port", 0, "N", TAKE(take_port), "serve: the loopback port"},
	{"save-ca", 0, "FILE", KEPT(serve_save_ca), "serve: write the minted root certificate there"},
	{"help", 'h', NULL, TAKE(take_help), "this text"},
	{"version", 'V', NULL, TAKE(take_version), "the version of starlit and its libraries"},
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static void build_getopt(struct option *longs, char *shorts)
{
	*shorts++ = ':';
	for (int i = 0; i < ROWS; i++) {
		longs[i] = (struct option){.name = rows[i].name,
			.has_arg = rows[i].argument ? required_argument : no_argument,
			.val = NO_LETTER + i};
		if (!rows[i].letter)
			continue;
		*shorts++ = rows[i].letter;
		if (rows[i].argument)
			*shorts++ = ':';
	}
	*shorts = 0;
	longs[ROWS] = (struct option){0};
}

static const struct row *row_of(int found)
{
	for (int i = 0; i < ROWS; i++)
		if (found == NO_LETTER + i || (rows[i].letter && found == rows[i].letter))
			return &rows[i];
	return NULL;
}

static bool parse_rows(int argc, char **argv, struct parsing *parsing)
{
	struct option longs[ROWS + 1];
	char shorts[2 * ROWS + 2];

	build_getopt(longs, shorts);
	opterr = 0;
	optind = 1;
	for (;;) {
		int at = optind;
		int found = getopt_long(argc, argv, shorts, longs, NULL);
		if (found == -1)
			return true;
		const char *typed = at < argc ? argv[at] : "option";
		if (found == ':')
			return error_set(parsing->error, ERROR_USAGE, 0, "%s: it needs a value", typed);
		const struct row *row = row_of(found);
		if (!row)
			return error_set(parsing->error, ERROR_USAGE, 0, "%s: unknown option", typed);
		if (row->kept && !row->argument)
			*(bool *)((char *)parsing->options + row->kept) = true;
		else if (row->kept)
			memcpy((char *)parsing->options + row->kept, &optarg, sizeof(optarg));
		else if (!row->take(parsing, optarg))
			return false;
	}
}

/* «demo [PROTOCOL]» and «serve PROTOCOL». */
static bool take_word(struct parsing *parsing, const char *word, int count, char **words)
{
	struct options *options = parsing->options;

	if (count > 1)
		return error_set(parsing->error, ERROR_USAGE, 0, "%s: it takes one protocol", word);
	if (count == 1) {
		parsing->hints.has_protocol = true;
		if (!target_protocol(words[0], &parsing->hints.protocol))
			return error_set(
				parsing->error, ERROR_USAGE, 0, "%s: there are smtp, lmtp, imap, pop3 and sieve", word);
	}
	options->has_target = true;
	return target_parse("demo", &parsing->hints, &options->target, parsing->error);
}

static bool parse_words(int count, char **words, struct parsing *parsing)
{
	struct options *options = parsing->options;

	if (!count) {
		if (parsing->hints.has_protocol || parsing->hints.implicit_tls)
			return error_set(parsing->error, ERROR_USAGE, 0, "no target: these options need one");
		return true;
	}
	if (!strcmp(words[0], "probe") && options->run == RUN_SESSION) {
		options->run = RUN_PROBE;
		if (count < 2)
			return error_set(
				parsing->error, ERROR_USAGE, 0, "probe: name a target: a host, imap://host, demo");
		return parse_words(count - 1, words + 1, parsing);
	}
	if (!strcmp(words[0], "demo"))
		return take_word(parsing, "demo", count - 1, words + 1);
	if (!strcmp(words[0], "serve") && options->run == RUN_SESSION) {
		options->run = RUN_SERVE;
		if (count < 2)
			return error_set(parsing->error, ERROR_USAGE, 0,
				"serve: name a protocol: smtp, lmtp, imap, pop3 or sieve");
		return take_word(parsing, "serve", count - 1, words + 1);
	}
	if (count > 1)
		return error_set(
			parsing->error, ERROR_USAGE, 0, "%s: there is one target, and it was named before", words[1]);
	options->has_target = true;
	return target_parse(words[0], &parsing->hints, &options->target, parsing->error);
}

bool options_parse(int argc, char **argv, const char *no_color, struct options *ret_options, struct error *error)
{
	struct options options = {.run = RUN_SESSION,
		.greet_after_tls = true,
		.add_tags = true,
		.history = true,
		.pace_us = PROBER_PACE_US,
		.connections = PROBER_CONNECTIONS,
		.colour = !no_color || !*no_color};
	struct parsing parsing = {.options = &options, .error = error};

	if (!parse_rows(argc, argv, &parsing))
		return false;
	if (options.capture_secrets && !options.capture)
		return error_set(error, ERROR_USAGE, 0, "--capture-secrets: it goes with --capture FILE");
	if (options.run == RUN_SESSION && !parse_words(argc - optind, argv + optind, &parsing))
		return false;
	*ret_options = options;
	return true;
}

static const char help_head[] =
	"starlit: an interactive debugger for mail sessions that go STARTTLS\n"
	"\n"
	"  starlit [OPTIONS] [SCHEME://]HOST[:PORT]   type to a server, see its TLS beside it\n"
	"  starlit                                    start screen: type a target or pick one\n"
	"  starlit demo [PROTOCOL]                    a teaching server inside the program\n"
	"  starlit probe TARGET                       what a server can speak: versions, ciphers, groups\n"
	"  starlit serve PROTOCOL [--port N]          the same server on a loopback port\n"
	"\n"
	"Schemes: smtp submission smtps imap imaps pop3 pop3s lmtp sieve. A known port tells its protocol.\n"
	"\n";

static const char help_tail[] =
	"\n"
	"  starlit mx.example.org                 EHLO, STARTTLS, look at the certificate, go on\n"
	"  starlit imap://mail.example.org        a1 STARTTLS works as typed; so does STARTTLS\n"
	"  starlit --ca ca.pem --name mail.example.org 192.0.2.7:587\n";

void options_help(void)
{
	fputs(help_head, stdout);
	for (int i = 0; i < ROWS; i++) {
		char left[40];
		char letter[8] = "    ";

		if (rows[i].letter)
			snprintf(letter, sizeof(letter), "-%c, ", rows[i].letter);
		snprintf(left, sizeof(left), "%s--%s%s%s", letter, rows[i].name, rows[i].argument ? " " : "",
			rows[i].argument ? rows[i].argument : "");
		printf("  %-29s %s\n", left, rows[i].help);
	}
	fputs(help_tail, stdout);
}

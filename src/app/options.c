/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options: the rows, and the functions that take their values.
 */
#include "app/option_table.h"

#include "app/check.h"
#include "app/prober.h"
#include "demo/demo.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { HELLO_SIZE_MAX = 65000 };

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
	parsing->options->tls.trust_none = !strcasecmp(value, "none");
	return true;
}

static bool take_injection(struct parsing *parsing, const char *value)
{
	static const enum injection_policy policies[] = {INJECTION_ABORT, INJECTION_DROP, INJECTION_TLS};

	for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++)
		if (!strcasecmp(value, injection_policy_name(policies[i])))
			parsing->options->on_injection = policies[i];
	return true;
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
	parsing->hints.has_protocol = target_protocol(value, &parsing->hints.protocol);
	parsing->protocol_level = parsing->level;
	return true;
}

static bool take_implicit(struct parsing *parsing, const char *no)
{
	parsing->hints.implicit_tls = !no;
	parsing->implicit_level = parsing->level;
	return true;
}

static bool take_ipv4(struct parsing *parsing, const char *no)
{
	parsing->options->family = no ? DIAL_ANY : DIAL_IPV4;
	return true;
}

static bool take_ipv6(struct parsing *parsing, const char *no)
{
	parsing->options->family = no ? DIAL_ANY : DIAL_IPV6;
	return true;
}

static bool take_colour(struct parsing *parsing, const char *value)
{
	parsing->options->colour = strcasecmp(value, "never") != 0 && !parsing->no_color;
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
	parsing->options->demo_faults |= demo_fault_named(value);
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
	parsing->options->ignore_policy = !strcasecmp(value, "ignore");
	return true;
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

static bool take_jobs(struct parsing *parsing, const char *value)
{
	unsigned long long jobs;

	if (!bytes_number(bytes_str(value), CHECK_JOBS_MAX, &jobs) || !jobs)
		return error_set(
			parsing->error, ERROR_USAGE, 0, "--jobs: it takes a number from 1 to %d", CHECK_JOBS_MAX);
	parsing->options->jobs = (unsigned)jobs;
	return true;
}

static bool take_format(struct parsing *parsing, const char *value)
{
	return check_format_named(value, &parsing->options->format) ||
	       error_set(parsing->error, ERROR_USAGE, 0, "--format: there are text, json and prometheus");
}

static bool take_set(struct parsing *parsing, const char *value)
{
	struct options *options = parsing->options;

	if (options->set_count == OPTION_SETS_MAX)
		return error_set(parsing->error, ERROR_USAGE, 0, "--set: more than %d of them", OPTION_SETS_MAX);
	options->sets[options->set_count++] = value;
	return true;
}

static bool take_completion(struct parsing *parsing, const char *value)
{
	parsing->options->run = RUN_COMPLETION;
	parsing->options->completion = value;
	return true;
}

static bool take_to(struct parsing *parsing, const char *value)
{
	static const char *const names[] = {[REPORT_TEXT] = "text",
		[REPORT_HTML] = "html",
		[REPORT_JSON] = "json",
		[REPORT_ASCIICAST] = "asciicast"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(value, names[i]))
			parsing->options->report_form = (enum report_form)i;
	parsing->options->report_form_given = true;
	return true;
}

/* The ending tells the form where nothing else does. */
static bool take_output(struct parsing *parsing, const char *value)
{
	static const struct {
		const char *ending;
		enum report_form form;
	} rows[] = {{".html", REPORT_HTML}, {".htm", REPORT_HTML}, {".json", REPORT_JSON}, {".jsonl", REPORT_JSON},
		{".cast", REPORT_ASCIICAST}};
	const char *dot = strrchr(value, '.');

	parsing->options->report_output = value;
	for (size_t i = 0; dot && !parsing->options->report_form_given && i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcasecmp(dot, rows[i].ending))
			parsing->options->report_form = rows[i].form;
	return true;
}

static bool take_help(struct parsing *parsing, const char *no)
{
	if (!no)
		parsing->options->run = RUN_HELP;
	return true;
}

static bool take_version(struct parsing *parsing, const char *no)
{
	if (!no)
		parsing->options->run = RUN_VERSION;
	return true;
}

#define TAKE(function) OPTION_TAKEN, (function), 0
#define KEPT(field)    OPTION_KEPT, NULL, offsetof(struct options, field)
#define SETS(field)    OPTION_SETS, NULL, offsetof(struct options, field)
#define CLEARS(field)  OPTION_CLEARS, NULL, offsetof(struct options, field)

/* Where an option means something. A new subcommand has what sessions have, unless it is taken out here. */
#define ALL      (~0u)
#define SERVES   (1u << RUN_SERVE)
#define PROBES   (1u << RUN_PROBE)
#define SCRIPTS  (1u << RUN_SCRIPT)
#define OPENS    (1u << RUN_OPEN)
#define REPORTS  (1u << RUN_REPORT)
#define CONNECTS (ALL & ~SERVES & ~OPENS & ~REPORTS)
#define CHECKS   (1u << RUN_CHECK)
#define SESSIONS (CONNECTS & ~PROBES)
#define TALKS    (SESSIONS & ~CHECKS)
/* The same, but never in a configuration file. */
#define ASKED(runs) ((runs) & ~OPTION_IN_FILE)

const struct option_row option_rows[] = {
	{"name", 0, "NAME", GROUP_CERTIFICATES, CONNECTS | SERVES, KEPT(name),
		"the name that the certificate must bear, and SNI, when it is not HOST"},
	{"ca", 0, "FILE|DIR", GROUP_CERTIFICATES, SESSIONS, KEPT(tls.ca_file),
		"trust these certificates (PEM) instead of the system's"},
	{"trust", 0, "system|none", GROUP_CERTIFICATES, SESSIONS, TAKE(take_trust),
		"none: no chain is judged (default: system)"},
	{"crl", 0, "FILE", GROUP_CERTIFICATES, SESSIONS, KEPT(tls.crl_file),
		"certificate revocation lists (PEM or DER)"},
	{"as-of", 0, "DATE", GROUP_CERTIFICATES, SESSIONS, TAKE(take_as_of),
		"judge certificates for that date (UTC) instead of now"},
	{"mail-domain", 0, "DOMAIN", GROUP_CERTIFICATES, SESSIONS, KEPT(tls.mail_domain),
		"a certificate for the mail domain will do as well (RFC 7817)"},
	{"ct-logs", 0, "FILE", GROUP_CERTIFICATES, SESSIONS, KEPT(tls.ct_logs_file),
		"check certificate timestamps by the log keys in FILE (PEM)"},
	{"ehlo", 0, "NAME", GROUP_CONNECTION, CONNECTS, KEPT(ehlo),
		"the name to greet with (default: this machine's, else its address)"},
	{"protocol", 'p', "smtp|lmtp|imap|pop3|sieve", GROUP_CONNECTION, ALL, TAKE(take_protocol),
		"when scheme and port do not tell it"},
	{"implicit-tls", 0, NULL, GROUP_CONNECTION, ALL, TAKE(take_implicit), "TLS from the first byte, on any port"},
	{"tls", 0, "VERSIONS", GROUP_HANDSHAKE, SESSIONS, KEPT(tls.versions),
		"1.3, a list (1.0,1.2) or a range (1.0-1.2); default 1.2-1.3"},
	{"ciphers", 0, "NAMES", GROUP_HANDSHAKE, SESSIONS, KEPT(tls.ciphers),
		"suites or ciphers to offer, by any of their names: RC4, AES128-SHA ..."},
	{"groups", 0, "NAMES", GROUP_HANDSHAKE, SESSIONS, KEPT(tls.groups),
		"groups to offer: x25519, P-256, ffdhe2048, dh1024 ..."},
	{"sigalgs", 0, "NAMES", GROUP_HANDSHAKE, SESSIONS, KEPT(tls.schemes),
		"signature schemes to accept: ed25519, rsa_pss_rsae_sha256, RSA+SHA1 ..."},
	{"priority", 0, "STRING", GROUP_HANDSHAKE, SESSIONS, KEPT(tls.priority),
		"a GnuTLS priority string, to which the rest is added"},
	{"alpn", 0, "NAMES", GROUP_HANDSHAKE, SESSIONS, KEPT(tls.alpn), "application protocols to offer (ALPN)"},
	{"sni", 0, "NAME", GROUP_HANDSHAKE, SESSIONS, KEPT(tls.sni), "the server name to ask for (SNI), or none"},
	{"cert", 0, "FILE", GROUP_HANDSHAKE, SESSIONS | SERVES, KEPT(tls.cert_file),
		"our certificate, for a server that asks: PEM, PKCS#12, PKCS#11 URI; serve: its own"},
	{"key", 0, "FILE", GROUP_HANDSHAKE, SESSIONS | SERVES, KEPT(tls.key_file),
		"its key, where it is in a file of its own"},
	{"passphrase-file", 0, "FILE", GROUP_HANDSHAKE, SESSIONS, KEPT(passphrase_file),
		"the pass phrase of --key: FILE's first line (/dev/fd/N: a descriptor)"},
	{"sessions", 0, "FILE", GROUP_HANDSHAKE, TALKS, KEPT(sessions), "keep TLS sessions in FILE, and resume them"},
	{"hello-size", 0, "BYTES", GROUP_HANDSHAKE, SESSIONS, TAKE(take_hello_size),
		"pad or shrink the ClientHello to that size"},
	{"system-policy", 0, "respect|ignore", GROUP_HANDSHAKE, ALL, TAKE(take_policy),
		"ignore: what the system forbids GnuTLS may be used (default: respect)"},
	{"on-injection", 0, "abort|drop|tls", GROUP_CONNECTION, SESSIONS, TAKE(take_injection),
		"what to do with clear bytes behind the STARTTLS reply (default: abort)"},
	{"starttls", 0, NULL, GROUP_CONNECTION, TALKS, SETS(starttls),
		"ask for TLS as soon as the server has greeted; line mode: TLS or nothing"},
	{"plain", 0, NULL, GROUP_LINES, TALKS | OPENS, SETS(plain),
		"line mode, as without a terminal: the session as lines, without a screen"},
	{"quiet", 'q', NULL, GROUP_LINES, TALKS, SETS(quiet), "line mode: only the server's bytes on standard output"},
	{"pipeline", 0, NULL, GROUP_LINES, TALKS, SETS(pipeline),
		"line mode: lines do not wait for the reply to the one before"},
	{"commands", 0, NULL, GROUP_LINES, TALKS, SETS(commands),
		"line mode, from a pipe: lines that begin with : are local commands"},
	{"secrets-in-clear", 0, NULL, GROUP_LINES, ASKED(TALKS), SETS(clear_secrets),
		"line mode: send passwords without TLS, unasked"},
	{"no-greet", 0, NULL, GROUP_CONNECTION, TALKS, CLEARS(greet_after_tls),
		"do not send EHLO, CAPABILITY or CAPA again once TLS is up"},
	{"no-tags", 0, NULL, GROUP_CONNECTION, TALKS, CLEARS(add_tags),
		"IMAP: do not add a tag to lines that have none"},
	{"ipv4", '4', NULL, GROUP_CONNECTION, CONNECTS, TAKE(take_ipv4), "use IPv4 addresses only"},
	{"ipv6", '6', NULL, GROUP_CONNECTION, CONNECTS, TAKE(take_ipv6), "use IPv6 addresses only"},
	{"connect-timeout", 0, "SECONDS", GROUP_CONNECTION, CONNECTS, TAKE(take_connect_timeout),
		"for each address (default 15)"},
	{"reply-timeout", 0, "SECONDS", GROUP_CONNECTION, CONNECTS, TAKE(take_reply_timeout),
		"then it is told that the server is late (default 60)"},
	{"color", 0, "auto|never", GROUP_SCREEN, TALKS | OPENS, TAKE(take_colour),
		"never: no colours; NO_COLOR is honoured"},
	{"ascii", 0, NULL, GROUP_SCREEN, TALKS | OPENS, SETS(ascii),
		"plain ASCII for lines and for everything above it"},
	{"mouse", 0, NULL, GROUP_SCREEN, TALKS | OPENS, SETS(mouse),
		"the wheel scrolls, a click selects (Shift selects text)"},
	{"no-history", 0, NULL, GROUP_SCREEN, TALKS, CLEARS(history), "neither read nor write the history files"},
	{"no-memory", 0, NULL, GROUP_CONNECTION, CONNECTS, CLEARS(memory),
		"neither remember nor look up which servers have offered STARTTLS"},
	{"dump", 0, "FILE", GROUP_SCREEN, TALKS | OPENS, KEPT(dump),
		"write the last screen to FILE (.svg or text) at the end"},
	{"capture", 0, "FILE", GROUP_FILES, TALKS, KEPT(capture),
		"write all bytes to FILE (pcapng), for Wireshark; see :capture"},
	{"capture-secrets", 0, NULL, GROUP_FILES, TALKS, SETS(capture_secrets),
		"... with the TLS secrets, so that it can be decrypted"},
	{"keylog", 0, "FILE", GROUP_FILES, TALKS, KEPT(key_log),
		"append the TLS secrets to FILE (also: SSLKEYLOGFILE)"},
	{"record", 0, "FILE", GROUP_FILES, TALKS, KEPT(record),
		"record the session in FILE (JSON Lines); starlit open FILE shows it again"},
	{"json", 0, NULL, GROUP_LINES, ASKED(TALKS | OPENS), SETS(json),
		"without a screen: events on standard output, one JSON object a line"},
	{"unsafe-secrets", 0, NULL, GROUP_FILES, ASKED(TALKS), SETS(unsafe_secrets),
		"show, save and record passwords as they are typed"},
	{"fault", 0, "refuse|hide|inject|plain|cut|lie|again|truncate|preauth|keep|login|smuggle", GROUP_DEMO, ALL,
		TAKE(take_fault), "demo, serve: misbehave; may be given several times"},
	{"lesson", 0, "NAME|FILE", GROUP_DEMO, ASKED(TALKS), KEPT(lesson), "demo: be led through a lesson"},
	{"lessons", 0, NULL, GROUP_DEMO, ASKED(TALKS), SETS(lessons), "demo: list the lessons"},
	{"print", 0, NULL, GROUP_DEMO, ASKED(TALKS), SETS(print_lesson), "demo: print the lesson's file, to be copied"},
	{"handout", 0, "FILE", GROUP_DEMO, ASKED(TALKS), KEPT(handout),
		"demo: write the lesson on a sheet for the class (.html, else text)"},
	{"pace", 0, "MS", GROUP_PROBE, SESSIONS | PROBES, TAKE(take_pace),
		"probe: milliseconds between two connections (default 100)"},
	{"connections", 0, "N", GROUP_PROBE, SESSIONS | PROBES, TAKE(take_connections),
		"probe: how many at most (default 300)"},
	{"jobs", 'j', "N", GROUP_CHECK, CHECKS, TAKE(take_jobs), "check: how many targets at a time (default 32)"},
	{"format", 0, "text|json|prometheus", GROUP_CHECK, ASKED(CHECKS), TAKE(take_format),
		"check: reports for people (default), JSON Lines, or metrics"},
	{"resume", 0, "FILE", GROUP_CHECK, ASKED(CHECKS), KEPT(resume),
		"check: keep results in FILE, and go on where an earlier run ended"},
	{"to", 0, "text|html|json|asciicast", GROUP_FILES, ASKED(REPORTS), TAKE(take_to),
		"report: what is written (default: as --output ends, else text)"},
	{"output", 0, "FILE", GROUP_FILES, ASKED(REPORTS), TAKE(take_output),
		"report: a new file for it, instead of standard output"},
	{"set", 0, "NAME=VALUE", GROUP_SCRIPT, ASKED(SCRIPTS), TAKE(take_set),
		"run: a value for the script; may be given several times"},
	{"verbose", 'v', NULL, GROUP_SCRIPT, SCRIPTS, SETS(verbose), "run: print the session while it goes on"},
	{"port", 0, "N", GROUP_DEMO, SERVES, TAKE(take_port), "serve: the loopback port"},
	{"save-ca", 0, "FILE", GROUP_DEMO, SERVES, KEPT(serve_save_ca),
		"serve: write the minted root certificate there"},
	{"config", 0, "FILE|none", GROUP_PROGRAM, ALL, KEPT(config),
		"the configuration file (default: ~/.config/starlit/config), or none"},
	{"completion", 0, "bash|zsh|fish|servers", GROUP_PROGRAM, ALL, TAKE(take_completion),
		"print the completion for that shell; the names of the configuration file"},
	{"help", 'h', NULL, GROUP_PROGRAM, ALL, TAKE(take_help), "a page of help; --help all: every option"},
	{"version", 'V', NULL, GROUP_PROGRAM, ALL, TAKE(take_version), "the version of starlit and its libraries"},
};
const size_t option_count = sizeof(option_rows) / sizeof(option_rows[0]);

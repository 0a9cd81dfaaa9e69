/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_options: what is typed on the command line for the handshake.
 */
#include "../check_main.h"
#include "app/options.h"

#include <string.h>

enum { WORDS_MAX = 8 };

static bool parse(const char *const *words, struct options *ret_options, struct error *error)
{
	char *argv[WORDS_MAX + 2] = {(char *)(uintptr_t) "starlit"};
	int argc = 1;

	while (words[argc - 1]) {
		argv[argc] = (char *)(uintptr_t)words[argc - 1];
		argc++;
	}
	return options_parse(argc, argv, NULL, ret_options, error);
}

START_TEST(choices)
{
	static const char *const offer[] = {"--tls=1.0-1.2", "--ciphers=RC4", "--groups=x25519", "--sigalgs=ed25519",
		"--priority=NORMAL", "--alpn=imap", "--sni=none", NULL};
	static const char *const own[] = {"--cert=c.pem", "--key", "k.pem", "--passphrase-file=/dev/fd/3",
		"--sessions=s", "--hello-size=512", "--system-policy=ignore", NULL};
	struct options options;
	struct error error = {.sentence = ""};

	ck_assert_msg(parse(offer, &options, &error), "%s", error.sentence);
	ck_assert_str_eq(options.tls.versions, "1.0-1.2");
	ck_assert_str_eq(options.tls.ciphers, "RC4");
	ck_assert_str_eq(options.tls.groups, "x25519");
	ck_assert_str_eq(options.tls.schemes, "ed25519");
	ck_assert_str_eq(options.tls.priority, "NORMAL");
	ck_assert_str_eq(options.tls.alpn, "imap");
	ck_assert_str_eq(options.tls.sni, "none");
	ck_assert(!options.ignore_policy);
	ck_assert_msg(parse(own, &options, &error), "%s", error.sentence);
	ck_assert_str_eq(options.tls.cert_file, "c.pem");
	ck_assert_str_eq(options.tls.key_file, "k.pem");
	ck_assert_str_eq(options.passphrase_file, "/dev/fd/3");
	ck_assert_str_eq(options.sessions, "s");
	ck_assert_uint_eq(options.tls.hello_size, 512);
	ck_assert(options.ignore_policy);
	ck_assert_ptr_null(options.tls.versions);
}
END_TEST

START_TEST(refusals)
{
	static const struct {
		const char *word, *says;
	} rows[] = {
		{"--hello-size=0", "--hello-size: "},
		{"--hello-size=65001", "--hello-size: "},
		{"--hello-size=-1", "--hello-size: "},
		{"--hello-size=1k", "--hello-size: "},
		{"--system-policy=maybe", "--system-policy: there are respect and ignore"},
		{"--tls", "--tls: it needs a value"},
		{"--tls-min=1.0", "unknown option"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *words[] = {rows[i].word, NULL};
		struct options options;
		struct error error = {.sentence = ""};
		ck_assert_msg(!parse(words, &options, &error), "%s", rows[i].word);
		ck_assert_msg(strstr(error.sentence, rows[i].says) != NULL, "%s: %s", rows[i].word, error.sentence);
		ck_assert_int_eq(error.domain, ERROR_USAGE);
	}
}
END_TEST

/* As gnutls-cli and swaks have them. */
START_TEST(aliases)
{
	static const char *const gnutls_cli[] = {"--starttls-proto=imap", "--x509cafile", "ca.pem",
		"--x509crlfile=crl.pem", "--x509certfile=c.pem", "--x509keyfile=k.pem", "--crlf", "mail.example.org",
		NULL};
	static const char *const names[] = {
		"--verify-hostname=other.example.org", "--starttls-name=client.example.org", "mail.example.org", NULL};
	static const char *const no_sni[] = {"--disable-sni", "mail.example.org", NULL};
	static const char *const sni[] = {
		"--sni-hostname=a.example.org", "--verify-hostname=b.example.org", "mail.example.org", NULL};
	static const char *const swaks[] = {"--tlsc", "--helo=client.example.org", "--tls-sni=a.example.org",
		"--tls-ca-path=ca", "--tls-cert=c.pem", "--tls-key=k.pem", "mail.example.org", NULL};
	static const char *const lhlo[] = {
		"--lhlo=client.example.org", "--tls-on-connect", "imap://mail.example.org", NULL};
	struct options options;
	struct error error = {.sentence = ""};

	ck_assert_msg(parse(gnutls_cli, &options, &error), "%s", error.sentence);
	ck_assert_int_eq(options.target.protocol, PROTOCOL_IMAP);
	ck_assert_uint_eq(options.target.port, 143);
	ck_assert(options.starttls && !options.target.implicit_tls);
	ck_assert_str_eq(options.tls.ca_file, "ca.pem");
	ck_assert_str_eq(options.tls.crl_file, "crl.pem");
	ck_assert_str_eq(options.tls.cert_file, "c.pem");
	ck_assert_str_eq(options.tls.key_file, "k.pem");
	ck_assert_msg(parse(names, &options, &error), "%s", error.sentence);
	ck_assert_str_eq(options.name, "other.example.org");
	ck_assert_str_eq(options.ehlo, "client.example.org");
	ck_assert(options.sni_of_host && !options.tls.sni && !options.starttls);
	ck_assert_msg(parse(no_sni, &options, &error), "%s", error.sentence);
	ck_assert_str_eq(options.tls.sni, "none");
	ck_assert(!options.sni_of_host);
	ck_assert_msg(parse(sni, &options, &error), "%s", error.sentence);
	ck_assert_str_eq(options.tls.sni, "a.example.org");
	ck_assert_str_eq(options.name, "b.example.org");
	ck_assert_msg(parse(swaks, &options, &error), "%s", error.sentence);
	ck_assert(options.target.implicit_tls && !options.starttls);
	ck_assert_uint_eq(options.target.port, 465);
	ck_assert_str_eq(options.ehlo, "client.example.org");
	ck_assert_str_eq(options.tls.sni, "a.example.org");
	ck_assert_str_eq(options.tls.ca_file, "ca");
	ck_assert_str_eq(options.tls.cert_file, "c.pem");
	ck_assert_str_eq(options.tls.key_file, "k.pem");
	ck_assert_msg(parse(lhlo, &options, &error), "%s", error.sentence);
	ck_assert_str_eq(options.ehlo, "client.example.org");
	ck_assert(options.target.implicit_tls);
}
END_TEST

CHECK_MAIN("options", choices, refusals, aliases)

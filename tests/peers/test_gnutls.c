/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_gnutls: our engine and its taps against gnutls-serv, which still has what OpenSSL has given up: RC4, 3DES, small
 * Diffie-Hellman groups, limits of records.
 *
 * Without the program gnutls-serv everything is skipped (exit status 77).
 */
#include "../check_main.h"
#include "debug_log.h"
#include "lab.h"
#include "link.h"
#include "ours.h"
#include "model/tls_facts.h"

#include <stdio.h>
#include <time.h>

enum { WORDS_MAX = 8 };
#define SERVER "NORMAL:-VERS-DTLS-ALL"

struct row {
	const char *what;
	struct tls_settings client; /* name and anchors are filled in */
	const char *priority;       /* of the server; NULL: SERVER */
	const char *server[WORDS_MAX];
	const char *identity; /* the server's certificates and key; NULL: lab.rsa */
	bool today;           /* what it staples is of today */
	bool asks;            /* for a client certificate */
	void (*play)(struct link *link, struct tls_settings *settings); /* NULL: converse */
	const char *version;
	const char *suite;
	const char *story;
};

static struct lab lab;

/* The server sends back what it is told. */
static void talk(struct link *link)
{
	link_until_handshake(link);
	link_expect_up(link);
	link_say(link, "EHLO client.example.org\r\n");
	link_until_heard(link, "EHLO client.example.org");
}

static void end(struct link *link)
{
	tls_close(link->tls);
	link_until_hung_up(link);
}

static void converse(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	end(link);
}

static void fail_to_shake(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	link_until_handshake(link);
	ck_assert_msg(tls_state(link->tls) == TLS_BROKEN, "%s: the handshake should fail", link->what);
	link_until_hung_up(link);
}

static void refused_after(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	link_until_handshake(link);
	ck_assert_ptr_nonnull(tls_facts(link->tls));
	link_until_hung_up(link);
	ck_assert_int_eq(tls_state(link->tls), TLS_BROKEN);
}

static void resume(struct link *link, struct tls_settings *settings)
{
	struct error error = {.sentence = ""};
	struct buffer data;

	buffer_init(&data, 1 << 20);
	talk(link);
	ck_assert_msg(tls_session_data(link->tls, &data, &error), "%s: %s", link->what, error.sentence);
	end(link);
	settings->resume = buffer_bytes(&data);
	link_connect(link, settings);
	talk(link);
	ck_assert_msg(tls_facts(link->tls)->resumed, "%s: not resumed", link->what);
	end(link);
	buffer_done(&data);
}

/* Its answer to the command follows the HelloRequest, while our ClientHello is on its way. */
static void server_renegotiates(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_say(link, "**REHANDSHAKE**\n");
	link_until_message(link, DIRECTION_IN, 20, 2);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_IN, 0), 1);
	talk(link);
	end(link);
}

static void authenticate_late(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_say(link, "**REAUTH**\n");
	link_until_message(link, DIRECTION_IN, 13, 1);
	link_until_message(link, DIRECTION_OUT, 20, 2);
	talk(link);
	end(link);
}

/* RFC 8449 §4: 512 bytes of content; in TLS 1.3 the limit that is announced counts the inner type, too. */
static void expect_limit(struct link *link, struct tls_settings *settings)
{
	enum { FULL = 512 + 1 + 16 };
	static char text[3001];

	(void)settings;
	memset(text, 'x', 2998);
	memcpy(text + 2998, "\r\n", 2);
	link_until_handshake(link);
	link_say(link, text);
	link_until_heard(link, "x\n");
	end(link);
	unsigned full = 0;
	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind != EVENT_TLS_RECORD || event->direction != DIRECTION_OUT ||
			event->tls_record.inner_type != 23)
			continue;
		ck_assert_uint_le(event->tls_record.length, FULL);
		full += event->tls_record.length == FULL;
	}
	ck_assert_uint_ge(full, 5);
}

static const struct chain_facts *chain_of(const struct link *link)
{
	for (uint64_t i = 0; i < journal_count(link->journal); i++)
		if (journal_at(link->journal, i)->kind == EVENT_CHAIN)
			return journal_at(link->journal, i)->chain.chain;
	ck_abort_msg("%s: there is no chain", link->what);
}

/* TLS 1.3 has room for a response at each certificate; before it there is one (RFC 8446 §4.4.2.1). */
static void expect_staples(struct link *link, struct tls_settings *settings)
{
	bool each = !settings->versions;

	converse(link, settings);
	const struct chain_facts *chain = chain_of(link);
	ck_assert_uint_eq(chain->count, 2);
	ck_assert_ptr_nonnull(chain->certs[0].staple);
	ck_assert_int_eq(chain->certs[1].staple != NULL, each);
	for (size_t i = 0; i < (each ? 2 : 1); i++)
		ck_assert_msg(chain->certs[i].staple->status == STAPLE_GOOD, "%s: certificate %zu: %s", link->what,
			i + 1, chain->certs[i].staple->reason);
}

static void expect_opened(const struct link *link)
{
	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind == EVENT_TLS_RECORD && event->tls_record.type == 23)
			ck_assert_msg(
				event->tls_record.keys != RECORD_SEALED, "%s: a record was not opened", link->what);
	}
}

static void expect_same_account(struct link *link)
{
	enum account_cut cut = link_cut_by(link);
	struct account messages, records, fields;
	struct debug_log log;

	account_init(&messages);
	account_init(&records);
	account_init(&fields);
	debug_log_init(&log);
	ours_tell(link->journal, OURS_MESSAGES, &messages);
	ours_tell(link->journal, OURS_LENGTHS, &records);
	ours_tell(link->journal, OURS_MESSAGES | OURS_FIELDS, &fields);
	debug_log_read(buffer_bytes(&link->told[1]), &log);
	account_expect_same(link->what, &messages, &log.messages, cut);
	account_expect_same(link->what, &records, &log.records, cut);
	if (cut == ACCOUNT_WHOLE)
		account_expect_among(link->what, &fields, &log.extensions);
	account_done(&messages);
	account_done(&records);
	account_done(&fields);
	debug_log_done(&log);
}

static void expect_facts(const struct link *link, const struct row *row)
{
	const struct tls_facts *facts = tls_facts(link->tls);

	if (row->version)
		ck_assert_msg(facts && !strcmp(facts->version, row->version), "%s: it is %s", link->what,
			facts ? facts->version : "nothing");
	if (row->suite)
		ck_assert_msg(facts && !strcmp(facts->suite, row->suite), "%s: it is %s", link->what,
			facts ? facts->suite : "nothing");
	if (facts && facts->version_code == 0x0304)
		expect_opened(link);
}

static void expect_story(const struct link *link, const char *want)
{
	struct buffer story;

	buffer_init(&story, 1 << 20);
	ours_story(link->journal, &story);
	ck_assert_msg(!strcmp(buffer_text(&story), want), "%s: our story is\n%s--- and not\n%s", link->what,
		buffer_text(&story), want);
	buffer_done(&story);
}

static void start(struct link *link, const struct row *row)
{
	int port = link_free_port();
	char digits[8];
	const char *arguments[LINK_ARGUMENTS_MAX] = {"gnutls-serv", "--echo", "-d", "5", "-p", digits, "--x509certfile",
		row->identity ? row->identity : lab.rsa, "--x509keyfile", row->identity ? row->identity : lab.rsa,
		"--priority", row->priority ? row->priority : SERVER};
	size_t count = 12;

	snprintf(digits, sizeof(digits), "%d", port);
	if (!row->asks)
		arguments[count++] = "--disable-client-cert";
	for (size_t i = 0; i < WORDS_MAX && row->server[i]; i++)
		arguments[count++] = row->server[i];
	link_start(link, row->what, arguments);
	link->port = port;
}

static void run(const struct row *row)
{
	struct tls_settings settings = row->client;
	struct link link;

	settings.reference_name = "mail.example.org";
	settings.ca_file = lab.root;
	settings.as_of = row->today ? time(NULL) : 0;
	start(&link, row);
	link_connect(&link, &settings);
	(row->play ? row->play : converse)(&link, &settings);
	link_cut(&link);
	link_stop(&link);
	expect_facts(&link, row);
	if (row->story)
		expect_story(&link, row->story);
	expect_same_account(&link);
	link_close(&link);
}

static const struct row rows[] = {
	{"TLS 1.0", .client = {.versions = "1.0"}, .version = "TLS 1.0"},
	{"TLS 1.1", .client = {.versions = "1.1"}, .version = "TLS 1.1"},
	{"TLS 1.2", .client = {.versions = "1.2"}, .version = "TLS 1.2"},
	{"TLS 1.3", .client = {.versions = "1.3"}, .version = "TLS 1.3"},
	{"HelloRetryRequest", .priority = SERVER ":-GROUP-ALL:+GROUP-SECP521R1", .version = "TLS 1.3"},
#define SUITE(iana, words)                                                                                             \
	{                                                                                                              \
		"suite " iana, .client = {.ciphers = iana, .versions = "1.2"}, .priority = SERVER words, .suite = iana \
	}
	SUITE("TLS_RSA_WITH_RC4_128_SHA", ":+ARCFOUR-128"),
	SUITE("TLS_RSA_WITH_RC4_128_MD5", ":+ARCFOUR-128:+MD5"),
	SUITE("TLS_ECDHE_RSA_WITH_RC4_128_SHA", ":+ARCFOUR-128"),
	SUITE("TLS_RSA_WITH_3DES_EDE_CBC_SHA", ":+3DES-CBC"),
	SUITE("TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", ":+3DES-CBC"),
	SUITE("TLS_RSA_WITH_NULL_SHA", ":+NULL"),
	SUITE("TLS_RSA_WITH_NULL_MD5", ":+NULL:+MD5"),
	SUITE("TLS_ECDHE_RSA_WITH_NULL_SHA", ":+NULL"),
	SUITE("TLS_DH_anon_WITH_AES_128_CBC_SHA", ":+ANON-DH"),
	SUITE("TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA", ":+ANON-ECDH:+3DES-CBC"),
	SUITE("TLS_RSA_WITH_CAMELLIA_128_GCM_SHA256", ":+CAMELLIA-128-GCM"),
	SUITE("TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384", ":+CAMELLIA-256-GCM"),
	SUITE("TLS_RSA_WITH_AES_128_CCM_8", ":+AES-128-CCM-8"),
	SUITE("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", ""),
	{"TLS 1.0 with 3DES", .client = {.versions = "1.0", .ciphers = "3DES"}, .priority = SERVER ":+3DES-CBC",
		.version = "TLS 1.0"},
	{"TLS 1.0 with RC4", .client = {.versions = "1.0", .ciphers = "RC4"}, .priority = SERVER ":+ARCFOUR-128",
		.version = "TLS 1.0"},
	{"without extended master secret", .client = {.versions = "1.2"},
		.priority = SERVER ":%NO_SESSION_HASH:%NO_ETM", .version = "TLS 1.2"},
	{"a group of 1024 bits",
		.client = {.versions = "1.2", .ciphers = "DHE-RSA-AES128-GCM-SHA256", .groups = "dh1024"},
		.server = {"--dhparams", lab.dh1024}, .suite = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"},
	{"a group of 512 bits",
		.client = {.versions = "1.2", .ciphers = "DHE-RSA-AES128-GCM-SHA256", .groups = "dh512"},
		.server = {"--dhparams", lab.dh512}, .suite = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"},
	{"a group of 512 bits is too small",
		.client = {.versions = "1.2", .ciphers = "DHE-RSA-AES128-GCM-SHA256", .groups = "dh1024"},
		.server = {"--dhparams", lab.dh512}, .play = fail_to_shake,
		.story = "> ClientHello\n< ServerHello\n< Certificate\n< ServerKeyExchange\n> alert 71\nfailed\n"},
	{"nothing in common", .client = {.versions = "1.2", .ciphers = "AES-256-GCM"},
		.priority = SERVER ":-CIPHER-ALL:+AES-128-GCM", .play = fail_to_shake,
		.story = "> ClientHello\n< alert 40\nfailed\n"},
	{"no version in common", .client = {.versions = "1.2"}, .priority = SERVER ":-VERS-ALL:+VERS-TLS1.3",
		.play = fail_to_shake},
	{"records of 512 bytes", .server = {"--recordsize", "512"}, .play = expect_limit, .version = "TLS 1.3"},
	{"records of 512 bytes in TLS 1.2", .client = {.versions = "1.2"}, .server = {"--recordsize", "512"}},
	{"ALPN", .client = {.alpn = "smtp,imap"}, .server = {"--alpn", "imap"}},
	{"ALPN with nothing in common", .client = {.alpn = "smtp"}, .server = {"--alpn", "imap", "--alpn-fatal"},
		.play = fail_to_shake, .story = "> ClientHello\n< alert 120\nfailed\n"},
	{"a staple", .server = {"--ocsp-response", lab.staple, "--ignore-ocsp-response-errors"}},
	{"a staple in TLS 1.2", .client = {.versions = "1.2"},
		.server = {"--ocsp-response", lab.staple, "--ignore-ocsp-response-errors"}},
	{"a staple for each certificate", .identity = lab.chain, .today = true,
		.server = {"--ocsp-response", lab.chain_staples[0], "--ocsp-response", lab.chain_staples[1]},
		.play = expect_staples, .version = "TLS 1.3"},
	{"a staple for each certificate in TLS 1.2", .client = {.versions = "1.2"}, .identity = lab.chain,
		.today = true,
		.server = {"--ocsp-response", lab.chain_staples[0], "--ocsp-response", lab.chain_staples[1]},
		.play = expect_staples},
	{"early data are allowed", .server = {"--earlydata", "--maxearlydata", "1000"}},
	{"a certificate asked for, none given", .asks = true},
	{"a certificate asked for in TLS 1.2, none given", .client = {.versions = "1.2"}, .asks = true},
	{"a certificate given", .client = {.cert_file = lab.client}, .asks = true},
	{"a certificate given in TLS 1.1", .client = {.cert_file = lab.client, .versions = "1.1"}, .asks = true},
	{"a certificate required in TLS 1.3, none given", .asks = true, .server = {"--require-client-cert"},
		.play = refused_after},
	{"a certificate required in TLS 1.2, none given", .client = {.versions = "1.2"}, .asks = true,
		.server = {"--require-client-cert"}, .play = fail_to_shake},
	{"a certificate asked for after the handshake", .client = {.cert_file = lab.client}, .play = authenticate_late},
	{"the server renegotiates", .client = {.versions = "1.2"}, .play = server_renegotiates},
	{"resumption by a ticket", .client = {.versions = "1.2"}, .play = resume},
	{"resumption by session id", .client = {.versions = "1.2"}, .server = {"--noticket"}, .play = resume},
	{"resumption by PSK", .play = resume},
};

START_TEST(each)
{
	run(&rows[_i]);
}
END_TEST

static int run_all(void)
{
	Suite *suite = suite_create("gnutls");
	TCase *tcase = tcase_create("gnutls-serv");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, each, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(void)
{
	if (!link_has("gnutls-serv")) {
		puts("skipped: there is no program gnutls-serv here (package gnutls-bin or gnutls-utils)");
		return 77;
	}
	link_alone();
	lab_open(&lab);
	int verdict = run_all();
	lab_close(&lab);
	return verdict;
}

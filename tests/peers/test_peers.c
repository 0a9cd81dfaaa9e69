/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_peers: our engine, its taps and its decoder against OpenSSL's server: what we tell of a session must be what
 * the server tells of it, message by message, field by field, record by record.
 *
 * Without the program openssl everything is skipped (exit status 77).
 */
#include "../check_main.h"
#include "lab.h"
#include "link.h"
#include "ours.h"
#include "plays.h"
#include "trace.h"

#include <stdio.h>

enum { WORDS_MAX = 14 };

struct row {
	const char *what;
	struct tls_settings client; /* name and anchors are filled in */
	const char *server[WORDS_MAX];
	void (*play)(struct link *link, struct tls_settings *settings); /* NULL: converse */
	const char *version;                                            /* what comes of it; NULL: whatever */
	const char *suite;
	const char *story;   /* our messages; NULL: not looked at */
	const char *accepts; /* connections, in digits; NULL: one */
};

static struct lab lab;

/* What is looked at afterwards */

static void expect_opened(const struct link *link)
{
	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event_tls_record *record = &journal_at(link->journal, i)->tls_record;
		if (journal_at(link->journal, i)->kind == EVENT_TLS_RECORD && record->type == 23)
			ck_assert_msg(record->inner_type && record->keys != RECORD_SEALED,
				"%s: a record of %u bytes was not opened", link->what, (unsigned)record->length);
	}
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

static void expect_same_account(struct link *link)
{
	struct account ours, theirs;
	struct buffer trace;

	buffer_init(&trace, 16 << 20);
	lab_read(lab.trace, &trace);
	account_init(&ours);
	account_init(&theirs);
	ours_tell(link->journal, OURS_RECORDS | OURS_MESSAGES | OURS_FIELDS, &ours);
	trace_read(buffer_bytes(&trace), &theirs);
	account_expect_same(link->what, &ours, &theirs, link_cut_by(link));
	account_done(&ours);
	account_done(&theirs);
	buffer_done(&trace);
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

static void start(struct link *link, const struct row *row)
{
	const char *arguments[LINK_ARGUMENTS_MAX] = {"openssl", "s_server", "-accept", "127.0.0.1:0", "-naccept",
		row->accepts ? row->accepts : "1", "-cert", lab.rsa, "-trace", "-msgfile", lab.trace};
	size_t count = 11;

	for (size_t i = 0; i < WORDS_MAX && row->server[i]; i++)
		arguments[count++] = row->server[i];
	link_start(link, row->what, arguments);
	link_read_port(link, "ACCEPT 127.0.0.1:");
}

static void run_in_pieces(const struct row *row, size_t piece)
{
	struct tls_settings settings = row->client;
	struct link link;

	settings.reference_name = "mail.example.org";
	settings.ca_file = lab.root;
	start(&link, row);
	link.piece = piece;
	link_connect(&link, &settings);
	(row->play ? row->play : play_converse)(&link, &settings);
	link_cut(&link);
	link_until_gone(&link);
	expect_facts(&link, row);
	if (row->story)
		expect_story(&link, row->story);
	expect_same_account(&link);
	link_close(&link);
}

static void run(const struct row *row)
{
	run_in_pieces(row, 0);
}

/* Versions */

#define OFFER(version) .client = {.versions = version}, .server = {"-cipher", "ALL:@SECLEVEL=0"}

static const struct row versions[] = {
	{"TLS 1.0", OFFER("1.0"), .version = "TLS 1.0"},
	{"TLS 1.1", OFFER("1.1"), .version = "TLS 1.1"},
	{"TLS 1.2", OFFER("1.2"), .version = "TLS 1.2"},
	{"TLS 1.3", OFFER("1.3"), .version = "TLS 1.3"},
	{"what is usual", .version = "TLS 1.3", .suite = "TLS_AES_256_GCM_SHA384"},
	{"all versions, and the server has the oldest", .client = {.versions = "1.0-1.3"},
		.server = {"-cipher", "ALL:@SECLEVEL=0", "-tls1"}, .version = "TLS 1.0"},
	{"HelloRetryRequest with a cookie", .server = {"-stateless", "-groups", "P-521"}, .version = "TLS 1.3",
		.story =
			"> ClientHello\n< HelloRetryRequest\n> ClientHello\n< ServerHello\n< # EncryptedExtensions\n"
			"< # Certificate\n< # CertificateVerify\n< # Finished\n> # Finished\nup\n< # NewSessionTicket\n"
			"< # NewSessionTicket\n> alert 0\n< alert 0\n"},
	{"HelloRetryRequest", .server = {"-groups", "P-521"}, .version = "TLS 1.3"},
};

/* Suites */

static const struct row suites[] = {
#define SUITE13(iana)                                                                                                  \
	{                                                                                                              \
		"suite " iana, .client = {.ciphers = iana, .versions = "1.3"},                                         \
			       .server = {"-ciphersuites", iana, "-cipher", "ALL:@SECLEVEL=0"}, .version = "TLS 1.3",  \
			       .suite = iana                                                                           \
	}
#define SUITE12(iana, name)                                                                                            \
	{                                                                                                              \
		"suite " iana, .client = {.ciphers = iana, .versions = "1.2"},                                         \
			       .server = {"-cipher", name ":@SECLEVEL=0"}, .version = "TLS 1.2", .suite = iana         \
	}
	SUITE13("TLS_AES_128_GCM_SHA256"),
	SUITE13("TLS_AES_256_GCM_SHA384"),
	SUITE13("TLS_CHACHA20_POLY1305_SHA256"),
	SUITE13("TLS_AES_128_CCM_SHA256"),
	SUITE13("TLS_AES_128_CCM_8_SHA256"),
	SUITE12("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-GCM-SHA256"),
	SUITE12("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE-RSA-AES256-GCM-SHA384"),
	SUITE12("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-CHACHA20-POLY1305"),
	SUITE12("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "ECDHE-RSA-AES128-SHA"),
	SUITE12("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "ECDHE-RSA-AES128-SHA256"),
	SUITE12("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "ECDHE-RSA-AES256-SHA384"),
	SUITE12("TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256", "ECDHE-RSA-CAMELLIA128-SHA256"),
	SUITE12("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "DHE-RSA-AES128-GCM-SHA256"),
	SUITE12("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "DHE-RSA-AES256-GCM-SHA384"),
	SUITE12("TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "DHE-RSA-CHACHA20-POLY1305"),
	SUITE12("TLS_DHE_RSA_WITH_AES_128_CCM", "DHE-RSA-AES128-CCM"),
	SUITE12("TLS_DHE_RSA_WITH_AES_256_CCM_8", "DHE-RSA-AES256-CCM8"),
	SUITE12("TLS_DHE_RSA_WITH_AES_256_CBC_SHA", "DHE-RSA-AES256-SHA"),
	SUITE12("TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", "DHE-RSA-AES256-SHA256"),
	SUITE12("TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA", "DHE-RSA-CAMELLIA256-SHA"),
	SUITE12("TLS_RSA_WITH_AES_128_GCM_SHA256", "AES128-GCM-SHA256"),
	SUITE12("TLS_RSA_WITH_AES_256_GCM_SHA384", "AES256-GCM-SHA384"),
	SUITE12("TLS_RSA_WITH_AES_128_CCM", "AES128-CCM"),
	SUITE12("TLS_RSA_WITH_AES_256_CCM_8", "AES256-CCM8"),
	SUITE12("TLS_RSA_WITH_AES_128_CBC_SHA", "AES128-SHA"),
	SUITE12("TLS_RSA_WITH_AES_256_CBC_SHA256", "AES256-SHA256"),
	SUITE12("TLS_RSA_WITH_CAMELLIA_128_CBC_SHA", "CAMELLIA128-SHA"),
	SUITE12("TLS_RSA_WITH_NULL_SHA256", "NULL-SHA256"),
	SUITE12("TLS_DH_anon_WITH_AES_128_GCM_SHA256", "ADH-AES128-GCM-SHA256"),
	SUITE12("TLS_ECDH_anon_WITH_AES_128_CBC_SHA", "AECDH-AES128-SHA"),
	{"suite TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8",
		.client = {.ciphers = "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8", .versions = "1.2"},
		.server = {"-cipher", "ECDHE-ECDSA-AES256-CCM8:@SECLEVEL=0", "-cert", lab.ec},
		.suite = "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8"},
	{"suite TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
		.client = {.ciphers = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", .versions = "1.2"},
		.server = {"-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256", "-cert", lab.ec},
		.suite = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"},
	{"a suite of TLS 1.0", .client = {.ciphers = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", .versions = "1.0"},
		.server = {"-cipher", "ECDHE-RSA-AES256-SHA:@SECLEVEL=0"}, .version = "TLS 1.0",
		.suite = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"},
	{"without encrypt-then-mac", .client = {.ciphers = "TLS_RSA_WITH_AES_128_CBC_SHA", .versions = "1.1"},
		.server = {"-cipher", "AES128-SHA:@SECLEVEL=0", "-no_etm"}, .version = "TLS 1.1",
		.suite = "TLS_RSA_WITH_AES_128_CBC_SHA"},
};

/* What is offered and answered */

static const struct row offers[] = {
	{"ALPN", .client = {.alpn = "smtp,imap"}, .server = {"-alpn", "imap,pop3"}, .play = play_expect_imap},
	{"ALPN in TLS 1.2", .client = {.alpn = "smtp,imap", .versions = "1.2"}, .server = {"-alpn", "imap,pop3"},
		.play = play_expect_imap},
	{"ALPN with nothing in common", .client = {.alpn = "smtp"}, .server = {"-alpn", "imap"},
		.play = play_fail_to_shake, .story = "> ClientHello\n< alert 120\nfailed\n"},
	{"another SNI", .client = {.sni = "other.example.org"},
		.server = {"-servername", "other.example.org", "-cert2", lab.ec}},
	{"no SNI", .client = {.sni = "none"}},
	{"an unknown SNI is warned of in TLS 1.2", .client = {.versions = "1.2"},
		.server = {"-servername", "other.example.org", "-cert2", lab.ec},
		.story =
			"> ClientHello\n< alert 112\n< ServerHello\n< Certificate\n< ServerKeyExchange\n< ServerHelloDone\n"
			"> ClientKeyExchange\n> # Finished\n< NewSessionTicket\n< # Finished\nup\n> alert 0\n< alert 0\n"},
	{"an unknown SNI is not accepted", .client = {.versions = "1.2"},
		.server = {"-servername", "other.example.org", "-servername_fatal", "-cert2", lab.ec},
		.play = play_fail_to_shake, .story = "> ClientHello\n< alert 112\nfailed\n"},
	{"a staple", .server = {"-status_file", lab.staple}, .play = play_expect_staple},
	{"a staple in TLS 1.2", .client = {.versions = "1.2"}, .server = {"-status_file", lab.staple},
		.play = play_expect_staple},
	/* GnuTLS refuses the answer in TLS 1.3 (an extension of the certificate that it does not know), so we do not ask. */
	{"SCTs are to be had, and not asked for", .server = {"-serverinfo", lab.scts}},
	{"SCTs are to be had in TLS 1.2", .client = {.versions = "1.2"}, .server = {"-serverinfo", lab.scts}},
	{"a chain of two", .server = {"-cert_chain", lab.root}},
	{"a chain of two in TLS 1.2", .client = {.versions = "1.2"}, .server = {"-cert_chain", lab.root}},
	{"groups and schemes",
		.client = {.groups = "X25519,SECP384R1", .schemes = "rsa_pss_rsae_sha512,rsa_pkcs1_sha256"},
		.server = {"-groups", "P-384:X25519"}},
	{"a group of RFC 7919", .client = {.groups = "ffdhe3072"}, .server = {"-groups", "ffdhe3072"}},
	{"X448", .client = {.groups = "X448"}, .server = {"-groups", "X448"}},
	{"a ClientHello of 700 bytes", .client = {.hello_size = 700}, .play = play_expect_hello_700},
	{"a ClientHello of 700 bytes with a certificate behind it",
		.client = {.hello_size = 700, .cert_file = lab.client}, .play = play_expect_hello_700},
	{"no middlebox compatibility of the server's", .server = {"-no_middlebox"}},
	{"no middlebox compatibility", .client = {.priority = "NORMAL:%DISABLE_TLS13_COMPAT_MODE"}},
	{"records are padded", .server = {"-record_padding", "512"}, .play = play_expect_padding},
	{"messages span records", .server = {"-split_send_frag", "512", "-max_send_frag", "512"}},
	{"messages span records in TLS 1.2", .client = {.versions = "1.2"},
		.server = {"-split_send_frag", "512", "-max_send_frag", "512"}},
	{"no tickets", .server = {"-num_tickets", "0"}},
	{"tickets that allow early data", .server = {"-max_early_data", "1000"}},
	{"five tickets", .server = {"-num_tickets", "5"}},
	{"nothing in common", .client = {.ciphers = "AES-256-GCM", .versions = "1.2"},
		.server = {"-cipher", "ECDHE-RSA-AES128-GCM-SHA256"}, .play = play_fail_to_shake,
		.story = "> ClientHello\n< alert 40\nfailed\n"},
	{"no version in common", .client = {.versions = "1.2"}, .server = {"-tls1_3"}, .play = play_fail_to_shake,
		.story = "> ClientHello\n< alert 70\nfailed\n"},
	{"a fallback is noticed", .client = {.priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:%FALLBACK_SCSV"},
		.play = play_fail_to_shake, .story = "> ClientHello\n< alert 86\nfailed\n"},
};

/* Client certificates */

static const struct row certificates[] = {
	{"asked for, none given", .server = {"-verify", "1"}},
	{"asked for in TLS 1.2, none given", .client = {.versions = "1.2"}, .server = {"-verify", "1"}},
	{"given", .client = {.cert_file = lab.client}, .server = {"-Verify", "1"}},
	{"given in TLS 1.2", .client = {.cert_file = lab.client, .versions = "1.2"}, .server = {"-Verify", "1"}},
	{"given in TLS 1.0", .client = {.cert_file = lab.client, .versions = "1.0"},
		.server = {"-Verify", "1", "-cipher", "ALL:@SECLEVEL=0"}},
	{"RSA, given in TLS 1.2", .client = {.cert_file = lab.rsa, .versions = "1.2"}, .server = {"-Verify", "1"}},
	{"schemes for certificates", .client = {.cert_file = lab.client},
		.server = {"-Verify", "1", "-client_sigalgs", "ECDSA+SHA384:ECDSA+SHA256"}},
	{"names of authorities", .client = {.cert_file = lab.client, .versions = "1.2"},
		.server = {"-Verify", "1", "-CAfile", lab.root}},
	{"names of authorities in TLS 1.3", .client = {.cert_file = lab.client},
		.server = {"-Verify", "1", "-CAfile", lab.root}},
	{"required in TLS 1.2, none given", .client = {.versions = "1.2"}, .server = {"-Verify", "1"},
		.play = play_fail_to_shake,
		.story = "> ClientHello\n< ServerHello\n< Certificate\n< ServerKeyExchange\n< CertificateRequest\n"
			 "< ServerHelloDone\n> Certificate\n> ClientKeyExchange\n> # Finished\n< alert 40\nfailed\n"},
	{"required in TLS 1.3, none given", .server = {"-Verify", "1"}, .play = play_refused_after,
		.story =
			"> ClientHello\n< ServerHello\n< # EncryptedExtensions\n< # CertificateRequest\n< # Certificate\n"
			"< # CertificateVerify\n< # Finished\n> # Certificate\n> # Finished\nup\n< alert 116\nfailed\n"},
	{"not accepted", .client = {.cert_file = lab.client}, .server = {"-Verify", "1", "-verify_return_error"},
		.play = play_refused_after,
		.story =
			"> ClientHello\n< ServerHello\n< # EncryptedExtensions\n< # CertificateRequest\n< # Certificate\n"
			"< # CertificateVerify\n< # Finished\n> # Certificate\n> # CertificateVerify\n> # Finished\nup\n"
			"< alert 48\nfailed\n"},
	{"asked for after the handshake", .client = {.cert_file = lab.client}, .play = play_authenticate_late},
};

/* After the handshake */

static const struct row afterwards[] = {
	{"the server updates its keys", .play = play_server_rekeys},
	{"the server updates all keys", .play = play_server_rekeys_both},
	{"we update our keys", .play = play_we_rekey},
	{"we update all keys", .play = play_we_rekey_both},
	{"the server renegotiates", .client = {.versions = "1.2"}, .play = play_server_renegotiates},
	{"the server renegotiates in TLS 1.0", .client = {.versions = "1.0"}, .server = {"-cipher", "ALL:@SECLEVEL=0"},
		.play = play_server_renegotiates},
	{"the server renegotiates and wants a certificate", .client = {.versions = "1.2", .cert_file = lab.client},
		.play = play_server_wants_certificate},
	{"we renegotiate", .client = {.versions = "1.2"}, .server = {"-client_renegotiation"},
		.play = play_we_renegotiate},
	{"we may not renegotiate", .client = {.versions = "1.2"}, .play = play_renegotiation_refused},
	{"resumption by a ticket, TLS 1.2", .client = {.versions = "1.2"}, .play = play_resume, .accepts = "2"},
	{"resumption by session id", .client = {.versions = "1.2"}, .server = {"-no_ticket"}, .play = play_resume,
		.accepts = "2"},
	{"resumption in TLS 1.0", .client = {.versions = "1.0"}, .server = {"-cipher", "ALL:@SECLEVEL=0"},
		.play = play_resume, .accepts = "2"},
	{"resumption by PSK", .play = play_resume, .accepts = "2"},
	{"resumption by PSK, without tickets of the server's own", .server = {"-no_ticket"}, .play = play_resume,
		.accepts = "2"},
	{"resumption after a retry", .server = {"-groups", "P-521"}, .play = play_resume, .accepts = "2"},
	{"the server closes", .server = {"-rev"}, .play = play_server_closes},
	{"the server closes in TLS 1.2", .client = {.versions = "1.2"}, .server = {"-rev"}, .play = play_server_closes},
	{"the server writes in the clear", .play = play_server_writes_clear},
	{"the server writes in the clear in TLS 1.2", .client = {.versions = "1.2"}, .play = play_server_writes_clear},
	{"the server cuts", .play = play_server_cuts},
	{"the server cuts in TLS 1.2", .client = {.versions = "1.2"}, .play = play_server_cuts},
};

START_TEST(each_version)
{
	run(&versions[_i]);
}
END_TEST

START_TEST(each_suite)
{
	run(&suites[_i]);
}
END_TEST

START_TEST(each_offer)
{
	run(&offers[_i]);
}
END_TEST

START_TEST(each_certificate)
{
	run(&certificates[_i]);
}
END_TEST

START_TEST(each_afterwards)
{
	run(&afterwards[_i]);
}
END_TEST

START_TEST(each_version_byte_by_byte)
{
	run_in_pieces(&versions[_i], 1);
}
END_TEST

START_TEST(each_afterwards_byte_by_byte)
{
	run_in_pieces(&afterwards[_i], 1);
}
END_TEST

static int run_all(void)
{
	Suite *suite = suite_create("peers");
	TCase *tcase = tcase_create("openssl");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, each_version, 0, sizeof(versions) / sizeof(versions[0]));
	tcase_add_loop_test(tcase, each_suite, 0, sizeof(suites) / sizeof(suites[0]));
	tcase_add_loop_test(tcase, each_offer, 0, sizeof(offers) / sizeof(offers[0]));
	tcase_add_loop_test(tcase, each_certificate, 0, sizeof(certificates) / sizeof(certificates[0]));
	tcase_add_loop_test(tcase, each_afterwards, 0, sizeof(afterwards) / sizeof(afterwards[0]));
	tcase_add_loop_test(tcase, each_version_byte_by_byte, 0, sizeof(versions) / sizeof(versions[0]));
	tcase_add_loop_test(tcase, each_afterwards_byte_by_byte, 0, sizeof(afterwards) / sizeof(afterwards[0]));
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(void)
{
	if (!link_has("openssl")) {
		puts("skipped: there is no program openssl here (package openssl)");
		return 77;
	}
	lab_open(&lab);
	int verdict = run_all();
	lab_close(&lab);
	return verdict;
}

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

/* What is done once connected */

/* A sentence each way; tickets have come by then. */
static void talk(struct link *link)
{
	link_until_handshake(link);
	link_expect_up(link);
	link_say(link, "EHLO client.example.org\r\n");
	link_until_told(link, "EHLO client.example.org");
	link_command(link, "220 mail.example.org\n");
	link_until_heard(link, "220 mail.example.org");
}

static void end(struct link *link)
{
	tls_close(link->tls);
	link_until_end(link);
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
}

/* TLS 1.3: our handshake is complete before the server has looked at our certificate. */
static void refused_after(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	link_until_handshake(link);
	ck_assert_msg(tls_facts(link->tls) != NULL, "%s: the handshake should be complete", link->what);
	link_until_end(link);
	ck_assert_int_eq(tls_state(link->tls), TLS_BROKEN);
}

static void expect_imap(struct link *link, struct tls_settings *settings)
{
	converse(link, settings);
	const char *alpn = tls_facts(link->tls)->alpn;
	ck_assert_msg(alpn && !strcmp(alpn, "imap"), "%s: ALPN is %s", link->what, alpn ? alpn : "none");
}

static const struct event *verdict(const struct link *link, enum verdict_aspect aspect)
{
	const struct event *found = NULL;

	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind == EVENT_VERDICT && event->verdict.aspect == aspect)
			found = event;
	}
	ck_assert_ptr_nonnull(found);
	return found;
}

static void expect_staple(struct link *link, struct tls_settings *settings)
{
	converse(link, settings);
	ck_assert_msg(tls_facts(link->tls)->stapled, "%s: no staple", link->what);
	const struct event *staple = verdict(link, VERDICT_STAPLE);
	ck_assert_msg(staple->verdict.result == VERDICT_GOOD, "%s: %.*s", link->what, (int)staple->verdict.reason.len,
		staple->verdict.reason.data);
}

/* Blocks of 512 bytes, of which the inner type takes one; the ticket's records are as large as the sentence's. */
static void expect_padding(struct link *link, struct tls_settings *settings)
{
	unsigned padded = 0;

	converse(link, settings);
	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		const struct event_tls_record *record = &event->tls_record;
		if (event->kind != EVENT_TLS_RECORD || event->direction != DIRECTION_IN || record->type != 23)
			continue;
		ck_assert_msg((record->length - 16) % 512 == 0, "%s: %u bytes", link->what, (unsigned)record->length);
		padded += record->padding > 0;
		if (record->inner_type == 23)
			ck_assert_uint_eq(record->padding, 512 - 1 - strlen("220 mail.example.org\n"));
	}
	ck_assert_uint_gt(padded, 2);
}

static void expect_hello_700(struct link *link, struct tls_settings *settings)
{
	converse(link, settings);
	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind == EVENT_TLS_MESSAGE && event->tls_message.type == 1)
			ck_assert_uint_eq(event->tls_message.length, 700);
	}
}

static void authenticate_late(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "c\n");
	link_until_message(link, DIRECTION_IN, 13, 1);
	link_until_message(link, DIRECTION_OUT, 20, 2);
	link_until_message(link, DIRECTION_IN, 4, 4);
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	end(link);
}

/* New keys: the generation of the last record that carried a sentence. */
static void expect_generation(const struct link *link, enum direction direction, uint32_t want)
{
	uint32_t generation = UINT32_MAX;

	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind == EVENT_TLS_RECORD && event->direction == direction &&
			event->tls_record.inner_type == 23)
			generation = event->tls_record.generation;
	}
	ck_assert_msg(generation == want, "%s: keys of generation %u, not %u", link->what, (unsigned)generation,
		(unsigned)want);
}

/* A second sentence each way, after new keys. */
static void talk_again(struct link *link, uint32_t out, uint32_t in)
{
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	link_command(link, "250 ok\n");
	link_until_heard(link, "250 ok");
	expect_generation(link, DIRECTION_OUT, out);
	expect_generation(link, DIRECTION_IN, in);
	end(link);
}

static void server_rekeys(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "k\n");
	link_until_message(link, DIRECTION_IN, 24, 1);
	talk_again(link, 0, 1);
}

/* Ours is due with what we say next. */
static void server_rekeys_both(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "K\n");
	link_until_message(link, DIRECTION_IN, 24, 1);
	talk_again(link, 1, 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_OUT, 24), 1);
}

static void rekey(struct link *link, bool both)
{
	struct error error = {.sentence = ""};

	talk(link);
	ck_assert_msg(tls_rekey(link->tls, both, &error), "%s: %s", link->what, error.sentence);
	talk_again(link, 1, both);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_IN, 24), both);
}

static void we_rekey(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	rekey(link, false);
}

static void we_rekey_both(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	rekey(link, true);
}

static void renegotiated(struct link *link)
{
	link_until_message(link, DIRECTION_IN, 20, 2);
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_OUT, 1), 2);
	end(link);
}

static void server_renegotiates(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "r\n");
	renegotiated(link);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_IN, 0), 1);
}

static void server_wants_certificate(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "R\n");
	renegotiated(link);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_IN, 13), 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_MESSAGE, DIRECTION_OUT, 15), 1);
}

static void ask_for_renegotiation(struct link *link)
{
	struct error error = {.sentence = ""};

	talk(link);
	ck_assert_msg(tls_renegotiate(link->tls, &error), "%s: %s", link->what, error.sentence);
}

static void we_renegotiate(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	ask_for_renegotiation(link);
	renegotiated(link);
}

/* The session goes on. */
static void renegotiation_refused(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	ask_for_renegotiation(link);
	link_command(link, "250 still here\n");
	link_until_heard(link, "250 still here");
	link_until_alert(link, DIRECTION_IN, 100);
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	end(link);
}

static void resume(struct link *link, struct tls_settings *settings)
{
	struct error error = {.sentence = ""};
	struct buffer data;

	buffer_init(&data, 1 << 20);
	talk(link);
	ck_assert(!tls_facts(link->tls)->resumed);
	ck_assert_msg(tls_session_data(link->tls, &data, &error), "%s: %s", link->what, error.sentence);
	end(link);
	settings->resume = buffer_bytes(&data);
	link_connect(link, settings);
	link_until_handshake(link);
	ck_assert_msg(tls_facts(link->tls) && tls_facts(link->tls)->resumed, "%s: not resumed", link->what);
	link_say(link, "NOOP\r\n");
	link_until_told(link, "NOOP");
	end(link);
	buffer_done(&data);
}

/* A server that turns lines round, and closes when it is told to. */
static void server_closes(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	link_until_handshake(link);
	link_say(link, "OLHE\n");
	link_until_heard(link, "EHLO");
	link_say(link, "CLOSE\n");
	link_until_closed(link);
	end(link);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_ALERT, DIRECTION_IN, 0), 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_FAILED, DIRECTION_IN, 0), 0);
}

static void server_writes_clear(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "P\n");
	link_until_end(link);
	link_until_hung_up(link);
	ck_assert_int_eq(tls_state(link->tls), TLS_BROKEN);
	ck_assert_uint_eq(link_count(link, EVENT_ODDITY, DIRECTION_IN, 0), 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_FAILED, DIRECTION_IN, 0), 1);
}

/* It closes its socket without a word. */
static void server_cuts(struct link *link, struct tls_settings *settings)
{
	(void)settings;
	talk(link);
	link_command(link, "q\n");
	link_until_end(link);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_ALERT, DIRECTION_IN, 0), 0);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_FAILED, DIRECTION_IN, 0), 1);
	ck_assert_uint_eq(link_count(link, EVENT_TLS_CLOSED, DIRECTION_IN, 0), 1);
}

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

static void run(const struct row *row)
{
	struct tls_settings settings = row->client;
	struct link link;

	settings.reference_name = "mail.example.org";
	settings.ca_file = lab.root;
	start(&link, row);
	link_connect(&link, &settings);
	(row->play ? row->play : converse)(&link, &settings);
	link_cut(&link);
	link_until_gone(&link);
	expect_facts(&link, row);
	if (row->story)
		expect_story(&link, row->story);
	expect_same_account(&link);
	link_close(&link);
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
	{"ALPN", .client = {.alpn = "smtp,imap"}, .server = {"-alpn", "imap,pop3"}, .play = expect_imap},
	{"ALPN in TLS 1.2", .client = {.alpn = "smtp,imap", .versions = "1.2"}, .server = {"-alpn", "imap,pop3"},
		.play = expect_imap},
	{"ALPN with nothing in common", .client = {.alpn = "smtp"}, .server = {"-alpn", "imap"}, .play = fail_to_shake,
		.story = "> ClientHello\n< alert 120\nfailed\n"},
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
		.play = fail_to_shake, .story = "> ClientHello\n< alert 112\nfailed\n"},
	{"a staple", .server = {"-status_file", lab.staple}, .play = expect_staple},
	{"a staple in TLS 1.2", .client = {.versions = "1.2"}, .server = {"-status_file", lab.staple},
		.play = expect_staple},
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
	{"a ClientHello of 700 bytes", .client = {.hello_size = 700}, .play = expect_hello_700},
	{"a ClientHello of 700 bytes with a certificate behind it",
		.client = {.hello_size = 700, .cert_file = lab.client}, .play = expect_hello_700},
	{"no middlebox compatibility of the server's", .server = {"-no_middlebox"}},
	{"no middlebox compatibility", .client = {.priority = "NORMAL:%DISABLE_TLS13_COMPAT_MODE"}},
	{"records are padded", .server = {"-record_padding", "512"}, .play = expect_padding},
	{"messages span records", .server = {"-split_send_frag", "512", "-max_send_frag", "512"}},
	{"messages span records in TLS 1.2", .client = {.versions = "1.2"},
		.server = {"-split_send_frag", "512", "-max_send_frag", "512"}},
	{"no tickets", .server = {"-num_tickets", "0"}},
	{"five tickets", .server = {"-num_tickets", "5"}},
	{"nothing in common", .client = {.ciphers = "AES-256-GCM", .versions = "1.2"},
		.server = {"-cipher", "ECDHE-RSA-AES128-GCM-SHA256"}, .play = fail_to_shake,
		.story = "> ClientHello\n< alert 40\nfailed\n"},
	{"no version in common", .client = {.versions = "1.2"}, .server = {"-tls1_3"}, .play = fail_to_shake,
		.story = "> ClientHello\n< alert 70\nfailed\n"},
	{"a fallback is noticed", .client = {.priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:%FALLBACK_SCSV"},
		.play = fail_to_shake, .story = "> ClientHello\n< alert 86\nfailed\n"},
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
	{"names of authorities", .client = {.cert_file = lab.client, .versions = "1.2"},
		.server = {"-Verify", "1", "-CAfile", lab.root}},
	{"names of authorities in TLS 1.3", .client = {.cert_file = lab.client},
		.server = {"-Verify", "1", "-CAfile", lab.root}},
	{"required in TLS 1.2, none given", .client = {.versions = "1.2"}, .server = {"-Verify", "1"},
		.play = fail_to_shake,
		.story = "> ClientHello\n< ServerHello\n< Certificate\n< ServerKeyExchange\n< CertificateRequest\n"
			 "< ServerHelloDone\n> Certificate\n> ClientKeyExchange\n> # Finished\n< alert 40\nfailed\n"},
	{"required in TLS 1.3, none given", .server = {"-Verify", "1"}, .play = refused_after,
		.story =
			"> ClientHello\n< ServerHello\n< # EncryptedExtensions\n< # CertificateRequest\n< # Certificate\n"
			"< # CertificateVerify\n< # Finished\n> # Certificate\n> # Finished\nup\n< alert 116\nfailed\n"},
	{"not accepted", .client = {.cert_file = lab.client}, .server = {"-Verify", "1", "-verify_return_error"},
		.play = refused_after,
		.story =
			"> ClientHello\n< ServerHello\n< # EncryptedExtensions\n< # CertificateRequest\n< # Certificate\n"
			"< # CertificateVerify\n< # Finished\n> # Certificate\n> # CertificateVerify\n> # Finished\nup\n"
			"< alert 48\nfailed\n"},
	{"asked for after the handshake", .client = {.cert_file = lab.client}, .play = authenticate_late},
};

/* After the handshake */

static const struct row afterwards[] = {
	{"the server updates its keys", .play = server_rekeys},
	{"the server updates all keys", .play = server_rekeys_both},
	{"we update our keys", .play = we_rekey},
	{"we update all keys", .play = we_rekey_both},
	{"the server renegotiates", .client = {.versions = "1.2"}, .play = server_renegotiates},
	{"the server renegotiates in TLS 1.0", .client = {.versions = "1.0"}, .server = {"-cipher", "ALL:@SECLEVEL=0"},
		.play = server_renegotiates},
	{"the server renegotiates and wants a certificate", .client = {.versions = "1.2", .cert_file = lab.client},
		.play = server_wants_certificate},
	{"we renegotiate", .client = {.versions = "1.2"}, .server = {"-client_renegotiation"}, .play = we_renegotiate},
	{"we may not renegotiate", .client = {.versions = "1.2"}, .play = renegotiation_refused},
	{"resumption by a ticket, TLS 1.2", .client = {.versions = "1.2"}, .play = resume, .accepts = "2"},
	{"resumption by session id", .client = {.versions = "1.2"}, .server = {"-no_ticket"}, .play = resume,
		.accepts = "2"},
	{"resumption in TLS 1.0", .client = {.versions = "1.0"}, .server = {"-cipher", "ALL:@SECLEVEL=0"},
		.play = resume, .accepts = "2"},
	{"resumption by PSK", .play = resume, .accepts = "2"},
	{"resumption by PSK, without tickets of the server's own", .server = {"-no_ticket"}, .play = resume,
		.accepts = "2"},
	{"resumption after a retry", .server = {"-groups", "P-521"}, .play = resume, .accepts = "2"},
	{"the server closes", .server = {"-rev"}, .play = server_closes},
	{"the server closes in TLS 1.2", .client = {.versions = "1.2"}, .server = {"-rev"}, .play = server_closes},
	{"the server writes in the clear", .play = server_writes_clear},
	{"the server writes in the clear in TLS 1.2", .client = {.versions = "1.2"}, .play = server_writes_clear},
	{"the server cuts", .play = server_cuts},
	{"the server cuts in TLS 1.2", .client = {.versions = "1.2"}, .play = server_cuts},
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

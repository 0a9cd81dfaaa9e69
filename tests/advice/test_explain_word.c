/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_explain_word: every name of every registry of TLS, every name of ours, and every suite, is explained; and words as people
 * type them.
 */
#include "explained.h"

#include "advice/words.h"
#include "model/tls_names.h"
#include "wire/names.h"

#include "../check_main.h"
#include <stdio.h>
#include <strings.h>

/* Every value of every enum that is looked up by its name. */
START_TEST(test_ours_are_complete)
{
	char word[64];

	for (int i = 0; i < EVENT_KINDS; i++)
		ck_assert_ptr_nonnull(words_find(&words_events, bytes_str(event_kind_name((enum event_kind)i))));
	for (int i = 0; i < ODDITIES; i++)
		ck_assert_ptr_nonnull(words_find(&words_oddities, bytes_str(oddity_name((enum oddity)i))));
	for (int i = 0; i < VERDICT_ASPECTS; i++)
		ck_assert_ptr_nonnull(
			words_find(&words_verdicts, bytes_str(verdict_aspect_name((enum verdict_aspect)i))));
#define COMPLETE(table, kind, name_of, last)                                                                           \
	for (unsigned i = 0; i <= (unsigned)(last); i++) {                                                             \
		snprintf(word, sizeof(word), "%s %s", kind, name_of(i));                                               \
		ck_assert_msg(words_find(&(table), bytes_str(word)) != NULL, "%s", word);                              \
	}
	COMPLETE(words_verdicts, "result", verdict_result_name, VERDICT_NOT_CHECKED)
	COMPLETE(words_verdicts, "check", cert_check_name, CERT_CHECKS - 1)
	COMPLETE(words_events, "starttls", starttls_step_name, STARTTLS_NOT_NOW)
	COMPLETE(words_events, "injection", injection_policy_name, INJECTION_TLS)
	COMPLETE(words_events, "phase", phase_name, PHASE_TLS)
	COMPLETE(words_events, "reply", reply_status_name, REPLY_MALFORMED)
	COMPLETE(words_events, "line", line_role_name, LINE_STRAY)
	COMPLETE(words_events, "tls-failed", tls_failure_name, TLS_FAILURE_PROTOCOL)
	COMPLETE(words_events, "timeout", timeout_of_name, TIMEOUT_CLOSE)
	COMPLETE(words_events, "limit", limit_of_name, LIMIT_OUTPUT)
	COMPLETE(words_events, "closed", closed_how_name, CLOSED_TIMEOUT)
	COMPLETE(words_events, "probe", probe_topic_name, PROBE_ENDED)
	COMPLETE(words_events, "probe", probe_finding_name, PROBE_NOT_OBSERVABLE)
#undef COMPLETE
}
END_TEST

/* Whatever a registry of TLS names */

static void check_named(const struct word_table *table, const char *name)
{
	struct buffer out;

	if (!name)
		return;
	ck_assert_msg(words_find(table, bytes_str(name)) != NULL, "%s has no row: %s", table->name, name);
	buffer_init(&out, EXPLAIN_MAX);
	ck_assert_msg(explain_word(bytes_str("SMTP"), bytes_str(name), &out), "%s", name);
	check_form(buffer_bytes(&out), name);
	buffer_done(&out);
}

START_TEST(test_registries)
{
	for (unsigned code = 0; code <= UINT8_MAX; code++) {
		check_named(&words_tls_alerts, wire_alert_name((uint8_t)code));
		check_named(&words_tls_messages, wire_message_name((uint8_t)code));
		check_named(&words_tls_messages, wire_content_name((uint8_t)code));
	}
	for (unsigned code = 0; code <= UINT16_MAX; code++) {
		check_named(&words_tls_versions, wire_version_name((uint16_t)code));
		check_named(&words_tls_extensions, wire_extension_name((uint16_t)code));
		check_named(&words_tls_groups, wire_group_name((uint16_t)code));
		check_named(&words_tls_schemes, wire_scheme_name((uint16_t)code));
	}
	check_named(&words_tls_messages, "HelloRetryRequest");
	check_named(&words_tls_extensions, "GREASE");
}
END_TEST

/* The judgement is the last word, and no part is unknown. */
static void check_suite(const char *name)
{
	struct buffer out;

	buffer_init(&out, EXPLAIN_MAX);
	ck_assert_msg(explain_word(bytes_str("IMAP"), bytes_str(name), &out), "%s", name);
	check_form(buffer_bytes(&out), name);
	check_words(buffer_text(&out), "No registry|and 1 more", false, name);
	const char *judgement = strstr(buffer_text(&out), "\n\njudgement: ");
	ck_assert_msg(judgement && !strstr(judgement + 2, "\n"), "%s ends without a judgement", name);
	buffer_done(&out);
}

START_TEST(test_suites)
{
	static const uint32_t ssl2[] = {
		0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x060140, 0x0700c0, 0x0701c0, 0x080080};

	for (size_t i = 0; i < wire_suite_count(); i++)
		check_suite(wire_suite_name(wire_suite_at(i)));
	for (size_t i = 0; i < COUNT(ssl2); i++)
		check_suite(wire_ssl2_suite_name(ssl2[i]));
}
END_TEST

/* Words */

static const struct {
	const char *protocol, *word, *want, *never;
} words[] = {
	{"SMTP", "250", "250 (an SMTP reply code):", ""},
	{"", "SNI", "server_name (a TLS extension):", ""},
	{"", "TLSv1.2", "TLS 1.2 (a version of TLS):", ""},
	{"", "tls1.3", "TLS 1.3 (a version of TLS):", ""},
	{"", "SSLv3", "SSL 3.0 (a version of TLS):", ""},
	{"", "p-256", "secp256r1 (a TLS group):", ""},
	{"", "sslv3 alert handshake failure", "handshake_failure (a TLS alert):", ""},
	{"", "unknown ca", "unknown_ca (a TLS alert):", ""},
	{"", "RSA-PSS-RSAE-SHA256", "rsa_pss_rsae_sha256 (a TLS signature scheme):", ""},
	{"POP3", "-ERR", "-ERR (a POP3 status):", ""},
	{"POP3", "+ok", "+OK (a POP3 status):", ""},
	{"SMTP", "299", "299: No registry|2 (the class of the reply)", ""},
	{"SMTP", "5.7.1", "5.7.1:|5 (the class of the enhanced code)", "No registry"},
	{"SMTP", "4.7.99", "4.7.99: No registry|4 (the class", ""},
	{"", "[TRYLATER]", "TRYLATER (a ManageSieve response code):", ""},
	{"IMAP", "AUTH=PLAIN", "an IMAP capability|PLAIN (a SASL mechanism)", ""},
	{"IMAP", " starttls ", "STARTTLS (an IMAP capability)|an SMTP extension", ""},
	{"", "alert 40", "alert 40 (handshake_failure):", ""},
	{"", "ALERT 48", "unknown_ca", ""},
	{"", "48", "48 (a TLS alert, unknown_ca):", ""},
	{"", "40", "40 (a TLS alert, handshake_failure):|40 (a part of a cipher suite):", ""},
	{"", "0", "0 (a TLS alert, close_notify):", ""},
	{"", "ALPN", "application_layer_protocol_negotiation (a TLS extension):|probe alpn", ""},
	{"", "dane", "DANE (a term):|RFC 7672", ""},
	{"", "MTA-STS", "MTA-STS (a term):", ""},
	{"", "PFS", "forward secrecy (a term):", ""},
	{"", "subjectAltName", "SAN (a term):", ""},
	{"", "man in the middle", "MITM (a term):", ""},
	{"SMTP", "self-signed", "self-signed (a term):", ""},
	{"", "implicit TLS", "implicit TLS (a term):", ""},
	{"", "0x1301", "0x1301 (a cipher suite): TLS_AES_128_GCM_SHA256|judgement: Recommended.", ""},
	{"", "0x001d", "0x001d (a TLS group, x25519):", ""},
	{"", "0x0A0A", "GREASE", ""},
	{"", "0x0304", "TLS 1.3", ""},
	{"", "X25519", "x25519 (a TLS group):", "private"},
	{"", "SERVER_NAME", "server_name (a TLS extension):", ""},
	{"", "serverhello", "ServerHello (a TLS message", ""},
	{"", "TLS 1.3 draft 23", "TLS 1.3 draft 23 (a version of TLS):", ""},
	{"", "F-CERT.expired", "F-CERT.expired:|why it matters:", ""},
	{"", "f-stripped", "F-STRIPPED.lookalike: The offer|F-STRIPPED.missing: STARTTLS",
		"why it matters:|F-STARTTLS"},
	{"", "F-WEAKCIPHER.cbc", "what to do: Prefer AES-GCM and ChaCha20.|Postfix: tls_preempt_cipherlist = yes",
		"yes."},
	{"", "F-STRIPPED.missing", "nobody has changed.", ".."},
	{"", "F-STARTTLS-REFUSED", "why it matters:", "F-STARTTLS-REFUSED.later"},
	{"", "not-offered", "starttls not-offered (a word of starlit):", ""},
	{"", "TLS_FALLBACK_SCSV", "No suite|inappropriate_fallback", "judgement"},
	{"", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
		"ECDHE (key exchange):|RSA (authentication): The server proves|AES_128 (cipher):|GCM (mode):|SHA256 (hash of the "
		"key derivation):|judgement: Recommended.",
		"No registry|forward secrecy:"},
	{"", "TLS_RSA_WITH_AES_128_CBC_SHA",
		"RSA (key exchange and authentication): The client encrypts|SHA (checksum of the records):|judgement: Should not",
		""},
	{"", "TLS_RSA_PSK_WITH_NULL_SHA", "RSA (key exchange):|PSK (authentication):|NULL (cipher):|Must not", ""},
	{"", "TLS_CHACHA20_POLY1305_SHA256", "CHACHA20 (cipher):|key_share|judgement: Recommended.", "key exchange):"},
	{"", "TLS_SHA256_SHA256", "SHA256 (checksum of the records):|encrypts nothing", "Recommended"},
	{"", "TLS_DH_anon_WITH_AES_128_CBC_SHA", "anon (authentication):|passwords travel", "Recommended"},
	{"", "ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256:|judgement: Recommended.", ""},
	{"", "AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA:", ""},
	{"", "ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256:", ""},
	{"", "TLS_ECDHE_RSA_AES_128_CBC_SHA1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA:", ""},
};

START_TEST(test_words)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		struct buffer out;
		buffer_init(&out, EXPLAIN_MAX);
		ck_assert_msg(explain_word(bytes_str(words[i].protocol), bytes_str(words[i].word), &out), "%s",
			words[i].word);
		check_form(buffer_bytes(&out), words[i].word);
		check_words(buffer_text(&out), words[i].want, true, words[i].word);
		check_words(buffer_text(&out), words[i].never, false, words[i].word);
		buffer_done(&out);
	}
}
END_TEST

START_TEST(test_unknown_words)
{
	static const struct bytes unknown[] = {TEXT(""), TEXT(" "), TEXT("frobnicate"), TEXT("*"), TEXT("[]"),
		TEXT("alert 256"), TEXT("alert 999"), TEXT("alert 41x"), TEXT("0x"), TEXT("0xzzzz"), TEXT("0xfffe"),
		TEXT("999"), TEXT("25"), TEXT("5.7"), TEXT("[TRYLATER"), TEXT("5.7.1.1"), TEXT("..."), TEXT("F-"),
		TEXT("F-CER"), TEXT("F-CERT."), TEXT("4 0"), TEXT("\x1b[2J"), TEXT("TLS_"), TEXT("TLSv"),
		TEXT("TLS 9.9"), TEXT("tls1.x"), TEXT("alert x"), TEXT("-"), TEXT("_")};

	for (size_t i = 0; i < COUNT(unknown); i++) {
		struct buffer out;
		buffer_init(&out, EXPLAIN_MAX);
		buffer_append_text(&out, "before");
		ck_assert_msg(!explain_word(bytes_str("SMTP"), unknown[i], &out), "row %zu: %s", i, buffer_text(&out));
		ck_assert_str_eq(buffer_text(&out), "before");
		buffer_done(&out);
	}
}
END_TEST

/* What belongs to the protocol comes first. */
START_TEST(test_order)
{
	struct buffer imap, sieve;

	buffer_init(&imap, EXPLAIN_MAX);
	buffer_init(&sieve, EXPLAIN_MAX);
	ck_assert(explain_word(bytes_str("IMAP"), bytes_str("STARTTLS"), &imap));
	ck_assert(explain_word(bytes_str("ManageSieve"), bytes_str("STARTTLS"), &sieve));
	ck_assert(strstr(buffer_text(&imap), "IMAP cap") < strstr(buffer_text(&imap), "ManageSieve cap"));
	ck_assert(strstr(buffer_text(&sieve), "IMAP cap") > strstr(buffer_text(&sieve), "ManageSieve cap"));
	buffer_done(&imap);
	buffer_done(&sieve);
}
END_TEST

START_TEST(test_completion)
{
	size_t all = 0;

	ck_assert_str_eq(explain_complete(bytes_str("pipel"), 0), "PIPELINING");
	ck_assert_ptr_null(explain_complete(bytes_str("pipel"), 1));
	ck_assert_str_eq(explain_complete(bytes_str("STARTTL"), 0), "STARTTLS");
	ck_assert_str_eq(explain_complete(bytes_str("tls_ecdhe_rsa_with_aes_128_g"), 0),
		"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
	ck_assert_str_eq(explain_complete(bytes_str("F-CERT.exp"), 0), "F-CERT.expired");
	ck_assert_ptr_null(explain_complete(bytes_str("frobni"), 0));
	for (const char *word; (word = explain_complete(bytes_str("S"), all)); all++) {
		struct buffer out;
		buffer_init(&out, EXPLAIN_MAX);
		ck_assert_msg(!strchr(word, '*') && explain_word((struct bytes){0}, bytes_str(word), &out), "%s", word);
		buffer_done(&out);
	}
	ck_assert_uint_gt(all, 50);
}
END_TEST

/* Words come sorted and once, though several tables have them; suites and findings come behind. */
START_TEST(test_completion_is_sorted)
{
	const char *before = explain_complete((struct bytes){0}, 0), *word;
	size_t tables = 0, index = 1;

	for (size_t i = 0; i < word_table_count; i++)
		tables += word_tables[i]->count;
	for (; (word = explain_complete((struct bytes){0}, index)) && strcasecmp(before, word) < 0; index++)
		before = word;
	ck_assert_msg(index > 1000 && index < tables, "%zu words of %zu", index, tables);
	ck_assert_str_eq(word, wire_suite_name(wire_suite_at(0)));
}
END_TEST

CHECK_MAIN("explain_word", test_ours_are_complete, test_registries, test_suites, test_words, test_unknown_words,
	test_order, test_completion, test_completion_is_sorted)

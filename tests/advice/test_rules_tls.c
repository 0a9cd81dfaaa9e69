/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rules_tls: findings about TLS that no server of ours would cause, from events made by hand; and what all rows have in
 * common.
 */
#include "../check_main.h"
#include "model/tls_facts.h"
#include "told.h"
#include "wire/names.h"

#include <stdio.h>
#include <stdlib.h>

static struct tls_facts good_facts(void)
{
	return (struct tls_facts){.version = "TLS 1.2",
		.version_code = 0x0303,
		.suite = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
		.key_exchange = "ECDHE",
		.server_signature = "RSA-SHA256",
		.extended_master_secret = FACT_YES,
		.encrypt_then_mac = FACT_NO,
		.safe_renegotiation = FACT_YES};
}

static void tell_up(struct told *told, const struct tls_facts *facts)
{
	struct event up = {.tls_up = {.facts = facts}};

	told_append(told, EVENT_TLS_UP, DIRECTION_IN, &up);
	journal_set_phase(told->journal, PHASE_TLS);
}

/* Suites and versions */

static const struct {
	const char *suite;
	uint16_t version;
	const char *ids;
} suites[] = {
	{"TLS_RSA_WITH_NULL_SHA", 0x0303, "F-WEAKCIPHER.null F-NOFS"},
	{"TLS_RSA_EXPORT_WITH_RC4_40_MD5", 0x0303, "F-WEAKCIPHER.export F-NOFS"},
	{"TLS_DHE_RSA_WITH_DES_CBC_SHA", 0x0303, "F-WEAKCIPHER.des"},
	{"TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA", 0x0303, "F-WEAKCIPHER.3des"},
	{"TLS_RSA_WITH_RC4_128_MD5", 0x0303, "F-WEAKCIPHER.rc4 F-NOFS"},
	{"TLS_RSA_WITH_IDEA_CBC_SHA", 0x0303, "F-WEAKCIPHER.3des F-NOFS"},
	{"TLS_KRB5_WITH_AES_128_MD5", 0x0303, "F-WEAKCIPHER.md5"},
	{"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", 0x0303, "F-WEAKCIPHER.cbc-sha1"},
	{"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", 0x0303, "F-WEAKCIPHER.cbc"},
	{"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", 0x0301, "F-OLDTLS.tls10"},
	{"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", 0x0302, "F-OLDTLS.tls11"},
	{"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", 0x0300, "F-OLDTLS.ssl3"},
	{"TLS_ECDH_anon_WITH_AES_128_GCM_SHA256", 0x0303, "F-ANON"},
	{"TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256", 0x0303, "F-NOFS"},
	{"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", 0x0303, ""},
	{"TLS_DHE_RSA_WITH_AES_128_CCM_8", 0x0303, ""},
	{"TLS_AES_128_GCM_SHA256", 0x0304, ""},
	{"TLS_SHA256_SHA256", 0x0304, "F-WEAKCIPHER.null"},
	{"\x1b[2J_RC4_", 0x0303, "F-WEAKCIPHER.rc4"},
};

START_TEST(what_was_negotiated)
{
	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
		struct tls_facts facts = good_facts();
		struct told told;
		facts.suite = suites[i].suite;
		facts.version_code = suites[i].version;
		told_init(&told, "IMAP", 143);
		tell_up(&told, &facts);
		told_expect(&told, suites[i].suite, suites[i].ids);
		told_done(&told);
	}
}
END_TEST

static const struct {
	const char *what;
	unsigned dh_bits;
	enum fact master_secret, renegotiation;
	const char *signature;
	bool asked;
	int64_t took_us;
	const char *ids;
} keys[] = {
	{"1024 bits", 1024, FACT_YES, FACT_YES, "RSA-SHA256", false, 0, "F-WEAKDH"},
	{"768 bits", 768, FACT_YES, FACT_YES, "RSA-SHA256", false, 0, "F-WEAKDH"},
	{"2048 bits", 2048, FACT_YES, FACT_YES, "RSA-SHA256", false, 0, ""},
	{"no extended master secret", 0, FACT_NO, FACT_YES, "RSA-SHA256", false, 0, "F-NOEMS"},
	{"no secure renegotiation", 0, FACT_YES, FACT_NO, "RSA-SHA256", false, 0, "F-NORENEG"},
	{"neither exists", 0, FACT_NOT_APPLICABLE, FACT_NOT_APPLICABLE, "RSA-SHA256", false, 0, ""},
	{"SHA-1", 0, FACT_YES, FACT_YES, "RSA-SHA1", false, 0, "F-SHA1.signature"},
	{"MD5", 0, FACT_YES, FACT_YES, "RSA-MD5", false, 0, "F-SHA1.signature"},
	{"no signature", 0, FACT_YES, FACT_YES, NULL, false, 0, ""},
	{"asked", 0, FACT_YES, FACT_YES, "RSA-SHA512", true, 0, "F-CLIENTCERT.asked"},
	{"two seconds and more", 0, FACT_YES, FACT_YES, NULL, false, 2000001, "F-SLOW.handshake"},
	{"two seconds", 0, FACT_YES, FACT_YES, NULL, false, 2000000, ""},
};

START_TEST(how_keys_were_made)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct tls_facts facts = good_facts();
		struct event up = {.tls_up = {.facts = &facts, .took_us = keys[i].took_us}};
		struct told told;
		facts.dh_bits = keys[i].dh_bits;
		facts.extended_master_secret = keys[i].master_secret;
		facts.safe_renegotiation = keys[i].renegotiation;
		facts.server_signature = keys[i].signature;
		facts.client_certificate_asked = keys[i].asked;
		told_init(&told, "IMAP", 143);
		told_append(&told, EVENT_TLS_UP, DIRECTION_IN, &up);
		told_expect(&told, keys[i].what, keys[i].ids);
		told_done(&told);
	}
}
END_TEST

START_TEST(weight_of_groups)
{
	static const struct {
		unsigned bits;
		enum finding_rank rank;
	} groups[] = {{1023, FINDING_HIGH}, {1024, FINDING_MEDIUM}, {2047, FINDING_MEDIUM}};

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		struct tls_facts facts = good_facts();
		struct told told;
		facts.dh_bits = groups[i].bits;
		told_init(&told, "SMTP", 25);
		tell_up(&told, &facts);
		told_expect(&told, "group", "F-WEAKDH");
		ck_assert_int_eq(told_find(&told, "F-WEAKDH")->rank, groups[i].rank);
		told_done(&told);
	}
}
END_TEST

/* What the ClientHello leaves out is not the server's fault; half a ClientHello says nothing. */
START_TEST(cut_client_hello)
{
	for (size_t len = 0; len < 40; len++) {
		static const unsigned char zeros[40];
		struct event hello = {.tls_message = {.type = 1, .body = bytes_of(zeros, len)}};
		struct tls_facts facts = good_facts();
		struct told told;
		told_init(&told, "IMAP", 143);
		told_append(&told, EVENT_TLS_MESSAGE, DIRECTION_OUT, &hello);
		facts.extended_master_secret = FACT_NO;
		tell_up(&told, &facts);
		told_expect(&told, "cut", "");
		told_done(&told);
	}
}
END_TEST

/* Alerts */

static void tell_alert(struct told *told, enum direction direction, uint8_t level, unsigned description)
{
	struct event alert = {.tls_alert = {.level = level, .description = (uint8_t)description}};

	told_append(told, EVENT_TLS_ALERT, direction, &alert);
}

START_TEST(each_alert)
{
	for (unsigned description = 0; description < 256; description++) {
		const char *name = wire_alert_name((uint8_t)description);
		char id[64] = "";
		struct told told;
		if (description)
			snprintf(id, sizeof(id), "F-TLS-ALERT.%s", name ? name : "unknown");
		told_init(&told, "IMAP", 143);
		tell_alert(&told, DIRECTION_OUT, 2, description);
		tell_alert(&told, DIRECTION_IN, 2, description);
		told_expect(&told, "alert", id);
		if (name && description)
			ck_assert_msg(bytes_find(told_find(&told, id)->title, bytes_str(name)) <
					      told_find(&told, id)->title.len,
				"%s: the title does not say it", id);
		told_done(&told);
	}
}
END_TEST

START_TEST(warnings)
{
	static const struct {
		uint16_t version;
		enum finding_rank rank;
	} versions[] = {{0x0303, FINDING_NOTE}, {0x0304, FINDING_MEDIUM}};

	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
		struct event hello = {.tls_message = {.type = 2, .version = versions[i].version}};
		struct told told;
		told_init(&told, "IMAP", 143);
		told_append(&told, EVENT_TLS_MESSAGE, DIRECTION_IN, &hello);
		tell_alert(&told, DIRECTION_IN, 1, 112);
		told_expect(&told, "warning", "F-TLS-ALERT.unrecognized_name");
		ck_assert_int_eq(told_find(&told, "F-TLS-ALERT.unrecognized_name")->rank, versions[i].rank);
		told_done(&told);
	}
}
END_TEST

START_TEST(refused_afterwards)
{
	static const struct {
		uint16_t version;
		bool asked;
		uint8_t alert;
		const char *ids;
	} cases[] = {{0x0304, true, 116,
			     "F-NOTICKET F-CLIENTCERT.asked F-CLIENTCERT.refused F-TLS-ALERT.certificate_required"},
		{0x0304, true, 48, "F-NOTICKET F-CLIENTCERT.asked F-CLIENTCERT.refused F-TLS-ALERT.unknown_ca"},
		{0x0304, true, 80, "F-NOTICKET F-CLIENTCERT.asked F-TLS-ALERT.internal_error"},
		{0x0304, false, 48, "F-NOTICKET F-TLS-ALERT.unknown_ca"},
		{0x0303, true, 48, "F-CLIENTCERT.asked F-TLS-ALERT.unknown_ca"}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event closed = {.tls_closed = {.clean = true, .by_peer = true}};
		struct tls_facts facts = good_facts();
		struct told told;
		facts.version_code = cases[i].version;
		facts.client_certificate_asked = cases[i].asked;
		told_init(&told, "IMAP", 143);
		tell_up(&told, &facts);
		tell_alert(&told, DIRECTION_IN, 2, cases[i].alert);
		told_append(&told, EVENT_TLS_CLOSED, DIRECTION_IN, &closed);
		told_expect(&told, "refused", cases[i].ids);
		told_done(&told);
	}
}
END_TEST

/* Failures */

START_TEST(each_failure)
{
	static const struct {
		enum tls_failure why;
		const char *before, *after; /* the handshake's end */
	} failures[] = {{TLS_FAILURE_ALERT, "", ""}, {TLS_FAILURE_NOT_TLS, "F-NOT-TLS", ""},
		{TLS_FAILURE_CLOSED, "F-CUT.starttls", ""}, {TLS_FAILURE_VERSION, "F-TLS.version", "F-TLS.version"},
		{TLS_FAILURE_CERTIFICATE, "F-TLS.certificate", "F-TLS.certificate"},
		{TLS_FAILURE_WEAK, "F-WEAKDH", "F-WEAKDH"}, {TLS_FAILURE_TIMEOUT, "F-TLS.timeout", "F-TLS.timeout"},
		{TLS_FAILURE_LIMIT, "F-TLS.limit", "F-TLS.limit"},
		{TLS_FAILURE_PROTOCOL, "F-TLS.protocol", "F-TLS.protocol"}};

	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++)
		for (int up = 0; up < 2; up++) {
			struct tls_facts facts = good_facts();
			struct event failed = {.tls_failed = {.why = failures[i].why,
						       .sentence = bytes_str("the server said \x1b[2J")}};
			struct told told;
			told_init(&told, "IMAP", 993);
			if (up)
				tell_up(&told, &facts);
			told_append(&told, EVENT_TLS_FAILED, DIRECTION_IN, &failed);
			told_expect(
				&told, tls_failure_name(failures[i].why), up ? failures[i].after : failures[i].before);
			told_done(&told);
		}
}
END_TEST

/* Probes */

static const struct {
	const char *what;
	struct event_probe results[4];
	const char *ids;
} probes[] = {
	{"SSL 2.0", {{.topic = PROBE_VERSION, .code = 0x0002, .answer = PROBE_SUPPORTED}}, "F-PROBE.ssl"},
	{"SSL 3.0", {{.topic = PROBE_VERSION, .code = 0x0300, .answer = PROBE_SUPPORTED}}, "F-PROBE.ssl"},
	{"no SSL 3.0", {{.topic = PROBE_VERSION, .code = 0x0300, .answer = PROBE_NOT_SUPPORTED}}, ""},
	{"TLS 1.0", {{.topic = PROBE_VERSION, .code = 0x0301, .answer = PROBE_SUPPORTED}}, "F-PROBE.old-versions"},
	{"TLS 1.1, perhaps", {{.topic = PROBE_VERSION, .code = 0x0302, .answer = PROBE_NO_ANSWER}}, ""},
	{"no TLS 1.3",
		{{.topic = PROBE_VERSION, .code = 0x0304, .answer = PROBE_NOT_SUPPORTED},
			{.topic = PROBE_VERSION, .code = 0x0303, .answer = PROBE_SUPPORTED}},
		"F-PROBE.no-tls13"},
	{"nothing new",
		{{.topic = PROBE_VERSION, .code = 0x0303, .answer = PROBE_NOT_SUPPORTED},
			{.topic = PROBE_VERSION, .code = 0x0304, .answer = PROBE_NOT_SUPPORTED}},
		"F-PROBE.no-tls12"},
	{"suites",
		{{.topic = PROBE_SUITE, .name = {(const unsigned char *)"TLS_RSA_WITH_RC4_128_SHA", 24}},
			{.topic = PROBE_SUITE, .name = {(const unsigned char *)"TLS_RSA_EXPORT_WITH_RC4_40_MD5", 30}},
			{.topic = PROBE_SUITE,
				.name = {(const unsigned char *)"TLS_DH_anon_WITH_AES_128_CBC_SHA", 32}}},
		"F-PROBE.weak-suite F-PROBE.static F-PROBE.broken-suite F-PROBE.anonymous"},
	{"a good suite", {{.topic = PROBE_SUITE, .name = {(const unsigned char *)"TLS_AES_128_GCM_SHA256", 22}}}, ""},
	{"a group of 1024 bits", {{.topic = PROBE_DH_SIZE, .code = 1024}}, "F-PROBE.weak-dh"},
	{"a group of 2048 bits", {{.topic = PROBE_DH_SIZE, .code = 2048}}, ""},
	{"no hybrid group",
		{{.topic = PROBE_GROUP, .code = 0x001d},
			{.topic = PROBE_GROUP, .code = 0x11ec, .answer = PROBE_NOT_SUPPORTED},
			{.topic = PROBE_GROUP_ORDER}},
		"F-PROBE.no-hybrid"},
	{"another hybrid group",
		{{.topic = PROBE_GROUP, .code = 0x11eb},
			{.topic = PROBE_GROUP, .code = 0x11ec, .answer = PROBE_NOT_SUPPORTED},
			{.topic = PROBE_GROUP_ORDER}},
		""},
	{"a hybrid group, perhaps",
		{{.topic = PROBE_GROUP, .code = 0x001d},
			{.topic = PROBE_GROUP, .code = 0x11ec, .answer = PROBE_NO_ANSWER},
			{.topic = PROBE_GROUP_ORDER}},
		""},
};

START_TEST(what_probes_find)
{
	for (size_t i = 0; i < sizeof(probes) / sizeof(probes[0]); i++) {
		struct told told;
		told_init(&told, "IMAP", 143);
		for (size_t k = 0; k < 4; k++) {
			struct event event = {.probe = probes[i].results[k]};
			if (event.probe.topic || event.probe.code)
				told_append(&told, EVENT_PROBE, DIRECTION_LOCAL, &event);
		}
		told_expect(&told, probes[i].what, probes[i].ids);
		told_done(&told);
	}
}
END_TEST

/* All rows */

static void check_row(const struct finding_row *row)
{
	const char *texts[] = {row->title, row->explanation, row->reference};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(texts[i] && *texts[i] && !strstr(texts[i], "  "), "%s: text %zu", row->id, i);
	ck_assert_msg(row->title[strlen(row->title) - 1] != '.', "%s: the title is no sentence", row->id);
	ck_assert_msg(row->explanation[strlen(row->explanation) - 1] == '.', "%s: the explanation is one", row->id);
	ck_assert_msg(finding_row_of(bytes_str(row->id)) == row, "%s is there twice", row->id);
}

START_TEST(every_row)
{
	static const struct advice_topic *const topics[] = {
		&topic_tls, &topic_alerts, &topic_certs, &topic_revocation, &topic_probe};

	for (size_t i = 0; i < sizeof(topics) / sizeof(topics[0]); i++)
		for (size_t row = 0; row < topics[i]->count; row++)
			check_row(&topics[i]->rows[row]);
}
END_TEST

CHECK_MAIN("rules of TLS", what_was_negotiated, how_keys_were_made, weight_of_groups, cut_client_hello, each_alert,
	warnings, refused_afterwards, each_failure, what_probes_find, every_row)

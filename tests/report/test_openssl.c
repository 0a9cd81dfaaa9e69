/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_openssl: stapled responses as openssl s_client would tell them, which no server of OpenSSL's sends: its number, the
 * depth of the certificate, and the words that scripts look for.
 */
#include "../check_main.h"
#include "model/tls_names.h"
#include "report/openssl_words.h"

#include <stdio.h>

enum { NONE = -1, TEXT_MAX = 1 << 16 };

struct row {
	const char *what;
	int leaf, issuer; /* status of the response, or NONE */
	enum verdict_result result;
	const char *reason;
	enum openssl_verify code;
	size_t depth;
	const char *says;  /* in what -status tells */
	const char *never; /* is not in there */
};

static const struct row rows[] = {
	{"none", NONE, NONE, VERDICT_NOT_CHECKED, "no response was stapled", OPENSSL_OK, 0,
		"OCSP response: no response sent", "Cert Status"},
	{"good", STAPLE_GOOD, NONE, VERDICT_GOOD, "not revoked as of today", OPENSSL_OK, 0, "Cert Status: good",
		"Cert Status: revoked"},
	{"revoked", STAPLE_REVOKED, NONE, VERDICT_BAD, "REVOKED on that day", OPENSSL_REVOKED, 0,
		"Cert Status: revoked", "Cert Status: good"},
	{"stale", STAPLE_EXPIRED, NONE, VERDICT_BAD, "the stapled response is stale", OPENSSL_STAPLE, 0,
		"Verdict: the stapled response is stale", "Cert Status"},
	{"old", STAPLE_OLD, NONE, VERDICT_WARN, "not revoked as of long ago", OPENSSL_OK, 0, "Verdict: not revoked",
		"Cert Status"},
	{"the issuer is revoked", STAPLE_GOOD, STAPLE_REVOKED, VERDICT_BAD, "certificate 2 of 2 (B): REVOKED",
		OPENSSL_REVOKED, 1, "Cert Status: good", "Cert Status: revoked"},
	{"the issuer is revoked, nothing for the leaf", NONE, STAPLE_REVOKED, VERDICT_BAD,
		"certificate 2 of 2 (B): REVOKED", OPENSSL_REVOKED, 1, "no response sent", "Cert Status"},
	{"the issuer's is stale", STAPLE_GOOD, STAPLE_EXPIRED, VERDICT_BAD, "certificate 2 of 2 (B): stale",
		OPENSSL_STAPLE, 1, "Cert Status: good", NULL},
	{"the issuer's is good, nothing for the leaf", NONE, STAPLE_GOOD, VERDICT_NOT_CHECKED, "no response",
		OPENSSL_OK, 0, "no response sent", "Cert Status"},
	{"one is demanded", NONE, NONE, VERDICT_BAD, "demands a stapled response", OPENSSL_STAPLE, 0,
		"no response sent", NULL},
};

static void judge(const struct row *row, struct openssl_verdict *ret_verdict, struct buffer *out)
{
	struct clock_hands hands = {.wall = 0};
	struct journal *journal = journal_new(&(struct journal_config){.clock = clock_fixed(&hands), .spill_fd = -1});
	const struct staple_facts leaf = {(enum staple_status)(row->leaf < 0 ? 0 : row->leaf), row->reason},
				  issuer = {(enum staple_status)(row->issuer < 0 ? 0 : row->issuer), row->reason};
	const struct cert_facts certs[] = {{.subject = "CN=A",
						   .issuer = "CN=B",
						   .key = "RSA",
						   .signature = "RSA-SHA256",
						   .sha256 = {1},
						   .staple = row->leaf < 0 ? NULL : &leaf},
		{.subject = "CN=B",
			.issuer = "CN=C",
			.key = "RSA",
			.signature = "RSA-SHA256",
			.sha256 = {2},
			.staple = row->issuer < 0 ? NULL : &issuer},
		{.subject = "CN=C", .issuer = "CN=C", .key = "RSA", .signature = "RSA-SHA256", .sha256 = {3}}};
	const size_t path[] = {0, 1};
	const struct chain_facts chain = {
		.certs = certs, .count = 2, .path = path, .path_count = 2, .trust_anchor = &certs[2]};
	struct event sent = {.kind = EVENT_CHAIN, .chain = {.chain = &chain}}, verdicts[VERDICT_ASPECTS];
	struct digest digest;

	digest_init(&digest);
	digest.chain = &sent;
	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		bool staple = i == VERDICT_STAPLE;
		verdicts[i] = (struct event){.kind = EVENT_VERDICT,
			.verdict = {.aspect = (enum verdict_aspect)i,
				.result = staple ? row->result : VERDICT_GOOD,
				.reason = bytes_str(staple ? row->reason : "good")}};
		digest.verdicts[i] = &verdicts[i];
	}
	openssl_judge(&digest, ret_verdict);
	openssl_summary(out, &digest, journal, ret_verdict, &(struct openssl_choice){.status = true});
	journal_free(journal);
}

START_TEST(staples)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct openssl_verdict verdict;
		struct buffer out;
		buffer_init(&out, TEXT_MAX);
		judge(row, &verdict, &out);
		ck_assert_msg(verdict.code == row->code, "%s: it is %d", row->what, (int)verdict.code);
		ck_assert_msg(verdict.count == (row->code != OPENSSL_OK), "%s: %zu problems", row->what, verdict.count);
		if (verdict.count)
			ck_assert_msg(verdict.problems[0].depth == row->depth, "%s: at depth %zu", row->what,
				verdict.problems[0].depth);
		ck_assert_msg(strstr(buffer_text(&out), row->says) != NULL, "%s: «%s» is not in\n%s", row->what,
			row->says, buffer_text(&out));
		ck_assert_msg(!row->never || !strstr(buffer_text(&out), row->never), "%s: «%s» is in\n%s", row->what,
			row->never, buffer_text(&out));
		buffer_done(&out);
	}
}
END_TEST

CHECK_MAIN("openssl", staples)

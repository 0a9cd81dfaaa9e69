/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rules_certs: findings about chains that no server of ours would send, judged as the engine judges them.
 */
#include "../check_main.h"
#include "../tls/judge.h"
#include "told.h"

#include <stdio.h>
#include <stdlib.h>

#define CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define ANY_PURPOSE "2.5.29.37.0"

enum { LEAF, LOWER, MIDDLE, ROOT, OTHER, FORGED, CAS };

struct chain_case {
	const char *what;
	const char *
		list; /* l leaf, n its issuer when there are two, m middle, r root, o another root, f middle forged, x nonsense */
	struct ca_recipe leaf, middle, root;
	bool two; /* the leaf's issuer stands below the middle */
	enum { ROOT_TRUSTED, OTHER_TRUSTED, NONE_TRUSTED } trust;
	const char *source;    /* of trust; NULL: as the test gives it */
	const char *reference; /* NULL: mail.example.org */
	struct ocsp_recipe staple;
	bool stapled, staple_about_middle, staple_signed_by_other;
	const char *staple_text;  /* in place of a response */
	struct ocsp_recipe above; /* for the second certificate, the middle */
	bool stapled_above, above_signed_by_other;
	const char *above_text;
	const char *ids;
	const char *words; /* in the first finding's detail; NULL: any */
};

/* Authorities for one case. */
static void issue(const struct chain_case *one, struct ca **ret_cas)
{
	static const struct ca_recipe usual;

	ret_cas[ROOT] = ca_authority(&one->root, "root", NULL);
	ret_cas[OTHER] = ca_authority(&usual, "other root", NULL);
	ret_cas[MIDDLE] = ca_authority(&one->middle, "middle", ret_cas[ROOT]);
	ret_cas[FORGED] = ca_authority(&one->middle, "middle", ret_cas[ROOT]);
	ret_cas[LOWER] = ca_authority(&usual, "lower", ret_cas[MIDDLE]);
	ret_cas[LEAF] = ca_leaf(&one->leaf, ret_cas[one->two ? LOWER : MIDDLE]);
}

static void send_list(struct judge *judge, const char *list, struct ca *const *cas)
{
	static const char letters[] = "lnmrof";

	for (; *list; list++) {
		const char *letter = strchr(letters, *list);
		if (letter)
			judge_send(judge, cas[letter - letters]);
		else
			judge_send_der(judge, BYTES_LITERAL("\x30\x03nonsense"));
	}
}

static void staple(const struct chain_case *one, struct judge *judge, struct ca *const *cas)
{
	struct ocsp_recipe recipe = one->staple;

	recipe.about = cas[one->staple_about_middle ? MIDDLE : LEAF];
	recipe.issuer = cas[MIDDLE];
	recipe.signer = one->staple_signed_by_other ? cas[OTHER] : NULL;
	if (one->stapled)
		judge_staple(
			judge, 0, one->staple_text ? bytes_str(one->staple_text) : ocsp_make(&recipe, &judge->arena));
}

static void staple_above(const struct chain_case *one, struct judge *judge, struct ca *const *cas)
{
	struct ocsp_recipe recipe = one->above;

	recipe.about = cas[MIDDLE];
	recipe.issuer = cas[ROOT];
	recipe.signer = one->above_signed_by_other ? cas[OTHER] : NULL;
	if (one->stapled_above)
		judge_staple(
			judge, 1, one->above_text ? bytes_str(one->above_text) : ocsp_make(&recipe, &judge->arena));
}

static void judge_case(const struct chain_case *one, struct judge *judge, struct ca *const *cas)
{
	judge_init(judge);
	send_list(judge, one->list, cas);
	if (one->reference)
		judge->request.reference_name = one->reference;
	staple(one, judge, cas);
	staple_above(one, judge, cas);
	judge_run(judge, one->trust == ROOT_TRUSTED ? cas[ROOT] : one->trust == OTHER_TRUSTED ? cas[OTHER] : NULL);
	if (one->source)
		judge->result.chain.trust_source = one->source;
}

/* As the engine tells it. */
static void tell(struct told *told, const struct judge *judge)
{
	static struct tls_facts facts;
	facts = (struct tls_facts){.version_code = 0x0304,
		.suite = "TLS_AES_256_GCM_SHA384",
		.extended_master_secret = FACT_NOT_APPLICABLE,
		.safe_renegotiation = FACT_NOT_APPLICABLE,
		.stapled = judge->staples[0].came || judge->staples[1].came};
	struct event up = {.tls_up = {.facts = &facts}};
	struct event chain = {.chain = {.chain = &judge->result.chain}};

	told_append(told, EVENT_TLS_UP, DIRECTION_IN, &up);
	told_append(told, EVENT_CHAIN, DIRECTION_IN, &chain);
	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		struct event verdict = {.verdict = {.aspect = (enum verdict_aspect)i,
						.result = judge->result.verdicts[i].result,
						.reason = bytes_str(judge->result.verdicts[i].reason)}};
		told_append(told, EVENT_VERDICT, DIRECTION_LOCAL, &verdict);
	}
}

static bool holds(struct bytes text, const char *words)
{
	return bytes_find(text, bytes_str(words)) < text.len;
}

static void check_words(const struct told *told, const struct chain_case *one)
{
	char id[64];

	if (!one->words)
		return;
	snprintf(id, sizeof(id), "%.*s", (int)strcspn(one->ids, " "), one->ids);
	struct bytes detail = told_find(told, id)->detail;
	ck_assert_msg(holds(detail, one->words), "%s: %.*s", one->what, (int)detail.len, (const char *)detail.data);
}

static void try_case(const struct chain_case *one)
{
	static struct judge judge;
	struct ca *cas[CAS];
	struct told told;

	issue(one, cas);
	judge_case(one, &judge, cas);
	told_init(&told, "IMAP", 143);
	tell(&told, &judge);
	told_expect(&told, one->what, one->ids);
	check_words(&told, one);
	told_done(&told);
	judge_done(&judge);
	for (int i = 0; i < CAS; i++)
		ca_free(cas[i]);
}

#define MANY "mmmmmmmmmmmmmmmmmmmm"

static const struct chain_case lists[] = {
	{.what = "as it should be", .list = "lm", .ids = ""},
	{.what = "two intermediates in order", .list = "lnm", .two = true, .ids = ""},
	{.what = "two intermediates, the upper one first", .list = "lmn", .two = true, .ids = "F-CERT.order"},
	{.what = "another root at the end", .list = "lmo", .ids = "F-CERT.unrelated", .words = "other root"},
	{.what = "another root at the end, and nothing trusted",
		.list = "lmo",
		.trust = NONE_TRUSTED,
		.ids = "F-CERT.not-checked"},
	{.what = "the intermediate twice", .list = "lmm", .ids = "F-CERT.duplicate", .words = "middle"},
	{.what = "with the root", .list = "lmr", .ids = "F-CERT.extra-root", .words = "root"},
	{.what = "with a root that is not trusted", .list = "lmr", .trust = OTHER_TRUSTED, .ids = "F-CERT.untrusted"},
	{.what = "the leaf behind its issuer", .list = "ml", .ids = "F-CERT.leaf-behind"},
	{.what = "nonsense at the end", .list = "lmx", .ids = "F-CERT.unreadable", .words = "Number 3"},
	{.what = "nonsense alone", .list = "x", .ids = "F-CERT.unreadable", .words = "Number 1"},
	{.what = "more than anybody follows", .list = "l" MANY MANY, .ids = "F-CERT.too-long"},
	{.what = "an issuer with the right name and the wrong key", .list = "lf", .ids = "F-CERT.signature"},
	{.what = "no intermediate", .list = "l", .ids = "F-CERT.incomplete", .words = "middle"},
	{.what = "no intermediate, but its address",
		.list = "l",
		.leaf = {.issuer_url = "http://ca.example.org/middle.crt"},
		.ids = "F-CERT.incomplete",
		.words = "http://ca.example.org/middle.crt"},
};

static const struct chain_case authorities[] = {
	{.what = "an issuer that is no authority",
		.list = "lm",
		.middle = {.flag = CA_FLAG_NO},
		.ids = "F-CERT.ca-flag"},
	{.what = "one authority too many",
		.list = "lnm",
		.two = true,
		.middle = {.path_length = 1},
		.ids = "F-CERT.path-length"},
	{.what = "as many authorities as permitted",
		.list = "lnm",
		.two = true,
		.middle = {.path_length = 2},
		.ids = ""},
	{.what = "an issuer that may not sign certificates",
		.list = "lm",
		.middle = {.usage = GNUTLS_KEY_CRL_SIGN},
		.ids = "F-CERT.key-usage"},
	{.what = "a leaf that may not sign",
		.list = "lm",
		.leaf = {.usage = GNUTLS_KEY_CRL_SIGN},
		.ids = "F-CERT.key-usage"},
	{.what = "a leaf without limits", .list = "lm", .leaf = {.usage = -1, .purpose = ""}, .ids = ""},
	{.what = "a leaf for clients", .list = "lm", .leaf = {.purpose = CLIENT_AUTH}, .ids = "F-CERT.purpose"},
	{.what = "a leaf for any purpose", .list = "lm", .leaf = {.purpose = ANY_PURPOSE}, .ids = "F-CERT.fragile"},
	{.what = "a critical extension of nobody",
		.list = "lm",
		.leaf = {.strange_extension = true},
		.ids = "F-CERT.critical"},
	{.what = "a name that may not be",
		.list = "lm",
		.middle = {.permitted = "example.net"},
		.ids = "F-CERT.constraints"},
	{.what = "a name that may be", .list = "lm", .middle = {.permitted = "example.org"}, .ids = ""},
	{.what = "a lasting intermediate", .list = "lm", .middle = {.until_days = 900}, .ids = ""},
	{.what = "an intermediate that has expired",
		.list = "lm",
		.middle = {.until_days = -1},
		.ids = "F-CERT.issuer-expired"},
	{.what = "a root that has expired", .list = "lm", .root = {.until_days = -1}, .ids = "F-CERT.anchor"},
	{.what = "a root with a small key", .list = "lm", .root = {.rsa_bits = 1024}, .ids = "F-CERT.anchor"},
};

static const struct chain_case keys[] = {
	{.what = "SHA-1", .list = "lm", .leaf = {.digest = GNUTLS_DIG_SHA1}, .ids = "F-CERT.sha1"},
	{.what = "SHA-1 on the intermediate",
		.list = "lm",
		.middle = {.digest = GNUTLS_DIG_SHA1},
		.ids = "F-CERT.sha1"},
	{.what = "SHA-1 on the root, where it protects nothing",
		.list = "lm",
		.root = {.digest = GNUTLS_DIG_SHA1},
		.ids = ""},
	{.what = "SHA-384", .list = "lm", .leaf = {.digest = GNUTLS_DIG_SHA384}, .ids = ""},
	{.what = "RSA of 1024 bits",
		.list = "lm",
		.leaf = {.rsa_bits = 1024},
		.ids = "F-CERT.small-key",
		.words = "1024"},
	{.what = "RSA of 2048 bits", .list = "lm", .leaf = {.rsa_bits = 2048}, .ids = ""},
	{.what = "P-192", .list = "lm", .leaf = {.key = CA_KEY_P192}, .ids = "F-CERT.small-key"},
	{.what = "Ed25519", .list = "lm", .leaf = {.key = CA_KEY_ED25519}, .ids = ""},
	{.what = "a negative serial",
		.list = "lm",
		.leaf = {.serial = {(const unsigned char *)"\x90\x01", 2}},
		.ids = "F-CERT.serial"},
	{.what = "a serial of 20 bytes",
		.list = "lm",
		.leaf = {.serial = {(const unsigned char *)"\x01"
							   "2345678901234567890",
				 20}},
		.ids = ""},
	{.what = "a serial of 22 bytes",
		.list = "lm",
		.leaf = {.serial = {(const unsigned char *)"\x01"
							   "234567890123456789012",
				 22}},
		.ids = "F-CERT.serial",
		.words = "22 bytes"},
	{.what = "400 days from a public root",
		.list = "lm",
		.leaf = {.from_days = -1, .until_days = 400},
		.middle = {.until_days = 900},
		.source = "/etc/ssl/certs/ca-certificates.crt",
		.ids = "F-CERT.lifetime",
		.words = "allowed 200"},
	{.what = "400 days from a root of one's own",
		.list = "lm",
		.leaf = {.from_days = -1, .until_days = 400},
		.middle = {.until_days = 900},
		.ids = ""},
	{.what = "190 days from a public root",
		.list = "lm",
		.leaf = {.from_days = -1, .until_days = 189},
		.middle = {.until_days = 900},
		.source = "/etc/ssl/certs/ca-certificates.crt",
		.ids = ""},
	{.what = "issued long ago, for 390 days",
		.list = "lm",
		.leaf = {.from_days = -350, .until_days = 40},
		.middle = {.until_days = 900},
		.source = "/etc/ssl/certs/ca-certificates.crt",
		.ids = ""},
};

static const struct chain_case names[] = {
	{.what = "no anchors in use",
		.list = "lm",
		.trust = NONE_TRUSTED,
		.ids = "F-CERT.not-checked",
		.words = "chain"},
	{.what = "another root trusted", .list = "lm", .trust = OTHER_TRUSTED, .ids = "F-CERT.untrusted"},
	{.what = "a name of another domain",
		.list = "lm",
		.reference = "mail.example.net",
		.ids = "F-CERT.name",
		.words = "mail.example.org"},
	{.what = "the name with a final dot", .list = "lm", .reference = "MAIL.example.org.", .ids = ""},
	{.what = "nothing but a star",
		.list = "lm",
		.leaf = {.sans = {(const unsigned char *)"\x82\x01*", 3}},
		.ids = "F-CERT.wildcard"},
	{.what = "a name that would clear the screen",
		.list = "lm",
		.leaf = {.sans = {(const unsigned char *)"\x82\x05\x1b[2Jx", 7}},
		.ids = "F-CERT.name",
		.words = "^["},
	{.what = "the common name would, and it has expired",
		.list = "lm",
		.leaf = {.name = {(const unsigned char *)"\x1b[2J", 4}, .until_days = -1},
		.ids = "F-CERT.expired"},
	{.what = "a common name and nothing else",
		.list = "lm",
		.leaf = {.name = {(const unsigned char *)"mail.example.org", 16}, .no_sans = true},
		.ids = "F-CERT.cn-only"},
};

static const struct chain_case roots[] = {
	{.what = "signed by itself, and good for nothing",
		.list = "r",
		.trust = OTHER_TRUSTED,
		.ids = "F-CERT.self-signed F-CERT.key-usage F-CERT.name"},
	{.what = "signed by itself, and trusted", .list = "r", .ids = "F-CERT.key-usage F-CERT.name"},
	{.what = "an authority that is none, and nothing trusted",
		.list = "lm",
		.trust = NONE_TRUSTED,
		.middle = {.flag = CA_FLAG_NO},
		.ids = "F-CERT.ca-flag"},
	{.what = "an authority that is none, and another root trusted",
		.list = "lm",
		.trust = OTHER_TRUSTED,
		.middle = {.flag = CA_FLAG_NO},
		.ids = "F-CERT.untrusted F-CERT.ca-flag",
		.words = "middle, whose issuer CN=root was not sent"},
};

static const struct chain_case staples[] = {
	{.what = "good", .list = "lm", .stapled = true, .ids = ""},
	{.what = "revoked", .list = "lm", .stapled = true, .staple = {.status = 1}, .ids = "F-OCSP.revoked"},
	{.what = "unknown", .list = "lm", .stapled = true, .staple = {.status = 2}, .ids = "F-OCSP.unknown"},
	{.what = "stale",
		.list = "lm",
		.stapled = true,
		.staple = {.this_days = -9, .next_days = -2},
		.ids = "F-OCSP.expired"},
	{.what = "early",
		.list = "lm",
		.stapled = true,
		.staple = {.this_days = 2, .next_days = 9},
		.ids = "F-OCSP.early"},
	{.what = "old and without an end",
		.list = "lm",
		.stapled = true,
		.staple = {.this_days = -9, .no_next = true},
		.ids = "F-OCSP.old"},
	{.what = "without an end", .list = "lm", .stapled = true, .staple = {.no_next = true}, .ids = ""},
	{.what = "for another certificate",
		.list = "lm",
		.stapled = true,
		.staple_about_middle = true,
		.ids = "F-OCSP.other-certificate"},
	{.what = "no response", .list = "lm", .stapled = true, .staple_text = "<html>", .ids = "F-OCSP.malformed"},
	{.what = "try later", .list = "lm", .stapled = true, .staple = {.outer_status = 3}, .ids = "F-OCSP.error"},
	{.what = "signed by anybody",
		.list = "lm",
		.stapled = true,
		.staple_signed_by_other = true,
		.ids = "F-OCSP.signature"},
	{.what = "signed with SHA-1",
		.list = "lm",
		.stapled = true,
		.staple = {.sha1_signature = true},
		.ids = "F-OCSP.signature"},
	{.what = "its issuer is not at hand",
		.list = "l",
		.stapled = true,
		.ids = "F-CERT.incomplete F-OCSP.not-checked"},
	{.what = "demanded, and not there", .list = "lm", .leaf = {.must_staple = true}, .ids = "F-CERT.must-staple"},
	{.what = "demanded, and good", .list = "lm", .leaf = {.must_staple = true}, .stapled = true, .ids = ""},
	{.what = "demanded, and stale",
		.list = "lm",
		.leaf = {.must_staple = true},
		.stapled = true,
		.staple = {.this_days = -9, .next_days = -2},
		.ids = "F-CERT.must-staple F-OCSP.expired"},
};

static const struct chain_case staples_above[] = {
	{.what = "above: good", .list = "lm", .stapled_above = true, .ids = ""},
	{.what = "above: revoked",
		.list = "lm",
		.stapled_above = true,
		.above = {.status = 1},
		.ids = "F-OCSP.issuer-revoked",
		.words = "Certificate 2 of 2 (middle): REVOKED"},
	{.what = "above: revoked, the leaf good",
		.list = "lm",
		.stapled_above = true,
		.stapled = true,
		.above = {.status = 1},
		.ids = "F-OCSP.issuer-revoked",
		.words = "Certificate 2 of 2 (middle): REVOKED"},
	{.what = "above: both revoked",
		.list = "lm",
		.stapled_above = true,
		.stapled = true,
		.staple = {.status = 1},
		.above = {.status = 1},
		.ids = "F-OCSP.revoked F-OCSP.issuer-revoked"},
	{.what = "above: unknown",
		.list = "lm",
		.stapled_above = true,
		.above = {.status = 2},
		.ids = "F-OCSP.unknown",
		.words = "Certificate 2 of 2 (middle): "},
	{.what = "above: stale",
		.list = "lm",
		.stapled_above = true,
		.above = {.this_days = -9, .next_days = -2},
		.ids = "F-OCSP.expired",
		.words = "Certificate 2 of 2 (middle): "},
	{.what = "above: both stale",
		.list = "lm",
		.stapled_above = true,
		.stapled = true,
		.staple = {.this_days = -9, .next_days = -2},
		.above = {.this_days = -9, .next_days = -2},
		.ids = "F-OCSP.expired",
		.words = "and of 1 more"},
	{.what = "above: early",
		.list = "lm",
		.stapled_above = true,
		.above = {.this_days = 2, .next_days = 9},
		.ids = "F-OCSP.early",
		.words = "Certificate 2 of 2 (middle): "},
	{.what = "above: old",
		.list = "lm",
		.stapled_above = true,
		.stapled = true,
		.above = {.this_days = -9, .no_next = true},
		.ids = "F-OCSP.old",
		.words = "Certificate 2 of 2 (middle): "},
	{.what = "above: for another",
		.list = "lm",
		.stapled_above = true,
		.above = {.wrong_key_hash = true},
		.ids = "F-OCSP.other-certificate",
		.words = "Certificate 2 of 2 (middle): "},
	{.what = "above: no response",
		.list = "lm",
		.stapled_above = true,
		.above_text = "<html>",
		.ids = "F-OCSP.malformed",
		.words = "Certificate 2 of 2 (middle): "},
	{.what = "above: try later",
		.list = "lm",
		.stapled_above = true,
		.above = {.outer_status = 3},
		.ids = "F-OCSP.error",
		.words = "Certificate 2 of 2 (middle): "},
	{.what = "above: signed by anybody",
		.list = "lm",
		.stapled_above = true,
		.above_signed_by_other = true,
		.ids = "F-OCSP.signature",
		.words = "Certificate 2 of 2 (middle): "},
	{.what = "above: its issuer is not at hand",
		.list = "lm",
		.trust = OTHER_TRUSTED,
		.stapled_above = true,
		.ids = "F-CERT.untrusted F-OCSP.not-checked"},
};

#define TRY_ALL(cases)                                                                                                 \
	for (size_t i = 0; i < sizeof(cases) / sizeof((cases)[0]); i++)                                                \
	try_case(&(cases)[i])

START_TEST(what_is_sent)
{
	TRY_ALL(lists);
}
END_TEST

START_TEST(who_issued_it)
{
	TRY_ALL(authorities);
}
END_TEST

START_TEST(how_it_is_made)
{
	TRY_ALL(keys);
}
END_TEST

START_TEST(whom_it_names)
{
	TRY_ALL(names);
	TRY_ALL(roots);
}
END_TEST

START_TEST(what_is_stapled)
{
	TRY_ALL(staples);
	TRY_ALL(staples_above);
}
END_TEST

/* Marked by hand: GnuTLS makes no signature with MD5 and no serial 0, and logs and lists need files. */
static void tell_marked(const char *what, const char *list, void (*mark)(struct judge *judge), const char *ids)
{
	struct chain_case usual = {.list = list};
	static struct judge judge;
	struct ca *cas[CAS];
	struct told told;

	issue(&usual, cas);
	judge_case(&usual, &judge, cas);
	mark(&judge);
	told_init(&told, "IMAP", 143);
	tell(&told, &judge);
	told_expect(&told, what, ids);
	told_done(&told);
	judge_done(&judge);
	for (int i = 0; i < CAS; i++)
		ca_free(cas[i]);
}

static void mark_md5(struct judge *judge)
{
	judge->certs[0].signature = "RSA-MD5";
	judge->certs[0].checks[CHECK_ALGORITHM].result = CHECK_FAILED;
}

static void mark_zero(struct judge *judge)
{
	judge->certs[0].serial = bytes_of("\0", 1);
}

static void mark_address(struct judge *judge)
{
	judge->certs[0].issuer_url = "http://ca.example.org/\x1b[2J";
}

static void mark_revoked(struct judge *judge)
{
	judge->certs[0].checks[CHECK_REVOCATION] = (struct check){CHECK_FAILED, "is REVOKED"};
}

static void mark_unlisted(struct judge *judge)
{
	judge->certs[0].checks[CHECK_REVOCATION] = (struct check){CHECK_PASSED, "not on the list"};
}

static void mark_timestamp(struct judge *judge, enum sct_result result)
{
	static struct sct_facts timestamp;

	timestamp = (struct sct_facts){.result = result, .readable = true, .log_name = "a\x1blog", .reason = "no"};
	judge->result.chain.scts = &timestamp;
	judge->result.chain.sct_count = 1;
}

static void mark_bad_timestamp(struct judge *judge)
{
	mark_timestamp(judge, SCT_BAD);
}

static void mark_unchecked_timestamp(struct judge *judge)
{
	mark_timestamp(judge, SCT_NOT_CHECKED);
}

START_TEST(marked_by_hand)
{
	tell_marked("MD5", "lm", mark_md5, "F-CERT.md5");
	tell_marked("serial 0", "lm", mark_zero, "F-CERT.serial");
	tell_marked("an address that would clear the screen", "l", mark_address, "F-CERT.incomplete");
	tell_marked("on a list", "lm", mark_revoked, "F-CERT.revoked-crl");
	tell_marked("on no list", "lm", mark_unlisted, "");
	tell_marked("a bad timestamp", "lm", mark_bad_timestamp, "F-SCT.bad");
	tell_marked("a timestamp that was not checked", "lm", mark_unchecked_timestamp, "");
}
END_TEST

/* Where passwords go it is high; where mail servers check nothing anyway it is medium. */
START_TEST(ranks)
{
	static const struct chain_case untrusted = {.list = "lm", .trust = OTHER_TRUSTED};
	static const struct {
		const char *protocol;
		uint16_t port;
		enum finding_rank rank;
	} targets[] = {{"SMTP", 25, FINDING_MEDIUM}, {"SMTP", 587, FINDING_HIGH}, {"LMTP", 24, FINDING_MEDIUM},
		{"IMAP", 25, FINDING_HIGH}, {"ManageSieve", 4190, FINDING_HIGH}, {"POP3", 110, FINDING_HIGH}};
	static struct judge judge;
	struct ca *cas[CAS];

	issue(&untrusted, cas);
	judge_case(&untrusted, &judge, cas);
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		struct told told;
		told_init(&told, targets[i].protocol, targets[i].port);
		tell(&told, &judge);
		told_expect(&told, targets[i].protocol, "F-CERT.untrusted");
		ck_assert_int_eq(told_find(&told, "F-CERT.untrusted")->rank, targets[i].rank);
		told_done(&told);
	}
	judge_done(&judge);
	for (int i = 0; i < CAS; i++)
		ca_free(cas[i]);
}
END_TEST

CHECK_MAIN("rules of certificates", what_is_sent, who_issued_it, how_it_is_made, whom_it_names, what_is_stapled,
	marked_by_hand, ranks)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_verify: chains good, odd and hostile: which verdict says what, and which fact stands behind it.
 */
#include "../check_main.h"
#include "judge.h"
#include "model/tls_names.h"

#include <stdio.h>
#include <time.h>

#define G VERDICT_GOOD
#define W VERDICT_WARN
#define B VERDICT_BAD
#define N VERDICT_NOT_CHECKED

/* A root, an intermediate and a leaf, made by recipe, beside a stranger's root; what is sent is spelt in letters. */
struct row {
	const char *what;
	const char *
		sent; /* l leaf, m middle, r root, s stranger's root, o a self-signed leaf; x something that is no certificate */
	char trusted; /* the same letters; 0: the root; '-': nothing */
	struct ca_recipe root, middle, leaf, own;
	const char *reference;                        /* NULL: mail.example.org */
	enum verdict_result results[VERDICT_ASPECTS]; /* chain, name, dates, strength, revocation */
	const char *says[VERDICT_ASPECTS];            /* words of the reason */
	enum cert_check failed;                       /* of the certificate at the position below, when that is not 0 */
	char failed_at;                               /* 'l', 'm', 'r' */
};

static const struct row structure[] = {
	{"as it should be", "lm", .results = {G, G, G, G, N},
		.says = {"leads to root, an anchor in the test's root", "bears mail.example.org", "90 more days", "EC",
			"no response was stapled"}},
	{"root sent too", "lmr", .results = {G, G, G, G, N}, .says = {"need not be"}},
	{"wrong order", "lrm", .results = {G, G, G, G, N}, .says = {"need not be"}},
	{"duplicate", "llm", .results = {W, G, G, G, N}, .says = {"leaf was sent more than once"}},
	{"unrelated", "lms", .results = {W, G, G, G, N},
		.says = {"1 of the certificates sent does not belong to the path: stranger"}},
	{"unrelated in between", "lsm", .results = {W, G, G, G, N}, .says = {"1 of the certificates"}},
	{"unreadable at the end", "lmx", .results = {W, G, G, G, N}, .says = {"cannot be read"}},
	{"missing intermediate", "l", .results = {B, G, G, G, N},
		.says = {"incomplete: the issuer of the certificate (CN=middle)"}},
	{"missing, and where it is", "l", .leaf = {.issuer_url = "http://ca.example.org/m.cer"},
		.results = {B, G, G, G, N}, .says = {"http://ca.example.org/m.cer (not fetched)"}},
	{"missing, root sent", "lr", .results = {B, G, G, G, N}, .says = {"incomplete"}},
	{"missing, unreadable sent", "lx", .results = {B, G, G, G, N},
		.says = {"one of the certificates that it sent cannot be read"}},
	{"authority first", "ml", .results = {B, B, G, G, N},
		.says = {"the first certificate (middle) is that of an authority", "common name is middle"}},
	{"unknown root", "lmr", 's', .results = {B, G, G, G, N},
		.says = {"leads to the root root, which is not in the test's root"}},
	{"unknown root, not sent", "lm", 's', .results = {B, G, G, G, N},
		.says = {"leads to middle, whose issuer (CN=root)"}},
	{"no anchors in use", "lmr", '-', .results = {N, G, G, G, N}, .says = {"no trust anchors are in use"}},
	{"leaf trusted", "l", 'l', .results = {G, G, G, G, N}, .says = {"itself in the test's root"}},
	{"middle trusted", "lm", 'm', .results = {G, G, G, G, N}, .says = {"leads to middle"}},
	{"middle trusted, not sent", "l", 'm', .results = {G, G, G, G, N}, .says = {"leads to middle"}},
	{"leaf unreadable", "xm", .results = {B, N, N, N, N}, .says = {"cannot be read"}},
	{"root alone", "r", .results = {B, B, G, G, N}, .says = {"not meant for TLS at all"}},
	{"self-signed", "o", .results = {B, G, G, G, N}, .says = {"self-signed, and not in the test's root: anybody"}},
	{"self-signed with SHA-1 and trusted", "o", 'o', .own = {.digest = GNUTLS_DIG_SHA1},
		.results = {G, G, G, G, N}},
	{"self-signed and trusted", "o", 'o', .results = {G, G, G, G, N}, .says = {"itself in the test's root"}},
	{"stranger alone", "s", .results = {B, B, G, G, N}, .says = {"not meant for TLS at all"}},
};

static const struct row dates[] = {
	{"leaf expired", "lm", .leaf = {.until_days = -3}, .results = {G, G, B, G, N},
		.says = {NULL, NULL, "the certificate expired 3 days ago (2027-01-12"}, .failed = CHECK_DATES,
		.failed_at = 'l'},
	{"leaf not yet", "lm", .leaf = {.from_days = 3}, .results = {G, G, B, G, N},
		.says = {NULL, NULL, "the certificate is not valid before 2027-01-18"}, .failed = CHECK_DATES,
		.failed_at = 'l'},
	{"middle expired", "lm", .middle = {.until_days = -1}, .results = {G, G, B, G, N},
		.says = {NULL, NULL, "middle expired 24 hours ago"}, .failed = CHECK_DATES, .failed_at = 'm'},
	{"middle not yet", "lm", .middle = {.from_days = 10}, .results = {G, G, B, G, N},
		.says = {NULL, NULL, "middle is not valid before"}, .failed = CHECK_DATES, .failed_at = 'm'},
	{"root expired", "lm", .root = {.until_days = -5}, .results = {G, G, W, G, N},
		.says = {NULL, NULL, "the anchor root expired 5 days ago"}},
	{"both expired", "lm", .leaf = {.until_days = -3}, .middle = {.until_days = -2}, .results = {G, G, B, G, N},
		.says = {NULL, NULL, "and there is 1 more such problem"}},
	{"soon", "lm", .leaf = {.until_days = 5}, .results = {G, G, W, G, N},
		.says = {NULL, NULL, "expires in 5 days"}},
	{"tomorrow", "lm", .leaf = {.until_days = 1}, .results = {G, G, W, G, N},
		.says = {NULL, NULL, "expires in 24 hours"}},
	{"reversed", "lm", .leaf = {.from_days = 5, .until_days = 2}, .results = {G, G, B, G, N},
		.says = {NULL, NULL, "ends before it begins"}},
	{"year 9999", "lm", .leaf = {.until_days = 2900000}, .results = {G, G, G, G, N},
		.says = {NULL, NULL, "90 more days"}},
};

static const struct row strength[] = {
	{"leaf RSA 1024", "lm", .leaf = {.rsa_bits = 1024}, .results = {G, G, G, B, N},
		.says = {NULL, NULL, NULL, "the certificate has a key of 1024 bits"}, .failed = CHECK_KEY_SIZE,
		.failed_at = 'l'},
	{"middle RSA 1024", "lm", .middle = {.rsa_bits = 1024}, .results = {G, G, G, B, N},
		.says = {NULL, NULL, NULL, "middle has a key of 1024 bits"}, .failed = CHECK_KEY_SIZE,
		.failed_at = 'm'},
	{"root RSA 1024", "lm", .root = {.rsa_bits = 1024}, .results = {G, G, G, W, N},
		.says = {NULL, NULL, NULL, "the anchor root has a key of 1024 bits"}},
	{"RSA 2048", "lm", .leaf = {.rsa_bits = 2048}, .results = {G, G, G, G, N},
		.says = {NULL, NULL, NULL, "RSA 2048"}},
	{"leaf by SHA-1", "lm", .leaf = {.digest = GNUTLS_DIG_SHA1}, .results = {G, G, G, B, N},
		.says = {NULL, NULL, NULL, "the certificate is signed with ECDSA-SHA1"}, .failed = CHECK_ALGORITHM,
		.failed_at = 'l'},
	{"middle by SHA-1", "lm", .middle = {.digest = GNUTLS_DIG_SHA1}, .results = {G, G, G, B, N},
		.says = {NULL, NULL, NULL, "middle is signed with ECDSA-SHA1"}, .failed = CHECK_ALGORITHM,
		.failed_at = 'm'},
	{"leaf by MD5", "lm", .middle = {.rsa_bits = 2048}, .leaf = {.digest = GNUTLS_DIG_MD5},
		.results = {G, G, G, B, N}, .says = {NULL, NULL, NULL, "the certificate is signed with RSA-MD5"}},
	{"middle by MD5", "lm", .root = {.rsa_bits = 2048}, .middle = {.digest = GNUTLS_DIG_MD5},
		.results = {G, G, G, B, N}, .says = {NULL, NULL, NULL, "middle is signed with RSA-MD5"}},
	{"root by SHA-1", "lmr", .root = {.digest = GNUTLS_DIG_SHA1}, .results = {G, G, G, G, N}},
};

static const struct row constraints[] = {
	{"leaf for clients", "lm", .leaf = {.purpose = GNUTLS_KP_TLS_WWW_CLIENT}, .results = {B, G, G, G, N},
		.says = {"the certificate is not meant for TLS servers, only for: clientAuth"}, .failed = CHECK_PURPOSE,
		.failed_at = 'l'},
	{"middle for mail", "lm", .middle = {.purpose = GNUTLS_KP_EMAIL_PROTECTION}, .results = {B, G, G, G, N},
		.says = {"middle is not meant for TLS servers"}, .failed = CHECK_PURPOSE, .failed_at = 'm'},
	{"no purpose", "lm", .leaf = {.purpose = "", .usage = -1}, .results = {G, G, G, G, N}},
	{"any purpose", "lm", .leaf = {.purpose = GNUTLS_KP_ANY}, .results = {W, G, G, G, N}},
	{"leaf signs certificates only", "lm", .leaf = {.usage = GNUTLS_KEY_KEY_CERT_SIGN}, .results = {B, G, G, G, N},
		.says = {"is not meant for TLS at all"}, .failed = CHECK_KEY_USAGE, .failed_at = 'l'},
	{"leaf for the RSA exchange", "lm", .leaf = {.rsa_bits = 2048, .usage = GNUTLS_KEY_KEY_ENCIPHERMENT},
		.results = {G, G, G, G, N}},
	{"middle without keyCertSign", "lm", .middle = {.usage = GNUTLS_KEY_DIGITAL_SIGNATURE},
		.results = {B, G, G, G, N},
		.says = {"middle signed another certificate, although its key is not meant for that"},
		.failed = CHECK_KEY_USAGE, .failed_at = 'm'},
	{"middle without CA flag", "lm", .middle = {.flag = CA_FLAG_NO}, .results = {B, G, G, G, N},
		.says = {"middle signed another certificate, although it is no authority"}, .failed = CHECK_CA_FLAG,
		.failed_at = 'm'},
	{"middle without basic constraints", "lm", .middle = {.flag = CA_FLAG_NO_EXTENSION}, .results = {B, G, G, G, N},
		.says = {"it has no basic constraints"}, .failed = CHECK_CA_FLAG, .failed_at = 'm'},
	{"path length kept", "lm", .root = {.path_length = 2}, .results = {G, G, G, G, N}},
	{"path length exceeded", "lm", .root = {.path_length = 1}, .results = {B, G, G, G, N},
		.says = {"allows a path of 0 more authorities below it, and there is 1"}},
	{"permitted", "lm", .middle = {.permitted = "example.org"}, .results = {G, G, G, G, N}},
	{"not permitted", "lm", .middle = {.permitted = "example.net"}, .results = {B, G, G, G, N},
		.says = {"middle may not be the authority for mail.example.org (name constraints: permitted DNS example.net)"},
		.failed = CHECK_NAME_CONSTRAINTS, .failed_at = 'm'},
	{"excluded", "lm", .middle = {.excluded = "mail.example.org"}, .results = {B, G, G, G, N},
		.says = {"(name constraints: excluded DNS mail.example.org)"}, .failed = CHECK_NAME_CONSTRAINTS,
		.failed_at = 'm'},
	{"excluded by the root", "lm", .root = {.excluded = "example.org"}, .results = {B, G, G, G, N},
		.says = {"root may not be the authority for mail.example.org"}},
	{"unknown critical extension", "lm", .leaf = {.strange_extension = true}, .results = {B, G, G, G, N},
		.says = {"a critical extension that is not known here (1.3.6.1.4.1.99999.1)"}, .failed = CHECK_CRITICAL,
		.failed_at = 'l'},
	{"unknown critical extension above", "lm", .middle = {.strange_extension = true}, .results = {B, G, G, G, N},
		.says = {"middle has a critical extension"}, .failed = CHECK_CRITICAL, .failed_at = 'm'},
	{"must-staple", "lm", .leaf = {.must_staple = true}, .results = {G, G, G, G, B},
		.says = {NULL, NULL, NULL, NULL, "must-staple"}, .failed = CHECK_MUST_STAPLE, .failed_at = 'l'},
};

static const struct row at_once[] = {
	{"everything", "l", 's', .leaf = {.until_days = -3, .rsa_bits = 1024, .must_staple = true},
		.reference = "imap.example.net", .results = {B, B, B, B, B},
		.says = {"incomplete", "imap.example.net is not among the certificate's names: mail.example.org",
			"expired", "1024 bits", "must-staple"}},
	{"two in the chain", "lm", .middle = {.flag = CA_FLAG_NO}, .leaf = {.purpose = GNUTLS_KP_TLS_WWW_CLIENT},
		.results = {B, G, G, G, N}, .says = {"and there is 1 more such problem"}},
};

struct cast {
	struct ca *root, *middle, *leaf, *stranger, *own;
};

static const struct ca *by_letter(const struct cast *cast, char letter)
{
	switch (letter) {
	case 'l': return cast->leaf;
	case 'm': return cast->middle;
	case 'r':
	case 0: return cast->root;
	case 's': return cast->stranger;
	case 'o': return cast->own;
	default: return NULL;
	}
}

static void expect_fact(const struct judge *judge, const struct row *row)
{
	const char *at = strchr(row->sent, row->failed_at);
	const struct check *check = &judge->certs[at - row->sent].checks[row->failed];

	ck_assert_msg(check->result == CHECK_FAILED, "%s: %s of '%c' is %d", row->what, cert_check_name(row->failed),
		row->failed_at, check->result);
	ck_assert_msg(check->reason && *check->reason, "%s: no reason", row->what);
}

static void run_row(const struct row *row)
{
	static const struct ca_recipe usual;
	struct cast cast;
	struct judge judge;

	cast.root = ca_authority(&row->root, "root", NULL);
	cast.middle = ca_authority(&row->middle, "middle", cast.root);
	cast.leaf = ca_leaf(&row->leaf, cast.middle);
	cast.stranger = ca_authority(&usual, "stranger", NULL);
	cast.own = ca_leaf(&row->own, NULL);
	judge_init(&judge);
	if (row->reference)
		judge.request.reference_name = row->reference;
	for (const char *letter = row->sent; *letter; letter++)
		if (by_letter(&cast, *letter))
			judge_send(&judge, by_letter(&cast, *letter));
		else
			judge_send_der(&judge, BYTES_LITERAL("\x30\x03 no"));
	judge_run(&judge, by_letter(&cast, row->trusted));
	for (int i = 0; i < VERDICT_ASPECTS; i++)
		judge_expect(&judge, row->what, (enum verdict_aspect)i, row->results[i], row->says[i]);
	if (row->failed_at)
		expect_fact(&judge, row);
	judge_done(&judge);
	ca_free(cast.root);
	ca_free(cast.middle);
	ca_free(cast.leaf);
	ca_free(cast.stranger);
	ca_free(cast.own);
}

#define RUN(rows)                                                                                                      \
	for (size_t i = 0; i < sizeof(rows) / sizeof((rows)[0]); i++)                                                  \
	run_row(&(rows)[i])

START_TEST(structures)
{
	RUN(structure);
}
END_TEST

START_TEST(date_rows)
{
	RUN(dates);
}
END_TEST

START_TEST(strength_rows)
{
	RUN(strength);
}
END_TEST

START_TEST(constraint_rows)
{
	RUN(constraints);
}
END_TEST

START_TEST(several_at_once)
{
	RUN(at_once);
}
END_TEST

/* Long chains: every link is good, and the root is trusted. */

enum { LONGEST = 40 };

struct tower {
	struct ca *certs[LONGEST + 1]; /* [0] is the root, the last one the leaf */
	size_t count;
};

static void build_tower(struct tower *tower, size_t sent)
{
	static const struct ca_recipe usual;
	char name[32];

	tower->certs[0] = ca_authority(&usual, "root", NULL);
	for (size_t i = 1; i < sent; i++) {
		snprintf(name, sizeof(name), "authority %zu", i);
		tower->certs[i] = ca_authority(&usual, name, tower->certs[i - 1]);
	}
	tower->certs[sent] = ca_leaf(&usual, tower->certs[sent - 1]);
	tower->count = sent + 1;
}

static void judge_tower(struct judge *judge, const struct tower *tower, const struct ca *trusted)
{
	judge_init(judge);
	for (size_t i = tower->count - 1; i > 0; i--)
		judge_send(judge, tower->certs[i]);
	judge_run(judge, trusted);
}

static void free_tower(struct tower *tower)
{
	for (size_t i = 0; i < tower->count; i++)
		ca_free(tower->certs[i]);
}

START_TEST(lengths)
{
	static const struct {
		size_t sent;
		bool followed;
	} rows[] = {{1, true}, {3, true}, {16, true}, {17, false}, {40, false}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tower tower;
		struct judge judge;
		build_tower(&tower, rows[i].sent);
		judge_tower(&judge, &tower, tower.certs[0]);
		ck_assert_uint_eq(judge.request.count, rows[i].sent);
		judge_expect(&judge, "long chain", VERDICT_CHAIN, rows[i].followed ? G : N,
			rows[i].followed ? "leads to root" : "not trusted");
		judge_expect(&judge, "long chain", VERDICT_DATES, rows[i].followed ? G : N, NULL);
		judge_expect(&judge, "long chain", VERDICT_STRENGTH, rows[i].followed ? G : N, NULL);
		judge_expect(&judge, "long chain", VERDICT_STAPLE, N, NULL);
		ck_assert_uint_eq(judge.result.chain.path_count, rows[i].followed ? rows[i].sent : 0);
		ck_assert(rows[i].followed == (judge.result.chain.trust_anchor != NULL));
		ck_assert(rows[i].followed == (judge.result.anchor_subject != NULL));
		judge_done(&judge);
		free_tower(&tower);
	}
}
END_TEST

/* What was dropped before it was read counts, too. */
START_TEST(dropped_certificates_count)
{
	struct tower tower;
	struct judge judge;

	build_tower(&tower, 2);
	judge_init(&judge);
	judge_send(&judge, tower.certs[2]);
	judge_send(&judge, tower.certs[1]);
	judge.request.dropped = 15;
	judge_run(&judge, tower.certs[0]);
	judge_expect(&judge, "dropped", VERDICT_CHAIN, N, "17 certificates were sent");
	judge_done(&judge);
	free_tower(&tower);
}
END_TEST

START_TEST(any_order)
{
	struct tower tower;
	struct judge judge;

	build_tower(&tower, 5);
	judge_init(&judge);
	judge_send(&judge, tower.certs[5]);
	for (size_t i = 1; i < 5; i++)
		judge_send(&judge, tower.certs[i]);
	judge_run(&judge, tower.certs[0]);
	judge_expect(&judge, "upside down", VERDICT_CHAIN, W, "not sent in order");
	ck_assert(judge.result.chain.out_of_order);
	ck_assert_uint_eq(judge.result.chain.path_count, 5);
	ck_assert_uint_eq(judge.result.chain.path[1], 4);
	judge_done(&judge);
	free_tower(&tower);
}
END_TEST

/* Somebody else's certificate under the same name: the path goes through the one that signed. */
START_TEST(namesakes)
{
	static const struct ca_recipe usual;
	struct ca *root = ca_authority(&usual, "root", NULL), *other_root = ca_authority(&usual, "root", NULL);
	struct ca *middle = ca_authority(&usual, "middle", root), *other = ca_authority(&usual, "middle", root);
	struct ca *leaf = ca_leaf(&usual, middle);
	struct judge judge;

	judge_init(&judge);
	judge_send(&judge, leaf);
	judge_send(&judge, other);
	judge_send(&judge, middle);
	judge_run(&judge, root);
	judge_expect(&judge, "namesake first", VERDICT_CHAIN, W, "1 of the certificates sent does not belong");
	ck_assert_int_eq(judge.certs[1].place, PLACE_UNRELATED);
	judge_done(&judge);

	judge_init(&judge);
	judge_send(&judge, leaf);
	judge_send(&judge, other);
	judge_run(&judge, root);
	judge_expect(&judge, "namesake only", VERDICT_CHAIN, B, "the certificate names middle as its issuer, but");
	ck_assert_int_eq(judge.certs[0].checks[CHECK_SIGNATURE].result, CHECK_FAILED);
	judge_done(&judge);

	judge_init(&judge);
	judge_send(&judge, leaf);
	judge_send(&judge, middle);
	judge_run(&judge, other_root);
	judge_expect(&judge, "namesake of the root", VERDICT_CHAIN, B, "middle names CN=root as its issuer, but");
	judge_done(&judge);
	ca_free(leaf);
	ca_free(other);
	ca_free(middle);
	ca_free(other_root);
	ca_free(root);
}
END_TEST

/* The same authority certified twice, by an unknown root and by the trusted one: the way that leads on is found. */
START_TEST(cross_signed)
{
	static const struct ca_recipe usual;
	struct ca *unknown = ca_authority(&usual, "unknown", NULL), *root = ca_authority(&usual, "root", NULL);
	struct ca *middle = ca_authority(&usual, "middle", unknown);
	struct ca *crossed = ca_authority(&(struct ca_recipe){.same_key = middle}, "middle", root);
	struct ca *leaf = ca_leaf(&usual, middle);
	struct judge judge;

	judge_init(&judge);
	judge_send(&judge, leaf);
	judge_send(&judge, middle);
	judge_send(&judge, unknown);
	judge_send(&judge, crossed);
	judge_run(&judge, root);
	judge_expect(&judge, "cross-signed", VERDICT_CHAIN, W, "another certificate of middle (issued by CN=unknown)");
	ck_assert_int_eq(judge.certs[1].place, PLACE_ALTERNATIVE);
	ck_assert_int_eq(judge.certs[2].place, PLACE_ALTERNATIVE);
	ck_assert_uint_eq(judge.result.chain.path_count, 2);
	ck_assert_uint_eq(judge.result.chain.path[1], 3);
	judge_done(&judge);
	ca_free(leaf);
	ca_free(crossed);
	ca_free(middle);
	ca_free(root);
	ca_free(unknown);
}
END_TEST

/* One flipped bit in the signature of the leaf. */
START_TEST(altered)
{
	struct tower tower;
	struct judge judge;
	unsigned char copy[4096];

	build_tower(&tower, 2);
	judge_init(&judge);
	struct bytes der = ca_der(tower.certs[2], &judge.arena);
	ck_assert_uint_lt(der.len, sizeof(copy));
	memcpy(copy, der.data, der.len);
	copy[der.len - 1] ^= 1;
	judge_send_der(&judge, bytes_of(copy, der.len));
	judge_send(&judge, tower.certs[1]);
	judge_run(&judge, tower.certs[0]);
	judge_expect(&judge, "altered", VERDICT_CHAIN, B, "that key did not sign it");
	ck_assert_ptr_null(judge.result.chain.trust_anchor);
	judge_done(&judge);
	free_tower(&tower);
}
END_TEST

/* Sixteen authorities that all bear one name and one key identifier: every pair is a candidate, none is tried twice. */
START_TEST(namesakes_all_over)
{
	static const struct ca_recipe usual;
	struct ca *root = ca_authority(&usual, "root", NULL), *certs[16];
	struct judge judge;
	struct timespec began, ended;

	certs[1] = ca_authority(&usual, "same", NULL);
	for (size_t i = 2; i < 16; i++)
		certs[i] = ca_authority(&(struct ca_recipe){.same_key = certs[1]}, "same", certs[1]);
	certs[0] = ca_leaf(&usual, certs[1]);
	judge_init(&judge);
	for (size_t i = 0; i < 16; i++)
		judge_send(&judge, certs[i]);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &began);
	judge_run(&judge, root);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
	judge_expect(&judge, "namesakes", VERDICT_CHAIN, B, "not in the test's root");
	ck_assert_int_lt(ended.tv_sec - began.tv_sec, 5);
	judge_done(&judge);
	for (size_t i = 0; i < 16; i++)
		ca_free(certs[i]);
	ca_free(root);
}
END_TEST

/* A key with which one signature takes long to be checked is not computed with, and nothing above it is trusted. */
START_TEST(huge_key)
{
	static const struct ca_recipe usual;
	struct ca *root = ca_authority(&usual, "root", NULL);
	struct ca *middle = ca_authority(&(struct ca_recipe){.huge_key = true}, "middle", root);
	struct ca *namesake = ca_authority(&usual, "middle", root), *leaf = ca_leaf(&usual, namesake);
	struct judge judge;

	judge_init(&judge);
	judge_send(&judge, leaf);
	judge_send(&judge, middle);
	judge_run(&judge, root);
	judge_expect(&judge, "huge key", VERDICT_CHAIN, N, "too large to be computed with");
	ck_assert_ptr_null(judge.result.chain.trust_anchor);
	judge_done(&judge);
	ca_free(leaf);
	ca_free(middle);
	ca_free(namesake);
	ca_free(root);
}
END_TEST

/* A signature of a kind that does not exist yet: not forged, and not trusted. */
START_TEST(unknown_algorithm)
{
	static const struct bytes ecdsa_sha256 = BYTES_LITERAL("\x2a\x86\x48\xce\x3d\x04\x03\x02");
	struct tower tower;
	struct judge judge;

	build_tower(&tower, 2);
	judge_init(&judge);
	struct bytes der = ca_der(tower.certs[2], &judge.arena);
	unsigned char *copy = arena_alloc(&judge.arena, der.len);
	memcpy(copy, der.data, der.len);
	for (size_t at = 0, changed = 0; changed < 2; at++) {
		at += bytes_find(bytes_from(der, at), ecdsa_sha256);
		ck_assert_uint_lt(at, der.len);
		copy[at + ecdsa_sha256.len - 1] = 0x7f;
		changed++;
	}
	judge_send_der(&judge, bytes_of(copy, der.len));
	judge_send(&judge, tower.certs[1]);
	judge_run(&judge, tower.certs[0]);
	judge_expect(
		&judge, "unknown algorithm", VERDICT_CHAIN, N, "an algorithm that is not known here; hence nothing");
	judge_expect(&judge, "unknown algorithm", VERDICT_STRENGTH, N, "not known here");
	judge_done(&judge);
	free_tower(&tower);
}
END_TEST

START_TEST(facts_of_the_list)
{
	static const struct ca_recipe usual;
	struct tower tower;
	struct judge judge;
	struct ca *stranger = ca_authority(&usual, "stranger", NULL);

	build_tower(&tower, 2);
	judge_init(&judge);
	judge_send(&judge, tower.certs[2]);
	judge_send(&judge, stranger);
	judge_send(&judge, tower.certs[1]);
	judge_send(&judge, tower.certs[0]);
	judge_send(&judge, tower.certs[1]);
	judge_run(&judge, tower.certs[0]);
	static const enum cert_place places[] = {
		PLACE_LEAF, PLACE_UNRELATED, PLACE_ISSUER, PLACE_ANCHOR, PLACE_DUPLICATE};
	for (size_t i = 0; i < 5; i++)
		ck_assert_msg(judge.certs[i].place == places[i], "certificate %zu", i);
	ck_assert_uint_eq(judge.result.chain.duplicates, 1);
	ck_assert_uint_eq(judge.result.chain.unrelated, 1);
	ck_assert_ptr_null(judge.result.chain.anchor);
	ck_assert_str_eq(judge.result.chain.trust_anchor->common_name, "root");
	ck_assert_str_eq(judge.result.chain.trust_source, "the test's root");
	ck_assert_int_eq(judge.result.chain.as_of, CA_NOW);
	/* Every check of every certificate has a reason, and none that was not done counts as passed. */
	for (size_t i = 0; i < 5; i++)
		for (int check = 0; check < CERT_CHECKS; check++)
			ck_assert_msg(judge.certs[i].checks[check].reason, "certificate %zu: %s", i,
				cert_check_name((enum cert_check)check));
	ck_assert_int_eq(judge.certs[1].checks[CHECK_SIGNATURE].result, CHECK_NOT_DONE);
	ck_assert_int_eq(judge.certs[0].checks[CHECK_REVOCATION].result, CHECK_NOT_DONE);
	judge_done(&judge);
	free_tower(&tower);
	ca_free(stranger);
}
END_TEST

START_TEST(as_of)
{
	struct tower tower;
	struct judge judge;

	build_tower(&tower, 2);
	judge_init(&judge);
	judge_send(&judge, tower.certs[2]);
	judge_send(&judge, tower.certs[1]);
	judge.request.now = CA_NOW + (int64_t)100 * CA_DAY;
	judge.request.as_of_given = true;
	judge_run(&judge, tower.certs[0]);
	judge_expect(&judge, "later", VERDICT_CHAIN, G, NULL);
	judge_expect(&judge, "later", VERDICT_DATES, B, "expired 10 days ago");
	ck_assert(judge.result.chain.as_of_given);
	/* A machine whose clock stands at its birth is told so; a date that was asked for is not doubted. */
	judge.request.now = 100000;
	judge_run(&judge, tower.certs[0]);
	ck_assert_ptr_null(strstr(judge.result.verdicts[VERDICT_DATES].reason, "clock"));
	judge.request.as_of_given = false;
	judge_run(&judge, tower.certs[0]);
	judge_expect(&judge, "early", VERDICT_DATES, B, "your own clock");
	judge_done(&judge);
	free_tower(&tower);
}
END_TEST

START_TEST(nothing_sent)
{
	struct tower tower;
	struct judge judge;

	build_tower(&tower, 1);
	judge_init(&judge);
	judge_run(&judge, tower.certs[0]);
	for (int i = 0; i < VERDICT_ASPECTS; i++)
		judge_expect(&judge, "nothing", (enum verdict_aspect)i, N, "no certificate");
	judge_done(&judge);
	free_tower(&tower);
}
END_TEST

CHECK_MAIN("verify", structures, date_rows, strength_rows, constraint_rows, several_at_once, lengths,
	dropped_certificates_count, any_order, namesakes, cross_signed, altered, namesakes_all_over, huge_key,
	unknown_algorithm, facts_of_the_list, as_of, nothing_sent)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_staple: stapled OCSP responses and revocation lists, good, stale, foreign and broken.
 */
#include "../check_main.h"
#include "judge.h"
#include "tls/crl.h"

#include <stdio.h>
#include <unistd.h>

struct cast {
	struct ca *root, *middle, *leaf, *other; /* other: a second leaf of the same issuer */
	struct ca *delegate, *unnamed,
		*expired; /* certified by middle: to sign responses, for nothing of the kind, once */
	struct ca *stranger;
};

static void make_cast(struct cast *cast, bool must_staple)
{
	static const struct ca_recipe usual;
	const struct ca_recipe signs = {.purpose = GNUTLS_KP_OCSP_SIGNING},
			       once = {.purpose = GNUTLS_KP_OCSP_SIGNING, .until_days = -1},
			       leaf = {.must_staple = must_staple};

	cast->root = ca_authority(&usual, "root", NULL);
	cast->middle = ca_authority(&usual, "middle", cast->root);
	cast->leaf = ca_leaf(&leaf, cast->middle);
	cast->other = ca_leaf(&usual, cast->middle);
	cast->delegate = ca_leaf(&signs, cast->middle);
	cast->unnamed = ca_leaf(&usual, cast->middle);
	cast->expired = ca_leaf(&once, cast->middle);
	cast->stranger = ca_authority(&usual, "stranger", NULL);
}

static void free_cast(struct cast *cast)
{
	ca_free(cast->root);
	ca_free(cast->middle);
	ca_free(cast->leaf);
	ca_free(cast->other);
	ca_free(cast->delegate);
	ca_free(cast->unnamed);
	ca_free(cast->expired);
	ca_free(cast->stranger);
}

static const struct ca *signer(const struct cast *cast, char letter)
{
	switch (letter) {
	case 'd': return cast->delegate;
	case 'u': return cast->unnamed;
	case 'e': return cast->expired;
	case 's': return cast->stranger;
	case 'r': return cast->root;
	default: return cast->middle;
	}
}

static void send_chain(struct judge *judge, const struct cast *cast)
{
	judge_init(judge);
	judge_send(judge, cast->leaf);
	judge_send(judge, cast->middle);
}

START_TEST(responses)
{
	static const struct {
		const char *what;
		struct ocsp_recipe recipe;
		char signer;
		bool about_other;
		enum verdict_result result;
		const char *says;
	} rows[] = {
		{"good", .result = VERDICT_GOOD,
			.says = "not revoked as of 2027-01-14 08:00:00 UTC, says middle; good until"},
		{"good, issuer embedded", .recipe = {.embed = true}, .result = VERDICT_GOOD, .says = "says middle"},
		{"good, fourth of four", .recipe = {.others_before = 3}, .result = VERDICT_GOOD},
		{"good, no end", .recipe = {.no_next = true}, .result = VERDICT_GOOD},
		{"old, no end", .recipe = {.no_next = true, .this_days = -30}, .result = VERDICT_WARN,
			.says = "long ago"},
		{"revoked", .recipe = {.status = 1}, .result = VERDICT_BAD, .says = "REVOKED on 2027-01-12"},
		{"revoked and stale", .recipe = {.status = 1, .next_days = -2, .this_days = -9}, .result = VERDICT_BAD,
			.says = "REVOKED"},
		{"unknown", .recipe = {.status = 2}, .result = VERDICT_BAD, .says = "does not know"},
		{"expired", .recipe = {.this_days = -9, .next_days = -2}, .result = VERDICT_BAD, .says = "stale"},
		{"from the future", .recipe = {.this_days = 2}, .result = VERDICT_BAD, .says = "later date"},
		{"for another", .about_other = true, .result = VERDICT_BAD, .says = "for another certificate"},
		{"for a namesake of the issuer", .recipe = {.wrong_key_hash = true}, .result = VERDICT_BAD,
			.says = "for another certificate"},
		{"by SHA-1", .recipe = {.sha1_signature = true}, .result = VERDICT_BAD, .says = "can be forged"},
		{"try later", .recipe = {.outer_status = 3}, .result = VERDICT_BAD, .says = "try later"},
		{"by a delegate", .signer = 'd', .recipe = {.embed = true}, .result = VERDICT_GOOD,
			.says = "says CN=leaf"},
		{"by a delegate that is not there", .signer = 'd', .result = VERDICT_BAD,
			.says = "not signed by the issuer"},
		{"by one that is no delegate", .signer = 'u', .recipe = {.embed = true}, .result = VERDICT_BAD,
			.says = "no OCSPSigning"},
		{"by an expired delegate", .signer = 'e', .recipe = {.embed = true}, .result = VERDICT_BAD,
			.says = "not within its dates"},
		{"by a stranger", .signer = 's', .result = VERDICT_BAD, .says = "not signed by the issuer"},
		{"by a stranger who is embedded", .signer = 's', .recipe = {.embed = true}, .result = VERDICT_BAD,
			.says = "did not certify"},
		{"by the root", .signer = 'r', .recipe = {.embed = true}, .result = VERDICT_BAD,
			.says = "did not certify"},
	};
	struct cast cast;

	make_cast(&cast, false);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct judge judge;
		struct ocsp_recipe recipe = rows[i].recipe;
		recipe.about = rows[i].about_other ? cast.other : cast.leaf;
		recipe.issuer = cast.middle;
		recipe.signer = signer(&cast, rows[i].signer);
		send_chain(&judge, &cast);
		judge.request.staple = ocsp_make(&recipe, &judge.arena);
		judge_run(&judge, cast.root);
		judge_expect(&judge, rows[i].what, VERDICT_CHAIN, VERDICT_GOOD, NULL);
		judge_expect(&judge, rows[i].what, VERDICT_STAPLE, rows[i].result, rows[i].says);
		judge_done(&judge);
	}
	free_cast(&cast);
}
END_TEST

/* A good response cut short anywhere, or with one bit flipped anywhere, is never a good one. */
START_TEST(damaged)
{
	struct cast cast;
	struct judge judge;

	make_cast(&cast, false);
	send_chain(&judge, &cast);
	struct ocsp_recipe recipe = {.about = cast.leaf, .issuer = cast.middle};
	struct bytes good = ocsp_make(&recipe, &judge.arena);
	unsigned char *copy = arena_alloc(&judge.arena, good.len);
	for (size_t at = 1; at < good.len; at += 7) {
		judge.request.staple = bytes_first(good, at);
		judge_run(&judge, cast.root);
		judge_expect(&judge, "cut", VERDICT_STAPLE, VERDICT_BAD, NULL);
		memcpy(copy, good.data, good.len);
		copy[at] ^= 0x10;
		judge.request.staple = bytes_of(copy, good.len);
		judge_run(&judge, cast.root);
		judge_expect(&judge, "flipped", VERDICT_STAPLE, VERDICT_BAD, NULL);
	}
	judge.request.staple = BYTES_LITERAL("not a response");
	judge_run(&judge, cast.root);
	judge_expect(&judge, "text", VERDICT_STAPLE, VERDICT_BAD, "no OCSP response");
	judge_done(&judge);
	free_cast(&cast);
}
END_TEST

START_TEST(issuer_unknown)
{
	struct cast cast;
	struct judge judge;

	make_cast(&cast, false);
	judge_init(&judge);
	judge_send(&judge, cast.leaf);
	struct ocsp_recipe recipe = {.about = cast.leaf, .issuer = cast.middle};
	judge.request.staple = ocsp_make(&recipe, &judge.arena);
	judge_run(&judge, cast.root);
	judge_expect(&judge, "no issuer", VERDICT_STAPLE, VERDICT_NOT_CHECKED, "not at hand");
	judge_done(&judge);
	free_cast(&cast);
}
END_TEST

START_TEST(must_staple)
{
	static const struct {
		bool sent;
		struct ocsp_recipe recipe;
		enum verdict_result result;
		enum check_result check;
	} rows[] = {
		{.sent = false, .result = VERDICT_BAD, .check = CHECK_FAILED},
		{.sent = true, .result = VERDICT_GOOD, .check = CHECK_PASSED},
		{.sent = true,
			.recipe = {.this_days = -9, .next_days = -2},
			.result = VERDICT_BAD,
			.check = CHECK_FAILED},
	};
	struct cast cast;

	make_cast(&cast, true);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct judge judge;
		struct ocsp_recipe recipe = rows[i].recipe;
		recipe.about = cast.leaf;
		recipe.issuer = cast.middle;
		send_chain(&judge, &cast);
		if (rows[i].sent)
			judge.request.staple = ocsp_make(&recipe, &judge.arena);
		judge_run(&judge, cast.root);
		judge_expect(&judge, "must-staple", VERDICT_STAPLE, rows[i].result, NULL);
		ck_assert_int_eq(judge.certs[0].checks[CHECK_MUST_STAPLE].result, rows[i].check);
		judge_done(&judge);
	}
	free_cast(&cast);
}
END_TEST

/* Lists */

static char *write_file(const struct buffer *text, char *path)
{
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text->data + text->start, text->len), (ssize_t)text->len);
	close(fd);
	return path;
}

static struct crls *make_lists(const struct crl_recipe *recipes, size_t count)
{
	char path[] = "/tmp/starlit-crl-XXXXXX";
	struct error error = {.sentence = ""};
	struct buffer text;

	buffer_init(&text, 1 << 20);
	for (size_t i = 0; i < count; i++)
		crl_add_pem(&recipes[i], &text);
	struct crls *crls = crls_new(write_file(&text, path), &error);
	ck_assert_msg(crls != NULL, "%s", error.sentence);
	unlink(path);
	buffer_done(&text);
	return crls;
}

START_TEST(lists)
{
	struct cast cast;
	make_cast(&cast, false);
	const struct {
		const char *what;
		struct crl_recipe recipes[2];
		size_t count;
		bool staple;
		enum verdict_result result;
		const char *says;
	} rows[] = {
		{"on none", {{.issuer = cast.middle}, {.issuer = cast.root}}, 2, false, VERDICT_GOOD,
			"not on the list of middle of 2027-01-14"},
		{"on none, and stapled", {{.issuer = cast.middle}, {.issuer = cast.root}}, 2, true, VERDICT_GOOD,
			"says middle"},
		{"leaf revoked", {{.issuer = cast.middle, .revoked = cast.leaf}}, 1, false, VERDICT_BAD,
			"the certificate is REVOKED since 2027-01-13 08:00:00 UTC, says the list of middle"},
		{"leaf revoked, staple good", {{.issuer = cast.middle, .revoked = cast.leaf}}, 1, true, VERDICT_BAD,
			"REVOKED"},
		{"middle revoked", {{.issuer = cast.root, .revoked = cast.middle}}, 1, true, VERDICT_BAD,
			"middle is REVOKED since"},
		{"another revoked", {{.issuer = cast.middle, .revoked = cast.other}, {.issuer = cast.root}}, 2, false,
			VERDICT_GOOD, NULL},
		{"leaf's list only", {{.issuer = cast.middle}}, 1, false, VERDICT_NOT_CHECKED,
			"none for all of its issuers"},
		{"a stranger's list", {{.issuer = cast.stranger}}, 1, false, VERDICT_NOT_CHECKED,
			"no revocation list of its issuer was given"},
		{"forged list", {{.issuer = cast.middle, .signer = cast.stranger, .revoked = cast.leaf}}, 1, false,
			VERDICT_NOT_CHECKED, "is not signed by it"},
		{"stale list", {{.issuer = cast.middle, .this_days = -9, .next_days = -2}}, 1, false,
			VERDICT_NOT_CHECKED, "is stale"},
		{"stale list, revoked",
			{{.issuer = cast.middle, .this_days = -9, .next_days = -2, .revoked = cast.leaf}}, 1, false,
			VERDICT_BAD, "REVOKED"},
		{"list of tomorrow", {{.issuer = cast.middle, .this_days = 1}}, 1, false, VERDICT_NOT_CHECKED,
			"later date"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct judge judge;
		struct ocsp_recipe recipe = {.about = cast.leaf, .issuer = cast.middle};
		struct crls *crls = make_lists(rows[i].recipes, rows[i].count);
		send_chain(&judge, &cast);
		judge.request.crls = crls;
		if (rows[i].staple)
			judge.request.staple = ocsp_make(&recipe, &judge.arena);
		judge_run(&judge, cast.root);
		judge_expect(&judge, rows[i].what, VERDICT_STAPLE, rows[i].result, rows[i].says);
		judge_done(&judge);
		crls_free(crls);
	}
	free_cast(&cast);
}
END_TEST

START_TEST(list_files)
{
	char path[] = "/tmp/starlit-crl-XXXXXX";
	struct error error;
	struct buffer text;

	ck_assert_ptr_null(crls_new("/nonexistent/list.pem", &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "/nonexistent/list.pem"));
	ck_assert_ptr_null(crls_new("/dev/null", &error));
	buffer_init(&text, 64);
	buffer_append_text(&text, "no list\n");
	ck_assert_ptr_null(crls_new(write_file(&text, path), &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "no revocation list"));
	unlink(path);
	buffer_done(&text);
}
END_TEST

CHECK_MAIN("staple", responses, damaged, issuer_unknown, must_staple, lists, list_files)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_staple: stapled OCSP responses, of the server's certificate and of those above it, and revocation lists: good, stale,
 * foreign and broken.
 */
#include "../check_main.h"
#include "judge.h"
#include "model/tls_names.h"
#include "tls/crl.h"

#include <stdio.h>
#include <unistd.h>

struct cast {
	struct ca *root, *middle, *leaf;
	struct ca *other, *other_middle;         /* of the same issuers */
	struct ca *delegate, *unnamed, *expired; /* to sign responses, for nothing of the kind, once */
	struct ca *stranger;
};

/* The delegates are those of the issuer of the certificate at that place: 0 the leaf, 1 the intermediate. */
static void make_cast_for(struct cast *cast, size_t place, bool must_staple)
{
	static const struct ca_recipe usual;
	const struct ca_recipe signs = {.purpose = GNUTLS_KP_OCSP_SIGNING},
			       once = {.purpose = GNUTLS_KP_OCSP_SIGNING, .until_days = -1},
			       leaf = {.must_staple = must_staple};

	cast->root = ca_authority(&usual, "root", NULL);
	cast->middle = ca_authority(&usual, "middle", cast->root);
	cast->leaf = ca_leaf(&leaf, cast->middle);
	cast->other = ca_leaf(&usual, cast->middle);
	cast->other_middle = ca_authority(&usual, "other middle", cast->root);
	cast->delegate = ca_leaf(&signs, place ? cast->root : cast->middle);
	cast->unnamed = ca_leaf(&usual, place ? cast->root : cast->middle);
	cast->expired = ca_leaf(&once, place ? cast->root : cast->middle);
	cast->stranger = ca_authority(&usual, "stranger", NULL);
}

static void make_cast(struct cast *cast, bool must_staple)
{
	make_cast_for(cast, 0, must_staple);
}

static void free_cast(struct cast *cast)
{
	ca_free(cast->root);
	ca_free(cast->middle);
	ca_free(cast->leaf);
	ca_free(cast->other);
	ca_free(cast->other_middle);
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
	default: return NULL;
	}
}

static void send_chain(struct judge *judge, const struct cast *cast)
{
	judge_init(judge);
	judge_send(judge, cast->leaf);
	judge_send(judge, cast->middle);
}

static const struct {
	const char *what;
	struct ocsp_recipe recipe;
	char signer; /* 0: the issuer */
	bool about_other, leaf_only;
	enum staple_status status;
	const char *says;
} responses_rows[] = {
	{"good", .status = STAPLE_GOOD, .says = "not revoked as of 2027-01-14 08:00:00 UTC, says ISSUER; good until"},
	{"good, issuer embedded", .recipe = {.embed = true}, .status = STAPLE_GOOD, .says = "says ISSUER"},
	{"good, fourth of four", .recipe = {.others_before = 3}, .status = STAPLE_GOOD},
	{"good, no end", .recipe = {.no_next = true}, .status = STAPLE_GOOD},
	{"old, no end", .recipe = {.no_next = true, .this_days = -30}, .status = STAPLE_OLD, .says = "long ago"},
	{"revoked", .recipe = {.status = 1}, .status = STAPLE_REVOKED, .says = "REVOKED on 2027-01-12"},
	{"revoked and stale", .recipe = {.status = 1, .next_days = -2, .this_days = -9}, .status = STAPLE_REVOKED,
		.says = "REVOKED"},
	{"unknown", .recipe = {.status = 2}, .status = STAPLE_UNKNOWN, .says = "does not know"},
	{"expired", .recipe = {.this_days = -9, .next_days = -2}, .status = STAPLE_EXPIRED, .says = "stale"},
	{"from the future", .recipe = {.this_days = 2}, .status = STAPLE_EARLY, .says = "later date"},
	{"for another", .about_other = true, .status = STAPLE_OTHER, .says = "for another certificate"},
	{"for a namesake of the issuer", .recipe = {.wrong_key_hash = true}, .status = STAPLE_OTHER,
		.says = "for another certificate"},
	{"by SHA-1", .recipe = {.sha1_signature = true}, .status = STAPLE_SIGNATURE, .says = "can be forged"},
	{"try later", .recipe = {.outer_status = 3}, .status = STAPLE_ERROR, .says = "try later"},
	{"by a delegate", .signer = 'd', .recipe = {.embed = true}, .status = STAPLE_GOOD, .says = "says CN=leaf"},
	{"by a delegate that is not there", .signer = 'd', .status = STAPLE_SIGNATURE,
		.says = "not signed by the issuer"},
	{"by one that is no delegate", .signer = 'u', .recipe = {.embed = true}, .status = STAPLE_SIGNATURE,
		.says = "no OCSPSigning"},
	{"by an expired delegate", .signer = 'e', .recipe = {.embed = true}, .status = STAPLE_SIGNATURE,
		.says = "not within its dates"},
	{"by a stranger", .signer = 's', .status = STAPLE_SIGNATURE, .says = "not signed by the issuer"},
	{"by a stranger who is embedded", .signer = 's', .recipe = {.embed = true}, .status = STAPLE_SIGNATURE,
		.says = "did not certify"},
	{"by the root", .signer = 'r', .recipe = {.embed = true}, .leaf_only = true, .status = STAPLE_SIGNATURE,
		.says = "did not certify"},
};
enum { RESPONSES = sizeof(responses_rows) / sizeof(responses_rows[0]) };

/* The words, with the issuer's name where it belongs. */
static const char *words_of(struct arena *arena, const char *says, size_t place)
{
	const char *issuer = says ? strstr(says, "ISSUER") : NULL;

	return issuer ? arena_printf(arena, "%.*s%s%s", (int)(issuer - says), says, place ? "root" : "middle",
				issuer + strlen("ISSUER"))
		      : says;
}

static void expect_staple(
	const struct judge *judge, const char *what, size_t place, enum staple_status status, const char *words)
{
	const struct staple_facts *staple = judge->certs[place].staple;

	ck_assert_msg(staple != NULL, "%s: there is no response at %zu", what, place);
	ck_assert_msg(staple->status == status, "%s: at %zu it is %d, not %d: %s", what, place, (int)staple->status,
		(int)status, staple->reason);
	ck_assert_msg(!words || strstr(staple->reason, words), "%s: «%s» is not in: %s", what, words, staple->reason);
}

static void run_response(const struct cast *cast, size_t row, size_t place)
{
	struct ocsp_recipe recipe = responses_rows[row].recipe;
	const char *what = responses_rows[row].what;
	const struct ca *own = place ? cast->middle : cast->leaf, *other = place ? cast->other_middle : cast->other;
	struct judge judge;

	recipe.about = responses_rows[row].about_other ? other : own;
	recipe.issuer = place ? cast->root : cast->middle;
	recipe.signer = signer(cast, responses_rows[row].signer);
	send_chain(&judge, cast);
	judge_staple(&judge, place, ocsp_make(&recipe, &judge.arena));
	if (place)
		judge_staple(&judge, 0,
			ocsp_make(&(struct ocsp_recipe){.about = cast->leaf, .issuer = cast->middle}, &judge.arena));
	judge_run(&judge, cast->root);
	const char *words = words_of(&judge.arena, responses_rows[row].says, place);
	judge_expect(&judge, what, VERDICT_CHAIN, VERDICT_GOOD, NULL);
	judge_expect(&judge, what, VERDICT_STAPLE, staple_result(responses_rows[row].status), words);
	judge_expect(&judge, what, VERDICT_STAPLE, staple_result(responses_rows[row].status),
		place ? "certificate 2 of 2 (middle): " : NULL);
	expect_staple(&judge, what, place, responses_rows[row].status, words);
	if (place)
		expect_staple(&judge, what, 0, STAPLE_GOOD, NULL);
	judge_done(&judge);
}

START_TEST(responses)
{
	struct cast cast;

	for (size_t place = 0; place < 2; place++) {
		make_cast_for(&cast, place, false);
		for (size_t i = 0; i < RESPONSES; i++)
			if (!place || !responses_rows[i].leaf_only)
				run_response(&cast, i, place);
		free_cast(&cast);
	}
}
END_TEST

/* What came for the server's certificate (0), its issuer (1), and what else was sent, together. */
struct together {
	const char *what;
	const char *list;  /* l leaf, m middle, r root, o a second leaf; as sent */
	const char *kinds; /* for each: - none, g good, s stale, R revoked, o old, x nonsense, w in no form */
	bool untrusted;    /* the root is not in the store */
	bool must_staple;  /* the leaf */
	char revoked;      /* by a list: l, m; - by none, and there is one for each */
	enum verdict_result result;
	const char *says[3];
	const char *never;        /* is not said */
	enum staple_status at[4]; /* where something came */
};

static const struct together together_rows[] = {
	{"both good", "lm", "gg", .result = VERDICT_GOOD,
		.says = {"not revoked as of 2027-01-14 08:00:00 UTC, says middle",
			"; certificate 2 of 2 (middle): not revoked as of 2027-01-14 08:00:00 UTC, says root"},
		.at = {STAPLE_GOOD, STAPLE_GOOD}},
	{"the leaf's only", "lm", "g-", .result = VERDICT_GOOD, .never = "certificate 2", .at = {STAPLE_GOOD}},
	{"none", "lm", "--", .result = VERDICT_NOT_CHECKED, .says = {"no response was stapled"},
		.never = "certificate"},
	{"the issuer's only", "lm", "-g", .result = VERDICT_NOT_CHECKED,
		.says = {"no response was stapled for the server's certificate; certificate 2 of 2 (middle): not revoked"},
		.at = {[1] = STAPLE_GOOD}},
	{"the issuer's only, and old", "lm", "-o", .result = VERDICT_NOT_CHECKED,
		.says = {"no response was stapled for the server's", "certificate 2 of 2 (middle)", "long ago"},
		.at = {[1] = STAPLE_OLD}},
	{"the issuer's old", "lm", "go", .result = VERDICT_WARN, .says = {"says middle", "certificate 2 of 2 (middle)"},
		.at = {STAPLE_GOOD, STAPLE_OLD}},
	{"the issuer is revoked, and nothing for the leaf", "lm", "-R", .result = VERDICT_BAD,
		.says = {"certificate 2 of 2 (middle): REVOKED on 2027-01-12"}, .at = {[1] = STAPLE_REVOKED}},
	{"the issuer is revoked, and the leaf's is stale", "lm", "sR", .result = VERDICT_BAD,
		.says = {"certificate 2 of 2 (middle): REVOKED on", "and 1 more stapled response is no good"},
		.at = {STAPLE_EXPIRED, STAPLE_REVOKED}},
	{"the issuer's is stale, and the leaf is revoked", "lm", "Rs", .result = VERDICT_BAD,
		.says = {"REVOKED on", "1 more"}, .never = "certificate 2", .at = {STAPLE_REVOKED, STAPLE_EXPIRED}},
	{"both stale", "lm", "ss", .result = VERDICT_BAD, .says = {"stale", "1 more stapled response is no good"},
		.never = "certificate 2", .at = {STAPLE_EXPIRED, STAPLE_EXPIRED}},
	{"demanded, and the issuer's only", "lm", "-g", .must_staple = true, .result = VERDICT_BAD,
		.says = {"must-staple", "none was sent"}, .at = {[1] = STAPLE_GOOD}},
	{"demanded, none, and the issuer is revoked", "lm", "-R", .must_staple = true, .result = VERDICT_BAD,
		.says = {"certificate 2 of 2 (middle): REVOKED"}, .at = {[1] = STAPLE_REVOKED}},
	{"the issuer's is nonsense", "lm", "gx", .result = VERDICT_BAD,
		.says = {"certificate 2 of 2 (middle): the stapled response cannot be read"},
		.at = {STAPLE_GOOD, STAPLE_MALFORMED}},
	{"the leaf's in no form", "lm", "w-", .result = VERDICT_BAD, .says = {"cannot be read"},
		.at = {STAPLE_MALFORMED}},
	{"the issuer's in no form", "lm", "gw", .result = VERDICT_BAD,
		.says = {"certificate 2 of 2 (middle): ", "form"}, .at = {STAPLE_GOOD, STAPLE_MALFORMED}},
	{"the root is not at hand", "lm", "gg", .untrusted = true, .result = VERDICT_GOOD,
		.says = {"says middle", "certificate 2 of 2 (middle): a response is stapled", "not at hand"},
		.at = {STAPLE_GOOD, STAPLE_NOT_CHECKED}},
	{"the root is sent", "lmr", "ggg", .result = VERDICT_GOOD,
		.says = {"certificate 2 of 3 (middle): not revoked", "certificate 3 of 3 (root): a response is stapled",
			"itself in the trust store"},
		.at = {STAPLE_GOOD, STAPLE_GOOD, STAPLE_NOT_CHECKED}},
	{"one that is not on the path", "lmo", "ggg", .result = VERDICT_GOOD,
		.says = {"certificate 2 of 3 (middle): not revoked", "certificate 3 of 3 (", "not on the path"},
		.at = {STAPLE_GOOD, STAPLE_GOOD, STAPLE_NOT_CHECKED}},
	{"more than are named", "lmor", "gggg", .result = VERDICT_GOOD,
		.says = {"certificate 3 of 4 (", "; and 1 more"}, .never = "certificate 4",
		.at = {STAPLE_GOOD, STAPLE_GOOD, STAPLE_NOT_CHECKED, STAPLE_NOT_CHECKED}},
	{"out of order", "lom", "g-R", .result = VERDICT_BAD, .says = {"certificate 3 of 3 (middle): REVOKED"},
		.at = {STAPLE_GOOD, [2] = STAPLE_REVOKED}},
	{"sent twice, and revoked the second time", "lmm", "ggR", .result = VERDICT_BAD,
		.says = {"certificate 3 of 3 (middle): REVOKED"}, .at = {STAPLE_GOOD, STAPLE_GOOD, STAPLE_REVOKED}},
	{"on no list", "lm", "gg", .revoked = '-', .result = VERDICT_GOOD, .at = {STAPLE_GOOD, STAPLE_GOOD}},
	{"the leaf on a list", "lm", "gR", .revoked = 'l', .result = VERDICT_BAD,
		.says = {"the certificate is REVOKED since", "says the list of middle"},
		.at = {STAPLE_GOOD, STAPLE_REVOKED}},
};
enum { TOGETHER = sizeof(together_rows) / sizeof(together_rows[0]) };

static const struct ca *by_letter(const struct cast *cast, char letter)
{
	return letter == 'l' ? cast->leaf : letter == 'm' ? cast->middle : letter == 'r' ? cast->root : cast->other;
}

static void staple_kind(struct judge *judge, const struct cast *cast, size_t place, char letter, char kind)
{
	struct ocsp_recipe recipe = {.about = by_letter(cast, letter),
		.issuer = letter == 'l' || letter == 'o' ? cast->middle : cast->root,
		.status = kind == 'R',
		.no_next = kind == 'o',
		.this_days = kind == 's' || kind == 'o' ? -30 : 0,
		.next_days = kind == 's' ? -2 : 0};

	if (kind == 'x')
		judge_staple(judge, place, BYTES_LITERAL("nonsense"));
	else if (kind == 'w')
		judge_staple(judge, place, (struct bytes){0});
	else if (kind != '-')
		judge_staple(judge, place, ocsp_make(&recipe, &judge->arena));
}
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
		judge_staple(&judge, 0, bytes_first(good, at));
		judge_run(&judge, cast.root);
		judge_expect(&judge, "cut", VERDICT_STAPLE, VERDICT_BAD, NULL);
		memcpy(copy, good.data, good.len);
		copy[at] ^= 0x10;
		judge_staple(&judge, 0, bytes_of(copy, good.len));
		judge_run(&judge, cast.root);
		judge_expect(&judge, "flipped", VERDICT_STAPLE, VERDICT_BAD, NULL);
	}
	judge_staple(&judge, 0, BYTES_LITERAL("not a response"));
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
	judge_staple(&judge, 0, ocsp_make(&recipe, &judge.arena));
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
			judge_staple(&judge, 0, ocsp_make(&recipe, &judge.arena));
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
			judge_staple(&judge, 0, ocsp_make(&recipe, &judge.arena));
		judge_run(&judge, cast.root);
		judge_expect(&judge, rows[i].what, VERDICT_STAPLE, rows[i].result, rows[i].says);
		judge_done(&judge);
		crls_free(crls);
	}
	free_cast(&cast);
}
END_TEST

/* Responses and lists together */

static void run_together(const struct together *row)
{
	struct judge judge;
	struct cast cast;

	make_cast(&cast, row->must_staple);
	struct crl_recipe recipes[] = {{.issuer = cast.middle, .revoked = row->revoked == 'l' ? cast.leaf : NULL},
		{.issuer = cast.root, .revoked = row->revoked == 'm' ? cast.middle : NULL}};
	struct crls *crls = row->revoked ? make_lists(recipes, 2) : NULL;
	judge_init(&judge);
	judge.request.crls = crls;
	for (size_t i = 0; row->list[i]; i++) {
		judge_send(&judge, by_letter(&cast, row->list[i]));
		staple_kind(&judge, &cast, i, row->list[i], row->kinds[i]);
	}
	judge_run(&judge, row->untrusted ? cast.stranger : cast.root);
	judge_expect(&judge, row->what, VERDICT_STAPLE, row->result, NULL);
	for (size_t i = 0; i < 3; i++)
		judge_expect(&judge, row->what, VERDICT_STAPLE, row->result, row->says[i]);
	const char *said = judge.result.verdicts[VERDICT_STAPLE].reason;
	ck_assert_msg(!row->never || !strstr(said, row->never), "%s: «%s» is in: %s", row->what, row->never, said);
	for (size_t i = 0; row->list[i]; i++)
		if (row->kinds[i] == '-')
			ck_assert_ptr_null(judge.certs[i].staple);
		else
			expect_staple(&judge, row->what, i, row->at[i], NULL);
	judge_done(&judge);
	crls_free(crls);
	free_cast(&cast);
}

START_TEST(together)
{
	for (size_t i = 0; i < TOGETHER; i++)
		run_together(&together_rows[i]);
}
END_TEST

/* The list of one authority and the response of the other: between them they know all. */
START_TEST(half_and_half)
{
	struct cast cast;

	make_cast(&cast, false);
	for (int stapled = 0; stapled < 2; stapled++) {
		struct crls *crls = make_lists(&(struct crl_recipe){.issuer = cast.middle}, 1);
		struct judge judge;
		send_chain(&judge, &cast);
		judge.request.crls = crls;
		if (stapled)
			staple_kind(&judge, &cast, 1, 'm', 'g');
		judge_run(&judge, cast.root);
		judge_expect(&judge, "half", VERDICT_STAPLE, stapled ? VERDICT_GOOD : VERDICT_NOT_CHECKED,
			stapled ? "certificate 2 of 2 (middle): not revoked" : "none for all of its issuers");
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

CHECK_MAIN("staple", responses, damaged, issuer_unknown, must_staple, lists, together, half_and_half, list_files)

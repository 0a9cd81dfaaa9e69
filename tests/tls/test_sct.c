/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_sct: timestamps of logs, from the certificate, by TLS and in an OCSP response; good, bad and broken.
 */
#include "../check_main.h"
#include "judge.h"
#include "log.h"
#include "model/tls_names.h"
#include "tls/ct_der.h"
#include "tls/ct_logs.h"
#include "wire/der.h"
#include "tls/sct.h"

enum { ROOM = 1 << 18 };
static const uint64_t yesterday = (uint64_t)(CA_NOW - CA_DAY) * 1000;

#define OID_CERTIFICATE "1.3.6.1.4.1.11129.2.4.2"

/* Everybody who takes part */

struct cast {
	struct arena arena;
	struct ca *root, *middle, *leaf;
	struct bytes leaf_der, tbs; /* of the leaf without timestamps */
	unsigned char issuer[32];   /* SHA-256 of middle's key */
	struct log log, rsa, unknown;
	struct ct_logs *logs;
};

static void hash_key(const struct ca *ca, unsigned char *ret_hash)
{
	size_t size = 32;

	ck_assert_int_ge(gnutls_x509_crt_get_key_id(ca->crt, GNUTLS_KEYID_USE_SHA256, ret_hash, &size), 0);
}

static void cast_init(struct cast *cast)
{
	static const struct ca_recipe usual;
	struct error error = {.sentence = ""};
	struct buffer pem;

	arena_init(&cast->arena, 8 << 20);
	cast->root = ca_authority(&usual, "root", NULL);
	cast->middle = ca_authority(&usual, "middle", cast->root);
	cast->leaf = ca_leaf(&usual, cast->middle);
	cast->leaf_der = ca_der(cast->leaf, &cast->arena);
	cast->tbs = ca_tbs(cast->leaf, &cast->arena);
	hash_key(cast->middle, cast->issuer);
	log_init(&cast->log, 0);
	log_init(&cast->rsa, 2048);
	log_init(&cast->unknown, 0);
	buffer_init(&pem, ROOM);
	buffer_append_text(&pem, "# the logs that are known here\n\n");
	log_add_pem(&cast->log, NULL, &pem);
	log_add_pem(&cast->rsa, "Old \x1b[31mLog", &pem);
	cast->logs = ct_logs_from_text(buffer_bytes(&pem), "logs.pem", &error);
	ck_assert_msg(cast->logs != NULL, "%s", error.sentence);
	buffer_done(&pem);
}

static void cast_done(struct cast *cast)
{
	ca_free(cast->root);
	ca_free(cast->middle);
	ca_free(cast->leaf);
	log_done(&cast->log);
	log_done(&cast->rsa);
	log_done(&cast->unknown);
	ct_logs_free(cast->logs);
	arena_done(&cast->arena);
}

/* Lists */

/* The cast's leaf once more, with that content of the extension, between others. */
static struct ca *leaf_bearing(const struct cast *cast, struct bytes extension, const struct ca *issuer)
{
	struct ca_recipe recipe = {.same_key = cast->leaf, .extra_oid = OID_CERTIFICATE, .extra = extension};
	struct ca *leaf = ca_leaf(&recipe, issuer);
	unsigned char serial[64];
	size_t size = sizeof(serial);

	ck_assert_int_ge(gnutls_x509_crt_get_serial(cast->leaf->crt, serial, &size), 0);
	ck_assert_int_ge(gnutls_x509_crt_set_serial(leaf->crt, serial, size), 0);
	ck_assert_int_ge(gnutls_x509_crt_sign2(leaf->crt, issuer->crt, issuer->key, GNUTLS_DIG_SHA256, 0), 0);
	return leaf;
}

/* Judgements */

struct trial {
	struct bytes leaf;
	struct bytes from_tls;
	struct bytes staple;
	bool no_middle; /* the server does not send it */
	bool no_logs;
};

static void run(struct judge *judge, const struct cast *cast, const struct trial *trial)
{
	struct sct_request request = {
		.from_tls = trial->from_tls, .staple = trial->staple, .logs = trial->no_logs ? NULL : cast->logs};

	judge_init(judge);
	judge_send_der(judge, trial->leaf);
	if (!trial->no_middle)
		judge_send(judge, cast->middle);
	if (trial->staple.len)
		judge_staple(judge, 0, trial->staple);
	judge_run(judge, cast->root);
	sct_judge(&judge->arena, &request, &judge->result.chain);
}

static const struct sct_facts *expect(
	const struct judge *judge, const char *what, size_t index, enum sct_result result, const char *words)
{
	const struct chain_facts *chain = &judge->result.chain;

	ck_assert_msg(chain->sct_count > index, "%s: there are %zu timestamps", what, chain->sct_count);
	const struct sct_facts *sct = &chain->scts[index];
	ck_assert_msg(sct->result == result && strstr(sct->reason, words), "%s: %s: %s", what,
		sct_result_name(sct->result), sct->reason);
	return sct;
}

/* All that can be the matter with one, in the TLS extension. */
START_TEST(one)
{
	struct cast cast;
	cast_init(&cast);
	const struct {
		const char *what;
		struct sct_recipe recipe;
		enum sct_result result;
		const char *words;
	} rows[] = {
		{"good", {.log = &cast.log}, SCT_GOOD, "signed by the log"},
		{"good, RSA", {.log = &cast.rsa}, SCT_GOOD, "signed by the log"},
		{"good, with extensions", {.log = &cast.log, .extensions = BYTES_LITERAL("more")}, SCT_GOOD, "signed"},
		{"within the skew", {.log = &cast.log, .time_ms = ((uint64_t)CA_NOW + 200) * 1000}, SCT_GOOD, "signed"},
		{"bad signature", {.log = &cast.log, .bad_signature = true}, SCT_BAD, "did not sign this"},
		{"bad signature, RSA", {.log = &cast.rsa, .bad_signature = true}, SCT_BAD, "did not sign this"},
		{"another certificate", {.log = &cast.log, .certificate = cast.tbs}, SCT_BAD, "did not sign this"},
		{"unknown log", {.log = &cast.unknown}, SCT_NOT_CHECKED, "no key of this log was given (--ct-logs)"},
		{"tomorrow", {.log = &cast.log, .time_ms = ((uint64_t)CA_NOW + CA_DAY) * 1000}, SCT_BAD, "yet to come"},
		{"tomorrow, unknown log", {.log = &cast.unknown, .time_ms = ((uint64_t)CA_NOW + CA_DAY) * 1000},
			SCT_BAD, "yet to come"},
		{"the end of time", {.log = &cast.log, .time_ms = UINT64_MAX}, SCT_BAD, "yet to come"},
		{"another scheme", {.log = &cast.log, .scheme = 0x0401}, SCT_BAD, "rsa_pkcs1_sha256"},
		{"a strange scheme", {.log = &cast.log, .scheme = 0xfefe}, SCT_BAD, "0xfefe"},
		{"v2", {.log = &cast.log, .version = 1}, SCT_NOT_CHECKED, "version"},
		{"cut", {.log = &cast.log, .cut = 1}, SCT_BAD, "cannot be read"},
		{"cut in the id", {.log = &cast.log, .cut = 100}, SCT_BAD, "cannot be read"},
		{"too long", {.log = &cast.log, .surplus = 1}, SCT_BAD, "cannot be read"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sct_recipe recipe = rows[i].recipe;
		struct judge judge;
		recipe.time_ms = recipe.time_ms ? recipe.time_ms : yesterday;
		recipe.certificate = recipe.certificate.len ? recipe.certificate : cast.leaf_der;
		struct trial trial = {.leaf = cast.leaf_der, .from_tls = log_make_list(&cast.arena, &recipe, 1)};
		run(&judge, &cast, &trial);
		const struct sct_facts *sct = expect(&judge, rows[i].what, 0, rows[i].result, rows[i].words);
		ck_assert_int_eq(sct->source, SCT_FROM_TLS);
		ck_assert_uint_eq(judge.result.chain.sct_count, 1);
		ck_assert_int_eq(sct->readable, !recipe.version && !recipe.cut && !recipe.surplus);
		if (sct->readable) {
			ck_assert_mem_eq(sct->log_id, recipe.log->id, 32);
			ck_assert_uint_eq(sct->time_ms, recipe.time_ms);
		}
		judge_done(&judge);
		/* Without keys nothing is ever good. */
		trial.no_logs = true;
		run(&judge, &cast, &trial);
		ck_assert_int_ne(judge.result.chain.scts[0].result, SCT_GOOD);
		judge_done(&judge);
	}
	cast_done(&cast);
}
END_TEST

/* What the log signed is the certificate before it got the timestamps: here made by GnuTLS, there taken out again. */
START_TEST(precertificate)
{
	struct cast cast;
	struct judge judge;
	struct buffer tbs;
	cast_init(&cast);
	struct sct_recipe good = {
		.log = &cast.log, .time_ms = yesterday, .precertificate = cast.tbs, .issuer = cast.issuer};
	struct sct_recipe recipes[] = {good, good, good, good};
	recipes[1].log = &cast.rsa;
	recipes[2].issuer = cast.unknown.id;
	recipes[3].precertificate.len = 0;
	recipes[3].certificate = cast.leaf_der;
	struct bytes list = log_make_list(&cast.arena, recipes, 4);
	struct ca *leaf = leaf_bearing(&cast, log_extension(&cast.arena, list), cast.middle);
	struct trial trial = {.leaf = ca_der(leaf, &cast.arena)};

	buffer_init(&tbs, ROOM);
	ck_assert(ct_der_precertificate(trial.leaf, &tbs));
	ck_assert(bytes_equal(buffer_bytes(&tbs), cast.tbs));
	buffer_done(&tbs);
	run(&judge, &cast, &trial);
	ck_assert_uint_eq(judge.result.chain.sct_count, 4);
	ck_assert_ptr_null(expect(&judge, "the log", 0, SCT_GOOD, "signed by the log")->log_name);
	ck_assert_str_eq(expect(&judge, "the RSA log", 1, SCT_GOOD, "signed")->log_name, "Old ^[[31mLog");
	expect(&judge, "for another issuer", 2, SCT_BAD, "did not sign this");
	expect(&judge, "over a certificate", 3, SCT_BAD, "did not sign this");
	ck_assert_int_eq(judge.result.chain.scts[0].source, SCT_FROM_CERTIFICATE);
	judge_done(&judge);

	/* Whose key it was is known only from a path whose signatures hold. */
	trial.no_middle = true;
	run(&judge, &cast, &trial);
	expect(&judge, "no issuer", 0, SCT_NOT_CHECKED, "not at hand");
	judge_done(&judge);
	ca_free(leaf);
	cast_done(&cast);
}
END_TEST

START_TEST(issuers)
{
	static const struct ca_recipe usual;
	struct cast cast;
	struct judge judge;
	unsigned char issuer[32];
	cast_init(&cast);
	struct ca *namesake = ca_authority(&usual, "middle", cast.root), *leaf;
	struct sct_recipe recipe = {.log = &cast.log, .time_ms = yesterday, .issuer = issuer};

	/* One of the same name is no issuer. */
	hash_key(namesake, issuer);
	recipe.precertificate = cast.tbs;
	leaf = leaf_bearing(&cast, log_extension(&cast.arena, log_make_list(&cast.arena, &recipe, 1)), namesake);
	run(&judge, &cast, &(struct trial){.leaf = ca_der(leaf, &cast.arena)});
	expect(&judge, "a namesake", 0, SCT_NOT_CHECKED, "not at hand");
	judge_done(&judge);
	ca_free(leaf);

	/* The anchor itself, which is not sent. */
	struct ca *bare = ca_leaf(&(struct ca_recipe){.same_key = cast.leaf}, cast.root);
	ca_free(cast.leaf);
	cast.leaf = bare;
	hash_key(cast.root, issuer);
	recipe.precertificate = ca_tbs(bare, &cast.arena);
	leaf = leaf_bearing(&cast, log_extension(&cast.arena, log_make_list(&cast.arena, &recipe, 1)), cast.root);
	run(&judge, &cast, &(struct trial){.leaf = ca_der(leaf, &cast.arena), .no_middle = true});
	expect(&judge, "the anchor", 0, SCT_GOOD, "signed by the log");
	judge_done(&judge);
	ca_free(leaf);
	ca_free(namesake);
	cast_done(&cast);
}
END_TEST

/* Lists that are none */
START_TEST(malformed)
{
	static const struct {
		const char *what;
		struct bytes list;
		size_t count;
		const char *words; /* of the last */
	} rows[] = {
		{"one byte", BYTES_LITERAL("\x00"), 1, "malformed"},
		{"empty list", BYTES_LITERAL("\x00\x00"), 1, "is empty"},
		{"longer than it is", BYTES_LITERAL("\x00\x05\x00"), 1, "malformed"},
		{"more behind it", BYTES_LITERAL("\x00\x03\x00\x01\x00\xff"), 2, "malformed"},
		{"length alone", BYTES_LITERAL("\x00\x01\x00"), 1, "malformed"},
		{"empty timestamp", BYTES_LITERAL("\x00\x02\x00\x00"), 1, "it is empty"},
		{"timestamp beyond the list", BYTES_LITERAL("\x00\x03\x00\x02\x00"), 1, "malformed"},
		{"version alone", BYTES_LITERAL("\x00\x03\x00\x01\x00"), 1, "cannot be read"},
		{"no list", BYTES_LITERAL("\xff\xff\xff\xff"), 1, "malformed"},
	};
	struct cast cast;

	cast_init(&cast);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (int source = SCT_FROM_CERTIFICATE; source <= SCT_FROM_TLS; source++) {
			struct judge judge;
			struct ca *leaf =
				source == SCT_FROM_TLS
					? NULL
					: leaf_bearing(&cast, log_extension(&cast.arena, rows[i].list), cast.middle);
			struct trial trial = {.leaf = leaf ? ca_der(leaf, &cast.arena) : cast.leaf_der};
			if (!leaf)
				trial.from_tls = rows[i].list;
			run(&judge, &cast, &trial);
			ck_assert_msg(judge.result.chain.sct_count == rows[i].count, "%s", rows[i].what);
			const struct sct_facts *sct =
				expect(&judge, rows[i].what, rows[i].count - 1, SCT_BAD, rows[i].words);
			ck_assert(!sct->readable && (int)sct->source == source);
			judge_done(&judge);
			ca_free(leaf);
		}
	cast_done(&cast);
}
END_TEST

/* The extension of the certificate itself */
START_TEST(extension_value)
{
	struct cast cast;
	struct judge judge;
	cast_init(&cast);
	struct sct_recipe recipe = {.log = &cast.log, .time_ms = yesterday, .certificate = cast.leaf_der};
	struct bytes list = log_make_list(&cast.arena, &recipe, 1), wrapped = log_extension(&cast.arena, list);
	struct buffer more;
	buffer_init(&more, ROOM);
	buffer_append(&more, wrapped);
	buffer_append_byte(&more, 0);
	const struct bytes broken[] = {list, bytes_first(wrapped, wrapped.len - 1), buffer_bytes(&more)};

	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct ca *leaf = leaf_bearing(&cast, broken[i], cast.middle);
		run(&judge, &cast, &(struct trial){.leaf = ca_der(leaf, &cast.arena)});
		ck_assert_uint_eq(judge.result.chain.sct_count, 1);
		expect(&judge, "not as RFC 6962 has it", 0, SCT_BAD, "malformed");
		judge_done(&judge);
		ca_free(leaf);
	}
	run(&judge, &cast, &(struct trial){.leaf = cast.leaf_der});
	ck_assert_uint_eq(judge.result.chain.sct_count, 0);
	judge_done(&judge);
	run(&judge, &cast, &(struct trial){.leaf = BYTES_LITERAL("no certificate"), .from_tls = list});
	expect(&judge, "for what is no certificate", 0, SCT_BAD, "did not sign this");
	judge_done(&judge);
	buffer_done(&more);
	cast_done(&cast);
}
END_TEST

/* DER that no library would write: the same extension twice, no other one, something behind. */
START_TEST(by_hand)
{
	static const struct bytes sct = BYTES_LITERAL(
					  "\x30\x10\x06\x0a\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x02\x04\x02\x04\x00"),
				  other = BYTES_LITERAL("\x30\x05\x06\x01\x2a\x04\x00");
	static const struct {
		int scts, others;
		bool tail;
		enum ct_found found;
		const char *tbs; /* NULL: there is none */
		size_t len;
	} rows[] = {
		{1, 0, false, CT_FOUND, "\x30\x03\x02\x01\x07", 5},
		{1, 1, false, CT_FOUND, "\x30\x0e\x02\x01\x07\xa3\x09\x30\x07\x30\x05\x06\x01\x2a\x04\x00", 16},
		{0, 1, false, CT_NONE, NULL, 0},
		{2, 1, false, CT_BROKEN, NULL, 0},
		{1, 1, true, CT_NONE, NULL, 0},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buffer a, b, tbs;
		struct bytes list;
		buffer_init(&a, ROOM);
		buffer_init(&b, ROOM);
		buffer_init(&tbs, ROOM);
		for (int n = 0; n < rows[i].scts; n++)
			buffer_append(&a, sct);
		for (int n = 0; n < rows[i].others; n++)
			buffer_append(&a, other);
		ca_put(&b, 0x30, buffer_bytes(&a));
		buffer_clear(&a);
		buffer_append(&a, BYTES_LITERAL("\x02\x01\x07"));
		ca_put(&a, 0xa3, buffer_bytes(&b));
		if (rows[i].tail)
			buffer_append(&a, BYTES_LITERAL("\x05\x00"));
		buffer_clear(&b);
		ca_put(&b, 0x30, buffer_bytes(&a));
		buffer_clear(&a);
		ca_put(&a, 0x30, buffer_bytes(&b));
		ck_assert_int_eq(ct_der_certificate(buffer_bytes(&a), &list), rows[i].found);
		ck_assert_int_eq(ct_der_precertificate(buffer_bytes(&a), &tbs), rows[i].tbs != NULL);
		if (rows[i].tbs)
			ck_assert(bytes_equal(buffer_bytes(&tbs), bytes_of(rows[i].tbs, rows[i].len)));
		/* Cut anywhere it is none, and nothing is read beyond. */
		for (size_t len = 0; len < a.len; len++)
			ck_assert_int_ne(ct_der_certificate(bytes_first(buffer_bytes(&a), len), &list), CT_FOUND);
		buffer_done(&a);
		buffer_done(&b);
		buffer_done(&tbs);
	}
}
END_TEST

START_TEST(flood)
{
	struct sct_recipe recipes[SCT_KEPT_MAX + 9];
	struct cast cast;
	struct judge judge;

	cast_init(&cast);
	for (size_t i = 0; i < SCT_KEPT_MAX + 9; i++)
		recipes[i] =
			(struct sct_recipe){.log = &cast.log, .time_ms = yesterday + i, .certificate = cast.leaf_der};
	struct trial trial = {.leaf = cast.leaf_der, .from_tls = log_make_list(&cast.arena, recipes, SCT_KEPT_MAX + 9)};
	run(&judge, &cast, &trial);
	ck_assert_uint_eq(judge.result.chain.sct_count, SCT_KEPT_MAX);
	ck_assert_uint_eq(judge.result.chain.scts_dropped, 9);
	expect(&judge, "the last", SCT_KEPT_MAX - 1, SCT_GOOD, "signed");
	judge_done(&judge);
	cast_done(&cast);
}
END_TEST

/* What follows the value inside of an extension. */
START_TEST(surplus)
{
	static const struct bytes
		certificate = BYTES_LITERAL(
			"\x30\x18\x30\x16\xa3\x14\x30\x12\x30\x10\x06\x0a\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x02"
			"\x04\x02\x04\x00"),
		longer = BYTES_LITERAL("\x30\x1a\x30\x18\xa3\x16\x30\x14\x30\x12\x06\x0a\x2b\x06\x01\x04\x01\xd6"
				       "\x79\x02\x04\x02\x04\x02\x04\x00\x05\x00");
	struct bytes list;

	ck_assert_int_eq(ct_der_certificate(certificate, &list), CT_FOUND);
	ck_assert_int_eq(ct_der_certificate(longer, &list), CT_BROKEN);
}
END_TEST

/* OCSP */

static struct bytes response(struct cast *cast, struct bytes list, const struct ca *about)
{
	static const struct bytes oid = BYTES_LITERAL("\x06\x0a\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x05");
	struct buffer content, extension;

	buffer_init(&content, ROOM);
	buffer_init(&extension, ROOM);
	buffer_append(&content, oid);
	ca_put(&content, 0x04, log_extension(&cast->arena, list));
	ca_put(&extension, 0x30, buffer_bytes(&content));
	struct ocsp_recipe recipe = {
		.about = about, .issuer = cast->middle, .others_before = 2, .extensions = buffer_bytes(&extension)};
	struct bytes made = ocsp_make(&recipe, &cast->arena);
	buffer_done(&content);
	buffer_done(&extension);
	return made;
}

START_TEST(stapled)
{
	struct cast cast;
	struct judge judge;
	cast_init(&cast);
	struct sct_recipe recipe = {.log = &cast.rsa, .time_ms = yesterday, .certificate = cast.leaf_der};
	struct bytes list = log_make_list(&cast.arena, &recipe, 1);
	struct trial trial = {.leaf = cast.leaf_der, .staple = response(&cast, list, cast.leaf)};

	run(&judge, &cast, &trial);
	judge_expect(&judge, "stapled", VERDICT_STAPLE, VERDICT_GOOD, NULL);
	ck_assert_uint_eq(judge.result.chain.sct_count, 1);
	ck_assert_int_eq(expect(&judge, "stapled", 0, SCT_GOOD, "signed by the log")->source, SCT_FROM_OCSP);
	judge_done(&judge);
	for (size_t len = 0; len < trial.staple.len; len += 7) {
		struct trial cut = {.leaf = trial.leaf, .staple = bytes_first(trial.staple, len)};
		run(&judge, &cast, &cut);
		ck_assert_uint_eq(judge.result.chain.sct_count, 0);
		judge_done(&judge);
	}
	/* What stands in the entry of another certificate is not ours. */
	trial.staple = response(&cast, list, cast.middle);
	run(&judge, &cast, &trial);
	ck_assert_uint_eq(judge.result.chain.sct_count, 0);
	judge_done(&judge);
	cast_done(&cast);
}
END_TEST

START_TEST(three_sources)
{
	struct cast cast;
	struct judge judge;
	cast_init(&cast);
	struct sct_recipe embedded = {
		.log = &cast.log, .time_ms = yesterday, .precertificate = cast.tbs, .issuer = cast.issuer};
	struct ca *leaf =
		leaf_bearing(&cast, log_extension(&cast.arena, log_make_list(&cast.arena, &embedded, 1)), cast.middle);
	struct trial trial = {.leaf = ca_der(leaf, &cast.arena)};
	struct sct_recipe whole = {.log = &cast.rsa, .time_ms = yesterday, .certificate = trial.leaf};

	trial.from_tls = log_make_list(&cast.arena, &whole, 1);
	trial.staple = response(&cast, trial.from_tls, leaf);
	run(&judge, &cast, &trial);
	ck_assert_uint_eq(judge.result.chain.sct_count, 3);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq((int)expect(&judge, "each", (size_t)i, SCT_GOOD, "signed")->source, i);
	judge_done(&judge);
	ca_free(leaf);
	cast_done(&cast);
}
END_TEST

CHECK_MAIN("sct", one, precertificate, issuers, malformed, extension_value, by_hand, surplus, flood, stapled,
	three_sources)

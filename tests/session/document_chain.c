/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * document_chain: options become a row of tests/chains, and the row a server's certificates.
 */
#include "document_chain.h"

#include "../chains/cast.h"
#include "../check_main.h"
#include "../tls/log.h"
#include "base/alloc.h"
#include "base/base64.h"
#include "base/clock.h"
#include "document.h"
#include "tls/crl.h"
#include "tls/ct_logs.h"
#include "tls/engine.h"
#include "tls/identity.h"
#include "tls/trust.h"

#include <stdlib.h>
#include <unistd.h>

enum { TEXT_MAX = 1 << 20, OPTION_MAX = 200, SERIAL_MAX = 32 };
#define CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define ANY_PURPOSE "2.5.29.37.0"
#define TIMESTAMPS  "1.3.6.1.4.1.11129.2.4.2"

enum timestamp { TIMESTAMP_NONE, TIMESTAMP_GOOD, TIMESTAMP_BAD };

struct document_chain {
	struct arena arena;
	struct row row;
	struct cast cast;
	struct keyring keyring;
	int64_t now;
	enum timestamp timestamp; /* of a log, in the leaf */
	struct log log;
	struct bytes responses[2]; /* stapled for the first certificate, and for the second */
	struct tls_identity *identity;
	struct tls_anchors *anchors;
};

/* Options */

static const char *option(struct document_chain *chain, struct bytes options, const char *name)
{
	char value[OPTION_MAX];

	if (!document_option(options, name, value, sizeof(value)))
		return NULL;
	return (const char *)arena_keep(&chain->arena, bytes_of(value, strlen(value) + 1)).data;
}

static struct bytes read_hex(struct arena *arena, struct bytes text)
{
	unsigned char octets[SERIAL_MAX];
	size_t len = 0;

	for (; text.len >= 2 && len < SERIAL_MAX; text = bytes_from(text, 2)) {
		char pair[] = {(char)text.data[0], (char)text.data[1], 0};
		octets[len++] = (unsigned char)strtoul(pair, NULL, 16);
	}
	return arena_keep(arena, bytes_of(octets, len));
}

/* "-9..90" */
static void read_days(struct bytes text, struct ca_recipe *recipe)
{
	char *end, days[32] = "";

	memcpy(days, text.data, text.len < sizeof(days) ? text.len : 0);
	recipe->from_days = (int)strtol(days, &end, 10);
	recipe->until_days = (int)strtol(end + strspn(end, "."), NULL, 10);
}

static bool read_plain(struct document_chain *chain, struct bytes word, struct ca_recipe *recipe)
{
	if (bytes_is(word, "sha1"))
		recipe->digest = GNUTLS_DIG_SHA1;
	else if (bytes_is(word, "sha384"))
		recipe->digest = GNUTLS_DIG_SHA384;
	else if (bytes_is(word, "md5"))
		recipe->digest = GNUTLS_DIG_MD5;
	else if (bytes_is(word, "rsa"))
		recipe->rsa_bits = 2048;
	else if (bytes_is(word, "no-authority"))
		recipe->flag = CA_FLAG_NO;
	else if (bytes_is(word, "strange-extension"))
		recipe->strange_extension = true;
	else if (bytes_is(word, "must-staple"))
		recipe->must_staple = true;
	else if (bytes_is(word, "timestamp"))
		chain->timestamp = TIMESTAMP_GOOD;
	else if (bytes_is(word, "bad-timestamp"))
		chain->timestamp = TIMESTAMP_BAD;
	else
		return false;
	return true;
}

static bool read_valued(struct document_chain *chain, struct bytes word, struct ca_recipe *recipe)
{
	size_t equals = bytes_index(word, '=', 0);
	struct bytes name = bytes_first(word, equals), value = bytes_from(word, equals + 1);
	unsigned long long number = 0;

	if (bytes_is(name, "days"))
		read_days(value, recipe);
	else if (bytes_is(name, "path-length") && bytes_number(value, 10, &number))
		recipe->path_length = (int)number + 1;
	else if (bytes_is(name, "usage") && bytes_is(value, "crl-sign"))
		recipe->usage = GNUTLS_KEY_CRL_SIGN;
	else if (bytes_is(name, "usage") && bytes_is(value, "none"))
		recipe->usage = -1;
	else if (bytes_is(name, "purpose"))
		recipe->purpose = bytes_is(value, "client") ? CLIENT_AUTH : bytes_is(value, "any") ? ANY_PURPOSE : "";
	else if (bytes_is(name, "permitted"))
		recipe->permitted = arena_printf(&chain->arena, "%.*s", (int)value.len, (const char *)value.data);
	else if (bytes_is(name, "serial"))
		recipe->serial = read_hex(&chain->arena, value);
	else
		return false;
	return true;
}

static void read_recipe(struct document_chain *chain, struct bytes options, const char *name, struct ca_recipe *recipe)
{
	const char *text = option(chain, options, name);
	struct bytes rest = bytes_str(text);

	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		if (!read_plain(chain, word, recipe) && !read_valued(chain, word, recipe))
			ck_abort_msg("%s there is no «%.*s»", name, (int)word.len, (const char *)word.data);
}

static char letter(struct document_chain *chain, struct bytes options, const char *name)
{
	const char *text = option(chain, options, name);

	return text ? *text : 0;
}

static void read_options(struct document_chain *chain, struct bytes options, const char *list)
{
	struct row *row = &chain->row;

	row->sent = list;
	if (!strncmp(list, "tower ", 6)) {
		row->sent = NULL;
		row->tower = strtoul(list + 6, NULL, 10);
		ck_assert_msg(row->tower > 0 && row->tower <= CAST_MAX, "chain: %s", list);
	}
	row->trusted = option(chain, options, "trusted:");
	row->by = letter(chain, options, "by:");
	row->altered = letter(chain, options, "altered:");
	row->lists.revoked = letter(chain, options, "revoked:");
	row->lists.of = row->lists.revoked ? "mr" : NULL;
	read_recipe(chain, options, "leaf:", &row->leaf);
	read_recipe(chain, options, "middle:", &row->middle);
	read_recipe(chain, options, "deeper:", &row->deeper);
	read_recipe(chain, options, "root:", &row->root);
}

/* A timestamp in the leaf: the log signs the certificate as it is without (RFC 6962 §3.2), and it is issued once more. */

static void stamp_leaf(struct document_chain *chain)
{
	const struct ca *issuer = chain->cast.by_letter['m' - 'a'];
	struct ca **leaf = &chain->cast.by_letter['l' - 'a'];
	struct ca_recipe recipe = chain->row.leaf;
	unsigned char key_hash[32];
	size_t size = sizeof(key_hash);

	recipe.now = chain->now;
	recipe.key_ids = true;
	recipe.serial = BYTES_LITERAL("\x5c\x01");
	ca_free(*leaf);
	struct ca *bare = ca_leaf(&recipe, issuer);
	ck_assert_int_ge(gnutls_x509_crt_get_key_id(issuer->crt, GNUTLS_KEYID_USE_SHA256, key_hash, &size), 0);
	struct sct_recipe timestamp = {.log = &chain->log,
		.time_ms = (uint64_t)(chain->now - CA_DAY) * 1000,
		.precertificate = ca_tbs(bare, &chain->arena),
		.issuer = key_hash,
		.bad_signature = chain->timestamp == TIMESTAMP_BAD};
	recipe.extra_oid = TIMESTAMPS;
	recipe.extra = log_extension(&chain->arena, log_make_list(&chain->arena, &timestamp, 1));
	recipe.same_key = bare;
	*leaf = ca_leaf(&recipe, issuer);
	ca_free(bare);
}

/* The server's end */

static void add_pem(struct buffer *pem, struct bytes der)
{
	buffer_append_text(pem, "-----BEGIN CERTIFICATE-----\n");
	base64_encode(pem, der);
	buffer_append_text(pem, "\n-----END CERTIFICATE-----\n");
}

static const struct ca *first_sent(const struct document_chain *chain)
{
	return chain->row.sent ? chain->cast.by_letter[chain->row.sent[0] - 'a'] : chain->cast.tower[0];
}

static struct tls_identity *show(struct document_chain *chain)
{
	struct buffer pem, key;
	struct sent sent;

	buffer_init(&pem, TEXT_MAX);
	buffer_init(&key, TEXT_MAX);
	cast_send(&chain->cast, &chain->row, &chain->arena, &sent);
	for (size_t i = 0; i < sent.count; i++)
		add_pem(&pem, sent.der[i]);
	ca_add_key_pem(first_sent(chain), &key);
	struct tls_identity *identity = mint_from_pem(buffer_bytes(&pem), buffer_bytes(&key));
	buffer_done(&key);
	buffer_done(&pem);
	return identity;
}

static struct bytes make_response(struct document_chain *chain, const char *wanted, char about, char issuer, char other)
{
	static const struct {
		const char *name;
		struct ocsp_recipe recipe;
		bool about_other, by_stranger;
	} kinds[] = {{.name = "good"}, {.name = "revoked", .recipe = {.status = 1}},
		{.name = "unknown", .recipe = {.status = 2}}, {.name = "no-end", .recipe = {.no_next = true}},
		{.name = "expired", .recipe = {.this_days = -9, .next_days = -2}},
		{.name = "early", .recipe = {.this_days = 2, .next_days = 9}},
		{.name = "old", .recipe = {.this_days = -9, .no_next = true}},
		{.name = "other-certificate", .about_other = true}, {.name = "error", .recipe = {.outer_status = 3}},
		{.name = "forged", .recipe = {.status = 1}, .by_stranger = true}};
	struct ca **cas = chain->cast.by_letter;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct ocsp_recipe recipe = kinds[i].recipe;
		if (strcmp(wanted, kinds[i].name))
			continue;
		recipe.now = chain->now;
		recipe.issuer = cas[issuer - 'a'];
		recipe.about = cas[(kinds[i].about_other ? other : about) - 'a'];
		recipe.signer = kinds[i].by_stranger ? cas['s' - 'a'] : NULL;
		return ocsp_make(&recipe, &chain->arena);
	}
	ck_assert_msg(!strcmp(wanted, "no-response"), "staple: there is no «%s»", wanted);
	return BYTES_LITERAL("<html>");
}

static void staple(struct document_chain *chain, const char *leaf, const char *middle)
{
	if (leaf)
		chain->responses[0] = make_response(chain, leaf, 'l', 'm', 'm');
	if (middle)
		chain->responses[1] = make_response(chain, middle, 'm', 'r', 'l');
	if (middle)
		ocsp_staple_each(chain->identity->credentials, chain->responses, 2);
	else if (leaf)
		ocsp_staple(chain->identity->credentials, &chain->responses[0]);
}

/* The client's end */

static struct crls *read_lists(const struct document_chain *chain)
{
	char path[] = "/tmp/starlit-list-XXXXXX";
	struct error error = {.sentence = ""};
	struct buffer pem;

	if (!chain->row.lists.of)
		return NULL;
	int fd = mkstemp(path);
	buffer_init(&pem, TEXT_MAX);
	cast_add_lists(&chain->cast, &chain->row, chain->now, &pem);
	ck_assert_int_eq(write(fd, pem.data + pem.start, pem.len), (ssize_t)pem.len);
	close(fd);
	struct crls *lists = crls_new(path, &error);
	unlink(path);
	ck_assert_msg(lists != NULL, "%s", error.sentence);
	buffer_done(&pem);
	return lists;
}

static struct ct_logs *read_log(const struct document_chain *chain)
{
	struct error error = {.sentence = ""};
	struct buffer pem;

	if (chain->timestamp == TIMESTAMP_NONE)
		return NULL;
	buffer_init(&pem, TEXT_MAX);
	log_add_pem(&chain->log, "Log", &pem);
	struct ct_logs *logs = ct_logs_from_text(buffer_bytes(&pem), "the log", &error);
	ck_assert_msg(logs != NULL, "%s", error.sentence);
	buffer_done(&pem);
	return logs;
}

static struct tls_anchors *trust_root(const struct document_chain *chain, const char *source)
{
	struct tls_anchors *anchors = alloc_zero(1, sizeof(*anchors));
	struct error error = {.sentence = ""};
	struct buffer pem;

	buffer_init(&pem, TEXT_MAX);
	cast_add_trusted(&chain->cast, &chain->row, &pem);
	anchors->users = 1;
	anchors->trust = trust_from_pem(buffer_text(&pem), source ? source : "the demo's root", &error);
	ck_assert_msg(anchors->trust != NULL, "%s", error.sentence);
	anchors->crls = read_lists(chain);
	anchors->ct_logs = read_log(chain);
	buffer_done(&pem);
	return anchors;
}

/* All of it */

struct document_chain *document_chain_new(struct bytes options, const char *path)
{
	struct document_chain *chain = alloc_zero(1, sizeof(*chain));
	struct clock clock = clock_system();

	arena_init(&chain->arena, 8 << 20);
	const char *list = option(chain, options, "chain:");
	if (!list) {
		document_chain_free(chain);
		return NULL;
	}
	chain->now = clock_wall(&clock) / 1000000;
	read_options(chain, options, list);
	cast_init(&chain->cast, &chain->row, &chain->keyring, chain->now);
	log_init(&chain->log, 0);
	if (chain->timestamp != TIMESTAMP_NONE)
		stamp_leaf(chain);
	chain->identity = show(chain);
	ck_assert_msg(chain->identity != NULL, "%s: a server cannot show the chain %s", path, list);
	staple(chain, option(chain, options, "staple:"), option(chain, options, "staple-middle:"));
	chain->anchors = trust_root(chain, option(chain, options, "trusted-from:"));
	return chain;
}

void document_chain_free(struct document_chain *chain)
{
	if (!chain)
		return;
	tls_anchors_free(chain->anchors);
	mint_free(chain->identity);
	if (chain->log.key)
		log_done(&chain->log);
	cast_done(&chain->cast);
	keyring_done(&chain->keyring);
	arena_done(&chain->arena);
	free(chain);
}

struct tls_identity *document_chain_identity(const struct document_chain *chain)
{
	return chain->identity;
}

struct tls_anchors *document_chain_anchors(const struct document_chain *chain)
{
	return chain->anchors;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mint: a root, an intermediate and a leaf on P-256, issued in a millisecond.
 */
#include "tls/identity.h"

#include "base/alloc.h"
#include "tls/choice.h"
#include "tls/pem.h"
#include "tls/tls.h"
#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 86400 };

/* A bug here, or a machine without randomness, is nothing that a caller could mend. */
static void must(int result)
{
	if (result >= 0)
		return;
	fprintf(stderr, "starlit: making a certificate: %s\n", gnutls_strerror(result));
	abort();
}

static gnutls_x509_privkey_t new_key(bool rsa_1024)
{
	gnutls_x509_privkey_t key;

	must(gnutls_x509_privkey_init(&key));
	if (rsa_1024)
		must(gnutls_x509_privkey_generate(key, GNUTLS_PK_RSA, 1024, 0));
	else
		must(gnutls_x509_privkey_generate(
			key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
	return key;
}

static void set_common(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, const char *name, int64_t from, int64_t until)
{
	unsigned char serial[16], id[20];
	size_t id_len = sizeof(id);

	must(gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof(serial)));
	serial[0] = (unsigned char)((serial[0] & 0x7f) | 1);
	must(gnutls_x509_crt_set_version(crt, 3));
	must(gnutls_x509_crt_set_serial(crt, serial, sizeof(serial)));
	must(gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, name, (unsigned)strlen(name)));
	must(gnutls_x509_crt_set_activation_time(crt, from));
	must(gnutls_x509_crt_set_expiration_time(crt, until));
	must(gnutls_x509_crt_set_key(crt, key));
	must(gnutls_x509_crt_get_key_id(crt, 0, id, &id_len));
	must(gnutls_x509_crt_set_subject_key_id(crt, id, id_len));
}

static void sign(gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer, gnutls_x509_privkey_t issuer_key)
{
	unsigned char id[20];
	size_t id_len = sizeof(id);

	must(gnutls_x509_crt_get_subject_key_id(issuer, id, &id_len, NULL));
	must(gnutls_x509_crt_set_authority_key_id(crt, id, id_len));
	must(gnutls_x509_crt_sign2(crt, issuer, issuer_key, GNUTLS_DIG_SHA256, 0));
}

static gnutls_x509_crt_t new_ca(const char *name, gnutls_x509_privkey_t key, int64_t now)
{
	gnutls_x509_crt_t crt;

	must(gnutls_x509_crt_init(&crt));
	set_common(crt, key, name, now - (int64_t)30 * DAY, now + (int64_t)3650 * DAY);
	must(gnutls_x509_crt_set_basic_constraints(crt, 1, -1));
	must(gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN));
	return crt;
}

static void add_name(gnutls_x509_crt_t crt, const char *name)
{
	unsigned char address[16];

	if (inet_pton(AF_INET, name, address) == 1)
		must(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, address, 4, GNUTLS_FSAN_APPEND));
	else if (inet_pton(AF_INET6, name, address) == 1)
		must(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, address, 16, GNUTLS_FSAN_APPEND));
	else
		must(gnutls_x509_crt_set_subject_alt_name(
			crt, GNUTLS_SAN_DNSNAME, name, (unsigned)strlen(name), GNUTLS_FSAN_APPEND));
}

static void add_names(gnutls_x509_crt_t crt, const struct mint_recipe *recipe)
{
	struct bytes rest = bytes_str(recipe->more_names);

	if (recipe->common_name_only)
		return;
	add_name(crt, recipe->name);
	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest)) {
		char *name = alloc_text_n((const char *)word.data, word.len);
		add_name(crt, name);
		free(name);
	}
}

static gnutls_x509_crt_t new_leaf(const struct mint_recipe *recipe, gnutls_x509_privkey_t key)
{
	int before = recipe->not_before_days ? recipe->not_before_days : -1;
	int after = recipe->not_after_days ? recipe->not_after_days : 90;
	gnutls_x509_crt_t crt;

	must(gnutls_x509_crt_init(&crt));
	set_common(crt, key, recipe->name, recipe->now + (int64_t)before * DAY, recipe->now + (int64_t)after * DAY);
	must(gnutls_x509_crt_set_basic_constraints(crt, 0, -1));
	must(gnutls_x509_crt_set_key_usage(
		crt, GNUTLS_KEY_DIGITAL_SIGNATURE | (recipe->rsa_1024 ? GNUTLS_KEY_KEY_ENCIPHERMENT : 0)));
	must(gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_SERVER, 0));
	add_names(crt, recipe);
	return crt;
}

static char *pem_of(gnutls_x509_crt_t crt)
{
	gnutls_datum_t pem;

	must(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem));
	char *text = alloc_text_n((const char *)pem.data, pem.size);
	gnutls_free(pem.data);
	return text;
}

static char *key_pem(gnutls_x509_privkey_t key)
{
	gnutls_datum_t pem;

	must(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &pem));
	char *text = alloc_text_n((const char *)pem.data, pem.size);
	gnutls_free(pem.data);
	return text;
}

/* Root and intermediate above the leaf; the leaf signed. */
static void issue(struct tls_identity *identity, const struct mint_recipe *recipe, gnutls_x509_crt_t leaf)
{
	gnutls_x509_privkey_t root_key = new_key(false), middle_key = new_key(false);
	gnutls_x509_crt_t root = new_ca("starlit teaching root", root_key, recipe->now);
	gnutls_x509_crt_t middle = new_ca("starlit teaching intermediate", middle_key, recipe->now);

	sign(root, root, root_key);
	sign(middle, root, root_key);
	sign(leaf, middle, middle_key);
	identity->root_pem = pem_of(root);
	char *leaf_pem = pem_of(leaf), *middle_pem = pem_of(middle);
	identity->chain_pem = alloc_printf("%s%s", leaf_pem, recipe->leave_out_intermediate ? "" : middle_pem);
	free(leaf_pem);
	free(middle_pem);
	gnutls_x509_crt_deinit(root);
	gnutls_x509_crt_deinit(middle);
	gnutls_x509_privkey_deinit(root_key);
	gnutls_x509_privkey_deinit(middle_key);
}

/* The certificates of a text, as they are to be sent. */
struct list {
	gnutls_pcert_st *items;
	unsigned count;
};

/* Only the first, with whose key is signed, must be readable. */
static int append(struct list *list, struct bytes der)
{
	gnutls_datum_t copy = {gnutls_malloc(der.len), (unsigned)der.len};
	gnutls_pcert_st item = {.type = GNUTLS_CRT_X509};
	int result = GNUTLS_E_SUCCESS;

	if (!copy.data)
		return GNUTLS_E_MEMORY_ERROR;
	memcpy(copy.data, der.data, der.len);
	if (list->count) {
		item.cert = copy;
	} else {
		result = gnutls_pcert_import_x509_raw(&item, &copy, GNUTLS_X509_FMT_DER, 0);
		gnutls_free(copy.data);
	}
	if (result < 0)
		return result;
	list->items = alloc_grow(list->items, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = item;
	return GNUTLS_E_SUCCESS;
}

static void drop(struct list *list)
{
	while (list->count)
		gnutls_pcert_deinit(&list->items[--list->count]);
}

static int read_list(struct bytes text, struct list *list)
{
	struct buffer scratch, der;
	int result = GNUTLS_E_SUCCESS;

	buffer_init(&scratch, text.len);
	buffer_init(&der, text.len);
	while (result >= 0 && pem_next_certificate(&text, &scratch, &der))
		result = append(list, buffer_bytes(&der));
	buffer_done(&scratch);
	buffer_done(&der);
	return result < 0 ? result : list->count ? GNUTLS_E_SUCCESS : GNUTLS_E_NO_CERTIFICATE_FOUND;
}

/* Asked for here, since GnuTLS loses both when it finds out by itself. */
static bool belongs(gnutls_privkey_t key, gnutls_pubkey_t public)
{
	unsigned char ids[2][20];
	size_t sizes[] = {sizeof(ids[0]), sizeof(ids[1])};
	gnutls_pubkey_t own;

	must(gnutls_pubkey_init(&own));
	bool belongs = gnutls_pubkey_import_privkey(own, key, 0, 0) >= 0 &&
		       gnutls_pubkey_get_key_id(own, 0, ids[0], &sizes[0]) >= 0 &&
		       gnutls_pubkey_get_key_id(public, 0, ids[1], &sizes[1]) >= 0 && sizes[0] == sizes[1] &&
		       !memcmp(ids[0], ids[1], sizes[0]);
	gnutls_pubkey_deinit(own);
	return belongs;
}

/* The credentials take over what is in the list, and the key. */
static int set_list(struct tls_identity *identity, struct list *list)
{
	gnutls_datum_t pem = {(unsigned char *)identity->key_pem, (unsigned)strlen(identity->key_pem)};
	gnutls_privkey_t key;

	must(gnutls_privkey_init(&key));
	int result = gnutls_privkey_import_x509_raw(key, &pem, GNUTLS_X509_FMT_PEM, NULL, 0);
	if (result >= 0 && !belongs(key, list->items[0].pubkey))
		result = GNUTLS_E_CERTIFICATE_KEY_MISMATCH;
	if (result >= 0)
		return gnutls_certificate_set_key(identity->credentials, NULL, 0, list->items, (int)list->count, key);
	gnutls_privkey_deinit(key);
	drop(list);
	return result;
}

/*
 * The list is sent as the text has it, in its order, fit or unfit: what a server sends is what is looked at here.
 * (gnutls_certificate_set_x509_key_mem2 sorts it, and refuses what it cannot read.)
 */
static int load(struct tls_identity *identity)
{
	struct list list = {NULL, 0};

	must(gnutls_certificate_allocate_credentials(&identity->credentials));
	must(gnutls_session_ticket_key_generate(&identity->ticket_key));
	int result = read_list(bytes_str(identity->chain_pem), &list);
	if (result >= 0)
		result = set_list(identity, &list);
	else
		drop(&list);
	free(list.items);
	return result;
}

static char *priority_of(const struct mint_recipe *recipe)
{
	unsigned versions = CHOICE_TLS12 | (recipe->tls12_only ? 0 : CHOICE_TLS13);
	struct choice_groups groups;

	if (recipe->priority)
		return alloc_text(recipe->priority);
	if (recipe->versions)
		choice_versions(recipe->versions, &versions, NULL);
	bool some = recipe->groups && choice_groups(recipe->groups, &groups, NULL);
	return alloc_printf("NORMAL:-VERS-ALL%s%s%s%s%s%s", versions & CHOICE_TLS13 ? ":+VERS-TLS1.3" : "",
		versions & CHOICE_TLS12 ? ":+VERS-TLS1.2" : "", versions & CHOICE_TLS11 ? ":+VERS-TLS1.1" : "",
		versions & CHOICE_TLS10 ? ":+VERS-TLS1.0" : "", some ? ":-GROUP-ALL" : "",
		some ? groups.groups.text : "");
}

struct tls_identity *mint_identity(const struct mint_recipe *recipe)
{
	struct tls_identity *identity = alloc_zero(1, sizeof(*identity));
	gnutls_x509_privkey_t key = new_key(recipe->rsa_1024);
	gnutls_x509_crt_t leaf = new_leaf(recipe, key);

	identity->priority = priority_of(recipe);
	identity->client = recipe->client;
	identity->no_tickets = recipe->no_tickets;
	identity->key_pem = key_pem(key);
	if (recipe->self_signed) {
		sign(leaf, leaf, key);
		identity->root_pem = pem_of(leaf);
		identity->chain_pem = pem_of(leaf);
	} else {
		issue(identity, recipe, leaf);
	}
	gnutls_x509_crt_deinit(leaf);
	gnutls_x509_privkey_deinit(key);
	must(load(identity));
	return identity;
}

struct tls_identity *mint_from_pem(struct bytes chain, struct bytes key)
{
	struct tls_identity *identity = alloc_zero(1, sizeof(*identity));

	identity->chain_pem = alloc_text_n((const char *)chain.data, chain.len);
	identity->key_pem = alloc_text_n((const char *)key.data, key.len);
	identity->root_pem = alloc_text("");
	identity->priority = alloc_text(TLS_PRIORITY);
	if (load(identity) >= 0)
		return identity;
	mint_free(identity);
	return NULL;
}

void mint_free(struct tls_identity *identity)
{
	if (!identity)
		return;
	if (identity->credentials)
		gnutls_certificate_free_credentials(identity->credentials);
	if (identity->ticket_key.data)
		gnutls_memset(identity->ticket_key.data, 0, identity->ticket_key.size);
	gnutls_free(identity->ticket_key.data);
	free(identity->root_pem);
	free(identity->chain_pem);
	if (identity->key_pem)
		gnutls_memset(identity->key_pem, 0, strlen(identity->key_pem));
	free(identity->key_pem);
	free(identity->priority);
	free(identity);
}

const char *mint_root_pem(const struct tls_identity *identity)
{
	return identity->root_pem;
}

const char *mint_chain_pem(const struct tls_identity *identity)
{
	return identity->chain_pem;
}

const char *mint_key_pem(const struct tls_identity *identity)
{
	return identity->key_pem;
}

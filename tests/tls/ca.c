/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ca: GnuTLS signs; what it would refuse to write is written as DER by hand.
 */
#include "ca.h"

#include "base/alloc.h"
#include "wire/der.h"
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509-ext.h>
#include <stdio.h>
#include <stdlib.h>

static void must(int result)
{
	if (result >= 0)
		return;
	fprintf(stderr, "making a certificate: %s\n", gnutls_strerror(result));
	abort();
}

static gnutls_datum_t datum(struct bytes bytes)
{
	return (gnutls_datum_t){(unsigned char *)bytes.data, (unsigned)bytes.len};
}

/* DER */

void ca_put(struct buffer *out, unsigned char tag, struct bytes content)
{
	unsigned char header[6] = {tag, (unsigned char)content.len};
	size_t len = 2, octets = 0;

	if (content.len >= 0x80) {
		while (content.len >> 8 * octets)
			octets++;
		header[1] = (unsigned char)(0x80 | octets);
		for (size_t i = octets; i > 0; i--)
			header[len++] = (unsigned char)(content.len >> 8 * (i - 1));
	}
	if (octets > 4 || !buffer_append(out, bytes_of(header, len)) || !buffer_append(out, content))
		abort();
}

/* The same around what inner holds, which is emptied. */
static void wrap(struct buffer *out, unsigned char tag, struct buffer *inner)
{
	ca_put(out, tag, buffer_bytes(inner));
	buffer_clear(inner);
}

void ca_put_srv(struct buffer *out, struct bytes name)
{
	static const struct bytes oid = BYTES_LITERAL("\x06\x08\x2b\x06\x01\x05\x05\x07\x08\x07");
	struct buffer text, value, other;

	buffer_init(&text, 65536);
	buffer_init(&value, 65536);
	buffer_init(&other, 65536);
	ca_put(&text, 0x16, name);
	wrap(&value, 0xa0, &text);
	buffer_append(&other, oid);
	buffer_append(&other, buffer_bytes(&value));
	wrap(out, 0xa0, &other);
	buffer_done(&text);
	buffer_done(&value);
	buffer_done(&other);
}

/* Certificates */

static void generate(gnutls_x509_privkey_t key, const struct ca_recipe *recipe)
{
	static const gnutls_ecc_curve_t curves[] = {
		[CA_KEY_P256] = GNUTLS_ECC_CURVE_SECP256R1, [CA_KEY_P192] = GNUTLS_ECC_CURVE_SECP192R1};

	if (recipe->rsa_bits)
		must(gnutls_x509_privkey_generate(key,
			recipe->key == CA_KEY_RSA_PSS ? GNUTLS_PK_RSA_PSS : GNUTLS_PK_RSA, (unsigned)recipe->rsa_bits,
			0));
	else if (recipe->key == CA_KEY_ED25519)
		must(gnutls_x509_privkey_generate(
			key, GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_ED25519), 0));
	else
		must(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(curves[recipe->key]), 0));
}

static gnutls_x509_privkey_t new_key(const struct ca_recipe *recipe)
{
	gnutls_x509_privkey_t key;

	must(gnutls_x509_privkey_init(&key));
	if (recipe->same_key)
		must(gnutls_x509_privkey_cpy(key, recipe->same_key->key));
	else
		generate(key, recipe);
	return key;
}

static void set_huge_key(gnutls_x509_crt_t crt)
{
	unsigned char modulus[1026], exponent[] = {1, 0, 1};
	gnutls_datum_t m = {modulus, sizeof(modulus)}, e = {exponent, sizeof(exponent)};
	gnutls_pubkey_t key;

	memset(modulus, 0xa5, sizeof(modulus));
	must(gnutls_pubkey_init(&key));
	must(gnutls_pubkey_import_rsa_raw(key, &m, &e));
	must(gnutls_x509_crt_set_pubkey(crt, key));
	gnutls_pubkey_deinit(key);
}

static time_t date(int64_t now, int days)
{
	return (time_t)((now ? now : CA_NOW) + (int64_t)days * CA_DAY);
}

static void set_serial(struct ca *ca, struct bytes wanted)
{
	unsigned char serial[16];

	must(gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof(serial)));
	serial[0] = (unsigned char)((serial[0] & 0x7f) | 1);
	if (wanted.len)
		must(gnutls_x509_crt_set_serial(ca->crt, wanted.data, wanted.len));
	else
		must(gnutls_x509_crt_set_serial(ca->crt, serial, sizeof(serial)));
}

static void set_basics(struct ca *ca, const struct ca_recipe *recipe, struct bytes name)
{
	int from = recipe->from_days ? recipe->from_days : -30, until = recipe->until_days ? recipe->until_days : 90;

	must(gnutls_x509_crt_set_version(ca->crt, recipe->version ? (unsigned)recipe->version : 3));
	set_serial(ca, recipe->serial);
	if (name.len && !recipe->no_name)
		must(gnutls_x509_crt_set_dn_by_oid(
			ca->crt, GNUTLS_OID_X520_COMMON_NAME, 0, name.data, (unsigned)name.len));
	must(gnutls_x509_crt_set_activation_time(ca->crt, date(recipe->now, from)));
	must(gnutls_x509_crt_set_expiration_time(
		ca->crt, recipe->no_end ? GNUTLS_X509_NO_WELL_DEFINED_EXPIRATION : date(recipe->now, until)));
	must(gnutls_x509_crt_set_key(ca->crt, ca->key));
	if (recipe->huge_key)
		set_huge_key(ca->crt);
}

static void set_key_ids(struct ca *ca, const struct ca *issuer)
{
	unsigned char id[20];
	size_t size = sizeof(id);

	must(gnutls_x509_crt_get_key_id(ca->crt, 0, id, &size));
	must(gnutls_x509_crt_set_subject_key_id(ca->crt, id, size));
	size = sizeof(id);
	must(gnutls_x509_crt_get_key_id(issuer ? issuer->crt : ca->crt, 0, id, &size));
	must(gnutls_x509_crt_set_authority_key_id(ca->crt, id, size));
}

static void set_constraint(gnutls_x509_name_constraints_t constraints, const char *text,
	int (*add)(gnutls_x509_name_constraints_t, gnutls_x509_subject_alt_name_t, const gnutls_datum_t *))
{
	gnutls_datum_t name = datum(bytes_str(text)), range;

	if (!text)
		return;
	if (strncmp(text, "IP:", 3)) {
		must(add(constraints, GNUTLS_SAN_DNSNAME, &name));
		return;
	}
	must(gnutls_x509_cidr_to_rfc5280(text + 3, &range));
	must(add(constraints, GNUTLS_SAN_IPADDRESS, &range));
	gnutls_free(range.data);
}

static void set_constraints(struct ca *ca, const struct ca_recipe *recipe, bool authority)
{
	gnutls_x509_name_constraints_t constraints;

	if (recipe->flag != CA_FLAG_NO_EXTENSION)
		must(gnutls_x509_crt_set_basic_constraints(ca->crt,
			recipe->flag == CA_FLAG_YES || (recipe->flag == CA_FLAG_USUAL && authority),
			recipe->path_length - 1));
	if (!recipe->permitted && !recipe->excluded)
		return;
	must(gnutls_x509_name_constraints_init(&constraints));
	set_constraint(constraints, recipe->permitted, gnutls_x509_name_constraints_add_permitted);
	set_constraint(constraints, recipe->excluded, gnutls_x509_name_constraints_add_excluded);
	must(gnutls_x509_crt_set_name_constraints(ca->crt, constraints, 1));
	gnutls_x509_name_constraints_deinit(constraints);
}

static void set_usage(struct ca *ca, const struct ca_recipe *recipe, bool authority)
{
	unsigned usual = authority ? GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN : GNUTLS_KEY_DIGITAL_SIGNATURE;
	const char *purpose = recipe->purpose ? recipe->purpose : authority ? "" : GNUTLS_KP_TLS_WWW_SERVER;

	if (recipe->usage >= 0)
		must(gnutls_x509_crt_set_key_usage(ca->crt, recipe->usage ? (unsigned)recipe->usage : usual));
	if (*purpose)
		must(gnutls_x509_crt_set_key_purpose_oid(ca->crt, purpose, 0));
}

static void set_sans(struct ca *ca, struct bytes sans, bool critical)
{
	struct buffer list;

	buffer_init(&list, 1 << 20);
	ca_put(&list, 0x30, sans);
	must(gnutls_x509_crt_set_extension_by_oid(ca->crt, "2.5.29.17", list.data + list.start, list.len, critical));
	buffer_done(&list);
}

static void set_oddities(struct ca *ca, const struct ca_recipe *recipe)
{
	static const unsigned char feature_status_request[] = {0x30, 0x03, 0x02, 0x01, 0x05}, null[] = {0x05, 0x00};
	gnutls_datum_t url = datum(bytes_str(recipe->issuer_url));

	if (recipe->must_staple)
		must(gnutls_x509_crt_set_extension_by_oid(
			ca->crt, "1.3.6.1.5.5.7.1.24", feature_status_request, sizeof(feature_status_request), 0));
	if (recipe->strange_extension)
		must(gnutls_x509_crt_set_extension_by_oid(ca->crt, "1.3.6.1.4.1.99999.1", null, sizeof(null), 1));
	if (recipe->extra_oid)
		must(gnutls_x509_crt_set_extension_by_oid(
			ca->crt, recipe->extra_oid, recipe->extra.data, recipe->extra.len, 0));
	if (recipe->issuer_url)
		must(gnutls_x509_crt_set_authority_info_access(ca->crt, GNUTLS_IA_CAISSUERS_URI, &url));
}

static void set_extensions(struct ca *ca, const struct ca_recipe *recipe, bool authority, const struct ca *issuer)
{
	set_constraints(ca, recipe, authority);
	set_usage(ca, recipe, authority);
	set_oddities(ca, recipe);
	if (recipe->sans.len)
		set_sans(ca, recipe->sans, recipe->sans_critical);
	if (recipe->key_ids)
		set_key_ids(ca, issuer);
}

/* Ed25519 signs with no hash but its own. */
static gnutls_digest_algorithm_t usual_digest(gnutls_x509_privkey_t key)
{
	return gnutls_x509_privkey_get_pk_algorithm(key) == GNUTLS_PK_EDDSA_ED25519 ? GNUTLS_DIG_SHA512
										    : GNUTLS_DIG_SHA256;
}

static struct ca *make(const struct ca_recipe *recipe, struct bytes name, bool authority, const struct ca *issuer)
{
	struct ca *ca = alloc_zero(1, sizeof(*ca));

	ca->key = new_key(recipe);
	must(gnutls_x509_crt_init(&ca->crt));
	set_basics(ca, recipe, name);
	if (recipe->version != 1)
		set_extensions(ca, recipe, authority, issuer);
	gnutls_x509_privkey_t signer = issuer ? issuer->key : ca->key;
	must(gnutls_x509_crt_sign2(ca->crt, issuer ? issuer->crt : ca->crt, signer,
		recipe->digest ? recipe->digest : usual_digest(signer), GNUTLS_PRIVKEY_FLAG_CA));
	return ca;
}

struct ca *ca_authority(const struct ca_recipe *recipe, const char *name, const struct ca *issuer)
{
	return make(recipe, recipe->name.len ? recipe->name : bytes_str(name), true, issuer);
}

struct ca *ca_leaf(const struct ca_recipe *recipe, const struct ca *issuer)
{
	struct ca_recipe whole = *recipe;
	struct buffer sans;

	buffer_init(&sans, 256);
	ca_put(&sans, 0x82, BYTES_LITERAL("mail.example.org"));
	if (!whole.sans.len && !whole.no_sans)
		whole.sans = buffer_bytes(&sans);
	struct ca *ca = make(&whole, recipe->name.len ? recipe->name : BYTES_LITERAL("leaf"), false, issuer);
	buffer_done(&sans);
	return ca;
}

void ca_free(struct ca *ca)
{
	if (!ca)
		return;
	gnutls_x509_crt_deinit(ca->crt);
	gnutls_x509_privkey_deinit(ca->key);
	free(ca);
}

struct bytes ca_der(const struct ca *ca, struct arena *arena)
{
	gnutls_datum_t der;

	must(gnutls_x509_crt_export2(ca->crt, GNUTLS_X509_FMT_DER, &der));
	struct bytes kept = arena_keep(arena, bytes_of(der.data, der.size));
	gnutls_free(der.data);
	return kept;
}

struct bytes ca_tbs(const struct ca *ca, struct arena *arena)
{
	struct bytes certificate = ca_der(ca, arena), whole, content, tbs;
	unsigned char tag;

	if (!der_next(&certificate, &tag, &whole, &content) || !der_next(&content, &tag, &tbs, &whole))
		abort();
	return tbs;
}

static void add_text(struct buffer *pem, gnutls_datum_t text)
{
	if (!buffer_append(pem, bytes_of(text.data, text.size)))
		abort();
	gnutls_free(text.data);
}

void ca_add_pem(const struct ca *ca, struct buffer *pem)
{
	gnutls_datum_t text;

	must(gnutls_x509_crt_export2(ca->crt, GNUTLS_X509_FMT_PEM, &text));
	add_text(pem, text);
}

void ca_add_key_pem(const struct ca *ca, struct buffer *pem)
{
	gnutls_datum_t text;

	must(gnutls_x509_privkey_export2_pkcs8(ca->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &text));
	add_text(pem, text);
}

/* Revocation lists */

static void set_crl_key_id(gnutls_x509_crl_t list, const struct ca *issuer)
{
	unsigned char id[20];
	size_t size = sizeof(id);

	must(gnutls_x509_crt_get_key_id(issuer->crt, 0, id, &size));
	must(gnutls_x509_crl_set_authority_key_id(list, id, size));
}

void crl_add_pem(const struct crl_recipe *recipe, struct buffer *pem)
{
	const struct ca *signer = recipe->signer ? recipe->signer : recipe->issuer;
	int from = recipe->this_days ? recipe->this_days : -1, until = recipe->next_days ? recipe->next_days : 7;
	gnutls_x509_crl_t list;
	gnutls_datum_t text;

	must(gnutls_x509_crl_init(&list));
	must(gnutls_x509_crl_set_version(list, 2));
	must(gnutls_x509_crl_set_this_update(list, date(recipe->now, from)));
	must(gnutls_x509_crl_set_next_update(list, date(recipe->now, until)));
	must(gnutls_x509_crl_set_number(list, "\x01", 1));
	if (recipe->revoked)
		must(gnutls_x509_crl_set_crt(list, recipe->revoked->crt, date(recipe->now, -2)));
	if (recipe->key_ids)
		set_crl_key_id(list, recipe->issuer);
	must(gnutls_x509_crl_sign2(list, recipe->issuer->crt, signer->key, usual_digest(signer->key), 0));
	must(gnutls_x509_crl_export2(list, GNUTLS_X509_FMT_PEM, &text));
	add_text(pem, text);
	gnutls_x509_crl_deinit(list);
}

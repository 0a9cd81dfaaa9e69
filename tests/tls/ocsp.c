/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ocsp: BasicOCSPResponse by hand (RFC 6960 §4.2.1), since GnuTLS writes none. Elements are built from the inside outwards.
 */
#include "ca.h"

#include "base/clock.h"
#include "wire/der.h"
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROOM = 16384 };

static void must(bool good)
{
	if (!good)
		abort();
}

static void begin(struct buffer *a, struct buffer *b)
{
	buffer_init(a, ROOM);
	buffer_init(b, ROOM);
}

static void end(struct buffer *a, struct buffer *b)
{
	buffer_done(a);
	buffer_done(b);
}

/* GeneralizedTime, inside tag when it is not 0. */
static void put_time(struct buffer *out, unsigned char tag, int64_t at)
{
	char text[32];
	struct buffer inner;
	time_t seconds = (time_t)at;
	struct tm parts;

	must(gmtime_r(&seconds, &parts) && strftime(text, sizeof(text), "%Y%m%d%H%M%SZ", &parts) > 0);
	buffer_init(&inner, ROOM);
	ca_put(&inner, 0x18, bytes_str(text));
	if (tag)
		ca_put(out, tag, buffer_bytes(&inner));
	else
		must(buffer_append(out, buffer_bytes(&inner)));
	buffer_done(&inner);
}

static void put_hash(struct buffer *out, struct bytes bytes, bool wrong)
{
	unsigned char digest[20];

	must(gnutls_hash_fast(GNUTLS_DIG_SHA1, bytes.data, bytes.len, digest) >= 0);
	digest[0] ^= wrong;
	ca_put(out, 0x04, bytes_of(digest, sizeof(digest)));
}

static int64_t date(const struct ocsp_recipe *recipe, int days)
{
	return (recipe->now ? recipe->now : CA_NOW) + (int64_t)days * CA_DAY;
}

/* CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } */
static void put_cert_id(struct buffer *out, const struct ocsp_recipe *recipe, int other)
{
	static const struct bytes sha1 = BYTES_LITERAL("\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00");
	struct arena arena;
	struct buffer id, unused;
	struct bytes name = {0}, key = {0};
	unsigned char serial[64];
	size_t len = sizeof(serial);

	arena_init(&arena, 1 << 20);
	begin(&id, &unused);
	struct bytes issuer = ca_der(recipe->issuer, &arena);
	must(der_subject(issuer, &name) && der_public_key(issuer, &key));
	must(gnutls_x509_crt_get_serial(recipe->about->crt, serial, &len) >= 0);
	serial[len - 1] = (unsigned char)(serial[len - 1] + other);
	must(buffer_append(&id, sha1));
	put_hash(&id, name, false);
	put_hash(&id, key, recipe->wrong_key_hash);
	ca_put(&id, 0x02, bytes_of(serial, len));
	ca_put(out, 0x30, buffer_bytes(&id));
	end(&id, &unused);
	arena_done(&arena);
}

static void put_status(struct buffer *out, const struct ocsp_recipe *recipe)
{
	struct buffer time, unused;

	begin(&time, &unused);
	if (recipe->status == 1)
		put_time(&time, 0, date(recipe, -3));
	ca_put(out, recipe->status == 1 ? 0xa1 : recipe->status == 2 ? 0x82 : 0x80, buffer_bytes(&time));
	end(&time, &unused);
}

/* [1] EXPLICIT SEQUENCE OF Extension */
static void put_extensions(struct buffer *out, struct bytes extensions)
{
	struct buffer list, unused;

	begin(&list, &unused);
	ca_put(&list, 0x30, extensions);
	ca_put(out, 0xa1, buffer_bytes(&list));
	end(&list, &unused);
}

/* SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, [0] nextUpdate OPTIONAL, [1] singleExtensions OPTIONAL } */
static void put_single(struct buffer *out, const struct ocsp_recipe *recipe, int other)
{
	struct buffer single, unused;
	int from = recipe->this_days ? recipe->this_days : -1, until = recipe->next_days ? recipe->next_days : 7;

	begin(&single, &unused);
	put_cert_id(&single, recipe, other);
	put_status(&single, recipe);
	put_time(&single, 0, date(recipe, from));
	if (!recipe->no_next)
		put_time(&single, 0xa0, date(recipe, until));
	if (recipe->extensions.len && !other)
		put_extensions(&single, recipe->extensions);
	ca_put(out, 0x30, buffer_bytes(&single));
	end(&single, &unused);
}

/* ResponseData ::= SEQUENCE { [1] byName, producedAt, SEQUENCE OF SingleResponse } */
static void put_data(struct buffer *out, const struct ocsp_recipe *recipe, const struct ca *signer)
{
	struct arena arena;
	struct buffer data, singles;
	struct bytes name = {0};

	arena_init(&arena, 1 << 20);
	begin(&data, &singles);
	must(der_subject(ca_der(signer, &arena), &name));
	ca_put(&data, 0xa1, name);
	put_time(&data, 0, date(recipe, 0) - CA_DAY / 2);
	for (int i = recipe->others_before; i > 0; i--)
		put_single(&singles, recipe, i);
	put_single(&singles, recipe, 0);
	ca_put(&data, 0x30, buffer_bytes(&singles));
	ca_put(out, 0x30, buffer_bytes(&data));
	end(&data, &singles);
	arena_done(&arena);
}

static void put_signature(struct buffer *out, struct bytes data, const struct ca *signer, bool sha1)
{
	static const struct bytes ecdsa_sha256 = BYTES_LITERAL("\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"),
				  ecdsa_sha1 = BYTES_LITERAL("\x30\x09\x06\x07\x2a\x86\x48\xce\x3d\x04\x01");
	gnutls_datum_t in = {(unsigned char *)data.data, (unsigned)data.len}, signature;
	gnutls_privkey_t key;
	struct buffer bits, unused;

	begin(&bits, &unused);
	must(gnutls_privkey_init(&key) >= 0 && gnutls_privkey_import_x509(key, signer->key, 0) >= 0);
	must(gnutls_privkey_sign_data(key, sha1 ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256, 0, &in, &signature) >= 0);
	must(buffer_append(out, sha1 ? ecdsa_sha1 : ecdsa_sha256));
	must(buffer_append_byte(&bits, 0) && buffer_append(&bits, bytes_of(signature.data, signature.size)));
	ca_put(out, 0x03, buffer_bytes(&bits));
	gnutls_free(signature.data);
	gnutls_privkey_deinit(key);
	end(&bits, &unused);
}

static void put_signer(struct buffer *out, const struct ca *signer)
{
	struct arena arena;
	struct buffer list, unused;

	arena_init(&arena, 1 << 20);
	begin(&list, &unused);
	ca_put(&list, 0x30, ca_der(signer, &arena));
	ca_put(out, 0xa0, buffer_bytes(&list));
	end(&list, &unused);
	arena_done(&arena);
}

/* OCSPResponse ::= SEQUENCE { responseStatus, [0] SEQUENCE { id-pkix-ocsp-basic, OCTET STRING BasicOCSPResponse } } */
static void put_response(struct buffer *out, unsigned char status, struct bytes basic)
{
	static const struct bytes type = BYTES_LITERAL("\x06\x09\x2b\x06\x01\x05\x05\x07\x30\x01\x01");
	struct buffer bytes, response;

	begin(&bytes, &response);
	ca_put(&response, 0x0a, bytes_of(&status, 1));
	if (!status) {
		struct buffer inner, unused;
		begin(&inner, &unused);
		must(buffer_append(&inner, type));
		ca_put(&inner, 0x04, basic);
		ca_put(&bytes, 0x30, buffer_bytes(&inner));
		ca_put(&response, 0xa0, buffer_bytes(&bytes));
		end(&inner, &unused);
	}
	ca_put(out, 0x30, buffer_bytes(&response));
	end(&bytes, &response);
}

struct bytes ocsp_make(const struct ocsp_recipe *recipe, struct arena *arena)
{
	const struct ca *signer = recipe->signer ? recipe->signer : recipe->issuer;
	struct buffer data, basic, whole, unused;

	begin(&data, &basic);
	begin(&whole, &unused);
	put_data(&data, recipe, signer);
	must(buffer_append(&basic, buffer_bytes(&data)));
	put_signature(&basic, buffer_bytes(&data), signer, recipe->sha1_signature);
	if (recipe->embed)
		put_signer(&basic, signer);
	buffer_clear(&data);
	ca_put(&data, 0x30, buffer_bytes(&basic));
	put_response(&whole, recipe->outer_status, buffer_bytes(&data));
	struct bytes kept = arena_keep(arena, buffer_bytes(&whole));
	end(&data, &basic);
	end(&whole, &unused);
	return kept;
}

static int give_response(gnutls_session_t session, void *context, gnutls_datum_t *ret_response)
{
	const struct bytes *response = context;

	(void)session;
	ret_response->data = gnutls_malloc(response->len);
	must(ret_response->data);
	memcpy(ret_response->data, response->data, response->len);
	ret_response->size = (unsigned)response->len;
	return 0;
}

void ocsp_staple(gnutls_certificate_credentials_t credentials, struct bytes *response)
{
	gnutls_certificate_set_ocsp_status_request_function(credentials, give_response, response);
}

/* The callback is given no context. */
static struct {
	const struct bytes *responses;
	size_t count;
} each;

static gnutls_datum_t copy(struct bytes bytes)
{
	gnutls_datum_t datum = {gnutls_malloc(bytes.len + 1), (unsigned)bytes.len};

	must(datum.data);
	memcpy(datum.data, bytes.data, bytes.len);
	return datum;
}

static gnutls_privkey_t key_of(gnutls_certificate_credentials_t credentials)
{
	gnutls_x509_privkey_t x509;
	gnutls_privkey_t key;

	must(gnutls_certificate_get_x509_key(credentials, 0, &x509) >= 0);
	must(gnutls_privkey_init(&key) >= 0);
	must(gnutls_privkey_import_x509(key, x509, GNUTLS_PRIVKEY_IMPORT_COPY) >= 0);
	gnutls_x509_privkey_deinit(x509);
	return key;
}

static gnutls_pcert_st *certificates_of(gnutls_certificate_credentials_t credentials, unsigned *ret_count)
{
	gnutls_x509_crt_t *list;
	unsigned count;

	must(gnutls_certificate_get_x509_crt(credentials, 0, &list, &count) >= 0);
	gnutls_pcert_st *certs = gnutls_malloc(count * sizeof(*certs));
	must(certs != NULL && gnutls_pcert_import_x509_list(certs, list, &count, 0) >= 0);
	for (unsigned i = 0; i < count; i++)
		gnutls_x509_crt_deinit(list[i]);
	gnutls_free(list);
	*ret_count = count;
	return certs;
}

static int give_all(gnutls_session_t session, const struct gnutls_cert_retr_st *info, gnutls_pcert_st **ret_certs,
	unsigned *ret_count, gnutls_ocsp_data_st **ret_ocsp, unsigned *ret_ocsp_count, gnutls_privkey_t *ret_key,
	unsigned *ret_flags)
{
	gnutls_ocsp_data_st *ocsp = gnutls_calloc(each.count, sizeof(*ocsp));

	(void)session;
	must(ocsp != NULL);
	for (size_t i = 0; i < each.count; i++)
		if (each.responses[i].len)
			ocsp[i].response = copy(each.responses[i]);
	*ret_certs = certificates_of(info->cred, ret_count);
	*ret_key = key_of(info->cred);
	*ret_ocsp = ocsp;
	*ret_ocsp_count = (unsigned)each.count;
	*ret_flags = GNUTLS_CERT_RETR_DEINIT_ALL;
	return 0;
}

void ocsp_staple_each(gnutls_certificate_credentials_t credentials, const struct bytes *responses, size_t count)
{
	each.responses = responses;
	each.count = count;
	gnutls_certificate_set_retrieve_function3(credentials, give_all);
}

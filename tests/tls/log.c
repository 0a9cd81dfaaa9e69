/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * log: structures of RFC 6962 §3.2 by hand.
 */
#include "log.h"

#include "ca.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 1 << 18 };

static void must(int result)
{
	if (result >= 0)
		return;
	fprintf(stderr, "a log: %s\n", gnutls_strerror(result));
	abort();
}

void log_init(struct log *log, unsigned rsa_bits)
{
	gnutls_pubkey_t public;
	size_t size = sizeof(log->id);

	must(gnutls_privkey_init(&log->key));
	must(gnutls_pubkey_init(&public));
	if (rsa_bits)
		must(gnutls_privkey_generate(log->key, GNUTLS_PK_RSA, rsa_bits, 0));
	else
		must(gnutls_privkey_generate(
			log->key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
	log->scheme = rsa_bits ? 0x0401 : 0x0403;
	must(gnutls_pubkey_import_privkey(public, log->key, 0, 0));
	must(gnutls_pubkey_get_key_id(public, GNUTLS_KEYID_USE_SHA256, log->id, &size));
	gnutls_pubkey_deinit(public);
}

void log_done(struct log *log)
{
	gnutls_privkey_deinit(log->key);
}

void log_add_pem(const struct log *log, const char *name, struct buffer *pem)
{
	gnutls_pubkey_t public;
	gnutls_datum_t text;

	must(gnutls_pubkey_init(&public));
	must(gnutls_pubkey_import_privkey(public, log->key, 0, 0));
	must(gnutls_pubkey_export2(public, GNUTLS_X509_FMT_PEM, &text));
	if (name)
		buffer_printf(pem, "# %s\n", name);
	buffer_append(pem, bytes_of(text.data, text.size));
	gnutls_free(text.data);
	gnutls_pubkey_deinit(public);
}

static void put_number(struct buffer *out, uint64_t value, unsigned octets)
{
	while (octets--)
		buffer_append_byte(out, (unsigned char)(value >> 8 * octets));
}

static void put_vector(struct buffer *out, struct bytes bytes, unsigned octets)
{
	put_number(out, bytes.len, octets);
	buffer_append(out, bytes);
}

static void put_signed(const struct sct_recipe *recipe, struct buffer *data)
{
	bool is_precertificate = recipe->precertificate.len > 0;

	put_number(data, 0, 2); /* v1, certificate_timestamp */
	put_number(data, recipe->time_ms, 8);
	put_number(data, is_precertificate, 2);
	if (is_precertificate)
		buffer_append(data, bytes_of(recipe->issuer, 32));
	put_vector(data, is_precertificate ? recipe->precertificate : recipe->certificate, 3);
	put_vector(data, recipe->extensions, 2);
}

static void put_signature(const struct sct_recipe *recipe, struct buffer *sct)
{
	gnutls_sign_algorithm_t algorithm =
		recipe->log->scheme == 0x0401 ? GNUTLS_SIGN_RSA_SHA256 : GNUTLS_SIGN_ECDSA_SHA256;
	gnutls_datum_t signature;
	struct buffer data;

	buffer_init(&data, ROOM);
	put_signed(recipe, &data);
	gnutls_datum_t in = {data.data + data.start, (unsigned)data.len};
	must(gnutls_privkey_sign_data2(recipe->log->key, algorithm, 0, &in, &signature));
	signature.data[signature.size - 1] ^= recipe->bad_signature;
	put_vector(sct, bytes_of(signature.data, signature.size), 2);
	gnutls_free(signature.data);
	buffer_done(&data);
}

static void put_sct(const struct sct_recipe *recipe, struct buffer *list)
{
	struct buffer sct;

	buffer_init(&sct, ROOM);
	buffer_append_byte(&sct, recipe->version);
	buffer_append(&sct, bytes_of(recipe->log->id, sizeof(recipe->log->id)));
	put_number(&sct, recipe->time_ms, 8);
	put_vector(&sct, recipe->extensions, 2);
	put_number(&sct, recipe->scheme ? recipe->scheme : recipe->log->scheme, 2);
	put_signature(recipe, &sct);
	put_number(&sct, 0, (unsigned)recipe->surplus);
	buffer_truncate(&sct, sct.len - recipe->cut);
	put_vector(list, buffer_bytes(&sct), 2);
	buffer_done(&sct);
}

struct bytes log_make_list(struct arena *arena, const struct sct_recipe *recipes, size_t count)
{
	struct buffer list, out;

	buffer_init(&list, ROOM);
	buffer_init(&out, ROOM);
	for (size_t i = 0; i < count; i++)
		put_sct(&recipes[i], &list);
	put_vector(&out, buffer_bytes(&list), 2);
	struct bytes kept = arena_keep(arena, buffer_bytes(&out));
	buffer_done(&list);
	buffer_done(&out);
	return kept;
}

struct bytes log_extension(struct arena *arena, struct bytes list)
{
	struct buffer out;

	buffer_init(&out, ROOM);
	ca_put(&out, 0x04, list);
	struct bytes kept = arena_keep(arena, buffer_bytes(&out));
	buffer_done(&out);
	return kept;
}

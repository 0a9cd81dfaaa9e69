/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unseal: HKDF-Expand-Label, nonces, AEAD.
 */
#include "tls/unseal.h"

#include "base/secret.h"
#include <string.h>

enum { FRAGMENT_MAX = 65535, KEY_MAX = 32 };

struct unseal_suite {
	uint16_t code;
	gnutls_cipher_algorithm_t cipher;
	gnutls_mac_algorithm_t hash;
	size_t tag_size;
};

static const struct unseal_suite suites[] = {
	{0x1301, GNUTLS_CIPHER_AES_128_GCM, GNUTLS_MAC_SHA256, 16},
	{0x1302, GNUTLS_CIPHER_AES_256_GCM, GNUTLS_MAC_SHA384, 16},
	{0x1303, GNUTLS_CIPHER_CHACHA20_POLY1305, GNUTLS_MAC_SHA256, 16},
	{0x1304, GNUTLS_CIPHER_AES_128_CCM, GNUTLS_MAC_SHA256, 16},
	{0x1305, GNUTLS_CIPHER_AES_128_CCM_8, GNUTLS_MAC_SHA256, 8},
};

void unseal_init(struct unseal *unseal)
{
	*unseal = (struct unseal){.suite = NULL};
	buffer_init_secret(&unseal->content, FRAGMENT_MAX);
}

static void drop_key(struct record_key *key)
{
	if (key->cipher)
		gnutls_aead_cipher_deinit(key->cipher);
	wipe(key, sizeof(*key));
	key->cipher = NULL;
}

void unseal_done(struct unseal *unseal)
{
	drop_key(&unseal->key);
	wipe(&unseal->handshake, sizeof(unseal->handshake));
	wipe(&unseal->application, sizeof(unseal->application));
	buffer_done(&unseal->content);
}

void unseal_set_suite(struct unseal *unseal, uint16_t suite)
{
	unseal->suite = NULL;
	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++)
		if (suites[i].code == suite)
			unseal->suite = &suites[i];
}

void unseal_set_secret(struct unseal *unseal, enum record_keys keys, struct bytes secret)
{
	struct traffic_secret *place = keys == RECORD_HANDSHAKE ? &unseal->handshake : &unseal->application;

	if (!secret.len || secret.len > UNSEAL_SECRET_MAX)
		return;
	memcpy(place->bytes, secret.data, secret.len);
	place->len = secret.len;
}

bool unseal_ready(const struct unseal *unseal)
{
	return unseal->suite && (unseal->handshake.len || unseal->application.len);
}

/* RFC 8446 §7.1, with an empty context. */
static bool expand_label(
	const struct unseal_suite *suite, const struct traffic_secret *secret, const char *label, void *out, size_t len)
{
	unsigned char info[32];
	size_t label_len = strlen(label);
	gnutls_datum_t key = {.data = (unsigned char *)secret->bytes, .size = (unsigned)secret->len};

	info[0] = (unsigned char)(len >> 8);
	info[1] = (unsigned char)len;
	info[2] = (unsigned char)(6 + label_len);
	memcpy(info + 3, "tls13 ", 6);
	memcpy(info + 9, label, label_len);
	info[9 + label_len] = 0;
	gnutls_datum_t whole = {.data = info, .size = (unsigned)(10 + label_len)};
	return gnutls_hkdf_expand(suite->hash, &key, &whole, out, len) >= 0;
}

static bool make_key(const struct unseal_suite *suite, const struct traffic_secret *secret, struct record_key *key)
{
	unsigned char bytes[KEY_MAX];
	gnutls_datum_t datum = {.data = bytes, .size = (unsigned)gnutls_cipher_get_key_size(suite->cipher)};

	*key = (struct record_key){.cipher = NULL};
	bool made = secret->len && expand_label(suite, secret, "key", bytes, datum.size) &&
		    expand_label(suite, secret, "iv", key->iv, sizeof(key->iv)) &&
		    gnutls_aead_cipher_init(&key->cipher, suite->cipher, &datum) >= 0;
	wipe(bytes, sizeof(bytes));
	return made;
}

/* RFC 8446 §5.3: the sequence number, xored into the end of the iv. */
static void make_nonce(const struct record_key *key, unsigned char *nonce)
{
	memcpy(nonce, key->iv, UNSEAL_IV_SIZE);
	for (unsigned i = 0; i < 8; i++)
		nonce[UNSEAL_IV_SIZE - 1 - i] ^= (unsigned char)(key->sequence >> 8 * i);
}

static bool open_with(struct unseal *unseal, struct record_key *key, struct bytes header, struct bytes fragment)
{
	unsigned char nonce[UNSEAL_IV_SIZE];
	size_t len = fragment.len;

	buffer_clear(&unseal->content);
	unsigned char *place = buffer_reserve(&unseal->content, len);
	if (!key->cipher || !place || len < unseal->suite->tag_size)
		return false;
	make_nonce(key, nonce);
	if (gnutls_aead_cipher_decrypt(key->cipher, nonce, sizeof(nonce), header.data, header.len,
		    unseal->suite->tag_size, fragment.data, fragment.len, place, &len) < 0)
		return false;
	buffer_commit(&unseal->content, len);
	key->sequence++;
	return true;
}

/* The secret behind the present one. False when there is none. */
static bool next_secret(const struct unseal *unseal, enum record_keys *ret_keys, uint32_t *ret_generation,
	struct traffic_secret *ret_secret)
{
	*ret_generation = 0;
	if (unseal->keys == RECORD_CLEAR && unseal->handshake.len) {
		*ret_keys = RECORD_HANDSHAKE;
		*ret_secret = unseal->handshake;
		return true;
	}
	*ret_keys = RECORD_APPLICATION;
	*ret_secret = unseal->application;
	if (unseal->keys != RECORD_APPLICATION)
		return unseal->application.len > 0;
	*ret_generation = unseal->generation + 1;
	return expand_label(
		unseal->suite, &unseal->application, "traffic upd", ret_secret->bytes, unseal->application.len);
}

static bool open_with_next(struct unseal *unseal, struct bytes header, struct bytes fragment)
{
	struct traffic_secret secret;
	struct record_key key;
	enum record_keys keys;
	uint32_t generation;

	if (!next_secret(unseal, &keys, &generation, &secret))
		return false;
	bool opened = make_key(unseal->suite, &secret, &key) && open_with(unseal, &key, header, fragment);
	if (opened) {
		drop_key(&unseal->key);
		unseal->key = key;
		unseal->keys = keys;
		unseal->generation = generation;
		if (keys == RECORD_APPLICATION)
			unseal->application = secret;
		wipe(&key, sizeof(key));
	} else {
		drop_key(&key);
	}
	wipe(&secret, sizeof(secret));
	return opened;
}

/* The type is the last byte that is not zero (RFC 8446 §5.4). False when there is none. */
static bool split(struct unseal *unseal, struct unsealed *ret_unsealed)
{
	struct bytes content = buffer_bytes(&unseal->content);
	size_t end = content.len;

	while (end && !content.data[end - 1])
		end--;
	if (!end)
		return false;
	*ret_unsealed = (struct unsealed){.content = bytes_first(content, end - 1),
		.type = content.data[end - 1],
		.padding = (uint32_t)(content.len - end)};
	return true;
}

bool unseal_record(struct unseal *unseal, struct bytes header, struct bytes fragment, struct unsealed *ret_unsealed)
{
	if (!unseal_ready(unseal))
		return false;
	if (!open_with(unseal, &unseal->key, header, fragment) && !open_with_next(unseal, header, fragment))
		return false;
	return split(unseal, ret_unsealed);
}

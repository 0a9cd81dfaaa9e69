/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * choice_ciphers: cipher suites, ciphers and key exchanges by name.
 *
 * GnuTLS does not know suites in its priority strings, only their parts: a suite becomes its key exchange, its cipher and
 * its MAC. Several suites thus let in others that are made of the same parts.
 */
#include "tls/choice_words.h"

#include "wire/names.h"
#include <string.h>

struct suite {
	const char *name;
	gnutls_kx_algorithm_t exchange; /* unknown in TLS 1.3 */
	gnutls_cipher_algorithm_t cipher;
	gnutls_mac_algorithm_t mac;
	unsigned versions;
};

static unsigned versions_of(gnutls_protocol_t oldest)
{
	switch ((int)oldest) {
	case GNUTLS_TLS1_3: return CHOICE_TLS13;
	case GNUTLS_TLS1_2: return CHOICE_TLS12;
	default: return CHOICE_UP_TO_12;
	}
}

/* Those that need a shared key, a password or GOST's certificates: nothing here could use them. */
static bool is_usable(const struct suite *suite)
{
	switch ((int)suite->exchange) {
	case GNUTLS_KX_UNKNOWN: return suite->versions == CHOICE_TLS13;
	case GNUTLS_KX_RSA:
	case GNUTLS_KX_DHE_RSA:
	case GNUTLS_KX_DHE_DSS:
	case GNUTLS_KX_ECDHE_RSA:
	case GNUTLS_KX_ECDHE_ECDSA:
	case GNUTLS_KX_ANON_DH:
	case GNUTLS_KX_ANON_ECDH: return true;
	default: return false;
	}
}

/* The suite at an index; false at the end of the library's list. */
static bool suite_at(size_t index, struct suite *ret_suite)
{
	unsigned char id[2];
	gnutls_protocol_t oldest;

	ret_suite->name =
		gnutls_cipher_suite_info(index, id, &ret_suite->exchange, &ret_suite->cipher, &ret_suite->mac, &oldest);
	if (!ret_suite->name)
		return false;
	uint16_t code = (uint16_t)(id[0] << 8 | id[1]);
	if (wire_suite_name(code))
		ret_suite->name = wire_suite_name(code);
	ret_suite->versions = versions_of(oldest);
	return true;
}

static bool add_cipher(struct choice_ciphers *into, gnutls_cipher_algorithm_t cipher)
{
	return choice_words_add(&into->ciphers, "", gnutls_cipher_get_name(cipher));
}

static bool add_suite(struct choice_ciphers *into, const struct suite *suite)
{
	into->versions |= suite->versions;
	into->tls13_suite |= suite->versions == CHOICE_TLS13;
	into->suites++;
	return add_cipher(into, suite->cipher) && choice_words_add(&into->macs, "", gnutls_mac_get_name(suite->mac)) &&
	       (suite->exchange == GNUTLS_KX_UNKNOWN ||
		       choice_words_add(&into->exchanges, "", gnutls_kx_get_name(suite->exchange)));
}

static bool find_suite(const struct near *near, struct suite *ret_suite)
{
	for (size_t i = 0; suite_at(i, ret_suite); i++) {
		struct spelling key = spelling_of_suite(bytes_str(ret_suite->name));
		if (is_usable(ret_suite) && spelling_equal(&key, &near->wanted))
			return true;
	}
	return false;
}

/* In which versions some suite has both; 0: in none. */
static unsigned versions_with(gnutls_cipher_algorithm_t cipher, gnutls_mac_algorithm_t mac)
{
	struct suite suite;
	unsigned versions = 0;

	for (size_t i = 0; suite_at(i, &suite); i++)
		if (suite.cipher == cipher && suite.mac == mac && is_usable(&suite))
			versions |= suite.versions;
	return versions;
}

/* One cipher with every key exchange that GnuTLS offers by itself, and with the MACs of its suites. */
static bool add_cipher_alone(struct choice_ciphers *into, gnutls_cipher_algorithm_t cipher)
{
	static const gnutls_mac_algorithm_t strongest_first[] = {
		GNUTLS_MAC_AEAD, GNUTLS_MAC_SHA384, GNUTLS_MAC_SHA256, GNUTLS_MAC_SHA1, GNUTLS_MAC_MD5};
	bool fits = add_cipher(into, cipher);

	into->cipher_alone = true;
	for (size_t i = 0; fits && i < sizeof(strongest_first) / sizeof(strongest_first[0]); i++) {
		unsigned versions = versions_with(cipher, strongest_first[i]);
		into->versions |= versions;
		if (versions)
			fits = choice_words_add(&into->macs, "", gnutls_mac_get_name(strongest_first[i]));
	}
	return fits;
}

/* Words for several ciphers, as OpenSSL has them. A cipher whose key is the word is another matter: AES-256-CBC. */
static const struct {
	const char *word;
	gnutls_cipher_algorithm_t ciphers[8];
} cipher_words[] = {
	{"RC4", {GNUTLS_CIPHER_ARCFOUR_128}},
	{"3DES", {GNUTLS_CIPHER_3DES_CBC}},
	{"NULL", {GNUTLS_CIPHER_NULL}},
	{"eNULL", {GNUTLS_CIPHER_NULL}},
	{"AES", {GNUTLS_CIPHER_AES_256_GCM, GNUTLS_CIPHER_AES_128_GCM, GNUTLS_CIPHER_AES_256_CCM,
			GNUTLS_CIPHER_AES_128_CCM, GNUTLS_CIPHER_AES_256_CBC, GNUTLS_CIPHER_AES_128_CBC}},
	{"AESGCM", {GNUTLS_CIPHER_AES_256_GCM, GNUTLS_CIPHER_AES_128_GCM}},
	{"AESCCM", {GNUTLS_CIPHER_AES_256_CCM, GNUTLS_CIPHER_AES_128_CCM}},
	{"AES128", {GNUTLS_CIPHER_AES_128_GCM, GNUTLS_CIPHER_AES_128_CCM, GNUTLS_CIPHER_AES_128_CBC}},
	{"AES256", {GNUTLS_CIPHER_AES_256_GCM, GNUTLS_CIPHER_AES_256_CCM, GNUTLS_CIPHER_AES_256_CBC}},
	{"CAMELLIA", {GNUTLS_CIPHER_CAMELLIA_256_GCM, GNUTLS_CIPHER_CAMELLIA_128_GCM, GNUTLS_CIPHER_CAMELLIA_256_CBC,
			     GNUTLS_CIPHER_CAMELLIA_128_CBC}},
	{"CHACHA20", {GNUTLS_CIPHER_CHACHA20_POLY1305}},
};

static const struct {
	const char *word;
	gnutls_kx_algorithm_t exchanges[2];
} exchange_words[] = {
	{"RSA", {GNUTLS_KX_RSA}},
	{"kRSA", {GNUTLS_KX_RSA}},
	{"DHE", {GNUTLS_KX_DHE_RSA}},
	{"DHE-RSA", {GNUTLS_KX_DHE_RSA}},
	{"DHE-DSS", {GNUTLS_KX_DHE_DSS}},
	{"ECDHE", {GNUTLS_KX_ECDHE_ECDSA, GNUTLS_KX_ECDHE_RSA}},
	{"ECDHE-RSA", {GNUTLS_KX_ECDHE_RSA}},
	{"ECDHE-ECDSA", {GNUTLS_KX_ECDHE_ECDSA}},
	{"anon", {GNUTLS_KX_ANON_ECDH, GNUTLS_KX_ANON_DH}},
	{"aNULL", {GNUTLS_KX_ANON_ECDH, GNUTLS_KX_ANON_DH}},
	{"DH-anon", {GNUTLS_KX_ANON_DH}},
	{"ADH", {GNUTLS_KX_ANON_DH}},
	{"ANON-DH", {GNUTLS_KX_ANON_DH}},
	{"ECDH-anon", {GNUTLS_KX_ANON_ECDH}},
	{"AECDH", {GNUTLS_KX_ANON_ECDH}},
	{"ANON-ECDH", {GNUTLS_KX_ANON_ECDH}},
};
enum {
	CIPHER_WORDS = sizeof(cipher_words) / sizeof(cipher_words[0]),
	EXCHANGE_WORDS = sizeof(exchange_words) / sizeof(exchange_words[0])
};

enum found { NOT_FOUND, FOUND, NO_ROOM };

static enum found try_cipher_words(struct choice_ciphers *into, struct bytes name)
{
	for (size_t i = 0; i < CIPHER_WORDS; i++) {
		if (!bytes_is(name, cipher_words[i].word))
			continue;
		for (const gnutls_cipher_algorithm_t *cipher = cipher_words[i].ciphers; *cipher; cipher++)
			if (!add_cipher_alone(into, *cipher))
				return NO_ROOM;
		return FOUND;
	}
	return NOT_FOUND;
}

static enum found try_exchange_words(struct choice_ciphers *into, struct bytes name)
{
	for (size_t i = 0; i < EXCHANGE_WORDS; i++) {
		if (!bytes_is(name, exchange_words[i].word))
			continue;
		for (int k = 0; k < 2 && exchange_words[i].exchanges[k]; k++)
			if (!choice_words_add(&into->exchanges, "", gnutls_kx_get_name(exchange_words[i].exchanges[k])))
				return NO_ROOM;
		into->exchange_alone = true;
		into->versions |= CHOICE_UP_TO_12;
		return FOUND;
	}
	return NOT_FOUND;
}

/* A cipher by the name that GnuTLS gives it, if any suite that can be used here has it. */
static enum found try_cipher(struct choice_ciphers *into, struct bytes name)
{
	struct suite suite;

	for (size_t i = 0; suite_at(i, &suite); i++)
		if (is_usable(&suite) && bytes_is(name, gnutls_cipher_get_name(suite.cipher)))
			return add_cipher_alone(into, suite.cipher) ? FOUND : NO_ROOM;
	return NOT_FOUND;
}

static enum found try_all(struct choice_ciphers *into, struct bytes name, const struct near *near)
{
	struct suite suite;
	enum found found = try_cipher(into, name);

	if (found == NOT_FOUND)
		found = try_cipher_words(into, name);
	if (found == NOT_FOUND)
		found = try_exchange_words(into, name);
	if (found == NOT_FOUND && find_suite(near, &suite))
		found = add_suite(into, &suite) ? FOUND : NO_ROOM;
	return found;
}

static bool refuse(struct near *near, struct bytes name, struct error *error)
{
	static const struct registered registered = {"--ciphers", wire_suite_name, spelling_of_suite};
	struct suite suite;
	struct spelling key;

	for (size_t i = 0; i < CIPHER_WORDS; i++) {
		key = spelling_of(bytes_str(cipher_words[i].word));
		near_offer(near, cipher_words[i].word, &key);
	}
	for (size_t i = 0; i < EXCHANGE_WORDS; i++) {
		key = spelling_of(bytes_str(exchange_words[i].word));
		near_offer(near, exchange_words[i].word, &key);
	}
	for (size_t i = 0; suite_at(i, &suite); i++) {
		key = spelling_of_suite(bytes_str(suite.name));
		if (is_usable(&suite))
			near_offer(near, suite.name, &key);
	}
	return near_refuse(near, &registered, name, error);
}

static bool take_name(void *context, struct bytes name, struct error *error)
{
	struct near near = {.wanted = spelling_of_suite(name)};

	switch (try_all(context, name, &near)) {
	case FOUND: return true;
	case NO_ROOM: return choice_refuse_long("--ciphers", error);
	case NOT_FOUND: return refuse(&near, name, error);
	}
	return false;
}

bool choice_ciphers(const char *list, struct choice_ciphers *ret_ciphers, struct error *error)
{
	struct choice_ciphers ciphers = {.versions = 0};

	if (!choice_each(list, "--ciphers", take_name, &ciphers, error))
		return false;
	/* Whoever names a key exchange does not want TLS 1.3, which has nothing of the kind, unless by one of its suites. */
	if (ciphers.exchange_alone && !ciphers.tls13_suite)
		ciphers.versions &= CHOICE_UP_TO_12;
	*ret_ciphers = ciphers;
	return true;
}

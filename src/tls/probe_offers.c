/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_offers: lists of code points. Suites are sorted by what their names say.
 */
#include "tls/probe_offers.h"

#include "wire/names.h"
#include <string.h>

enum { TLS12 = 0x0303, TLS13 = 0x0304, X25519 = 0x001d };

static bool is_tls13_suite(uint16_t suite)
{
	return suite >> 8 == 0x13 || suite == 0xc0b4 || suite == 0xc0b5 || (suite >= 0xc103 && suite <= 0xc106);
}

static bool holds(const char *name, const char *part)
{
	return strstr(name, part) != NULL;
}

/* AEAD ciphers and the hashes of TLS 1.2 mean nothing to older versions (RFC 5246 §1.2); PSK suites are an exception. */
static bool needs_tls12(const char *name)
{
	if (holds(name, "_GCM_") || holds(name, "_CCM") || holds(name, "_POLY1305_"))
		return true;
	return !holds(name, "_PSK_") && (holds(name, "_SHA256") || holds(name, "_SHA384"));
}

static bool fits(uint16_t suite, const char *name, uint16_t version)
{
	if (version >= TLS13)
		return is_tls13_suite(suite);
	return !is_tls13_suite(suite) && (version == TLS12 || !needs_tls12(name));
}

/* Key exchanges and ciphers by their place in the tables below. */
static unsigned likelihood(unsigned exchange, unsigned cipher, const char *name)
{
	bool forward_secret = exchange < 3;
	bool modern = needs_tls12(name);

	if (cipher > 2)
		return 5;
	if (forward_secret)
		return (modern ? 0u : 2u) + (exchange == 2 ? 1u : 0u);
	return 4;
}

/* 0: the likeliest. A server that follows the client's order shows this one. */
static unsigned rank(uint16_t suite, const char *name)
{
	static const char *const exchanges[] = {
		"TLS_ECDHE_ECDSA_WITH_", "TLS_ECDHE_RSA_WITH_", "TLS_DHE_RSA_WITH_", "TLS_RSA_WITH_"};
	static const char *const ciphers[] = {"AES_", "CHACHA20_", "CAMELLIA_", "3DES_", "RC4_128", "ARIA_"};

	if (is_tls13_suite(suite))
		return 0;
	for (unsigned e = 0; e < 4; e++) {
		size_t len = strlen(exchanges[e]);
		if (strncmp(name, exchanges[e], len) != 0)
			continue;
		for (unsigned c = 0; c < sizeof(ciphers) / sizeof(ciphers[0]); c++)
			if (!strncmp(name + len, ciphers[c], strlen(ciphers[c])))
				return likelihood(e, c, name);
	}
	return 6;
}

size_t probe_offers_suites(uint16_t version, uint16_t *codes)
{
	size_t count = 0;

	for (unsigned wanted = 0; wanted <= 6; wanted++)
		for (size_t i = 0; i < wire_suite_count() && count < PROBE_CODES_MAX; i++) {
			uint16_t suite = wire_suite_at(i);
			const char *name = wire_suite_name(suite);
			bool again = i && wire_suite_at(i - 1) == suite;
			if (name && !again && fits(suite, name, version) && rank(suite, name) == wanted)
				codes[count++] = suite;
		}
	return count;
}

#define CODES(array) ((struct wire_codes){.list = (array), .count = sizeof(array) / sizeof((array)[0])})

struct wire_codes probe_offers_groups(uint16_t version, bool few)
{
	static const uint16_t hybrid_first[] = {0x11ec, 0x11eb, 0x11ed, 0x11ee, 0x6399, 0x639a, 0x0200, 0x0201, 0x0202,
		0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x001f, 0x0020, 0x0021, 0x0029, 0x0100, 0x0101, 0x0102, 0x0103,
		0x0104, 0x0022, 0x0023, 0x0024, 0x0025, 0x0026, 0x0027, 0x0028};
	static const uint16_t before_tls13[] = {0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x001a, 0x001b, 0x001c, 0x0016,
		0x0015, 0x0014, 0x0013, 0x0012, 0x000e, 0x000d, 0x000c, 0x000b, 0x000a, 0x0009, 0x0008, 0x0007, 0x0006,
		0x0005, 0x0004, 0x0003, 0x0002, 0x0001, 0x0011, 0x0010, 0x000f, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104};
	static const uint16_t known_well[] = {0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x0100, 0x0101, 0x0102};

	if (few)
		return CODES(known_well);
	return version == TLS13 ? CODES(hybrid_first) : CODES(before_tls13);
}

struct wire_codes probe_offers_schemes(bool few)
{
	static const uint16_t all[] = {0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a,
		0x080b, 0x0401, 0x0501, 0x0601, 0x081a, 0x081b, 0x081c, 0x0904, 0x0905, 0x0906, 0x0303, 0x0301, 0x0203,
		0x0201, 0x0402, 0x0302, 0x0202, 0x0101};
	static const uint16_t known_well[] = {
		0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201};

	return few ? CODES(known_well) : CODES(all);
}

const uint32_t *probe_offers_ssl2(size_t *ret_count)
{
	static const uint32_t specs[] = {
		0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x0700c0, 0x080080};

	*ret_count = sizeof(specs) / sizeof(specs[0]);
	return specs;
}

void probe_offers_version(struct wire_client_hello *hello, const uint16_t *version, bool share, struct bytes random)
{
	hello->random = bytes_first(random, 32);
	hello->legacy_version = *version < TLS12 ? *version : TLS12;
	hello->renegotiation_info = *version < TLS13;
	hello->extended_master_secret = *version < TLS13;
	if (*version < TLS12)
		hello->schemes.count = 0;
	if (*version != TLS13)
		return;
	hello->versions = (struct wire_codes){version, 1};
	hello->session_id = bytes_first(bytes_from(random, 32), 32);
	hello->key_share = true;
	hello->share_group = share ? X25519 : 0;
	hello->share = bytes_first(bytes_from(random, 64), 32);
}

size_t probe_offers_having(struct wire_codes suites, const char *part, uint16_t *ret_codes)
{
	size_t count = 0;

	for (size_t i = 0; i < suites.count; i++) {
		const char *name = wire_suite_name(suites.list[i]);
		if (name && holds(name, part))
			ret_codes[count++] = suites.list[i];
	}
	return count;
}

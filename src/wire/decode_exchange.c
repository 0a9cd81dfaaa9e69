/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decode_exchange: ServerKeyExchange and ClientKeyExchange of TLS 1.2 and below, whose form depends on the suite.
 */
#include "wire/decode.h"

#include "wire/names.h"

enum { VERSION_SSL3 = 0x0300, VERSION_TLS12 = 0x0303, CURVE_NAMED = 3 };

enum exchange { EXCHANGE_UNKNOWN, EXCHANGE_RSA, EXCHANGE_DH, EXCHANGE_ECDH, EXCHANGE_PSK, EXCHANGE_SRP };

/* The first half of a suite's name says it all. */
static const struct kind {
	const char *start;
	enum exchange exchange;
	bool psk;   /* an identity stands first (RFC 4279, RFC 5489) */
	bool signs; /* the server signs its parameters */
} kinds[] = {
	{"TLS_DHE_PSK_", EXCHANGE_DH, .psk = true},
	{"TLS_PSK_DHE_", EXCHANGE_DH, .psk = true},
	{"TLS_ECDHE_PSK_", EXCHANGE_ECDH, .psk = true},
	{"TLS_RSA_PSK_", EXCHANGE_RSA, .psk = true},
	{"TLS_PSK_", EXCHANGE_PSK, .psk = true},
	{"TLS_DH_anon_", EXCHANGE_DH, .psk = false},
	{"TLS_ECDH_anon_", EXCHANGE_ECDH, .psk = false},
	{"TLS_DHE_", EXCHANGE_DH, .signs = true},
	{"TLS_DH_", EXCHANGE_DH, .signs = true},
	{"TLS_ECDHE_", EXCHANGE_ECDH, .signs = true},
	{"TLS_ECDH_", EXCHANGE_ECDH, .signs = true},
	{"TLS_SRP_SHA_RSA_", EXCHANGE_SRP, .signs = true},
	{"TLS_SRP_SHA_DSS_", EXCHANGE_SRP, .signs = true},
	{"TLS_SRP_", EXCHANGE_SRP, .psk = false},
	{"TLS_RSA_", EXCHANGE_RSA, .signs = true},
	{"SSL_RSA_FIPS_", EXCHANGE_RSA, .signs = true},
};

static struct kind kind_of(uint16_t suite)
{
	struct bytes name = bytes_str(wire_suite_name(suite));

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (bytes_starts_with(name, kinds[i].start))
			return kinds[i];
	return (struct kind){.exchange = EXCHANGE_UNKNOWN};
}

/* RFC 5246 §7.4.3. */
static void dh_parameters(struct part *part)
{
	part_opaque(part, "prime", 2);
	part_opaque(part, "generator", 2);
	part_opaque(part, "public key", 2);
}

/* RFC 4492 §5.4, where curves may be given by their numbers too. */
static void ecdh_parameters(struct part *part)
{
	if (part_code(part, "curve type", 1, &registry_curve_types) != CURVE_NAMED) {
		part_rest(part, "curve", WIRE_UNKNOWN);
		return;
	}
	part_code(part, "group", 2, &registry_groups);
	part_opaque(part, "public key", 1);
}

/* Of export suites only (RFC 2246 §7.4.3). */
static void rsa_parameters(struct part *part)
{
	part_opaque(part, "modulus", 2);
	part_opaque(part, "exponent", 2);
}

/* RFC 5054 §2.8.2. */
static void srp_parameters(struct part *part)
{
	part_opaque(part, "prime", 2);
	part_opaque(part, "generator", 2);
	part_opaque(part, "salt", 1);
	part_opaque(part, "public key", 2);
}

static void signature(struct part *part)
{
	if (part->context->version >= VERSION_TLS12)
		part_scheme(part, "signature scheme");
	part_opaque(part, "signature", 2);
}

void decode_server_key_exchange(struct part *part)
{
	struct kind kind = kind_of(part->context->suite);

	if (kind.psk)
		part_text(part, "identity hint", 2);
	switch (kind.exchange) {
	case EXCHANGE_UNKNOWN: part_rest(part, "parameters", WIRE_UNKNOWN); return;
	case EXCHANGE_RSA:
		if (!kind.psk)
			rsa_parameters(part);
		break;
	case EXCHANGE_DH: dh_parameters(part); break;
	case EXCHANGE_ECDH: ecdh_parameters(part); break;
	case EXCHANGE_PSK: break;
	case EXCHANGE_SRP: srp_parameters(part); break;
	}
	if (kind.signs && !part->reader.failed)
		signature(part);
}

/* SSL 3.0 has no length before it (RFC 6101 §5.6.7.1). */
static void encrypted_premaster(struct part *part)
{
	if (part->context->version == VERSION_SSL3)
		part_rest(part, "encrypted premaster secret", WIRE_KNOWN);
	else
		part_opaque(part, "encrypted premaster secret", 2);
}

void decode_client_key_exchange(struct part *part)
{
	struct kind kind = kind_of(part->context->suite);

	if (kind.psk)
		part_text(part, "identity", 2);
	switch (kind.exchange) {
	case EXCHANGE_UNKNOWN: part_rest(part, "key exchange", WIRE_UNKNOWN); return;
	case EXCHANGE_RSA: encrypted_premaster(part); return;
	case EXCHANGE_DH:
		/* Empty when the client's certificate holds the key (RFC 5246 §7.4.7.2). */
		if (part_left(part))
			part_opaque(part, "public key", 2);
		return;
	case EXCHANGE_ECDH:
		if (part_left(part))
			part_opaque(part, "public key", 1);
		return;
	case EXCHANGE_PSK: return;
	case EXCHANGE_SRP: part_opaque(part, "public key", 2); return;
	}
}

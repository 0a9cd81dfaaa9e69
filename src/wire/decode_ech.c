/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decode_ech: Encrypted ClientHello (RFC 9849 §5, configurations §4), and the encrypted server name that came before it.
 */
#include "wire/decode.h"

enum { ECH_OUTER = 0, CONFIRMATION_BYTES = 8, NONCE_BYTES = 16 };

static void symmetric_suite(struct part *part)
{
	part_code(part, "key derivation", 2, &registry_kdfs);
	part_code(part, "cipher", 2, &registry_aeads);
}

static void from_client(struct part *part)
{
	if (part_code(part, "type", 1, &registry_ech_types) != ECH_OUTER)
		return;
	symmetric_suite(part);
	part_number(part, "configuration id", 1, "");
	part_opaque(part, "encapsulated key", 2);
	part_opaque(part, "payload", 2);
}

static void contents(struct part *part)
{
	part_number(part, "configuration id", 1, "");
	part_code(part, "key encapsulation", 2, &registry_kems);
	part_opaque(part, "public key", 2);
	struct part suites = part_vector(part, "suites", 2);
	while (part_left(&suites))
		symmetric_suite(&suites);
	part_number(part, "maximum name length", 1, "");
	part_text(part, "public name", 1);
	part_opaque(part, "extensions", 2);
	part_end(part);
}

/* Those of another version than the published one are skipped by their length (RFC 9849 §4). */
static void configuration(struct part *list)
{
	uint32_t version = part_code(list, "version", 2, &registry_extensions);
	struct part inside = part_vector(list, "contents", 2);

	if (version == 0xfe0d)
		contents(&inside);
	else
		part_rest(&inside, "data", WIRE_UNKNOWN);
}

static void retry_configurations(struct part *part)
{
	struct part list = part_vector(part, "configurations", 2);

	while (part_left(&list))
		configuration(&list);
}

void decode_ech(struct part *part)
{
	if (part->place == PLACE_CLIENT_HELLO)
		from_client(part);
	else if (part->place == PLACE_RETRY)
		part_data(part, "confirmation", CONFIRMATION_BYTES);
	else
		retry_configurations(part);
}

void decode_esni(struct part *part)
{
	if (part->place != PLACE_CLIENT_HELLO) {
		part_data(part, "nonce", NONCE_BYTES);
		return;
	}
	part_code(part, "cipher suite", 2, &registry_suites);
	part_code(part, "group", 2, &registry_groups);
	part_opaque(part, "key exchange", 2);
	part_opaque(part, "record digest", 2);
	part_opaque(part, "encrypted name", 2);
}

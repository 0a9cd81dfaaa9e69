/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decode_extension: the extensions, each in the form that it has in its message (RFC 8446 §4.2, RFC 6066 and others).
 */
#include "wire/decode.h"

#include "wire/names.h"

static bool from_client(const struct part *part)
{
	return part->place == PLACE_CLIENT_HELLO;
}

/* RFC 6066 §3: the server's is empty. */
static void server_name(struct part *part)
{
	if (!part_left(part))
		return;
	struct part list = part_vector(part, "server names", 2);
	while (part_left(&list))
		if (part_code(&list, "name type", 1, &registry_name_types) == 0)
			part_text(&list, "host name", 2);
		else
			part_opaque(&list, "name", 2);
}

static void max_fragment_length(struct part *part)
{
	part_code(part, "maximum fragment length", 1, &registry_fragment_lengths);
}

/* RFC 6066 §8; in TLS 1.3 the answer comes with the certificate (RFC 8446 §4.4.2.1). */
static void status_request(struct part *part)
{
	if (part->place == PLACE_CERTIFICATE)
		decode_certificate_status(part);
	else if (part_left(part))
		decode_status_request(part, false);
}

/* RFC 6961 §2.2. */
static void status_request_v2(struct part *part)
{
	if (!part_left(part))
		return;
	struct part list = part_vector(part, "requests", 2);
	while (part_left(&list))
		decode_status_request(&list, true);
}

static void supported_groups(struct part *part)
{
	part_codes(part, "groups", 2, "group", 2, &registry_groups);
}

static void ec_point_formats(struct part *part)
{
	part_codes(part, "point formats", 1, "point format", 1, &registry_point_formats);
}

static void signature_algorithms(struct part *part)
{
	part_schemes(part, "signature schemes");
}

static void heartbeat(struct part *part)
{
	part_code(part, "mode", 1, &registry_heartbeats);
}

/* RFC 7301 §3.1; the values that RFC 8701 reserves are of two bytes. */
static void protocols(struct part *part)
{
	struct part list = part_vector(part, "protocols", 2);

	while (part_left(&list))
		if (part_peek(&list, 0, 1) == 2 && wire_is_grease((uint16_t)part_peek(&list, 1, 2)))
			part_field(&list, "protocol", 3, WIRE_GREASE, "0x%04x GREASE", part_peek(&list, 1, 2));
		else
			part_text(&list, "protocol", 1);
}

static void scts(struct part *part)
{
	if (part_left(part))
		decode_sct_list(part);
}

/* RFC 7250 §3: a list in the client's hello, one in the answer. */
static void certificate_type(struct part *part)
{
	if (from_client(part))
		part_codes(part, "certificate types", 1, "certificate type", 1, &registry_certificate_types);
	else
		part_code(part, "certificate type", 1, &registry_certificate_types);
}

/* RFC 7685 §3: zeros only. */
static void padding(struct part *part)
{
	struct bytes bytes = part_bytes(part);
	bool zeros = true;

	for (size_t i = 0; i < bytes.len; i++)
		zeros = zeros && !bytes.data[i];
	if (bytes.len && zeros)
		part_field(part, "padding", bytes.len, WIRE_KNOWN, "%zu zeros", bytes.len);
	else
		part_rest(part, "padding that is not zero", WIRE_BROKEN);
}

static void nothing(struct part *part)
{
	(void)part;
}

static void compress_certificate(struct part *part)
{
	part_codes(part, "algorithms", 1, "algorithm", 2, &registry_compressions);
}

static void record_size_limit(struct part *part)
{
	part_number(part, "limit", 2, "bytes");
}

/* RFC 9345 §4: schemes in a hello or a request, the credential itself with the certificate. */
static void delegated_credential(struct part *part)
{
	if (part->place == PLACE_CERTIFICATE)
		decode_delegated_credential(part);
	else
		part_schemes(part, "signature schemes");
}

static void session_ticket(struct part *part)
{
	part_rest(part, "ticket", WIRE_KNOWN);
}

/* RFC 8446 §4.2.11. */
static void pre_shared_key(struct part *part)
{
	if (!from_client(part)) {
		part_number(part, "selected identity", 2, "");
		return;
	}
	struct part identities = part_vector(part, "identities", 2);
	while (part_left(&identities)) {
		part_opaque(&identities, "identity", 2);
		part_number(&identities, "obfuscated ticket age", 4, "");
	}
	struct part binders = part_vector(part, "binders", 2);
	while (part_left(&binders))
		part_opaque(&binders, "binder", 1);
}

static void early_data(struct part *part)
{
	if (part->place == PLACE_TICKET)
		part_number(part, "maximum early data", 4, "bytes");
}

static void supported_versions(struct part *part)
{
	if (from_client(part))
		part_codes(part, "versions", 1, "version", 2, &registry_versions);
	else
		part_code(part, "version", 2, &registry_versions);
}

static void cookie(struct part *part)
{
	part_opaque(part, "cookie", 2);
}

static void psk_key_exchange_modes(struct part *part)
{
	part_codes(part, "modes", 1, "mode", 1, &registry_psk_modes);
}

/* RFC 8446 §4.2.5. */
static void oid_filters(struct part *part)
{
	struct part list = part_vector(part, "filters", 2);

	while (part_left(&list)) {
		part_opaque(&list, "object identifier", 1);
		part_opaque(&list, "values", 2);
	}
}

/* RFC 8446 §4.2.8: one entry. Its own field says of which group and how long, since that is what is looked for. */
static void key_share_entry(struct part *part)
{
	if (part_lacks(part, "key share", 4))
		return;
	uint16_t group = (uint16_t)part_peek(part, 0, 2);
	size_t says = part_peek(part, 2, 2), left = part_left(part) - 4;
	const char *name = wire_group_name(group);
	enum wire_state state = wire_is_grease(group) ? WIRE_GREASE : name ? WIRE_KNOWN : WIRE_UNKNOWN;
	struct part inside = part_inside(part, 0, 4 + says);
	part_field(part, "key share", 4 + (says < left ? says : left), says > left ? WIRE_BROKEN : state,
		"%s, %zu byte%s",
		name                   ? name
		: state == WIRE_GREASE ? "GREASE"
				       : "unknown group",
		says, says == 1 ? "" : "s");
	part_code(&inside, "group", 2, &registry_groups);
	part_opaque(&inside, "key exchange", 2);
}

static void key_share(struct part *part)
{
	if (part->place == PLACE_RETRY) {
		part_code(part, "group", 2, &registry_groups);
		return;
	}
	if (!from_client(part)) {
		key_share_entry(part);
		return;
	}
	struct part list = part_vector(part, "key shares", 2);
	while (part_left(&list))
		key_share_entry(&list);
}

/* RFC 9149 §3. */
static void ticket_request(struct part *part)
{
	if (from_client(part)) {
		part_number(part, "tickets for a new session", 1, "");
		part_number(part, "tickets for a resumed session", 1, "");
	} else {
		part_number(part, "expected tickets", 1, "");
	}
}

static void renegotiation_info(struct part *part)
{
	part_opaque(part, "renegotiated connection", 1);
}

static void srp(struct part *part)
{
	part_text(part, "user name", 1);
}

/* Sorted by type. */
static const struct row {
	uint16_t type;
	void (*decode)(struct part *part);
} rows[] = {
	{0, server_name},
	{1, max_fragment_length},
	{4, nothing},
	{5, status_request},
	{10, supported_groups},
	{11, ec_point_formats},
	{12, srp},
	{13, signature_algorithms},
	{15, heartbeat},
	{16, protocols},
	{17, status_request_v2},
	{18, scts},
	{19, certificate_type},
	{20, certificate_type},
	{21, padding},
	{22, nothing},
	{23, nothing},
	{27, compress_certificate},
	{28, record_size_limit},
	{34, delegated_credential},
	{35, session_ticket},
	{41, pre_shared_key},
	{42, early_data},
	{43, supported_versions},
	{44, cookie},
	{45, psk_key_exchange_modes},
	{47, decode_authorities},
	{48, oid_filters},
	{49, nothing},
	{50, signature_algorithms},
	{51, key_share},
	{58, ticket_request},
	{17513, protocols},
	{17613, protocols},
	{65037, decode_ech},
	{65281, renegotiation_info},
	{65486, decode_esni},
};

static void body(uint16_t type, struct part *part)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].type == type) {
			rows[i].decode(part);
			part_end(part);
			return;
		}
	part_rest(part, "data", WIRE_UNKNOWN);
}

/* Which types were seen in this message: each may stand once (RFC 8446 §4.2). */
struct seen {
	uint8_t bits[(UINT16_MAX + 1) / 8];
};

/* seen may be NULL. */
static bool is_again(struct seen *seen, uint16_t type)
{
	uint8_t bit = (uint8_t)(1 << type % 8);

	if (!seen)
		return false;
	bool again = seen->bits[type / 8] & bit;
	seen->bits[type / 8] |= bit;
	return again;
}

static void extension(struct part *list, struct seen *seen)
{
	if (part_lacks(list, "extension", 4))
		return;
	uint16_t type = (uint16_t)part_peek(list, 0, 2);
	size_t says = part_peek(list, 2, 2), left = part_left(list) - 4;
	const char *name = wire_extension_name(type);
	struct part inside = part_inside(list, 4, says);
	bool again = is_again(seen, type);
	enum wire_state state = says > left || again   ? WIRE_BROKEN
				: wire_is_grease(type) ? WIRE_GREASE
				: name                 ? WIRE_KNOWN
						       : WIRE_UNKNOWN;
	const char *label = name ? name : wire_is_grease(type) ? "GREASE" : "unknown extension";
	if (says > left)
		part_field(list, label, 4 + left, state, "0x%04x, %zu bytes announced, %zu left", type, says, left);
	else if (again)
		part_field(list, label, 4 + says, state, "0x%04x, %zu bytes, not the first of its type", type, says);
	else if (says)
		part_field(list, label, 4 + says, state, "0x%04x, %zu byte%s", type, says, says == 1 ? "" : "s");
	else
		part_field(list, label, 4, state, "0x%04x, empty", type);
	body(type, &inside);
}

/* A certificate message may hold a million such lists: the table is made for those only that can still be shown. */
void decode_extensions(struct part *part)
{
	struct part list = part_vector(part, "extensions", 2);
	bool shown = part_left(&list) && part->tree->count < TREE_FIELDS_MAX;
	struct seen seen;

	if (shown)
		seen = (struct seen){{0}};
	while (part_left(&list))
		extension(&list, shown ? &seen : NULL);
}

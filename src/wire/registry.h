/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * registry: the tables behind names.h, for those in this folder who decode.
 *
 * Rows are sorted by code. What is no longer in IANA's registries but was spoken (SSL 2.0 and 3.0, drafts, private use) stands
 * in the same table.
 */
#ifndef STARLIT_WIRE_REGISTRY_H
#define STARLIT_WIRE_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name {
	uint32_t code;
	const char *text;
};

/* Where RFC 8701 reserves values. */
enum registry_grease { REGISTRY_PLAIN, REGISTRY_GREASE, REGISTRY_GREASE_PSK };

struct registry {
	const struct name *rows;
	size_t count;
	enum registry_grease grease;
	const struct registry *also; /* looked into next; may be NULL */
};

#define REGISTRY(table, reserved)                                                                                      \
	{                                                                                                              \
		.rows = (table), .count = sizeof(table) / sizeof((table)[0]), .grease = (reserved)                     \
	}

extern const struct registry registry_contents, registry_messages, registry_alert_levels, registry_alerts,
	registry_versions;
extern const struct registry registry_extensions;
extern const struct registry registry_suites, registry_ssl2_suites;
extern const struct registry registry_groups, registry_schemes, registry_hashes, registry_signatures;
extern const struct registry registry_compressions, registry_hello_compressions, registry_psk_modes,
	registry_point_formats, registry_curve_types, registry_certificate_types, registry_client_certificate_types,
	registry_status_types, registry_name_types, registry_fragment_lengths, registry_key_updates,
	registry_heartbeats, registry_kdfs, registry_aeads, registry_kems, registry_sct_versions, registry_ech_types;

/* NULL: not in the table. */
const char *registry_name(const struct registry *registry, uint32_t code);
bool registry_is_grease(const struct registry *registry, uint32_t code);

#endif

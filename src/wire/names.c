/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names: looks a code point up in its table.
 */
#include "wire/names.h"

#include "wire/registry.h"

static const char *row_name(const struct registry *registry, uint32_t code)
{
	size_t low = 0, high = registry->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (registry->rows[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low < registry->count && registry->rows[low].code == code ? registry->rows[low].text : NULL;
}

const char *registry_name(const struct registry *registry, uint32_t code)
{
	const char *text = NULL;

	for (; registry && !text; registry = registry->also)
		text = row_name(registry, code);
	return text;
}

bool registry_is_grease(const struct registry *registry, uint32_t code)
{
	switch (registry->grease) {
	case REGISTRY_PLAIN: return false;
	case REGISTRY_GREASE: return code <= UINT16_MAX && wire_is_grease((uint16_t)code);
	case REGISTRY_GREASE_PSK: return code <= UINT8_MAX && wire_is_grease_psk_mode((uint8_t)code);
	}
	return false;
}

/* Both bytes alike, and each ends in the digit a (RFC 8701 §2). */
bool wire_is_grease(uint16_t code)
{
	return (code & 0x0f0f) == 0x0a0a && code >> 8 == (code & 0xff);
}

/* 0x0b, 0x2a, 0x49 ... 0xe4 (RFC 8701 §2). */
bool wire_is_grease_psk_mode(uint8_t mode)
{
	return mode >= 0x0b && mode <= 0xe4 && (mode - 0x0b) % 0x1f == 0;
}

const char *wire_content_name(uint8_t type)
{
	return registry_name(&registry_contents, type);
}

const char *wire_message_name(uint8_t type)
{
	return registry_name(&registry_messages, type);
}

const char *wire_alert_name(uint8_t description)
{
	return registry_name(&registry_alerts, description);
}

const char *wire_version_name(uint16_t version)
{
	return registry_name(&registry_versions, version);
}

const char *wire_extension_name(uint16_t type)
{
	return registry_name(&registry_extensions, type);
}

const char *wire_suite_name(uint16_t suite)
{
	return registry_name(&registry_suites, suite);
}

const char *wire_ssl2_suite_name(uint32_t suite)
{
	return registry_name(&registry_ssl2_suites, suite);
}

size_t wire_suite_count(void)
{
	return registry_suites.count;
}

uint16_t wire_suite_at(size_t index)
{
	return (uint16_t)registry_suites.rows[index].code;
}

const char *wire_group_name(uint16_t group)
{
	return registry_name(&registry_groups, group);
}

const char *wire_scheme_name(uint16_t scheme)
{
	return registry_name(&registry_schemes, scheme);
}

const char *wire_hash_name(uint8_t hash)
{
	return registry_name(&registry_hashes, hash);
}

const char *wire_signature_name(uint8_t signature)
{
	return registry_name(&registry_signatures, signature);
}

const char *wire_compression_name(uint16_t method)
{
	return registry_name(&registry_compressions, method);
}

const char *wire_psk_mode_name(uint8_t mode)
{
	return registry_name(&registry_psk_modes, mode);
}

const char *wire_point_format_name(uint8_t format)
{
	return registry_name(&registry_point_formats, format);
}

const char *wire_certificate_type_name(uint8_t type)
{
	return registry_name(&registry_certificate_types, type);
}

const char *wire_client_certificate_type_name(uint8_t type)
{
	return registry_name(&registry_client_certificate_types, type);
}

const char *wire_status_type_name(uint8_t type)
{
	return registry_name(&registry_status_types, type);
}

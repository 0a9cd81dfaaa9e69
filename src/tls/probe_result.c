/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_result: IANA's names for what was found.
 */
#include "tls/probe_result.h"

#include "wire/names.h"
#include <stdio.h>

enum { SSL2 = 0x0002 };

const char *probe_version_text(uint16_t version)
{
	const char *name = wire_version_name(version);

	return name ? name : "a version that has no name";
}

static const char *registry_name(const struct probe_result *result)
{
	switch (result->topic) {
	case PROBE_VERSION: return wire_version_name((uint16_t)result->code);
	case PROBE_SUITE:
		return result->version == SSL2 ? wire_ssl2_suite_name(result->code)
					       : wire_suite_name((uint16_t)result->code);
	case PROBE_GROUP: return wire_group_name((uint16_t)result->code);
	case PROBE_SCHEME: return wire_scheme_name((uint16_t)result->code);
	case PROBE_EXTENSION: return wire_extension_name((uint16_t)result->code);
	case PROBE_SUITE_ORDER:
	case PROBE_GROUP_ORDER:
	case PROBE_DH_SIZE:
	case PROBE_ALPN:
	case PROBE_HELLO_SIZE:
	case PROBE_ENDED: return NULL;
	}
	return NULL;
}

/* TLS 1.2 writes a scheme as a hash and a signature (RFC 5246 §7.4.1.4.1); not all pairs were named later. */
static bool pair_name(const struct probe_result *result, char *text, size_t size)
{
	const char *hash = wire_hash_name((uint8_t)(result->code >> 8));
	const char *signature = wire_signature_name((uint8_t)result->code);

	if (result->topic != PROBE_SCHEME || !hash || !signature)
		return false;
	snprintf(text, size, "%s_%s", signature, hash);
	return true;
}

char *probe_result_name(const struct probe_result *result, char *text, size_t size)
{
	const char *name = result->name[0] ? result->name : result->code ? registry_name(result) : NULL;

	if (name)
		snprintf(text, size, "%s", name);
	else if (result->topic == PROBE_DH_SIZE)
		snprintf(text, size, "%u bits", result->code);
	else if (result->topic == PROBE_HELLO_SIZE && result->code)
		snprintf(text, size, "%u bytes", result->code);
	else if (!result->code)
		text[0] = 0;
	else if (!pair_name(result, text, size))
		snprintf(text, size, "0x%04x", result->code);
	return text;
}

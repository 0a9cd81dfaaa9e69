/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * weak: names of suites say what they are made of.
 */
#include "advice/weak.h"

static bool holds(struct bytes name, const char *part)
{
	return bytes_find_nocase(name, bytes_str(part)) < name.len;
}

static bool ends(struct bytes name, const char *end)
{
	size_t len = strlen(end);

	return name.len >= len && bytes_is(bytes_from(name, name.len - len), end);
}

enum weakness weak_cipher(struct bytes name)
{
	static const struct {
		const char *part;
		enum weakness weakness;
	} parts[] = {{"_WITH_NULL_", WEAK_NULL}, {"EXPORT", WEAK_EXPORT}, {"_DES_CBC_", WEAK_DES},
		{"_DES_64_", WEAK_DES}, {"RC4", WEAK_RC4}, {"3DES", WEAK_BLOCK64}, {"_DES_192_", WEAK_BLOCK64},
		{"IDEA", WEAK_BLOCK64}, {"RC2", WEAK_BLOCK64}};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (holds(name, parts[i].part))
			return parts[i].weakness;
	/* Suites that only sign, as RFC 9150 has them for TLS 1.3. */
	if (bytes_is(name, "TLS_SHA256_SHA256") || bytes_is(name, "TLS_SHA384_SHA384"))
		return WEAK_NULL;
	if (ends(name, "_MD5"))
		return WEAK_MD5;
	if (holds(name, "_CBC_"))
		return ends(name, "_SHA") ? WEAK_CBC_SHA1 : WEAK_CBC;
	return WEAK_NOT;
}

bool weak_is_anonymous(struct bytes name)
{
	return holds(name, "_anon_") || bytes_is(name, "TLS_NULL_WITH_NULL_NULL");
}

bool weak_is_static(struct bytes name)
{
	static const char *const prefixes[] = {"TLS_RSA_WITH_", "TLS_RSA_EXPORT", "TLS_RSA_PSK_", "TLS_PSK_WITH_",
		"TLS_DH_RSA_", "TLS_DH_DSS_", "TLS_ECDH_RSA_", "TLS_ECDH_ECDSA_", "SSL_CK_"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (bytes_starts_with(name, prefixes[i]))
			return true;
	return false;
}

enum finding_rank weak_trust_rank(const struct advice *advice)
{
	enum { SMTP_PORT = 25 };
	const struct event_target *target = &advice_digest(advice)->target;
	bool relays = bytes_is(target->protocol, "LMTP") ||
		      (bytes_is(target->protocol, "SMTP") && target->port == SMTP_PORT && !target->implicit_tls);

	return relays ? FINDING_MEDIUM : FINDING_HIGH;
}

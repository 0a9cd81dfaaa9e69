/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shape_facts: what events point to: capabilities, what was negotiated, certificates.
 */
#include "report/shape.h"

#include "base/base64.h"
#include "model/caps.h"

#define NAMES(type, ...)                                                                                               \
	static const char *name_of_##type(unsigned value)                                                              \
	{                                                                                                              \
		static const char *const names[] = {__VA_ARGS__};                                                      \
		return value < sizeof(names) / sizeof(names[0]) ? names[value] : "?";                                  \
	}
NAMES(fact, [FACT_NO] = "no", [FACT_YES] = "yes", [FACT_NOT_APPLICABLE] = "not-applicable")
NAMES(san_kind, [SAN_DNS] = "dns", [SAN_IP] = "ip", [SAN_EMAIL] = "email", [SAN_URI] = "uri", [SAN_SRV] = "srv",
	[SAN_OTHER] = "other")
NAMES(check, [CHECK_DATES] = "dates", [CHECK_ALGORITHM] = "algorithm", [CHECK_KEY_SIZE] = "key_size",
	[CHECK_SIGNATURE] = "signature", [CHECK_CA_FLAG] = "ca_flag", [CHECK_PATH_LENGTH] = "path_length",
	[CHECK_KEY_USAGE] = "key_usage", [CHECK_PURPOSE] = "purpose", [CHECK_NAME_CONSTRAINTS] = "name_constraints",
	[CHECK_CRITICAL] = "critical", [CHECK_MUST_STAPLE] = "must_staple", [CHECK_REVOCATION] = "revocation")
NAMES(check_result, [CHECK_NOT_DONE] = "not-done", [CHECK_PASSED] = "passed", [CHECK_FAILED] = "failed",
	[CHECK_NOT_NEEDED] = "not-needed")
NAMES(place, [PLACE_UNKNOWN] = "unknown", [PLACE_LEAF] = "leaf", [PLACE_ISSUER] = "issuer", [PLACE_ANCHOR] = "anchor",
	[PLACE_DUPLICATE] = "duplicate", [PLACE_ALTERNATIVE] = "alternative", [PLACE_UNRELATED] = "unrelated",
	[PLACE_UNREADABLE] = "unreadable")
NAMES(staple_status, [STAPLE_NOT_CHECKED] = "not-checked", [STAPLE_GOOD] = "good", [STAPLE_OLD] = "old",
	[STAPLE_REVOKED] = "revoked", [STAPLE_UNKNOWN] = "unknown", [STAPLE_EXPIRED] = "expired",
	[STAPLE_EARLY] = "early", [STAPLE_OTHER] = "other-certificate", [STAPLE_MALFORMED] = "malformed",
	[STAPLE_ERROR] = "error", [STAPLE_SIGNATURE] = "signature")
NAMES(sct_source, [SCT_FROM_CERTIFICATE] = "certificate", [SCT_FROM_TLS] = "tls", [SCT_FROM_OCSP] = "ocsp")
NAMES(sct_result, [SCT_NOT_CHECKED] = "not-checked", [SCT_GOOD] = "good", [SCT_BAD] = "bad")

/* Capabilities */

static const struct shape_member cap[] = {
	SHAPE_OWN(struct cap, keyword),
	SHAPE_OWN(struct cap, params),
};
static const struct shape shape_cap = {.name = "cap", .size = sizeof(struct cap), SHAPE_MEMBERS(cap)};

static const char *mend_caps(void *object, struct arena *arena)
{
	struct caps *set = object;

	set->room = set->count;
	set->arena = arena;
	return set->count <= CAPS_MAX ? NULL : "more capabilities than a server's list is kept of";
}

static const struct shape_member caps[] = {
	SHAPE_LIST(struct caps, list, SHAPE_MANY, count, &shape_cap),
	SHAPE_OWN(struct caps, dropped),
};
static const struct shape_member caps_mended[] = {
	SHAPE_OWN(struct caps, count),
	SHAPE_OWN(struct caps, room),
	{.name = "arena", SHAPE_POINTER(struct caps, arena)},
};
const struct shape shape_caps = {
	.name = "caps", .size = sizeof(struct caps), SHAPE_MEMBERS(caps), .mend = mend_caps, SHAPE_MENDED(caps_mended)};

/* What was negotiated */

#define TLS(member)      SHAPE_OWN(struct tls_facts, member)
#define TLS_FACT(member) SHAPE_NAMED(struct tls_facts, member, SHAPE_NAME, name_of_fact)
static const struct shape_member tls[] = {
	TLS(version),
	TLS(version_code),
	TLS(suite),
	TLS(cipher),
	TLS(mac),
	TLS(key_exchange),
	TLS(group),
	TLS(dh_bits),
	TLS(server_signature),
	TLS(client_signature),
	TLS(alpn),
	TLS(sni),
	TLS_FACT(extended_master_secret),
	TLS_FACT(encrypt_then_mac),
	TLS_FACT(safe_renegotiation),
	TLS(resumed),
	TLS(client_certificate_asked),
	TLS(client_certificate),
	TLS(policy),
	TLS(policy_ignored),
	TLS(stapled),
	TLS(binding_exporter),
	TLS(binding_unique),
	TLS(binding_end_point),
	TLS(messages),
	TLS(handshake_in),
	TLS(handshake_out),
};

/* Views show it without asking whether it is there. */
static const char *mend_tls(void *object, struct arena *arena)
{
	const struct tls_facts *facts = object;

	(void)arena;
	return facts->version ? NULL : "there is no TLS without a version";
}

const struct shape shape_tls_facts = {
	.name = "tls_facts", .size = sizeof(struct tls_facts), SHAPE_MEMBERS(tls), .mend = mend_tls};

/* Certificates */

static const struct shape_member san[] = {
	SHAPE_NAMED(struct san, kind, SHAPE_NAME, name_of_san_kind),
	SHAPE_OWN(struct san, value),
	SHAPE_OWN(struct san, matches),
};
static const struct shape shape_san = {.name = "san", .size = sizeof(struct san), SHAPE_MEMBERS(san)};

static const struct shape_member check[] = {
	SHAPE_NAMED(struct check, result, SHAPE_NAME, name_of_check_result),
	SHAPE_OWN(struct check, reason),
};
static const struct shape shape_check = {.name = "check", .size = sizeof(struct check), SHAPE_MEMBERS(check)};

/* Views show the reason without asking whether it is there. */
static const char *mend_staple(void *object, struct arena *arena)
{
	const struct staple_facts *facts = object;

	(void)arena;
	return facts->reason ? NULL : "a stapled response has no reason for its status";
}

static const struct shape_member staple[] = {
	SHAPE_NAMED(struct staple_facts, status, SHAPE_NAME, name_of_staple_status),
	SHAPE_OWN(struct staple_facts, reason),
};
static const struct shape shape_staple = {
	.name = "staple", .size = sizeof(struct staple_facts), SHAPE_MEMBERS(staple), .mend = mend_staple};

/* RFC 7468: lines of 64 letters. */
static const char *pem_of(struct arena *arena, struct bytes der)
{
	enum { LINE = 48 };
	struct buffer pem;

	buffer_init(&pem, der.len * 2 + 100);
	buffer_append_text(&pem, "-----BEGIN CERTIFICATE-----\n");
	for (struct bytes rest = der; rest.len; rest = bytes_from(rest, LINE)) {
		base64_encode(&pem, bytes_first(rest, LINE));
		buffer_append_byte(&pem, '\n');
	}
	buffer_append_text(&pem, "-----END CERTIFICATE-----\n");
	const char *text = arena_text(arena, buffer_text(&pem));
	buffer_done(&pem);
	return text;
}

static const char *mend_cert(void *object, struct arena *arena)
{
	struct cert_facts *facts = object;

	facts->pem = pem_of(arena, facts->der);
	return facts->subject && facts->issuer ? NULL : "a certificate has a subject and an issuer, be they empty";
}

#define CERT(member)         SHAPE_OWN(struct cert_facts, member)
#define CERT_AS(member, how) SHAPE_AS(struct cert_facts, member, how)
static const struct shape_member cert[] = {
	CERT(subject),
	CERT(common_name),
	CERT(issuer),
	CERT_AS(serial, SHAPE_BASE64),
	SHAPE_LIST(struct cert_facts, sans, SHAPE_MANY, san_count, &shape_san),
	CERT(san_dropped),
	CERT(not_before),
	CERT(not_after),
	CERT(key),
	CERT(key_bits),
	CERT(signature),
	CERT(signature_weak),
	CERT_AS(sha256, SHAPE_HEX),
	CERT_AS(spki_sha256, SHAPE_HEX),
	CERT(spki_pin),
	CERT(key_usage),
	CERT(extended_key_usage),
	CERT(for_servers),
	CERT(is_ca),
	CERT(has_basic_constraints),
	CERT(path_length),
	CERT(self_issued),
	CERT(must_staple),
	CERT(name_constraints),
	CERT(issuer_url),
	CERT(ocsp_url),
	CERT(crl_url),
	SHAPE_NAMED(struct cert_facts, place, SHAPE_NAME, name_of_place),
	{.name = "staple", .type = SHAPE_ONE, SHAPE_POINTER(struct cert_facts, staple), .of = &shape_staple},
	{.name = "checks",
		.type = SHAPE_EACH,
		SHAPE_PLACE(struct cert_facts, checks),
		.named = name_of_check,
		.of = &shape_check},
	CERT(version),
	CERT_AS(der, SHAPE_BASE64),
	CERT(parse_error),
};
static const struct shape_member cert_mended[] = {
	CERT(san_count),
	CERT(pem),
};
static const struct shape shape_cert = {.name = "cert",
	.size = sizeof(struct cert_facts),
	SHAPE_MEMBERS(cert),
	.mend = mend_cert,
	SHAPE_MENDED(cert_mended)};

/* Views show the reason without asking whether it is there. */
static const char *mend_sct(void *object, struct arena *arena)
{
	const struct sct_facts *facts = object;

	(void)arena;
	return facts->reason ? NULL : "a timestamp of a log has no reason for its result";
}

#define SCT(member) SHAPE_OWN(struct sct_facts, member)
static const struct shape_member sct[] = {
	SHAPE_NAMED(struct sct_facts, source, SHAPE_NAME, name_of_sct_source),
	SCT(readable),
	SCT(version),
	SHAPE_AS(struct sct_facts, log_id, SHAPE_HEX),
	SCT(log_name),
	SCT(time_ms),
	SCT(scheme),
	SHAPE_NAMED(struct sct_facts, result, SHAPE_NAME, name_of_sct_result),
	SCT(reason),
};
static const struct shape shape_sct = {
	.name = "sct", .size = sizeof(struct sct_facts), SHAPE_MEMBERS(sct), .mend = mend_sct};

static const char *mend_chain(void *object, struct arena *arena)
{
	struct chain_facts *facts = object;

	(void)arena;
	for (size_t i = 0; i < facts->path_count; i++)
		if (facts->path[i] >= facts->count)
			return "a step of the path is none of the certificates";
	return NULL;
}

#define CHAIN(member) SHAPE_OWN(struct chain_facts, member)
static const struct shape_member chain[] = {
	SHAPE_LIST(struct chain_facts, certs, SHAPE_MANY, count, &shape_cert),
	CHAIN(dropped),
	CHAIN(out_of_order),
	CHAIN(duplicates),
	CHAIN(unrelated),
	SHAPE_LIST(struct chain_facts, path, SHAPE_INDICES, path_count, NULL),
	{.name = "anchor", .type = SHAPE_ONE, SHAPE_POINTER(struct chain_facts, anchor), .of = &shape_cert},
	{.name = "trust_anchor", .type = SHAPE_ONE, SHAPE_POINTER(struct chain_facts, trust_anchor), .of = &shape_cert},
	CHAIN(missing_issuer),
	CHAIN(trust_source),
	CHAIN(reference_name),
	CHAIN(mail_domain),
	CHAIN(as_of),
	CHAIN(as_of_given),
	CHAIN(from_session),
	SHAPE_LIST(struct chain_facts, scts, SHAPE_MANY, sct_count, &shape_sct),
	CHAIN(scts_dropped),
	CHAIN(scts_asked),
};
static const struct shape_member chain_mended[] = {
	CHAIN(count),
	CHAIN(path_count),
	CHAIN(sct_count),
};
const struct shape shape_chain_facts = {.name = "chain_facts",
	.size = sizeof(struct chain_facts),
	SHAPE_MEMBERS(chain),
	.mend = mend_chain,
	SHAPE_MENDED(chain_mended)};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * info: what was negotiated, the chain and the verdicts on it, as events.
 */
#include "tls/engine.h"

#include "tls/certs.h"
#include "tls/sct.h"
#include "tls/verify.h"
#include "wire/names.h"
#include <stdlib.h>
#include <string.h>

static const char *keep(struct tls *tls, const char *text)
{
	return text ? arena_text(journal_arena(tls->journal), text) : NULL;
}

/* "SECP256R1" is how GnuTLS spells it; X25519 and FFDHE2048 are spelt as IANA does. */
static const char *group_name(gnutls_group_t group)
{
	return group == GNUTLS_GROUP_INVALID ? NULL : gnutls_group_get_name(group);
}

static const char *key_exchange(gnutls_session_t session, bool tls13, bool resumed)
{
	const char *group = group_name(gnutls_group_get(session));

	if (!tls13)
		return resumed ? "resumed" : gnutls_kx_get_name(gnutls_kx_get(session));
	if (!group)
		return "PSK";
	if (!strncmp(group, "FFDHE", 5))
		return resumed ? "PSK with DHE" : "DHE";
	return resumed ? "PSK with ECDHE" : "ECDHE";
}

static uint16_t version_code(gnutls_protocol_t version)
{
	switch ((int)version) {
	case GNUTLS_TLS1_0: return 0x0301;
	case GNUTLS_TLS1_1: return 0x0302;
	case GNUTLS_TLS1_2: return 0x0303;
	case GNUTLS_TLS1_3: return 0x0304;
	default: return 0;
	}
}

static bool has_binding(gnutls_session_t session, gnutls_channel_binding_t type)
{
	gnutls_datum_t binding = {NULL, 0};
	bool has = gnutls_session_channel_binding(session, type, &binding) >= 0;

	gnutls_free(binding.data);
	return has;
}

static enum fact flag_fact(bool tls13, unsigned flags, unsigned bit)
{
	if (tls13)
		return FACT_NOT_APPLICABLE;
	return flags & bit ? FACT_YES : FACT_NO;
}

static void fill_flags(struct tls *tls, struct tls_facts *facts, bool tls13)
{
	unsigned flags = gnutls_session_get_flags(tls->session);

	facts->extended_master_secret = flag_fact(tls13, flags, GNUTLS_SFLAGS_EXT_MASTER_SECRET);
	facts->encrypt_then_mac = flag_fact(tls13, flags, GNUTLS_SFLAGS_ETM);
	facts->safe_renegotiation = flag_fact(tls13, flags, GNUTLS_SFLAGS_SAFE_RENEGOTIATION);
	facts->binding_exporter = has_binding(tls->session, GNUTLS_CB_TLS_EXPORTER);
	facts->binding_unique = has_binding(tls->session, GNUTLS_CB_TLS_UNIQUE);
	facts->binding_end_point = has_binding(tls->session, GNUTLS_CB_TLS_SERVER_END_POINT);
}

static const char *alpn(struct tls *tls)
{
	gnutls_datum_t protocol;

	if (gnutls_alpn_get_selected_protocol(tls->session, &protocol) < 0)
		return NULL;
	struct bytes copy = arena_keep(journal_arena(tls->journal), bytes_of(protocol.data, protocol.size));
	return (const char *)copy.data;
}

/* A session that is resumed shows none again (RFC 8446 §2.2): those of the first time stand for it. */
static bool is_from_session(const struct tls *tls)
{
	return !tls->certificate.len && gnutls_session_is_resumed(tls->session);
}

/* Before TLS 1.3 there is one, which has a message of its own; GnuTLS keeps those of a session that is resumed. */
static struct staple staple_at(const struct tls *tls, size_t index)
{
	struct staple staple = {.came = false};
	gnutls_datum_t response;

	if (is_tls13(tls) && !is_from_session(tls)) {
		message_staple(tls, index, &staple);
		return staple;
	}
	if (gnutls_ocsp_status_request_get2(tls->session, (unsigned)index, &response) >= 0)
		staple = (struct staple){.came = true, .response = bytes_of(response.data, response.size)};
	return staple;
}

static bool any_staple(const struct tls *tls)
{
	for (size_t i = 0; i < TLS_CHAIN_MAX; i++)
		if (staple_at(tls, i).came)
			return true;
	return false;
}

/* What we sent when the server asked who we are. */
static void fill_client(struct tls *tls, struct tls_facts *facts)
{
	const gnutls_datum_t *ours = gnutls_certificate_get_ours(tls->session);
	struct cert_facts cert = {.subject = NULL};

	facts->client_certificate_asked = tls->certificate_asked;
	if (!tls->certificate_asked || !ours)
		return;
	certs_read(journal_arena(tls->journal), bytes_of(ours->data, ours->size), &cert);
	facts->client_certificate = cert.subject ? cert.subject : "";
	facts->client_signature = keep(
		tls, gnutls_sign_get_name((gnutls_sign_algorithm_t)gnutls_sign_algorithm_get_client(tls->session)));
}

static struct tls_facts *gather(struct tls *tls)
{
	struct tls_facts *facts = arena_alloc(journal_arena(tls->journal), sizeof(*facts));
	gnutls_session_t session = tls->session;
	gnutls_protocol_t version = gnutls_protocol_get_version(session);
	bool tls13 = version == GNUTLS_TLS1_3;

	if (!facts)
		return NULL;
	facts->version_code = version_code(version);
	facts->version =
		wire_version_name(facts->version_code) ? wire_version_name(facts->version_code) : "unknown version";
	facts->resumed = gnutls_session_is_resumed(session);
	facts->suite = keep(tls, gnutls_ciphersuite_get(session));
	facts->cipher = keep(tls, gnutls_cipher_get_name(gnutls_cipher_get(session)));
	facts->mac = keep(tls, gnutls_mac_get_name(gnutls_mac_get(session)));
	facts->key_exchange = keep(tls, key_exchange(session, tls13, facts->resumed));
	facts->group = facts->resumed && !tls13 ? NULL : keep(tls, group_name(gnutls_group_get(session)));
	facts->dh_bits = (unsigned)(gnutls_dh_get_prime_bits(session) > 0 ? gnutls_dh_get_prime_bits(session) : 0);
	facts->server_signature =
		keep(tls, gnutls_sign_get_name((gnutls_sign_algorithm_t)gnutls_sign_algorithm_get(session)));
	facts->alpn = alpn(tls);
	facts->sni = keep(tls, tls->setup.sni);
	facts->policy = keep(tls, setup_policy_file());
	facts->policy_ignored = setup_policy_ignored();
	fill_client(tls, facts);
	facts->stapled = any_staple(tls);
	facts->messages = tls->messages - tls->messages_before;
	facts->handshake_in = tls->handshake_in - tls->in_before;
	facts->handshake_out = tls->handshake_out - tls->out_before;
	if (!facts->suite)
		facts->suite = "unknown cipher suite";
	fill_flags(tls, facts, tls13);
	return facts;
}

static bool session_certificate(const struct tls *tls, size_t index, struct bytes *ret_der)
{
	unsigned count = 0;
	const gnutls_datum_t *list = gnutls_certificate_get_peers(tls->session, &count);

	if (!list || index >= count)
		return false;
	*ret_der = bytes_of(list[index].data, list[index].size);
	return true;
}

static bool certificate_at(const struct tls *tls, size_t index, struct bytes *ret_der)
{
	return is_from_session(tls) ? session_certificate(tls, index, ret_der)
				    : message_certificate(tls, index, ret_der);
}

static size_t count_certificates(const struct tls *tls)
{
	struct bytes der;
	size_t count = 0;

	while (certificate_at(tls, count, &der))
		count++;
	return count;
}

/* The certificates as the server sent them, whether or not they could be used. */
static bool read_chain(struct tls *tls, struct verify_request *request)
{
	struct arena *arena = journal_arena(tls->journal);
	size_t sent = count_certificates(tls);
	size_t kept = sent < TLS_CHAIN_MAX ? sent : TLS_CHAIN_MAX;
	struct cert_facts *certs = arena_alloc(arena, (kept + 1) * sizeof(*certs));
	struct staple *staples = arena_alloc(arena, (kept + 1) * sizeof(*staples));

	if (!certs || !staples)
		return false;
	for (size_t i = 0; i < kept; i++) {
		struct bytes der;
		staples[i] = staple_at(tls, i);
		if (certificate_at(tls, i, &der))
			certs_read(arena, der, &certs[i]);
	}
	request->certs = certs;
	request->staples = staples;
	request->count = kept;
	request->dropped = sent - kept;
	return true;
}

static void tell_chain(struct tls *tls, const struct chain_facts *chain)
{
	struct event event = {.kind = EVENT_CHAIN, .direction = DIRECTION_IN, .chain = {.chain = chain}};

	journal_append(tls->journal, &event);
}

static void tell_verdicts(struct tls *tls, const struct verify_result *result)
{
	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		struct event event = {.kind = EVENT_VERDICT,
			.verdict = {.aspect = (enum verdict_aspect)i,
				.result = result->verdicts[i].result,
				.reason = bytes_str(result->verdicts[i].reason),
				.anchor = i == VERDICT_CHAIN ? bytes_str(result->anchor_subject) : (struct bytes){0}}};
		journal_append(tls->journal, &event);
	}
}

static void judge(struct tls *tls)
{
	struct chain_facts *chain = arena_alloc(journal_arena(tls->journal), sizeof(*chain));
	struct verify_request request = {.reference_name = tls->reference_name,
		.mail_domain = tls->mail_domain,
		.srv_service = tls->srv_service,
		.crls = tls->anchors->crls,
		.now = tls->as_of ? tls->as_of : clock_wall(journal_clock(tls->journal)) / 1000000,
		.as_of_given = tls->as_of != 0};
	struct sct_request timestamps = {
		.from_tls = message_scts(tls), .staple = staple_at(tls, 0).response, .logs = tls->anchors->ct_logs};
	struct verify_result result;

	if (!chain || !read_chain(tls, &request))
		return;
	verify_chain(journal_arena(tls->journal), tls->anchors->trust, &request, &result);
	*chain = result.chain;
	chain->from_session = is_from_session(tls);
	chain->scts_asked = tls->scts_asked;
	sct_judge(journal_arena(tls->journal), &timestamps, chain);
	tell_chain(tls, chain);
	tell_verdicts(tls, &result);
}

void info_tell_chain(struct tls *tls)
{
	judge(tls);
}

/* What only a user who asked for it gets: TLS that protects nothing. */
static void warn_of_nothing(struct tls *tls)
{
	gnutls_kx_algorithm_t exchange = gnutls_kx_get(tls->session);

	if (exchange == GNUTLS_KX_ANON_DH || exchange == GNUTLS_KX_ANON_ECDH)
		journal_note(tls->journal, SEVERITY_WARNING,
			"the key exchange was anonymous: no certificate was shown, and whoever sits in between can read and "
			"change everything");
	if (gnutls_cipher_get(tls->session) == GNUTLS_CIPHER_NULL)
		journal_note(tls->journal, SEVERITY_WARNING,
			"the cipher is NULL: nothing is encrypted, and everyone on the path can read it");
}

void info_tell(struct tls *tls)
{
	tls->facts = gather(tls);
	struct event event = {.kind = EVENT_TLS_UP,
		.direction = DIRECTION_IN,
		.tls_up = {.facts = tls->facts, .took_us = journal_now(tls->journal) - tls->began_us}};

	journal_append(tls->journal, &event);
	warn_of_nothing(tls);
	if (count_certificates(tls))
		judge(tls);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chain: the checks of constraints.c say what is wrong; GnuTLS has the last word on what they let pass.
 */
#include "tls/chain.h"

#include "tls/checks.h"
#include "tls/constraints.h"
#include "tls/trust.h"
#include <gnutls/gnutls.h>
#include <stdio.h>

#define SAY(result, ...) verdict_say(path->arena, result, __VA_ARGS__)

/* GnuTLS's judgement, without dates and without strength, which are verdicts of their own. */
static unsigned gnutls_status(struct path *path)
{
	gnutls_x509_trust_list_t list;
	gnutls_typed_vdata_st purpose = {
		.type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)GNUTLS_KP_TLS_WWW_SERVER};
	gnutls_x509_crt_t chain[PATH_MAX_CERTS];
	unsigned status = GNUTLS_CERT_INVALID;

	if (gnutls_x509_trust_list_init(&list, 0) < 0)
		return status;
	int result = gnutls_x509_trust_list_add_cas(list, &path->anchor, 1, 0);
	for (size_t i = 0; i < path->len; i++)
		chain[i] = path_crt(path, i);
	/* The status says nothing when the call fails: it is 0, «trusted», then. */
	if (result == 1)
		result = gnutls_x509_trust_list_verify_crt2(
			list, chain, (unsigned)path->len, &purpose, 1, PATH_FLAGS, &status, NULL);
	else
		result = GNUTLS_E_INTERNAL_ERROR;
	gnutls_x509_trust_list_deinit(list, 0);
	return result < 0 ? GNUTLS_CERT_INVALID : status;
}

static const char *why_distrusted(unsigned status)
{
	if (status & GNUTLS_CERT_SIGNATURE_FAILURE)
		return "a signature in it is not valid";
	if (status & GNUTLS_CERT_SIGNER_NOT_CA)
		return "a certificate in it signed another although it is no authority (CA)";
	if (status & GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE)
		return "it breaks a constraint of an authority in it (names or length of the path)";
	if (status & GNUTLS_CERT_PURPOSE_MISMATCH)
		return "a certificate in it is not meant for TLS servers (extended key usage)";
	if (status & GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS)
		return "a certificate in it has a critical extension that is not known here";
	if (status & GNUTLS_CERT_INSECURE_ALGORITHM)
		return "a signature in it uses an algorithm that this machine's policy forbids";
	return "GnuTLS does not accept it";
}

/* No anchor */

/* The server's own certificate must come first (RFC 8446 §4.4.2); here it is its issuer's. */
static bool authority_first(const struct path *path)
{
	const struct verify_request *request = path->request;

	for (size_t i = 1; i < request->count && request->certs[0].is_ca; i++)
		if (path->certs[i] && !request->certs[i].is_ca &&
			path_link(path->certs[i], path->certs[0]) == LINK_SIGNED)
			return true;
	return false;
}

static size_t count_places(const struct path *path, enum cert_place place)
{
	size_t count = 0;

	for (size_t i = 0; i < path->request->count; i++)
		count += path->request->certs[i].place == place;
	return count;
}

/* What might help: the server sent things that could not be used. */
static const char *hint(const struct path *path)
{
	if (count_places(path, PLACE_UNREADABLE))
		return "; one of the certificates that it sent cannot be read";
	return "";
}

static struct verdict incomplete(struct path *path)
{
	const struct cert_facts *top = path_facts(path, path->len - 1);
	const char *name = path_name(path, path->len - 1), *source = trust_source(path->trust);
	const char *issuer = verdict_safe(path->arena, top->issuer);
	char where[300] = "";

	if (top->issuer_url)
		snprintf(where, sizeof(where), "; it is to be had from %s (not fetched)",
			verdict_safe(path->arena, top->issuer_url));
	if (path->len == 1)
		return SAY(VERDICT_BAD,
			"incomplete: the issuer of the certificate (%s) was not sent and is not in %s; the server should send its "
			"intermediate certificates%s%s",
			issuer, source, where, hint(path));
	return SAY(VERDICT_BAD, "leads to %s, whose issuer (%s) was not sent and is not in %s%s%s", name, issuer,
		source, where, hint(path));
}

static struct verdict no_anchor(struct path *path)
{
	size_t top = path->len - 1;
	const char *source = trust_source(path->trust);

	for (size_t i = 0; i < path->len; i++)
		if (path->links[i] == LINK_TOO_LARGE || path->links[i] == LINK_UNKNOWN)
			return SAY(VERDICT_NOT_CHECKED, "%s %s; hence nothing is trusted", path_name(path, i),
				path_facts(path, i)->checks[CHECK_SIGNATURE].reason);
	switch (trust_state(path->trust)) {
	case TRUST_SWITCHED_OFF:
		return SAY(VERDICT_NOT_CHECKED, "no trust anchors are in use, as you asked; hence nothing is trusted%s",
			path->len > 1 ? " (the signatures among the certificates sent are good)" : "");
	case TRUST_NOT_FOUND:
		return SAY(VERDICT_NOT_CHECKED,
			"no trust store was found on this machine; name a file or directory of trusted certificates");
	case TRUST_IN_USE: break;
	}
	if (!path_facts(path, top)->self_issued)
		return incomplete(path);
	if (path->len == 1)
		return SAY(VERDICT_BAD, "self-signed, and not in %s: anybody could have made it%s", source, hint(path));
	return SAY(VERDICT_BAD, "leads to the root %s, which is not in %s: anybody could have made it",
		path_name(path, top), source);
}

/* An anchor */

static struct verdict is_anchored(struct path *path)
{
	const char *anchor = verdict_cert_name(path->arena, path->anchor_facts), *source = trust_source(path->trust);

	if (path->anchor_is_top && path->len == 1)
		return SAY(VERDICT_GOOD, "the certificate is itself in %s", source);
	return SAY(VERDICT_GOOD, "leads to %s, an anchor in %s", anchor, source);
}

static bool out_of_order(const struct path *path)
{
	for (size_t i = 1; i < path->len; i++)
		if (path->steps[i] < path->steps[i - 1])
			return true;
	return false;
}

static const char *first_of(struct path *path, enum cert_place place)
{
	for (size_t i = 0; i < path->request->count; i++)
		if (path->request->certs[i].place == place)
			return verdict_cert_name(path->arena, &path->request->certs[i]);
	return "";
}

/* Another certificate of an authority on the path that stands before it in the list, and does not lead on; NULL: none. */
static const struct cert_facts *decoy(const struct path *path)
{
	for (size_t step = 1; step < path->len; step++)
		for (size_t i = 0; i < path->steps[step]; i++) {
			const struct cert_facts *facts = &path->request->certs[i];
			if (facts->place == PLACE_ALTERNATIVE &&
				!strcmp(facts->subject, path_facts(path, step)->subject))
				return facts;
		}
	return NULL;
}

static struct verdict judge_decoy(struct path *path, const char *anchor, const struct cert_facts *facts)
{
	const char *name = verdict_cert_name(path->arena, facts);

	if (facts->not_after < path->request->now)
		return SAY(VERDICT_WARN,
			"leads to %s, but an expired certificate of %s was sent before its valid one; many clients, among them "
			"GnuTLS, try the first only",
			anchor, name);
	return SAY(VERDICT_WARN,
		"leads to %s, but another certificate of %s (issued by %s) was sent before the one that leads there; many "
		"clients, among them OpenSSL and GnuTLS, try the first only",
		anchor, name, verdict_safe(path->arena, facts->issuer));
}

/* What is odd about the list although the path is good. */
static struct verdict judge_list(struct path *path)
{
	const char *anchor = verdict_cert_name(path->arena, path->anchor_facts);
	size_t unreadable = count_places(path, PLACE_UNREADABLE), unrelated = count_places(path, PLACE_UNRELATED),
	       duplicates = count_places(path, PLACE_DUPLICATE);

	if (out_of_order(path))
		return SAY(VERDICT_WARN,
			"leads to %s, but the certificates are not sent in order; some clients cannot build the path "
			"(RFC 8446 §4.4.2)",
			anchor);
	if (unreadable)
		return SAY(VERDICT_WARN, "leads to %s, but %zu of the certificates sent cannot be read", anchor,
			unreadable);
	if (unrelated)
		return SAY(VERDICT_WARN, "leads to %s; %zu of the certificates sent do%s not belong to the path: %s%s",
			anchor, unrelated, unrelated == 1 ? "es" : "", first_of(path, PLACE_UNRELATED),
			unrelated > 1 ? " and others" : "");
	if (duplicates)
		return SAY(VERDICT_WARN, "leads to %s; %s was sent more than once", anchor,
			first_of(path, PLACE_DUPLICATE));
	if (decoy(path))
		return judge_decoy(path, anchor, decoy(path));
	if (!constraints_name_servers(path_crt(path, 0)))
		return SAY(VERDICT_WARN,
			"leads to %s; but the certificate is for any purpose without naming TLS servers, and OpenSSL refuses that",
			anchor);
	if (count_places(path, PLACE_ALTERNATIVE))
		return SAY(VERDICT_GOOD,
			"leads to %s, an anchor in %s; %s was sent for another path, which clients with other anchors may need",
			anchor, trust_source(path->trust), first_of(path, PLACE_ALTERNATIVE));
	if (count_places(path, PLACE_ANCHOR))
		return SAY(VERDICT_GOOD, "leads to %s, an anchor in %s, which was sent as well and need not be", anchor,
			trust_source(path->trust));
	return is_anchored(path);
}

struct verdict chain_judge(struct path *path)
{
	const struct verify_request *request = path->request;
	struct verdict failure;

	if (path->too_long)
		return SAY(VERDICT_NOT_CHECKED,
			"%zu certificates were sent, more than the %d that are followed: not trusted",
			request->count + request->dropped, PATH_MAX_CERTS);
	if (!path->len)
		return SAY(VERDICT_BAD, "the certificate cannot be read: %s",
			request->certs[0].parse_error ? request->certs[0].parse_error : "GnuTLS refuses it");
	if (authority_first(path))
		return SAY(VERDICT_BAD,
			"the first certificate (%s) is that of an authority; the server's own, which was sent as well, must "
			"come first (RFC 8446 §4.4.2)",
			verdict_cert_name(path->arena, &request->certs[0]));
	if (checks_failure(path, CHECK_SIGNATURE, CHECK_CRITICAL, &failure))
		return failure;
	if (!path->anchor)
		return no_anchor(path);
	if (checks_anchor_failure(path, CHECK_SIGNATURE, CHECK_CRITICAL, VERDICT_BAD, &failure) ||
		checks_unknown(path, CHECK_SIGNATURE, CHECK_CRITICAL, &failure))
		return failure;
	unsigned status = gnutls_status(path);
	if (status)
		return SAY(VERDICT_BAD, "leads to %s, but %s", verdict_cert_name(path->arena, path->anchor_facts),
			why_distrusted(status));
	return judge_list(path);
}

void chain_describe(struct path *path, struct chain_facts *ret_chain)
{
	const struct verify_request *request = path->request;
	struct chain_facts chain = {.certs = request->certs,
		.count = request->count,
		.dropped = request->dropped,
		.out_of_order = out_of_order(path),
		.duplicates = count_places(path, PLACE_DUPLICATE),
		.unrelated = count_places(path, PLACE_UNRELATED),
		.trust_anchor = path->anchor_is_top ? path_facts(path, path->len - 1) : path->anchor_facts,
		.trust_source = arena_text(path->arena, trust_source(path->trust)),
		.as_of = request->now,
		.as_of_given = request->as_of_given};
	size_t *steps = arena_alloc(path->arena, (path->len + 1) * sizeof(*steps));

	for (size_t i = 0; steps && i < path->len; i++)
		steps[i] = path->steps[i];
	chain.path = steps;
	chain.path_count = steps ? path->len : 0;
	if (path->anchor && !path->anchor_is_top && !count_places(path, PLACE_ANCHOR))
		chain.anchor = path->anchor_facts;
	if (path->len && !path->anchor && !path_facts(path, path->len - 1)->self_issued)
		chain.missing_issuer = path_facts(path, path->len - 1)->issuer;
	if (request->reference_name)
		chain.reference_name = arena_text(path->arena, request->reference_name);
	if (request->mail_domain)
		chain.mail_domain = arena_text(path->arena, request->mail_domain);
	*ret_chain = chain;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * constraints: one function per check. GnuTLS's own judgement (chain.c) comes on top: what is found here says which
 * certificate is at fault, and why.
 */
#include "tls/constraints.h"

#include "base/idn.h"
#include "base/safe.h"
#include "tls/checks.h"
#include "wire/der.h"
#include "tls/names.h"
#include "tls/subtrees.h"
#include <arpa/inet.h>
#include <stdio.h>

/* One certificate of the path, or the anchor above it. */
struct place {
	struct path *path;
	struct cert_facts *facts;
	gnutls_x509_crt_t crt;
	size_t step; /* path->len for the anchor above */
	bool is_anchor;
};

#define SET(place, check, result, ...) checks_set((place)->path->arena, (place)->facts, check, result, __VA_ARGS__)

static void check_signature(struct place *place)
{
	const struct path *path = place->path;
	const struct cert_facts *issuer = place->is_anchor ? NULL : path_issuer_facts(path, place->step);

	if (place->is_anchor) {
		SET(place, CHECK_SIGNATURE, CHECK_NOT_NEEDED, "it is itself in the trust store");
		return;
	}
	const char *name =
		issuer ? verdict_cert_name(path->arena, issuer) : verdict_safe(path->arena, place->facts->issuer);
	switch (path->links[place->step]) {
	case LINK_MISSING: SET(place, CHECK_SIGNATURE, CHECK_NOT_DONE, "its issuer is not at hand"); return;
	case LINK_SIGNED: SET(place, CHECK_SIGNATURE, CHECK_PASSED, "by %s", name); return;
	case LINK_UNKNOWN:
		SET(place, CHECK_SIGNATURE, CHECK_NOT_DONE, "is signed with an algorithm that is not known here");
		return;
	case LINK_FORGED:
		SET(place, CHECK_SIGNATURE, CHECK_FAILED,
			"names %s as its issuer, but that key did not sign it: it was altered, or its issuer is another of the "
			"same name",
			name);
		return;
	case LINK_TOO_LARGE:
		SET(place, CHECK_SIGNATURE, CHECK_NOT_DONE,
			"names %s as its issuer, whose key is too large to be computed with", name);
		return;
	}
}

static void check_ca_flag(struct place *place)
{
	const struct cert_facts *facts = place->facts;

	if (!place->step)
		SET(place, CHECK_CA_FLAG, CHECK_NOT_NEEDED, "it signs no other on the path");
	else if (facts->is_ca)
		SET(place, CHECK_CA_FLAG, CHECK_PASSED, "it is an authority");
	else if (place->is_anchor && facts->version < 3)
		SET(place, CHECK_CA_FLAG, CHECK_NOT_NEEDED, "it is of version %u, and in the trust store",
			facts->version);
	else
		SET(place, CHECK_CA_FLAG, CHECK_FAILED, "signed another certificate, although it is no authority (%s)",
			facts->has_basic_constraints ? "its basic constraints say so" : "it has no basic constraints");
}

/* How many authorities stand between this one and the leaf; the ones that renew a name's key do not count (RFC 5280 §6.1.4). */
static int authorities_below(const struct place *place)
{
	int count = 0;

	for (size_t i = 1; i < place->step; i++)
		count += !path_facts(place->path, i)->self_issued;
	return count;
}

static void check_path_length(struct place *place)
{
	int below = authorities_below(place), allowed = place->facts->path_length;

	if (!place->step)
		SET(place, CHECK_PATH_LENGTH, CHECK_NOT_NEEDED, "it signs no other on the path");
	else if (allowed < 0)
		SET(place, CHECK_PATH_LENGTH, CHECK_NOT_NEEDED, "it sets no limit");
	else if (below > allowed)
		SET(place, CHECK_PATH_LENGTH, CHECK_FAILED,
			"allows a path of %d more authorit%s below it, and there %s %d", allowed,
			allowed == 1 ? "y" : "ies", below == 1 ? "is" : "are", below);
	else
		SET(place, CHECK_PATH_LENGTH, CHECK_PASSED, "%d allowed below it, %d there", allowed, below);
}

/* Of all keys only plain RSA can be encrypted to; the others sign, or cannot be used (RFC 8422 §5.3, RFC 8446 §4.4.2.2). */
static void check_leaf_usage(struct place *place, unsigned usage)
{
	bool is_rsa = !strcmp(place->facts->key, "RSA");
	const char *words = place->facts->key_usage && *place->facts->key_usage ? place->facts->key_usage : "none";

	if (usage & GNUTLS_KEY_DIGITAL_SIGNATURE)
		SET(place, CHECK_KEY_USAGE, CHECK_PASSED, "it may sign handshakes");
	else if (is_rsa && usage & GNUTLS_KEY_KEY_ENCIPHERMENT)
		SET(place, CHECK_KEY_USAGE, CHECK_PASSED,
			"it may encrypt but not sign: good for the old RSA key exchange only (RFC 8446 §4.4.2.2)");
	else if (usage & (GNUTLS_KEY_KEY_ENCIPHERMENT | GNUTLS_KEY_KEY_AGREEMENT))
		SET(place, CHECK_KEY_USAGE, CHECK_FAILED,
			"may not sign handshakes (key usage: %s), and its key (%s) is good for nothing else in TLS",
			words, place->facts->key);
	else
		SET(place, CHECK_KEY_USAGE, CHECK_FAILED, "is not meant for TLS at all (key usage: %s)", words);
}

static void check_key_usage(struct place *place)
{
	unsigned usage = 0;

	if (gnutls_x509_crt_get_key_usage(place->crt, &usage, NULL) < 0)
		SET(place, CHECK_KEY_USAGE, CHECK_NOT_NEEDED, "it sets no limit");
	else if (!place->step)
		check_leaf_usage(place, usage);
	else if (usage & GNUTLS_KEY_KEY_CERT_SIGN)
		SET(place, CHECK_KEY_USAGE, CHECK_PASSED, "it may sign certificates");
	else
		SET(place, CHECK_KEY_USAGE, CHECK_FAILED,
			"signed another certificate, although its key is not meant for that (no keyCertSign)");
}

bool constraints_name_servers(gnutls_x509_crt_t crt)
{
	enum { PURPOSES_MAX = 64 };

	for (unsigned i = 0; i < PURPOSES_MAX; i++) {
		char oid[128];
		size_t size = sizeof(oid);
		if (gnutls_x509_crt_get_key_purpose_oid(crt, i, oid, &size, NULL) < 0)
			return !i;
		if (!strcmp(oid, GNUTLS_KP_TLS_WWW_SERVER))
			return true;
	}
	return false;
}

/*
 * Purposes of an authority limit what it may issue for; that is how everybody reads RFC 5280 §4.2.1.12. «Any» is good enough for
 * a leaf; of an authority on the path OpenSSL and GnuTLS both want to see TLS servers named.
 */
static void check_purpose(struct place *place)
{
	if (!place->facts->extended_key_usage)
		SET(place, CHECK_PURPOSE, CHECK_NOT_NEEDED, "it sets no limit");
	else if (!place->facts->for_servers)
		SET(place, CHECK_PURPOSE, CHECK_FAILED, "is not meant for TLS servers, only for: %s",
			verdict_safe(place->path->arena, place->facts->extended_key_usage));
	else if (constraints_name_servers(place->crt))
		SET(place, CHECK_PURPOSE, CHECK_PASSED, "it is for TLS servers");
	else if (place->step && !place->is_anchor)
		SET(place, CHECK_PURPOSE, CHECK_FAILED,
			"is an authority for any purpose, but does not name TLS servers, as OpenSSL and GnuTLS demand");
	else
		SET(place, CHECK_PURPOSE, CHECK_PASSED, "it is for any purpose");
}

static bool is_known_extension(const char *oid)
{
	static const char *const known[] = {"2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.18", "2.5.29.19",
		"2.5.29.30", "2.5.29.31", "2.5.29.32", "2.5.29.35", "2.5.29.36", "2.5.29.37", "2.5.29.54",
		"1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.1.24"};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(oid, known[i]))
			return true;
	return false;
}

static void check_critical(struct place *place)
{
	enum { EXTENSIONS_MAX = 200 };

	for (unsigned i = 0; i < EXTENSIONS_MAX; i++) {
		char oid[128];
		size_t size = sizeof(oid);
		unsigned critical = 0;
		int result = gnutls_x509_crt_get_extension_info(place->crt, i, oid, &size, &critical);
		if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE) {
			SET(place, CHECK_CRITICAL, CHECK_PASSED, "none that is not known here");
			return;
		}
		if (result < 0)
			break;
		if (critical && !is_known_extension(oid)) {
			SET(place, CHECK_CRITICAL, CHECK_FAILED, "has a critical extension that is not known here (%s)",
				verdict_safe(place->path->arena, oid));
			return;
		}
	}
	SET(place, CHECK_CRITICAL, CHECK_NOT_DONE, "has extensions that cannot all be read");
}

/* Name constraints */

static bool permits(gnutls_x509_name_constraints_t constraints, gnutls_x509_subject_alt_name_t type, struct bytes name)
{
	gnutls_datum_t datum = {(unsigned char *)name.data, (unsigned)name.len};

	return gnutls_x509_name_constraints_check(constraints, type, &datum);
}

/*
 * GnuTLS lets an address pass when all permitted ranges are of the other family; but the restriction is on addresses, of which
 * none is permitted then (RFC 5280 §4.2.1.10).
 */
static bool permits_address(
	gnutls_x509_name_constraints_t constraints, const struct subtrees *subtrees, struct bytes text)
{
	unsigned char address[16];
	char copy[64];

	if (text.len >= sizeof(copy))
		return true;
	memcpy(copy, text.data, text.len);
	copy[text.len] = 0;
	if (inet_pton(AF_INET, copy, address) == 1)
		return (subtrees->v4 || !subtrees->v6) &&
		       permits(constraints, GNUTLS_SAN_IPADDRESS, bytes_of(address, 4));
	if (inet_pton(AF_INET6, copy, address) == 1)
		return (subtrees->v6 || !subtrees->v4) &&
		       permits(constraints, GNUTLS_SAN_IPADDRESS, bytes_of(address, 16));
	return true;
}

static bool permits_san(
	gnutls_x509_name_constraints_t constraints, const struct subtrees *subtrees, const struct san *san)
{
	switch (san->kind) {
	case SAN_DNS: return permits(constraints, GNUTLS_SAN_DNSNAME, san->value);
	case SAN_IP: return permits_address(constraints, subtrees, san->value);
	case SAN_EMAIL: return permits(constraints, GNUTLS_SAN_RFC822NAME, san->value);
	case SAN_URI:
	case SAN_SRV:
	case SAN_OTHER: return true;
	}
	return true;
}

/* A wildcard that is permitted as it stands may stand for the very name that is not: true when the one asked for is such. */
static bool covers_forbidden(struct place *place, gnutls_x509_name_constraints_t constraints, const struct san *san)
{
	const char *reference = place->path->request->reference_name;
	char host[256];
	bool wildcard = false;

	if (san->kind != SAN_DNS || !bytes_starts_with(san->value, "*.") || !reference ||
		!idn_to_ascii(reference, host, sizeof(host), NULL))
		return false;
	size_t len = strlen(host);
	struct bytes name = bytes_of(host, len && host[len - 1] == '.' ? len - 1 : len);
	return names_dns_match(san->value, name, &wildcard) && wildcard &&
	       !permits(constraints, GNUTLS_SAN_DNSNAME, name);
}

/* The first name of the leaf that is not permitted. */
static bool find_forbidden(struct place *place, gnutls_x509_name_constraints_t constraints,
	const struct subtrees *subtrees, struct bytes *ret_name)
{
	const struct cert_facts *leaf = path_facts(place->path, 0);
	bool has_dns = false;

	for (size_t i = 0; i < leaf->san_count; i++) {
		has_dns = has_dns || leaf->sans[i].kind == SAN_DNS;
		bool permitted = permits_san(constraints, subtrees, &leaf->sans[i]);
		if (permitted && !covers_forbidden(place, constraints, &leaf->sans[i]))
			continue;
		*ret_name = permitted ? bytes_str(place->path->request->reference_name) : leaf->sans[i].value;
		return true;
	}
	if (has_dns || !leaf->common_name || permits(constraints, GNUTLS_SAN_DNSNAME, bytes_str(leaf->common_name)))
		return false;
	*ret_name = bytes_str(leaf->common_name);
	return true;
}

/* The first certificate below whose subject is not permitted; NULL: none. Renewals of a name's key are let pass (RFC 5280 §6.1.3). */
static const struct cert_facts *forbidden_subject(const struct place *place, const struct subtrees *subtrees)
{
	for (size_t i = 0; i < place->step; i++) {
		const struct cert_facts *facts = path_facts(place->path, i);
		struct bytes subject;
		if ((!i || !facts->self_issued) && der_subject(facts->der, &subject) &&
			!subtrees_permit_subject(subtrees, subject))
			return facts;
	}
	return NULL;
}

/* What the leaf bears that is limited and not compared; NULL: nothing. */
static const char *not_compared(const struct cert_facts *leaf, const struct subtrees *subtrees)
{
	for (size_t i = 0; i < leaf->san_count; i++) {
		if (subtrees->uris && leaf->sans[i].kind == SAN_URI)
			return "URIs";
		if (subtrees->others && (leaf->sans[i].kind == SAN_SRV || leaf->sans[i].kind == SAN_OTHER))
			return "services or other names";
	}
	return NULL;
}

static void check_names_against(
	struct place *place, gnutls_x509_name_constraints_t constraints, const struct subtrees *subtrees)
{
	/* Each constraint takes at least 4 bytes; each is compared with each name. */
	enum { CONSTRAINT_BYTES = 4, COMPARISONS_MAX = 1 << 22 };
	const struct cert_facts *leaf = path_facts(place->path, 0), *below = forbidden_subject(place, subtrees);
	struct bytes name = {0};
	char shown[128];

	if (place->facts->der.len / CONSTRAINT_BYTES * (leaf->san_count + 1) > COMPARISONS_MAX)
		SET(place, CHECK_NAME_CONSTRAINTS, CHECK_NOT_DONE,
			"has too many name constraints to be compared with all the names of the server's certificate");
	else if (find_forbidden(place, constraints, subtrees, &name))
		SET(place, CHECK_NAME_CONSTRAINTS, CHECK_FAILED,
			"may not be the authority for %s (name constraints: %s)",
			safe_text(shown, sizeof(shown), bytes_first(name, 80), SAFE_UTF8),
			verdict_safe(place->path->arena, place->facts->name_constraints));
	else if (below)
		SET(place, CHECK_NAME_CONSTRAINTS, CHECK_FAILED,
			"may not be the authority for the subject of %s (name constraints: %s)",
			verdict_cert_name(place->path->arena, below),
			verdict_safe(place->path->arena, place->facts->name_constraints));
	else if (not_compared(leaf, subtrees))
		SET(place, CHECK_NAME_CONSTRAINTS, CHECK_NOT_DONE,
			"limits %s, which are not compared here, and the server's certificate bears such",
			not_compared(leaf, subtrees));
	else if (leaf->san_dropped)
		SET(place, CHECK_NAME_CONSTRAINTS, CHECK_NOT_DONE,
			"permits some names only, and the server's certificate has too many to look at");
	else
		SET(place, CHECK_NAME_CONSTRAINTS, CHECK_PASSED, "they permit the names of the server's certificate");
}

static void check_name_constraints(struct place *place)
{
	gnutls_x509_name_constraints_t constraints;
	int result = GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;
	struct subtrees subtrees;

	if (gnutls_x509_name_constraints_init(&constraints) < 0)
		return;
	subtrees_init(&subtrees, place->crt);
	if (place->step)
		result = gnutls_x509_crt_get_name_constraints(place->crt, constraints, 0, NULL);
	if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
		SET(place, CHECK_NAME_CONSTRAINTS, CHECK_NOT_NEEDED, "it sets none");
	else if (result < 0)
		SET(place, CHECK_NAME_CONSTRAINTS, CHECK_FAILED, "has name constraints that cannot be read");
	else
		check_names_against(place, constraints, &subtrees);
	subtrees_done(&subtrees);
	gnutls_x509_name_constraints_deinit(constraints);
}

static void check_place(struct place *place)
{
	check_signature(place);
	check_ca_flag(place);
	check_path_length(place);
	check_key_usage(place);
	check_purpose(place);
	check_critical(place);
	check_name_constraints(place);
}

void constraints_check(struct path *path)
{
	for (size_t i = 0; i < path->len; i++) {
		struct place place = {.path = path,
			.facts = path_facts(path, i),
			.crt = path_crt(path, i),
			.step = i,
			.is_anchor = path->anchor_is_top && i + 1 == path->len};
		check_place(&place);
	}
	if (path->anchor && !path->anchor_is_top) {
		struct place place = {.path = path,
			.facts = path->anchor_facts,
			.crt = path->anchor,
			.step = path->len,
			.is_anchor = true};
		check_place(&place);
	}
}

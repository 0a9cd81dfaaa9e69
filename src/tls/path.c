/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * path: a search upwards that visits every certificate once.
 */
#include "tls/path.h"

#include "tls/certs.h"
#include "tls/trust.h"

/* Names, and the key identifiers where there are any, say who claims to be whose issuer; the signature says who is. */

/* Some keys take seconds for one signature: large ones, and RSA with an exponent that is no small number. */
bool path_key_too_large(gnutls_x509_crt_t issuer)
{
	enum { EXPONENT_MAX = 9 }; /* bytes: 64 bits and a sign */
	gnutls_datum_t modulus = {NULL, 0}, exponent = {NULL, 0};
	unsigned bits = 0;

	gnutls_x509_crt_get_pk_algorithm(issuer, &bits);
	if (bits > PATH_KEY_BITS_MAX)
		return true;
	if (gnutls_x509_crt_get_pk_rsa_raw(issuer, &modulus, &exponent) < 0)
		return false;
	bool large = exponent.size > EXPONENT_MAX;
	gnutls_free(modulus.data);
	gnutls_free(exponent.data);
	return large;
}

enum path_link path_link(gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer)
{
	unsigned status = GNUTLS_CERT_SIGNATURE_FAILURE;

	if (!gnutls_x509_crt_check_issuer(crt, issuer))
		return LINK_MISSING;
	if (gnutls_x509_crt_get_signature_algorithm(crt) <= GNUTLS_SIGN_UNKNOWN)
		return LINK_UNKNOWN;
	if (path_key_too_large(issuer))
		return LINK_TOO_LARGE;
	if (gnutls_x509_crt_verify(crt, &issuer, 1, PATH_FLAGS | GNUTLS_VERIFY_DISABLE_CA_SIGN, &status) < 0 ||
		status & (GNUTLS_CERT_SIGNATURE_FAILURE | GNUTLS_CERT_SIGNER_NOT_FOUND))
		return LINK_FORGED;
	return LINK_SIGNED;
}

/* Certificates and anchors */

static bool sent_before(const struct path *path, size_t index)
{
	const struct cert_facts *certs = path->request->certs;

	for (size_t i = 0; i < index; i++)
		if (!memcmp(certs[i].sha256, certs[index].sha256, sizeof(certs[i].sha256)))
			return true;
	return false;
}

static gnutls_x509_crt_t load(struct bytes der)
{
	gnutls_datum_t datum = {(unsigned char *)der.data, (unsigned)der.len};
	gnutls_x509_crt_t crt;

	if (gnutls_x509_crt_init(&crt) < 0)
		return NULL;
	if (gnutls_x509_crt_import(crt, &datum, GNUTLS_X509_FMT_DER) >= 0)
		return crt;
	gnutls_x509_crt_deinit(crt);
	return NULL;
}

static void load_all(struct path *path)
{
	struct cert_facts *certs = path->request->certs;

	for (size_t i = 0; i < path->request->count; i++) {
		if (sent_before(path, i))
			certs[i].place = PLACE_DUPLICATE;
		else if (certs[i].parse_error || !(path->certs[i] = load(certs[i].der)))
			certs[i].place = PLACE_UNREADABLE;
		else
			certs[i].place = PLACE_UNRELATED;
	}
	path->count = path->request->count;
}

static void take_anchor(struct bytes der, void *context)
{
	struct path *path = context;
	gnutls_x509_crt_t crt = path->anchor_count < PATH_MAX_ANCHORS ? load(der) : NULL;

	for (size_t i = 0; crt && i < path->anchor_count; i++)
		if (gnutls_x509_crt_equals(crt, path->anchors[i])) {
			gnutls_x509_crt_deinit(crt);
			return;
		}
	if (crt)
		path->anchors[path->anchor_count++] = crt;
}

static void find_by(struct path *path, int (*get)(gnutls_x509_crt_t, gnutls_datum_t *))
{
	for (size_t i = 0; i < path->count; i++) {
		gnutls_datum_t name = {NULL, 0};
		if (path->certs[i] && get(path->certs[i], &name) >= 0)
			trust_find(path->trust, bytes_of(name.data, name.size), take_anchor, path);
		gnutls_free(name.data);
	}
}

/* Anchors that are issuers; and, since a leaf or an intermediate may be trusted whoever issued it, the same ones. */
static void find_anchors(struct path *path)
{
	find_by(path, gnutls_x509_crt_get_raw_issuer_dn);
	find_by(path, gnutls_x509_crt_get_raw_dn);
}

/* The search */

static bool is_current(const struct path *path, gnutls_x509_crt_t crt)
{
	int64_t from = gnutls_x509_crt_get_activation_time(crt), until = gnutls_x509_crt_get_expiration_time(crt);

	return from <= path->request->now && path->request->now <= until;
}

/* An authority whose certificate was renewed with the same key has several that fit: those within their dates come first. */
static bool finds_anchor(struct path *path, size_t step, bool current)
{
	for (size_t i = 0; i < path->anchor_count; i++)
		if (is_current(path, path->anchors[i]) == current &&
			path_link(path_crt(path, step), path->anchors[i]) == LINK_SIGNED) {
			path->anchor = path->anchors[i];
			path->links[step] = LINK_SIGNED;
			return true;
		}
	return false;
}

static bool reaches_anchor(struct path *path, size_t step)
{
	for (size_t i = 0; i < path->anchor_count; i++)
		if (gnutls_x509_crt_equals(path_crt(path, step), path->anchors[i])) {
			path->anchor = path->anchors[i];
			path->anchor_is_top = true;
			return true;
		}
	return finds_anchor(path, step, true) || finds_anchor(path, step, false);
}

static bool climb(struct path *path, size_t index);

static bool climb_on(struct path *path, size_t step, bool current)
{
	gnutls_x509_crt_t crt = path_crt(path, step);

	for (size_t i = 0; i < path->count; i++) {
		if (!path->certs[i] || path->visited & 1u << i || is_current(path, path->certs[i]) != current ||
			path_link(crt, path->certs[i]) != LINK_SIGNED)
			continue;
		path->links[step] = LINK_SIGNED;
		if (climb(path, i))
			return true;
	}
	return false;
}

/* Leaves the path in place when it reaches an anchor. Depth and work are bounded: nothing is visited twice. */
static bool climb(struct path *path, size_t index)
{
	size_t step = path->len++;

	path->steps[step] = index;
	path->visited |= 1u << index;
	if (reaches_anchor(path, step) || climb_on(path, step, true) || climb_on(path, step, false))
		return true;
	path->len = step;
	return false;
}

/* Without an anchor: the best next certificate, one that signed rather than one that only bears the name. */
static bool next_best(struct path *path, size_t step, size_t *ret_index)
{
	for (size_t i = 0; i < path->count; i++) {
		if (!path->certs[i] || path->visited & 1u << i)
			continue;
		enum path_link link = path_link(path_crt(path, step), path->certs[i]);
		if (link == LINK_MISSING || (path->links[step] != LINK_MISSING && link != LINK_SIGNED))
			continue;
		path->links[step] = link;
		*ret_index = i;
		if (link == LINK_SIGNED)
			break;
	}
	return path->links[step] != LINK_MISSING;
}

static void find_namesake(struct path *path)
{
	size_t top = path->len - 1;

	for (size_t i = 0; i < path->anchor_count && !path->namesake; i++) {
		enum path_link link = path_link(path_crt(path, top), path->anchors[i]);
		if (link == LINK_MISSING || link == LINK_SIGNED)
			continue;
		path->namesake = path->anchors[i];
		path->links[top] = link;
	}
}

static void follow(struct path *path)
{
	size_t index = 0;

	path->visited = 0;
	memset(path->links, 0, sizeof(path->links));
	do {
		path->steps[path->len++] = index;
		path->visited |= 1u << index;
	} while (next_best(path, path->len - 1, &index));
	find_namesake(path);
}

/* Facts */

static void describe_anchor(struct path *path)
{
	gnutls_datum_t der = {NULL, 0};

	path->anchor_facts = arena_alloc(path->arena, sizeof(*path->anchor_facts));
	if (path->anchor_facts && gnutls_x509_crt_export2(path->anchor, GNUTLS_X509_FMT_DER, &der) >= 0)
		certs_read(path->arena, bytes_of(der.data, der.size), path->anchor_facts);
	gnutls_free(der.data);
	if (!path->anchor_facts)
		path->anchor = NULL;
	else
		path->anchor_facts->place = PLACE_ANCHOR;
}

static bool same_authority(const struct cert_facts *a, const struct cert_facts *b)
{
	return a && !strcmp(a->subject, b->subject) && !memcmp(a->spki_sha256, b->spki_sha256, sizeof(a->spki_sha256));
}

/* Whether the certificate is another one of an authority on the path, or stands above such a one. */
static bool is_alternative(const struct path *path, const struct cert_facts *facts)
{
	const struct cert_facts *certs = path->request->certs;

	if (same_authority(path->anchor_facts, facts))
		return true;
	for (size_t i = 1; i < path->len; i++)
		if (same_authority(path_facts(path, i), facts))
			return true;
	for (size_t i = 0; i < path->request->count; i++)
		if (certs[i].place == PLACE_ALTERNATIVE && !strcmp(certs[i].issuer, facts->subject))
			return true;
	return false;
}

/* Each one found may be the way to one more. */
static void mark_alternatives(struct path *path)
{
	struct cert_facts *certs = path->request->certs;
	bool found;

	do {
		found = false;
		for (size_t i = 0; i < path->count; i++) {
			if (certs[i].place != PLACE_UNRELATED || !is_alternative(path, &certs[i]))
				continue;
			certs[i].place = PLACE_ALTERNATIVE;
			found = true;
		}
	} while (found);
}

static void mark_places(struct path *path)
{
	for (size_t i = 0; i < path->count; i++)
		if (path->anchor && path->certs[i] && gnutls_x509_crt_equals(path->certs[i], path->anchor))
			path->request->certs[i].place = PLACE_ANCHOR;
	for (size_t i = 0; i < path->len; i++)
		path_facts(path, i)->place = i ? PLACE_ISSUER : PLACE_LEAF;
	mark_alternatives(path);
}

gnutls_x509_crt_t path_issuer(const struct path *path, size_t step)
{
	if (step + 1 < path->len)
		return path_crt(path, step + 1);
	return path->anchor_is_top ? NULL : path->anchor;
}

const struct cert_facts *path_issuer_facts(const struct path *path, size_t step)
{
	if (step + 1 < path->len)
		return path_facts(path, step + 1);
	return path->anchor && !path->anchor_is_top ? path->anchor_facts : NULL;
}

const char *path_name(const struct path *path, size_t step)
{
	return step ? verdict_cert_name(path->arena, path_facts(path, step)) : "the certificate";
}

/* Beginning and end */

void path_init(struct path *path, struct arena *arena, struct trust *trust, const struct verify_request *request)
{
	*path = (struct path){.arena = arena, .trust = trust, .request = request};
	if (request->count + request->dropped > PATH_MAX_CERTS) {
		path->too_long = true;
		return;
	}
	load_all(path);
	if (!path->count || !path->certs[0])
		return;
	find_anchors(path);
	if (!climb(path, 0))
		follow(path);
	if (path->anchor)
		describe_anchor(path);
	mark_places(path);
}

void path_done(struct path *path)
{
	for (size_t i = 0; i < path->count; i++)
		if (path->certs[i])
			gnutls_x509_crt_deinit(path->certs[i]);
	for (size_t i = 0; i < path->anchor_count; i++)
		gnutls_x509_crt_deinit(path->anchors[i]);
}

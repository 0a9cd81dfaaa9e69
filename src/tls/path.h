/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * path: the way from the leaf to a trust anchor, through the certificates that the server sent. Internal to tls.
 *
 * Purpose   finds a path whose signatures hold, whatever order the certificates came in; when there is none, the way as far
 *           as it leads, and what it lacks. Whether the path is a good one is decided in checks.c and chain.c.
 * Limits    at most PATH_MAX certificates are looked at; more, and the chain is not judged at all. Every pair of
 *           certificates is compared at most once, and a key that would take long to compute with is not used.
 * Ownership path_done gives back what path_init made; facts and texts are in the arena.
 */
#ifndef STARLIT_TLS_PATH_H
#define STARLIT_TLS_PATH_H

#include "tls/verify.h"
#include <gnutls/x509.h>

enum { PATH_MAX_CERTS = 16, PATH_MAX_ANCHORS = 64, PATH_KEY_BITS_MAX = 8192 };

/* Signatures only: constraints, purposes and dates have checks of their own. */
enum {
	PATH_FLAGS = GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS |
		     GNUTLS_VERIFY_ALLOW_BROKEN | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1
};

enum path_link {
	LINK_MISSING,  /* nobody above */
	LINK_SIGNED,   /* the one above signed it */
	LINK_UNKNOWN,  /* the one above bears the issuer's name; the signature is of a kind that is not known here */
	LINK_FORGED,   /* the one above bears the issuer's name, but its key did not make the signature */
	LINK_TOO_LARGE /* the key above is too large to be computed with */
};

struct path {
	struct arena *arena;
	struct trust *trust;
	const struct verify_request *request;
	bool too_long;                           /* more certificates than are looked at; nothing below is filled */
	gnutls_x509_crt_t certs[PATH_MAX_CERTS]; /* as sent; NULL: cannot be read, or sent before */
	size_t count;
	gnutls_x509_crt_t anchors[PATH_MAX_ANCHORS]; /* those that bear the name of one of the issuers or subjects */
	size_t anchor_count;
	size_t steps[PATH_MAX_CERTS]; /* indices from the leaf upwards */
	enum path_link links[PATH_MAX_CERTS];
	size_t len;
	gnutls_x509_crt_t anchor;   /* signed the last step, or is it; NULL: none */
	bool anchor_is_top;         /* it is the last step */
	gnutls_x509_crt_t namesake; /* without an anchor: the one in the store that bears the missing issuer's name */
	struct cert_facts *anchor_facts;
	unsigned visited; /* bit mask, while searching */
};

void path_init(struct path *path, struct arena *arena, struct trust *trust, const struct verify_request *request);
void path_done(struct path *path);

/* The certificate of that step, and its facts. */
static inline gnutls_x509_crt_t path_crt(const struct path *path, size_t step)
{
	return path->certs[path->steps[step]];
}
static inline struct cert_facts *path_facts(const struct path *path, size_t step)
{
	return &path->request->certs[path->steps[step]];
}
/* The issuer of that step: the next one, or the anchor above the last; NULL: missing, or the step is the anchor. */
gnutls_x509_crt_t path_issuer(const struct path *path, size_t step);
/* The facts of the same. */
const struct cert_facts *path_issuer_facts(const struct path *path, size_t step);
/* "the certificate" for the leaf, the name of any other, safe to show. */
const char *path_name(const struct path *path, size_t step);

/* Whether the issuer's key made the certificate's signature. */
enum path_link path_link(gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer);
/* Whether a signature by that key would take too long to be checked. */
bool path_key_too_large(gnutls_x509_crt_t issuer);

#endif

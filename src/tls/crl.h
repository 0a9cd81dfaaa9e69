/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crl: certificate revocation lists from a file (RFC 5280 §5). Internal to tls. Nothing is ever fetched.
 *
 * Ownership struct crls owns the lists. Failure: a file that cannot be used is NULL and an error.
 */
#ifndef STARLIT_TLS_CRL_H
#define STARLIT_TLS_CRL_H

#include "base/error.h"
#include "tls/path.h"

struct crls;

/* PEM with any number of lists, or one in DER. */
struct crls *crls_new(const char *file, struct error *error);
void crls_free(struct crls *crls);

/* Fills CHECK_REVOCATION of every certificate of the path. request->crls NULL: none was given. */
void crls_check(struct path *path);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * subtrees: what GnuTLS does not compare of an authority's name constraints (RFC 5280 §4.2.1.10). Internal to tls.
 *
 * Purpose   subjects are compared here; of addresses only the family is looked at; that there are constraints on URIs and on
 *           other names is told, so that nobody takes them for kept.
 * Failure   none: what cannot be read is passed over, for GnuTLS has read it before.
 */
#ifndef STARLIT_TLS_SUBTREES_H
#define STARLIT_TLS_SUBTREES_H

#include "base/bytes.h"
#include <gnutls/x509.h>

struct subtrees {
	gnutls_datum_t der; /* of the extension; GnuTLS's memory */
	bool v4, v6;        /* there are permitted ranges of that family */
	bool uris, others;  /* there are constraints on URIs; on services and other names */
};

/* One walk over the extension; no extension is no constraints. */
void subtrees_init(struct subtrees *subtrees, gnutls_x509_crt_t authority);
void subtrees_done(struct subtrees *subtrees);

/* Whether a certificate may bear that subject, a Name in DER; the empty one always. One walk. */
bool subtrees_permit_subject(const struct subtrees *subtrees, struct bytes subject);

#endif

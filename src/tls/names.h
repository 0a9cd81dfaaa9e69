/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names: does a certificate bear the name that was asked for? RFC 9525, RFC 7817.
 *
 * Purpose   the matching itself, on plain facts. A common name is never matched in silence: it is its own result.
 */
#ifndef STARLIT_TLS_NAMES_H
#define STARLIT_TLS_NAMES_H

#include "model/tls_facts.h"

enum name_match {
	NAME_MATCHES,     /* a dNSName, iPAddress or SRVName */
	NAME_WILDCARD,    /* by a wildcard in the left-most label (RFC 9525 §6.3) */
	NAME_COMMON_NAME, /* only the common name, which no longer counts (RFC 9525 §2) */
	NAME_DIFFERS,
	NAME_NONE /* the certificate bears no name at all */
};

/*
 * Compares every name of the certificate with the reference (a host name in any case, with or without a final dot, in
 * U-labels or A-labels; or an address). service is for SRVName ("_imap") or NULL. Marks the matching entries when sans is
 * not NULL (an array of cert->san_count).
 */
enum name_match names_match(
	const struct cert_facts *cert, const char *reference, const char *service, struct san *sans);

/* One presented dNSName against one reference name, both as they come. */
bool names_dns_match(struct bytes presented, struct bytes reference, bool *ret_wildcard);

#endif

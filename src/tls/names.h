/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names: does a certificate bear the name that was asked for? RFC 9525, RFC 7817.
 *
 * Purpose   the matching itself, on plain facts. A common name is never matched in silence: it is its own result.
 */
#ifndef STARLIT_TLS_NAMES_H
#define STARLIT_TLS_NAMES_H

#include "model/tls_facts.h"

/* What the certificate may bear. */
struct reference_identity {
	const char
		*host; /* the name that was dialled, or an address: U-labels or A-labels, any case, final dot or not */
	const char *mail_domain; /* the domain of the mail address (RFC 7817 §3); NULL: not known */
	const char *service;     /* for SRVName: "_imap" (RFC 6186), with mail_domain or else host; NULL: none */
};

/* Best first. */
enum name_match {
	NAME_MATCHES,     /* a dNSName or iPAddress bears the host */
	NAME_WILDCARD,    /* by a wildcard in the left-most label (RFC 9525 §6.3) */
	NAME_SERVICE,     /* an SRVName bears service and domain (RFC 4985) */
	NAME_MAIL_DOMAIN, /* a dNSName bears the mail domain, also by a wildcard */
	NAME_COMMON_NAME, /* only the common name does, which no longer counts (RFC 9525 §2) */
	NAME_AS_TEXT,     /* an address stands there as a dNSName, which does not count (RFC 9525 §6.4) */
	NAME_DIFFERS,
	NAME_NONE,    /* the certificate bears no name of a host at all */
	NAME_UNUSABLE /* what was asked for is no name that can be compared */
};

/* True when the match means that the certificate is the right one. */
static inline bool name_match_counts(enum name_match match)
{
	return match <= NAME_MAIL_DOMAIN;
}

/*
 * Compares every name of the certificate with the reference; the best match counts. Marks the entries that match when sans is
 * not NULL (an array of cert->san_count). Names beyond the limit (san_dropped) are not known and hence not compared.
 */
enum name_match names_match(
	const struct cert_facts *cert, const struct reference_identity *reference, struct san *sans);

/* One presented dNSName against one reference name, both as they come. */
bool names_dns_match(struct bytes presented, struct bytes reference, bool *ret_wildcard);

#endif

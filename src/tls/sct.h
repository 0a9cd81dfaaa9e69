/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sct: Signed Certificate Timestamps of Certificate Transparency (RFC 6962). Internal to tls.
 *
 * Purpose   lists the timestamps for the first certificate, from its own extension, from the TLS extension and from the stapled
 *           OCSP response, and checks the signatures of the logs whose keys the user gave.
 * Limits    at most SCT_KEPT_MAX are kept and checked; the rest is counted. Every list is walked once.
 * Failure   what is malformed becomes a fact that says so. Nothing that was not checked is called good.
 */
#ifndef STARLIT_TLS_SCT_H
#define STARLIT_TLS_SCT_H

#include "base/arena.h"
#include "model/tls_facts.h"

enum { SCT_KEPT_MAX = 32 };

struct ct_logs;

struct sct_request {
	struct bytes from_tls;      /* a SignedCertificateTimestampList; empty: none came */
	struct bytes staple;        /* a DER OCSP response; empty: none came */
	const struct ct_logs *logs; /* NULL: none were given */
};

/* Fills the timestamps of a chain that verify_chain has described: its path tells the issuer, and as_of the date. */
void sct_judge(struct arena *arena, const struct sct_request *request, struct chain_facts *chain);

#endif

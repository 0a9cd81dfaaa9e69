/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * staple: what a stapled OCSP response says about the leaf (RFC 6960, RFC 6066 §8). Internal to tls.
 */
#ifndef STARLIT_TLS_STAPLE_H
#define STARLIT_TLS_STAPLE_H

#include "tls/verify.h"
#include <gnutls/x509.h>

/* leaf and issuer may be NULL: unknown. */
struct verdict staple_judge(
	struct arena *arena, const struct verify_request *request, gnutls_x509_crt_t leaf, gnutls_x509_crt_t issuer);

#endif

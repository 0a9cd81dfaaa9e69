/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * constraints: what a certificate may be used for in its place on the path (RFC 5280 §4.2.1, §6). Internal to tls.
 */
#ifndef STARLIT_TLS_CONSTRAINTS_H
#define STARLIT_TLS_CONSTRAINTS_H

#include "tls/path.h"

/* Fills signature, authority flag, path length, key usage, purpose, name constraints and critical extensions of the path. */
void constraints_check(struct path *path);

/* Whether the certificate's purposes name TLS servers themselves, or it has none; «any» is not enough. */
bool constraints_name_servers(gnutls_x509_crt_t crt);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * openssl_dn: distinguished names (RFC 5280 §4.1.2.4) as OpenSSL prints them by default ("oneline").
 *
 * Order as in the certificate; special characters in quotes, control characters and everything that is not ASCII escaped.
 */
#ifndef STARLIT_REPORT_OPENSSL_DN_H
#define STARLIT_REPORT_OPENSSL_DN_H

#include "base/buffer.h"

/* The whole Names of a certificate in DER (RFC 5280 §4.1). False, with both untouched, when it is none. */
bool openssl_dn_find(struct bytes certificate, struct bytes *ret_subject, struct bytes *ret_issuer);
/* What cannot be read is left out. */
void openssl_dn_append(struct buffer *out, struct bytes name);

#endif

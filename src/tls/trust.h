/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trust: the anchors, looked up by subject name when they are needed. Internal to tls.
 *
 * Purpose   the system's bundle holds some 150 certificates and takes 10 ms to load whole; one walk over its PEM finds the
 *           few whose subject is the issuer of a certificate in hand.
 */
#ifndef STARLIT_TLS_TRUST_H
#define STARLIT_TLS_TRUST_H

#include "base/buffer.h"
#include "base/error.h"

struct trust;

/* ca_file NULL: the system's store, looked for when first needed. NULL and an error when the named file is unusable. */
struct trust *trust_new(const char *ca_file, struct error *error);
/* The same for PEM text, which is copied; what names it in sentences ("the demo's root"). */
struct trust *trust_from_pem(const char *pem, const char *what, struct error *error);
void trust_free(struct trust *trust);
/* Calls take with the DER of every anchor whose subject equals the DER name. */
void trust_find(
	struct trust *trust, struct bytes subject_der, void (*take)(struct bytes der, void *context), void *context);
/* Where the anchors come from: "ca.pem", "/etc/ssl/certs/ca-certificates.crt", or "no trust store was found". */
const char *trust_source(const struct trust *trust);
/* How many anchors there are. */
size_t trust_count(struct trust *trust);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trust: the anchors, looked up by subject name when they are needed. Internal to tls.
 *
 * Purpose   the system's bundle holds some 150 certificates; loading them as certificates takes 10 ms and 4 MB. They are
 *           decoded from base64 once, when the first is looked for, and indexed by subject; only the few that are issuers of
 *           a certificate in hand are ever loaded.
 * Ownership the trust store owns its anchors and the text that names it.
 */
#ifndef STARLIT_TLS_TRUST_H
#define STARLIT_TLS_TRUST_H

#include "base/bytes.h"
#include "base/error.h"

struct trust;

/*
 * path is a file or a directory of PEM (a file may be one certificate in DER). NULL: the system's store, looked for when
 * first needed. NULL and an error when the named one is unusable or holds no certificate. In a directory, files without
 * certificates are passed over, and hidden files and sub-directories are not looked at.
 */
struct trust *trust_new(const char *path, struct error *error);
/* The same for PEM text, which is not kept; what names it in sentences ("the demo's root"). */
struct trust *trust_from_pem(const char *pem, const char *what, struct error *error);
/* No anchors, by the user's wish. */
struct trust *trust_none(void);
void trust_free(struct trust *trust);

enum trust_state {
	TRUST_IN_USE,
	TRUST_SWITCHED_OFF, /* trust_none */
	TRUST_NOT_FOUND     /* this machine has no store where one was looked for */
};
/* Looks for the system's store if that was not done yet. */
enum trust_state trust_state(struct trust *trust);
/* Calls take with the DER of every anchor whose subject equals the DER name. */
void trust_find(
	struct trust *trust, struct bytes subject_der, void (*take)(struct bytes der, void *context), void *context);
/* Where the anchors come from: "ca.pem", "/etc/ssl/certs/ca-certificates.crt", "no trust store". */
const char *trust_source(struct trust *trust);
/* How many different anchors there are. */
size_t trust_count(struct trust *trust);

#endif

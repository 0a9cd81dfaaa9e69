/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * credentials: the certificate and key that we show when the server asks for them.
 *
 * Purpose   PEM (the key in the same file or in one of its own, encrypted or not), DER, PKCS#12, or PKCS#11 URIs.
 * Secrets   a pass phrase is never kept beyond the call, except as the PIN of a token, which is asked for at every signature;
 *           it is then wiped with its owner.
 * Failure   what cannot be read or does not fit together is an error that names the file.
 */
#ifndef STARLIT_TLS_CREDENTIALS_H
#define STARLIT_TLS_CREDENTIALS_H

#include "tls/tls.h"

enum credentials_state {
	CREDENTIALS_USABLE, /* or none were named */
	CREDENTIALS_LOCKED, /* a pass phrase (or PIN) is needed; what was given does not fit */
	CREDENTIALS_UNUSABLE
};

/* Tries what cert_file, key_file and passphrase of settings say. Fills error unless they are usable. */
enum credentials_state credentials_try(const struct tls_settings *settings, struct error *error);
/* What the key is behind: "pass phrase of your key", or a token's PIN. Static. */
const char *credentials_lock(const struct tls_settings *settings);

#endif

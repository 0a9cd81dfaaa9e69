/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * token: a certificate and key that a URI names, and the PIN that the key stands behind. Internal to tls.
 *
 * Purpose   PKCS#11 (RFC 7512), and tpmkey: and system: where GnuTLS was built with them. The key stays on its token and
 *           signs there.
 * Secrets   a PIN comes from the settings' passphrase alone. In the URI every user of the machine could read it in the list
 *           of processes; hence it is refused there, and no sentence repeats it.
 */
#ifndef STARLIT_TLS_TOKEN_H
#define STARLIT_TLS_TOKEN_H

#include "tls/setup.h"

/* Not a file's path. NULL is none. */
bool token_is_uri(const char *path);
/* Loads certificate and key, of which one at least is a URI. ret_result is what GnuTLS said; false and error for what it was
 * not even asked about. */
bool token_load(struct setup *setup, const struct tls_settings *settings, int *ret_result, struct error *error);
/* Why result is no success, in words. Always false. */
bool token_refuse(const struct tls_settings *settings, int result, struct error *error);

#endif

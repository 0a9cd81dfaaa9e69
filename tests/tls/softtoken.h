/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * softtoken: a PKCS#11 token in files (SoftHSM), with a certificate and its key on it.
 *
 * Ownership what is made lies in the caller's folder. The PKCS#11 state of GnuTLS is the process's.
 */
#ifndef STARLIT_TESTS_TLS_SOFTTOKEN_H
#define STARLIT_TESTS_TLS_SOFTTOKEN_H

#define SOFTTOKEN_PIN     "1234"
#define SOFTTOKEN_URI     "pkcs11:token=teaching;object=anna"
#define SOFTTOKEN_KEY_URI SOFTTOKEN_URI ";type=private"

/* SoftHSM's module on this machine, or NULL. */
const char *softtoken_module(void);
/*
 * Makes the token in folder, with its configuration in folder/softhsm2.conf, and lets this process use it. Both PEMs are one
 * certificate's and its key's.
 */
void softtoken_make(const char *folder, const char *cert_pem, const char *key_pem);

#endif

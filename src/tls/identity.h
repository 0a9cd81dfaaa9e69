/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * identity: what a server shows and signs with. Internal to tls.
 */
#ifndef STARLIT_TLS_IDENTITY_H
#define STARLIT_TLS_IDENTITY_H

#include "tls/mint.h"
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

struct tls_identity {
	gnutls_certificate_credentials_t credentials;
	char *root_pem;
	char *chain_pem;
	char *key_pem;
	gnutls_datum_t ticket_key; /* sessions of one connection are resumed on another */
	char *priority;            /* what is spoken, as GnuTLS has it */
	enum mint_client client;
	bool no_tickets;
};

#endif

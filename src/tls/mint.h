/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mint: certificates for the demo server and for tests, made when they are needed.
 *
 * Purpose   a root, an intermediate and a leaf for a name, good or bad in a chosen way.
 * Ownership the identity owns its keys and certificates.
 * Failure   a machine without randomness aborts; nothing else fails.
 */
#ifndef STARLIT_TLS_MINT_H
#define STARLIT_TLS_MINT_H

#include "base/bytes.h"
#include <stdint.h>

struct tls_identity;

enum mint_client { MINT_CLIENT_UNASKED, MINT_CLIENT_ASKED, MINT_CLIENT_REQUIRED };

struct mint_recipe {
	const char *name;       /* dNSName (or iPAddress when it is one) of the leaf */
	const char *more_names; /* blank-separated further dNSNames; NULL: none */
	int64_t now;            /* seconds since 1970 */
	int not_before_days;    /* relative to now; 0: yesterday */
	int not_after_days;     /* relative to now; 0: 90 days ahead */
	bool self_signed;       /* no root, no intermediate */
	bool leave_out_intermediate;
	bool common_name_only; /* no subjectAltName */
	bool rsa_1024;         /* a key too small */
	bool tls12_only;       /* the server offers nothing newer */
	/* What the server speaks, as in struct tls_settings, and checked by the caller; NULL: the default. */
	const char *versions, *groups;
	const char *priority;    /* GnuTLS's string in place of all of these; NULL: none */
	bool no_tickets;         /* sessions cannot be resumed */
	enum mint_client client; /* whether it asks for the client's certificate, which is not judged */
};

struct tls_identity *mint_identity(const struct mint_recipe *recipe);
/*
 * PEM texts instead: a list of certificates, sent as it is, and the first one's key. NULL and nothing else when the first cannot
 * be read, or the key is not its own.
 */
struct tls_identity *mint_from_pem(struct bytes chain, struct bytes key);
void mint_free(struct tls_identity *identity);
/* The root (or the self-signed leaf) as PEM, to be trusted by a client. */
const char *mint_root_pem(const struct tls_identity *identity);
/* Leaf and intermediate as PEM, and the leaf's key. */
const char *mint_chain_pem(const struct tls_identity *identity);
const char *mint_key_pem(const struct tls_identity *identity);

#endif

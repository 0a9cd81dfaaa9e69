/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * log: a log of Certificate Transparency made in the test, and what it signs (RFC 6962 §3), good and bad.
 */
#ifndef STARLIT_TESTS_TLS_LOG_H
#define STARLIT_TESTS_TLS_LOG_H

#include "base/arena.h"
#include "base/buffer.h"
#include <gnutls/abstract.h>
#include <stdint.h>

struct log {
	gnutls_privkey_t key;
	uint16_t scheme;
	unsigned char id[32];
};

/* On P-256, or RSA with that many bits. Whatever fails aborts. */
void log_init(struct log *log, unsigned rsa_bits);
void log_done(struct log *log);
/* Its public key in PEM, with «# name» before it unless name is NULL. */
void log_add_pem(const struct log *log, const char *name, struct buffer *pem);

struct sct_recipe {
	const struct log *log;
	uint64_t time_ms;
	struct bytes certificate;    /* x509_entry: the DER */
	struct bytes precertificate; /* precert_entry, when it is not empty: the TBSCertificate, */
	const unsigned char *issuer; /* and SHA-256 of the issuer's key */
	struct bytes extensions;
	uint16_t scheme; /* as written; 0: the log's */
	uint8_t version; /* as written; what is signed is v1 */
	bool bad_signature;
	size_t cut;     /* bytes that are left out at the end */
	size_t surplus; /* zeros that follow */
};
/* A SignedCertificateTimestampList of them, kept in the arena. */
struct bytes log_make_list(struct arena *arena, const struct sct_recipe *recipes, size_t count);
/* The same as it stands in a certificate or an OCSP response: the value of an extension, in an OCTET STRING (§3.3). */
struct bytes log_extension(struct arena *arena, struct bytes list);

#endif

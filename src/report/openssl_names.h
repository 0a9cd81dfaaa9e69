/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * openssl_names: what OpenSSL calls things: cipher suites, groups, signatures, and names in certificates.
 *
 * Purpose   scripts compare these words; they are spelt as OpenSSL 3.0 spells them.
 * Ownership texts are appended to the caller's buffer; constants live as long as the program.
 * Safety    everything that comes from a certificate leaves as printable ASCII.
 */
#ifndef STARLIT_REPORT_OPENSSL_NAMES_H
#define STARLIT_REPORT_OPENSSL_NAMES_H

#include "base/buffer.h"
#include "model/tls_facts.h"

/* "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" becomes "ECDHE-RSA-AES256-GCM-SHA384"; suites of TLS 1.3 keep their name. */
void openssl_suite(struct buffer *out, const char *iana_name);
/* "TLSv1.3" */
const char *openssl_version(uint16_t version_code);

/* "CN = mail.example.org, O = Example": the subject or issuer of a certificate in DER, as OpenSSL's "oneline". */
void openssl_subject(struct buffer *out, const struct cert_facts *cert);
void openssl_issuer(struct buffer *out, const struct cert_facts *cert);
/* "rsaEncryption", "id-ecPublicKey"; "RSA-SHA256", "ecdsa-with-SHA256" */
void openssl_key(struct buffer *out, const struct cert_facts *cert);
void openssl_signature(struct buffer *out, const struct cert_facts *cert);
/* "Jan  2 03:04:05 2026 GMT" */
void openssl_time(struct buffer *out, int64_t seconds);

/* "X25519, 253 bits", "ECDH, prime256v1, 256 bits", "DH, 2048 bits"; false when no group took part. */
bool openssl_temp_key(struct buffer *out, const struct tls_facts *facts);
/* Of the server's signature: "SHA256" and "RSA-PSS". The digest is NULL where the kind has none of its own. */
const char *openssl_digest(const struct tls_facts *facts);
const char *openssl_signature_type(const struct tls_facts *facts);

#endif

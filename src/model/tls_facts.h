/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tls_facts: what was negotiated, and which certificates were shown, as plain data.
 *
 * Purpose   filled once by the TLS layer after the handshake, read by every view and report. No library type is in here.
 * Ownership everything lives in the arena of the journal; texts are NUL-terminated, may hold any byte of a hostile
 *           certificate's making, and are shown through base/safe.h only. An absent text is NULL.
 */
#ifndef STARLIT_MODEL_TLS_FACTS_H
#define STARLIT_MODEL_TLS_FACTS_H

#include "base/bytes.h"
#include <stdint.h>

/* For what some versions do not have: in TLS 1.3 "extended master secret" is neither yes nor no. */
enum fact { FACT_NO, FACT_YES, FACT_NOT_APPLICABLE };

struct tls_facts {
	const char *version;          /* "TLS 1.3" */
	uint16_t version_code;        /* 0x0304 */
	const char *suite;            /* IANA name: "TLS_AES_256_GCM_SHA384" */
	const char *cipher;           /* "AES-256-GCM" */
	const char *mac;              /* "AEAD", "SHA1" */
	const char *key_exchange;     /* "ECDHE", "DHE", "RSA", "PSK with ECDHE" */
	const char *group;            /* "X25519", "SECP256R1", "FFDHE2048"; NULL when none took part */
	unsigned dh_bits;             /* size of a finite-field group; 0 when none */
	const char *server_signature; /* "RSA-PSS-RSAE-SHA256"; NULL when resumed */
	const char *client_signature; /* NULL when we sent no certificate */
	const char *alpn;             /* NULL: none */
	const char *sni;              /* the name that we asked for; NULL: none sent */
	enum fact extended_master_secret;
	enum fact encrypt_then_mac;
	enum fact safe_renegotiation;
	bool resumed;
	bool client_certificate_asked;
	bool stapled;           /* an OCSP response came with the certificate */
	bool binding_exporter;  /* channel bindings that can be had: tls-exporter (RFC 9266) */
	bool binding_unique;    /* tls-unique; unsafe without extended master secret */
	bool binding_end_point; /* tls-server-end-point (RFC 5929) */
	unsigned messages;      /* handshake messages, both ways */
	uint64_t handshake_in;  /* bytes on the wire */
	uint64_t handshake_out;
};

enum san_kind { SAN_DNS, SAN_IP, SAN_EMAIL, SAN_URI, SAN_SRV, SAN_OTHER };

struct san {
	enum san_kind kind;
	struct bytes value; /* as text; an address is written out; may hold NUL */
	bool matches;       /* it is the name that we asked for */
};

struct cert_facts {
	const char *subject;     /* RFC 4514 text; "" for an empty name */
	const char *common_name; /* NULL when the subject has none */
	const char *issuer;
	struct bytes serial; /* raw bytes */
	const struct san *sans;
	size_t san_count;
	size_t san_dropped; /* beyond the limit, counted, not kept */
	int64_t not_before; /* seconds since 1970, UTC */
	int64_t not_after;
	const char *key; /* "EC SECP256R1", "RSA" */
	unsigned key_bits;
	const char *signature;    /* "RSA-SHA256": what its issuer signed it with */
	bool signature_weak;      /* MD5, SHA-1 and worse */
	unsigned char sha256[32]; /* of the DER */
	unsigned char spki_sha256[32];
	const char *spki_pin;           /* base64 of spki_sha256 */
	const char *key_usage;          /* "digitalSignature, keyEncipherment"; NULL: no extension */
	const char *extended_key_usage; /* "serverAuth"; NULL: no extension */
	bool is_ca;
	bool has_basic_constraints;
	int path_length;  /* -1: no limit */
	bool self_issued; /* subject and issuer are the same name */
	bool must_staple; /* RFC 7633 */
	unsigned version;
	struct bytes der;
	const char *pem;
	const char *parse_error; /* when set, only der, sha256 and this are filled */
};

struct chain_facts {
	const struct cert_facts *certs; /* as sent, leaf first */
	size_t count;
	size_t dropped;                  /* certificates beyond the limit, not kept */
	const struct cert_facts *anchor; /* from the trust store, when one was found and was not sent; else NULL */
	const char *reference_name;      /* what the certificate had to bear */
	bool from_session;               /* resumed: these are the ones of the first session */
};

#endif

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
	const char *client_certificate; /* the subject of ours; NULL: none was sent */
	const char *policy;             /* the file of the system's policy that bound the library; NULL: none did */
	bool policy_ignored;            /* because it was to be stepped around */
	bool stapled;                   /* an OCSP response came with a certificate */
	bool binding_exporter;          /* channel bindings that can be had: tls-exporter (RFC 9266) */
	bool binding_unique;            /* tls-unique; unsafe without extended master secret */
	bool binding_end_point;         /* tls-server-end-point (RFC 5929) */
	unsigned messages;              /* handshake messages, both ways */
	uint64_t handshake_in;          /* bytes on the wire */
	uint64_t handshake_out;
};

enum san_kind { SAN_DNS, SAN_IP, SAN_EMAIL, SAN_URI, SAN_SRV, SAN_OTHER };

struct san {
	enum san_kind kind;
	struct bytes value; /* as text; an address is written out; may hold NUL */
	bool matches;       /* it is the name that we asked for */
};

/* What is checked on every certificate, by itself and in its place on the path. */
enum cert_check {
	CHECK_DATES,
	CHECK_ALGORITHM, /* of the signature that it bears */
	CHECK_KEY_SIZE,
	CHECK_SIGNATURE,        /* its issuer's key made it */
	CHECK_CA_FLAG,          /* basic constraints of one that signs others (RFC 5280 §4.2.1.9) */
	CHECK_PATH_LENGTH,      /* the same section */
	CHECK_KEY_USAGE,        /* RFC 5280 §4.2.1.3 */
	CHECK_PURPOSE,          /* extended key usage (RFC 5280 §4.2.1.12) */
	CHECK_NAME_CONSTRAINTS, /* the ones that it puts on the leaf (RFC 5280 §4.2.1.10) */
	CHECK_CRITICAL,         /* critical extensions are known here */
	CHECK_MUST_STAPLE,      /* RFC 7633 */
	CHECK_REVOCATION        /* by a certificate revocation list (RFC 5280 §5) */
};
enum { CERT_CHECKS = CHECK_REVOCATION + 1 };

/* The zero is «not done»: what nobody looked at never counts as passed. */
enum check_result { CHECK_NOT_DONE, CHECK_PASSED, CHECK_FAILED, CHECK_NOT_NEEDED };

struct check {
	enum check_result result;
	const char *reason; /* «expired 3 days ago», to stand behind the certificate's name; NULL: nothing to add */
};

/* What a certificate is doing in the list that the server sent. */
enum cert_place {
	PLACE_UNKNOWN, /* the list was not looked at, for the reason that the verdict on the chain gives */
	PLACE_LEAF,
	PLACE_ISSUER,      /* on the path from the leaf upwards */
	PLACE_ANCHOR,      /* the trust anchor itself: every client that trusts it has it already */
	PLACE_DUPLICATE,   /* was sent before */
	PLACE_ALTERNATIVE, /* on another path from one of the authorities on this one: cross-signed, for other clients */
	PLACE_UNRELATED,   /* on no path from here */
	PLACE_UNREADABLE
};

/* 9999-12-31 23:59:59 (RFC 5280 §4.1.2.5) */
#define CERT_NO_END INT64_C(253402300799)

/* What a stapled OCSP response says (RFC 6960). The zero is «not checked»: what nobody looked at never counts as good. */
enum staple_status {
	STAPLE_NOT_CHECKED,
	STAPLE_GOOD,
	STAPLE_OLD,       /* good, but from long ago, and without an end */
	STAPLE_REVOKED,   /* whatever its dates */
	STAPLE_UNKNOWN,   /* the responder does not know the certificate */
	STAPLE_EXPIRED,   /* it was to be renewed */
	STAPLE_EARLY,     /* from a later date */
	STAPLE_OTHER,     /* for another certificate */
	STAPLE_MALFORMED, /* cannot be read */
	STAPLE_ERROR,     /* the responder could not answer */
	STAPLE_SIGNATURE  /* nobody who may sign it did, or not so that it proves anything */
};

struct staple_facts {
	enum staple_status status;
	const char *reason; /* a sentence's part, safe to show: «not revoked as of ...» */
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
	int64_t not_after;  /* CERT_NO_END: it says that it has none */
	const char *key;    /* "EC SECP256R1", "RSA" */
	unsigned key_bits;
	const char *signature;    /* "RSA-SHA256": what its issuer signed it with */
	bool signature_weak;      /* MD5, SHA-1 and worse */
	unsigned char sha256[32]; /* of the DER */
	unsigned char spki_sha256[32];
	const char *spki_pin;           /* base64 of spki_sha256 */
	const char *key_usage;          /* "digitalSignature, keyEncipherment"; NULL: no extension */
	const char *extended_key_usage; /* "serverAuth"; NULL: no extension */
	bool for_servers;               /* no such extension, or serverAuth or any is in it */
	bool is_ca;
	bool has_basic_constraints;
	int path_length;              /* -1: no limit */
	bool self_issued;             /* subject and issuer are the same name */
	bool must_staple;             /* RFC 7633 */
	const char *name_constraints; /* "permitted DNS example.org; excluded IP 192.0.2.0/24"; NULL: no extension */
	const char
		*issuer_url; /* where its issuer, an OCSP responder, a revocation list are to be had (never fetched); */
	const char *ocsp_url; /* NULL: it does not say */
	const char *crl_url;
	enum cert_place place;
	const struct staple_facts *staple; /* the response that came with it; NULL: none did */
	struct check checks[CERT_CHECKS];
	unsigned version;
	struct bytes der;
	const char *pem;
	const char *parse_error; /* when set, only der, pem, sha256, place, staple and this are filled */
};

/* Where a Signed Certificate Timestamp (RFC 6962 §3.3) came from. */
enum sct_source { SCT_FROM_CERTIFICATE, SCT_FROM_TLS, SCT_FROM_OCSP };

/* The zero is «not checked»: what nobody looked at never counts as good. */
enum sct_result { SCT_NOT_CHECKED, SCT_GOOD, SCT_BAD };

struct sct_facts {
	enum sct_source source;
	bool readable;            /* else only source, version, result and reason are filled */
	unsigned version;         /* 0: v1, the only one that is readable */
	unsigned char log_id[32]; /* SHA-256 of the log's key */
	const char *log_name;     /* from the file of log keys; NULL: not in there, or without a name */
	uint64_t time_ms;         /* since 1970, UTC, as the log says; any value */
	uint16_t scheme;          /* hash and algorithm as in TLS 1.2: 0x0403 */
	enum sct_result result;
	const char *reason; /* "signed by the log"; safe to show */
};

struct chain_facts {
	/* as sent */
	const struct cert_facts *certs; /* leaf first, if the server does it right */
	size_t count;
	size_t dropped; /* certificates beyond the limit, not kept */
	bool out_of_order;
	size_t duplicates;
	size_t unrelated;
	/* as built: indices into certs from the leaf upwards, as far as they lead; without the anchor, unless a certificate
	   of the path is itself in the trust store */
	const size_t *path;
	size_t path_count;
	const struct cert_facts *anchor; /* from the trust store, when one was found and was not sent; else NULL */
	const struct cert_facts *trust_anchor; /* the same, sent or not */
	const char *missing_issuer;            /* whom the path ends short of, when it leads to no anchor; else NULL */
	const char *trust_source;              /* "/etc/ssl/certs/ca-certificates.crt" */
	/* how it was judged */
	const char *reference_name; /* what the certificate had to bear */
	const char *mail_domain;    /* or this; NULL: none (RFC 7817 §3) */
	int64_t as_of;              /* seconds since 1970: the date that the judgement is for; 0: unknown */
	bool as_of_given;           /* it is not the date of the machine's clock */
	bool from_session;          /* resumed: these are the ones of the first session */
	/* timestamps of logs for the first certificate */
	const struct sct_facts *scts;
	size_t sct_count;
	size_t scts_dropped; /* beyond the limit, not kept */
	bool scts_asked;     /* our ClientHello asked for some */
};

#endif

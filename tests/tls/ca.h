/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ca: certificates, OCSP responses and revocation lists of every kind, good and bad, made in the test that needs them.
 *
 * Ownership ca_free frees a certificate and its key; texts and DER are in the arena that is given. Whatever fails aborts.
 */
#ifndef STARLIT_TESTS_TLS_CA_H
#define STARLIT_TESTS_TLS_CA_H

#include "base/arena.h"
#include "base/buffer.h"
#include <gnutls/x509.h>
#include <stdint.h>

enum { CA_NOW = 1800000000 }; /* 2027-01-15 08:00:00 UTC: when all of this happens */
enum { CA_DAY = 86400 };

struct ca {
	gnutls_x509_crt_t crt;
	gnutls_x509_privkey_t key;
};

enum ca_key { CA_KEY_P256, CA_KEY_P192, CA_KEY_ED25519, CA_KEY_RSA_PSS };
enum ca_flag { CA_FLAG_USUAL, CA_FLAG_NO, CA_FLAG_YES, CA_FLAG_NO_EXTENSION };

/* All zero is a certificate as it should be: an authority or a leaf, by the function that is called. */
struct ca_recipe {
	struct bytes name; /* common name; empty: "root", "middle", ... as the caller says */
	bool no_name;      /* the subject is empty */
	enum ca_key key;
	int rsa_bits;                     /* not 0: an RSA key, or one for RSA-PSS only */
	gnutls_digest_algorithm_t digest; /* of the issuer's signature; 0: SHA-256 */
	int64_t now;                      /* what the days are counted from; 0: CA_NOW */
	int from_days, until_days;        /* 0: 30 days ago, 90 days ahead */
	bool no_end;                      /* 99991231235959Z (RFC 5280 §4.1.2.5) */
	int version;                      /* 0: 3; in version 1 there are no extensions */
	struct bytes serial;              /* an INTEGER's content; empty: 16 octets at random */
	bool key_ids;                     /* subject and authority key identifier, as RFC 5280 wants them */
	enum ca_flag flag;
	int path_length;     /* one more than what is written; 0: no limit */
	int usage;           /* key usage bits; 0: the usual; -1: no extension */
	const char *purpose; /* extended key usage; NULL: the usual; "": no extension */
	struct bytes sans;   /* GeneralNames' content, see ca_put */
	bool sans_critical, no_sans;
	const char *permitted, *excluded; /* name constraints: a dNSName, or "IP:192.0.2.0/24"; NULL: none */
	bool must_staple;
	bool strange_extension; /* critical, and unknown to everybody */
	const char *issuer_url;
	const char *extra_oid; /* one more extension, with that content; NULL: none */
	struct bytes extra;
	const struct ca *same_key; /* the key of that one again */
	bool huge_key;             /* what is certified is an RSA key of 8208 bits, which nobody has */
};

/* issuer NULL: self-signed. */
struct ca *ca_authority(const struct ca_recipe *recipe, const char *name, const struct ca *issuer);
/* Without sans, it is for mail.example.org. */
struct ca *ca_leaf(const struct ca_recipe *recipe, const struct ca *issuer);
void ca_free(struct ca *ca);

struct bytes ca_der(const struct ca *ca, struct arena *arena);
/* The TBSCertificate, which is what is signed. */
struct bytes ca_tbs(const struct ca *ca, struct arena *arena);
void ca_add_pem(const struct ca *ca, struct buffer *pem);
/* Its private key, for a server that shows it. */
void ca_add_key_pem(const struct ca *ca, struct buffer *pem);

/* One DER element; and one GeneralName: tag 0x82 dNSName, 0x81 rfc822Name, 0x86 URI, 0x87 iPAddress. */
void ca_put(struct buffer *out, unsigned char tag, struct bytes content);
/* An SRVName (RFC 4985). */
void ca_put_srv(struct buffer *out, struct bytes name);

struct ocsp_recipe {
	const struct ca *about;   /* the certificate */
	const struct ca *issuer;  /* of it */
	const struct ca *signer;  /* NULL: the issuer */
	bool embed;               /* the signer's certificate is in the response */
	int status;               /* 0 good, 1 revoked, 2 unknown */
	int64_t now;              /* what the days are counted from; 0: CA_NOW */
	int this_days, next_days; /* 0: yesterday, in a week */
	bool no_next;
	bool wrong_key_hash;
	bool sha1_signature;
	int others_before;          /* entries about other certificates in front */
	unsigned char outer_status; /* 0 successful */
	struct bytes extensions;    /* singleExtensions of the entry: whole Extensions; empty: none */
};
struct bytes ocsp_make(const struct ocsp_recipe *recipe, struct arena *arena);
/* A server staples it from now on; it must live as long. (A response that GnuTLS is given once must please the machine's clock.) */
void ocsp_staple(gnutls_certificate_credentials_t credentials, struct bytes *response);
/* The same for each certificate that the server shows (TLS 1.3): whatever stands there; empty: nothing. One server at a time. */
void ocsp_staple_each(gnutls_certificate_credentials_t credentials, const struct bytes *responses, size_t count);

struct crl_recipe {
	const struct ca *issuer;
	const struct ca *signer;  /* NULL: the issuer */
	const struct ca *revoked; /* NULL: none */
	bool key_ids;             /* authority key identifier */
	int64_t now;              /* what the days are counted from; 0: CA_NOW */
	int this_days, next_days; /* 0: yesterday, in a week */
};
void crl_add_pem(const struct crl_recipe *recipe, struct buffer *pem);

#endif

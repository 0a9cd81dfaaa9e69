/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tls: a TLS engine over four buffers.
 *
 *      wire in ──▶ ┌─────┐ ──▶ plain in           (tls_receive)  wire in, taken by value
 *     wire out ◀── │ tls │ ◀── plain out          tls_wire_out, tls_plain_in: buffers to drain
 *                  └─────┘
 *
 * Purpose   the client side of the session, made visible: every record, handshake message and alert, in both directions
 *           and in true order, becomes an event; so do the result, the certificates and the verdicts on them. The same
 *           engine serves the demo server (a server has no journal).
 * Sans-I/O  it never touches a socket, the clock (but the journal's) or the screen, and never waits.
 * Trust     a certificate never ends the session: it is judged after the handshake and the judgement is told.
 * Ownership the caller owns the engine; buffers returned are the engine's, to be read and consumed by the caller.
 * Failure   environment (a CA file that cannot be read) is false and an error from tls_client_new; whatever the peer
 *           does is a state and an event.
 */
#ifndef STARLIT_TLS_TLS_H
#define STARLIT_TLS_TLS_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/journal.h"
#include "model/tls_facts.h"

enum {
	TLS_WIRE_MAX = 1 << 20,     /* bytes that may wait in either wire buffer */
	TLS_PLAIN_MAX = 1 << 20,    /* decrypted bytes that may wait to be consumed */
	TLS_HANDSHAKE_MAX = 262144, /* wire bytes of a handshake that we take from a server */
	TLS_CHAIN_MAX = 32          /* certificates of which facts are kept */
};

struct tls;
struct tls_anchors;

/* Everything is copied; anchors are shared. */
struct tls_settings {
	const char *
		reference_name; /* the name that the certificate must bear: a host name or an address; also SNI if a name */
	const char *srv_service; /* for SRV-ID (RFC 7817 §3): "_imap"; NULL: none */
	const char
		*mail_domain; /* the domain of the mail address, which may be borne instead (RFC 7817 §3); NULL: none */
	const char *ca_file;  /* trust anchors: a file or a directory of PEM; NULL: the system's store */
	const char *ca_pem;   /* anchors as PEM text instead of a file (the demo's root); NULL: none */
	bool trust_none;      /* no anchors at all: the chain is told as «not checked» */
	const char *crl_file;        /* revocation lists, PEM or DER; NULL: none */
	const char *ct_logs_file;    /* keys of logs of Certificate Transparency (ct_logs.h); NULL: none */
	struct tls_anchors *anchors; /* read already, in place of these five (anchors.h); NULL: they are read */
	int64_t as_of;        /* judge certificates for that date, seconds since 1970; 0: now, by the journal's clock */
	const char *priority; /* GnuTLS priority string, to which the rest is added; NULL: see TLS_PRIORITY */
	/* What is offered; NULL: the default. Names are IANA's, OpenSSL's or GnuTLS's, separated by commas or colons (choice.h). */
	const char *versions; /* "1.2", "1.0-1.2", "1.2,1.3" */
	const char *ciphers;
	const char *groups;
	const char *schemes; /* signature schemes */
	const char *alpn;
	const char *sni;        /* in place of the reference name; "none": none is sent */
	const char *cert_file;  /* ours: PEM, PKCS#12, or a PKCS#11 URI; NULL: none */
	const char *key_file;   /* NULL: in cert_file */
	const char *passphrase; /* for the key; NULL: none. The caller wipes it */
	struct bytes resume;    /* of tls_session_data: this session is offered again; empty: none */
	size_t hello_size;      /* bytes the ClientHello is padded or shrunk to, as near as can be; 0: as it comes */
	bool keep_secrets;      /* for tls_key_log */
};
#define TLS_PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

/* For whoever keeps settings: a copy that owns all it points to. done wipes what is secret. */
void tls_settings_copy(const struct tls_settings *settings, struct tls_settings *ret_copy);
void tls_settings_done(struct tls_settings *settings);

/* Whether what is offered is known and makes sense; anchors and certificates are not looked at (credentials.h). */
bool tls_settings_check(const struct tls_settings *settings, struct error *error);

/* A client that will append its events to the journal. NULL and an error when the settings cannot be used. */
struct tls *tls_client_new(const struct tls_settings *settings, struct journal *journal, struct error *error);

struct tls_identity;
/* A server with that identity (mint.h), which outlives it. For the demo server. */
struct tls *tls_server_new(const struct tls_identity *identity);
void tls_free(struct tls *tls);

enum tls_state {
	TLS_HANDSHAKING,
	TLS_UP,
	TLS_PEER_CLOSED, /* close_notify came; we may still send. The caller tells it, behind what plain_in still holds */
	TLS_CLOSING,     /* we have sent close_notify; the peer may still send, and is to answer with its own */
	TLS_ENDED,       /* both sides have closed, or the stream ended */
	TLS_BROKEN       /* failed; nothing more can be sent or received */
};

/*
 * Takes wire bytes and goes on as far as they reach: handshake, records, alerts. Returns how many bytes were taken: all
 * of them, or fewer when plain_in is full or, for a client, when a record has put something into it; the caller consumes plain_in and offers the rest again. A client sends its
 * ClientHello at the first call (which may be with no bytes).
 */
size_t tls_receive(struct tls *tls, struct bytes wire);
/* The wire has ended. Without a close_notify before, that is a truncation (or a failed handshake). */
void tls_wire_ended(struct tls *tls);
/* Encrypts; false when the engine is not up, or wire_out is full. */
bool tls_send(struct tls *tls, struct bytes plain);
/* Sends close_notify. */
void tls_close(struct tls *tls);
/* Breaks off a handshake that takes too long: the failure is told (TLS_FAILURE_TIMEOUT). */
void tls_timed_out(struct tls *tls);

enum tls_state tls_state(const struct tls *tls);
struct buffer *tls_wire_out(struct tls *tls);
struct buffer *tls_plain_in(struct tls *tls);
/* NULL before the handshake is complete, and for a server. */
const struct tls_facts *tls_facts(const struct tls *tls);

/*
 * After the handshake. Each is false with an error where the version or the state does not allow it.
 * A key update (RFC 8446 §4.6.3), of ours alone or asked for on both sides; a new handshake (TLS 1.2 and below).
 */
bool tls_rekey(struct tls *tls, bool both, struct error *error);
bool tls_renegotiate(struct tls *tls, struct error *error);
/* What is needed to resume this session later, appended; in TLS 1.3 a ticket must have come. It is a secret. */
bool tls_session_data(struct tls *tls, struct buffer *ret_data, struct error *error);
/* Lines in NSS's key log format, to be consumed by the caller; empty without keep_secrets. A secret buffer. */
struct buffer *tls_key_log(struct tls *tls);

/* The library's version, for --version: "3.7.9". */
const char *tls_library_version(void);

#endif

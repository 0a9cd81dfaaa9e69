/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * engine: the TLS engine's inside, shared by tls.c, after.c, record.c, message.c, secrets.c, failure.c and info.c. Internal to tls.
 */
#ifndef STARLIT_TLS_ENGINE_H
#define STARLIT_TLS_ENGINE_H

#include "tls/crl.h"
#include "tls/ct_logs.h"
#include "tls/setup.h"
#include "tls/tls.h"
#include "tls/trust.h"
#include "tls/unseal.h"
#include <gnutls/gnutls.h>

enum {
	FIRST_KEPT = 256,
	CERTIFICATE_MAX = 131072,
	SCTS_MAX = 65536,
	MESSAGE_KEPT = 131072,
	BODY_KEPT = 65536,
	RECORD_PLAIN_MAX = 16384
};

/* Puts handshake messages together that share or span records. */
struct message_tap {
	unsigned char header[4];
	size_t have; /* bytes of the header */
	uint32_t length;
	uint32_t left; /* of the body */
	struct buffer body;
};

/* Messages that the hook has shown before their sealed records go out. */
struct message_queue {
	struct queued_message {
		uint8_t type;
		struct bytes body; /* allocated */
		size_t left;       /* bytes of it, header included, that no record has carried yet */
	} messages[8];
	size_t count;
};

/* Follows one direction of the wire, record by record (RFC 8446 §5.1). */
struct record_tap {
	unsigned char header[5];
	size_t have; /* bytes of the header */
	uint32_t length;
	struct buffer fragment;
	uint8_t type;    /* of the present or last record */
	bool sealed;     /* the last record could not be read */
	bool lost;       /* what came is no record: nothing is followed any more */
	bool hollow;     /* a record without content came, and no application data (RFC 8446 §5.1 forbids it) */
	bool changed;    /* change_cipher_spec was seen */
	bool alert_told; /* the last alert was told by the tap, before GnuTLS spoke of it */
	struct unseal unseal;
	struct message_tap message;
};

struct hello_only;
struct staple;

/* anchors.c */
struct tls_anchors {
	struct trust *trust;
	struct crls *crls;       /* NULL: none */
	struct ct_logs *ct_logs; /* NULL: none */
	unsigned users;
};

struct tls {
	gnutls_session_t session;
	struct setup setup;      /* what a client chose */
	struct journal *journal; /* NULL for a server */
	struct tls_anchors *anchors;
	int64_t as_of; /* seconds since 1970; 0: now */
	char *reference_name;
	char *mail_domain;
	char *srv_service;
	enum tls_state state;
	/* what is being fed */
	struct bytes input;
	size_t taken;
	bool starved; /* GnuTLS wanted input and there was none */
	bool ended;   /* the wire has ended */
	struct buffer wire_out;
	struct buffer plain_in;
	/* what was seen */
	struct record_tap in;
	struct record_tap out;
	struct message_queue queue;
	unsigned char first[FIRST_KEPT]; /* the first bytes of the peer, for the case that they are no TLS */
	size_t first_len;
	uint16_t version; /* as the ServerHello says; 0: none yet */
	uint16_t suite;
	int64_t arrived_us; /* when the bytes came that are being fed */
	bool certificate_asked;
	bool scts_asked;           /* our ClientHello asked for certificate timestamps */
	struct buffer certificate; /* body of the server's Certificate message */
	struct buffer scts;        /* TLS 1.2 and below: signed_certificate_timestamp of the ServerHello */
	unsigned messages;
	int last_message; /* handshake type, -1: none */
	uint64_t handshake_in;
	uint64_t handshake_out;
	bool too_large;
	int64_t began_us; /* this handshake, or the renegotiation behind it; -1: not yet */
	/* what of the figures above belongs to the handshakes before */
	unsigned messages_before;
	uint64_t in_before;
	uint64_t out_before;
	bool keeps_secrets;
	struct buffer key_log;
	bool renegotiating;
	bool reauthenticating; /* post-handshake authentication is on its way */
	struct tls_facts *facts;
	struct hello_only *hello_only; /* NULL: GnuTLS is behind it */
};

/* record.c */
void record_init(struct record_tap *tap);
void record_done(struct record_tap *tap);
void record_follow(struct tls *tls, struct record_tap *tap, enum direction direction, struct bytes bytes);
/* The same as far as the end of one record; returns what is behind it. */
struct bytes record_follow_one(struct tls *tls, struct record_tap *tap, enum direction direction, struct bytes bytes);
/* The stream ended: a record that has begun is told as cut. */
void record_cut(struct tls *tls, struct record_tap *tap, enum direction direction);

/* When a record of that direction came or goes. */
int64_t record_moment(const struct tls *tls, enum direction direction);

/* message.c */
bool is_tls13(const struct tls *tls);
/* The content of a handshake record that could be read. */
void message_follow(
	struct tls *tls, struct record_tap *record, enum direction direction, struct bytes content, bool encrypted);
int message_hooked(
	gnutls_session_t session, unsigned type, unsigned when, unsigned incoming, const gnutls_datum_t *body);
/* A sealed handshake record has gone out: what was queued for it is told. */
void message_sealed_out(struct tls *tls);
void message_forget(struct tls *tls);
/* A HelloRequest, which neither tap nor hook can see inside a sealed record. */
void message_tell_hello_request(struct tls *tls);
/* The index-th certificate of the Certificate message that was kept; false when there are no more. */
bool message_certificate(const struct tls *tls, size_t index, struct bytes *ret_der);
/* What came with it by status_request, which only TLS 1.3 puts there (RFC 8446 §4.4.2.1). */
void message_staple(const struct tls *tls, size_t index, struct staple *ret_staple);
/* The list of certificate timestamps that came by TLS for the first certificate; empty: none came. */
struct bytes message_scts(const struct tls *tls);

/* after.c */
void after_hello_request(struct tls *tls);
void after_reauthentication_request(struct tls *tls);
/* Goes on with a handshake inside the session, if there is one. True: records may be read. */
bool after_advance(struct tls *tls);

/* secrets.c */
int secrets_logged(gnutls_session_t session, const char *label, const gnutls_datum_t *secret);

/* failure.c: what went wrong, as events */
void failure_tell(struct tls *tls, int result);
void failure_tell_sentence(struct tls *tls, enum tls_failure why, int result, const char *sentence);
/* An alert that GnuTLS speaks of: told unless the tap has told it already. */
void failure_tell_alert(struct tls *tls, enum direction direction, unsigned level, unsigned description);
void failure_append_alert(struct tls *tls, enum direction direction, unsigned level, unsigned description);

/* hello_only.c: the engine without GnuTLS */
void hello_only_free(struct hello_only *only);
/* True: the bytes are part of an answer in the format of SSL 2.0, and taken. */
bool hello_only_ssl2(struct tls *tls, struct bytes wire);
size_t hello_only_receive(struct tls *tls, struct bytes wire);

/* info.c: facts, certificates and verdicts after the handshake (or after one that failed) */
void info_tell(struct tls *tls);
void info_tell_chain(struct tls *tls);

#endif

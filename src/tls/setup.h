/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup: everything that the user chooses for a handshake, put into a GnuTLS session. Internal to tls.
 *
 * Use       setup_prepare; gnutls_init with its flags; setup_apply; setup_done after gnutls_deinit.
 * Ownership a setup owns the credentials that it gives to the session.
 */
#ifndef STARLIT_TLS_SETUP_H
#define STARLIT_TLS_SETUP_H

#include "tls/priority.h"
#include <gnutls/gnutls.h>

/* How the ClientHello is brought to a size: what is left out (steps, 0: nothing), and how many bytes of padding. */
struct hello_fit {
	unsigned step;
	bool pads;
	size_t padding;
	bool late_certificate; /* post-handshake authentication is offered although no certificate is loaded: to measure */
	size_t least; /* the smallest size that can be had, where that is more than was asked for; 0: it is not */
};

struct setup {
	struct priority priority;
	struct hello_fit fit;
	unsigned suites; /* how many are offered */
	unsigned flags;  /* for gnutls_init, beside GNUTLS_CLIENT */
	bool asks_scts;  /* for certificate timestamps (sct_ask.h) */
	gnutls_certificate_credentials_t certificate;
	gnutls_anon_client_credentials_t anonymous;
	char *pin; /* of a token; NULL: none */
	char *sni; /* what is sent; NULL: nothing */
};

bool setup_prepare(
	const struct tls_settings *settings, const struct hello_fit *fit, struct setup *ret_setup, struct error *error);
bool setup_apply(
	struct setup *setup, const struct tls_settings *settings, gnutls_session_t session, struct error *error);
void setup_done(struct setup *setup);
/* Once the handshake begins: tells where what is sent differs from what was asked for, or need not suit a server. */
void setup_tell(const struct setup *setup, struct journal *journal);

/* credentials.c */
bool setup_credentials(struct setup *setup, const struct tls_settings *settings, struct error *error);

/*
 * What brings the ClientHello nearest to settings->hello_size: it is made larger by padding (RFC 7685) and smaller by leaving
 * out key shares, groups, schemes and ciphers that the user did not name. measure tells the size of the ClientHello with
 * that much left out.
 */
typedef size_t hello_measure_fn(const struct tls_settings *settings, const struct hello_fit *fit);
struct hello_fit hello_fit(const struct tls_settings *settings, hello_measure_fn *measure);

/* resume.c: a session's data with a digest behind them, appended; and without it, empty when they are not whole. */
bool resume_seal(struct bytes data, struct buffer *ret_sealed);
struct bytes resume_open(struct bytes sealed);

/* The system's policy file in force; NULL: none. */
const char *setup_policy_file(void);
/* Whether it was stepped around: see policy.h. */
bool setup_policy_ignored(void);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hello_only: a TLS engine that says one ClientHello, made by hand, and listens to the answer.
 *
 * Purpose   behind the contract of tls.h, in place of GnuTLS's engine: what GnuTLS cannot say is said, and what the server
 *           answers becomes the same events (records, messages, alerts). No handshake is ever finished.
 * End       TLS_ENDED once the answer is complete: a ServerHello of TLS 1.3 or a HelloRetryRequest (what is behind it is
 *           sealed), a ServerHelloDone, an SSL 2.0 SERVER-HELLO, a fatal alert, or TLS_HANDSHAKE_MAX bytes. TLS_BROKEN
 *           when what came is no TLS.
 * Ownership, failure  as in tls.h; the hello is copied. tls_send and what follows a handshake are always refused.
 */
#ifndef STARLIT_TLS_HELLO_ONLY_H
#define STARLIT_TLS_HELLO_ONLY_H

#include "tls/tls.h"

/* hello is a whole record (wire/client_hello.h). */
struct tls *tls_hello_only_new(struct bytes hello, struct journal *journal);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sct_ask: our ClientHello asks for certificate timestamps (RFC 6962 §3.3.1). Internal to tls.
 *
 * GnuTLS can be taught the extension where the answer stands in the ServerHello. In TLS 1.3 it stands beside the certificate
 * (RFC 8446 §4.4.2.1), where GnuTLS breaks the handshake off for any extension but its own. So it is asked for only where TLS
 * 1.3 is not on offer.
 */
#ifndef STARLIT_TLS_SCT_ASK_H
#define STARLIT_TLS_SCT_ASK_H

#include <gnutls/gnutls.h>
#include <stdbool.h>

/* Whether a session with that offer can ask. */
bool sct_may_ask(gnutls_priority_t priority);
/* Makes the session ask; whether it did is in its struct tls. Where GnuTLS cannot, the server is not asked. */
void sct_ask(gnutls_session_t session);

#endif

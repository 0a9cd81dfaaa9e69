/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sct_ask: an extension of which we send the name alone. Its answer is read by the tap (message.c).
 */
#include "tls/sct_ask.h"

#include "tls/engine.h"

enum { EXTENSION_SCT = 18 };

bool sct_may_ask(gnutls_priority_t priority)
{
	const unsigned *versions;
	int count = gnutls_priority_protocol_list(priority, &versions);

	for (int i = 0; i < count; i++)
		if (versions[i] == GNUTLS_TLS1_3)
			return false;
	return count > 0;
}

static int take_answer(gnutls_session_t session, const unsigned char *data, size_t size)
{
	(void)session;
	(void)data;
	(void)size;
	return 0;
}

/* GnuTLS sends an extension without content only for this result. A priority string may forbid all extensions. */
static int send_empty(gnutls_session_t session, gnutls_buffer_t body)
{
	struct tls *tls = gnutls_session_get_ptr(session);

	(void)body;
	if (tls)
		tls->scts_asked = true;
	return GNUTLS_E_INT_RET_0;
}

void sct_ask(gnutls_session_t session)
{
	gnutls_session_ext_register(session, "signed certificate timestamps", EXTENSION_SCT, GNUTLS_EXT_TLS,
		take_answer, send_empty, NULL, NULL, NULL,
		GNUTLS_EXT_FLAG_CLIENT_HELLO | GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO);
}

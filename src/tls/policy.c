/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy: GnuTLS's own initialisation at load time is switched off by a symbol that is linked where this file is.
 */
#include "tls/policy.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>

GNUTLS_SKIP_GLOBAL_INIT

bool policy_start(bool ignore, struct error *error)
{
	if (ignore)
		setenv("GNUTLS_SYSTEM_PRIORITY_FILE", "/dev/null", 1);
	int result = gnutls_global_init();
	return result >= 0 ||
	       error_set(error, ERROR_TLS, result, "GnuTLS cannot be started: %s", gnutls_strerror(result));
}

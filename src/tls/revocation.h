/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * revocation: one verdict from the stapled responses and the revocation lists. Internal to tls.
 */
#ifndef STARLIT_TLS_REVOCATION_H
#define STARLIT_TLS_REVOCATION_H

#include "tls/path.h"

/*
 * To be called when staple_check and crls_check are done. It is good only when the server's own certificate is known not to
 * be revoked, and bad when any response or list is.
 */
struct verdict revocation_judge(struct path *path);

#endif

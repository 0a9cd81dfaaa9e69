/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * anchors: trust anchors, revocation lists and keys of logs, read once for any number of sessions.
 *
 * Use       tls_anchors_new from the settings that name files; the result goes into the settings of every session.
 * Ownership counted: whoever made or shared it frees it, and the last one ends it.
 * Failure   a file that cannot be used is NULL and an error. The system's store is read when it is first needed.
 */
#ifndef STARLIT_TLS_ANCHORS_H
#define STARLIT_TLS_ANCHORS_H

#include "tls/tls.h"

/* Of what ca_file, ca_pem, trust_none, crl_file and ct_logs_file name. */
struct tls_anchors *tls_anchors_new(const struct tls_settings *settings, struct error *error);
/* One more user; returns anchors. NULL is allowed. */
struct tls_anchors *tls_anchors_share(struct tls_anchors *anchors);
void tls_anchors_free(struct tls_anchors *anchors);

#endif

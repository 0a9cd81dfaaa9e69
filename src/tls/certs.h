/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * certs: certificates become facts. Internal to tls.
 */
#ifndef STARLIT_TLS_CERTS_H
#define STARLIT_TLS_CERTS_H

#include "base/arena.h"
#include "model/tls_facts.h"

enum { CERTS_SANS_MAX = 4096 };

/* Reads one DER certificate into facts; one that cannot be parsed gives facts with parse_error. All texts are in arena. */
void certs_read(struct arena *arena, struct bytes der, struct cert_facts *ret_facts);

#endif

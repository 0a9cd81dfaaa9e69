/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * staple: what a stapled OCSP response says about the certificate that it came with (RFC 6960, RFC 6066 §8, RFC 8446
 * §4.4.2.1). Internal to tls.
 */
#ifndef STARLIT_TLS_STAPLE_H
#define STARLIT_TLS_STAPLE_H

#include "tls/path.h"

/* Each response alone, by the issuer on the path. Fills the staples of the certificates that were sent, and CHECK_MUST_STAPLE. */
void staple_check(struct path *path);

#endif

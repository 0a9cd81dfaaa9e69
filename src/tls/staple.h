/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * staple: what a stapled OCSP response says about the leaf (RFC 6960, RFC 6066 §8). Internal to tls.
 */
#ifndef STARLIT_TLS_STAPLE_H
#define STARLIT_TLS_STAPLE_H

#include "tls/path.h"

/* The response alone. Fills CHECK_MUST_STAPLE of the path. */
struct verdict staple_judge(struct path *path);

#endif

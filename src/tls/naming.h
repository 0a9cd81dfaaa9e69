/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * naming: the verdict on the name. Internal to tls.
 */
#ifndef STARLIT_TLS_NAMING_H
#define STARLIT_TLS_NAMING_H

#include "tls/verify.h"

/* Marks the names that match in the facts of the first certificate. */
struct verdict naming_judge(struct arena *arena, const struct verify_request *request);

#endif

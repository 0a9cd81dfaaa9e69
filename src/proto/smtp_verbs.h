/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * smtp_verbs: the verb tables of SMTP and LMTP. Internal to proto.
 */
#ifndef STARLIT_PROTO_SMTP_VERBS_H
#define STARLIT_PROTO_SMTP_VERBS_H

#include "proto/proto.h"

enum { SMTP_VERBS = 16, LMTP_VERBS = 11 };

extern const struct proto_verb smtp_verbs[SMTP_VERBS];
extern const struct proto_verb lmtp_verbs[LMTP_VERBS];

#endif

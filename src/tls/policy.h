/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy: whether the system's policy on TLS (/etc/gnutls/config) binds this program.
 *
 * GnuTLS reads it once, when it is initialised, and then refuses what the policy forbids. A debugger must be able to speak
 * what a policy forbids; so a program that uses this header initialises GnuTLS by itself, by policy_start, before
 * anything else of tls. Programs that do not (tests) find GnuTLS initialised, with the policy.
 */
#ifndef STARLIT_TLS_POLICY_H
#define STARLIT_TLS_POLICY_H

#include "base/error.h"

/* Changes the environment of this process (GNUTLS_SYSTEM_PRIORITY_FILE) when the policy is to be ignored. */
bool policy_start(bool ignore, struct error *error);

#endif

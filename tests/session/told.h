/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * told: events of a document that no server in memory can bring about: what a probe has found, what a library of ours would
 * not negotiate.
 *
 *     TOLD: probe topic=version version=0x0300 code=768 name="SSL 3.0" answer=supported
 *     TOLD: tls-up version=0x0303 suite=TLS_RSA_EXPORT_WITH_RC4_40_MD5 cipher=RC4-40 key-exchange=RSA dh-bits=512
 *     TOLD: tls-failed why=limit sentence="..."
 *     TOLD: limit of=reply limit=16384 dropped=3
 */
#ifndef STARLIT_TESTS_SESSION_TOLD_H
#define STARLIT_TESTS_SESSION_TOLD_H

#include "model/journal.h"

/* Appends the event; false when the words make none. */
bool told_append(struct journal *journal, struct bytes words);

#endif

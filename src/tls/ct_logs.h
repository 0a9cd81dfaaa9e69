/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ct_logs: keys of the logs of Certificate Transparency, from a file of the user's (RFC 6962 §3.2). Internal to tls.
 *
 * The file holds public keys in PEM; a comment («# name») on the line before a key names its log.
 *
 * Ownership struct ct_logs owns its logs. Failure: a file that cannot be used is NULL and an error; nothing is ever fetched.
 */
#ifndef STARLIT_TLS_CT_LOGS_H
#define STARLIT_TLS_CT_LOGS_H

#include "base/bytes.h"
#include "base/error.h"
#include <stdint.h>

enum { CT_LOG_ID_LEN = 32 };

struct ct_logs;
struct ct_log;

struct ct_logs *ct_logs_new(const char *file, struct error *error);
/* The same from the file's text; source names it in errors. */
struct ct_logs *ct_logs_from_text(struct bytes text, const char *source, struct error *error);
void ct_logs_free(struct ct_logs *logs);

/* The log with that id, which is the SHA-256 of its key; NULL: its key was not given. logs may be NULL. */
const struct ct_log *ct_logs_find(const struct ct_logs *logs, struct bytes id);
/* NULL: the file does not name it. Of unknown origin, as every text of a file is. */
const char *ct_log_name(const struct ct_log *log);
/* What its key signs with, as in TLS 1.2: hash and algorithm (RFC 6962 §2.1.4). */
uint16_t ct_log_scheme(const struct ct_log *log);
/* Whether the log's key made that signature, with its scheme. */
bool ct_log_signed(const struct ct_log *log, struct bytes data, struct bytes signature);

#endif

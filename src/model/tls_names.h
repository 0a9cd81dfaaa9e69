/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tls_names: the names of what is found out about a certificate; they are stable. IANA's names are in wire/names.h.
 */
#ifndef STARLIT_MODEL_TLS_NAMES_H
#define STARLIT_MODEL_TLS_NAMES_H

#include "model/event.h"
#include "model/tls_facts.h"

const char *cert_check_name(enum cert_check check);      /* "key usage" */
const char *check_result_name(enum check_result result); /* "passed" */
const char *sct_source_name(enum sct_source source);     /* "TLS extension" */
const char *sct_result_name(enum sct_result result);     /* "good" */

/* What a person calls a certificate: its common name, else its whole subject; "no name", "cannot be read". Untrusted. */
const char *cert_name(const struct cert_facts *cert);

/* What a response is worth as a judgement. */
enum verdict_result staple_result(enum staple_status status);

#endif

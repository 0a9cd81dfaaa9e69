/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tls_names: IANA's names of records, handshake messages and alerts. An unknown code point has no name (NULL): it is
 * shown by its number. And the names of what is found out about a certificate; they are stable.
 */
#ifndef STARLIT_MODEL_TLS_NAMES_H
#define STARLIT_MODEL_TLS_NAMES_H

#include "model/tls_facts.h"
#include <stdint.h>

const char *tls_record_name(uint8_t type);   /* "handshake" */
const char *tls_message_name(uint8_t type);  /* "ClientHello" */
const char *tls_alert_name(uint8_t alert);   /* "handshake_failure" */
const char *tls_version_name(uint16_t code); /* "TLS 1.3" */

const char *cert_check_name(enum cert_check check);      /* "key usage" */
const char *check_result_name(enum check_result result); /* "passed" */
const char *cert_place_name(enum cert_place place);      /* "issuer" */

#endif

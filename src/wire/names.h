/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names: IANA's names of TLS code points. An unknown one has no name (NULL): it is shown in hex.
 *
 * Registries: TLS Parameters, TLS ExtensionType Values, TLS Cipher Suites, TLS Supported Groups, TLS SignatureScheme and
 * their neighbours, with the values of SSL 2.0 and 3.0 and of drafts that servers are known to speak.
 */
#ifndef STARLIT_WIRE_NAMES_H
#define STARLIT_WIRE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

const char *wire_content_name(uint8_t type);                 /* "handshake" */
const char *wire_message_name(uint8_t type);                 /* "ClientHello" */
const char *wire_alert_name(uint8_t description);            /* "handshake_failure" */
const char *wire_version_name(uint16_t version);             /* "TLS 1.3"; 0x0002: "SSL 2.0" */
const char *wire_extension_name(uint16_t type);              /* "supported_versions" */
const char *wire_suite_name(uint16_t suite);                 /* "TLS_AES_128_GCM_SHA256" */
const char *wire_group_name(uint16_t group);                 /* "X25519MLKEM768" */
const char *wire_scheme_name(uint16_t scheme);               /* "rsa_pss_rsae_sha256" */
const char *wire_hash_name(uint8_t hash);                    /* TLS 1.2: "sha256" */
const char *wire_signature_name(uint8_t signature);          /* TLS 1.2: "ecdsa" */
const char *wire_compression_name(uint16_t method);          /* certificate compression: "zlib" */
const char *wire_psk_mode_name(uint8_t mode);                /* "psk_dhe_ke" */
const char *wire_point_format_name(uint8_t format);          /* "uncompressed" */
const char *wire_certificate_type_name(uint8_t type);        /* X.509, raw public key */
const char *wire_client_certificate_type_name(uint8_t type); /* "rsa_sign" */
const char *wire_status_type_name(uint8_t type);             /* "ocsp" */
const char *wire_ssl2_suite_name(uint32_t suite);            /* three bytes: "SSL_CK_RC4_128_WITH_MD5" */
/* Reserved to keep peers tolerant (RFC 8701): 0x0a0a, 0x1a1a ... */
bool wire_is_grease(uint16_t code);
bool wire_is_grease_psk_mode(uint8_t mode);

/*
 * All suites in the order of their codes, for a probe that must offer each. The two that are signals and no suites
 * (TLS_EMPTY_RENEGOTIATION_INFO_SCSV, TLS_FALLBACK_SCSV) have a name and are not among them.
 */
size_t wire_suite_count(void);
uint16_t wire_suite_at(size_t index);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decode: the decoders of single structures, by family in files of their own. Each takes all that the part holds of its
 * structure; what is left over is the caller's to find.
 */
#ifndef STARLIT_WIRE_DECODE_H
#define STARLIT_WIRE_DECODE_H

#include "wire/part.h"

/* TLS 1.3, or one of its drafts. */
bool decode_is_tls13(uint16_t version);

/* decode_hello.c */
void decode_client_hello(struct part *part);
void decode_server_hello(struct part *part);

/* decode_extension.c: the vector of extensions that ends many messages. */
void decode_extensions(struct part *part);

/* decode_ech.c: encrypted_client_hello (RFC 9849) and encrypted_server_name of its first drafts. */
void decode_ech(struct part *part);
void decode_esni(struct part *part);

/* decode_certificate.c */
void decode_certificate(struct part *part);
void decode_certificate_request(struct part *part);
void decode_certificate_verify(struct part *part);
void decode_certificate_status(struct part *part);
void decode_compressed_certificate(struct part *part);
/* A vector of distinguished names. */
void decode_authorities(struct part *part);
void decode_sct_list(struct part *part);
void decode_delegated_credential(struct part *part);
/* What a client asks of OCSP: in its hello, and as an item of status_request_v2. */
void decode_status_request(struct part *part, bool counted);

/* decode_exchange.c */
void decode_server_key_exchange(struct part *part);
void decode_client_key_exchange(struct part *part);

#endif

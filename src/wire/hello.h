/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hello: what a ServerHello decides, for those who must act on it (the taps, the probe).
 *
 * For people there is message.h. RFC 8446 §4.1.3 and §4.1.4, RFC 5246 §7.4.1.3.
 */
#ifndef STARLIT_WIRE_HELLO_H
#define STARLIT_WIRE_HELLO_H

#include "base/bytes.h"
#include <stdbool.h>
#include <stdint.h>

/* The random value that turns a ServerHello into a HelloRetryRequest (RFC 8446 §4.1.3). */
extern const unsigned char wire_retry_random[32];

struct wire_server_hello {
	uint16_t version; /* by supported_versions where that is present, else the legacy field */
	bool retry;       /* a HelloRetryRequest */
	uint16_t suite;
	uint8_t compression;
	uint16_t group;      /* of key_share; 0: none */
	struct bytes random; /* 32 bytes; spans are borrowed from the message */
	struct bytes session_id;
	struct bytes scts; /* signed_certificate_timestamp; TLS 1.2 and below */
	struct bytes alpn; /* TLS 1.2 and below; in TLS 1.3 it stands in EncryptedExtensions */
};

/* The body, without its 4 bytes of header. False when it does not parse; *ret_hello is not touched then. */
bool wire_read_server_hello(struct bytes body, struct wire_server_hello *ret_hello);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unseal: opens TLS 1.3 records beside the library, with the secrets that it logs (RFC 8446 §5.2, §7.1 to §7.3).
 *
 * Purpose   one per direction. What stands inside a record stays visible whatever the library thinks of it: inner type,
 *           padding, alerts, key updates, messages that it refuses. It only reads; the session never depends on it.
 *           Keys change at points that only the content tells (Finished, KeyUpdate); so a record that does not open with
 *           the present keys is tried once with the next ones.
 * Ownership embedded; unseal_done wipes keys and content. Content that is returned lives until the next call.
 * Failure   a record that does not open is false, and nothing changes.
 */
#ifndef STARLIT_TLS_UNSEAL_H
#define STARLIT_TLS_UNSEAL_H

#include "base/buffer.h"
#include "model/event.h"
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

enum { UNSEAL_SECRET_MAX = 48, UNSEAL_IV_SIZE = 12 };

/* A traffic secret, or none (len 0). */
struct traffic_secret {
	unsigned char bytes[UNSEAL_SECRET_MAX];
	size_t len;
};

struct record_key {
	gnutls_aead_cipher_hd_t cipher; /* NULL: none */
	unsigned char iv[UNSEAL_IV_SIZE];
	uint64_t sequence; /* of the next record */
};

struct unseal {
	const struct unseal_suite *suite;  /* NULL: not known, or not one of TLS 1.3 */
	struct traffic_secret handshake;   /* as logged */
	struct traffic_secret application; /* of the present generation */
	enum record_keys keys;             /* which of them key belongs to; RECORD_CLEAR: none is in use yet */
	uint32_t generation;
	struct record_key key;
	struct buffer content; /* secret */
};

struct unsealed {
	struct bytes content;
	uint8_t type;
	uint32_t padding;
};

void unseal_init(struct unseal *unseal);
void unseal_done(struct unseal *unseal);
/* The negotiated suite. It must be known before the first secret. */
void unseal_set_suite(struct unseal *unseal, uint16_t suite);
/* keys is RECORD_HANDSHAKE or RECORD_APPLICATION (of generation 0). */
void unseal_set_secret(struct unseal *unseal, enum record_keys keys, struct bytes secret);
/* Whether protected records are expected to open. */
bool unseal_ready(const struct unseal *unseal);
/* The whole record: its five bytes of header, and what is behind them. After success keys and generation tell whose it was. */
bool unseal_record(struct unseal *unseal, struct bytes header, struct bytes fragment, struct unsealed *ret_unsealed);

#endif

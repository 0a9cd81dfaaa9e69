/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * resume: sessions to be resumed are kept with a digest behind them. GnuTLS trusts what it is given, and a handshake with a
 * session that was cut short, or that another version of it wrote, can crash: such a one is not offered.
 */
#include "tls/setup.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include <gnutls/crypto.h>
#include <string.h>

enum { DIGEST = 32 };

static void digest_of(struct bytes data, unsigned char digest[DIGEST])
{
	const char *version = gnutls_check_version(NULL);
	gnutls_hash_hd_t hash;

	if (gnutls_hash_init(&hash, GNUTLS_DIG_SHA256) < 0)
		alloc_failed();
	gnutls_hash(hash, version, strlen(version) + 1);
	gnutls_hash(hash, data.data, data.len);
	gnutls_hash_deinit(hash, digest);
}

bool resume_seal(struct bytes data, struct buffer *ret_sealed)
{
	unsigned char digest[DIGEST];

	if (buffer_room(ret_sealed) < data.len + DIGEST)
		return false;
	digest_of(data, digest);
	return buffer_append(ret_sealed, data) && buffer_append(ret_sealed, bytes_of(digest, DIGEST));
}

struct bytes resume_open(struct bytes sealed)
{
	unsigned char digest[DIGEST];

	if (sealed.len <= DIGEST)
		return (struct bytes){0};
	struct bytes data = bytes_first(sealed, sealed.len - DIGEST);
	digest_of(data, digest);
	return bytes_equal(bytes_from(sealed, data.len), bytes_of(digest, DIGEST)) ? data : (struct bytes){0};
}

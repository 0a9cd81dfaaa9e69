/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * client_hello: makes ClientHello messages by hand, for what no library would say any more.
 *
 * Purpose   offers exactly the versions, cipher suites, groups, schemes and protocols that are named, in the order in which
 *           they are named, in any version from SSL 2.0 to TLS 1.3. Nobody can finish a handshake with it: it is there to
 *           see what a server answers.
 * Ownership everything in the plain structs is borrowed for the call.
 * Failure   false when a list does not fit its length field, or the buffer is full; nothing is appended then.
 */
#ifndef STARLIT_WIRE_CLIENT_HELLO_H
#define STARLIT_WIRE_CLIENT_HELLO_H

#include "base/buffer.h"
#include <stdint.h>

/* Code points in the order of preference. */
struct wire_codes {
	const uint16_t *list;
	size_t count;
};

struct wire_client_hello {
	uint16_t legacy_version;    /* 0x0303 for TLS 1.2 and 1.3; 0x0300, which is SSL 3.0, never bears extensions */
	struct wire_codes versions; /* supported_versions (RFC 8446 §4.2.1); empty: no such extension */
	struct bytes random;        /* 32 bytes */
	struct bytes session_id; /* at most 32 bytes; TLS 1.3 sends 32 for the sake of middleboxes (RFC 8446 §D.4) */
	struct wire_codes suites;
	struct wire_codes groups;  /* supported_groups; empty: no such extension */
	struct wire_codes schemes; /* signature_algorithms; empty: no such extension */
	/*
	 * With key_share and without a group the list of shares is empty: a server that speaks TLS 1.3 answers with a
	 * HelloRetryRequest that names the group it wants (RFC 8446 §4.2.8), which proves support without any arithmetic.
	 */
	bool key_share;
	uint16_t share_group;        /* 0: none. Any 32 bytes are a valid share of X25519 (RFC 7748 §5) */
	struct bytes share;          /* its key exchange bytes */
	struct bytes server_name;    /* a host name, without a final dot (RFC 6066 §3); empty: none is sent */
	struct bytes alpn;           /* names separated by commas (RFC 7301); empty: none is sent */
	bool renegotiation_info;     /* RFC 5746 §3.4 */
	bool extended_master_secret; /* RFC 7627 §5.1 */
	size_t size; /* the message is padded (RFC 7685) to so many bytes, header included; 0: as it comes */
};

/* Appends one handshake record with the message in it. */
bool wire_client_hello(const struct wire_client_hello *hello, struct buffer *ret_record);

/*
 * Appends a CLIENT-HELLO in the format of SSL 2.0 (its specification, §2.5; RFC 5246 §E.2). version is what it asks for:
 * 0x0002, or a later version whose suites stand in the last two bytes of each spec.
 */
bool wire_ssl2_client_hello(
	uint16_t version, const uint32_t *specs, size_t count, struct bytes challenge, struct buffer *ret_record);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message: decodes what TLS peers send each other: handshake messages, alerts, change_cipher_spec.
 *
 * Purpose   bytes in, a tree of fields out. It knows every handshake message of SSL 3.0 to TLS 1.3 (RFC 6101, 2246, 4346,
 *           5246, 8446 and their extensions); code points that it does not know are shown in hex, never left out.
 * Failure   none; see tree.h. Time and memory are linear in the message.
 */
#ifndef STARLIT_WIRE_MESSAGE_H
#define STARLIT_WIRE_MESSAGE_H

#include "wire/tree.h"
#include <stdbool.h>

/* What must be known beside the bytes: the same message type has another form in another version or suite. */
struct wire_context {
	bool from_client;
	uint16_t version; /* negotiated; 0: not yet */
	uint16_t suite;   /* negotiated; 0: not yet. ServerKeyExchange and ClientKeyExchange depend on it */
	/* What the client's hello had as its session id, for the echo in the server's; NULL: not known. Borrowed. */
	const struct bytes *client_session_id;
};

/* Handshake message types (RFC 8446 §4, RFC 5246 §7.4). */
enum wire_message {
	WIRE_HELLO_REQUEST = 0,
	WIRE_CLIENT_HELLO = 1,
	WIRE_SERVER_HELLO = 2,
	WIRE_NEW_SESSION_TICKET = 4,
	WIRE_END_OF_EARLY_DATA = 5,
	WIRE_ENCRYPTED_EXTENSIONS = 8,
	WIRE_CERTIFICATE = 11,
	WIRE_SERVER_KEY_EXCHANGE = 12,
	WIRE_CERTIFICATE_REQUEST = 13,
	WIRE_SERVER_HELLO_DONE = 14,
	WIRE_CERTIFICATE_VERIFY = 15,
	WIRE_CLIENT_KEY_EXCHANGE = 16,
	WIRE_FINISHED = 20,
	WIRE_CERTIFICATE_STATUS = 22,
	WIRE_KEY_UPDATE = 24,
	WIRE_COMPRESSED_CERTIFICATE = 25,
	WIRE_MESSAGE_HASH = 254
};

/* Record types (RFC 8446 §5.1). */
enum wire_content {
	WIRE_CHANGE_CIPHER_SPEC = 20,
	WIRE_ALERT = 21,
	WIRE_HANDSHAKE = 22,
	WIRE_APPLICATION_DATA = 23,
	WIRE_HEARTBEAT = 24
};

/* A whole handshake message with its 4 bytes of header. The tree is initialised by the caller. */
void wire_decode_message(struct bytes message, const struct wire_context *context, struct wire_tree *tree);
/* The content of a record that is no handshake: an alert, a change_cipher_spec; of others only the length is told. */
void wire_decode_content(uint8_t content_type, struct bytes content, struct wire_tree *tree);

#endif

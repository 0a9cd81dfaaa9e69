/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pcapng: the bytes of connections as a capture file that Wireshark opens (draft-ietf-opsawg-pcapng).
 *
 * Purpose   we see bytes, not packets; so each connection is told as the TCP conversation (RFC 9293) that could have
 *           carried them: SYN, segments of at most 1,400 bytes, acknowledgements, FIN or RST, inside IPv4 (RFC 791) or
 *           IPv6 (RFC 8200). Bytes, order, times, addresses and ports are true; sizes of segments, acknowledgements and
 *           sequence numbers are made up, and the file says so. TLS secrets go in as blocks of their own.
 * Pure      it appends to the caller's buffer; no file, no clock. Blocks are whole, little-endian, one interface.
 * Ownership a flow is a plain value; nothing is kept.
 * Failure   false when the buffer has no room: then nothing was appended, and the flow has not moved.
 */
#ifndef STARLIT_REPORT_PCAPNG_H
#define STARLIT_REPORT_PCAPNG_H

#include "base/buffer.h"
#include "model/event.h"

enum {
	PCAPNG_SEGMENT = 1400,      /* bytes of the stream in a packet */
	PCAPNG_PACKET_MAX = 1600,   /* bytes of the file for one packet of at most that */
	PCAPNG_UNACKED_MAX = 32768, /* then the other side acknowledges */
	PCAPNG_SECRETS_MAX = 65536  /* bytes of key log in one block */
};

struct pcapng_end {
	bool v6;
	unsigned char address[16]; /* the first 4 for IPv4 */
	uint16_t port;
	uint32_t next;    /* sequence number of its next byte */
	uint32_t unacked; /* bytes it sent that the other has not acknowledged yet */
	bool closed;      /* it has sent its FIN, or there was a RST */
};

/* One connection. */
struct pcapng_flow {
	struct pcapng_end client, server;
	uint16_t packets; /* IPv4 identification */
};

/*
 * A conversation between two addresses, written as numbers ("192.0.2.7", "2001:db8::7", also "fe80::1%eth0"). isn is the
 * first sequence number of both sides: different for each connection of a file, since ports may come again. False when
 * an address is none, or they are of different families.
 */
bool pcapng_flow_init(struct pcapng_flow *ret_flow, const char *client, uint16_t client_port, const char *server,
	uint16_t server_port, uint32_t isn);

/* What a file begins with: section and interface. program is "starlit 1.0". */
bool pcapng_head(struct buffer *out, const char *program);
/* Secrets in NSS's key log format, at most PCAPNG_SECRETS_MAX; they stand before the packets that need them. */
bool pcapng_secrets(struct buffer *out, struct bytes key_log);

/* Times are microseconds since 1970, UTC. The three packets of the handshake: asked at, answered at. */
bool pcapng_open(struct buffer *out, struct pcapng_flow *flow, int64_t asked_us, int64_t answered_us);
/* Bytes from the client (DIRECTION_OUT) or the server (DIRECTION_IN). */
bool pcapng_data(
	struct buffer *out, struct pcapng_flow *flow, enum direction direction, struct bytes bytes, int64_t at_us);
/*
 * One side ends: with RST, which ends both, or with FIN. The server's leaves the client's side open, as on a socket; the
 * client's is the end of all, as when a socket is closed. Nothing for a side that is closed.
 */
bool pcapng_close(struct buffer *out, struct pcapng_flow *flow, enum direction by, bool reset, int64_t at_us);

#endif

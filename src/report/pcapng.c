/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pcapng: blocks, and packets that are made around bytes.
 */
#include "report/pcapng.h"

#include <arpa/inet.h>
#include <stdio.h>

enum {
	BLOCK_SECTION = 0x0a0d0d0a,
	BLOCK_INTERFACE = 1,
	BLOCK_PACKET = 6,
	BLOCK_SECRETS = 10,
	BYTE_ORDER_MAGIC = 0x1a2b3c4d,
	LINK_RAW = 101, /* a packet begins with its IP header, of either version */
	SECRETS_TLS = 0x544c534b
};

enum {
	OPTION_END = 0,
	OPTION_COMMENT = 1,
	SECTION_PROGRAM = 4,
	INTERFACE_NAME = 2,
	INTERFACE_RESOLUTION = 9,
	PACKET_FLAGS = 2,
	MICROSECONDS = 6
};

enum { TCP_FIN = 1, TCP_SYN = 2, TCP_RST = 4, TCP_PSH = 8, TCP_ACK = 16 };
enum { IPV4_HEAD = 20, IPV6_HEAD = 40, TCP_HEAD = 20, TCP_OPTION_MSS = 4, TCP_NUMBER = 6, HEADS_MAX = 64 };

/* Numbers: the file is little-endian, the packets in it are not. */

static void append_le(struct buffer *out, uint32_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		buffer_append_byte(out, (unsigned char)(value >> 8 * i));
}

static void put_be16(unsigned char *at, uint32_t value)
{
	at[0] = (unsigned char)(value >> 8);
	at[1] = (unsigned char)value;
}

static void put_be32(unsigned char *at, uint32_t value)
{
	put_be16(at, value >> 16);
	put_be16(at + 2, value);
}

/* Blocks. Their length stands at both ends and counts everything (§3.1). */

static size_t padding(size_t len)
{
	return (4 - len % 4) % 4;
}

static void pad(struct buffer *out, size_t len)
{
	for (size_t i = padding(len); i > 0; i--)
		buffer_append_byte(out, 0);
}

static void begin_block(struct buffer *out, uint32_t type, size_t body)
{
	append_le(out, type, 4);
	append_le(out, (uint32_t)(body + 12), 4);
}

static void end_block(struct buffer *out, size_t body)
{
	append_le(out, (uint32_t)(body + 12), 4);
}

static size_t option_size(struct bytes value)
{
	return 4 + value.len + padding(value.len);
}

static void append_option(struct buffer *out, uint32_t code, struct bytes value)
{
	append_le(out, code, 2);
	append_le(out, (uint32_t)value.len, 2);
	buffer_append(out, value);
	pad(out, value.len);
}

static bool append_section(struct buffer *out, const char *program)
{
	static const char comment[] =
		"Bytes, order, times, addresses and ports are those of the connections. Segments, acknowledgements and "
		"sequence numbers were made up around them; the built-in demo server has no address, and is shown on "
		"127.0.0.1.";
	struct bytes name = bytes_first(bytes_str(program), 200);
	size_t body = 16 + option_size(BYTES_LITERAL(comment)) + option_size(name) + 4;

	if (buffer_room(out) < body + 12)
		return false;
	begin_block(out, BLOCK_SECTION, body);
	append_le(out, BYTE_ORDER_MAGIC, 4);
	append_le(out, 1, 2);
	append_le(out, 0, 2);
	/* The section's length is not known: -1 (§4.1). */
	append_le(out, UINT32_MAX, 4);
	append_le(out, UINT32_MAX, 4);
	append_option(out, OPTION_COMMENT, BYTES_LITERAL(comment));
	append_option(out, SECTION_PROGRAM, name);
	append_le(out, OPTION_END, 4);
	end_block(out, body);
	return true;
}

static bool append_interface(struct buffer *out)
{
	struct bytes name = BYTES_LITERAL("starlit");
	struct bytes resolution = bytes_of(&(unsigned char){MICROSECONDS}, 1);
	size_t body = 8 + option_size(name) + option_size(resolution) + 4;

	if (buffer_room(out) < body + 12)
		return false;
	begin_block(out, BLOCK_INTERFACE, body);
	append_le(out, LINK_RAW, 2);
	append_le(out, 0, 2);
	append_le(out, 0, 4); /* packets are never cut */
	append_option(out, INTERFACE_NAME, name);
	append_option(out, INTERFACE_RESOLUTION, resolution);
	append_le(out, OPTION_END, 4);
	end_block(out, body);
	return true;
}

bool pcapng_head(struct buffer *out, const char *program)
{
	size_t before = out->len;

	if (append_section(out, program) && append_interface(out))
		return true;
	buffer_truncate(out, before);
	return false;
}

bool pcapng_secrets(struct buffer *out, struct bytes key_log)
{
	size_t body = 8 + key_log.len + padding(key_log.len);

	if (key_log.len > PCAPNG_SECRETS_MAX || buffer_room(out) < body + 12)
		return false;
	begin_block(out, BLOCK_SECRETS, body);
	append_le(out, SECRETS_TLS, 4);
	append_le(out, (uint32_t)key_log.len, 4);
	buffer_append(out, key_log);
	pad(out, key_log.len);
	end_block(out, body);
	return true;
}

/* Checksums (RFC 1071): the sum of 16-bit words, of which odd pieces may only be the last */

static uint32_t sum_words(uint32_t sum, struct bytes bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		sum += i % 2 ? bytes.data[i] : (uint32_t)bytes.data[i] << 8;
	return sum;
}

static uint32_t checksum(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return ~sum & 0xffff;
}

/* Packets */

struct packet {
	const struct pcapng_end *from, *to;
	unsigned flags;
	struct bytes bytes;
	int64_t at_us;
	enum direction direction;
	unsigned char heads[HEADS_MAX];
	size_t len; /* of heads */
};

static size_t address_size(const struct pcapng_end *end)
{
	return end->v6 ? 16 : 4;
}

static size_t tcp_head_size(unsigned flags)
{
	return TCP_HEAD + (flags & TCP_SYN ? TCP_OPTION_MSS : 0);
}

static void put_ipv4(struct packet *packet, uint16_t number)
{
	unsigned char *head = packet->heads;

	head[0] = 0x45;
	put_be16(head + 2, (uint32_t)(IPV4_HEAD + tcp_head_size(packet->flags) + packet->bytes.len));
	put_be16(head + 4, number);
	put_be16(head + 6, 0x4000); /* don't fragment */
	head[8] = 64;
	head[9] = TCP_NUMBER;
	memcpy(head + 12, packet->from->address, 4);
	memcpy(head + 16, packet->to->address, 4);
	put_be16(head + 10, checksum(sum_words(0, bytes_of(head, IPV4_HEAD))));
	packet->len = IPV4_HEAD;
}

static void put_ipv6(struct packet *packet)
{
	unsigned char *head = packet->heads;

	head[0] = 0x60;
	put_be16(head + 4, (uint32_t)(tcp_head_size(packet->flags) + packet->bytes.len));
	head[6] = TCP_NUMBER;
	head[7] = 64;
	memcpy(head + 8, packet->from->address, 16);
	memcpy(head + 24, packet->to->address, 16);
	packet->len = IPV6_HEAD;
}

/* Over addresses, protocol and length as well (RFC 9293 §3.1, RFC 8200 §8.1). */
static uint32_t tcp_checksum(const struct packet *packet, struct bytes head)
{
	uint32_t sum = sum_words(0, bytes_of(packet->from->address, address_size(packet->from)));

	sum = sum_words(sum, bytes_of(packet->to->address, address_size(packet->to)));
	sum += TCP_NUMBER + (uint32_t)(head.len + packet->bytes.len);
	return checksum(sum_words(sum_words(sum, head), packet->bytes));
}

static void put_tcp(struct packet *packet)
{
	unsigned char *head = packet->heads + packet->len;
	size_t size = tcp_head_size(packet->flags);

	put_be16(head, packet->from->port);
	put_be16(head + 2, packet->to->port);
	put_be32(head + 4, packet->from->next);
	put_be32(head + 8, packet->flags & TCP_ACK ? packet->to->next : 0);
	head[12] = (unsigned char)(size / 4 << 4);
	head[13] = (unsigned char)packet->flags;
	put_be16(head + 14, 65535);
	if (packet->flags & TCP_SYN) {
		head[20] = 2;
		head[21] = TCP_OPTION_MSS;
		put_be16(head + 22, PCAPNG_SEGMENT);
	}
	put_be16(head + 16, tcp_checksum(packet, bytes_of(head, size)));
	packet->len += size;
}

static void append_packet(struct buffer *out, const struct packet *packet)
{
	size_t len = packet->len + packet->bytes.len;
	size_t body = 20 + len + padding(len) + 8 + 4;
	uint64_t at = packet->at_us > 0 ? (uint64_t)packet->at_us : 0;

	begin_block(out, BLOCK_PACKET, body);
	append_le(out, 0, 4);
	append_le(out, (uint32_t)(at >> 32), 4);
	append_le(out, (uint32_t)at, 4);
	append_le(out, (uint32_t)len, 4);
	append_le(out, (uint32_t)len, 4);
	buffer_append(out, bytes_of(packet->heads, packet->len));
	buffer_append(out, packet->bytes);
	pad(out, len);
	append_le(out, PACKET_FLAGS, 2);
	append_le(out, 4, 2);
	append_le(out, packet->direction == DIRECTION_IN ? 1 : 2, 4); /* inbound, outbound */
	append_le(out, OPTION_END, 4);
	end_block(out, body);
}

/* One packet from that side. The other side's bytes are acknowledged with it; SYN and FIN count as a byte. */
static void send_packet(struct buffer *out, struct pcapng_flow *flow, enum direction direction, unsigned flags,
	struct bytes bytes, int64_t at_us)
{
	struct pcapng_end *from = direction == DIRECTION_OUT ? &flow->client : &flow->server;
	struct pcapng_end *to = direction == DIRECTION_OUT ? &flow->server : &flow->client;
	struct packet packet = {
		.from = from, .to = to, .flags = flags, .bytes = bytes, .at_us = at_us, .direction = direction};

	if (from->v6)
		put_ipv6(&packet);
	else
		put_ipv4(&packet, ++flow->packets);
	put_tcp(&packet);
	append_packet(out, &packet);
	from->next += (uint32_t)bytes.len + (flags & (TCP_SYN | TCP_FIN) ? 1 : 0);
	from->unacked += (uint32_t)bytes.len;
	to->unacked = 0;
}

static void acknowledge(struct buffer *out, struct pcapng_flow *flow, enum direction direction, int64_t at_us)
{
	send_packet(out, flow, direction, TCP_ACK, (struct bytes){0}, at_us);
}

static enum direction other(enum direction direction)
{
	return direction == DIRECTION_OUT ? DIRECTION_IN : DIRECTION_OUT;
}

/* Conversations */

static bool read_address(struct pcapng_end *end, const char *text)
{
	char address[INET6_ADDRSTRLEN];
	size_t len = strcspn(text, "%");

	if (len >= sizeof(address))
		return false;
	snprintf(address, sizeof(address), "%.*s", (int)len, text);
	if (inet_pton(AF_INET, address, end->address) == 1)
		return true;
	end->v6 = true;
	return inet_pton(AF_INET6, address, end->address) == 1;
}

bool pcapng_flow_init(struct pcapng_flow *ret_flow, const char *client, uint16_t client_port, const char *server,
	uint16_t server_port, uint32_t isn)
{
	struct pcapng_flow flow = {
		.client = {.port = client_port, .next = isn}, .server = {.port = server_port, .next = isn}};

	if (!read_address(&flow.client, client) || !read_address(&flow.server, server) ||
		flow.client.v6 != flow.server.v6)
		return false;
	*ret_flow = flow;
	return true;
}

bool pcapng_open(struct buffer *out, struct pcapng_flow *flow, int64_t asked_us, int64_t answered_us)
{
	if (buffer_room(out) < 3 * (size_t)PCAPNG_PACKET_MAX)
		return false;
	send_packet(out, flow, DIRECTION_OUT, TCP_SYN, (struct bytes){0}, asked_us);
	send_packet(out, flow, DIRECTION_IN, TCP_SYN | TCP_ACK, (struct bytes){0}, answered_us);
	acknowledge(out, flow, DIRECTION_OUT, answered_us);
	return true;
}

/* A packet for each segment, and an acknowledgement for at most each: more are never needed. */
static bool has_room(const struct buffer *out, size_t len)
{
	return buffer_room(out) / PCAPNG_PACKET_MAX > 2 * (len / PCAPNG_SEGMENT + 1);
}

bool pcapng_data(
	struct buffer *out, struct pcapng_flow *flow, enum direction direction, struct bytes bytes, int64_t at_us)
{
	const struct pcapng_end *from = direction == DIRECTION_OUT ? &flow->client : &flow->server;

	if (!has_room(out, bytes.len))
		return false;
	while (bytes.len) {
		struct bytes segment = bytes_first(bytes, PCAPNG_SEGMENT);
		bytes = bytes_from(bytes, segment.len);
		send_packet(out, flow, direction, bytes.len ? TCP_ACK : TCP_ACK | TCP_PSH, segment, at_us);
		if (from->unacked >= PCAPNG_UNACKED_MAX)
			acknowledge(out, flow, other(direction), at_us);
	}
	return true;
}

static void reset_flow(struct buffer *out, struct pcapng_flow *flow, enum direction by, int64_t at_us)
{
	send_packet(out, flow, by, TCP_RST | TCP_ACK, (struct bytes){0}, at_us);
	flow->client.closed = flow->server.closed = true;
}

static void finish(struct buffer *out, struct pcapng_flow *flow, enum direction by, int64_t at_us)
{
	send_packet(out, flow, by, TCP_FIN | TCP_ACK, (struct bytes){0}, at_us);
	*(by == DIRECTION_OUT ? &flow->client.closed : &flow->server.closed) = true;
}

bool pcapng_close(struct buffer *out, struct pcapng_flow *flow, enum direction by, bool reset, int64_t at_us)
{
	if (by == DIRECTION_OUT ? flow->client.closed : flow->server.closed)
		return true;
	if (buffer_room(out) < 3 * (size_t)PCAPNG_PACKET_MAX)
		return false;
	if (reset) {
		reset_flow(out, flow, by, at_us);
		return true;
	}
	finish(out, flow, by, at_us);
	if (by == DIRECTION_OUT && !flow->server.closed) {
		finish(out, flow, DIRECTION_IN, at_us);
		by = DIRECTION_IN;
	}
	acknowledge(out, flow, other(by), at_us);
	return true;
}

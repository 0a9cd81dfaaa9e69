/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_pcapng: the file is read again, block by block and packet by packet, with sums and numbers worked out anew.
 */
#include "../check_main.h"
#include "report/pcapng.h"

enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16, PACKETS_MAX = 400, MAX = 1 << 20 };

struct seen {
	bool v6, from_client, inbound;
	unsigned flags, identification;
	uint32_t seq, ack;
	uint64_t at_us;
	struct bytes data;
};

struct file {
	struct seen packets[PACKETS_MAX];
	size_t count;
	size_t sections, interfaces, secrets;
};

static const uint32_t isn = 0xffffff00; /* the numbers wrap in the middle */
static const uint16_t client_port = 50123;

/* Reading */

static uint32_t le(struct bytes bytes, size_t at, size_t size)
{
	uint32_t value = 0;

	ck_assert_uint_le(at + size, bytes.len);
	for (size_t i = 0; i < size; i++)
		value |= (uint32_t)bytes.data[at + i] << 8 * i;
	return value;
}

static uint32_t be(struct bytes bytes, size_t at, size_t size)
{
	uint32_t value = 0;

	ck_assert_uint_le(at + size, bytes.len);
	for (size_t i = 0; i < size; i++)
		value = value << 8 | bytes.data[at + i];
	return value;
}

/* With the checksum in its place the sum of all words is 0xffff (RFC 1071). */
static uint32_t add_words(uint32_t sum, struct bytes bytes)
{
	for (size_t i = 0; i + 1 < bytes.len; i += 2)
		sum += be(bytes, i, 2);
	if (bytes.len % 2)
		sum += be(bytes, bytes.len - 1, 1) << 8;
	while (sum > 0xffff)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

static void read_tcp(struct bytes segment, uint32_t pseudo_sum, struct seen *seen)
{
	size_t head = be(segment, 12, 1) / 16 * 4;

	ck_assert_uint_eq(add_words(pseudo_sum + 6 + (uint32_t)segment.len, segment), 0xffff);
	seen->from_client = be(segment, 0, 2) == client_port;
	ck_assert_uint_eq(be(segment, seen->from_client ? 2 : 0, 2), 25);
	seen->seq = be(segment, 4, 4);
	seen->ack = be(segment, 8, 4);
	seen->flags = be(segment, 13, 1);
	seen->data = bytes_from(segment, head);
	ck_assert_uint_le(seen->data.len, PCAPNG_SEGMENT);
}

static void read_packet(struct bytes packet, struct seen *seen)
{
	seen->v6 = be(packet, 0, 1) == 0x60;
	if (seen->v6) {
		ck_assert_uint_eq(be(packet, 4, 2) + 40, packet.len);
		ck_assert_uint_eq(be(packet, 6, 1), 6);
		read_tcp(bytes_from(packet, 40), add_words(0, bytes_first(bytes_from(packet, 8), 32)), seen);
		return;
	}
	ck_assert_uint_eq(be(packet, 0, 1), 0x45);
	ck_assert_uint_eq(be(packet, 2, 2), packet.len);
	ck_assert_uint_eq(be(packet, 9, 1), 6);
	ck_assert_uint_eq(add_words(0, bytes_first(packet, 20)), 0xffff);
	seen->identification = be(packet, 4, 2);
	read_tcp(bytes_from(packet, 20), add_words(0, bytes_first(bytes_from(packet, 12), 8)), seen);
}

static void read_packet_block(struct bytes body, struct seen *seen)
{
	uint32_t len = le(body, 12, 4);

	ck_assert_uint_eq(le(body, 0, 4), 0);
	seen->at_us = (uint64_t)le(body, 4, 4) << 32 | le(body, 8, 4);
	ck_assert_uint_eq(le(body, 16, 4), len);
	read_packet(bytes_first(bytes_from(body, 20), len), seen);
	size_t options = 20 + (len + 3) / 4 * 4;
	ck_assert_uint_eq(le(body, options, 2), 2);
	ck_assert_uint_eq(le(body, options + 2, 2), 4);
	seen->inbound = le(body, options + 4, 4) == 1;
	ck_assert_uint_eq(le(body, options + 8, 4), 0);
	ck_assert_uint_eq(options + 12, body.len);
	ck_assert(seen->inbound != seen->from_client);
}

static void read_block(struct file *file, uint32_t type, struct bytes body)
{
	switch (type) {
	case 0x0a0d0d0a:
		ck_assert_uint_eq(le(body, 0, 4), 0x1a2b3c4d);
		ck_assert_uint_eq(le(body, 4, 4), 1);
		file->sections++;
		return;
	case 1:
		ck_assert_uint_eq(le(body, 0, 4), 101);
		file->interfaces++;
		return;
	case 6:
		ck_assert_uint_lt(file->count, PACKETS_MAX);
		read_packet_block(body, &file->packets[file->count++]);
		return;
	case 10:
		ck_assert_uint_eq(le(body, 0, 4), 0x544c534b);
		ck_assert_uint_eq((8 + le(body, 4, 4) + 3) / 4 * 4, body.len);
		file->secrets++;
		return;
	default: ck_abort_msg("block type %u", type);
	}
}

static struct file *read_file(const struct buffer *out)
{
	struct file *file = calloc(1, sizeof(*file));
	struct bytes left = buffer_bytes(out);

	while (left.len) {
		uint32_t len = le(left, 4, 4);
		ck_assert_uint_eq(len % 4, 0);
		ck_assert_uint_ge(len, 12);
		ck_assert_uint_eq(le(left, len - 4, 4), len);
		read_block(file, le(left, 0, 4), bytes_first(bytes_from(left, 8), len - 12));
		left = bytes_from(left, len);
	}
	return file;
}

/* The bytes of one side, by their sequence numbers, and every acknowledgement against what was sent before it. */
static size_t join(const struct file *file, bool from_client, uint32_t first, unsigned char *joined, size_t size)
{
	uint32_t next = first, unacked_from = first;

	for (size_t i = 0; i < file->count; i++) {
		const struct seen *seen = &file->packets[i];
		if (seen->from_client != from_client) {
			if (seen->flags & ACK)
				unacked_from = seen->ack;
			ck_assert(!(seen->flags & ACK) || seen->ack == next);
			continue;
		}
		ck_assert_uint_eq(seen->seq, next);
		ck_assert_uint_le(next - first + seen->data.len, size);
		memcpy(joined + (next - first), seen->data.data, seen->data.len);
		next += (uint32_t)seen->data.len + (seen->flags & (SYN | FIN) ? 1 : 0);
		ck_assert_uint_le(next - unacked_from, 65535);
	}
	return next - first;
}

static void start(struct buffer *out, struct pcapng_flow *flow, bool v6)
{
	buffer_init(out, MAX);
	ck_assert(pcapng_flow_init(
		flow, v6 ? "2001:db8::1" : "192.0.2.1", client_port, v6 ? "2001:db8::7" : "192.0.2.7", 25, isn));
	ck_assert(pcapng_head(out, "starlit 0"));
}

static void check_flags(const struct file *file, size_t from, const unsigned *flags, const bool *client, size_t count)
{
	ck_assert_uint_eq(file->count, from + count);
	for (size_t i = 0; i < count; i++) {
		ck_assert_uint_eq(file->packets[from + i].flags, flags[i]);
		ck_assert_msg(file->packets[from + i].from_client == client[i], "packet %zu", i);
	}
}

/* Cases */

START_TEST(handshake)
{
	for (int v6 = 0; v6 < 2; v6++) {
		struct buffer out;
		struct pcapng_flow flow;
		start(&out, &flow, v6);
		ck_assert(pcapng_open(&out, &flow, 1000000, 0x123456789a));
		struct file *file = read_file(&out);
		check_flags(file, 0, (unsigned[]){SYN, SYN | ACK, ACK}, (bool[]){true, false, true}, 3);
		ck_assert_uint_eq(file->sections, 1);
		ck_assert_uint_eq(file->interfaces, 1);
		ck_assert_uint_eq(file->packets[0].seq, isn);
		ck_assert_uint_eq(file->packets[0].ack, 0);
		ck_assert_uint_eq(file->packets[0].at_us, 1000000);
		ck_assert_uint_eq(file->packets[1].ack, isn + 1);
		ck_assert_uint_eq(file->packets[1].at_us, 0x123456789a);
		ck_assert_uint_eq(file->packets[2].seq, isn + 1);
		ck_assert(file->packets[0].v6 == v6);
		free(file);
		buffer_done(&out);
	}
}
END_TEST

START_TEST(streams)
{
	static const size_t sizes[] = {0, 1, 2, 255, 1399, 1400, 1401, 2801, 40001, 100000};
	static unsigned char bytes[100000], joined[100002];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(i * 7 + i / 251);
	for (size_t i = 0; i < 2 * sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct buffer out;
		struct pcapng_flow flow;
		size_t size = sizes[i / 2];
		start(&out, &flow, i % 2);
		ck_assert(pcapng_open(&out, &flow, 1, 2));
		ck_assert(pcapng_data(&out, &flow, DIRECTION_IN, bytes_of(bytes, size), 3));
		ck_assert(pcapng_data(&out, &flow, DIRECTION_OUT, bytes_of(bytes + 5, size / 2), 4));
		ck_assert(pcapng_close(&out, &flow, DIRECTION_OUT, false, 5));
		struct file *file = read_file(&out);
		ck_assert_uint_eq(join(file, false, isn, joined, sizeof(joined)), size + 2);
		ck_assert_mem_eq(joined + 1, bytes, size);
		ck_assert_uint_eq(join(file, true, isn, joined, sizeof(joined)), size / 2 + 2);
		ck_assert_mem_eq(joined + 1, bytes + 5, size / 2);
		free(file);
		buffer_done(&out);
	}
}
END_TEST

START_TEST(pushes_at_the_end)
{
	static const unsigned char bytes[3000];
	struct buffer out;
	struct pcapng_flow flow;

	start(&out, &flow, false);
	ck_assert(pcapng_data(&out, &flow, DIRECTION_IN, bytes_of(bytes, sizeof(bytes)), 3));
	struct file *file = read_file(&out);
	check_flags(file, 0, (unsigned[]){ACK, ACK, ACK | PSH}, (bool[]){false, false, false}, 3);
	ck_assert_uint_eq(file->packets[0].identification, 1);
	ck_assert_uint_eq(file->packets[2].identification, 3);
	ck_assert_uint_eq(file->packets[2].data.len, 200);
	free(file);
	buffer_done(&out);
}
END_TEST

START_TEST(ends)
{
	static const struct {
		struct {
			enum direction by;
			bool reset;
		} steps[3];
		size_t step_count, count;
		unsigned flags[5];
		bool client[5];
	} rows[] = {
		{{{DIRECTION_OUT, false}}, 1, 3, {FIN | ACK, FIN | ACK, ACK}, {true, false, true}},
		{{{DIRECTION_IN, false}}, 1, 2, {FIN | ACK, ACK}, {false, true}},
		{{{DIRECTION_IN, false}, {DIRECTION_OUT, false}}, 2, 4, {FIN | ACK, ACK, FIN | ACK, ACK},
			{false, true, true, false}},
		{{{DIRECTION_IN, false}, {DIRECTION_IN, false}, {DIRECTION_OUT, false}}, 3, 4,
			{FIN | ACK, ACK, FIN | ACK, ACK}, {false, true, true, false}},
		{{{DIRECTION_IN, true}}, 1, 1, {RST | ACK}, {false}},
		{{{DIRECTION_IN, true}, {DIRECTION_OUT, false}}, 2, 1, {RST | ACK}, {false}},
		{{{DIRECTION_OUT, true}}, 1, 1, {RST | ACK}, {true}},
		{{{DIRECTION_OUT, false}, {DIRECTION_IN, true}}, 2, 3, {FIN | ACK, FIN | ACK, ACK},
			{true, false, true}},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buffer out;
		struct pcapng_flow flow;
		start(&out, &flow, false);
		for (size_t step = 0; step < rows[i].step_count; step++)
			ck_assert(pcapng_close(&out, &flow, rows[i].steps[step].by, rows[i].steps[step].reset, 9));
		struct file *file = read_file(&out);
		check_flags(file, 0, rows[i].flags, rows[i].client, rows[i].count);
		free(file);
		buffer_done(&out);
	}
}
END_TEST

START_TEST(addresses)
{
	static const struct {
		const char *client, *server;
		bool good;
	} rows[] = {
		{"127.0.0.1", "127.0.0.1", true},
		{"::1", "::1", true},
		{"fe80::1%eth0", "fe80::2%eth0", true},
		{"127.0.0.1", "::1", false},
		{"", "127.0.0.1", false},
		{"127.0.0.1", "this process", false},
		{"127.0.0.1", "127.0.0.256", false},
		{"127.0.0.1", "127.0.0.1127.0.0.1127.0.0.1127.0.0.1127.0.0.1127.0.0.1", false},
		{"::1", "%", false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pcapng_flow flow = {.packets = 77};
		bool good = pcapng_flow_init(&flow, rows[i].client, 1, rows[i].server, 2, 3);
		ck_assert_msg(good == rows[i].good, "row %zu", i);
		ck_assert_uint_eq(flow.packets, good ? 0 : 77);
	}
}
END_TEST

START_TEST(secrets)
{
	static const unsigned char keys[PCAPNG_SECRETS_MAX + 1];
	struct buffer out;
	struct pcapng_flow flow;

	start(&out, &flow, false);
	for (size_t len = 0; len < 9; len++)
		ck_assert(pcapng_secrets(&out, bytes_of(keys, len)));
	ck_assert(pcapng_secrets(&out, bytes_of(keys, PCAPNG_SECRETS_MAX)));
	ck_assert(!pcapng_secrets(&out, bytes_of(keys, sizeof(keys))));
	struct file *file = read_file(&out);
	ck_assert_uint_eq(file->secrets, 10);
	free(file);
	buffer_done(&out);
}
END_TEST

/* A buffer without room is refused whole, and the flow has not moved. */
START_TEST(no_room)
{
	static const unsigned char bytes[20000];
	struct buffer out;
	struct pcapng_flow flow;

	for (size_t max = 0; max < 8000; max += 37) {
		start(&out, &flow, true);
		buffer_done(&out);
		buffer_init(&out, max);
		struct pcapng_flow before = flow;
		bool any = pcapng_data(&out, &flow, DIRECTION_IN, bytes_of(bytes, sizeof(bytes)), 1);
		any = pcapng_secrets(&out, bytes_of(bytes, 9000)) || any;
		if (max < 3 * PCAPNG_PACKET_MAX) {
			any = pcapng_open(&out, &flow, 1, 2) || any;
			any = pcapng_close(&out, &flow, DIRECTION_OUT, false, 3) || any;
		}
		if (max < 300)
			any = pcapng_head(&out, "starlit") || any;
		ck_assert_msg(!any && !out.len, "max %zu", max);
		ck_assert(flow.server.next == before.server.next && flow.client.next == before.client.next &&
			  !flow.client.closed);
		buffer_done(&out);
	}
}
END_TEST

CHECK_MAIN("pcapng", handshake, streams, pushes_at_the_end, ends, addresses, secrets, no_room)

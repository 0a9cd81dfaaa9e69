/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_wire: TLS structures out of any bytes: what is read lies inside of them, and nothing is read out of half a message.
 */
#include "fuzz.h"
#include "wire/hello.h"
#include "wire/reader.h"

const unsigned fuzz_mutations = 60000;

static bool lies_in(struct bytes part, struct bytes whole)
{
	return !part.len || (part.data >= whole.data && part.data + part.len <= whole.data + whole.len);
}

/* The first byte of each step says what is read next. */
static void read_anything(struct bytes input)
{
	struct reader reader = reader_over(input);

	while (reader_left(&reader)) {
		size_t before = reader_left(&reader);
		unsigned choice = reader_u8(&reader);
		struct bytes part = {0};
		switch (choice % 7) {
		case 0: reader_u16(&reader); break;
		case 1: reader_u24(&reader); break;
		case 2: reader_u32(&reader); break;
		case 3: part = reader_span(&reader, choice); break;
		case 4: part = reader_vector(&reader, 1 + choice % 3); break;
		case 5: part = reader_rest(&reader); break;
		default: break;
		}
		fuzz_require(lies_in(part, input), "what is read lies in the bytes");
		fuzz_require(reader_left(&reader) < before, "a reader goes forwards");
		fuzz_require(!reader.failed || (!part.len && !reader_u32(&reader)), "a failed reader gives nothing");
	}
}

static void read_hello(struct bytes input)
{
	struct wire_server_hello hello = {.version = 4711};
	bool read = wire_read_server_hello(input, &hello);

	fuzz_require(read || hello.version == 4711, "what cannot be read leaves the result alone");
	if (!read)
		return;
	fuzz_require(hello.random.len == 32 && lies_in(hello.random, input), "there is a random value");
	fuzz_require(hello.session_id.len <= 32 && lies_in(hello.session_id, input), "a session id has its limit");
	fuzz_require(lies_in(hello.alpn, input), "a protocol lies in the message");
	fuzz_require(hello.retry == !memcmp(hello.random.data, wire_retry_random, 32),
		"a retry is told by its random value");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_anything(bytes_of(data, size));
	read_hello(bytes_of(data, size));
	return 0;
}

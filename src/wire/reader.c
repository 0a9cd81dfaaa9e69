/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reader: bounds are checked in one place, reader_span.
 */
#include "wire/reader.h"

struct reader reader_over(struct bytes bytes)
{
	return (struct reader){.bytes = bytes};
}

size_t reader_left(const struct reader *reader)
{
	return reader->failed ? 0 : reader->bytes.len - reader->at;
}

struct bytes reader_span(struct reader *reader, size_t len)
{
	if (reader->failed || len > reader->bytes.len - reader->at) {
		reader->failed = true;
		return (struct bytes){0};
	}
	struct bytes span = bytes_first(bytes_from(reader->bytes, reader->at), len);
	reader->at += len;
	return span;
}

struct bytes reader_rest(struct reader *reader)
{
	return reader_span(reader, reader_left(reader));
}

static uint32_t number(struct reader *reader, unsigned count)
{
	struct bytes digits = reader_span(reader, count);
	uint32_t value = 0;

	for (size_t i = 0; i < digits.len; i++)
		value = value << 8 | digits.data[i];
	return value;
}

uint8_t reader_u8(struct reader *reader)
{
	return (uint8_t)number(reader, 1);
}

uint16_t reader_u16(struct reader *reader)
{
	return (uint16_t)number(reader, 2);
}

uint32_t reader_u24(struct reader *reader)
{
	return number(reader, 3);
}

uint32_t reader_u32(struct reader *reader)
{
	return number(reader, 4);
}

struct bytes reader_vector(struct reader *reader, unsigned length_bytes)
{
	return reader_span(reader, number(reader, length_bytes));
}

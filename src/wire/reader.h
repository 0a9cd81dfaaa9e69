/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reader: a cursor over bytes of the wire, in network order, that cannot leave them.
 *
 * Purpose   every parser of TLS structures reads through it. Reading past the end fails, stays failed, and gives zeros and
 *           empty spans, so that a parser looks at reader.failed once where it matters instead of after each step.
 * Ownership it borrows the bytes; spans that it gives live as long as they do.
 */
#ifndef STARLIT_WIRE_READER_H
#define STARLIT_WIRE_READER_H

#include "base/bytes.h"
#include <stdbool.h>
#include <stdint.h>

struct reader {
	struct bytes bytes;
	size_t at; /* offset of what comes next */
	bool failed;
};

struct reader reader_over(struct bytes bytes);
size_t reader_left(const struct reader *reader);
uint8_t reader_u8(struct reader *reader);
uint16_t reader_u16(struct reader *reader);
uint32_t reader_u24(struct reader *reader);
uint32_t reader_u32(struct reader *reader);
struct bytes reader_span(struct reader *reader, size_t len);
struct bytes reader_rest(struct reader *reader);
/* A vector whose length stands before it in one, two or three bytes (RFC 8446 §3.4). */
struct bytes reader_vector(struct reader *reader, unsigned length_bytes);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * part: a stretch of a message while it becomes fields. The decoders of this folder are written with it.
 *
 * Each function takes bytes off the front and adds the field that tells them. Where bytes are missing, one WIRE_BROKEN field
 * tells so over what is left; from then on the part is empty, gives zeros and adds nothing. So a decoder reads from
 * top to bottom as its structure stands in the RFC, and need not look whether it got what it asked for.
 */
#ifndef STARLIT_WIRE_PART_H
#define STARLIT_WIRE_PART_H

#include "base/buffer.h"
#include "wire/message.h"
#include "wire/reader.h"
#include "wire/registry.h"

/* In which message an extension stands: most have another form in each. */
enum place {
	PLACE_NONE,
	PLACE_CLIENT_HELLO,
	PLACE_SERVER_HELLO,
	PLACE_RETRY,
	PLACE_ENCRYPTED,
	PLACE_CERTIFICATE,
	PLACE_CERTIFICATE_REQUEST,
	PLACE_TICKET
};

struct part {
	struct wire_tree *tree;
	const struct wire_context *context;
	struct reader reader;
	size_t base;    /* where the reader's bytes begin in the message */
	unsigned depth; /* of the fields that are added */
	enum place place;
};

/* Longer bytes are told by their length alone. */
enum { PART_HEX_MAX = 64, PART_HEX_SIZE = 2 * PART_HEX_MAX + 1, PART_WORDS_MAX = 1024 };

size_t part_left(const struct part *part);
/* A number of up to four bytes that begins after skip bytes, without taking it; 0 when it is not there. */
uint32_t part_peek(const struct part *part, size_t skip, unsigned bytes);
/* What is left, without taking it. */
struct bytes part_bytes(const struct part *part);
/* The part one level deeper over the len bytes (or what there is of them) behind the next skip ones. Nothing is taken. */
struct part part_inside(const struct part *part, size_t skip, size_t len);

/* True when fewer than need bytes are left; the broken field is added then. */
bool part_lacks(struct part *part, const char *label, size_t need);
/* Takes len bytes, which must be there, and tells them as it is said. */
void part_field(struct part *part, const char *label, size_t len, enum wire_state state, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* A number with its unit, which may be empty. */
uint32_t part_number(struct part *part, const char *label, unsigned bytes, const char *unit);
uint32_t part_code(struct part *part, const char *label, unsigned bytes, const struct registry *registry);
/* len bytes in hex. */
struct bytes part_data(struct part *part, const char *label, size_t len);
/* All that is left, when there is any. */
void part_rest(struct part *part, const char *label, enum wire_state state);
/* Bytes with their length before them: as one field in hex, as one field of text, or with fields of their own. */
struct bytes part_opaque(struct part *part, const char *label, unsigned length_bytes);
struct bytes part_text(struct part *part, const char *label, unsigned length_bytes);
/* The same, told by the text that make appends for the bytes; in hex where it returns false. */
typedef bool part_words_fn(struct buffer *text, struct bytes data);
void part_words(struct part *part, const char *label, unsigned length_bytes, part_words_fn *make);
struct part part_vector(struct part *part, const char *label, unsigned length_bytes);
/* A vector of codes. */
void part_codes(struct part *part, const char *label, unsigned length_bytes, const char *item, unsigned item_bytes,
	const struct registry *registry);
/* A signature scheme; before TLS 1.3 a pair of hash and signature (RFC 5246 §7.4.1.4.1). And a vector of them. */
void part_scheme(struct part *part, const char *label);
void part_schemes(struct part *part, const char *label);
/* Nothing more belongs here: what is left is broken. */
void part_end(struct part *part);

/* Bytes as hex, or their number when they are many. size of at least PART_HEX_SIZE. Returns text. */
const char *part_hex(struct bytes bytes, char *text, size_t size);

#endif

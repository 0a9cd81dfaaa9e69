/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * base64: RFC 4648 §4, as SASL and PEM use it. No line breaks, no blanks, canonical padding.
 */
#ifndef STARLIT_BASE_BASE64_H
#define STARLIT_BASE_BASE64_H

#include "base/buffer.h"

/* Appends the encoding; false when the buffer is full. */
bool base64_encode(struct buffer *buffer, struct bytes bytes);
/* Appends the decoding; false, with the buffer unchanged, when text is not base64 or the buffer is full. */
bool base64_decode(struct buffer *buffer, struct bytes text);
/* True when text is whole, non-empty base64. */
bool base64_valid(struct bytes text);

#endif

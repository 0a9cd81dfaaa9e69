/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utf8: strict decoding, encoding, and the width of a character on a terminal.
 *
 * Overlong forms, surrogates and values above U+10FFFF are not UTF-8 (RFC 3629 §3). Nothing here fails otherwise,
 * allocates, or asks the locale.
 */
#ifndef STARLIT_BASE_UTF8_H
#define STARLIT_BASE_UTF8_H

#include "base/bytes.h"
#include <stdint.h>

/* Decodes the first character into *ret_point and returns its length in bytes; 0 when the bytes are not UTF-8. */
size_t utf8_decode(struct bytes bytes, uint32_t *ret_point);
/* Writes one character and returns its length, 1 to 4; a value that is no character gives U+FFFD. */
size_t utf8_encode(uint32_t point, char ret_text[4]);
/* How many bytes a character that begins with this byte has, 1 to 4; 0 when none begins so. */
size_t utf8_length(unsigned char first);
/* Terminal cells: 0 for a combining mark, 1, or 2 for a wide character. Undefined for controls. */
int utf8_width(uint32_t point);

#endif

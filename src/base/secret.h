/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * secret: memory for passwords.
 *
 * Purpose   a fixed field that is locked into memory where the system allows it and wiped when it ends.
 * Ownership the field owns its bytes; spans of it live until it changes.
 * Failure   a field that is full refuses the byte. A system that refuses to lock memory is not an error.
 */
#ifndef STARLIT_BASE_SECRET_H
#define STARLIT_BASE_SECRET_H

#include "base/bytes.h"

enum { SECRET_MAX = 4096 };

struct secret {
	unsigned char *data; /* SECRET_MAX bytes, or NULL before the first byte */
	size_t len;
};

/* Overwrites memory in a way that no compiler leaves out. */
void wipe(void *memory, size_t size);

void secret_init(struct secret *secret);
void secret_done(struct secret *secret);
bool secret_append(struct secret *secret, struct bytes bytes);
/* Removes the last UTF-8 character, or the last byte when the end is not UTF-8. */
void secret_backspace(struct secret *secret);
void secret_clear(struct secret *secret);
struct bytes secret_bytes(const struct secret *secret);
/* How many characters to draw as marks: UTF-8 characters, or bytes where it is not UTF-8. */
size_t secret_glyphs(const struct secret *secret);

#endif

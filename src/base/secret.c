/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * secret: a locked page that is wiped.
 */
#include "base/secret.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <sys/mman.h>

void wipe(void *memory, size_t size)
{
	explicit_bzero(memory, size);
}

void secret_init(struct secret *secret)
{
	*secret = (struct secret){0};
}

void secret_done(struct secret *secret)
{
	if (!secret->data)
		return;
	wipe(secret->data, SECRET_MAX);
	munlock(secret->data, SECRET_MAX);
	free(secret->data);
	secret_init(secret);
}

bool secret_append(struct secret *secret, struct bytes bytes)
{
	if (bytes.len > SECRET_MAX - secret->len)
		return false;
	if (!secret->data) {
		secret->data = alloc_zero(1, SECRET_MAX);
		/* Best effort: a limit on locked memory is no reason to refuse a password. */
		(void)!mlock(secret->data, SECRET_MAX);
	}
	if (bytes.len)
		memcpy(secret->data + secret->len, bytes.data, bytes.len);
	secret->len += bytes.len;
	return true;
}

static bool is_continuation(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

void secret_backspace(struct secret *secret)
{
	size_t begin = secret->len;
	uint32_t point;

	if (!begin)
		return;
	do
		begin--;
	while (begin && secret->len - begin < 4 && is_continuation(secret->data[begin]));
	if (utf8_decode(bytes_of(secret->data + begin, secret->len - begin), &point) != secret->len - begin)
		begin = secret->len - 1;
	wipe(secret->data + begin, secret->len - begin);
	secret->len = begin;
}

void secret_clear(struct secret *secret)
{
	if (secret->data)
		wipe(secret->data, SECRET_MAX);
	secret->len = 0;
}

struct bytes secret_bytes(const struct secret *secret)
{
	return bytes_of(secret->data, secret->len);
}

size_t secret_glyphs(const struct secret *secret)
{
	struct bytes rest = secret_bytes(secret);
	size_t count = 0;
	uint32_t point;

	for (; rest.len; count++) {
		size_t len = utf8_decode(rest, &point);
		if (!len)
			return secret->len;
		rest = bytes_from(rest, len);
	}
	return count;
}

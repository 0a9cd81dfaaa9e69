/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mask: the first of the secrets, wherever it begins, is replaced; then what follows is looked at.
 */
#include "model/mask.h"

#include "base/buffer.h"
#include "model/redact.h"

enum { TEXT_MAX = 4 << 20 };

struct masking {
	const struct mask *mask;
	struct arena *scratch;
};

void mask_init(struct mask *mask)
{
	*mask = (struct mask){.count = 0};
}

void mask_done(struct mask *mask)
{
	for (size_t i = 0; i < mask->count; i++)
		secret_done(&mask->secrets[i]);
	mask->count = 0;
}

bool mask_add(struct mask *mask, struct bytes secret)
{
	if (!secret.len)
		return true;
	if (mask->count == MASK_SECRETS_MAX || secret.len > SECRET_MAX)
		return false;
	secret_init(&mask->secrets[mask->count]);
	return secret_append(&mask->secrets[mask->count++], secret);
}

/* Where the next secret begins, and its length; the text's length when there is none. */
static size_t find(const struct mask *mask, struct bytes text, size_t *ret_len)
{
	size_t first = text.len;

	for (size_t i = 0; i < mask->count; i++) {
		struct bytes secret = secret_bytes(&mask->secrets[i]);
		size_t at = bytes_find(text, secret);
		if (at < first || (at == first && at < text.len && secret.len > *ret_len)) {
			first = at;
			*ret_len = secret.len;
		}
	}
	return first;
}

static void replace(struct bytes *span, void *context)
{
	const struct masking *masking = context;
	struct bytes rest = *span;
	struct buffer out;
	size_t len = 0, at = find(masking->mask, rest, &len);

	if (at == rest.len)
		return;
	buffer_init_secret(&out, TEXT_MAX);
	for (; at < rest.len; at = find(masking->mask, rest, &len)) {
		struct bytes secret = bytes_first(bytes_from(rest, at), len);
		struct redaction whole = {.count = 0};
		redaction_add(&whole, 0, len);
		buffer_append(&out, bytes_first(rest, at));
		redact(&out, secret, &whole);
		rest = bytes_from(rest, at + len);
		len = 0;
	}
	buffer_append(&out, rest);
	*span = arena_keep(masking->scratch, buffer_bytes(&out));
	buffer_done(&out);
}

void mask_apply(const struct mask *mask, struct event *draft, struct arena *scratch)
{
	struct masking masking = {.mask = mask, .scratch = scratch};

	if (mask->count)
		event_each_span(draft, replace, &masking);
}

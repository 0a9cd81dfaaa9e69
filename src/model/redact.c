/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * redact: placeholders for secrets.
 */
#include "model/redact.h"

#include <assert.h>

void redaction_add(struct redaction *redaction, size_t offset, size_t len)
{
	if (!len)
		return;
	if (redaction->count == REDACT_MAX) {
		redaction->parts[REDACT_MAX - 1].len = offset + len - redaction->parts[REDACT_MAX - 1].offset;
		return;
	}
	redaction->parts[redaction->count].offset = offset;
	redaction->parts[redaction->count++].len = len;
}

size_t redaction_bytes(const struct redaction *redaction)
{
	size_t sum = 0;

	for (size_t i = 0; i < redaction->count; i++)
		sum += redaction->parts[i].len;
	return sum;
}

size_t redact(struct buffer *buffer, struct bytes line, const struct redaction *redaction)
{
	size_t at = 0;

	for (size_t i = 0; i < redaction->count; i++) {
		size_t offset = redaction->parts[i].offset, len = redaction->parts[i].len;
		assert(offset >= at && offset <= line.len && len <= line.len - offset);
		buffer_append(buffer, bytes_first(bytes_from(line, at), offset - at));
		buffer_printf(buffer, len == 1 ? "<%zu byte hidden>" : "<%zu bytes hidden>", len);
		at = offset + len;
	}
	buffer_append(buffer, bytes_from(line, at));
	return redaction_bytes(redaction);
}

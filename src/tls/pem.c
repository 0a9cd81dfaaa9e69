/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pem: RFC 7468, as lax as the files that are about.
 */
#include "tls/pem.h"

#include "base/base64.h"
#include "base/safe.h"
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static bool read_all(FILE *file, struct buffer *bytes)
{
	unsigned char chunk[16384];
	size_t got;

	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		if (!buffer_append(bytes, bytes_of(chunk, got)))
			return false;
	return true;
}

bool pem_read_file(const char *path, struct buffer *bytes, struct error *error)
{
	char shown[256];
	struct stat status;
	FILE *file;

	safe_text(shown, sizeof(shown), bytes_str(path), SAFE_UTF8);
	if (stat(path, &status) < 0)
		return error_set_errno(error, errno, "%s", shown);
	/* A pipe or a terminal would make us wait. */
	if (!S_ISREG(status.st_mode))
		return error_set(error, ERROR_USAGE, 0, "%s: it is no regular file", shown);
	file = fopen(path, "re");
	if (!file)
		return error_set_errno(error, errno, "%s", shown);
	bool fits = read_all(file, bytes);
	int number = ferror(file) ? errno : 0;
	fclose(file);
	if (number)
		return error_set_errno(error, number, "%s", shown);
	return fits || error_set(error, ERROR_LIMIT, 0, "%s: it is larger than %zu MiB", shown, bytes->max >> 20);
}

/* What stands between the next BEGIN and END line of a certificate; false at the end. */
static bool next_body(struct bytes *rest, struct bytes *ret_body)
{
	static const struct bytes begin = BYTES_LITERAL("-----BEGIN "), end = BYTES_LITERAL("-----END ");

	for (;;) {
		size_t at = bytes_find(*rest, begin);
		if (at == rest->len)
			return false;
		struct bytes label = bytes_from(*rest, at + begin.len);
		size_t line = bytes_index(label, '\n', 0);
		*rest = bytes_from(label, line);
		label = bytes_first(label, line);
		if (!bytes_starts_with(label, "CERTIFICATE-----") &&
			!bytes_starts_with(label, "X509 CERTIFICATE-----") &&
			!bytes_starts_with(label, "TRUSTED CERTIFICATE-----"))
			continue;
		size_t len = bytes_find(*rest, end);
		if (len == rest->len)
			return false;
		*ret_body = bytes_first(*rest, len);
		*rest = bytes_from(*rest, len);
		return true;
	}
}

static bool decode(struct bytes body, struct buffer *scratch, struct buffer *der)
{
	buffer_clear(scratch);
	buffer_clear(der);
	while (body.len) {
		size_t end = bytes_index(body, '\n', 0);
		struct bytes line = bytes_first(body, end);
		if (line.len && line.data[line.len - 1] == '\r')
			line.len--;
		if (!buffer_append(scratch, bytes_trim(line)))
			return false;
		body = bytes_from(body, end + 1);
	}
	return base64_decode(der, buffer_bytes(scratch)) && der->len > 0;
}

bool pem_next_certificate(struct bytes *rest, struct buffer *scratch, struct buffer *der)
{
	struct bytes body;

	while (next_body(rest, &body))
		if (decode(body, scratch, der))
			return true;
	return false;
}

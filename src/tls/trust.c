/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trust: one walk over PEM. Each certificate is decoded from base64 and read only as far as its subject.
 */
#include "tls/trust.h"

#include "base/alloc.h"
#include "base/base64.h"
#include "base/safe.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { STORE_MAX = 16 << 20, PEM_MAX = 1 << 20 };

struct trust {
	struct buffer pem;
	char *source;
	bool loaded; /* pem holds what there is; the system's store is read when it is first needed */
};

static const char *const system_stores[] = {"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
	"/opt/homebrew/etc/ca-certificates/cert.pem", "/usr/local/etc/ca-certificates/cert.pem"};

static bool read_file(const char *path, struct buffer *bytes, struct error *error)
{
	FILE *file = fopen(path, "re");
	unsigned char chunk[16384];
	size_t got;
	bool fits = true;

	if (!file)
		return error_set_errno(error, errno, "%s", path);
	while (fits && (got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		fits = buffer_append(bytes, bytes_of(chunk, got));
	int number = ferror(file) ? errno : 0;
	fclose(file);
	if (number)
		return error_set_errno(error, number, "%s", path);
	return fits || error_set(error, ERROR_LIMIT, 0, "%s: it is larger than 16 MiB", path);
}

/* PEM */

/* The base64 text of the next certificate; false at the end. */
static bool next_pem(struct bytes *rest, struct bytes *ret_body)
{
	static const struct bytes begin = BYTES_LITERAL("-----BEGIN CERTIFICATE-----");
	static const struct bytes end = BYTES_LITERAL("-----END CERTIFICATE-----");
	size_t at = bytes_find(*rest, begin);

	if (at == rest->len)
		return false;
	struct bytes body = bytes_from(*rest, at + begin.len);
	size_t len = bytes_find(body, end);
	*ret_body = bytes_first(body, len);
	*rest = bytes_from(body, len);
	return len < body.len;
}

static bool decode_pem(struct bytes body, struct buffer *scratch, struct buffer *der)
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

/* DER, as far as the subject (RFC 5280 §4.1) */

/* Takes one element off the front: its whole encoding and its content. */
static bool der_next(struct bytes *rest, unsigned char *ret_tag, struct bytes *ret_whole, struct bytes *ret_content)
{
	size_t header = 2, len;

	if (rest->len < 2)
		return false;
	len = rest->data[1];
	if (len & 0x80) {
		size_t octets = len & 0x7f;
		if (octets < 1 || octets > 3 || rest->len < 2 + octets)
			return false;
		len = 0;
		for (size_t i = 0; i < octets; i++)
			len = len << 8 | rest->data[2 + i];
		header += octets;
	}
	if (rest->len - header < len)
		return false;
	*ret_tag = rest->data[0];
	*ret_whole = bytes_first(*rest, header + len);
	*ret_content = bytes_from(*ret_whole, header);
	*rest = bytes_from(*rest, header + len);
	return true;
}

static bool der_subject(struct bytes der, struct bytes *ret_subject)
{
	unsigned char tag;
	struct bytes whole, content, rest;

	if (!der_next(&der, &tag, &whole, &content) || !der_next(&content, &tag, &whole, &rest))
		return false;
	if (!der_next(&rest, &tag, &whole, &content))
		return false;
	/* [0] version is optional; then serial, signature, issuer, validity, subject. */
	for (int skip = tag == 0xa0 ? 5 : 4; skip > 0; skip--)
		if (!der_next(&rest, &tag, &whole, &content))
			return false;
	*ret_subject = whole;
	return true;
}

/* The walk */

static void load_system(struct trust *trust)
{
	trust->loaded = true;
	for (size_t i = 0; i < sizeof(system_stores) / sizeof(system_stores[0]); i++) {
		buffer_clear(&trust->pem);
		if (!read_file(system_stores[i], &trust->pem, NULL))
			continue;
		trust->source = alloc_text(system_stores[i]);
		return;
	}
	trust->source = alloc_text("no trust store was found");
}

static size_t walk(
	struct trust *trust, const struct bytes *subject, void (*take)(struct bytes der, void *context), void *context)
{
	struct buffer scratch, der;
	struct bytes body, found;
	size_t count = 0;

	if (!trust->loaded)
		load_system(trust);
	buffer_init(&scratch, PEM_MAX);
	buffer_init(&der, PEM_MAX);
	for (struct bytes rest = buffer_bytes(&trust->pem); next_pem(&rest, &body);) {
		if (!decode_pem(body, &scratch, &der) || !der_subject(buffer_bytes(&der), &found))
			continue;
		count++;
		if (subject && bytes_equal(found, *subject))
			take(buffer_bytes(&der), context);
	}
	buffer_done(&scratch);
	buffer_done(&der);
	return count;
}

void trust_find(
	struct trust *trust, struct bytes subject_der, void (*take)(struct bytes der, void *context), void *context)
{
	walk(trust, &subject_der, take, context);
}

size_t trust_count(struct trust *trust)
{
	return walk(trust, NULL, NULL, NULL);
}

const char *trust_source(const struct trust *trust)
{
	return trust->source ? trust->source : "the system's store";
}

/* Beginning and end */

static struct trust *new_trust(void)
{
	struct trust *trust = alloc_zero(1, sizeof(*trust));

	buffer_init(&trust->pem, STORE_MAX);
	return trust;
}

static bool load_named(struct trust *trust, const char *path, struct error *error)
{
	char shown[256];

	trust->loaded = true;
	trust->source = alloc_text(safe_text(shown, sizeof(shown), bytes_str(path), SAFE_UTF8));
	if (!read_file(path, &trust->pem, error))
		return false;
	return trust_count(trust) || error_set(error, ERROR_USAGE, 0, "%s: it holds no certificate in PEM form", shown);
}

struct trust *trust_new(const char *ca_file, struct error *error)
{
	struct trust *trust = new_trust();

	if (!ca_file || load_named(trust, ca_file, error))
		return trust;
	trust_free(trust);
	return NULL;
}

struct trust *trust_from_pem(const char *pem, const char *what, struct error *error)
{
	struct trust *trust = new_trust();

	trust->loaded = true;
	trust->source = alloc_text(what);
	if (buffer_append_text(&trust->pem, pem) && trust_count(trust))
		return trust;
	error_set(error, ERROR_USAGE, 0, "%s: it holds no certificate in PEM form", what);
	trust_free(trust);
	return NULL;
}

void trust_free(struct trust *trust)
{
	if (!trust)
		return;
	buffer_done(&trust->pem);
	free(trust->source);
	free(trust);
}

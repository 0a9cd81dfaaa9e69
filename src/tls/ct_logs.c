/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ct_logs: lines of a file become keys with names.
 */
#include "tls/ct_logs.h"

#include "base/alloc.h"
#include "base/safe.h"
#include "tls/path.h"
#include "tls/pem.h"
#include <gnutls/abstract.h>
#include <stdlib.h>

enum { FILE_MAX = 1 << 20, ECDSA_SHA256 = 0x0403, RSA_SHA256 = 0x0401, RSA_BITS_MIN = 2048, NAME_MAX_LEN = 100 };

struct ct_log {
	struct ct_log *next;
	unsigned char id[CT_LOG_ID_LEN];
	char *name;
	gnutls_pubkey_t key;
	uint16_t scheme;
};

struct ct_logs {
	struct ct_log *first;
	struct ct_log **end;
};

struct reading {
	struct bytes rest;
	size_t line; /* number of the line that was taken last */
	struct bytes name;
	const char *source;
	struct error *error;
};

/* A key */

/* 0: no log has such a key (RFC 6962 §2.1.4). */
static uint16_t scheme_of(gnutls_pubkey_t key)
{
	gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
	unsigned bits = 0;
	int algorithm = gnutls_pubkey_get_pk_algorithm(key, &bits);

	if (algorithm == GNUTLS_PK_RSA && bits >= RSA_BITS_MIN && bits <= PATH_KEY_BITS_MAX)
		return RSA_SHA256;
	if (algorithm == GNUTLS_PK_ECDSA && gnutls_pubkey_export_ecc_raw2(key, &curve, NULL, NULL, 0) >= 0 &&
		curve == GNUTLS_ECC_CURVE_SECP256R1)
		return ECDSA_SHA256;
	return 0;
}

static void log_free(struct ct_log *log)
{
	gnutls_pubkey_deinit(log->key);
	free(log->name);
	free(log);
}

static struct ct_log *log_new(struct bytes pem)
{
	struct ct_log *log = alloc_zero(1, sizeof(*log));
	gnutls_datum_t datum = {(unsigned char *)pem.data, (unsigned)pem.len};
	size_t size = sizeof(log->id);

	if (gnutls_pubkey_init(&log->key) < 0)
		alloc_failed();
	if (gnutls_pubkey_import(log->key, &datum, GNUTLS_X509_FMT_PEM) >= 0 &&
		gnutls_pubkey_get_key_id(log->key, GNUTLS_KEYID_USE_SHA256, log->id, &size) >= 0)
		return log;
	log_free(log);
	return NULL;
}

/* The file */

static bool next_line(struct reading *reading, struct bytes *ret_line)
{
	size_t end = bytes_index(reading->rest, '\n', 0);
	struct bytes line = bytes_first(reading->rest, end);

	if (!reading->rest.len)
		return false;
	if (line.len && line.data[line.len - 1] == '\r')
		line.len--;
	reading->rest = bytes_from(reading->rest, end + 1);
	reading->line++;
	*ret_line = bytes_trim(line);
	return true;
}

static bool refuse(struct reading *reading, size_t line, const char *why)
{
	char shown[256];

	return error_set(reading->error, ERROR_USAGE, 0, "%s: the key at line %zu %s",
		safe_text(shown, sizeof(shown), bytes_str(reading->source), SAFE_UTF8), line, why);
}

/* From its BEGIN line to its END line. */
static bool take_key(struct reading *reading, struct bytes begin, struct ct_logs *logs)
{
	size_t at = reading->line;
	struct bytes line = begin;

	while (!bytes_starts_with(line, "-----END "))
		if (!next_line(reading, &line))
			return refuse(reading, at, "has no end");
	struct ct_log *log = log_new(bytes_of(begin.data, (size_t)(line.data + line.len - begin.data)));
	if (!log)
		return refuse(reading, at, "cannot be read");
	log->scheme = scheme_of(log->key);
	if (!log->scheme) {
		log_free(log);
		return refuse(
			reading, at, "is no log's: those are on P-256, or RSA of 2048 bits and more (RFC 6962 §2.1.4)");
	}
	struct bytes name = bytes_first(reading->name, NAME_MAX_LEN);
	log->name = name.len ? alloc_text_n((const char *)name.data, name.len) : NULL;
	*logs->end = log;
	logs->end = &log->next;
	return true;
}

static bool take_lines(struct reading *reading, struct ct_logs *logs)
{
	struct bytes line;

	while (next_line(reading, &line)) {
		if (bytes_starts_with(line, "-----BEGIN ") && !take_key(reading, line, logs))
			return false;
		/* Only the line right before a key names it: what stands further up is about something else. */
		reading->name =
			bytes_starts_with(line, "#") ? bytes_trim(bytes_from(line, 1)) : (struct bytes){.len = 0};
	}
	return true;
}

struct ct_logs *ct_logs_from_text(struct bytes text, const char *source, struct error *error)
{
	struct ct_logs *logs = alloc_zero(1, sizeof(*logs));
	struct reading reading = {.rest = text, .source = source, .error = error};
	char shown[256];

	logs->end = &logs->first;
	bool good = take_lines(&reading, logs);
	if (good && !logs->first)
		good = error_set(error, ERROR_USAGE, 0, "%s: there is no public key of a log (PEM) in it",
			safe_text(shown, sizeof(shown), bytes_str(source), SAFE_UTF8));
	if (good)
		return logs;
	ct_logs_free(logs);
	return NULL;
}

struct ct_logs *ct_logs_new(const char *file, struct error *error)
{
	struct ct_logs *logs = NULL;
	struct buffer text;

	buffer_init(&text, FILE_MAX);
	if (pem_read_file(file, &text, error))
		logs = ct_logs_from_text(buffer_bytes(&text), file, error);
	buffer_done(&text);
	return logs;
}

void ct_logs_free(struct ct_logs *logs)
{
	if (!logs)
		return;
	while (logs->first) {
		struct ct_log *log = logs->first;
		logs->first = log->next;
		log_free(log);
	}
	free(logs);
}

/* To ask */

const struct ct_log *ct_logs_find(const struct ct_logs *logs, struct bytes id)
{
	const struct ct_log *log = logs ? logs->first : NULL;

	while (log && !bytes_equal(bytes_of(log->id, sizeof(log->id)), id))
		log = log->next;
	return log;
}

const char *ct_log_name(const struct ct_log *log)
{
	return log->name;
}

uint16_t ct_log_scheme(const struct ct_log *log)
{
	return log->scheme;
}

bool ct_log_signed(const struct ct_log *log, struct bytes data, struct bytes signature)
{
	gnutls_datum_t in = {(unsigned char *)data.data, (unsigned)data.len};
	gnutls_datum_t made = {(unsigned char *)signature.data, (unsigned)signature.len};
	gnutls_sign_algorithm_t algorithm =
		log->scheme == RSA_SHA256 ? GNUTLS_SIGN_RSA_SHA256 : GNUTLS_SIGN_ECDSA_SHA256;

	return gnutls_pubkey_verify_data2(log->key, algorithm, 0, &in, &made) >= 0;
}

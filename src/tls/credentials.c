/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * credentials: files are read here, within a limit, and handed to GnuTLS as bytes; URIs are token.c's.
 */
#include "tls/credentials.h"

#include "base/alloc.h"
#include "tls/token.h"
#include <errno.h>
#include <gnutls/pkcs12.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MAX = 1 << 20 };

/* A key is a secret: every byte that is read is wiped again. */
static bool read_file(const char *option, const char *path, struct buffer *ret_bytes, struct error *error)
{
	FILE *file = fopen(path, "re");
	unsigned char piece[4096];
	size_t got;
	bool fits = true;

	if (!file)
		return error_set_errno(error, errno, "%s: %s", option, path);
	setvbuf(file, NULL, _IONBF, 0);
	while (fits && (got = fread(piece, 1, sizeof(piece), file)) > 0)
		fits = buffer_append(ret_bytes, bytes_of(piece, got));
	int number = ferror(file) ? errno : 0;
	fclose(file);
	gnutls_memset(piece, 0, sizeof(piece));
	if (number)
		return error_set_errno(error, number, "%s: %s", option, path);
	return fits || error_set(error, ERROR_LIMIT, 0, "%s: %s: it is larger than any certificate", option, path);
}

static gnutls_datum_t datum(const struct buffer *buffer)
{
	struct bytes bytes = buffer_bytes(buffer);

	return (gnutls_datum_t){(unsigned char *)(uintptr_t)bytes.data, (unsigned)bytes.len};
}

static bool is_pkcs12(const struct buffer *file)
{
	gnutls_datum_t bytes = datum(file);
	gnutls_pkcs12_t pkcs12;

	if (!bytes.size || bytes.data[0] != 0x30 || gnutls_pkcs12_init(&pkcs12) < 0)
		return false;
	bool is = gnutls_pkcs12_import(pkcs12, &bytes, GNUTLS_X509_FMT_DER, 0) >= 0;
	gnutls_pkcs12_deinit(pkcs12);
	return is;
}

/* Some programs write «no password» as an absent one, some as an empty one. */
static int load_pkcs12(struct setup *setup, const struct buffer *file, const char *passphrase)
{
	gnutls_datum_t bytes = datum(file);
	int result = gnutls_certificate_set_x509_simple_pkcs12_mem(
		setup->certificate, &bytes, GNUTLS_X509_FMT_DER, passphrase);

	if (result < 0 && !passphrase)
		result = gnutls_certificate_set_x509_simple_pkcs12_mem(
			setup->certificate, &bytes, GNUTLS_X509_FMT_DER, "");
	return result;
}

static int load_pair(struct setup *setup, const struct buffer *cert, const struct buffer *key, const char *passphrase)
{
	gnutls_datum_t cert_bytes = datum(cert), key_bytes = datum(key);
	bool der = cert_bytes.size && cert_bytes.data[0] == 0x30;

	if (!cert_bytes.size || !key_bytes.size)
		return GNUTLS_E_NO_CERTIFICATE_FOUND;
	return gnutls_certificate_set_x509_key_mem2(setup->certificate, &cert_bytes, &key_bytes,
		der ? GNUTLS_X509_FMT_DER : GNUTLS_X509_FMT_PEM, passphrase, 0);
}

static bool is_pin(int result)
{
	return result == GNUTLS_E_PKCS11_PIN_ERROR || result == GNUTLS_E_PKCS11_PIN_EXPIRED;
}

static bool is_locked(int result)
{
	return is_pin(result) || result == GNUTLS_E_DECRYPTION_FAILED || result == GNUTLS_E_MAC_VERIFY_FAILED;
}

static const char *key_of(const struct tls_settings *settings)
{
	return settings->key_file ? settings->key_file : settings->cert_file;
}

static bool refuse_locked(const struct tls_settings *settings, int result, struct error *error)
{
	const char *lock = is_pin(result) ? "PIN" : "pass phrase";
	const char *option = settings->key_file ? "--key" : "--cert";

	if (settings->passphrase)
		return error_set(
			error, ERROR_TLS, result, "%s: %s: the %s does not fit", option, key_of(settings), lock);
	return error_set(error, ERROR_TLS, result, "%s: %s: it needs a %s", option, key_of(settings), lock);
}

static bool refuse_files(const struct tls_settings *settings, int result, struct error *error)
{
	if (result == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR || result == GNUTLS_E_NO_CERTIFICATE_FOUND ||
		result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE || result == GNUTLS_E_BASE64_DECODING_ERROR)
		return error_set(error, ERROR_TLS, result,
			"--cert: %s: no certificate with its key is in it (PEM or PKCS#12); --key names a key in a file of its own",
			settings->cert_file);
	return error_set(error, ERROR_TLS, result, "--cert: %s: it cannot be used: %s", settings->cert_file,
		gnutls_strerror(result));
}

static bool load_files(struct setup *setup, const struct tls_settings *settings, int *ret_result, struct error *error)
{
	struct buffer cert, key;
	bool read;

	buffer_init_secret(&cert, FILE_MAX);
	buffer_init_secret(&key, FILE_MAX);
	read = read_file("--cert", settings->cert_file, &cert, error) &&
	       (!settings->key_file || read_file("--key", settings->key_file, &key, error));
	if (read && is_pkcs12(&cert))
		*ret_result = load_pkcs12(setup, &cert, settings->passphrase);
	else if (read)
		*ret_result = load_pair(setup, &cert, settings->key_file ? &key : &cert, settings->passphrase);
	buffer_done(&cert);
	buffer_done(&key);
	return read;
}

static bool refuse(const struct tls_settings *settings, bool on_token, int result, struct error *error)
{
	if (is_locked(result))
		return refuse_locked(settings, result, error);
	if (result == GNUTLS_E_CERTIFICATE_KEY_MISMATCH)
		return error_set(error, ERROR_TLS, result, "--cert: %s: the key in %s belongs to another certificate",
			settings->cert_file, key_of(settings));
	return on_token ? token_refuse(settings, result, error) : refuse_files(settings, result, error);
}

static bool load(struct setup *setup, const struct tls_settings *settings, int *ret_result, struct error *error)
{
	bool on_token = token_is_uri(settings->cert_file) || token_is_uri(settings->key_file);
	bool asked = on_token ? token_load(setup, settings, ret_result, error)
			      : load_files(setup, settings, ret_result, error);

	return asked && (*ret_result >= 0 || refuse(settings, on_token, *ret_result, error));
}

bool setup_credentials(struct setup *setup, const struct tls_settings *settings, struct error *error)
{
	int result = 0;

	if (!settings->cert_file)
		return !settings->key_file || error_set(error, ERROR_USAGE, 0,
						      "--key: a key alone is of no use; --cert names its certificate");
	return load(setup, settings, &result, error);
}

const char *credentials_lock(const struct tls_settings *settings)
{
	return token_is_uri(key_of(settings)) ? "PIN of your token" : "pass phrase of your key";
}

enum credentials_state credentials_try(const struct tls_settings *settings, struct error *error)
{
	struct setup setup = {.certificate = NULL};
	int result = 0;

	if (!settings->cert_file)
		return setup_credentials(&setup, settings, error) ? CREDENTIALS_USABLE : CREDENTIALS_UNUSABLE;
	if (gnutls_certificate_allocate_credentials(&setup.certificate) < 0)
		alloc_failed();
	bool usable = load(&setup, settings, &result, error);
	setup_done(&setup);
	return usable ? CREDENTIALS_USABLE : is_locked(result) ? CREDENTIALS_LOCKED : CREDENTIALS_UNUSABLE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * token: URIs are handed to GnuTLS as they are, but for a PIN in them.
 */
#include "tls/token.h"

#include "base/alloc.h"
#include <string.h>

bool token_is_uri(const char *path)
{
	return path && (bytes_starts_with_nocase(bytes_str(path), "pkcs11:") ||
			       bytes_starts_with_nocase(bytes_str(path), "tpmkey:") ||
			       bytes_starts_with_nocase(bytes_str(path), "system:"));
}

/* RFC 7512 §2.4 lets a URI bring its PIN, or name where that is. */
static bool check_uri(const char *option, const char *uri, struct error *error)
{
	if (!token_is_uri(uri))
		return true;
	if (strstr(uri, "pin-value="))
		return error_set(error, ERROR_USAGE, 0,
			"%s: the URI holds a PIN, which every user of this machine can read in the list of processes: leave "
			"pin-value out, it is asked for; --passphrase-file names a file with it",
			option);
	if (strstr(uri, "pin-source="))
		return error_set(error, ERROR_USAGE, 0,
			"%s: pin-source in a URI is not followed: leave it out, the PIN is asked for; --passphrase-file names "
			"a file with it",
			option);
	return true;
}

/* A PIN that failed is not tried again: three wrong ones lock many a token. */
static int give_pin(
	void *context, int attempt, const char *url, const char *label, unsigned flags, char *pin, size_t pin_max)
{
	const char *known = context;

	(void)url;
	(void)label;
	if (!known || attempt > 0 || flags & GNUTLS_PIN_WRONG || strlen(known) >= pin_max)
		return -1;
	memcpy(pin, known, strlen(known) + 1);
	return 0;
}

bool token_load(struct setup *setup, const struct tls_settings *settings, int *ret_result, struct error *error)
{
	const char *key = settings->key_file ? settings->key_file : settings->cert_file;

	if (!check_uri("--cert", settings->cert_file, error) || !check_uri("--key", settings->key_file, error))
		return false;
	setup->pin = settings->passphrase ? alloc_text(settings->passphrase) : NULL;
	gnutls_certificate_set_pin_function(setup->certificate, give_pin, setup->pin);
	*ret_result = gnutls_certificate_set_x509_key_file2(
		setup->certificate, settings->cert_file, key, GNUTLS_X509_FMT_PEM, settings->passphrase, 0);
	return true;
}

static bool refuse_missing(const struct tls_settings *settings, int result, struct error *error)
{
	bool cert = token_is_uri(settings->cert_file), key = token_is_uri(settings->key_file);

	if (cert && key)
		return error_set(error, ERROR_TLS, result,
			"--cert, --key: no token has both %s and %s; «p11tool --list-tokens» tells which tokens are there",
			settings->cert_file, settings->key_file);
	return error_set(error, ERROR_TLS, result,
		"%s: %s: no token has it%s; «p11tool --list-tokens» tells which tokens are there",
		cert ? "--cert" : "--key", cert ? settings->cert_file : settings->key_file,
		cert && !settings->key_file ? ", or not the certificate and its key both" : "");
}

bool token_refuse(const struct tls_settings *settings, int result, struct error *error)
{
	const char *option = token_is_uri(settings->key_file) ? "--key" : "--cert";
	const char *uri = token_is_uri(settings->key_file) ? settings->key_file : settings->cert_file;

	switch (result) {
	case GNUTLS_E_PKCS11_PIN_LOCKED:
		return error_set(error, ERROR_TLS, result,
			"%s: %s: the token has locked itself after too many wrong PINs; only its administrator can open it",
			option, uri);
	case GNUTLS_E_PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE:
	case GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE:
	case GNUTLS_E_NO_CERTIFICATE_FOUND: return refuse_missing(settings, result, error);
	case GNUTLS_E_UNIMPLEMENTED_FEATURE:
		return error_set(error, ERROR_TLS, result,
			"%s: %s: the GnuTLS of this machine has no keys of that kind; pkcs11: names one on a token",
			option, uri);
	default:
		return error_set(error, ERROR_TLS, result, "%s: %s: it cannot be used: %s", option, uri,
			gnutls_strerror(result));
	}
}

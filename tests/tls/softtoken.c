/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * softtoken: made by GnuTLS's own calls, so that no other program is needed.
 */
#include "softtoken.h"

#include <check.h>
#include <gnutls/pkcs11.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ADMINISTRATOR_PIN "5678"

const char *softtoken_module(void)
{
	static const char *const places[] = {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so",
		"/usr/lib64/pkcs11/libsofthsm2.so", "/usr/lib/pkcs11/libsofthsm2.so"};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (!access(places[i], R_OK))
			return places[i];
	}
	return NULL;
}

static gnutls_datum_t datum_of(const char *text)
{
	return (gnutls_datum_t){(unsigned char *)(uintptr_t)text, (unsigned)strlen(text)};
}

static void configure(const char *folder)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/tokens", folder);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/softhsm2.conf", folder);
	FILE *file = fopen(path, "we");
	ck_assert_ptr_nonnull(file);
	fprintf(file, "directories.tokendir = %s/tokens\nobjectstore.backend = file\nlog.level = ERROR\n", folder);
	ck_assert_int_eq(fclose(file), 0);
	setenv("SOFTHSM2_CONF", path, 1);
}

static int give_pin(
	void *context, int attempt, const char *url, const char *label, unsigned flags, char *pin, size_t pin_max)
{
	(void)context;
	(void)attempt;
	(void)url;
	(void)label;
	snprintf(pin, pin_max, "%s", flags & GNUTLS_PIN_SO ? ADMINISTRATOR_PIN : SOFTTOKEN_PIN);
	return 0;
}

/* SoftHSM always has one slot more, for a token that is yet to be made. */
static void found_token(void)
{
	ck_assert_int_ge(gnutls_pkcs11_init(GNUTLS_PKCS11_FLAG_MANUAL, NULL), 0);
	ck_assert_int_ge(gnutls_pkcs11_add_provider(softtoken_module(), NULL), 0);
	ck_assert_int_ge(gnutls_pkcs11_token_init("pkcs11:model=SoftHSM%20v2", ADMINISTRATOR_PIN, "teaching"), 0);
	ck_assert_int_ge(gnutls_pkcs11_token_set_pin("pkcs11:token=teaching", NULL, SOFTTOKEN_PIN, GNUTLS_PIN_USER), 0);
}

static void put_on_token(const char *cert_pem, const char *key_pem)
{
	static const char token[] = "pkcs11:token=teaching";
	gnutls_datum_t cert_bytes = datum_of(cert_pem), key_bytes = datum_of(key_pem), id = datum_of("1");
	gnutls_x509_crt_t cert;
	gnutls_x509_privkey_t key;

	ck_assert_int_ge(gnutls_x509_crt_init(&cert), 0);
	ck_assert_int_ge(gnutls_x509_crt_import(cert, &cert_bytes, GNUTLS_X509_FMT_PEM), 0);
	ck_assert_int_ge(gnutls_x509_privkey_init(&key), 0);
	ck_assert_int_ge(gnutls_x509_privkey_import(key, &key_bytes, GNUTLS_X509_FMT_PEM), 0);
	ck_assert_int_ge(gnutls_pkcs11_copy_x509_crt2(token, cert, "anna", &id, GNUTLS_PKCS11_OBJ_FLAG_LOGIN), 0);
	ck_assert_int_ge(gnutls_pkcs11_copy_x509_privkey2(token, key, "anna", &id, GNUTLS_KEY_DIGITAL_SIGNATURE,
				 GNUTLS_PKCS11_OBJ_FLAG_LOGIN | GNUTLS_PKCS11_OBJ_FLAG_MARK_SENSITIVE),
		0);
	gnutls_x509_privkey_deinit(key);
	gnutls_x509_crt_deinit(cert);
}

void softtoken_make(const char *folder, const char *cert_pem, const char *key_pem)
{
	configure(folder);
	gnutls_pkcs11_set_pin_function(give_pin, NULL);
	found_token();
	put_on_token(cert_pem, key_pem);
	gnutls_pkcs11_set_pin_function(NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_unlock: the pass phrase of the user's key, or the PIN of a token, asked for on the screen or read from a descriptor,
 * and never shown.
 */
#include "../check_main.h"
#include "../tls/softtoken.h"
#include "base/clock.h"
#include "harness.h"
#include "tls/mint.h"

#include <gnutls/x509.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define PHRASE "open sesame"

static gnutls_datum_t locked_key(const struct tls_identity *identity)
{
	const char *text = mint_key_pem(identity);
	gnutls_datum_t pem = {(unsigned char *)(uintptr_t)text, (unsigned)strlen(text)}, locked;
	gnutls_x509_privkey_t key;

	ck_assert_int_ge(gnutls_x509_privkey_init(&key), 0);
	ck_assert_int_ge(gnutls_x509_privkey_import(key, &pem, GNUTLS_X509_FMT_PEM), 0);
	ck_assert_int_ge(
		gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, PHRASE, GNUTLS_PKCS_PBES2_AES_256, &locked),
		0);
	gnutls_x509_privkey_deinit(key);
	return locked;
}

static struct tls_identity *anna(void)
{
	struct clock machine = clock_system();
	struct mint_recipe recipe = {.name = "anna.example.org", .now = clock_wall(&machine) / 1000000};

	return mint_identity(&recipe);
}

static FILE *open_in_home(const struct pty *pty, const char *name)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/%s", pty->home, name);
	FILE *file = fopen(path, "we");
	ck_assert_ptr_nonnull(file);
	return file;
}

/* A certificate and its locked key, in the program's home. */
static void write_client(const struct pty *pty)
{
	struct tls_identity *identity = anna();
	gnutls_datum_t key = locked_key(identity);
	FILE *file = open_in_home(pty, "client.pem");

	fprintf(file, "%s%.*s", mint_chain_pem(identity), (int)key.size, key.data);
	ck_assert_int_eq(fclose(file), 0);
	gnutls_free(key.data);
	mint_free(identity);
}

/* A token, and the settings of p11-kit by which the program finds it. */
static void write_token(const struct pty *pty)
{
	static const char *const folders[] = {".config", ".config/pkcs11", ".config/pkcs11/modules"};
	struct tls_identity *identity = anna();
	char path[200];

	for (int i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/%s", pty->home, folders[i]);
		ck_assert_int_eq(mkdir(path, 0700), 0);
	}
	FILE *file = open_in_home(pty, ".config/pkcs11/modules/softhsm2.module");
	fprintf(file, "module: %s\n", softtoken_module());
	ck_assert_int_eq(fclose(file), 0);
	softtoken_make(pty->home, mint_chain_pem(identity), mint_key_pem(identity));
	mint_free(identity);
}

static void start(struct pty *pty, const char *before, const char *arguments)
{
	char text[600];

	pty_start_shell(pty, 30, 100);
	write_client(pty);
	snprintf(text, sizeof(text), "cd; %s %s --cert client.pem %s demo smtp; echo ended $?", before, STARLIT_PROGRAM,
		arguments);
	pty_line(pty, text);
}

static void end(struct pty *pty)
{
	pty_line(pty, ":quit");
	pty_wait(pty, "ended 0");
	pty_done(pty);
}

START_TEST(asked_for)
{
	struct pty pty;

	start(&pty, "", "");
	pty_wait(&pty, "pass phrase of your key");
	pty_line(&pty, "sesame");
	pty_wait(&pty, "type it again");
	ck_assert(!pty_shows(&pty, "220 mail.example.org"));
	pty_type(&pty, PHRASE);
	pty_sync(&pty);
	ck_assert(!pty_shows(&pty, "sesame"));
	pty_line(&pty, "");
	pty_wait(&pty, "220 mail.example.org");
	ck_assert(!pty_shows(&pty, "sesame"));
	end(&pty);
}
END_TEST

START_TEST(given_up)
{
	struct pty pty;

	start(&pty, "", "");
	pty_wait(&pty, "pass phrase of your key");
	pty_type(&pty, "\003");
	pty_wait(&pty, "your key is still locked");
	pty_line(&pty, ":connect demo");
	pty_wait(&pty, "pass phrase of your key");
	pty_line(&pty, PHRASE);
	pty_wait(&pty, "220 mail.example.org");
	pty_line(&pty, ":reconnect");
	pty_wait(&pty, "220 mail.example.org");
	end(&pty);
}
END_TEST

START_TEST(from_a_descriptor)
{
	struct pty pty;

	start(&pty, "printf '" PHRASE "\\nmore' >phrase;", "--passphrase-file /dev/fd/3 3<phrase");
	pty_wait(&pty, "220 mail.example.org");
	end(&pty);
}
END_TEST

START_TEST(wrong_in_a_file)
{
	struct pty pty;

	start(&pty, "echo sesame >phrase;", "--passphrase-file phrase");
	pty_wait(&pty, "starlit: --cert: client.pem: the pass phrase does not fit");
	pty_wait(&pty, "ended 1");
	pty_done(&pty);
}
END_TEST

/* Without SoftHSM there is nothing to show; tests/tls/test_token says so. */
START_TEST(token)
{
	struct pty pty;
	char text[600];

	if (!softtoken_module())
		return;
	pty_start_shell(&pty, 30, 100);
	write_token(&pty);
	snprintf(text, sizeof(text),
		"cd; SOFTHSM2_CONF=softhsm2.conf %s --cert '" SOFTTOKEN_URI "' demo smtp; echo ended $?",
		STARLIT_PROGRAM);
	pty_line(&pty, text);
	pty_wait(&pty, "PIN of your token (not shown)");
	pty_line(&pty, "9999");
	pty_wait(&pty, "the PIN does not fit; type it again");
	ck_assert(!pty_shows(&pty, "220 mail.example.org"));
	pty_line(&pty, SOFTTOKEN_PIN);
	pty_wait(&pty, "220 mail.example.org");
	ck_assert(!pty_shows(&pty, SOFTTOKEN_PIN));
	end(&pty);
}
END_TEST

CHECK_MAIN("unlocking a key", asked_for, given_up, from_a_descriptor, wrong_in_a_file, token)

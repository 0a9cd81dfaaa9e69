/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_token: our certificate and key on a PKCS#11 token: the PIN that fits, a wrong one and none, what is not there, and a
 * key that signs in the handshake without leaving its token. Needs SoftHSM.
 */
#include "../check_main.h"
#include "peer.h"
#include "softtoken.h"
#include "tls/credentials.h"

#include <ftw.h>
#include <gnutls/pkcs11.h>
#include <stdio.h>
#include <string.h>

enum { EXIT_SKIPPED = 77 };

struct place {
	char folder[64];
	char cert[96], other_key[96];
	struct tls_identity *identity, *other;
};

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	ck_assert_int_eq(fclose(file), 0);
}

static void open_place(struct place *place)
{
	struct clock machine = clock_system();
	struct mint_recipe recipe = {.name = "anna.example.org", .now = clock_wall(&machine) / 1000000};

	snprintf(place->folder, sizeof(place->folder), "/tmp/starlit-check-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(place->folder));
	place->identity = mint_identity(&recipe);
	place->other = mint_identity(&recipe);
	snprintf(place->cert, sizeof(place->cert), "%s/cert.pem", place->folder);
	write_file(place->cert, mint_chain_pem(place->identity));
	snprintf(place->other_key, sizeof(place->other_key), "%s/other.pem", place->folder);
	write_file(place->other_key, mint_key_pem(place->other));
	softtoken_make(place->folder, mint_chain_pem(place->identity), mint_key_pem(place->identity));
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

static void close_place(struct place *place)
{
	gnutls_pkcs11_deinit();
	ck_assert_int_eq(nftw(place->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	mint_free(place->identity);
	mint_free(place->other);
}

static void show_to_server(const struct tls_settings *offers, const char *priority, const char *what)
{
	struct peer peer;
	struct peer_recipe recipe = {.offers = *offers, .priority = priority, .prepare = peer_demand_certificate};

	peer_open(&peer, &recipe);
	peer_converse(&peer);
	ck_assert_msg(tls_state(peer.client) == TLS_UP && peer.up, "%s", what);
	ck_assert_str_eq(tls_facts(peer.client)->client_certificate, "CN=anna.example.org");
	peer_close(&peer);
}

enum file { NONE, CERT, OTHER_KEY };

/* What is named and given, and what comes of it. */
static const struct {
	const char *what;
	const char *cert, *key; /* URIs; or else: */
	enum file cert_file, key_file;
	const char *pin;
	enum credentials_state state;
	const char *says;
} rows[] = {
	{.what = "both on the token", .cert = SOFTTOKEN_URI, .pin = SOFTTOKEN_PIN, .state = CREDENTIALS_USABLE},
	{.what = "both, each named",
		.cert = SOFTTOKEN_URI,
		.key = SOFTTOKEN_KEY_URI,
		.pin = SOFTTOKEN_PIN,
		.state = CREDENTIALS_USABLE},
	{.what = "the certificate in a file",
		.cert_file = CERT,
		.key = SOFTTOKEN_KEY_URI,
		.pin = SOFTTOKEN_PIN,
		.state = CREDENTIALS_USABLE},
	{.what = "no PIN",
		.cert = SOFTTOKEN_URI,
		.state = CREDENTIALS_LOCKED,
		.says = "--cert: " SOFTTOKEN_URI ": it needs a PIN"},
	{.what = "a wrong PIN",
		.cert = SOFTTOKEN_URI,
		.pin = "9999",
		.state = CREDENTIALS_LOCKED,
		.says = "the PIN does not fit"},
	{.what = "a wrong PIN for the key",
		.cert_file = CERT,
		.key = SOFTTOKEN_KEY_URI,
		.pin = "9999",
		.state = CREDENTIALS_LOCKED,
		.says = "--key: " SOFTTOKEN_KEY_URI ": the PIN does not fit"},
	{.what = "a PIN in the URI",
		.cert = SOFTTOKEN_URI "?pin-value=1234",
		.state = CREDENTIALS_UNUSABLE,
		.says = "--cert: the URI holds a PIN, which every user of this machine can read"},
	{.what = "a PIN in the key's URI",
		.cert_file = CERT,
		.key = SOFTTOKEN_KEY_URI "?pin-value=1234",
		.state = CREDENTIALS_UNUSABLE,
		.says = "--key: the URI holds a PIN"},
	{.what = "a PIN elsewhere",
		.cert = SOFTTOKEN_URI "?pin-source=file:/etc/pin",
		.state = CREDENTIALS_UNUSABLE,
		.says = "pin-source in a URI is not followed"},
	{.what = "no such token",
		.cert = "pkcs11:token=missing;object=anna",
		.pin = SOFTTOKEN_PIN,
		.state = CREDENTIALS_UNUSABLE,
		.says = "--cert: pkcs11:token=missing;object=anna: no token has it, or not the certificate and its key both"},
	{.what = "no such key",
		.cert_file = CERT,
		.key = "pkcs11:token=teaching;object=otto;type=private",
		.pin = SOFTTOKEN_PIN,
		.state = CREDENTIALS_UNUSABLE,
		.says = "--key: pkcs11:token=teaching;object=otto;type=private: no token has it; «p11tool"},
	{.what = "neither",
		.cert = "pkcs11:token=teaching;object=otto",
		.key = SOFTTOKEN_KEY_URI,
		.pin = SOFTTOKEN_PIN,
		.state = CREDENTIALS_UNUSABLE,
		.says = "--cert, --key: no token has both"},
	{.what = "another certificate's key",
		.cert = SOFTTOKEN_URI,
		.key_file = OTHER_KEY,
		.pin = SOFTTOKEN_PIN,
		.state = CREDENTIALS_UNUSABLE,
		.says = "belongs to another certificate"},
	{.what = "no URI",
		.cert = "pkcs11:nonsense%zz",
		.pin = SOFTTOKEN_PIN,
		.state = CREDENTIALS_UNUSABLE,
		.says = "--cert: pkcs11:nonsense%zz: it cannot be used"},
	{.what = "a kind that GnuTLS was built without",
		.cert_file = CERT,
		.key = "system:id=1",
		.state = CREDENTIALS_UNUSABLE,
		.says = "--key: system:id=1: the GnuTLS of this machine has no keys of that kind"},
};

static const char *pick(const struct place *place, const char *uri, enum file file)
{
	return uri ? uri : file == CERT ? place->cert : file == OTHER_KEY ? place->other_key : NULL;
}

START_TEST(named)
{
	struct place place;

	open_place(&place);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct error error = {.sentence = ""};
		struct tls_settings settings = {.cert_file = pick(&place, rows[i].cert, rows[i].cert_file),
			.key_file = pick(&place, rows[i].key, rows[i].key_file),
			.passphrase = rows[i].pin};
		enum credentials_state state = credentials_try(&settings, &error);
		ck_assert_msg(state == rows[i].state, "%s: %d %s", rows[i].what, (int)state, error.sentence);
		ck_assert_msg(
			!rows[i].says || strstr(error.sentence, rows[i].says), "%s: %s", rows[i].what, error.sentence);
		ck_assert_msg(!strstr(error.sentence, SOFTTOKEN_PIN), "%s: %s", rows[i].what, error.sentence);
		if (state != CREDENTIALS_USABLE)
			continue;
		show_to_server(&settings, "NORMAL:-VERS-ALL:+VERS-TLS1.3", rows[i].what);
		show_to_server(&settings, "NORMAL:-VERS-ALL:+VERS-TLS1.2", rows[i].what);
	}
	close_place(&place);
}
END_TEST

START_TEST(locks)
{
	struct tls_settings key = {.cert_file = "client.pem"}, token = {.cert_file = SOFTTOKEN_URI},
			    half = {.cert_file = "client.pem", .key_file = SOFTTOKEN_KEY_URI};

	ck_assert_str_eq(credentials_lock(&key), "pass phrase of your key");
	ck_assert_str_eq(credentials_lock(&token), "PIN of your token");
	ck_assert_str_eq(credentials_lock(&half), "PIN of your token");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {named, locks};

	if (!softtoken_module()) {
		puts("test_token: skipped: SoftHSM is not installed");
		return EXIT_SKIPPED;
	}
	return check_main("tls token", tests, sizeof(tests) / sizeof(tests[0]));
}

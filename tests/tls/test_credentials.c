/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_credentials: our certificate from files of every kind, with the pass phrase that fits, with a wrong one and with
 * none, as a server sees it.
 */
#include "../check_main.h"
#include "peer.h"
#include "tls/credentials.h"

#include <gnutls/pkcs12.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PHRASE "open sesame"

/* A client's certificate and key, and the files made of them. */
struct store {
	char folder[64];
	char path[96];
	struct tls_identity *identity;
	gnutls_x509_crt_t *chain;
	unsigned count;
	gnutls_x509_privkey_t key;
};

static gnutls_datum_t datum_of(const char *text)
{
	return (gnutls_datum_t){(unsigned char *)(uintptr_t)text, (unsigned)strlen(text)};
}

static void open_store(struct store *store)
{
	struct clock machine = clock_system();
	struct mint_recipe recipe = {.name = "anna.example.org", .now = clock_wall(&machine) / 1000000};
	gnutls_datum_t pem;

	snprintf(store->folder, sizeof(store->folder), "/tmp/starlit-check-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(store->folder));
	store->identity = mint_identity(&recipe);
	pem = datum_of(mint_chain_pem(store->identity));
	ck_assert_int_ge(gnutls_x509_crt_list_import2(&store->chain, &store->count, &pem, GNUTLS_X509_FMT_PEM, 0), 0);
	pem = datum_of(mint_key_pem(store->identity));
	ck_assert_int_ge(gnutls_x509_privkey_init(&store->key), 0);
	ck_assert_int_ge(gnutls_x509_privkey_import(store->key, &pem, GNUTLS_X509_FMT_PEM), 0);
}

static void close_store(struct store *store)
{
	for (unsigned i = 0; i < store->count; i++)
		gnutls_x509_crt_deinit(store->chain[i]);
	gnutls_free(store->chain);
	gnutls_x509_privkey_deinit(store->key);
	mint_free(store->identity);
	rmdir(store->folder);
}

static const char *write_file(struct store *store, const char *name, const void *data, size_t size)
{
	snprintf(store->path, sizeof(store->path), "%s/%s", store->folder, name);
	FILE *file = fopen(store->path, "we");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(data, 1, size, file), size);
	ck_assert_int_eq(fclose(file), 0);
	return store->path;
}

static void write_pem(struct store *store, const char *phrase)
{
	gnutls_datum_t key;
	char both[16384];

	ck_assert_int_ge(gnutls_x509_privkey_export2_pkcs8(store->key, GNUTLS_X509_FMT_PEM, phrase,
				 phrase ? GNUTLS_PKCS_PBES2_AES_256 : GNUTLS_PKCS_PLAIN, &key),
		0);
	int len = snprintf(both, sizeof(both), "%s%.*s", mint_chain_pem(store->identity), (int)key.size, key.data);
	write_file(store, "client.pem", both, (size_t)len);
	gnutls_free(key.data);
}

static void add_bag(gnutls_pkcs12_t pkcs12, gnutls_pkcs12_bag_t bag, const char *phrase)
{
	if (phrase)
		ck_assert_int_ge(gnutls_pkcs12_bag_encrypt(bag, phrase, GNUTLS_PKCS_PBES2_AES_256), 0);
	ck_assert_int_ge(gnutls_pkcs12_set_bag(pkcs12, bag), 0);
	gnutls_pkcs12_bag_deinit(bag);
}

static void write_pkcs12(struct store *store, const char *phrase)
{
	gnutls_pkcs12_t pkcs12;
	gnutls_pkcs12_bag_t certs, keys;
	gnutls_datum_t der, id = {(unsigned char *)"1", 1};

	ck_assert_int_ge(gnutls_pkcs12_init(&pkcs12), 0);
	ck_assert_int_ge(gnutls_pkcs12_bag_init(&certs), 0);
	ck_assert_int_ge(gnutls_pkcs12_bag_init(&keys), 0);
	for (unsigned i = 0; i < store->count; i++)
		ck_assert_int_ge(gnutls_pkcs12_bag_set_crt(certs, store->chain[i]), 0);
	ck_assert_int_ge(gnutls_pkcs12_bag_set_key_id(certs, 0, &id), 0);
	ck_assert_int_ge(gnutls_x509_privkey_export2_pkcs8(store->key, GNUTLS_X509_FMT_DER, phrase,
				 phrase ? GNUTLS_PKCS_PBES2_AES_256 : GNUTLS_PKCS_PLAIN, &der),
		0);
	ck_assert_int_ge(
		gnutls_pkcs12_bag_set_data(keys, phrase ? GNUTLS_BAG_PKCS8_ENCRYPTED_KEY : GNUTLS_BAG_PKCS8_KEY, &der),
		0);
	gnutls_free(der.data);
	ck_assert_int_ge(gnutls_pkcs12_bag_set_key_id(keys, 0, &id), 0);
	add_bag(pkcs12, certs, phrase);
	add_bag(pkcs12, keys, NULL);
	ck_assert_int_ge(gnutls_pkcs12_generate_mac(pkcs12, phrase ? phrase : ""), 0);
	ck_assert_int_ge(gnutls_pkcs12_export2(pkcs12, GNUTLS_X509_FMT_DER, &der), 0);
	write_file(store, "client.p12", der.data, der.size);
	gnutls_free(der.data);
	gnutls_pkcs12_deinit(pkcs12);
}

enum kind { PEM, PKCS12 };

/* With which pass phrase the file is made, which one is given, and what comes of it. */
static const struct {
	const char *what;
	enum kind kind;
	const char *made_with, *given;
	enum credentials_state state;
	const char *says;
} file_rows[] = {
	{"PEM", PEM, NULL, NULL, CREDENTIALS_USABLE, ""},
	{"PEM, a needless pass phrase", PEM, NULL, PHRASE, CREDENTIALS_USABLE, ""},
	{"PEM, encrypted", PEM, PHRASE, PHRASE, CREDENTIALS_USABLE, ""},
	{"PEM, encrypted, none given", PEM, PHRASE, NULL, CREDENTIALS_LOCKED, "client.pem: it needs a pass phrase"},
	{"PEM, encrypted, wrong", PEM, PHRASE, "sesame", CREDENTIALS_LOCKED, "the pass phrase does not fit"},
	{"PKCS#12", PKCS12, NULL, NULL, CREDENTIALS_USABLE, ""},
	{"PKCS#12, encrypted", PKCS12, PHRASE, PHRASE, CREDENTIALS_USABLE, ""},
	{"PKCS#12, encrypted, none given", PKCS12, PHRASE, NULL, CREDENTIALS_LOCKED,
		"client.p12: it needs a pass phrase"},
	{"PKCS#12, encrypted, wrong", PKCS12, PHRASE, "sesame", CREDENTIALS_LOCKED, "the pass phrase does not fit"},
};

/* The server demands a certificate, and gets ours although it trusts nobody. */
static void show_to_server(const struct tls_settings *offers, const char *priority, const char *what)
{
	struct peer peer;
	struct peer_recipe recipe = {.offers = *offers, .priority = priority, .prepare = peer_demand_certificate};
	unsigned count = 0;

	peer_open(&peer, &recipe);
	peer_converse(&peer);
	ck_assert_msg(tls_state(peer.client) == TLS_UP && peer.up, "%s", what);
	ck_assert_msg(gnutls_certificate_get_peers(peer.session, &count) != NULL, "%s", what);
	ck_assert_msg(count == 2, "%s: %u certificates", what, count);
	const struct tls_facts *facts = tls_facts(peer.client);
	ck_assert(facts->client_certificate_asked);
	ck_assert_str_eq(facts->client_certificate, "CN=anna.example.org");
	ck_assert_str_eq(
		facts->client_signature, facts->version_code == 0x0304 ? "ECDSA-SECP256R1-SHA256" : "ECDSA-SHA256");
	peer_close(&peer);
}

START_TEST(files)
{
	for (size_t i = 0; i < sizeof(file_rows) / sizeof(file_rows[0]); i++) {
		struct store store;
		struct error error = {.sentence = ""};
		open_store(&store);
		if (file_rows[i].kind == PEM)
			write_pem(&store, file_rows[i].made_with);
		else
			write_pkcs12(&store, file_rows[i].made_with);
		struct tls_settings settings = {.cert_file = store.path, .passphrase = file_rows[i].given};
		enum credentials_state state = credentials_try(&settings, &error);
		ck_assert_msg(state == file_rows[i].state, "%s: %d %s", file_rows[i].what, state, error.sentence);
		ck_assert_msg(
			strstr(error.sentence, file_rows[i].says) != NULL, "%s: %s", file_rows[i].what, error.sentence);
		if (state == CREDENTIALS_USABLE) {
			show_to_server(&settings, "NORMAL:-VERS-ALL:+VERS-TLS1.3", file_rows[i].what);
			show_to_server(&settings, "NORMAL:-VERS-ALL:+VERS-TLS1.2", file_rows[i].what);
		}
		unlink(store.path);
		close_store(&store);
	}
}
END_TEST

START_TEST(pairs)
{
	struct store store, other;
	struct error error = {.sentence = ""};
	char cert[96], key[96], other_key[96];

	open_store(&store);
	open_store(&other);
	snprintf(cert, sizeof(cert), "%s",
		write_file(&store, "cert.pem", mint_chain_pem(store.identity), strlen(mint_chain_pem(store.identity))));
	snprintf(key, sizeof(key), "%s",
		write_file(&store, "key.pem", mint_key_pem(store.identity), strlen(mint_key_pem(store.identity))));
	snprintf(other_key, sizeof(other_key), "%s",
		write_file(&other, "key.pem", mint_key_pem(other.identity), strlen(mint_key_pem(other.identity))));
	struct tls_settings settings = {.cert_file = cert, .key_file = key};
	ck_assert_int_eq(credentials_try(&settings, &error), CREDENTIALS_USABLE);
	show_to_server(&settings, NULL, "a key in a file of its own");
	settings.key_file = other_key;
	ck_assert_int_eq(credentials_try(&settings, &error), CREDENTIALS_UNUSABLE);
	ck_assert_msg(strstr(error.sentence, "belongs to another certificate") != NULL, "%s", error.sentence);
	settings.key_file = NULL;
	ck_assert_int_eq(credentials_try(&settings, &error), CREDENTIALS_UNUSABLE);
	ck_assert_msg(strstr(error.sentence, "no certificate with its key") != NULL, "%s", error.sentence);
	settings.cert_file = "/dev/zero";
	ck_assert_int_eq(credentials_try(&settings, &error), CREDENTIALS_UNUSABLE);
	ck_assert_msg(strstr(error.sentence, "larger than any certificate") != NULL, "%s", error.sentence);
	unlink(cert);
	unlink(key);
	unlink(other_key);
	close_store(&store);
	close_store(&other);
}
END_TEST

/* Who names no certificate sends none, and a server that insists says so. */
START_TEST(demanded_in_vain)
{
	static const char *const servers[] = {"NORMAL:-VERS-ALL:+VERS-TLS1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.2"};

	for (int i = 0; i < 2; i++) {
		struct peer peer;
		struct peer_recipe recipe = {.priority = servers[i], .prepare = peer_demand_certificate};
		peer_open(&peer, &recipe);
		peer_converse(&peer);
		ck_assert_int_eq(tls_state(peer.client), TLS_BROKEN);
		const struct event *failed = peer_find(&peer, EVENT_TLS_FAILED, DIRECTION_IN, 0);
		ck_assert_msg(bytes_find(failed->tls_failed.sentence, BYTES_LITERAL("--cert")) <
				      failed->tls_failed.sentence.len,
			"%.*s", (int)failed->tls_failed.sentence.len, (const char *)failed->tls_failed.sentence.data);
		if (tls_facts(peer.client))
			ck_assert_ptr_null(tls_facts(peer.client)->client_certificate);
		peer_close(&peer);
	}
}
END_TEST

CHECK_MAIN("tls credentials", files, pairs, demanded_in_vain)

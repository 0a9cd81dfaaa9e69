/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_mint: a server shows what its PEM text holds, as it stands there, or is not made at all.
 */
#include "../check_main.h"
#include "ca.h"
#include "tls/mint.h"
#include "tls/tls.h"

static const struct ca_recipe usual;
/* A block whose content is no certificate. */
static const char nonsense[] = "-----BEGIN CERTIFICATE-----\nMAMgbm8=\n-----END CERTIFICATE-----\n";

struct scene {
	struct ca *root, *middle, *leaf;
	struct buffer key;
};

static void scene_init(struct scene *scene)
{
	scene->root = ca_authority(&usual, "root", NULL);
	scene->middle = ca_authority(&usual, "middle", scene->root);
	scene->leaf = ca_leaf(&usual, scene->middle);
	buffer_init(&scene->key, 1 << 20);
	ca_add_key_pem(scene->leaf, &scene->key);
}

static void scene_done(struct scene *scene)
{
	ca_free(scene->root);
	ca_free(scene->middle);
	ca_free(scene->leaf);
	buffer_done(&scene->key);
}

static void move(struct tls *from, struct tls *to)
{
	struct buffer *wire = tls_wire_out(from);

	buffer_consume(wire, tls_receive(to, buffer_bytes(wire)));
}

/* The common names that a client is shown, a blank after each; "?" is what it cannot read. */
static void look(const struct tls_identity *identity, struct buffer *ret_names)
{
	struct clock_hands hands = {.wall = (int64_t)CA_NOW * 1000000};
	struct journal_config config = {.clock = clock_fixed(&hands), .spill_fd = -1};
	struct journal *journal = journal_new(&config);
	struct error error = {.sentence = ""};
	struct tls *client = tls_client_new(
		&(struct tls_settings){.reference_name = "mail.example.org", .trust_none = true}, journal, &error);
	struct tls *server = tls_server_new(identity);

	tls_receive(client, (struct bytes){0});
	for (int i = 0; i < 4; i++) {
		move(client, server);
		move(server, client);
	}
	ck_assert_int_eq(tls_state(client), TLS_UP);
	for (uint64_t i = 0; i < journal_count(journal); i++) {
		const struct event *event = journal_at(journal, i);
		for (size_t j = 0; event->kind == EVENT_CHAIN && j < event->chain.chain->count; j++) {
			const struct cert_facts *cert = &event->chain.chain->certs[j];
			buffer_printf(ret_names, "%s ", cert->parse_error ? "?" : cert->common_name);
		}
	}
	tls_free(client);
	tls_free(server);
	journal_free(journal);
}

START_TEST(as_it_stands)
{
	struct buffer chain, names;
	struct scene scene;

	scene_init(&scene);
	buffer_init(&chain, 1 << 20);
	buffer_init(&names, 1 << 16);
	buffer_append_text(&chain, "A file of ours.\n");
	ca_add_pem(scene.leaf, &chain);
	ca_add_pem(scene.root, &chain);
	buffer_append_text(&chain, nonsense);
	ca_add_pem(scene.middle, &chain);
	ca_add_pem(scene.middle, &chain);
	struct tls_identity *identity = mint_from_pem(buffer_bytes(&chain), buffer_bytes(&scene.key));
	ck_assert_ptr_nonnull(identity);
	look(identity, &names);
	ck_assert_str_eq(buffer_text(&names), "leaf root ? middle middle ");
	mint_free(identity);
	buffer_done(&names);
	buffer_done(&chain);
	scene_done(&scene);
}
END_TEST

START_TEST(unusable)
{
	struct buffer another;
	struct scene scene;

	scene_init(&scene);
	buffer_init(&another, 1 << 20);
	ca_add_pem(scene.middle, &another);
	struct bytes key = buffer_bytes(&scene.key), none = {0};
	ck_assert_ptr_null(mint_from_pem(none, key));
	ck_assert_ptr_null(mint_from_pem(BYTES_LITERAL("no PEM"), key));
	ck_assert_ptr_null(mint_from_pem(bytes_str(nonsense), key));
	ck_assert_ptr_null(mint_from_pem(buffer_bytes(&another), key));
	ck_assert_ptr_null(mint_from_pem(buffer_bytes(&another), none));
	ck_assert_ptr_null(mint_from_pem(buffer_bytes(&another), BYTES_LITERAL("no key")));
	buffer_done(&another);
	scene_done(&scene);
}
END_TEST

CHECK_MAIN("mint", as_it_stands, unusable)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_judgement: what tls_settings says about trust, date and lists, and what a server staples, through whole handshakes.
 */
#include "../check_main.h"
#include "ca.h"
#include "tls/identity.h"
#include "tls/tls.h"

#include <stdlib.h>
#include <unistd.h>

/* A root, an intermediate and a leaf; the server shows the last two, and the client trusts the first. */
struct scene {
	struct clock_hands hands;
	struct arena arena;
	struct ca *root, *middle, *leaf;
	struct buffer root_pem, chain_pem;
	struct tls_identity *identity;
	struct journal *journal;
};

static struct tls_identity *identity_of(struct buffer *chain, const struct ca *leaf)
{
	struct buffer key;

	buffer_init(&key, 1 << 20);
	ca_add_key_pem(leaf, &key);
	struct tls_identity *identity = mint_from_pem(buffer_bytes(chain), buffer_bytes(&key));
	buffer_done(&key);
	ck_assert_ptr_nonnull(identity);
	return identity;
}

static void scene_init(struct scene *scene, const struct ca_recipe *leaf)
{
	static const struct ca_recipe usual;

	scene->hands = (struct clock_hands){.wall = (int64_t)CA_NOW * 1000000};
	struct journal_config config = {.clock = clock_fixed(&scene->hands), .spill_fd = -1};
	arena_init(&scene->arena, 1 << 20);
	buffer_init(&scene->root_pem, 1 << 20);
	buffer_init(&scene->chain_pem, 1 << 20);
	scene->root = ca_authority(&usual, "root", NULL);
	scene->middle = ca_authority(&usual, "middle", scene->root);
	scene->leaf = ca_leaf(leaf, scene->middle);
	ca_add_pem(scene->root, &scene->root_pem);
	ca_add_pem(scene->leaf, &scene->chain_pem);
	ca_add_pem(scene->middle, &scene->chain_pem);
	scene->identity = identity_of(&scene->chain_pem, scene->leaf);
	scene->journal = journal_new(&config);
}

static void scene_done(struct scene *scene)
{
	journal_free(scene->journal);
	mint_free(scene->identity);
	ca_free(scene->root);
	ca_free(scene->middle);
	ca_free(scene->leaf);
	buffer_done(&scene->root_pem);
	buffer_done(&scene->chain_pem);
	arena_done(&scene->arena);
}

static void move(struct tls *from, struct tls *to)
{
	struct buffer *wire = tls_wire_out(from);

	buffer_consume(wire, tls_receive(to, buffer_bytes(wire)));
}

static void shake(struct scene *scene, struct tls_settings settings)
{
	struct error error = {.sentence = ""};

	settings.reference_name = "mail.example.org";
	if (!settings.ca_pem && !settings.ca_file)
		settings.ca_pem = buffer_text(&scene->root_pem);
	struct tls *client = tls_client_new(&settings, scene->journal, &error);
	ck_assert_msg(client != NULL, "%s", error.sentence);
	struct tls *server = tls_server_new(scene->identity);
	tls_receive(client, (struct bytes){0});
	for (int i = 0; i < 6; i++) {
		move(client, server);
		move(server, client);
	}
	ck_assert_int_eq(tls_state(client), TLS_UP);
	tls_free(client);
	tls_free(server);
}

static void expect(const struct scene *scene, enum verdict_aspect aspect, enum verdict_result result, const char *words)
{
	for (uint64_t i = 0; i < journal_count(scene->journal); i++) {
		const struct event *event = journal_at(scene->journal, i);
		if (event->kind != EVENT_VERDICT || event->verdict.aspect != aspect)
			continue;
		ck_assert_msg(event->verdict.result == result, "%.*s", (int)event->verdict.reason.len,
			(const char *)event->verdict.reason.data);
		ck_assert_msg(bytes_find(event->verdict.reason, bytes_str(words)) < event->verdict.reason.len, "%.*s",
			(int)event->verdict.reason.len, (const char *)event->verdict.reason.data);
		return;
	}
	ck_abort_msg("there is no such verdict");
}

static const struct chain_facts *chain_of(const struct scene *scene)
{
	for (uint64_t i = 0; i < journal_count(scene->journal); i++)
		if (journal_at(scene->journal, i)->kind == EVENT_CHAIN)
			return journal_at(scene->journal, i)->chain.chain;
	ck_abort_msg("there is no chain");
}

START_TEST(no_anchors)
{
	static const struct ca_recipe usual;
	struct scene scene;

	scene_init(&scene, &usual);
	shake(&scene, (struct tls_settings){.trust_none = true});
	expect(&scene, VERDICT_CHAIN, VERDICT_NOT_CHECKED, "no trust anchors are in use");
	expect(&scene, VERDICT_NAME, VERDICT_GOOD, "mail.example.org");
	scene_done(&scene);
}
END_TEST

START_TEST(another_date)
{
	static const struct ca_recipe usual;
	struct scene scene;

	scene_init(&scene, &usual);
	shake(&scene, (struct tls_settings){.as_of = CA_NOW + (int64_t)95 * CA_DAY});
	expect(&scene, VERDICT_DATES, VERDICT_BAD, "expired 5 days ago");
	ck_assert(chain_of(&scene)->as_of_given);
	ck_assert_int_eq(chain_of(&scene)->as_of, CA_NOW + (int64_t)95 * CA_DAY);
	scene_done(&scene);
}
END_TEST

START_TEST(mail_domain)
{
	static const struct ca_recipe usual;
	struct buffer sans;
	struct scene scene;

	buffer_init(&sans, 256);
	ca_put(&sans, 0x82, BYTES_LITERAL("example.net"));
	scene_init(&scene, &(struct ca_recipe){.sans = buffer_bytes(&sans)});
	shake(&scene, (struct tls_settings){.mail_domain = "example.net"});
	expect(&scene, VERDICT_NAME, VERDICT_GOOD, "the domain of the mail address");
	scene_done(&scene);
	scene_init(&scene, &usual);
	shake(&scene, (struct tls_settings){.mail_domain = "example.net"});
	expect(&scene, VERDICT_NAME, VERDICT_GOOD, "bears mail.example.org");
	scene_done(&scene);
	buffer_done(&sans);
}
END_TEST

START_TEST(list_in_a_file)
{
	static const struct ca_recipe usual;
	char path[] = "/tmp/starlit-list-XXXXXX";
	struct buffer text;
	struct scene scene;
	int fd = mkstemp(path);

	scene_init(&scene, &usual);
	buffer_init(&text, 1 << 16);
	crl_add_pem(&(struct crl_recipe){.issuer = scene.middle, .revoked = scene.leaf}, &text);
	ck_assert_int_eq(write(fd, text.data + text.start, text.len), (ssize_t)text.len);
	close(fd);
	shake(&scene, (struct tls_settings){.crl_file = path});
	expect(&scene, VERDICT_STAPLE, VERDICT_BAD, "REVOKED");
	expect(&scene, VERDICT_CHAIN, VERDICT_GOOD, "leads to root");
	unlink(path);
	buffer_done(&text);
	scene_done(&scene);
}
END_TEST

START_TEST(files_that_are_not_there)
{
	struct clock_hands hands = {.wall = 0};
	struct journal_config config = {.clock = clock_fixed(&hands), .spill_fd = -1};
	struct journal *journal = journal_new(&config);
	struct error error;

	ck_assert_ptr_null(tls_client_new(&(struct tls_settings){.ca_file = "/nonexistent/ca.pem"}, journal, &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "/nonexistent/ca.pem"));
	ck_assert_ptr_null(tls_client_new(
		&(struct tls_settings){.trust_none = true, .crl_file = "/nonexistent/list.pem"}, journal, &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "/nonexistent/list.pem"));
	journal_free(journal);
}
END_TEST

START_TEST(stapled)
{
	static const struct {
		int status;
		enum verdict_result result;
		const char *says;
	} rows[] = {{0, VERDICT_GOOD, "not revoked as of"}, {1, VERDICT_BAD, "REVOKED on"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scene scene;
		scene_init(&scene, &(struct ca_recipe){.must_staple = true});
		struct ocsp_recipe recipe = {.about = scene.leaf, .issuer = scene.middle, .status = rows[i].status};
		struct bytes response = ocsp_make(&recipe, &scene.arena);
		ocsp_staple(scene.identity->credentials, &response);
		shake(&scene, (struct tls_settings){.versions = NULL});
		expect(&scene, VERDICT_STAPLE, rows[i].result, rows[i].says);
		scene_done(&scene);
	}
}
END_TEST

CHECK_MAIN("judgement", no_anchors, another_date, mail_domain, list_in_a_file, files_that_are_not_there, stapled)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_judgement: what tls_settings says about trust, date and lists, and what a server staples, through whole handshakes.
 */
#include "../check_main.h"
#include "ca.h"
#include "tls/engine.h"
#include "tls/identity.h"
#include "tls/tls.h"
#include "tls/verify.h"

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
	struct buffer session; /* to resume the last one by */
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
	buffer_init(&scene->session, 1 << 20);
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
	buffer_done(&scene->session);
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
	buffer_clear(&scene->session);
	tls_session_data(client, &scene->session, &error);
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

/* One for each certificate of TLS 1.3's message; TLS 1.2 has room for the first only (RFC 6066 §8). */
START_TEST(stapled_each)
{
	static const struct {
		const char *versions;
		int leaf, middle; /* status; -1: no response */
		enum verdict_result result;
		const char *says;
	} rows[] = {{"1.3", 0, 0, VERDICT_GOOD, "; certificate 2 of 2 (middle): not revoked as of"},
		{"1.3", -1, 0, VERDICT_NOT_CHECKED,
			"no response was stapled for the server's certificate; certificate 2 of 2"},
		{"1.3", 0, -1, VERDICT_GOOD, "says middle"},
		{"1.3", 0, 1, VERDICT_BAD, "certificate 2 of 2 (middle): REVOKED"},
		{"1.3", -1, 1, VERDICT_BAD, "certificate 2 of 2 (middle): REVOKED"},
		{"1.3", 1, 0, VERDICT_BAD, "REVOKED"}, {"1.2", 0, 1, VERDICT_GOOD, "says middle"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static const struct ca_recipe usual;
		struct scene scene;
		scene_init(&scene, &usual);
		struct ocsp_recipe leaf = {.about = scene.leaf, .issuer = scene.middle, .status = rows[i].leaf},
				   middle = {.about = scene.middle, .issuer = scene.root, .status = rows[i].middle};
		struct bytes responses[2] = {{0}};
		if (rows[i].leaf >= 0)
			responses[0] = ocsp_make(&leaf, &scene.arena);
		if (rows[i].middle >= 0)
			responses[1] = ocsp_make(&middle, &scene.arena);
		ocsp_staple_each(scene.identity->credentials, responses, 2);
		shake(&scene, (struct tls_settings){.versions = rows[i].versions});
		expect(&scene, VERDICT_STAPLE, rows[i].result, rows[i].says);
		const struct cert_facts *certs = chain_of(&scene)->certs;
		bool tls13 = !strcmp(rows[i].versions, "1.3");
		ck_assert_int_eq(certs[0].staple != NULL, rows[i].leaf >= 0);
		ck_assert_int_eq(certs[1].staple != NULL, rows[i].middle >= 0 && tls13);
		scene_done(&scene);
	}
}
END_TEST

static const struct chain_facts *last_chain(const struct scene *scene)
{
	for (uint64_t i = journal_count(scene->journal); i > 0; i--)
		if (journal_at(scene->journal, i - 1)->kind == EVENT_CHAIN)
			return journal_at(scene->journal, i - 1)->chain.chain;
	ck_abort_msg("there is no chain");
}

/* What a session that is resumed was begun with stands for it. */
START_TEST(stapled_when_it_began)
{
	static const struct ca_recipe usual;
	struct scene scene;

	scene_init(&scene, &usual);
	struct ocsp_recipe leaf = {.about = scene.leaf, .issuer = scene.middle},
			   middle = {.about = scene.middle, .issuer = scene.root, .status = 1};
	struct bytes responses[] = {ocsp_make(&leaf, &scene.arena), ocsp_make(&middle, &scene.arena)};
	ocsp_staple_each(scene.identity->credentials, responses, 2);
	shake(&scene, (struct tls_settings){.versions = "1.3"});
	ck_assert_uint_gt(scene.session.len, 0);
	struct bytes session = arena_keep(&scene.arena, buffer_bytes(&scene.session));
	shake(&scene, (struct tls_settings){.versions = "1.3", .resume = session});
	const struct chain_facts *chain = last_chain(&scene);
	ck_assert(chain->from_session);
	ck_assert_uint_eq(chain->count, 2);
	ck_assert_ptr_nonnull(chain->certs[0].staple);
	ck_assert_ptr_nonnull(chain->certs[1].staple);
	ck_assert_int_eq(chain->certs[1].staple->status, STAPLE_REVOKED);
	scene_done(&scene);
}
END_TEST

/* An entry of the Certificate message, whose extensions are as they are given (RFC 8446 §4.4.2). */
static void put_entry(struct buffer *list, struct bytes extensions)
{
	static const struct bytes der = BYTES_LITERAL("\0\0\2\x30\0");
	unsigned char length[] = {(unsigned char)(extensions.len >> 8), (unsigned char)extensions.len};

	buffer_append(list, der);
	buffer_append(list, bytes_of(length, sizeof(length)));
	buffer_append(list, extensions);
}

START_TEST(forms_of_a_staple)
{
	static const struct {
		const char *what;
		struct bytes extensions;
		bool came;
		const char *response;
	} rows[] = {
		{"none", BYTES_LITERAL(""), false, ""},
		{"another extension", BYTES_LITERAL("\0\x12\0\2\0\0"), false, ""},
		{"a response", BYTES_LITERAL("\0\5\0\6\1\0\0\2ab"), true, "ab"},
		{"behind another extension", BYTES_LITERAL("\0\x12\0\0\0\5\0\6\1\0\0\2ab"), true, "ab"},
		{"an unknown type", BYTES_LITERAL("\0\5\0\6\2\0\0\2ab"), true, ""},
		{"an empty response", BYTES_LITERAL("\0\5\0\4\1\0\0\0"), true, ""},
		{"an empty extension", BYTES_LITERAL("\0\5\0\0"), true, ""},
		{"a type and no response", BYTES_LITERAL("\0\5\0\1\1"), true, ""},
		{"cut short", BYTES_LITERAL("\0\5\0\5\1\0\0\2a"), true, ""},
		{"something behind it", BYTES_LITERAL("\0\5\0\7\1\0\0\2abc"), true, ""},
		{"an extension that does not fit", BYTES_LITERAL("\0\5\0\x20\1\0\0\2ab"), false, ""},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tls tls = {.version = 0x0304};
		struct buffer list;
		struct staple staple;
		buffer_init(&list, 4096);
		buffer_init(&tls.certificate, 4096);
		put_entry(&list, (struct bytes){0});
		put_entry(&list, rows[i].extensions);
		unsigned char length[] = {0, 0, 0, (unsigned char)list.len};
		buffer_append(&tls.certificate, bytes_of(length, sizeof(length)));
		buffer_append(&tls.certificate, buffer_bytes(&list));
		for (size_t entry = 0; entry < 3; entry++) {
			message_staple(&tls, entry, &staple);
			ck_assert_msg(
				staple.came == (rows[i].came && entry == 1), "%s: entry %zu", rows[i].what, entry);
			ck_assert_msg(bytes_is(staple.response, entry == 1 ? rows[i].response : ""), "%s: entry %zu",
				rows[i].what, entry);
		}
		buffer_done(&tls.certificate);
		buffer_done(&list);
	}
}
END_TEST

CHECK_MAIN("judgement", no_anchors, another_date, mail_domain, list_in_a_file, files_that_are_not_there, stapled,
	stapled_each, stapled_when_it_began, forms_of_a_staple)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_trust: anchors from a file, a directory, a text, and none.
 */
#include "../check_main.h"
#include "ca.h"
#include "wire/der.h"
#include "tls/trust.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct found {
	size_t count;
	size_t len; /* of the last */
};

static void take(struct bytes der, void *context)
{
	struct found *found = context;

	found->count++;
	found->len = der.len;
}

static size_t count_of(struct trust *trust, const struct ca *ca)
{
	struct arena arena;
	struct found found = {0};
	struct bytes subject;

	arena_init(&arena, 1 << 20);
	ck_assert(der_subject(ca_der(ca, &arena), &subject));
	trust_find(trust, subject, take, &found);
	if (found.count)
		ck_assert_uint_gt(found.len, 100);
	arena_done(&arena);
	return found.count;
}

static void write_text(const char *path, struct bytes text)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text.data, 1, text.len, file), text.len);
	fclose(file);
}

START_TEST(texts)
{
	static const struct ca_recipe usual;
	struct ca *a = ca_authority(&usual, "a", NULL), *b = ca_authority(&usual, "b", NULL),
		  *second_b = ca_authority(&usual, "b", NULL), *absent = ca_authority(&usual, "absent", NULL);
	struct buffer pem;
	struct error error;

	buffer_init(&pem, 1 << 20);
	buffer_append_text(&pem, "# roots\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
	ca_add_pem(a, &pem);
	buffer_append_text(&pem, "-----BEGIN CERTIFICATE-----\nno base64 !\n-----END CERTIFICATE-----\n");
	buffer_append_text(&pem, "-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----\r\n");
	ca_add_pem(b, &pem);
	ca_add_pem(second_b, &pem);
	ca_add_pem(a, &pem);
	buffer_append_text(&pem, "-----BEGIN CERTIFICATE-----\nMIIB");
	struct trust *trust = trust_from_pem(buffer_text(&pem), "the test", &error);
	ck_assert_ptr_nonnull(trust);
	ck_assert_uint_eq(trust_count(trust), 3);
	ck_assert_uint_eq(count_of(trust, a), 1);
	ck_assert_uint_eq(count_of(trust, b), 2);
	ck_assert_uint_eq(count_of(trust, absent), 0);
	ck_assert_int_eq(trust_state(trust), TRUST_IN_USE);
	ck_assert_str_eq(trust_source(trust), "the test");
	trust_free(trust);
	ck_assert_ptr_null(trust_from_pem("nothing", "the test", &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "the test: there is no certificate"));
	buffer_done(&pem);
	ca_free(a);
	ca_free(b);
	ca_free(second_b);
	ca_free(absent);
}
END_TEST

START_TEST(files_and_directories)
{
	static const struct ca_recipe usual;
	struct ca *a = ca_authority(&usual, "a", NULL), *b = ca_authority(&usual, "b", NULL);
	char directory[] = "/tmp/starlit-trust-XXXXXX", path[4][128];
	struct arena arena;
	struct buffer pem;
	struct error error = {.sentence = ""};

	arena_init(&arena, 1 << 20);
	buffer_init(&pem, 1 << 20);
	ck_assert_ptr_nonnull(mkdtemp(directory));
	for (int i = 0; i < 4; i++)
		snprintf(path[i], sizeof(path[i]), "%s/%s", directory,
			(const char *const[]){"a.pem", "b.der", "README", ".hidden"}[i]);
	/* Empty, or with nothing of use in it: told before anything is dialled. */
	ck_assert_ptr_null(trust_new(directory, &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "no certificate in PEM form"));
	ca_add_pem(a, &pem);
	write_text(path[0], buffer_bytes(&pem));
	write_text(path[1], ca_der(b, &arena));
	write_text(path[2], BYTES_LITERAL("these are our roots\n"));
	buffer_clear(&pem);
	ca_add_pem(b, &pem);
	write_text(path[3], buffer_bytes(&pem));

	struct trust *trust = trust_new(directory, &error);
	ck_assert_msg(trust != NULL, "%s", error.sentence);
	ck_assert_uint_eq(trust_count(trust), 2);
	ck_assert_uint_eq(count_of(trust, b), 1);
	ck_assert_str_eq(trust_source(trust), directory);
	trust_free(trust);
	trust = trust_new(path[1], &error);
	ck_assert_msg(trust != NULL, "%s", error.sentence);
	ck_assert_uint_eq(count_of(trust, b), 1);
	ck_assert_uint_eq(count_of(trust, a), 0);
	trust_free(trust);
	ck_assert_ptr_null(trust_new(path[2], &error));
	ck_assert_ptr_null(trust_new("/nonexistent/\x1b[31mca.pem", &error));
	ck_assert_ptr_null(strchr(error.sentence, 0x1b));
	for (int i = 0; i < 4; i++)
		unlink(path[i]);
	rmdir(directory);
	buffer_done(&pem);
	arena_done(&arena);
	ca_free(a);
	ca_free(b);
}
END_TEST

START_TEST(none)
{
	static const struct ca_recipe usual;
	struct ca *a = ca_authority(&usual, "a", NULL);
	struct trust *trust = trust_none();

	ck_assert_int_eq(trust_state(trust), TRUST_SWITCHED_OFF);
	ck_assert_uint_eq(count_of(trust, a), 0);
	trust_free(trust);
	ca_free(a);
}
END_TEST

/* DER with lengths that lie must not lead outside. */
START_TEST(lying_lengths)
{
	static const struct ca_recipe usual;
	struct ca *a = ca_authority(&usual, "a", NULL);
	struct arena arena;
	struct bytes subject, key;

	arena_init(&arena, 1 << 20);
	struct bytes der = ca_der(a, &arena);
	unsigned char *copy = arena_alloc(&arena, der.len);
	for (size_t at = 0; at < der.len; at++) {
		unsigned char *cut = arena_alloc(&arena, at + 1);
		memcpy(cut, der.data, at);
		ck_assert(!der_subject(bytes_of(cut, at), &subject));
		ck_assert(!der_public_key(bytes_of(cut, at), &key));
		memcpy(copy, der.data, der.len);
		copy[at] ^= 0x7f;
		if (der_subject(bytes_of(copy, der.len), &subject))
			ck_assert(subject.data >= copy && subject.data + subject.len <= copy + der.len);
		if (der_public_key(bytes_of(copy, der.len), &key))
			ck_assert(key.data >= copy && key.data + key.len <= copy + der.len);
	}
	arena_done(&arena);
	ca_free(a);
}
END_TEST

CHECK_MAIN("trust", texts, files_and_directories, none, lying_lengths)

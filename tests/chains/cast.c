/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cast: recipes become certificates; nobody is made who is not needed.
 */
#include "cast.h"

#include "base/alloc.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

/* Keys */

static const struct ca *rsa_key(struct keyring *keyring, int bits)
{
	for (size_t i = 0; i < keyring->count; i++)
		if (keyring->bits[i] == bits)
			return keyring->rsa[i];
	if (keyring->count == KEYRING_MAX)
		abort();
	keyring->bits[keyring->count] = bits;
	keyring->rsa[keyring->count] = ca_authority(&(struct ca_recipe){.rsa_bits = bits}, "key", NULL);
	return keyring->rsa[keyring->count++];
}

void keyring_done(struct keyring *keyring)
{
	for (size_t i = 0; i < keyring->count; i++)
		ca_free(keyring->rsa[i]);
	keyring->count = 0;
}

/* Names: words like DNS:mail.example.org, with %00 for a NUL; their content is put one after the other. */

static unsigned char hex(unsigned char c)
{
	return (unsigned char)(ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10);
}

static void unescape(struct bytes text, struct buffer *out)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = text.data[i];
		if (c == '%' && i + 2 < text.len) {
			c = (unsigned char)(hex(text.data[i + 1]) << 4 | hex(text.data[i + 2]));
			i += 2;
		}
		buffer_append_byte(out, c);
	}
}

static void put_address(struct buffer *out, const char *text)
{
	unsigned char address[16];

	if (inet_pton(AF_INET, text, address) == 1)
		ca_put(out, 0x87, bytes_of(address, 4));
	else if (inet_pton(AF_INET6, text, address) == 1)
		ca_put(out, 0x87, bytes_of(address, 16));
	else
		abort();
}

static void put_name(struct buffer *out, struct bytes word)
{
	size_t colon = bytes_index(word, ':', 0);
	struct bytes kind = bytes_first(word, colon);
	struct buffer value;

	buffer_init(&value, 4096);
	unescape(bytes_from(word, colon + 1), &value);
	if (bytes_is(kind, "DNS"))
		ca_put(out, 0x82, buffer_bytes(&value));
	else if (bytes_is(kind, "EMAIL"))
		ca_put(out, 0x81, buffer_bytes(&value));
	else if (bytes_is(kind, "URI"))
		ca_put(out, 0x86, buffer_bytes(&value));
	else if (bytes_is(kind, "IP"))
		put_address(out, buffer_text(&value));
	else if (bytes_is(kind, "SRV"))
		ca_put_srv(out, buffer_bytes(&value));
	else
		abort();
	buffer_done(&value);
}

static void put_names(struct buffer *out, const char *names)
{
	struct bytes rest = bytes_str(names);

	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		put_name(out, word);
}

/* Making */

static struct ca_recipe whole(const struct ca_recipe *recipe, struct keyring *keyring, int64_t now)
{
	struct ca_recipe copy = *recipe;

	copy.now = now;
	copy.key_ids = true;
	if (copy.rsa_bits && copy.key != CA_KEY_RSA_PSS)
		copy.same_key = rsa_key(keyring, copy.rsa_bits);
	return copy;
}

static struct ca **place(struct cast *cast, char letter)
{
	return &cast->by_letter[letter - 'a'];
}

static const struct ca *get(const struct cast *cast, char letter)
{
	return cast->by_letter[letter - 'a'];
}

static struct ca *make_leaf(const struct row *row, struct ca_recipe recipe, const struct ca *issuer)
{
	struct buffer names;

	buffer_init(&names, 65536);
	if (row->names && strcmp(row->names, "-"))
		put_names(&names, row->names);
	recipe.sans = buffer_bytes(&names);
	recipe.no_sans = row->names && !names.len;
	struct ca *leaf = ca_leaf(&recipe, issuer);
	buffer_done(&names);
	return leaf;
}

static void make_tower(struct cast *cast, const struct row *row, int64_t now)
{
	const struct ca *issuer = get(cast, 'r');
	struct ca_recipe recipe = {.now = now, .key_ids = true};
	char name[32];

	cast->tower_count = row->tower;
	for (size_t i = row->tower - 1; i > 0; i--) {
		snprintf(name, sizeof(name), "authority %zu", i);
		cast->tower[i] = ca_authority(&recipe, name, issuer);
		issuer = cast->tower[i];
	}
	cast->tower[0] = ca_leaf(&recipe, issuer);
}

void cast_init(struct cast *cast, const struct row *row, struct keyring *keyring, int64_t now)
{
	struct ca_recipe usual = {.now = now, .key_ids = true}, root = whole(&row->root, keyring, now);
	struct ca_recipe middle = whole(&row->middle, keyring, now), deeper = whole(&row->deeper, keyring, now);
	struct ca_recipe leaf = whole(&row->leaf, keyring, now), expired = usual;

	expired.until_days = -1;
	memset(cast, 0, sizeof(*cast));
	*place(cast, 'r') = ca_authority(&root, "root", NULL);
	if (!row->sent) {
		make_tower(cast, row, now);
		return;
	}
	*place(cast, 's') = ca_authority(&usual, "stranger", NULL);
	*place(cast, 'm') = ca_authority(&middle, "middle", get(cast, 'r'));
	*place(cast, 'd') = ca_authority(&deeper, "deeper", get(cast, 'm'));
	*place(cast, 'n') = ca_authority(&usual, "middle", get(cast, 'r'));
	usual.same_key = get(cast, 'm');
	expired.same_key = usual.same_key;
	*place(cast, 'e') = ca_authority(&expired, "middle", get(cast, 'r'));
	expired.same_key = get(cast, 'r');
	*place(cast, 'f') = ca_authority(&expired, "root", get(cast, 'r'));
	*place(cast, 'c') = ca_authority(&usual, "middle", get(cast, 's'));
	*place(cast, 'l') = make_leaf(row, leaf, get(cast, row->by ? row->by : 'm'));
	if (strchr(row->sent, 'o'))
		*place(cast, 'o') = make_leaf(row, leaf, NULL);
}

void cast_done(struct cast *cast)
{
	for (size_t i = 0; i < sizeof(cast->by_letter) / sizeof(cast->by_letter[0]); i++)
		ca_free(cast->by_letter[i]);
	for (size_t i = 0; i < cast->tower_count; i++)
		ca_free(cast->tower[i]);
}

/* Sending */

static struct bytes altered(struct bytes der, struct arena *arena)
{
	unsigned char *copy = arena_alloc(arena, der.len);

	if (!copy)
		abort();
	memcpy(copy, der.data, der.len);
	copy[der.len - 1] ^= 1;
	return bytes_of(copy, der.len);
}

void cast_send(const struct cast *cast, const struct row *row, struct arena *arena, struct sent *ret_sent)
{
	struct sent sent = {.count = 0};

	for (size_t i = 0; i < cast->tower_count; i++)
		sent.der[sent.count++] = ca_der(cast->tower[i], arena);
	for (const char *letter = row->sent; letter && *letter; letter++) {
		struct bytes der = *letter == 'x' ? BYTES_LITERAL("\x30\x03 no") : ca_der(get(cast, *letter), arena);
		sent.der[sent.count++] = *letter == row->altered ? altered(der, arena) : der;
	}
	*ret_sent = sent;
}

void cast_add_trusted(const struct cast *cast, const struct row *row, struct buffer *pem)
{
	for (const char *letter = row->trusted ? row->trusted : "r"; *letter; letter++)
		ca_add_pem(get(cast, *letter), pem);
}

/* Lists */

static const struct ca *issuer_of(const struct cast *cast, char letter)
{
	return get(cast, letter == 'l' ? 'm' : 'r');
}

void cast_add_lists(const struct cast *cast, const struct row *row, int64_t now, struct buffer *pem)
{
	const struct row_lists *lists = &row->lists;

	for (const char *letter = lists->of; letter && *letter; letter++) {
		struct crl_recipe recipe = {.issuer = get(cast, *letter),
			.now = now,
			.this_days = lists->this_days,
			.next_days = lists->next_days,
			.key_ids = true};
		if (lists->signer)
			recipe.signer = get(cast, lists->signer);
		if (lists->revoked && issuer_of(cast, lists->revoked) == recipe.issuer)
			recipe.revoked = get(cast, lists->revoked);
		crl_add_pem(&recipe, pem);
	}
}

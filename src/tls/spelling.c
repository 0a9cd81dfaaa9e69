/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spelling: keys by replacement; nearness by Levenshtein's distance of keys.
 */
#include "tls/spelling.h"

#include "base/safe.h"
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <string.h>

struct spelling spelling_of(struct bytes name)
{
	struct spelling spelling = {.key = ""};
	size_t len = 0;

	for (size_t i = 0; i < name.len && len < SPELLING_MAX - 1; i++)
		if (ascii_is_alnum(name.data[i]))
			spelling.key[len++] = (char)ascii_upper(name.data[i]);
	return spelling;
}

/* What stands in place is not longer than what stood there. */
static void replace_at(char *at, size_t from_len, const char *to)
{
	char *rest = at + from_len;

	while (*to)
		*at++ = *to++;
	memmove(at, rest, strlen(rest) + 1);
}

static void replace_all(char *key, const char *from, const char *to)
{
	for (char *at = strstr(key, from); at; at = strstr(at, from))
		replace_at(at, strlen(from), to);
}

static bool starts(const char *key, const char *with)
{
	return !strncmp(key, with, strlen(with));
}

/* Makes room for a word in front; what does not fit falls off at the end. */
static void put_before(char *key, const char *word)
{
	char rest[SPELLING_MAX];

	snprintf(rest, sizeof(rest), "%s", key);
	snprintf(key, SPELLING_MAX, "%s%.*s", word, (int)(SPELLING_MAX - 1 - strlen(word)), rest);
}

/* What some call otherwise: RC4 is ARCFOUR to GnuTLS, ADH and AECDH are OpenSSL's anonymous key exchanges. */
static void unify_words(char *key)
{
	static const char *const words[][2] = {{"WITH", ""}, {"ARCFOUR", "RC4"}, {"RC4128", "RC4"},
		{"3DESEDECBC", "3DES"}, {"DESCBC3", "3DES"}, {"DESEDE3", "3DES"}, {"CBC", ""},
		{"POLY1305SHA256", "POLY1305"}};
	static const char *const fronts[][2] = {
		{"AECDH", "ECDHANON"}, {"ADH", "DHANON"}, {"EDH", "DHE"}, {"EECDH", "ECDHE"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		replace_all(key, words[i][0], words[i][1]);
	for (size_t i = 0; i < sizeof(fronts) / sizeof(fronts[0]); i++)
		if (starts(key, fronts[i][0])) {
			memmove(key, key + strlen(fronts[i][0]), strlen(key + strlen(fronts[i][0])) + 1);
			put_before(key, fronts[i][1]);
			return;
		}
}

/*
 * OpenSSL leaves the key exchange out where it is RSA; TLS 1.3 has none in its names, which all begin with TLS. So
 * AES128-GCM-SHA256 is TLS_RSA_WITH_AES_128_GCM_SHA256, and not TLS_AES_128_GCM_SHA256.
 */
static void unify_key_exchange(char *key, bool tls)
{
	if (starts(key, "RSA") && key[3] && !starts(key, "RSAPSK"))
		memmove(key, key + 3, strlen(key + 3) + 1);
	else if (tls && (starts(key, "AES") || starts(key, "CHACHA")))
		put_before(key, "TLS13");
}

struct spelling spelling_of_suite(struct bytes name)
{
	struct spelling spelling = spelling_of(name);
	bool tls = starts(spelling.key, "TLS");

	if (tls)
		memmove(spelling.key, spelling.key + 3, strlen(spelling.key + 3) + 1);
	unify_words(spelling.key);
	unify_key_exchange(spelling.key, tls);
	size_t len = strlen(spelling.key);
	if (len > 4 && !strcmp(spelling.key + len - 4, "SHA1"))
		spelling.key[len - 1] = 0;
	return spelling;
}

bool spelling_equal(const struct spelling *a, const struct spelling *b)
{
	return !strcmp(a->key, b->key);
}

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
	unsigned least = a < b ? a : b;

	return least < c ? least : c;
}

/* Levenshtein's distance; one name inside the other counts as near. */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[SPELLING_MAX + 1];
	unsigned b_len = (unsigned)strlen(b);

	if (strlen(a) > 2 && strstr(b, a))
		return 1;
	for (unsigned i = 0; i <= b_len; i++)
		row[i] = i;
	for (unsigned i = 0; a[i]; i++) {
		unsigned diagonal = row[0];
		row[0] = i + 1;
		for (unsigned k = 0; k < b_len; k++) {
			unsigned above = row[k + 1];
			row[k + 1] = min3(above + 1, row[k] + 1, diagonal + (a[i] != b[k]));
			diagonal = above;
		}
	}
	return row[b_len];
}

void near_offer(struct near *near, const char *name, const struct spelling *key)
{
	unsigned far = distance(near->wanted.key, key->key);
	size_t at = near->count;

	while (at && near->distances[at - 1] > far)
		at--;
	if (at == NEAR_MAX)
		return;
	if (near->count < NEAR_MAX)
		near->count++;
	for (size_t i = near->count - 1; i > at; i--) {
		near->names[i] = near->names[i - 1];
		near->distances[i] = near->distances[i - 1];
	}
	near->names[at] = name;
	near->distances[at] = far;
}

/* The code of the name that is meant; false when the registry has none. */
static bool find_registered(const struct near *near, const struct registered *registered, uint16_t *ret_code)
{
	for (uint32_t code = 0; code <= UINT16_MAX; code++) {
		const char *name = registered->name((uint16_t)code);
		struct spelling key = registered->spelling(bytes_str(name));
		if (!name || !spelling_equal(&key, &near->wanted))
			continue;
		*ret_code = (uint16_t)code;
		return true;
	}
	return false;
}

bool near_refuse(const struct near *near, const struct registered *registered, struct bytes name, struct error *error)
{
	uint16_t code;

	if (find_registered(near, registered, &code))
		return error_set(error, ERROR_USAGE, 0,
			"%s: a session cannot offer %s (0x%04x) with GnuTLS %s; starlit probe TARGET tells whether a server "
			"has it",
			registered->option, registered->name(code), code, gnutls_check_version(NULL));
	char shown[80], names[240] = "";
	bool likely = near->count && near->distances[0] <= strlen(near->wanted.key) / 2;
	size_t len = 0;

	safe_text(shown, sizeof(shown), name, SAFE_UTF8);
	for (size_t i = 0; i < near->count && len < sizeof(names); i++)
		len += (size_t)snprintf(names + len, sizeof(names) - len, "%s%s",
			!i                    ? ""
			: i + 1 < near->count ? ", "
					      : " or ",
			near->names[i]);
	return error_set(error, ERROR_USAGE, 0, "%s: \"%s\" is not known; %s %s%s", registered->option, shown,
		likely ? "did you mean" : "nearest to it are", names, likely ? "?" : "");
}

bool spelling_next(struct bytes *list, struct bytes *ret_name)
{
	while (list->len) {
		size_t comma = bytes_index(*list, ',', 0);
		size_t end = bytes_index(bytes_first(*list, comma), ':', 0);
		struct bytes name = bytes_trim(bytes_first(*list, end));

		*list = bytes_from(*list, end + 1);
		if (name.len) {
			*ret_name = name;
			return true;
		}
	}
	return false;
}

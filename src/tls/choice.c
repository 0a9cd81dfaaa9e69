/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * choice: versions, groups and signature schemes; suites and ciphers are in choice_ciphers.c.
 */
#include "tls/choice_words.h"
#include "wire/names.h"

#include <stdio.h>
#include <string.h>

bool choice_words_add(struct choice_words *words, const char *prefix, const char *word)
{
	char piece[80];
	size_t len = strlen(words->text);
	size_t more = (size_t)snprintf(piece, sizeof(piece), ":+%s%s", prefix, word);

	for (const char *at = strstr(words->text, piece); at; at = strstr(at + 1, piece))
		if (!at[more] || at[more] == ':')
			return true;
	if (len + more >= sizeof(words->text))
		return false;
	memcpy(words->text + len, piece, more + 1);
	return true;
}

bool choice_refuse_long(const char *option, struct error *error)
{
	return error_set(error, ERROR_USAGE, 0, "%s: the list is too long", option);
}

static bool refuse_empty(const char *option, struct error *error)
{
	return error_set(error, ERROR_USAGE, 0, "%s: the list is empty", option);
}

bool choice_each(const char *list, const char *option, choice_take_fn *take, void *context, struct error *error)
{
	struct bytes rest = bytes_str(list), name;
	bool any = false;

	while (spelling_next(&rest, &name)) {
		if (!take(context, name, error))
			return false;
		any = true;
	}
	return any || refuse_empty(option, error);
}

/* Versions */

static const char *const version_names[] = {"1.0", "1.1", "1.2", "1.3"};
enum { VERSIONS = 4 };

/* "1.2", "TLS1.2", "TLSv1.2", "tls1_2"; an end that is left out is the first or the last version. */
static bool read_version(struct bytes text, int absent, int *ret_index)
{
	if (!text.len) {
		*ret_index = absent;
		return true;
	}
	if (bytes_starts_with_nocase(text, "tls"))
		text = bytes_from(text, 3);
	if (bytes_starts_with_nocase(text, "v"))
		text = bytes_from(text, 1);
	for (int i = 0; i < VERSIONS; i++)
		if (text.len == 3 && text.data[0] == '1' && (text.data[1] == '.' || text.data[1] == '_') &&
			text.data[2] == (unsigned char)version_names[i][2]) {
			*ret_index = i;
			return true;
		}
	return false;
}

static bool refuse_version(struct bytes name, struct error *error)
{
	char shown[40];

	safe_text(shown, sizeof(shown), name, SAFE_UTF8);
	if (bytes_starts_with_nocase(name, "ssl"))
		return error_set(error, ERROR_USAGE, 0,
			"--tls: \"%s\" cannot be spoken: GnuTLS has no code for it any more; there are 1.0, 1.1, 1.2 and 1.3",
			shown);
	return error_set(error, ERROR_USAGE, 0,
		"--tls: \"%s\" is not known; there are 1.0, 1.1, 1.2 and 1.3, lists (1.0,1.2) and ranges (1.0-1.2)",
		shown);
}

static bool take_version(void *context, struct bytes name, struct error *error)
{
	unsigned *versions = context;
	size_t dash = bytes_index(name, '-', 0);
	bool range = dash < name.len;
	struct bytes first = bytes_trim(bytes_first(name, dash)), second = bytes_trim(bytes_from(name, dash + 1));
	int from, until;

	if (!read_version(first, 0, &from) || !read_version(range ? second : first, VERSIONS - 1, &until) ||
		(range && !first.len && !second.len))
		return refuse_version(name, error);
	if (from > until)
		return error_set(error, ERROR_USAGE, 0, "--tls: the range %s-%s has its ends the wrong way round",
			version_names[from], version_names[until]);
	for (int i = from; i <= until; i++)
		*versions |= 1u << i;
	return true;
}

bool choice_versions(const char *list, unsigned *ret_versions, struct error *error)
{
	unsigned versions = 0;

	if (!choice_each(list, "--tls", take_version, &versions, error))
		return false;
	*ret_versions = versions;
	return true;
}

/* Groups */

/* What OpenSSL and NIST call otherwise than GnuTLS and IANA. */
static const char *const group_aliases[][2] = {{"P-192", "SECP192R1"}, {"prime192v1", "SECP192R1"},
	{"P-224", "SECP224R1"}, {"P-256", "SECP256R1"}, {"prime256v1", "SECP256R1"}, {"P-384", "SECP384R1"},
	{"P-521", "SECP521R1"}};

static const char *find_group(struct bytes name, struct near *near)
{
	for (size_t i = 0; i < sizeof(group_aliases) / sizeof(group_aliases[0]); i++) {
		struct spelling key = spelling_of(bytes_str(group_aliases[i][0]));
		if (spelling_equal(&key, &near->wanted))
			return group_aliases[i][1];
		near_offer(near, group_aliases[i][0], &key);
	}
	for (const gnutls_group_t *group = gnutls_group_list(); *group; group++) {
		const char *known = gnutls_group_get_name(*group);
		struct spelling key = spelling_of(bytes_str(known));
		if (bytes_is(name, known) || spelling_equal(&key, &near->wanted))
			return known;
		near_offer(near, known, &key);
	}
	return NULL;
}

/* "dh512": whatever group the server made, from so many bits on. */
static bool is_own_group(struct bytes name, unsigned *ret_bits)
{
	unsigned long long bits;

	if (!bytes_starts_with_nocase(name, "dh") || !bytes_number(bytes_from(name, 2), 16384, &bits) || bits < 256)
		return false;
	*ret_bits = (unsigned)bits;
	return true;
}

static bool take_group(void *context, struct bytes name, struct error *error)
{
	static const struct registered registered = {"--groups", wire_group_name, spelling_of};
	struct choice_groups *groups = context;
	struct near near = {.wanted = spelling_of(name)};

	if (is_own_group(name, &groups->dh_bits))
		return true;
	const char *found = find_group(name, &near);
	if (!found)
		return near_refuse(&near, &registered, name, error);
	return choice_words_add(&groups->groups, "GROUP-", found) || choice_refuse_long("--groups", error);
}

bool choice_groups(const char *list, struct choice_groups *ret_groups, struct error *error)
{
	struct choice_groups groups = {.dh_bits = 0};

	if (!choice_each(list, "--groups", take_group, &groups, error))
		return false;
	*ret_groups = groups;
	return true;
}

/* Signature schemes */

/*
 * IANA's names and OpenSSL's, and what GnuTLS calls them. TLS 1.2 leaves the curve open where TLS 1.3 names it, so that one
 * code point has two names in GnuTLS.
 */
static const struct scheme_row {
	const char *iana, *openssl;
	const char *names[2];
} scheme_rows[] = {
	{"rsa_pss_rsae_sha256", "RSA-PSS+SHA256", {"RSA-PSS-RSAE-SHA256"}},
	{"rsa_pss_rsae_sha384", "RSA-PSS+SHA384", {"RSA-PSS-RSAE-SHA384"}},
	{"rsa_pss_rsae_sha512", "RSA-PSS+SHA512", {"RSA-PSS-RSAE-SHA512"}},
	{"rsa_pss_pss_sha256", NULL, {"RSA-PSS-SHA256"}},
	{"rsa_pss_pss_sha384", NULL, {"RSA-PSS-SHA384"}},
	{"rsa_pss_pss_sha512", NULL, {"RSA-PSS-SHA512"}},
	{"ecdsa_secp256r1_sha256", "ECDSA+SHA256", {"ECDSA-SECP256R1-SHA256", "ECDSA-SHA256"}},
	{"ecdsa_secp384r1_sha384", "ECDSA+SHA384", {"ECDSA-SECP384R1-SHA384", "ECDSA-SHA384"}},
	{"ecdsa_secp521r1_sha512", "ECDSA+SHA512", {"ECDSA-SECP521R1-SHA512", "ECDSA-SHA512"}},
	{"ed25519", "ed25519", {"EdDSA-Ed25519"}},
	{"ed448", "ed448", {"EdDSA-Ed448"}},
	{"rsa_pkcs1_sha256", "RSA+SHA256", {"RSA-SHA256"}},
	{"rsa_pkcs1_sha384", "RSA+SHA384", {"RSA-SHA384"}},
	{"rsa_pkcs1_sha512", "RSA+SHA512", {"RSA-SHA512"}},
	{"rsa_pkcs1_sha1", "RSA+SHA1", {"RSA-SHA1"}},
	{"ecdsa_sha1", "ECDSA+SHA1", {"ECDSA-SHA1"}},
	{"rsa_pkcs1_sha224", "RSA+SHA224", {"RSA-SHA224"}},
	{"ecdsa_sha224", "ECDSA+SHA224", {"ECDSA-SHA224"}},
	{"rsa_pkcs1_md5", "RSA+MD5", {"RSA-MD5"}},
	{"dsa_sha1", "DSA+SHA1", {"DSA-SHA1"}},
	{"dsa_sha256", "DSA+SHA256", {"DSA-SHA256"}},
};

static bool add_scheme(struct choice_words *schemes, const char *name, struct error *error)
{
	return choice_words_add(schemes, "SIGN-", name) || choice_refuse_long("--sigalgs", error);
}

static bool row_matches(const struct scheme_row *row, const struct near *near, struct bytes name)
{
	struct spelling iana = spelling_of(bytes_str(row->iana));

	return spelling_equal(&iana, &near->wanted) || (row->openssl && bytes_is(name, row->openssl)) ||
	       (bytes_starts_with_nocase(name, "PSS+") && row->openssl &&
		       bytes_is(name, row->openssl + strlen("RSA-")));
}

static const char *find_scheme(struct bytes name)
{
	for (const gnutls_sign_algorithm_t *sign = gnutls_sign_list(); *sign; sign++)
		if (bytes_is(name, gnutls_sign_get_name(*sign)))
			return gnutls_sign_get_name(*sign);
	return NULL;
}

static bool take_scheme(void *context, struct bytes name, struct error *error)
{
	static const struct registered registered = {"--sigalgs", wire_scheme_name, spelling_of};
	struct near near = {.wanted = spelling_of(name)};
	const char *exact = find_scheme(name);

	if (exact)
		return add_scheme(context, exact, error);
	for (size_t i = 0; i < sizeof(scheme_rows) / sizeof(scheme_rows[0]); i++) {
		const struct scheme_row *row = &scheme_rows[i];
		struct spelling key = spelling_of(bytes_str(row->iana));
		if (row_matches(row, &near, name))
			return add_scheme(context, row->names[0], error) &&
			       (!row->names[1] || add_scheme(context, row->names[1], error));
		near_offer(&near, row->iana, &key);
	}
	return near_refuse(&near, &registered, name, error);
}

bool choice_schemes(const char *list, struct choice_words *ret_schemes, struct error *error)
{
	struct choice_words schemes = {.text = ""};

	if (!choice_each(list, "--sigalgs", take_scheme, &schemes, error))
		return false;
	*ret_schemes = schemes;
	return true;
}

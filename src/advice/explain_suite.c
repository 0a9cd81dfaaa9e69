/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain_suite: a cipher suite's name says what it is made of; RFC 9325 says what to think of it.
 */
#include "advice/explain_parts.h"

#include "wire/names.h"

enum { PARTS_MAX = 12, KEY_SIZE = 64 };

/* The words of a name in their order, without TLS and WITH. */
struct parts {
	struct part {
		struct bytes text;
		const struct explanation *row; /* NULL: not known */
	} list[PARTS_MAX];
	size_t count;
	size_t front; /* how many stand before WITH */
};

/* TLS 1.3's name cipher and hash only; so do two that have a hash in place of a cipher (RFC 9150). */
static bool is_tls13(struct bytes name)
{
	return bytes_starts_with_nocase(name, "TLS_") && bytes_find(name, BYTES_LITERAL("_WITH_")) == name.len;
}

static size_t word_end(struct bytes name, size_t from)
{
	return bytes_index(name, '_', from);
}

/* The longest run of whole words that the table has: AES_128, CCM_8. */
static struct bytes longest(struct bytes rest)
{
	struct bytes best = bytes_first(rest, word_end(rest, 0));

	for (size_t end = word_end(rest, 0); end < rest.len;) {
		end = word_end(rest, end + 1);
		if (words_find(&words_tls_suite_parts, bytes_first(rest, end)))
			best = bytes_first(rest, end);
	}
	return best;
}

static struct parts split(struct bytes name)
{
	struct parts parts = {.count = 0};
	bool with = false;

	for (struct bytes rest = name; rest.len && parts.count < PARTS_MAX;) {
		struct bytes word = longest(rest);
		rest = bytes_from(rest, word.len + 1);
		if (bytes_is(word, "WITH")) {
			with = true;
			parts.front = parts.count;
		} else if (!bytes_is(word, "TLS") && !bytes_is(word, "SSL")) {
			parts.list[parts.count++] = (struct part){word, words_find(&words_tls_suite_parts, word)};
		}
	}
	/* TLCP has no WITH: its first word is the key exchange. SSL 2.0 has it in front of the hash, and CK is all else. */
	if (parts.count && ((!with && !is_tls13(name)) || bytes_is(parts.list[0].text, "CK")))
		parts.front = 1;
	return parts;
}

static bool is_one_of(struct bytes word, const char *list)
{
	struct bytes rest = bytes_str(list);

	for (struct bytes one = bytes_word(&rest); one.len; one = bytes_word(&rest))
		if (bytes_equal_nocase(one, word))
			return true;
	return false;
}

static bool has(const struct parts *parts, size_t from, size_t end, const char *list)
{
	for (size_t i = from; i < end; i++)
		if (is_one_of(parts->list[i].text, list))
			return true;
	return false;
}

#define LIMITS    "EXPORT EXPORT1024 EXPORT40 FIPS DRAFT CK 40 56"
#define EXCHANGES "ECDHE DHE ECDH DH KRB5 SRP SRP_SHA ECCPWD ECJPAKE KEA IBSDH"
#define HASHES    "MD5 SHA SHA1 SHA256 SHA384 SHA512 SM3 GOST94 GOSTR3411"
#define AEADS     "GCM CCM CCM_8 POLY1305 MGM MGM_L MGM_S AEGIS_128L AEGIS_256"

static const char *front_role(const struct parts *parts, size_t at)
{
	size_t words = 0;

	for (size_t i = 0; i < parts->front; i++)
		words += !is_one_of(parts->list[i].text, LIMITS);
	if (is_one_of(parts->list[at].text, LIMITS))
		return "what limits it";
	if (words == 1)
		return "key exchange and authentication";
	if (is_one_of(parts->list[at].text, EXCHANGES))
		return "key exchange";
	return at == 0 && !has(parts, 1, parts->front, EXCHANGES) ? "key exchange" : "authentication";
}

static const char *back_role(const struct parts *parts, size_t at)
{
	struct bytes text = parts->list[at].text;
	bool last = at + 1 == parts->count;

	if (is_one_of(text, LIMITS))
		return "what limits it";
	if (is_one_of(text, "IMIT OMAC POLY1305"))
		return "checksum of the records";
	if (is_one_of(text, HASHES) || (bytes_is(text, "NULL") && at > parts->front))
		return has(parts, parts->front, parts->count, AEADS) || (last && at && !parts->front)
			       ? "hash of the key derivation"
			       : "checksum of the records";
	if (at == parts->front)
		return "cipher";
	return is_one_of(text, "SM4 SALSA20") ? "cipher" : "mode";
}

/* The first rule that has one of its words decides. */
static const struct rule {
	const char *front; /* one of these before WITH; NULL: any */
	const char *back;  /* one of these behind it; NULL: any */
	const char *judgement;
	const char *reference;
} rules[] = {
	{"CK", NULL, "Must not be used: SSL 2.0 is broken in every part.", "RFC 6176"},
	{NULL, "NULL", "Must not be used: it encrypts nothing.", "RFC 9325 §4.1"},
	{"EXPORT EXPORT1024", NULL, "Must not be used: keys that were made short on purpose.", "RFC 9325 §4.1"},
	{NULL, "EXPORT40 40 56 DES DES40 DES_64 RC2 RC2_128", "Must not be used: the key can be found by trying.",
		"RFC 9325 §4.1"},
	{NULL, "RC4_128 RC4_40 RC4_56 RC4_64", "Must not be used: RC4 is broken.", "RFC 7465; RFC 9325 §4.1"},
	{"anon", NULL,
		"Must not be used where passwords travel: nobody proves who he is. Mail servers among themselves may "
		"take it in place of clear text.",
		"RFC 5246 §A.5; RFC 7435"},
	{"FORTEZZA KEA FIPS KRB5", NULL, "Must not be used: nobody maintains it any more.", "RFC 9325 §4.1"},
	{NULL, "3DES IDEA IDEA_128 DES_192",
		"Should not be used: blocks of 64 bits. Acceptable for old peers only, in mail between servers.",
		"RFC 9325 §4.1"},
	{"DRAFT", NULL, "Should not be used: it is a draft; have the published suite in its place.", "RFC 7905"},
	{NULL, "DRAFT", "Should not be used: it is a draft; have the published suite in its place.", "RFC 7905"},
	{NULL, "SALSA20", "Should not be used: it never got beyond a draft.", "draft-josefsson-salsa20-tls"},
	{"ECC IBC IBSDH", NULL,
		"It follows national standards: RFC 9325 does not judge it. No mail server outside needs it.",
		"GB/T 38636-2020"},
	{NULL, "SM1 SM4 28147 KUZNYECHIK MAGMA GOSTR3411",
		"It follows national standards: RFC 9325 does not judge it. Have AES suites beside it for other peers.",
		NULL},
	{"PSK SRP SRP_SHA ECCPWD ECJPAKE", NULL,
		"RFC 9325 does not judge it, and mail has no use for it: the two sides would need a secret in common.",
		NULL},
	{"DHE", NULL,
		"Should not be used any more, since ECDHE is better in everything; acceptable for old peers when the "
		"prime has 2048 bits or more.",
		"RFC 9325 §4.1"},
	{"ECDH DH", NULL, "Should not be used: no forward secrecy.", "RFC 9325 §4.1"},
	{"ECDHE", "CCM_8", "Acceptable for small devices only, because of the short checksum. Have GCM in front of it.",
		"RFC 9325 §4.2"},
	{"ECDHE", "CBC",
		"Acceptable for old peers: forward secrecy, with an old way to encrypt. Have GCM or ChaCha20 in front of "
		"it.",
		"RFC 9325 §4.2"},
	{"ECDHE", "CCM", "Sound, and made for small devices: few mail servers have it. Have GCM in front of it.",
		"RFC 9325 §4.2"},
	{"ECDHE", "AES_128 AES_256", "Recommended.", "RFC 9325 §4.2"},
	{"ECDHE", "CHACHA20", "As good as the recommended AES-GCM ones, and of maintained libraries all have it.",
		"RFC 7905; RFC 9325 §4.2"},
	{"ECDHE", NULL, "Sound, but not among those that RFC 9325 recommends: few peers have it.", "RFC 9325 §4.2"},
	{"RSA", NULL, "Should not be used: no forward secrecy. Acceptable for old peers only, in mail between servers.",
		"RFC 9325 §4.1"},
	{"DSS ECDSA", NULL, "Should not be used.", "RFC 9325 §4.1"},
	{"GOSTR341094 GOSTR341001 GOSTR341112_256", NULL, "It follows national standards: RFC 9325 does not judge it.",
		NULL},
};

static const struct rule *judge(const struct parts *parts)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if ((!rules[i].front || has(parts, 0, parts->front, rules[i].front)) &&
			(!rules[i].back || has(parts, parts->front, parts->count, rules[i].back)))
			return &rules[i];
	return NULL;
}

static void say_tls13(struct explainer *explainer, struct bytes name)
{
	explainer_say(explainer, name,
		"A suite of TLS 1.3, which names cipher and hash only. The key exchange is decided by the extensions "
		"key_share and supported_groups, the kind of signature by signature_algorithms and the certificate.",
		"RFC 8446 §1.2");
}

static void judge_tls13(struct explainer *explainer, const struct parts *parts)
{
	const struct bytes subject = BYTES_LITERAL("judgement");

	if (!has(parts, 0, 1, AEADS " AES_128 AES_256 CHACHA20 SM4"))
		explainer_say(explainer, subject, "Must not be used for mail: it encrypts nothing.", "RFC 9150");
	else if (has(parts, 0, 1, "SM4"))
		explainer_say(explainer, subject,
			"It follows national standards: RFC 9325 does not judge it. Have AES suites beside it.",
			"RFC 8998");
	else if (has(parts, 0, 1, "AEGIS_128L AEGIS_256"))
		explainer_say(explainer, subject, "A draft: few peers have it, and none needs it.", NULL);
	else if (has(parts, 0, parts->count, "CCM_8"))
		explainer_say(explainer, subject, "Acceptable for small devices only, because of the short checksum.",
			"RFC 8446 §B.4");
	else if (has(parts, 0, parts->count, "CCM"))
		explainer_say(
			explainer, subject, "Sound; made for small devices. Have GCM in front of it.", "RFC 8446 §B.4");
	else
		explainer_say(explainer, subject, "Recommended.", "RFC 8446 §9.1; RFC 9325 §4.3");
}

/* RSA is two things, and its place says which. */
static bool say_rsa(struct explainer *explainer, const struct part *part, const char *role)
{
	if (!bytes_is(part->text, "RSA"))
		return false;
	explainer_begin(explainer, part->text, role);
	if (bytes_is(bytes_str(role), "authentication")) {
		explainer_add(explainer,
			"The server proves who it is with an RSA key: its certificate must be an RSA one. Sound with 2048 "
			"bits or more.");
		explainer_end(explainer, "RFC 5246 §7.4.2");
	} else {
		explainer_add(explainer,
			"The client encrypts the secret to the server's RSA key. There is no forward secrecy: whoever gets "
			"that key later reads recorded sessions.");
		explainer_end(explainer, "RFC 5246 §7.4.7.1; RFC 9325 §4.1");
	}
	return true;
}

static void say_parts(struct explainer *explainer, const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->list[i];
		const char *role = i < parts->front ? front_role(parts, i) : back_role(parts, i);
		if (!say_rsa(explainer, part, role) && !explainer_row(explainer, part->text, role, part->row))
			explainer_unknown(explainer, part->text, "a part of a cipher suite");
	}
}

/* Spellings */

/* Letters and digits in capitals, without what one spelling has and another has not. */
static void key_of(struct bytes name, char *key)
{
	static const char *const silent = "TLS SSL WITH CBC";
	size_t used = 0;

	for (struct bytes rest = name; rest.len;) {
		size_t end = 0;
		while (end < rest.len && ascii_is_alnum(rest.data[end]))
			end++;
		struct bytes word = bytes_first(rest, end);
		rest = bytes_from(rest, end + 1);
		if (is_one_of(word, silent))
			continue;
		if (bytes_is(word, "SHA1"))
			word.len--;
		for (size_t i = 0; i < word.len && used < KEY_SIZE - 1; i++)
			key[used++] = (char)ascii_upper(word.data[i]);
	}
	key[used] = 0;
}

static bool same_key(const char *key, const char *before, struct bytes wanted, const char *behind)
{
	struct bytes rest = bytes_str(key);
	size_t front = strlen(before), back = strlen(behind);

	return rest.len == front + wanted.len + back && bytes_starts_with(rest, before) &&
	       bytes_equal(bytes_first(bytes_from(rest, front), wanted.len), wanted) &&
	       bytes_is(bytes_from(rest, front + wanted.len), behind);
}

/* OpenSSL leaves a leading RSA out, and the hash of ChaCha20. */
static const char *registered_name(struct bytes name)
{
	char wanted[KEY_SIZE], key[KEY_SIZE];

	for (size_t i = 0; i < wire_suite_count(); i++)
		if (bytes_is(name, wire_suite_name(wire_suite_at(i))))
			return wire_suite_name(wire_suite_at(i));
	if (name.len >= KEY_SIZE || bytes_index(name, '_', 0) + bytes_index(name, '-', 0) == 2 * name.len)
		return NULL;
	key_of(name, wanted);
	struct bytes span = bytes_str(wanted);
	for (size_t i = 0; span.len && i < wire_suite_count(); i++) {
		key_of(bytes_str(wire_suite_name(wire_suite_at(i))), key);
		if (same_key(key, "", span, "") || same_key(key, "RSA", span, "") || same_key(key, "", span, "SHA256"))
			return wire_suite_name(wire_suite_at(i));
	}
	return NULL;
}

bool explain_suite(struct explainer *explainer, struct bytes word)
{
	const struct explanation *signal = words_find(&words_tls_suite_parts, word);
	bool ssl2 = bytes_starts_with_nocase(word, "SSL_CK_");
	const char *known = ssl2 ? NULL : registered_name(word);

	if (signal && bytes_starts_with_nocase(word, "TLS_"))
		return explainer_row(explainer, word, NULL, signal);
	if (!known && !ssl2)
		return false;
	struct bytes name = known ? bytes_str(known) : word;
	struct parts parts = split(name);
	if (is_tls13(name))
		say_tls13(explainer, name);
	else if (!ssl2)
		explainer_say(explainer, name,
			"A suite for TLS 1.2 and below: its name says how keys are exchanged, how the server proves who "
			"it is, and how records are protected.",
			"RFC 5246 §A.5");
	say_parts(explainer, &parts);
	if (is_tls13(name)) {
		judge_tls13(explainer, &parts);
		return true;
	}
	const struct rule *rule = judge(&parts);
	if (rule)
		explainer_say(explainer, BYTES_LITERAL("judgement"), rule->judgement, rule->reference);
	return true;
}

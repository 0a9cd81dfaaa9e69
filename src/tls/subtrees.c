/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * subtrees: NameConstraints is a SEQUENCE of [0] permitted and [1] excluded, each of GeneralSubtrees, whose first element is
 * the GeneralName.
 */
#include "tls/subtrees.h"

#include "wire/der.h"

enum { TAG_PERMITTED = 0xa0, TAG_EXCLUDED = 0xa1, TAG_MAIL = 0x81, TAG_DNS = 0x82, TAG_SUBJECT = 0xa4, TAG_URI = 0x86 };
enum { TAG_ADDRESS = 0x87, RANGE_V4 = 8, RANGE_V6 = 32 };

/* The next subtree: whether it is permitted or excluded, the tag of its name, and the name's content. */
struct walk {
	struct bytes lists, subtrees; /* what is left */
	unsigned char list, tag;
	struct bytes name;
};

static void walk_init(struct walk *walk, const struct subtrees *subtrees)
{
	struct bytes rest = bytes_of(subtrees->der.data, subtrees->der.size), whole;
	unsigned char tag;

	*walk = (struct walk){.list = 0};
	if (!der_next(&rest, &tag, &whole, &walk->lists))
		walk->lists = (struct bytes){0};
}

static bool walk_next(struct walk *walk)
{
	struct bytes whole, subtree;
	unsigned char tag;

	while (!der_next(&walk->subtrees, &tag, &whole, &subtree))
		if (!der_next(&walk->lists, &walk->list, &whole, &walk->subtrees))
			return false;
	if (!der_next(&subtree, &walk->tag, &whole, &walk->name))
		walk->tag = 0;
	return true;
}

static void note(struct subtrees *subtrees, const struct walk *walk)
{
	switch (walk->tag) {
	case TAG_ADDRESS:
		subtrees->v4 = subtrees->v4 || (walk->list == TAG_PERMITTED && walk->name.len == RANGE_V4);
		subtrees->v6 = subtrees->v6 || (walk->list == TAG_PERMITTED && walk->name.len == RANGE_V6);
		return;
	case TAG_URI: subtrees->uris = true; return;
	case TAG_MAIL:
	case TAG_DNS:
	case TAG_SUBJECT: return;
	default: subtrees->others = true;
	}
}

void subtrees_init(struct subtrees *subtrees, gnutls_x509_crt_t authority)
{
	struct walk walk;

	*subtrees = (struct subtrees){.v4 = false};
	if (gnutls_x509_crt_get_extension_by_oid2(authority, "2.5.29.30", 0, &subtrees->der, NULL) < 0)
		subtrees->der = (gnutls_datum_t){NULL, 0};
	walk_init(&walk, subtrees);
	while (walk_next(&walk))
		note(subtrees, &walk);
}

void subtrees_done(struct subtrees *subtrees)
{
	gnutls_free(subtrees->der.data);
}

/* Subjects: RDNs from the left, each a SET of type and value. */

static bool same_value(struct bytes a, struct bytes b)
{
	unsigned char tag;
	struct bytes a_type, b_type, a_value, b_value, content;

	if (!der_next(&a, &tag, &a_type, &content) || !der_next(&b, &tag, &b_type, &content))
		return false;
	if (!der_next(&a, &tag, &content, &a_value) || !der_next(&b, &tag, &content, &b_value))
		return false;
	/* Strings of all kinds are alike when their characters are, but for case (RFC 5280 §7.1). */
	return bytes_equal(a_type, b_type) && bytes_equal_nocase(a_value, b_value);
}

static bool same_rdn(struct bytes a, struct bytes b)
{
	unsigned char tag;
	struct bytes whole, a_pair, b_pair;

	while (der_next(&a, &tag, &whole, &a_pair))
		if (!der_next(&b, &tag, &whole, &b_pair) || !same_value(a_pair, b_pair))
			return false;
	return !a.len && !b.len;
}

static bool is_below(struct bytes subject, struct bytes base)
{
	unsigned char tag;
	struct bytes whole, rdns, base_rdns, rdn, base_rdn;

	if (!der_next(&subject, &tag, &whole, &rdns) || !der_next(&base, &tag, &whole, &base_rdns))
		return false;
	while (der_next(&base_rdns, &tag, &whole, &base_rdn))
		if (!der_next(&rdns, &tag, &whole, &rdn) || !same_rdn(rdn, base_rdn))
			return false;
	return !base_rdns.len;
}

bool subtrees_permit_subject(const struct subtrees *subtrees, struct bytes subject)
{
	enum { EMPTY = 2 };
	bool limited = false, permitted = false;
	struct walk walk;

	if (subject.len <= EMPTY)
		return true;
	walk_init(&walk, subtrees);
	while (walk_next(&walk)) {
		if (walk.tag != TAG_SUBJECT)
			continue;
		bool below = is_below(subject, walk.name);
		if (walk.list == TAG_EXCLUDED && below)
			return false;
		limited = limited || walk.list == TAG_PERMITTED;
		permitted = permitted || (walk.list == TAG_PERMITTED && below);
	}
	return permitted || !limited;
}

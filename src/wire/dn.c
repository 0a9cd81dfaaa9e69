/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dn: attributes one after the other, as they stand in the bytes.
 */
#include "wire/dn.h"

#include "wire/der.h"
#include <inttypes.h>
#include <string.h>

enum {
	TAG_OBJECT = 0x06,
	TAG_UTF8 = 0x0c,
	TAG_PRINTABLE = 0x13,
	TAG_TELETEX = 0x14,
	TAG_IA5 = 0x16,
	TAG_SEQUENCE = 0x30,
	TAG_SET = 0x31,
	ARC_MAX = 28 /* bits of an arc that are taken */
};

/* RFC 4514 §3, and what else stands in names of authorities. */
static const struct kind {
	const char *object;
	size_t len;
	const char *name;
} kinds[] = {
	{"\x55\x04\x03", 3, "CN"},
	{"\x55\x04\x04", 3, "SN"},
	{"\x55\x04\x05", 3, "serialNumber"},
	{"\x55\x04\x06", 3, "C"},
	{"\x55\x04\x07", 3, "L"},
	{"\x55\x04\x08", 3, "ST"},
	{"\x55\x04\x09", 3, "STREET"},
	{"\x55\x04\x0a", 3, "O"},
	{"\x55\x04\x0b", 3, "OU"},
	{"\x55\x04\x0c", 3, "title"},
	{"\x55\x04\x2a", 3, "GN"},
	{"\x55\x04\x61", 3, "organizationIdentifier"},
	{"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", 9, "EMAIL"},
	{"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01", 10, "UID"},
	{"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", 10, "DC"},
};

/* The first two arcs share a number (X.690 §8.19.4). */
static bool append_arcs(struct buffer *text, struct bytes object)
{
	uint32_t arc = 0;
	bool first = true;

	for (size_t i = 0; i < object.len; i++) {
		if (arc >> (ARC_MAX - 7))
			return false;
		arc = arc << 7 | (object.data[i] & 0x7f);
		if (object.data[i] & 0x80)
			continue;
		uint32_t top = arc < 40 ? 0 : arc < 80 ? 1 : 2;
		if (first)
			buffer_printf(text, "%" PRIu32 ".%" PRIu32, top, arc - 40 * top);
		else
			buffer_printf(text, ".%" PRIu32, arc);
		first = false;
		arc = 0;
	}
	return !first && !arc;
}

static bool append_kind(struct buffer *text, struct bytes object)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (bytes_equal(object, bytes_of((const unsigned char *)kinds[i].object, kinds[i].len)))
			return buffer_append_text(text, kinds[i].name);
	return append_arcs(text, object);
}

/* What would end a value is marked (RFC 4514 §2.4), so that a value cannot pass for several attributes. */
static bool append_readable(struct buffer *text, struct bytes value)
{
	bool room = true;

	for (size_t i = 0; room && i < value.len; i++) {
		bool marked = value.data[i] && strchr(",+\"\\<>;=", value.data[i]);
		room = (!marked || buffer_append_byte(text, '\\')) && buffer_append_byte(text, value.data[i]);
	}
	return room;
}

/* What is no text in bytes of its own is written in hex (RFC 4514 §2.4). */
static bool append_value(struct buffer *text, unsigned char tag, struct bytes value)
{
	if (tag == TAG_UTF8 || tag == TAG_PRINTABLE || tag == TAG_TELETEX || tag == TAG_IA5)
		return append_readable(text, value);
	bool room = buffer_append_text(text, "#");
	for (size_t i = 0; room && i < value.len; i++)
		room = buffer_printf(text, "%02x", value.data[i]);
	return room;
}

/* One attribute, or several that belong together, which are rare. */
static bool append_set(struct buffer *text, struct bytes set, bool first)
{
	struct bytes pair, object, whole, value;
	unsigned char tag;

	do {
		if (!der_take(&set, TAG_SEQUENCE, &pair) || !der_take(&pair, TAG_OBJECT, &object) ||
			!der_next(&pair, &tag, &whole, &value) || pair.len)
			return false;
		if (!first && !buffer_append_text(text, ", "))
			return false;
		if (!append_kind(text, object) || !buffer_append_text(text, "=") || !append_value(text, tag, value))
			return false;
		first = false;
	} while (set.len);
	return true;
}

static bool append_sets(struct buffer *text, struct bytes sets)
{
	struct bytes set;

	if (!sets.len)
		return buffer_append_text(text, "nobody");
	for (bool first = true; sets.len; first = false)
		if (!der_take(&sets, TAG_SET, &set) || !append_set(text, set, first))
			return false;
	return true;
}

bool dn_append(struct buffer *text, struct bytes name)
{
	struct bytes sets;

	return der_take(&name, TAG_SEQUENCE, &sets) && !name.len && append_sets(text, sets);
}

bool dn_append_of_certificate(struct buffer *text, struct bytes certificate)
{
	struct bytes subject, issuer;

	return der_subject(certificate, &subject) && der_issuer(certificate, &issuer) && dn_append(text, subject) &&
	       buffer_append_text(text, ", issued by ") && dn_append(text, issuer);
}

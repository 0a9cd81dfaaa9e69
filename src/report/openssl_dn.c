/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * openssl_dn: a walk over a Name, one attribute after the other.
 */
#include "report/openssl_dn.h"

#include <stdint.h>

/* DER: the next element; false when it is cut short. */
static bool next(struct bytes *rest, unsigned char *ret_tag, struct bytes *ret_whole, struct bytes *ret_content)
{
	size_t head = 2, len;

	if (rest->len < 2)
		return false;
	len = rest->data[1];
	if (len & 0x80) {
		size_t octets = len & 0x7f;
		if (!octets || octets > 3 || rest->len < 2 + octets)
			return false;
		len = 0;
		for (size_t i = 0; i < octets; i++)
			len = len << 8 | rest->data[2 + i];
		head += octets;
	}
	if (len > rest->len - head)
		return false;
	*ret_tag = rest->data[0];
	*ret_whole = bytes_first(*rest, head + len);
	*ret_content = bytes_of(rest->data + head, len);
	*rest = bytes_from(*rest, head + len);
	return true;
}

bool openssl_dn_find(struct bytes certificate, struct bytes *ret_subject, struct bytes *ret_issuer)
{
	struct bytes content, tbs, whole, issuer, subject;
	unsigned char tag;

	if (!next(&certificate, &tag, &whole, &content) || !next(&content, &tag, &whole, &tbs) || !tbs.len)
		return false;
	/* The version is missing in the oldest ones; then serial number and signature algorithm. */
	if (tbs.data[0] == 0xa0 && !next(&tbs, &tag, &whole, &content))
		return false;
	if (!next(&tbs, &tag, &whole, &content) || !next(&tbs, &tag, &whole, &content) ||
		!next(&tbs, &tag, &issuer, &content) || !next(&tbs, &tag, &whole, &content) ||
		!next(&tbs, &tag, &subject, &content))
		return false;
	*ret_subject = subject;
	*ret_issuer = issuer;
	return true;
}

/* Types of attributes */

static const struct {
	const char *oid; /* its DER content */
	size_t len;
	const char *name;
} types[] = {
#define X520(number, name)                                                                                             \
	{                                                                                                              \
		"\x55\x04" number, 3, name                                                                             \
	}
#define PILOT(number, name)                                                                                            \
	{                                                                                                              \
		"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01" number, 10, name                                                \
	}
#define PKCS9(number, name)                                                                                            \
	{                                                                                                              \
		"\x2a\x86\x48\x86\xf7\x0d\x01\x09" number, 9, name                                                     \
	}
#define EXTENDED(number, name)                                                                                         \
	{                                                                                                              \
		"\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01" number, 11, name                                            \
	}
	X520("\x03", "CN"),
	X520("\x04", "SN"),
	X520("\x05", "serialNumber"),
	X520("\x06", "C"),
	X520("\x07", "L"),
	X520("\x08", "ST"),
	X520("\x09", "street"),
	X520("\x0a", "O"),
	X520("\x0b", "OU"),
	X520("\x0c", "title"),
	X520("\x0d", "description"),
	X520("\x0f", "businessCategory"),
	X520("\x11", "postalCode"),
	X520("\x14", "telephoneNumber"),
	X520("\x29", "name"),
	X520("\x2a", "GN"),
	X520("\x2b", "initials"),
	X520("\x2c", "generationQualifier"),
	X520("\x2e", "dnQualifier"),
	X520("\x41", "pseudonym"),
	X520("\x61", "organizationIdentifier"),
	PILOT("\x01", "UID"),
	PILOT("\x03", "mail"),
	PILOT("\x19", "DC"),
	PKCS9("\x01", "emailAddress"),
	PKCS9("\x02", "unstructuredName"),
	EXTENDED("\x01", "jurisdictionL"),
	EXTENDED("\x02", "jurisdictionST"),
	EXTENDED("\x03", "jurisdictionC"),
};

/* In dots; an arc that does not fit ends it. */
static void append_oid(struct buffer *out, struct bytes oid)
{
	uint64_t arc = 0;
	bool first = true;

	for (size_t i = 0; i < oid.len; i++) {
		if (arc >> 57)
			return;
		arc = arc << 7 | (oid.data[i] & 0x7f);
		if (oid.data[i] & 0x80)
			continue;
		if (first) {
			uint64_t root = arc < 80 ? arc / 40 : 2;
			buffer_printf(out, "%u.%llu", (unsigned)root, (unsigned long long)(arc - root * 40));
		} else {
			buffer_printf(out, ".%llu", (unsigned long long)arc);
		}
		first = false;
		arc = 0;
	}
}

static void append_type(struct buffer *out, struct bytes oid)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (bytes_equal(oid, bytes_of(types[i].oid, types[i].len))) {
			buffer_append_text(out, types[i].name);
			return;
		}
	append_oid(out, oid);
}

/* Values */

/* How many bytes a character of that type of string takes; 0: it is no string. UTF-8 is passed byte by byte. */
static unsigned char_width(unsigned char tag)
{
	switch (tag) {
	case 0x0c: /* UTF8String */
	case 0x12: /* NumericString */
	case 0x13: /* PrintableString */
	case 0x14: /* TeletexString, read as Latin 1 */
	case 0x16: /* IA5String */
	case 0x1a: /* VisibleString */ return 1;
	case 0x1e: /* BMPString */ return 2;
	case 0x1c: /* UniversalString */ return 4;
	default: return 0;
	}
}

static size_t put_utf8(uint32_t c, unsigned char *utf8)
{
	if (c < 0x80) {
		utf8[0] = (unsigned char)c;
		return 1;
	}
	if (c < 0x800) {
		utf8[0] = (unsigned char)(0xc0 | c >> 6);
		utf8[1] = (unsigned char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		utf8[0] = (unsigned char)(0xe0 | c >> 12);
		utf8[1] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
		utf8[2] = (unsigned char)(0x80 | (c & 0x3f));
		return 3;
	}
	utf8[0] = (unsigned char)(0xf0 | (c >> 18 & 7));
	utf8[1] = (unsigned char)(0x80 | (c >> 12 & 0x3f));
	utf8[2] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
	utf8[3] = (unsigned char)(0x80 | (c & 0x3f));
	return 4;
}

static void put_byte(struct buffer *out, unsigned char c)
{
	if (c == '"' || c == '\\')
		buffer_printf(out, "\\%c", c);
	else if (c < ' ' || c >= 0x7f)
		buffer_printf(out, "\\%02X", c);
	else
		buffer_append_byte(out, c);
}

/* Quotes stand around what holds a separator, or begins or ends in a way that would be lost. */
static bool wants_quotes(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		if (strchr(",+<>;", text.data[i]) && text.data[i])
			return true;
	return text.len && (text.data[0] == ' ' || text.data[0] == '#' || text.data[text.len - 1] == ' ');
}

static uint32_t take_char(struct bytes *rest, unsigned width)
{
	uint32_t c = 0;

	for (unsigned i = 0; i < width; i++)
		c = c << 8 | rest->data[i];
	*rest = bytes_from(*rest, width);
	return c;
}

static void append_string(struct buffer *out, struct bytes value, unsigned width, bool latin)
{
	unsigned char utf8[4];

	while (value.len >= width) {
		uint32_t c = take_char(&value, width);
		size_t len = 1;
		if (width > 1 || latin)
			len = put_utf8(c, utf8);
		else
			utf8[0] = (unsigned char)c;
		for (size_t i = 0; i < len; i++)
			put_byte(out, utf8[i]);
	}
}

static void append_value(struct buffer *out, unsigned char tag, struct bytes whole, struct bytes value)
{
	unsigned width = char_width(tag);

	if (!width) {
		buffer_append_byte(out, '#');
		for (size_t i = 0; i < whole.len; i++)
			buffer_printf(out, "%02X", whole.data[i]);
		return;
	}
	bool quotes = width == 1 && wants_quotes(value);
	if (quotes)
		buffer_append_byte(out, '"');
	append_string(out, value, width, tag == 0x14);
	if (quotes)
		buffer_append_byte(out, '"');
}

static bool append_attribute(struct buffer *out, struct bytes attribute)
{
	struct bytes oid, whole, value;
	unsigned char tag;

	if (!next(&attribute, &tag, &whole, &oid) || tag != 0x06 || !next(&attribute, &tag, &whole, &value))
		return false;
	append_type(out, oid);
	buffer_append_text(out, " = ");
	append_value(out, tag, whole, value);
	return true;
}

void openssl_dn_append(struct buffer *out, struct bytes name)
{
	struct bytes whole, rdns, rdn, attribute;
	unsigned char tag;
	bool first = true;

	if (!next(&name, &tag, &whole, &rdns))
		return;
	while (next(&rdns, &tag, &whole, &rdn)) {
		const char *separator = first ? "" : ", ";
		while (next(&rdn, &tag, &whole, &attribute)) {
			buffer_append_text(out, separator);
			if (!append_attribute(out, attribute))
				return;
			separator = " + ";
			first = false;
		}
	}
}

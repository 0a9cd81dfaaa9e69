/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * der: TBSCertificate is a SEQUENCE of [0] version (optional), serial, signature, issuer, validity, subject, key, ...
 */
#include "wire/der.h"

bool der_next(struct bytes *rest, unsigned char *ret_tag, struct bytes *ret_whole, struct bytes *ret_content)
{
	size_t header = 2, len;

	if (rest->len < 2)
		return false;
	len = rest->data[1];
	if (len & 0x80) {
		size_t octets = len & 0x7f;
		if (octets < 1 || octets > 3 || rest->len < 2 + octets)
			return false;
		len = 0;
		for (size_t i = 0; i < octets; i++)
			len = len << 8 | rest->data[2 + i];
		header += octets;
	}
	if (rest->len - header < len)
		return false;
	*ret_tag = rest->data[0];
	*ret_whole = bytes_first(*rest, header + len);
	*ret_content = bytes_from(*ret_whole, header);
	*rest = bytes_from(*rest, header + len);
	return true;
}

bool der_take(struct bytes *rest, unsigned char tag, struct bytes *ret_content)
{
	struct bytes after = *rest, whole, content;
	unsigned char found;

	if (!der_next(&after, &found, &whole, &content) || found != tag)
		return false;
	*rest = after;
	*ret_content = content;
	return true;
}

enum {
	FIELD_ISSUER = 2,
	FIELD_SUBJECT = 4,
	FIELD_KEY = 5,
	TAG_SEQUENCE = 0x30,
	TAG_BIT_STRING = 0x03,
	TAG_VERSION = 0xa0
};

/* The field of the TBSCertificate with that number, serial being 0. */
static bool tbs_field(struct bytes certificate, int field, struct bytes *ret_whole, struct bytes *ret_content)
{
	unsigned char tag;
	struct bytes whole, content, rest;

	if (!der_next(&certificate, &tag, &whole, &content) || tag != TAG_SEQUENCE)
		return false;
	if (!der_next(&content, &tag, &whole, &rest) || tag != TAG_SEQUENCE)
		return false;
	if (!der_next(&rest, &tag, &whole, &content))
		return false;
	for (int skip = tag == TAG_VERSION ? field + 1 : field; skip > 0; skip--)
		if (!der_next(&rest, &tag, &whole, &content))
			return false;
	if (tag != TAG_SEQUENCE)
		return false;
	*ret_whole = whole;
	*ret_content = content;
	return true;
}

bool der_issuer(struct bytes certificate, struct bytes *ret_name)
{
	struct bytes content;

	return tbs_field(certificate, FIELD_ISSUER, ret_name, &content);
}

bool der_subject(struct bytes certificate, struct bytes *ret_name)
{
	struct bytes content;

	return tbs_field(certificate, FIELD_SUBJECT, ret_name, &content);
}

bool der_public_key(struct bytes certificate, struct bytes *ret_key)
{
	unsigned char tag;
	struct bytes whole, content, algorithm;

	if (!tbs_field(certificate, FIELD_KEY, &whole, &content) || !der_next(&content, &tag, &whole, &algorithm))
		return false;
	if (!der_next(&content, &tag, &whole, &algorithm) || tag != TAG_BIT_STRING || !algorithm.len)
		return false;
	*ret_key = bytes_from(algorithm, 1);
	return true;
}

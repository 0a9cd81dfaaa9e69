/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names: RFC 9525 §6 and RFC 7817 §3, label by label.
 */
#include "tls/names.h"

#include "base/idn.h"
#include <arpa/inet.h>

/* A final dot says «this name is complete»; it is no part of it. */
static struct bytes without_dot(struct bytes name)
{
	if (name.len && name.data[name.len - 1] == '.')
		name.len--;
	return name;
}

static bool is_plain(struct bytes name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.data[i] <= ' ' || name.data[i] >= 0x7f)
			return false;
	return name.len > 0;
}

static size_t count_labels(struct bytes name)
{
	size_t count = 1;

	for (size_t i = 0; i < name.len; i++)
		count += name.data[i] == '.';
	return count;
}

/* «*» stands for exactly one label, the left-most, and two labels must follow (RFC 9525 §6.3). */
static bool wildcard_match(struct bytes presented, struct bytes reference)
{
	struct bytes tail = bytes_from(presented, 1);
	size_t dot = bytes_index(reference, '.', 0);

	if (dot == 0 || dot == reference.len || count_labels(presented) < 3)
		return false;
	return bytes_equal_nocase(tail, bytes_from(reference, dot));
}

bool names_dns_match(struct bytes presented, struct bytes reference, bool *ret_wildcard)
{
	presented = without_dot(presented);
	reference = without_dot(reference);
	*ret_wildcard = false;
	if (!is_plain(presented) || !is_plain(reference))
		return false;
	if (presented.len > 1 && presented.data[0] == '*' && presented.data[1] == '.') {
		*ret_wildcard = wildcard_match(presented, reference);
		return *ret_wildcard;
	}
	/* A star anywhere else is a letter that no host name has. */
	return bytes_index(presented, '*', 0) == presented.len && bytes_equal_nocase(presented, reference);
}

/* What is compared: the reference in A-labels, or as an address. */
struct reference {
	char ascii[256];
	unsigned char address[16];
	size_t address_len; /* 0: a name */
};

static bool read_reference(const char *text, struct reference *ret_reference)
{
	struct reference reference = {.address_len = 0};

	if (inet_pton(AF_INET, text, reference.address) == 1)
		reference.address_len = 4;
	else if (inet_pton(AF_INET6, text, reference.address) == 1)
		reference.address_len = 16;
	if (!idn_to_ascii(text, reference.ascii, sizeof(reference.ascii), NULL))
		return false;
	*ret_reference = reference;
	return true;
}

static bool address_match(struct bytes presented, const struct reference *reference)
{
	char text[64];
	unsigned char address[16];
	int family = reference->address_len == 4 ? AF_INET : AF_INET6;

	if (!reference->address_len || presented.len >= sizeof(text))
		return false;
	memcpy(text, presented.data, presented.len);
	text[presented.len] = 0;
	return inet_pton(family, text, address) == 1 && !memcmp(address, reference->address, reference->address_len);
}

/* "_imap.example.org": the service, then the domain (RFC 4985 §2). */
static bool srv_match(struct bytes presented, const struct reference *reference, const char *service)
{
	size_t dot = bytes_index(presented, '.', 0);
	bool wildcard;

	if (!service || reference->address_len || dot == presented.len)
		return false;
	return bytes_is(bytes_first(presented, dot), service) &&
	       names_dns_match(bytes_from(presented, dot + 1), bytes_str(reference->ascii), &wildcard) && !wildcard;
}

static enum name_match match_one(const struct san *san, const struct reference *reference, const char *service)
{
	bool wildcard = false;

	switch (san->kind) {
	case SAN_DNS:
		if (reference->address_len || !names_dns_match(san->value, bytes_str(reference->ascii), &wildcard))
			return NAME_DIFFERS;
		return wildcard ? NAME_WILDCARD : NAME_MATCHES;
	case SAN_IP: return address_match(san->value, reference) ? NAME_MATCHES : NAME_DIFFERS;
	case SAN_SRV: return srv_match(san->value, reference, service) ? NAME_MATCHES : NAME_DIFFERS;
	case SAN_EMAIL:
	case SAN_URI:
	case SAN_OTHER: return NAME_DIFFERS;
	}
	return NAME_DIFFERS;
}

static bool names_a_host(enum san_kind kind)
{
	return kind == SAN_DNS || kind == SAN_IP || kind == SAN_SRV || kind == SAN_URI;
}

static enum name_match match_common_name(const struct cert_facts *cert, const struct reference *reference)
{
	bool wildcard;

	if (!cert->common_name)
		return NAME_NONE;
	bool same = !reference->address_len &&
		    names_dns_match(bytes_str(cert->common_name), bytes_str(reference->ascii), &wildcard);
	return same ? NAME_COMMON_NAME : NAME_DIFFERS;
}

enum name_match names_match(const struct cert_facts *cert, const char *reference, const char *service, struct san *sans)
{
	struct reference wanted;
	enum name_match best = NAME_DIFFERS;
	bool any = false;

	if (!read_reference(reference, &wanted))
		return NAME_DIFFERS;
	for (size_t i = 0; i < cert->san_count; i++) {
		enum name_match match = match_one(&cert->sans[i], &wanted, service);
		any = any || names_a_host(cert->sans[i].kind);
		if (match < best)
			best = match;
		if (sans)
			sans[i].matches = match == NAME_MATCHES || match == NAME_WILDCARD;
	}
	return any ? best : match_common_name(cert, &wanted);
}

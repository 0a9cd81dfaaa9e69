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

/* What is compared: the names in A-labels, or an address. */
struct reference {
	char host[256];
	char mail_domain[256]; /* empty: none */
	const char *service;   /* NULL: none */
	unsigned char address[16];
	size_t address_len; /* 0: a name */
};

static bool read_reference(const struct reference_identity *identity, struct reference *ret_reference)
{
	struct reference reference = {.service = identity->service};
	const char *domain = identity->mail_domain;

	if (!identity->host)
		return false;
	if (inet_pton(AF_INET, identity->host, reference.address) == 1)
		reference.address_len = 4;
	else if (inet_pton(AF_INET6, identity->host, reference.address) == 1)
		reference.address_len = 16;
	if (!idn_to_ascii(identity->host, reference.host, sizeof(reference.host), NULL))
		return false;
	if (domain && !idn_to_ascii(domain, reference.mail_domain, sizeof(reference.mail_domain), NULL))
		reference.mail_domain[0] = 0;
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
	return strlen(text) == presented.len && inet_pton(family, text, address) == 1 &&
	       !memcmp(address, reference->address, reference->address_len);
}

/* "_imap.example.org": the service, then the domain (RFC 4985 §2), which is compared without wildcards (RFC 9525 §6.3). */
static bool srv_match(struct bytes presented, const struct reference *reference)
{
	size_t dot = bytes_index(presented, '.', 0);
	const char *domain = *reference->mail_domain ? reference->mail_domain : reference->host;
	bool wildcard;

	if (!reference->service || dot == presented.len || (domain == reference->host && reference->address_len))
		return false;
	return bytes_is(bytes_first(presented, dot), reference->service) &&
	       names_dns_match(bytes_from(presented, dot + 1), bytes_str(domain), &wildcard) && !wildcard;
}

static enum name_match match_dns(struct bytes presented, const struct reference *reference)
{
	bool wildcard = false;

	if (names_dns_match(presented, bytes_str(reference->host), &wildcard)) {
		if (reference->address_len)
			return wildcard ? NAME_DIFFERS : NAME_AS_TEXT;
		return wildcard ? NAME_WILDCARD : NAME_MATCHES;
	}
	if (*reference->mail_domain && names_dns_match(presented, bytes_str(reference->mail_domain), &wildcard))
		return NAME_MAIL_DOMAIN;
	return NAME_DIFFERS;
}

static enum name_match match_one(const struct san *san, const struct reference *reference)
{
	switch (san->kind) {
	case SAN_DNS: return match_dns(san->value, reference);
	case SAN_IP: return address_match(san->value, reference) ? NAME_MATCHES : NAME_DIFFERS;
	case SAN_SRV: return srv_match(san->value, reference) ? NAME_SERVICE : NAME_DIFFERS;
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

/* Looked at only when no subjectAltName names a host; what it says is told, and never counts. */
static enum name_match match_common_name(const struct cert_facts *cert, const struct reference *reference)
{
	bool wildcard;

	if (!cert->common_name)
		return NAME_NONE;
	return names_dns_match(bytes_str(cert->common_name), bytes_str(reference->host), &wildcard) ? NAME_COMMON_NAME
												    : NAME_DIFFERS;
}

enum name_match names_match(const struct cert_facts *cert, const struct reference_identity *reference, struct san *sans)
{
	struct reference wanted;
	enum name_match best = NAME_DIFFERS;
	bool any = cert->san_dropped > 0;

	if (!read_reference(reference, &wanted))
		return NAME_UNUSABLE;
	for (size_t i = 0; i < cert->san_count; i++) {
		enum name_match match = match_one(&cert->sans[i], &wanted);
		any = any || names_a_host(cert->sans[i].kind);
		if (match < best)
			best = match;
		if (sans)
			sans[i].matches = name_match_counts(match);
	}
	return any ? best : match_common_name(cert, &wanted);
}

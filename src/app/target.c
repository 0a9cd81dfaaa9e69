/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * target: schemes and ports as rows, hosts by RFC 3986 §3.2.2.
 */
#include "app/target.h"

#include "base/idn.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <strings.h>

static const struct scheme {
	const char *name;
	enum protocol protocol;
	bool implicit_tls;
	uint16_t port;
} schemes[] = {
	{"smtp", PROTOCOL_SMTP, false, 25},
	{"submission", PROTOCOL_SMTP, false, 587},
	{"smtps", PROTOCOL_SMTP, true, 465},
	{"submissions", PROTOCOL_SMTP, true, 465},
	{"imap", PROTOCOL_IMAP, false, 143},
	{"imaps", PROTOCOL_IMAP, true, 993},
	{"pop3", PROTOCOL_POP3, false, 110},
	{"pop3s", PROTOCOL_POP3, true, 995},
	{"lmtp", PROTOCOL_LMTP, false, 24},
	{"sieve", PROTOCOL_SIEVE, false, 4190},
};
enum { SCHEMES = sizeof(schemes) / sizeof(schemes[0]) };

static const struct scheme *scheme_named(struct bytes name)
{
	for (size_t i = 0; i < SCHEMES; i++)
		if (bytes_is(name, schemes[i].name))
			return &schemes[i];
	return NULL;
}

static const struct scheme *scheme_of_port(uint16_t port)
{
	for (size_t i = 0; i < SCHEMES; i++)
		if (schemes[i].port == port)
			return &schemes[i];
	return NULL;
}

bool target_protocol(const char *name, enum protocol *ret_protocol)
{
	for (int i = 0; i < PROTOCOLS; i++)
		if (!strcasecmp(name, proto_info((enum protocol)i)->scheme)) {
			*ret_protocol = (enum protocol)i;
			return true;
		}
	return false;
}

/* Cuts «[v6]:port», «host:port», or a bare IPv6 address. *ret_port stays empty when none was typed. */
static bool split_port(struct bytes text, struct bytes *ret_host, struct bytes *ret_port, struct error *error)
{
	size_t colon = bytes_index(text, ':', 0);

	*ret_port = (struct bytes){0};
	if (text.len && text.data[0] == '[') {
		size_t end = bytes_index(text, ']', 0);
		if (end == text.len)
			return error_set(error, ERROR_USAGE, 0, "target: the address has no closing bracket");
		*ret_host = bytes_of(text.data + 1, end - 1);
		struct bytes rest = bytes_from(text, end + 1);
		if (rest.len && rest.data[0] != ':')
			return error_set(error, ERROR_USAGE, 0, "target: only a port can follow the bracket");
		*ret_port = bytes_from(rest, 1);
		return true;
	}
	if (colon == text.len || bytes_index(text, ':', colon + 1) != text.len) {
		*ret_host = text;
		return true;
	}
	*ret_host = bytes_first(text, colon);
	*ret_port = bytes_from(text, colon + 1);
	return true;
}

static bool is_address(const char *host)
{
	unsigned char address[16];

	return inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
}

static bool host_characters(const char *host)
{
	for (const char *c = host; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f || strchr("/:@[]", *c))
			return false;
	return *host;
}

/*
 * Wide digits and blanks and the ideographic full stop become ours (RFC 5895 §2), so that the name is judged after its
 * conversion: it may be an address all the same, or no host at all.
 */
static bool read_host(struct bytes host, struct target *target, struct error *error)
{
	char typed[256];
	const char *reason;

	if (!host.len)
		return error_set(error, ERROR_USAGE, 0, "target: it names no host");
	if (host.len >= sizeof(typed))
		return error_set(error, ERROR_USAGE, 0, "target: this is not a host name or an address");
	memcpy(typed, host.data, host.len);
	typed[host.len] = 0;
	if (is_address(typed))
		snprintf(target->host, sizeof(target->host), "%s", typed);
	else if (!idn_to_ascii(typed, target->host, sizeof(target->host), &reason))
		return error_set(error, ERROR_USAGE, 0, "target: this is no host name: %s", reason);
	target->is_address = is_address(target->host);
	if (target->is_address || host_characters(target->host))
		return true;
	return error_set(error, ERROR_USAGE, 0, "target: this is not a host name or an address");
}

/* «demo» and «demo:imap». */
static bool read_demo(struct bytes text, const struct target_hints *hints, struct target *target, struct error *error)
{
	char name[16] = "smtp";
	struct bytes protocol = bytes_from(text, 5);

	if (protocol.len >= sizeof(name))
		return error_set(error, ERROR_USAGE, 0, "demo: it speaks smtp, lmtp, imap, pop3 and sieve");
	if (protocol.len) {
		memcpy(name, protocol.data, protocol.len);
		name[protocol.len] = 0;
	}
	target->protocol = hints->protocol;
	if ((protocol.len || !hints->has_protocol) && !target_protocol(name, &target->protocol))
		return error_set(error, ERROR_USAGE, 0, "demo: it speaks smtp, lmtp, imap, pop3 and sieve");
	target->demo = true;
	target->implicit_tls = hints->implicit_tls;
	snprintf(target->host, sizeof(target->host), "%s", TARGET_DEMO_HOST);
	return true;
}

static bool read_port(struct bytes text, struct target *target, struct error *error)
{
	unsigned long long port;

	if (!bytes_number(text, 65535, &port) || !port)
		return error_set(error, ERROR_USAGE, 0, "target: the port is a number from 1 to 65535");
	target->port = (uint16_t)port;
	return true;
}

static void apply_scheme(const struct scheme *scheme, struct target *target)
{
	target->protocol = scheme->protocol;
	target->implicit_tls = scheme->implicit_tls;
	if (!target->port)
		target->port = scheme->port;
}

/* Without a scheme: the options, then a known port, then SMTP. */
static bool guess_protocol(struct target *target, const struct target_hints *hints, struct error *error)
{
	const struct scheme *known = target->port ? scheme_of_port(target->port) : &schemes[0];

	if (hints->has_protocol) {
		const struct proto_info *info = proto_info(hints->protocol);
		target->protocol = hints->protocol;
		target->implicit_tls = hints->implicit_tls || (known && target->port && known->implicit_tls);
		if (!target->port)
			target->port = hints->implicit_tls && info->tls_port ? info->tls_port : info->port;
		return true;
	}
	if (!known)
		return error_set(error, ERROR_USAGE, 0,
			"target: port %u is not known to belong to a mail protocol; write smtp://, imap://, pop3://, lmtp:// or "
			"sieve:// in front of the host",
			target->port);
	/* SMTP has a port for that as well (RFC 8314 §7.3). */
	if (!target->port && hints->implicit_tls)
		target->port = proto_info(known->protocol)->tls_port;
	apply_scheme(known, target);
	target->implicit_tls = target->implicit_tls || hints->implicit_tls;
	return true;
}

bool target_parse(const char *text, const struct target_hints *hints, struct target *ret_target, struct error *error)
{
	struct target target = {.port = 0};
	struct bytes rest = bytes_trim(bytes_str(text));
	const struct scheme *scheme = NULL;
	struct bytes host = {0}, port = {0};

	if (bytes_is(rest, "demo") || bytes_starts_with_nocase(rest, "demo:")) {
		if (!read_demo(rest, hints, &target, error))
			return false;
		*ret_target = target;
		return true;
	}
	size_t mark = bytes_find(rest, BYTES_LITERAL("://"));
	if (mark < rest.len) {
		scheme = scheme_named(bytes_first(rest, mark));
		if (!scheme)
			return error_set(error, ERROR_USAGE, 0,
				"target: unknown scheme; there are smtp, submission, smtps, imap, imaps, pop3, pop3s, lmtp and sieve");
		rest = bytes_from(rest, mark + 3);
		if (rest.len && rest.data[rest.len - 1] == '/')
			rest.len--;
	}
	if (!split_port(rest, &host, &port, error) || !read_host(host, &target, error) ||
		(port.len && !read_port(port, &target, error)))
		return false;
	if (scheme) {
		if (hints->has_protocol && hints->protocol != scheme->protocol)
			return error_set(error, ERROR_USAGE, 0, "target: %s:// contradicts --protocol %s", scheme->name,
				proto_info(hints->protocol)->scheme);
		apply_scheme(scheme, &target);
		target.implicit_tls = target.implicit_tls || hints->implicit_tls;
	} else if (!guess_protocol(&target, hints, error)) {
		return false;
	}
	*ret_target = target;
	return true;
}

static const struct scheme *scheme_for(const struct target *target)
{
	const struct scheme *fallback = NULL;

	for (size_t i = 0; i < SCHEMES; i++) {
		if (schemes[i].protocol != target->protocol || schemes[i].implicit_tls != target->implicit_tls)
			continue;
		if (schemes[i].port == target->port)
			return &schemes[i];
		if (!fallback)
			fallback = &schemes[i];
	}
	return fallback;
}

char *target_text(const struct target *target, char *text, size_t size)
{
	const struct scheme *scheme = scheme_for(target);
	bool v6 = target->is_address && strchr(target->host, ':');
	char port[8] = "";

	if (target->demo) {
		snprintf(text, size, "demo:%s", proto_info(target->protocol)->scheme);
		return text;
	}
	if (!scheme || scheme->port != target->port)
		snprintf(port, sizeof(port), ":%u", target->port);
	snprintf(text, size, "%s://%s%s%s%s", scheme ? scheme->name : proto_info(target->protocol)->scheme,
		v6 ? "[" : "", target->host, v6 ? "]" : "", port);
	return text;
}

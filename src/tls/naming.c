/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * naming: a match says what matched; a mismatch says which names there are.
 */
#include "tls/naming.h"

#include "base/safe.h"
#include "tls/names.h"
#include <stdio.h>

enum { NAMES_TOLD = 4, NAME_SHOWN = 80 };

/* The names that an operator would look for: those of hosts. */
static void list_names(const struct cert_facts *leaf, char *text, size_t size)
{
	struct buffer list;
	size_t told = 0, hosts = leaf->san_dropped;

	buffer_init(&list, size - 1);
	for (size_t i = 0; i < leaf->san_count; i++) {
		if (leaf->sans[i].kind == SAN_EMAIL || leaf->sans[i].kind == SAN_OTHER)
			continue;
		if (hosts++ >= leaf->san_dropped + NAMES_TOLD)
			continue;
		buffer_append_text(&list, told++ ? ", " : "");
		safe_append(&list, bytes_first(leaf->sans[i].value, NAME_SHOWN), SAFE_UTF8);
	}
	if (hosts > told)
		buffer_printf(&list, " and %zu more", hosts - told);
	snprintf(text, size, "%s", buffer_text(&list));
	buffer_done(&list);
}

static const char *matching(const struct cert_facts *leaf, enum san_kind kind, char *text, size_t size)
{
	for (size_t i = 0; i < leaf->san_count; i++)
		if (leaf->sans[i].matches && leaf->sans[i].kind == kind)
			return safe_text(text, size, bytes_first(leaf->sans[i].value, NAME_SHOWN), SAFE_UTF8);
	return "";
}

static struct verdict differs(struct arena *arena, const struct cert_facts *leaf, const char *wanted)
{
	char names[700];

	if (leaf->san_dropped)
		return verdict_say(arena, VERDICT_NOT_CHECKED,
			"%s is not among the first %zu names of the certificate; %zu more were not looked at", wanted,
			leaf->san_count, leaf->san_dropped);
	list_names(leaf, names, sizeof(names));
	if (*names)
		return verdict_say(arena, VERDICT_BAD, "%s is not among the certificate's names: %s", wanted, names);
	return verdict_say(arena, VERDICT_BAD, "%s is not the certificate's name: its common name is %s", wanted,
		verdict_safe(arena, leaf->common_name));
}

struct verdict naming_judge(struct arena *arena, const struct verify_request *request)
{
	struct cert_facts *leaf = &request->certs[0];
	const struct reference_identity reference = {
		.host = request->reference_name, .mail_domain = request->mail_domain, .service = request->srv_service};
	char wanted[280], name[300];

	if (!request->reference_name || !*request->reference_name)
		return verdict_say(arena, VERDICT_NOT_CHECKED, "no name was asked for");
	if (leaf->parse_error)
		return verdict_say(arena, VERDICT_NOT_CHECKED, "the certificate cannot be read");
	safe_text(wanted, sizeof(wanted), bytes_str(request->reference_name), SAFE_UTF8);
	switch (names_match(leaf, &reference, (struct san *)leaf->sans)) {
	case NAME_MATCHES: return verdict_say(arena, VERDICT_GOOD, "the certificate bears %s", wanted);
	case NAME_WILDCARD:
		return verdict_say(arena, VERDICT_GOOD, "the certificate bears %s, a wildcard that covers %s",
			matching(leaf, SAN_DNS, name, sizeof(name)), wanted);
	case NAME_SERVICE:
		return verdict_say(arena, VERDICT_GOOD, "the certificate bears the service %s (RFC 7817 §3)",
			matching(leaf, SAN_SRV, name, sizeof(name)));
	case NAME_MAIL_DOMAIN:
		return verdict_say(arena, VERDICT_GOOD,
			"the certificate bears %s, which covers the domain of the mail address (RFC 7817 §3); it does not bear %s",
			matching(leaf, SAN_DNS, name, sizeof(name)), wanted);
	case NAME_COMMON_NAME:
		return verdict_say(arena, VERDICT_BAD,
			"%s stands only in the common name, which no longer counts; it must be a subjectAltName (RFC 9525 §2)",
			wanted);
	case NAME_AS_TEXT:
		return verdict_say(arena, VERDICT_BAD,
			"%s is there as a DNS name, but an address counts only as an IP address (RFC 9525 §6.4)",
			wanted);
	case NAME_NONE:
		return verdict_say(
			arena, VERDICT_BAD, "the certificate bears no host name at all, hence not %s", wanted);
	case NAME_UNUSABLE:
		return verdict_say(arena, VERDICT_NOT_CHECKED, "%s is no name that a certificate can bear", wanted);
	case NAME_DIFFERS: break;
	}
	return differs(arena, leaf, wanted);
}

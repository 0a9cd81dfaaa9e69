/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * option_aliases: what others call an option of ours. One stands here only where it means the same in both programs: where ours
 * would do something else, or less, the name is unknown and said to be so.
 */
#include "app/option_table.h"

#include <string.h>

#define SETS(field) offsetof(struct options, field)
/* Sessions that somebody types, scripts and checks: but not what probes and servers do. */
#define SESSIONS (~((1u << RUN_PROBE) | (1u << RUN_SERVE)))

const struct option_alias option_aliases[] = {
	{"x509cafile", "gnutls-cli", "ca", .runs = ~0u},
	{"x509crlfile", "gnutls-cli", "crl", .runs = ~0u},
	{"x509certfile", "gnutls-cli", "cert", .runs = SESSIONS},
	{"x509keyfile", "gnutls-cli", "key", .runs = SESSIONS},
	{"sni-hostname", "gnutls-cli", "sni", .runs = ~0u},
	{"disable-sni", "gnutls-cli", "sni", .value = "none", .runs = ~0u},
	{"verify-hostname", "gnutls-cli", "name", .sets = SETS(sni_of_host), .runs = SESSIONS,
		.help = "SNI stays HOST"},
	{"starttls-proto", "gnutls-cli", "protocol", .sets = SETS(starttls), .runs = SESSIONS,
		.help = "and --starttls"},
	{"starttls-name", "gnutls-cli", "ehlo", .runs = ~0u},
	{"crlf", "gnutls-cli", NULL, .runs = SESSIONS, .help = "lines end with CR LF in any case"},
	{"helo", "swaks", "ehlo", .runs = ~0u},
	{"lhlo", "swaks", "ehlo", .runs = ~0u},
	{"tlsc", "swaks", "implicit-tls", .runs = ~0u},
	{"tls-on-connect", "swaks", "implicit-tls", .runs = ~0u},
	{"tls-sni", "swaks", "sni", .runs = ~0u},
	{"tls-ca-path", "swaks", "ca", .runs = ~0u},
	{"tls-cert", "swaks", "cert", .runs = SESSIONS},
	{"tls-key", "swaks", "key", .runs = SESSIONS},
};
const size_t option_alias_count = sizeof(option_aliases) / sizeof(option_aliases[0]);

const struct option_alias *option_alias_named(struct bytes name)
{
	for (size_t i = 0; i < option_alias_count; i++)
		if (bytes_equal(name, bytes_str(option_aliases[i].name)))
			return &option_aliases[i];
	return NULL;
}

const struct option_row *option_alias_row(const struct option_alias *alias)
{
	return alias->option ? option_named(bytes_str(alias->option)) : NULL;
}

bool option_alias_takes_value(const struct option_alias *alias)
{
	const struct option_row *row = option_alias_row(alias);

	return row && row->argument && !alias->value;
}

bool option_alias_take(const struct option_alias *alias, struct parsing *parsing, const char *value)
{
	const struct option_row *row = option_alias_row(alias);
	const bool yes = true;

	if (value && !option_alias_takes_value(alias))
		return error_set(parsing->error, ERROR_USAGE, 0, "--%s: it takes no value", alias->name);
	struct error why = {.sentence = ""}, *error = parsing->error;
	parsing->error = &why;
	bool taken = !row || option_take(row, parsing, alias->value ? alias->value : value);
	parsing->error = error;
	/* «--ca: why»: under the name that was typed. */
	if (!taken)
		return error_set(error, why.domain, why.code, "--%s%s", alias->name, strchr(why.sentence, ':'));
	if (alias->sets)
		memcpy((char *)parsing->options + alias->sets, &yes, sizeof(yes));
	return true;
}

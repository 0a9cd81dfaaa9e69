/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * priority: the choices, put behind each other.
 */
#include "tls/priority.h"

#include "tls/choice.h"
#include <stdio.h>
#include <string.h>

struct choices {
	unsigned versions; /* 0: left to the user's own string */
	bool has_ciphers, has_groups, has_schemes;
	struct choice_ciphers ciphers;
	struct choice_groups groups;
	struct choice_words schemes;
};

static bool look_up(const struct tls_settings *settings, struct choices *choices, struct error *error)
{
	choices->has_ciphers = settings->ciphers;
	choices->has_groups = settings->groups;
	choices->has_schemes = settings->schemes;
	if (!settings->versions)
		choices->versions = settings->priority ? 0 : CHOICE_TLS13 | CHOICE_TLS12;
	return (!settings->versions || choice_versions(settings->versions, &choices->versions, error)) &&
	       (!settings->ciphers || choice_ciphers(settings->ciphers, &choices->ciphers, error)) &&
	       (!settings->groups || choice_groups(settings->groups, &choices->groups, error)) &&
	       (!settings->schemes || choice_schemes(settings->schemes, &choices->schemes, error));
}

/* A version in which none of the ciphers can be used would be offered in vain. */
static bool drop_versions(const struct tls_settings *settings, struct choices *choices, struct error *error)
{
	unsigned offered = choices->versions;

	if (!choices->has_ciphers || !offered)
		return true;
	choices->versions &= choices->ciphers.versions;
	if (!choices->versions && !settings->versions)
		choices->versions = choices->ciphers.versions;
	if (choices->versions)
		return true;
	return error_set(error, ERROR_USAGE, 0, "--ciphers: none of these can be used in the versions of --tls %s; %s",
		settings->versions,
		choices->ciphers.versions == CHOICE_TLS13 ? "they are of TLS 1.3" : "they are of TLS 1.2 and below");
}

/* "dh1024" speaks of the group of a server's own; TLS 1.3 has named ones only (RFC 8446 §4.2.7). */
static bool check_groups(const struct choices *choices, struct error *error)
{
	if (!choices->groups.dh_bits || *choices->groups.groups.text || choices->versions != CHOICE_TLS13)
		return true;
	return error_set(error, ERROR_USAGE, 0,
		"--groups: dh%u is for a group of the server's own, which TLS 1.3 does not have; --tls 1.2 does",
		choices->groups.dh_bits);
}

static void append(struct priority *priority, const char *words)
{
	size_t len = strlen(priority->text);

	snprintf(priority->text + len, sizeof(priority->text) - len, "%s", words);
}

/* What is named stands for itself; what is not named stays as it is. */
static void append_named(struct priority *priority, const char *all, const char *words)
{
	if (!*words)
		return;
	append(priority, all);
	append(priority, words);
}

static void append_versions(struct priority *priority, const struct choices *choices)
{
	static const char *const words[] = {":+VERS-TLS1.0", ":+VERS-TLS1.1", ":+VERS-TLS1.2", ":+VERS-TLS1.3"};

	if (!choices->versions)
		return;
	append(priority, ":-VERS-ALL");
	for (int i = 3; i >= 0; i--)
		if (choices->versions & 1u << i)
			append(priority, words[i]);
}

static void append_ciphers(struct priority *priority, const struct choices *choices)
{
	const struct choice_ciphers *ciphers = &choices->ciphers;

	append_named(priority, ":-CIPHER-ALL", ciphers->ciphers.text);
	append_named(priority, ":-MAC-ALL", ciphers->macs.text);
	/* A cipher without a key exchange goes with any. */
	if (ciphers->cipher_alone && !ciphers->exchange_alone)
		append(priority, ciphers->exchanges.text);
	else
		append_named(priority, ":-KX-ALL", ciphers->exchanges.text);
	if (!ciphers->cipher_alone && !ciphers->exchange_alone)
		priority->suites = ciphers->suites;
}

/* A server chooses a group of its own only where those of RFC 7919 are not offered. */
static void append_groups(struct priority *priority, const struct choices *choices)
{
	append_named(priority, ":-GROUP-ALL", choices->groups.groups.text);
	if (choices->groups.dh_bits && !*choices->groups.groups.text)
		append(priority,
			":-GROUP-FFDHE2048:-GROUP-FFDHE3072:-GROUP-FFDHE4096:-GROUP-FFDHE6144:-GROUP-FFDHE8192");
	priority->dh_bits = choices->groups.dh_bits;
}

static bool is_old(const struct choices *choices)
{
	return choices->versions & (CHOICE_TLS10 | CHOICE_TLS11);
}

/* What a server of today needs least comes first. */
static void append_step(struct priority *priority, const struct choices *choices, unsigned step)
{
	if (step >= 2 && !choices->has_groups)
		append(priority, ":-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1");
	if (step >= 3 && !choices->has_schemes)
		append(priority, ":-SIGN-ALL:+SIGN-RSA-PSS-RSAE-SHA256:+SIGN-ECDSA-SECP256R1-SHA256:+SIGN-RSA-SHA256");
	if (step >= 4 && !choices->has_ciphers)
		append(priority, ":-CIPHER-ALL:+AES-256-GCM:+AES-128-GCM");
	if (step >= 5 && !choices->has_ciphers)
		append(priority, ":-KX-ALL:+ECDHE-RSA:+ECDHE-ECDSA");
	if (step >= 6)
		append(priority, ":%NO_TICKETS");
}

bool priority_build(
	const struct tls_settings *settings, unsigned step, struct priority *ret_priority, struct error *error)
{
	struct choices choices = {.versions = 0};
	struct priority priority = {.dh_bits = 0};

	if (!look_up(settings, &choices, error) || !drop_versions(settings, &choices, error) ||
		!check_groups(&choices, error))
		return false;
	if (settings->priority && strlen(settings->priority) > PRIORITY_MAX / 4)
		return error_set(error, ERROR_USAGE, 0, "--priority: it is too long");
	append(&priority, settings->priority ? settings->priority : "NORMAL");
	append_versions(&priority, &choices);
	append_ciphers(&priority, &choices);
	append_groups(&priority, &choices);
	append_named(&priority, ":-SIGN-ALL", choices.schemes.text);
	if (is_old(&choices) && !choices.has_schemes)
		append(&priority, ":+SIGN-RSA-SHA1");
	if (is_old(&choices) && !choices.has_ciphers)
		append(&priority, ":+3DES-CBC");
	if (!settings->priority)
		append_step(&priority, &choices, step);
	*ret_priority = priority;
	return true;
}

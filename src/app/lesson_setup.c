/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_setup: a table of the server's settings; the client's are the options of a configuration file.
 */
#include "app/lesson_setup.h"

#include "app/option_table.h"
#include "base/safe.h"
#include "demo/demo.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Settings while they are applied. */
struct applying {
	const struct lesson *lesson;
	struct lesson_setup *setup;
	struct parsing parsing;
	bool server_implicit, client_says_implicit;
	struct error why; /* of one setting */
	struct error *error;
};

static bool refuse(struct applying *applying, const struct lesson_setting *setting, const char *why)
{
	return lesson_refuse(applying->lesson, setting->line, applying->error, "%s", why);
}

/* The server */

static bool set_protocol(struct applying *applying, const char *value, char *why, size_t size)
{
	applying->parsing.hints.has_protocol = target_protocol(value, &applying->parsing.hints.protocol);
	snprintf(why, size, "protocol: there are smtp, lmtp, imap, pop3 and sieve");
	return applying->parsing.hints.has_protocol;
}

static bool set_implicit(struct applying *applying, const char *value, char *why, size_t size)
{
	applying->server_implicit = !strcasecmp(value, "yes");
	snprintf(why, size, "implicit: it is yes (TLS from the first byte) or no");
	return applying->server_implicit || !strcasecmp(value, "no");
}

static bool set_fault(struct applying *applying, const char *value, char *why, size_t size)
{
	unsigned fault = demo_fault_named(value);

	if (!strcasecmp(value, "none"))
		applying->setup->options.demo_faults = 0;
	applying->setup->options.demo_faults |= fault;
	snprintf(why, size, "fault: it is none, or one of %s", option_named(BYTES_LITERAL("fault"))->argument);
	return fault || !strcasecmp(value, "none");
}

static bool set_certificate(struct applying *applying, const char *value, char *why, size_t size)
{
	static const char *const names[] = {[LOCAL_CERTIFICATE_GOOD] = "good",
		[LOCAL_CERTIFICATE_EXPIRED] = "expired",
		[LOCAL_CERTIFICATE_NOT_YET_VALID] = "not-yet-valid",
		[LOCAL_CERTIFICATE_SELF_SIGNED] = "self-signed",
		[LOCAL_CERTIFICATE_WRONG_NAME] = "wrong-name",
		[LOCAL_CERTIFICATE_INCOMPLETE] = "incomplete",
		[LOCAL_CERTIFICATE_WEAK] = "weak"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(value, names[i])) {
			applying->setup->server.certificate = (enum local_certificate)i;
			return true;
		}
	snprintf(why, size,
		"certificate: there are good, expired, not-yet-valid, self-signed, wrong-name, incomplete and weak");
	return false;
}

static bool check_offer(struct tls_settings offer, char *why, size_t size)
{
	struct error error = {.sentence = ""};
	bool good = tls_settings_check(&offer, &error);

	snprintf(why, size, "%s", error.sentence + (strncmp(error.sentence, "--", 2) ? 0 : 2));
	return good;
}

static bool set_tls(struct applying *applying, const char *value, char *why, size_t size)
{
	applying->setup->server.versions = value;
	return check_offer((struct tls_settings){.versions = value}, why, size);
}

static bool set_groups(struct applying *applying, const char *value, char *why, size_t size)
{
	applying->setup->server.groups = value;
	return check_offer((struct tls_settings){.groups = value}, why, size);
}

static bool set_client_certificate(struct applying *applying, const char *value, char *why, size_t size)
{
	static const char *const names[] = {
		[MINT_CLIENT_UNASKED] = "no", [MINT_CLIENT_ASKED] = "ask", [MINT_CLIENT_REQUIRED] = "require"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(value, names[i])) {
			applying->setup->server.client = (enum mint_client)i;
			return true;
		}
	snprintf(why, size, "client-certificate: there are no, ask and require");
	return false;
}

static bool set_server(struct applying *applying, const struct lesson_setting *setting)
{
	static const struct {
		const char *name;
		bool (*set)(struct applying *applying, const char *value, char *why, size_t size);
	} rows[] = {
		{"protocol", set_protocol},
		{"implicit", set_implicit},
		{"fault", set_fault},
		{"certificate", set_certificate},
		{"tls", set_tls},
		{"groups", set_groups},
		{"client-certificate", set_client_certificate},
	};
	char why[300] = "the server has protocol, implicit, fault, certificate, tls, groups and client-certificate";

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcasecmp(setting->name, rows[i].name))
			return rows[i].set(applying, setting->value, why, sizeof(why)) ||
			       refuse(applying, setting, why);
	return refuse(applying, setting, why);
}

/* The client */

/* What changes nothing but the session, and touches no file. */
static bool may_say(const struct option_row *row)
{
	return option_in_file(row) && !option_takes_file(row) && strcmp(row->name, "system-policy") &&
	       strcmp(row->name, "protocol") &&
	       (row->group == GROUP_CERTIFICATES || row->group == GROUP_CONNECTION || row->group == GROUP_HANDSHAKE);
}

static bool set_client(struct applying *applying, const struct lesson_setting *setting)
{
	const struct option_row *row = option_named(bytes_str(setting->name));
	char shown[60], why[sizeof(applying->why.sentence)];

	safe_text(shown, sizeof(shown), bytes_str(setting->name), SAFE_UTF8);
	if (!row || !may_say(row)) {
		snprintf(why, sizeof(why),
			row ? "%s: a lesson cannot say that of the client" : "%s: starlit has no such option", shown);
		return refuse(applying, setting, why);
	}
	applying->client_says_implicit |= !strcmp(row->name, "implicit-tls");
	if (option_take(row, &applying->parsing, setting->value) &&
		tls_settings_check(&applying->setup->options.tls, &applying->why))
		return true;
	const char *sentence = applying->why.sentence;
	return refuse(applying, setting, sentence + (strncmp(sentence, "--", 2) ? 0 : 2));
}

/* Both */

static struct options options_of(const struct options *base)
{
	struct options options = *base;

	options.server = NULL;
	options.name = NULL;
	options.sni_of_host = false;
	options.tls = (struct tls_settings){0};
	options.passphrase_file = NULL;
	options.sessions = NULL;
	options.on_injection = INJECTION_ABORT;
	options.greet_after_tls = true;
	options.starttls = false;
	options.demo_faults = 0;
	return options;
}

static bool apply(struct applying *applying, unsigned connection)
{
	size_t count;
	const struct lesson_setting *settings = lesson_settings(applying->lesson, &count);

	for (size_t i = 0; i < count && settings[i].connection <= connection; i++)
		if (settings[i].server ? !set_server(applying, &settings[i]) : !set_client(applying, &settings[i]))
			return false;
	return true;
}

bool lesson_setup_make(const struct lesson *lesson, unsigned connection, const struct options *base,
	struct lesson_setup *ret_setup, struct error *error)
{
	struct lesson_setup setup = {.options = options_of(base)};
	struct applying applying = {.lesson = lesson,
		.setup = &setup,
		.parsing = {.options = &setup.options, .level = LEVEL_LINE},
		.error = error};
	struct target_hints *hints = &applying.parsing.hints;

	applying.parsing.error = &applying.why;
	if (!apply(&applying, connection))
		return false;
	if (!applying.client_says_implicit)
		hints->implicit_tls = applying.server_implicit;
	setup.other_door = hints->implicit_tls != applying.server_implicit;
	if (!target_parse("demo", hints, &setup.target, error))
		return error_prefix(error, lesson_name(lesson));
	*ret_setup = setup;
	return true;
}

bool lesson_setup_check(const struct lesson *lesson, const struct options *base, struct error *error)
{
	struct lesson_setup setup;
	unsigned connection = 1;

	while (connection <= LESSON_CONNECTIONS_MAX && lesson_setup_make(lesson, connection, base, &setup, error))
		connection++;
	return connection > LESSON_CONNECTIONS_MAX;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

bool lesson_setup_same_server(const struct local_recipe *a, const struct local_recipe *b)
{
	return a->certificate == b->certificate && a->client == b->client && same_text(a->versions, b->versions) &&
	       same_text(a->groups, b->groups);
}

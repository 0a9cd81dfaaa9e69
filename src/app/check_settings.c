/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_settings: a list that grows by a server at a time.
 */
#include "app/check_settings.h"

#include "app/configure.h"
#include "app/unlock.h"
#include "base/alloc.h"
#include "tls/anchors.h"
#include <stdlib.h>
#include <string.h>

struct check_settings {
	const struct options *options;
	struct check_setting *first; /* what is handed out stays where it is */
};

struct check_settings *check_settings_new(const struct options *options)
{
	struct check_settings *settings = alloc_zero(1, sizeof(*settings));

	settings->options = options;
	return settings;
}

static void free_setting(struct check_setting *setting)
{
	tls_anchors_free(setting->config.session.tls.anchors);
	secret_done(&setting->passphrase);
	free(setting);
}

void check_settings_free(struct check_settings *settings)
{
	if (!settings)
		return;
	for (struct check_setting *setting = settings->first, *next; setting; setting = next) {
		next = setting->next;
		free_setting(setting);
	}
	free(settings);
}

static bool read_setting(struct check_setting *setting, struct error *error)
{
	struct tls_settings *tls = &setting->config.session.tls;

	configure_connection(&setting->options, &setting->config);
	if (!unlock_settings(tls, setting->options.passphrase_file, &setting->passphrase, error))
		return false;
	tls->anchors = tls_anchors_new(tls, error);
	return tls->anchors != NULL;
}

/* A name that is not in the file is not kept: there may be any number of them. */
static struct check_setting *add_setting(struct check_settings *settings, const char *name, struct error *error)
{
	struct options options = *settings->options;

	if (name && !options_for_server(settings->options, name, &options, error))
		return NULL;
	struct check_setting *setting = alloc_zero(1, sizeof(*setting));
	*setting = (struct check_setting){.next = settings->first, .name = options.server, .options = options};
	secret_init(&setting->passphrase);
	setting->usable = read_setting(setting, &setting->error);
	settings->first = setting;
	return setting;
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

const struct check_setting *check_settings_of(struct check_settings *settings, const char *name, struct error *error)
{
	struct check_setting *setting = settings->first;

	while (setting && !is_same(setting->name, name))
		setting = setting->next;
	if (!setting)
		setting = add_setting(settings, name, error);
	if (setting && !setting->usable) {
		*error = setting->error;
		return NULL;
	}
	return setting;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_settings: what each server of the configuration file adds to a run of check: its options, anchors and key, read once,
 * when its name is first met.
 *
 * Ownership the caller's; what is handed out lives as long as the settings. The options outlive them.
 * Failure   NULL and an error: a name that is not there, files that cannot be used. Only the targets of that name fail.
 */
#ifndef STARLIT_APP_CHECK_SETTINGS_H
#define STARLIT_APP_CHECK_SETTINGS_H

#include "app/connection.h"
#include "app/options.h"
#include "base/secret.h"

struct check_setting {
	struct check_setting *next;
	const char *name; /* of the server, without its @; NULL: none */
	struct options options;
	struct connection_config config;
	struct secret passphrase;
	struct error error;
	bool usable; /* else error says why not */
};

struct check_settings;

struct check_settings *check_settings_new(const struct options *options);
void check_settings_free(struct check_settings *settings);

/* name NULL: of targets that are no server of the file. */
const struct check_setting *check_settings_of(struct check_settings *settings, const char *name, struct error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config_file: the user's configuration: options in a file, and servers with a name.
 *
 *   # a comment
 *   ehlo = client.example.org        an option as on the command line, without its dashes: holds for everything
 *   mouse                            one without a value; also «mouse = no»
 *   [@work]                          from here on: for «starlit @work»
 *   target = imap://mail.example.org
 *   ca = ~/work/ca.pem
 *
 * Where     $XDG_CONFIG_HOME/starlit/config, else ~/.config/starlit/config, or the file that was named; never the current
 *           folder, neither for itself nor for a file that it names.
 * Trust     who can write it decides whom starlit trusts: a file that others can write to, or that is neither the user's
 *           nor root's, is refused. No option takes a secret, hence none can stand in it.
 * Ownership a configuration owns its texts; options that were taken from it point into them.
 * Failure   anything that is not understood is false and an error «config: line 3: ...» with the file as the user knows it,
 *           wherever it stands: in a section that is not used as well.
 */
#ifndef STARLIT_APP_CONFIG_FILE_H
#define STARLIT_APP_CONFIG_FILE_H

#include "app/option_table.h"
#include "base/arena.h"

enum { CONFIG_SIZE_MAX = 65536, CONFIG_ENTRIES_MAX = 1024, CONFIG_SERVERS_MAX = 64 };

struct config_entry {
	unsigned line;
	const struct option_row *row;
	const char *value; /* NULL: none */
};

struct config_server {
	const char *label; /* as it is typed: with its @ */
	const char *name;  /* without */
	unsigned line;
	const char *target;
	unsigned target_line;
	size_t first, count; /* of the entries */
};

struct config {
	struct arena texts;
	const char *path; /* as the user knows it: with ~ */
	const char *home; /* NULL: none; borrowed */
	struct config_entry entries[CONFIG_ENTRIES_MAX];
	size_t entry_count, top; /* so many of them stand above the first section */
	struct config_server servers[CONFIG_SERVERS_MAX];
	size_t server_count;
};

/*
 * Reads the file that --config named (NULL: the one in its usual place). *ret_config is NULL when "none" was named, when there is no file
 * in the usual place, or no home.
 */
bool config_open(
	const struct environment *environment, const char *named, struct config **ret_config, struct error *error);
/* The same of a text; path is what errors call it. */
bool config_parse(
	struct bytes text, const char *path, const char *home, struct config **ret_config, struct error *error);
void config_free(struct config *config);

/* NULL: there is none of that name. */
const struct config_server *config_server(const struct config *config, struct bytes name);
/* «@wrok: the configuration file names no such server; is @work meant?»; config may be NULL. Returns false. */
bool config_no_server(const struct config *config, struct bytes name, struct error *error);
/* Takes the options of the top part, or those of a server. */
bool config_apply(const struct config *config, const struct config_server *server, struct parsing *parsing);

#endif

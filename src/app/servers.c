/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * servers: from one set of options to the next.
 */
#include "app/servers.h"

#include "app/configure.h"
#include "app/unlock.h"
#include <string.h>

static bool is_same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* Of those in use, what is not the affair of the server stays. */
static void configure(
	const struct console *console, const struct options *options, struct connection_config *ret_config)
{
	const struct connection_config *used = &console->config;

	configure_connection(options, ret_config);
	ret_config->target = used->target;
	ret_config->local = used->local;
	ret_config->capture = used->capture;
	ret_config->session.keep_heard = used->session.keep_heard;
	ret_config->session.somebody = used->session.somebody;
	ret_config->session.tls.keep_secrets = used->session.tls.keep_secrets;
}

bool servers_use(struct console *console, const struct options *options, struct error *error)
{
	struct connection_config config;
	bool reopens = !is_same(options->sessions, console->options->sessions);

	configure(console, options, &config);
	if (!tls_settings_check(&config.session.tls, error))
		return false;
	/* The last use of what was: its TLS session is kept under its name. */
	console_end_connection(console);
	console->server_options = *options;
	console->options = &console->server_options;
	console->config = config;
	secret_clear(&console->passphrase);
	return (!reopens || console_open_tickets(console, error)) && unlock_start(console, error);
}

bool servers_target(const struct console *console, const char *text, struct target *ret_target, struct error *error)
{
	struct options options;

	if (text[0] != '@')
		return target_parse(text, &(struct target_hints){0}, ret_target, error);
	if (!options_for_server(console->base_options, text + 1, &options, error))
		return false;
	*ret_target = options.target;
	return true;
}

bool servers_connect(struct console *console, const char *text, struct error *error)
{
	const char *name = text[0] == '@' ? text + 1 : NULL;
	struct options options;
	struct target target;

	if (!servers_target(console, text, &target, error))
		return false;
	bool was_lesson = teacher_leave(console);
	if ((was_lesson || !is_same(name, console->options->server)) &&
		!(options_for_server(console->base_options, name, &options, error) &&
			servers_use(console, &options, error)))
		return false;
	if (was_lesson)
		teacher_left(&console->teacher);
	console_connect(console, &target);
	return true;
}

bool servers_complete(
	const struct console *console, struct bytes line, size_t index, struct buffer *ret_line, const char **ret_help)
{
	size_t at = line.len;
	const char *name;

	while (at && line.data[at - 1] != ' ')
		at--;
	struct bytes typed = bytes_from(line, at);
	if (!typed.len || typed.data[0] != '@')
		return false;
	for (size_t i = 0; (name = options_server(console->base_options, i, ret_help)); i++) {
		if (!bytes_starts_with(bytes_str(name), "@") || typed.len > strlen(name) ||
			!bytes_equal(bytes_first(bytes_str(name), typed.len), typed) || index--)
			continue;
		return buffer_append(ret_line, bytes_first(line, at)) && buffer_append_text(ret_line, name);
	}
	return false;
}

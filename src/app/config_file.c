/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config_file: line by line into a list of entries, each tried before the next one is read.
 */
#include "app/config_file.h"

#include "app/guess.h"
#include "base/alloc.h"
#include "base/safe.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

/* One line while it is read. */
struct reader {
	struct config *config;
	unsigned line;
	struct config_server *server; /* NULL: above the first section */
	struct error *error;
};

static bool refuse(struct reader *reader, unsigned line, const char *format, ...) __attribute__((format(printf, 3, 4)));

static bool refuse(struct reader *reader, unsigned line, const char *format, ...)
{
	char why[300];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(why, sizeof(why), format, arguments);
	va_end(arguments);
	return error_set(reader->error, ERROR_USAGE, 0, "config: line %u: %s (%s)", line, why, reader->config->path);
}

/* What stands in the file, made showable. */
static const char *show(char *text, size_t size, struct bytes bytes)
{
	return safe_text(text, size, bytes, SAFE_UTF8);
}

/* Names */

static bool is_secret(struct bytes name)
{
	static const char *const names[] = {
		"password", "pass", "passphrase", "secret", "token", "pin", "user-password"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (bytes_is(name, names[i]))
			return true;
	return false;
}

static bool unknown_name(struct reader *reader, struct bytes name)
{
	char shown[60], meant[GUESS_MAX + 20] = "starlit help options lists the names";
	struct guess guess = {.typed = name};

	while (guess.typed.len && guess.typed.data[0] == '-')
		guess.typed = bytes_from(guess.typed, 1);
	if (is_secret(name))
		return refuse(reader, reader->line,
			"%s: no secret may stand in this file; starlit asks for it when it is needed",
			show(shown, sizeof(shown), name));
	guess_offer(&guess, bytes_str("target"));
	for (size_t i = 0; i < option_count; i++)
		if (option_in_file(&option_rows[i]))
			guess_offer(&guess, bytes_str(option_rows[i].name));
	if (guess.best[0])
		snprintf(meant, sizeof(meant), "is %s meant?", guess.best);
	return refuse(reader, reader->line, "%s: unknown name; %s", show(shown, sizeof(shown), name), meant);
}

static const struct option_row *find_row(struct reader *reader, struct bytes name)
{
	const struct option_row *row = option_named(name);

	if (!row)
		unknown_name(reader, name);
	else if (!option_in_file(row))
		refuse(reader, reader->line, "%s: it can be said on the command line only", row->name);
	return row && option_in_file(row) ? row : NULL;
}

/* Values */

/* A file is never looked for in the current folder, which may be anybody's. */
static bool read_file_name(
	struct reader *reader, const struct option_row *row, struct bytes value, const char **ret_text)
{
	struct config *config = reader->config;

	if (value.data[0] == '/' || bytes_starts_with_nocase(value, "pkcs11:")) {
		*ret_text = (const char *)arena_keep(&config->texts, value).data;
		return true;
	}
	if (!bytes_starts_with(value, "~/") || !config->home)
		return refuse(
			reader, reader->line, "%s: name the file by its whole path, from / or from ~/", row->name);
	*ret_text =
		arena_printf(&config->texts, "%s%.*s", config->home, (int)value.len - 1, (const char *)value.data + 1);
	return true;
}

/* Error sentences begin as on the command line: with "--". */
static bool refuse_value(struct reader *reader, unsigned line, const struct error *why)
{
	return refuse(reader, line, "%s", why->sentence + (strncmp(why->sentence, "--", 2) ? 0 : 2));
}

static bool try_value(struct reader *reader, const struct config_entry *entry)
{
	struct options scratch = {.run = RUN_SESSION};
	struct error why = {.sentence = ""};
	struct parsing parsing = {.options = &scratch, .level = LEVEL_FILE, .error = &why};

	return option_take(entry->row, &parsing, entry->value) || refuse_value(reader, entry->line, &why);
}

static bool said_twice(struct reader *reader, const struct option_row *row)
{
	struct config *config = reader->config;
	size_t first = reader->server ? reader->server->first : 0;

	for (size_t i = first; i < config->entry_count; i++)
		if (config->entries[i].row == row && strcmp(row->name, "fault"))
			return !refuse(reader, reader->line, "%s: it stands in line %u already", row->name,
				config->entries[i].line);
	return false;
}

static bool add_entry(struct reader *reader, const struct option_row *row, struct bytes value, bool has_value)
{
	struct config *config = reader->config;
	struct config_entry entry = {.line = reader->line, .row = row};

	if (said_twice(reader, row))
		return false;
	if (config->entry_count == CONFIG_ENTRIES_MAX)
		return refuse(reader, reader->line, "there are more than %d options", CONFIG_ENTRIES_MAX);
	if (value.len && option_takes_file(row)) {
		if (!read_file_name(reader, row, value, &entry.value))
			return false;
	} else if (has_value) {
		entry.value = (const char *)arena_keep(&config->texts, value).data;
	}
	if (!try_value(reader, &entry))
		return false;
	config->entries[config->entry_count++] = entry;
	*(reader->server ? &reader->server->count : &config->top) += 1;
	return true;
}

/* Sections */

static bool add_target(struct reader *reader, struct bytes value)
{
	struct config_server *server = reader->server;

	if (!server)
		return refuse(reader, reader->line, "target: it belongs to a server: write [@NAME] above it");
	if (server->target)
		return refuse(reader, reader->line, "target: it stands in line %u already", server->target_line);
	if (!value.len)
		return refuse(reader, reader->line, "target: it names no host");
	server->target = (const char *)arena_keep(&reader->config->texts, value).data;
	server->target_line = reader->line;
	return true;
}

static bool is_server_name(struct bytes name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.data[i]) &&
			!(i && (name.data[i] == '-' || name.data[i] == '_' || name.data[i] == '.')))
			return false;
	return name.len && name.len < GUESS_MAX;
}

static bool check_server(struct reader *reader)
{
	const struct config_server *server = reader->server;
	struct options scratch = {.run = RUN_SESSION};
	struct error why = {.sentence = ""};
	struct parsing parsing = {.options = &scratch, .level = LEVEL_FILE, .error = &why};

	if (!server)
		return true;
	if (!server->target)
		return refuse(reader, server->line, "[@%s]: it has no target, as in: target = imap://mail.example.org",
			server->name);
	if (!config_apply(reader->config, NULL, &parsing) || !config_apply(reader->config, server, &parsing))
		return refuse_value(reader, server->line, &why);
	return parsing_target(&parsing, server->target, LEVEL_SECTION) ||
	       refuse_value(reader, server->target_line, &why);
}

static bool add_server(struct reader *reader, struct bytes text)
{
	struct config *config = reader->config;
	struct bytes name = bytes_trim(bytes_from(text, 1));
	char shown[60];

	if (!check_server(reader))
		return false;
	if (!name.len || name.data[name.len - 1] != ']')
		return refuse(reader, reader->line, "the section has no closing bracket, as in [@work]");
	name = bytes_trim(bytes_first(name, name.len - 1));
	if (!name.len || name.data[0] != '@' || !is_server_name(bytes_from(name, 1)))
		return refuse(reader, reader->line,
			"[%s]: a section is a server, as [@work]: letters, digits, - _ and .",
			show(shown, sizeof(shown), name));
	const struct config_server *known = config_server(config, bytes_from(name, 1));
	if (known)
		return refuse(reader, reader->line, "[@%s]: it stands in line %u already", known->name, known->line);
	if (config->server_count == CONFIG_SERVERS_MAX)
		return refuse(reader, reader->line, "there are more than %d servers", CONFIG_SERVERS_MAX);
	reader->server = &config->servers[config->server_count++];
	const char *label = (const char *)arena_keep(&config->texts, name).data;
	*reader->server = (struct config_server){
		.label = label, .name = label + 1, .line = reader->line, .first = config->entry_count};
	return true;
}

/* Lines */

/* Without a comment behind it; inside quotes, which are taken off, anything may stand. */
static struct bytes read_value(struct bytes value)
{
	value = bytes_trim(value);
	if (value.len >= 2 && value.data[0] == '"') {
		size_t end = bytes_index(value, '"', 1);
		struct bytes behind = bytes_trim(bytes_from(value, end + 1));
		if (end < value.len && (!behind.len || behind.data[0] == '#'))
			return bytes_of(value.data + 1, end - 1);
	}
	for (size_t i = 1; i < value.len; i++)
		if (value.data[i] == '#' && (value.data[i - 1] == ' ' || value.data[i - 1] == '\t'))
			return bytes_trim(bytes_first(value, i));
	return value;
}

static bool has_control(struct bytes line)
{
	for (size_t i = 0; i < line.len; i++)
		if ((line.data[i] < ' ' && line.data[i] != '\t') || line.data[i] == 0x7f)
			return true;
	return false;
}

static bool read_line(struct reader *reader, struct bytes line)
{
	if (line.len && line.data[line.len - 1] == '\r')
		line.len--;
	if (has_control(line))
		return refuse(reader, reader->line, "there are control characters in it");
	line = bytes_trim(line);
	if (!line.len || line.data[0] == '#')
		return true;
	if (line.data[0] == '[')
		return add_server(reader, read_value(line));
	size_t equals = bytes_index(line, '=', 0);
	struct bytes name = read_value(bytes_first(line, equals));
	struct bytes value = read_value(bytes_from(line, equals + 1));
	if (bytes_equal(name, BYTES_LITERAL("target")))
		return add_target(reader, value);
	const struct option_row *row = find_row(reader, name);
	return row && add_entry(reader, row, value, equals < line.len);
}

bool config_parse(
	struct bytes text, const char *path, const char *home, struct config **ret_config, struct error *error)
{
	struct config *config = alloc_zero(1, sizeof(*config));
	struct reader reader = {.config = config, .error = error};
	bool good = true;

	arena_init(&config->texts, (size_t)1 << 20);
	config->path = arena_text(&config->texts, path);
	config->home = home;
	if (bytes_starts_with(text, "\xef\xbb\xbf"))
		text = bytes_from(text, 3);
	while (good && text.len) {
		size_t end = bytes_index(text, '\n', 0);
		reader.line++;
		good = read_line(&reader, bytes_first(text, end));
		text = bytes_from(text, end + 1);
	}
	good = good && check_server(&reader);
	if (good)
		*ret_config = config;
	else
		config_free(config);
	return good;
}

void config_free(struct config *config)
{
	if (!config)
		return;
	arena_done(&config->texts);
	free(config);
}

/* What was read */

const struct config_server *config_server(const struct config *config, struct bytes name)
{
	for (size_t i = 0; config && i < config->server_count; i++)
		if (bytes_equal(name, bytes_str(config->servers[i].name)))
			return &config->servers[i];
	return NULL;
}

bool config_no_server(const struct config *config, struct bytes name, struct error *error)
{
	struct guess guess = {.typed = name};
	char shown[60];

	show(shown, sizeof(shown), name);
	for (size_t i = 0; config && i < config->server_count; i++)
		guess_offer(&guess, bytes_str(config->servers[i].name));
	if (!config)
		return error_set(error, ERROR_USAGE, 0,
			"@%s: names of servers stand in a configuration file, and there is none; man starlit tells how",
			shown);
	if (guess.best[0])
		return error_set(error, ERROR_USAGE, 0, "@%s: %s names no such server; is @%s meant?", shown,
			config->path, guess.best);
	return error_set(error, ERROR_USAGE, 0, "@%s: %s names no such server", shown, config->path);
}

bool config_apply(const struct config *config, const struct config_server *server, struct parsing *parsing)
{
	size_t first = server ? server->first : 0;
	size_t count = server ? server->count : config->top;

	parsing->level = server ? LEVEL_SECTION : LEVEL_FILE;
	for (size_t i = first; i < first + count; i++)
		if (!option_take(config->entries[i].row, parsing, config->entries[i].value))
			return false;
	return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * option_table: what can be asked about a row, and how a value is put where its row says.
 */
#include "app/option_table.h"

#include <stdio.h>
#include <string.h>

const char *option_group_name(enum option_group group)
{
	switch (group) {
	case GROUP_CERTIFICATES: return "Certificates and trust";
	case GROUP_CONNECTION: return "Connection and dialogue";
	case GROUP_HANDSHAKE: return "The handshake";
	case GROUP_SCREEN: return "The screen";
	case GROUP_LINES: return "Line mode";
	case GROUP_FILES: return "What is written, and where";
	case GROUP_PROBE: return "Probes";
	case GROUP_CHECK: return "Checks";
	case GROUP_SCRIPT: return "Scripts";
	case GROUP_DEMO: return "The teaching server";
	case GROUP_PROGRAM: return "The program";
	case GROUPS: break;
	}
	return NULL;
}

const char *option_group_word(enum option_group group)
{
	switch (group) {
	case GROUP_CERTIFICATES: return "certificates";
	case GROUP_CONNECTION: return "connection";
	case GROUP_HANDSHAKE: return "handshake";
	case GROUP_SCREEN: return "screen";
	case GROUP_LINES: return "lines";
	case GROUP_FILES: return "files";
	case GROUP_PROBE: return "probes";
	case GROUP_CHECK: return "checks";
	case GROUP_SCRIPT: return "scripts";
	case GROUP_DEMO: return "teaching";
	case GROUP_PROGRAM: return "program";
	case GROUPS: break;
	}
	return NULL;
}

const struct option_row *option_named(struct bytes name)
{
	for (size_t i = 0; i < option_count; i++)
		if (bytes_equal(name, bytes_str(option_rows[i].name)))
			return &option_rows[i];
	return NULL;
}

bool option_word(const struct option_row *row, size_t index, struct bytes *ret_word)
{
	struct bytes rest = bytes_str(row->argument);

	if (!rest.len || !(rest.data[0] >= 'a' && rest.data[0] <= 'z'))
		return false;
	while (index-- && rest.len)
		rest = bytes_from(rest, bytes_index(rest, '|', 0) + 1);
	if (!rest.len)
		return false;
	*ret_word = bytes_first(rest, bytes_index(rest, '|', 0));
	return true;
}

bool option_takes_file(const struct option_row *row)
{
	return row->argument && (!strncmp(row->argument, "FILE", 4) || !strncmp(row->argument, "DIR", 3));
}

bool option_in_file(const struct option_row *row)
{
	return row->group != GROUP_PROGRAM && (row->runs & OPTION_IN_FILE);
}

/* «a, b and c» */
static void list_words(const struct option_row *row, char *text, size_t size)
{
	struct bytes word, next;
	size_t used = 0;

	for (size_t i = 0; option_word(row, i, &word) && used < size; i++)
		used += (size_t)snprintf(text + used, size - used, "%s%.*s",
			!i                               ? ""
			: option_word(row, i + 1, &next) ? ", "
							 : " and ",
			(int)word.len, (const char *)word.data);
}

static bool check_word(const struct option_row *row, const char *value, struct error *error)
{
	struct bytes word;
	char words[300];

	if (!option_word(row, 0, &word))
		return true;
	for (size_t i = 0; option_word(row, i, &word); i++)
		if (bytes_equal_nocase(word, bytes_str(value)))
			return true;
	list_words(row, words, sizeof(words));
	return error_set(error, ERROR_USAGE, 0, "--%s: there are %s", row->name, words);
}

/* Of a host, or of a domain. */
static bool check_name(const struct option_row *row, const char *value, struct error *error)
{
	if (strcmp(row->argument, "NAME") && strcmp(row->argument, "DOMAIN"))
		return true;
	for (const char *c = value; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f)
			return error_set(error, ERROR_USAGE, 0,
				"--%s: a name holds no blanks and no control characters", row->name);
	return true;
}

static bool check_value(const struct option_row *row, const char *value, struct error *error)
{
	if (row->argument && (!value || !*value))
		return error_set(error, ERROR_USAGE, 0, "--%s: it needs a value (%s)", row->name, row->argument);
	if (row->argument)
		return check_word(row, value, error) && check_name(row, value, error);
	return !value || !strcmp(value, "no") ||
	       error_set(error, ERROR_USAGE, 0, "--%s: it takes no value, but yes or no", row->name);
}

bool option_take(const struct option_row *row, struct parsing *parsing, const char *value)
{
	bool yes = true;

	if (!row->argument && value && !strcmp(value, "yes"))
		value = NULL;
	if (!check_value(row, value, parsing->error))
		return false;
	char *field = (char *)parsing->options + row->field;
	switch (row->kind) {
	case OPTION_TAKEN: return row->take(parsing, value);
	case OPTION_KEPT: memcpy(field, &value, sizeof(value)); return true;
	case OPTION_CLEARS: yes = value != NULL; break;
	case OPTION_SETS: yes = value == NULL; break;
	}
	memcpy(field, &yes, sizeof(yes));
	return true;
}

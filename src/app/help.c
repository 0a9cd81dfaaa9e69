/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help: two columns, wrapped.
 */
#include "app/help.h"

#include "advice/explain.h"
#include "app/guess.h"
#include "app/option_table.h"
#include "app/wrap.h"
#include <stdio.h>
#include <string.h>

enum { WIDTH = 80, INDENT = 2, SHORT_COLUMN = 28, COLUMN = 31 };

/* A subject of its own. */
static const char aliases[] = "aliases";

static const char head[] = "starlit: an interactive debugger for mail sessions that go STARTTLS\n\n";

static const char targets[] = "\n"
			      "TARGET is [SCHEME://]HOST[:PORT]. Schemes: smtp submission smtps imap imaps\n"
			      "pop3 pop3s lmtp sieve; without one, a known port tells the protocol.\n";

static const char examples[] = "\n"
			       "  starlit mx.example.org            EHLO, STARTTLS, see the certificate, go on\n"
			       "  starlit imap://mail.example.org   a1 STARTTLS works as typed; so does STARTTLS\n"
			       "  starlit --ca ca.pem --name mail.example.org 192.0.2.7:587\n";

static const char ends[] = "\n"
			   "starlit help options    all options; also help SUBCOMMAND, help handshake,\n"
			   "man starlit             help tls.  In a session F1 and :help tell the rest.\n";

/* Choices that are too many for a line go on behind a «|», below the first of them. Returns the column behind them. */
static size_t write_left(struct buffer *out, const char *left)
{
	const char *last = strrchr(left, ' ');
	size_t indent = INDENT, below = INDENT + (last ? (size_t)(last - left) + 1 : 0);

	while (indent + strlen(left) > WIDTH) {
		size_t cut = WIDTH - indent;
		while (cut && left[cut - 1] != '|')
			cut--;
		if (!cut)
			break;
		buffer_printf(out, "%*s%.*s\n", (int)indent, "", (int)cut, left);
		left += cut;
		indent = below;
	}
	buffer_printf(out, "%*s%s", (int)indent, "", left);
	return indent + strlen(left);
}

/* The text, wrapped, in the column that begins after left; a left that is too wide has a line of its own. */
static void write_row(struct buffer *out, const char *left, size_t column, const char *text)
{
	struct bytes rest = bytes_str(text);
	size_t at = write_left(out, left);

	if (*left && at + 2 > column) {
		buffer_append_byte(out, '\n');
		at = 0;
	}
	buffer_printf(out, "%*s", (int)(column - at), "");
	at = column;
	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest)) {
		if (at > column && at + 1 + word.len > WIDTH) {
			buffer_printf(out, "\n%*s", (int)column, "");
			at = column;
		}
		buffer_printf(out, "%s%.*s", at > column ? " " : "", (int)word.len, (const char *)word.data);
		at += word.len + (at > column);
	}
	buffer_append_byte(out, '\n');
}

static void write_option(struct buffer *out, const struct option_row *row)
{
	char left[160];
	char letter[8] = "    ";

	if (row->letter)
		snprintf(letter, sizeof(letter), "-%c, ", row->letter);
	snprintf(left, sizeof(left), "%s--%s%s%s", letter, row->name, row->argument ? " " : "",
		row->argument ? row->argument : "");
	write_row(out, left, COLUMN, row->help);
}

/* «--helo NAME    as --ehlo (swaks)» */
static void write_alias(struct buffer *out, const struct option_alias *alias)
{
	const struct option_row *row = option_alias_row(alias);
	const char *argument = row && option_alias_takes_value(alias) ? row->argument : NULL;
	char left[160], text[160];

	snprintf(left, sizeof(left), "    --%s%s%s", alias->name, argument ? " " : "", argument ? argument : "");
	snprintf(text, sizeof(text), "%s%s%s%s%s%s (%s)", row ? "as --" : "", row ? row->name : "",
		row && alias->value ? " " : "", row && alias->value ? alias->value : "", row && alias->help ? "; " : "",
		alias->help ? alias->help : "", alias->program);
	write_row(out, left, COLUMN, text);
}

static void write_aliases(struct buffer *out)
{
	buffer_append_text(out, "Options as other programs call them\n");
	for (size_t i = 0; i < option_alias_count; i++)
		write_alias(out, &option_aliases[i]);
}

static void write_group(struct buffer *out, enum option_group group)
{
	buffer_printf(out, "%s\n", option_group_name(group));
	for (size_t i = 0; i < option_count; i++)
		if (option_rows[i].group == group)
			write_option(out, &option_rows[i]);
}

static void write_all(struct buffer *out)
{
	struct buffer words;

	for (int group = 0; group < GROUPS; group++) {
		write_group(out, (enum option_group)group);
		buffer_append_byte(out, '\n');
	}
	write_aliases(out);
	buffer_append_byte(out, '\n');
	buffer_init(&words, 1 << 12);
	buffer_append_text(&words, "aliases ");
	for (int group = 0; group < GROUPS; group++)
		buffer_printf(&words, "%s ", option_group_word((enum option_group)group));
	buffer_append_text(out, "starlit help, with one of these words, shows that part:\n");
	write_row(out, "", INDENT, buffer_text(&words));
	buffer_done(&words);
}

static void write_subcommands(struct buffer *out)
{
	write_row(out, "starlit [OPTIONS] TARGET", SHORT_COLUMN + INDENT, "type to a server, see its TLS beside it");
	write_row(out, "starlit", SHORT_COLUMN + INDENT, "start screen: type a target or pick one");
	for (size_t i = 0; i < subcommand_count; i++) {
		char left[80];
		snprintf(left, sizeof(left), "starlit %s %s", subcommands[i].name, subcommands[i].arguments);
		write_row(out, left, SHORT_COLUMN + INDENT, subcommands[i].help);
	}
	write_row(out, "starlit s_client ...", SHORT_COLUMN + INDENT, "takes what openssl s_client takes; see -help");
}

static void write_short(struct buffer *out)
{
	buffer_append_text(out, head);
	write_subcommands(out);
	buffer_append_text(out, targets);
	buffer_append_text(out, examples);
	buffer_append_text(out, ends);
}

/* Its own options in full; those that it has in common with a session by name. */
static void write_subcommand(struct buffer *out, const struct subcommand *subcommand)
{
	unsigned bit = 1u << subcommand->run, session = 1u << RUN_SESSION;
	struct buffer common;

	buffer_init(&common, 1 << 16);
	buffer_printf(out, "starlit %s %s [OPTIONS]\n", subcommand->name, subcommand->arguments);
	write_row(out, "", (size_t)2 * INDENT, subcommand->help);
	if (subcommand->example)
		buffer_printf(out, "\nExample: starlit %s\n", subcommand->example);
	buffer_append_text(out, "\n");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_rows[i];
		if (!(row->runs & bit) || row->group == GROUP_PROGRAM)
			continue;
		if ((row->runs & session) && (subcommand->run == RUN_SESSION || row->runs == ~0u))
			buffer_printf(&common, "--%s ", row->name);
		else
			write_option(out, row);
	}
	buffer_append_text(out, "\nOptions as for a session:\n");
	write_row(out, "", (size_t)2 * INDENT, buffer_text(&common));
	buffer_done(&common);
}

static bool unknown_subject(const char *subject, struct error *error)
{
	struct guess guess = {.typed = bytes_str(subject)};

	for (size_t i = 0; i < subcommand_count; i++)
		guess_offer(&guess, bytes_str(subcommands[i].name));
	for (int group = 0; group < GROUPS; group++)
		guess_offer(&guess, bytes_str(option_group_word((enum option_group)group)));
	for (size_t i = 0; i < option_count; i++)
		guess_offer(&guess, bytes_str(option_rows[i].name));
	guess_offer(&guess, bytes_str(aliases));
	if (guess.best[0])
		return error_set(
			error, ERROR_USAGE, 0, "help: %s: there is no such subject; is %s meant?", subject, guess.best);
	return error_set(error, ERROR_USAGE, 0,
		"help: %s: there is no such subject; it takes a subcommand, an option, options, or a word of the protocols",
		subject);
}

/* A word of the protocols. */
static bool write_explanation(struct buffer *out, const char *subject)
{
	struct buffer text;

	buffer_init(&text, EXPLAIN_MAX);
	struct bytes words = bytes_str(subject), rest = words, first = bytes_word(&rest);
	bool known = explain_word((struct bytes){0}, words, &text) ||
		     (bytes_trim(rest).len && explain_word((struct bytes){0}, first, &text));
	wrap_text(out, buffer_bytes(&text));
	buffer_done(&text);
	return known;
}

bool help_write(struct buffer *out, const char *subject, struct error *error)
{
	if (!subject) {
		write_short(out);
		return true;
	}
	if (!strcmp(subject, "all") || !strcmp(subject, "options")) {
		write_all(out);
		return true;
	}
	if (!strcmp(subject, aliases)) {
		write_aliases(out);
		return true;
	}
	const struct subcommand *subcommand = subcommand_named(bytes_str(subject));
	if (subcommand && subcommand->run != RUN_HELP) {
		write_subcommand(out, subcommand);
		return true;
	}
	for (int group = 0; group < GROUPS; group++)
		if (!strcmp(subject, option_group_word((enum option_group)group))) {
			write_group(out, (enum option_group)group);
			return true;
		}
	const struct option_row *row = option_named(bytes_str(subject));
	const struct option_alias *alias = option_alias_named(bytes_str(subject));
	if (!row && !alias)
		return write_explanation(out, subject) || unknown_subject(subject, error);
	if (row)
		write_option(out, row);
	else
		write_alias(out, alias);
	return true;
}

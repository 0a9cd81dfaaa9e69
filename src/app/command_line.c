/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command_line: the configuration file, getopt over the table of options, then the words: a subcommand, a target.
 *
 * The line is gone through three times: for what decides about the configuration file, for the values, which outweigh the file's,
 * and, once it is known what runs, for options that have no place there.
 */
#include "app/check.h"
#include "app/config_file.h"
#include "app/guess.h"
#include "app/option_table.h"
#include "app/prober.h"
#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NO_LETTER = 256, OPTIONS_MAX = 128, FIRST_ALIAS = NO_LETTER + OPTIONS_MAX };

/* getopt, over the rows */

struct getopt_tables {
	struct option longs[OPTIONS_MAX + 1];
	char shorts[2 * OPTIONS_MAX + 2];
};

static void build_tables(struct getopt_tables *tables)
{
	char *shorts = tables->shorts;

	assert(option_count + option_alias_count <= OPTIONS_MAX);
	*shorts++ = ':';
	for (size_t i = 0; i < option_count && i < OPTIONS_MAX; i++) {
		const struct option_row *row = &option_rows[i];
		tables->longs[i] = (struct option){.name = row->name,
			.has_arg = row->argument ? required_argument : optional_argument,
			.val = NO_LETTER + (int)i};
		if (!row->letter)
			continue;
		*shorts++ = row->letter;
		if (row->argument)
			*shorts++ = ':';
	}
	*shorts = 0;
	for (size_t i = 0; i < option_alias_count; i++)
		tables->longs[option_count + i] = (struct option){.name = option_aliases[i].name,
			.has_arg = option_alias_takes_value(&option_aliases[i]) ? required_argument : optional_argument,
			.val = FIRST_ALIAS + (int)i};
	tables->longs[option_count + option_alias_count] = (struct option){0};
}

static const struct option_alias *alias_of(int found)
{
	return found >= FIRST_ALIAS ? &option_aliases[found - FIRST_ALIAS] : NULL;
}

static const struct option_row *row_of(int found)
{
	if (found >= FIRST_ALIAS)
		return option_alias_row(alias_of(found));
	if (found >= NO_LETTER)
		return &option_rows[found - NO_LETTER];
	for (size_t i = 0; i < option_count; i++)
		if (option_rows[i].letter && found == option_rows[i].letter)
			return &option_rows[i];
	return NULL;
}

/* «--ciphres: unknown option; is --ciphers meant?» */
static bool unknown_option(const char *typed, struct error *error)
{
	struct guess guess = {.typed = bytes_str(typed)};
	char meant[GUESS_MAX + 40] = "starlit help options lists them";

	while (guess.typed.len && guess.typed.data[0] == '-')
		guess.typed = bytes_from(guess.typed, 1);
	guess.typed = bytes_first(guess.typed, bytes_index(guess.typed, '=', 0));
	for (size_t i = 0; i < option_count; i++)
		guess_offer(&guess, bytes_str(option_rows[i].name));
	if (guess.best[0])
		snprintf(meant, sizeof(meant), "is --%s meant?", guess.best);
	int len = (int)bytes_index(bytes_str(typed), '=', 0);
	return error_set(error, ERROR_USAGE, 0, "%.*s: unknown option; %s", len, typed, meant);
}

/* «--ca» may be cut short to what no other option begins with. */
static bool ambiguous(const char *typed, struct error *error)
{
	struct bytes start = bytes_from(bytes_str(typed), 2);
	char list[200] = "";
	size_t used = 0;
	int count = 0;

	start = bytes_first(start, bytes_index(start, '=', 0));
	if (!bytes_starts_with(bytes_str(typed), "--") || !start.len)
		return false;
	for (size_t i = 0; i < option_count + option_alias_count; i++) {
		const char *name = i < option_count ? option_rows[i].name : option_aliases[i - option_count].name;
		if (!bytes_equal(bytes_first(bytes_str(name), start.len), start) || used >= sizeof(list))
			continue;
		used += (size_t)snprintf(list + used, sizeof(list) - used, "%s--%s", count ? ", " : "", name);
		count++;
	}
	if (count < 2)
		return false;
	error_set(error, ERROR_USAGE, 0, "%s: that could be %s", typed, list);
	return true;
}

static bool bad_option(int found, char **argv, struct error *error)
{
	char letter[3] = {'-', (char)optopt, 0};
	const struct option_row *row = row_of(optopt);

	if (found == ':' && row)
		return error_set(error, ERROR_USAGE, 0, "--%s: it needs a value (%s)",
			alias_of(optopt) ? alias_of(optopt)->name : row->name, row->argument);
	if (optopt)
		return unknown_option(letter, error);
	return !ambiguous(argv[optind - 1], error) && unknown_option(argv[optind - 1], error);
}

/* What is done with each option: one of the rows, or an alias of one. */
struct takes {
	bool (*row)(const struct option_row *row, struct parsing *parsing, const char *value);
	bool (*alias)(const struct option_alias *alias, struct parsing *parsing, const char *value); /* NULL: nothing */
};

/* Each option goes to takes; optind is then the index of the first word. */
static bool each_option(int argc, char **argv, struct parsing *parsing, struct takes takes)
{
	struct getopt_tables tables;

	build_tables(&tables);
	opterr = 0;
	optind = 1;
	for (;;) {
		int found = getopt_long(argc, argv, tables.shorts, tables.longs, NULL);
		if (found == -1)
			return true;
		if (found == ':' || found == '?')
			return bad_option(found, argv, parsing->error);
		const struct option_alias *alias = alias_of(found);
		if (alias ? takes.alias && !takes.alias(alias, parsing, optarg)
			  : !takes.row(row_of(found), parsing, optarg))
			return false;
	}
}

/* What stands behind a subcommand */

bool parsing_target(struct parsing *parsing, const char *text, enum level level)
{
	struct options *options = parsing->options;
	struct target_hints hints = parsing->hints;

	if (text[0] == '@' && parsing->server)
		return parsing_target(parsing, parsing->server->target, LEVEL_SECTION);
	if (strstr(text, "://") || strchr(text, ':')) {
		hints.has_protocol = hints.has_protocol && parsing->protocol_level >= level;
		hints.implicit_tls = hints.implicit_tls && parsing->implicit_level >= level;
	}
	options->has_target = true;
	return target_parse(text, &hints, &options->target, parsing->error);
}

static bool take_target(struct parsing *parsing, int count, char **words)
{
	if (count > 1)
		return error_set(
			parsing->error, ERROR_USAGE, 0, "%s: there is one target, and it was named before", words[1]);
	return parsing_target(parsing, words[0], LEVEL_LINE);
}

static bool take_demo(struct parsing *parsing, int count, char **words)
{
	static const char text[] = "demo";
	const char *word = parsing->options->run == RUN_SERVE ? "serve" : text;

	if (count > 1)
		return error_set(parsing->error, ERROR_USAGE, 0, "%s: it takes one protocol", word);
	if (count == 1) {
		parsing->hints.has_protocol = true;
		if (!target_protocol(words[0], &parsing->hints.protocol))
			return error_set(parsing->error, ERROR_USAGE, 0,
				"%s: %s is no protocol; there are smtp, lmtp, imap, pop3 and sieve", word, words[0]);
	}
	parsing->options->has_target = true;
	return target_parse(text, &parsing->hints, &parsing->options->target, parsing->error);
}

static bool take_serve(struct parsing *parsing, int count, char **words)
{
	if (!count)
		return error_set(
			parsing->error, ERROR_USAGE, 0, "serve: name a protocol: smtp, lmtp, imap, pop3 or sieve");
	return take_demo(parsing, count, words);
}

static bool take_probe(struct parsing *parsing, int count, char **words)
{
	if (!count)
		return error_set(parsing->error, ERROR_USAGE, 0, "probe: name a target: a host, imap://host, demo");
	if (!strcmp(words[0], "demo"))
		return take_demo(parsing, count - 1, words + 1);
	return take_target(parsing, count, words);
}

static bool take_check(struct parsing *parsing, int count, char **words)
{
	struct options *options = parsing->options;

	if (!count && isatty(STDIN_FILENO))
		return error_set(parsing->error, ERROR_USAGE, 0,
			"check: name targets, or pipe them in, one a line: starlit check < targets.txt");
	options->words = words;
	options->word_count = count;
	options->hints = parsing->hints;
	return true;
}

static bool take_run(struct parsing *parsing, int count, char **words)
{
	if (count < 2)
		return error_set(parsing->error, ERROR_USAGE, 0,
			"run: name a script (a file, or one of auth, relay, send, starttls) and a target");
	parsing->options->script = words[0];
	return take_probe(parsing, count - 1, words + 1);
}

static bool take_open(struct parsing *parsing, int count, char **words)
{
	parsing->options->open = words[0];
	return count == 1 || error_set(parsing->error, ERROR_USAGE, 0, "open: name the file of one recorded session");
}

static bool take_report(struct parsing *parsing, int count, char **words)
{
	parsing->options->open = words[0];
	return count == 1 || error_set(parsing->error, ERROR_USAGE, 0,
				     "report: name the file of one recorded session (--record FILE)");
}

static bool take_topic(struct parsing *parsing, int count, char **words)
{
	char *topic = parsing->options->topic;
	size_t size = sizeof(parsing->options->topic), len = 0;

	for (int i = 0; i < count && len < size; i++)
		len += (size_t)snprintf(topic + len, size - len, "%s%s", i ? " " : "", words[i]);
	return len < size || error_set(parsing->error, ERROR_USAGE, 0, "help: a subject has a few words at most");
}

const struct subcommand subcommands[] = {
	{"demo", "[PROTOCOL]", "a teaching server inside the program", RUN_SESSION, take_demo, "demo imap"},
	{"probe", "TARGET", "what a server can speak: versions, ciphers, groups", RUN_PROBE, take_probe,
		"probe imap://mail.example.org"},
	{"check", "[TARGET ...]", "many servers at once, with verdicts", RUN_CHECK, take_check,
		"check mx1.example.org imaps://mail.example.org"},
	{"open", "FILE", "a recorded session, on the same screen", RUN_OPEN, take_open, "open session.jsonl"},
	{"report", "FILE", "a recorded session as a web page or text", RUN_REPORT, take_report,
		"report session.jsonl --to html --output session.html"},
	{"run", "SCRIPT TARGET", "a dialogue written down: say, expect, starttls", RUN_SCRIPT, take_run,
		"run starttls smtp://mail.example.org"},
	{"serve", "PROTOCOL", "the teaching server on a loopback port", RUN_SERVE, take_serve,
		"serve smtp --port 2525"},
	{"help", "[SUBJECT]", "options, a subcommand, a word of the protocols", RUN_HELP, take_topic, NULL},
};
const size_t subcommand_count = sizeof(subcommands) / sizeof(subcommands[0]);

const struct subcommand *subcommand_named(struct bytes name)
{
	for (size_t i = 0; i < subcommand_count; i++)
		if (bytes_equal(name, bytes_str(subcommands[i].name)))
			return &subcommands[i];
	return NULL;
}

const char *subcommand_of(enum run run)
{
	if (run == RUN_SESSION)
		return NULL;
	for (size_t i = 0; i < subcommand_count; i++)
		if (subcommands[i].run == run)
			return subcommands[i].name;
	return NULL;
}

/* The whole line */

static bool take_words(struct parsing *parsing, int count, char **words)
{
	const struct subcommand *subcommand = count ? subcommand_named(bytes_str(words[0])) : NULL;

	if (subcommand) {
		parsing->options->run = subcommand->run;
		return subcommand->take(parsing, count - 1, words + 1);
	}
	if (count)
		return take_target(parsing, count, words);
	bool hinted = (parsing->hints.has_protocol && parsing->protocol_level == LEVEL_LINE) ||
		      (parsing->hints.implicit_tls && parsing->implicit_level == LEVEL_LINE);
	return !hinted || error_set(parsing->error, ERROR_USAGE, 0, "no target: these options need one");
}

/* The options of the line belong to what runs. */
static bool belongs(const char *name, unsigned runs, struct parsing *parsing)
{
	enum run run = parsing->options->run;

	if (run == RUN_HELP || run == RUN_VERSION || run == RUN_COMPLETION || runs & (1u << run))
		return true;
	const char *place = subcommand_of(run);
	for (unsigned i = 0; !place && i < subcommand_count; i++)
		if (runs & (1u << subcommands[i].run))
			return error_set(parsing->error, ERROR_USAGE, 0, "--%s: it belongs to starlit %s", name,
				subcommands[i].name);
	return error_set(parsing->error, ERROR_USAGE, 0, "--%s: it has no place in starlit %s", name,
		place ? place : "without a subcommand");
}

static bool check_place(const struct option_row *row, struct parsing *parsing, const char *value)
{
	(void)value;
	return belongs(row->name, row->runs, parsing);
}

static bool check_place_of_alias(const struct option_alias *alias, struct parsing *parsing, const char *value)
{
	const struct option_row *row = option_alias_row(alias);

	(void)value;
	return belongs(alias->name, alias->runs & (row ? row->runs : ~0u), parsing);
}

/* Help and version are given whatever else stands there; with an option, help is about the subcommand that stands there. */
static bool take_words_of_help(struct options *options, int count, char **words)
{
	for (int i = 0; i < count && !*options->topic; i++)
		if (strcmp(words[i], "help"))
			snprintf(options->topic, sizeof(options->topic), "%s", words[i]);
	options->topic_by_option = true;
	return true;
}

/* What is to be known before the configuration file is read. The rest of the line must make sense as well. */
static bool take_early(const struct option_row *row, struct parsing *parsing, const char *value)
{
	return row->group != GROUP_PROGRAM || option_take(row, parsing, value);
}

/* Help is there even when the file is broken. word is the first one, or NULL. */
static bool needs_config(const struct options *options, const char *word)
{
	const struct subcommand *subcommand = word ? subcommand_named(bytes_str(word)) : NULL;

	return (options->run == RUN_SESSION && (!subcommand || subcommand->run != RUN_HELP)) ||
	       (options->run == RUN_COMPLETION && !strcmp(options->completion, "servers"));
}

/* The first word that names a server. To check, each is a target among others. */
static bool find_server(struct parsing *parsing, int count, char **words)
{
	const struct config *config = parsing->options->source.config;
	const struct subcommand *subcommand = count ? subcommand_named(bytes_str(words[0])) : NULL;

	if (subcommand && subcommand->run == RUN_CHECK)
		return true;
	for (int i = 0; i < count; i++) {
		if (words[i][0] != '@')
			continue;
		struct bytes name = bytes_str(words[i] + 1);
		parsing->server = config_server(config, name);
		if (!parsing->server)
			return config_no_server(config, name, parsing->error);
		parsing->options->server = parsing->server->name;
		return true;
	}
	return true;
}

/* Defaults, the file, the server's section of it, the line: each outweighs those before it. */
static bool take_all_options(struct parsing *parsing)
{
	const struct options_source source = parsing->options->source;

	if (source.config && !config_apply(source.config, NULL, parsing))
		return false;
	if (parsing->server && !config_apply(source.config, parsing->server, parsing))
		return false;
	parsing->level = LEVEL_LINE;
	return each_option(source.argc, source.argv, parsing, (struct takes){option_take, option_alias_take});
}

static struct options default_options(const struct options_source *source)
{
	return (struct options){.run = RUN_SESSION,
		.source = *source,
		.greet_after_tls = true,
		.add_tags = true,
		.history = true,
		.memory = true,
		.pace_us = PROBER_PACE_US,
		.connections = PROBER_CONNECTIONS,
		.jobs = CHECK_JOBS,
		.colour = !source->environment.no_color || !*source->environment.no_color};
}

static bool take_line(struct parsing *parsing)
{
	struct options *options = parsing->options;
	const struct options_source source = options->source;
	int count = source.argc - optind;
	char **words = source.argv + optind;

	if (options->run == RUN_SESSION && !find_server(parsing, count, words))
		return false;
	if (!take_all_options(parsing))
		return false;
	if (options->run == RUN_SESSION ? !take_words(parsing, count, words)
					: !take_words_of_help(options, count, words))
		return false;
	if (!each_option(source.argc, source.argv, parsing, (struct takes){check_place, check_place_of_alias}))
		return false;
	return options->run != RUN_SESSION || !options->capture_secrets || options->capture ||
	       error_set(parsing->error, ERROR_USAGE, 0, "--capture-secrets: it goes with --capture FILE");
}

bool options_parse(
	int argc, char **argv, const struct environment *environment, struct options *ret_options, struct error *error)
{
	struct options_source source = {.argc = argc, .argv = argv};
	if (environment)
		source.environment = *environment;
	struct options early = default_options(&source);
	struct parsing parsing = {.options = &early, .level = LEVEL_LINE, .no_color = !early.colour, .error = error};

	if (!each_option(argc, argv, &parsing, (struct takes){take_early, NULL}))
		return false;
	if (needs_config(&early, optind < argc ? argv[optind] : NULL) &&
		!config_open(&source.environment, early.config, &source.config, error))
		return false;
	struct options options = default_options(&source);
	options.run = early.run;
	parsing.options = &options;
	if (!take_line(&parsing)) {
		config_free(source.config);
		return false;
	}
	*ret_options = options;
	return true;
}

/* What concerns one connection; the screen and the files that are written stay as they are. */
static void take_connection(struct options *options, const struct options *from)
{
	options->server = from->server;
	options->has_target = from->has_target;
	options->target = from->target;
	options->ehlo = from->ehlo;
	options->name = from->name;
	options->sni_of_host = from->sni_of_host;
	options->tls = from->tls;
	options->passphrase_file = from->passphrase_file;
	options->sessions = from->sessions;
	options->on_injection = from->on_injection;
	options->family = from->family;
	options->connect_us = from->connect_us;
	options->reply_us = from->reply_us;
	options->greet_after_tls = from->greet_after_tls;
	options->starttls = from->starttls;
	options->add_tags = from->add_tags;
	options->demo_faults = from->demo_faults;
	options->pace_us = from->pace_us;
	options->connections = from->connections;
}

bool options_for_server(
	const struct options *options, const char *name, struct options *ret_options, struct error *error)
{
	struct options derived = default_options(&options->source);
	struct parsing parsing = {.options = &derived, .no_color = !derived.colour, .error = error};

	if (name) {
		parsing.server = config_server(options->source.config, bytes_str(name));
		if (!parsing.server)
			return config_no_server(options->source.config, bytes_str(name), error);
		derived.server = parsing.server->name;
	}
	if (!take_all_options(&parsing))
		return false;
	if (parsing.server && !parsing_target(&parsing, parsing.server->target, LEVEL_SECTION))
		return false;
	*ret_options = *options;
	take_connection(ret_options, &derived);
	return true;
}

const char *options_server(const struct options *options, size_t index, const char **ret_target)
{
	const struct config *config = options->source.config;

	if (!config || index >= config->server_count)
		return NULL;
	if (ret_target)
		*ret_target = config->servers[index].target;
	return config->servers[index].label;
}

void options_done(struct options *options)
{
	config_free(options->source.config);
	options->source.config = NULL;
}

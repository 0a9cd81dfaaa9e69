/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * option_table: the options and the subcommands, a row each. The command line, the configuration file, help, shell
 * completion and a test of the manual page read them, and nothing else says what there is.
 *
 * Ownership the tables are constant; values are kept as they are handed in, and must live as long as the options.
 * Failure   a value that makes no sense is false and an error: «--option: why».
 */
#ifndef STARLIT_APP_OPTION_TABLE_H
#define STARLIT_APP_OPTION_TABLE_H

#include "app/options.h"
#include "base/buffer.h"

/* What an option is about: a heading of the help. */
enum option_group {
	GROUP_CERTIFICATES,
	GROUP_CONNECTION,
	GROUP_HANDSHAKE,
	GROUP_SCREEN,
	GROUP_LINES,
	GROUP_FILES,
	GROUP_PROBE,
	GROUP_CHECK,
	GROUP_SCRIPT,
	GROUP_DEMO,
	GROUP_PROGRAM, /* what starlit itself is to do: never in a configuration file */
	GROUPS
};

/* Who said it; a later one wins. */
enum level { LEVEL_FILE, LEVEL_SECTION, LEVEL_LINE };

/* Options while they are read. */
struct parsing {
	struct options *options;
	struct target_hints hints;
	enum level level;                          /* of what is read now, */
	enum level protocol_level, implicit_level; /* and of what the hints hold */
	bool no_color;
	const struct config_server *server; /* of an @NAME that was typed */
	struct error *error;
};

struct config_server;

typedef bool take_fn(struct parsing *parsing, const char *value);

/* What becomes of the value. */
enum option_kind {
	OPTION_TAKEN,  /* take makes something of it; that of an option without one is NULL, or "no" */
	OPTION_KEPT,   /* a text in struct options */
	OPTION_SETS,   /* a bool there, which becomes true, */
	OPTION_CLEARS, /* or false */
};

struct option_row {
	const char *name;
	char letter; /* 0: none */
	/*
	 * NULL: it takes none. "one|two": one of these words. Else what it is, in capitals: FILE and DIR are completed as such.
	 */
	const char *argument;
	enum option_group group;
	unsigned runs; /* a bit for each enum run in which it means something, and OPTION_IN_FILE */
	enum option_kind kind;
	take_fn *take;
	size_t field; /* in struct options */
	const char *help;
};

/* It may stand in a configuration file. */
#define OPTION_IN_FILE (1u << 31)

extern const struct option_row option_rows[];
extern const size_t option_count;

/* A name that another program has for an option of ours. Of the command line alone: neither files nor completion know it. */
struct option_alias {
	const char *name;
	const char *program;
	const char *option; /* ours; NULL: what it asks for is so in any case */
	const char *value;  /* for ours, where it takes none itself */
	size_t sets;        /* a bool in struct options that becomes true besides; 0: none */
	unsigned runs;      /* where it means the same, of where ours does */
	const char *help;   /* what is to be said about it; NULL: nothing */
};

extern const struct option_alias option_aliases[];
extern const size_t option_alias_count;

/* NULL: there is none of that name. */
const struct option_alias *option_alias_named(struct bytes name);
/* NULL: none is needed. */
const struct option_row *option_alias_row(const struct option_alias *alias);
bool option_alias_takes_value(const struct option_alias *alias);
bool option_alias_take(const struct option_alias *alias, struct parsing *parsing, const char *value);

const char *option_group_name(enum option_group group);
/* One word, to ask the help for it. */
const char *option_group_word(enum option_group group);
/* NULL: there is none of that name. */
const struct option_row *option_named(struct bytes name);
/* Its argument is a list of words: the index-th of them; false behind the last. */
bool option_word(const struct option_row *row, size_t index, struct bytes *ret_word);
/* Its argument is the name of a file or a folder. */
bool option_takes_file(const struct option_row *row);
/* It may stand in a configuration file. */
bool option_in_file(const struct option_row *row);
/* Puts the value (NULL: there is none) where it belongs. */
bool option_take(const struct option_row *row, struct parsing *parsing, const char *value);

/*
 * What was typed for a target, "@NAME" of the configuration file included: into the options. A scheme outweighs what was said about
 * protocol and TLS at a lower level than its own.
 */
bool parsing_target(struct parsing *parsing, const char *text, enum level level);

/* What may be said first on the command line. */
struct subcommand {
	const char *name;
	const char *arguments; /* as the help shows them */
	const char *help;
	enum run run;
	/* Takes the words behind it. */
	bool (*take)(struct parsing *parsing, int count, char **words);
	const char *example; /* behind «starlit »; NULL: none */
};

extern const struct subcommand subcommands[];
extern const size_t subcommand_count;

const struct subcommand *subcommand_named(struct bytes name);
/* The first one that runs this; NULL for a session, which needs no subcommand. */
const char *subcommand_of(enum run run);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options: what the program was asked to do, from the command line. The tables behind it are in option_table.h.
 *
 * Failure   a line that makes no sense is false and an error: «option: why», with what to do about it.
 */
#ifndef STARLIT_APP_OPTIONS_H
#define STARLIT_APP_OPTIONS_H

#include "app/target.h"
#include "io/dial.h"
#include "model/event.h"
#include "report/check_writer.h"
#include "tls/tls.h"

/* What is asked of the environment; NULL: not set. It outlives the options. */
struct environment {
	const char *no_color;    /* NO_COLOR */
	const char *home;        /* HOME */
	const char *config_home; /* XDG_CONFIG_HOME */
};

/* Where the options came from, for a server that is named later. */
struct options_source {
	int argc;
	char **argv;
	struct environment environment;
	struct config *config; /* NULL: no file */
};

enum run {
	RUN_SESSION,
	RUN_OPEN,
	RUN_REPORT,
	RUN_SERVE,
	RUN_PROBE,
	RUN_CHECK,
	RUN_SCRIPT,
	RUN_HELP,
	RUN_VERSION,
	RUN_COMPLETION
};

/* What starlit report makes of a recording. */
enum report_form { REPORT_TEXT, REPORT_HTML, REPORT_JSON, REPORT_ASCIICAST };

enum { OPTION_SETS_MAX = 64 };

struct s_client;

struct options {
	enum run run;
	struct options_source source;
	const char *config;     /* --config: a file, or none; NULL: the usual one */
	const char *completion; /* --completion: a shell, or servers */
	const char *server;     /* the target came from there; NULL: no name was typed */
	char topic[120];        /* of help, of one word or several; empty: the short one */
	bool topic_by_option;   /* --help was typed: a word that is no subject of the help is not complained about */
	bool has_target;        /* false: the start screen */
	struct target target;
	const char *ehlo;
	const char *name; /* that the certificate must bear */
	bool sni_of_host; /* where no SNI is named, it is the target's name, and not that one */
	struct tls_settings
		tls; /* what is offered, anchors, our certificate; for serve, cert_file and key_file are the server's (NULL: minted) */
	const char *passphrase_file; /* for our key; NULL: it is asked for */
	const char *sessions;        /* a file of TLS sessions (tickets.h); NULL: none */
	bool no_resuming;            /* what is kept there is not offered again, */
	bool no_keeping;             /* and nothing is added */
	bool ignore_policy;          /* the system's, on TLS */
	enum injection_policy on_injection;
	enum dial_family family;
	int64_t connect_us;
	int64_t reply_us;
	bool greet_after_tls;
	bool starttls;      /* ask for TLS as soon as the server has greeted */
	bool plain;         /* line mode, on a terminal too; the rest of these five belongs to it */
	bool quiet;         /* only the server's bytes */
	bool pipeline;      /* lines of a pipe do not wait for replies */
	bool commands;      /* local commands in a pipe, too */
	bool clear_secrets; /* passwords in a pipe go out in the clear without being asked about */
	bool add_tags;
	bool colour;
	bool mouse;
	bool ascii;
	bool history;
	bool memory; /* of which servers have offered STARTTLS */
	unsigned demo_faults;
	const char *lesson;   /* its name, or its file; NULL: none */
	bool lessons;         /* they are listed, and that is all; likewise these two: */
	bool print_lesson;    /* its file is printed, */
	const char *handout;  /* a sheet is made of it */
	int64_t pace_us;      /* probe: between two connections */
	unsigned connections; /* probe: at most */
	char *const *words;   /* check: targets as they were typed, */
	int word_count;
	struct target_hints hints; /* and what was typed beside them */
	unsigned jobs;             /* check: targets at a time */
	enum check_format format;
	const char *resume;    /* check: a file of results; NULL: none */
	bool serve_port_given; /* false: the protocol's own port plus 10000 */
	uint16_t serve_port;
	const char *serve_save_ca;         /* where the minted root is written */
	const char *capture;               /* a capture file to be made; NULL: none */
	bool capture_secrets;              /* the TLS secrets go into it too */
	const char *key_log;               /* NULL: none */
	const char *environment_key_log;   /* SSLKEYLOGFILE; NULL: not set */
	const char *open;                  /* the recording to be shown, for RUN_OPEN and RUN_REPORT */
	enum report_form report_form;      /* report: what is made of it, */
	bool report_form_given;            /* by --to, not by the ending of the file's name */
	const char *report_output;         /* and the file that it goes to; NULL: standard output */
	const char *record;                /* a file that the session is recorded in; NULL: none */
	bool json;                         /* without a screen: events on standard output, as JSON Lines */
	bool unsafe_secrets;               /* passwords stay in what is shown, saved and recorded */
	const char *script;                /* run: a file, or the name of a ready-made one */
	const char *sets[OPTION_SETS_MAX]; /* run: NAME=VALUE */
	size_t set_count;
	bool verbose;              /* run: the session goes to standard output */
	struct s_client *s_client; /* the words and the manners of that program (s_client.h); NULL: ours */
	const char *dump;          /* the last screen is written there at the end: SVG or text, by its ending */
};

/* Texts point into argv and into the configuration file, which is read. environment may be NULL: nothing is set. */
bool options_parse(
	int argc, char **argv, const struct environment *environment, struct options *ret_options, struct error *error);
/*
 * Other options for a connection, as the same line would have given them with another target: with the server of that name in the
 * configuration file, or (NULL) with none of them. They live as long as options, and are not given to options_done.
 */
bool options_for_server(
	const struct options *options, const char *name, struct options *ret_options, struct error *error);
/* The names of the configuration file's servers, with their @; NULL behind the last. ret_target may be NULL. */
const char *options_server(const struct options *options, size_t index, const char **ret_target);
void options_done(struct options *options);

#endif

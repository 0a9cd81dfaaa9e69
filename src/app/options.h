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
#include "tls/tls.h"

enum run { RUN_SESSION, RUN_OPEN, RUN_SERVE, RUN_PROBE, RUN_SCRIPT, RUN_HELP, RUN_VERSION };

enum { OPTION_SETS_MAX = 64 };

struct options {
	enum run run;
	const char *topic;    /* of help; NULL: the short one */
	bool topic_by_option; /* --help was typed: a word that is no subject of the help is not complained about */
	bool has_target;      /* false: the start screen */
	struct target target;
	const char *ehlo;
	const char *name; /* that the certificate must bear */
	struct tls_settings
		tls; /* what is offered, anchors, our certificate; for serve, cert_file and key_file are the server's (NULL: minted) */
	const char *passphrase_file; /* for our key; NULL: it is asked for */
	const char *sessions;        /* a file of TLS sessions (tickets.h); NULL: none */
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
	unsigned demo_faults;
	int64_t pace_us;       /* probe: between two connections */
	unsigned connections;  /* probe: at most */
	bool serve_port_given; /* false: the protocol's own port plus 10000 */
	uint16_t serve_port;
	const char *serve_save_ca;         /* where the minted root is written */
	const char *capture;               /* a capture file to be made; NULL: none */
	bool capture_secrets;              /* the TLS secrets go into it too */
	const char *key_log;               /* NULL: none */
	const char *environment_key_log;   /* SSLKEYLOGFILE; NULL: not set */
	const char *open;                  /* the recording to be shown, for RUN_OPEN */
	const char *record;                /* a file that the session is recorded in; NULL: none */
	bool json;                         /* without a screen: events on standard output, as JSON Lines */
	bool unsafe_secrets;               /* passwords stay in what is shown, saved and recorded */
	const char *script;                /* run: a file, or the name of a ready-made one */
	const char *sets[OPTION_SETS_MAX]; /* run: NAME=VALUE */
	size_t set_count;
	bool verbose;     /* run: the session goes to standard output */
	const char *dump; /* the last screen is written there at the end: SVG or text, by its ending */
};

/* Texts point into argv. NO_COLOR is read from no_color (the variable's value or NULL). */
bool options_parse(int argc, char **argv, const char *no_color, struct options *ret_options, struct error *error);

#endif

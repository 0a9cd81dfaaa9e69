/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * console: a connection and what surrounds it, for a person who types: what the screen and line mode have in common.
 *
 * Purpose   journal, connection and its configuration, captures, kept TLS sessions, the user's key; connecting and
 *           leaving. Local commands (commands.h) work on it, so that they are the same wherever they are typed.
 * Ownership embedded in whoever has the loop, which fills in hooks and context. It owns what console_init makes and the
 *           connection; options and loop are borrowed.
 * Failure   what cannot be done is said through the hook, console_start excepted: there it ends the program.
 */
#ifndef STARLIT_APP_CONSOLE_H
#define STARLIT_APP_CONSOLE_H

#include "app/advising.h"
#include "app/connection.h"
#include "app/opened.h"
#include "app/options.h"
#include "app/recording.h"
#include "app/teacher.h"
#include "app/tickets.h"
#include "base/secret.h"
#include "io/loop.h"
#include "model/digest.h"

struct command;
struct console;

/* How it is shown is the affair of whoever has the console. All are set. */
struct console_hooks {
	/* A sentence of ours about what was typed, or about what we could not do. */
	void (*say)(void *context, enum severity severity, const char *sentence);
	/* The answer to a local command: lines under a title. */
	void (*show)(void *context, const char *title, const char *text);
	/* :quit */
	void (*quit)(void *context);
	/* A question: yes is called when it is answered so. False: nobody can be asked. */
	bool (*ask)(void *context, const char *title, const char *question, void (*yes)(struct console *console));
	/* A lesson goes on: what line mode says of it. A screen looks at console->teacher. */
	void (*taught)(void *context, const char *title, const char *text);
	/* A target is about to be connected to. */
	void (*connecting)(void *context, const struct target *target);
};

struct console {
	const struct console_hooks *hooks;
	void *context;
	const struct command *commands; /* those that only this user of the console has, sorted by name */
	size_t command_count;
	const struct options *options;      /* in use: base_options, or server_options */
	const struct options *base_options; /* as the program was begun with */
	struct options server_options;      /* of a server that was named later (servers.h) */
	struct loop *loop;
	struct journal *journal;
	struct digest digest; /* console_digest */
	struct advising advising;
	struct capture *capture;         /* files that everything on the wire goes to as well */
	struct opened opened;            /* a recorded session in place of a live one */
	struct recording recording;      /* of the journal, by --record or :record */
	struct connection *connection;   /* NULL: there was none yet */
	struct connection_config config; /* of the present or last connection */
	char client_name[256];           /* config.client_name points here once :ehlo set it */
	struct secret before_secret;     /* :secret: what stands in front of the secret on its line */
	bool asking_secret;
	struct teacher teacher;
	struct tickets tickets;    /* of --sessions */
	struct buffer tls_session; /* what :resume offers again; secret */
	struct secret passphrase;  /* of the user's key, with a NUL behind it; config.session.tls points here */
	bool unlocking;            /* it is being asked for, */
	struct target locked_out;  /* and then this is connected to */
};

/* Makes the journal; hooks, context and commands are left as they are. */
void console_init(struct console *console, const struct options *options, struct loop *loop);
/* Closes everything. */
void console_done(struct console *console);
/* A recorded session is shown. */
bool console_recorded(const struct console *console);
/* Reads and opens what the options name: kept sessions, the key's pass phrase, captures, a recording. */
bool console_start(struct console *console, struct error *error);

/* Reads the kept TLS sessions that the options name, in place of those that were read. */
bool console_open_tickets(struct console *console, struct error *error);
void console_connect(struct console *console, const struct target *target);
/* Frees the connection, and keeps its TLS session where that was asked for. */
void console_end_connection(struct console *console);
bool console_alive(const struct console *console);
/* NULL: there was no connection yet. */
const struct proto *console_proto(const struct console *console);
/* The present state, folded up to the last event. */
const struct digest *console_digest(struct console *console);
/* The connection is in the clear, over a wire on which others could listen: the demo has none, but in lessons. */
bool console_overheard(const struct console *console);
/* The connection is in the clear, and the server has offered to change that. */
bool console_offers_tls(const struct console *console);
/* A trial (trials.h) is on its way: nothing but local commands is taken. */
bool console_trying(const struct console *console);
/* Lines that begin with ":" are ours now: they are not while a message, a literal or an answer is typed. */
bool console_takes_commands(const struct console *console);
/* The server has answered everything, or waits for what is typed next. */
bool console_server_ready(const struct console *console);
/* Once per round: what happened is recorded. */
void console_catch_up(struct console *console);
/* What must be seen for as long as it is so: what leaves this program, and that passwords are not masked. */
const char *console_warning(const struct console *console, char *text, size_t size);
/* Whether the line may go into a history: a command, and no secret in it. */
bool console_keeps(const struct console *console, struct bytes line);
/* :secret WORDS was asked: appends the line, which is WORDS, a blank and what was typed unseen. */
void console_secret_line(struct console *console, struct bytes secret, struct buffer *ret_line);

void console_say(struct console *console, enum severity severity, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void console_show(struct console *console, const char *title, const char *text);

#endif

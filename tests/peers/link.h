/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * link: a real TLS server in a process of its own, and our engine joined to it by a socket on loopback.
 *
 * Purpose   starts the server, finds its port, carries bytes, and waits for what is to happen: for the server's words,
 *           for events, for the end. It waits in poll for bytes, never for time to pass; each wait has a deadline.
 * Ownership the link owns process, descriptors, journal and engine; link_close ends the process by its id.
 * Failure   whatever does not happen in time fails the test, with all that was told by both sides.
 */
#ifndef STARLIT_TESTS_PEERS_LINK_H
#define STARLIT_TESTS_PEERS_LINK_H

#include "account.h"
#include "model/journal.h"
#include "tls/tls.h"
#include <sys/types.h>

enum { LINK_ARGUMENTS_MAX = 40 };

struct link {
	const char *what; /* for failures */
	pid_t pid;        /* 0: ended */
	int status;       /* as waitpid says */
	int words;        /* into its standard input; -1: closed */
	int pipes[2];     /* its standard output and error; -1: ended */
	struct buffer told[2];
	int port;
	size_t piece; /* the engine is given so many bytes at once; 0: as they come */
	int socket;   /* -1: none */
	struct clock_hands hands;
	struct journal *journal;
	struct tls *tls;
};

/* Whether a program of that name can be run. */
bool link_has(const char *program);

/*
 * Puts this process, and those that it starts, into a network of its own that has but a loopback: for a server that listens
 * wherever it can. Where that is not allowed, nothing happens.
 */
void link_alone(void);

/* The arguments end with NULL; the first is the program, found by PATH. */
void link_start(struct link *link, const char *what, const char *const *arguments);
/* The port that stands behind the mark in what the server prints: "ACCEPT 127.0.0.1:". */
void link_read_port(struct link *link, const char *mark);
/* For servers that must be told their port: a free one. */
int link_free_port(void);

/* Connects and makes a client with these settings. A second call is another connection, told in the same journal. */
void link_connect(struct link *link, const struct tls_settings *settings);
/* Tells a server that does not end by itself to end, and waits for it. */
void link_stop(struct link *link);
/* Cuts the connection without a word. */
void link_cut(struct link *link);
void link_close(struct link *link);

typedef bool link_done_fn(struct link *link, const void *context);
/* Carries bytes until done says so. */
void link_until(struct link *link, const char *for_what, link_done_fn *done, const void *context);
/* Until the handshake is complete, or has failed. */
void link_until_handshake(struct link *link);
/* Until the server's close_notify has come. */
void link_until_closed(struct link *link);
void link_expect_up(const struct link *link);
/* Until the engine can neither send nor receive, or the connection has ended. */
void link_until_end(struct link *link);
/* Until the server has closed the connection: it has written down then what it did. */
void link_until_hung_up(struct link *link);
/* Until the server has printed it, in all that it printed since the beginning. */
void link_until_told(struct link *link, const char *text);
/* Until as many messages of that type are in the journal; until such an alert is. */
void link_until_message(struct link *link, enum direction direction, unsigned type, unsigned count);
void link_until_alert(struct link *link, enum direction direction, unsigned description);
/* Until what came inside TLS holds the text; it is consumed then. */
void link_until_heard(struct link *link, const char *text);
/* Until the server's process has ended, within the same deadline. */
void link_until_gone(struct link *link);

/* Inside TLS; to the server's standard input. */
void link_say(struct link *link, const char *text);
void link_command(struct link *link, const char *text);

/* How many records, messages or alerts there are of that kind, direction and (but for records) number. */
unsigned link_count(const struct link *link, enum event_kind kind, enum direction direction, unsigned number);
/* Who has broken off, for account_expect_same. */
enum account_cut link_cut_by(const struct link *link);

#endif

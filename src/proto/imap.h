/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap: what the files of IMAP share. Internal to proto.
 *
 * imap.c holds the state and the table of operations, imap_receive.c the server's lines, imap_send.c the typed ones.
 */
#ifndef STARLIT_PROTO_IMAP_H
#define STARLIT_PROTO_IMAP_H

#include "proto/engine.h"
#include "proto/imap_parse.h"
#include "proto/literal.h"

enum imap_phase { IMAP_CONNECTED, IMAP_NOT_AUTHENTICATED, IMAP_AUTHENTICATED, IMAP_SELECTED, IMAP_LOGOUT };

/* Which "+" a command takes besides those for its literals: pending.detail. */
enum imap_asks {
	IMAP_ASKS_NOTHING,
	IMAP_ASKS_SECRET, /* AUTHENTICATE; a verb that is not known may ask for one as well */
	IMAP_ASKS_IDLE    /* IDLE: once, until DONE */
};

/* A command of ours that literals break over several typed lines. */
enum imap_open {
	IMAP_CLOSED, /* nothing is open: the next line is a command */
	IMAP_HELD,   /* a literal is announced, and the server has not said "+" */
	IMAP_OCTETS, /* its octets are typed */
	IMAP_REST    /* they are complete: the rest of the command is typed */
};

struct imap {
	struct proto proto;
	enum imap_phase phase;
	char series; /* letter of our tags: 'a', after TLS 'b' */
	unsigned next_tag;
	/* the server's line that is being received */
	bool goes_on;        /* the next line continues one that a literal has broken */
	bool may_break;      /* the present one may end with a literal's announcement */
	enum line_role role; /* of its pieces */
	struct literal_scan scan;
	bool holds;         /* it is an over-long one */
	struct buffer held; /* the first piece of an over-long one, until its end comes */
	/* what the server has asked for */
	bool challenged; /* a SASL answer */
	bool idling;     /* DONE */
	/* a command of ours that is broken by literals */
	enum imap_open open;
	bool answered;      /* its reply came before its end: nobody waits for it, but its octets are owed */
	uint64_t announced; /* octets that may be sent once "+" comes */
	bool has_secret;    /* LOGIN, AUTHENTICATE: what follows its first argument is a secret */
	unsigned arguments; /* how many stand on its lines so far */
};

enum { IMAP_VERBS = 47 };
extern const struct proto_verb imap_verbs[IMAP_VERBS];

/* imap.c */
/* The state, by what is open, asked for and outstanding. */
void imap_settle(struct imap *imap);
/* The command that is open, while it waits for its reply; else NULL. */
struct pending *imap_open_pending(struct imap *imap);

/* imap_receive.c */
enum proto_step imap_line(struct proto *proto, const struct line *line);

/* imap_send.c */
bool imap_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error);
void imap_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan);
struct bytes imap_verb_of(const struct proto *proto, struct bytes line);
/* The server said "+": the announced literal is typed next. */
void imap_begin_literal(struct imap *imap);

#endif

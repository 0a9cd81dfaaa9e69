/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sieve: what the files of ManageSieve share. Internal to proto.
 *
 * sieve.c holds the state, the verbs and the table of operations, sieve_receive.c the server's lines, sieve_send.c the
 * typed ones.
 */
#ifndef STARLIT_PROTO_SIEVE_H
#define STARLIT_PROTO_SIEVE_H

#include "proto/engine.h"
#include "proto/literal.h"
#include "proto/sieve_parse.h"

enum sieve_phase {
	SIEVE_CONNECTED, /* the greeting is due: at the beginning, and again once TLS is up (RFC 5804 §2.2) */
	SIEVE_NOT_AUTHENTICATED,
	SIEVE_AUTHENTICATED,
	SIEVE_LOGOUT
};

/* A command or an answer of ours that literals break over several typed lines. */
enum sieve_open { SIEVE_CLOSED, SIEVE_OCTETS, SIEVE_REST };

struct sieve {
	struct proto proto;
	enum sieve_phase phase;
	/* the server's line that is being received: one with literals is put together again, they become quoted strings */
	bool goes_on;        /* the next line continues one that a literal has broken */
	bool keeps;          /* it means something, and so it is put together */
	bool status;         /* it began with OK, NO or BYE */
	enum line_role role; /* of its pieces */
	struct literal_scan scan;
	struct buffer whole;
	bool challenged; /* the server waits for a SASL answer */
	/* what is being typed */
	enum sieve_open open;
	bool open_answer;   /* it is an answer, not a command */
	bool answered;      /* its reply came before its end: nobody waits for it, but its octets are owed */
	bool has_secret;    /* AUTHENTICATE: what follows the mechanism */
	unsigned arguments; /* how many stand on its lines so far */
};

/* sieve.c */
/* The state, by what is open, asked for and outstanding. */
void sieve_settle(struct sieve *sieve);
/* The command that is open, while it waits for its reply; else NULL. */
struct pending *sieve_open_pending(struct sieve *sieve);

/* sieve_receive.c */
enum proto_step sieve_line(struct proto *proto, const struct line *line);

/* sieve_send.c */
struct bytes sieve_verb_of(const struct proto *proto, struct bytes line);
void sieve_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan);
bool sieve_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error);

#endif

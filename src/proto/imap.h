/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap: what the files of IMAP share. Internal to proto.
 */
#ifndef STARLIT_PROTO_IMAP_H
#define STARLIT_PROTO_IMAP_H

#include "proto/engine.h"

enum imap_phase { IMAP_CONNECTED, IMAP_NOT_AUTHENTICATED, IMAP_AUTHENTICATED, IMAP_SELECTED, IMAP_LOGOUT };

struct imap {
	struct proto proto;
	enum imap_phase phase;
	char series; /* letter of our tags: 'a', after TLS 'b' */
	unsigned next_tag;
	bool in_literal;   /* octets of a server's literal are coming; the line goes on behind them */
	bool line_goes_on; /* the next line continues one that was broken by a literal */
	bool idling;
	/* a command of ours that is broken by literals */
	bool command_open;  /* its last line announced a literal */
	uint64_t announced; /* octets that may be sent once "+" comes */
	bool now;           /* {n+}: at once */
	unsigned arguments; /* LOGIN: how many arguments are complete */
	bool login;
};

enum { IMAP_VERBS = 36 };
extern const struct proto_verb imap_verbs[IMAP_VERBS];

/* imap_send.c */
bool imap_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error);
void imap_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan);
struct bytes imap_verb_of(const struct proto *proto, struct bytes line);
/* The server said "+": the announced literal is typed next. */
void imap_begin_literal(struct imap *imap);

#endif

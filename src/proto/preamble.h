/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * preamble: the way to TLS in protocols for which there is no engine: what is awaited, what is said, what is a yes.
 *
 * Purpose   a table with one row for each protocol and one step for each thing that the server says: FTP (RFC 4217), NNTP
 *           (RFC 4642), XMPP (RFC 6120 §5), IRC (IRCv3 tls), PostgreSQL, MySQL, LDAP (RFC 4511 §4.14). Behind it comes TLS,
 *           and inside that bytes are passed on as they are (PROTOCOL_RAW).
 * Sans-I/O  it eats bytes and appends bytes; it knows neither socket nor TLS, and appends no events.
 * Trust     exactly one answer of the server is taken at a time, cut off by the protocol's own framing: what follows the yes
 *           is not part of it (the rules of session/starttls.c). An answer counts only for what had left us before it came:
 *           the caller says so with preamble_sent.
 * Ownership the caller owns the preamble; rows are constant. Memory is bounded by PREAMBLE_ANSWER_MAX.
 * Failure   whatever the server does wrong is PREAMBLE_REFUSED or PREAMBLE_BROKEN with a sentence.
 */
#ifndef STARLIT_PROTO_PREAMBLE_H
#define STARLIT_PROTO_PREAMBLE_H

#include "base/buffer.h"
#include <stdint.h>

enum { PREAMBLE_ANSWER_MAX = 16384 };

struct preamble_step;

struct preamble_info {
	const char *name;   /* as -starttls has it: "ftp", "xmpp-server" */
	const char *title;  /* "FTP" */
	uint16_t port;      /* in the clear */
	bool text;          /* its lines end with CR LF: those that are typed get one */
	bool speaks_to_one; /* the first thing that is said names the server (XMPP) */
	const struct preamble_step *steps;
	size_t step_count;
};

/* NULL: there is none of that name. */
const struct preamble_info *preamble_named(const char *name);
size_t preamble_count(void);
const struct preamble_info *preamble_at(size_t index);

struct preamble;

/* host is the name that the server is addressed by, copied. */
struct preamble *preamble_new(const struct preamble_info *info, const char *host);
void preamble_free(struct preamble *preamble);

enum preamble_result {
	PREAMBLE_NEED_MORE, /* all input is consumed */
	PREAMBLE_MORE_HERE, /* an answer was taken; call again with what is left */
	PREAMBLE_AGREED,    /* TLS begins once everything said has left; what is left of the input belongs to nobody */
	PREAMBLE_REFUSED,   /* the server will not, for the reason in the answer */
	PREAMBLE_BROKEN     /* this is not the protocol, or an answer came before its question; see preamble_problem */
};

/* The transport is there: appends what the client says first, if anything. */
void preamble_begin(struct preamble *preamble, struct buffer *out);
/* Everything that was appended to out has left whole. */
void preamble_sent(struct preamble *preamble);
/* Feeds input. *ret_answer is the answer that was completed, valid until the next call. Appends to out what comes next. */
enum preamble_result preamble_receive(
	struct preamble *preamble, struct bytes input, size_t *ret_used, struct bytes *ret_answer, struct buffer *out);
/* A sentence for PREAMBLE_BROKEN, and for a refusal that bears no text of the server's; else NULL. */
const char *preamble_problem(const struct preamble *preamble);
/* What in that answer is meant for people. */
struct bytes preamble_text(const struct preamble *preamble, struct bytes answer);
/* What came without being a whole answer yet. */
struct bytes preamble_rest(const struct preamble *preamble);

#endif

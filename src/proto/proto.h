/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proto: one protocol engine behind one contract.
 *
 * Purpose   turns bytes of a server into events, and typed lines into bytes for it: SMTP (RFC 5321), LMTP (RFC 2033),
 *           IMAP4rev1 and rev2 (RFC 3501, RFC 9051), POP3 (RFC 1939), ManageSieve (RFC 5804).
 * Sans-I/O  the engine eats bytes, fills a buffer, and appends events to the journal. It does not know sockets, TLS,
 *           the clock or the screen, and never calls up. It cannot tell whether it is encrypted.
 * Ownership the caller owns the engine and the buffers; the journal outlives the engine.
 * Failure   a server that breaks the rules is an event. A typed line that cannot be sent is false and an error.
 * Limits    a line is kept up to PROTO_LINE_MAX, given on in pieces of PROTO_PIECE; past that it is counted and dropped
 *           until its end comes (EVENT_LIMIT). Nothing that a peer announces (literal sizes, counts) allocates memory.
 */
#ifndef STARLIT_PROTO_PROTO_H
#define STARLIT_PROTO_PROTO_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/caps.h"
#include "model/journal.h"
#include "model/redact.h"

enum protocol { PROTOCOL_SMTP, PROTOCOL_LMTP, PROTOCOL_IMAP, PROTOCOL_POP3, PROTOCOL_SIEVE };
enum { PROTOCOLS = PROTOCOL_SIEVE + 1 };
/* No protocol at all: bytes are passed on as they come, in both directions; never among those that a user can name. */
#define PROTOCOL_RAW ((enum protocol)PROTOCOLS)

enum {
	PROTO_PIECE = 65536,
	PROTO_LINE_MAX = 1 << 20,
	PROTO_REPLY_LINES_MAX = 16384, /* lines of one reply that are parsed for capabilities; the rest is shown only */
	PROTO_PENDING_MAX = 256        /* commands that may wait for their replies */
};

/* What is constant about a protocol. */
struct proto_info {
	enum protocol protocol;
	const char *name;         /* "SMTP" */
	const char *scheme;       /* "smtp" */
	const char *greet_verb;   /* "EHLO", "LHLO", "CAPABILITY", "CAPA" */
	const char *upgrade_verb; /* "STARTTLS", "STLS" */
	const char *upgrade_cap;  /* the capability that offers it */
	const char *quit_verb;    /* "QUIT", "LOGOUT" */
	uint16_t port;            /* in the clear, with STARTTLS */
	uint16_t tls_port;        /* implicit TLS; 0: none is registered */
	const char *srv_service;  /* "_imap": RFC 6186; NULL: none */
};
const struct proto_info *proto_info(enum protocol protocol);

/* Where the dialogue stands, alike for all protocols. */
enum proto_state {
	PROTO_UNCONNECTED,
	PROTO_GREETING,  /* connected, the greeting has not come */
	PROTO_READY,     /* nothing is outstanding */
	PROTO_WAITING,   /* a reply is outstanding */
	PROTO_BODY,      /* message text is being typed, until a lone dot, or for a BDAT chunk */
	PROTO_LITERAL,   /* octets of a literal are being typed */
	PROTO_ANSWER,    /* the server waits for an answer: a SASL response, DONE */
	PROTO_UPGRADING, /* the server agreed to TLS; nothing may be sent or read here until proto_secured */
	PROTO_CLOSED
};
const char *proto_state_name(enum proto_state state);

struct proto_config {
	const char *client_name; /* for EHLO and LHLO: an FQDN or an address literal */
	bool add_tags;           /* IMAP: put a tag in front of a line that lacks one (default of the program: yes) */
	bool implicit_tls;       /* TLS was there before the greeting */
	bool openssl_words;      /* what is advised is spelt as for openssl s_client */
	bool unsafe_secrets; /* the journal keeps what redact.h would hide: somebody debugs a login and asked for it */
};

struct proto;

/* config is copied. */
struct proto *proto_new(enum protocol protocol, const struct proto_config *config, struct journal *journal);
void proto_free(struct proto *proto);

/* The transport is there; the greeting is awaited. */
void proto_connected(struct proto *proto);

enum proto_step {
	PROTO_NEED_MORE, /* all input is consumed */
	PROTO_MORE_HERE, /* a reply or line is complete; call again with what is left */
	/*
	 * The positive reply to our own STARTTLS is complete, and the command had been sent whole (security rule 5).
	 * What is left of the input is not ours: it came in the clear and belongs to nobody.
	 */
	PROTO_UPGRADE,
	PROTO_FINISHED /* the server said good-bye (221, BYE, +OK to QUIT); what is left can be fed on, as stray */
};

/*
 * Feeds input. At most one reply is taken; *ret_used says how many bytes were consumed (all of them unless a reply
 * ended earlier). Memory stays bounded whatever comes.
 */
enum proto_step proto_receive(struct proto *proto, struct bytes input, size_t *ret_used);
/* The stream has ended: a fragment without line end becomes a line event; the state is closed. */
void proto_ended(struct proto *proto);

/* What a typed line would be, before it is sent. */
struct proto_plan {
	enum line_role role;
	struct redaction secrets; /* offsets in the typed line */
	bool has_secret;          /* a password or a token goes out with it */
	bool misplaced;           /* ... in a command that bears none in this protocol */
	bool asks_upgrade;        /* it is STARTTLS or STLS */
	bool waits;               /* what may follow depends on the reply: STARTTLS, DATA, AUTH, IDLE, a literal {n} */
	bool leads;               /* what follows is no command when the server agrees: a message, octets, an answer */
	bool legal;               /* its verb is known and fits the state */
	const char *hint;         /* a sentence when it is odd: illegal here, unknown verb, not advertised; else NULL */
};
void proto_examine(const struct proto *proto, struct bytes line, struct proto_plan *ret_plan);

/*
 * Sends one typed line (without line end): appends its bytes to out and its EVENT_LINE to the journal, redacted.
 * A tag is put in front where one is missing, a body line that begins with a dot gets another (RFC 5321 §4.5.2).
 * automatic marks lines that nobody typed. False when the line holds CR, LF or NUL, is too long, cannot be sent in this
 * state (closed, upgrading), or out is full; nothing is sent then.
 */
bool proto_send(struct proto *proto, struct bytes line, bool automatic, struct buffer *out, struct error *error);
/* The bytes of the last proto_send have left us whole; until then no positive reply can be an agreement. */
void proto_sent(struct proto *proto);
/* Sends exactly these bytes: no tag, no line end, no dot. For :raw. They are shown, and a secret in them is not known. */
bool proto_send_raw(struct proto *proto, struct bytes raw, struct buffer *out, struct error *error);

/* The lines that the user would type: the greeting verb (with the client's name), the upgrade, the good-bye. */
void proto_greet_line(const struct proto *proto, struct buffer *line);
void proto_upgrade_line(const struct proto *proto, struct buffer *line);
void proto_quit_line(const struct proto *proto, struct buffer *line);

/*
 * TLS is up, and proto_connected was for the clear phase: everything learned before is forgotten (RFC 3207 §4.2, RFC
 * 9051 §6.2.1, RFC 2595 §4): capabilities, pending commands, half lines, the tag series. ManageSieve expects its
 * capability greeting again (RFC 5804 §2.2).
 */
void proto_secured(struct proto *proto);

enum proto_state proto_state(const struct proto *proto);
/* The server has answered everything, and waits for a command, a line of a message, octets, or an answer. */
bool proto_takes_line(const struct proto *proto);
/* The protocol's own word for where it is: "mail", "selected", "transaction". */
const char *proto_phase_name(const struct proto *proto);
enum protocol proto_protocol(const struct proto *proto);
/* What the server advertised in the present phase; NULL when it has not. */
const struct caps *proto_caps(const struct proto *proto);
/* How many commands wait for a reply. */
size_t proto_outstanding(const struct proto *proto);
/* Octets of a literal or BDAT chunk still to be typed; 0 otherwise. */
uint64_t proto_octets_left(const struct proto *proto);
/* In PROTO_ANSWER: whether the answer is a secret (SASL), to be typed unseen. */
bool proto_answer_is_secret(const struct proto *proto);
void proto_set_client_name(struct proto *proto, const char *name);

/* A verb of the protocol, for completion, hints and help. */
enum proto_where { /* states where a verb is legal, as a mask */
	WHERE_NONE = 0,
	WHERE_GREETED = 1 << 0, /* after the greeting, before EHLO; IMAP and POP3: not authenticated */
	WHERE_HELLO = 1 << 1,   /* after EHLO, no transaction */
	WHERE_MAIL = 1 << 2,    /* a sender is set */
	WHERE_RCPT = 1 << 3,    /* a recipient is accepted */
	WHERE_AUTHENTICATED = 1 << 4,
	WHERE_SELECTED = 1 << 5,
	WHERE_CLEAR = 1 << 6, /* only outside TLS */
	WHERE_ANY = 0x3f
};
struct proto_verb {
	const char *name;      /* "MAIL FROM:" */
	const char *arguments; /* "<address> [SIZE=octets]" */
	const char *help;      /* one line */
	const char *rfc;       /* "RFC 5321 §4.1.1.2" */
	const char *needs_cap; /* the capability that offers it; NULL: none needed */
	unsigned where;        /* enum proto_where */
};
const struct proto_verb *proto_verbs(enum protocol protocol, size_t *ret_count);
/* Whether the verb fits the present state. */
bool proto_verb_legal(const struct proto *proto, const struct proto_verb *verb);

/*
 * The index-th completion of the line typed so far, from the verbs that are legal now and the server's own
 * capabilities (AUTH mechanisms, parameters). Appends the whole completed line to ret_line and, when ret_help is not
 * NULL, points it at a one-line help. False when there are no more.
 */
bool proto_complete(
	const struct proto *proto, struct bytes typed, size_t index, struct buffer *ret_line, const char **ret_help);

#endif

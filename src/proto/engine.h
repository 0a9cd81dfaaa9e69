/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * engine: what the protocols share. Internal to proto.
 *
 * proto.c holds the common part (line splitting, pending commands, events) and calls a protocol through its table of
 * operations; smtp.c (with lmtp), imap.c, pop3.c and sieve.c fill one each and keep their own state in a struct that
 * begins where struct proto ends.
 */
#ifndef STARLIT_PROTO_ENGINE_H
#define STARLIT_PROTO_ENGINE_H

#include "proto/lines.h"
#include "proto/proto.h"

/* A command that waits for its reply. */
struct pending {
	char verb[32];    /* upper case, without arguments */
	char tag[32];     /* IMAP */
	int64_t sent_us;  /* on the journal's scale */
	bool whole;       /* all of it has left us */
	bool upgrade;     /* STARTTLS, STLS */
	unsigned answers; /* LMTP: replies still due */
	unsigned detail;  /* the protocol's own note on it (POP3: multi-line or not) */
};

/* How a typed line looks on the wire beside its own bytes. */
struct sent_form {
	char prefix[40]; /* a tag and a blank that we put in front */
	uint32_t flags;  /* enum line_flags */
};

struct proto_ops {
	const struct proto_info *info;
	const struct proto_verb *verbs;
	size_t verb_count;
	size_t size;       /* of the protocol's own struct, whose first member is struct proto */
	bool at_once;      /* nothing waits for a line end: every run of bytes is told as it comes */
	bool takes_pieces; /* line is called for every piece of an over-long line; otherwise for its first one only */
	/*
	 * One line of the server (lines.h). Returns PROTO_NEED_MORE when it completes nothing, PROTO_MORE_HERE when a reply is
	 * complete.
	 */
	enum proto_step (*line)(struct proto *proto, const struct line *line);
	/* Judges a typed command; role, legal and hint come filled in from the verb table. May be NULL. */
	void (*examine)(const struct proto *proto, struct bytes line, struct proto_plan *plan);
	/* Appends the wire form of a typed line and notes which reply is due. Appends no events. */
	bool (*send)(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
		struct sent_form *form, struct error *error);
	void (*reset)(struct proto *proto, bool secured); /* connected, or secured: forget everything */
	void (*done)(struct proto *proto);                /* may be NULL */
	const char *(*phase_name)(const struct proto *proto);
	unsigned (*where)(const struct proto *proto); /* enum proto_where of the present state */
	/* The verb of a typed line, behind a tag where there is one. */
	struct bytes (*verb_of)(const struct proto *proto, struct bytes line);
	/* Whether the server offers what goes by that capability; NULL: when it is advertised under that name. */
	bool (*offers)(const struct proto *proto, const char *cap);
	/* Completion of arguments: the index-th one for the typed line; may be NULL. */
	bool (*complete)(const struct proto *proto, struct bytes typed, size_t index, struct buffer *line);
};

enum { PEEK_MAX = 8 };

struct proto {
	const struct proto_ops *ops;
	struct journal *journal;
	struct proto_config config;
	char *client_name;
	enum proto_state state;
	bool secured;  /* TLS is there, by upgrade or from the start */
	bool finished; /* the server said good-bye */
	struct lines lines;
	struct pending pending[PROTO_PENDING_MAX];
	size_t pending_count;
	struct caps *caps;       /* of the present phase; NULL before */
	struct caps *collecting; /* being received */
	uint64_t octets_left;    /* of a literal or chunk that is being typed */
	bool answer_secret;
	bool literal_secret; /* the octets being typed are a secret */
	/* the reply that is being received */
	uint64_t reply_first; /* event number of its first line */
	uint32_t reply_lines;
	unsigned told; /* oddities that are told once a phase: a bit each */
	const char *phase_told;
	unsigned char first[PEEK_MAX]; /* the first bytes of the stream, to recognise a wrong port */
	size_t first_len;
	int64_t connected_us;
};

/* proto.c: for the protocols */

/* Appends the line's event; role and more flags are the protocol's. Returns the event's number. */
uint64_t engine_tell_line(struct proto *proto, const struct line *line, enum line_role role, uint32_t flags);
/* The same for a line of a reply: its first one is remembered, lines are counted. */
void engine_tell_reply_line(struct proto *proto, const struct line *line, enum line_role role, bool more);
/* Appends the reply's event, with what the engine knows of it; answered is the command, or NULL. Resets the count. */
void engine_tell_reply(struct proto *proto, struct event_reply *reply, const struct pending *answered);
/* Told once in each phase. */
void engine_odd_once(
	struct proto *proto, enum oddity oddity, enum severity severity, struct bytes evidence, const char *sentence);
/* The collected capabilities become the present ones. */
void engine_tell_caps(struct proto *proto);
struct caps *engine_collect(struct proto *proto);

struct pending *engine_expect(struct proto *proto, struct bytes verb);
struct pending *engine_oldest(struct proto *proto);
void engine_answered(struct proto *proto, struct pending *pending);
/* Ready or waiting, by what is outstanding. */
void engine_settle(struct proto *proto);
/* A STARTTLS of ours waits for its reply. */
bool engine_upgrade_outstanding(const struct proto *proto);
void engine_tell_starttls(struct proto *proto, enum starttls_step step, struct bytes text);
/* The reply to our STARTTLS: decides, tells, and returns the step. */
enum proto_step engine_upgrade_reply(
	struct proto *proto, const struct pending *pending, bool positive, struct bytes text);
/* Sends octets of a chunk or literal; false with an error when the line does not fit what is left. */
bool engine_send_octets(struct proto *proto, struct bytes line, struct buffer *out, struct error *error);
bool engine_append(struct buffer *out, struct bytes line, struct error *error); /* with CR LF */
/* False when the server has told what it can do, and this is not among it. */
bool engine_offers(const struct proto *proto, const struct proto_verb *verb);

/* Behind AUTH, an answer that is typed before it was asked for: as secret as any, but for «*», which cancels. */
void engine_plan_answer_ahead(struct bytes line, struct proto_plan *plan);

/* misplaced.c: what looks like a password in a command that bears none in this protocol */
void misplaced_find(const struct proto *proto, struct bytes line, struct redaction *secrets);
/* It was sent: nothing of it is kept, and waits says that the newest pending command is this one. */
void misplaced_sent(struct proto *proto, struct bytes line, const struct redaction *secrets, bool waits);

/* wrong_port.c: what speaks here, judged by a greeting's first bytes */
bool wrong_port_tls(struct bytes first);
const char *wrong_port_name(struct bytes greeting, enum protocol expected);

extern const struct proto_ops smtp_ops, lmtp_ops, imap_ops, pop3_ops, sieve_ops, raw_ops;

#endif

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

struct proto_ops {
	const struct proto_info *info;
	const struct proto_verb *verbs;
	size_t verb_count;
	size_t size; /* of the protocol's own struct, whose first member is struct proto */
	/* One line (or first piece) of the server; see lines.h for its flags. Returns the step. */
	enum proto_step (*line)(struct proto *proto, const struct line *line);
	/* Judges a typed line; common parts are filled in before. */
	void (*examine)(const struct proto *proto, struct bytes line, struct proto_plan *plan);
	/* Appends the wire form of a typed line and notes what reply is due. */
	bool (*send)(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
		struct error *error);
	void (*reset)(struct proto *proto, bool secured); /* connected, or secured: forget everything */
	void (*done)(struct proto *proto);                /* may be NULL */
	const char *(*phase_name)(const struct proto *proto);
	unsigned (*where)(const struct proto *proto); /* enum proto_where of the present state */
	/* Completion beyond verbs: the index-th one for the typed line; may be NULL. */
	bool (*complete)(
		const struct proto *proto, struct bytes typed, size_t index, struct buffer *line, const char **help);
};

struct proto {
	const struct proto_ops *ops;
	struct journal *journal;
	struct proto_config config;
	char *client_name;
	enum proto_state state;
	bool secured; /* TLS is there, by upgrade or from the start */
	struct lines lines;
	struct pending pending[PROTO_PENDING_MAX];
	size_t pending_count;
	struct caps *caps;       /* of the present phase; NULL before */
	struct caps *collecting; /* being received */
	uint64_t octets_left;    /* of a literal or chunk that is being typed */
	bool answer_secret;
	/* the reply that is being received */
	uint64_t reply_first; /* event number of its first line */
	uint32_t reply_lines;
	unsigned told; /* oddities that are told once a phase, one bit each */
	int64_t connected_us;
};

extern const struct proto_ops smtp_ops, lmtp_ops, imap_ops, pop3_ops, sieve_ops;

#endif

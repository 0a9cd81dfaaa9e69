/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * conductor: the session's inside, shared by session.c, starttls.c, stream.c, limits.c, trial.c, smuggling.c and after.c. Internal
 * to session.
 */
#ifndef STARLIT_SESSION_CONDUCTOR_H
#define STARLIT_SESSION_CONDUCTOR_H

#include "session/session.h"

enum stage {
	STAGE_UNCONNECTED,
	STAGE_CLEAR,
	STAGE_PEEK, /* agreed to TLS; nothing of ours is sent until the socket was looked at */
	STAGE_HANDSHAKE,
	STAGE_SECURED,
	STAGE_OVER /* EVENT_CLOSED has been appended */
};

/* session_trial: how far it has come. */
enum trial { TRIAL_NONE, TRIAL_SENT, TRIAL_LISTENING };

/* session_smuggle: DATA was sent; an ending was sent, and nothing should be answered. */
enum smuggling_stage { SMUGGLING_NONE, SMUGGLING_ASKED, SMUGGLING_LISTENING };
struct smuggling {
	enum smuggling_stage stage;
	unsigned ending;  /* which of them was sent last; */
	uint64_t from;    /* the event from which on answers to it are looked for, */
	int64_t since_us; /* and since when */
};

/* What is done by itself once the server has answered everything. */
enum next_step { NEXT_NOTHING, NEXT_STARTTLS, NEXT_CLOSE };

struct session {
	struct journal *journal;
	struct session_config config; /* with texts of its own */
	char *client_name;
	struct proto *proto;
	struct preamble *preamble; /* until TLS begins; NULL: there is none */
	struct tls *tls;           /* NULL until TLS begins */
	enum stage stage;
	enum next_step next;
	struct buffer hello; /* session_config.hello */
	bool greeted_by_us;  /* on the way to a STARTTLS that was asked for */
	struct buffer output;
	struct buffer plain;    /* scratch: what proto wants to say, before TLS takes it */
	struct buffer heard;    /* for session_heard */
	struct buffer injected; /* clear bytes that came after the agreement */
	uint64_t injected_total;
	uint64_t bytes_in;
	uint64_t bytes_out;
	bool closing; /* our good-bye is on its way */
	bool wants_close;
	bool server_left; /* it said good-bye */
	int64_t since_us; /* when the present wait began */
	int64_t closing_us;
	bool late_told;       /* the time limit of the present wait was told */
	bool wire_clear_told; /* clear bytes after the end of TLS were told */
	enum trial trial;
	uint64_t trial_from; /* the event from which on answers are looked for, */
	int64_t trial_us;    /* and since when */
	struct smuggling smuggling;
};

/* session.c */
void session_over(struct session *session, enum closed_how how, const char *reason);
/* Sends these bytes, in a trial as well. */
bool session_push_raw(struct session *session, struct bytes raw, struct error *error);
/* Sends what nobody typed; an output that is full is told as an event. */
void session_send_by_ourselves(struct session *session, void (*line_of)(const struct proto *, struct buffer *));

/* stream.c: bytes through the stack */
void stream_feed_clear(struct session *session, struct bytes bytes);
void stream_feed_tls(struct session *session, struct bytes bytes);
/* Hands what TLS has decrypted to proto. */
void stream_drain(struct session *session);
/* Takes what proto put into plain on its way out. False when it does not fit. */
bool stream_push(struct session *session);
/* Moves records that wait in the TLS engine to the output. */
void stream_flush_tls(struct session *session);

/* starttls.c: the rules of the upgrade */
void starttls_agreed(struct session *session, struct bytes left_over);
void starttls_collect(struct session *session, struct bytes bytes);
void starttls_begin(struct session *session);
void starttls_handshake(struct session *session, struct bytes first);
void starttls_done(struct session *session);
/* The greeting verb, by ourselves, where that is wanted. */
void starttls_greet_again(struct session *session);

/* trial.c: TLS is up; STARTTLS was refused; the clock's part; the session is over, whatever its stage was */
void trial_secured(struct session *session);
void trial_answered_in_clear(struct session *session);
int64_t trial_deadline(const struct session *session);
void trial_tick(struct session *session);
void trial_over(struct session *session);

/* smuggling.c: the server may have answered; the clock's part; the session is over */
void smuggling_turn(struct session *session);
int64_t smuggling_deadline(const struct session *session);
void smuggling_tick(struct session *session);
void smuggling_over(struct session *session);

/* foreign.c: the upgrade of protocols that have no engine */
void foreign_connected(struct session *session);
void foreign_feed(struct session *session, struct bytes bytes);
void foreign_sent(struct session *session);
/* The stream has ended in the clear: half an answer is told. */
void foreign_ended(struct session *session);

/* limits.c: the clock's part */
void limits_restart(struct session *session);

#endif

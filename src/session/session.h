/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session: the conductor of one connection.
 *
 *      socket ─ session_receive ─▶ (tls) ─▶ proto ─▶ journal
 *      socket ◀─ session_output ◀─ (tls) ◀─ proto ◀─ session_send
 *
 * Purpose   joins a protocol engine and the TLS engine, and upgrades the connection in place when the server agrees to
 *           STARTTLS. All rules of the upgrade stand in starttls.c.
 * Sans-I/O  it knows neither socket nor clock (but the journal's); whoever owns the transport
 *             - feeds what arrives (session_receive) and says when the stream ends (session_ended),
 *             - writes what waits (session_output) and says how much has left (session_written),
 *             - asks after each of these: session_wants_peek, session_wants_close, session_deadline.
 * Ownership the caller owns the session; the journal outlives it. One session is one connection.
 * Failure   what the server does is an event; a typed line that cannot be sent is false and an error.
 */
#ifndef STARLIT_SESSION_SESSION_H
#define STARLIT_SESSION_SESSION_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/journal.h"
#include "proto/preamble.h"
#include "proto/proto.h"
#include "tls/tls.h"

enum { SESSION_OUTPUT_MAX = 4 << 20, SESSION_HEARD_MAX = 16 << 20 };

/* Microseconds; 0 stands for the default. */
struct session_limits {
	int64_t greeting_us;  /* 60 s: then it is told, and we go on waiting */
	int64_t reply_us;     /* 60 s: the same */
	int64_t handshake_us; /* 15 s in all: then the session ends */
	int64_t close_us;     /* 2 s for the answer to our good-bye */
};

struct session_config {
	enum protocol protocol;
	bool implicit_tls;
	bool add_tags;         /* IMAP */
	bool unsafe_secrets;   /* passwords stay in the journal (proto.h) */
	bool starttls_at_once; /* ask for TLS as soon as the server has greeted, as session_starttls does */
	bool only_if_offered;  /* ... unless its capabilities lack it: then the session ends */
	/* The way to TLS where there is no engine; protocol is PROTOCOL_RAW then, and host what it is said to. NULL: none */
	const struct preamble_info *preamble;
	const char *preamble_host;
	bool greet_after_tls; /* send EHLO, CAPABILITY or CAPA by ourselves once TLS is up */
	const char *client_name;
	enum injection_policy on_injection;
	bool keep_heard;    /* session_heard */
	bool somebody;      /* is there to wait for a late server, or to give it up with :close: that is told then */
	bool openssl_words; /* what we advise is spelt as for openssl s_client */
	struct tls_settings tls;
	struct session_limits limits;
	struct bytes
		hello; /* not empty: this record is sent in place of a handshake, and its answer ends the session */
};

struct session;

/* NULL and an error when the TLS settings cannot be used. config and what it points to is copied. */
struct session *session_new(const struct session_config *config, struct journal *journal, struct error *error);
void session_free(struct session *session);

/* The transport is there. */
void session_connected(struct session *session);
void session_receive(struct session *session, struct bytes bytes);
/* The stream ended or broke; reason is the system's word for a broken one, else NULL. */
void session_ended(struct session *session, enum closed_how how, const char *reason);

/* What waits to be written; the caller reports with session_written and does not consume it itself. */
struct bytes session_output(const struct session *session);
void session_written(struct session *session, size_t count);

/*
 * The server agreed to TLS, and everything we had to say in the clear has left: before the ClientHello the socket must
 * be read once without waiting. The caller feeds what it finds there, then calls session_peeked, which begins TLS.
 */
bool session_wants_peek(const struct session *session);
void session_peeked(struct session *session);

/* The socket is to be closed now: output that is left may be dropped. Nothing else is to be fed. */
bool session_wants_close(const struct session *session);

/* The time on the journal's scale at which session_tick is to be called; -1: none. */
int64_t session_deadline(const struct session *session);
void session_tick(struct session *session);

/* Sends one typed line: see proto_send. */
bool session_send(struct session *session, struct bytes line, struct error *error);
bool session_send_raw(struct session *session, struct bytes raw, struct error *error);
/* Sends the greeting verb, or STARTTLS (with the greeting verb before it where the server's capabilities are not known). */
bool session_greet(struct session *session, struct error *error);
bool session_starttls(struct session *session, struct error *error);
/*
 * Sends STARTTLS and, in the same segment, a harmless command, and tells by notes whether the server answers that inside TLS.
 * For servers of one's own. False when it cannot be tried now.
 */
bool session_trial(struct session *session, struct error *error);
/*
 * SMTP and LMTP, where MAIL and RCPT were accepted: sends a message with doubtful endings in it, and tells by notes whether the
 * server takes one of them for its end. For servers of one's own. False when it cannot be tried now.
 */
bool session_smuggle(struct session *session, struct error *error);
/* One of these is not over yet: session_send refuses until it is, since what is sent meanwhile would blur its result. */
bool session_trying(const struct session *session);
/* What may be asked of TLS once it is up: see tls_rekey, tls_renegotiate, tls_session_data. */
bool session_rekey(struct session *session, bool both, struct error *error);
bool session_renegotiate(struct session *session, struct error *error);
/* close_notify and nothing else: no good-bye. The server is to answer with its own, within the limit of closing. */
bool session_close_notify(struct session *session, struct error *error);
bool session_tls_data(struct session *session, struct buffer *ret_data, struct error *error);
/* Says good-bye, waits for its answer within limits, closes. The second call closes at once. */
void session_close(struct session *session);
/* Closes at once, without a good-bye: with close_notify where TLS is up. Nothing when it is over. */
void session_hang_up(struct session *session);

/* To look at: state, capabilities, completion. */
const struct proto *session_proto(const struct session *session);
/* Lines of the key log that nobody has taken yet (tls_key_log); NULL: there is no TLS. */
struct buffer *session_key_log(struct session *session);
/*
 * With keep_heard: the server's bytes that nobody has taken yet, without TLS, exactly as they came; the caller consumes
 * them. At most SESSION_HEARD_MAX wait there: what comes beyond is not kept, and an EVENT_LIMIT tells so.
 */
struct buffer *session_heard(struct session *session);
void session_set_client_name(struct session *session, const char *name);
enum phase session_phase(const struct session *session);
bool session_open(const struct session *session);

#endif

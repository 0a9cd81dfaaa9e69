/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event: the closed list of what can happen in a session.
 *
 * Purpose   one vocabulary for engines, journal, views, reports and tests. Whatever a person sees was one of these
 *           first. A peer that misbehaves is an event (EVENT_ODDITY, EVENT_INJECTION, EVENT_LIMIT ...), never an error.
 * Ownership a draft event is the producer's, on its stack; journal_append copies it and every span in it. Facts that
 *           are pointed to (caps, tls, chain) must live in the journal's arena (journal_arena).
 * Failure   none.
 * Secrets   what must not be shown is replaced before the event is drafted (model/redact.h): no event ever held it.
 */
#ifndef STARLIT_MODEL_EVENT_H
#define STARLIT_MODEL_EVENT_H

#include "base/bytes.h"
#include <stdint.h>

struct caps;
struct tls_facts;
struct chain_facts;

enum direction {
	DIRECTION_LOCAL, /* ours: a note, a verdict, a change of state */
	DIRECTION_OUT,   /* from the client to the server */
	DIRECTION_IN     /* from the server to the client */
};

/* How the connection was protected when the event happened. */
enum phase {
	PHASE_CLEAR,
	PHASE_HANDSHAKE, /* from the first byte of our ClientHello until the handshake is complete */
	PHASE_TLS
};

enum event_kind {
	/* getting there */
	EVENT_TARGET,    /* what the user asked to be connected to */
	EVENT_LOOKUP,    /* a name became addresses, or did not */
	EVENT_DIAL,      /* one address is tried, or has failed */
	EVENT_CONNECTED, /* the transport is there */
	/* the dialogue */
	EVENT_LINE,  /* one line (or one piece of an over-long one) in either direction */
	EVENT_REPLY, /* a reply is complete: its meaning */
	EVENT_CAPS,  /* the server has told what it can do */
	EVENT_STATE, /* the protocol state has changed */
	/* the upgrade */
	EVENT_STARTTLS,  /* asked, agreed, refused, not offered */
	EVENT_INJECTION, /* clear bytes between the agreement and the ClientHello */
	/* TLS */
	EVENT_TLS_RECORD,  /* one record on the wire */
	EVENT_TLS_MESSAGE, /* one handshake message */
	EVENT_TLS_ALERT,   /* one alert, ours or theirs */
	EVENT_TLS_UP,      /* the handshake is complete */
	EVENT_TLS_FAILED,  /* the handshake or the protected session broke */
	EVENT_TLS_CLOSED,  /* the protected session has ended */
	EVENT_CHAIN,       /* the certificates that the server sent */
	EVENT_VERDICT,     /* one judgement on them, with its reason */
	EVENT_PROBE,       /* one thing that a probe has found out about a server, over connections of its own */
	/* what is wrong, and the end */
	EVENT_ODDITY,  /* the peer did something that it should not */
	EVENT_TIMEOUT, /* a time limit passed */
	EVENT_LIMIT,   /* a size limit was reached; what was dropped is told with its size */
	EVENT_NOTE,    /* a sentence of ours */
	EVENT_FINDING, /* what advice made of the events before it: what is wrong, why it matters, what to do */
	EVENT_CLOSED   /* the connection is over */
};
enum { EVENT_KINDS = EVENT_CLOSED + 1 };

enum severity { SEVERITY_INFO, SEVERITY_GOOD, SEVERITY_WARNING, SEVERITY_ERROR };

struct event_target {
	struct bytes name;     /* the host as the user typed it, or "demo" */
	struct bytes protocol; /* "SMTP" ... */
	uint16_t port;         /* 0 for a server inside this process */
	bool implicit_tls;
};

struct event_lookup {
	struct bytes name;
	struct bytes addresses; /* texts separated by blanks, in the order of trial; empty when the look-up failed */
	struct bytes reason;    /* why it failed */
	int64_t took_us;
};

struct event_dial {
	struct bytes address; /* "192.0.2.7" or "2001:db8::7" */
	uint16_t port;
	bool failed;         /* false: the attempt begins */
	struct bytes reason; /* why it failed */
	int64_t took_us;
};

struct event_connected {
	struct bytes address;
	uint16_t port;
	struct bytes local; /* our own address */
	int64_t took_us;    /* of the attempt that succeeded */
};

/* What a line is for. */
enum line_role {
	/* sent */
	LINE_COMMAND,
	LINE_BODY,    /* message text after DATA, or the octets of BDAT */
	LINE_LITERAL, /* octets of a literal */
	LINE_ANSWER,  /* an answer to a continuation: a SASL response, DONE, a cancel */
	/* received */
	LINE_GREETING,
	LINE_REPLY,    /* a status line, or one line of a multi-line reply */
	LINE_UNTAGGED, /* IMAP: data or status without a tag; ManageSieve: capabilities and listings */
	LINE_CONTINUE, /* the server waits for more: "+ ...", 334, 354 */
	LINE_PAYLOAD,  /* content of a multi-line answer (RETR, LIST) or of a literal that the server sent */
	LINE_STRAY     /* nothing was asked, or it came after the session was over */
};

/* What is remarkable about the bytes of a line; any number at once. */
enum line_flags {
	LINE_BARE_LF = 1 << 0,    /* ended by LF without CR */
	LINE_BARE_CR = 1 << 1,    /* a CR inside */
	LINE_NUL = 1 << 2,        /* a NUL inside */
	LINE_8BIT = 1 << 3,       /* a byte above 0x7f inside */
	LINE_LONG = 1 << 4,       /* longer than the protocol allows */
	LINE_PIECE = 1 << 5,      /* more of the same line follows in the next event */
	LINE_FOLLOWS = 1 << 6,    /* continues the piece before */
	LINE_UNENDED = 1 << 7,    /* the connection ended, or TLS began, before its line end came */
	LINE_HIDDEN = 1 << 8,     /* part of it was a secret and is replaced by a placeholder */
	LINE_MORE = 1 << 9,       /* another line of the same reply follows */
	LINE_LATER = 1 << 10,     /* not the first line of its reply */
	LINE_AUTOMATIC = 1 << 11, /* we sent it by ourselves (the greeting verb after TLS, QUIT on :close) */
	LINE_STUFFED = 1 << 12, /* a dot was put in front on the wire (sent) or taken off (received): RFC 5321 §4.5.2 */
	LINE_TAG_ADDED = 1 << 13, /* IMAP: the tag is ours */
	LINE_SECRET = 1 << 14     /* part of it is a secret and is not hidden, because the user wished to see it */
};

struct event_line {
	struct bytes text; /* without line end; as on the wire but for secrets and stuffed dots */
	enum line_role role;
	uint32_t flags;    /* enum line_flags */
	uint32_t hidden;   /* how many bytes a placeholder stands for, when LINE_HIDDEN */
	uint64_t wire_len; /* bytes on the wire, with line end and stuffed dot */
};

enum reply_status {
	REPLY_POSITIVE,  /* 2xx, OK, +OK */
	REPLY_MORE,      /* 3xx, "+": the server waits for more */
	REPLY_TRANSIENT, /* 4xx; refused for now */
	REPLY_REFUSED,   /* 5xx, NO, -ERR */
	REPLY_BAD,       /* BAD: not understood */
	REPLY_BYE,       /* BYE, 421: the server ends the session */
	REPLY_PREAUTH,   /* IMAP greeting that skips authentication, and with it STARTTLS */
	REPLY_MALFORMED  /* not a reply of this protocol */
};

struct event_reply {
	enum reply_status status;
	uint16_t code;     /* SMTP, LMTP: 220 ...; else 0 */
	bool has_enhanced; /* RFC 3463 code present */
	uint16_t enhanced[3];
	struct bytes tag;       /* IMAP */
	struct bytes word;      /* "OK", "NO", "+OK", "250" as received */
	struct bytes code_text; /* IMAP and ManageSieve response code without its brackets: "TRYLATER" */
	struct bytes text;      /* the text of its last line */
	struct bytes verb;      /* the command that it answers; empty for the greeting and for unasked ones */
	uint32_t lines;
	uint64_t first_line; /* number of the EVENT_LINE that begins it */
	int64_t took_us;     /* since the command was sent, or since the connection for a greeting */
};

struct event_caps {
	const struct caps *caps;
	bool before_tls; /* learned while the connection was in the clear */
	bool forgotten;  /* the list is void from now on: TLS has begun (RFC 3207 §4.2) */
};

struct event_state {
	struct bytes state; /* "greeted", "mail", "authenticated" ...: the field's word */
	struct bytes before;
};

enum starttls_step {
	STARTTLS_ASKED,
	STARTTLS_AGREED,
	STARTTLS_REFUSED,     /* an answer that is not the positive one; the session stays in the clear */
	STARTTLS_NOT_OFFERED, /* the capabilities do not name it; it is sent all the same when the user types it */
	STARTTLS_NOT_NOW      /* not legal in this state or already inside TLS */
};

struct event_starttls {
	enum starttls_step step;
	struct bytes text; /* the reply, or the reason */
};

enum injection_policy {
	INJECTION_ABORT, /* close the connection (default) */
	INJECTION_DROP,  /* go on with TLS, without these bytes */
	INJECTION_TLS    /* feed them to TLS, as a careless client would */
};

struct event_injection {
	struct bytes bytes; /* the first INJECTION_KEPT of them */
	uint64_t total;
	bool from_socket; /* false: in the same read as the reply; true: waiting in the socket before the ClientHello */
	enum injection_policy policy;
};
enum { INJECTION_KEPT = 65536 };

/* Under which keys a record travelled. */
enum record_keys {
	RECORD_CLEAR,
	RECORD_HANDSHAKE,
	RECORD_APPLICATION,
	RECORD_SEALED /* encrypted, and not read here: TLS 1.2 and below, or keys that do not fit */
};

/* Appended once the whole record is there, before what is in it. */
struct event_tls_record {
	uint8_t type;        /* RFC 8446 §5.1: 20 change_cipher_spec, 21 alert, 22 handshake, 23 application_data */
	uint8_t inner_type;  /* TLS 1.3: the type inside (RFC 8446 §5.2); 0: there is none, or it could not be read */
	uint16_t version;    /* legacy_record_version */
	uint32_t length;     /* of the fragment, without the 5 bytes of its header */
	uint32_t padding;    /* TLS 1.3: zeros behind the inner type (RFC 8446 §5.4) */
	uint32_t generation; /* of application keys: 0, and one more with every KeyUpdate (RFC 8446 §7.2) */
	enum record_keys keys;
	bool cut;           /* the stream ended inside it */
	int64_t arrived_us; /* when its last byte came or went, on the journal's scale; at_us is when it was looked at */
};

struct event_tls_message {
	uint8_t type;   /* RFC 8446 §4, RFC 5246 §7.4 */
	bool retry;     /* a ServerHello that is a HelloRetryRequest */
	bool encrypted; /* it travelled under handshake or application keys */
	uint16_t
		version; /* negotiated so far, 0: nothing yet; with the suite it is what decoding needs (wire/message.h) */
	uint16_t suite;     /* negotiated so far */
	uint32_t length;    /* with its 4 bytes of header */
	struct bytes body;  /* without them; the first 64 KiB */
	int64_t arrived_us; /* of the record that completed it */
};

struct event_tls_alert {
	uint8_t level; /* 1 warning, 2 fatal */
	uint8_t description;
	struct bytes name; /* "handshake_failure" */
};

struct event_tls_up {
	const struct tls_facts *facts;
	int64_t took_us;
};

enum tls_failure {
	TLS_FAILURE_ALERT,       /* the server sent a fatal alert */
	TLS_FAILURE_NOT_TLS,     /* what came is no TLS record */
	TLS_FAILURE_CLOSED,      /* the connection ended inside the handshake */
	TLS_FAILURE_VERSION,     /* no common version */
	TLS_FAILURE_CERTIFICATE, /* a certificate that cannot be parsed */
	TLS_FAILURE_WEAK,        /* key exchange too weak for us */
	TLS_FAILURE_TIMEOUT,
	TLS_FAILURE_LIMIT,   /* more handshake bytes than we take */
	TLS_FAILURE_PROTOCOL /* anything else that breaks the rules of TLS */
};

struct event_tls_failed {
	enum tls_failure why;
	int code;              /* the library's result, for bug reports */
	struct bytes sentence; /* what happened and what to do */
};

struct event_tls_closed {
	bool clean; /* close_notify came; false: truncated */
	bool by_peer;
};

struct event_chain {
	const struct chain_facts *chain;
};

/* What is judged, each on its own line: there is no single "OK". */
enum verdict_aspect { VERDICT_CHAIN, VERDICT_NAME, VERDICT_DATES, VERDICT_STRENGTH, VERDICT_STAPLE };
enum { VERDICT_ASPECTS = VERDICT_STAPLE + 1 };

enum verdict_result {
	VERDICT_GOOD,
	VERDICT_WARN, /* works, but is near to failing or weak */
	VERDICT_BAD,
	VERDICT_NOT_CHECKED /* never shown as good; the reason says why */
};

struct event_verdict {
	enum verdict_aspect aspect;
	enum verdict_result result;
	struct bytes reason; /* one sentence */
	struct bytes anchor; /* for the chain: subject of the anchor that was used */
};

/* What a probe asks for. */
enum probe_topic {
	PROBE_VERSION,
	PROBE_SUITE,       /* in the order of preference, for the version */
	PROBE_SUITE_ORDER, /* whose order counts */
	PROBE_GROUP,
	PROBE_GROUP_ORDER,
	PROBE_DH_SIZE, /* bits of the prime that the server itself chooses: the code */
	PROBE_SCHEME,  /* signature scheme */
	PROBE_EXTENSION,
	PROBE_ALPN,
	PROBE_HELLO_SIZE, /* a ClientHello of so many bytes: the code */
	PROBE_ENDED       /* it ended before everything was asked: the reason says why */
};
enum { PROBE_TOPICS = PROBE_ENDED + 1 };

enum probe_finding {
	PROBE_SUPPORTED,
	PROBE_NOT_SUPPORTED, /* the server said so, by an alert or by closing, each time it was asked */
	PROBE_NO_ANSWER,     /* silence, a connection that broke, or words that are no TLS: nothing can be said */
	PROBE_NOT_OBSERVABLE /* what would tell it is sealed, or the server never lets it show */
};

struct event_probe {
	enum probe_topic topic;
	uint16_t version; /* of TLS, for which it holds; 0: for all */
	uint32_t code;    /* the code point */
	struct bytes name;
	enum probe_finding answer;
	struct bytes reason; /* the evidence, in words */
};

enum oddity {
	ODDITY_TLS_AT_GREETING,  /* a TLS record where a greeting was due: this port speaks implicit TLS */
	ODDITY_TEXT_AT_HELLO,    /* a greeting where a ServerHello was due: this port wants STARTTLS */
	ODDITY_OTHER_PROTOCOL,   /* HTTP, SSH ...: named in the sentence */
	ODDITY_TEXT_INSIDE_TLS,  /* clear text on the wire of a protected session */
	ODDITY_AFTER_TLS,        /* clear bytes after close_notify */
	ODDITY_UNASKED,          /* a reply without a command */
	ODDITY_EARLY_COMPLETION, /* a tagged completion before its command was wholly sent */
	ODDITY_UNKNOWN_TAG,
	ODDITY_SECOND_GREETING,
	ODDITY_MALFORMED,       /* not the grammar of the protocol */
	ODDITY_CODES_DIFFER,    /* a multi-line reply whose lines bear different codes (RFC 5321 §4.2.1) */
	ODDITY_LINE_ENDING,     /* bare LF, bare CR: told once for each phase */
	ODDITY_NUL,             /* told once for each phase */
	ODDITY_LITERAL,         /* a literal size that makes no sense */
	ODDITY_PREAUTH,         /* PREAUTH in the clear: STARTTLS is impossible from here */
	ODDITY_LOOKALIKE,       /* XXXXXXXA, STARTTLSX: the offer was tampered with */
	ODDITY_STARTTLS_IN_TLS, /* still offered inside TLS */
	ODDITY_AUTH_IN_CLEAR,   /* the server takes passwords in the clear */
	ODDITY_REFERRAL         /* a referral in the clear: shown, never followed */
};
enum { ODDITIES = ODDITY_REFERRAL + 1 };

struct event_oddity {
	enum oddity oddity;
	enum severity severity;
	struct bytes sentence; /* what it means and what to do */
	struct bytes evidence; /* the bytes, at most 256 */
};

enum timeout_of { TIMEOUT_LOOKUP, TIMEOUT_CONNECT, TIMEOUT_GREETING, TIMEOUT_REPLY, TIMEOUT_HANDSHAKE, TIMEOUT_CLOSE };

struct event_timeout {
	enum timeout_of of;
	int64_t limit_us;
};

enum limit_of {
	LIMIT_LINE,    /* a line without end */
	LIMIT_REPLY,   /* a reply of too many lines: the capabilities past the limit are not kept */
	LIMIT_JOURNAL, /* the transcript is full */
	LIMIT_HANDSHAKE,
	LIMIT_OUTPUT /* more was typed than the server takes */
};

struct event_limit {
	enum limit_of of;
	uint64_t limit;
	uint64_t dropped; /* bytes (LIMIT_REPLY: lines) that are not kept */
};

struct event_note {
	enum severity severity;
	struct bytes sentence;
};

/* How much a finding matters. */
enum finding_rank {
	FINDING_NOTE,   /* worth knowing; healthy servers have such, too */
	FINDING_LOW,    /* against good practice, without a danger of its own */
	FINDING_MEDIUM, /* a weakness, or something that does not work */
	FINDING_HIGH    /* an attack is or would be possible now, or is seen */
};
enum { FINDING_RANKS = FINDING_HIGH + 1, FINDING_PROOFS_MAX = 8 };

/* Told once for each id and connection. The texts are those of the session's day: a saved journal keeps them. */
struct event_finding {
	struct bytes id; /* "F-CERT.expired": stable */
	enum finding_rank rank;
	struct bytes title;       /* what is the matter, without a full stop */
	struct bytes detail;      /* what was seen here, in a sentence; may be empty */
	struct bytes explanation; /* why it matters, in two or three sentences */
	struct bytes remedy;      /* what to do, with the settings of mail servers; may be empty */
	struct bytes reference;   /* "RFC 3207 §6; CVE-2011-0411" */
	const size_t *proof;      /* numbers of the events that show it, at most FINDING_PROOFS_MAX; in the arena */
	size_t proof_count;
};

enum closed_how {
	CLOSED_BY_US,
	CLOSED_BY_PEER,   /* an orderly end of the stream */
	CLOSED_RESET,     /* RST or another error of the socket */
	CLOSED_TRUNCATED, /* the stream ended inside TLS without close_notify */
	CLOSED_REFUSED,   /* no address could be reached */
	CLOSED_ABORTED,   /* by our own rules: an injection, a failed handshake */
	CLOSED_TIMEOUT
};

struct event_closed {
	enum closed_how how;
	struct bytes reason;
	uint64_t bytes_out;
	uint64_t bytes_in;
};

struct event {
	uint64_t number; /* from 0, without gaps */
	int64_t at_us;   /* the monotonic clock, since the journal began */
	int64_t wall_us;
	uint32_t connection; /* which connection of this journal, from 1; 0 before the first */
	enum event_kind kind;
	enum direction direction;
	enum phase phase;
	union {
		struct event_target target;
		struct event_lookup lookup;
		struct event_dial dial;
		struct event_connected connected;
		struct event_line line;
		struct event_reply reply;
		struct event_caps caps;
		struct event_state state;
		struct event_starttls starttls;
		struct event_injection injection;
		struct event_tls_record tls_record;
		struct event_tls_message tls_message;
		struct event_tls_alert tls_alert;
		struct event_tls_up tls_up;
		struct event_tls_failed tls_failed;
		struct event_tls_closed tls_closed;
		struct event_chain chain;
		struct event_verdict verdict;
		struct event_probe probe;
		struct event_oddity oddity;
		struct event_timeout timeout;
		struct event_limit limit;
		struct event_note note;
		struct event_finding finding;
		struct event_closed closed;
	};
};

/* Names for traces, tests and exports: "line", "tls-up"; "out"; "clear". They are stable. */
const char *event_kind_name(enum event_kind kind);
const char *direction_name(enum direction direction);
const char *phase_name(enum phase phase);
/* The phase in one character, the same wherever lines are shown: "!" clear, "~" handshake, "#" TLS. */
char phase_mark(enum phase phase);
const char *line_role_name(enum line_role role);
const char *reply_status_name(enum reply_status status);
const char *starttls_step_name(enum starttls_step step);
const char *injection_policy_name(enum injection_policy policy);
const char *probe_topic_name(enum probe_topic topic);
const char *probe_finding_name(enum probe_finding finding);
const char *oddity_name(enum oddity oddity);
const char *severity_name(enum severity severity);
const char *verdict_aspect_name(enum verdict_aspect aspect);
const char *verdict_result_name(enum verdict_result result);
const char *record_keys_name(enum record_keys keys);
const char *tls_failure_name(enum tls_failure failure);
const char *timeout_of_name(enum timeout_of of);
const char *limit_of_name(enum limit_of of);
const char *finding_rank_name(enum finding_rank rank);
const char *closed_how_name(enum closed_how how);

/* Calls visit for every span of the event, so that the journal can copy them. */
void event_each_span(struct event *event, void (*visit)(struct bytes *span, void *context), void *context);

#endif

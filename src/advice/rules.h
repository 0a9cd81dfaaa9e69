/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules: what findings there are, and who detects them. Internal to advice.
 *
 * A topic is one file: rows that say everything about a finding that does not depend on the session, and one function
 * that sees every event in order and tells what it finds. What it must remember between events is a struct of its own,
 * zeroed when a connection begins.
 */
#ifndef STARLIT_ADVICE_RULES_H
#define STARLIT_ADVICE_RULES_H

#include "advice/advice.h"
#include "model/digest.h"

/* A server's own setting, for those who run it. */
struct finding_row {
	const char *id; /* "F-CERT.expired" */
	enum finding_rank rank;
	const char *title;       /* no full stop; as it would stand in a list */
	const char *explanation; /* why it matters, in two or three sentences */
	const char *remedy;      /* what to do; NULL: nothing */
	const char *postfix;     /* settings: "smtpd_tls_auth_only = yes"; NULL: there is none */
	const char *dovecot;
	const char *exim;
	const char *reference; /* "RFC 3207 §6" */
};

struct advice_topic {
	const struct finding_row *rows;
	size_t count;
	size_t state_size; /* of what take is handed as state */
	/* advice_digest holds everything up to this event, with it. */
	void (*take)(struct advice *advice, const struct event *event, void *state);
};

extern const struct advice_topic
	topic_starttls; /* downgrade, stripping, refusal, PREAUTH, capabilities before and after */
extern const struct advice_topic topic_smuggling;  /* a message that ended too early; injection asks what it told */
extern const struct advice_topic topic_injection;  /* bytes that came too early, in either direction; tampering */
extern const struct advice_topic topic_secrets;    /* passwords where they do not belong */
extern const struct advice_topic topic_door;       /* the wrong port or protocol, being turned away, silence, a cut */
extern const struct advice_topic topic_tls;        /* versions, ciphers, keys, alerts, how TLS ends */
extern const struct advice_topic topic_alerts;     /* each alert of the server, with its usual causes */
extern const struct advice_topic topic_certs;      /* the chain, the name, the dates, keys and signatures */
extern const struct advice_topic topic_revocation; /* OCSP responses, revocation lists, timestamps of logs */
extern const struct advice_topic topic_probe;      /* what a probe found that the server still takes */
extern const struct advice_topic topic_manners;    /* lines, lengths, extensions used against their rules */

extern const struct advice_topic *const advice_topics[];
extern const size_t advice_topic_count;

/* NULL: no such finding. */
const struct finding_row *finding_row_of(struct bytes id);
/* What a remedy wants behind it to be a sentence: "." or "". */
const char *finding_stop(const char *remedy);

const struct journal *advice_journal(const struct advice *advice);
const struct digest *advice_digest(const struct advice *advice);
bool advice_starttls_expected(const struct advice *advice);

/* "SMTP" ... of the present connection; empty before the first. */
struct bytes advice_protocol(const struct advice *advice);

/*
 * Appends the finding, unless it was told on this connection before. proof is the event that shows it, and another one
 * (NULL: only one). format makes the detail, a sentence about this very session without its full stop; NULL: none.
 * Untrusted bytes go into it through base/safe.h.
 */
void advice_tell(struct advice *advice, const char *id, const struct event *proof, const struct event *other,
	const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same for a finding whose weight depends on the session; the row's rank is the one that it has most often. */
void advice_tell_ranked(struct advice *advice, const char *id, enum finding_rank rank, const struct event *proof,
	const struct event *other, const char *format, ...) __attribute__((format(printf, 6, 7)));
bool advice_told(const struct advice *advice, const char *id);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * digest: the present state of the session, folded from the journal.
 *
 * Purpose   panels and the status bar ask «what is it now?»; this is the one answer. It holds nothing that is not in
 *           the journal, so a saved journal gives the same screen.
 * Ownership a plain value; all pointers and spans in it belong to the journal.
 */
#ifndef STARLIT_MODEL_DIGEST_H
#define STARLIT_MODEL_DIGEST_H

#include "model/journal.h"

/* Steps that have a duration worth telling. */
enum step { STEP_LOOKUP, STEP_CONNECT, STEP_GREETING, STEP_STARTTLS, STEP_HANDSHAKE };
enum { STEPS = STEP_HANDSHAKE + 1 };

enum link_state { LINK_NONE, LINK_LOOKUP, LINK_DIALLING, LINK_OPEN, LINK_CLOSED };

struct digest {
	uint64_t cursor; /* the next event to fold */
	enum link_state link;
	enum phase phase;
	struct event_target target;       /* name is empty before the first one */
	struct event_connected connected; /* address is empty while there is none */
	struct bytes addresses;
	struct bytes state;           /* the protocol state's name */
	int64_t took_us[STEPS];       /* -1: not happened */
	const struct event *greeting; /* EVENT_REPLY of the greeting */
	const struct event *stranger; /* EVENT_ODDITY: what came in place of a greeting is TLS, or another protocol's */
	const struct event *last_reply; /* EVENT_REPLY */
	const struct event *starttls;   /* the last EVENT_STARTTLS */
	const struct event *tls_up;
	const struct event *tls_up_before; /* of the handshake before, on this connection or an earlier one */
	const struct event *tls_failed;
	const struct event *tls_closed;
	const struct event *chain;
	const struct event *verdicts[VERDICT_ASPECTS];
	const struct event *injection;
	const struct event *closed;
	const struct event *timeout;   /* the last one */
	const struct caps *caps_clear; /* what was advertised in the clear; kept for comparison */
	const struct caps *caps_tls;
	uint64_t first_event; /* where the present connection begins in the journal */
	uint64_t lines_out, lines_in;
	uint64_t oddities;                /* of this connection */
	uint64_t findings[FINDING_RANKS]; /* of this connection */
	uint64_t connections;
	uint32_t connection; /* event.connection of the present one */
};

void digest_init(struct digest *digest);
/* Folds all events that were appended since the last call. A new connection resets everything but the target. */
void digest_catch_up(struct digest *digest, const struct journal *journal);
/* The same up to the event of number end, without it; end is at most journal_count. */
void digest_fold(struct digest *digest, const struct journal *journal, uint64_t end);

/*
 * The worst verdict, or VERDICT_NOT_CHECKED when there is none. Not checked is worse than good; only a staple that was
 * not checked does not count, since most servers send none. And how many verdicts are bad.
 */
enum verdict_result digest_worst(const struct digest *digest);
unsigned digest_bad_verdicts(const struct digest *digest);
unsigned digest_good_verdicts(const struct digest *digest);

#endif

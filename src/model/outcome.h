/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outcome: how a session went, in one word: the exit status of everything that runs without the screen.
 *
 * Purpose   one table for line mode, scripts, check, reports and manual. A session can fail in several ways at once; the
 *           outcome is the first that holds in the order of outcome_of. The verdicts beside it tell them all.
 * Failure   none.
 */
#ifndef STARLIT_MODEL_OUTCOME_H
#define STARLIT_MODEL_OUTCOME_H

#include "model/digest.h"

/* The values are exit statuses, documented in the manual: they never change. */
enum outcome {
	OUTCOME_FINE = 0,
	OUTCOME_FAILED = 1,       /* starlit itself: a file, the terminal */
	OUTCOME_USAGE = 2,        /* the command line or the script makes no sense */
	OUTCOME_UNREACHED = 3,    /* the name has no address, or none of them answers */
	OUTCOME_PROTOCOL = 4,     /* the server turned us away, broke off, or did not keep to the protocol */
	OUTCOME_LATE = 5,         /* the server did not answer in time */
	OUTCOME_NOT_OFFERED = 6,  /* STARTTLS is not offered */
	OUTCOME_REFUSED = 7,      /* STARTTLS was refused */
	OUTCOME_INJECTION = 8,    /* clear bytes came between the agreement and TLS */
	OUTCOME_HANDSHAKE = 9,    /* TLS failed */
	OUTCOME_UNTRUSTED = 10,   /* the chain leads to no anchor */
	OUTCOME_REVOKED = 11,     /* the stapled response or a list says so */
	OUTCOME_DATES = 12,       /* expired, or not valid yet */
	OUTCOME_NAME = 13,        /* the certificate does not bear the name */
	OUTCOME_WEAK = 14,        /* keys or signatures that no longer protect */
	OUTCOME_CUT = 15,         /* the connection was cut inside TLS */
	OUTCOME_EXPECTATION = 16, /* a script met something else than it expects */
	OUTCOME_INTERRUPTED = 17  /* broken off by the user before its end */
};
enum { OUTCOMES = OUTCOME_INTERRUPTED + 1 };

/* "name-mismatch": stable, for machines. */
const char *outcome_name(enum outcome outcome);
/* One line for people, as the manual has it. */
const char *outcome_sentence(enum outcome outcome);

/*
 * Of a session that is over. wants_tls: a session that stays in the clear has not done what was asked. Never FAILED,
 * USAGE, EXPECTATION or INTERRUPTED.
 */
enum outcome outcome_of(const struct digest *digest, bool wants_tls);

#endif

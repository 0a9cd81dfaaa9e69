/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checked: what one checked target came to, as a plain value that outlives its journal.
 *
 * Purpose   the journal of a target is dropped when the target is done; this is what is kept until it is written.
 * Texts     are safe to be shown (base/safe.h), and cut to the room they have here. An absent one is empty.
 * Failure   none.
 */
#ifndef STARLIT_REPORT_CHECKED_H
#define STARLIT_REPORT_CHECKED_H

#include "model/digest.h"
#include "model/outcome.h"

/* How far STARTTLS came. */
enum checked_starttls {
	CHECKED_STARTTLS_IMPLICIT, /* TLS from the first byte: there is none */
	CHECKED_STARTTLS_UNKNOWN,  /* the server never got as far as to tell */
	CHECKED_STARTTLS_NOT_OFFERED,
	CHECKED_STARTTLS_OFFERED, /* and never answered */
	CHECKED_STARTTLS_REFUSED,
	CHECKED_STARTTLS_AGREED
};
enum { CHECKED_STARTTLS_STEPS = CHECKED_STARTTLS_AGREED + 1 };

/* "not-offered": stable, for machines. */
const char *checked_starttls_name(enum checked_starttls starttls);

struct checked_verdict {
	enum verdict_result result;
	char reason[256];
};

/* Of advice; notes are left out. */
struct checked_finding {
	enum finding_rank rank;
	char id[48];
	char title[120];
};
enum { CHECKED_FINDINGS_MAX = 16 };

struct checked {
	char target[320];  /* as it would be typed: "imap://mail.example.org"; a line that is no target, as it was */
	char name[256];    /* what the certificate had to bear */
	char protocol[16]; /* "smtp"; empty: the line is no target */
	char address[64];  /* that was reached; empty: none */
	uint16_t port;     /* 0: a server inside this process */
	bool implicit_tls;
	bool resumed; /* it comes from the file of an earlier run */
	enum outcome outcome;
	char reason[512]; /* one sentence more about an outcome that is not fine */
	enum checked_starttls starttls;
	bool encrypted;   /* a handshake was completed */
	bool verified;    /* ... and chain and name are good, and no verdict is bad */
	char version[16]; /* "TLS 1.3"; empty, with the next three: not encrypted */
	char suite[64];
	char cipher[32];
	char group[32];
	char subject[256];  /* of the server's own certificate */
	char sha256[65];    /* of its DER, in hexadecimal; empty: there is no certificate */
	int64_t not_before; /* seconds since 1970 */
	int64_t not_after;
	bool judged; /* the verdicts hold */
	struct checked_verdict verdicts[VERDICT_ASPECTS];
	int64_t took_us[STEPS]; /* -1: not happened */
	int64_t total_us;
	int64_t at; /* seconds since 1970: when it ended */
	uint64_t oddities;
	struct checked_finding findings[CHECKED_FINDINGS_MAX]; /* the worst first */
	size_t finding_count;
};

/* Nothing is known but the target's texts. */
void checked_init(struct checked *result, const char *target, const char *name, const char *protocol);

/* What a finished session came to: digest has caught up with the journal. Fills all but the texts of checked_init. */
void checked_take(struct checked *result, const struct journal *journal, const struct digest *digest);

/* Another end than the session's own, such as OUTCOME_INTERRUPTED. */
void checked_end(struct checked *result, enum outcome outcome, const char *reason);

#endif

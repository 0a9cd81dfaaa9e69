/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify: five judgements on a chain, each with its reason. Internal to tls.
 *
 * chain      whether a path leads to a trust anchor, and to which
 * name       whether the leaf bears the reference name
 * dates      whether every certificate of the path is within its dates, and how long yet
 * strength   keys and signatures of the path
 * staple     whether anything is revoked: by the stapled OCSP responses, and by revocation lists
 *
 * Nothing that was not checked is called good. A chain too long to be checked is not trusted.
 */
#ifndef STARLIT_TLS_VERIFY_H
#define STARLIT_TLS_VERIFY_H

#include "model/journal.h"
#include "model/tls_facts.h"

struct trust;
struct crls;

/* What came for one certificate by status_request (RFC 6066 §8, RFC 8446 §4.4.2.1). */
struct staple {
	bool came;
	struct bytes response; /* DER; empty: what came is not one OCSP response */
};

struct verify_request {
	struct cert_facts *
		certs; /* as sent, leaf first; their places, checks and staples, and the matching names, are filled in */
	size_t count;
	size_t dropped;
	const char *reference_name;
	const char *mail_domain; /* the domain of the mail address: it may be borne instead (RFC 7817 §3); NULL: none */
	const char *srv_service;
	const struct staple *staples; /* one for each of certs; NULL: none came */
	const struct crls *crls;      /* NULL: none */
	int64_t now;                  /* seconds since 1970: the date to judge for */
	bool as_of_given;             /* it is not the date of the machine's clock */
};

struct verdict {
	enum verdict_result result;
	const char *reason; /* in the arena */
};

/* A verdict with its sentence, kept in the arena. */
struct verdict verdict_say(struct arena *arena, enum verdict_result result, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A text of unknown origin for a sentence, short and safe, in the arena. */
const char *verdict_safe(struct arena *arena, const char *text);
/* A certificate's name for a sentence: the common name, else the whole subject. */
const char *verdict_cert_name(struct arena *arena, const struct cert_facts *facts);

struct verify_result {
	struct verdict verdicts[VERDICT_ASPECTS];
	struct chain_facts chain;
	const char *anchor_subject; /* of the trust anchor that the path ends in; NULL: none */
};

/* trust and whatever request points to live through the call; the result points into the arena and to request->certs. */
void verify_chain(struct arena *arena, struct trust *trust, const struct verify_request *request,
	struct verify_result *ret_result);

#endif

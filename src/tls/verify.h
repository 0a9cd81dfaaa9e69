/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify: five judgements on a chain, each with its reason. Internal to tls.
 *
 * chain      whether a path leads to a trust anchor, and to which
 * name       whether the leaf bears the reference name
 * dates      whether every certificate of the path is within its dates, and how long yet
 * strength   keys and signatures of the path
 * staple     what a stapled OCSP response says
 *
 * Nothing that was not checked is called good. A chain too long to be checked is not trusted.
 */
#ifndef STARLIT_TLS_VERIFY_H
#define STARLIT_TLS_VERIFY_H

#include "model/journal.h"
#include "model/tls_facts.h"

struct trust;

struct verify_request {
	const struct cert_facts *certs; /* as sent, leaf first */
	size_t count;
	size_t dropped;
	const char *reference_name;
	const char *srv_service;
	struct bytes staple; /* DER OCSP response for the leaf; empty: none came */
	int64_t now;         /* seconds since 1970 */
};

struct verdict {
	enum verdict_result result;
	const char *reason; /* in the arena */
};

/* A verdict with its sentence, kept in the arena. */
struct verdict verdict_say(struct arena *arena, enum verdict_result result, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

struct verify_result {
	struct verdict verdicts[VERDICT_ASPECTS];
	const struct cert_facts *anchor; /* the trust anchor that the path ends in; NULL: none */
	const char *anchor_subject;
};

void verify_chain(struct arena *arena, struct trust *trust, const struct verify_request *request,
	struct verify_result *ret_result);

#endif

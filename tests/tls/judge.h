/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * judge: a list of minted certificates, judged as if a server had sent it.
 */
#ifndef STARLIT_TESTS_TLS_JUDGE_H
#define STARLIT_TESTS_TLS_JUDGE_H

#include "ca.h"
#include "tls/verify.h"

enum { JUDGE_MAX = 64 };

struct judge {
	struct arena arena;
	struct cert_facts certs[JUDGE_MAX];
	struct staple staples[JUDGE_MAX];
	struct verify_request request; /* mail.example.org, at CA_NOW; to be changed before judge_run */
	struct verify_result result;
};

void judge_init(struct judge *judge);
/* Appends what the server sends; ends at NULL. */
void judge_send(struct judge *judge, const struct ca *ca);
void judge_send_der(struct judge *judge, struct bytes der);
/* What came with the certificate at that place of the list. */
void judge_staple(struct judge *judge, size_t index, struct bytes response);
/* root NULL: no anchors are in use. */
void judge_run(struct judge *judge, const struct ca *root);
/* The same with any number of roots, as PEM. */
void judge_run_pem(struct judge *judge, const char *roots);
void judge_done(struct judge *judge);

/* Fails the test unless the verdict is that one, and its reason holds the words (NULL: any). */
void judge_expect(const struct judge *judge, const char *what, enum verdict_aspect aspect, enum verdict_result result,
	const char *words);
/* Fails the test when a reason holds a byte that could harm a terminal, or is empty. */
void judge_expect_safe(const struct judge *judge);

#endif

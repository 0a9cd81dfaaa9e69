/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * openssl_words: the lines of «openssl s_client» that scripts look for, in its layout, from our facts and verdicts.
 *
 * Purpose   a session that is over or up, told in the words of OpenSSL 3.0. What a line says is what was found out here: the
 *           name is judged, what was not judged is not called good, and secrets are left out.
 * Ownership all texts are appended to the caller's buffer, and are printable ASCII.
 * Failure   a buffer that is full cuts them.
 */
#ifndef STARLIT_REPORT_OPENSSL_WORDS_H
#define STARLIT_REPORT_OPENSSL_WORDS_H

#include "base/buffer.h"
#include "model/digest.h"

/* Codes of X509_verify_cert_error_string that are used here; the numbers are OpenSSL's and never change. */
enum openssl_verify {
	OPENSSL_OK = 0,
	OPENSSL_UNSPECIFIED = 1,
	OPENSSL_SIGNATURE = 7,
	OPENSSL_NOT_YET = 9,
	OPENSSL_EXPIRED = 10,
	OPENSSL_SELF_SIGNED_LEAF = 18,
	OPENSSL_SELF_SIGNED_TOP = 19,
	OPENSSL_NO_ISSUER = 20,
	OPENSSL_FIRST_UNVERIFIED = 21,
	OPENSSL_TOO_LONG = 22,
	OPENSSL_REVOKED = 23,
	OPENSSL_PATH_LENGTH = 25,
	OPENSSL_PURPOSE = 26,
	OPENSSL_KEY_USAGE = 32,
	OPENSSL_CRITICAL = 34,
	OPENSSL_CONSTRAINTS = 47,
	OPENSSL_NAME = 62,
	OPENSSL_ADDRESS = 64,
	OPENSSL_LEAF_KEY = 66,
	OPENSSL_CA_KEY = 67,
	OPENSSL_WEAK_DIGEST = 68,
	OPENSSL_STAPLE = 74,
	OPENSSL_INVALID_CA = 79
};
const char *openssl_verify_text(enum openssl_verify code);

/* One thing that is wrong, with the certificate's place: 0 is the leaf. */
struct openssl_problem {
	enum openssl_verify code;
	size_t depth;
};
enum { OPENSSL_PROBLEMS_MAX = 64 };
struct openssl_verdict {
	struct openssl_problem problems[OPENSSL_PROBLEMS_MAX]; /* in the order in which OpenSSL comes upon them */
	size_t count;
	enum openssl_verify code; /* that of the last one, as OpenSSL has it; OPENSSL_OK without */
};
/* Bad verdicts of ours that OpenSSL has no number for are OPENSSL_UNSPECIFIED; so is a session without certificate. */
void openssl_judge(const struct digest *digest, struct openssl_verdict *ret_verdict);

/* What -quiet, -brief and -verify_quiet leave of the verify lines. */
enum openssl_verify_lines { OPENSSL_VERIFY_ALL, OPENSSL_VERIFY_ERRORS };
/* «depth=1 CN = ...», «verify error:num=20:...», «verify return:1». */
void openssl_verify_lines(struct buffer *out, const struct digest *digest, const struct openssl_verdict *verdict,
	enum openssl_verify_lines which);

struct openssl_choice {
	bool show_certs; /* PEM of all of them */
	bool status;     /* the stapled response was asked for */
};
/* From «OCSP response» or the first «---» to the last one. */
void openssl_summary(struct buffer *out, const struct digest *digest, const struct journal *journal,
	const struct openssl_verdict *verdict, const struct openssl_choice *choice);
/* Of -brief: seven lines. */
void openssl_brief(struct buffer *out, const struct digest *digest, const struct openssl_verdict *verdict);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * error: one value for what the environment refused.
 *
 * Purpose   a file that cannot be read, a name that is not found, a socket that is refused, an option that makes
 *           no sense. What a peer does wrong is never one of these: that is an event (model/event.h).
 * Ownership a plain value, owned by whoever declared it.
 * Use       functions that can fail return false and fill the error; on success it is not touched.
 *           The sentence is «what: why», without the program's name and without a full stop.
 */
#ifndef STARLIT_BASE_ERROR_H
#define STARLIT_BASE_ERROR_H

#include <stdbool.h>

enum error_domain {
	ERROR_NONE,
	ERROR_SYSTEM, /* code is an errno */
	ERROR_NAME,   /* code is a getaddrinfo result */
	ERROR_TLS,    /* code is a GnuTLS result */
	ERROR_USAGE,  /* what was asked for makes no sense; code is 0 */
	ERROR_LIMIT   /* a stated maximum was reached; code is 0 */
};

struct error {
	enum error_domain domain;
	int code;
	char sentence[400];
};

/* Fills the error (a NULL error is allowed) and returns false, so that a caller can return it. */
bool error_set(struct error *error, enum error_domain domain, int code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* The same for the errno given: «format: the system's words for it». */
bool error_set_errno(struct error *error, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Puts «what: » in front of the sentence of an error that is filled in (a NULL one is allowed), and returns false. */
bool error_prefix(struct error *error, const char *what);

#endif

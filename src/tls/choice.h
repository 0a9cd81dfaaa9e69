/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * choice: lists of names, as a person types them, looked up among what this GnuTLS knows. Internal to tls.
 *
 * Names are IANA's, OpenSSL's or GnuTLS's, in any case, separated by commas or colons. A name that is not known is an
 * error that lists the nearest.
 */
#ifndef STARLIT_TLS_CHOICE_H
#define STARLIT_TLS_CHOICE_H

#include "base/error.h"
#include <stdbool.h>

/* Versions as a set of bits. */
enum { CHOICE_TLS10 = 1, CHOICE_TLS11 = 2, CHOICE_TLS12 = 4, CHOICE_TLS13 = 8, CHOICE_UP_TO_12 = 7, CHOICE_ANY = 15 };
enum { CHOICE_TEXT_MAX = 1536 };

/* Words of a GnuTLS priority string, as in ":+AES-128-GCM:+AES-256-GCM". */
struct choice_words {
	char text[CHOICE_TEXT_MAX];
};

/* "1.2", "1.0,1.2", "1.0-1.2", "-1.1", "1.2-". */
bool choice_versions(const char *list, unsigned *ret_versions, struct error *error);

struct choice_ciphers {
	struct choice_words ciphers, exchanges, macs;
	bool cipher_alone;   /* some cipher was named without a key exchange */
	bool exchange_alone; /* and the other way round */
	bool tls13_suite;
	unsigned suites;   /* how many were named in full */
	unsigned versions; /* in which at least one of the names can be used */
};
/* Suites, ciphers alone (AES-256-GCM, RC4, 3DES, NULL) and key exchanges alone (RSA, DHE, anon). */
bool choice_ciphers(const char *list, struct choice_ciphers *ret_ciphers, struct error *error);

struct choice_groups {
	struct choice_words groups;
	unsigned dh_bits; /* "dh512": a group of the server's own making, of at least so many bits; 0: none */
};
bool choice_groups(const char *list, struct choice_groups *ret_groups, struct error *error);

bool choice_schemes(const char *list, struct choice_words *ret_schemes, struct error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * row: one certificate chain, what it is, and what three verifiers are to say of it.
 *
 * The certificates have letters: l the leaf, m its issuer, r the root above; d an authority between m and the leaf; s a
 * stranger's root; c the name and the key of m, certified by s; n another authority under the name of m, certified by r; o a
 * self-signed leaf; e and f the names and the keys of m and r again, in older certificates that have expired; x something that is no certificate.
 */
#ifndef STARLIT_TESTS_CHAINS_ROW_H
#define STARLIT_TESTS_CHAINS_ROW_H

#include "../tls/ca.h"
#include "model/event.h"

/* Revocation lists: one of the issuer of each authority's certificates, m's and r's. */
struct row_lists {
	const char *of;           /* letters of the authorities whose lists are given; NULL: none */
	char revoked;             /* the letter of a certificate that its issuer's list names; 0: none */
	char signer;              /* who signed the lists instead; 0: each authority its own */
	int this_days, next_days; /* see ca.h */
};

struct row {
	const char *what;
	const char *sent;    /* letters, in the order of sending; NULL: a tower */
	size_t tower;        /* so many certificates, each issued by the next, the last by the root */
	const char *trusted; /* letters; NULL: the root */
	char by;             /* who issued the leaf; 0: m */
	char altered;        /* whose signature has one bit flipped; 0: nobody's */
	struct ca_recipe root, middle,
		deeper;        /* see ca.h; keys have identifiers unless nothing but version 1 is asked for */
	struct ca_recipe leaf; /* the recipe of o, too */
	const char *names;     /* of the leaf, see cast.c; NULL: its own host name; "-": none */
	const char *reference; /* the name or address that was dialled; NULL: mail.example.org */
	struct row_lists lists;

	/* What is expected: ours for chain, name, dates, strength, revocation; a word of the refusal of the others, NULL: accepted. */
	enum verdict_result ours[VERDICT_ASPECTS];
	const char *says; /* words of one of our reasons; NULL: any */
	const char *openssl, *certtool;
	const char *because; /* why not all of them accept or refuse alike; NULL: they do */
};

struct rows {
	const struct row *rows;
	size_t count;
};

extern const struct rows rows_paths, rows_dates, rows_strength, rows_limits, rows_revocation, rows_names, rows_encoding;

#define G VERDICT_GOOD
#define W VERDICT_WARN
#define B VERDICT_BAD
#define N VERDICT_NOT_CHECKED

#define ROWS(array)                                                                                                    \
	{                                                                                                              \
		(array), sizeof(array) / sizeof((array)[0])                                                            \
	}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lab: the folder in which real servers find their keys, certificates and responses.
 *
 * Ownership lab_open makes the folder and its files once for the whole program; lab_close removes them.
 */
#ifndef STARLIT_TESTS_PEERS_LAB_H
#define STARLIT_TESTS_PEERS_LAB_H

#include "base/buffer.h"
#include <stdbool.h>

enum { LAB_PATH_MAX = 128 };

struct lab {
	char folder[64];
	char root[LAB_PATH_MAX];             /* the anchor */
	char rsa[LAB_PATH_MAX];              /* a server's certificate and key */
	char ec[LAB_PATH_MAX];               /* the same on P-256 */
	char client[LAB_PATH_MAX];           /* certificate and key of a client */
	char staple[LAB_PATH_MAX];           /* an OCSP response for rsa, DER */
	char chain[LAB_PATH_MAX];            /* a server's certificate, its issuer's, and the server's key */
	char chain_staples[2][LAB_PATH_MAX]; /* for each of them, of today */
	char scts[LAB_PATH_MAX];             /* a list of SCTs, in OpenSSL's form for -serverinfo */
	char dh1024[LAB_PATH_MAX];           /* Diffie-Hellman groups */
	char dh512[LAB_PATH_MAX];
	char trace[LAB_PATH_MAX]; /* where a server writes what it sees */
};

void lab_open(struct lab *lab);
void lab_close(struct lab *lab);
/* The whole file; empty when there is none. */
void lab_read(const char *path, struct buffer *ret_bytes);

#endif

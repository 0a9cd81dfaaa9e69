/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tickets: TLS sessions kept in a file, so that the next run can resume them.
 *
 * Purpose   one session for each server: «host:port», and the name where it was another than the host's. The newest come first;
 *           at most TICKETS_MAX are kept, and none longer than seven days, which is as long as a ticket may live
 *           (RFC 8446 §4.6.1).
 * Secrets   whoever reads the file can impersonate the user's end of such a session and, in TLS 1.2, decrypt it: it is for
 *           this user alone (0600), and everything is wiped from memory.
 * Ownership tickets own their data. Two programs that use one file at a time overwrite each other's; no file is ever broken.
 * Failure   a file that cannot be read or written, or is no file of tickets, is false and an error.
 */
#ifndef STARLIT_APP_TICKETS_H
#define STARLIT_APP_TICKETS_H

#include "base/buffer.h"
#include "base/error.h"
#include <stdint.h>

enum { TICKETS_MAX = 64, TICKET_SIZE_MAX = 16384, TICKET_KEY_MAX = 600, TICKET_LIFE_S = 7 * 86400 };

struct ticket {
	char *key;
	int64_t since; /* seconds since 1970 */
	unsigned char *data;
	size_t len;
};

struct tickets {
	const char *path; /* borrowed; NULL: none are kept */
	struct ticket list[TICKETS_MAX];
	size_t count;
};

/* A file that does not exist yet is empty. now is in seconds since 1970. */
bool tickets_open(struct tickets *tickets, const char *path, int64_t now, struct error *error);
void tickets_done(struct tickets *tickets);

/* What is kept for that server; empty: nothing. It lives until the tickets change. */
struct bytes tickets_find(const struct tickets *tickets, const char *key);
/* Keeps data in place of what was kept for that server, and writes the file. Empty data drops it. */
bool tickets_keep(struct tickets *tickets, const char *key, struct bytes data, int64_t now, struct error *error);

#endif

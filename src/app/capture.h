/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * capture: what leaves the program as it was on the wire: a capture file (report/pcapng.h), and a key log with which TLS
 * in it, or in anybody else's capture, can be read.
 *
 * Purpose   connection hands in what it reads and writes; both files grow as it goes, so that they can be read after
 *           a crash as well. They are this user's alone (0600); a capture never takes the place of another file, a
 *           key log is appended to.
 * Ownership the caller owns it; the journal outlives it. One for the program, over all its connections.
 * Failure   a file that cannot be opened is false and an error. One that can no longer be written is told in the
 *           journal once and given up; the session goes on.
 */
#ifndef STARLIT_APP_CAPTURE_H
#define STARLIT_APP_CAPTURE_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/journal.h"

struct capture;

struct capture *capture_new(struct journal *journal);
void capture_free(struct capture *capture);

/* From now on; with secrets: the TLS secrets go into the file too. What that means is told in the journal. */
bool capture_start(struct capture *capture, const char *path, bool with_secrets, struct error *error);
bool capture_start_key_log(struct capture *capture, const char *path, struct error *error);
/* Both close what is open, and say so; nothing where nothing is open. */
void capture_stop(struct capture *capture);
void capture_stop_key_log(struct capture *capture);

/* "" or what the screen must show for as long as it is so: "CAPTURE", "KEY LOG", ... */
const char *capture_warning(const struct capture *capture);
/* NULL: none is open. */
const char *capture_path(const struct capture *capture);
const char *capture_key_log_path(const struct capture *capture);

/*
 * A connection was made; addresses as texts. A local port or address that is not known is made up.
 */
void capture_connected(struct capture *capture, const char *local, uint16_t local_port, const char *address,
	uint16_t port, int64_t took_us);
/* What was read (DIRECTION_IN) or written (DIRECTION_OUT), at that time (wall clock). */
void capture_bytes(struct capture *capture, enum direction direction, struct bytes bytes, int64_t at_us);
/* Takes the lines that a file wants, in front of the bytes that need them; without such a file they stay. May be NULL. */
void capture_secrets(struct capture *capture, struct buffer *key_log);
/* One side has closed: see pcapng_close. Nothing when the connection has ended already. */
void capture_ended(struct capture *capture, enum direction by, bool reset);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dial: from a host name to a connected socket, one address after the other, each attempt told.
 *
 * Purpose   looks the name up without blocking, tries every address in the resolver's order, and hands over a connected,
 *           non-blocking, close-on-exec socket with TCP_NODELAY set.
 * Ownership the caller owns the dial until it frees it; the connected descriptor becomes the caller's in on_connected.
 * Callbacks are made from the loop, never from inside dial_new. dial_free is allowed inside any of them.
 */
#ifndef STARLIT_IO_DIAL_H
#define STARLIT_IO_DIAL_H

#include "base/error.h"
#include "io/loop.h"

enum dial_family { DIAL_ANY, DIAL_IPV4, DIAL_IPV6 };

struct dial_request {
	const char *host; /* a name in A-labels, or an address without brackets */
	uint16_t port;
	enum dial_family family;
	int64_t lookup_us; /* time limits; 0: 10 s for the look-up, 15 s for each address */
	int64_t connect_us;
};

struct dial_events {
	/* addresses: texts separated by blanks; empty, with a reason, when the look-up failed (then nothing follows). */
	void (*looked_up)(void *context, const char *addresses, const char *reason, int64_t took_us);
	void (*trying)(void *context, const char *address);
	void (*failed)(void *context, const char *address, const char *reason, bool timed_out, int64_t took_us);
	void (*connected)(void *context, int fd, const char *address, const char *local, int64_t took_us);
	/* Every address has failed. */
	void (*gave_up)(void *context);
};

struct dial;

struct dial *dial_new(struct loop *loop, const struct dial_request *request, const struct dial_events *events,
	void *context, struct error *error);
void dial_free(struct dial *dial);

#endif

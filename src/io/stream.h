/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stream: a connected socket on the loop.
 *
 * Purpose   reads what is there, writes what waits, tells apart an orderly end, a reset and other errors. After every
 *           read quick acknowledgements are armed again (TCP_QUICKACK): else a delayed one costs 40 ms.
 * Ownership owns the descriptor and closes it. Spans handed to got live for the call.
 */
#ifndef STARLIT_IO_STREAM_H
#define STARLIT_IO_STREAM_H

#include "base/bytes.h"
#include "io/loop.h"
#include <stdint.h>

struct stream_events {
	void (*got)(void *context, struct bytes bytes);
	/* reason NULL: an orderly end of the peer's side; else the system's words; reset tells RST. */
	void (*ended)(void *context, bool reset, const char *reason);
	/* The socket takes output again. */
	void (*writable)(void *context);
};

struct stream;

struct stream *stream_new(
	struct loop *loop, int fd, const struct stream_events *events, void *context, struct error *error);
void stream_free(struct stream *stream); /* closes */

/* Writes as much as the socket takes now and returns how much; when not all, writable is called later. */
size_t stream_write(struct stream *stream, struct bytes bytes);
/* Reads what is waiting this very moment, without waiting: got is called from inside. */
void stream_peek(struct stream *stream);
/* Stops and resumes reading, for back-pressure. */
void stream_hold(struct stream *stream, bool hold);
/* The port of our end; 0 when the system does not tell. */
uint16_t stream_local_port(const struct stream *stream);

#endif

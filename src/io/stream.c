/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stream: reading and writing one connected socket.
 */
#include "io/stream.h"

#include "base/alloc.h"
#include "io/socket.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_SIZE = 65536, READS_A_ROUND = 16 };

struct stream {
	int fd;
	struct watch *watch;
	const struct stream_events *events;
	void *context;
	bool held;
	bool blocked; /* the socket took not all */
	bool ended;
	bool *freed; /* set by stream_free while a callback runs */
};

static void watch_what_is_wanted(struct stream *stream)
{
	watch_change(
		stream->watch, (stream->held || stream->ended ? 0 : WATCH_READ) | (stream->blocked ? WATCH_WRITE : 0));
}

static void tell_end(struct stream *stream, int number)
{
	stream->ended = true;
	watch_what_is_wanted(stream);
	stream->events->ended(stream->context, number == ECONNRESET, number ? strerror(number) : NULL);
}

/* One read. False when nothing is there, the stream has ended, or it was freed by a callback. */
static bool read_once(struct stream *stream)
{
	unsigned char bytes[READ_SIZE];
	ssize_t got = recv(stream->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
	bool freed = false;

	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return false;
	if (got < 0 && errno == EINTR)
		return true;
	if (got <= 0) {
		tell_end(stream, got < 0 ? errno : 0);
		return false;
	}
	socket_quick_ack(stream->fd);
	stream->freed = &freed;
	stream->events->got(stream->context, bytes_of(bytes, (size_t)got));
	if (freed)
		return false;
	stream->freed = NULL;
	return !stream->held && !stream->ended && (size_t)got == sizeof(bytes);
}

static void on_ready(void *context, int fd, int ready)
{
	struct stream *stream = context;
	bool freed = false;

	(void)fd;
	if ((ready & WATCH_WRITE) && stream->blocked) {
		stream->blocked = false;
		watch_what_is_wanted(stream);
		stream->freed = &freed;
		stream->events->writable(stream->context);
		if (freed)
			return;
		stream->freed = NULL;
	}
	/* A flood must not keep the keyboard waiting: a bounded number of reads, then the next round. */
	if (ready & WATCH_READ)
		for (int i = 0; i < READS_A_ROUND && read_once(stream); i++)
			continue;
}

struct stream *stream_new(
	struct loop *loop, int fd, const struct stream_events *events, void *context, struct error *error)
{
	struct stream *stream = alloc_zero(1, sizeof(*stream));

	stream->fd = fd;
	stream->events = events;
	stream->context = context;
	stream->watch = watch_new(loop, fd, WATCH_READ, on_ready, stream, error);
	if (!stream->watch) {
		close(fd);
		free(stream);
		return NULL;
	}
	return stream;
}

void stream_free(struct stream *stream)
{
	if (!stream)
		return;
	if (stream->freed)
		*stream->freed = true;
	watch_free(stream->watch);
	close(stream->fd);
	free(stream);
}

size_t stream_write(struct stream *stream, struct bytes bytes)
{
	size_t written = 0;

	while (written < bytes.len) {
		ssize_t sent = send(stream->fd, bytes.data + written, bytes.len - written, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (sent > 0) {
			written += (size_t)sent;
			continue;
		}
		if (sent < 0 && errno == EINTR)
			continue;
		/* A broken pipe is told by the next read, with the server's last words before it. */
		stream->blocked = sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
		watch_what_is_wanted(stream);
		break;
	}
	return written;
}

void stream_peek(struct stream *stream)
{
	if (!stream->ended)
		read_once(stream);
}

void stream_hold(struct stream *stream, bool hold)
{
	stream->held = hold;
	watch_what_is_wanted(stream);
}

uint16_t stream_local_port(const struct stream *stream)
{
	return socket_local_port(stream->fd);
}

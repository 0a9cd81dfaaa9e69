/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dial: look-up, then one address after the other.
 *
 *   look-up ──▶ trying ──▶ connected
 *      │          │ ▲
 *      ▼          ▼ │ failed, timed out
 *   (failed)    next address, or gave up
 */
#include "io/dial.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "io/socket.h"
#include "io/uv_loop.h"
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int64_t SECOND_US = 1000000;

/* libuv keeps the request until its thread has answered, so it must outlive a dial that was freed meanwhile. */
struct lookup {
	uv_getaddrinfo_t request;
	struct dial *dial; /* NULL: nobody waits any more */
};

struct dial {
	struct loop *loop;
	const struct dial_events *events;
	void *context;
	int64_t connect_us;
	struct lookup *lookup;
	struct addrinfo *addresses;
	struct addrinfo *present; /* being tried */
	struct alarm *alarm;
	struct watch *watch;
	int fd;
	uint64_t began_ns;
	char text[64];
};

static int64_t took_us(const struct dial *dial)
{
	return (int64_t)((uv_hrtime() - dial->began_ns) / 1000);
}

static void drop_attempt(struct dial *dial)
{
	watch_free(dial->watch);
	dial->watch = NULL;
	if (dial->fd >= 0)
		close(dial->fd);
	dial->fd = -1;
	alarm_set(dial->alarm, -1);
}

static void try_next(struct dial *dial);

/* A callback may free the dial: nothing of it is touched after the last one. */
static void attempt_failed(struct dial *dial, const char *reason, bool timed_out)
{
	drop_attempt(dial);
	dial->events->failed(dial->context, dial->text, reason, timed_out, took_us(dial));
	dial->present = dial->present->ai_next;
	try_next(dial);
}

static void attempt_succeeded(struct dial *dial)
{
	char local[64];
	int fd = dial->fd;

	dial->fd = -1;
	drop_attempt(dial);
	socket_no_delay(fd);
	socket_quick_ack(fd);
	dial->events->connected(
		dial->context, fd, dial->text, socket_local_text(local, sizeof(local), fd), took_us(dial));
}

static void on_writable(void *context, int fd, int ready)
{
	struct dial *dial = context;
	int failure = 0;
	socklen_t len = sizeof(failure);

	(void)ready;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &failure, &len))
		failure = errno;
	if (failure)
		attempt_failed(dial, strerror(failure), false);
	else
		attempt_succeeded(dial);
}

static void try_next(struct dial *dial)
{
	struct error error;

	if (!dial->present) {
		dial->events->gave_up(dial->context);
		return;
	}
	const struct addrinfo *address = dial->present;
	socket_address_text(dial->text, sizeof(dial->text), address->ai_addr, address->ai_addrlen);
	dial->began_ns = uv_hrtime();
	dial->events->trying(dial->context, dial->text);
	dial->fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (dial->fd < 0 || (connect(dial->fd, address->ai_addr, address->ai_addrlen) && errno != EINPROGRESS)) {
		attempt_failed(dial, strerror(errno), false);
		return;
	}
	dial->watch = watch_new(dial->loop, dial->fd, WATCH_WRITE, on_writable, dial, &error);
	if (!dial->watch) {
		attempt_failed(dial, error.sentence, false);
		return;
	}
	alarm_set(dial->alarm, dial->connect_us);
}

static void list_addresses(const struct addrinfo *first, struct buffer *list)
{
	char text[64];

	for (const struct addrinfo *at = first; at; at = at->ai_next) {
		socket_address_text(text, sizeof(text), at->ai_addr, at->ai_addrlen);
		if (!buffer_printf(list, "%s%s", list->len ? " " : "", text))
			return;
	}
}

static const char *lookup_reason(int status)
{
	switch (status) {
	case UV_EAI_NONAME:
	case UV_EAI_NODATA: return "the name does not exist or has no address of the wanted kind";
	case UV_EAI_AGAIN: return "the name servers do not answer; try again later";
	case UV_EAI_FAIL: return "the name servers refused to answer";
	case UV_EAI_FAMILY:
	case UV_EAI_ADDRFAMILY: return "the host has no address of the wanted kind";
	default: return uv_strerror(status);
	}
}

static void on_lookup(uv_getaddrinfo_t *request, int status, struct addrinfo *found)
{
	struct lookup *lookup = request->data;
	struct dial *dial = lookup->dial;

	free(lookup);
	if (!dial) {
		uv_freeaddrinfo(found);
		return;
	}
	dial->lookup = NULL;
	dial->addresses = dial->present = found;
	alarm_set(dial->alarm, -1);
	if (status) {
		dial->events->looked_up(dial->context, "", lookup_reason(status), took_us(dial));
		return;
	}
	struct buffer list;
	buffer_init(&list, 4096);
	list_addresses(found, &list);
	dial->events->looked_up(dial->context, buffer_text(&list), NULL, took_us(dial));
	buffer_done(&list);
	try_next(dial);
}

static void on_alarm(void *context)
{
	struct dial *dial = context;

	if (!dial->lookup) {
		attempt_failed(dial, "no answer in time", true);
		return;
	}
	dial->lookup->dial = NULL;
	uv_cancel((uv_req_t *)&dial->lookup->request);
	dial->lookup = NULL;
	dial->events->looked_up(dial->context, "", "the name servers did not answer in time", took_us(dial));
}

static bool start_lookup(struct dial *dial, const struct dial_request *request, struct error *error)
{
	static const int families[] = {[DIAL_ANY] = AF_UNSPEC, [DIAL_IPV4] = AF_INET, [DIAL_IPV6] = AF_INET6};
	struct addrinfo hints = {
		.ai_family = families[request->family], .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
	char port[8];

	snprintf(port, sizeof(port), "%u", request->port);
	dial->lookup = alloc_zero(1, sizeof(*dial->lookup));
	dial->lookup->dial = dial;
	dial->lookup->request.data = dial->lookup;
	int result =
		uv_getaddrinfo(loop_uv(dial->loop), &dial->lookup->request, on_lookup, request->host, port, &hints);
	if (!result)
		return true;
	free(dial->lookup);
	dial->lookup = NULL;
	return error_set(error, ERROR_NAME, result, "%s: %s", request->host, uv_strerror(result));
}

struct dial *dial_new(struct loop *loop, const struct dial_request *request, const struct dial_events *events,
	void *context, struct error *error)
{
	struct dial *dial = alloc_zero(1, sizeof(*dial));

	dial->loop = loop;
	dial->events = events;
	dial->context = context;
	dial->connect_us = request->connect_us ? request->connect_us : 15 * SECOND_US;
	dial->fd = -1;
	dial->began_ns = uv_hrtime();
	dial->alarm = alarm_new(loop, on_alarm, dial);
	if (!start_lookup(dial, request, error)) {
		dial_free(dial);
		return NULL;
	}
	alarm_set(dial->alarm, request->lookup_us ? request->lookup_us : 10 * SECOND_US);
	return dial;
}

void dial_free(struct dial *dial)
{
	if (!dial)
		return;
	if (dial->lookup) {
		dial->lookup->dial = NULL;
		uv_cancel((uv_req_t *)&dial->lookup->request);
	}
	drop_attempt(dial);
	alarm_free(dial->alarm);
	uv_freeaddrinfo(dial->addresses);
	free(dial);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * listen: two sockets, one for each loopback address, on the same port. A machine without IPv6 has one.
 */
#include "io/listen.h"

#include "base/alloc.h"
#include "io/socket.h"
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <unistd.h>

struct listen {
	int fds[2];
	struct watch *watches[2];
	void (*accepted)(void *context, int fd, const char *peer);
	void *context;
};

static void on_ready(void *context, int fd, int ready)
{
	struct listen *listen = context;
	struct sockaddr_storage peer;
	socklen_t len = sizeof(peer);
	char text[64];

	(void)ready;
	int accepted = accept4(fd, (struct sockaddr *)&peer, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (accepted < 0)
		return;
	socket_no_delay(accepted);
	listen->accepted(
		listen->context, accepted, socket_address_text(text, sizeof(text), (struct sockaddr *)&peer, len));
}

static int open_one(int family, const struct sockaddr *address, socklen_t len)
{
	int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
	if (family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &(int){1}, sizeof(int));
	if (!bind(fd, address, len) && !listen(fd, 64))
		return fd;
	int number = errno;
	close(fd);
	errno = number;
	return -1;
}

static bool open_both(struct listen *listener, uint16_t port, uint16_t *ret_port, struct error *error)
{
	struct sockaddr_in v4 = {
		.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(v4);

	listener->fds[0] = open_one(AF_INET, (struct sockaddr *)&v4, sizeof(v4));
	if (listener->fds[0] < 0)
		return error_set_errno(error, errno, "port %u on 127.0.0.1 cannot be opened", port);
	getsockname(listener->fds[0], (struct sockaddr *)&v4, &len);
	struct sockaddr_in6 v6 = {
		.sin6_family = AF_INET6, .sin6_port = v4.sin_port, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	listener->fds[1] = open_one(AF_INET6, (struct sockaddr *)&v6, sizeof(v6));
	*ret_port = ntohs(v4.sin_port);
	return true;
}

struct listen *listen_new(struct loop *loop, uint16_t port, void (*accepted)(void *context, int fd, const char *peer),
	void *context, uint16_t *ret_port, struct error *error)
{
	struct listen *listener = alloc_zero(1, sizeof(*listener));

	listener->fds[0] = listener->fds[1] = -1;
	listener->accepted = accepted;
	listener->context = context;
	bool open = open_both(listener, port, ret_port, error);
	for (int i = 0; open && i < 2; i++) {
		if (listener->fds[i] < 0)
			continue;
		listener->watches[i] = watch_new(loop, listener->fds[i], WATCH_READ, on_ready, listener, error);
		open = listener->watches[i] != NULL;
	}
	if (open)
		return listener;
	listen_free(listener);
	return NULL;
}

void listen_free(struct listen *listen)
{
	if (!listen)
		return;
	for (int i = 0; i < 2; i++) {
		watch_free(listen->watches[i]);
		if (listen->fds[i] >= 0)
			close(listen->fds[i]);
	}
	free(listen);
}

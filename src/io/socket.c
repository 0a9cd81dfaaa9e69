/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * socket: addresses as text and the two options that keep a dialogue of short lines fast.
 */
#include "io/socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>

char *socket_address_text(char *text, size_t size, const struct sockaddr *address, socklen_t len)
{
	if (getnameinfo(address, len, text, (socklen_t)size, NULL, 0, NI_NUMERICHOST))
		snprintf(text, size, "an address that cannot be shown");
	return text;
}

char *socket_local_text(char *text, size_t size, int fd)
{
	struct sockaddr_storage local;
	socklen_t len = sizeof(local);

	text[0] = 0;
	if (!getsockname(fd, (struct sockaddr *)&local, &len))
		socket_address_text(text, size, (struct sockaddr *)&local, len);
	return text;
}

uint16_t socket_local_port(int fd)
{
	struct sockaddr_storage local;
	socklen_t len = sizeof(local);

	if (getsockname(fd, (struct sockaddr *)&local, &len))
		return 0;
	if (local.ss_family == AF_INET6)
		return ntohs(((struct sockaddr_in6 *)&local)->sin6_port);
	return local.ss_family == AF_INET ? ntohs(((struct sockaddr_in *)&local)->sin_port) : 0;
}

void socket_no_delay(int fd)
{
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
}

void socket_quick_ack(int fd)
{
#ifdef TCP_QUICKACK
	setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &(int){1}, sizeof(int));
#else
	(void)fd;
#endif
}

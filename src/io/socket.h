/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * socket: small facts about sockets. Internal to io.
 */
#ifndef STARLIT_IO_SOCKET_H
#define STARLIT_IO_SOCKET_H

#include "base/error.h"
#include <stdint.h>
#include <sys/socket.h>

/* "192.0.2.7 port 25" without the port: the address as text. Returns text. */
char *socket_address_text(char *text, size_t size, const struct sockaddr *address, socklen_t len);
/* The local end of a connected socket. */
char *socket_local_text(char *text, size_t size, int fd);
uint16_t socket_local_port(int fd); /* 0: unknown */
/* Small segments leave at once (TCP_NODELAY). */
void socket_no_delay(int fd);
/* The next segments are acknowledged at once; the kernel forgets this, hence after every read. */
void socket_quick_ack(int fd);

#endif

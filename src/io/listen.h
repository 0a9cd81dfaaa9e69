/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * listen: a loopback port that accepts connections. It binds to 127.0.0.1 and ::1 and nowhere else.
 */
#ifndef STARLIT_IO_LISTEN_H
#define STARLIT_IO_LISTEN_H

#include "io/loop.h"

struct listen;

/* port 0: the system chooses; ret_port tells it. accepted gets a non-blocking descriptor that becomes the caller's. */
struct listen *listen_new(struct loop *loop, uint16_t port, void (*accepted)(void *context, int fd, const char *peer),
	void *context, uint16_t *ret_port, struct error *error);
void listen_free(struct listen *listen);

#endif

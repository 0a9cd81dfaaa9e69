/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * uv_loop: libuv's own loop, for dial.c's name look-up. Internal to io: no libuv type leaves this folder.
 */
#ifndef STARLIT_IO_UV_LOOP_H
#define STARLIT_IO_UV_LOOP_H

#include "io/loop.h"
#include <uv.h>

uv_loop_t *loop_uv(struct loop *loop);

#endif

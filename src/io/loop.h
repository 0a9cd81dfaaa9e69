/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * loop: waiting for several things at once.
 *
 * Purpose   the one event loop of the program (libuv): descriptors, one alarm, signals, and work to be done once per round
 *           before waiting. Nothing here knows what the bytes mean.
 * Ownership the caller owns the loop and every watch; context pointers are the caller's.
 * Failure   false and an error when the system refuses a watch.
 * Cost      an idle loop blocks without a time-out and uses no CPU.
 */
#ifndef STARLIT_IO_LOOP_H
#define STARLIT_IO_LOOP_H

#include "base/error.h"
#include <stdint.h>

struct loop;

struct loop *loop_new(struct error *error);
void loop_free(struct loop *loop);

/* Runs until loop_stop. */
void loop_run(struct loop *loop);
void loop_stop(struct loop *loop);

/* Called once per round, after everything that arrived was handled and before waiting. At most one. */
void loop_before_wait(struct loop *loop, void (*work)(void *context), void *context);

/* A descriptor that is watched for input, output or both. */
struct watch;
enum { WATCH_READ = 1, WATCH_WRITE = 2 };
typedef void watch_fn(
	void *context, int fd, int ready); /* ready: WATCH_READ, WATCH_WRITE; both on an error of the fd */
struct watch *watch_new(struct loop *loop, int fd, int wanted, watch_fn *fn, void *context, struct error *error);
void watch_change(struct watch *watch, int wanted); /* 0 pauses it */
void watch_free(struct watch *watch);               /* the descriptor is not closed; NULL is allowed; safe inside fn */

/* One alarm: microseconds from now, or -1 for none. Setting replaces the one before. */
struct alarm;
struct alarm *alarm_new(struct loop *loop, void (*fn)(void *context), void *context);
void alarm_set(struct alarm *alarm, int64_t in_us);
void alarm_free(struct alarm *alarm);

/* A signal, handled inside the loop. */
struct signal_watch;
struct signal_watch *signal_watch_new(
	struct loop *loop, int number, void (*fn)(void *context, int number), void *context, struct error *error);
void signal_watch_free(struct signal_watch *watch);

#endif

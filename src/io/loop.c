/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * loop: libuv's loop behind our own contract. Watches close asynchronously in libuv; their memory goes in the close
 * callback, and a closed watch never calls back.
 */
#include "io/uv_loop.h"

#include "base/alloc.h"
#include <stdlib.h>

/* A timer that fires so late was not late by itself. */
enum { STOPPED_MS = 500 };

struct loop {
	uv_loop_t uv;
	void (*work)(void *context);
	void *context;
	bool stopped;
};

struct watch {
	uv_poll_t poll;
	int fd;
	watch_fn *fn;
	void *context;
};

struct alarm {
	uv_timer_t timer;
	uint64_t due_ms;
	void (*fn)(void *context);
	void *context;
};

struct signal_watch {
	uv_signal_t signal;
	void (*fn)(void *context, int number);
	void *context;
};

static bool uv_failed(struct error *error, int result, const char *what)
{
	return error_set(error, ERROR_SYSTEM, -result, "%s: %s", what, uv_strerror(result));
}

static void free_handle(uv_handle_t *handle)
{
	free(handle->data);
}

struct loop *loop_new(struct error *error)
{
	struct loop *loop = alloc_zero(1, sizeof(*loop));
	int result = uv_loop_init(&loop->uv);

	if (result) {
		uv_failed(error, result, "the event loop");
		free(loop);
		return NULL;
	}
	return loop;
}

void loop_free(struct loop *loop)
{
	if (!loop)
		return;
	/* Handles that were freed before close in this round. */
	while (uv_run(&loop->uv, UV_RUN_NOWAIT))
		continue;
	uv_loop_close(&loop->uv);
	free(loop);
}

uv_loop_t *loop_uv(struct loop *loop)
{
	return &loop->uv;
}

/*
 * Work is done between rounds rather than from libuv's own hook: what it sends or schedules must count in the very next
 * wait.
 */
void loop_run(struct loop *loop)
{
	loop->stopped = false;
	if (loop->work)
		loop->work(loop->context);
	while (!loop->stopped) {
		uv_run(&loop->uv, UV_RUN_ONCE);
		if (loop->work && !loop->stopped)
			loop->work(loop->context);
	}
}

void loop_stop(struct loop *loop)
{
	loop->stopped = true;
	uv_stop(&loop->uv);
}

void loop_before_wait(struct loop *loop, void (*work)(void *context), void *context)
{
	loop->work = work;
	loop->context = context;
}

static void on_poll(uv_poll_t *poll, int status, int events)
{
	struct watch *watch = poll->data;
	int ready = 0;

	if (status < 0)
		ready = WATCH_READ | WATCH_WRITE;
	if (events & (UV_READABLE | UV_DISCONNECT))
		ready |= WATCH_READ;
	if (events & UV_WRITABLE)
		ready |= WATCH_WRITE;
	watch->fn(watch->context, watch->fd, ready);
}

struct watch *watch_new(struct loop *loop, int fd, int wanted, watch_fn *fn, void *context, struct error *error)
{
	struct watch *watch = alloc_zero(1, sizeof(*watch));
	int result = uv_poll_init(&loop->uv, &watch->poll, fd);

	if (result) {
		uv_failed(error, result, "watching a descriptor");
		free(watch);
		return NULL;
	}
	watch->poll.data = watch;
	watch->fd = fd;
	watch->fn = fn;
	watch->context = context;
	watch_change(watch, wanted);
	return watch;
}

void watch_change(struct watch *watch, int wanted)
{
	int events = 0;

	if (wanted & WATCH_READ)
		events |= UV_READABLE;
	if (wanted & WATCH_WRITE)
		events |= UV_WRITABLE;
	if (events)
		uv_poll_start(&watch->poll, events, on_poll);
	else
		uv_poll_stop(&watch->poll);
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	uv_poll_stop(&watch->poll);
	uv_close((uv_handle_t *)&watch->poll, free_handle);
}

static void on_timer(uv_timer_t *timer)
{
	struct alarm *alarm = timer->data;
	uint64_t now = uv_now(timer->loop);

	/* The process was stopped in between: what came in meanwhile is read before anything is called late. */
	if (now > alarm->due_ms + STOPPED_MS) {
		alarm->due_ms = now;
		uv_timer_start(timer, on_timer, 1, 0);
		return;
	}
	/* libuv runs timers before it waits, too: the work that this one makes is not to wait for something else. */
	uv_stop(timer->loop);
	alarm->fn(alarm->context);
}

struct alarm *alarm_new(struct loop *loop, void (*fn)(void *context), void *context)
{
	struct alarm *alarm = alloc_zero(1, sizeof(*alarm));

	uv_timer_init(&loop->uv, &alarm->timer);
	alarm->timer.data = alarm;
	alarm->fn = fn;
	alarm->context = context;
	return alarm;
}

void alarm_set(struct alarm *alarm, int64_t in_us)
{
	if (in_us < 0) {
		uv_timer_stop(&alarm->timer);
		return;
	}
	/* libuv counts in milliseconds from its own cached time: round up, or an early wake-up would spin. */
	uv_update_time(alarm->timer.loop);
	uint64_t in_ms = (uint64_t)(in_us + 999) / 1000;
	alarm->due_ms = uv_now(alarm->timer.loop) + in_ms;
	uv_timer_start(&alarm->timer, on_timer, in_ms, 0);
}

void alarm_free(struct alarm *alarm)
{
	if (!alarm)
		return;
	uv_timer_stop(&alarm->timer);
	uv_close((uv_handle_t *)&alarm->timer, free_handle);
}

static void on_signal(uv_signal_t *signal, int number)
{
	struct signal_watch *watch = signal->data;

	watch->fn(watch->context, number);
}

struct signal_watch *signal_watch_new(
	struct loop *loop, int number, void (*fn)(void *context, int number), void *context, struct error *error)
{
	struct signal_watch *watch = alloc_zero(1, sizeof(*watch));

	uv_signal_init(&loop->uv, &watch->signal);
	watch->signal.data = watch;
	watch->fn = fn;
	watch->context = context;
	int result = uv_signal_start(&watch->signal, on_signal, number);
	if (result) {
		uv_failed(error, result, "watching a signal");
		signal_watch_free(watch);
		return NULL;
	}
	return watch;
}

void signal_watch_free(struct signal_watch *watch)
{
	if (!watch)
		return;
	uv_signal_stop(&watch->signal);
	uv_close((uv_handle_t *)&watch->signal, free_handle);
}

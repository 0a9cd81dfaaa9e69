/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run: the program with pipes for standard input, output and error, and its teaching server behind a loopback port.
 *
 * Nothing here sleeps: it polls until the program has ended, and fails the test after RUN_DEADLINE_MS.
 */
#ifndef STARLIT_TESTS_RUN_H
#define STARLIT_TESTS_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { RUN_DEADLINE_MS = 60000, RUN_ARGUMENTS_MAX = 24 };

struct run {
	pid_t pid;
	int in, out, err; /* -1: closed */
	char *said;       /* standard output so far, with a NUL behind it; free() */
	size_t said_len;
	char *noted; /* standard error */
	size_t noted_len;
	int status; /* the exit status, once it has ended; 128 and the signal's number when one ended it */
};

/* arguments end with NULL, the program's own name left out. */
void run_start(struct run *run, const char *const *arguments);
/* Hands it input, and reads what it says meanwhile. */
void run_feed(struct run *run, const char *input, size_t len);
void run_end_input(struct run *run);
/* Reads until standard output holds the text. */
void run_wait(struct run *run, const char *text);
/* Reads until it has ended. */
void run_finish(struct run *run);
void run_done(struct run *run);

/* The whole of it: all input, the end of input, the end. */
void run_all(struct run *run, const char *input, const char *const *arguments);

/* The lines of standard output whose second character is among the directions ("<>"), one after the other; free(). */
char *run_lines(const struct run *run, const char *directions);

struct served {
	struct run run;
	unsigned port;
	char target[64]; /* "smtp://127.0.0.1:PORT" */
};

/* «starlit serve»; scheme is that of the target. */
void served_start(struct served *served, const char *scheme, const char *const *arguments);
/* The same on that port; 0: any. */
void served_start_on(struct served *served, const char *scheme, unsigned port, const char *const *arguments);
void served_stop(struct served *served);

#endif

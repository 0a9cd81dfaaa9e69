/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run: the program as others call it: words, standard input, what it prints, its exit status and its memory.
 */
#ifndef STARLIT_TESTS_CHECK_RUN_H
#define STARLIT_TESTS_CHECK_RUN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { RUN_WORDS_MAX = 24 };

struct ran {
	int status;   /* of exit; 128 and the number of a signal that ended it */
	long max_kib; /* the most memory that it had resident */
	char *out;    /* standard output */
	char *errors; /* standard error */
};

/* input NULL: /dev/null. */
void run_check(const char *const *words, const char *input, struct ran *ret_ran);
void ran_done(struct ran *ran);

/* The same while it runs. */
struct running {
	pid_t pid;
	int input; /* -1: closed */
	int out;
	int errors;
};
void run_begin(const char *const *words, struct running *ret_running);
/* Waits for a line of its standard output; without its end. */
void run_line(struct running *running, char *line, size_t size);
/* Closes its standard input and waits for its end. */
void run_end(struct running *running, struct ran *ret_ran);

/* «starlit serve»: its port. The root certificate goes to ca_path. */
struct served {
	struct running running;
	unsigned port;
};
void serve_begin(const char *protocol, const char *fault, const char *ca_path, struct served *ret_served);
void serve_end(struct served *served);

/* A loopback port that accepts connections and never says a word. *ret_port is its port. */
int silent_port(unsigned *ret_port);
/* A process that says the same to whoever connects there, again and again. */
pid_t flood_begin(int fd, const char *words);
void flood_end(pid_t flooder);

#endif

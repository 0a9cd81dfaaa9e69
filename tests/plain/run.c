/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run: fork, three pipes, poll.
 */
#include "run.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void become_program(const int in[2], const int out[2], const int err[2], const char *const *arguments)
{
	const char *argv[RUN_ARGUMENTS_MAX + 2] = {STARLIT_PROGRAM};

	for (size_t i = 0; arguments[i] && i < RUN_ARGUMENTS_MAX; i++)
		argv[i + 1] = arguments[i];
	/* A test that fails leaves nothing running. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	dup2(in[0], STDIN_FILENO);
	dup2(out[1], STDOUT_FILENO);
	dup2(err[1], STDERR_FILENO);
	unsetenv("SSLKEYLOGFILE");
	setenv("HOME", "/dev/null", 1);
	execv(STARLIT_PROGRAM, (char *const *)argv);
	_exit(127);
}

static void start(struct run *run, const char *before, const char *const *arguments)
{
	int in[2], out[2], err[2];

	*run = (struct run){.said = calloc(1, 1), .noted = calloc(1, 1)};
	signal(SIGPIPE, SIG_IGN);
	ck_assert(!pipe2(in, O_CLOEXEC) && !pipe2(out, O_CLOEXEC) && !pipe2(err, O_CLOEXEC));
	ck_assert_int_eq(write(in[1], before, strlen(before)), (ssize_t)strlen(before));
	run->pid = fork();
	ck_assert_int_ge(run->pid, 0);
	if (!run->pid) {
		signal(SIGPIPE, SIG_DFL);
		become_program(in, out, err, arguments);
	}
	close(in[0]);
	close(out[1]);
	close(err[1]);
	run->in = in[1];
	run->out = out[0];
	run->err = err[0];
	fcntl(run->in, F_SETFL, O_NONBLOCK);
}

void run_start(struct run *run, const char *const *arguments)
{
	start(run, "", arguments);
}

/* False at its end. */
static bool read_into(int fd, char **text, size_t *len)
{
	char bytes[16384];
	ssize_t got = read(fd, bytes, sizeof(bytes));

	if (got <= 0)
		return got < 0 && errno == EINTR;
	*text = realloc(*text, *len + (size_t)got + 1);
	ck_assert_ptr_nonnull(*text);
	memcpy(*text + *len, bytes, (size_t)got);
	*len += (size_t)got;
	(*text)[*len] = 0;
	return true;
}

static void read_end(int *fd, char **text, size_t *len)
{
	if (read_into(*fd, text, len))
		return;
	close(*fd);
	*fd = -1;
}

/* One wait. False when both outputs have ended. */
static bool turn(struct run *run, long deadline, bool writes, bool *ret_writable)
{
	struct pollfd fds[] = {{.fd = run->out, .events = POLLIN}, {.fd = run->err, .events = POLLIN},
		{.fd = writes ? run->in : -1, .events = POLLOUT}};
	long left = deadline - now_ms();

	if (run->out < 0 && run->err < 0)
		return false;
	ck_assert_msg(left > 0, "it does not end; so far:\n%s\n%s", run->said, run->noted);
	poll(fds, 3, (int)left);
	if (fds[0].revents)
		read_end(&run->out, &run->said, &run->said_len);
	if (fds[1].revents)
		read_end(&run->err, &run->noted, &run->noted_len);
	if (ret_writable)
		*ret_writable = fds[2].revents != 0;
	return true;
}

void run_feed(struct run *run, const char *input, size_t len)
{
	long deadline = now_ms() + RUN_DEADLINE_MS;
	bool writable = false;

	while (len && turn(run, deadline, true, &writable)) {
		ssize_t count = writable ? write(run->in, input, len) : 0;
		if (count < 0 && errno == EPIPE)
			return;
		if (count > 0) {
			input += count;
			len -= (size_t)count;
		}
	}
}

void run_end_input(struct run *run)
{
	if (run->in >= 0)
		close(run->in);
	run->in = -1;
}

void run_wait(struct run *run, const char *text)
{
	long deadline = now_ms() + RUN_DEADLINE_MS;

	while (!strstr(run->said, text))
		ck_assert_msg(turn(run, deadline, false, NULL), "it ended without «%s»:\n%s\n%s", text, run->said,
			run->noted);
}

void run_finish(struct run *run)
{
	long deadline = now_ms() + RUN_DEADLINE_MS;
	int status;

	while (turn(run, deadline, false, NULL))
		continue;
	ck_assert_int_eq(waitpid(run->pid, &status, 0), run->pid);
	run->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void run_done(struct run *run)
{
	run_end_input(run);
	free(run->said);
	free(run->noted);
}

/* The input stands in the pipe before anybody reads: what is left of it does not depend on who is faster. */
void run_all(struct run *run, const char *input, const char *const *arguments)
{
	ck_assert_uint_lt(strlen(input), 4096);
	start(run, input, arguments);
	run_end_input(run);
	run_finish(run);
}

char *run_lines(const struct run *run, const char *directions)
{
	char *lines = calloc(1, run->said_len + 1);
	size_t len = 0;

	ck_assert_ptr_nonnull(lines);
	for (const char *line = run->said; *line;) {
		size_t size = strcspn(line, "\n") + 1;
		if (size > 2 && strchr(directions, line[1])) {
			memcpy(lines + len, line, size);
			len += size;
		}
		line += line[size - 1] ? size : size - 1;
	}
	return lines;
}

void served_start(struct served *served, const char *scheme, const char *const *arguments)
{
	served_start_on(served, scheme, 0, arguments);
}

void served_start_on(struct served *served, const char *scheme, unsigned wanted, const char *const *arguments)
{
	const char *all[RUN_ARGUMENTS_MAX + 1] = {"serve"};
	const char *port;
	char number[16];

	snprintf(number, sizeof(number), "%u", wanted);

	size_t count = 1;

	for (; arguments[count - 1] && count + 2 < RUN_ARGUMENTS_MAX; count++)
		all[count] = arguments[count - 1];
	all[count++] = "--port";
	all[count] = number;
	run_start(&served->run, all);
	run_wait(&served->run, "; user ");
	port = strstr(served->run.said, " port ");
	ck_assert_ptr_nonnull(port);
	served->port = (unsigned)strtoul(port + 6, NULL, 10);
	snprintf(served->target, sizeof(served->target), "%s://127.0.0.1:%u", scheme, served->port);
}

void served_stop(struct served *served)
{
	kill(served->run.pid, SIGTERM);
	run_finish(&served->run);
	run_done(&served->run);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run: fork, pipes, wait4.
 */
#include "run.h"

#include "../check_main.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUT_MAX = 64 << 20 };

static void become(const char *const *words, const int *input, const int *out, const int *errors)
{
	char *argv[RUN_WORDS_MAX + 2] = {(char *)(uintptr_t) "starlit"};

	for (int i = 0; words[i] && i < RUN_WORDS_MAX; i++)
		argv[i + 1] = (char *)(uintptr_t)words[i];
	dup2(input[0], STDIN_FILENO);
	dup2(out[1], STDOUT_FILENO);
	dup2(errors[1], STDERR_FILENO);
	for (int fd = 3; fd < 64; fd++)
		close(fd);
	/* What stands in the user's own configuration is none of the test's business. */
	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
	execv(STARLIT_PROGRAM, argv);
	_exit(127);
}

void run_begin(const char *const *words, struct running *ret_running)
{
	int input[2], out[2], errors[2];

	ck_assert(!pipe2(input, O_CLOEXEC) && !pipe2(out, O_CLOEXEC) && !pipe2(errors, O_CLOEXEC));
	pid_t pid = fork();
	ck_assert(pid >= 0);
	if (!pid)
		become(words, input, out, errors);
	close(input[0]);
	close(out[1]);
	close(errors[1]);
	*ret_running = (struct running){.pid = pid, .input = input[1], .out = out[0], .errors = errors[0]};
}

void run_line(struct running *running, char *line, size_t size)
{
	size_t len = 0;

	while (read(running->out, line + len, 1) == 1 && line[len] != '\n')
		ck_assert(++len < size);
	ck_assert_msg(line[len] == '\n', "it ended before it said a line");
	line[len] = 0;
}

/* Reads both until they end, and writes the input meanwhile. */
struct pump {
	struct pollfd fds[3];
	const char *input;
	char *texts[2];
	size_t lens[2], rooms[2];
};

static void take(struct pump *pump, int which)
{
	struct pollfd *fd = &pump->fds[which];

	if (pump->lens[which] + 65536 > pump->rooms[which]) {
		pump->rooms[which] = 2 * pump->rooms[which] + 131072;
		pump->texts[which] = realloc(pump->texts[which], pump->rooms[which]);
		ck_assert(pump->texts[which] && pump->rooms[which] < OUT_MAX);
	}
	ssize_t got = read(fd->fd, pump->texts[which] + pump->lens[which], 65535);
	if (got > 0)
		pump->lens[which] += (size_t)got;
	pump->texts[which][pump->lens[which]] = 0;
	if (got > 0)
		return;
	close(fd->fd);
	fd->fd = -1;
}

static void give(struct pump *pump)
{
	struct pollfd *fd = &pump->fds[2];
	ssize_t written = *pump->input ? write(fd->fd, pump->input, strlen(pump->input)) : -1;

	if (written > 0)
		pump->input += written;
	if (written > 0 && *pump->input)
		return;
	close(fd->fd);
	fd->fd = -1;
}

static void finish(struct running *running, const char *input, struct ran *ret_ran)
{
	struct pump pump = {
		.fds = {{running->out, POLLIN, 0}, {running->errors, POLLIN, 0}, {running->input, POLLOUT, 0}},
		.input = input};
	struct rusage usage;
	int status;

	signal(SIGPIPE, SIG_IGN);
	fcntl(running->input, F_SETFL, O_NONBLOCK);
	while (pump.fds[0].fd >= 0 || pump.fds[1].fd >= 0) {
		ck_assert(poll(pump.fds, 3, -1) > 0);
		for (int i = 0; i < 2; i++)
			if (pump.fds[i].fd >= 0 && pump.fds[i].revents)
				take(&pump, i);
		if (pump.fds[2].fd >= 0 && pump.fds[2].revents)
			give(&pump);
	}
	if (pump.fds[2].fd >= 0)
		close(pump.fds[2].fd);
	ck_assert_int_eq(wait4(running->pid, &status, 0, &usage), running->pid);
	*ret_ran = (struct ran){.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
		.max_kib = usage.ru_maxrss,
		.out = pump.texts[0],
		.errors = pump.texts[1]};
}

void run_end(struct running *running, struct ran *ret_ran)
{
	finish(running, "", ret_ran);
}

void run_check(const char *const *words, const char *input, struct ran *ret_ran)
{
	struct running running;

	run_begin(words, &running);
	finish(&running, input ? input : "", ret_ran);
}

void ran_done(struct ran *ran)
{
	free(ran->out);
	free(ran->errors);
}

void serve_begin(const char *protocol, const char *fault, const char *ca_path, struct served *ret_served)
{
	const char *const words[] = {
		"serve", protocol, "--port", "0", "--save-ca", ca_path, fault ? "--fault" : NULL, fault, NULL};
	char line[300];

	run_begin(words, &ret_served->running);
	run_line(&ret_served->running, line, sizeof(line));
	const char *port = strstr(line, " port ");
	ck_assert_ptr_nonnull(port);
	ret_served->port = (unsigned)strtoul(port + strlen(" port "), NULL, 10);
	ck_assert_uint_gt(ret_served->port, 0);
}

void serve_end(struct served *served)
{
	struct ran ran;

	kill(served->running.pid, SIGTERM);
	run_end(&served->running, &ran);
	ck_assert_int_eq(ran.status, 0);
	ran_done(&ran);
}

int silent_port(unsigned *ret_port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	ck_assert(fd >= 0 && !bind(fd, (struct sockaddr *)&address, len) && !listen(fd, 64) &&
		  !getsockname(fd, (struct sockaddr *)&address, &len));
	*ret_port = ntohs(address.sin_port);
	return fd;
}

static void flood(int fd, const char *words)
{
	char bytes[65536];
	size_t len = strlen(words), whole = sizeof(bytes) / len * len;

	for (size_t i = 0; i < whole; i++)
		bytes[i] = words[i % len];
	for (;;) {
		int client = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
		while (client >= 0 && send(client, bytes, whole, MSG_NOSIGNAL) > 0)
			continue;
		close(client);
	}
}

pid_t flood_begin(int fd, const char *words)
{
	pid_t pid = fork();

	ck_assert(pid >= 0);
	if (!pid)
		flood(fd, words);
	return pid;
}

void flood_end(pid_t flooder)
{
	kill(flooder, SIGKILL);
	ck_assert_int_eq(waitpid(flooder, NULL, 0), flooder);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * link: fork, pipes, poll.
 */
#include "link.h"

#include "../tls/ca.h"
#include "ours.h"
#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#endif

enum { DEADLINE_MS = 60000, AGAIN_MS = 2, TOLD_MAX = 16 << 20, CHUNK = 65536, SHOWN = 1200 };

static int64_t now_ms(void)
{
	struct clock machine = clock_system();

	return clock_monotonic(&machine) / 1000;
}

/* The end of a text: Check takes no more than so much. */
static const char *tail(struct buffer *buffer)
{
	const char *text = buffer_text(buffer);
	size_t len = strlen(text);

	return len > SHOWN ? text + len - SHOWN : text;
}

static void give_up(struct link *link, const char *for_what)
{
	struct buffer story;

	buffer_init(&story, TOLD_MAX);
	ours_story(link->journal, &story);
	ck_abort_msg("%s: waited in vain for %s\n--- our story\n%s--- the server printed\n%s--- and on stderr\n%s",
		link->what, for_what, tail(&story), tail(&link->told[0]), tail(&link->told[1]));
}

/* The process */

bool link_has(const char *program)
{
	const char *path = getenv("PATH");
	char name[4096];

	for (struct bytes rest = bytes_str(path); rest.len;) {
		struct bytes folder = bytes_first(rest, bytes_index(rest, ':', 0));
		rest = bytes_from(rest, folder.len + 1);
		snprintf(name, sizeof(name), "%.*s/%s", (int)folder.len, (const char *)folder.data, program);
		if (folder.len && !access(name, X_OK))
			return true;
	}
	return false;
}

#if defined(__linux__) && defined(CLONE_NEWNET)
void link_alone(void)
{
	struct ifreq request = {.ifr_name = "lo"};

	if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
		return;
	/* Before the tests run, Check's assertions are not to be had. */
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	bool up = fd >= 0 && !ioctl(fd, SIOCGIFFLAGS, &request);
	request.ifr_flags = (short)(request.ifr_flags | IFF_UP);
	if (!up || ioctl(fd, SIOCSIFFLAGS, &request) != 0) {
		perror("the loopback of a network of our own");
		abort();
	}
	close(fd);
}
#else
void link_alone(void)
{
}
#endif

static void become(const char *const *arguments, const int *ends)
{
	for (int i = 0; i < 3; i++)
		dup2(ends[i], i);
#ifdef __linux__
	/* A test that fails leaves without a word. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	setenv("LC_ALL", "C", 1);
	execvp(arguments[0], (char *const *)(uintptr_t)arguments);
	_exit(127);
}

static void make_pipe(int *ends)
{
	ck_assert_int_eq(pipe(ends), 0);
	for (int i = 0; i < 2; i++)
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
}

void link_start(struct link *link, const char *what, const char *const *arguments)
{
	struct journal_config config = {.clock = clock_fixed(&link->hands), .spill_fd = -1};
	int in[2], out[2], err[2];

	*link = (struct link){.what = what, .socket = -1, .hands = {.wall = (int64_t)CA_NOW * 1000000}};
	buffer_init(&link->told[0], TOLD_MAX);
	buffer_init(&link->told[1], TOLD_MAX);
	link->journal = journal_new(&config);
	make_pipe(in);
	make_pipe(out);
	make_pipe(err);
	link->pid = fork();
	ck_assert_int_ge(link->pid, 0);
	if (!link->pid)
		become(arguments, (const int[]){in[0], out[1], err[1]});
	close(in[0]);
	close(out[1]);
	close(err[1]);
	link->words = in[1];
	link->pipes[0] = out[0];
	link->pipes[1] = err[0];
	fcntl(out[0], F_SETFL, O_NONBLOCK);
	fcntl(err[0], F_SETFL, O_NONBLOCK);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void link_close(struct link *link)
{
	link_cut(link);
	close_fd(&link->words);
	if (link->pid) {
		kill(link->pid, SIGKILL);
		waitpid(link->pid, &link->status, 0);
	}
	close_fd(&link->pipes[0]);
	close_fd(&link->pipes[1]);
	tls_free(link->tls);
	journal_free(link->journal);
	buffer_done(&link->told[0]);
	buffer_done(&link->told[1]);
}

/* Bytes */

static void read_pipe(struct link *link, int index)
{
	unsigned char bytes[CHUNK];
	ssize_t got = read(link->pipes[index], bytes, sizeof(bytes));

	if (got > 0)
		buffer_append(&link->told[index], bytes_of(bytes, (size_t)got));
	else if (got == 0)
		close_fd(&link->pipes[index]);
}

static void feed(struct link *link, struct bytes bytes)
{
	while (bytes.len) {
		size_t taken = tls_receive(link->tls, link->piece ? bytes_first(bytes, link->piece) : bytes);
		ck_assert_msg(taken > 0 || tls_state(link->tls) >= TLS_ENDED, "%s: nothing is taken", link->what);
		if (!taken)
			return;
		bytes = bytes_from(bytes, taken);
	}
}

static void read_socket(struct link *link)
{
	unsigned char bytes[CHUNK];
	ssize_t got = recv(link->socket, bytes, sizeof(bytes), MSG_DONTWAIT);

	link->hands.monotonic += 1000;
	if (got > 0)
		feed(link, bytes_of(bytes, (size_t)got));
	else if (got == 0 || (errno != EAGAIN && errno != EINTR))
		link_cut(link);
}

static void write_socket(struct link *link)
{
	struct buffer *wire = tls_wire_out(link->tls);

	while (link->socket >= 0 && wire->len) {
		struct bytes bytes = buffer_bytes(wire);
		ssize_t sent = send(link->socket, bytes.data, bytes.len, MSG_NOSIGNAL);
		if (sent < 0 && errno != EINTR)
			buffer_clear(wire);
		else if (sent > 0)
			buffer_consume(wire, (size_t)sent);
	}
}

/* One round: what we have to say goes out, and whatever comes in is taken. */
static void carry(struct link *link, int limit_ms)
{
	struct pollfd fds[3] = {{link->pipes[0], POLLIN, 0}, {link->pipes[1], POLLIN, 0}, {link->socket, POLLIN, 0}};

	if (link->tls)
		write_socket(link);
	if (poll(fds, 3, limit_ms) <= 0)
		return;
	for (int i = 0; i < 2; i++)
		if (fds[i].revents)
			read_pipe(link, i);
	if (fds[2].revents)
		read_socket(link);
}

void link_until(struct link *link, const char *for_what, link_done_fn *done, const void *context)
{
	int64_t end = now_ms() + DEADLINE_MS;

	while (!done(link, context)) {
		int64_t left = end - now_ms();
		if (left <= 0 || (link->pipes[0] < 0 && link->pipes[1] < 0 && link->socket < 0))
			give_up(link, for_what);
		carry(link, (int)left);
	}
	if (link->tls)
		write_socket(link);
}

/* The port */

static bool is_told(struct link *link, const void *context)
{
	const char *text = context;

	return strstr(buffer_text(&link->told[0]), text) || strstr(buffer_text(&link->told[1]), text);
}

void link_until_told(struct link *link, const char *text)
{
	link_until(link, text, is_told, text);
}

static bool is_line_told(struct link *link, const void *context)
{
	const char *at = strstr(buffer_text(&link->told[0]), context);

	return at && strchr(at, '\n');
}

void link_read_port(struct link *link, const char *mark)
{
	link_until(link, mark, is_line_told, mark);
	const char *at = strstr(buffer_text(&link->told[0]), mark);
	link->port = (int)strtol(at + strlen(mark), NULL, 10);
}

static struct sockaddr_in loopback(int port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

int link_free_port(void)
{
	struct sockaddr_in address = loopback(0);
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, size), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	close(fd);
	return ntohs(address.sin_port);
}

/* A server that does not tell when it listens is asked again while its words are read. */
static void connect_in_time(struct link *link)
{
	struct sockaddr_in address = loopback(link->port);
	int64_t end = now_ms() + DEADLINE_MS;
	int yes = 1;

	for (;;) {
		link->socket = socket(AF_INET, SOCK_STREAM, 0);
		ck_assert_int_ge(link->socket, 0);
		fcntl(link->socket, F_SETFD, FD_CLOEXEC);
		if (!connect(link->socket, (struct sockaddr *)&address, sizeof(address)))
			break;
		close_fd(&link->socket);
		if (now_ms() >= end)
			give_up(link, "the port to be open");
		struct tls *tls = link->tls;
		link->tls = NULL;
		carry(link, AGAIN_MS);
		link->tls = tls;
	}
	setsockopt(link->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
}

/* The connection */

void link_connect(struct link *link, const struct tls_settings *settings)
{
	struct error error = {.sentence = ""};

	link_cut(link);
	connect_in_time(link);
	tls_free(link->tls);
	journal_begin_connection(link->journal);
	journal_set_phase(link->journal, PHASE_HANDSHAKE);
	link->tls = tls_client_new(settings, link->journal, &error);
	ck_assert_msg(link->tls != NULL, "%s: %s", link->what, error.sentence);
	tls_receive(link->tls, (struct bytes){0});
}

void link_cut(struct link *link)
{
	if (link->socket < 0)
		return;
	close_fd(&link->socket);
	tls_wire_ended(link->tls);
}

static bool is_shaken(struct link *link, const void *context)
{
	(void)context;
	return tls_state(link->tls) != TLS_HANDSHAKING;
}

void link_until_handshake(struct link *link)
{
	link_until(link, "the handshake", is_shaken, NULL);
}

void link_expect_up(const struct link *link)
{
	struct bytes reason = {0};

	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind == EVENT_TLS_FAILED)
			reason = event->tls_failed.sentence;
	}
	ck_assert_msg(tls_state(link->tls) == TLS_UP, "%s: the handshake failed: %.*s", link->what, (int)reason.len,
		(const char *)reason.data);
}

static bool is_ended(struct link *link, const void *context)
{
	(void)context;
	return link->socket < 0 || tls_state(link->tls) >= TLS_ENDED;
}

void link_until_end(struct link *link)
{
	link_until(link, "the end of the session", is_ended, NULL);
}

static bool is_hung_up(struct link *link, const void *context)
{
	(void)context;
	return link->socket < 0;
}

void link_until_hung_up(struct link *link)
{
	link_until(link, "the end of the connection", is_hung_up, NULL);
}

static bool is_closed(struct link *link, const void *context)
{
	(void)context;
	return tls_state(link->tls) == TLS_PEER_CLOSED;
}

void link_until_closed(struct link *link)
{
	link_until(link, "close_notify", is_closed, NULL);
}

struct wanted {
	enum event_kind kind;
	enum direction direction;
	unsigned type, count;
};

static bool is_there(struct link *link, const void *context)
{
	const struct wanted *wanted = context;

	return link_count(link, wanted->kind, wanted->direction, wanted->type) >= wanted->count;
}

void link_until_message(struct link *link, enum direction direction, unsigned type, unsigned count)
{
	struct wanted wanted = {EVENT_TLS_MESSAGE, direction, type, count};
	char text[64];

	snprintf(text, sizeof(text), "%u messages of type %u", count, type);
	link_until(link, text, is_there, &wanted);
}

void link_until_alert(struct link *link, enum direction direction, unsigned description)
{
	struct wanted wanted = {EVENT_TLS_ALERT, direction, description, 1};
	char text[64];

	snprintf(text, sizeof(text), "the alert %u", description);
	link_until(link, text, is_there, &wanted);
}

static bool is_heard(struct link *link, const void *context)
{
	return strstr(buffer_text(tls_plain_in(link->tls)), context) != NULL;
}

void link_until_heard(struct link *link, const char *text)
{
	link_until(link, text, is_heard, text);
	buffer_clear(tls_plain_in(link->tls));
}

static bool is_gone(struct link *link, const void *context)
{
	(void)context;
	return link->pipes[0] < 0 && link->pipes[1] < 0;
}

void link_until_gone(struct link *link)
{
	link_until(link, "the end of the server", is_gone, NULL);
	waitpid(link->pid, &link->status, 0);
	link->pid = 0;
}

void link_stop(struct link *link)
{
	kill(link->pid, SIGTERM);
	link_until_gone(link);
}

void link_say(struct link *link, const char *text)
{
	ck_assert_msg(tls_send(link->tls, bytes_str(text)), "%s: TLS is not up", link->what);
	write_socket(link);
}

void link_command(struct link *link, const char *text)
{
	ck_assert_int_eq(write(link->words, text, strlen(text)), (ssize_t)strlen(text));
}

static bool is_number(const struct event *event, unsigned number)
{
	return event->kind == EVENT_TLS_MESSAGE ? event->tls_message.type == number
	       : event->kind == EVENT_TLS_ALERT ? event->tls_alert.description == number
						: true;
}

unsigned link_count(const struct link *link, enum event_kind kind, enum direction direction, unsigned number)
{
	unsigned count = 0;

	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		count += event->kind == kind && event->direction == direction && is_number(event, number);
	}
	return count;
}

enum account_cut link_cut_by(const struct link *link)
{
	if (tls_state(link->tls) != TLS_BROKEN)
		return ACCOUNT_WHOLE;
	for (uint64_t i = 0; i < journal_count(link->journal); i++) {
		const struct event *event = journal_at(link->journal, i);
		if (event->kind == EVENT_TLS_ALERT && event->direction == DIRECTION_OUT && event->tls_alert.level == 2)
			return ACCOUNT_CUT_BY_CLIENT;
	}
	return ACCOUNT_CUT_BY_SERVER;
}

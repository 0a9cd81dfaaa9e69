/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * harness: forkpty, poll, libvterm.
 */
#include "harness.h"

#include <check.h>
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void run(const char *home, const char *program, const char *const *arguments)
{
	const char *argv[32] = {program};
	size_t count = 1;

	while (arguments[count - 1] && count < 31) {
		argv[count] = arguments[count - 1];
		count++;
	}
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("STARLIT_SYNC_MARKS", "1", 1);
	setenv("HOME", home, 1);
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("SSLKEYLOGFILE");
	execv(program, (char *const *)argv);
	_exit(127);
}

static void start(struct pty *pty, int rows, int cols, const char *program, const char *const *arguments)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	*pty = (struct pty){.rows = rows,
		.cols = cols,
		.stream = calloc(1, PTY_STREAM_MAX + 1),
		.home = "/tmp/starlit-test-XXXXXX"};
	ck_assert_ptr_nonnull(mkdtemp(pty->home));
	pty->pid = forkpty(&pty->fd, NULL, NULL, &size);
	ck_assert_int_ge(pty->pid, 0);
	if (!pty->pid)
		run(pty->home, program, arguments);
	pty->vterm = vterm_new(rows, cols);
	vterm_set_utf8(pty->vterm, 1);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
}

void pty_start(struct pty *pty, int rows, int cols, const char *const *arguments)
{
	start(pty, rows, cols, STARLIT_PROGRAM, arguments);
}

void pty_start_shell(struct pty *pty, int rows, int cols)
{
	static const char *const interactive[] = {"-i", NULL};

	start(pty, rows, cols, "/bin/sh", interactive);
}

/* It is ours, made by mkdtemp. */
static void remove_home(const struct pty *pty)
{
	pid_t pid = fork();

	if (!pid) {
		execlp("rm", "rm", "-rf", "--", pty->home, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

void pty_done(struct pty *pty)
{
	if (!pty->ended) {
		kill(pty->pid, SIGKILL);
		waitpid(pty->pid, &pty->status, 0);
	}
	close(pty->fd);
	vterm_free(pty->vterm);
	free(pty->stream);
	remove_home(pty);
}

static void take(struct pty *pty, const char *bytes, size_t len)
{
	size_t kept = pty->stream_len + len < PTY_STREAM_MAX ? len : 0;

	memcpy(pty->stream + pty->stream_len, bytes, kept);
	pty->stream_len += kept;
	vterm_input_write(pty->vterm, bytes, len);
}

/* One read, waiting for at most so long. False when the program is gone. */
static bool read_some(struct pty *pty, long wait_ms)
{
	struct pollfd poller = {.fd = pty->fd, .events = POLLIN};
	char bytes[16384];

	if (poll(&poller, 1, wait_ms > 0 ? (int)wait_ms : 0) <= 0)
		return true;
	ssize_t got = read(pty->fd, bytes, sizeof(bytes));
	if (got > 0) {
		take(pty, bytes, (size_t)got);
		return true;
	}
	if (got < 0 && errno == EINTR)
		return true;
	waitpid(pty->pid, &pty->status, 0);
	pty->ended = true;
	return false;
}

void pty_type(struct pty *pty, const char *text)
{
	size_t len = strlen(text);

	while (len) {
		ssize_t written = write(pty->fd, text, len);
		ck_assert_int_gt((int)written, 0);
		text += written;
		len -= (size_t)written;
	}
}

void pty_line(struct pty *pty, const char *text)
{
	pty_type(pty, text);
	pty_type(pty, "\r");
}

static void fail_with_screen(struct pty *pty, const char *what)
{
	char *text = pty_text(pty);

	ck_abort_msg("%s; the screen:\n%s", what, text);
}

void pty_sync(struct pty *pty)
{
	char mark[32], answer[32];
	long deadline = now_ms() + PTY_DEADLINE_MS;

	snprintf(mark, sizeof(mark), "\033[7777;%u~", ++pty->marks);
	snprintf(answer, sizeof(answer), "\033]7777;%u\007", pty->marks);
	pty_type(pty, mark);
	while (!strstr(pty->stream, answer)) {
		if (now_ms() > deadline || !read_some(pty, deadline - now_ms()))
			fail_with_screen(pty, "no answer to a mark");
	}
}

void pty_resize(struct pty *pty, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	pty->rows = rows;
	pty->cols = cols;
	vterm_set_size(pty->vterm, rows, cols);
	ioctl(pty->fd, TIOCSWINSZ, &size);
}

void pty_wait(struct pty *pty, const char *text)
{
	char what[300];
	long deadline = now_ms() + PTY_DEADLINE_MS;

	while (!pty_shows(pty, text)) {
		bool alive = read_some(pty, deadline - now_ms());
		if (now_ms() <= deadline && alive)
			continue;
		if (pty_shows(pty, text))
			return;
		snprintf(what, sizeof(what), "«%s» did not come", text);
		fail_with_screen(pty, what);
	}
}

void pty_wait_end(struct pty *pty)
{
	long deadline = now_ms() + PTY_DEADLINE_MS;

	while (!pty->ended) {
		if (now_ms() > deadline)
			fail_with_screen(pty, "the program did not end");
		read_some(pty, deadline - now_ms());
	}
}

static size_t put_utf8(uint32_t point, char *out)
{
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xc0 | point >> 6);
		out[1] = (char)(0x80 | (point & 63));
		return 2;
	}
	out[0] = (char)(0xe0 | point >> 12);
	out[1] = (char)(0x80 | (point >> 6 & 63));
	out[2] = (char)(0x80 | (point & 63));
	return 3;
}

static size_t put_row(struct pty *pty, int row, char *out)
{
	size_t used = 0, kept = 0;

	for (int col = 0; col < pty->cols; col++) {
		VTermScreenCell cell;
		VTermPos at = {.row = row, .col = col};
		if (!vterm_screen_get_cell(pty->screen, at, &cell) || cell.chars[0] == (uint32_t)-1)
			continue;
		used += put_utf8(cell.chars[0] ? cell.chars[0] : ' ', out + used);
		if (cell.chars[0] && cell.chars[0] != ' ')
			kept = used;
	}
	return kept;
}

char *pty_text(struct pty *pty)
{
	char *text = malloc((size_t)pty->rows * ((size_t)pty->cols * 3 + 1) + 1);
	size_t used = 0;

	for (int row = 0; row < pty->rows; row++) {
		used += put_row(pty, row, text + used);
		text[used++] = '\n';
	}
	text[used] = 0;
	return text;
}

bool pty_shows(struct pty *pty, const char *text)
{
	char *screen = pty_text(pty);
	bool found = strstr(screen, text) != NULL;

	free(screen);
	return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * harness: the program behind a real pseudo-terminal, its screen kept by libvterm.
 *
 * Nothing here sleeps. pty_sync sends a mark that the program answers in the stream once everything before it is on the
 * screen; pty_wait reads until a text is there. Both give up, and fail the test, after PTY_DEADLINE_MS.
 */
#ifndef STARLIT_TESTS_PTY_H
#define STARLIT_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <vterm.h>

enum { PTY_DEADLINE_MS = 60000, PTY_STREAM_MAX = 4 << 20 };

struct pty {
	int fd;
	pid_t pid;
	int rows, cols;
	VTerm *vterm;
	VTermScreen *screen;
	unsigned marks;
	char *stream; /* everything the program wrote */
	size_t stream_len;
	char home[64]; /* the folder that the program has as HOME */
	bool ended;
	int status; /* as waitpid gives it, once ended */
};

/* arguments end with NULL, the program's own name left out. HOME is a fresh folder. */
void pty_start(struct pty *pty, int rows, int cols, const char *const *arguments);
/* A shell with job control in its place, for what only a shell above the program can do. */
void pty_start_shell(struct pty *pty, int rows, int cols);
void pty_done(struct pty *pty);

void pty_type(struct pty *pty, const char *text);
/* The text and Enter. */
void pty_line(struct pty *pty, const char *text);
void pty_sync(struct pty *pty);
void pty_resize(struct pty *pty, int rows, int cols);
/* Reads until the screen holds the text. */
void pty_wait(struct pty *pty, const char *text);
/* Reads until the program has ended. */
void pty_wait_end(struct pty *pty);
bool pty_shows(struct pty *pty, const char *text);
/* The screen as text, one line a row; free() it. */
char *pty_text(struct pty *pty);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * terminal: curses paints and does nothing else. Keys are read by keys.c, so that curses' own input is never used.
 */
#include "ui/terminal.h"

#include "ui/crash.h"
#include "ui/theme.h"
#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

static struct {
	SCREEN *screen;
	struct terminal_options options;
	enum safe_charset charset;
	int rows, cols;
	int input;
	bool understands_modes; /* an xterm-like terminal: paste marks and mouse can be switched */
	bool open;
} terminal;

/* A locale that is set but not installed leaves "C": C.UTF-8 is tried then, since most terminals are UTF-8 by now. */
static enum safe_charset choose_charset(bool ascii)
{
	const char *locale = setlocale(LC_CTYPE, "");
	const char *wanted = getenv("LC_ALL");

	if (!wanted || !*wanted)
		wanted = getenv("LC_CTYPE");
	if (!wanted || !*wanted)
		wanted = getenv("LANG");
	if (!locale && wanted && (strstr(wanted, "UTF-8") || strstr(wanted, "utf8")))
		setlocale(LC_CTYPE, "C.UTF-8");
	if (ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		return SAFE_ASCII;
	return SAFE_UTF8;
}

static bool is_xterm_like(const char *name)
{
	static const char *const prefixes[] = {"xterm", "screen", "tmux", "rxvt", "alacritty", "foot", "kitty",
		"konsole", "vte", "st", "linux", "putty"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (!strncmp(name, prefixes[i], strlen(prefixes[i])))
			return true;
	return false;
}

static void write_text(const char *text)
{
	size_t len = strlen(text);

	while (len) {
		ssize_t written = write(STDOUT_FILENO, text, len);
		if (written <= 0)
			return;
		text += written;
		len -= (size_t)written;
	}
}

static void switch_modes(bool on)
{
	if (!terminal.understands_modes)
		return;
	write_text(on ? "\033[?2004h" : "\033[?2004l");
	if (terminal.options.mouse)
		write_text(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

static void read_size(void)
{
	struct winsize size = {.ws_row = 0};

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col) {
		getmaxyx(stdscr, terminal.rows, terminal.cols);
		return;
	}
	terminal.rows = size.ws_row;
	terminal.cols = size.ws_col;
}

/*
 * The loop reads without blocking. A mode set on standard input would also be the shell's, since both share one open
 * file: so the terminal is opened once more.
 */
static int open_input(void)
{
	const char *name = ttyname(STDIN_FILENO);
	int flags = O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
	int fd = name ? open(name, flags) : -1;

	if (fd < 0)
		fd = open("/dev/tty", flags);
	return fd < 0 ? STDIN_FILENO : fd;
}

static void close_input(void)
{
	if (terminal.input != STDIN_FILENO)
		close(terminal.input);
	terminal.input = STDIN_FILENO;
}

static SCREEN *make_screen(const char **name)
{
	SCREEN *screen = newterm(*name, stdout, stdin);

	/* Terminals with an entry of their own that is not installed here mostly speak xterm. */
	if (!screen && is_xterm_like(*name)) {
		*name = "xterm-256color";
		screen = newterm(*name, stdout, stdin);
	}
	return screen;
}

static bool check(const char *name, struct error *error)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(error, ERROR_USAGE, 0, "no terminal: starlit paints a screen; run it in a terminal");
	if (!name || !*name)
		return error_set(error, ERROR_USAGE, 0, "TERM is not set: name your terminal, for example TERM=xterm");
	if (strlen(name) > 64)
		return error_set(error, ERROR_USAGE, 0, "TERM is too long to be a terminal's name");
	return true;
}

static void set_modes(void)
{
	raw();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	leaveok(stdscr, FALSE);
	theme_start(terminal.options.colour);
	switch_modes(true);
}

bool terminal_open(const struct terminal_options *options, struct error *error)
{
	const char *name = getenv("TERM");

	if (!check(name, error))
		return false;
	terminal.options = *options;
	terminal.charset = choose_charset(options->ascii);
	crash_prepare(STDIN_FILENO);
	terminal.screen = make_screen(&name);
	if (!terminal.screen)
		return error_set(error, ERROR_USAGE, 0, "TERM=%s is not known here: try TERM=xterm", name);
	if (!cursor_address) {
		endwin();
		delscreen(terminal.screen);
		return error_set(error, ERROR_USAGE, 0, "TERM=%s cannot move its cursor: starlit needs a screen", name);
	}
	terminal.understands_modes = is_xterm_like(name);
	terminal.open = true;
	terminal.input = open_input();
	crash_arm(true);
	set_modes();
	read_size();
	resizeterm(terminal.rows, terminal.cols);
	return true;
}

void terminal_close(void)
{
	if (!terminal.open)
		return;
	switch_modes(false);
	endwin();
	delscreen(terminal.screen);
	close_input();
	crash_disarm();
	terminal.open = false;
}

enum safe_charset terminal_charset(void)
{
	return terminal.charset;
}

void terminal_size(int *ret_rows, int *ret_cols)
{
	*ret_rows = terminal.rows;
	*ret_cols = terminal.cols;
}

/* Painting */

static void show_cell(int row, int col, const struct cell *cell)
{
	struct look look = theme_look((enum style)cell->style, cell->escaped);
	wchar_t text[CCHARW_MAX + 1];
	cchar_t glyph;
	mbstate_t state = {0};
	const char *source = cell->text;
	size_t len = mbsrtowcs(text, &source, CCHARW_MAX, &state);

	/* The C library's tables may know less than ours: what it cannot show becomes a question mark. */
	if (len == (size_t)-1 || !len) {
		text[0] = L'?';
		len = 1;
	}
	text[len] = 0;
	if (setcchar(&glyph, text, look.attributes, look.pair, NULL) == ERR) {
		text[0] = L'?';
		text[1] = 0;
		setcchar(&glyph, text, look.attributes, look.pair, NULL);
	}
	mvadd_wch(row, col, &glyph);
}

void terminal_show(const struct grid *grid)
{
	erase();
	for (int row = 0; row < grid->rows; row++)
		for (int col = 0; col < grid->cols; col++) {
			const struct cell *cell = grid_cell(grid, row, col);
			bool blank = cell->style == STYLE_NORMAL && cell->text[0] == ' ' && !cell->text[1];
			if (cell->width && !blank)
				show_cell(row, col, cell);
		}
	bool visible = grid->cursor_row >= 0 && grid->cursor_row < grid->rows && grid->cursor_col < grid->cols;
	curs_set(visible);
	if (visible)
		move(grid->cursor_row, grid->cursor_col);
	refresh();
}

void terminal_redraw(void)
{
	clearok(curscr, TRUE);
}

void terminal_resized(void)
{
	read_size();
	resizeterm(terminal.rows, terminal.cols);
	terminal_redraw();
}

/*
 * The whole job stops, as it does when the terminal sends the signal itself: a script around the program would go on
 * waiting in front of a silent screen otherwise.
 */
void terminal_suspend(void)
{
	struct sigaction stop = {.sa_handler = SIG_DFL}, before;

	switch_modes(false);
	endwin();
	sigaction(SIGTSTP, &stop, &before);
	kill(0, SIGTSTP);
	/* Here we go on after SIGCONT. */
	sigaction(SIGTSTP, &before, NULL);
	reset_prog_mode();
	switch_modes(true);
	terminal_resized();
}

void terminal_answer_mark(uint32_t number)
{
	char text[32];

	if (!terminal.options.sync_marks)
		return;
	snprintf(text, sizeof(text), "\033]7777;%u\007", number);
	write_text(text);
}

int terminal_input(void)
{
	return terminal.input;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_input: words, then lines.
 */
#include "app/check_input.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* The longest line, and what one read brings. */
enum { INPUT_MAX = 2 * CHECK_LINE_MAX };

static char *const standard_input[] = {(char *)(uintptr_t) "-"};

struct check_input {
	struct loop *loop;
	char *const *words;
	int count;
	int next;
	bool reading;        /* standard input, at present */
	struct watch *watch; /* NULL: it is a file, which never makes one wait */
	bool readable;
	bool ended;
	bool skipping; /* the rest of a line that is too long */
	struct buffer buffer;
	uint64_t line;
	char text[CHECK_LINE_MAX + 1];
	const char *failure;
};

struct check_input *check_input_new(struct loop *loop, char *const *words, int count)
{
	struct check_input *input = alloc_zero(1, sizeof(*input));

	input->loop = loop;
	input->words = count ? words : standard_input;
	input->count = count ? count : 1;
	buffer_init(&input->buffer, INPUT_MAX);
	return input;
}

void check_input_free(struct check_input *input)
{
	if (!input)
		return;
	watch_free(input->watch);
	buffer_done(&input->buffer);
	free(input);
}

static void on_readable(void *context, int fd, int ready)
{
	struct check_input *input = context;

	(void)fd;
	(void)ready;
	input->readable = true;
	watch_change(input->watch, 0);
}

static void begin_reading(struct check_input *input)
{
	input->reading = true;
	input->watch = watch_new(input->loop, STDIN_FILENO, WATCH_READ, on_readable, input, NULL);
	input->readable = !input->watch;
}

static void end_reading(struct check_input *input)
{
	watch_free(input->watch);
	input->watch = NULL;
	input->reading = false;
}

static void read_some(struct check_input *input)
{
	char bytes[CHECK_LINE_MAX];
	ssize_t got = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got < 0)
		input->failure = strerror(errno);
	if (got <= 0)
		input->ended = true;
	else
		buffer_append(&input->buffer, bytes_of(bytes, (size_t)got));
	if (input->watch) {
		input->readable = false;
		watch_change(input->watch, WATCH_READ);
	}
}

/* Takes a line, or its first CHECK_LINE_MAX bytes where it is longer. False: there is none yet. */
static bool take_line(struct check_input *input, struct bytes *ret_line, size_t *ret_used)
{
	struct bytes waiting = buffer_bytes(&input->buffer);
	size_t end = bytes_index(waiting, '\n', 0);

	if (end < waiting.len && end <= CHECK_LINE_MAX) {
		*ret_line = bytes_first(waiting, end);
		*ret_used = end + 1;
		return true;
	}
	if (!waiting.len || (waiting.len <= CHECK_LINE_MAX && !input->ended))
		return false;
	*ret_line = bytes_first(waiting, CHECK_LINE_MAX);
	*ret_used = ret_line->len;
	return true;
}

static struct bytes without_comment(struct bytes line)
{
	for (size_t at = bytes_index(line, '#', 0); at < line.len; at = bytes_index(line, '#', at + 1))
		if (!at || line.data[at - 1] == ' ' || line.data[at - 1] == '\t')
			return bytes_first(line, at);
	return line;
}

/* Whether the line says anything; then its text is kept. */
static bool keep_line(struct check_input *input, struct bytes line, bool whole, enum check_input_step *ret_step)
{
	if (line.len && line.data[line.len - 1] == '\r')
		line.len--;
	line = bytes_trim(without_comment(line));
	if (!line.len)
		return false;
	memcpy(input->text, line.data, line.len);
	input->text[line.len] = 0;
	*ret_step = whole && bytes_index(line, 0, 0) == line.len ? CHECK_INPUT_TARGET : CHECK_INPUT_WRONG;
	return true;
}

/* One line of what waits. True: it says something. */
static bool next_line(struct check_input *input, struct bytes line, size_t used, enum check_input_step *ret_step)
{
	bool whole = used > line.len || (input->ended && used == input->buffer.len && used < CHECK_LINE_MAX);
	bool skipped = input->skipping;

	input->line += !skipped;
	input->skipping = !whole;
	bool says = !skipped && keep_line(input, line, whole, ret_step);
	buffer_consume(&input->buffer, used);
	return says;
}

static enum check_input_step read_line(struct check_input *input)
{
	enum check_input_step step;
	struct bytes line;
	size_t used;

	for (;;) {
		if (take_line(input, &line, &used)) {
			if (next_line(input, line, used, &step))
				return step;
		} else if (input->ended) {
			end_reading(input);
			return CHECK_INPUT_END;
		} else if (!input->readable) {
			return CHECK_INPUT_WAIT;
		} else {
			read_some(input);
		}
	}
}

enum check_input_step check_input_next(struct check_input *input, const char **ret_text, uint64_t *ret_line)
{
	for (;;) {
		if (input->reading) {
			enum check_input_step step = read_line(input);
			if (step != CHECK_INPUT_END) {
				*ret_text = input->text;
				*ret_line = input->line;
				return step;
			}
		}
		if (input->next == input->count)
			return CHECK_INPUT_END;
		const char *word = input->words[input->next++];
		if (strcmp(word, "-")) {
			*ret_text = word;
			*ret_line = 0;
			return CHECK_INPUT_TARGET;
		}
		if (!input->ended)
			begin_reading(input);
	}
}

const char *check_input_failure(const struct check_input *input)
{
	return input->failure;
}

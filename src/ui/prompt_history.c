/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt_history: readline's history and its file. readline has one for the whole process, hence the static state.
 */
#include "ui/prompt.h"

#include "base/alloc.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <readline/history.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HISTORY_MAX = 1000 };

static struct {
	char *path;
	bool saved; /* nothing was added since the file was read */
} history;

bool prompt_history_save(struct error *error)
{
	if (!history.path || history.saved)
		return true;
	int fd = open(history.path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_set_errno(error, errno, "%s", history.path);
	fchmod(fd, 0600);
	close(fd);
	stifle_history(HISTORY_MAX);
	int number = write_history(history.path);
	return !number || error_set_errno(error, number, "%s", history.path);
}

bool prompt_history_use(const char *path, struct error *error)
{
	bool saved = prompt_history_save(error);

	clear_history();
	free(history.path);
	history.path = NULL;
	history.saved = true;
	if (!path)
		return saved;
	history.path = alloc_text(path);
	int number = read_history(path);
	stifle_history(HISTORY_MAX);
	if (number && number != ENOENT)
		return error_set_errno(error, number, "%s", path);
	return saved;
}

void prompt_history_add(struct bytes line)
{
	if (!line.len || line.data[0] == ' ')
		return;
	char *copy = alloc_text_n((const char *)line.data, line.len);
	HIST_ENTRY *last = history_length ? history_get(history_base + history_length - 1) : NULL;
	if (!last || strcmp(last->line, copy) != 0)
		add_history(copy);
	free(copy);
	history.saved = false;
}

void prompt_history_forget(void)
{
	clear_history();
	free(history.path);
	history.path = NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config_open: where the configuration file is, and whether it can be trusted.
 */
#include "app/config_file.h"
#include "base/buffer.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_LONGEST = 4096 };

static bool usual_path(const struct environment *environment, char *path, size_t size)
{
	const char *folder = environment->config_home, *home = environment->home;

	if (folder && *folder == '/')
		return (size_t)snprintf(path, size, "%s/starlit/config", folder) < size;
	return home && *home == '/' && (size_t)snprintf(path, size, "%s/.config/starlit/config", home) < size;
}

/* As the user knows it. */
static const char *shown_path(const struct environment *environment, const char *path, char *text, size_t size)
{
	const char *home = environment->home;
	size_t len = home ? strlen(home) : 0;

	if (len > 1 && !strncmp(path, home, len) && path[len] == '/')
		snprintf(text, size, "~%s", path + len);
	else
		snprintf(text, size, "%s", path);
	return text;
}

static bool can_be_trusted(int fd, const char *shown, struct error *error)
{
	struct stat stat;

	if (fstat(fd, &stat))
		return error_set_errno(error, errno, "%s", shown);
	if (!S_ISREG(stat.st_mode))
		return error_set(error, ERROR_SYSTEM, EINVAL, "%s: it is no ordinary file", shown);
	if (stat.st_uid != geteuid() && stat.st_uid)
		return error_set(error, ERROR_SYSTEM, EACCES,
			"%s: it belongs to another user; --config none leaves it out", shown);
	if (stat.st_mode & 022)
		return error_set(error, ERROR_SYSTEM, EACCES, "%s: others can write to it; chmod go-w it first", shown);
	return true;
}

static bool read_all(int fd, const char *shown, struct buffer *text, struct error *error)
{
	unsigned char chunk[4096];
	ssize_t got;

	while ((got = read(fd, chunk, sizeof(chunk))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set_errno(error, errno, "%s", shown);
		if (!buffer_append(text, bytes_of(chunk, (size_t)got)))
			return error_set(
				error, ERROR_LIMIT, 0, "%s: it is larger than %d bytes", shown, CONFIG_SIZE_MAX);
	}
	return true;
}

bool config_open(
	const struct environment *environment, const char *named, struct config **ret_config, struct error *error)
{
	char path[PATH_LONGEST], shown[PATH_LONGEST];
	struct buffer text;
	struct error why = {.sentence = ""};

	if (named && !strcmp(named, "none")) {
		*ret_config = NULL;
		return true;
	}
	if (named)
		snprintf(path, sizeof(path), "%s", named);
	if (!named && !usual_path(environment, path, sizeof(path))) {
		*ret_config = NULL;
		return true;
	}
	shown_path(environment, path, shown, sizeof(shown));
	/* Not to wait for the writer of a pipe: that is refused below. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0 && !named && (errno == ENOENT || errno == ENOTDIR)) {
		*ret_config = NULL;
		return true;
	}
	if (fd < 0)
		return error_set_errno(error, errno, "config: %s", shown);
	buffer_init(&text, CONFIG_SIZE_MAX);
	bool read = can_be_trusted(fd, shown, &why) && read_all(fd, shown, &text, &why);
	close(fd);
	if (!read)
		error_set(error, why.domain, why.code, "config: %s", why.sentence);
	read = read && config_parse(buffer_bytes(&text), shown, environment->home, ret_config, error);
	buffer_done(&text);
	return read;
}

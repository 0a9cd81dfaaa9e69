/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * files: temporary name, fsync, rename. No link is followed at the temporary name (O_EXCL, O_NOFOLLOW).
 */
#include "app/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool new_file_begin(struct new_file *file, const char *path, bool replace, struct error *error)
{
	struct stat present;

	if ((size_t)snprintf(file->path, sizeof(file->path), "%s", path) >= sizeof(file->path))
		return error_set(error, ERROR_USAGE, 0, "the file name is too long");
	if (!replace && !lstat(path, &present))
		return error_set(error, ERROR_SYSTEM, EEXIST, "%s: it exists already; choose another name", path);
	snprintf(file->temporary, sizeof(file->temporary), "%s.%ld.new", path, (long)getpid());
	int fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_set_errno(error, errno, "%s", path);
	file->stream = fdopen(fd, "w");
	if (file->stream)
		return true;
	close(fd);
	unlink(file->temporary);
	return error_set_errno(error, errno, "%s", path);
}

void new_file_abandon(struct new_file *file)
{
	if (file->stream)
		fclose(file->stream);
	file->stream = NULL;
	unlink(file->temporary);
}

bool new_file_commit(struct new_file *file, struct error *error)
{
	bool written = !ferror(file->stream) && !fflush(file->stream) && !fsync(fileno(file->stream));
	int number = errno;

	if (!written) {
		new_file_abandon(file);
		return error_set_errno(error, number, "%s: not written", file->path);
	}
	FILE *stream = file->stream;
	file->stream = NULL;
	if (!fclose(stream) && !rename(file->temporary, file->path))
		return true;
	number = errno;
	unlink(file->temporary);
	return error_set_errno(error, number, "%s: not written", file->path);
}

bool file_write(const char *path, struct bytes bytes, bool replace, struct error *error)
{
	struct new_file file;

	if (!new_file_begin(&file, path, replace, error))
		return false;
	if (bytes.len)
		fwrite(bytes.data, 1, bytes.len, file.stream);
	return new_file_commit(&file, error);
}

int file_create(const char *path, struct error *error)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		error_set(error, ERROR_SYSTEM, EEXIST, "%s: it exists already; choose another name", path);
	else if (fd < 0)
		error_set_errno(error, errno, "%s", path);
	return fd;
}

/* Secrets go in: it must be this user's alone. */
static bool is_private(int fd, const char *path, struct error *error)
{
	struct stat stat;

	if (fstat(fd, &stat))
		return error_set_errno(error, errno, "%s", path);
	if (!S_ISREG(stat.st_mode))
		return error_set(error, ERROR_SYSTEM, EINVAL, "%s: it is no ordinary file", path);
	if (stat.st_uid != geteuid())
		return error_set(error, ERROR_SYSTEM, EACCES, "%s: it belongs to another user", path);
	if (stat.st_mode & 077)
		return error_set(error, ERROR_SYSTEM, EACCES,
			"%s: other users have access to it; chmod 600 it first, or name another file", path);
	return true;
}

int file_append(const char *path, struct error *error)
{
	/* Not to wait for the reader of a pipe: that is refused below. */
	int flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
	int fd = open(path, flags, 0600);

	if (fd < 0) {
		error_set_errno(error, errno, "%s", path);
		return -1;
	}
	if (is_private(fd, path, error))
		return fd;
	close(fd);
	return -1;
}

bool file_put(int fd, const char *path, struct bytes bytes, struct error *error)
{
	while (bytes.len) {
		ssize_t written = write(fd, bytes.data, bytes.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return error_set_errno(error, errno, "%s", path);
		bytes = bytes_from(bytes, (size_t)written);
	}
	return true;
}

bool file_end(int fd, const char *path, struct error *error)
{
	int synced = fsync(fd) ? errno : 0;
	int closed = close(fd) ? errno : 0;

	if (!synced && !closed)
		return true;
	return error_set_errno(error, synced ? synced : closed, "%s: not wholly written", path);
}

bool file_read(const char *path, struct buffer *ret_bytes, struct error *error)
{
	FILE *stream = fopen(path, "re");
	unsigned char chunk[4096];
	size_t got;
	bool fits = true;

	if (!stream)
		return error_set_errno(error, errno, "%s", path);
	while (fits && (got = fread(chunk, 1, sizeof(chunk), stream)) > 0)
		fits = buffer_append(ret_bytes, bytes_of(chunk, got));
	int number = ferror(stream) ? errno : 0;
	fclose(stream);
	if (number)
		return error_set_errno(error, number, "%s", path);
	return fits || error_set(error, ERROR_LIMIT, 0, "%s: it is larger than %zu bytes", path, ret_bytes->max);
}

bool file_make_folder(const char *path, struct error *error)
{
	char folder[4096];
	int number = 0;

	if ((size_t)snprintf(folder, sizeof(folder), "%s", path) >= sizeof(folder))
		return error_set(error, ERROR_USAGE, 0, "the file name is too long");
	for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		number = mkdir(folder, 0700) && errno != EEXIST ? errno : 0;
		*slash = '/';
	}
	return !number || error_set_errno(error, number, "%s: its folder cannot be made", path);
}

int file_scratch(void)
{
	static const char *const variables[] = {"XDG_CACHE_HOME", "TMPDIR"};
	static const char *const folders[] = {"/var/tmp", "/tmp"};

	for (size_t i = 0; i < 4; i++) {
		char path[4096];
		const char *folder = i < 2 ? getenv(variables[i]) : folders[i - 2];
		if (!folder || *folder != '/' ||
			(size_t)snprintf(path, sizeof(path), "%s/starlit-XXXXXX", folder) >= sizeof(path))
			continue;
		int fd = mkostemp(path, O_CLOEXEC);
		if (fd < 0)
			continue;
		unlink(path);
		return fd;
	}
	return -1;
}

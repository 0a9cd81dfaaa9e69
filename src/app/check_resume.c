/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_resume: an index of hashes over a file of lines.
 */
#include "app/check_resume.h"

#include "app/files.h"
#include "base/alloc.h"
#include "base/hashes.h"
#include "report/check_json.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 65536 };

static const char first_words[] = "{\"type\":\"target\",";

/* The lines of one target are a list. */
struct line {
	int64_t offset;
	int64_t next; /* its index; -1: the last */
};

struct check_resume {
	int fd;
	char *path;
	struct hashes targets; /* the hash of the target, and the index of its first line */
	struct line *lines;
	size_t count;
	size_t room;
};

/* Reading */

static ssize_t read_at(const struct check_resume *resume, void *bytes, size_t size, int64_t offset)
{
	ssize_t got;

	do
		got = pread(resume->fd, bytes, size, offset);
	while (got < 0 && errno == EINTR);
	return got;
}

static bool add_line(struct check_resume *resume, uint64_t hash, int64_t offset)
{
	struct hash_entry *entry = hashes_find(&resume->targets, hash);
	int64_t index = (int64_t)resume->count;

	if (resume->count == CHECK_RESUME_LINES || (!entry && !hashes_add(&resume->targets, hash, index)))
		return false;
	if (resume->count == resume->room) {
		resume->room = resume->room ? 2 * resume->room : 64;
		resume->lines = alloc_grow(resume->lines, resume->room, sizeof(*resume->lines));
	}
	resume->lines[resume->count++] = (struct line){.offset = offset, .next = entry ? entry->value : -1};
	if (entry)
		entry->value = index;
	return true;
}

static bool index_line(
	struct check_resume *resume, struct bytes line, int64_t offset, uint64_t number, struct error *error)
{
	struct checked checked;

	if (!check_json_read(line, &checked))
		return error_set(error, ERROR_USAGE, 0,
			"--resume: %s: line %" PRIu64 " is no result of check; name another file", resume->path,
			number);
	return add_line(resume, hash_of(bytes_str(checked.target)), offset) ||
	       error_set(error, ERROR_LIMIT, 0, "--resume: %s: it holds more than %d results", resume->path,
		       CHECK_RESUME_LINES);
}

/* The beginning of a line of ours, that was not written to its end. */
static bool is_cut_line(struct bytes rest)
{
	size_t len = sizeof(first_words) - 1;

	return bytes_starts_with(rest, first_words) || (rest.len < len && !memcmp(rest.data, first_words, rest.len));
}

static bool cut_off(struct check_resume *resume, struct bytes rest, int64_t offset, struct error *error)
{
	if (!rest.len)
		return true;
	if (!is_cut_line(rest))
		return error_set(error, ERROR_USAGE, 0,
			"--resume: %s: its end is no result of check; name another file", resume->path);
	return !ftruncate(resume->fd, offset) || error_set_errno(error, errno, "--resume: %s", resume->path);
}

/* Indexes the whole lines of what is there; *offset is that of its first byte, and is moved on with it. */
static bool index_lines(
	struct check_resume *resume, struct buffer *waiting, int64_t *offset, uint64_t *number, struct error *error)
{
	for (;;) {
		struct bytes bytes = buffer_bytes(waiting);
		size_t end = bytes_index(bytes, '\n', 0);
		if (end == bytes.len)
			return true;
		if (!index_line(resume, bytes_first(bytes, end), *offset, ++*number, error))
			return false;
		*offset += (int64_t)end + 1;
		buffer_consume(waiting, end + 1);
	}
}

static bool build_index(struct check_resume *resume, struct buffer *waiting, struct error *error)
{
	int64_t offset = 0;
	uint64_t number = 0;

	for (;;) {
		unsigned char *place = buffer_reserve(waiting, CHUNK);
		if (!place)
			return error_set(error, ERROR_USAGE, 0,
				"--resume: %s: it has lines that are too long for a result of check; name another file",
				resume->path);
		ssize_t got = read_at(resume, place, CHUNK, offset + (int64_t)waiting->len);
		if (got < 0)
			return error_set_errno(error, errno, "--resume: %s", resume->path);
		if (!got)
			return cut_off(resume, buffer_bytes(waiting), offset, error);
		buffer_commit(waiting, (size_t)got);
		if (!index_lines(resume, waiting, &offset, &number, error))
			return false;
	}
}

static bool open_file(struct check_resume *resume, struct error *error)
{
	struct stat stat;

	resume->fd = open(resume->path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	if (resume->fd < 0 || fstat(resume->fd, &stat))
		return error_set_errno(error, errno, "--resume: %s", resume->path);
	if (!S_ISREG(stat.st_mode))
		return error_set(error, ERROR_SYSTEM, EINVAL, "--resume: %s: it is no ordinary file", resume->path);
	if (!flock(resume->fd, LOCK_EX | LOCK_NB))
		return true;
	return error_set(error, ERROR_SYSTEM, errno, "--resume: %s: another run is using it", resume->path);
}

static void discard(struct check_resume *resume)
{
	if (resume->fd >= 0)
		close(resume->fd);
	hashes_done(&resume->targets);
	free(resume->lines);
	free(resume->path);
	free(resume);
}

struct check_resume *check_resume_open(const char *path, struct error *error)
{
	struct check_resume *resume = alloc_zero(1, sizeof(*resume));
	struct buffer waiting;

	resume->path = alloc_text(path);
	resume->fd = -1;
	hashes_init(&resume->targets, CHECK_RESUME_LINES);
	buffer_init(&waiting, CHECK_JSON_LINE_MAX + CHUNK);
	bool usable = open_file(resume, error) && build_index(resume, &waiting, error);
	buffer_done(&waiting);
	if (usable)
		return resume;
	discard(resume);
	return NULL;
}

bool check_resume_close(struct check_resume *resume, struct error *error)
{
	if (!resume)
		return true;
	bool whole = !fsync(resume->fd) || error_set_errno(error, errno, "--resume: %s", resume->path);
	discard(resume);
	return whole;
}

/* Looking up */

static bool read_line_at(const struct check_resume *resume, int64_t offset, struct checked *ret_checked)
{
	char bytes[CHECK_JSON_LINE_MAX + 1];
	ssize_t got = read_at(resume, bytes, sizeof(bytes), offset);
	struct bytes line = bytes_of(bytes, got > 0 ? (size_t)got : 0);

	return check_json_read(bytes_first(line, bytes_index(line, '\n', 0)), ret_checked);
}

bool check_resume_take(struct check_resume *resume, const char *target, const char *name, struct checked *ret_checked)
{
	struct hash_entry *entry = hashes_find(&resume->targets, hash_of(bytes_str(target)));
	struct checked checked;

	for (int64_t *at = entry ? &entry->value : NULL; at && *at >= 0; at = &resume->lines[*at].next) {
		const struct line *line = &resume->lines[*at];
		if (!read_line_at(resume, line->offset, &checked) || strcmp(checked.target, target) ||
			strcmp(checked.name, name))
			continue;
		*at = line->next;
		*ret_checked = checked;
		return true;
	}
	return false;
}

bool check_resume_add(struct check_resume *resume, const struct checked *checked, struct error *error)
{
	struct buffer line;

	buffer_init(&line, CHECK_JSON_LINE_MAX);
	bool written =
		check_json_target(&line, checked) && file_put(resume->fd, resume->path, buffer_bytes(&line), error);
	buffer_done(&line);
	return written;
}

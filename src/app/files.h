/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * files: private files (0600), whole or not at all.
 */
#ifndef STARLIT_APP_FILES_H
#define STARLIT_APP_FILES_H

#include "base/buffer.h"
#include "base/error.h"
#include <stdio.h>

/* A file under a temporary name beside its final one. */
struct new_file {
	FILE *stream;
	char path[4096];
	char temporary[4096 + 16];
};

/* replace false: an existing file is refused, so that nothing is lost. */
bool new_file_begin(struct new_file *file, const char *path, bool replace, struct error *error);
/* Flushes to the disk and gives it its name; on failure nothing is left. */
bool new_file_commit(struct new_file *file, struct error *error);
void new_file_abandon(struct new_file *file);

bool file_write(const char *path, struct bytes bytes, bool replace, struct error *error);
/* A new file that is there at once, to be appended to by descriptor; an existing one is refused. -1 on failure. */
int file_create(const char *path, struct error *error);
/* The same, or an existing one of this user's that nobody else may read or write. */
int file_append(const char *path, struct error *error);
/* Writes all of it. */
bool file_put(int fd, const char *path, struct bytes bytes, struct error *error);
/* To the disk, and closed. */
bool file_end(int fd, const char *path, struct error *error);
/* Reads a whole file of at most the buffer's maximum. */
bool file_read(const char *path, struct buffer *ret_bytes, struct error *error);
/* Makes the folder of path, and those above it, for this user alone. */
bool file_make_folder(const char *path, struct error *error);
/* An unlinked private file that is written and read by descriptor only; -1: none could be made. */
int file_scratch(void);

#endif

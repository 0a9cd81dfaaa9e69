/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * read_file: the whole of a file that a test reads. missing stands behind its name when it is not there.
 */
#ifndef STARLIT_TESTS_READ_FILE_H
#define STARLIT_TESTS_READ_FILE_H

#include "base/buffer.h"

#include <check.h>
#include <stdio.h>

#define GOLDEN_MISSING "is missing: UPDATE_GOLDEN=1 writes it"

static inline void read_file(const char *path, const char *missing, struct buffer *text)
{
	FILE *file = fopen(path, "r");
	char chunk[4096];
	size_t got;

	ck_assert_msg(file != NULL, "%s %s", path, missing);
	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buffer_append(text, bytes_of(chunk, got));
	fclose(file);
}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * again: a journal written, read and written again: the same JSON, and the same screens.
 */
#ifndef STARLIT_TESTS_REPORT_AGAIN_H
#define STARLIT_TESTS_REPORT_AGAIN_H

#include "base/buffer.h"
#include "model/journal.h"

enum { AGAIN_MAX = 64 << 20 };

/* The whole journal as JSON Lines. */
void again_write(const struct journal *journal, struct buffer *ret_json);
/* A new journal of it; free it. Fails the test when it is refused. */
struct journal *again_read(struct bytes json, const char *name);
/* Fails the test when the journal that is read tells or shows anything else. name is for messages. */
void again_same(const struct journal *journal, const char *name);

#endif

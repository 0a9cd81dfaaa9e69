/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrap: sentences as lines of a width, broken between words. Each line of the text begins a new one; an empty line stays.
 */
#ifndef STARLIT_APP_WRAP_H
#define STARLIT_APP_WRAP_H

#include "base/buffer.h"

enum { WRAP_WIDTH = 76 };

/* The width counts bytes: only our own texts, which are safe to show, come here. */
void wrap_text(struct buffer *out, struct bytes text);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * svg: a picture of a grid, byte for byte the same for the same grid. For the README and for :dump.
 */
#ifndef STARLIT_VIEW_SVG_H
#define STARLIT_VIEW_SVG_H

#include "view/grid.h"

/* Appends a whole SVG document; false when the buffer is full. */
bool svg_write(const struct grid *grid, struct buffer *out);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * safe: the one way in which bytes of unknown origin become something to show.
 *
 * Purpose   replies, certificate names, host names, file names, texts of libraries: whatever is shown, printed or
 *           written as text passes here first. What comes out is printable UTF-8 (or ASCII) and nothing else: no
 *           control byte, no C1, no bidirectional or zero-width control, no invalid sequence.
 * How       0x00-0x1f and 0x7f become ^@ ... ^? ; a byte that is not UTF-8 becomes <9B> ; a character that could hide
 *           or reorder text, or that is not assigned or for private use, becomes <U+202E>. At most four combining
 *           marks stay on their base; a further or stray one is escaped. No state is kept between pieces, so that a
 *           sequence cut over two reads cannot slip through.
 * Ownership a piece is a value. Failure: none.
 */
#ifndef STARLIT_BASE_SAFE_H
#define STARLIT_BASE_SAFE_H

#include "base/buffer.h"

enum safe_charset {
	SAFE_UTF8,
	SAFE_ASCII /* everything above 0x7e is shown as an escape */
};

/* One piece of safe text: a glyph with its marks, or one escape. */
struct safe_piece {
	char text[32]; /* NUL-terminated */
	unsigned char len;
	unsigned char width; /* terminal cells */
	bool escaped;        /* shown reversed, so that a literal «<9B>» of the server differs */
	size_t source_len;   /* how many bytes of the source it stands for */
};

/* Takes the next piece off the front of *rest. False when nothing is left. */
bool safe_next(struct bytes *rest, enum safe_charset charset, struct safe_piece *ret_piece);

/* Appends the safe form of all of bytes; stops, and returns false, where the buffer is full. */
bool safe_append(struct buffer *buffer, struct bytes bytes, enum safe_charset charset);

/* Writes the safe form as a C string into text (size bytes), cut at a whole piece. Returns text. */
char *safe_text(char *text, size_t size, struct bytes bytes, enum safe_charset charset);

/* Cells that the safe form takes. */
size_t safe_width(struct bytes bytes, enum safe_charset charset);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrap: word by word.
 */
#include "app/wrap.h"

void wrap_text(struct buffer *out, struct bytes text)
{
	while (text.len) {
		size_t end = bytes_index(text, '\n', 0), column = 0;
		struct bytes rest = bytes_first(text, end);
		for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest)) {
			bool breaks = column && column + 1 + word.len > WRAP_WIDTH;
			buffer_printf(out, "%s%.*s",
				breaks   ? "\n"
				: column ? " "
					 : "",
				(int)word.len, (const char *)word.data);
			column = word.len + (breaks || !column ? 0 : column + 1);
		}
		buffer_append_byte(out, '\n');
		text = bytes_from(text, end + 1);
	}
}

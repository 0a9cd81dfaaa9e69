/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * completion: the walk over the program's completions.
 */
#include "ui/completion.h"

enum { LINE_MAX_BYTES = 65536 };

static size_t common_length(struct bytes a, struct bytes b)
{
	size_t len = 0;

	while (len < a.len && len < b.len && ascii_lower(a.data[len]) == ascii_lower(b.data[len]))
		len++;
	return len;
}

size_t completion_all(prompt_complete_fn *complete, void *complete_context, struct bytes typed,
	completion_each_fn *each, void *each_context, struct buffer *ret_common)
{
	struct buffer line;
	const char *help = NULL;
	size_t found = 0;

	buffer_init(&line, LINE_MAX_BYTES);
	while (complete(complete_context, typed, found, &line, &help)) {
		if (!found++)
			buffer_append(ret_common, buffer_bytes(&line));
		else
			buffer_truncate(ret_common, common_length(buffer_bytes(ret_common), buffer_bytes(&line)));
		each(each_context, buffer_bytes(&line), help);
		buffer_clear(&line);
	}
	buffer_done(&line);
	return found;
}

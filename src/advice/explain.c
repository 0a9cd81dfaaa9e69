/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain: what an event, or a word, means.
 */
#include "advice/explain.h"

#include "advice/words.h"
#include "model/fields.h"
#include <string.h>

void explain_event(const struct journal *journal, const struct event *event, struct buffer *out)
{
	char sentence[1000];

	(void)journal;
	buffer_append_text(out, event_sentence(event, sentence, sizeof(sentence)));
}

bool explain_word(struct bytes protocol, struct bytes word, struct buffer *out)
{
	(void)protocol;
	(void)word;
	(void)out;
	return false;
}

const char *explain_complete(struct bytes prefix, size_t index)
{
	(void)prefix;
	(void)index;
	return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front_explain: what F2 explains: the word that is being typed, the field or row under the cursor, or the event.
 */
#include "app/front.h"

#include "advice/explain.h"
#include "app/explaining.h"
#include "ui/prompt.h"

enum { TEXT_MAX = 64 << 10, WORDS_MAX = 4096 };

static bool explain_typed(struct front *front, struct buffer *out)
{
	struct bytes typed = bytes_trim(prompt_text());
	bool at_prompt = view_focus(front->view) == FOCUS_PROMPT && !view_modal(front->view);

	return at_prompt && !bytes_starts_with(typed, ":") && explaining_words(&front->console, typed, out);
}

/* The first that is known. */
static bool explain_under_cursor(struct front *front, struct buffer *out)
{
	bool explained = false;
	struct buffer words;

	buffer_init(&words, WORDS_MAX);
	view_selected_word(front->view, &words);
	for (struct bytes rest = buffer_bytes(&words); rest.len && !explained;) {
		size_t end = bytes_index(rest, '\n', 0);
		explained = explaining_words(&front->console, bytes_first(rest, end), out);
		rest = bytes_from(rest, end + 1);
	}
	buffer_done(&words);
	return explained;
}

static bool explain_selected_event(struct front *front, struct buffer *out)
{
	int64_t number = view_selected_event(front->view);

	if (number < 0)
		return false;
	explain_event(front->console.journal, journal_at(front->console.journal, (uint64_t)number), out);
	return out->len > 0;
}

void front_explain(struct front *front)
{
	struct buffer text;

	buffer_init(&text, TEXT_MAX);
	if (explain_typed(front, &text) || explain_under_cursor(front, &text) || explain_selected_event(front, &text))
		front_popup(front, "Explained", buffer_text(&text));
	else if (view_modal(front->view))
		view_act(front->view, ACTION_BACK);
	else
		front_popup(front, "Explained",
			"Nothing is selected here that could be explained. F6 goes to the conversation and to the panel, where "
			"the arrows choose; :explain WORD explains a word.");
	buffer_done(&text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explainer: paragraphs of an explanation, one after the other. Internal to advice.
 *
 * Purpose   each paragraph is written apart and appended as a whole: what it is about, a colon, sentences, the reference in
 *           parentheses. Past a number of paragraphs they are counted and no longer written.
 * Ownership the caller's buffer; explainer_done must be called.
 * Failure   a paragraph that the buffer has no room for is counted with those that were left out.
 */
#ifndef STARLIT_ADVICE_EXPLAINER_H
#define STARLIT_ADVICE_EXPLAINER_H

#include "advice/words.h"
#include "base/buffer.h"

struct explainer {
	struct buffer *out;
	struct bytes protocol;
	struct buffer paragraph;
	size_t written;
	size_t max;
	size_t left_out;
};

/* protocol: "SMTP" ...; empty: none. It is borrowed. */
void explainer_init(struct explainer *explainer, struct bytes protocol, size_t max, struct buffer *out);
/* Says how many paragraphs were left out, if any. */
void explainer_done(struct explainer *explainer);

/* A paragraph about a subject, which may be of unknown origin, and empty. role says what it is here; NULL: nothing. */
void explainer_begin(struct explainer *explainer, struct bytes subject, const char *role);
void explainer_add(struct explainer *explainer, const char *text);
/* The first sentence of a text of ours. */
void explainer_add_sentence(struct explainer *explainer, const char *text);
/* Bytes of unknown origin, cut where they are long. */
void explainer_add_safe(struct explainer *explainer, struct bytes bytes);
/* reference: NULL or empty for none. */
void explainer_end(struct explainer *explainer, const char *reference);

/* True, and a paragraph counted as left out, when there is no room for it: it need not be made. */
bool explainer_pass(struct explainer *explainer);

/* The three at once. */
void explainer_say(struct explainer *explainer, struct bytes subject, const char *text, const char *reference);
/* False, and nothing said, when there is no row. */
bool explainer_row(struct explainer *explainer, struct bytes subject, const char *role, const struct explanation *row);
/* Looks word up in the table. */
bool explainer_word(struct explainer *explainer, const struct word_table *table, struct bytes word);
/* A word of ours: kind and name with a blank between, or the kind alone when name is NULL. */
bool explainer_ours(struct explainer *explainer, const struct word_table *table, const char *kind, const char *name);
/* "no registry of ours knows this word" */
void explainer_unknown(struct explainer *explainer, struct bytes word, const char *what);

#endif

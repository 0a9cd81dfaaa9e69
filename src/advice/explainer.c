/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explainer: whole paragraphs, so many and no more.
 */
#include "advice/explainer.h"

#include "base/safe.h"
#include <stdio.h>

enum { PARAGRAPH_MAX = 8192, SUBJECT_MAX = 80, SAFE_MAX = 1200, WORD_MAX = 64 };

void explainer_init(struct explainer *explainer, struct bytes protocol, size_t max, struct buffer *out)
{
	*explainer = (struct explainer){.out = out, .protocol = protocol, .max = max};
	buffer_init(&explainer->paragraph, PARAGRAPH_MAX);
}

/* A paragraph comes as a whole, or not at all. */
static bool append(struct explainer *explainer)
{
	struct buffer *out = explainer->out;
	size_t before = out->len;

	if ((!explainer->written || buffer_append_text(out, "\n\n")) &&
		buffer_append(out, buffer_bytes(&explainer->paragraph)))
		return true;
	buffer_truncate(out, before);
	return false;
}

void explainer_done(struct explainer *explainer)
{
	if (explainer->left_out) {
		buffer_clear(&explainer->paragraph);
		buffer_printf(&explainer->paragraph, "... and %zu more.", explainer->left_out);
		append(explainer);
	}
	buffer_done(&explainer->paragraph);
}

static void add_cut(struct explainer *explainer, struct bytes bytes, size_t max)
{
	struct bytes rest = bytes;
	struct safe_piece piece;
	size_t width = 0;

	while (rest.len) {
		if (width >= max) {
			buffer_append_text(&explainer->paragraph, " ...");
			return;
		}
		if (!safe_next(&rest, SAFE_UTF8, &piece))
			return;
		width += piece.len;
		buffer_append(&explainer->paragraph, bytes_of(piece.text, piece.len));
	}
}

void explainer_begin(struct explainer *explainer, struct bytes subject, const char *role)
{
	buffer_clear(&explainer->paragraph);
	add_cut(explainer, subject, SUBJECT_MAX);
	if (role)
		buffer_printf(&explainer->paragraph, subject.len ? " (%s)" : "%s", role);
	if (subject.len || role)
		buffer_append_text(&explainer->paragraph, ": ");
}

void explainer_add(struct explainer *explainer, const char *text)
{
	buffer_append_text(&explainer->paragraph, text);
}

void explainer_add_safe(struct explainer *explainer, struct bytes bytes)
{
	add_cut(explainer, bytes, SAFE_MAX);
}

void explainer_end(struct explainer *explainer, const char *reference)
{
	if (reference && *reference) {
		buffer_append_text(&explainer->paragraph, " (");
		add_cut(explainer, bytes_str(reference), SUBJECT_MAX);
		buffer_append_text(&explainer->paragraph, ")");
	}
	if (explainer->written < explainer->max && append(explainer))
		explainer->written++;
	else
		explainer->left_out++;
}

bool explainer_pass(struct explainer *explainer)
{
	bool full = explainer->written >= explainer->max;

	explainer->left_out += full;
	return full;
}

void explainer_say(struct explainer *explainer, struct bytes subject, const char *text, const char *reference)
{
	explainer_begin(explainer, subject, NULL);
	explainer_add(explainer, text);
	explainer_end(explainer, reference);
}

bool explainer_row(struct explainer *explainer, struct bytes subject, const char *role, const struct explanation *row)
{
	if (!row)
		return false;
	explainer_begin(explainer, subject, role);
	explainer_add(explainer, row->text);
	explainer_end(explainer, row->reference);
	return true;
}

/* Up to the first full stop that a blank and a capital follow. */
static size_t sentence_len(const char *text)
{
	size_t i;

	for (i = 0; text[i]; i++)
		if (text[i] == '.' && text[i + 1] == ' ' && text[i + 2] >= 'A' && text[i + 2] <= 'Z')
			return i + 1;
	return i;
}

void explainer_add_sentence(struct explainer *explainer, const char *text)
{
	buffer_append(&explainer->paragraph, bytes_of(text, sentence_len(text)));
}

bool explainer_word(struct explainer *explainer, const struct word_table *table, struct bytes word)
{
	return word.len && explainer_row(explainer, word, NULL, words_find(table, word));
}

bool explainer_ours(struct explainer *explainer, const struct word_table *table, const char *kind, const char *name)
{
	char word[WORD_MAX];

	snprintf(word, sizeof(word), "%s%s%s", kind, name ? " " : "", name ? name : "");
	return explainer_word(explainer, table, bytes_str(word));
}

void explainer_unknown(struct explainer *explainer, struct bytes word, const char *what)
{
	explainer_begin(explainer, word, NULL);
	explainer_add(explainer, "No registry of ours knows this word as ");
	explainer_add(explainer, what);
	explainer_add(explainer,
		". It may be new, private to one vendor's software, or a typing error; the software's documentation may tell.");
	explainer_end(explainer, NULL);
}

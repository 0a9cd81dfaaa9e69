/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain_word: all that a word can mean, and which words there are.
 */
#include "advice/explain.h"

#include "advice/explain_parts.h"
#include "advice/rules.h"
#include "wire/names.h"
#include <assert.h>
#include <stdio.h>

enum { WORD_PARAGRAPHS = 16, WORD_MAX = 200, TABLES_MAX = 64, ALIAS_MAX = 100 };

static bool is_family(const struct explanation *row)
{
	size_t len = strlen(row->word);

	return len && row->word[len - 1] == '*';
}

/* "refused" is "starttls refused" as well as "closed refused": what starlit calls things has its kind in front. */
static bool is_second_half(const struct explanation *row, struct bytes word)
{
	const char *blank = strchr(row->word, ' ');

	return blank && bytes_is(word, blank + 1);
}

static bool is_ours(const struct word_table *table)
{
	return table == &words_events || table == &words_verdicts;
}

static bool look_into(struct explainer *explainer, const struct word_table *table, struct bytes word, bool families)
{
	size_t before = explainer->written + explainer->left_out;

	for (size_t i = 0; i < table->count; i++) {
		const struct explanation *row = &table->rows[i];
		if (bytes_is(word, row->word) || (is_ours(table) && is_second_half(row, word)))
			explainer_row(explainer, bytes_str(row->word), table->name, row);
	}
	const struct explanation *family = families ? words_find(table, word) : NULL;
	if (family && is_family(family) && strlen(family->word) > 1)
		explainer_row(explainer, word, table->name, family);
	return explainer->written + explainer->left_out > before;
}

/* First those of the protocol, then the others. */
static bool look_everywhere(struct explainer *explainer, struct bytes word, bool families)
{
	bool found = false;

	for (int others = 0; others <= 1; others++)
		for (size_t i = 0; i < word_table_count; i++)
			if (words_belong(word_tables[i], explainer->protocol) == !others)
				found = look_into(explainer, word_tables[i], word, families) || found;
	return found;
}

static bool finding(struct explainer *explainer, struct bytes id)
{
	const struct finding_row *row = finding_row_of(id);

	if (!row)
		return false;
	const struct {
		const char *subject, *text;
	} parts[] = {{row->id, row->title}, {"why it matters", row->explanation}, {"what to do", row->remedy},
		{"Postfix", row->postfix}, {"Dovecot", row->dovecot}, {"Exim", row->exim}};
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!parts[i].text)
			continue;
		explainer_begin(explainer, bytes_str(parts[i].subject), NULL);
		explainer_add(explainer, parts[i].text);
		explainer_add(explainer, parts[i].text == row->remedy ? finding_stop(row->remedy) : "");
		explainer_end(explainer, i == 1 ? row->reference : NULL);
	}
	return true;
}

/* "F-CERT": which ones there are. */
static bool finding_family(struct explainer *explainer, struct bytes id)
{
	bool found = false;

	for (size_t topic = 0; topic < advice_topic_count; topic++)
		for (size_t i = 0; i < advice_topics[topic]->count; i++) {
			const struct finding_row *row = &advice_topics[topic]->rows[i];
			size_t dot = bytes_index(bytes_str(row->id), '.', 0);
			if (!row->id[dot] || !bytes_equal_nocase(bytes_first(bytes_str(row->id), dot), id))
				continue;
			if (!found)
				explainer_begin(explainer, id, "findings");
			explainer_add(explainer, found ? "\n" : "more than one begins so.\n");
			explainer_add(explainer, row->id);
			explainer_add(explainer, ": ");
			explainer_add(explainer, row->title);
			found = true;
		}
	if (found)
		explainer_end(explainer, NULL);
	return found;
}

/* "alert 40", as libraries say it, or the number alone. */
static bool alert_number(struct explainer *explainer, struct bytes text)
{
	struct bytes rest = text;
	unsigned long long number;
	char role[80];

	if (bytes_is(bytes_first(text, bytes_index(text, ' ', 0)), "alert"))
		bytes_word(&rest);
	if (!bytes_number(bytes_trim(rest), UINT8_MAX, &number))
		return false;
	const char *name = wire_alert_name((uint8_t)number);
	if (!name)
		return false;
	snprintf(role, sizeof(role), "%s%s", rest.len == text.len ? "a TLS alert, " : "", name);
	return explainer_row(explainer, text, role, words_find(&words_tls_alerts, bytes_str(name)));
}

static bool hex_number(struct bytes word, uint16_t *ret_code)
{
	static const char *const digits = "0123456789abcdef";
	uint32_t code = 0;

	if (word.len < 4 || word.len > 6 || !bytes_starts_with_nocase(word, "0x"))
		return false;
	for (size_t i = 2; i < word.len; i++) {
		const char *digit = word.data[i] ? strchr(digits, ascii_lower(word.data[i])) : NULL;
		if (!digit)
			return false;
		code = code << 4 | (uint32_t)(digit - digits);
	}
	*ret_code = (uint16_t)code;
	return true;
}

static bool code_point(struct explainer *explainer, struct bytes word)
{
	uint16_t code;

	if (!hex_number(word, &code))
		return false;
	const struct {
		const struct word_table *table;
		const char *name;
	} kinds[] = {
		{&words_tls_versions, wire_version_name(code)},
		{&words_tls_extensions, wire_is_grease(code) ? "GREASE" : wire_extension_name(code)},
		{&words_tls_groups, wire_group_name(code)},
		{&words_tls_schemes, wire_scheme_name(code)},
	};
	bool found = false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].name) {
			char role[128];
			snprintf(role, sizeof(role), "%s, %s", kinds[i].table->name, kinds[i].name);
			found = explainer_row(
					explainer, word, role, words_find(kinds[i].table, bytes_str(kinds[i].name))) ||
				found;
		}
	const char *suite = wire_suite_name(code);
	if (suite) {
		explainer_row(
			explainer, word, "a cipher suite", &(const struct explanation){.word = suite, .text = suite});
		found = explain_suite(explainer, bytes_str(suite)) || found;
	}
	return found;
}

/* "[TRYLATER]", "(QUOTA)", quotes, a comma or a colon at the end. */
static struct bytes bare(struct bytes word)
{
	static const char *const pairs[] = {"[]", "()", "\"\""};

	word = bytes_trim(word);
	while (word.len && (word.data[word.len - 1] == ',' || word.data[word.len - 1] == ':'))
		word.len--;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (word.len > 1 && word.data[0] == (unsigned char)pairs[i][0] &&
			word.data[word.len - 1] == (unsigned char)pairs[i][1])
			return bytes_trim(bytes_first(bytes_from(word, 1), word.len - 2));
	return word;
}

/* "AUTH=PLAIN" is the mechanism, too. */
static bool halves(struct explainer *explainer, struct bytes word)
{
	size_t cut = bytes_index(word, '=', 0);

	if (cut == word.len || !bytes_is(bytes_first(word, cut), "AUTH"))
		return false;
	return explainer_row(explainer, bytes_from(word, cut + 1), "a SASL mechanism",
		words_find(&words_sasl, bytes_from(word, cut + 1)));
}

static bool alias(struct explainer *explainer, struct bytes word)
{
	char text[ALIAS_MAX];
	struct bytes registered = explain_alias(word, text, sizeof(text));

	return registered.len && look_everywhere(explainer, registered, false);
}

static bool look(struct explainer *explainer, struct bytes word)
{
	struct bytes other = explain_other_name(word);
	bool found = finding(explainer, word) || finding_family(explainer, word);

	found = alert_number(explainer, word) || found;
	found = code_point(explainer, word) || found;
	found = explain_enhanced(explainer, word) || found;
	found = (other.len && look_everywhere(explainer, other, false)) || found;
	found = look_everywhere(explainer, word, false) || found;
	if (!found)
		found = explain_suite(explainer, word) ||
			(word.len == 3 && word.data[0] >= '2' && word.data[0] <= '5' && explain_code(explainer, word));
	if (!found)
		found = alias(explainer, word) || look_everywhere(explainer, word, true);
	return halves(explainer, word) || found;
}

bool explain_word(struct bytes protocol, struct bytes word, struct buffer *out)
{
	struct explainer explainer;
	struct bytes text = bare(word);

	if (!text.len || text.len > WORD_MAX)
		return false;
	explainer_init(&explainer, protocol, WORD_PARAGRAPHS, out);
	bool found = look(&explainer, text);
	explainer_done(&explainer);
	return found;
}

/* Completion: all tables are sorted, and are read side by side. */

static int compare(const char *a, const char *b)
{
	while (*a && ascii_lower((unsigned char)*a) == ascii_lower((unsigned char)*b)) {
		a++;
		b++;
	}
	return ascii_lower((unsigned char)*a) - ascii_lower((unsigned char)*b);
}

static bool begins(const char *word, struct bytes prefix)
{
	struct bytes span = bytes_str(word);

	return span.len >= prefix.len && bytes_equal_nocase(bytes_first(span, prefix.len), prefix);
}

struct cursors {
	struct bytes prefix;
	size_t at[TABLES_MAX];
};

/* The row under the cursor of a table, moved on to one that is offered; NULL: no more. */
static const struct explanation *row_at(struct cursors *cursors, size_t table)
{
	const struct word_table *rows = word_tables[table];

	for (; cursors->at[table] < rows->count; cursors->at[table]++) {
		const struct explanation *row = &rows->rows[cursors->at[table]];
		if (!is_family(row) && begins(row->word, cursors->prefix))
			return row;
	}
	return NULL;
}

/* The first of all that are left; it is passed in every table that has it. */
static const char *next_word(struct cursors *cursors)
{
	const char *first = NULL;

	for (size_t table = 0; table < word_table_count; table++) {
		const struct explanation *row = row_at(cursors, table);
		if (row && (!first || compare(row->word, first) < 0))
			first = row->word;
	}
	for (size_t table = 0; first && table < word_table_count; table++) {
		const struct explanation *row = row_at(cursors, table);
		cursors->at[table] += row && !compare(row->word, first);
	}
	return first;
}

static const char *complete_suite(struct bytes prefix, size_t *index)
{
	for (size_t i = 0; i < wire_suite_count(); i++) {
		const char *name = wire_suite_name(wire_suite_at(i));
		if (begins(name, prefix) && !(*index)--)
			return name;
	}
	return NULL;
}

static const char *complete_finding(struct bytes prefix, size_t *index)
{
	for (size_t topic = 0; topic < advice_topic_count; topic++)
		for (size_t i = 0; i < advice_topics[topic]->count; i++)
			if (begins(advice_topics[topic]->rows[i].id, prefix) && !(*index)--)
				return advice_topics[topic]->rows[i].id;
	return NULL;
}

const char *explain_complete(struct bytes prefix, size_t index)
{
	struct cursors cursors = {.prefix = prefix};
	const char *word;

	assert(word_table_count <= TABLES_MAX);
	for (word = next_word(&cursors); word; word = next_word(&cursors))
		if (!index--)
			return word;
	word = complete_suite(prefix, &index);
	return word ? word : complete_finding(prefix, &index);
}

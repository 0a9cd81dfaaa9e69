/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words: finding one in a table.
 */
#include "advice/words.h"

#include <string.h>

const struct word_table *const word_tables[] = {
	&words_smtp_replies,
	&words_smtp_classes,
	&words_enhanced_codes,
	&words_smtp_extensions,
	&words_smtp_commands,
	&words_imap_capabilities,
	&words_imap_codes,
	&words_imap_commands,
	&words_imap_responses,
	&words_pop3_capabilities,
	&words_pop3_codes,
	&words_pop3_commands,
	&words_pop3_statuses,
	&words_sieve_capabilities,
	&words_sieve_codes,
	&words_sieve_commands,
	&words_sieve_statuses,
	&words_sasl,
	&words_tls_alerts,
	&words_tls_messages,
	&words_tls_extensions,
	&words_tls_versions,
	&words_tls_suite_parts,
	&words_tls_groups,
	&words_tls_schemes,
	&words_tls_fields,
	&words_events,
	&words_verdicts,
	&words_oddities,
	&words_terms,
};
const size_t word_table_count = sizeof(word_tables) / sizeof(word_tables[0]);

static bool is_family(struct bytes word)
{
	return word.len && word.data[word.len - 1] == '*';
}

const struct explanation *words_find(const struct word_table *table, struct bytes word)
{
	const struct explanation *family = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < table->count; i++) {
		struct bytes known = bytes_str(table->rows[i].word);
		if (bytes_equal_nocase(known, word))
			return &table->rows[i];
		if (!is_family(known) || known.len < longest)
			continue;
		struct bytes front = bytes_first(known, known.len - 1);
		if (word.len >= front.len && bytes_equal_nocase(bytes_first(word, front.len), front)) {
			family = &table->rows[i];
			longest = known.len;
		}
	}
	return family;
}

bool words_belong(const struct word_table *table, struct bytes protocol)
{
	struct bytes rest = bytes_str(table->protocols);

	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		if (bytes_equal_nocase(word, protocol))
			return true;
	return !*table->protocols;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap_parse: one look at a line, without recursion.
 */
#include "proto/imap_parse.h"

static bool is_completion(struct bytes word)
{
	return bytes_is(word, "OK") || bytes_is(word, "NO") || bytes_is(word, "BAD");
}

static bool is_status(struct bytes word)
{
	return is_completion(word) || bytes_is(word, "BYE") || bytes_is(word, "PREAUTH");
}

/* The end of the response code that text begins with, where its "]" stands; text.len when it has none. */
static size_t end_of_code(struct bytes text)
{
	bool quoted = false;

	for (size_t i = 1; i < text.len; i++) {
		if (text.data[i] == '"')
			quoted = !quoted;
		else if (quoted && text.data[i] == '\\')
			i++;
		else if (!quoted && text.data[i] == ']')
			return i;
	}
	return text.len;
}

static void parse_code(struct imap_response *response)
{
	struct bytes text = response->text;

	if (!text.len || text.data[0] != '[')
		return;
	size_t end = end_of_code(text);
	/* A quotation mark that is never closed does not hide the bracket. */
	if (end == text.len)
		end = bytes_index(text, ']', 0);
	if (end == text.len)
		return;
	response->code = bytes_of(text.data + 1, end - 1);
	response->text = bytes_trim(bytes_from(text, end + 1));
}

static void parse_rest(struct bytes rest, struct imap_response *response)
{
	size_t end = bytes_index(rest, ' ', 0);

	response->word = bytes_first(rest, end);
	response->text = bytes_from(rest, end + 1);
	response->status = is_status(response->word);
	if (response->status)
		parse_code(response);
}

void imap_parse_response(struct bytes line, struct imap_response *ret_response)
{
	struct imap_response response = {.kind = IMAP_NONSENSE, .text = line};
	size_t blank = bytes_index(line, ' ', 0);
	struct bytes first = bytes_first(line, blank), rest = bytes_from(line, blank + 1);

	if (bytes_is(first, "+")) {
		response.kind = IMAP_CONTINUE;
		response.text = rest;
	} else if (bytes_is(first, "*") && rest.len) {
		response.kind = IMAP_UNTAGGED;
		parse_rest(rest, &response);
	} else if (imap_is_tag(first)) {
		struct imap_response tagged = {.kind = IMAP_TAGGED, .tag = first};
		parse_rest(rest, &tagged);
		/* A tagged line that bears no status is nothing the grammar knows. */
		if (is_completion(tagged.word))
			response = tagged;
	}
	*ret_response = response;
}

bool imap_is_tag(struct bytes word)
{
	static const unsigned char forbidden[] = "(){%*\"\\+";

	for (size_t i = 0; i < word.len; i++)
		if (word.data[i] <= ' ' || word.data[i] >= 0x7f ||
			memchr(forbidden, word.data[i], sizeof(forbidden) - 1))
			return false;
	return word.len > 0 && word.len <= IMAP_TAG_MAX;
}

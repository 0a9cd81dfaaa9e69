/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sieve_parse: status lines and quoted strings, without recursion.
 */
#include "proto/sieve_parse.h"

bool sieve_parse_string(struct bytes *rest, struct bytes *ret_string)
{
	struct bytes at = bytes_trim(*rest);
	size_t end = 1;

	if (!at.len || at.data[0] != '"')
		return false;
	while (end < at.len && at.data[end] != '"')
		end += at.data[end] == '\\' ? 2 : 1;
	if (end >= at.len)
		return false;
	*ret_string = bytes_of(at.data + 1, end - 1);
	*rest = bytes_from(at, end + 1);
	return true;
}

/* Where the parenthesis that text begins with is closed; text.len when it is not. */
static size_t end_of_code(struct bytes text)
{
	bool quoted = false;
	size_t depth = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = text.data[i];
		if (c == '"')
			quoted = !quoted;
		else if (quoted && c == '\\')
			i++;
		else if (!quoted && c == '(')
			depth++;
		else if (!quoted && c == ')' && !--depth)
			return i;
	}
	return text.len;
}

static bool is_status(struct bytes word)
{
	return bytes_is(word, "OK") || bytes_is(word, "NO") || bytes_is(word, "BYE");
}

bool sieve_parse_response(struct bytes line, struct sieve_response *ret_response)
{
	size_t blank = bytes_index(line, ' ', 0);
	struct bytes rest = bytes_trim(bytes_from(line, blank + 1));
	struct sieve_response response = {.word = bytes_first(line, blank)};

	if (!is_status(response.word))
		return false;
	if (rest.len && rest.data[0] == '(') {
		size_t end = end_of_code(rest);
		if (end < rest.len) {
			response.code = bytes_of(rest.data + 1, end - 1);
			rest = bytes_trim(bytes_from(rest, end + 1));
		}
	}
	if (!sieve_parse_string(&rest, &response.text))
		response.text = rest;
	*ret_response = response;
	return true;
}

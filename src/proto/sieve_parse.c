/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sieve_parse: status lines and quoted strings.
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

bool sieve_parse_response(struct bytes line, struct sieve_response *ret_response)
{
	struct bytes rest = line;
	struct sieve_response response = {.word = bytes_word(&rest)};

	if (!bytes_is(response.word, "OK") && !bytes_is(response.word, "NO") && !bytes_is(response.word, "BYE"))
		return false;
	rest = bytes_trim(rest);
	if (rest.len && rest.data[0] == '(') {
		size_t end = bytes_index(rest, ')', 0);
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

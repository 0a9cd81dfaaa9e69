/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap_parse: one look at a line, without recursion.
 */
#include "proto/imap_parse.h"

static bool is_status(struct bytes word)
{
	return bytes_is(word, "OK") || bytes_is(word, "NO") || bytes_is(word, "BAD") || bytes_is(word, "BYE") ||
	       bytes_is(word, "PREAUTH");
}

static void parse_status(struct bytes rest, struct imap_response *response)
{
	response->word = bytes_word(&rest);
	response->text = bytes_from(rest, rest.len && rest.data[0] == ' ' ? 1 : 0);
	if (!is_status(response->word) || !response->text.len || response->text.data[0] != '[')
		return;
	size_t end = bytes_index(response->text, ']', 0);
	if (end == response->text.len)
		return;
	response->code = bytes_of(response->text.data + 1, end - 1);
	response->text = bytes_trim(bytes_from(response->text, end + 1));
}

void imap_parse_response(struct bytes line, struct imap_response *ret_response)
{
	struct imap_response response = {.kind = IMAP_NONSENSE, .text = line};
	struct bytes rest = line;
	struct bytes first = bytes_first(line, bytes_index(line, ' ', 0));

	if (bytes_is(first, "+") || (line.len && line.data[0] == '+')) {
		response.kind = IMAP_CONTINUE;
		response.text = bytes_from(line, line.len > 1 && line.data[1] == ' ' ? 2 : 1);
	} else if (bytes_is(first, "*")) {
		response.kind = IMAP_UNTAGGED;
		parse_status(bytes_from(rest, 2), &response);
	} else if (imap_is_tag(first) && first.len < line.len) {
		parse_status(bytes_from(rest, first.len + 1), &response);
		response.tag = first;
		/* A tagged line that bears no status is nothing the grammar knows. */
		bool completion = bytes_is(response.word, "OK") || bytes_is(response.word, "NO") ||
				  bytes_is(response.word, "BAD");
		response.kind = completion ? IMAP_TAGGED : IMAP_NONSENSE;
	}
	*ret_response = response;
}

enum imap_literal imap_parse_literal(struct bytes line, uint64_t *ret_size)
{
	unsigned long long size;
	size_t open = line.len;
	bool now = false;

	if (!line.len || line.data[line.len - 1] != '}')
		return IMAP_NO_LITERAL;
	while (open && line.data[open - 1] != '{')
		open--;
	if (!open)
		return IMAP_NO_LITERAL;
	struct bytes digits = bytes_of(line.data + open, line.len - 1 - open);
	if (digits.len && digits.data[digits.len - 1] == '+') {
		now = true;
		digits.len--;
	}
	if (!bytes_number(digits, INT64_MAX, &size))
		return digits.len && (ascii_is_digit(digits.data[0]) || digits.data[0] == '-') ? IMAP_LITERAL_BAD
											       : IMAP_NO_LITERAL;
	*ret_size = size;
	return now ? IMAP_LITERAL_NOW : IMAP_LITERAL;
}

bool imap_is_tag(struct bytes word)
{
	static const unsigned char forbidden[] = "(){%*\"\\+";

	for (size_t i = 0; i < word.len; i++)
		if (word.data[i] <= ' ' || word.data[i] >= 0x7f ||
			memchr(forbidden, word.data[i], sizeof(forbidden) - 1))
			return false;
	return word.len > 0 && word.len < 32;
}

struct bytes imap_argument(struct bytes *rest)
{
	size_t begin = 0, end;

	while (begin < rest->len && rest->data[begin] == ' ')
		begin++;
	end = begin;
	if (begin < rest->len && rest->data[begin] == '"') {
		for (end++; end < rest->len && rest->data[end] != '"'; end++)
			if (rest->data[end] == '\\')
				end++;
		end = end < rest->len ? end + 1 : rest->len;
	} else {
		end = bytes_index(*rest, ' ', begin);
	}
	struct bytes argument = bytes_first(bytes_from(*rest, begin), end - begin);
	*rest = bytes_from(*rest, end);
	return argument;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * literal: each byte of a line is looked at once, forwards, so that a line may come in pieces.
 */
#include "proto/literal.h"

/* What a string may follow: a blank, an opening bracket, a section's end ("BODY[]{5}"), the tilde of a literal8. */
static bool may_precede(unsigned char c)
{
	return !c || c == ' ' || c == '(' || c == '[' || c == ']' || c == '~';
}

static void begin_braces(struct literal_scan *scan)
{
	scan->bad = !may_precede(scan->last);
	scan->braces = true;
	scan->closed = scan->now = false;
	scan->digits = 0;
	scan->size = 0;
	scan->len = scan->last == '~' ? 2 : 1;
}

static void add_digit(struct literal_scan *scan, unsigned digit)
{
	if (scan->now || scan->size > ((uint64_t)INT64_MAX - digit) / 10)
		scan->bad = true;
	else
		scan->size = scan->size * 10 + digit;
	scan->digits += scan->digits < 20;
}

static void inside_braces(struct literal_scan *scan, unsigned char c)
{
	scan->len++;
	if (scan->closed)
		scan->braces = false;
	else if (c == '}')
		scan->closed = true;
	else if (ascii_is_digit(c))
		add_digit(scan, (unsigned)(c - '0'));
	else if (c == '+' && scan->digits && !scan->now)
		scan->now = true;
	else
		scan->bad = true;
}

static void inside_quotes(struct literal_scan *scan, unsigned char c)
{
	if (scan->escaped)
		scan->escaped = false;
	else if (c == '\\')
		scan->escaped = true;
	else if (c == '"')
		scan->quoted = false;
}

static void scan_byte(struct literal_scan *scan, unsigned char c)
{
	if (scan->quoted) {
		inside_quotes(scan, c);
	} else {
		if (scan->braces)
			inside_braces(scan, c);
		if (c == '{')
			begin_braces(scan);
		else if (c == '"')
			scan->quoted = true;
	}
	scan->last = c ? c : 1;
}

void literal_scan(struct literal_scan *scan, struct bytes piece)
{
	for (size_t i = 0; i < piece.len; i++)
		scan_byte(scan, piece.data[i]);
}

enum literal literal_at_end(const struct literal_scan *scan, uint64_t *ret_size)
{
	if (scan->quoted || !scan->braces || !scan->closed)
		return LITERAL_NONE;
	if (scan->bad || !scan->digits)
		return LITERAL_BAD;
	*ret_size = scan->size;
	return scan->now ? LITERAL_NOW : LITERAL_SYNC;
}

enum literal literal_of(struct bytes line, uint64_t *ret_size)
{
	struct literal_scan scan = {.last = 0};

	literal_scan(&scan, line);
	return literal_at_end(&scan, ret_size);
}

bool literal_is_announcement(struct bytes span)
{
	struct literal_scan scan = {.last = 0};
	uint64_t size;

	literal_scan(&scan, span);
	enum literal literal = literal_at_end(&scan, &size);
	return (literal == LITERAL_SYNC || literal == LITERAL_NOW) && scan.len == span.len;
}

/* The offset behind the quoted string that begins at begin, or 0 when it has no end. */
static size_t end_of_quoted(struct bytes text, size_t begin)
{
	for (size_t i = begin + 1; i < text.len; i++) {
		if (text.data[i] == '"')
			return i + 1;
		if (text.data[i] == '\\')
			i++;
	}
	return 0;
}

struct bytes literal_argument(struct bytes *rest)
{
	size_t begin = 0, end;

	while (begin < rest->len && rest->data[begin] == ' ')
		begin++;
	*rest = bytes_from(*rest, begin);
	if (rest->len && rest->data[0] == '"')
		end = end_of_quoted(*rest, 0);
	else
		end = bytes_index(*rest, ' ', 0);
	struct bytes argument = bytes_first(*rest, end);
	*rest = bytes_from(*rest, end);
	return argument;
}

void literal_mark_secret(struct redaction *secrets, struct bytes line, struct bytes rest)
{
	rest = bytes_trim(rest);
	if (rest.len && !literal_is_announcement(rest) && !bytes_is(rest, "="))
		redaction_add(secrets, (size_t)(rest.data - line.data), rest.len);
}

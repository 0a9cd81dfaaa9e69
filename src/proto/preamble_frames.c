/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * preamble_frames: framing and judging. What is not understood is never a yes.
 */
#include "proto/preamble_frames.h"

/* Lines and replies */

size_t frame_line(struct bytes bytes)
{
	size_t end = bytes_index(bytes, '\n', 0);

	return end < bytes.len ? end + 1 : 0;
}

static bool is_code(struct bytes line)
{
	return line.len >= 3 && ascii_is_digit(line.data[0]) && ascii_is_digit(line.data[1]) &&
	       ascii_is_digit(line.data[2]);
}

/* The last line begins with the code of the first one and a blank; a first line without a code is an answer of its own. */
size_t frame_reply(struct bytes bytes)
{
	size_t used = 0;

	for (;;) {
		struct bytes rest = bytes_from(bytes, used);
		size_t len = frame_line(rest);
		if (!len)
			return 0;
		used += len;
		struct bytes line = bytes_first(rest, len);
		bool last = !is_code(line) || line.data[3] != '-';
		if (used == len ? last : last && is_code(line) && !memcmp(line.data, bytes.data, 3))
			return used;
	}
}

static struct bytes chomp(struct bytes line)
{
	while (line.len && (line.data[line.len - 1] == '\n' || line.data[line.len - 1] == '\r'))
		line.len--;
	return line;
}

enum answer judge_code(struct bytes answer, const char *want)
{
	if (!is_code(answer))
		return ANSWER_NONSENSE;
	for (const char *code = want; *code; code += code[3] ? 4 : 3)
		if (!memcmp(answer.data, code, 3))
			return ANSWER_YES;
	return ANSWER_NO;
}

/* «:server 670 nick :text», the prefix may be missing (RFC 2812 §2.3.1). */
enum answer judge_numeric(struct bytes answer, const char *want)
{
	struct bytes rest = chomp(answer);
	struct bytes word = bytes_word(&rest);

	if (word.len && word.data[0] == ':')
		word = bytes_word(&rest);
	if (bytes_is(word, want))
		return ANSWER_YES;
	/* ERR_STARTTLS, unknown command, not registered, already registered, and the end. */
	static const char *const refusals[] = {"691", "421", "451", "462", "ERROR"};
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (bytes_is(word, refusals[i]))
			return ANSWER_NO;
	return ANSWER_SKIPPED;
}

/* XML: as much as a stream before TLS may hold (RFC 6120 §11.1: no comments, no processing instructions, no DTD) */

struct tag {
	struct bytes name;
	size_t len; /* with both brackets */
	bool closes, empty, declaration;
};

/* A ">" inside quotes does not end a tag. */
static size_t tag_end(struct bytes bytes)
{
	unsigned char quote = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = bytes.data[i];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return i;
	}
	return bytes.len;
}

static bool in_name(unsigned char c)
{
	return ascii_is_alnum(c) || c == ':' || c == '-' || c == '_' || c == '.';
}

/* The tag at the front of bytes, which begin with "<"; false: its end has not come. */
static bool read_tag(struct bytes bytes, struct tag *tag)
{
	size_t end = tag_end(bytes);
	size_t at = 1;

	if (end == bytes.len)
		return false;
	*tag = (struct tag){.len = end + 1};
	tag->declaration = bytes.data[1] == '?' || bytes.data[1] == '!';
	tag->empty = bytes.data[end - 1] == '/';
	tag->closes = bytes.data[1] == '/';
	at += tag->closes;
	size_t from = at;
	while (at < end && in_name(bytes.data[at]))
		at++;
	tag->name = bytes_of(bytes.data + from, at - from);
	return true;
}

static size_t skip_text(struct bytes bytes, size_t at)
{
	return bytes_index(bytes, '<', at);
}

/* Where the blanks end that may stand in front of a tag. */
static size_t skip_blanks(struct bytes bytes)
{
	size_t at = 0;

	while (at < bytes.len && (bytes.data[at] == ' ' || (bytes.data[at] >= '\t' && bytes.data[at] <= '\r')))
		at++;
	return at;
}

/* There is nothing but blanks in front of a tag, if it is XML at all. */
static bool is_markup(struct bytes bytes)
{
	size_t at = skip_blanks(bytes);

	return at == bytes.len || bytes.data[at] == '<';
}

/* A stream header, a declaration or an end tag stands by itself; anything else goes on to its own end. */
size_t frame_xml(struct bytes bytes)
{
	size_t at = 0, depth = 0;
	struct tag tag;

	if (!is_markup(bytes)) {
		at = bytes_index(bytes, '\n', skip_blanks(bytes));
		return at < bytes.len ? at + 1 : 0;
	}
	for (;;) {
		at = skip_text(bytes, at);
		if (at == bytes.len || !read_tag(bytes_from(bytes, at), &tag))
			return 0;
		at += tag.len;
		if (tag.declaration)
			continue;
		if (!depth && (tag.closes || tag.empty || bytes_is(tag.name, "stream:stream")))
			return at;
		if (tag.closes)
			depth--;
		else if (!tag.empty)
			depth++;
		if (!depth)
			return at;
	}
}

/* The name of the first element, without its prefix. */
static struct bytes element_name(struct bytes answer)
{
	struct tag tag;
	size_t at = skip_text(answer, 0);

	while (at < answer.len && read_tag(bytes_from(answer, at), &tag)) {
		if (!tag.declaration) {
			size_t colon = bytes_index(tag.name, ':', 0);
			return colon < tag.name.len ? bytes_from(tag.name, colon + 1) : tag.name;
		}
		at = skip_text(answer, at + tag.len);
	}
	return (struct bytes){0};
}

enum answer judge_element(struct bytes answer, const char *want)
{
	struct bytes name = element_name(answer);

	if (!is_markup(answer) || !name.len)
		return ANSWER_NONSENSE;
	if (bytes_equal(name, bytes_str(want)))
		return ANSWER_YES;
	if (bytes_is(name, "failure") || bytes_is(name, "error"))
		return ANSWER_NO;
	return bytes_is(name, "stream") ? ANSWER_SKIPPED : ANSWER_NONSENSE;
}

enum answer judge_features(struct bytes answer, const char *want)
{
	enum answer is = judge_element(answer, want);

	if (is != ANSWER_YES)
		return is;
	bool offers = bytes_find(answer, BYTES_LITERAL("<starttls")) < answer.len &&
		      bytes_find(answer, BYTES_LITERAL("urn:ietf:params:xml:ns:xmpp-tls")) < answer.len;
	return offers ? ANSWER_YES : ANSWER_NO;
}

/* What a binary protocol cannot have said: a line, so that it can be read, or else what was looked at to see that. */
static size_t frame_other(struct bytes bytes, size_t seen)
{
	bool readable = ascii_is_alnum(bytes.data[0]) || (bytes.data[0] && strchr("*+-<", bytes.data[0]));
	size_t end = bytes_index(bytes, '\n', seen - 1);

	if (!readable)
		return seen;
	return end < bytes.len ? end + 1 : 0;
}

/* PostgreSQL: message flow of SSLRequest; "E" is the error of a server that does not know it */

size_t frame_letter(struct bytes bytes)
{
	if (!bytes.len)
		return 0;
	if (bytes.data[0] == 'S' || bytes.data[0] == 'N')
		return 1;
	if (bytes.data[0] != 'E')
		return frame_other(bytes, 1);
	if (bytes.len < 5)
		return 0;
	size_t len =
		(size_t)bytes.data[1] << 24 | (size_t)bytes.data[2] << 16 | (size_t)bytes.data[3] << 8 | bytes.data[4];
	/* A length that makes no sense: an old server's error is a text up to its NUL. */
	if (len < 4 || len > 8192) {
		size_t end = bytes_index(bytes, 0, 5);
		return end < bytes.len ? end + 1 : 0;
	}
	return bytes.len > len ? len + 1 : 0;
}

enum answer judge_letter(struct bytes answer, const char *want)
{
	if (answer.data[0] == (unsigned char)*want)
		return ANSWER_YES;
	return answer.data[0] == 'N' || answer.data[0] == 'E' ? ANSWER_NO : ANSWER_NONSENSE;
}

/* MySQL: packets, and the greeting of protocol 10 */

enum { PACKET_HEAD = 4, MYSQL_SSL = 0x0800 };

size_t frame_packet(struct bytes bytes)
{
	if (bytes.len < PACKET_HEAD)
		return 0;
	size_t len = (size_t)bytes.data[0] | (size_t)bytes.data[1] << 8 | (size_t)bytes.data[2] << 16;

	/* The first packet bears the number 0. */
	if (bytes.data[3])
		return frame_other(bytes, PACKET_HEAD);
	return bytes.len >= PACKET_HEAD + len ? PACKET_HEAD + len : 0;
}

/* Version 10, its name and NUL, thread id (4), salt (8), a filler, the lower half of the capabilities (2). */
enum answer judge_greeting(struct bytes answer, const char *want)
{
	struct bytes payload = bytes_from(answer, PACKET_HEAD);

	(void)want;
	if (payload.len && payload.data[0] == 0xff)
		return ANSWER_NO;
	if (!payload.len || payload.data[0] != 10 || answer.data[3])
		return ANSWER_NONSENSE;
	struct bytes fixed = bytes_from(payload, bytes_index(payload, 0, 1) + 1);
	if (fixed.len < 15)
		return ANSWER_NONSENSE;
	return ((unsigned)fixed.data[13] | (unsigned)fixed.data[14] << 8) & MYSQL_SSL ? ANSWER_YES : ANSWER_NO;
}

/* LDAP: BER of definite length */

/* Takes one element off the front. False: cut short, or of a form that does not occur here. */
static bool ber_next(struct bytes *rest, unsigned char *ret_tag, struct bytes *ret_content)
{
	size_t head = 2, len;

	if (rest->len < 2 || (rest->data[0] & 0x1f) == 0x1f)
		return false;
	len = rest->data[1];
	if (len & 0x80) {
		size_t octets = len & 0x7f;
		if (!octets || octets > 4 || rest->len < 2 + octets)
			return false;
		len = 0;
		for (size_t i = 0; i < octets; i++)
			len = len << 8 | rest->data[2 + i];
		head += octets;
	}
	if (rest->len < head || len > rest->len - head)
		return false;
	*ret_tag = rest->data[0];
	*ret_content = bytes_of(rest->data + head, len);
	*rest = bytes_from(*rest, head + len);
	return true;
}

size_t frame_ber(struct bytes bytes)
{
	struct bytes rest = bytes, content;
	unsigned char tag;

	if (bytes.len && bytes.data[0] != 0x30)
		return frame_other(bytes, 1);
	return ber_next(&rest, &tag, &content) ? bytes.len - rest.len : 0;
}

/* LDAPMessage: SEQUENCE { messageID, [APPLICATION 24] { resultCode, matchedDN, diagnosticMessage ... } } */
static bool read_extended(struct bytes answer, struct bytes *ret_result, struct bytes *ret_text)
{
	struct bytes message, id, response, matched;
	unsigned char tag;

	if (!ber_next(&answer, &tag, &message) || tag != 0x30 || !ber_next(&message, &tag, &id) || tag != 0x02 ||
		!ber_next(&message, &tag, &response) || tag != 0x78)
		return false;
	return id.len == 1 && id.data[0] == 1 && ber_next(&response, &tag, ret_result) && tag == 0x0a &&
	       ret_result->len == 1 && ber_next(&response, &tag, &matched) && ber_next(&response, &tag, ret_text);
}

enum answer judge_extended(struct bytes answer, const char *want)
{
	struct bytes result, text;

	(void)want;
	if (!read_extended(answer, &result, &text))
		return ANSWER_NONSENSE;
	return result.data[0] ? ANSWER_NO : ANSWER_YES;
}

/* For people */

bool answer_is_error(struct bytes answer, frame_fn *frame)
{
	if (frame == frame_packet)
		return answer.len > PACKET_HEAD && answer.data[PACKET_HEAD] == 0xff;
	return frame == frame_letter && answer.len > 1;
}

struct bytes answer_text(struct bytes answer, frame_fn *frame)
{
	struct bytes result, text;

	if (frame == frame_ber && read_extended(answer, &result, &text))
		return text;
	/* An error packet: 0xff, its number (2), before 4.1 no state, the text. */
	if (frame == frame_packet)
		return bytes_from(answer, PACKET_HEAD + 3);
	if (frame == frame_letter && answer.len > 5)
		return bytes_from(answer, 5);
	return chomp(answer);
}

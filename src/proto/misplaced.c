/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * misplaced: passwords that are typed where this protocol does not look for them: another protocol's log-in, or an
 * answer of SASL outside its exchange. They are hidden like any other, also where the server repeats them.
 */
#include "proto/engine.h"

#include "base/base64.h"
#include "proto/literal.h"

enum { DECODED_MAX = 1024, ANSWER_MIN = 8, REPEATED_MIN = 6 };

static const struct {
	const char *verb;
	unsigned public; /* arguments that are no secret: a name, a mechanism */
} log_ins[] = {{"PASS", 0}, {"LOGIN", 1}, {"AUTHENTICATE", 1}, {"AUTH", 1}, {"APOP", 1}};

static bool is_known(const struct proto *proto, struct bytes verb)
{
	for (size_t i = 0; i < proto->ops->verb_count; i++) {
		struct bytes name = bytes_str(proto->ops->verbs[i].name);
		if (bytes_equal_nocase(bytes_word(&name), verb))
			return true;
	}
	return false;
}

static bool hide_log_in(struct bytes line, struct bytes verb, struct bytes rest, struct redaction *secrets)
{
	for (size_t i = 0; i < sizeof(log_ins) / sizeof(log_ins[0]); i++) {
		if (!bytes_is(verb, log_ins[i].verb))
			continue;
		for (unsigned skip = 0; skip < log_ins[i].public; skip++)
			literal_argument(&rest);
		literal_mark_secret(secrets, line, rest);
		return true;
	}
	return false;
}

/* [authzid] NUL name NUL password in base64 (RFC 4616 §2). */
static bool is_plain_answer(struct bytes word)
{
	struct buffer decoded;

	if (word.len < ANSWER_MIN || !base64_valid(word))
		return false;
	buffer_init_secret(&decoded, DECODED_MAX);
	base64_decode(&decoded, word);
	struct bytes text = buffer_bytes(&decoded);
	size_t name = bytes_index(text, 0, 0) + 1;
	size_t password = bytes_index(text, 0, name) + 1;
	bool is = password > name + 1 && password < text.len && bytes_index(text, 0, password) == text.len;
	buffer_done(&decoded);
	return is;
}

static void hide_answer(struct bytes line, struct redaction *secrets)
{
	struct bytes rest = line, last = {0};

	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		last = word;
	if (is_plain_answer(last))
		redaction_add(secrets, (size_t)(last.data - line.data), last.len);
}

void misplaced_find(const struct proto *proto, struct bytes line, struct redaction *secrets)
{
	struct bytes rest = line;
	struct bytes first = bytes_word(&rest);
	struct bytes verb = proto->ops->verb_of(proto, line);

	/* What goes on with a command has no verb, and was looked at by the protocol itself. */
	if (!proto->ops->verb_count || !verb.len || is_known(proto, verb) || is_known(proto, first))
		return;
	if (hide_log_in(line, first, rest, secrets))
		return;
	if (verb.data != first.data &&
		hide_log_in(line, verb, bytes_from(line, (size_t)(verb.data + verb.len - line.data)), secrets))
		return;
	hide_answer(line, secrets);
}

static void hide_repeated(struct journal *journal, struct bytes secret)
{
	struct buffer upper;

	secret = bytes_trim(secret);
	if (secret.len < REPEATED_MIN || !journal_hide(journal, secret))
		return;
	buffer_init_secret(&upper, PROTO_LINE_MAX);
	for (size_t i = 0; i < secret.len; i++)
		buffer_append_byte(&upper, ascii_upper(secret.data[i]));
	if (!bytes_equal(buffer_bytes(&upper), secret))
		journal_hide(journal, buffer_bytes(&upper));
	buffer_done(&upper);
}

/* The server's answer is told with the command's verb. */
static void forget_verb(struct pending *pending)
{
	memset(pending->verb, 0, sizeof(pending->verb));
	pending->verb[0] = '?';
}

void misplaced_sent(struct proto *proto, struct bytes line, const struct redaction *secrets, bool waits)
{
	struct bytes verb = proto->ops->verb_of(proto, line);
	size_t at = (size_t)(verb.data - line.data);

	for (size_t i = 0; i < secrets->count; i++) {
		size_t offset = secrets->parts[i].offset, len = secrets->parts[i].len;
		if (waits && verb.len && at >= offset && at < offset + len)
			forget_verb(&proto->pending[proto->pending_count - 1]);
		hide_repeated(proto->journal, bytes_first(bytes_from(line, offset), len));
	}
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_expect: expectations and conditions, word by word.
 *
 *	250 2xx             the reply's code
 *	positive refused …  its kind, by the names of reply_status_name
 *	OK NO BAD +OK -ERR  its word
 *	enhanced 5.7.1      its enhanced status code (RFC 3463)
 *	text PATTERN        the text of its last line; * and ? stand for anything
 *	line PATTERN        any line that the server has sent since the last say
 *	tls [VERSION]  verified [ASPECT]  capability NAME  no capability NAME  closed  set NAME
 */
#include "session/steps.h"

#include "base/safe.h"
#include "model/caps.h"
#include "model/tls_facts.h"
#include <stdio.h>

/* Linear but for the stars, and those go back to one place only. */
static bool matches(struct bytes pattern, struct bytes text)
{
	size_t p = 0, t = 0, star = SIZE_MAX, resume = 0;

	while (t < text.len) {
		if (p < pattern.len && pattern.data[p] == '*') {
			star = p++;
			resume = t;
		} else if (p < pattern.len &&
			   (pattern.data[p] == '?' || ascii_lower(pattern.data[p]) == ascii_lower(text.data[t]))) {
			p++;
			t++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			t = ++resume;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.data[p] == '*')
		p++;
	return p == pattern.len;
}

/* Words */

static bool is_code(struct bytes word)
{
	if (word.len != 3 || !ascii_is_digit(word.data[0]))
		return false;
	for (size_t i = 1; i < 3; i++)
		if (!ascii_is_digit(word.data[i]) && word.data[i] != 'x')
			return false;
	return true;
}

static bool is_status(struct bytes word, enum reply_status *ret_status)
{
	for (int i = REPLY_POSITIVE; i <= REPLY_MALFORMED; i++)
		if (bytes_is(word, reply_status_name((enum reply_status)i))) {
			*ret_status = (enum reply_status)i;
			return true;
		}
	return false;
}

static bool is_reply_word(struct bytes word)
{
	return bytes_is(word, "OK") || bytes_is(word, "NO") || bytes_is(word, "BAD") || bytes_is(word, "BYE") ||
	       bytes_is(word, "+OK") || bytes_is(word, "-ERR") || bytes_is(word, "+");
}

static bool is_aspect(struct bytes word, enum verdict_aspect *ret_aspect)
{
	for (int i = 0; i < VERDICT_ASPECTS; i++)
		if (bytes_is(word, verdict_aspect_name((enum verdict_aspect)i))) {
			*ret_aspect = (enum verdict_aspect)i;
			return true;
		}
	return false;
}

static bool begins_condition(struct bytes word)
{
	return bytes_is(word, "tls") || bytes_is(word, "verified") || bytes_is(word, "capability") ||
	       bytes_is(word, "no") || bytes_is(word, "closed") || bytes_is(word, "set");
}

static bool reply_words_valid(struct bytes wanted, struct error *error)
{
	enum reply_status status;

	for (struct bytes word = bytes_word(&wanted); word.len; word = bytes_word(&wanted)) {
		if (bytes_is(word, "text") || bytes_is(word, "line"))
			return bytes_trim(wanted).len ||
			       error_set(error, ERROR_USAGE, 0, "a pattern is missing behind text and line");
		if (bytes_is(word, "enhanced")) {
			if (!bytes_word(&wanted).len)
				return error_set(
					error, ERROR_USAGE, 0, "a code such as 5.7.1 is missing behind enhanced");
		} else if (!is_code(word) && !is_status(word, &status) && !is_reply_word(word)) {
			return error_set(error, ERROR_USAGE, 0,
				"«%.*s» is nothing to expect: a code (250, 2xx), OK NO BAD +OK -ERR, positive, refused, "
				"enhanced, text, line, tls, verified, capability or closed",
				(int)bytes_first(word, 40).len, (const char *)word.data);
		}
	}
	return true;
}

static bool condition_valid(struct bytes wanted, struct error *error)
{
	enum verdict_aspect aspect;
	struct bytes word = bytes_word(&wanted), rest = bytes_trim(wanted);

	if (bytes_is(word, "no"))
		word = bytes_word(&rest);
	if (!begins_condition(word) || bytes_is(word, "no"))
		return error_set(error, ERROR_USAGE, 0,
			"a condition is tls, verified, capability NAME, closed or set NAME, with no in front of it or not");
	if ((bytes_is(word, "capability") || bytes_is(word, "set")) && !rest.len)
		return error_set(error, ERROR_USAGE, 0, "a name is missing");
	if (bytes_is(word, "verified") && rest.len && !is_aspect(rest, &aspect))
		return error_set(error, ERROR_USAGE, 0, "verified: there are chain, name, dates, strength and staple");
	return true;
}

bool expect_valid(struct bytes wanted, bool condition, struct error *error)
{
	struct bytes rest = wanted;
	struct bytes first = bytes_word(&rest);

	if (!first.len)
		return error_set(error, ERROR_USAGE, 0, "something to expect is missing");
	/* «NO» is a reply, «no» is a negation. */
	if (condition || (begins_condition(first) && !bytes_equal(first, BYTES_LITERAL("NO"))))
		return condition_valid(wanted, error);
	return reply_words_valid(wanted, error);
}

/* Conditions */

static bool holds_tls(struct bytes version, const struct digest *digest)
{
	const struct tls_facts *facts = digest->tls_up ? digest->tls_up->tls_up.facts : NULL;

	if (digest->phase != PHASE_TLS || !facts)
		return false;
	struct bytes name = bytes_str(facts->version);
	return !version.len || bytes_equal(name, version) || bytes_equal(bytes_from(name, 4), version);
}

static bool holds_verified(struct bytes which, const struct digest *digest)
{
	enum verdict_aspect aspect;

	if (!which.len)
		return digest_worst(digest) == VERDICT_GOOD || digest_worst(digest) == VERDICT_WARN;
	if (!is_aspect(which, &aspect) || !digest->verdicts[aspect])
		return false;
	enum verdict_result result = digest->verdicts[aspect]->verdict.result;
	return result == VERDICT_GOOD || result == VERDICT_WARN;
}

/* «AUTH PLAIN» asks for a keyword with that parameter. */
static bool holds_capability(struct bytes wanted, const struct session *session)
{
	const struct caps *caps = proto_caps(session_proto(session));
	struct bytes keyword = bytes_word(&wanted), parameter = bytes_trim(wanted);

	for (size_t i = 0; caps && i < caps->count; i++) {
		if (!bytes_equal_nocase(caps->list[i].keyword, keyword))
			continue;
		struct bytes params = caps->list[i].params;
		if (!parameter.len)
			return true;
		for (struct bytes word = bytes_word(&params); word.len; word = bytes_word(&params))
			if (bytes_equal_nocase(word, parameter))
				return true;
	}
	return false;
}

static bool holds(
	struct bytes wanted, const struct script *script, const struct session *session, const struct digest *digest)
{
	struct bytes word = bytes_word(&wanted), rest = bytes_trim(wanted);

	if (bytes_is(word, "no"))
		return !holds(rest, script, session, digest);
	if (bytes_is(word, "tls"))
		return holds_tls(rest, digest);
	if (bytes_is(word, "verified"))
		return holds_verified(rest, digest);
	if (bytes_is(word, "capability"))
		return holds_capability(rest, session);
	if (bytes_is(word, "closed"))
		return digest->closed != NULL;
	return values_find(script, rest) != NULL;
}

bool expect_condition(struct bytes wanted, const struct script *script, const struct session *session,
	const struct digest *digest, bool *ret_holds)
{
	struct bytes rest = wanted;
	struct bytes first = bytes_word(&rest);

	if (!begins_condition(first) || bytes_equal(first, BYTES_LITERAL("NO")))
		return false;
	*ret_holds = holds(wanted, script, session, digest);
	return true;
}

/* Replies */

static bool has_code(const struct event_reply *reply, struct bytes wanted)
{
	char code[8];

	snprintf(code, sizeof(code), "%03u", reply->code);
	for (size_t i = 0; i < 3; i++)
		if (wanted.data[i] != 'x' && wanted.data[i] != (unsigned char)code[i])
			return false;
	return reply->code != 0;
}

static bool has_enhanced(const struct event_reply *reply, struct bytes wanted)
{
	char code[24];

	snprintf(code, sizeof(code), "%u.%u.%u", reply->enhanced[0], reply->enhanced[1], reply->enhanced[2]);
	return reply->has_enhanced && matches(wanted, bytes_str(code));
}

static bool reply_fits(const struct event_reply *reply, struct bytes wanted)
{
	enum reply_status status;

	for (struct bytes word = bytes_word(&wanted); word.len; word = bytes_word(&wanted)) {
		bool fits;
		if (bytes_is(word, "text"))
			return matches(bytes_trim(wanted), reply->text);
		if (is_code(word))
			fits = has_code(reply, word);
		else if (bytes_is(word, "enhanced"))
			fits = has_enhanced(reply, bytes_word(&wanted));
		else if (is_reply_word(word))
			fits = bytes_equal_nocase(reply->word, word);
		else
			fits = is_status(word, &status) && reply->status == status;
		if (!fits)
			return false;
	}
	return true;
}

static const struct event *next_reply(struct script *script)
{
	for (; script->cursor < journal_count(script->journal); script->cursor++) {
		const struct event *event = journal_at(script->journal, script->cursor);
		if (event->kind == EVENT_REPLY) {
			script->cursor++;
			return event;
		}
	}
	return NULL;
}

static bool has_line(const struct script *script, struct bytes pattern)
{
	for (uint64_t number = script->since; number < journal_count(script->journal); number++) {
		const struct event *event = journal_at(script->journal, number);
		if (event->kind == EVENT_LINE && event->direction == DIRECTION_IN && matches(pattern, event->line.text))
			return true;
	}
	return false;
}

static void tell_missed(struct script *script, struct bytes wanted, const struct event *reply)
{
	char word[40], text[400], shown[400];
	struct bytes code = reply->reply.word;

	snprintf(script->failure, sizeof(script->failure), "%s:%u: expected %s, but the server said: %s %s",
		script->name, script->steps[script->at].line, safe_text(shown, sizeof(shown), wanted, SAFE_UTF8),
		safe_text(word, sizeof(word), code, SAFE_UTF8),
		safe_text(text, sizeof(text), reply->reply.text, SAFE_UTF8));
}

static bool is_waiting(const struct session *session)
{
	enum proto_state state = proto_state(session_proto(session));

	return state == PROTO_WAITING || state == PROTO_GREETING || state == PROTO_UPGRADING;
}

static enum expectation check_line(struct script *script, struct bytes pattern, const struct session *session)
{
	if (has_line(script, pattern))
		return EXPECTATION_MET;
	return session_open(session) && is_waiting(session) ? EXPECTATION_OPEN : EXPECTATION_MISSED;
}

static enum expectation check_reply(struct script *script, struct bytes wanted, const struct session *session)
{
	const struct event *reply = next_reply(script);

	if (!reply)
		return session_open(session) && is_waiting(session) ? EXPECTATION_OPEN : EXPECTATION_MISSED;
	if (reply_fits(&reply->reply, wanted))
		return EXPECTATION_MET;
	tell_missed(script, wanted, reply);
	return EXPECTATION_MISSED;
}

enum expectation expect_check(
	struct script *script, struct bytes wanted, const struct session *session, const struct digest *digest)
{
	struct bytes rest = wanted;
	bool fine;

	if (expect_condition(wanted, script, session, digest, &fine)) {
		if (!fine && session_open(session) && is_waiting(session))
			return EXPECTATION_OPEN;
		return fine ? EXPECTATION_MET : EXPECTATION_MISSED;
	}
	if (bytes_is(bytes_word(&rest), "line"))
		return check_line(script, bytes_trim(rest), session);
	return check_reply(script, wanted, session);
}

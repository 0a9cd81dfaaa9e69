/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap_send: typed lines.
 *
 * A tag is put in front where one is missing: a line whose first word is a verb of the table has none, nor has a line of
 * one word; in any other line a first word that can be a tag is one. Without config.add_tags the line goes out as it is,
 * and its first word is the tag, as the server will read it. An empty line stays empty. Literals break a command over several typed lines.
 */
#include "proto/imap.h"

#include <stdio.h>

static bool is_verb(struct bytes word)
{
	for (size_t i = 0; i < IMAP_VERBS; i++)
		if (bytes_is(word, imap_verbs[i].name))
			return true;
	return false;
}

static bool has_tag(const struct proto *proto, struct bytes line)
{
	struct bytes rest = line;
	struct bytes first = bytes_word(&rest);

	if (!imap_is_tag(first))
		return false;
	return !proto->config.add_tags || (!is_verb(first) && bytes_word(&rest).len > 0);
}

struct bytes imap_verb_of(const struct proto *proto, struct bytes line)
{
	struct bytes rest = line;

	/* The rest of a command has no verb. */
	if (((const struct imap *)proto)->open != IMAP_CLOSED)
		return bytes_first(line, 0);
	if (has_tag(proto, line))
		bytes_word(&rest);
	return bytes_word(&rest);
}

/* Secrets */

static bool takes_secret(struct bytes verb)
{
	return bytes_is(verb, "LOGIN") || bytes_is(verb, "AUTHENTICATE");
}

/*
 * LOGIN name password, AUTHENTICATE mechanism initial-response: what follows the first argument is the secret. Where the
 * first word is taken for a tag it may have been meant as the verb.
 */
static bool holds_secret(const struct proto *proto, struct bytes line, struct bytes *ret_arguments)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	if (!takes_secret(verb) && has_tag(proto, line))
		verb = bytes_word(&rest);
	if (!takes_secret(verb))
		return false;
	*ret_arguments = rest;
	return true;
}

/* Hints */

static bool tag_is_ours(const struct proto *proto, struct bytes tag)
{
	for (size_t i = 0; i < proto->pending_count; i++)
		if (bytes_equal(bytes_str(proto->pending[i].tag), tag))
			return true;
	return false;
}

static void hint_at(const struct proto *proto, struct bytes line, struct bytes verb, struct proto_plan *plan)
{
	struct bytes rest = line;
	struct bytes first = bytes_word(&rest);

	if (bytes_is(verb, "COMPRESS"))
		plan->hint = "what follows would be compressed and could not be read here";
	else if (bytes_is(verb, "LOGIN") && plan->legal && caps_has(proto->caps, "LOGINDISABLED"))
		plan->hint =
			"the server has LOGINDISABLED: it refuses LOGIN, at least until TLS is up (RFC 9051 §6.2.3)";
	else if (plan->asks_upgrade && proto->pending_count && plan->legal)
		plan->hint = "other commands wait for their replies; STARTTLS belongs on its own (RFC 9051 §6.2.1)";
	else if (!proto->config.add_tags && !has_tag(proto, line))
		plan->hint = "this line begins with no tag, and none is put in front; the server cannot answer it";
	else if (plan->legal && has_tag(proto, line) && tag_is_ours(proto, first))
		plan->hint = "a command of the same tag waits for its reply; the answers cannot be told apart";
	plan->legal = !plan->hint;
}

/* LOGIN and AUTHENTICATE hide their secret also where they are out of place. */
static void mark_secret(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	struct bytes rest;

	if (!holds_secret(proto, line, &rest))
		return;
	literal_argument(&rest);
	literal_mark_secret(&plan->secrets, line, rest);
}

static void examine_idling(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	plan->legal = bytes_is(bytes_trim(line), "DONE");
	if (!plan->legal)
		plan->hint = "the server is in IDLE: only DONE is understood before it has ended (RFC 9051 §6.3.13)";
	mark_secret(proto, line, plan);
}

void imap_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	const struct imap *imap = (const struct imap *)proto;
	uint64_t size;

	if (plan->role == LINE_ANSWER) {
		examine_idling(proto, line, plan);
		return;
	}
	if (imap->open != IMAP_CLOSED) {
		plan->legal = true;
		plan->hint = NULL;
		if (imap->has_secret)
			literal_mark_secret(&plan->secrets, line, line);
		return;
	}
	hint_at(proto, line, imap_verb_of(proto, line), plan);
	mark_secret(proto, line, plan);
	enum literal literal = literal_of(line, &size);
	/* A STARTTLS that goes on is none. */
	if (literal == LITERAL_SYNC || literal == LITERAL_NOW)
		plan->asks_upgrade = false;
}

/* Commands */

/* A tag of our own series that the user typed is not used again. */
static void skip_tag(struct imap *imap, struct bytes tag)
{
	unsigned long long number;

	if (tag.len && tag.data[0] == (unsigned char)imap->series &&
		bytes_number(bytes_from(tag, 1), 999999, &number) && number >= imap->next_tag)
		imap->next_tag = (unsigned)number + 1;
}

static void choose_tag(struct imap *imap, char *tag, size_t size)
{
	do
		snprintf(tag, size, "%c%u", imap->series, imap->next_tag++);
	while (tag_is_ours(&imap->proto, bytes_str(tag)));
}

static unsigned count_arguments(struct bytes rest)
{
	unsigned count = 0;

	while (literal_argument(&rest).len)
		count++;
	return count;
}

void imap_begin_literal(struct imap *imap)
{
	struct proto *proto = &imap->proto;

	proto->octets_left = imap->announced;
	imap->announced = 0;
	/* Behind an empty literal the command goes on at once. */
	imap->open = proto->octets_left ? IMAP_OCTETS : IMAP_REST;
}

/* What has been sent now: a literal's announcement, or the end of a command. */
static void note_end(struct imap *imap, struct bytes line)
{
	uint64_t size = 0;
	enum literal literal = literal_of(line, &size);

	imap->open = IMAP_CLOSED;
	imap->announced = size;
	/* The first argument is a name or a mechanism. */
	imap->proto.literal_secret = imap->has_secret && imap->arguments != 1;
	if (literal == LITERAL_SYNC && !imap->answered)
		imap->open = IMAP_HELD;
	else if (literal == LITERAL_NOW)
		imap_begin_literal(imap);
	if (imap->open == IMAP_CLOSED)
		imap->answered = false;
}

static bool send_literal(struct imap *imap, struct bytes line, struct buffer *out, struct error *error)
{
	if (!engine_send_octets(&imap->proto, line, out, error))
		return false;
	if (!imap->proto.octets_left)
		imap->open = IMAP_REST;
	return true;
}

/* What stands behind a literal: the end of the command, or another literal. */
static bool send_rest(struct imap *imap, struct bytes line, struct buffer *out, struct error *error)
{
	if (imap->open == IMAP_HELD)
		return error_set(error, ERROR_USAGE, 0,
			"not sent: the server has not said + to the literal that was announced (RFC 9051 §4.3)");
	if (!engine_append(out, line, error))
		return false;
	imap->arguments += count_arguments(line);
	note_end(imap, line);
	return true;
}

static enum imap_asks asks_of(struct bytes verb)
{
	if (bytes_is(verb, "IDLE"))
		return IMAP_ASKS_IDLE;
	return bytes_is(verb, "AUTHENTICATE") || !is_verb(verb) ? IMAP_ASKS_SECRET : IMAP_ASKS_NOTHING;
}

static void expect(struct imap *imap, struct bytes verb, const char *tag)
{
	struct pending *pending = engine_expect(&imap->proto, verb);

	snprintf(pending->tag, sizeof(pending->tag), "%s", tag);
	pending->detail = asks_of(verb);
}

static bool send_command(
	struct imap *imap, struct bytes line, struct buffer *out, struct sent_form *form, struct error *error)
{
	struct proto *proto = &imap->proto;
	struct bytes verb = imap_verb_of(proto, line), rest = line;
	char tag[IMAP_TAG_MAX + 1] = "";

	if (has_tag(proto, line)) {
		struct bytes typed = bytes_word(&rest);
		snprintf(tag, sizeof(tag), "%.*s", (int)typed.len, (const char *)typed.data);
		skip_tag(imap, typed);
	} else if (proto->config.add_tags && verb.len) {
		choose_tag(imap, tag, sizeof(tag));
		snprintf(form->prefix, sizeof(form->prefix), "%s ", tag);
		form->flags |= LINE_TAG_ADDED;
	}
	if (!buffer_append_text(out, form->prefix) || !engine_append(out, line, error))
		return error_set(error, ERROR_LIMIT, 0, "not sent: too much waits to be sent");
	if (*tag)
		expect(imap, verb, tag);
	imap->has_secret = holds_secret(proto, line, &rest);
	imap->arguments = imap->has_secret ? count_arguments(rest) : 0;
	imap->answered = false;
	note_end(imap, line);
	return true;
}

/* A SASL response (or "*", which cancels), or DONE. */
static bool send_answer(struct imap *imap, struct bytes line, struct buffer *out, struct error *error)
{
	struct proto *proto = &imap->proto;
	enum imap_asks asked = imap->challenged ? IMAP_ASKS_SECRET : IMAP_ASKS_NOTHING;

	if (!engine_append(out, line, error))
		return false;
	if (!imap->challenged)
		imap->idling = imap->idling && !bytes_is(bytes_trim(line), "DONE");
	imap->challenged = false;
	for (size_t i = 0; i < proto->pending_count; i++)
		if (asked == IMAP_ASKS_SECRET ? proto->pending[i].detail == asked
					      : !strcmp(proto->pending[i].verb, "IDLE"))
			proto->pending[i].whole = false;
	return true;
}

static bool send_by_role(struct imap *imap, struct bytes line, enum line_role role, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	if (role == LINE_LITERAL)
		return send_literal(imap, line, out, error);
	if (role == LINE_ANSWER)
		return send_answer(imap, line, out, error);
	if (imap->open != IMAP_CLOSED)
		return send_rest(imap, line, out, error);
	return send_command(imap, line, out, form, error);
}

bool imap_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	struct imap *imap = (struct imap *)proto;
	struct pending *open = imap_open_pending(imap);

	if (!send_by_role(imap, line, plan->role, out, form, error))
		return false;
	/* What belongs to the command has not left us yet. */
	if (open)
		open->whole = false;
	imap_settle(imap);
	return true;
}

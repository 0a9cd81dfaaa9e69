/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap_send: typed lines. A tag is put in front where one is missing: a line whose first word is a verb has none, nor has
 * a line of one word. Literals break a command over several typed lines.
 */
#include "proto/imap.h"

#include "proto/imap_parse.h"
#include <stdio.h>

static bool is_verb(struct bytes word)
{
	for (size_t i = 0; i < IMAP_VERBS; i++)
		if (bytes_is(word, imap_verbs[i].name))
			return true;
	return false;
}

static bool has_tag(struct bytes line)
{
	struct bytes rest = line;
	struct bytes first = bytes_word(&rest);

	return imap_is_tag(first) && !is_verb(first) && bytes_word(&rest).len > 0;
}

struct bytes imap_verb_of(const struct proto *proto, struct bytes line)
{
	struct bytes rest = line;

	(void)proto;
	if (has_tag(line))
		bytes_word(&rest);
	return bytes_word(&rest);
}

/* LOGIN name password, AUTHENTICATE mechanism initial-response: the second argument is the secret. */
static void mark_second(struct bytes line, struct bytes rest, struct proto_plan *plan)
{
	uint64_t size;

	imap_argument(&rest);
	rest = bytes_trim(rest);
	/* A literal's announcement is no secret; its octets are (literal_secret). */
	if (!rest.len || (rest.data[0] == '{' && imap_parse_literal(rest, &size) != IMAP_NO_LITERAL))
		return;
	redaction_add(&plan->secrets, (size_t)(rest.data - line.data), rest.len);
}

void imap_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	const struct imap *imap = (const struct imap *)proto;
	struct bytes rest = line;

	/* The rest of a LOGIN behind a literal name is the password. */
	if (imap->command_open) {
		plan->legal = true;
		plan->hint = NULL;
		struct bytes behind = bytes_trim(line);
		uint64_t size;
		if (imap->login && imap->arguments == 1 && behind.len &&
			imap_parse_literal(behind, &size) == IMAP_NO_LITERAL)
			redaction_add(&plan->secrets, (size_t)(behind.data - line.data), behind.len);
		return;
	}
	struct bytes verb = imap_verb_of(proto, line);
	rest = bytes_from(line, (size_t)(verb.data + verb.len - line.data));
	if (bytes_is(verb, "LOGIN") || bytes_is(verb, "AUTHENTICATE"))
		mark_second(line, rest, plan);
	if (bytes_is(verb, "COMPRESS"))
		plan->hint = "what follows would be compressed and could not be read here";
}

/* A tag of our own series that the user typed is not used again. */
static void skip_tag(struct imap *imap, struct bytes tag)
{
	unsigned long long number;

	if (tag.len && tag.data[0] == (unsigned char)imap->series &&
		bytes_number(bytes_from(tag, 1), 999999, &number) && number >= imap->next_tag)
		imap->next_tag = (unsigned)number + 1;
}

static bool is_ours(const struct proto *proto, const char *tag)
{
	for (size_t i = 0; i < proto->pending_count; i++)
		if (!strcmp(proto->pending[i].tag, tag))
			return true;
	return false;
}

static void choose_tag(struct imap *imap, char *tag, size_t size)
{
	do
		snprintf(tag, size, "%c%u", imap->series, imap->next_tag++);
	while (is_ours(&imap->proto, tag));
}

/* How many arguments of LOGIN stand complete on the line, a literal's announcement counting as the one it begins. */
static unsigned count_arguments(struct bytes rest)
{
	unsigned count = 0;

	while (imap_argument(&rest).len)
		count++;
	return count;
}

/* Notes a literal that the line announces at its end. */
static void note_literal(struct imap *imap, struct bytes line)
{
	struct proto *proto = &imap->proto;
	uint64_t size = 0;
	enum imap_literal literal = imap_parse_literal(line, &size);

	imap->command_open = literal == IMAP_LITERAL || literal == IMAP_LITERAL_NOW;
	imap->announced = size;
	imap->now = literal == IMAP_LITERAL_NOW;
	proto->literal_secret = imap->login && imap->arguments == 2;
	if (imap->command_open && imap->now)
		imap_begin_literal(imap);
	else
		proto->state = PROTO_WAITING;
}

void imap_begin_literal(struct imap *imap)
{
	struct proto *proto = &imap->proto;

	proto->octets_left = imap->announced;
	imap->announced = 0;
	/* Behind an empty literal the command goes on at once. */
	proto->state = proto->octets_left ? PROTO_LITERAL : PROTO_READY;
}

static bool send_literal(struct imap *imap, struct bytes line, struct buffer *out, struct error *error)
{
	struct proto *proto = &imap->proto;

	if (!engine_send_octets(proto, line, out, error))
		return false;
	if (!proto->octets_left)
		proto->state = PROTO_READY;
	return true;
}

/* What stands behind a literal: the end of the command, or another literal. */
static bool send_rest(struct imap *imap, struct bytes line, struct buffer *out, struct error *error)
{
	if (!engine_append(out, line, error))
		return false;
	imap->arguments += count_arguments(line);
	note_literal(imap, line);
	return true;
}

static bool send_command(
	struct imap *imap, struct bytes line, struct buffer *out, struct sent_form *form, struct error *error)
{
	struct proto *proto = &imap->proto;
	struct bytes verb = imap_verb_of(proto, line);
	struct bytes rest = line;
	char tag[32] = "";

	if (has_tag(line)) {
		struct bytes typed = bytes_word(&rest);
		snprintf(tag, sizeof(tag), "%.*s", (int)typed.len, (const char *)typed.data);
		skip_tag(imap, typed);
	} else if (proto->config.add_tags) {
		choose_tag(imap, tag, sizeof(tag));
		snprintf(form->prefix, sizeof(form->prefix), "%s ", tag);
		form->flags |= LINE_TAG_ADDED;
	}
	if (!buffer_append_text(out, form->prefix) || !engine_append(out, line, error))
		return error_set(error, ERROR_LIMIT, 0, "not sent: too much waits to be sent");
	struct pending *pending = engine_expect(proto, verb);
	snprintf(pending->tag, sizeof(pending->tag), "%s", tag);
	imap->login = bytes_is(verb, "LOGIN");
	imap->arguments =
		imap->login ? count_arguments(bytes_from(line, (size_t)(verb.data + verb.len - line.data))) : 0;
	bool greeted = proto->state != PROTO_GREETING;
	note_literal(imap, line);
	if (!greeted && !imap->command_open)
		proto->state = PROTO_GREETING;
	return true;
}

static bool send_answer(struct imap *imap, struct bytes line, struct buffer *out, struct error *error)
{
	if (!engine_append(out, line, error))
		return false;
	imap->idling = imap->idling && !bytes_is(bytes_trim(line), "DONE");
	imap->proto.state = imap->idling ? PROTO_ANSWER : PROTO_WAITING;
	return true;
}

bool imap_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	struct imap *imap = (struct imap *)proto;

	if (plan->role == LINE_LITERAL)
		return send_literal(imap, line, out, error);
	if (plan->role == LINE_ANSWER)
		return send_answer(imap, line, out, error);
	if (imap->command_open && imap->announced && !imap->now)
		return error_set(
			error, ERROR_USAGE, 0, "not sent: the server has not said + to the literal that was announced");
	if (imap->command_open)
		return send_rest(imap, line, out, error);
	return send_command(imap, line, out, form, error);
}

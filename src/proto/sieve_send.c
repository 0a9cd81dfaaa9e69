/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sieve_send: typed lines of ManageSieve. A client's literal goes on at once, {n+}; the server never asks to go on.
 */
#include "proto/sieve.h"

struct bytes sieve_verb_of(const struct proto *proto, struct bytes line)
{
	/* The rest of a command has no verb. */
	if (((const struct sieve *)proto)->open != SIEVE_CLOSED)
		return bytes_first(line, 0);
	return bytes_word(&line);
}

/* AUTHENTICATE "mechanism" "initial response": what follows the mechanism is the secret. */
void sieve_examine(const struct proto *proto, struct bytes line, struct proto_plan *plan)
{
	const struct sieve *sieve = (const struct sieve *)proto;
	struct bytes rest = line;
	uint64_t size;
	enum literal literal = literal_of(line, &size);

	if (sieve->open != SIEVE_CLOSED) {
		plan->legal = true;
		plan->hint = NULL;
		if (sieve->has_secret)
			literal_mark_secret(&plan->secrets, line, line);
		return;
	}
	if (bytes_is(bytes_word(&rest), "AUTHENTICATE")) {
		literal_argument(&rest);
		literal_mark_secret(&plan->secrets, line, rest);
	}
	if (literal == LITERAL_SYNC)
		plan->hint =
			"ManageSieve's literals bear a plus, {n+}, and go on at once: the server will not ask (RFC 5804 §4)";
	else if (plan->asks_upgrade && proto->pending_count && plan->legal)
		plan->hint = "other commands wait for their replies; STARTTLS belongs on its own (RFC 5804 §2.2)";
	plan->legal = !plan->hint;
	/* A STARTTLS that goes on is none. */
	if (literal == LITERAL_NOW)
		plan->asks_upgrade = false;
}

static unsigned count_arguments(struct bytes rest)
{
	unsigned count = 0;

	while (literal_argument(&rest).len)
		count++;
	return count;
}

/* What has been sent now: a literal's announcement, or the end of a command or answer. */
static void note_end(struct sieve *sieve, struct bytes line)
{
	struct proto *proto = &sieve->proto;
	uint64_t size = 0;
	bool goes_on = literal_of(line, &size) == LITERAL_NOW;

	proto->octets_left = goes_on ? size : 0;
	/* AUTHENTICATE's first argument is the mechanism; an answer has no other. */
	proto->literal_secret = sieve->has_secret && (sieve->open_answer || sieve->arguments != 1);
	if (!goes_on) {
		sieve->open = SIEVE_CLOSED;
		sieve->answered = sieve->open_answer = sieve->has_secret = false;
	} else {
		sieve->open = proto->octets_left ? SIEVE_OCTETS : SIEVE_REST;
	}
}

static bool send_literal(struct sieve *sieve, struct bytes line, struct buffer *out, struct error *error)
{
	if (!engine_send_octets(&sieve->proto, line, out, error))
		return false;
	if (!sieve->proto.octets_left)
		sieve->open = SIEVE_REST;
	return true;
}

static void begin_answer(struct sieve *sieve)
{
	struct pending *pending = engine_oldest(&sieve->proto);

	sieve->challenged = false;
	sieve->open_answer = sieve->has_secret = true;
	if (pending)
		pending->whole = false;
}

static void begin_command(struct sieve *sieve, struct bytes line)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	engine_expect(&sieve->proto, verb);
	sieve->has_secret = bytes_is(verb, "AUTHENTICATE");
	sieve->open_answer = sieve->answered = false;
	sieve->arguments = count_arguments(rest);
}

bool sieve_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	struct sieve *sieve = (struct sieve *)proto;
	struct pending *open = sieve_open_pending(sieve);

	(void)form;
	if (plan->role == LINE_LITERAL) {
		if (!send_literal(sieve, line, out, error))
			return false;
	} else {
		if (!engine_append(out, line, error))
			return false;
		if (plan->role == LINE_ANSWER)
			begin_answer(sieve);
		else if (sieve->open == SIEVE_CLOSED)
			begin_command(sieve, line);
		else
			sieve->arguments += count_arguments(line);
		note_end(sieve, line);
	}
	/* What belongs to the command has not left us yet. */
	if (open)
		open->whole = false;
	sieve_settle(sieve);
	return true;
}

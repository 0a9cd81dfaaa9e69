/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sieve: ManageSieve (RFC 5804): the state of the dialogue, the verbs and the table of operations.
 *
 * The greeting is the list of capabilities, ended by OK; the server sends it again, unasked, once TLS is up (§2.2).
 */
#include "proto/sieve.h"

static struct sieve *sieve_of(struct proto *proto)
{
	return (struct sieve *)proto;
}

struct pending *sieve_open_pending(struct sieve *sieve)
{
	struct proto *proto = &sieve->proto;

	if (sieve->open == SIEVE_CLOSED || sieve->answered || !proto->pending_count)
		return NULL;
	/* Nothing is sent while a command is open, so that it is the last one; an answer is for the first. */
	return sieve->open_answer ? engine_oldest(proto) : &proto->pending[proto->pending_count - 1];
}

/* What is being typed comes first: a reply must not turn the octets of a password into a command, which is shown. */
void sieve_settle(struct sieve *sieve)
{
	struct proto *proto = &sieve->proto;

	proto->answer_secret = sieve->challenged;
	if (sieve->open == SIEVE_OCTETS)
		proto->state = PROTO_LITERAL;
	else if (sieve->challenged)
		proto->state = PROTO_ANSWER;
	else if (sieve->phase == SIEVE_CONNECTED)
		proto->state = PROTO_GREETING;
	else if (sieve->open == SIEVE_REST)
		proto->state = PROTO_READY;
	else
		engine_settle(proto);
}

static void sieve_reset(struct proto *proto, bool secured)
{
	struct sieve *sieve = sieve_of(proto);

	if (!sieve->whole.max)
		buffer_init(&sieve->whole, PROTO_PIECE);
	buffer_clear(&sieve->whole);
	sieve->phase = SIEVE_CONNECTED;
	sieve->goes_on = sieve->keeps = sieve->challenged = false;
	sieve->scan = (struct literal_scan){0};
	sieve->open = SIEVE_CLOSED;
	sieve->open_answer = sieve->answered = sieve->has_secret = false;
	sieve->arguments = 0;
	proto->literal_secret = proto->answer_secret = false;
	if (secured)
		proto->state = PROTO_GREETING;
}

static void sieve_done(struct proto *proto)
{
	buffer_done(&sieve_of(proto)->whole);
}

static const char *sieve_phase_name(const struct proto *proto)
{
	static const char *const names[] = {"connected", "not authenticated", "authenticated", "logout"};

	return names[((const struct sieve *)proto)->phase];
}

static unsigned sieve_where(const struct proto *proto)
{
	static const unsigned where[] = {WHERE_NONE, WHERE_GREETED, WHERE_AUTHENTICATED, WHERE_NONE};

	return where[((const struct sieve *)proto)->phase];
}

static bool sieve_complete(const struct proto *proto, struct bytes typed, size_t index, struct buffer *line)
{
	const struct cap *sasl = caps_find(proto->caps, "SASL");
	struct bytes rest = sasl ? sasl->params : (struct bytes){0};

	if (!bytes_starts_with_nocase(typed, "AUTHENTICATE "))
		return false;
	typed = bytes_trim(bytes_from(typed, 13));
	if (typed.len && typed.data[0] == '"')
		typed = bytes_from(typed, 1);
	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		if (bytes_equal_nocase(bytes_first(word, typed.len), typed) && !index--)
			return buffer_append_text(line, "AUTHENTICATE \"") && buffer_append(line, word) &&
			       buffer_append_text(line, "\" ");
	return false;
}

enum { ALWAYS = WHERE_GREETED | WHERE_AUTHENTICATED };

static const struct proto_verb sieve_verbs[] = {
	{"CAPABILITY", NULL, "ask what the server can do", "RFC 5804 §2.4", NULL, ALWAYS},
	{"STARTTLS", NULL, "begin TLS on this connection", "RFC 5804 §2.2", "STARTTLS", WHERE_GREETED | WHERE_CLEAR},
	{"AUTHENTICATE", "\"mechanism\" [\"initial-response\"]", "authenticate", "RFC 5804 §2.1", NULL, WHERE_GREETED},
	{"HAVESPACE", "\"name\" octets", "would a script of that size fit?", "RFC 5804 §2.5", NULL,
		WHERE_AUTHENTICATED},
	{"PUTSCRIPT", "\"name\" {octets+}", "store a script", "RFC 5804 §2.6", NULL, WHERE_AUTHENTICATED},
	{"LISTSCRIPTS", NULL, "which scripts are there?", "RFC 5804 §2.7", NULL, WHERE_AUTHENTICATED},
	{"SETACTIVE", "\"name\"", "make a script the active one", "RFC 5804 §2.8", NULL, WHERE_AUTHENTICATED},
	{"GETSCRIPT", "\"name\"", "read a script", "RFC 5804 §2.9", NULL, WHERE_AUTHENTICATED},
	{"DELETESCRIPT", "\"name\"", "remove a script", "RFC 5804 §2.10", NULL, WHERE_AUTHENTICATED},
	{"RENAMESCRIPT", "\"old\" \"new\"", "rename a script", "RFC 5804 §2.11", "VERSION", WHERE_AUTHENTICATED},
	{"CHECKSCRIPT", "{octets+}", "is a script valid?", "RFC 5804 §2.12", "VERSION", WHERE_AUTHENTICATED},
	{"NOOP", "[\"tag\"]", "do nothing; is the server there?", "RFC 5804 §2.13", "VERSION", ALWAYS},
	{"UNAUTHENTICATE", NULL, "log out, keep the connection", "RFC 5804 §2.14.1", "UNAUTHENTICATE",
		WHERE_AUTHENTICATED},
	{"LOGOUT", NULL, "end the session", "RFC 5804 §2.3", NULL, ALWAYS},
};

static const struct proto_info sieve_info = {.protocol = PROTOCOL_SIEVE,
	.name = "ManageSieve",
	.scheme = "sieve",
	.greet_verb = "CAPABILITY",
	.upgrade_verb = "STARTTLS",
	.upgrade_cap = "STARTTLS",
	.quit_verb = "LOGOUT",
	.port = 4190,
	.tls_port = 0,
	.srv_service = "_sieve"};

const struct proto_ops sieve_ops = {.info = &sieve_info,
	.verbs = sieve_verbs,
	.verb_count = sizeof(sieve_verbs) / sizeof(sieve_verbs[0]),
	.size = sizeof(struct sieve),
	.takes_pieces = true,
	.line = sieve_line,
	.examine = sieve_examine,
	.send = sieve_send,
	.reset = sieve_reset,
	.done = sieve_done,
	.phase_name = sieve_phase_name,
	.where = sieve_where,
	.verb_of = sieve_verb_of,
	.complete = sieve_complete};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_imap: IMAP4rev1 and rev2, with one mailbox: INBOX.
 *
 * A command that ends with a literal is put together again: the announcement is replaced by the quoted octets, so that the
 * rest of the server sees one line. APPEND's literal is the exception: it is the message itself.
 */
#include "demo/server.h"

#include "base/alloc.h"
#include <stdio.h>
#include <stdlib.h>

static void greet(struct demo *demo)
{
	if (demo_has(demo, DEMO_FAULT_PREAUTH)) {
		demo->authenticated = true;
		demo_printf(demo, "* PREAUTH [CAPABILITY IMAP4rev1] %s: you are known already\r\n", demo->host);
		return;
	}
	demo_printf(demo, "* OK %s IMAP4rev1 teaching server, ready\r\n", demo->host);
}

static void capability(struct demo *demo)
{
	const char *starttls = demo_has(demo, DEMO_FAULT_LYING_CAPS) && !demo->secured ? " XXXXXXXA" : " STARTTLS";

	demo_printf(demo, "* CAPABILITY IMAP4rev1 IMAP4rev2 LITERAL+ IDLE ID UNSELECT NAMESPACE%s%s\r\n",
		demo_offers_tls(demo) ? starttls : "",
		demo_takes_passwords(demo) ? " AUTH=PLAIN SASL-IR" : " LOGINDISABLED");
}

static void say(struct demo *demo, const char *word, const char *text)
{
	demo_printf(demo, "%s %s %s\r\n", demo->tag, word, text);
}

static void starttls(struct demo *demo)
{
	if (demo_has(demo, DEMO_FAULT_HIDE_STARTTLS) || demo->secured) {
		say(demo, "BAD", demo->secured ? "TLS is up already" : "Unknown command");
	} else if (demo->authenticated) {
		say(demo, "BAD", "STARTTLS comes before the login (RFC 9051 6.2.1)");
	} else if (demo_has(demo, DEMO_FAULT_REFUSE_STARTTLS)) {
		say(demo, "NO", "[UNAVAILABLE] TLS is not available now");
	} else {
		say(demo, "OK", "Begin TLS");
		demo_start_tls(demo);
	}
}

static void login_done(struct demo *demo, bool good)
{
	demo->authenticated = good;
	demo->auth_step = 0;
	if (good)
		say(demo, "OK", "Welcome");
	else
		say(demo, "NO",
			"[AUTHENTICATIONFAILED] Wrong name or password (try " DEMO_USER " and " DEMO_PASSWORD ")");
}

/* An atom or a quoted string, without its quotes. */
static struct bytes argument(struct bytes *rest)
{
	struct bytes at = bytes_trim(*rest);

	if (!at.len || at.data[0] != '"') {
		*rest = at;
		return bytes_word(rest);
	}
	size_t end = bytes_index(at, '"', 1);
	*rest = bytes_from(at, end + 1);
	return bytes_of(at.data + 1, end - 1);
}

static void login(struct demo *demo, struct bytes rest)
{
	struct bytes user = argument(&rest), password = argument(&rest);

	if (demo_takes_passwords(demo))
		login_done(demo, demo_check(user, password));
	else
		say(demo, "NO",
			"[PRIVACYREQUIRED] STARTTLS first: a password does not belong on the wire in the clear");
}

static void authenticate(struct demo *demo, struct bytes rest)
{
	struct bytes mechanism = bytes_word(&rest), initial = bytes_trim(rest);

	if (!demo_takes_passwords(demo))
		say(demo, "NO", "[PRIVACYREQUIRED] STARTTLS first");
	else if (!bytes_is(mechanism, "PLAIN"))
		say(demo, "NO", "[CANNOT] Mechanisms: PLAIN");
	else if (initial.len)
		login_done(demo, demo_check_plain(initial));
	else {
		demo->auth_step = 1;
		demo_printf(demo, "+ \r\n");
	}
}

/* The mailbox */

static void select_box(struct demo *demo, struct bytes rest)
{
	size_t count = demo_store_count(demo->store);

	demo->selected = bytes_is(argument(&rest), "INBOX");
	if (!demo->selected) {
		say(demo, "NO", "[NONEXISTENT] There is one mailbox: INBOX");
		return;
	}
	demo_printf(demo,
		"* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n* %zu EXISTS\r\n* 0 RECENT\r\n"
		"* OK [UIDVALIDITY 1] UIDs are valid\r\n* OK [UIDNEXT %zu] next\r\n",
		count, count + 1);
	say(demo, "OK", "[READ-WRITE] INBOX is open");
}

static void status(struct demo *demo)
{
	demo_printf(demo, "* STATUS INBOX (MESSAGES %zu UNSEEN 0)\r\n", demo_store_count(demo->store));
	say(demo, "OK", "Done");
}

/* The parts of a message that BODY[...] names. */
static struct bytes part_of(struct bytes mail, struct bytes items)
{
	static const struct bytes blank = BYTES_LITERAL("\r\n\r\n");
	size_t end = bytes_find(mail, blank);
	size_t body = end < mail.len ? end + blank.len : mail.len;

	if (bytes_find_nocase(items, BYTES_LITERAL("HEADER")) < items.len)
		return bytes_first(mail, body);
	if (bytes_find_nocase(items, BYTES_LITERAL("TEXT")) < items.len)
		return bytes_from(mail, body);
	return mail;
}

static bool wants(struct bytes items, const char *word)
{
	return bytes_find_nocase(items, bytes_str(word)) < items.len;
}

static void fetch_one(struct demo *demo, size_t index, struct bytes items, bool uid)
{
	struct bytes mail = demo_store_mail(demo->store, index);

	demo_printf(demo, "* %zu FETCH (", index + 1);
	if (uid || wants(items, "UID"))
		demo_printf(demo, "UID %zu ", index + 1);
	if (wants(items, "RFC822.SIZE") || wants(items, "FAST") || wants(items, "ALL"))
		demo_printf(demo, "RFC822.SIZE %zu ", mail.len);
	if (wants(items, "INTERNALDATE") || wants(items, "FAST") || wants(items, "ALL"))
		demo_printf(demo, "INTERNALDATE \"21-Nov-2026 08:00:00 +0000\" ");
	if (wants(items, "BODY[") || wants(items, "BODY.PEEK[")) {
		struct bytes part = part_of(mail, items);
		size_t open = bytes_index(items, '[', 0), close = bytes_index(items, ']', open);
		demo_printf(demo, "BODY[%.*s] {%zu}\r\n", (int)(close - open - 1), (const char *)items.data + open + 1,
			part.len);
		demo_write(demo, part);
		demo_printf(demo, " ");
	}
	demo_printf(demo, "FLAGS (\\Seen))\r\n");
}

/* "1", "2:3", "1:*": the numbers of a set without commas. */
static bool take_set(struct demo *demo, struct bytes set, size_t *ret_first, size_t *ret_last)
{
	unsigned long long first, last;
	size_t count = demo_store_count(demo->store), colon = bytes_index(set, ':', 0);
	struct bytes end = colon < set.len ? bytes_from(set, colon + 1) : set;

	if (!bytes_number(bytes_first(set, colon), 1000000, &first) || !first)
		return false;
	if (bytes_is(end, "*"))
		last = count;
	else if (!bytes_number(end, 1000000, &last))
		return false;
	*ret_first = (size_t)first;
	*ret_last = last < count ? (size_t)last : count;
	return true;
}

static void fetch(struct demo *demo, struct bytes rest, bool uid)
{
	size_t first, last;

	if (!take_set(demo, bytes_word(&rest), &first, &last)) {
		say(demo, "BAD", "Like this: FETCH 1:* (FLAGS BODY[])");
		return;
	}
	for (size_t number = first; number <= last; number++)
		fetch_one(demo, number - 1, rest, uid);
	say(demo, "OK", "Done");
}

static void search(struct demo *demo)
{
	demo_printf(demo, "* SEARCH");
	for (size_t i = 0; i < demo_store_count(demo->store); i++)
		demo_printf(demo, " %zu", i + 1);
	demo_printf(demo, "\r\n");
	say(demo, "OK", "Done");
}

static void store_flags(struct demo *demo, struct bytes rest)
{
	size_t first, last;

	if (!take_set(demo, bytes_word(&rest), &first, &last)) {
		say(demo, "BAD", "Like this: STORE 1 +FLAGS (\\Seen)");
		return;
	}
	for (size_t number = first; number <= last; number++)
		demo_printf(demo, "* %zu FETCH (FLAGS (\\Seen))\r\n", number);
	say(demo, "OK", "Done");
}

/* Commands */

static bool selected(struct demo *demo, struct bytes verb, struct bytes rest)
{
	bool uid = bytes_is(verb, "UID");

	if (uid)
		verb = bytes_word(&rest);
	if (bytes_is(verb, "FETCH"))
		fetch(demo, rest, uid);
	else if (bytes_is(verb, "SEARCH"))
		search(demo);
	else if (bytes_is(verb, "STORE"))
		store_flags(demo, rest);
	else if (bytes_is(verb, "CLOSE") || bytes_is(verb, "UNSELECT")) {
		demo->selected = false;
		say(demo, "OK", "Closed");
	} else if (bytes_is(verb, "EXPUNGE") || bytes_is(verb, "CHECK"))
		say(demo, "OK", "Done");
	else
		return false;
	return true;
}

static bool authenticated(struct demo *demo, struct bytes verb, struct bytes rest)
{
	if (bytes_is(verb, "SELECT") || bytes_is(verb, "EXAMINE"))
		select_box(demo, rest);
	else if (bytes_is(verb, "LIST") || bytes_is(verb, "LSUB")) {
		demo_printf(demo, "* %s () \"/\" INBOX\r\n", bytes_is(verb, "LSUB") ? "LSUB" : "LIST");
		say(demo, "OK", "Done");
	} else if (bytes_is(verb, "STATUS"))
		status(demo);
	else if (bytes_is(verb, "NAMESPACE")) {
		demo_printf(demo, "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n");
		say(demo, "OK", "Done");
	} else if (bytes_is(verb, "IDLE")) {
		demo->idling = true;
		demo_printf(demo, "+ idling; DONE ends it\r\n");
	} else
		return demo->selected && selected(demo, verb, rest);
	return true;
}

static bool anywhere(struct demo *demo, struct bytes verb)
{
	if (bytes_is(verb, "CAPABILITY"))
		capability(demo);
	else if (bytes_is(verb, "ID"))
		demo_printf(demo, "* ID (\"name\" \"starlit\")\r\n");
	else if (bytes_is(verb, "LOGOUT"))
		demo_printf(demo, "* BYE See you\r\n");
	else if (!bytes_is(verb, "NOOP"))
		return false;
	say(demo, "OK", "Done");
	if (bytes_is(verb, "LOGOUT"))
		demo_say_goodbye(demo);
	return true;
}

static void run(struct demo *demo, struct bytes verb, struct bytes rest)
{
	if (anywhere(demo, verb))
		return;
	if (demo->authenticated && authenticated(demo, verb, rest))
		return;
	if (bytes_is(verb, "STARTTLS"))
		starttls(demo);
	else if (!demo->authenticated && bytes_is(verb, "LOGIN"))
		login(demo, rest);
	else if (!demo->authenticated && bytes_is(verb, "AUTHENTICATE"))
		authenticate(demo, rest);
	else
		say(demo, "BAD",
			demo->authenticated
				? "That is no command here: SELECT LIST STATUS FETCH SEARCH STORE APPEND IDLE LOGOUT"
				: "That is no command before you log in: CAPABILITY STARTTLS LOGIN AUTHENTICATE LOGOUT");
}

/* A literal at the end of the line: cuts the announcement off. */
static bool take_literal(struct bytes *line, unsigned long long *ret_size, bool *ret_now)
{
	size_t open = line->len;

	if (!line->len || line->data[line->len - 1] != '}')
		return false;
	while (open && line->data[open - 1] != '{')
		open--;
	struct bytes number = bytes_first(bytes_from(*line, open), line->len - 1 - open);
	*ret_now = number.len && number.data[number.len - 1] == '+';
	number.len -= *ret_now;
	if (!open || !bytes_number(number, DEMO_MAIL_MAX, ret_size))
		return false;
	line->len = open - 1;
	return true;
}

static bool is_append(struct bytes command)
{
	bytes_word(&command);
	return bytes_is(bytes_word(&command), "APPEND");
}

static void set_tag(struct demo *demo, struct bytes tag)
{
	free(demo->tag);
	demo->tag = alloc_text_n((const char *)tag.data, tag.len < 64 ? tag.len : 64);
}

/* The command is whole. */
static void run_command(struct demo *demo)
{
	struct buffer command = demo->command;
	struct bytes rest = buffer_bytes(&command);

	buffer_init_secret(&demo->command, DEMO_LINE_MAX);
	set_tag(demo, bytes_word(&rest));
	struct bytes verb = bytes_word(&rest);
	if (is_append(buffer_bytes(&command)))
		say(demo, demo->authenticated ? "OK" : "NO",
			demo->authenticated ? "The message was added" : "Log in first");
	else if (!demo->tag[0] || !verb.len)
		demo_printf(demo, "* BAD A line is a tag and a command: a1 CAPABILITY\r\n");
	else
		run(demo, verb, rest);
	buffer_done(&command);
}

static void line(struct demo *demo, struct bytes line)
{
	unsigned long long size = 0;
	bool now = false;

	if (demo->idling) {
		demo->idling = false;
		say(demo, bytes_is(line, "DONE") ? "OK" : "BAD",
			bytes_is(line, "DONE") ? "Idled" : "DONE was expected");
		return;
	}
	if (demo->auth_step) {
		login_done(demo, demo_check_plain(line));
		return;
	}
	bool literal = take_literal(&line, &size, &now);
	if (!buffer_append(&demo->command, line)) {
		demo_say_goodbye(demo);
		return;
	}
	if (!literal) {
		run_command(demo);
		return;
	}
	if (!now)
		demo_printf(demo, "+ go on\r\n");
	demo_take_octets(demo, size);
}

static void octets(struct demo *demo, struct bytes octets)
{
	bool good = true;

	if (is_append(buffer_bytes(&demo->command))) {
		if (demo->authenticated)
			demo_store_add(demo->store, octets);
	} else {
		good = buffer_append_byte(&demo->command, '"') && buffer_append(&demo->command, octets) &&
		       buffer_append_byte(&demo->command, '"');
	}
	if (!good)
		demo_say_goodbye(demo);
}

static void secured(struct demo *demo)
{
	buffer_clear(&demo->command);
	demo->selected = demo->idling = false;
}

const struct demo_ops demo_imap_ops = {.greet = greet, .line = line, .octets = octets, .secured = secured};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_pop3: POP3, from CAPA to QUIT.
 */
#include "demo/server.h"

#include <stdio.h>

static void greet(struct demo *demo)
{
	demo_printf(demo, "+OK %s POP3 teaching server, ready\r\n", demo->host);
}

static void capa(struct demo *demo)
{
	demo_printf(demo, "+OK What I can do:\r\nTOP\r\nUIDL\r\nRESP-CODES\r\nPIPELINING\r\n");
	if (demo_offers_tls(demo))
		demo_printf(demo, "%s\r\n", demo_has(demo, DEMO_FAULT_LYING_CAPS) && !demo->secured ? "XXXX" : "STLS");
	if (demo_takes_passwords(demo))
		demo_printf(demo, "USER\r\nSASL PLAIN\r\n");
	demo_printf(demo, ".\r\n");
}

static void stls(struct demo *demo)
{
	if (demo_has(demo, DEMO_FAULT_HIDE_STARTTLS) || demo->secured) {
		demo_printf(demo, "-ERR %s\r\n", demo->secured ? "TLS is up already" : "Unknown command");
	} else if (demo_has(demo, DEMO_FAULT_REFUSE_STARTTLS)) {
		demo_printf(demo, "-ERR [SYS/TEMP] TLS is not available now\r\n");
	} else {
		demo_printf(demo, "+OK Begin TLS\r\n");
		demo_start_tls(demo);
	}
}

static void login_done(struct demo *demo, bool good)
{
	demo->authenticated = good;
	demo->auth_step = 0;
	if (good)
		demo_printf(demo, "+OK %zu messages\r\n", demo_store_count(demo->store));
	else
		demo_printf(demo, "-ERR [AUTH] Wrong name or password (try " DEMO_USER " and " DEMO_PASSWORD ")\r\n");
}

static void user(struct demo *demo, struct bytes name)
{
	if (!demo_takes_passwords(demo)) {
		demo_printf(demo, "-ERR [AUTH] STLS first: a password does not belong on the wire in the clear\r\n");
		return;
	}
	snprintf(demo->user, sizeof(demo->user), "%.*s", (int)name.len, (const char *)name.data);
	demo_printf(demo, "+OK Now PASS\r\n");
}

static void auth(struct demo *demo, struct bytes arguments)
{
	struct bytes mechanism = bytes_word(&arguments);
	struct bytes initial = bytes_trim(arguments);

	if (!demo_takes_passwords(demo))
		demo_printf(demo, "-ERR [AUTH] STLS first\r\n");
	else if (!mechanism.len)
		demo_printf(demo, "+OK\r\nPLAIN\r\n.\r\n");
	else if (!bytes_is(mechanism, "PLAIN"))
		demo_printf(demo, "-ERR Mechanisms: PLAIN\r\n");
	else if (initial.len)
		login_done(demo, demo_check_plain(initial));
	else {
		demo->auth_step = 1;
		demo_printf(demo, "+ \r\n");
	}
}

/* Messages */

static bool is_there(const struct demo *demo, size_t index)
{
	return index < demo_store_count(demo->store) && index < 64 && !(demo->deleted >> index & 1);
}

static bool take_index(struct demo *demo, struct bytes *arguments, size_t *ret_index)
{
	unsigned long long number;

	if (!bytes_number(bytes_word(arguments), 64, &number) || !number || !is_there(demo, (size_t)number - 1)) {
		demo_printf(demo, "-ERR No such message\r\n");
		return false;
	}
	*ret_index = (size_t)number - 1;
	return true;
}

static void stat(struct demo *demo)
{
	size_t count = 0, octets = 0;

	for (size_t i = 0; i < demo_store_count(demo->store); i++)
		if (is_there(demo, i)) {
			count++;
			octets += demo_store_mail(demo->store, i).len;
		}
	demo_printf(demo, "+OK %zu %zu\r\n", count, octets);
}

static void list_one(struct demo *demo, const char *prefix, size_t index, bool names)
{
	if (names)
		demo_printf(demo, "%s%zu demo-%zu\r\n", prefix, index + 1, index + 1);
	else
		demo_printf(demo, "%s%zu %zu\r\n", prefix, index + 1, demo_store_mail(demo->store, index).len);
}

static void list(struct demo *demo, struct bytes arguments, bool names)
{
	size_t index;

	if (bytes_trim(arguments).len) {
		if (take_index(demo, &arguments, &index))
			list_one(demo, "+OK ", index, names);
		return;
	}
	demo_printf(demo, "+OK\r\n");
	for (index = 0; index < demo_store_count(demo->store); index++)
		if (is_there(demo, index))
			list_one(demo, "", index, names);
	demo_printf(demo, ".\r\n");
}

/* The header and so many lines of the body, dot-stuffed. */
static void send_mail(struct demo *demo, struct bytes mail, unsigned long long lines)
{
	bool body = false;

	while (mail.len && (!body || lines)) {
		size_t end = bytes_index(mail, '\n', 0);
		struct bytes line = bytes_first(mail, end < mail.len ? end + 1 : end);
		mail = bytes_from(mail, line.len);
		lines -= body;
		body = body || line.len <= 2;
		if (line.data[0] == '.')
			demo_printf(demo, ".");
		demo_write(demo, line);
	}
	demo_printf(demo, ".\r\n");
}

static void retr(struct demo *demo, struct bytes arguments, bool top)
{
	unsigned long long lines = UINT64_MAX;
	size_t index;

	if (!take_index(demo, &arguments, &index))
		return;
	if (top && !bytes_number(bytes_word(&arguments), 1000000, &lines)) {
		demo_printf(demo, "-ERR Like this: TOP number lines\r\n");
		return;
	}
	struct bytes mail = demo_store_mail(demo->store, index);
	demo_printf(demo, "+OK %zu octets\r\n", mail.len);
	send_mail(demo, mail, lines);
}

static void dele(struct demo *demo, struct bytes arguments)
{
	size_t index;

	if (!take_index(demo, &arguments, &index))
		return;
	demo->deleted |= (uint64_t)1 << index;
	demo_printf(demo, "+OK Message %zu is marked\r\n", index + 1);
}

/* Commands */

static bool transaction(struct demo *demo, struct bytes verb, struct bytes rest)
{
	if (bytes_is(verb, "STAT"))
		stat(demo);
	else if (bytes_is(verb, "LIST") || bytes_is(verb, "UIDL"))
		list(demo, rest, bytes_is(verb, "UIDL"));
	else if (bytes_is(verb, "RETR") || bytes_is(verb, "TOP"))
		retr(demo, rest, bytes_is(verb, "TOP"));
	else if (bytes_is(verb, "DELE"))
		dele(demo, rest);
	else if (bytes_is(verb, "NOOP"))
		demo_printf(demo, "+OK\r\n");
	else if (bytes_is(verb, "RSET")) {
		demo->deleted = 0;
		demo_printf(demo, "+OK\r\n");
	} else
		return false;
	return true;
}

static void line(struct demo *demo, struct bytes line)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	if (demo->auth_step)
		login_done(demo, demo_check_plain(line));
	else if (bytes_is(verb, "CAPA"))
		capa(demo);
	else if (bytes_is(verb, "STLS"))
		stls(demo);
	else if (bytes_is(verb, "QUIT")) {
		demo_printf(demo, "+OK Bye\r\n");
		demo_say_goodbye(demo);
	} else if (demo->authenticated && transaction(demo, verb, rest))
		return;
	else if (demo->authenticated)
		demo_printf(demo, "-ERR That is no command here: STAT LIST UIDL RETR TOP DELE NOOP RSET QUIT\r\n");
	else if (bytes_is(verb, "USER"))
		user(demo, bytes_trim(rest));
	else if (bytes_is(verb, "PASS"))
		login_done(demo, demo_takes_passwords(demo) && demo_check(bytes_str(demo->user), bytes_from(rest, 1)));
	else if (bytes_is(verb, "AUTH"))
		auth(demo, rest);
	else
		demo_printf(demo, "-ERR That is no command before you log in: CAPA STLS USER PASS AUTH QUIT\r\n");
}

static void octets(struct demo *demo, struct bytes octets)
{
	(void)demo;
	(void)octets;
}

static void secured(struct demo *demo)
{
	demo->user[0] = 0;
}

const struct demo_ops demo_pop3_ops = {.greet = greet, .line = line, .octets = octets, .secured = secured};

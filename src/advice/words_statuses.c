/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_statuses: what POP3 and ManageSieve answer with; IMAP's are among its responses.
 */
#include "advice/words.h"

static const struct explanation pop3[] = {
	{"+",
		"The server waits for the next step of the login, in base64. A line with a lone asterisk gives up; if nothing is "
		"sent, it looks like a hanging server.",
		"RFC 5034 §4"},
	{"+OK",
		"The server has done what was asked. What stands behind it is meant for people, but for a code in brackets and "
		"the time stamp of a greeting.",
		"RFC 1939 §3"},
	{"-ERR",
		"The server refuses. The text says why, and a code in brackets says it to programs: only there does a mailbox "
		"that is in use differ from a wrong password.",
		"RFC 1939 §3, RFC 2449 §8"},
};

static const struct explanation sieve[] = {
	{"BYE",
		"The server ends the connection: idle for too long, too many failed logins, or shutting down. A code in "
		"parentheses may name another server.",
		"RFC 5804 §1.2"},
	{"NO", "The server refuses. For a script that does not compile, the text names the line that is wrong.",
		"RFC 5804 §1.2"},
	{"OK",
		"The server has done what was asked. After STARTTLS it means that the next byte belongs to TLS; at the end of "
		"the first list of capabilities it is the greeting.",
		"RFC 5804 §1.2"},
};

const struct word_table words_pop3_statuses = {
	.name = "a POP3 status", .protocols = "POP3", .rows = pop3, .count = sizeof(pop3) / sizeof(pop3[0])};
const struct word_table words_sieve_statuses = {.name = "a ManageSieve status",
	.protocols = "ManageSieve",
	.rows = sieve,
	.count = sizeof(sieve) / sizeof(sieve[0])};

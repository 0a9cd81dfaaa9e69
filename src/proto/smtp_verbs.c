/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * smtp_verbs: what a client may say in SMTP and LMTP, and when.
 */
#include "proto/smtp_verbs.h"

enum { BEFORE = WHERE_GREETED | WHERE_HELLO, TRANSACTION = WHERE_MAIL | WHERE_RCPT };

/* Rows that both protocols share. */
#define COMMON_VERBS                                                                                                   \
	{"STARTTLS", NULL, "begin TLS on this connection", "RFC 3207 §4", "STARTTLS", BEFORE | WHERE_CLEAR},           \
		{"AUTH", "MECHANISM [initial-response]", "authenticate", "RFC 4954 §4", "AUTH", WHERE_HELLO},          \
		{"MAIL FROM:", "address> [parameters]", "begin a message: its sender", "RFC 5321 §4.1.1.2", NULL,      \
			WHERE_HELLO},                                                                                  \
		{"RCPT TO:", "address> [parameters]", "add a recipient", "RFC 5321 §4.1.1.3", NULL, TRANSACTION},      \
		{"DATA", NULL, "the message follows, until a lone dot", "RFC 5321 §4.1.1.4", NULL, WHERE_RCPT},        \
		{"BDAT", "octets [LAST]", "a chunk of the message follows", "RFC 3030 §2", "CHUNKING", WHERE_RCPT},    \
		{"RSET", NULL, "drop the message that was begun", "RFC 5321 §4.1.1.5", NULL, WHERE_ANY},               \
		{"NOOP", NULL, "do nothing; is the server there?", "RFC 5321 §4.1.1.9", NULL, WHERE_ANY},              \
		{"VRFY", "name", "does this mailbox exist?", "RFC 5321 §4.1.1.6", NULL, WHERE_ANY},                    \
	{                                                                                                              \
		"QUIT", NULL, "end the session", "RFC 5321 §4.1.1.10", NULL, WHERE_ANY                                 \
	}

const struct proto_verb smtp_verbs[SMTP_VERBS] = {
	{"EHLO", "name", "greet, and ask what the server can do", "RFC 5321 §4.1.1.1", NULL, WHERE_ANY},
	{"HELO", "name", "greet the old way: no extensions, no STARTTLS", "RFC 5321 §4.1.1.1", NULL, BEFORE},
	COMMON_VERBS,
	{"EXPN", "list", "who is on this list?", "RFC 5321 §4.1.1.7", NULL, WHERE_ANY},
	{"HELP", "[verb]", "what the server says about itself", "RFC 5321 §4.1.1.8", NULL, WHERE_ANY},
	{"ETRN", "domain", "deliver what waits for a domain", "RFC 1985 §5", "ETRN", WHERE_HELLO},
	{"BURL", "url [LAST]", "a message part by its URL", "RFC 4468 §3", "BURL", WHERE_RCPT},
};

const struct proto_verb lmtp_verbs[LMTP_VERBS] = {
	{"LHLO", "name", "greet, and ask what the server can do", "RFC 2033 §4.1", NULL, WHERE_ANY},
	COMMON_VERBS,
};

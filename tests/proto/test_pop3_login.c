/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POP3 dialogues: logging in, and the secrets of it.
 */
#include "dialogue.h"

#include "../check_main.h"

/* How most of them begin, and what is seen of that. */
#define GREETING "S: +OK ready\r\n"
#define GREETING_TRACE                                                                                                 \
	"phase connected\n"                                                                                            \
	"< greeting: +OK ready\n"                                                                                      \
	"= positive: ready\n"                                                                                          \
	"phase authorization\n"                                                                                        \
	"-- ready\n"

static const struct dialogue_case cases[] = {
	{.name = "USER and PASS: a password may hold blanks",
		.script = {GREETING, "C: USER anna", "S: +OK\r\n", "C: pass  sec ret ", "S: +OK [X] in\r\n"},
		.secret = "sec ret",
		.want = GREETING_TRACE "> command: USER anna\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to USER\n"
				       "-- ready\n"
				       "> command: pass <9 bytes hidden>\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK [X] in\n"
				       "= positive to PASS [X]: in\n"
				       "phase transaction\n"
				       "-- ready\n"},
	{.name = "PASS refused, with a code",
		.script = {GREETING, "C: PASS secret", "S: -ERR [AUTH]  wrong\r\n", "C: PASS", "S: -ERR [AUTH\r\n"},
		.secret = "secret",
		.want = GREETING_TRACE "> command: PASS <6 bytes hidden>\n"
				       "-- waiting for a reply\n"
				       "< reply: -ERR [AUTH]  wrong\n"
				       "= refused to PASS [AUTH]: wrong\n"
				       "-- ready\n"
				       "> command: PASS\n"
				       "-- waiting for a reply\n"
				       "< reply: -ERR [AUTH\n"
				       "= refused to PASS: [AUTH\n"
				       "-- ready\n"},
	{.name = "APOP: the digest is hidden",
		.script = {"S: +OK <1@mail.example.org>\r\n", "C: APOP anna c4c9334bac560ecc979e58001b3e22fb",
			"S: +OK\r\n"},
		.secret = "c4c9334bac560ecc979e58001b3e22fb",
		.want = "phase connected\n"
			"< greeting: +OK <1@mail.example.org>\n"
			"= positive: <1@mail.example.org>\n"
			"note\n"
			"phase authorization\n"
			"-- ready\n"
			"> command: APOP anna <32 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: +OK\n"
			"= positive to APOP\n"
			"phase transaction\n"
			"-- ready\n"},
	{.name = "AUTH alone lists the mechanisms",
		.script = {GREETING, "C: AUTH", "S: +OK\r\nPLAIN\r\n.\r\n"},
		.want = GREETING_TRACE "> command: AUTH\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to AUTH\n"
				       "< payload: PLAIN\n"
				       "< payload: .\n"
				       "-- ready\n"},
	{.name = "AUTH with an initial response",
		.script = {GREETING, "C: auth plain  AGEAc2VjcmV0", "S: +OK\r\n"},
		.secret = "AGEAc2VjcmV0",
		.want = GREETING_TRACE "> command: auth plain  <12 bytes hidden>\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to AUTH\n"
				       "phase transaction\n"
				       "-- ready\n"},
	{.name = "AUTH with an empty one, and a challenge",
		.script = {GREETING, "C: AUTH PLAIN =", "S: + \r\n", "C: AGEAc2VjcmV0", "S: -ERR no\r\n"},
		.secret = "AGEAc2VjcmV0",
		.want = GREETING_TRACE "> command: AUTH PLAIN =\n"
				       "-- waiting for a reply\n"
				       "< continue: + \n"
				       "= more to AUTH\n"
				       "-- the server waits for an answer\n"
				       "> answer: <12 bytes hidden>\n"
				       "-- waiting for a reply\n"
				       "< reply: -ERR no\n"
				       "= refused to AUTH: no\n"
				       "-- ready\n"},
	{.name = "AUTH: challenges, and a cancel",
		.script = {GREETING, "C: AUTH LOGIN", "S: +\r\n", "C: YW5uYQ==", "S: + UGFzcw==\r\n", "C: *",
			"S: -ERR cancelled\r\n", "C: NOOP", "S: +OK\r\n"},
		.secret = "YW5uYQ==",
		.want = GREETING_TRACE "> command: AUTH LOGIN\n"
				       "-- waiting for a reply\n"
				       "< continue: +\n"
				       "= more to AUTH\n"
				       "-- the server waits for an answer\n"
				       "> answer: <8 bytes hidden>\n"
				       "-- waiting for a reply\n"
				       "< continue: + UGFzcw==\n"
				       "= more to AUTH: UGFzcw==\n"
				       "-- the server waits for an answer\n"
				       "> answer: *\n"
				       "-- waiting for a reply\n"
				       "< reply: -ERR cancelled\n"
				       "= refused to AUTH: cancelled\n"
				       "-- ready\n"
				       "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to NOOP\n"
				       "-- ready\n"},
	{.name = "AUTH ends while its answer is awaited",
		.script = {GREETING, "C: AUTH LOGIN", "S: + x\r\n", "S: -ERR too late\r\n", "C: NOOP", "S: +OK\r\n"},
		.want = GREETING_TRACE "> command: AUTH LOGIN\n"
				       "-- waiting for a reply\n"
				       "< continue: + x\n"
				       "= more to AUTH: x\n"
				       "-- the server waits for an answer\n"
				       "< reply: -ERR too late\n"
				       "= refused to AUTH: too late\n"
				       "-- ready\n"
				       "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to NOOP\n"
				       "-- ready\n"},
	{.name = "answers typed before AUTH asked for them are hidden as well",
		.script = {GREETING, "C: AUTH LOGIN", "C: YW5uYQ==", "C: c2VjcmV0", "C: STAT", "S: + x\r\n",
			"S: + y\r\n", "S: +OK\r\n+OK 1 20\r\n"},
		.secret = "c2VjcmV0",
		.want = GREETING_TRACE "> command: AUTH LOGIN\n"
				       "-- waiting for a reply\n"
				       "> answer: <8 bytes hidden>\n"
				       "-- waiting for a reply\n"
				       "> answer: <8 bytes hidden>\n"
				       "-- waiting for a reply\n"
				       "> command: STAT\n"
				       "-- waiting for a reply\n"
				       "< continue: + x\n"
				       "= more to AUTH: x\n"
				       "-- waiting for a reply\n"
				       "< continue: + y\n"
				       "= more to AUTH: y\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to AUTH\n"
				       "phase transaction\n"
				       "< reply: +OK 1 20\n"
				       "= positive to STAT: 1 20\n"
				       "-- ready\n"},
	{.name = "a challenge without AUTH is none",
		.script = {GREETING, "C: NOOP", "S: + x\r\n", "S: +OK\r\n"},
		.want = GREETING_TRACE "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< stray: + x\n"
				       "odd malformed\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to NOOP\n"
				       "-- ready\n"},
};

START_TEST(test_dialogues)
{
	dialogue_check(PROTOCOL_POP3, cases, sizeof(cases) / sizeof(cases[0]));
}
END_TEST

CHECK_MAIN("pop3 login", test_dialogues)
